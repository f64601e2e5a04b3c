"""Dates that follow from the plan: what a change moves is computed on the compiled plan and written back."""

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

import msgspec

from quncheng.engine.answer import Schedule
from quncheng.engine.calendar import WorkCalendar
from quncheng.engine.forecast import forecast
from quncheng.engine.impact import Impact
from quncheng.engine.results import Forecast
from quncheng.engine.schedule import Prepared, prepare, schedule
from quncheng.engine.types import Dependency, Direction, Lag, Plan, PlanChange, PlanTask
from quncheng.features.people import service as people
from quncheng.features.projects import scheduling as project_plans
from quncheng.features.projects import service as projects
from quncheng.features.projects.types import Project
from quncheng.features.tasks import planning, rules, store, store_parts, store_plan
from quncheng.features.tasks.events import TaskRescheduled
from quncheng.features.tasks.planning import ProjectPlan
from quncheng.features.tasks.types import PlannedTask, Task, TaskKind, TaskSchedule, UnsetType
from quncheng.runtime import events
from quncheng.runtime.db import Session
from quncheng.runtime.events import Actor

ONE_DAY = timedelta(days=1)
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


@dataclass(frozen=True, slots=True)
class Links:
    """Dependencies that come and go with a change, the latter as (predecessor, successor)."""

    added: tuple[Dependency, ...] = ()
    removed: frozenset[tuple[str, str]] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.added or self.removed)


NO_LINKS = Links()


def open_plan(session: Session, project_id: str) -> ProjectPlan:
    """The plan as it stands, before a change of it is written; nobody else changes the project meanwhile."""
    return planning.get_plan(session, projects.lock_project(session, project_id))


def adding(plan: ProjectPlan, new: Sequence[Task]) -> PlanChange:
    """New tasks, of which the plan says nothing beyond their own fields yet."""
    present = {*(task.id for task in plan.plan.tasks), *(task.id for task in new)}
    return PlanChange(tasks=tuple(_to_plan_task(task, TaskSchedule(), present, plan.summary_ids) for task in new))


def changing(
    session: Session, plan: ProjectPlan, tasks: Sequence[tuple[Task, TaskSchedule]], links: Links = NO_LINKS
) -> PlanChange:
    """Tasks as they are to be; those that are not planned any more leave the plan, those that are again come back."""
    staying = [(task, said) for task, said in tasks if planning.is_planned(task)]
    back = {task.id for task, _ in staying if task.id not in plan.task_ids}
    present: Container[str | None] = {*(task.id for task in plan.plan.tasks), *back} if back else plan.task_ids
    stay = {task.id for task, _ in staying}
    return PlanChange(
        tasks=tuple(_to_plan_task(task, said, present, plan.summary_ids) for task, said in staying),
        removed_task_ids=frozenset(task.id for task, _ in tasks if task.id not in stay and task.id in plan.task_ids),
        added_dependencies=(*links.added, *_links_of(session, back, present)),
        removed_dependencies=links.removed,
    )


def _links_of(session: Session, back: Iterable[str], present: Container[str | None]) -> tuple[Dependency, ...]:
    """The links that tasks bring back with them."""
    found = {link.id: link for task_id in back for link in store_parts.list_dependencies_of(session, task_id)}
    return tuple(
        Dependency(link.predecessor_id, link.successor_id, link.type, Lag(link.lag, link.lag_unit))
        for link in found.values()
        if link.predecessor_id in present and link.successor_id in present
    )


def _to_plan_task(
    task: Task, said: TaskSchedule, present: Container[str | None], summaries: Container[str]
) -> PlanTask:
    return planning.to_plan_task(planning.row_of(task, said), present, summaries)


def follow(
    session: Session,
    actor: Actor,
    plan: ProjectPlan,
    change: PlanChange,
    *,
    project_id: str,
    changed: Sequence[Step] = (),
    new_numbers: Mapping[str, int] | None = None,
) -> tuple[Task, ...]:
    """Write what a change of the plan moves, after what it says itself is written; returns what moved, as it is now.

    ``changed`` is what was written already. Raises what the engine refuses.
    """
    impact = plan.prepared.dry_run(change)
    concerned = {task.task_id for task in impact.moved} | {task.id for task in change.tasks}
    steps = _write_dates(session, actor, project_id, impact, concerned)
    after = Prepared(impact.after.placement)
    planning.put_plan(session, project_id, plan, prepared=after, new_numbers=new_numbers)
    refresh_ends(session, actor, project_id, [*changed, *steps])
    return tuple(step.after for step in steps)


def rescheduled(plan: ProjectPlan, *, starts_on: date, finishes_on: date | None) -> Impact:
    """The plan from another first day, or back from a last one."""
    direction = Direction.FORWARD if finishes_on is None else Direction.BACKWARD
    other = replace(plan.plan, starts_on=starts_on, finishes_on=finishes_on, direction=direction)
    return Impact(plan.prepared.schedule(), prepare(other).schedule(), change=PlanChange())


def follow_project(session: Session, actor: Actor, plan: ProjectPlan, impact: Impact, *, project_id: str) -> None:
    """Write what other days of the project itself move, after they are written."""
    steps = _write_dates(session, actor, project_id, impact, {task.task_id for task in impact.moved})
    planning.put_plan(session, project_id, plan, prepared=Prepared(impact.after.placement))
    refresh_ends(session, actor, project_id, steps)


def find_kept(session: Session, project_id: str) -> ProjectPlan | None:
    """The plan before a change of it is written, if it is at hand."""
    if not planning.is_at_hand(session, project_id):
        return None
    return planning.find_kept(session, projects.get_project(session, project_id))


def keep_up(session: Session, plan: ProjectPlan, project_id: str, steps: Sequence[Step]) -> None:
    """Tell a kept plan about changes that move nothing, such as progress, so that it need not be read again."""
    if any(step.after.id not in plan.task_ids for step in steps):
        return
    said = store_plan.list_schedules(session, [step.after.id for step in steps])
    change = changing(session, plan, [(step.after, said.get(step.after.id, TaskSchedule())) for step in steps])
    planning.put_plan(session, project_id, plan, prepared=plan.prepared.with_change(change))


def _write_dates(
    session: Session, actor: Actor, project_id: str, impact: Impact, task_ids: Iterable[str]
) -> list[Step]:
    steps: list[Step] = []
    scheduled = impact.after.tasks
    network = impact.after.network
    for task in list_tasks(session, [task_id for task_id in task_ids if task_id in scheduled]):
        found = scheduled[task.id]
        is_summary = network.position[task.id] in network.children
        dates = dates_to_keep(task, found.planned_start, found.planned_finish, is_summary=is_summary)
        changes = rules.differing(task, dates)
        if changes:
            after = msgspec.structs.replace(task, **dates, version=task.version + 1, updated_at=session.now)
            steps.append(Step(task, after))
            happened = TaskRescheduled(
                of_project=project_id, task_id=task.id, version=task.version + 1, changes=changes
            )
            events.record(session, actor, happened)
    store_plan.move_tasks(
        session, [(step.after.id, step.after.planned_start, step.after.planned_finish) for step in steps]
    )
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
            **dates_to_keep(task, result[task.id].planned_start, result[task.id].planned_finish, is_summary=False),
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
    if isinstance(planned, UnsetType):
        planned, _ = store.list_ends(session, project_id)
    if isinstance(expected, UnsetType) or store_parts.has_successors(session, list(after)):
        expected = expect_finish(session, msgspec.structs.replace(project, planned_finish=planned))
    project_plans.note_plan_dates(session, actor, project=project, planned_finish=planned, forecast_finish=expected)


def expect_finish(session: Session, project: Project) -> date | None:
    """When the project will be done as far as is known today: reports carried along the links."""
    schedule = planning.get_plan(session, project).prepared.schedule()
    return expected_end(project, schedule, expect(session, schedule))


def expect(session: Session, schedule: Schedule) -> Forecast:
    """Where everything will be as far as is known today; what is open today can still be done today."""
    return forecast(schedule, status_at=people.local_now(session).date() - ONE_DAY)


def expected_end(project: Project, schedule: Schedule, expected: Forecast) -> date | None:
    """By the engine; it gives tasks without an estimate a day, and where such a one is the end, the others decide."""
    if schedule.planned_finish == project.planned_finish:
        return expected.forecast_finish
    ends = [one.forecast_finish for one in expected.tasks.values() if is_dated(schedule, one.id)]
    return max(ends, default=None)


def is_dated(schedule: Schedule, task_id: str) -> bool:
    """A task nobody has estimated has no dates of its own; a summary has those of its subtasks."""
    network = schedule.network
    node = network.position[task_id]
    task = network.plan.tasks[node]
    return task.duration is not None or task.is_milestone or task.is_manual or node in network.children


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


def dates_to_keep(task: Task | PlannedTask, start: date, finish: date, *, is_summary: bool) -> dict[str, object]:
    """A task nobody has estimated has no plan; it is held to its promise, if it has one."""
    if task.duration_days is None and task.kind is not TaskKind.MILESTONE and not is_summary:
        return {"planned_start": None, "planned_finish": task.due_date}
    return {"planned_start": start, "planned_finish": finish}
