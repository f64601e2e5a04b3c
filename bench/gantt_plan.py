"""A plan of 5,000 tasks and 4,800 links, the same every time: what the API answers for a large project."""

import random
from datetime import date, timedelta

TASKS, LINKS, SEED = 5_000, 4_800, 20_261_122
TASKS_PER_SUMMARY = 25
TODAY = date(2026, 11, 23)
WORKS = ("需求梳理", "方案评审", "视觉初稿", "文案撰写", "接口开发", "联调测试", "物料采购", "现场搭建", "彩排", "验收")
TYPES = ("FS", "FS", "FS", "FS", "SS", "FF", "SF")
SATURDAY = 5

Fact = str | int | bool | None


def make_plan() -> dict[str, object]:
    """Summaries of 24 tasks, links to near tasks, a baseline of a third, a milestone after every fourth summary."""
    chance = random.Random(SEED)
    tasks = [_make_task(index, chance) for index in range(TASKS)]
    baseline = [
        {"id": task["id"], "start": task["planned_start"], "finish": task["planned_finish"]} for task in tasks[::3]
    ]
    return {
        "version": 1,
        "today": TODAY.isoformat(),
        "starts_on": "2026-09-01",
        "finishes_on": None,
        "planned_finish": None,
        "forecast_finish": None,
        "calendar": {"weekly": [True] * 5 + [False] * 2, "days": []},
        "unpublished_years": [],
        "tasks": tasks,
        "links": _make_links(chance),
        "baseline": {"id": "baseline", "name": "立项", "taken_on": "2026-09-01", "tasks": baseline},
        "conflicts": [],
        "abilities": {"edit_plan": True},
    }


def _make_task(index: int, chance: random.Random) -> dict[str, Fact]:
    group, place = divmod(index, TASKS_PER_SUMMARY)
    is_summary = place == 0
    is_milestone = place == TASKS_PER_SUMMARY - 1 and group % 4 == 3
    duration = 1 if is_milestone else chance.randint(1, 8)
    start = _workday(date(2026, 9, 1) + timedelta(days=group * 3 + place * 2 + chance.randint(0, 4)))
    finish = _later(start, duration - 1)
    percent = 100 if finish < TODAY else chance.randint(0, 59)
    status = "done" if percent == 100 else "in_progress" if percent else "open"
    return {
        "id": f"t{index}",
        "number": index + 1,
        "title": f"第 {group + 1} 阶段" if is_summary else f"{chance.choice(WORKS)} {index + 1}",
        "kind": "milestone" if is_milestone else "task",
        "status": status,
        "parent_id": None if is_summary else f"t{group * TASKS_PER_SUMMARY}",
        "assignee_id": None,
        "priority": "medium",
        "duration_days": duration,
        "is_manual": False,
        "is_summary": is_summary,
        "constraint_type": None,
        "constraint_on": None,
        "deadline": None,
        "effort_hours": None,
        "planned_start": start.isoformat(),
        "planned_finish": finish.isoformat(),
        "planned_start_minute": None,
        "planned_finish_minute": None,
        "forecast_start": start.isoformat(),
        "forecast_finish": _later(finish, chance.randint(0, 2)).isoformat(),
        "actual_start": None,
        "actual_finish": None,
        "percent_complete": percent,
        "total_float": chance.randint(0, 9),
        "is_critical": chance.random() < 0.1,
        "rank": f"{index:05}",
        "version": 1,
    }


def _make_links(chance: random.Random) -> list[dict[str, Fact]]:
    links: dict[tuple[int, int], dict[str, Fact]] = {}
    while len(links) < LINKS:
        before = chance.randint(0, TASKS - 31)
        after = before + chance.randint(1, 25)
        if before % TASKS_PER_SUMMARY == 0 or after % TASKS_PER_SUMMARY == 0:
            continue
        links[before, after] = {
            "id": f"{before}-{after}",
            "predecessor_id": f"t{before}",
            "successor_id": f"t{after}",
            "type": chance.choice(TYPES),
            "lag": 0,
            "lag_unit": "day",
        }
    return list(links.values())


def _workday(day: date) -> date:
    return day if day.weekday() < SATURDAY else day + timedelta(days=7 - day.weekday())


def _later(day: date, workdays: int) -> date:
    for _ in range(workdays):
        day = _workday(day + timedelta(days=1))
    return day
