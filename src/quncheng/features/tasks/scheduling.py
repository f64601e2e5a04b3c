"""Dates that follow from the plan: the part of a project that a change can move is read, scheduled and written back."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import msgspec

from quncheng.engine.calendar import WorkCalendar
from quncheng.engine.impact import dry_run
from quncheng.engine.schedule import schedule
from quncheng.engine.types import Dependency, Impact, Lag, Plan, PlanChange, PlanTask
from quncheng.features.calendars import service as calendars
from quncheng.features.people import service as people
from quncheng.features.projects import service as projects
from quncheng.features.projects.types import Project, TaskStatus
from quncheng.features.tasks import rules, store
from quncheng.features.tasks.events import TaskRescheduled
from quncheng.features.tasks.types import Task, TaskKind, UnsetType
from quncheng.runtime import events
from quncheng.runtime.db import Session
from quncheng.runtime.events import Actor


@dataclass(frozen=True, slots=True)
class Step:
    """A task as it was (None: not there) and as it is now."""

    before: Task | None
    after: Task


@dataclass(frozen=True, slots=True)
class Ends:
    """What a task says about the end of its project."""

    planned: date | None
    expected: date | None


def reschedule(
    session: Session, actor: Actor, *, project_id: str, task_ids: tuple[str, ...], changed: Sequence[Step] = ()
) -> tuple[Task, ...]:
    """Move the tasks and everything behind them to where the plan puts them; returns what moved, as it is now."""
    plan, affected = read_slice(session, projects.get_project(session, project_id), task_ids)
    result = schedule(plan, calendar=calendars.get_calendar(session))
    steps: list[Step] = []
    for task in affected:
        dates = _dates(task, result.tasks[task.id].planned_start, result.tasks[task.id].planned_finish)
        changes = rules.differing(task, dates)
        if changes:
            steps.append(Step(task, store.update_task(session, task.id, **dates)))
            happened = TaskRescheduled(
                of_project=project_id, task_id=task.id, version=task.version + 1, changes=changes
            )
            events.record(session, actor, happened)
    refresh_ends(session, actor, project_id, [*changed, *steps])
    return tuple(step.after for step in steps)


def place(project: Project, new: Sequence[Task], *, first: date, calendar: WorkCalendar) -> tuple[Task, ...]:
    """Fresh tasks, which nothing comes before yet, where the plan puts them."""
    planned = {task.id: to_plan_task(task) for task in new if is_scheduled(task)}
    if not planned:
        return tuple(new)
    starts_on = project.planned_start or first
    result = schedule(Plan(starts_on=starts_on, tasks=tuple(planned.values()), dependencies=()), calendar=calendar)
    return tuple(
        msgspec.structs.replace(
            task, **_dates(task, result.tasks[task.id].planned_start, result.tasks[task.id].planned_finish)
        )
        if task.id in planned
        else task
        for task in new
    )


def is_scheduled(task: Task) -> bool:
    """Whether the plan says when it is done."""
    return task.duration_days is not None or task.due_date is not None or task.kind is TaskKind.MILESTONE


def refresh_ends(session: Session, actor: Actor, project_id: str, steps: Sequence[Step]) -> None:
    """Keep the project's planned and expected end in step with its tasks; all are read only when the last one left."""
    before, after = (
        {step.after.id: step.before for step in reversed(steps)},
        {step.after.id: step.after for step in steps},
    )
    left, came = [_ends(task) for task in before.values()], [_ends(after[task_id]) for task_id in before]
    if left == came:
        return
    project = projects.lock_project(session, project_id)
    planned = rules.end_after(
        project.planned_finish, left=[end.planned for end in left], came=[end.planned for end in came]
    )
    expected = rules.end_after(
        project.forecast_finish, left=[end.expected for end in left], came=[end.expected for end in came]
    )
    if isinstance(planned, UnsetType) or isinstance(expected, UnsetType):
        planned, expected = store.list_ends(session, project_id)
    projects.note_plan_dates(session, actor, project=project, planned_finish=planned, forecast_finish=expected)


def _ends(task: Task | None) -> Ends:
    if task is None or not _is_planned(task):
        return Ends(None, None)
    return Ends(task.planned_finish, task.actual_finish or task.forecast_finish or task.planned_finish)


def preview(session: Session, project: Project, changed: tuple[Task, ...]) -> tuple[Impact, tuple[Task, ...]]:
    """What the plan would be with the tasks as given: the impact, and the tasks it speaks of as they are now."""
    plan, affected = read_slice(session, project, tuple(task.id for task in changed))
    calendar = calendars.get_calendar(session)
    return dry_run(plan, PlanChange(tasks=tuple(map(to_plan_task, changed))), calendar=calendar), affected


def read_slice(session: Session, project: Project, task_ids: tuple[str, ...]) -> tuple[Plan, tuple[Task, ...]]:
    """The tasks, all that follow them, and their other predecessors held where they are."""
    inside, links = _follow(session, task_ids)
    outside: set[str] = set()
    for before, after, lag in store.list_links_to(session, inside):
        links.add((before, after, lag))
        if before not in inside:
            outside.add(before)
    found = {task.id: task for task in store.list_by_ids(session, inside | outside)}
    affected = tuple(found[task_id] for task_id in sorted(inside) if task_id in found and _is_planned(found[task_id]))
    held = tuple(hold(found[task_id]) for task_id in sorted(outside) if task_id in found)
    present = {task.id for task in affected} | {task.id for task in held}
    return (
        Plan(
            starts_on=project.planned_start or people.local_now(session).date(),
            tasks=(*(to_plan_task(task) for task in affected), *held),
            dependencies=tuple(
                Dependency(before, after, lag=Lag(lag))
                for before, after, lag in sorted(links)
                if before in present and after in present
            ),
        ),
        affected,
    )


def to_plan_task(task: Task) -> PlanTask:
    """A task as the engine sees it: what has begun or is over keeps its planned start; a bare promise is the date."""
    if task.duration_days is None and task.due_date is not None and task.kind is not TaskKind.MILESTONE:
        return PlanTask(id=task.id, title=task.title, actual_start=task.due_date, actual_finish=task.due_date)
    return PlanTask(
        id=task.id,
        title=task.title,
        duration=task.duration_days,
        is_milestone=task.kind is TaskKind.MILESTONE,
        fixed_start=None if task.status is TaskStatus.OPEN else task.planned_start,
        not_before=task.not_before,
        assignee_ids=() if task.assignee_id is None else (task.assignee_id,),
    )


def first_day(session: Session, project: Project, calendar: WorkCalendar) -> date:
    """The first workday on which new work of a project can be planned."""
    today = people.local_now(session).date()
    return calendar.next_workday(max(today, project.planned_start or today))


def _follow(session: Session, task_ids: tuple[str, ...]) -> tuple[set[str], set[tuple[str, str, int]]]:
    inside, frontier = set(task_ids), set(task_ids)
    links: set[tuple[str, str, int]] = set()
    while frontier:
        found = store.list_links_from(session, frontier)
        links.update(found)
        frontier = {after for _, after, _ in found} - inside
        inside |= frontier
    return inside, links


def _is_planned(task: Task) -> bool:
    return task.archived_at is None and task.status is not TaskStatus.CANCELLED


def hold(task: Task) -> PlanTask:
    """A predecessor outside the slice stays where it is planned."""
    finish = task.planned_finish or task.due_date
    return PlanTask(
        id=task.id,
        title=task.title,
        actual_start=task.planned_start or finish,
        actual_finish=finish,
        duration=task.duration_days,
    )


def _dates(task: Task, start: date, finish: date) -> dict[str, object]:
    """A task nobody has estimated has no plan; it is held to its promise, if it has one."""
    if task.duration_days is None and task.kind is not TaskKind.MILESTONE:
        return {"planned_start": None, "planned_finish": task.due_date}
    return {"planned_start": start, "planned_finish": finish}
