"""Use cases about the weekly report: compose it from the data, let the manager edit it, send it, keep it."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

import msgspec

from quncheng.features.bindings import service as bindings
from quncheng.features.followups.service import is_time
from quncheng.features.notify import service as notify
from quncheng.features.people import service as people
from quncheng.features.plans import service as plans
from quncheng.features.plans.types import RequestStatus
from quncheng.features.progress import service as progress
from quncheng.features.progress.types import ReportedState
from quncheng.features.projects import policy as project_policy
from quncheng.features.projects import service as projects
from quncheng.features.projects.types import Access, Project, ProjectRole
from quncheng.features.reports import cards, rules, store
from quncheng.features.reports.errors import (
    NobodyToSendTo,
    WeeklyReportChangedMeanwhile,
    WeeklyReportInvalid,
    WeeklyReportNotFound,
    WeeklyReportSent,
)
from quncheng.features.reports.events import WeeklyReportComposed, WeeklyReportEdited, WeeklyReportSentOut
from quncheng.features.reports.types import ReportFacts, ReportStatus, Week, WeeklyReport
from quncheng.features.tasks import queries
from quncheng.runtime import events, jobs
from quncheng.runtime.db import Session
from quncheng.runtime.events import Actor
from quncheng.runtime.ports import CardContent, MarkdownContent

JOB = "reports.compose"
TEXT_LENGTH = 5_000


def schedule_due(session: Session) -> int:
    """Write the jobs whose day and time have come, once for each project and week; returns how many are new."""
    now = people.local_now(session)
    new = 0
    for project in projects.list_scheduled(session):
        is_day = project.weekly_on == now.weekday()
        if is_day and project.weekly_at is not None and is_time(now, project.weekly_at):
            slot = rules.week_of(now.date()).first.isoformat()
            payload = {"project_id": project.id, "on": now.date().isoformat()}
            new += jobs.enqueue_once(session, JOB, payload, name=f"{JOB}:{project.id}", slot=slot)
    return new


def compose(session: Session, actor: Actor, *, project_id: str, on: date) -> WeeklyReport:
    """The report of the week of a day; a draft of the same week gets fresh facts and keeps people's words."""
    project = projects.lock_project(session, project_id)
    week = rules.week_of(on)
    facts = read_facts(session, project, week=week, today=on)
    existing = store.find_of_week(session, project_id, week.first)
    if existing is not None:
        if existing.status is ReportStatus.DRAFT:
            store.update_report(session, existing.id, facts=facts)
        return get_report(session, existing.id)
    report = WeeklyReport(
        id=session.new_id(),
        project_id=project_id,
        week_start=week.first,
        week_end=week.last,
        status=ReportStatus.DRAFT,
        title=cards.title_of(project, week),
        facts=facts,
        summary=cards.summary_of(facts),
        risks=cards.risks_of(facts),
        next=cards.next_of(facts),
        sent_at=None,
        sent_to=(),
        version=1,
        created_at=session.now,
    )
    store.add_report(session, report)
    happened = WeeklyReportComposed(of_project=project_id, report_id=report.id, title=report.title)
    events.record(session, actor, happened)
    return report


def read_facts(session: Session, project: Project, *, week: Week, today: date) -> ReportFacts:
    """Count the week of a project as it stands now."""
    tasks = queries.list_all(session, project.id)
    members = {member.id: member.name for member in people.list_members(session)}
    since, until = _instants(session, week)
    reported = progress.list_between(session, project.id, since=since, until=until)
    numbers = {task.id: task for task in tasks}
    risks = [
        f"{members.get(report.member_id, '')}(#{numbers[report.task_id].number} "
        f"{numbers[report.task_id].title}):{report.note}"
        for report in reported
        if report.note
        and report.task_id in numbers
        and (report.state in (ReportedState.BLOCKED, ReportedState.PAUSED) or report.forecast_finish is not None)
    ]
    asked = plans.list_between(session, project.id, since=since, until=until)
    risks += [
        f"{members.get(request.requester_id, '')}(#{numbers[request.task_id].number} "
        f"{numbers[request.task_id].title}):{request.reason}"
        for request in asked
        if request.reason and request.task_id in numbers
    ]
    approved = [cards.say_change(request) for request in asked if request.status is RequestStatus.APPROVED]
    return rules.decide_facts(
        tasks,
        names=members,
        week=week,
        today=today,
        risks=list(dict.fromkeys(risks)),
        approved_changes=[line for line in approved if line],
    )


def get_report(session: Session, report_id: str) -> WeeklyReport:
    """The report; in a change nobody else changes it until the end. Raises WeeklyReportNotFound."""
    report = store.lock_report(session, report_id)
    if report is None:
        raise WeeklyReportNotFound(report_id=report_id)
    return report


def find_of_week(session: Session, project_id: str, *, on: date) -> WeeklyReport | None:
    return store.find_of_week(session, project_id, rules.week_of(on).first)


def list_reports(session: Session, project_ids: tuple[str, ...]) -> tuple[WeeklyReport, ...]:
    """The newest first."""
    return store.list_reports(session, project_ids)


def list_by_ids(session: Session, report_ids: tuple[str, ...]) -> tuple[WeeklyReport, ...]:
    return store.list_by_ids(session, report_ids)


def edit(
    session: Session,
    access: Access,
    actor: Actor,
    *,
    report: WeeklyReport,
    texts: dict[str, str],
    version: int | None = None,
) -> WeeklyReport:
    """Change summary, risks or next. Raises OnlyForManager, WeeklyReportSent, WeeklyReportChangedMeanwhile."""
    project_policy.check_may_edit_plan(access)
    if report.status is ReportStatus.SENT:
        raise WeeklyReportSent(report_id=report.id)
    if version is not None and version != report.version:
        raise WeeklyReportChangedMeanwhile(current=msgspec.to_builtins(report), fields=sorted(texts))
    if any(len(text) > TEXT_LENGTH for text in texts.values()):
        raise WeeklyReportInvalid(longest=TEXT_LENGTH)
    changes: dict[str, tuple[object, object]] = {
        field: (getattr(report, field), text) for field, text in texts.items() if getattr(report, field) != text
    }
    if changes:
        store.update_report(session, report.id, **{field: texts[field] for field in changes})
        happened = WeeklyReportEdited(of_project=report.project_id, report_id=report.id, changes=changes)
        events.record(session, actor, happened)
    return get_report(session, report.id)


def readers_of(session: Session, project_id: str) -> tuple[str, ...]:
    """Who gets the report when nobody else is named: the project's viewers."""
    return tuple(
        member.id
        for member, role in projects.list_members(session, project_id)
        if role is ProjectRole.VIEWER and member.is_active
    )


def send(
    session: Session,
    access: Access,
    actor: Actor,
    *,
    report: WeeklyReport,
    member_ids: Sequence[str],
    to_group: bool,
) -> WeeklyReport:
    """Send the report, once. Raises OnlyForManager, WeeklyReportSent, NobodyToSendTo, MemberNotFound."""
    project_policy.check_may_edit_plan(access)
    if report.status is ReportStatus.SENT:
        raise WeeklyReportSent(report_id=report.id)
    receivers = tuple(dict.fromkeys(people.get_member(session, member_id).id for member_id in member_ids))
    groups = bindings.list_chats_of(session, report.project_id) if to_group else ()
    if not receivers and not groups:
        raise NobodyToSendTo(report_id=report.id)
    text = MarkdownContent(cards.to_markdown(report))
    for member_id in receivers:
        notify.tell(session, member_id, text, reason="report.weekly", project_id=report.project_id)
    for chat in groups:
        bindings.say(session, chat, text)
    store.update_report(session, report.id, status=ReportStatus.SENT.value, sent_at=session.now, sent_to=receivers)
    happened = WeeklyReportSentOut(
        of_project=report.project_id, report_id=report.id, member_ids=receivers, to_group=bool(groups)
    )
    events.record(session, actor, happened)
    return get_report(session, report.id)


def offer(session: Session, report: WeeklyReport) -> None:
    """Lay the composed report before the manager, with one button to send it."""
    project = projects.get_project(session, report.project_id)
    names = [people.name_of(session, member_id) for member_id in readers_of(session, project.id)]
    card = cards.report_card(session, report, manager_id=project.manager_id, reader_names=tuple(names))
    notify.tell(session, project.manager_id, CardContent(card), reason="report.ready", project_id=report.project_id)


def _instants(session: Session, week: Week) -> tuple[datetime, datetime]:
    zone = people.local_now(session).tzinfo
    first = datetime.combine(week.first, time(), tzinfo=zone)
    return first, first + timedelta(days=7)
