"""What each screen reads, in one go."""

from datetime import date, timedelta

import msgspec

from quncheng.features.people import service as people
from quncheng.features.people.schemas import to_member
from quncheng.features.people.types import Caller, Installation, Member
from quncheng.features.plans import service as plans
from quncheng.features.plans.types import RequestStatus
from quncheng.features.progress import service as progress
from quncheng.features.projects import service as projects
from quncheng.features.projects.schemas import MembershipFact, to_column
from quncheng.features.projects.types import ProjectRole
from quncheng.features.reports import service as reports
from quncheng.features.reports.types import ReportStatus
from quncheng.features.screens.present import show_project, show_report, show_request, show_summaries
from quncheng.features.screens.schemas import (
    BoardScreen,
    ColumnOfBoard,
    MeScreen,
    MyWork,
    OrganizationScreen,
    Snapshot,
    TaskDetailScreen,
    TaskReference,
    WaitingForMe,
)
from quncheng.features.tasks import parts, policy, queries
from quncheng.features.tasks import service as tasks
from quncheng.features.tasks.types import Task, TaskDetail, TaskFilter
from quncheng.runtime import events
from quncheng.runtime.db import Session


def read_me(session: Session, caller: Caller, installation: Installation) -> MeScreen:
    """Who asks, their organization and projects."""
    member = caller.member
    organization = people.get_organization(session)
    is_administrator = people.is_administrator(member)
    return MeScreen(
        member=to_member(member, me=member.id),
        organization=OrganizationScreen(
            organization.id, organization.name, organization.timezone, people.local_now(session).date()
        ),
        projects=show_summaries(session, member),
        abilities={
            "administer": is_administrator,
            "edit_calendar": is_administrator,
            "see_jobs": is_administrator,
            "create_project": people.may_create_projects(member),
        },
        is_demo=installation.is_demo and installation.org_id == organization.id,
        seq=events.current_seq(session),
    )


def read_my_work(session: Session, member: Member) -> MyWork:
    """The member's open tasks by their day, and what waits for their decision."""
    today = people.local_now(session).date()
    sunday = today + timedelta(days=6 - today.weekday())
    visible = projects.list_visible_ids(session, member)
    mine = [task for task in queries.list_open_of(session, member.id) if task.project_id in visible]
    return MyWork(
        today=[task for task in mine if task.promised_on == today],
        overdue=[task for task in mine if task.is_overdue(today)],
        this_week=[task for task in mine if _is_between(task, today, sunday)],
        later=[task for task in mine if _is_between(task, sunday, date.max)],
        no_date=[task for task in mine if task.promised_on is None],
        waiting_for_me=_waiting_for(session, member),
    )


def read_board(session: Session, caller: Caller, project_id: str, *, narrowed: TaskFilter, limit: int) -> BoardScreen:
    """The first cards of every column, with the counts."""
    access = projects.get_access(session, caller.member.id, project_id)
    return BoardScreen(
        project=show_project(session, access, projects.get_project(session, project_id)),
        columns=[
            ColumnOfBoard(
                column=to_column(one.column),
                total=one.total,
                tasks=one.page.items,
                next_cursor=one.page.next_cursor,
            )
            for one in queries.read_board(session, project_id, narrowed, limit=limit)
        ],
        seq=events.current_seq(session),
    )


def read_snapshot(session: Session, caller: Caller, project_id: str) -> Snapshot:
    """All of a project that a client keeps."""
    access = projects.get_access(session, caller.member.id, project_id)
    memberships = projects.list_members(session, project_id)
    return Snapshot(
        seq=events.current_seq(session),
        project=show_project(session, access, projects.get_project(session, project_id)),
        columns=[to_column(column) for column in projects.list_columns(session, project_id)],
        members=[to_member(member, me=caller.member.id) for member in people.list_members(session)],
        memberships=[MembershipFact(project_id, member.id, role) for member, role in memberships],
        tasks=queries.list_all(session, project_id),
        dependencies=parts.list_dependencies(session, project_id=project_id),
    )


def read_task(session: Session, caller: Caller, task_id: str) -> TaskDetailScreen:
    """A task with everything that hangs on it."""
    access, task = tasks.access_task(session, caller.member.id, task_id)
    detail = tasks.read_detail(session, task)
    return TaskDetailScreen(
        **msgspec.structs.asdict(task),
        description=detail.description,
        abilities=policy.abilities(access, task),
        project_name=projects.get_project(session, task.project_id).name,
        schedule=detail.schedule,
        checklist=detail.checklist,
        comments=detail.comments,
        dependencies=detail.dependencies,
        predecessors=_references(detail, {link.predecessor_id for link in detail.dependencies}),
        successors=_references(detail, {link.successor_id for link in detail.dependencies}),
        subtasks=detail.subtasks,
        reports=progress.list_of_task(session, task_id),
    )


def _waiting_for(session: Session, member: Member) -> WaitingForMe:
    managed = tuple(
        one.project_id for one in projects.list_roles_of(session, member.id) if one.role is ProjectRole.MANAGER
    )
    if not managed:
        return WaitingForMe((), ())
    accesses = {project_id: projects.get_access(session, member.id, project_id) for project_id in managed}
    requests = plans.list_requests(session, managed, status=RequestStatus.WAITING)
    drafts = [one for one in reports.list_reports(session, managed) if one.status is ReportStatus.DRAFT]
    return WaitingForMe(
        [show_request(one, accesses[one.project_id]) for one in requests],
        [show_report(one, accesses[one.project_id]) for one in drafts],
    )


def _is_between(task: Task, after: date, until: date) -> bool:
    return task.promised_on is not None and after < task.promised_on <= until


def _references(detail: TaskDetail, task_ids: set[str]) -> list[TaskReference]:
    return [TaskReference(task.id, task.number, task.title) for task in detail.linked if task.id in task_ids]
