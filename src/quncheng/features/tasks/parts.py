"""Use cases about what hangs on a task: comments, checklist, dependencies."""

from collections.abc import Sequence

from quncheng.engine.errors import DependencyCycle, SummaryLinkRefused
from quncheng.engine.types import Dependency, Lag, LagUnit, LinkType
from quncheng.features.projects import policy as project_policy
from quncheng.features.projects import service as projects
from quncheng.features.projects.errors import ProjectNotFound
from quncheng.features.projects.types import Access
from quncheng.features.tasks import policy, rules, scheduling, store, store_parts
from quncheng.features.tasks.errors import (
    ChecklistItemNotFound,
    CommentNotFound,
    DependencyInvalid,
    DependencyNotFound,
    TaskInvalid,
)
from quncheng.features.tasks.events import (
    ChecklistItemChanged,
    CommentAdded,
    CommentRestored,
    CommentRetracted,
    DependencyAdded,
    DependencyRemoved,
)
from quncheng.features.tasks.planning import ProjectPlan
from quncheng.features.tasks.types import ChecklistItem, Comment, NewLink, Task, TaskDependency
from quncheng.kit.ids import is_id
from quncheng.kit.ranks import rank_between
from quncheng.runtime import events
from quncheng.runtime.db import Session
from quncheng.runtime.events import Actor

CHECKLIST_LIMIT = 200
LAG_LIMIT = 500


def add_comment(
    session: Session, access: Access, actor: Actor, *, task: Task, text: str, comment_id: str | None = None
) -> Comment:
    """Raises ReadOnly, TaskInvalid."""
    project_policy.check_may_contribute(access)
    comment = Comment(
        id=_own_id(session, comment_id),
        task_id=task.id,
        author_id=access.member_id,
        text=rules.clean_text(text, field="text", longest=rules.COMMENT_LENGTH),
        source=actor.source.value,
        created_at=session.now,
        retracted_at=None,
    )
    store_parts.add_comment(session, comment)
    store.count_up(session, task.id, comment_count=1)
    happened = CommentAdded(of_project=task.project_id, task_id=task.id, comment_id=comment.id, text=comment.text)
    events.record(session, actor, happened)
    return comment


def get_comment(session: Session, comment_id: str) -> Comment:
    """Raises CommentNotFound."""
    comment = store_parts.find_comment(session, comment_id)
    if comment is None:
        raise CommentNotFound(comment_id=comment_id)
    return comment


def retract_comment(session: Session, access: Access, actor: Actor, *, task: Task, comment: Comment) -> None:
    """Take a comment back; it stays, marked. Raises OnlyForManager, ReadOnly."""
    policy.check_may_retract(access, comment)
    if comment.retracted_at is None:
        store_parts.set_retracted(session, comment.id, is_retracted=True)
        store.count_up(session, task.id, comment_count=-1)
        happened = CommentRetracted(of_project=task.project_id, task_id=task.id, comment_id=comment.id)
        events.record(session, actor, happened)


def restore_comment(session: Session, access: Access, actor: Actor, *, task: Task, comment: Comment) -> None:
    """Show a retracted comment again. Raises OnlyForManager, ReadOnly."""
    policy.check_may_retract(access, comment)
    if comment.retracted_at is not None:
        store_parts.set_retracted(session, comment.id, is_retracted=False)
        store.count_up(session, task.id, comment_count=1)
        happened = CommentRestored(of_project=task.project_id, task_id=task.id, comment_id=comment.id)
        events.record(session, actor, happened)


def find_item(session: Session, item_id: str) -> ChecklistItem | None:
    return store_parts.find_item(session, item_id)


def get_item(session: Session, item_id: str) -> ChecklistItem:
    """Raises ChecklistItemNotFound."""
    item = store_parts.find_item(session, item_id)
    if item is None:
        raise ChecklistItemNotFound(item_id=item_id)
    return item


def add_item(
    session: Session, access: Access, actor: Actor, *, task: Task, text: str, item_id: str | None = None
) -> ChecklistItem:
    """Raises NotYourTask, TaskInvalid."""
    policy.check_may_report(access, task)
    items = store_parts.list_checklist(session, task.id)
    if len(items) >= CHECKLIST_LIMIT:
        raise TaskInvalid(field="checklist", most=CHECKLIST_LIMIT)
    item = ChecklistItem(
        id=_own_id(session, item_id),
        task_id=task.id,
        text=rules.clean_line(text, field="text", longest=rules.CHECKLIST_TEXT_LENGTH),
        is_done=False,
        rank=rank_between(items[-1].rank if items else None, None),
        version=1,
    )
    store_parts.add_item(session, item)
    _tell_item(session, actor, task, item_id=item.id, before=None, after=item)
    return item


def change_item(
    session: Session,
    access: Access,
    actor: Actor,
    *,
    task: Task,
    item: ChecklistItem,
    text: str | None = None,
    is_done: bool | None = None,
) -> ChecklistItem:
    """Raises NotYourTask, TaskInvalid."""
    policy.check_may_report(access, task)
    after_text = (
        item.text if text is None else rules.clean_line(text, field="text", longest=rules.CHECKLIST_TEXT_LENGTH)
    )
    after_done = item.is_done if is_done is None else is_done
    if (after_text, after_done) == (item.text, item.is_done):
        return item
    store_parts.update_item(session, item.id, text=after_text, is_done=after_done)
    changed = get_item(session, item.id)
    _tell_item(session, actor, task, item_id=item.id, before=item, after=changed)
    return changed


def remove_item(session: Session, access: Access, actor: Actor, *, task: Task, item: ChecklistItem) -> None:
    """Raises NotYourTask."""
    policy.check_may_report(access, task)
    store_parts.remove_item(session, item.id)
    _tell_item(session, actor, task, item_id=item.id, before=item, after=None)


def _tell_item(
    session: Session,
    actor: Actor,
    task: Task,
    *,
    item_id: str,
    before: ChecklistItem | None,
    after: ChecklistItem | None,
) -> None:
    store.count_up(
        session,
        task.id,
        checklist_total=(after is not None) - (before is not None),
        checklist_done=(after is not None and after.is_done) - (before is not None and before.is_done),
    )
    events.record(
        session,
        actor,
        ChecklistItemChanged(
            of_project=task.project_id,
            task_id=task.id,
            item_id=item_id,
            before=None if before is None else (before.text, before.is_done),
            after=None if after is None else (after.text, after.is_done),
        ),
    )


def list_comments(session: Session, comment_ids: tuple[str, ...]) -> tuple[Comment, ...]:
    return store_parts.list_comments_by_ids(session, comment_ids)


def list_items(session: Session, item_ids: tuple[str, ...]) -> tuple[ChecklistItem, ...]:
    return store_parts.list_items(session, item_ids)


def list_links(session: Session, dependency_ids: tuple[str, ...]) -> tuple[TaskDependency, ...]:
    return store_parts.list_dependencies_by_ids(session, dependency_ids)


def list_dependencies(session: Session, *, project_id: str) -> tuple[TaskDependency, ...]:
    return store_parts.list_dependencies(session, project_id=project_id)


def access_dependency(session: Session, member_id: str, dependency_id: str) -> Access:
    """The member's access to the project of a link. Raises DependencyNotFound when they may not read it."""
    dependency = store_parts.find_dependency(session, dependency_id)
    if dependency is None:
        raise DependencyNotFound(dependency_id=dependency_id)
    try:
        return projects.get_access(session, member_id, dependency.project_id)
    except ProjectNotFound:
        raise DependencyNotFound(dependency_id=dependency_id) from None


def find_links(session: Session, access: Access, dependency_ids: Sequence[str]) -> tuple[TaskDependency, ...]:
    """The links of a project by their ids. Raises DependencyInvalid when one is not there."""
    found = store_parts.list_dependencies_by_ids(session, tuple(dependency_ids))
    if len(found) != len(set(dependency_ids)) or any(one.project_id != access.project_id for one in found):
        raise DependencyInvalid(reason="unknown")
    return found


def to_links(added: Sequence[NewLink], removed: Sequence[TaskDependency]) -> scheduling.Links:
    """Links that come and go, as the plan is told."""
    return scheduling.Links(
        added=tuple(
            Dependency(one.predecessor_id, one.successor_id, one.type, Lag(one.lag, one.lag_unit)) for one in added
        ),
        removed=frozenset((one.predecessor_id, one.successor_id) for one in removed),
    )


def link(
    session: Session,
    access: Access,
    actor: Actor,
    *,
    predecessor_id: str,
    successor_id: str,
    link_type: LinkType = LinkType.FS,
    lag: float = 0,
    lag_unit: LagUnit = LagUnit.DAY,
) -> TaskDependency:
    """Tie the successor to the predecessor; dates follow. Raises OnlyForManager, DependencyInvalid."""
    project_policy.check_may_edit_plan(access)
    ends = store.list_by_ids(session, (predecessor_id, successor_id))
    if len(ends) != 2 or any(task.project_id != access.project_id for task in ends):
        raise DependencyInvalid(reason="other_project")
    if abs(lag) > LAG_LIMIT:
        raise TaskInvalid(field="lag", most=LAG_LIMIT)
    dependency = TaskDependency(
        session.new_id(), access.project_id, predecessor_id, successor_id, link_type, lag, lag_unit
    )
    plan = scheduling.open_plan(session, access.project_id)
    if not store_parts.add_dependency(session, dependency):
        raise DependencyInvalid(reason="exists")
    happened = DependencyAdded(
        of_project=access.project_id,
        task_id=successor_id,
        dependency_id=dependency.id,
        predecessor_id=predecessor_id,
        type=link_type.value,
        lag=lag,
        lag_unit=lag_unit.value,
    )
    events.record(session, actor, happened)
    added = (Dependency(predecessor_id, successor_id, link_type, Lag(lag, lag_unit)),)
    change = scheduling.changing(session, plan, (), scheduling.Links(added=added if _is_within(plan, ends) else ()))
    try:
        scheduling.follow(session, actor, plan, change, project_id=access.project_id)
    except DependencyCycle as cycle:
        raise DependencyInvalid(reason="cycle", **cycle.facts) from cycle
    except SummaryLinkRefused as refused:
        raise DependencyInvalid(reason="summary", **refused.facts) from refused
    return dependency


def _is_within(plan: ProjectPlan, ends: tuple[Task, ...]) -> bool:
    """Cancelled and archived tasks are in no plan; their links wait for them to come back."""
    return all(task.id in plan.task_ids for task in ends)


def unlink(session: Session, access: Access, actor: Actor, *, dependency_id: str) -> None:
    """Take a link away; dates follow. Raises OnlyForManager, DependencyInvalid."""
    project_policy.check_may_edit_plan(access)
    dependency = store_parts.find_dependency(session, dependency_id)
    if dependency is None or dependency.project_id != access.project_id:
        raise DependencyInvalid(reason="unknown")
    plan = scheduling.open_plan(session, access.project_id)
    store_parts.remove_dependency(session, dependency_id)
    happened = DependencyRemoved(
        of_project=access.project_id,
        task_id=dependency.successor_id,
        dependency_id=dependency_id,
        predecessor_id=dependency.predecessor_id,
        type=dependency.type.value,
        lag=dependency.lag,
        lag_unit=dependency.lag_unit.value,
    )
    events.record(session, actor, happened)
    gone = frozenset({(dependency.predecessor_id, dependency.successor_id)})
    change = scheduling.changing(session, plan, (), scheduling.Links(removed=gone))
    scheduling.follow(session, actor, plan, change, project_id=access.project_id)


def _own_id(session: Session, proposed: str | None) -> str:
    if proposed is None:
        return session.new_id()
    if not is_id(proposed):
        raise TaskInvalid(field="id")
    return proposed
