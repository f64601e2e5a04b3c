"""How things of several features become what a screen shows."""

from collections.abc import Iterable

import msgspec

from quncheng.features.activity.service import Told
from quncheng.features.bindings import service as bindings
from quncheng.features.people.types import Member
from quncheng.features.plans.types import ChangeRequest, RequestStatus
from quncheng.features.projects import policy as project_policy
from quncheng.features.projects import service as projects
from quncheng.features.projects.schemas import to_clock
from quncheng.features.projects.types import Access, Project, ProjectRole
from quncheng.features.reports.types import ReportStatus, WeeklyReport
from quncheng.features.screens.schemas import (
    ActivityScreen,
    ChangeRequestScreen,
    ProjectScreen,
    ProjectSummary,
    TaskCounts,
    WeeklyReportScreen,
)
from quncheng.features.tasks import queries
from quncheng.features.tasks.types import ProjectCounts
from quncheng.runtime.db import Session


def show_project(session: Session, access: Access, project: Project) -> ProjectScreen:
    """A project with its numbers and what the caller may do with it."""
    counts = queries.count_projects(session, (project.id,))[project.id]
    return ProjectScreen(
        id=project.id,
        name=project.name,
        description=project.description,
        status=project.status,
        manager_id=project.manager_id,
        planned_start=project.planned_start,
        planned_finish=project.planned_finish,
        forecast_finish=project.forecast_finish,
        finishes_on=project.finishes_on,
        critical_float_days=project.critical_float_days,
        daily_at=to_clock(project.daily_at),
        weekly_on=project.weekly_on,
        weekly_at=to_clock(project.weekly_at),
        version=project.version,
        created_at=project.created_at,
        abilities=project_policy.abilities(access),
        chat_bound=bool(bindings.list_chats_of(session, project.id)),
        robot_bound=bindings.find_robot(session, project.id) is not None,
        counts=show_counts(counts),
    )


def show_counts(counts: ProjectCounts) -> TaskCounts:
    by_status = counts.by_status
    return TaskCounts(
        open=by_status.get("open", 0),
        in_progress=by_status.get("in_progress", 0),
        blocked=by_status.get("blocked", 0),
        awaiting_acceptance=by_status.get("awaiting_acceptance", 0),
        done=by_status.get("done", 0),
        cancelled=by_status.get("cancelled", 0),
        overdue=counts.overdue,
        total=counts.total,
    )


def show_summaries(session: Session, member: Member) -> list[ProjectSummary]:
    """Every project the member sees; an administrator without a role there counts as its manager."""
    visible = projects.list_visible(session, member)
    counts = queries.count_projects(session, tuple(project.id for project, _ in visible))
    return [
        ProjectSummary(
            id=project.id,
            name=project.name,
            my_role=role or ProjectRole.MANAGER,
            status=project.status,
            task_count=counts[project.id].total,
            done_count=counts[project.id].by_status.get("done", 0),
            overdue_count=counts[project.id].overdue,
            planned_finish=project.planned_finish,
            forecast_finish=project.forecast_finish,
        )
        for project, role in visible
    ]


def show_request(request: ChangeRequest, access: Access) -> ChangeRequestScreen:
    is_waiting = request.status is RequestStatus.WAITING
    abilities = {
        "decide": is_waiting and project_policy.abilities(access)["edit_plan"],
        "withdraw": is_waiting and request.requester_id == access.member_id,
    }
    return ChangeRequestScreen(**msgspec.structs.asdict(request), abilities=abilities)


def show_report(report: WeeklyReport, access: Access) -> WeeklyReportScreen:
    may_send = project_policy.abilities(access)["send_report"] and report.status is ReportStatus.DRAFT
    return WeeklyReportScreen(**msgspec.structs.asdict(report), abilities={"edit": may_send, "send": may_send})


def show_activity(told: Iterable[Told]) -> list[ActivityScreen]:
    return [
        ActivityScreen(
            seq=one.happened.seq,
            event=one.happened.name,
            actor_id=one.happened.actor_id,
            at=one.happened.at,
            source=one.happened.source,
            task_id=one.happened.context_id,
            operation_id=one.happened.operation_id,
            data=one.happened.data,
            text=one.text,
        )
        for one in told
    ]
