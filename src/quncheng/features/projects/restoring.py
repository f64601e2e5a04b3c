"""Putting parts of a project back to what they were: its columns, and whom it answers to."""

from quncheng.features.projects import policy, service, store
from quncheng.features.projects.errors import ColumnNotFound, ProjectInvalid
from quncheng.features.projects.events import ColumnChanged, ColumnCreated
from quncheng.features.projects.types import Access, BoardColumn, ProjectRole
from quncheng.runtime import events
from quncheng.runtime.db import Session
from quncheng.runtime.events import Actor


def restore_column(session: Session, access: Access, actor: Actor, *, column: BoardColumn) -> None:
    """A column that was taken away stands where it stood. Raises OnlyForManager, ProjectInvalid."""
    policy.check_may_edit_plan(access)
    if len(store.list_columns(session, access.project_id)) >= service.COLUMNS_LIMIT:
        raise ProjectInvalid(field="columns", most=service.COLUMNS_LIMIT)
    store.add_columns(session, (column,))
    happened = ColumnCreated(
        of_project=access.project_id, column_id=column.id, name=column.name, status=column.status.value
    )
    events.record(session, actor, happened)


def restore_column_fields(
    session: Session, access: Access, actor: Actor, *, column: BoardColumn, values: dict[str, object]
) -> None:
    """Name, limit and place as they were. Raises OnlyForManager, ColumnNotFound."""
    policy.check_may_edit_plan(access)
    if column.project_id != access.project_id:
        raise ColumnNotFound(column_id=column.id)
    store.update_column(session, column.id, **values)
    changes = {field: (getattr(column, field), value) for field, value in values.items()}
    events.record(session, actor, ColumnChanged(of_project=access.project_id, column_id=column.id, changes=changes))


def hand_to(session: Session, access: Access, actor: Actor, *, member_id: str) -> None:
    """One of the managers becomes the one the project answers to. Raises OnlyForManager, ProjectInvalid."""
    policy.check_may_edit_plan(access)
    service.lock_project(session, access.project_id)
    if store.find_role(session, access.project_id, member_id) is not ProjectRole.MANAGER:
        raise ProjectInvalid(field="manager_id")
    service.answer_to(session, actor, access.project_id, member_id)
