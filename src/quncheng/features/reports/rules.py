"""The facts of a week, counted from the tasks: pure, no database, no clock."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta

from quncheng.features.projects.types import TaskStatus
from quncheng.features.reports.types import GroupProgress, ReportFacts, ReportLine, Week
from quncheng.features.tasks.types import Task, TaskKind

LINES_LIMIT = 50


def week_of(day: date) -> Week:
    """Weeks start on Monday."""
    first = day - timedelta(days=day.weekday())
    return Week(first, first + timedelta(days=6))


def decide_facts(
    tasks: Sequence[Task],
    *,
    names: Mapping[str, str],
    week: Week,
    today: date,
    risks: Sequence[str] = (),
    approved_changes: Sequence[str] = (),
) -> ReportFacts:
    """Everything the report counts. Cancelled tasks are left out, milestones are not counted as work."""
    alive = [task for task in tasks if task.status is not TaskStatus.CANCELLED]
    work = [task for task in alive if task.kind is not TaskKind.MILESTONE]
    done = [task for task in work if task.status is TaskStatus.DONE]

    def lines(chosen: Callable[[Task], bool]) -> tuple[ReportLine, ...]:
        return tuple(_line(task, names, today) for task in alive if chosen(task))[:LINES_LIMIT]

    following = Week(week.first + timedelta(days=7), week.last + timedelta(days=7))
    return ReportFacts(
        total=len(work),
        done=len(done),
        in_progress=sum(task.status is TaskStatus.IN_PROGRESS for task in work),
        percent_complete=percent_of(work),
        planned_finish=max((day for task in alive if (day := task.planned_finish) is not None), default=None),
        forecast_finish=max((day for task in alive if (day := _expected(task)) is not None), default=None),
        done_this_week=lines(lambda task: _is_within(task.actual_finish, week) and task.status is TaskStatus.DONE),
        late=lines(lambda task: task.is_overdue(today)),
        blocked=lines(lambda task: task.status is TaskStatus.BLOCKED),
        next_week=lines(lambda task: not task.is_closed and _touches(task, following)),
        by_milestone=_by_milestone(alive, today),
        by_owner=_by_owner(work, names, today),
        risks=tuple(risks)[:LINES_LIMIT],
        approved_changes=tuple(approved_changes)[:LINES_LIMIT],
    )


def percent_of(work: Sequence[Task]) -> int:
    """Weighted by duration in workdays; a task nobody has estimated weighs one day."""
    weights = [max(task.duration_days or 1, 1) for task in work]
    done = sum(weight * task.percent_complete for weight, task in zip(weights, work, strict=True))
    return round(done / sum(weights)) if weights else 0


def _line(task: Task, names: Mapping[str, str], today: date) -> ReportLine:
    promised = task.promised_on
    is_late = task.is_overdue(today) and promised is not None
    return ReportLine(
        task_id=task.id,
        number=task.number,
        title=task.title,
        assignee_name=names.get(task.assignee_id or "", ""),
        percent_complete=task.percent_complete,
        due_date=promised,
        days_late=(today - promised).days if is_late and promised is not None else 0,
        reason=task.blocked_reason,
    )


def _by_milestone(tasks: Sequence[Task], today: date) -> tuple[GroupProgress, ...]:
    """Work belongs to the milestone it is under, or else to the next milestone that is not before its end."""
    milestones = sorted(
        (task for task in tasks if task.kind is TaskKind.MILESTONE), key=lambda task: task.promised_on or date.max
    )
    groups: list[GroupProgress] = []
    earlier: date | None = None
    for milestone in milestones:
        until = milestone.promised_on
        own = [
            task
            for task in tasks
            if task.kind is not TaskKind.MILESTONE
            and until is not None
            and (end := task.promised_on) is not None
            and end <= until
            and (earlier is None or end > earlier)
        ]
        groups.append(_group(milestone.title, own, today, due=until))
        earlier = until or earlier
    return tuple(groups)


def _by_owner(work: Sequence[Task], names: Mapping[str, str], today: date) -> tuple[GroupProgress, ...]:
    owners = dict.fromkeys(task.assignee_id for task in work)
    groups = [
        _group(names.get(owner or "", "待定"), [task for task in work if task.assignee_id == owner], today)
        for owner in owners
    ]
    return tuple(sorted(groups, key=lambda group: (-group.late, -group.total, group.name)))


def _group(name: str, own: Sequence[Task], today: date, *, due: date | None = None) -> GroupProgress:
    return GroupProgress(
        name=name,
        total=len(own),
        done=sum(task.status is TaskStatus.DONE for task in own),
        late=sum(task.is_overdue(today) for task in own),
        percent_complete=percent_of(own),
        due_date=due,
    )


def _expected(task: Task) -> date | None:
    return task.actual_finish or task.forecast_finish or task.promised_on


def _is_within(day: date | None, week: Week) -> bool:
    return day is not None and week.first <= day <= week.last


def _touches(task: Task, week: Week) -> bool:
    """Begins or ends in the week, or runs through it."""
    start, end = task.planned_start or task.promised_on, task.forecast_finish or task.promised_on
    if start is None or end is None:
        return False
    return start <= week.last and end >= week.first
