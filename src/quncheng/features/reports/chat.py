"""The weekly report in the conversation: read it, change a part by a sentence, send it with one tap."""

from quncheng.features.bindings.types import Answer, Click, ClickAnswer, Turn
from quncheng.features.people import service as people
from quncheng.features.projects import policy as project_policy
from quncheng.features.projects.errors import ProjectNotFound
from quncheng.features.projects.types import Access, Project
from quncheng.features.reports import cards, service
from quncheng.features.reports.types import ReportStatus, WeeklyReport
from quncheng.language.intents import EditWeeklyReport, SendWeeklyReport
from quncheng.runtime.db import Session


def show(session: Session, turn: Turn) -> Answer:
    """周报: this week's report; the manager gets a fresh draft with the button to send it."""
    project, access = _where(turn)
    if project_policy.may_edit_plan(access):
        report = service.compose(session, turn.actor, project_id=project.id, on=turn.now.date())
        if report.status is ReportStatus.DRAFT and not turn.chat.is_group:
            names = tuple(people.name_of(session, one) for one in service.readers_of(session, project.id))
            card = cards.report_card(session, report, manager_id=turn.speaker.id, reader_names=names)
            return Answer(text=cards.to_markdown(report), card=card)
        return Answer(text=cards.to_markdown(report))
    reports = [one for one in service.list_reports(session, (project.id,)) if one.status is ReportStatus.SENT]
    if not reports:
        return Answer(text="还没有发出过周报。")
    return Answer(text=cards.to_markdown(reports[0]))


def edit(session: Session, turn: Turn, said: EditWeeklyReport) -> Answer:
    """周报风险改成… Raises OnlyForManager, WeeklyReportSent."""
    project, access = _where(turn)
    report = _draft(session, turn, project)
    texts = {said.section.value: said.text}
    service.edit(session, access, turn.actor, report=report, texts=texts)
    words = {"summary": "概述", "risks": "风险", "next": "下周"}[said.section.value]
    return Answer(text=f"✓ 周报的{words}已改为:{said.text}")


def send(session: Session, turn: Turn, said: SendWeeklyReport) -> Answer:
    """把周报发给陈总. Raises OnlyForManager, WeeklyReportSent, NobodyToSendTo."""
    project, access = _where(turn)
    report = _draft(session, turn, project)
    to = said.to.member_id if said.to is not None else None
    if said.to is not None and to is None:
        return Answer(text=f"没找到「{said.to.text}」,请 @ 一下或说全名。")
    receivers = (to,) if to is not None else service.readers_of(session, project.id)
    service.send(session, access, turn.actor, report=report, member_ids=receivers, to_group=False)
    return Answer(text=f"✓ 周报已发给 {_names(session, receivers)}")


def click(session: Session, turn: Turn, click: Click) -> ClickAnswer:
    """The buttons of the report's card."""
    _, access = _where(turn)
    report = service.get_report(session, str(click.stored.payload["report_id"]))
    readers = service.readers_of(session, report.project_id)
    names = tuple(people.name_of(session, member_id) for member_id in readers)
    if click.action == cards.SHOW:
        card = cards.open_card(click.stored.card_id, report, names)
        return ClickAnswer(card, text=cards.to_markdown(report), is_closed=False)
    if report.status is ReportStatus.DRAFT:
        to_group = click.action == cards.SEND_GROUP
        receivers = () if to_group else readers
        report = service.send(session, access, turn.actor, report=report, member_ids=receivers, to_group=to_group)
        names = () if to_group else names
        return ClickAnswer(cards.sent_card(click.stored.card_id, report, names, to_group=to_group))
    sent_names = tuple(people.name_of(session, member_id) for member_id in report.sent_to)
    return ClickAnswer(cards.sent_card(click.stored.card_id, report, sent_names, to_group=not sent_names))


def _draft(session: Session, turn: Turn, project: Project) -> WeeklyReport:
    return service.compose(session, turn.actor, project_id=project.id, on=turn.now.date())


def _where(turn: Turn) -> tuple[Project, Access]:
    if turn.project is None or turn.access is None:
        raise ProjectNotFound
    return turn.project, turn.access


def _names(session: Session, member_ids: tuple[str, ...]) -> str:
    return "、".join(people.name_of(session, member_id) for member_id in member_ids)
