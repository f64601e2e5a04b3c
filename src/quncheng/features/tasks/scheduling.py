"""Dates that follow from the plan: what a change moves is computed on the compiled plan and written back."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

import msgspec

from quncheng.engine.calendar import WorkCalendar
from quncheng.engine.impact import Impact
from quncheng.engine.schedule import schedule
from quncheng.engine.types import Plan, PlanChange, PlanTask
from quncheng.features.people import service as people
from quncheng.features.projects import scheduling as project_plans
from quncheng.features.projects import service as projects
from quncheng.features.projects.types import Project
from quncheng.features.tasks import planning, rules, store, store_plan
from quncheng.features.tasks.events import TaskRescheduled
from quncheng.features.tasks.planning import ProjectPlan
from quncheng.features.tasks.types import Task, TaskKind, TaskSchedule, UnsetType
from quncheng.runtime import events
from quncheng.runtime.db import Session
from quncheng.runtime.events import Actor

READ_AT_ONCE = 5_000
"""Tasks asked for by their ids in one statement; SQLite takes 32,766 values."""


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


def open_plan(session: Session, project_id: str) -> ProjectPlan:
    """The plan as it stands, before a change of it is written; nobody else changes the project meanwhile."""
    return planning.get_plan(session, projects.lock_project(session, project_id))


def read_plan(session: Session, project: Project) -> ProjectPlan:
    """The plan to look at."""
    return planning.get_plan(session, project)


def plan_task(session: Session, plan: ProjectPlan, task: Task) -> PlanTask:
    """A task as the plan will see it once it is written."""
    said = store_plan.list_schedules(session, (task.id,)).get(task.id, TaskSchedule())
    return to_plan_task(plan, task, said)


def to_plan_task(plan: ProjectPlan, task: Task, said: TaskSchedule) -> PlanTask:
    """A task as the engine sees it."""
    return planning.to_plan_task(planning.row_of(task, said), plan.task_ids)


def follow(
    session: Session,
    actor: Actor,
    plan: ProjectPlan,
    change: PlanChange,
    *,
    project_id: str,
    changed: Sequence[Step] = (),
) -> tuple[Task, ...]:
    """Write what a change of the plan moves, after what it says itself is written; returns what moved, as it is now.

    ``changed`` is what was written already. Raises what the engine refuses.
    """
    impact = plan.prepared.dry_run(change)
    concerned = {task.task_id for task in impact.moved} | {task.id for task in change.tasks}
    steps = _write_dates(session, actor, project_id, impact, concerned)
    refresh_ends(session, actor, project_id, [*changed, *steps])
    planning.put_plan(session, project_id, plan.prepared.with_change(change))
    return tuple(step.after for step in steps)


def keep_up(session: Session, project_id: str, steps: Sequence[Step]) -> None:
    """Tell a plan that is kept about changes that move nothing, such as progress, so that it need not be read again."""
    project = projects.get_project(session, project_id)
    plan = planning.find_kept(session, project)
    known = plan.task_ids if plan is not None else frozenset[str | None]()
    if plan is None or any(step.after.id not in known or not planning.is_planned(step.after) for step in steps):
        return
    tasks = tuple(plan_task(session, plan, step.after) for step in steps)
    planning.put_plan(session, project_id, plan.prepared.with_change(PlanChange(tasks=tasks)))


def _write_dates(
    session: Session, actor: Actor, project_id: str, impact: Impact, task_ids: Iterable[str]
) -> list[Step]:
    steps: list[Step] = []
    scheduled = impact.after.tasks
    network = impact.after.network
    for task in list_tasks(session, [task_id for task_id in task_ids if task_id in scheduled]):
        found = scheduled[task.id]
        is_summary = network.position[task.id] in network.children
        dates = _dates(task, found.planned_start, found.planned_finish, is_summary=is_summary)
        changes = rules.differing(task, dates)
        if changes:
            after = msgspec.structs.replace(task, **dates, version=task.version + 1, updated_at=session.now)
            steps.append(Step(task, after))
            happened = TaskRescheduled(
                of_project=project_id, task_id=task.id, version=task.version + 1, changes=changes
            )
            events.record(session, actor, happened)
    store_plan.move_tasks(session, [(step.after.id, step.after.planned_start, step.after.planned_finish) for step in steps])
    return steps


def list_tasks(session: Session, task_ids: Sequence[str]) -> tuple[Task, ...]:
    """However many, by number."""
    found: list[Task] = []
    for first in range(0, len(task_ids), READ_AT_ONCE):
        found += store.list_by_ids(session, task_ids[first : first + READ_AT_ONCE])
    return tuple(sorted(found, key=lambda task: task.number))


def place(project: Project, new: Sequence[Task], *, first: date, calendar: WorkCalendar) -> tuple[Task, ...]:
    """Fresh tasks, which nothing comes before yet, where the plan puts them."""
    planned = tuple(
        planning.to_plan_task(planning.row_of(task, TaskSchedule()), ()) for task in new if is_scheduled(task)
    )
    if not planned:
        return tuple(new)
    starts_on = project.planned_start or first
    result = schedule(Plan(starts_on=starts_on, tasks=planned, calendar=calendar)).tasks
    return tuple(
        msgspec.structs.replace(
            task,
            **_dates(task, result[task.id].planned_start, result[task.id].planned_finish, is_summary=False),
        )
        if task.id in result
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
    project_plans.note_plan_dates(session, actor, project=project, planned_finish=planned, forecast_finish=expected)


def _ends(task: Task | None) -> Ends:
    if task is None or not planning.is_planned(task):
        return Ends(None, None)
    return Ends(task.planned_finish, task.actual_finish or task.forecast_finish or task.planned_finish)


def first_day(session: Session, project: Project, calendar: WorkCalendar) -> date:
    """The first workday on which new work of a project can be planned."""
    today = people.local_now(session).date()
    return calendar.next_workday(max(today, project.planned_start or today))


def hold(task: Task) -> PlanTask:
    """A task outside of what is scheduled stays where it is planned."""
    finish = task.planned_finish or task.due_date
    start = task.planned_start or finish
    return PlanTask(id=task.id, title=task.title, is_manual=True, fixed_start=start, fixed_finish=finish)


def _dates(task: Task, start: date, finish: date, *, is_summary: bool) -> dict[str, object]:
    """A task nobody has estimated has no plan; it is held to its promise, if it has one."""
    if task.duration_days is None and task.kind is not TaskKind.MILESTONE and not is_summary:
        return {"planned_start": None, "planned_finish": task.due_date}
    return {"planned_start": start, "planned_finish": finish}
