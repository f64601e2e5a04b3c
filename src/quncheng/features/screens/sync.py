"""Coming back costs what changed: the objects touched since a number of the event log, as they are now."""

from collections.abc import Callable, Iterable

from quncheng.features.people import service as people
from quncheng.features.people.schemas import to_member
from quncheng.features.people.types import Member
from quncheng.features.plans import service as plans
from quncheng.features.progress import service as progress
from quncheng.features.projects import service as projects
from quncheng.features.projects.schemas import MembershipFact, to_column
from quncheng.features.reports import service as reports
from quncheng.features.screens.present import show_project, show_report, show_request
from quncheng.features.screens.schemas import Change, SyncAnswer
from quncheng.features.tasks import parts, queries
from quncheng.runtime import events
from quncheng.runtime.db import Session
from quncheng.runtime.events import RecordedEvent

RESET_AFTER = 2_000
"""Beyond this many events loading everything is cheaper than following."""

Touched = dict[str, dict[str, None]]
"""Type → identifiers, in the order they were touched."""


def read_sync(session: Session, member: Member, *, since: int) -> SyncAnswer:
    """What changed since ``since`` in the member's view."""
    now = events.current_seq(session)
    if since > now or now - since > RESET_AFTER:
        return SyncAnswer(now, reset=True)
    if since == now:
        return SyncAnswer(now)
    happened = events.list_since(session, since, limit=RESET_AFTER)
    if any(_changes_view_of(member, one) for one in happened):
        return SyncAnswer(now, reset=True)
    visible = projects.list_visible_ids(session, member)
    touched = _collect(one for one in happened if one.project_id is None or one.project_id in visible)
    changes: list[Change] = []
    for type_name, ids in touched.items():
        found = _READERS[type_name](session, member, tuple(ids))
        changes.extend(Change(type_name, one, found.get(one)) for one in ids)
    changes.extend(_parents(session, changes))
    return SyncAnswer(now, changes=changes)


def _changes_view_of(member: Member, happened: RecordedEvent) -> bool:
    """The member came into or went out of a project, or got another role."""
    is_about_them = happened.subject_id == member.id
    return is_about_them and (happened.name == "membership.set" or "role" in str(happened.data.get("changes", "")))


def _collect(happened: Iterable[RecordedEvent]) -> Touched:
    touched: Touched = {}
    for one in happened:
        if one.subject_type in _READERS:
            subject = f"{one.project_id}:{one.subject_id}" if one.subject_type == "membership" else one.subject_id
            touched.setdefault(one.subject_type, {})[subject] = None
        if one.subject_type in ("chat", "bot") and one.project_id is not None:
            touched.setdefault("project", {})[one.project_id] = None
        if one.context_id is not None:
            touched.setdefault("task", {})[one.context_id] = None
    return touched


def _parents(session: Session, changes: list[Change]) -> list[Change]:
    """A task's parent counts it without an event of its own."""
    known = {change.id for change in changes if change.type == "task"}
    parents = {
        str(parent_id)
        for change in changes
        if change.type == "task" and (parent_id := getattr(change.object, "parent_id", None)) is not None
    }
    missing = tuple(sorted(parents - known))
    return [Change("task", task.id, task) for task in queries.list_by_ids(session, missing)] if missing else []


def _tasks(session: Session, _: Member, ids: tuple[str, ...]) -> dict[str, object]:
    return {task.id: task for task in queries.list_by_ids(session, ids)}


def _projects(session: Session, member: Member, ids: tuple[str, ...]) -> dict[str, object]:
    return {
        project_id: show_project(
            session,
            projects.get_access(session, member.id, project_id),
            projects.get_project(session, project_id),
        )
        for project_id in ids
    }


def _columns(session: Session, _: Member, ids: tuple[str, ...]) -> dict[str, object]:
    return {column.id: to_column(column) for column in projects.list_columns_by_ids(session, ids)}


def _memberships(session: Session, _: Member, ids: tuple[str, ...]) -> dict[str, object]:
    found: dict[str, object] = {}
    for project_id in {one.split(":")[0] for one in ids}:
        for member, role in projects.list_members(session, project_id):
            found[f"{project_id}:{member.id}"] = MembershipFact(project_id, member.id, role)
    return found


def _members(session: Session, member: Member, ids: tuple[str, ...]) -> dict[str, object]:
    return {one.id: to_member(one, me=member.id) for one in people.list_members(session, ids)}


def _comments(session: Session, _: Member, ids: tuple[str, ...]) -> dict[str, object]:
    return {comment.id: comment for comment in parts.list_comments(session, ids)}


def _checklist_items(session: Session, _: Member, ids: tuple[str, ...]) -> dict[str, object]:
    return {item.id: item for item in parts.list_items(session, ids)}


def _dependencies(session: Session, _: Member, ids: tuple[str, ...]) -> dict[str, object]:
    return {link.id: link for link in parts.list_links(session, ids)}


def _progress_reports(session: Session, _: Member, ids: tuple[str, ...]) -> dict[str, object]:
    return {report.id: report for report in progress.list_by_ids(session, ids)}


def _weekly_reports(session: Session, member: Member, ids: tuple[str, ...]) -> dict[str, object]:
    return {
        report.id: show_report(report, projects.get_access(session, member.id, report.project_id))
        for report in reports.list_by_ids(session, ids)
    }


def _change_requests(session: Session, member: Member, ids: tuple[str, ...]) -> dict[str, object]:
    return {
        request.id: show_request(request, projects.get_access(session, member.id, request.project_id))
        for request in plans.list_by_ids(session, ids)
    }


_READERS: dict[str, Callable[[Session, Member, tuple[str, ...]], dict[str, object]]] = {
    "task": _tasks,
    "project": _projects,
    "column": _columns,
    "membership": _memberships,
    "member": _members,
    "comment": _comments,
    "checklist_item": _checklist_items,
    "dependency": _dependencies,
    "progress_report": _progress_reports,
    "weekly_report": _weekly_reports,
    "change_request": _change_requests,
}
