"""Use cases about plans that come in from files: keep one, show what it would do, make it a part of the plan."""

import zlib

import msgspec

from quncheng.engine.exchange_types import ExchangePlan, Measure
from quncheng.features.baselines import service as baselines
from quncheng.features.baselines.types import BaselineTask
from quncheng.features.calendars import service as calendars
from quncheng.features.exchange import composing, previewing, store
from quncheng.features.exchange.composing import Composed
from quncheng.features.exchange.errors import ImportApplied, ImportNotFound, ImportUnclear
from quncheng.features.exchange.events import PlanImported
from quncheng.features.exchange.types import ImportChoices, ImportPreview, ImportResult, OpenedFile, PlanImport
from quncheng.features.people import service as people
from quncheng.features.people.types import Member
from quncheng.features.plans import scheduling as plan_calendars
from quncheng.features.projects import policy as project_policy
from quncheng.features.projects import service as projects
from quncheng.features.projects.types import Access, Project, ProjectChanges
from quncheng.features.tasks import bulk, planning
from quncheng.runtime import events, history
from quncheng.runtime.db import Session
from quncheng.runtime.events import Actor, RecordedEvent

NAME_LENGTH = 200
PROJECT_DATES = ("planned_start", "finishes_on")


def access_project(session: Session, member_id: str, project_id: str) -> tuple[Access, Project]:
    """For somebody who is about to import. Raises ProjectNotFound, OnlyForManager, ProjectArchived."""
    access = projects.get_access(session, member_id, project_id)
    project_policy.check_may_edit_plan(access)
    return access, projects.get_project(session, project_id)


def measure_of(session: Session, project: Project) -> Measure:
    """How long a day and a week are in this project."""
    calendar = calendars.project_calendar(session, project.id)
    day = calendar.minutes.day
    return Measure(day=day, week=day * sum(calendar.weekly), month=day * 20)


def new_import(session: Session, access: Access, *, file_name: str) -> PlanImport:
    clean = "".join(character for character in file_name if character.isprintable()).strip()
    return PlanImport(
        session.new_id(), access.project_id, access.member_id, clean[-NAME_LENGTH:] or "plan", session.now, None
    )


def pack(data: bytes) -> bytes:
    return zlib.compress(data, 1)


def keep(session: Session, kept: PlanImport, packed: bytes) -> None:
    """In place of what the same person has uploaded for this project before."""
    store.add(session, kept, packed)


def access_import(session: Session, member_id: str, import_id: str) -> tuple[Access, PlanImport]:
    """Only whoever has uploaded it, within a day. Raises ImportNotFound, OnlyForManager."""
    kept = store.find(session, import_id)
    is_mine = kept is not None and kept.uploaded_by == member_id
    if kept is None or not is_mine or kept.created_at < session.now - previewing.KEPT_FOR:
        raise ImportNotFound(import_id=import_id)
    access, _ = access_project(session, member_id, kept.project_id)
    return access, kept


def read_content(session: Session, kept: PlanImport) -> bytes:
    """Raises ImportApplied."""
    if kept.applied_at is not None:
        raise ImportApplied(import_id=kept.id)
    return zlib.decompress(store.read_content(session, kept.id))


def discard(session: Session, kept: PlanImport) -> None:
    store.remove(session, kept.id)


def forget_old(session: Session) -> int:
    """Drop what nobody has confirmed within a day."""
    return store.remove_before(session, session.now - previewing.KEPT_FOR)


def preview(session: Session, kept: PlanImport, opened: OpenedFile, *, choices: ImportChoices) -> ImportPreview:
    """What was understood and what would become of the plan, nothing written. Raises what the engine refuses."""
    project = projects.get_project(session, kept.project_id)
    shown = ImportPreview(
        id=kept.id,
        project_id=kept.project_id,
        file_name=kept.file_name,
        expires_at=kept.created_at + previewing.KEPT_FOR,
        sheet=previewing.show_sheet(opened),
        understood=None,
    )
    plan = opened.plan
    if plan is None:
        return shown
    seen = previewing.match(plan, people.list_active(session), choices)
    composed = composing.compose(
        session, project, plan, opened=opened, choices=choices, members=previewing.members_of(plan, seen)
    )
    return msgspec.structs.replace(
        shown,
        understood=previewing.show_understood(plan, seen),
        people=seen,
        remarks=previewing.show_remarks(composed.remarks),
        plan=previewing.show_plan(project, plan, composed),
    )


def apply(
    session: Session, access: Access, actor: Actor, *, kept: PlanImport, opened: OpenedFile, choices: ImportChoices
) -> ImportResult:
    """Make the file a part of the plan, as one act. Raises OnlyForManager, ImportApplied, ImportUnclear.

    What is written is what the preview has told, unless the plan has been changed in between.
    """
    project_policy.check_may_edit_plan(access)
    if kept.applied_at is not None:
        raise ImportApplied(import_id=kept.id)
    plan = opened.plan
    if plan is None:
        raise ImportUnclear(import_id=kept.id)
    project = projects.lock_project(session, access.project_id)
    seen = previewing.match(plan, people.list_active(session), choices)
    composed = composing.compose(
        session, project, plan, opened=opened, choices=choices, members=previewing.members_of(plan, seen)
    )
    for edit in composed.edits:
        calendars.change(session, actor, edit)
    _take_dates(session, access, actor, project, composed)
    tasks = bulk.add_plan(session, access, actor, new=composed.tasks, links=composed.incoming.links)
    numbers = {task.id: task.number for task in tasks}
    planning.put_plan(session, project.id, composed.before, prepared=composed.prepared, new_numbers=numbers)
    _take_baselines(session, access, actor, plan, composed)
    store.mark_applied(session, kept.id)
    happened = PlanImported(
        of_project=project.id,
        import_id=kept.id,
        file_name=kept.file_name,
        task_count=len(tasks),
        link_count=len(composed.incoming.links),
    )
    events.record(session, actor, happened)
    return ImportResult(project.id, actor.operation_id, len(tasks), len(composed.incoming.links))


def take_back(session: Session, member: Member, actor: Actor, *, happened: RecordedEvent) -> None:
    """The whole act of an import: its tasks leave, baselines, dates and working hours are what they were.

    What somebody has changed since stays as it is, as far as it was not brought by the file. Raises OnlyForManager.
    """
    access = projects.get_access(session, member.id, str(happened.project_id))
    project_policy.check_may_edit_plan(access)
    act = history.list_of_operation(session, happened.operation_id)
    for one in act:
        if one.name == "baseline.taken":
            _, baseline = baselines.access_baseline(session, member.id, one.subject_id)
            baselines.set_archived(session, access, actor, baseline=baseline, is_archived=True)
    made = [one.subject_id for one in act if one.name == "task.created"]
    bulk.archive_all(session, access, actor, task_ids=made)
    for one in act:
        if one.name == "project.changed":
            _give_dates_back(session, access, actor, one)
    for one in act:
        if one.name == "work_calendar.changed" and one.data["owner"] == "project":
            edit, undo = (plan_calendars.to_edit(one.data[part]) for part in ("edit", "undo"))
            plan_calendars.undo_calendar(session, member, actor, edit=edit, undo=undo)


def _take_dates(session: Session, access: Access, actor: Actor, project: Project, composed: Composed) -> None:
    """An empty project is counted from where the file counts."""
    changes = ProjectChanges()
    if composed.starts_on is not None and composed.starts_on != project.planned_start:
        changes = msgspec.structs.replace(changes, planned_start=composed.starts_on)
    if composed.finishes_on is not None and composed.finishes_on != project.finishes_on:
        changes = msgspec.structs.replace(changes, finishes_on=composed.finishes_on)
    if changes != ProjectChanges():
        projects.change_project(session, access, actor, changes=changes, version=None)


def _give_dates_back(session: Session, access: Access, actor: Actor, happened: RecordedEvent) -> None:
    project = projects.get_project(session, access.project_id)
    changes = msgspec.convert(happened.data.get("changes") or {}, dict[str, tuple[object, object]])
    before = {
        field: old
        for field, (old, new) in changes.items()
        if field in PROJECT_DATES and msgspec.to_builtins(getattr(project, field)) == new
    }
    if before:
        back = msgspec.convert(before, ProjectChanges)
        projects.change_project(session, access, actor, changes=back, version=None)


def _take_baselines(session: Session, access: Access, actor: Actor, plan: ExchangePlan, composed: Composed) -> None:
    """The highest number first, so that the file's own baseline is the newest here."""
    rows: dict[int, list[BaselineTask]] = {}
    for task in plan.tasks:
        for one in task.baselines:
            finish = one.planned_finish or one.planned_start
            if finish is None:
                continue
            start = one.planned_start or finish
            days = None if one.duration is None else round(one.duration.minutes / plan.minutes_per_day, 6)
            task_id = composed.incoming.ids[task.uid]
            rows.setdefault(one.number, []).append(BaselineTask(task_id, start.date(), finish.date(), days))
    for number in sorted(rows, reverse=True):
        name = f"导入的基线 {number}" if number else "导入的基线"
        baselines.take_imported(session, access, actor, name=name, tasks=tuple(rows[number]))
