"""The SQL about what hangs on a task: checklist, comments, dependencies."""

from collections.abc import Sequence

import msgspec
from sqlalchemy import bindparam, or_, select

from quncheng.engine.types import LagUnit, LinkType
from quncheng.features.tasks.tables import checklist_items, comments, dependencies
from quncheng.features.tasks.types import ChecklistItem, Comment, TaskDependency
from quncheng.runtime.db import ORG, Session, Values
from quncheng.runtime.prepared import ONE, one_of

_ITEM = tuple(checklist_items.c[name] for name in ChecklistItem.__struct_fields__)
_COMMENT = tuple(comments.c[name] for name in Comment.__struct_fields__)
_DEPENDENCY = tuple(dependencies.c[name] for name in TaskDependency.__struct_fields__)

_ITEMS = select(*_ITEM).where(checklist_items.c.org_id == ORG, one_of(checklist_items.c.id, "ids"))
_CHECKLIST = (
    select(*_ITEM)
    .where(checklist_items.c.org_id == ORG, checklist_items.c.task_id == bindparam("task"))
    .order_by(checklist_items.c.rank, checklist_items.c.id)
)
_COMMENTS = select(*_COMMENT).where(comments.c.org_id == ORG, one_of(comments.c.id, "ids"))
_COMMENTS_OF = (
    select(*_COMMENT).where(comments.c.org_id == ORG, comments.c.task_id == bindparam("task")).order_by(comments.c.id)
)
_DEPENDENCIES = select(*_DEPENDENCY).where(dependencies.c.org_id == ORG, one_of(dependencies.c.id, "ids"))
_SUCCESSOR = (
    select(dependencies.c.id)
    .where(dependencies.c.org_id == ORG, one_of(dependencies.c.predecessor_id, "tasks"))
    .limit(ONE)
)
_DEPENDENCIES_IN = (
    select(*_DEPENDENCY)
    .where(dependencies.c.org_id == ORG, dependencies.c.project_id == bindparam("project"))
    .order_by(dependencies.c.id)
)
_DEPENDENCIES_OF = select(*_DEPENDENCY).where(
    dependencies.c.org_id == ORG,
    or_(dependencies.c.predecessor_id == bindparam("task"), dependencies.c.successor_id == bindparam("task")),
)


def list_checklist(session: Session, task_id: str) -> tuple[ChecklistItem, ...]:
    return tuple(ChecklistItem(*row) for row in session.run(_CHECKLIST, task=task_id))


def find_item(session: Session, item_id: str) -> ChecklistItem | None:
    return next(iter(list_items(session, (item_id,))), None)


def list_items(session: Session, item_ids: tuple[str, ...]) -> tuple[ChecklistItem, ...]:
    return tuple(ChecklistItem(*row) for row in session.run(_ITEMS, ids=item_ids))


def add_item(session: Session, item: ChecklistItem) -> None:
    session.add(checklist_items, **{name: getattr(item, name) for name in ChecklistItem.__struct_fields__})


def update_item(session: Session, item_id: str, **values: object) -> None:
    session.execute(
        session.update(checklist_items)
        .where(checklist_items.c.id == item_id)
        .values(version=checklist_items.c.version + 1, **values)
    )


def remove_item(session: Session, item_id: str) -> None:
    session.execute(session.delete(checklist_items).where(checklist_items.c.id == item_id))


def list_comments(session: Session, task_id: str) -> tuple[Comment, ...]:
    return tuple(Comment(*row) for row in session.run(_COMMENTS_OF, task=task_id))


def list_comments_by_ids(session: Session, comment_ids: tuple[str, ...]) -> tuple[Comment, ...]:
    return tuple(Comment(*row) for row in session.run(_COMMENTS, ids=comment_ids))


def find_comment(session: Session, comment_id: str) -> Comment | None:
    return next(iter(list_comments_by_ids(session, (comment_id,))), None)


def add_comment(session: Session, comment: Comment) -> None:
    session.add(comments, **{name: getattr(comment, name) for name in Comment.__struct_fields__})


def set_retracted(session: Session, comment_id: str, *, is_retracted: bool) -> None:
    session.execute(
        session.update(comments)
        .where(comments.c.id == comment_id)
        .values(retracted_at=session.now if is_retracted else None)
    )


def list_dependencies(session: Session, *, project_id: str) -> tuple[TaskDependency, ...]:
    return tuple(map(_to_dependency, session.run(_DEPENDENCIES_IN, project=project_id)))


def list_dependencies_of(session: Session, task_id: str) -> tuple[TaskDependency, ...]:
    # Sorted here: asked to do it, SQLite walks through all dependencies of the organization in that order.
    found = map(_to_dependency, session.run(_DEPENDENCIES_OF, task=task_id))
    return tuple(sorted(found, key=lambda dependency: dependency.id))


def has_successors(session: Session, task_ids: Sequence[str]) -> bool:
    """Whether something waits for one of the tasks."""
    return bool(session.run(_SUCCESSOR, tasks=list(task_ids)).all())


def list_dependencies_by_ids(session: Session, ids: tuple[str, ...]) -> tuple[TaskDependency, ...]:
    return tuple(map(_to_dependency, session.run(_DEPENDENCIES, ids=ids)))


def find_dependency(session: Session, dependency_id: str) -> TaskDependency | None:
    return next(iter(list_dependencies_by_ids(session, (dependency_id,))), None)


def add_dependency(session: Session, dependency: TaskDependency) -> bool:
    """False when the pair is linked already."""
    values: dict[str, object] = {name: getattr(dependency, name) for name in TaskDependency.__struct_fields__}
    values |= {"type": dependency.type.value, "lag_unit": dependency.lag_unit.value}
    return session.insert_once(dependencies, **values)


def add_dependencies(session: Session, new: Sequence[TaskDependency]) -> None:
    """Many at once, between tasks that have none yet."""
    rows: list[dict[str, object]] = [
        {**msgspec.structs.asdict(one), "type": one.type.value, "lag_unit": one.lag_unit.value} for one in new
    ]
    session.insert_many(dependencies, rows)


def remove_dependency(session: Session, dependency_id: str) -> None:
    session.execute(session.delete(dependencies).where(dependencies.c.id == dependency_id))


def _to_dependency(row: Values) -> TaskDependency:
    return TaskDependency(row[0], row[1], row[2], row[3], LinkType(row[4]), float(row[5]), LagUnit(row[6]))
