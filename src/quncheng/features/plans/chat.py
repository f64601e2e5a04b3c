"""The plan in the conversation: new tasks, changes with their consequences, requests and decisions."""

import math

import msgspec

from quncheng.features.bindings import service as bindings
from quncheng.features.bindings.types import Answer, Click, ClickAnswer, Turn, confirmation
from quncheng.features.people import service as people
from quncheng.features.plans import cards, drafting, notices, service
from quncheng.features.plans.errors import RequestDecided
from quncheng.features.plans.types import ChangeRequest, DraftedTask, PlanImpact
from quncheng.features.progress import service as progress
from quncheng.features.progress.types import Statement
from quncheng.features.projects import policy as project_policy
from quncheng.features.projects import service as projects
from quncheng.features.projects.types import Access, Project
from quncheng.features.tasks import parts
from quncheng.features.tasks import service as tasks
from quncheng.features.tasks.lines import PRIORITY_WORDS, name_line
from quncheng.features.tasks.types import Priority, Task, TaskChanges
from quncheng.kit.errors import QunchengError
from quncheng.language.intents import ChangeTask, Duration
from quncheng.language.wording import say_day, say_moment
from quncheng.runtime.db import Session

DATE_FIELDS = frozenset({"due_date", "not_before", "duration_days"})


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
    return Answer(text=say_unreached(unreached), card=card)


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
    return ClickAnswer(card, text=say_unreached(unreached))


def say_unreached(names: tuple[str, ...]) -> str:
    """Who gets no private message yet, and why."""
    if not names:
        return ""
    return f"{'、'.join(names)} 还没有私聊过我,暂时收不到私信;请他们先给我发一句话。"


# Changes ------------------------------------------------------------------------------------------------------------


def change(
    session: Session,
    turn: Turn,
    task: Task,
    said: ChangeTask,
    *,
    assignee_id: str | None,
    remarks: tuple[str, ...] = (),
) -> Answer:
    """The manager's changes are made (those that move others are shown first); a member's become a request."""
    _, access = where(turn)
    changes = to_changes(session, task, said, assignee_id=assignee_id)
    wish = say_wish(session, said, changes, turn)
    if not project_policy.may_edit_plan(access):
        return _ask_for_change(session, turn, task, changes, wish=wish, reason=said.reason)
    impact = PlanImpact()
    if DATE_FIELDS & changes.set_fields().keys():
        impact = service.preview(session, access, task=task, changes=changes)
        if any(one.task_id != task.id for one in impact.moved):
            return _show_first(session, turn, task, changes, impact, wish=wish)
    changed, _ = service.change(session, access, turn.actor, task=task, changes=changes)
    unreached = _tell_change(session, turn, task, changed, impact)
    lines = [f"好的,{name_line(task)}:{wish}", *remarks, say_unreached(unreached)]
    return Answer(text="\n".join(line for line in lines if line))


def to_changes(session: Session, task: Task, said: ChangeTask, *, assignee_id: str | None) -> TaskChanges:
    """The fields a sentence changes."""
    values: dict[str, object] = {}
    if assignee_id is not None:
        values["assignee_id"] = assignee_id
    if said.title is not None:
        values["title"] = said.title
    if said.priority is not None:
        values["priority"] = Priority(said.priority.value)
    if said.due is not None:
        values |= {"due_date": said.due.on, "due_time": None if said.due.at is None else f"{said.due.at:%H:%M}"}
    if said.start is not None:
        values["not_before"] = said.start.on
    if said.duration is not None:
        values["duration_days"] = to_days(said.duration)
    changes = msgspec.structs.replace(TaskChanges(), **values)
    return service.wish_to_changes(session, task, changes=changes, shift_workdays=said.shift_workdays)


def to_days(duration: Duration | None) -> int | None:
    """Whole workdays; half a day is planned as one."""
    return None if duration is None else max(math.ceil(duration.workdays), 1)


def say_wish(session: Session, said: ChangeTask, changes: TaskChanges, turn: Turn) -> str:
    """What is wanted, in a few words, with the days as they were understood."""
    words: list[str] = []
    if isinstance(changes.assignee_id, str):
        words.append(f"负责人改为 {people.name_of(session, changes.assignee_id)}")
    if said.shift_workdays is not None:
        words.append(f"{'晚' if said.shift_workdays > 0 else '早'} {abs(said.shift_workdays)} 个工作日")
    if said.due is not None:
        words.append(f"截止改为 {say_moment(said.due, turn.now)}")
    if said.start is not None:
        words.append(f"{say_day(said.start.on, turn.now)} 开始")
    if said.duration is not None:
        words.append(f"工期改为 {to_days(said.duration)} 个工作日")
    if said.priority is not None:
        words.append(f"优先级改为{PRIORITY_WORDS[said.priority.value]}")
    if said.title is not None:
        words.append(f"改名为「{said.title}」")
    return ",".join(words)


def _show_first(
    session: Session, turn: Turn, task: Task, changes: TaskChanges, impact: PlanImpact, *, wish: str
) -> Answer:
    card_id = bindings.keep_card(
        session,
        kind=cards.CHANGE,
        payload={"task_id": task.id, "changes": msgspec.to_builtins(changes)},
        project_id=task.project_id,
    )
    card = cards.change_card(card_id, task, wish=wish, impact=impact, now=turn.now)
    return Answer(card=card, ask=confirmation(card_id, yes=cards.APPLY, no=cards.KEEP))


def _ask_for_change(
    session: Session, turn: Turn, task: Task, changes: TaskChanges, *, wish: str, reason: str
) -> Answer:
    project, access = where(turn)
    request = service.request_change(session, access, turn.actor, task=task, changes=changes, reason=reason)
    _note_forecast(session, turn, task, request)
    notices.tell_manager(session, project, request, title=name_line(task), wish=wish, now=turn.now)
    manager = people.name_of(session, project.manager_id)
    impact = cards.impact_words(request.impact, turn.now)
    return Answer(text=f"{name_line(task)}:{wish}\n影响:{impact}\n已提交给 {manager} 确认,同意后计划才会变。")


def _note_forecast(session: Session, turn: Turn, task: Task, request: ChangeRequest) -> None:
    """Who asks for more time for their own work has said when it will be ready, whatever becomes of the plan."""
    if turn.speaker.id not in (task.assignee_id, *task.collaborator_ids):
        return
    ends = [one.new_finish for one in request.impact.moved if one.task_id == task.id and one.workdays > 0]
    if ends and ends[0] is not None:
        access, locked = tasks.lock_task(session, turn.speaker.id, task.id)
        said = Statement(forecast_finish=ends[0], note=request.reason)
        progress.report(session, access, turn.actor, task=locked, said=said)


def _tell_change(session: Session, turn: Turn, before: Task, after: Task, impact: PlanImpact) -> tuple[str, ...]:
    """A new assignee is told; owners of moved tasks are told, each once."""
    project, _ = where(turn)
    unreached: tuple[str, ...] = ()
    if after.assignee_id != before.assignee_id:
        unreached = notices.tell_assigned(session, project, (after,), by_id=turn.speaker.id, now=turn.now)
        notices.tell_handed_over(session, project, before, after, by_id=turn.speaker.id)
    told_already = frozenset({turn.speaker.id, after.assignee_id if after.assignee_id != before.assignee_id else None})
    notices.tell_moved(
        session,
        project,
        impact.moved,
        except_ids=told_already,
        first_words=f"的计划变了({turn.speaker.name} 调整了 {name_line(after)}):",
        now=turn.now,
    )
    return unreached


def click_change(session: Session, turn: Turn, click: Click) -> ClickAnswer:
    """确认 or 先不改 under the consequences of a change."""
    project, access = where(turn)
    project_policy.check_may_edit_plan(access)
    stored = click.stored
    if click.action == cards.KEEP:
        return ClickAnswer(cards.cancelled_card(stored.card_id, title="好的,计划不变"))
    _, task = tasks.lock_task(session, turn.speaker.id, str(stored.payload["task_id"]))
    changes = msgspec.convert(stored.payload["changes"], TaskChanges)
    changed, impact = service.change(session, access, turn.actor, task=task, changes=changes)
    _tell_change(session, turn, task, changed, impact)
    notices.post_picture(session, project.id)
    return ClickAnswer(cards.changed_card(stored.card_id, changed, impact, now=turn.now))


def link(session: Session, turn: Turn, predecessor: Task, successor: Task, *, lag: float) -> Answer:
    """One task after another. Raises OnlyForManager, DependencyInvalid."""
    _, access = where(turn)
    parts.link(
        session,
        access,
        turn.actor,
        predecessor_id=predecessor.id,
        successor_id=successor.id,
        lag=lag,
    )
    after = tasks.get_task(session, successor.id)
    finish = "" if after.planned_finish is None else f",计划 {say_day(after.planned_finish, turn.now)} 完成"
    return Answer(text=f"好的,{name_line(successor)} 在 {name_line(predecessor)} 之后{finish}")


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


def show_picture(session: Session, turn: Turn) -> Answer:
    """甘特图: drawn in the background and posted here."""
    project, _ = where(turn)
    notices.post_picture(session, project.id, chat_id=turn.chat.id)
    return Answer(text=f"正在画「{project.name}」的计划图,马上就好…")


def _names(session: Session, drafts: tuple[DraftedTask, ...]) -> dict[str, str]:
    ids = tuple({draft.assignee_id for draft in drafts if draft.assignee_id is not None})
    return {member.id: member.name for member in people.list_members(session, ids)} if ids else {}
