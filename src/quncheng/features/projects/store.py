"""The only SQL about projects, memberships and board columns."""

from sqlalchemy import and_, bindparam, func, select, update

from quncheng.features.people.tables import members
from quncheng.features.people.types import Member, OrganizationRole
from quncheng.features.projects.tables import board_columns, memberships, projects
from quncheng.features.projects.types import (
    Access,
    BoardColumn,
    Membership,
    Project,
    ProjectRole,
    ProjectStatus,
    TaskStatus,
)
from quncheng.runtime.db import ORG, Session, Values

_PROJECT = tuple(projects.c[name] for name in Project.__struct_fields__)
_COLUMN = tuple(board_columns.c[name] for name in BoardColumn.__struct_fields__)
_FIND = select(*_PROJECT).where(projects.c.org_id == ORG, projects.c.id == bindparam("project"))
_ACCESS = (
    select(projects.c.status, memberships.c.role, members.c.role)
    .join(
        memberships,
        and_(
            memberships.c.org_id == projects.c.org_id,
            memberships.c.project_id == projects.c.id,
            memberships.c.member_id == bindparam("member"),
        ),
        isouter=True,
    )
    .join(members, and_(members.c.org_id == projects.c.org_id, members.c.id == bindparam("member")))
    .where(projects.c.org_id == ORG, projects.c.id == bindparam("project"), members.c.is_active.is_(True))
)
_ENTRY = _ACCESS.add_columns(*_PROJECT)
_ROLE = select(memberships.c.role).where(
    memberships.c.org_id == ORG,
    memberships.c.project_id == bindparam("project"),
    memberships.c.member_id == bindparam("member"),
)
_ROLES_OF = select(memberships.c.project_id, memberships.c.role).where(
    memberships.c.org_id == ORG, memberships.c.member_id == bindparam("member")
)
_FIND_COLUMN = select(*_COLUMN).where(board_columns.c.org_id == ORG, board_columns.c.id == bindparam("column"))
_LIST_COLUMNS = (
    select(*_COLUMN)
    .where(board_columns.c.org_id == ORG, board_columns.c.project_id == bindparam("project"))
    .order_by(board_columns.c.rank)
)
_TAKE_NUMBERS = (
    update(projects)
    .where(projects.c.org_id == ORG, projects.c.id == bindparam("project"))
    .values(task_counter=projects.c.task_counter + bindparam("count"), plan_version=projects.c.plan_version + 1)
    .returning(projects.c.task_counter)
)
_STEP_PLAN = (
    update(projects)
    .where(projects.c.org_id == ORG, projects.c.id == bindparam("project"))
    .values(plan_version=projects.c.plan_version + 1)
)
_PLAN_VERSION = select(projects.c.plan_version).where(projects.c.org_id == ORG, projects.c.id == bindparam("project"))


def _to_project(row: Values) -> Project:
    values = dict(zip(Project.__struct_fields__, row, strict=True))
    values["status"] = ProjectStatus(str(values["status"]))
    return Project(**values)


def _to_column(row: Values) -> BoardColumn:
    values = dict(zip(BoardColumn.__struct_fields__, row, strict=True))
    values["status"] = TaskStatus(str(values["status"]))
    return BoardColumn(**values)


def find_project(session: Session, project_id: str) -> Project | None:
    row = session.run(_FIND, project=project_id).one_or_none()
    return None if row is None else _to_project(tuple(row))


def lock_project(session: Session, project_id: str) -> Project | None:
    row = session.run(session.locked(_FIND), project=project_id).one_or_none()
    return None if row is None else _to_project(tuple(row))


def list_projects(session: Session, project_ids: tuple[str, ...] | None = None) -> tuple[Project, ...]:
    """Active ones first, newest first."""
    statement = session.select(*_PROJECT).order_by(projects.c.status, projects.c.id.desc())
    if project_ids is not None:
        statement = statement.where(projects.c.id.in_(project_ids))
    return tuple(_to_project(tuple(row)) for row in session.execute(statement))


def list_scheduled(session: Session) -> tuple[Project, ...]:
    """Active projects that want a daily question or a weekly report."""
    statement = session.select(*_PROJECT).where(
        projects.c.status == ProjectStatus.ACTIVE.value,
        projects.c.daily_at.is_not(None) | projects.c.weekly_on.is_not(None),
    )
    return tuple(_to_project(tuple(row)) for row in session.execute(statement))


def add_project(session: Session, project: Project) -> None:
    values = {name: getattr(project, name) for name in Project.__struct_fields__}
    values["status"] = project.status.value
    session.execute(session.insert(projects, task_counter=0, **values))


def update_project(session: Session, project_id: str, **values: object) -> None:
    session.execute(
        session.update(projects).where(projects.c.id == project_id).values(version=projects.c.version + 1, **values)
    )


def take_numbers(session: Session, project_id: str, count: int) -> int:
    """Reserve ``count`` task numbers and step the plan in one statement; returns the first number."""
    return int(session.run(_TAKE_NUMBERS, project=project_id, count=count).scalar_one()) - count + 1


def step_plan(session: Session, project_id: str) -> None:
    session.run(_STEP_PLAN, project=project_id)


def read_plan_version(session: Session, project_id: str) -> int:
    return int(session.run(_PLAN_VERSION, project=project_id).scalar_one())


def find_access(session: Session, project_id: str, member_id: str) -> Access | None:
    """One query: the member's role in the organization and in the project."""
    row = session.run(_ACCESS, project=project_id, member=member_id).one_or_none()
    return None if row is None else _to_access(tuple(row), project_id, member_id)


def find_entry(session: Session, project_id: str, member_id: str) -> tuple[Access, Project] | None:
    """``find_access`` with the project itself."""
    row = session.run(_ENTRY, project=project_id, member=member_id).one_or_none()
    return None if row is None else (_to_access(tuple(row), project_id, member_id), _to_project(tuple(row)[3:]))


def _to_access(row: Values, project_id: str, member_id: str) -> Access:
    return Access(
        member_id=member_id,
        organization_role=OrganizationRole(row[2]),
        project_id=project_id,
        role=None if row[1] is None else ProjectRole(row[1]),
        project_status=ProjectStatus(row[0]),
    )


def list_memberships(session: Session, project_id: str) -> tuple[tuple[Member, ProjectRole], ...]:
    rows = session.execute(
        session.select(
            memberships.c.role, members.c.id, members.c.name, members.c.role, members.c.is_active, members.c.version
        )
        .join(members, (members.c.org_id == memberships.c.org_id) & (members.c.id == memberships.c.member_id))
        .where(memberships.c.project_id == project_id)
        .order_by(members.c.name, members.c.id)
    )
    return tuple(
        (
            Member(row[1], row[2], OrganizationRole(row[3]), row[4], int(row[5])),
            ProjectRole(row[0]),
        )
        for row in rows
    )


def list_roles_of(session: Session, member_id: str) -> tuple[Membership, ...]:
    rows = session.run(_ROLES_OF, member=member_id)
    return tuple(Membership(row[0], member_id, ProjectRole(row[1])) for row in rows)


def find_role(session: Session, project_id: str, member_id: str) -> ProjectRole | None:
    role = session.run(_ROLE, project=project_id, member=member_id).scalar_one_or_none()
    return None if role is None else ProjectRole(str(role))


def save_membership(session: Session, project_id: str, member_id: str, role: ProjectRole) -> None:
    if not session.insert_once(memberships, project_id=project_id, member_id=member_id, role=role.value):
        session.execute(
            session.update(memberships)
            .where(memberships.c.project_id == project_id, memberships.c.member_id == member_id)
            .values(role=role.value)
        )


def remove_membership(session: Session, project_id: str, member_id: str) -> None:
    session.execute(
        session.delete(memberships).where(memberships.c.project_id == project_id, memberships.c.member_id == member_id)
    )


def list_columns(session: Session, project_id: str) -> tuple[BoardColumn, ...]:
    return tuple(_to_column(tuple(row)) for row in session.run(_LIST_COLUMNS, project=project_id))


def list_columns_by_ids(session: Session, column_ids: tuple[str, ...]) -> tuple[BoardColumn, ...]:
    statement = session.select(*_COLUMN).where(board_columns.c.id.in_(column_ids))
    return tuple(_to_column(tuple(row)) for row in session.execute(statement))


def find_column(session: Session, column_id: str) -> BoardColumn | None:
    row = session.run(_FIND_COLUMN, column=column_id).one_or_none()
    return None if row is None else _to_column(row)


def add_columns(session: Session, columns: tuple[BoardColumn, ...]) -> None:
    rows: list[dict[str, object]] = []
    for column in columns:
        values: dict[str, object] = {name: getattr(column, name) for name in BoardColumn.__struct_fields__}
        rows.append(values | {"status": column.status.value})
    session.insert_many(board_columns, rows)


def update_column(session: Session, column_id: str, **values: object) -> None:
    session.execute(
        session.update(board_columns)
        .where(board_columns.c.id == column_id)
        .values(version=board_columns.c.version + 1, **values)
    )


def remove_column(session: Session, column_id: str) -> None:
    session.execute(session.delete(board_columns).where(board_columns.c.id == column_id))


def count_projects(session: Session) -> int:
    return int(str(session.execute(session.select(func.count(), of=projects)).scalar_one()))
