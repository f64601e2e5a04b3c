"""What takes an event back; each asks the same rules as the change itself did."""

from collections.abc import Callable

import msgspec

from quncheng.engine.types import LagUnit, LinkType
from quncheng.features.activity import inverses_people as of_people
from quncheng.features.activity import inverses_project as of_project
from quncheng.features.activity.errors import CannotUndo
from quncheng.features.activity.types import Undoing
from quncheng.features.activity.wording import changes_of
from quncheng.features.baselines import service as baselines
from quncheng.features.exchange import service as exchange
from quncheng.features.plans import scheduling as plan_calendars
from quncheng.features.plans import service as plans
from quncheng.features.progress import service as progress
from quncheng.features.projects import policy as project_policy
from quncheng.features.projects import service as projects
from quncheng.features.tasks import parts, writing
from quncheng.features.tasks import policy as task_policy
from quncheng.features.tasks import service as tasks
from quncheng.features.tasks.types import Task, TaskSchedule
from quncheng.runtime.db import Session
from quncheng.runtime.events import RecordedEvent

PROGRESS_FIELDS = frozenset(
    {
        "status",
        "percent_complete",
        "column_id",
        "rank",
        "forecast_finish",
        "actual_start",
        "actual_finish",
        "blocked_reason",
    }
)
"""What whoever does a task changes; everything else is the plan."""
_TYPES = {field.name: field.type for kind in (Task, TaskSchedule) for field in msgspec.structs.fields(kind)} | {
    "description": str
}


Inverse = Callable[[Session, Undoing, RecordedEvent], None]


def _uncreate_task(session: Session, undoing: Undoing, happened: RecordedEvent) -> None:
    access, task = tasks.lock_task(session, undoing.member.id, happened.subject_id)
    if task.archived_at is None:
        tasks.archive_task(session, access, undoing.actor, task=task, is_archived=True)


def _restore_task(session: Session, undoing: Undoing, happened: RecordedEvent) -> None:
    """Every field goes back to what it was, if nobody has changed it since. Raises CannotUndo."""
    access, task = tasks.lock_task(session, undoing.member.id, happened.subject_id)
    changes = changes_of(happened)
    if changes.keys() <= PROGRESS_FIELDS:
        task_policy.check_may_report(access, task)
    else:
        project_policy.check_may_edit_plan(access)
    values: dict[str, object] = {}
    for field, (before, after) in changes.items():
        now = writing.read_field(session, task, field)
        if msgspec.to_builtins(now) != after:
            raise CannotUndo(reason="changed", field=field)
        values[field] = msgspec.convert(before, _TYPES[field])
    if "column_id" in values:
        projects.get_column(session, str(values["column_id"]))
    tasks.write_changes(session, undoing.actor, task=task, values=values)


def _take_comment_back(session: Session, undoing: Undoing, happened: RecordedEvent) -> None:
    access, task = tasks.lock_task(session, undoing.member.id, str(happened.data["task_id"]))
    comment = parts.get_comment(session, happened.subject_id)
    parts.retract_comment(session, access, undoing.actor, task=task, comment=comment)


def _bring_comment_back(session: Session, undoing: Undoing, happened: RecordedEvent) -> None:
    access, task = tasks.lock_task(session, undoing.member.id, str(happened.data["task_id"]))
    comment = parts.get_comment(session, happened.subject_id)
    parts.restore_comment(session, access, undoing.actor, task=task, comment=comment)


def _restore_item(session: Session, undoing: Undoing, happened: RecordedEvent) -> None:
    access, task = tasks.lock_task(session, undoing.member.id, str(happened.data["task_id"]))
    before = msgspec.convert(happened.data["before"], tuple[str, bool] | None)
    after = msgspec.convert(happened.data["after"], tuple[str, bool] | None)
    item = parts.find_item(session, happened.subject_id)
    if (None if item is None else (item.text, item.is_done)) != after:
        raise CannotUndo(reason="changed", field="checklist")
    if item is None and before is not None:
        item = parts.add_item(session, access, undoing.actor, task=task, text=before[0], item_id=happened.subject_id)
    if item is not None and before is None:
        parts.remove_item(session, access, undoing.actor, task=task, item=item)
    elif item is not None and before is not None:
        parts.change_item(session, access, undoing.actor, task=task, item=item, text=before[0], is_done=before[1])


def _unlink(session: Session, undoing: Undoing, happened: RecordedEvent) -> None:
    access, _ = tasks.lock_task(session, undoing.member.id, str(happened.data["task_id"]))
    parts.unlink(session, access, undoing.actor, dependency_id=happened.subject_id)


def _link(session: Session, undoing: Undoing, happened: RecordedEvent) -> None:
    access, task = tasks.lock_task(session, undoing.member.id, str(happened.data["task_id"]))
    parts.link(
        session,
        access,
        undoing.actor,
        predecessor_id=str(happened.data["predecessor_id"]),
        successor_id=task.id,
        link_type=LinkType(str(happened.data["type"])),
        lag=float(str(happened.data["lag"])),
        lag_unit=LagUnit(str(happened.data["lag_unit"])),
    )


def _retract_report(session: Session, undoing: Undoing, happened: RecordedEvent) -> None:
    access, task = tasks.lock_task(session, undoing.member.id, str(happened.data["task_id"]))
    task_policy.check_may_report(access, task)
    progress.retract(session, undoing.actor, report_id=happened.subject_id)


def _withdraw_request(session: Session, undoing: Undoing, happened: RecordedEvent) -> None:
    request = plans.get_request(session, str(happened.data["request_id"]))
    access = projects.get_access(session, undoing.member.id, request.project_id)
    plans.withdraw(session, access, undoing.actor, request=request)


def _archive_baseline(session: Session, undoing: Undoing, happened: RecordedEvent) -> None:
    _set_baseline(session, undoing, happened, is_archived=True)


def _restore_baseline(session: Session, undoing: Undoing, happened: RecordedEvent) -> None:
    _set_baseline(session, undoing, happened, is_archived=False)


def _set_baseline(session: Session, undoing: Undoing, happened: RecordedEvent, *, is_archived: bool) -> None:
    access, baseline = baselines.access_baseline(session, undoing.member.id, happened.subject_id)
    baselines.set_archived(session, access, undoing.actor, baseline=baseline, is_archived=is_archived)


def _restore_calendar(session: Session, undoing: Undoing, happened: RecordedEvent) -> None:
    edit, undo = (plan_calendars.to_edit(happened.data[part]) for part in ("edit", "undo"))
    if not plan_calendars.undo_calendar(session, undoing.member, undoing.actor, edit=edit, undo=undo):
        raise CannotUndo(reason="changed", field="calendar")


def _take_import_back(session: Session, undoing: Undoing, happened: RecordedEvent) -> None:
    exchange.take_back(session, undoing.member, undoing.actor, happened=happened)


INVERSES: dict[str, Inverse] = {
    "task.created": _uncreate_task,
    "task.changed": _restore_task,
    "comment.added": _take_comment_back,
    "comment.retracted": _bring_comment_back,
    "comment.restored": _take_comment_back,
    "checklist_item.changed": _restore_item,
    "dependency.added": _unlink,
    "dependency.removed": _link,
    "progress.reported": _retract_report,
    "change_request.opened": _withdraw_request,
    "work_calendar.changed": _restore_calendar,
    "plan.imported": _take_import_back,
    "baseline.taken": _archive_baseline,
    "baseline.archived": _restore_baseline,
    "baseline.restored": _archive_baseline,
    "change_request.decided": of_project.reopen_request,
    "chat.bound": of_project.unbind_chat,
    "chat.unbound": of_project.bind_chat,
    "column.archived": of_project.bring_column_back,
    "column.changed": of_project.restore_column,
    "column.created": of_project.take_column_away,
    "membership.set": of_project.restore_membership,
    "project.changed": of_project.restore_project,
    "project.created": of_project.archive_project,
    "weekly_report.edited": of_project.restore_report,
    "api_token.created": of_people.revoke_token,
    "member.changed": of_people.restore_member,
    "member.joined": of_people.take_member_out,
}
"""Every event is here or, with its reason, in ``rules.NOT_TAKEN_BACK``."""
