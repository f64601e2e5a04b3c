"""What screens and answers read: lists, boards, counts. Each costs what it shows."""

import base64
from dataclasses import dataclass
from datetime import date

import msgspec

from quncheng.features.people import service as people
from quncheng.features.projects import service as projects
from quncheng.features.projects.types import TaskStatus
from quncheng.features.tasks import store, store_plan
from quncheng.features.tasks.errors import TaskInvalid, TaskNotFound
from quncheng.features.tasks.types import ColumnPage, Page, ProjectCounts, Task, TaskFilter, TaskSchedule, TaskSort
from quncheng.runtime import events, history
from quncheng.runtime.db import Session

KEPT_LIMIT = 2_000
PAGE_LIMIT = 10_000
BOARD_LIMIT = 200


@dataclass(frozen=True, slots=True)
class _Counts:
    """How many tasks stand where, as of an event of their project and a day."""

    seq: int
    today: date
    by_column: dict[str, int]
    project: ProjectCounts


class _Kept:
    """The last counts of each project; counting ten thousand tasks costs more than all else a board shows."""

    def __init__(self) -> None:
        self._by_project: dict[tuple[str, str], _Counts] = {}

    def find(self, org_id: str, project_id: str, *, seq: int, today: date) -> _Counts | None:
        known = self._by_project.get((org_id, project_id))
        return known if known is not None and (known.seq, known.today) == (seq, today) else None

    def keep(self, org_id: str, project_id: str, counts: _Counts) -> None:
        if len(self._by_project) >= KEPT_LIMIT:
            self._by_project.clear()
        self._by_project[org_id, project_id] = counts


_kept = _Kept()


def _count(session: Session, project_id: str) -> _Counts:
    """Counted anew when the project has a new event: what a snapshot shows changes with one, and never without."""
    seq, today = history.last_of_project(session, project_id), people.local_now(session).date()
    is_committed = session.is_snapshot or not events.has_pending(session)
    known = _kept.find(session.org_id, project_id, seq=seq, today=today) if is_committed else None
    if known is not None:
        return known
    by_column = store.count_by_column(session, project_id)
    project = store.count_project(session, project_id, today=today)
    counts = _Counts(seq, today, by_column, project)
    if session.is_snapshot or (is_committed and not session.is_postgresql):
        _kept.keep(session.org_id, project_id, counts)
    return counts


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
    counts = _count(session, project_id).by_column if is_whole else store.count_narrowed(session, project_id, narrowed)
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
    return {project_id: _count(session, project_id).project for project_id in project_ids}


def latest_finish_without(session: Session, project_id: str, task_ids: tuple[str, ...]) -> date | None:
    """The last planned day of a project, some tasks left out."""
    return store.latest_finish_without(session, project_id, task_ids)


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
