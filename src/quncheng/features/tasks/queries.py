"""What screens and answers read: lists, boards, counts. Each costs what it shows."""

import base64
from datetime import date

import msgspec

from quncheng.features.projects import service as projects
from quncheng.features.projects.types import TaskStatus
from quncheng.features.tasks import counting, store, store_plan
from quncheng.features.tasks.errors import TaskInvalid, TaskNotFound
from quncheng.features.tasks.types import ColumnPage, Page, ProjectCounts, Task, TaskFilter, TaskSchedule, TaskSort
from quncheng.runtime.db import Session

PAGE_LIMIT = 10_000
BOARD_LIMIT = 200


def list_tasks(
    session: Session,
    project_id: str,
    narrowed: TaskFilter,
    *,
    sort: TaskSort = TaskSort.NUMBER,
    is_descending: bool = False,
    cursor: str | None = None,
    limit: int = 100,
) -> Page:
    """A piece of a project's tasks. Raises TaskInvalid for a cursor that is not ours."""
    limit = max(1, min(limit, PAGE_LIMIT))
    found = store.list_tasks(
        session,
        project_id,
        narrowed,
        sort=sort,
        is_descending=is_descending,
        after=_read_cursor(cursor),
        limit=limit + 1,
    )
    items = found[:limit]
    has_more = len(found) > limit
    return Page(items, _write_cursor(store.cursor_of(items[-1], sort)) if has_more else None)


def read_board(session: Session, project_id: str, narrowed: TaskFilter, *, limit: int) -> tuple[ColumnPage, ...]:
    """The first cards of every column, and how many there are."""
    limit = max(1, min(limit, BOARD_LIMIT))
    is_whole = narrowed == TaskFilter()
    counted = counting.count(session, project_id).by_column if is_whole else None
    counts = store.count_narrowed(session, project_id, narrowed) if counted is None else counted
    pages: list[ColumnPage] = []
    for column in projects.list_columns(session, project_id):
        page = list_column(session, project_id, narrowed, column_id=column.id, cursor=None, limit=limit)
        pages.append(ColumnPage(column, counts.get(column.id, 0), page))
    return tuple(pages)


def list_column(
    session: Session, project_id: str, narrowed: TaskFilter, *, column_id: str, cursor: str | None, limit: int
) -> Page:
    """Cards of one column, in the order of the board."""
    in_column = TaskFilter(
        search=narrowed.search, assignee_ids=narrowed.assignee_ids, priorities=narrowed.priorities, column_id=column_id
    )
    return list_tasks(session, project_id, in_column, sort=TaskSort.RANK, cursor=cursor, limit=limit)


def is_column_empty(session: Session, project_id: str, column_id: str) -> bool:
    """Whether no task stands in a column, archived ones included."""
    return not store.list_column_ids(session, project_id, column_id)


def list_overdue(session: Session, project_id: str, *, today: date) -> tuple[Task, ...]:
    return list_tasks(session, project_id, TaskFilter(overdue_on=today), sort=TaskSort.DUE_DATE, limit=200).items


def list_open_of(
    session: Session, member_id: str, *, project_id: str | None = None, limit: int | None = None
) -> tuple[Task, ...]:
    """The open tasks somebody does, by their day."""
    return store.list_open_of(session, member_id, project_id=project_id, limit=limit)


def list_all(session: Session, project_id: str) -> tuple[Task, ...]:
    """Every task that is not archived, by number."""
    return store.list_for_report(session, project_id)


def list_by_ids(session: Session, task_ids: tuple[str, ...]) -> tuple[Task, ...]:
    return store.list_by_ids(session, task_ids)


def find_by_number(session: Session, project_id: str, number: int) -> Task | None:
    return store.find_by_number(session, project_id, number)


def get_by_number(session: Session, project_id: str, number: int) -> Task:
    """Raises TaskNotFound."""
    task = store.find_by_number(session, project_id, number)
    if task is None:
        raise TaskNotFound(number=number)
    return task


def list_comparable(session: Session, project_id: str, phrase: str, *, most: int) -> tuple[tuple[str, str], ...]:
    """(id, title) of the tasks a phrase may mean: all open ones of a small project, else those that share words."""
    similar = store.list_similar(session, project_id, phrase)
    still_open = store.list_open_titles(session, project_id, most=most + 1)
    if len(still_open) > most:
        return similar
    known = {task_id for task_id, _ in similar}
    return similar + tuple(one for one in still_open if one[0] not in known)


def count_projects(session: Session, project_ids: tuple[str, ...]) -> dict[str, ProjectCounts]:
    return {project_id: counting.count(session, project_id).project for project_id in project_ids}


def _read_cursor(cursor: str | None) -> store.Cursor | None:
    if cursor is None:
        return None
    try:
        return msgspec.json.decode(base64.urlsafe_b64decode(cursor.encode() + b"=="), type=store.Cursor)
    except (ValueError, msgspec.DecodeError) as error:
        raise TaskInvalid(field="cursor") from error


def _write_cursor(cursor: store.Cursor) -> str:
    return base64.urlsafe_b64encode(msgspec.json.encode(cursor)).decode().rstrip("=")


def list_ever(session: Session, project_id: str) -> tuple[Task, ...]:
    """Every task a project has ever had, archived and cancelled ones too."""
    return store.list_ever(session, project_id)


def list_planned(session: Session, project_id: str) -> list[tuple[Task, TaskSchedule]]:
    """The tasks of a project that are in its plan, by number, with what the plan says of them beyond their fields."""
    said = store_plan.list_schedules_of(session, project_id)
    nothing = TaskSchedule()
    return [
        (task, said.get(task.id, nothing))
        for task in store.list_for_report(session, project_id)
        if task.status is not TaskStatus.CANCELLED
    ]


def list_descriptions(session: Session, project_id: str) -> dict[str, str]:
    """The descriptions of the tasks of a project, by task, of those that have one."""
    return store_plan.list_descriptions(session, project_id)
