"""How many tasks of a project stand where: counted once, then kept in step with the log.

Counting ten thousand tasks costs more than all else a board shows, and in a busy project every board would count anew.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

import msgspec

from quncheng.features.people import service as people
from quncheng.features.projects.types import TaskStatus
from quncheng.features.tasks import store
from quncheng.features.tasks.events import Changes, TaskChanged, TaskCreated, TaskRescheduled
from quncheng.features.tasks.types import ProjectCounts, Task, TaskKind
from quncheng.runtime import events, history
from quncheng.runtime.db import Session
from quncheng.runtime.events import RecordedEvent

PROJECTS_LIMIT = 2_000
MOMENTS_LIMIT = 8
"""Readers at the same time see moments that lie a few events apart."""
FOLLOWED_LIMIT = 200
"""Beyond this many events counting anew is cheaper."""

_CREATED = TaskCreated.event_name
_WRITING = (TaskChanged.event_name, TaskRescheduled.event_name)


class Standing(msgspec.Struct, frozen=True):
    """What of a task is counted; its fields bear the names they have in the log."""

    kind: TaskKind
    column_id: str
    status: TaskStatus
    due_date: date | None
    planned_finish: date | None
    archived_at: datetime | None

    @property
    def is_work(self) -> bool:
        """A milestone is a card on the board, and no work: reports, screens and answers count alike."""
        return self.kind is not TaskKind.MILESTONE

    def is_overdue(self, today: date) -> bool:
        promised_on = self.due_date or self.planned_finish
        is_open = self.status not in (TaskStatus.DONE, TaskStatus.CANCELLED)
        return is_open and promised_on is not None and promised_on < today


@dataclass(frozen=True, slots=True)
class Counts:
    """How many tasks stand where, as of an event of their project and a day."""

    seq: int
    today: date
    by_column: Mapping[str, int]
    """Those that are cancelled stand in none."""
    project: ProjectCounts


class _Kept:
    """The last counts of each project. Several threads find and keep; at worst one counts again."""

    def __init__(self) -> None:
        self._by_project: dict[tuple[str, str], tuple[Counts, ...]] = {}

    def find(self, org_id: str, project_id: str, *, seq: int, today: date) -> Counts | None:
        """The newest that are not from after ``seq``."""
        known = self._by_project.get((org_id, project_id), ())
        return next((one for one in known if one.seq <= seq and one.today == today), None)

    def keep(self, org_id: str, project_id: str, counts: Counts) -> None:
        if len(self._by_project) >= PROJECTS_LIMIT:
            self._by_project.clear()
        moments = {one.seq: one for one in self._by_project.get((org_id, project_id), ()) if one.today == counts.today}
        moments[counts.seq] = counts
        newest_first = tuple(moments[seq] for seq in sorted(moments, reverse=True))
        self._by_project[org_id, project_id] = newest_first[:MOMENTS_LIMIT]


_kept = _Kept()


def count(session: Session, project_id: str) -> Counts:
    """As this transaction sees the project. What is counted changes with an event of the project, and never without."""
    seq, today = history.last_of_project(session, project_id), people.local_now(session).date()
    if not session.is_snapshot and events.has_pending(session):
        return _count_all(session, project_id, seq=seq, today=today)
    known = _kept.find(session.org_id, project_id, seq=seq, today=today)
    if known is not None and known.seq == seq:
        return known
    if session.is_postgresql and not session.is_snapshot:
        # Each of its statements sees another moment.
        return _count_all(session, project_id, seq=seq, today=today)
    counts = None if known is None else _follow(session, project_id, known, seq=seq)
    counts = counts or _count_all(session, project_id, seq=seq, today=today)
    _kept.keep(session.org_id, project_id, counts)
    return counts


def _count_all(session: Session, project_id: str, *, seq: int, today: date) -> Counts:
    by_column = store.count_by_column(session, project_id)
    return Counts(seq, today, by_column, store.count_project(session, project_id, today=today))


def _follow(session: Session, project_id: str, known: Counts, *, seq: int) -> Counts | None:
    """Known counts with what has happened since; None when that is too much."""
    happened = history.list_of_project_after(session, project_id, known.seq, limit=FOLLOWED_LIMIT + 1)
    if len(happened) > FOLLOWED_LIMIT:
        return None
    before = _before(happened)
    by_column, by_status, overdue = dict(known.by_column), dict(known.project.by_status), known.project.overdue
    for task in store.list_by_ids(session, before):
        values, after = before[task.id], _standing_of(task)
        earlier = None if values is None else msgspec.convert(msgspec.to_builtins(after) | values, Standing)
        for standing, step in ((earlier, -1), (after, 1)):
            if standing is not None and standing.archived_at is None:
                if standing.is_work:
                    by_status[standing.status.value] = by_status.get(standing.status.value, 0) + step
                    overdue += step if standing.is_overdue(known.today) else 0
                if standing.status is not TaskStatus.CANCELLED:
                    by_column[standing.column_id] = by_column.get(standing.column_id, 0) + step
    by_status = _without_zeros(by_status)
    total = sum(by_status.values()) - by_status.get(TaskStatus.CANCELLED.value, 0)
    project = ProjectCounts(total=total, overdue=overdue, by_status=by_status)
    return Counts(seq, known.today, _without_zeros(by_column), project)


def _standing_of(task: Task) -> Standing:
    return Standing(**{name: getattr(task, name) for name in Standing.__struct_fields__})


def _before(happened: Iterable[RecordedEvent]) -> dict[str, dict[str, object] | None]:
    """Task → what its fields were before all this; None: it was not there."""
    found: dict[str, dict[str, object] | None] = {}
    for one in happened:
        if one.name == _CREATED:
            found[one.subject_id] = None
        elif one.name in _WRITING:
            values = found.setdefault(one.subject_id, {})
            if values is not None:
                changes = msgspec.convert(one.data["changes"], Changes)
                found[one.subject_id] = {field: pair[0] for field, pair in changes.items()} | values
    return found


def _without_zeros(counts: Mapping[str, int]) -> dict[str, int]:
    return {name: number for name, number in counts.items() if number}
