"""Other ways to a wish: what would cost the plan less, each tried out by the engine before it is offered."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

import msgspec

from quncheng.engine.load import day_loads
from quncheng.engine.results import DriverKind
from quncheng.engine.types import LinkType
from quncheng.features.calendars import service as calendars
from quncheng.features.calendars.types import CalendarOwner
from quncheng.features.plans import rules, wishes
from quncheng.features.plans.types import PlanImpact
from quncheng.features.plans.wishes import Outlook, PlanWish, WishedEdit
from quncheng.features.projects.types import Access, TaskStatus
from quncheng.features.tasks import parts, queries
from quncheng.features.tasks.types import NewLink, Task, TaskChanges
from quncheng.kit.errors import QunchengError
from quncheng.runtime.db import Session

MOST = 3
_TRIED = 3
"""Tasks tried for each kind of way."""


class OtherWay(msgspec.Struct, frozen=True):
    """What is done instead or besides, in a few words, and what it would do."""

    words: str
    wish: PlanWish
    impact: PlanImpact


def find(session: Session, access: Access, wish: PlanWish, *, members: Mapping[str, str]) -> tuple[OtherWay, ...]:
    """The best of each kind that cost less than the wish itself, at most three; ``members`` are names by id."""
    outlook = wishes.look_at(session, access, wish)
    finder = _Finder(session, access, wish, outlook, members)
    found: list[OtherWay] = []
    for kind in (finder.shorten(), finder.overlap(), finder.within_float(), finder.hand_over()):
        better = [way for way in _tried(session, access, kind) if _cost(way.impact) < _cost(outlook.told)]
        if better:
            found.append(min(better, key=lambda way: _cost(way.impact)))
    return tuple(sorted(found, key=lambda way: _cost(way.impact))[:MOST])


def _tried(session: Session, access: Access, ways: Iterator[tuple[str, PlanWish]]) -> Iterator[OtherWay]:
    for words, wish in ways:
        try:
            yield OtherWay(words, wish, wishes.preview(session, access, wish))
        except QunchengError:
            # The engine refuses it, such as a link that would close a circle: then it is no way.
            continue


def _cost(impact: PlanImpact) -> tuple[int, int, int, int, int]:
    later = [one for one in impact.moved if one.workdays > 0]
    return (
        max(impact.finish_workdays, 0),
        sum(one.workdays for one in later if one.is_milestone),
        len(impact.conflicts),
        sum(one.minutes_over for one in impact.overloads),
        sum(one.workdays for one in later),
    )


class _Finder:
    def __init__(
        self, session: Session, access: Access, wish: PlanWish, outlook: Outlook, members: Mapping[str, str]
    ) -> None:
        self._session = session
        self._access = access
        self._wish = wish
        self._outlook = outlook
        self._members = members
        self._later = [one for one in outlook.told.moved if one.workdays > 0]
        ids = {one.task_id for one in self._later} | {edit.task_id for edit in wish.edits}
        self._tasks = {task.id: task for task in queries.list_by_ids(session, tuple(ids))}

    def shorten(self) -> Iterator[tuple[str, PlanWish]]:
        """What is carried along is done in less time, by as much as the end would be late."""
        days = max(self._outlook.told.finish_workdays, 0, *(one.workdays for one in self._later if one.is_milestone))
        edited = {edit.task_id for edit in self._wish.edits}
        carried = [task for task in self._open() if task.id not in edited and (task.duration_days or 0) > 1]
        for task in sorted(carried, key=lambda task: -(task.duration_days or 0))[:_TRIED]:
            left = max((task.duration_days or 0) - days, 1)
            if days:
                words = f"{task.title} 压到 {left:g} 天"
                yield words, self._with_edit(task, TaskChanges(duration_days=left), words)

    def overlap(self) -> Iterator[tuple[str, PlanWish]]:
        """What waits for the end of something begins together with it."""
        waiting = [one for one in self._later if one.reason is DriverKind.DEPENDENCY and not one.is_milestone]
        if not waiting:
            return
        links = parts.list_dependencies(self._session, project_id=self._access.project_id)
        by_pair = {(link.predecessor_id, link.successor_id): link for link in links if link.type is LinkType.FS}
        for one in waiting[:_TRIED]:
            link = by_pair.get((one.reason_id or "", one.task_id))
            if link is None or link.id in self._wish.removed or one.reason_id not in self._tasks:
                continue
            words = f"{one.title} 和 {self._tasks[link.predecessor_id].title} 并行"
            together = NewLink(link.predecessor_id, link.successor_id, LinkType.SS)
            yield (
                words,
                msgspec.structs.replace(
                    self._wish,
                    words=self._said(words),
                    added=(*self._wish.added, together),
                    removed=(*self._wish.removed, link.id),
                ),
            )

    def within_float(self) -> Iterator[tuple[str, PlanWish]]:
        """Only so much later that nothing else has to move."""
        calendar = calendars.project_calendar(self._session, self._access.project_id)
        for one in self._later:
            task = self._tasks[one.task_id]
            if not one.is_edited or task.planned_start is None or len(self._wish.edits) != 1:
                continue
            days = int(self._outlook.impact.before.float_of(task.id).total_float_days)
            if 0 < days < one.workdays:
                words = f"只晚 {days} 天,在浮动时间以内"
                changes = rules.shifted(task, days, calendar=calendar)
                edits = (WishedEdit(task.id, changes),)
                yield words, msgspec.structs.replace(self._wish, words=words, edits=edits)

    def hand_over(self) -> Iterator[tuple[str, PlanWish]]:
        """Whoever is free takes on what is too much for its assignee."""
        for task in [task for task in self._too_much() if task.status is TaskStatus.OPEN][:_TRIED]:
            first, last = self._outlook.impact.after.dates(task.id)
            if self._wish.days is not None and task.planned_start is not None and task.planned_finish is not None:
                first, last = task.planned_start, task.planned_finish
            free = self._free_between(first, last, besides=task.assignee_id)
            if free is not None:
                words = f"{task.title} 换给 {self._members[free]}"
                changes = msgspec.structs.replace(self._edited(task.id), assignee_id=free)
                yield words, self._with_edit(task, changes, words)

    def _too_much(self) -> Sequence[Task]:
        days = self._wish.days
        if days is not None and days.owner is CalendarOwner.MEMBER:
            return [task for task in self._open() if task.assignee_id == days.owner_id]
        full = {(one.member_id, one.on) for one in self._outlook.told.overloads}
        return [task for task in self._open() if any(self._is_at(task, *one) for one in full)]

    def _is_at(self, task: Task, member_id: str, on: date) -> bool:
        first, last = self._outlook.impact.after.dates(task.id)
        return task.assignee_id == member_id and first <= on <= last

    def _free_between(self, first: date, last: date, *, besides: str | None) -> str | None:
        busy = {
            load.member_id
            for load in day_loads(self._outlook.impact.after)
            if first <= load.on <= last and load.minutes
        }
        return next((one for one in self._members if one not in busy and one != besides), None)

    def _open(self) -> list[Task]:
        moved = {one.task_id for one in self._later}
        return [
            task
            for task in self._tasks.values()
            if task.id in moved and task.status is TaskStatus.OPEN and task.duration_days and not task.subtask_count
        ]

    def _edited(self, task_id: str) -> TaskChanges:
        return next((one.changes for one in self._wish.edits if one.task_id == task_id), TaskChanges())

    def _with_edit(self, task: Task, changes: TaskChanges, words: str) -> PlanWish:
        others = tuple(one for one in self._wish.edits if one.task_id != task.id)
        edits = (*others, WishedEdit(task.id, changes))
        return msgspec.structs.replace(self._wish, words=self._said(words), edits=edits)

    def _said(self, words: str) -> str:
        return f"{self._wish.words},{words}"
