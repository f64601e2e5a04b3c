"""Dates that follow from the plan: the part of a project that a change can move is read, scheduled and written back."""

from datetime import date

from quncheng.engine.calendar import WorkCalendar
from quncheng.engine.impact import dry_run
from quncheng.engine.schedule import schedule
from quncheng.engine.types import Dependency, Impact, Plan, PlanChange, PlanTask
from quncheng.features.calendars import service as calendars
from quncheng.features.people import service as people
from quncheng.features.projects import service as projects
from quncheng.features.projects.types import Project, TaskStatus
from quncheng.features.tasks import rules, store
from quncheng.features.tasks.events import TaskRescheduled
from quncheng.features.tasks.types import Task, TaskKind
from quncheng.runtime import events
from quncheng.runtime.db import Session
from quncheng.runtime.events import Actor


def reschedule(session: Session, actor: Actor, *, project_id: str, task_ids: tuple[str, ...]) -> tuple[Task, ...]:
    """Move the tasks and everything behind them to where the plan puts them; returns what moved."""
    plan, affected = read_slice(session, projects.get_project(session, project_id), task_ids)
    result = schedule(plan, calendar=calendars.get_calendar(session))
    moved: list[Task] = []
    for task in affected:
        dates = _dates(task, result.tasks[task.id].planned_start, result.tasks[task.id].planned_finish)
        changes = rules.differing(task, dates)
        if changes:
            store.update_task(session, task.id, **dates)
            happened = TaskRescheduled(
                of_project=project_id, task_id=task.id, version=task.version + 1, changes=changes
            )
            events.record(session, actor, happened)
            moved.append(task)
    refresh_ends(session, actor, project_id)
    return tuple(moved)


def refresh_ends(session: Session, actor: Actor, project_id: str) -> None:
    """Keep the project's planned and expected end in step with its tasks."""
    planned, expected = store.list_ends(session, project_id)
    projects.note_plan_dates(session, actor, project_id=project_id, planned_finish=planned, forecast_finish=expected)


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
                Dependency(before, after, lag)
                for before, after, lag in sorted(links)
                if before in present and after in present
            ),
        ),
        affected,
    )


def to_plan_task(task: Task) -> PlanTask:
    """A task as the engine sees it: what has begun or is over keeps its planned start."""
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
