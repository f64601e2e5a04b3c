"""How far dates are from a baseline, and how far summaries have come."""

from collections.abc import Mapping
from datetime import date

from quncheng.engine.calendar import WorkCalendar
from quncheng.engine.results import Variance
from quncheng.engine.types import Plan, PlanTask


def variances(
    plan: Plan, current: Mapping[str, tuple[date, date]], *, baseline: Mapping[str, tuple[date, date]]
) -> tuple[Variance, ...]:
    """Of every task that is in the baseline, in the order of the plan; ``current`` is the plan's or the forecast's."""
    return tuple(
        Variance(
            task.id,
            start_workdays=workdays_between(baseline[task.id][0], current[task.id][0], plan.calendar),
            finish_workdays=workdays_between(baseline[task.id][1], current[task.id][1], plan.calendar),
            is_milestone=task.is_milestone,
        )
        for task in plan.tasks
        if task.id in baseline and task.id in current
    )


def workdays_between(old: date, new: date, calendar: WorkCalendar) -> int:
    """How many workdays later the new day is; negative for earlier."""
    return calendar.workday_number(new) - calendar.workday_number(old)


def roll_up_progress(plan: Plan) -> dict[str, float]:
    """The completed percent of every summary: weighted by effort where all below have one, else by duration."""
    children: dict[str, list[PlanTask]] = {}
    for task in plan.tasks:
        if task.parent_id is not None:
            children.setdefault(task.parent_id, []).append(task)
    return {summary_id: _progress(_leaves(summary_id, children)) for summary_id in children}


def _leaves(summary_id: str, children: Mapping[str, list[PlanTask]]) -> list[PlanTask]:
    found: list[PlanTask] = []
    waiting = list(children[summary_id])
    while waiting:
        task = waiting.pop()
        if task.id in children:
            waiting.extend(children[task.id])
        else:
            found.append(task)
    return found


def _progress(leaves: list[PlanTask]) -> float:
    working = [task for task in leaves if not task.is_milestone]
    if not working:
        return 100 * sum(task.percent_complete >= 100 for task in leaves) / len(leaves)
    by_effort = all(task.effort for task in working)
    weights = [(task.effort or 0) if by_effort else task.workdays for task in working]
    done = sum(weight * task.percent_complete for weight, task in zip(weights, working, strict=True))
    return done / sum(weights)
