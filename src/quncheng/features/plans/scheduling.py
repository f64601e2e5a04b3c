"""Use cases about calendars that move plans: what an edit would do to every project, and doing it as one act."""

from dataclasses import dataclass

import msgspec

from quncheng.engine.types import PlanChange
from quncheng.features.calendars import rules as calendar_rules
from quncheng.features.calendars import service as calendars
from quncheng.features.calendars.errors import OnlyForPlanners
from quncheng.features.calendars.types import CalendarBook, CalendarEdit, CalendarOwner
from quncheng.features.people import service as people
from quncheng.features.people.types import Member
from quncheng.features.plans import impacts
from quncheng.features.plans.types import CalendarImpact, MovedTask, ProjectImpact
from quncheng.features.projects import policy as project_policy
from quncheng.features.projects import scheduling as project_plans
from quncheng.features.projects import service as projects
from quncheng.features.projects.types import Project, ProjectRole, ProjectStatus
from quncheng.features.tasks import planning, queries, scheduling
from quncheng.features.tasks.planning import ProjectPlan
from quncheng.runtime.db import Session
from quncheng.runtime.events import Actor


@dataclass(frozen=True, slots=True)
class _Followed:
    """A project whose plan an edit of a calendar reaches, and the change it means there."""

    project: Project
    plan: ProjectPlan
    change: PlanChange


def may_change_calendar(session: Session, caller: Member, *, owner: CalendarOwner, owner_id: str) -> bool:
    """Administrators; a project's manager its calendar, and the leave of those who work in the project."""
    if people.is_administrator(caller):
        return True
    if owner is CalendarOwner.PROJECT:
        return project_policy.may_edit_plan(projects.get_access(session, caller.id, owner_id))
    if owner is not CalendarOwner.MEMBER:
        return False
    managed = {one.project_id for one in projects.list_roles_of(session, caller.id) if one.role is ProjectRole.MANAGER}
    return any(one.project_id in managed for one in projects.list_roles_of(session, owner_id))


def may_read_calendar(session: Session, caller: Member, *, owner: CalendarOwner, owner_id: str) -> bool:
    """People's leave is theirs, their managers' and the administrators' to read; other calendars are everybody's."""
    if owner is CalendarOwner.PROJECT:
        return project_policy.may_read(projects.get_access(session, caller.id, owner_id))
    is_open = owner is not CalendarOwner.MEMBER or owner_id == caller.id
    return is_open or may_change_calendar(session, caller, owner=owner, owner_id=owner_id)


def check_may_change_calendar(session: Session, caller: Member, edit: CalendarEdit) -> None:
    """Raises OnlyForPlanners, MemberNotFound, ProjectNotFound, ProjectArchived."""
    if edit.owner is CalendarOwner.MEMBER:
        people.get_member(session, edit.owner_id)
    if not may_change_calendar(session, caller, owner=edit.owner, owner_id=edit.owner_id):
        raise OnlyForPlanners(owner=edit.owner.value)
    if edit.owner is CalendarOwner.PROJECT:
        project_policy.check_may_edit_plan(projects.get_access(session, caller.id, edit.owner_id))


def preview_calendar(session: Session, caller: Member, edit: CalendarEdit) -> CalendarImpact:
    """What an edit would move in all projects, nothing written. Raises OnlyForPlanners, CalendarInvalid."""
    check_may_change_calendar(session, caller, edit)
    book = calendars.preview(calendars.read_book(session), edit)
    return _to_impact(session, caller, [_followed(session, project, book) for project in _reached(session, edit)])


def change_calendar(session: Session, caller: Member, actor: Actor, edit: CalendarEdit) -> CalendarImpact:
    """Write the edit and move every plan it reaches, as one act, undone as one. Raises what the preview raises.

    What it moves is what the preview has told.
    """
    check_may_change_calendar(session, caller, edit)
    locked = [projects.lock_project(session, project.id) for project in _reached(session, edit)]
    book = calendars.preview(calendars.read_book(session), edit)
    followed = [_followed(session, project, book) for project in locked]
    impact = _to_impact(session, caller, followed)
    calendars.change(session, actor, edit)
    for one in followed:
        project_plans.step_plan(session, one.project.id)
        scheduling.follow(session, actor, one.plan, one.change, project_id=one.project.id)
    for project in _reached(session, edit, status=ProjectStatus.ARCHIVED):
        project_plans.step_plan(session, project.id)
    return impact


def undo_calendar(session: Session, caller: Member, actor: Actor, *, edit: CalendarEdit, undo: CalendarEdit) -> bool:
    """Take an edit back, and the plans with it; False when the calendar has been changed since."""
    if not calendars.is_reversible(session, edit, undo=undo):
        return False
    change_calendar(session, caller, actor, undo)
    return True


def _reached(
    session: Session, edit: CalendarEdit, *, status: ProjectStatus = ProjectStatus.ACTIVE
) -> tuple[Project, ...]:
    """The projects whose plans may follow, in the order in which they are locked."""
    found = project_plans.list_all(session)
    if edit.owner is CalendarOwner.PROJECT:
        found = tuple(project for project in found if project.id == edit.owner_id)
    elif edit.owner is CalendarOwner.MEMBER:
        theirs = {one.project_id for one in projects.list_roles_of(session, edit.owner_id)}
        # Who has left a project may still have tasks in it.
        theirs |= {task.project_id for task in queries.list_open_of(session, edit.owner_id)}
        found = tuple(project for project in found if project.id in theirs)
    return tuple(sorted((one for one in found if one.status is status), key=lambda one: one.id))


def _followed(session: Session, project: Project, book: CalendarBook) -> _Followed:
    plan = planning.get_plan(session, project)
    people_in_plan = {member_id for task in plan.plan.tasks for member_id in task.assignee_ids}
    ruling = calendar_rules.plan_calendars(book, project.id, sorted(people_in_plan))
    change = PlanChange(calendar=ruling.calendar, calendars=ruling.shared, member_calendars=ruling.members)
    return _Followed(project, plan, change)


def _to_impact(session: Session, caller: Member, followed: list[_Followed]) -> CalendarImpact:
    """Only projects that move, and of those that the caller may not read only how many."""
    visible = projects.list_visible_ids(session, caller)
    told: list[ProjectImpact] = []
    hidden = 0
    for one in followed:
        impact = one.plan.prepared.dry_run(one.change)
        found = impacts.to_plan_impact(one.plan, impact, planned_finish=one.project.planned_finish)
        # Other hours move every moment; only other days are worth telling.
        found = msgspec.structs.replace(found, moved=tuple(filter(_is_on_other_days, found.moved)))
        if not (found.moved or found.conflicts):
            continue
        if one.project.id in visible:
            told.append(ProjectImpact(one.project.id, one.project.name, found))
        else:
            hidden += 1
    return CalendarImpact(tuple(told), hidden)


def _is_on_other_days(moved: MovedTask) -> bool:
    return (moved.old_start, moved.old_finish) != (moved.new_start, moved.new_finish)


def to_edit(data: object) -> CalendarEdit:
    """An edit as the log keeps it."""
    return msgspec.convert(data, CalendarEdit)
