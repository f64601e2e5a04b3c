"""Answers to questions about the plan, in words: reasons, paths, loads, ends, milestones, variances."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from quncheng.engine.calendar import WorkCalendar
from quncheng.engine.results import DriverKind, FreeDay, Reason
from quncheng.engine.types import LagUnit, LinkType
from quncheng.features.baselines.types import Baseline
from quncheng.features.plans.lines import CONSTRAINT_WORDS
from quncheng.features.plans.types import MemberLoad, PlanConflict
from quncheng.features.tasks.lines import name_line
from quncheng.features.tasks.types import Task
from quncheng.language.wording import say_day

LONGEST_CHAIN = 8
LISTED = 10
_LINKED = {
    LinkType.FS: "等 {before} 完成",
    LinkType.SS: "和 {before} 一起开始",
    LinkType.FF: "和 {before} 一起完成",
    LinkType.SF: "等 {before} 开始",
}
_UNITS = {
    LagUnit.DAY: "天",
    LagUnit.HOUR: "小时",
    LagUnit.ELAPSED_DAY: "个日历天",
    LagUnit.ELAPSED_HOUR: "个日历小时",
    LagUnit.PERCENT: "%",
    LagUnit.ELAPSED_PERCENT: "%",
}
_WITHOUT_LINK = {
    DriverKind.PROJECT_START: "项目这天开始,前面没有要等的",
    DriverKind.FIXED_START: "已经开始了,开始日期不再变",
    DriverKind.ACTUAL: "这是实际发生的日期",
    DriverKind.MANUAL: "日期是手动排的",
    DriverKind.AS_LATE_AS_POSSIBLE: "排得越晚越好",
    DriverKind.SUMMARY: "要等上级任务可以开始",
    DriverKind.SUBTASKS: "由子任务决定",
}


@dataclass(frozen=True, slots=True)
class EndSaid:
    project_name: str
    planned: date
    expected: date
    causes: tuple[tuple[Task, date, int], ...]
    """What is late by itself: the task, when it is expected, by how many workdays it is late."""
    conflicts: tuple[PlanConflict, ...]


@dataclass(frozen=True, slots=True)
class MilestoneSaid:
    task: Task
    planned_on: date | None
    expected_on: date


@dataclass(frozen=True, slots=True)
class VarianceSaid:
    task: Task
    agreed_on: date
    planned_on: date
    workdays: int


def why_text(steps: Sequence[Reason], *, titles: Mapping[str, str], owners: Mapping[str, str], now: datetime) -> str:
    """A line for each step back, down to where it all begins."""
    first = steps[0]
    lines = [f"**{titles[first.task_id]}** 从 {say_day(first.planned_start, now)} 开始,因为:"]
    for index, step in enumerate(steps[:LONGEST_CHAIN], start=1):
        dates = f"({_short(step.planned_start)}–{_short(step.planned_finish)})"
        subject = "" if index == 1 else f"{titles[step.task_id]}{dates}:"
        lines.append(f"{index}. {subject}{_reason(step, steps[index:], titles, now)}{_free(step, owners)}")
    if len(steps) > LONGEST_CHAIN:
        lines.append(f"…再往前还有 {len(steps) - LONGEST_CHAIN} 步")
    return "\n".join(lines)


def _reason(step: Reason, rest: Sequence[Reason], titles: Mapping[str, str], now: datetime) -> str:
    before = titles.get(step.driver.predecessor_id or "", "")
    if step.link is not None:
        words = _LINKED[step.link.type].format(before=before)
        lag, unit = step.link.lag.amount, _UNITS[step.link.lag.unit]
        if lag:
            words += f",再等 {lag:g} {unit}" if lag > 0 else f",可以提前 {-lag:g} {unit}"
        ends = f"({_short(rest[0].planned_finish)} 完成)" if rest and step.link.type is LinkType.FS else ""
        return f"{words}{ends}"
    if step.constraint is not None:
        day = step.constraint_on
        return CONSTRAINT_WORDS[step.constraint].format(day=say_day(day, now) if day is not None else "")
    if step.driver.kind is DriverKind.SUBTASKS and before:
        return f"最早的子任务是 {before}"
    if step.driver.kind is DriverKind.SUMMARY and before:
        return f"上级任务 {before} 要先能开始"
    return _WITHOUT_LINK.get(step.driver.kind, "按限制条件")


def _free(step: Reason, owners: Mapping[str, str]) -> str:
    """The days in between on which nobody works, and those in the middle of the task."""
    words = [_days(step.waited, "跳过", step, owners), _days(step.interrupted, "中间", step, owners)]
    return "".join(f";{one}" for one in words if one)


def _days(days: Sequence[FreeDay], verb: str, step: Reason, owners: Mapping[str, str]) -> str:
    if not days:
        return ""
    by_name: dict[str, list[FreeDay]] = {}
    for day in days:
        owner = owners.get(step.task_id, "")
        name = f"{owner}请假" if day.is_leave else day.name or "周末"
        by_name.setdefault(name, []).append(day)
    return verb + "、".join(f"{name} {_span([day.on for day in listed])}" for name, listed in by_name.items())


def _span(days: Sequence[date]) -> str:
    return _short(days[0]) if len(days) == 1 else f"{_short(days[0])}–{_short(days[-1])}"


def critical_text(
    paths: Sequence[tuple[float, Sequence[Task]]], *, finish: date | None, names: Mapping[str, str], now: datetime
) -> str:
    """The critical path, each task with its dates; then what comes next with its float."""
    (days, tasks), *near = paths
    end = "" if finish is None else f",项目 {say_day(finish, now)} 完成"
    lines = [f"**关键路径**({len(tasks)} 项,浮动 {days:g} 天{end})"]
    lines += [f"{index}. {_dated(task, names)}" for index, task in enumerate(tasks[:LISTED], start=1)]
    if len(tasks) > LISTED:
        lines.append(f"…还有 {len(tasks) - LISTED} 项")
    for slack, listed in near:
        if listed:
            shown = " → ".join(name_line(task) for task in listed[:3])
            lines.append(
                f"{'同样关键' if slack <= 0 else '接下来'}:{shown}{'…' if len(listed) > 3 else ''}(浮动 {slack:g} 天)"
            )
    lines.append("这些任务晚一天,项目就晚一天。" if days <= 0 else "")
    return "\n".join(line for line in lines if line)


def _dated(task: Task, names: Mapping[str, str]) -> str:
    owner = names.get(task.assignee_id or "", "")
    dates = (
        f"{_short(task.planned_start)}–{_short(task.planned_finish)}"
        if task.planned_start
        else _short(task.planned_finish)
    )
    return f"**{name_line(task)}**{' @' + owner if owner else ''} {dates}"


def load_text(
    loads: Sequence[MemberLoad],
    *,
    names: Mapping[str, str],
    free: Sequence[str],
    span: tuple[date, date],
    now: datetime,
) -> str:
    head = f"**{say_day(span[0], now)} 到 {say_day(span[1], now)} 的工作量**"
    if not loads:
        return f"{head}\n这几天谁都没有排任务。"
    lines = [head]
    for index, one in enumerate(loads[:LISTED], start=1):
        share = round(100 * one.minutes / one.capacity) if one.capacity else 0
        over = [
            f"{_short(day.on)} 超 {_hours(day.minutes - day.capacity)}"
            for day in one.days
            if day.minutes > day.capacity
        ]
        lines.append(
            f"{index}. {names.get(one.member_id, '(已离开)')} {_hours(one.minutes)}/{_hours(one.capacity)}({share}%)"
            + (f",超载:{'、'.join(over[:5])}" if over else "")
        )
    if free:
        lines.append(f"没有排任务:{'、'.join(free[:6])}")
    return "\n".join(lines)


def end_text(end: EndSaid, *, unpublished: Sequence[int], names: Mapping[str, str], now: datetime) -> str:
    lines = [f"**{end.project_name}** 计划 {say_day(end.planned, now)} 完成"]
    if end.expected > end.planned:
        lines.append(f"按现在的进展,预计 {say_day(end.expected, now)},比计划晚")
    elif end.expected < end.planned:
        lines.append(f"按现在的进展,预计 {say_day(end.expected, now)},比计划早")
    else:
        lines.append("按现在的进展,能按计划完成。")
    for task, finish, days in end.causes[:5]:
        owner = names.get(task.assignee_id or "", "")
        told = "自己预计" if task.forecast_finish is not None else "还没按计划动,至少要到"
        lines.append(f"- {name_line(task)}{' @' + owner if owner else ''} {told} {_short(finish)},晚 {days} 天")
    lines += [f"- 冲突:{one.title} 晚 {one.days:g} 天" for one in end.conflicts[:3]]
    if unpublished:
        lines.append(f"{'、'.join(map(str, unpublished))} 年的放假安排还没公布,按平常的周末算。")
    return "\n".join(lines)


def milestones_text(milestones: Sequence[MilestoneSaid], *, now: datetime) -> str:
    if not milestones:
        return "还没有里程碑。说「里程碑 上线 12月18日」就可以加一个。"
    lines = [f"**里程碑**({len(milestones)} 个)"]
    for index, one in enumerate(milestones[:LISTED], start=1):
        day = "没有定日期" if one.planned_on is None else say_day(one.planned_on, now)
        state = "✓ " if one.task.is_closed else ""
        late = ""
        if one.planned_on is not None and not one.task.is_closed and one.expected_on > one.planned_on:
            late = f",预计 {say_day(one.expected_on, now)}"
        lines.append(f"{index}. {state}**{name_line(one.task)}** {day}{late}")
    return "\n".join(lines)


def variance_text(
    baseline: Baseline, rows: Sequence[VarianceSaid], *, finish: date | None, calendar: WorkCalendar, now: datetime
) -> str:
    lines = [f"**和基线「{baseline.name}」比**({say_day(baseline.taken_on, now)} 存的)"]
    if finish is not None and baseline.planned_finish is not None:
        days = calendar.workday_number(finish) - calendar.workday_number(baseline.planned_finish)
        lines.append(f"项目完成 {_short(baseline.planned_finish)} → {_short(finish)},{_off(days)}")
    for one in rows[:LISTED]:
        mark = "里程碑 " if one.task.kind == "milestone" else ""
        lines.append(
            f"- {mark}{name_line(one.task)} {_short(one.agreed_on)} → {_short(one.planned_on)},{_off(one.workdays)}"
        )
    if len(rows) > LISTED:
        lines.append(f"…还有 {len(rows) - LISTED} 项,到网页的甘特图看全部")
    if not rows:
        lines.append("每项任务都和基线一样。")
    return "\n".join(lines)


def _off(days: int) -> str:
    return "没有变" if not days else f"{'晚' if days > 0 else '早'} {abs(days)} 天"


def _hours(minutes: int) -> str:
    return f"{round(minutes / 60, 1):g}h"


def _short(day: date | None) -> str:
    return "未定" if day is None else f"{day.month}/{day.day}"
