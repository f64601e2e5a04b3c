"""The daily question: at the project's time, each member gets one card with only the tasks that need a word."""

from datetime import date, datetime, time, timedelta

from quncheng.features.calendars import service as calendars
from quncheng.features.followups import cards, rules
from quncheng.features.followups.types import Question
from quncheng.features.notify import service as notify
from quncheng.features.people import service as people
from quncheng.features.progress import service as progress
from quncheng.features.projects import service as projects
from quncheng.features.projects.types import Project, ProjectRole
from quncheng.features.tasks import queries
from quncheng.runtime import jobs
from quncheng.runtime.db import Session
from quncheng.runtime.ports import CardContent

JOB = "followups.ask"
LATE_BY = timedelta(hours=2)
"""After a stop the question of a time that is longer ago is not asked any more."""


def schedule_due(session: Session) -> int:
    """Write the jobs whose time has come, once for each project and day; returns how many are new."""
    now = people.local_now(session)
    calendar = calendars.get_calendar(session)
    if not calendar.is_workday(now.date()):
        return 0
    new = 0
    for project in projects.list_scheduled(session):
        if project.daily_at is not None and is_time(now, project.daily_at):
            payload = {"project_id": project.id, "on": now.date().isoformat()}
            new += jobs.enqueue_once(session, JOB, payload, name=f"{JOB}:{project.id}", slot=now.date().isoformat())
    return new


def is_time(now: datetime, at: time) -> bool:
    """Whether a time of today has come, and not too long ago."""
    due = now.replace(hour=at.hour, minute=at.minute, second=0, microsecond=0)
    return due <= now < due + LATE_BY


def ask_project(session: Session, *, project_id: str, on: date) -> int:
    """Ask every member of a project who has tasks that need a word; returns how many were asked."""
    project = projects.get_project(session, project_id)
    asked = 0
    for member, role in projects.list_members(session, project_id):
        if role is ProjectRole.VIEWER or not member.is_active:
            continue
        questions = questions_for(session, project, member_id=member.id, today=on)
        if questions:
            card = cards.daily_card(session, project=project, member_id=member.id, questions=questions, today=on)
            notify.tell(
                session,
                member.id,
                CardContent(card),
                reason="followup.daily",
                project_id=project_id,
                ask=cards.daily_question(card.card_id, questions),
            )
            asked += 1
    return asked


def questions_for(session: Session, project: Project, *, member_id: str, today: date) -> tuple[Question, ...]:
    """The tasks of a member that need a word today."""
    mine = queries.list_open_of(session, member_id, project_id=project.id)
    zone = people.local_now(session).tzinfo
    heard: dict[str, date] = {}
    for task in mine:
        reports = progress.list_of_task(session, task.id)
        spoken = [report.created_at for report in reports if report.member_id == member_id]
        if spoken:
            heard[task.id] = max(spoken).astimezone(zone).date()
    return rules.decide_questions(mine, heard_on=heard, today=today, calendar=calendars.get_calendar(session))
