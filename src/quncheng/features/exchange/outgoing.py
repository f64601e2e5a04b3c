"""A project's plan as files carry it away: tasks, links, calendars, people, baselines."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from quncheng.engine.answer import Schedule
from quncheng.engine.calendar import WorkCalendar
from quncheng.engine.exchange_types import (
    NOTHING_OWN,
    DurationUnit,
    ExchangeAssignment,
    ExchangeBaseline,
    ExchangeCalendar,
    ExchangeDuration,
    ExchangeException,
    ExchangeLink,
    ExchangePlan,
    ExchangeResource,
    ExchangeShift,
    ExchangeTask,
    Shifts,
    WeekPattern,
)
from quncheng.engine.types import ConstraintType, Direction, Lag
from quncheng.features.baselines import service as baselines
from quncheng.features.baselines.types import BaselineTask
from quncheng.features.calendars import rules as calendar_rules
from quncheng.features.calendars import service as calendars
from quncheng.features.calendars.types import CalendarOwner, OwnCalendar, WorkHours
from quncheng.features.exchange.calendars_in import MARGIN, ONE_DAY, hours_on, joined
from quncheng.features.exchange.tasks_in import HELPING
from quncheng.features.people import service as people
from quncheng.features.projects import service as projects
from quncheng.features.projects.types import Access, Project
from quncheng.features.tasks import parts, planning, queries
from quncheng.features.tasks.planning import ProjectPlan
from quncheng.features.tasks.types import Priority, Task, TaskKind, TaskSchedule
from quncheng.runtime.db import Session

PROJECT_CALENDAR = 1
BASELINES = 11
"""As many as files hold; the newest is the file's own."""
PRIORITIES = {Priority.HIGH: 700, Priority.MEDIUM: 500, Priority.LOW: 300}
_ENDING = frozenset(
    {
        ConstraintType.FINISH_NO_EARLIER_THAN,
        ConstraintType.FINISH_NO_LATER_THAN,
        ConstraintType.MUST_FINISH_ON,
    }
)
_MIDNIGHT = time(0)
Listed = Sequence[tuple[Task, TaskSchedule]]


@dataclass(frozen=True, slots=True)
class _Known:
    """What the tasks of the file point at, by our identifiers."""

    numbers: Mapping[str, int]
    calendars: Mapping[str, int]
    baselines: Mapping[str, tuple[ExchangeBaseline, ...]]
    descriptions: Mapping[str, str]


def read_exchange_plan(session: Session, access: Access) -> ExchangePlan:
    """For code that has checked access."""
    project = projects.get_project(session, access.project_id)
    plan = planning.get_plan(session, project)
    listed = queries.list_planned(session, project.id)
    schedule, calendar = plan.prepared.schedule(), plan.calendar
    used = {said.calendar_id for _, said in listed if said.calendar_id is not None}
    shared = [one for one in calendars.list_own(session, CalendarOwner.SHARED) if one.id in used]
    doers = _doers(listed)
    leaves = calendars.list_own(session, CalendarOwner.MEMBER, doers) if doers else ()
    first_own = PROJECT_CALENDAR + 1 + len(shared)
    horizon = _horizon(schedule, _to_day(plan.plan.starts_on))
    known = _Known(
        numbers={task.id: task.number for task, _ in listed},
        calendars={one.id: uid for uid, one in enumerate(shared, PROJECT_CALENDAR + 1)},
        baselines=_baselines(session, project, calendar),
        descriptions=queries.list_descriptions(session, project.id),
    )
    starts_on = project.planned_start or _to_day(plan.plan.starts_on)
    finishes = project.finishes_on or schedule.planned_finish
    return ExchangePlan(
        title=project.name,
        starts_at=datetime.combine(starts_on, calendar.day_starts_at),
        finishes_at=None if finishes is None else _ending(finishes, calendar),
        direction=Direction.FORWARD if project.finishes_on is None else Direction.BACKWARD,
        minutes_per_day=calendar.minutes.day,
        minutes_per_week=calendar.minutes.day * sum(calendar.weekly),
        calendar_uid=PROJECT_CALENDAR,
        calendars=(
            _calendar(PROJECT_CALENDAR, project.name, calendar, horizon),
            *(_calendar(known.calendars[one.id], one.name, plan.plan.calendars[one.id], horizon) for one in shared),
            *(_own_calendar(uid, one) for uid, one in enumerate(leaves, first_own)),
        ),
        tasks=tuple(_tasks(plan, listed, known)),
        links=_links(session, project, known.numbers),
        resources=_resources(session, doers, {one.owner_id: uid for uid, one in enumerate(leaves, first_own)}),
        assignments=tuple(_assignments(listed, doers)),
    )


def as_read_by_people(plan: ExchangePlan) -> ExchangePlan:
    """For tables, where a share behind the name of somebody who helps says nothing to anybody."""
    return replace(plan, assignments=tuple(replace(one, units=1.0) for one in plan.assignments))


def _tasks(plan: ProjectPlan, listed: Listed, known: _Known) -> Iterator[ExchangeTask]:
    """Every parent before its children, siblings by number."""
    children: dict[str | None, list[tuple[Task, TaskSchedule]]] = {}
    for task, said in listed:
        parent_id = task.parent_id if task.parent_id in known.numbers else None
        children.setdefault(parent_id, []).append((task, said))
    waiting = [(task, said, 1) for task, said in reversed(children.get(None, []))]
    while waiting:
        task, said, level = waiting.pop()
        below = children.get(task.id, [])
        parent_uid = known.numbers.get(task.parent_id or "")
        yield _task(plan, task, said, known=known, level=level, parent_uid=parent_uid, is_summary=bool(below))
        waiting += [(one, its, level + 1) for one, its in reversed(below)]


def _task(
    plan: ProjectPlan,
    task: Task,
    said: TaskSchedule,
    *,
    known: _Known,
    level: int,
    parent_uid: int | None,
    is_summary: bool,
) -> ExchangeTask:
    schedule, calendar = plan.prepared.schedule(), plan.calendar
    node = schedule.network.position[task.id]
    start, finish = schedule.moments_of(node)
    is_milestone = task.kind is TaskKind.MILESTONE and not is_summary
    is_promise = task.duration_days is None and task.due_date is not None and not is_milestone and not said.is_manual
    duration = _duration(schedule, node, task, is_summary=is_summary, is_milestone=is_milestone)
    is_backward = plan.plan.direction is Direction.BACKWARD
    constraint, constraint_on = _constraint(task, said, is_backward=is_backward)
    at_end = is_milestone or constraint in _ENDING
    done = round(duration.minutes * task.percent_complete / 100)
    return ExchangeTask(
        uid=task.number,
        title=task.title,
        level=level,
        parent_uid=parent_uid,
        is_milestone=is_milestone,
        is_summary=is_summary,
        is_manual=(said.is_manual or is_promise) and not is_summary,
        duration=duration,
        planned_start=_moment(finish if is_milestone else start),
        planned_finish=_moment(finish),
        constraint=constraint,
        constraint_at=None if constraint_on is None else _moment_on(constraint_on, calendar, at_end=at_end),
        deadline=None if task.due_date is None else _ending(task.due_date, calendar),
        percent_complete=task.percent_complete,
        actual_start=None if task.actual_start is None else _moment_on(task.actual_start, calendar, at_end=False),
        actual_finish=None if task.actual_finish is None else _ending(task.actual_finish, calendar),
        actual_minutes=done,
        remaining_minutes=duration.minutes - done,
        priority=PRIORITIES[task.priority],
        effort_minutes=None if said.effort_hours is None else round(said.effort_hours * 60),
        calendar_uid=None if said.calendar_id is None else known.calendars.get(said.calendar_id),
        notes=known.descriptions.get(task.id, ""),
        baselines=known.baselines.get(task.id, ()),
    )


def _duration(schedule: Schedule, node: int, task: Task, *, is_summary: bool, is_milestone: bool) -> ExchangeDuration:
    """A task nobody has estimated is written with the day that it is taken for, and a question mark."""
    clock = schedule.network.clock(node)
    if is_milestone:
        return ExchangeDuration(0)
    if is_summary:
        return ExchangeDuration(schedule.network.durations[node])
    if task.duration_days is None:
        return ExchangeDuration(schedule.plan.calendar.minutes.day, is_estimated=True)
    minutes = round(task.duration_days * clock.day)
    return ExchangeDuration(minutes, DurationUnit.DAY)


def _constraint(task: Task, said: TaskSchedule, *, is_backward: bool) -> tuple[ConstraintType, date | None]:
    if said.constraint_type is not None:
        return said.constraint_type, said.constraint_on
    if task.not_before is not None:
        return ConstraintType.START_NO_EARLIER_THAN, task.not_before
    return ConstraintType.AS_LATE_AS_POSSIBLE if is_backward else ConstraintType.AS_SOON_AS_POSSIBLE, None


def _links(session: Session, project: Project, numbers: Mapping[str, int]) -> tuple[ExchangeLink, ...]:
    return tuple(
        ExchangeLink(numbers[link.predecessor_id], numbers[link.successor_id], link.type, Lag(link.lag, link.lag_unit))
        for link in parts.list_dependencies(session, project_id=project.id)
        if link.predecessor_id in numbers and link.successor_id in numbers
    )


def _doers(listed: Listed) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for task, _ in listed:
        found.update(dict.fromkeys(_people_of(task)))
    return tuple(found)


def _people_of(task: Task) -> tuple[str, ...]:
    mine = () if task.assignee_id is None else (task.assignee_id,)
    return (*mine, *(one for one in task.collaborator_ids if one != task.assignee_id))


def _resources(
    session: Session, doers: tuple[str, ...], calendar_uids: Mapping[str, int]
) -> tuple[ExchangeResource, ...]:
    if not doers:
        return ()
    names = {one.id: one.name for one in people.list_members(session, doers)}
    return tuple(
        ExchangeResource(uid, names[one], calendar_uid=calendar_uids.get(one)) for uid, one in enumerate(doers, 1)
    )


def _assignments(listed: Listed, doers: tuple[str, ...]) -> Iterator[ExchangeAssignment]:
    uids = {one: uid for uid, one in enumerate(doers, 1)}
    for task, said in listed:
        effort = None if said.effort_hours is None else round(said.effort_hours * 60)
        for one in _people_of(task):
            is_assignee = one == task.assignee_id
            units = 1.0 if is_assignee else HELPING
            yield ExchangeAssignment(task.number, uids[one], units, effort if is_assignee else None)


def _baselines(session: Session, project: Project, calendar: WorkCalendar) -> dict[str, tuple[ExchangeBaseline, ...]]:
    found: dict[str, list[ExchangeBaseline]] = {}
    for number, baseline in enumerate(baselines.list_of_project(session, project.id)[:BASELINES]):
        for task in baselines.list_tasks(session, baseline):
            found.setdefault(task.task_id, []).append(_baseline(number, task, calendar))
    return {task_id: tuple(rows) for task_id, rows in found.items()}


def _baseline(number: int, task: BaselineTask, calendar: WorkCalendar) -> ExchangeBaseline:
    days = task.duration_days
    return ExchangeBaseline(
        number,
        _moment_on(task.planned_start, calendar, at_end=False),
        _ending(task.planned_finish, calendar),
        None if days is None else ExchangeDuration(round(days * calendar.minutes.day)),
    )


def _horizon(schedule: Schedule, starts_on: date) -> tuple[date, date]:
    first, last = schedule.planned_start or starts_on, schedule.planned_finish or starts_on
    return min(first, starts_on) - MARGIN, last + MARGIN


def _calendar(uid: int, name: str, calendar: WorkCalendar, horizon: tuple[date, date]) -> ExchangeCalendar:
    days = [
        (one.on, (hours_on(calendar, one.on), one.name))
        for one in calendar.exceptions
        if horizon[0] <= one.on <= horizon[1]
    ]
    week = tuple(_to_shifts(day) for day in calendar_rules.week_of(calendar))
    return ExchangeCalendar(uid, name, week=week, exceptions=tuple(joined(days)))


def _own_calendar(uid: int, own: OwnCalendar) -> ExchangeCalendar:
    """What a person's calendar says beyond the project's."""
    week: WeekPattern = NOTHING_OWN if own.weekly is None else tuple(_to_shifts(day) for day in own.weekly)
    exceptions = tuple(
        ExchangeException(span.first_on, span.last_on, _to_shifts(span.shifts), span.name) for span in own.spans
    )
    return ExchangeCalendar(uid, own.name or f"{uid}", base_uid=PROJECT_CALENDAR, week=week, exceptions=exceptions)


def _to_shifts(hours: Sequence[WorkHours]) -> Shifts:
    return tuple(
        ExchangeShift(
            one.starts_at.hour * 60 + one.starts_at.minute, (one.ends_at.hour * 60 + one.ends_at.minute) or 1_440
        )
        for one in hours
    )


def _moment(minute: int) -> datetime:
    """A moment of the schedule, counted from the year 1."""
    days, minutes = divmod(minute, 1_440)
    return datetime.combine(date.fromordinal(days), _MIDNIGHT) + timedelta(minutes=minutes)


def _moment_on(day: date, calendar: WorkCalendar, *, at_end: bool) -> datetime:
    return _ending(day, calendar) if at_end else datetime.combine(day, calendar.day_starts_at)


def _ending(day: date, calendar: WorkCalendar) -> datetime:
    if calendar.day_ends_at == _MIDNIGHT:
        return datetime.combine(day, _MIDNIGHT) + ONE_DAY - timedelta(minutes=1)
    return datetime.combine(day, calendar.day_ends_at)


def _to_day(moment: date | datetime) -> date:
    return moment.date() if isinstance(moment, datetime) else moment
