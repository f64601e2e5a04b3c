"""The plan in the conversation: new tasks, changes with their consequences, requests and decisions."""

import msgspec

from quncheng.features.bindings import service as bindings
from quncheng.features.bindings.types import Answer, Click, ClickAnswer, Turn, confirmation
from quncheng.features.people import service as people
from quncheng.features.plans import cards, drafting, lines, notices, service
from quncheng.features.plans.errors import RequestDecided
from quncheng.features.plans.picture import PictureView
from quncheng.features.plans.types import ChangeRequest, DraftedTask
from quncheng.features.plans.wishes import PlanWish
from quncheng.features.projects import policy as project_policy
from quncheng.features.projects import service as projects
from quncheng.features.projects.types import Access, Project
from quncheng.features.tasks import service as tasks
from quncheng.features.tasks.lines import name_line
from quncheng.features.tasks.types import Task
from quncheng.kit.errors import QunchengError
from quncheng.language.intents import AskQuestion, QuestionKind
from quncheng.runtime.db import Session


class NoProject(QunchengError):
    """The chat is about no project, so there is no plan to speak of."""

    code = "plans.no_project"


def where(turn: Turn) -> tuple[Project, Access]:
    """The project of the turn and the speaker's access to it. Raises NoProject."""
    if turn.project is None or turn.access is None:
        raise NoProject
    return turn.project, turn.access


# New tasks ----------------------------------------------------------------------------------------------------------


def create(session: Session, turn: Turn, drafts: tuple[DraftedTask, ...], *, remarks: tuple[str, ...] = ()) -> Answer:
    """One task is made at once, several are shown first; who may not change the plan asks the manager.

    ``remarks`` are what should be known about the days that were said.
    """
    project, access = where(turn)
    dated = drafting.with_dates(session, project, drafts)
    if not project_policy.may_edit_plan(access):
        return _ask_for_tasks(session, turn, dated)
    if len(dated) == 1:
        return _create_one(session, turn, dated, remarks=remarks)
    names = _names(session, dated)
    card_id = bindings.keep_card(
        session, kind=cards.DRAFT, payload={"drafts": msgspec.to_builtins(dated)}, project_id=project.id
    )
    card = cards.draft_card(card_id, dated, names=names, remarks=remarks, now=turn.now)
    text = cards.draft_list(dated, names=names) if len(dated) > cards.LINES_ON_CARD else ""
    return Answer(text=text, card=card, ask=confirmation(card_id, yes=cards.CONFIRM, no=cards.CANCEL))


def _create_one(session: Session, turn: Turn, drafts: tuple[DraftedTask, ...], *, remarks: tuple[str, ...]) -> Answer:
    project, access = where(turn)
    (task,) = drafting.confirm(session, access, turn.actor, drafts=drafts)
    unreached = notices.tell_assigned(session, project, (task,), by_id=turn.speaker.id, now=turn.now)
    card_id = bindings.keep_card(
        session,
        kind=cards.CREATED,
        payload={"operation_id": turn.actor.operation_id, "task_id": task.id},
        project_id=project.id,
    )
    owner = people.name_of(session, task.assignee_id)
    link = turn.link(f"/p/{project.id}/t/{task.number}")
    card = cards.created_card(card_id, task, owner=owner, remarks=remarks, now=turn.now, link=link)
    return Answer(text=lines.say_unreached(unreached), card=card)


def _ask_for_tasks(session: Session, turn: Turn, drafts: tuple[DraftedTask, ...]) -> Answer:
    project, access = where(turn)
    request = service.request_tasks(session, access, turn.actor, drafts=drafts)
    names = _names(session, drafts)
    wish = "新增 " + "、".join(draft.title for draft in drafts)
    title = f"{len(drafts)} 项新任务"
    notices.tell_manager(session, project, request, title=title, wish=wish, now=turn.now)
    manager = people.name_of(session, project.manager_id)
    return Answer(text=f"计划由 {manager} 来定,已替您提交:\n{cards.draft_list(drafts, names=names)}")


def click_draft(session: Session, turn: Turn, click: Click) -> ClickAnswer:
    """确认 or 取消 on a draft."""
    project, access = where(turn)
    project_policy.check_may_edit_plan(access)
    stored = click.stored
    if click.action == cards.CANCEL:
        return ClickAnswer(cards.cancelled_card(stored.card_id))
    drafts = msgspec.convert(stored.payload["drafts"], tuple[DraftedTask, ...])
    created = drafting.confirm(session, access, turn.actor, drafts=drafts)
    unreached = notices.tell_assigned(session, project, created, by_id=turn.speaker.id, now=turn.now)
    names = _names(session, drafts)
    card = cards.planned_card(stored.card_id, created, names=names, now=turn.now)
    return ClickAnswer(card, text=lines.say_unreached(unreached))


def cancel(session: Session, turn: Turn, task: Task, *, reason: str) -> Answer:
    """The task is not needed any more; the manager decides that, a member asks for it."""
    project, access = where(turn)
    if not project_policy.may_edit_plan(access):
        request = service.request_cancel(session, access, turn.actor, task=task, reason=reason)
        notices.tell_manager(session, project, request, title=name_line(task), wish="取消这项任务", now=turn.now)
        manager = people.name_of(session, project.manager_id)
        return Answer(text=f"{name_line(task)}:取消\n已提交给 {manager} 确认,同意后才会取消。")
    tasks.cancel_task(session, access, turn.actor, task=task)
    return Answer(text=f"已取消 {name_line(task)};回复「撤销」可以恢复")


# Decisions ----------------------------------------------------------------------------------------------------------


def click_request(session: Session, turn: Turn, click: Click) -> ClickAnswer:
    """同意 or 驳回; a late click is told who was faster."""
    project, access = where(turn)
    request = service.get_request(session, str(click.stored.payload["request_id"]))
    title = str(click.stored.payload["title"])
    requester = people.name_of(session, request.requester_id)
    try:
        decided = _decide(
            session, turn, project, access, request, title=title, is_approved=click.action == cards.APPROVE
        )
    except RequestDecided:
        decided = request
    decider = people.name_of(session, decided.decided_by)
    card = cards.decided_card(
        click.stored.card_id, decided, title=title, requester=requester, decider=decider, now=turn.now
    )
    return ClickAnswer(card)


def decide_by_sentence(
    session: Session, turn: Turn, request: ChangeRequest, *, is_approved: bool, comment: str
) -> Answer:
    """同意 or 驳回 in words. Raises OnlyForManager, RequestDecided."""
    project = projects.get_project(session, request.project_id)
    access = projects.get_access(session, turn.speaker.id, request.project_id)
    title = say_subject(session, request)
    decided = _decide(session, turn, project, access, request, title=title, is_approved=is_approved, comment=comment)
    outcome = f":{cards.approved_words(decided, turn.now)}" if is_approved else ",计划不变。"
    return Answer(text=f"已{'同意' if is_approved else '驳回'} {title} 的变更{outcome}")


def say_subject(session: Session, request: ChangeRequest) -> str:
    if "plan" in request.changes:
        return msgspec.convert(request.changes["plan"], PlanWish).subject
    if request.task_id is None:
        return "新增任务"
    return name_line(tasks.get_task(session, request.task_id))


def _decide(
    session: Session,
    turn: Turn,
    project: Project,
    access: Access,
    request: ChangeRequest,
    *,
    title: str,
    is_approved: bool,
    comment: str = "",
) -> ChangeRequest:
    decided = service.decide(session, access, turn.actor, request=request, is_approved=is_approved, comment=comment)
    notices.tell_decided(session, project, decided, title=title, decider_id=turn.speaker.id, now=turn.now)
    return decided


def show_picture(session: Session, turn: Turn, said: AskQuestion) -> Answer:
    """甘特图, 我的甘特图, 本月甘特图, 关键路径图: drawn in the background and posted here."""
    project, _ = where(turn)
    view = PictureView(
        member_id=turn.speaker.id if said.person is not None else None,
        first_on=said.first_on,
        last_on=said.last_on,
        is_critical=said.kind is QuestionKind.CRITICAL_GANTT,
    )
    notices.post_picture(session, project.id, chat_id=turn.chat.id, view=view)
    return Answer(text=f"正在画「{project.name}」的计划图,马上就好…")


def _names(session: Session, drafts: tuple[DraftedTask, ...]) -> dict[str, str]:
    ids = tuple({draft.assignee_id for draft in drafts if draft.assignee_id is not None})
    return {member.id: member.name for member in people.list_members(session, ids)} if ids else {}
