"""A plan of 5,000 tasks as Microsoft Project would write it, the same every time."""

import random
from datetime import datetime, timedelta

from quncheng.engine.exchange_types import (
    ExchangeAssignment,
    ExchangeBaseline,
    ExchangeDuration,
    ExchangeLink,
    ExchangePlan,
    ExchangeResource,
    ExchangeTask,
)
from quncheng.engine.types import Lag, LinkType, Plan
from quncheng.providers.formats.mspdi_write import write_mspdi

TASKS, TASKS_PER_SUMMARY, PEOPLE, SEED = 5_000, 20, 12, 20_261_122
START = datetime.fromisoformat("2026-11-23T09:00")
DAY = 480


def make_file() -> bytes:
    """Summaries of 19 tasks in chains, each with an assignee, an effort, a baseline and a note."""
    chance = random.Random(SEED)
    tasks = [_make_task(uid, chance) for uid in range(1, TASKS + 1)]
    links = [
        ExchangeLink(task.uid - 1, task.uid, chance.choice((LinkType.FS, LinkType.FS, LinkType.SS)), Lag(task.uid % 3))
        for task in tasks
        if task.uid % TASKS_PER_SUMMARY not in (1, 2)
    ]
    people = tuple(ExchangeResource(uid, f"成员{uid}") for uid in range(1, PEOPLE + 1))
    assignments = tuple(
        ExchangeAssignment(task.uid, chance.randint(1, PEOPLE)) for task in tasks if not task.is_summary
    )
    return write_mspdi(
        ExchangePlan(
            title="大型活动",
            starts_at=START,
            tasks=tuple(tasks),
            links=tuple(links),
            resources=people,
            assignments=assignments,
        )
    )


def _make_task(uid: int, chance: random.Random) -> ExchangeTask:
    if uid % TASKS_PER_SUMMARY == 1:
        return ExchangeTask(uid, f"第 {uid // TASKS_PER_SUMMARY + 1} 阶段", is_summary=True)
    length = ExchangeDuration(chance.randint(1, 8) * DAY)
    finish = START + timedelta(days=chance.randint(1, 200))
    return ExchangeTask(
        uid,
        f"{chance.choice(('方案评审', '现场搭建', '接口开发', '物料采购'))} {uid}",
        level=2,
        parent_uid=uid - (uid - 1) % TASKS_PER_SUMMARY,
        duration=length,
        planned_start=START,
        planned_finish=finish,
        effort_minutes=length.minutes // 2,
        notes="按合同附件三执行",
        baselines=(ExchangeBaseline(0, START, finish, length),),
    )


def make_network_file(plan: Plan) -> bytes:
    """A plan of the engine's own bench as a file, to fill a project with."""
    uids = {task.id: uid for uid, task in enumerate(plan.tasks, 1)}
    tasks = tuple(
        ExchangeTask(
            uids[task.id],
            f"任务 {uids[task.id]}",
            duration=ExchangeDuration(round(task.workdays * DAY)),
            planned_start=START,
        )
        for task in plan.tasks
    )
    links = tuple(
        ExchangeLink(uids[link.predecessor_id], uids[link.successor_id], link.type, link.lag)
        for link in plan.dependencies
    )
    return write_mspdi(ExchangePlan(title="一万项任务", starts_at=START, tasks=tasks, links=links))
