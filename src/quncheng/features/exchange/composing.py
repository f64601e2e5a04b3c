"""A file and what a person decided about it, as a whole plan: the project's own with the file's tasks in it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

import msgspec

from quncheng.engine.answer import Schedule
from quncheng.engine.errors import DependencyCycle
from quncheng.engine.exchange_types import ExchangePlan, Remark, RemarkReason, ResourceKind
from quncheng.engine.schedule import Prepared, prepare
from quncheng.engine.types import Dependency, Direction, Lag
from quncheng.features.calendars import rules as calendar_rules
from quncheng.features.calendars import service as calendars
from quncheng.features.calendars.rules import PlanCalendars
from quncheng.features.calendars.types import CalendarBook, CalendarEdit, CalendarOwner
from quncheng.features.exchange.calendars_in import OwnHours, own_hours
from quncheng.features.exchange.errors import PlanCircular
from quncheng.features.exchange.tasks_in import Ground, Incoming, shares, take_in
from quncheng.features.exchange.types import ImportChoices, Noted, OpenedFile
from quncheng.features.people import service as people
from quncheng.features.projects.types import Project, TaskStatus
from quncheng.features.tasks import bulk, planning
from quncheng.features.tasks.planning import ProjectPlan
from quncheng.features.tasks.types import PlannedTask
from quncheng.runtime.db import Session


@dataclass(frozen=True, slots=True)
class Composed:
    """Everything that would be written, and the plan it leads to."""

    is_first: bool
    has_calendar: bool
    starts_on: date | None
    """Of the project, where it takes it over from the file."""
    finishes_on: date | None
    edits: tuple[CalendarEdit, ...]
    incoming: Incoming
    tasks: tuple[PlannedTask, ...]
    """Where the plan puts them."""
    before: ProjectPlan
    prepared: Prepared
    remarks: tuple[Remark, ...]

    @property
    def schedule(self) -> Schedule:
        return self.prepared.schedule()


def compose(
    session: Session,
    project: Project,
    plan: ExchangePlan,
    *,
    opened: OpenedFile,
    choices: ImportChoices,
    members: Mapping[int, str],
) -> Composed:
    """Raises PlanCircular and what the engine refuses."""
    before = planning.get_plan(session, project)
    is_first, noted = not before.plan.tasks, Noted()
    book = calendars.read_book(session)
    hours = _project_hours(plan, before, noted) if is_first else None
    edits = _edits(session, project, hours=hours if choices.with_calendar else None)
    book = _edited(book, edits)
    shared, shared_edits = _shared(session, plan, book, project, noted)
    book = _edited(book, shared_edits)
    ruling = calendar_rules.plan_calendars(book, project.id, sorted({*_people(before), *members.values()}))
    is_sheet = opened.table is not None
    starts_on = _first_day(session, project, plan, ruling=ruling, is_sheet=is_sheet) if is_first else None
    finishes_on = _day(plan.finishes_at) if is_first and plan.direction is Direction.BACKWARD else None
    last = finishes_on or project.finishes_on
    ground = Ground(
        project_id=project.id,
        starts_on=starts_on or _to_day(before.plan.starts_on),
        calendar=ruling.calendar,
        task_calendars=shared,
        day_minutes=_day_minutes(ruling),
        members=members,
        is_sheet=is_sheet,
        is_backward=last is not None,
        new_id=session.new_id,
    )
    incoming = take_in(plan, ground, noted)
    _note_losses(plan, noted, is_first=is_first, has_week=plan.calendar_uid is not None)
    prepared = _place(before, incoming, ruling=ruling, ground=ground, finishes_on=last)
    return Composed(
        is_first=is_first,
        has_calendar=hours is not None,
        starts_on=starts_on,
        finishes_on=finishes_on,
        edits=(*edits, *shared_edits),
        incoming=incoming,
        tasks=bulk.with_dates(incoming.tasks, prepared.schedule()),
        before=before,
        prepared=prepared,
        remarks=(*opened.remarks, *noted.all()),
    )


def _edited(book: CalendarBook, edits: Sequence[CalendarEdit]) -> CalendarBook:
    for edit in edits:
        book = calendars.preview(book, edit)
    return book


def _place(
    before: ProjectPlan, incoming: Incoming, *, ruling: PlanCalendars, ground: Ground, finishes_on: date | None
) -> Prepared:
    coming = [task for task in incoming.tasks if task.status is not TaskStatus.CANCELLED]
    present = {task.id for task in coming}
    plan = replace(
        before.plan,
        starts_on=ground.starts_on,
        tasks=(*before.plan.tasks, *(bulk.to_plan_task(task, present) for task in coming)),
        dependencies=(
            *before.plan.dependencies,
            *(
                Dependency(link.predecessor_id, link.successor_id, link.type, Lag(link.lag, link.lag_unit))
                for link in incoming.links
                if link.predecessor_id in present and link.successor_id in present
            ),
        ),
        calendar=ruling.calendar,
        calendars=ruling.shared,
        member_calendars=ruling.members,
        finishes_on=finishes_on,
        direction=Direction.FORWARD if finishes_on is None else Direction.BACKWARD,
    )
    try:
        return prepare(plan)
    except DependencyCycle as cycle:
        raise PlanCircular(path=" → ".join((*cycle.titles[:8], cycle.titles[0]))) from cycle


def _project_hours(plan: ExchangePlan, before: ProjectPlan, noted: Noted) -> OwnHours | None:
    if plan.calendar_uid is None:
        return None
    hours = own_hours(plan, plan.calendar_uid, above=before.calendar, noted=noted)
    return hours or None


def _edits(session: Session, project: Project, *, hours: OwnHours | None) -> tuple[CalendarEdit, ...]:
    if hours is None:
        return ()
    return (_to_edit(session, hours, owner=CalendarOwner.PROJECT, owner_id=project.id),)


def _to_edit(session: Session, hours: OwnHours, *, owner: CalendarOwner, owner_id: str) -> CalendarEdit:
    return CalendarEdit(
        owner=owner,
        owner_id=owner_id,
        name=calendar_rules.clean_name(hours.name) if owner is CalendarOwner.SHARED else msgspec.UNSET,
        weekly=msgspec.UNSET if hours.week is None else hours.week,
        added=tuple(msgspec.structs.replace(span, id=session.new_id()) for span in hours.spans),
    )


def _shared(
    session: Session, plan: ExchangePlan, book: CalendarBook, project: Project, noted: Noted
) -> tuple[dict[int, str], tuple[CalendarEdit, ...]]:
    """The calendars of tasks: one with the same name and the same hours is there already, or it is made."""
    above = calendar_rules.plan_calendars(book, project.id, ()).calendar
    known = [one for one in book.own if one.owner is CalendarOwner.SHARED]
    ids: dict[int, str] = {}
    edits: list[CalendarEdit] = []
    used = {task.calendar_uid for task in plan.tasks if task.calendar_uid is not None}
    for uid in sorted(used - {plan.calendar_uid}):
        hours = own_hours(plan, uid, above=above, noted=noted)
        name = calendar_rules.clean_name(hours.name)
        said = [(span.first_on, span.last_on, span.shifts) for span in hours.spans]
        same = next(
            (
                one
                for one in known
                if one.name == name
                and one.weekly == hours.week
                and [(span.first_on, span.last_on, span.shifts) for span in one.spans] == said
            ),
            None,
        )
        ids[uid] = session.new_id() if same is None else same.id
        if same is None:
            edits.append(_to_edit(session, hours, owner=CalendarOwner.SHARED, owner_id=ids[uid]))
    return ids, tuple(edits)


def _day_minutes(ruling: PlanCalendars) -> dict[str, int]:
    return {key: calendar.minutes.day for key, calendar in (*ruling.members.items(), *ruling.shared.items())}


def _first_day(
    session: Session, project: Project, plan: ExchangePlan, *, ruling: PlanCalendars, is_sheet: bool
) -> date:
    """The day the project is counted from: the file's, the first one in a sheet, the project's, or today."""
    starts = [day for task in plan.tasks if (day := _day(task.planned_start)) is not None]
    wished = _day(plan.starts_at) if not is_sheet else min(starts, default=None)
    if wished is not None:
        return wished
    return project.planned_start or ruling.calendar.next_workday(people.local_now(session).date())


def _people(before: ProjectPlan) -> set[str]:
    return {member_id for task in before.plan.tasks for member_id in task.assignee_ids}


def _note_losses(plan: ExchangePlan, noted: Noted, *, is_first: bool, has_week: bool) -> None:
    for assignment in shares(plan):
        noted.add(RemarkReason.NOT_MODELLED, "Assignment/Units", f"{assignment.units:g}")
    for resource in plan.resources:
        if resource.kind is not ResourceKind.PERSON:
            noted.add(RemarkReason.NOT_MODELLED, "Resource/Type", resource.name)
    if not is_first and has_week:
        noted.add(RemarkReason.NOT_MODELLED, "Project/CalendarUID", plan.title)


def _day(moment: datetime | None) -> date | None:
    return None if moment is None or not 1990 <= moment.year < 2150 else moment.date()


def _to_day(moment: date | datetime) -> date:
    return moment.date() if isinstance(moment, datetime) else moment
