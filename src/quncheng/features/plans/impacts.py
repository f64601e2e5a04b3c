"""What the engine says of a change, as people and screens are told it."""

from datetime import date

import msgspec

from quncheng.engine.answer import Schedule
from quncheng.engine.impact import Impact
from quncheng.engine.load import new_overloads
from quncheng.engine.results import Conflict
from quncheng.engine.results import MovedTask as EngineMove
from quncheng.features.plans.types import MovedTask, Overload, PlanConflict, PlanImpact
from quncheng.features.tasks.planning import ProjectPlan
from quncheng.features.tasks.scheduling import is_dated

MOST_WEIGHED = 1_000
"""Tasks; a change that touches more is told by the end of the project and not by the days of people."""


def to_plan_impact(plan: ProjectPlan, impact: Impact, *, planned_finish: date | None) -> PlanImpact:
    """``planned_finish`` is the project's as it is kept: the last end of what has been estimated."""
    after = impact.after
    moved = tuple(
        _to_moved(plan, after, one)
        for one in sorted(impact.moved, key=lambda one: plan.numbers.get(one.task_id, 0))
        if is_dated(after, one.task_id)
    )
    new_finish = _new_finish(impact, planned_finish)
    calendar = plan.calendar
    shift = 0
    if planned_finish is not None and new_finish is not None:
        shift = calendar.workday_number(new_finish) - calendar.workday_number(planned_finish)
    return PlanImpact(
        moved=moved,
        old_finish=planned_finish,
        new_finish=new_finish,
        affected_member_ids=tuple(dict.fromkeys(one.assignee_id for one in moved if one.assignee_id is not None)),
        finish_workdays=shift,
        conflicts=tuple(to_conflict(after, one) for one in impact.new_conflicts),
    )


def with_overloads(told: PlanImpact, impact: Impact, *, today: date) -> PlanImpact:
    """The same with the days from today on that become too full, or fuller."""
    if len(impact.touched_ids) > MOST_WEIGHED:
        return told
    overloads = tuple(
        Overload(load.member_id, load.on, load.minutes_over) for load in new_overloads(impact) if load.on >= today
    )
    return msgspec.structs.replace(told, overloads=overloads)


def to_conflict(schedule: Schedule, conflict: Conflict) -> PlanConflict:
    node = schedule.network.position[conflict.task_id]
    return PlanConflict(
        kind=conflict.kind,
        task_id=conflict.task_id,
        title=schedule.plan.tasks[node].title,
        days=round(conflict.minutes / schedule.network.clock(node).day, 2),
        predecessor_id=conflict.predecessor_id,
    )


def _to_moved(plan: ProjectPlan, after: Schedule, one: EngineMove) -> MovedTask:
    task = after.plan.tasks[after.network.position[one.task_id]]
    return MovedTask(
        task_id=one.task_id,
        number=plan.numbers.get(one.task_id, 0),
        title=task.title,
        assignee_id=task.assignee_ids[0] if task.assignee_ids else None,
        old_finish=one.old_finish,
        new_finish=one.new_finish,
        workdays=one.workdays,
        old_start=one.old_start,
        new_start=one.new_start,
        is_milestone=one.is_milestone,
        is_edited=one.is_edited,
        reason=one.driver.kind,
        reason_id=one.driver.predecessor_id,
    )


def _new_finish(impact: Impact, planned_finish: date | None) -> date | None:
    """The engine gives tasks without an estimate a day; where that is the end, the others decide."""
    if impact.before.planned_finish == planned_finish:
        return impact.after.planned_finish
    after = impact.after
    ends = [after.dates(task.id)[1] for task in after.plan.tasks if is_dated(after, task.id)]
    return max(ends, default=planned_finish)
