"""Who may do what in a project, one sentence per rule. Chat, cards, web and API all ask here.

The plan belongs to the manager, progress to whoever does the work, reading to every member of the project.
"""

from quncheng.features.people.types import OrganizationRole
from quncheng.features.projects.errors import OnlyForManager, ProjectArchived, ProjectNotFound, ReadOnly
from quncheng.features.projects.types import Access, ProjectRole, ProjectStatus


def may_read(access: Access) -> bool:
    return access.role is not None or access.organization_role is OrganizationRole.ADMIN


def may_edit_plan(access: Access) -> bool:
    """The manager, or an administrator."""
    return access.role is ProjectRole.MANAGER or access.organization_role is OrganizationRole.ADMIN


def may_contribute(access: Access) -> bool:
    """Report on their own tasks, comment, ask for changes."""
    return may_edit_plan(access) or access.role is ProjectRole.MEMBER


def check_may_read(access: Access) -> None:
    """Who is not in a project does not learn that it exists."""
    if not may_read(access):
        raise ProjectNotFound(project_id=access.project_id)


def check_may_edit_plan(access: Access) -> None:
    """Only the manager (and an administrator) changes the plan, the members and the settings."""
    check_may_read(access)
    if not may_edit_plan(access):
        raise OnlyForManager(project_id=access.project_id)
    check_is_active(access)


def check_may_contribute(access: Access) -> None:
    """A viewer reads."""
    check_may_read(access)
    if not may_contribute(access):
        raise ReadOnly(project_id=access.project_id)
    check_is_active(access)


def check_is_active(access: Access) -> None:
    """An archived project is read-only until it is restored."""
    if access.project_status is ProjectStatus.ARCHIVED:
        raise ProjectArchived(project_id=access.project_id)


def abilities(access: Access) -> dict[str, bool]:
    """What screens offer to this member."""
    is_active = access.project_status is ProjectStatus.ACTIVE
    edits = may_edit_plan(access)
    contributes = may_contribute(access) and is_active
    return {
        "edit_plan": edits and is_active,
        "manage_members": edits and is_active,
        "edit_settings": edits,
        "report": contributes,
        "comment": contributes,
        "request_change": contributes,
        "send_report": edits and is_active,
    }
