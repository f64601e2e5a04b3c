"""A project's plan as the engine wants it: read whole, compiled once, and kept until the plan changes."""

from collections import OrderedDict
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from threading import Lock

import msgspec

from quncheng.engine.calendar import WorkCalendar
from quncheng.engine.schedule import Prepared, prepare
from quncheng.engine.types import ConstraintType, Direction, Plan, PlanTask
from quncheng.features.calendars import service as calendars
from quncheng.features.people import service as people
from quncheng.features.projects import scheduling as project_plans
from quncheng.features.projects.events import ProjectChanged
from quncheng.features.projects.types import Project, TaskStatus
from quncheng.features.tasks import store_plan
from quncheng.features.tasks.events import TaskChanged
from quncheng.features.tasks.store_plan import PlanRow
from quncheng.features.tasks.types import Priority, Task, TaskKind, TaskSchedule
from quncheng.runtime.db import Session
from quncheng.runtime.events import Actor, Event

TASKS_KEPT = 60_000
"""Tasks of all plans kept in one process; a compiled task takes about a kilobyte."""
PLAN_FIELDS = frozenset(
    {
        "kind",
        "status",
        "parent_id",
        "assignee_id",
        "duration_days",
        "not_before",
        "due_date",
        "planned_start",
        "planned_finish",
        "forecast_finish",
        "actual_start",
        "actual_finish",
        "percent_complete",
        "archived_at",
        "priority",
        "title",
        *TaskSchedule.__struct_fields__,
    }
)
"""What the engine reads of a task; a change of anything else leaves the plan as it is."""
PROJECT_FIELDS = frozenset({"planned_start", "finishes_on"})
_PRIORITIES = {Priority.HIGH.value: 700, Priority.MEDIUM.value: 500, Priority.LOW.value: 300}


@dataclass(frozen=True, slots=True)
class ProjectPlan:
    """The compiled plan of a project at one version of it."""

    version: int
    prepared: Prepared
    numbers: Mapping[str, int]
    """What people call the tasks."""

    @property
    def plan(self) -> Plan:
        return self.prepared.plan

    @property
    def task_ids(self) -> Container[str | None]:
        return self.prepared.placement.network.position

    @property
    def summary_ids(self) -> frozenset[str]:
        network = self.prepared.placement.network
        return frozenset(self.plan.tasks[node].id for node in network.children)

    @property
    def calendar(self) -> WorkCalendar:
        """The project's."""
        return self.prepared.plan.calendar


class _Kept:
    """The plans somebody has looked at lately. Several threads read and keep."""

    def __init__(self) -> None:
        self._by_project: OrderedDict[tuple[str, str], ProjectPlan] = OrderedDict()
        self._lock = Lock()

    def find(self, org_id: str, project_id: str, *, version: int, starts_on: date) -> ProjectPlan | None:
        with self._lock:
            known = self._by_project.get((org_id, project_id))
            if known is None or (known.version, known.plan.starts_on) != (version, starts_on):
                return None
            self._by_project.move_to_end((org_id, project_id))
            return known

    def has(self, org_id: str, project_id: str) -> bool:
        """Of any version."""
        with self._lock:
            return (org_id, project_id) in self._by_project

    def keep(self, org_id: str, project_id: str, plan: ProjectPlan) -> None:
        with self._lock:
            self._by_project[org_id, project_id] = plan
            self._by_project.move_to_end((org_id, project_id))
            size = sum(len(kept.plan.tasks) for kept in self._by_project.values())
            while size > TASKS_KEPT and len(self._by_project) > 1:
                _, gone = self._by_project.popitem(last=False)
                size -= len(gone.plan.tasks)

    def forget_all(self) -> None:
        with self._lock:
            self._by_project.clear()


_kept = _Kept()


def get_plan(session: Session, project: Project) -> ProjectPlan:
    """The plan as this transaction sees it. Raises what the engine refuses in a plan that was written before."""
    note = _note(project.id)
    known = session.notes.get(note)
    if isinstance(known, ProjectPlan):
        return known
    starts_on = project.planned_start or people.local_now(session).date()
    is_changed_here = note in session.notes
    kept = None
    if not is_changed_here:
        kept = _kept.find(session.org_id, project.id, version=project.plan_version, starts_on=starts_on)
    if kept is None:
        rows = store_plan.list_rows(session, project.id)
        numbers = {row.id: row.number for row in rows}
        kept = ProjectPlan(project.plan_version, prepare(_compose(session, project, starts_on, rows)), numbers)
        if not is_changed_here:
            _kept.keep(session.org_id, project.id, kept)
    session.notes[note] = kept
    return kept


def forget_all() -> None:
    """Read every plan anew; for whoever changes tables behind the back of the product."""
    _kept.forget_all()


def is_at_hand(session: Session, project_id: str) -> bool:
    """Whether it is worth asking for the project's version at all."""
    return isinstance(session.notes.get(_note(project_id)), ProjectPlan) or _kept.has(session.org_id, project_id)


def find_kept(session: Session, project: Project) -> ProjectPlan | None:
    """The plan if it is at hand; None rather than reading it, and when this transaction has changed it unseen."""
    note = _note(project.id)
    if note in session.notes:
        known = session.notes[note]
        return known if isinstance(known, ProjectPlan) else None
    starts_on = project.planned_start or people.local_now(session).date()
    return _kept.find(session.org_id, project.id, version=project.plan_version, starts_on=starts_on)


def put_plan(
    session: Session,
    project_id: str,
    before: ProjectPlan,
    *,
    prepared: Prepared,
    new_numbers: Mapping[str, int] | None = None,
) -> None:
    """The plan after what this transaction has written; others see it once that is committed."""
    version = project_plans.plan_version(session, project_id)
    if version not in (before.version, before.version + 1):
        return  # somebody else's change came between: the next one who asks reads it anew
    after = ProjectPlan(version, prepared, {**before.numbers, **new_numbers} if new_numbers else before.numbers)
    session.notes[_note(project_id)] = after
    session.after_commit(lambda: _publish(session, project_id, after))


def on_plan_fact(session: Session, _: Actor, happened: Event) -> None:
    """Reaction: the plan is another one now; what was compiled before does not hold."""
    project_id = happened.project_id
    if project_id is None or not _is_about_plan(happened):
        return
    project_plans.step_plan(session, project_id)
    session.notes[_note(project_id)] = None


def _publish(session: Session, project_id: str, plan: ProjectPlan) -> None:
    # Written only when nothing else changed the plan later in the same transaction.
    if session.notes.get(_note(project_id)) is plan:
        _kept.keep(session.org_id, project_id, plan)


def _note(project_id: str) -> str:
    return f"tasks.planning.{project_id}"


def _is_about_plan(happened: Event) -> bool:
    if isinstance(happened, ProjectChanged):
        return not happened.changes.keys().isdisjoint(PROJECT_FIELDS)
    return not isinstance(happened, TaskChanged) or not happened.changes.keys().isdisjoint(PLAN_FIELDS)


def _compose(session: Session, project: Project, starts_on: date, rows: Sequence[PlanRow]) -> Plan:
    present: frozenset[str | None] = frozenset(row.id for row in rows)
    summaries = _summaries(rows)
    calendar = calendars.project_calendar(session, project.id)
    assignees = tuple({row.assignee_id for row in rows if row.assignee_id is not None})
    return Plan(
        starts_on=starts_on,
        tasks=tuple(to_plan_task(row, present, summaries) for row in rows),
        dependencies=tuple(
            link
            for link in store_plan.list_links(session, project.id)
            if link.predecessor_id in present and link.successor_id in present
        ),
        calendar=calendar,
        calendars=calendars.shared_calendars(session, calendar),
        member_calendars=calendars.member_calendars(session, calendar, assignees),
        finishes_on=project.finishes_on,
        direction=Direction.FORWARD if project.finishes_on is None else Direction.BACKWARD,
    )


def row_of(task: Task, said: TaskSchedule) -> PlanRow:
    """A task and what the plan says of it beyond, as the plan is read."""
    values = msgspec.structs.asdict(task) | msgspec.structs.asdict(said)
    return PlanRow(**{name: values[name] for name in PlanRow.__struct_fields__})


def is_planned(task: Task) -> bool:
    """Whether it is in the plan at all."""
    return task.archived_at is None and task.status is not TaskStatus.CANCELLED


def has_dates(row: PlanRow) -> bool:
    """Whether somebody has said how long it takes or when it is."""
    return (
        row.duration_days is not None
        or row.due_date is not None
        or bool(row.is_manual)
        or row.kind == TaskKind.MILESTONE
    )


def _summaries(rows: Sequence[PlanRow]) -> frozenset[str]:
    """Every task that something with dates is below of."""
    parents = {row.id: row.parent_id for row in rows}
    found: set[str] = set()
    for row in rows:
        above = row.parent_id if has_dates(row) else None
        while above is not None and above in parents and above not in found:
            found.add(above)
            above = parents[above]
    return frozenset(found)


def to_plan_task(row: PlanRow, present: Container[str | None], summaries: Container[str] = ()) -> PlanTask:
    """A task as the engine sees it; a bare promise is a date kept by hand.

    What has begun keeps its planned start. A parent that is not ``present`` holds nothing together, and what nobody has
    estimated says nothing of its parent, unless it is one of the ``summaries`` itself.
    """
    is_milestone = row.kind == TaskKind.MILESTONE
    is_promise = row.duration_days is None and row.due_date is not None and not is_milestone and not row.is_manual
    has_begun = row.status != TaskStatus.OPEN
    constraint, constraint_on = _constraint_of(row)
    return PlanTask(
        id=row.id,
        title=row.title,
        duration=row.duration_days,
        is_milestone=is_milestone,
        parent_id=row.parent_id if row.parent_id in present and (has_dates(row) or row.id in summaries) else None,
        constraint=None if is_promise else constraint,
        constraint_on=None if is_promise else constraint_on,
        deadline=row.due_date,
        is_manual=is_promise or bool(row.is_manual),
        fixed_start=row.due_date if is_promise else row.planned_start if has_begun or row.is_manual else None,
        fixed_finish=row.due_date if is_promise else row.planned_finish if row.is_manual else None,
        actual_start=row.actual_start,
        actual_finish=row.actual_finish,
        percent_complete=row.percent_complete,
        forecast_finish=row.forecast_finish,
        calendar_id=row.calendar_id,
        assignee_ids=() if row.assignee_id is None else (row.assignee_id,),
        effort=row.effort_hours,
        priority=_PRIORITIES[row.priority],
    )


def _constraint_of(row: PlanRow) -> tuple[ConstraintType | None, date | None]:
    if row.constraint_type is not None:
        return ConstraintType(row.constraint_type), row.constraint_on
    if row.not_before is not None:
        return ConstraintType.START_NO_EARLIER_THAN, row.not_before
    return None, None
