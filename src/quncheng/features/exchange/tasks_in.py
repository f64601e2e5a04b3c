"""The tasks and links of a file as they are to stand in a project: pure decisions, each loss with a remark."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from quncheng.engine.calendar import WorkCalendar
from quncheng.engine.exchange_types import (
    ExchangeAssignment,
    ExchangeDuration,
    ExchangePlan,
    ExchangeTask,
    RemarkReason,
    ResourceKind,
)
from quncheng.engine.types import ConstraintType, LinkType
from quncheng.features.exchange.types import Noted
from quncheng.features.projects.types import TaskStatus
from quncheng.features.tasks import rules as task_rules
from quncheng.features.tasks.errors import TaskInvalid
from quncheng.features.tasks.types import PlannedTask, Priority, TaskDependency, TaskKind, TaskSchedule

DEEPEST = 6
"""Levels of subtasks, as everywhere in the product."""
LAG_LIMIT = 10_000
HELPING = 0.0
"""Share of somebody who helps: nothing of the task's load is theirs."""
YEARS = range(1990, 2150)
UNNAMED = "(未命名任务)"
HIGH_FROM, LOW_BELOW = 601, 400
_NO_DAY = frozenset({ConstraintType.AS_SOON_AS_POSSIBLE, ConstraintType.AS_LATE_AS_POSSIBLE})


@dataclass(frozen=True, slots=True)
class Ground:
    """What a file's tasks are put upon."""

    project_id: str
    starts_on: date
    calendar: WorkCalendar
    """The project's, as it will be."""
    task_calendars: Mapping[int, str]
    """Calendar of the file → shared calendar."""
    day_minutes: Mapping[str, int]
    """Length of a workday by shared calendar and by member, where it is another than the project's."""
    members: Mapping[int, str]
    """Resource of the file → member."""
    is_sheet: bool
    is_backward: bool
    """Whether the project is counted back from its finish."""
    new_id: Callable[[], str]


@dataclass(slots=True)
class Incoming:
    """``ids`` in the order of the file: number of the file → task."""

    tasks: list[PlannedTask] = field(default_factory=list[PlannedTask])
    links: list[TaskDependency] = field(default_factory=list[TaskDependency])
    ids: dict[int, str] = field(default_factory=dict[int, str])
    noted: Noted = field(default_factory=Noted)


def take_in(plan: ExchangePlan, ground: Ground, noted: Noted) -> Incoming:
    """Tasks in the order of the file, with new ids."""
    incoming = Incoming(noted=noted)
    maker = _Maker(plan, ground, incoming)
    for task in plan.tasks:
        incoming.tasks.append(maker.task(task))
    maker.add_links()
    return incoming


@dataclass(frozen=True, slots=True)
class _Timing:
    """What a file says of the days of one task, as we keep it."""

    kind: TaskKind
    duration: float | None
    start: date | None
    finish: date | None
    deadline: date | None
    is_manual: bool


class _Maker:
    def __init__(self, plan: ExchangePlan, ground: Ground, incoming: Incoming) -> None:
        self._plan = plan
        self._ground = ground
        self._incoming = incoming
        self._noted = incoming.noted
        self._by_uid = {task.uid: task for task in plan.tasks}
        self._parents: dict[int, int | None] = {}
        self._levels: dict[int, int] = {}
        self._waiting = {link.successor_uid for link in plan.links}
        self._assigned = _assigned(plan)

    def task(self, source: ExchangeTask) -> PlannedTask:
        task_id = self._ground.new_id()
        self._incoming.ids[source.uid] = task_id
        parent_id = self._place(source)
        assignee_id, collaborator_ids = self._people(source.uid)
        calendar_id = None if source.calendar_uid is None else self._ground.task_calendars.get(source.calendar_uid)
        timing = self._timing(source, ruler=calendar_id or assignee_id or "")
        status = _status(source)
        is_done = status is TaskStatus.DONE
        said, not_before = self._constraint(source)
        is_loose = not_before is None and said.constraint_type is None and not timing.is_manual
        if is_loose and status is TaskStatus.OPEN:
            not_before = self._held_start(source, timing)
        return PlannedTask(
            id=task_id,
            title=self._title(source),
            description=_notes(source),
            kind=timing.kind,
            status=status,
            priority=_priority(source.priority),
            assignee_id=assignee_id,
            collaborator_ids=collaborator_ids,
            parent_id=parent_id,
            duration_days=timing.duration,
            not_before=not_before,
            planned_start=timing.start,
            planned_finish=timing.finish,
            due_date=timing.deadline,
            actual_start=self._actual_start(source, status),
            actual_finish=self._day(source.actual_finish or source.planned_finish) if is_done else None,
            percent_complete=100 if is_done else min(source.percent_complete, 99),
            said=TaskSchedule(
                constraint_type=said.constraint_type,
                constraint_on=said.constraint_on,
                is_manual=timing.is_manual,
                effort_hours=_effort(source),
                calendar_id=calendar_id,
            ),
        )

    def _timing(self, source: ExchangeTask, *, ruler: str) -> "_Timing":
        kind = TaskKind.MILESTONE if source.is_milestone and not source.is_summary else TaskKind.TASK
        start, finish = self._day(source.planned_start), self._day(source.planned_finish)
        deadline, is_promise = self._day(source.deadline), _is_promise(source)
        is_manual = source.is_manual and not is_promise and not source.is_summary
        if kind is TaskKind.MILESTONE:
            return _Timing(kind, 0.0, start, finish, deadline, is_manual)
        if source.is_summary or is_promise:
            return _Timing(kind, None, start, finish, deadline, is_manual)
        duration = self._duration(source, ruler)
        if duration is None and (is_manual or self._ground.is_sheet):
            duration = self._between(start, finish)
        if duration is None and deadline is None and self._ground.is_sheet:
            deadline = finish
        return _Timing(kind, duration, start, finish, deadline, is_manual)

    def add_links(self) -> None:
        """Those that the engine can hold; a circle is told of as a whole later."""
        ids, taken = self._incoming.ids, self._incoming.links
        for link in self._plan.links:
            before, after = link.predecessor_uid, link.successor_uid
            holds_finish = link.type in (LinkType.FF, LinkType.SF) and self._by_uid[after].is_summary
            if holds_finish or self._is_within(before, after) or self._is_within(after, before):
                names = f"{self._by_uid[before].title} → {self._by_uid[after].title}"
                self._noted.add(RemarkReason.NOT_MODELLED, "PredecessorLink", names)
                continue
            amount = link.lag.amount
            if abs(amount) > LAG_LIMIT:
                self._noted.add(RemarkReason.OUT_OF_RANGE, "PredecessorLink/LinkLag", amount)
                amount = 0
            made = TaskDependency(
                self._ground.new_id(),
                self._ground.project_id,
                ids[before],
                ids[after],
                link.type,
                float(amount),
                link.lag.unit,
            )
            taken.append(made)

    def _people(self, uid: int) -> tuple[str | None, tuple[str, ...]]:
        """The first who does the work is responsible, the others help."""
        known = [one for one in self._assigned.get(uid, ()) if one.resource_uid in self._ground.members]
        doers = [self._ground.members[one.resource_uid] for one in known if one.units != HELPING]
        named = dict.fromkeys(self._ground.members[one.resource_uid] for one in known)
        assignee_id = doers[0] if doers else None
        return assignee_id, tuple(one for one in named if one != assignee_id)[: task_rules.PEOPLE_LIMIT]

    def _is_within(self, uid: int, outer: int) -> bool:
        current: int | None = uid
        while current is not None:
            if current == outer:
                return True
            current = self._parents[current]
        return False

    def _place(self, source: ExchangeTask) -> str | None:
        """Its parent, or the nearest one above that may still have subtasks."""
        parent = source.parent_uid
        while parent is not None and self._levels[parent] >= DEEPEST:
            self._noted.add(RemarkReason.BROKEN_LEVEL, "Task/OutlineLevel", source.title)
            parent = self._parents[parent]
        self._parents[source.uid] = parent
        self._levels[source.uid] = 1 if parent is None else self._levels[parent] + 1
        return None if parent is None else self._incoming.ids[parent]

    def _title(self, source: ExchangeTask) -> str:
        if len(source.title) > task_rules.TITLE_LENGTH:
            self._noted.add(RemarkReason.TOO_LONG, "Task/Name", source.title)
        try:
            cut = source.title.strip()[: task_rules.TITLE_LENGTH]
            return task_rules.clean_line(cut, field="title", longest=task_rules.TITLE_LENGTH)
        except TaskInvalid:
            return UNNAMED

    def _duration(self, source: ExchangeTask, ruler: str) -> float | None:
        """In workdays of the calendar that rules the task."""
        given = source.duration
        if given is None:
            return None
        plan, whole = self._plan, self._ground.calendar.minutes.day
        if given.is_estimated and given.minutes == plan.minutes_per_day and not self._ground.is_sheet:
            return None  # "1 day?" is what the tools write for a task nobody has estimated
        if given.is_elapsed:
            return self._elapsed(source, given)
        days = given.minutes / plan.minutes_per_day * whole / self._ground.day_minutes.get(ruler, whole)
        if days > task_rules.DURATION_LIMIT:
            self._noted.add(RemarkReason.OUT_OF_RANGE, "Task/Duration", source.title)
            return None
        return round(days, 6)

    def _elapsed(self, source: ExchangeTask, given: ExchangeDuration) -> float:
        """Days of the clock become the workdays that lie in them."""
        self._noted.add(RemarkReason.ROUNDED, "Task/Duration", source.title)
        days = given.minutes / 1_440
        start = self._day(source.planned_start)
        if start is None:
            return round(max(days * 5 / 7, 0), 2)
        finish = date.fromordinal(min(start.toordinal() + max(round(days) - 1, 0), date.max.toordinal()))
        return float(max(self._ground.calendar.count_workdays(start, finish), 0))

    def _between(self, start: date | None, finish: date | None) -> float | None:
        if start is None or finish is None or finish < start:
            return None
        return float(min(max(self._ground.calendar.count_workdays(start, finish), 1), task_rules.DURATION_LIMIT))

    def _constraint(self, source: ExchangeTask) -> tuple[TaskSchedule, date | None]:
        """What goes beside the task, and the day it may not start before."""
        wanted, on = source.constraint, self._day(source.constraint_at)
        if wanted is ConstraintType.AS_LATE_AS_POSSIBLE:
            # Counted back from its finish, every task of a plan is.
            return TaskSchedule(constraint_type=None if self._ground.is_backward else wanted), None
        if wanted in _NO_DAY or on is None:
            return TaskSchedule(), None
        if wanted is ConstraintType.START_NO_EARLIER_THAN:
            return TaskSchedule(), on
        return TaskSchedule(constraint_type=wanted, constraint_on=on), None

    def _held_start(self, source: ExchangeTask, timing: _Timing) -> date | None:
        """Nothing else keeps it where the file has it: no link, and the project begins on another day."""
        day = timing.start
        if timing.kind is TaskKind.MILESTONE and timing.finish is not None:
            day = timing.finish
        is_held = source.is_summary or _is_promise(source) or self._is_waiting(source.uid) or self._ground.is_backward
        if day is None or is_held or day == self._ground.starts_on:
            return None
        file_start = None if self._plan.starts_at is None else self._plan.starts_at.date()
        begins_alike = not self._ground.is_sheet and file_start == self._ground.starts_on
        return None if begins_alike else day

    def _is_waiting(self, uid: int) -> bool:
        """For a predecessor, its own or of a summary above it."""
        current: int | None = uid
        while current is not None:
            if current in self._waiting:
                return True
            current = self._parents.get(current)
        return False

    def _actual_start(self, source: ExchangeTask, status: TaskStatus) -> date | None:
        if status is TaskStatus.OPEN or status is TaskStatus.CANCELLED:
            return None
        return self._day(source.actual_start or source.planned_start)

    def _day(self, moment: datetime | None) -> date | None:
        if moment is None:
            return None
        if moment.year not in YEARS:
            self._noted.add(RemarkReason.OUT_OF_RANGE, "date", moment.date())
            return None
        return moment.date()


def _assigned(plan: ExchangePlan) -> dict[int, list[ExchangeAssignment]]:
    """Task → what people are assigned to it, in the order of the file."""
    people = {one.uid for one in plan.resources if one.kind is ResourceKind.PERSON}
    found: dict[int, list[ExchangeAssignment]] = {}
    for assignment in plan.assignments:
        if assignment.resource_uid in people:
            found.setdefault(assignment.task_uid, []).append(assignment)
    return found


def _is_promise(source: ExchangeTask) -> bool:
    """A date that was promised and not planned, as we write it: by hand, estimated, due on the day it ends."""
    duration, deadline, finish = source.duration, source.deadline, source.planned_finish
    if not source.is_manual or duration is None or not duration.is_estimated or deadline is None or finish is None:
        return False
    return deadline.date() == finish.date()


def _status(source: ExchangeTask) -> TaskStatus:
    if not source.is_active:
        return TaskStatus.CANCELLED
    if source.percent_complete >= 100 or source.actual_finish is not None:
        return TaskStatus.DONE
    return TaskStatus.IN_PROGRESS if source.percent_complete > 0 or source.actual_start is not None else TaskStatus.OPEN


def _priority(number: int) -> Priority:
    return Priority.HIGH if number >= HIGH_FROM else Priority.LOW if number < LOW_BELOW else Priority.MEDIUM


def _effort(source: ExchangeTask) -> float | None:
    """None where it only repeats the duration: somebody works on it all day."""
    effort, duration = source.effort_minutes, source.duration
    if effort is None or effort <= 0 or source.is_summary or source.is_milestone:
        return None
    if duration is not None and not duration.is_elapsed and duration.minutes == effort:
        return None
    return round(effort / 60, 4)


def _notes(source: ExchangeTask) -> str:
    kept = "".join(character for character in source.notes if character.isprintable() or character in "\n\t")
    return kept.strip()[: task_rules.DESCRIPTION_LENGTH]


def shares(plan: ExchangePlan) -> tuple[ExchangeAssignment, ...]:
    """Assignments of people who give less or more than their whole time, which has no place here."""
    return tuple(one for one in plan.assignments if one.units not in (1, HELPING))
