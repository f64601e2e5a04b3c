"""What the picture of a plan shows: its rows out of the compiled plan, the expected dates and the newest baseline."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from quncheng.engine.answer import Schedule
from quncheng.engine.calendar import WorkCalendar
from quncheng.engine.forecast import forecast
from quncheng.engine.results import Forecast
from quncheng.features.baselines import service as baselines
from quncheng.features.people import service as people
from quncheng.features.plans.picture import WHOLE_PLAN, GanttPicture, GanttRow, PictureView
from quncheng.features.projects.types import Project, TaskStatus
from quncheng.features.tasks import planning, queries
from quncheng.features.tasks.scheduling import is_dated
from quncheng.features.tasks.types import Task, TaskKind
from quncheng.runtime.db import Session

DEEPEST = 20
"""Parents that are looked for above a row."""


@dataclass(frozen=True, slots=True)
class Drawing:
    picture: GanttPicture
    calendar: WorkCalendar


@dataclass(frozen=True, slots=True)
class _Reading:
    """All that rows are made of."""

    schedule: Schedule
    expected: Forecast
    agreed: Mapping[str, tuple[date, date]]
    names: Mapping[str, str]
    today: date
    threshold: float
    """Workdays of float with which a task is still critical."""


def read_picture(session: Session, project: Project, view: PictureView = WHOLE_PLAN) -> Drawing:
    """What the picture of a project shows today."""
    plan = planning.get_plan(session, project)
    schedule = plan.prepared.schedule()
    today = people.local_now(session).date()
    names = {member.id: member.name for member in people.list_members(session)}
    taken = baselines.list_of_project(session, project.id)
    agreed = baselines.list_tasks(session, taken[0]) if taken else ()
    reading = _Reading(
        schedule,
        forecast(schedule, status_at=today - timedelta(days=1)),
        {one.task_id: (one.planned_start, one.planned_finish) for one in agreed},
        names,
        today,
        project.critical_float_days,
    )
    tasks = [task for task in queries.list_all(session, project.id) if task.status is not TaskStatus.CANCELLED]
    rows = {task.id: row for task in tasks if (row := _row(task, reading)) is not None}
    wanted = {task.id for task in tasks if task.id in rows and _is_wanted(task, rows[task.id], view)}
    span = None if view.first_on is None or view.last_on is None else (view.first_on, view.last_on)
    return Drawing(
        GanttPicture(
            project_name=_title(project, view, names),
            rows=tuple(_in_order(tasks, rows, wanted)),
            today=today,
            headline=_headline(project),
            span=span,
        ),
        plan.calendar,
    )


def _title(project: Project, view: PictureView, names: Mapping[str, str]) -> str:
    if view.is_critical:
        return f"{project.name} · 关键路径"
    if view.member_id is not None:
        return f"{project.name} · {names.get(view.member_id, '')}"
    if view.first_on is not None and view.last_on is not None:
        return f"{project.name} · {view.first_on.month}/{view.first_on.day}–{view.last_on.month}/{view.last_on.day}"
    return project.name


def _is_wanted(task: Task, row: GanttRow, view: PictureView) -> bool:
    if view.is_critical and not row.is_critical:
        return False
    if view.member_id is not None and view.member_id not in (task.assignee_id, *task.collaborator_ids):
        return False
    if view.first_on is None or view.last_on is None:
        return True
    return row.start <= view.last_on and row.finish >= view.first_on


def _in_order(tasks: Sequence[Task], rows: Mapping[str, GanttRow], wanted: set[str]) -> Iterator[GanttRow]:
    """By their start, subtasks under their summary; what stands alone in a view has no summary to stand under."""
    below: dict[str | None, list[Task]] = {}
    for task in tasks:
        if task.id in wanted:
            below.setdefault(task.parent_id if task.parent_id in wanted else None, []).append(task)
    waiting = [(task, 0) for task in _sorted(below.get(None, ()), rows)]
    while waiting:
        task, depth = waiting.pop(0)
        yield replace(rows[task.id], depth=depth)
        waiting[:0] = [(child, min(depth + 1, DEEPEST)) for child in _sorted(below.get(task.id, ()), rows)]


def _sorted(tasks: Sequence[Task], rows: Mapping[str, GanttRow]) -> list[Task]:
    return sorted(tasks, key=lambda task: (rows[task.id].start, rows[task.id].finish, task.number))


def _row(task: Task, reading: _Reading) -> GanttRow | None:
    finish = task.planned_finish or task.due_date
    start = task.planned_start or finish
    if start is None or finish is None:
        return None
    schedule, node = reading.schedule, reading.schedule.network.position.get(task.id)
    is_planned = node is not None and is_dated(schedule, task.id)
    critical = False
    if is_planned and node is not None:
        threshold = round(reading.threshold * schedule.network.clock(node).day)
        critical = schedule.is_critical(node, threshold=threshold)
    expected = reading.expected.tasks[task.id].forecast_finish if is_planned else task.forecast_finish
    agreed = reading.agreed.get(task.id)
    return GanttRow(
        title=task.title,
        start=min(start, finish),
        finish=finish,
        number=task.number,
        owner=reading.names.get(task.assignee_id or "", ""),
        percent=task.percent_complete,
        status=task.status,
        is_milestone=task.kind is TaskKind.MILESTONE,
        is_late=task.is_overdue(reading.today),
        is_critical=critical,
        is_summary=node is not None and node in schedule.network.children,
        forecast_finish=None if task.is_closed or expected is None or expected <= finish else expected,
        baseline=None if agreed is None or agreed == (start, finish) else agreed,
    )


def _headline(project: Project) -> str:
    planned, expected = project.planned_finish, project.forecast_finish
    if planned is None:
        return ""
    if expected is not None and expected > planned:
        return f"计划 {planned.month}月{planned.day}日 完成,按预计是 {expected.month}月{expected.day}日"
    return f"计划 {planned.month}月{planned.day}日 完成"
