"""A plan as the lines of a sheet: the columns people know, in an order they read, in words that come back when read."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from quncheng.engine.exchange_types import (
    DurationUnit,
    ExchangeDuration,
    ExchangeLink,
    ExchangePlan,
    ExchangeTask,
    SheetField,
)
from quncheng.engine.types import LagUnit, LinkType

COLUMNS = {
    SheetField.NUMBER: "序号",
    SheetField.LEVEL: "大纲级别",
    SheetField.TITLE: "任务名称",
    SheetField.ASSIGNEE: "负责人",
    SheetField.START: "开始时间",
    SheetField.FINISH: "完成时间",
    SheetField.DURATION: "工期",
    SheetField.PERCENT_COMPLETE: "完成度",
    SheetField.PREDECESSORS: "前置任务",
    SheetField.MILESTONE: "里程碑",
    SheetField.PRIORITY: "优先级",
    SheetField.DEADLINE: "截止日期",
    SheetField.EFFORT: "工作量",
    SheetField.ACTUAL_START: "实际开始",
    SheetField.ACTUAL_FINISH: "实际完成",
    SheetField.WBS: "WBS",
    SheetField.NOTES: "备注",
}
UNIT_WORDS = {
    DurationUnit.MINUTE: "分钟",
    DurationUnit.HOUR: "小时",
    DurationUnit.DAY: "天",
    DurationUnit.WEEK: "周",
    DurationUnit.MONTH: "月",
}
LAG_WORDS = {
    LagUnit.DAY: "d",
    LagUnit.HOUR: "h",
    LagUnit.ELAPSED_DAY: "ed",
    LagUnit.ELAPSED_HOUR: "eh",
    LagUnit.PERCENT: "%",
    LagUnit.ELAPSED_PERCENT: "e%",
}
PRIORITY_WORDS = ((801, "紧急"), (601, "高"), (401, "中"), (201, "低"), (0, "最低"))
PlanCell = str | int | date | None


@dataclass(frozen=True, slots=True)
class PlanLine:
    task: ExchangeTask
    cells: tuple[PlanCell, ...]
    """One for every entry of ``COLUMNS``; the percentage is a whole number."""


def plan_lines(plan: ExchangePlan) -> Iterator[PlanLine]:
    numbers = {task.uid: number for number, task in enumerate(plan.tasks, 1)}
    names = {resource.uid: resource.name for resource in plan.resources}
    people: dict[int, list[str]] = {}
    for assignment in plan.assignments:
        share = "" if assignment.units == 1 else f"[{assignment.units * 100:g}%]"
        people.setdefault(assignment.task_uid, []).append(f"{names[assignment.resource_uid]}{share}")
    predecessors: dict[int, list[str]] = {}
    for link in plan.links:
        predecessors.setdefault(link.successor_uid, []).append(_link(link, numbers[link.predecessor_uid]))
    for task in plan.tasks:
        values: dict[SheetField, PlanCell] = {
            SheetField.NUMBER: numbers[task.uid],
            SheetField.LEVEL: task.level,
            SheetField.TITLE: task.title,
            SheetField.ASSIGNEE: "、".join(people.get(task.uid, ())),
            SheetField.START: _day(task.planned_start),
            SheetField.FINISH: _day(task.planned_finish),
            SheetField.DURATION: _duration(task.duration, plan),
            SheetField.PERCENT_COMPLETE: task.percent_complete,
            SheetField.PREDECESSORS: ",".join(predecessors.get(task.uid, ())),
            SheetField.MILESTONE: "是" if task.is_milestone else "",
            SheetField.PRIORITY: next(word for least, word in PRIORITY_WORDS if task.priority >= least),
            SheetField.DEADLINE: _day(task.deadline),
            SheetField.EFFORT: "" if task.effort_minutes is None else f"{_number(task.effort_minutes / 60)}小时",
            SheetField.ACTUAL_START: _day(task.actual_start),
            SheetField.ACTUAL_FINISH: _day(task.actual_finish),
            SheetField.WBS: task.wbs,
            SheetField.NOTES: task.notes,
        }
        yield PlanLine(task, tuple(values[column] for column in COLUMNS))


def _day(moment: datetime | None) -> date | None:
    return None if moment is None else moment.date()


def _number(value: float) -> str:
    return f"{value:.6g}"


def _duration(duration: ExchangeDuration | None, plan: ExchangePlan) -> str:
    if duration is None:
        return ""
    mark = "?" if duration.is_estimated else ""
    if duration.is_elapsed:
        return f"{_number(duration.minutes / 1440)}日历天{mark}"
    each = {
        DurationUnit.MINUTE: 1,
        DurationUnit.HOUR: 60,
        DurationUnit.DAY: plan.minutes_per_day,
        DurationUnit.WEEK: plan.minutes_per_week,
        DurationUnit.MONTH: plan.minutes_per_day * plan.days_per_month,
    }
    return f"{_number(duration.minutes / each[duration.unit])}{UNIT_WORDS[duration.unit]}{mark}"


def _link(link: ExchangeLink, number: int) -> str:
    """``3``, ``3SS``, ``3FS+2d``."""
    if link.lag.amount == 0:
        return str(number) if link.type is LinkType.FS else f"{number}{link.type.value}"
    sign = "-" if link.lag.amount < 0 else "+"
    return f"{number}{link.type.value}{sign}{_number(abs(link.lag.amount))}{LAG_WORDS[link.lag.unit]}"
