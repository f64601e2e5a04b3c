"""What takes back a change of a project itself: its fields, columns, people, groups, reports and requests."""

import msgspec

from quncheng.features.activity import notices
from quncheng.features.activity.errors import CannotUndo
from quncheng.features.activity.types import Undoing
from quncheng.features.activity.wording import changes_of
from quncheng.features.bindings import service as bindings
from quncheng.features.plans import service as plans
from quncheng.features.projects import policy as project_policy
from quncheng.features.projects import restoring
from quncheng.features.projects import service as projects
from quncheng.features.projects.types import Access, BoardColumn, ProjectChanges, ProjectRole, ProjectStatus, TaskStatus
from quncheng.features.reports import service as reports
from quncheng.features.tasks import queries
from quncheng.runtime.db import Session
from quncheng.runtime.events import RecordedEvent


def archive_project(session: Session, undoing: Undoing, happened: RecordedEvent) -> None:
    """A project nobody has planned anything in is put away. Raises CannotUndo."""
    access = _access(session, undoing, happened)
    if queries.list_all(session, access.project_id):
        raise CannotUndo(reason="changed", field="tasks")
    changes = ProjectChanges(status=ProjectStatus.ARCHIVED)
    projects.change_project(session, access, undoing.actor, changes=changes, version=None)


def restore_project(session: Session, undoing: Undoing, happened: RecordedEvent) -> None:
    """Every field goes back to what it was, and the plan with the days. Raises CannotUndo."""
    access = _access(session, undoing, happened)
    project, changes = projects.lock_project(session, access.project_id), changes_of(happened)
    manager = changes.pop("manager_id", None)
    if manager is not None and project.manager_id != manager[0]:
        _check_untouched("manager_id", now=project.manager_id, after=manager[1])
        restoring.hand_to(session, access, undoing.actor, member_id=str(manager[0]))
    for field, (_, after) in changes.items():
        _check_untouched(field, now=getattr(project, field), after=after)
    if changes:
        before = msgspec.convert({field: before for field, (before, _) in changes.items()}, ProjectChanges)
        plans.change_project(session, access, undoing.actor, changes=before, version=None)


def take_column_away(session: Session, undoing: Undoing, happened: RecordedEvent) -> None:
    """Raises CannotUndo when cards have come into the column since."""
    access = _access(session, undoing, happened)
    project_policy.check_may_edit_plan(access)
    if not queries.is_column_empty(session, access.project_id, happened.subject_id):
        raise CannotUndo(reason="changed", field="columns")
    projects.archive_column(session, access, undoing.actor, column_id=happened.subject_id)


def bring_column_back(session: Session, undoing: Undoing, happened: RecordedEvent) -> None:
    data = happened.data
    column = BoardColumn(
        id=happened.subject_id,
        project_id=str(happened.project_id),
        name=str(data["name"]),
        status=TaskStatus(str(data["status"])),
        rank=str(data["rank"]),
        wip_limit=msgspec.convert(data["wip_limit"], int | None),
        version=1,
    )
    restoring.restore_column(session, _access(session, undoing, happened), undoing.actor, column=column)


def restore_column(session: Session, undoing: Undoing, happened: RecordedEvent) -> None:
    """Raises CannotUndo, ColumnNotFound."""
    access, column = projects.access_column(session, undoing.member.id, happened.subject_id)
    changes = changes_of(happened)
    for field, (_, after) in changes.items():
        _check_untouched(field, now=getattr(column, field), after=after)
    values = {field: before for field, (before, _) in changes.items()}
    restoring.restore_column_fields(session, access, undoing.actor, column=column, values=values)


def restore_membership(session: Session, undoing: Undoing, happened: RecordedEvent) -> None:
    """Raises CannotUndo when the role is another one by now."""
    access, member_id = _access(session, undoing, happened), happened.subject_id
    roles = {one.project_id: one.role.value for one in projects.list_roles_of(session, member_id)}
    _check_untouched("role", now=roles.get(access.project_id), after=happened.data["after"])
    before, answering_id = happened.data["before"], projects.get_project(session, access.project_id).manager_id
    role = None if before is None else ProjectRole(str(before))
    projects.set_role(session, access, undoing.actor, member_id=member_id, role=role)
    if role is ProjectRole.MANAGER:
        # Becoming a manager is to answer for the project; coming back as one is not.
        restoring.hand_to(session, access, undoing.actor, member_id=answering_id)


def unbind_chat(session: Session, undoing: Undoing, happened: RecordedEvent) -> None:
    """Raises CannotUndo when the group runs another project by now."""
    project_policy.check_may_edit_plan(_access(session, undoing, happened))
    chat = bindings.get_chat(session, happened.subject_id)
    _check_untouched("chat", now=chat.project_id, after=happened.project_id)
    bindings.unbind(session, undoing.actor, chat=chat)


def bind_chat(session: Session, undoing: Undoing, happened: RecordedEvent) -> None:
    """Raises ChatBoundElsewhere when the group runs another project by now."""
    access = _access(session, undoing, happened)
    project_policy.check_may_edit_plan(access)
    chat = bindings.get_chat(session, happened.subject_id)
    bindings.bind(session, undoing.actor, chat=chat, project_id=access.project_id)


def restore_report(session: Session, undoing: Undoing, happened: RecordedEvent) -> None:
    """Raises CannotUndo, WeeklyReportSent."""
    access = _access(session, undoing, happened)
    report, changes = reports.get_report(session, happened.subject_id), changes_of(happened)
    for field, (_, after) in changes.items():
        _check_untouched(field, now=getattr(report, field), after=after)
    texts = {field: str(before) for field, (before, _) in changes.items()}
    reports.edit(session, access, undoing.actor, report=report, texts=texts)


def reopen_request(session: Session, undoing: Undoing, happened: RecordedEvent) -> None:
    """Raises CannotUndo when it has been decided anew."""
    request = plans.get_request(session, happened.subject_id)
    _check_untouched("status", now=request.status.value, after=happened.data["verdict"])
    plans.reopen(session, _access(session, undoing, happened), undoing.actor, request=request)
    if request.requester_id != undoing.member.id:
        notices.tell_reopened(session, request, by=undoing.member)


def _access(session: Session, undoing: Undoing, happened: RecordedEvent) -> Access:
    return projects.get_access(session, undoing.member.id, str(happened.project_id))


def _check_untouched(field: str, *, now: object, after: object) -> None:
    if msgspec.to_builtins(now) != after:
        raise CannotUndo(reason="changed", field=field)
