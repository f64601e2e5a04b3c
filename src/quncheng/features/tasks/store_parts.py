"""The SQL about what hangs on a task: checklist, comments, dependencies."""

from quncheng.engine.types import LagUnit, LinkType
from quncheng.features.tasks.tables import checklist_items, comments, dependencies
from quncheng.features.tasks.types import ChecklistItem, Comment, TaskDependency
from quncheng.runtime.db import Session, Values

_ITEM = tuple(checklist_items.c[name] for name in ChecklistItem.__struct_fields__)
_COMMENT = tuple(comments.c[name] for name in Comment.__struct_fields__)
_DEPENDENCY = tuple(dependencies.c[name] for name in TaskDependency.__struct_fields__)


def list_checklist(session: Session, task_id: str) -> tuple[ChecklistItem, ...]:
    statement = session.select(*_ITEM).where(checklist_items.c.task_id == task_id)
    rows = session.execute(statement.order_by(checklist_items.c.rank, checklist_items.c.id))
    return tuple(ChecklistItem(*row) for row in rows)


def find_item(session: Session, item_id: str) -> ChecklistItem | None:
    row = session.execute(session.select(*_ITEM).where(checklist_items.c.id == item_id)).one_or_none()
    return None if row is None else ChecklistItem(*row)


def list_items(session: Session, item_ids: tuple[str, ...]) -> tuple[ChecklistItem, ...]:
    rows = session.execute(session.select(*_ITEM).where(checklist_items.c.id.in_(item_ids)))
    return tuple(ChecklistItem(*row) for row in rows)


def add_item(session: Session, item: ChecklistItem) -> None:
    values = {name: getattr(item, name) for name in ChecklistItem.__struct_fields__}
    session.execute(session.insert(checklist_items, **values))


def update_item(session: Session, item_id: str, **values: object) -> None:
    session.execute(
        session.update(checklist_items)
        .where(checklist_items.c.id == item_id)
        .values(version=checklist_items.c.version + 1, **values)
    )


def remove_item(session: Session, item_id: str) -> None:
    session.execute(session.delete(checklist_items).where(checklist_items.c.id == item_id))


def list_comments(session: Session, task_id: str) -> tuple[Comment, ...]:
    statement = session.select(*_COMMENT).where(comments.c.task_id == task_id).order_by(comments.c.id)
    rows = session.execute(statement)
    return tuple(Comment(*row) for row in rows)


def list_comments_by_ids(session: Session, comment_ids: tuple[str, ...]) -> tuple[Comment, ...]:
    rows = session.execute(session.select(*_COMMENT).where(comments.c.id.in_(comment_ids)))
    return tuple(Comment(*row) for row in rows)


def find_comment(session: Session, comment_id: str) -> Comment | None:
    return next(iter(list_comments_by_ids(session, (comment_id,))), None)


def add_comment(session: Session, comment: Comment) -> None:
    session.execute(session.insert(comments, **{name: getattr(comment, name) for name in Comment.__struct_fields__}))


def set_retracted(session: Session, comment_id: str, *, is_retracted: bool) -> None:
    session.execute(
        session.update(comments)
        .where(comments.c.id == comment_id)
        .values(retracted_at=session.now if is_retracted else None)
    )


def list_dependencies(session: Session, *, project_id: str) -> tuple[TaskDependency, ...]:
    statement = session.select(*_DEPENDENCY).where(dependencies.c.project_id == project_id)
    rows = session.execute(statement.order_by(dependencies.c.id))
    return tuple(_to_dependency(tuple(row)) for row in rows)


def list_dependencies_of(session: Session, task_id: str) -> tuple[TaskDependency, ...]:
    statement = session.select(*_DEPENDENCY).where(
        (dependencies.c.predecessor_id == task_id) | (dependencies.c.successor_id == task_id)
    )
    rows = session.execute(statement.order_by(dependencies.c.id))
    return tuple(_to_dependency(tuple(row)) for row in rows)


def list_dependencies_by_ids(session: Session, ids: tuple[str, ...]) -> tuple[TaskDependency, ...]:
    rows = session.execute(session.select(*_DEPENDENCY).where(dependencies.c.id.in_(ids)))
    return tuple(_to_dependency(tuple(row)) for row in rows)


def find_dependency(session: Session, dependency_id: str) -> TaskDependency | None:
    return next(iter(list_dependencies_by_ids(session, (dependency_id,))), None)


def add_dependency(session: Session, dependency: TaskDependency) -> bool:
    """False when the pair is linked already."""
    values: dict[str, object] = {name: getattr(dependency, name) for name in TaskDependency.__struct_fields__}
    values |= {"type": dependency.type.value, "lag_unit": dependency.lag_unit.value}
    return session.insert_once(dependencies, **values)


def remove_dependency(session: Session, dependency_id: str) -> None:
    session.execute(session.delete(dependencies).where(dependencies.c.id == dependency_id))


def _to_dependency(row: Values) -> TaskDependency:
    return TaskDependency(row[0], row[1], row[2], row[3], LinkType(row[4]), float(row[5]), LagUnit(row[6]))
