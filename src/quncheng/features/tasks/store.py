"""The SQL about tasks themselves; what hangs on a task is in store_parts.py."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from enum import Enum

import msgspec
from sqlalchemy import Date, Select, and_, bindparam, case, func, or_, select, tuple_, update
from sqlalchemy.sql.elements import ColumnElement

from quncheng.features.projects.types import TaskStatus
from quncheng.features.tasks.search import to_query, to_terms
from quncheng.features.tasks.tables import BY_DAY, BY_PRIORITY, task_terms, tasks
from quncheng.features.tasks.types import Priority, ProjectCounts, Task, TaskFilter, TaskKind, TaskSort
from quncheng.runtime.db import ORG, Session, Values
from quncheng.runtime.prepared import one_of

FIELDS = Task.__struct_fields__
COLUMNS = tuple(tasks.c[name] for name in FIELDS)
_KIND, _STATUS, _PRIORITY = FIELDS.index("kind"), FIELDS.index("status"), FIELDS.index("priority")
_CLOSED = (TaskStatus.DONE.value, TaskStatus.CANCELLED.value)
_KINDS = {kind.value: kind for kind in TaskKind}
_STATUSES = {status.value: status for status in TaskStatus}
_PRIORITIES = {priority.value: priority for priority in Priority}


def _to_task(row: Values) -> Task:
    values = list(row)
    values[_KIND] = _KINDS[row[_KIND]]
    values[_STATUS] = _STATUSES[row[_STATUS]]
    values[_PRIORITY] = _PRIORITIES[row[_PRIORITY]]
    return Task(*values)


BEHIND_ALL = "~"
"""Greater than every rank."""

_FIND = select(*COLUMNS).where(tasks.c.org_id == ORG, tasks.c.id == bindparam("task"))
_BY_NUMBER = select(*COLUMNS).where(
    tasks.c.org_id == ORG, tasks.c.project_id == bindparam("project"), tasks.c.number == bindparam("number")
)
_BY_IDS = select(*COLUMNS).where(tasks.c.org_id == ORG, one_of(tasks.c.id, "wanted")).order_by(tasks.c.number)
_LOCK = _FIND.with_for_update()
_DESCRIPTION = select(tasks.c.description).where(tasks.c.org_id == ORG, tasks.c.id == bindparam("task"))
_UPDATE = (
    update(tasks)
    .where(tasks.c.org_id == ORG, tasks.c.id == bindparam("task"))
    .values(version=tasks.c.version + 1)
    .returning(*COLUMNS)
)
_IN_COLUMN = select(tasks.c.rank).where(
    tasks.c.org_id == ORG, tasks.c.project_id == bindparam("project"), tasks.c.column_id == bindparam("column")
)
_LAST_RANK = _IN_COLUMN.order_by(tasks.c.rank.desc()).limit(1)
_OTHERS = _IN_COLUMN.where(tasks.c.id != bindparam("task"))
_BELOW = _OTHERS.where(tasks.c.rank > bindparam("edge")).order_by(tasks.c.rank).limit(1)
_ABOVE = _OTHERS.where(tasks.c.rank < bindparam("edge")).order_by(tasks.c.rank.desc()).limit(1)


def _fetch(session: Session, statement: Select[*Values]) -> tuple[Task, ...]:
    return tuple(_to_task(tuple(row)) for row in session.execute(statement))


def find_task(session: Session, task_id: str) -> Task | None:
    return next(map(_to_task, session.run(_FIND, task=task_id)), None)


def lock_task(session: Session, task_id: str) -> Task | None:
    """Read a task and keep others from changing it until the transaction ends."""
    return next(map(_to_task, session.run(_LOCK if session.is_postgresql else _FIND, task=task_id)), None)


def find_by_number(session: Session, project_id: str, number: int) -> Task | None:
    return next(map(_to_task, session.run(_BY_NUMBER, project=project_id, number=number)), None)


def list_by_ids(session: Session, task_ids: Iterable[str]) -> tuple[Task, ...]:
    """By number."""
    wanted = sorted(set(task_ids))
    return tuple(map(_to_task, session.run(_BY_IDS, wanted=wanted))) if wanted else ()


def list_children(session: Session, parent_id: str) -> tuple[Task, ...]:
    statement = session.select(*COLUMNS).where(tasks.c.parent_id == parent_id, tasks.c.archived_at.is_(None))
    return _fetch(session, statement.order_by(tasks.c.number))


def read_description(session: Session, task_id: str) -> str:
    return str(session.run(_DESCRIPTION, task=task_id).scalar_one())


def add_tasks(session: Session, new: Sequence[tuple[Task, str]]) -> None:
    """Insert tasks with their descriptions, and make them findable."""
    rows: list[dict[str, object]] = []
    for task, description in new:
        values: dict[str, object] = {name: getattr(task, name) for name in FIELDS}
        values |= {"kind": task.kind.value, "status": task.status.value, "priority": task.priority.value}
        rows.append(values | {"description": description})
    session.insert_many(tasks, rows)
    session.insert_many(
        task_terms,
        [
            {"project_id": task.project_id, "term": term, "task_id": task.id}
            for task, description in new
            for term in sorted(to_terms(task.title, description))
        ],
    )


def update_task(session: Session, task_id: str, **values: object) -> Task:
    """Write fields and step the version; returns the task as it is now. Enumerations may be given as such."""
    plain = {name: value.value if isinstance(value, Enum) else value for name, value in values.items()}
    return _to_task(session.run(_UPDATE, task=task_id, updated_at=session.now, **plain).one())


def count_up(session: Session, task_id: str, **steps: int) -> None:
    """Change counters by steps in one statement; the version stays, since nobody edits counters."""
    values = {name: tasks.c[name] + step for name, step in steps.items()}
    session.execute(session.update(tasks).where(tasks.c.id == task_id).values(**values))


def replace_terms(session: Session, task: Task, description: str) -> None:
    session.execute(session.delete(task_terms).where(task_terms.c.task_id == task.id))
    _add_terms(session, task.project_id, task.id, to_terms(task.title, description))


def _add_terms(session: Session, project_id: str, task_id: str, terms: frozenset[str]) -> None:
    session.insert_many(
        task_terms, [{"project_id": project_id, "term": term, "task_id": task_id} for term in sorted(terms)]
    )


def last_rank(session: Session, project_id: str, column_id: str) -> str | None:
    rank = session.run(_LAST_RANK, project=project_id, column=column_id).scalar_one_or_none()
    return None if rank is None else str(rank)


def neighbour_rank(session: Session, task: Task, *, column_id: str, rank: str | None, is_after: bool) -> str | None:
    """The rank next to ``rank`` in a column, the task itself left out; the column's end without a rank."""
    here = {"project": task.project_id, "column": column_id, "task": task.id}
    edge = rank if rank is not None else "" if is_after else BEHIND_ALL
    found = session.run(_BELOW if is_after else _ABOVE, edge=edge, **here).scalar_one_or_none()
    return None if found is None else str(found)


# Lists --------------------------------------------------------------------------------------------------------------

_SORTS: dict[TaskSort, ColumnElement[str] | ColumnElement[int] | ColumnElement[date] | ColumnElement[datetime]] = {
    TaskSort.NUMBER: tasks.c.number,
    TaskSort.DUE_DATE: BY_DAY,
    TaskSort.PRIORITY: BY_PRIORITY,
    TaskSort.UPDATED_AT: tasks.c.updated_at,
    TaskSort.TITLE: tasks.c.title,
    TaskSort.RANK: tasks.c.rank,
}

NO_LIMIT = 1_000_000
_IS_OPEN = (*(tasks.c.status != status for status in _CLOSED), tasks.c.archived_at.is_(None))
_OPEN_OF = (
    select(*COLUMNS)
    .where(tasks.c.org_id == ORG, tasks.c.assignee_id == bindparam("member"), *_IS_OPEN)
    .order_by(_SORTS[TaskSort.DUE_DATE], tasks.c.number)
    .limit(bindparam("most"))
)
_OPEN_IN_PROJECT = _OPEN_OF.where(tasks.c.project_id == bindparam("project"))
_OPEN_TITLES = (
    select(tasks.c.id, tasks.c.title)
    .where(tasks.c.org_id == ORG, tasks.c.project_id == bindparam("project"), *_IS_OPEN)
    .limit(bindparam("most"))
)


class Cursor(msgspec.Struct, frozen=True, array_like=True):
    """Where a list goes on: the last row's sort value and number."""

    value: str | int | None
    number: int


def list_tasks(
    session: Session,
    project_id: str,
    narrowed: TaskFilter,
    *,
    sort: TaskSort,
    is_descending: bool,
    after: Cursor | None,
    limit: int,
) -> tuple[Task, ...]:
    order = _SORTS[sort]
    statement = _narrow(session, session.select(*COLUMNS).where(tasks.c.project_id == project_id), narrowed)
    if after is not None:
        key, last = tuple_(order, tasks.c.number), (_typed(sort, after), after.number)
        statement = statement.where(key < last if is_descending else key > last)
    if is_descending:
        statement = statement.order_by(order.desc(), tasks.c.number.desc())
    else:
        statement = statement.order_by(order, tasks.c.number)
    return _fetch(session, statement.limit(limit))


def cursor_of(task: Task, sort: TaskSort) -> Cursor:
    match sort:
        case TaskSort.NUMBER:
            return Cursor(task.number, task.number)
        case TaskSort.DUE_DATE:
            return Cursor((task.due_date or task.planned_finish or date(9999, 12, 31)).isoformat(), task.number)
        case TaskSort.PRIORITY:
            return Cursor({"high": 0, "medium": 1, "low": 2}[task.priority.value], task.number)
        case TaskSort.UPDATED_AT:
            return Cursor(task.updated_at.isoformat(), task.number)
        case TaskSort.TITLE:
            return Cursor(task.title, task.number)
        case TaskSort.RANK:
            return Cursor(task.rank, task.number)


def _typed(sort: TaskSort, cursor: Cursor) -> object:
    match sort:
        case TaskSort.DUE_DATE:
            return date.fromisoformat(str(cursor.value))
        case TaskSort.UPDATED_AT:
            return datetime.fromisoformat(str(cursor.value))
        case _:
            return cursor.value


def _narrow(session: Session, statement: Select[*Values], narrowed: TaskFilter) -> Select[*Values]:
    if not narrowed.with_archived:
        statement = statement.where(tasks.c.archived_at.is_(None))
    if narrowed.statuses:
        statement = statement.where(tasks.c.status.in_([status.value for status in narrowed.statuses]))
    if narrowed.is_unassigned:
        statement = statement.where(tasks.c.assignee_id.is_(None))
    elif narrowed.assignee_ids:
        statement = statement.where(tasks.c.assignee_id.in_(narrowed.assignee_ids))
    if narrowed.priorities:
        statement = statement.where(tasks.c.priority.in_([priority.value for priority in narrowed.priorities]))
    if narrowed.parent_id is not None:
        statement = statement.where(tasks.c.parent_id == narrowed.parent_id)
    if narrowed.column_id is not None:
        statement = statement.where(
            tasks.c.column_id == narrowed.column_id, tasks.c.status != TaskStatus.CANCELLED.value
        )
    if narrowed.overdue_on is not None:
        statement = statement.where(_is_overdue(narrowed.overdue_on))
    if narrowed.search.strip():
        statement = statement.where(_matches(session, narrowed.search))
    return statement


def _is_overdue(today: date | ColumnElement[date]) -> ColumnElement[bool]:
    is_open = (tasks.c.status != status for status in _CLOSED)
    return and_(*is_open, func.coalesce(tasks.c.due_date, tasks.c.planned_finish) < today)


def _matches(session: Session, text: str) -> ColumnElement[bool]:
    """Every term of the text occurs in the task; a number finds the task of that number too."""
    number = text.strip().lstrip("#")
    if number.isdigit() and len(number) <= 9:
        by_number: ColumnElement[bool] = tasks.c.number == int(number)
    else:
        by_number = tasks.c.number == -1
    whole, beginnings = to_query(text)
    if not whole and not beginnings:
        return by_number
    conditions = [_has_term(session, task_terms.c.term == term) for term in whole]
    conditions += [
        _has_term(session, and_(task_terms.c.term >= start, task_terms.c.term < start + "\U0010ffff"))
        if not start.isdigit() or not start.isascii()
        else _has_term(session, task_terms.c.term == start)
        for start in beginnings
    ]
    return or_(and_(*conditions), by_number)


def _has_term(session: Session, condition: ColumnElement[bool]) -> ColumnElement[bool]:
    found = session.select(task_terms.c.task_id).where(task_terms.c.project_id == tasks.c.project_id, condition)
    return tasks.c.id.in_(found)


def list_open_of(
    session: Session, member_id: str, *, project_id: str | None = None, limit: int | None = None
) -> tuple[Task, ...]:
    """The open tasks somebody does, by their day."""
    statement = _OPEN_OF if project_id is None else _OPEN_IN_PROJECT
    found = session.run(statement, member=member_id, project=project_id, most=NO_LIMIT if limit is None else limit)
    return tuple(map(_to_task, found))


def list_for_report(session: Session, project_id: str) -> tuple[Task, ...]:
    """Every task of a project that is not archived, by number."""
    statement = session.select(*COLUMNS).where(tasks.c.project_id == project_id, tasks.c.archived_at.is_(None))
    return _fetch(session, statement.order_by(tasks.c.number))


def list_ever(session: Session, project_id: str) -> tuple[Task, ...]:
    """Every task a project has ever had."""
    return _fetch(session, session.select(*COLUMNS).where(tasks.c.project_id == project_id))


def list_open_titles(session: Session, project_id: str, *, most: int) -> tuple[tuple[str, str], ...]:
    """(id, title) of the open tasks of a project, up to ``most``."""
    return tuple((row[0], row[1]) for row in session.run(_OPEN_TITLES, project=project_id, most=most))


def list_similar(session: Session, project_id: str, phrase: str, *, limit: int = 40) -> tuple[tuple[str, str], ...]:
    """(id, title) of the tasks that share most terms with a phrase."""
    terms = to_terms(phrase)
    if not terms:
        return ()
    shared = func.count().label("shared")
    best = (
        session.select(task_terms.c.task_id, shared)
        .where(task_terms.c.project_id == project_id, task_terms.c.term.in_(sorted(terms)))
        .group_by(task_terms.c.task_id)
        .order_by(shared.desc(), task_terms.c.task_id)
        .limit(2 * limit)
        .subquery()
    )
    statement = (
        session.select(tasks.c.id, tasks.c.title)
        .join(best, best.c.task_id == tasks.c.id)
        .where(tasks.c.archived_at.is_(None))
        .order_by(best.c.shared.desc(), tasks.c.id)
        .limit(limit)
    )
    return tuple((row[0], row[1]) for row in session.execute(statement))


_LATE: ColumnElement[int] = case((_is_overdue(bindparam("today", type_=Date)), 1), else_=0)
_COUNTED: Sequence[ColumnElement[int]] = (func.count(), func.sum(_LATE))
_IN_PROJECT = (tasks.c.project_id == bindparam("project"), tasks.c.archived_at.is_(None))
_BY_COLUMN = (
    select(tasks.c.column_id)
    .add_columns(*_COUNTED[:1])
    .where(tasks.c.org_id == ORG, *_IN_PROJECT, tasks.c.status != TaskStatus.CANCELLED.value)
    .group_by(tasks.c.column_id)
)
_BY_STATUS = (
    select(tasks.c.status)
    .add_columns(*_COUNTED)
    .where(tasks.c.org_id == ORG, *_IN_PROJECT, tasks.c.kind != TaskKind.MILESTONE.value)
    .group_by(tasks.c.status)
)


def count_by_column(session: Session, project_id: str) -> dict[str, int]:
    """How many cards stand in each column; those that are cancelled stand in none."""
    return {row[0]: int(row[1]) for row in session.run(_BY_COLUMN, project=project_id)}


def count_narrowed(session: Session, project_id: str, narrowed: TaskFilter) -> dict[str, int]:
    """How many of the cards that are looked for stand in each column."""
    statement = session.select(tasks.c.column_id, func.count()).where(
        tasks.c.project_id == project_id, tasks.c.status != TaskStatus.CANCELLED.value
    )
    rows = session.execute(_narrow(session, statement, narrowed).group_by(tasks.c.column_id))
    return {row[0]: int(row[1]) for row in rows}


def count_project(session: Session, project_id: str, *, today: date) -> ProjectCounts:
    """Where the work of a project stands; milestones are none."""
    rows = session.run(_BY_STATUS, project=project_id, today=today).all()
    by_status = {str(row[0]): int(row[1]) for row in rows}
    return ProjectCounts(
        total=sum(count for status, count in by_status.items() if status != TaskStatus.CANCELLED.value),
        overdue=sum(int(row[2]) for row in rows),
        by_status=by_status,
    )


def list_column_ids(session: Session, project_id: str, column_id: str) -> tuple[str, ...]:
    statement = session.select(tasks.c.id).where(tasks.c.project_id == project_id, tasks.c.column_id == column_id)
    return tuple(row[0] for row in session.execute(statement))


def list_ends(session: Session, project_id: str) -> tuple[date | None, date | None]:
    """The latest planned and the latest expected end of what is not cancelled."""
    expected = func.max(func.coalesce(tasks.c.actual_finish, tasks.c.forecast_finish, tasks.c.planned_finish))
    row = session.execute(
        session.select(func.max(tasks.c.planned_finish), expected, of=tasks).where(
            tasks.c.project_id == project_id,
            tasks.c.archived_at.is_(None),
            tasks.c.status != TaskStatus.CANCELLED.value,
        )
    ).one()
    return _as_date(row[0]), _as_date(row[1])


def _as_date(value: object) -> date | None:
    return date.fromisoformat(value) if isinstance(value, str) else value if isinstance(value, date) else None
