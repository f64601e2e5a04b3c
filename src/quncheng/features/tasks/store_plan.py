"""The SQL about a project's plan as a whole: what the engine needs of every task, and the links."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

import msgspec
from sqlalchemy import Date, bindparam, select, update

from quncheng.engine.types import ConstraintType, Dependency, Lag, LagUnit, LinkType
from quncheng.features.projects.types import TaskStatus
from quncheng.features.tasks.tables import dependencies, task_schedules, tasks
from quncheng.features.tasks.types import TaskSchedule
from quncheng.runtime.db import ORG, Session, Values
from quncheng.runtime.prepared import one_of


class PlanRow(msgspec.Struct, frozen=True):
    """A task as far as the plan is concerned, in the order of the columns read."""

    id: str
    number: int
    title: str
    kind: str
    status: str
    priority: str
    parent_id: str | None
    assignee_id: str | None
    duration_days: float | None
    not_before: date | None
    due_date: date | None
    planned_start: date | None
    planned_finish: date | None
    forecast_finish: date | None
    actual_start: date | None
    actual_finish: date | None
    percent_complete: int
    constraint_type: str | None
    constraint_on: date | None
    is_manual: bool | None
    effort_hours: float | None
    calendar_id: str | None


_TASK_FIELDS = PlanRow.__struct_fields__[:17]
_SCHEDULE_FIELDS = PlanRow.__struct_fields__[17:]
_ROWS = (
    select(*(tasks.c[name] for name in _TASK_FIELDS), *(task_schedules.c[name] for name in _SCHEDULE_FIELDS))
    .join(
        task_schedules,
        (task_schedules.c.org_id == tasks.c.org_id) & (task_schedules.c.task_id == tasks.c.id),
        isouter=True,
    )
    .where(
        tasks.c.org_id == ORG,
        tasks.c.project_id == bindparam("project"),
        tasks.c.archived_at.is_(None),
        tasks.c.status != TaskStatus.CANCELLED.value,
    )
    .order_by(tasks.c.number)
)
_LINKS = (
    select(
        dependencies.c.predecessor_id,
        dependencies.c.successor_id,
        dependencies.c.type,
        dependencies.c.lag,
        dependencies.c.lag_unit,
    )
    .where(dependencies.c.org_id == ORG, dependencies.c.project_id == bindparam("project"))
    .order_by(dependencies.c.id)
)
_SAID = select(task_schedules.c.task_id, *(task_schedules.c[name] for name in _SCHEDULE_FIELDS)).where(
    task_schedules.c.org_id == ORG
)
_SAID_OF_TASKS = _SAID.where(one_of(task_schedules.c.task_id, "tasks"))
_SAID_OF_PROJECT = _SAID.where(task_schedules.c.project_id == bindparam("project"))
_MOVE = (
    update(tasks)
    .where(tasks.c.org_id == ORG, tasks.c.id == bindparam("task"))
    .values(
        planned_start=bindparam("start", type_=Date),
        planned_finish=bindparam("finish", type_=Date),
        version=tasks.c.version + 1,
        updated_at=bindparam("at", type_=tasks.c.updated_at.type),
    )
)
_ARCHIVE = (
    update(tasks)
    .where(tasks.c.org_id == ORG, one_of(tasks.c.id, "tasks"))
    .values(
        version=tasks.c.version + 1,
        archived_at=bindparam("at", type_=tasks.c.archived_at.type),
        updated_at=bindparam("at", type_=tasks.c.updated_at.type),
    )
)
_TYPES = {one.value: one for one in LinkType}
_UNITS = {one.value: one for one in LagUnit}


def list_rows(session: Session, project_id: str) -> list[PlanRow]:
    """The tasks of a project that are neither archived nor cancelled, by number."""
    return [PlanRow(*row) for row in session.run(_ROWS, project=project_id)]


def list_links(session: Session, project_id: str) -> list[Dependency]:
    return [
        Dependency(before, after, _TYPES[kind], Lag(lag, _UNITS[unit]))
        for before, after, kind, lag, unit in session.run(_LINKS, project=project_id)
    ]


def list_schedules(session: Session, task_ids: Sequence[str]) -> dict[str, TaskSchedule]:
    """What the plan says of tasks beyond their own fields, for those of which it says something."""
    return _to_said(session.run(_SAID_OF_TASKS, tasks=list(task_ids))) if task_ids else {}


def list_schedules_of(session: Session, project_id: str) -> dict[str, TaskSchedule]:
    """The same of a whole project."""
    return _to_said(session.run(_SAID_OF_PROJECT, project=project_id))


def _to_said(rows: Iterable[Values]) -> dict[str, TaskSchedule]:
    return {
        row[0]: TaskSchedule(None if row[1] is None else ConstraintType(row[1]), row[2], bool(row[3]), row[4], row[5])
        for row in rows
    }


def save_schedule(session: Session, project_id: str, task_id: str, said: TaskSchedule) -> None:
    session.execute(session.delete(task_schedules).where(task_schedules.c.task_id == task_id))
    if said != TaskSchedule():
        values = msgspec.structs.asdict(said)
        values["constraint_type"] = None if said.constraint_type is None else said.constraint_type.value
        session.add(task_schedules, project_id=project_id, task_id=task_id, **values)


def add_schedules(session: Session, project_id: str, said: Mapping[str, TaskSchedule]) -> None:
    """By task, of tasks that have none yet."""
    rows: list[dict[str, object]] = []
    for task_id, one in said.items():
        if one != TaskSchedule():
            kind = None if one.constraint_type is None else one.constraint_type.value
            values = msgspec.structs.asdict(one) | {"constraint_type": kind}
            rows.append({"project_id": project_id, "task_id": task_id, **values})
    session.insert_many(task_schedules, rows)


def move_tasks(session: Session, moved: Sequence[tuple[str, date | None, date | None]]) -> None:
    """Write new planned dates."""
    for task_id, start, finish in moved:
        session.run(_MOVE, task=task_id, start=start, finish=finish, at=session.now)


def list_descriptions(session: Session, project_id: str) -> dict[str, str]:
    """By task, of those that have one."""
    statement = session.select(tasks.c.id, tasks.c.description).where(
        tasks.c.project_id == project_id, tasks.c.archived_at.is_(None), tasks.c.description != ""
    )
    return {row[0]: row[1] for row in session.execute(statement)}


def archive_tasks(session: Session, task_ids: Sequence[str]) -> None:
    """Put many out of sight in one statement."""
    session.run(_ARCHIVE, tasks=list(task_ids), at=session.now)
