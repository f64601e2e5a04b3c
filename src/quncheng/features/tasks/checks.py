"""Whether what a change names is there and may be named: people, a parent, dates by hand."""

from collections.abc import Sequence
from datetime import date

import msgspec

from quncheng.features.people import service as people
from quncheng.features.tasks import store, store_plan
from quncheng.features.tasks.errors import ParentInvalid, TaskInvalid
from quncheng.features.tasks.types import Task, TaskKind, TaskSchedule
from quncheng.runtime.db import Session

PARENT_DEPTH = 5


def people_in(values: dict[str, object]) -> tuple[str | None, ...]:
    named: list[str | None] = []
    assignee_id = values.get("assignee_id")
    if isinstance(assignee_id, str):
        named.append(assignee_id)
    for field in ("collaborator_ids", "watcher_ids"):
        named.extend(msgspec.convert(values.get(field, ()), tuple[str, ...]))
    return tuple(named)


def check_people(session: Session, member_ids: Sequence[str | None]) -> None:
    """Only people of the organization, and only those who are still there. Raises MemberNotFound, TaskInvalid."""
    for member_id in {one for one in member_ids if one is not None}:
        if not people.get_member(session, member_id).is_active:
            raise TaskInvalid(field="assignee_id")


def check_parent(session: Session, project_id: str, parent_id: str, *, child_id: str | None) -> None:
    """Raises ParentInvalid."""
    depth, current = 1, store.find_task(session, parent_id)
    while current is not None:
        is_wrong = current.project_id != project_id or current.kind is TaskKind.MILESTONE or current.id == child_id
        if is_wrong or depth > PARENT_DEPTH:
            raise ParentInvalid(parent_id=parent_id, deepest=PARENT_DEPTH)
        if current.parent_id is None:
            return
        depth, current = depth + 1, store.find_task(session, current.parent_id)
    raise ParentInvalid(parent_id=parent_id, deepest=PARENT_DEPTH)


def check_by_hand(session: Session, task: Task, values: dict[str, object]) -> None:
    """Dates are given by hand only to what is scheduled by hand, first before last. Raises TaskInvalid."""
    given = {"planned_start", "planned_finish"} & values.keys()
    if not given:
        return
    said = store_plan.list_schedules(session, (task.id,)).get(task.id, TaskSchedule())
    if not values.get("is_manual", said.is_manual):
        raise TaskInvalid(field=min(given))
    start, finish = (values.get(name, getattr(task, name)) for name in ("planned_start", "planned_finish"))
    if not isinstance(start, date) or not isinstance(finish, date) or finish < start:
        raise TaskInvalid(field="planned_finish")
