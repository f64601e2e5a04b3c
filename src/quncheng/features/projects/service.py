"""Use cases about projects: start one, who belongs to it, its columns and its settings."""

from dataclasses import replace
from datetime import date

import msgspec

from quncheng.features.people import service as people
from quncheng.features.people.types import Member
from quncheng.features.projects import policy, rules, store
from quncheng.features.projects.errors import (
    ChangedMeanwhile,
    ColumnInUse,
    ColumnNotFound,
    LastManager,
    ProjectInvalid,
    ProjectNotFound,
)
from quncheng.features.projects.events import (
    ColumnArchived,
    ColumnChanged,
    ColumnCreated,
    MembershipSet,
    ProjectChanged,
    ProjectCreated,
)
from quncheng.features.projects.types import (
    Access,
    BoardColumn,
    Membership,
    Project,
    ProjectChanges,
    ProjectRole,
    ProjectStatus,
    TaskStatus,
)
from quncheng.kit.ids import is_id
from quncheng.kit.ranks import rank_between, ranks_after
from quncheng.runtime import events, history
from quncheng.runtime.db import Session
from quncheng.runtime.events import Actor

COLUMNS_LIMIT = 20


def create_project(
    session: Session,
    actor: Actor,
    *,
    name: str,
    manager_id: str,
    planned_start: date | None = None,
    project_id: str | None = None,
) -> Project:
    """A project with its manager and the usual columns. Raises ProjectInvalid."""
    project = Project(
        id=_own_id(session, project_id),
        name=rules.clean_name(name, field="name", longest=rules.NAME_LENGTH),
        description="",
        status=ProjectStatus.ACTIVE,
        manager_id=manager_id,
        planned_start=planned_start,
        planned_finish=None,
        forecast_finish=None,
        finishes_on=None,
        critical_float_days=0,
        daily_at=rules.DAILY_AT,
        weekly_on=rules.WEEKLY_ON,
        weekly_at=rules.WEEKLY_AT,
        plan_version=0,
        version=1,
        created_at=session.now,
    )
    store.add_project(session, project)
    store.save_membership(session, project.id, manager_id, ProjectRole.MANAGER)
    ranks = ranks_after(None, len(rules.FIRST_COLUMNS))
    store.add_columns(
        session,
        tuple(
            BoardColumn(session.new_id(), project.id, column_name, status, rank, None, 1)
            for (column_name, status), rank in zip(rules.FIRST_COLUMNS, ranks, strict=True)
        ),
    )
    events.record(
        session,
        actor,
        ProjectCreated(of_project=project.id, name=project.name, manager_id=manager_id),
        MembershipSet(of_project=project.id, member_id=manager_id, before=None, after=ProjectRole.MANAGER.value),
    )
    return project


def get_access(session: Session, member_id: str, project_id: str) -> Access:
    """The member seen from the project. Raises ProjectNotFound when they may not even read it."""
    access = store.find_access(session, project_id, member_id)
    if access is None:
        raise ProjectNotFound(project_id=project_id)
    policy.check_may_read(access)
    return access


def enter(session: Session, actor: Actor, *, project_id: str, member_id: str) -> tuple[Access, Project]:
    """Somebody speaks in the project's group, and so belongs to it. Raises ProjectNotFound."""
    found = store.find_entry(session, project_id, member_id)
    if found is None:
        raise ProjectNotFound(project_id=project_id)
    access, project = found
    if access.role is None:
        _save_role(session, actor, project_id, member_id, None, ProjectRole.MEMBER)
        access = replace(access, role=ProjectRole.MEMBER)
    return access, project


def get_project(session: Session, project_id: str) -> Project:
    """Raises ProjectNotFound."""
    project = store.find_project(session, project_id)
    if project is None:
        raise ProjectNotFound(project_id=project_id)
    return project


def lock_project(session: Session, project_id: str) -> Project:
    """Keep others from changing the project until the transaction ends. Raises ProjectNotFound."""
    project = store.lock_project(session, project_id)
    if project is None:
        raise ProjectNotFound(project_id=project_id)
    return project


def list_visible(session: Session, member: Member) -> tuple[tuple[Project, ProjectRole | None], ...]:
    """The projects a member may read, with their role; an administrator sees all."""
    roles = {membership.project_id: membership.role for membership in store.list_roles_of(session, member.id)}
    may_see_all = people.is_administrator(member)
    found = store.list_projects(session, None if may_see_all else tuple(roles))
    return tuple((project, roles.get(project.id)) for project in found)


def list_visible_ids(session: Session, member: Member) -> frozenset[str]:
    if people.is_administrator(member):
        return frozenset(project.id for project in store.list_projects(session))
    return frozenset(membership.project_id for membership in store.list_roles_of(session, member.id))


def list_roles_of(session: Session, member_id: str) -> tuple[Membership, ...]:
    return store.list_roles_of(session, member_id)


def list_scheduled(session: Session) -> tuple[Project, ...]:
    return store.list_scheduled(session)


def change_project(
    session: Session, access: Access, actor: Actor, *, changes: ProjectChanges, version: int | None
) -> Project:
    """Change what is set. Raises OnlyForManager, ProjectInvalid, ChangedMeanwhile."""
    if changes.status is not ProjectStatus.ACTIVE or not policy.may_edit_plan(access):
        policy.check_may_edit_plan(access)
    project = store.lock_project(session, access.project_id)
    if project is None:
        raise ProjectNotFound(project_id=access.project_id)
    values = rules.valid_changes(changes)
    if version is not None and version != project.version:
        disputed = values.keys() & history.touched_fields(session, project.id, since_version=version)
        if disputed:
            raise ChangedMeanwhile(current=project, fields=sorted(disputed))
    different = {name: value for name, value in values.items() if getattr(project, name) != value}
    if not different:
        return project
    store.update_project(session, project.id, **different)
    before_after: dict[str, tuple[object, object]] = {
        name: (getattr(project, name), value) for name, value in different.items()
    }
    events.record(
        session, actor, ProjectChanged(of_project=project.id, version=project.version + 1, changes=before_after)
    )
    return get_project(session, project.id)


# Members ------------------------------------------------------------------------------------------------------------


def list_members(session: Session, project_id: str) -> tuple[tuple[Member, ProjectRole], ...]:
    return store.list_memberships(session, project_id)


def set_role(session: Session, access: Access, actor: Actor, *, member_id: str, role: ProjectRole | None) -> None:
    """Add a member, change their role, or with None take them out. Raises OnlyForManager, LastManager."""
    policy.check_may_edit_plan(access)
    people.get_member(session, member_id)
    before = store.find_role(session, access.project_id, member_id)
    if before is ProjectRole.MANAGER and role is not ProjectRole.MANAGER:
        _hand_over(session, actor, access.project_id, leaving_id=member_id)
    _save_role(session, actor, access.project_id, member_id, before, role)


def ensure_member(session: Session, actor: Actor, *, project_id: str, member_id: str) -> bool:
    """Somebody named in the plan, or speaking in the project's group, belongs to the project. Returns whether new."""
    if store.find_role(session, project_id, member_id) is not None:
        return False
    _save_role(session, actor, project_id, member_id, None, ProjectRole.MEMBER)
    return True


def _save_role(
    session: Session,
    actor: Actor,
    project_id: str,
    member_id: str,
    before: ProjectRole | None,
    after: ProjectRole | None,
) -> None:
    if before is after:
        return
    if after is None:
        store.remove_membership(session, project_id, member_id)
    else:
        store.save_membership(session, project_id, member_id, after)
    happened = MembershipSet(
        of_project=project_id,
        member_id=member_id,
        before=None if before is None else before.value,
        after=None if after is None else after.value,
    )
    events.record(session, actor, happened)
    if after is ProjectRole.MANAGER:
        answer_to(session, actor, project_id, member_id)


def _hand_over(session: Session, actor: Actor, project_id: str, *, leaving_id: str) -> None:
    """Another manager becomes the one the project answers to. Raises LastManager."""
    others = [
        member.id
        for member, role in store.list_memberships(session, project_id)
        if role is ProjectRole.MANAGER and member.id != leaving_id
    ]
    if not others:
        raise LastManager(project_id=project_id)
    if get_project(session, project_id).manager_id == leaving_id:
        answer_to(session, actor, project_id, others[0])


def answer_to(session: Session, actor: Actor, project_id: str, manager_id: str) -> None:
    """For code that has checked that this is one of its managers."""
    project = get_project(session, project_id)
    if project.manager_id != manager_id:
        store.update_project(session, project_id, manager_id=manager_id)
        changes: dict[str, tuple[object, object]] = {"manager_id": (project.manager_id, manager_id)}
        happened = ProjectChanged(of_project=project_id, version=project.version + 1, changes=changes)
        events.record(session, actor, happened)


# Columns ------------------------------------------------------------------------------------------------------------


def list_columns(session: Session, project_id: str) -> tuple[BoardColumn, ...]:
    return store.list_columns(session, project_id)


def list_columns_by_ids(session: Session, column_ids: tuple[str, ...]) -> tuple[BoardColumn, ...]:
    return store.list_columns_by_ids(session, column_ids)


def get_column(session: Session, column_id: str) -> BoardColumn:
    """Raises ColumnNotFound."""
    column = store.find_column(session, column_id)
    if column is None:
        raise ColumnNotFound(column_id=column_id)
    return column


def access_column(session: Session, member_id: str, column_id: str) -> tuple[Access, BoardColumn]:
    """A column and the member's access to its project. Raises ColumnNotFound when they may not read it."""
    column = get_column(session, column_id)
    try:
        return get_access(session, member_id, column.project_id), column
    except ProjectNotFound:
        raise ColumnNotFound(column_id=column_id) from None


def column_for(session: Session, project_id: str, status: TaskStatus) -> BoardColumn | None:
    """The first column of a status."""
    return next((column for column in store.list_columns(session, project_id) if column.status is status), None)


def create_column(
    session: Session,
    access: Access,
    actor: Actor,
    *,
    name: str,
    status: TaskStatus,
    wip_limit: int | None,
    after_id: str | None,
    column_id: str | None = None,
) -> BoardColumn:
    """Raises OnlyForManager, ProjectInvalid, ColumnNotFound."""
    policy.check_may_edit_plan(access)
    columns = store.list_columns(session, access.project_id)
    if len(columns) >= COLUMNS_LIMIT or status is TaskStatus.CANCELLED:
        raise ProjectInvalid(field="status" if status is TaskStatus.CANCELLED else "columns", most=COLUMNS_LIMIT)
    column = BoardColumn(
        id=_own_id(session, column_id),
        project_id=access.project_id,
        name=rules.clean_name(name, field="name", longest=rules.COLUMN_NAME_LENGTH),
        status=status,
        rank=_rank_after(columns, after_id if after_id is not None or not columns else columns[-1].id),
        wip_limit=rules.valid_limit(wip_limit),
        version=1,
    )
    store.add_columns(session, (column,))
    happened = ColumnCreated(of_project=access.project_id, column_id=column.id, name=column.name, status=status.value)
    events.record(session, actor, happened)
    return column


def check_seen(version: int | None, now: int, *, current: object, fields: tuple[str, ...]) -> None:
    """Small things are changed whole. Raises ChangedMeanwhile when the caller saw an older version."""
    if version is not None and version < now:
        raise ChangedMeanwhile(current=current, fields=list(fields))


def change_column(
    session: Session,
    access: Access,
    actor: Actor,
    *,
    column_id: str,
    name: str | msgspec.UnsetType = msgspec.UNSET,
    wip_limit: int | None | msgspec.UnsetType = msgspec.UNSET,
    after_id: str | None | msgspec.UnsetType = msgspec.UNSET,
) -> BoardColumn:
    """Rename, limit or move a column (``after_id`` None: to the front). Raises OnlyForManager, ProjectInvalid."""
    policy.check_may_edit_plan(access)
    column = _own_column(session, access, column_id)
    values: dict[str, object] = {}
    if not isinstance(name, msgspec.UnsetType):
        values["name"] = rules.clean_name(name, field="name", longest=rules.COLUMN_NAME_LENGTH)
    if not isinstance(wip_limit, msgspec.UnsetType):
        values["wip_limit"] = rules.valid_limit(wip_limit)
    if not isinstance(after_id, msgspec.UnsetType):
        others = tuple(one for one in store.list_columns(session, access.project_id) if one.id != column_id)
        values["rank"] = _rank_after(others, after_id)
    changes: dict[str, tuple[object, object]] = {
        field: (getattr(column, field), value) for field, value in values.items() if getattr(column, field) != value
    }
    if changes:
        store.update_column(session, column_id, **values)
        events.record(session, actor, ColumnChanged(of_project=access.project_id, column_id=column_id, changes=changes))
    return get_column(session, column_id)


def check_may_archive_column(session: Session, access: Access, *, column_id: str, move_to_id: str) -> BoardColumn:
    """The column that takes over the tasks. Raises OnlyForManager, ColumnInUse, ColumnNotFound."""
    policy.check_may_edit_plan(access)
    column, target = _own_column(session, access, column_id), _own_column(session, access, move_to_id)
    if column.id == target.id or len(store.list_columns(session, access.project_id)) < 2:
        raise ColumnInUse(column_id=column_id)
    return target


def archive_column(session: Session, access: Access, actor: Actor, *, column_id: str) -> None:
    """Take an empty column away (its tasks have been moved before)."""
    column = _own_column(session, access, column_id)
    store.remove_column(session, column_id)
    happened = ColumnArchived(
        of_project=access.project_id,
        column_id=column_id,
        name=column.name,
        status=column.status.value,
        rank=column.rank,
        wip_limit=column.wip_limit,
    )
    events.record(session, actor, happened)


def _own_id(session: Session, proposed: str | None) -> str:
    if proposed is not None and not is_id(proposed):
        raise ProjectInvalid(field="id")
    return proposed or session.new_id()


def _own_column(session: Session, access: Access, column_id: str) -> BoardColumn:
    column = get_column(session, column_id)
    if column.project_id != access.project_id:
        raise ColumnNotFound(column_id=column_id)
    return column


def _rank_after(columns: tuple[BoardColumn, ...], after_id: str | None) -> str:
    if after_id is None:
        return rank_between(None, columns[0].rank if columns else None)
    position = next((index for index, column in enumerate(columns) if column.id == after_id), None)
    if position is None:
        raise ColumnNotFound(column_id=after_id)
    following = columns[position + 1].rank if position + 1 < len(columns) else None
    return rank_between(columns[position].rank, following)
