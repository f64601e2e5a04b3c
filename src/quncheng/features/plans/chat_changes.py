"""Changes of the plan in the conversation: consequences first, another way, then done, or asked of the manager."""

import math
from collections.abc import Sequence

import msgspec

from quncheng.engine.types import ConstraintType
from quncheng.features.bindings import service as bindings
from quncheng.features.bindings.types import Answer, Click, ClickAnswer, Turn, confirmation
from quncheng.features.calendars import service as calendars
from quncheng.features.calendars.types import CalendarOwner
from quncheng.features.people import service as people
from quncheng.features.plans import alternatives, cards, lines, notices, rules, service, wishes
from quncheng.features.plans.chat import where
from quncheng.features.plans.types import ChangeRequest, PlanImpact
from quncheng.features.plans.wishes import PlanWish, WishedEdit
from quncheng.features.progress import service as progress
from quncheng.features.progress.types import Statement
from quncheng.features.projects import policy as project_policy
from quncheng.features.projects import service as projects
from quncheng.features.projects.types import Access, ProjectRole
from quncheng.features.tasks import queries
from quncheng.features.tasks import service as tasks
from quncheng.features.tasks.lines import name_line
from quncheng.features.tasks.types import Priority, Task, TaskChanges
from quncheng.language.card import ButtonStyle, CardButton
from quncheng.language.intents import ChangeTask, Duration
from quncheng.runtime.db import Session

ACTIONS = frozenset(
    {cards.APPLY, cards.KEEP, cards.SUBMIT, cards.OTHER, *(f"{cards.PICK}:{n}" for n in range(alternatives.MOST))}
)


# What a sentence wants ----------------------------------------------------------------------------------------------


def to_wish(session: Session, turn: Turn, task: Task, said: ChangeTask, *, assignee_id: str | None) -> PlanWish:
    """What a change of one task wants of the plan. Raises TaskInvalid."""
    changes = to_changes(session, task, said, assignee_id=assignee_id)
    name = people.name_of(session, assignee_id) if assignee_id is not None else ""
    words = lines.wish_words(said, changes, assignee=name, now=turn.now)
    return PlanWish(words, name_line(task), task.id, edits=(WishedEdit(task.id, changes),))


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
    if said.constraint is not None:
        is_free = said.constraint is ConstraintType.AS_SOON_AS_POSSIBLE
        values["constraint_type"] = None if is_free else said.constraint
        values["constraint_on"] = None if said.constraint_on is None else said.constraint_on.on
        values |= {"not_before": None} if is_free else {}
    if said.is_manual is not None:
        values["is_manual"] = said.is_manual
    changes = msgspec.structs.replace(TaskChanges(), **values)
    if said.fixed_on is not None:
        calendar = calendars.project_calendar(session, task.project_id)
        return rules.put_by_hand(task, changes, finish=said.fixed_on.on, calendar=calendar)
    return service.wish_to_changes(session, task, changes=changes, shift_workdays=said.shift_workdays)


def to_days(duration: Duration | None) -> int | None:
    """Whole workdays; half a day is planned as one."""
    return None if duration is None else max(math.ceil(duration.workdays), 1)


# Proposed -----------------------------------------------------------------------------------------------------------


def change(
    session: Session,
    turn: Turn,
    task: Task,
    said: ChangeTask,
    *,
    assignee_id: str | None,
    remarks: tuple[str, ...] = (),
) -> Answer:
    """The manager's changes are made (those that move anything else are shown first); a member's become a request."""
    wish = to_wish(session, turn, task, said, assignee_id=assignee_id)
    return propose(session, turn, wish, reason=said.reason, remarks=remarks)


def propose(session: Session, turn: Turn, wish: PlanWish, *, reason: str = "", remarks: tuple[str, ...] = ()) -> Answer:
    """Make it when nothing else moves, show it first when something does, ask the manager when it is not theirs."""
    _, access = where(turn)
    if not project_policy.may_edit_plan(access):
        return _ask_manager(session, turn, wish, reason=reason)
    if wish.is_moving:
        impact = wishes.preview(session, access, wish)
        if wish.days is not None or not wishes.is_only_about(impact, [edit.task_id for edit in wish.edits]):
            return show_first(session, turn, wish, impact, remarks=remarks)
    _, unreached = _do(session, turn, wish)
    said = (f"好的,{wish.title}", *remarks, lines.say_unreached(unreached))
    return Answer(text="\n".join(line for line in said if line))


def show_first(
    session: Session,
    turn: Turn,
    wish: PlanWish,
    impact: PlanImpact,
    *,
    remarks: tuple[str, ...] = (),
    yes: str = "确认",
) -> Answer:
    """One card: what is wanted, what it does, and by right what can be done about it."""
    project, access = where(turn)
    edits = project_policy.may_edit_plan(access)
    payload = _payload(wish, impact) | {"yes": yes}
    card_id = bindings.keep_card(
        session,
        kind=cards.CHANGE,
        payload=payload,
        project_id=project.id,
        audience_id=None if edits else turn.speaker.id,
    )
    buttons = _buttons(access, yes=yes)
    card = cards.wish_card(
        card_id, wish, impact=impact, names=_names(turn), buttons=buttons, now=turn.now, remark=";".join(remarks)
    )
    return Answer(card=card, ask=confirmation(card_id, yes=cards.APPLY if edits else cards.SUBMIT, no=cards.KEEP))


def what_if(session: Session, turn: Turn, wish: PlanWish) -> Answer:
    """What it would do; nothing is written."""
    _, access = where(turn)
    return show_first(session, turn, wish, wishes.preview(session, access, wish), yes="就这么办")


def _buttons(access: Access, *, yes: str) -> Sequence[CardButton]:
    if project_policy.may_edit_plan(access):
        return (
            CardButton(yes, cards.APPLY, ButtonStyle.PRIMARY),
            CardButton("换个办法", cards.OTHER),
            CardButton("算了", cards.KEEP),
        )
    if project_policy.may_contribute(access):
        return (CardButton("提交给项目经理", cards.SUBMIT, ButtonStyle.PRIMARY), CardButton("算了", cards.KEEP))
    return (CardButton("知道了", cards.KEEP),)


def _payload(wish: PlanWish, impact: PlanImpact) -> dict[str, object]:
    return {"wish": msgspec.to_builtins(wish), "seen": wishes.fingerprint(impact)}


def _names(turn: Turn) -> dict[str, str]:
    return {member.id: member.name for member in turn.members}


# Pressed ------------------------------------------------------------------------------------------------------------


def click(session: Session, turn: Turn, pressed: Click) -> ClickAnswer:
    """确认, 换个办法, one of the ways, 算了 under the consequences of a change."""
    _, access = where(turn)
    card_id = pressed.stored.card_id
    wish = msgspec.convert(pressed.stored.payload["wish"], PlanWish)
    if pressed.action == cards.KEEP:
        return ClickAnswer(cards.cancelled_card(card_id, title="好的,计划不变"))
    if pressed.action == cards.SUBMIT and not project_policy.may_edit_plan(access):
        answer = _ask_manager(session, turn, wish, reason="")
        return ClickAnswer(cards.cancelled_card(card_id, title=f"已提交:{wish.title}"), text=answer.text)
    project_policy.check_may_edit_plan(access)
    if pressed.action == cards.OTHER:
        return _show_ways(session, turn, pressed, wish)
    if pressed.action.startswith(cards.PICK):
        return _show_again(session, turn, pressed, _picked(pressed))
    return _apply(session, turn, pressed, wish)


def _apply(session: Session, turn: Turn, pressed: Click, wish: PlanWish) -> ClickAnswer:
    """Only what was shown is done: when it would do something else by now, that is shown instead."""
    project, access = where(turn)
    projects.lock_project(session, project.id)
    if wishes.fingerprint(wishes.preview(session, access, wish)) != pressed.stored.payload["seen"]:
        return _show_again(session, turn, pressed, wish, remark="计划刚刚变过,这是新的影响,请再确认一次")
    impact, unreached = _do(session, turn, wish)
    notices.post_picture(session, project.id)
    card = cards.done_card(pressed.stored.card_id, wish, impact=impact, names=_names(turn), now=turn.now)
    return ClickAnswer(card, text=lines.say_unreached(unreached))


def _show_again(session: Session, turn: Turn, pressed: Click, wish: PlanWish, *, remark: str = "") -> ClickAnswer:
    _, access = where(turn)
    card_id = pressed.stored.card_id
    impact = wishes.preview(session, access, wish)
    yes = str(pressed.stored.payload["yes"])
    bindings.change_card(session, card_id, payload=_payload(wish, impact) | {"yes": yes})
    card = cards.wish_card(
        card_id, wish, impact=impact, names=_names(turn), buttons=_buttons(access, yes=yes), now=turn.now, remark=remark
    )
    return ClickAnswer(card, is_closed=False)


def _show_ways(session: Session, turn: Turn, pressed: Click, wish: PlanWish) -> ClickAnswer:
    project, access = where(turn)
    doing = {member.id: member.name for member, role in projects.list_members(session, project.id) if _does_work(role)}
    ways = alternatives.find(session, access, wish, members=doing)
    if not ways:
        return _show_again(session, turn, pressed, wish, remark="没有算出代价更小的办法")
    payload = pressed.stored.payload | {"ways": msgspec.to_builtins([way.wish for way in ways])}
    bindings.change_card(session, pressed.stored.card_id, payload=payload)
    card = cards.ways_card(pressed.stored.card_id, wish, ways, names=_names(turn), now=turn.now)
    return ClickAnswer(card, is_closed=False)


def _does_work(role: ProjectRole) -> bool:
    return role is not ProjectRole.VIEWER


def _picked(pressed: Click) -> PlanWish:
    """The way of a button; the wish itself when the card does not have so many."""
    ways = msgspec.convert(pressed.stored.payload.get("ways", []), list[PlanWish])
    position = int(pressed.action.rpartition(":")[2])
    return ways[position] if position < len(ways) else msgspec.convert(pressed.stored.payload["wish"], PlanWish)


# Asked of the manager -----------------------------------------------------------------------------------------------


def _ask_manager(session: Session, turn: Turn, wish: PlanWish, *, reason: str) -> Answer:
    project, access = where(turn)
    request = service.request_wish(session, access, turn.actor, wish=wish, reason=reason)
    _note_forecast(session, turn, request)
    words = wish.words if wish.days is None else "记下这几天"
    notices.tell_manager(session, project, request, title=wish.subject, wish=words, now=turn.now)
    manager = people.name_of(session, project.manager_id)
    impact = cards.impact_words(request.impact, turn.now, names=_names(turn))
    return Answer(text=f"{wish.title}\n影响:{impact}\n已提交给 {manager} 确认,同意后计划才会变。")


def _note_forecast(session: Session, turn: Turn, request: ChangeRequest) -> None:
    """Who asks for more time for their own work has said when it will be ready, whatever becomes of the plan."""
    if request.task_id is None:
        return
    task = tasks.get_task(session, request.task_id)
    if turn.speaker.id not in (task.assignee_id, *task.collaborator_ids):
        return
    ends = [one.new_finish for one in request.impact.moved if one.task_id == task.id and one.workdays > 0]
    if ends and ends[0] is not None:
        access, locked = tasks.lock_task(session, turn.speaker.id, task.id)
        said = Statement(forecast_finish=ends[0], note=request.reason)
        progress.report(session, access, turn.actor, task=locked, said=said)


# Done and told ------------------------------------------------------------------------------------------------------


def _do(session: Session, turn: Turn, wish: PlanWish) -> tuple[PlanImpact, tuple[str, ...]]:
    """Do it and tell everybody concerned, each once; also returns who could not be reached."""
    project, access = where(turn)
    edited = tuple(edit.task_id for edit in wish.edits)
    owners = {task.id: task for task in queries.list_by_ids(session, edited)}
    impact = wishes.carry_out(session, access, turn.actor, wish)
    given = [one for one in queries.list_by_ids(session, edited) if one.assignee_id != owners[one.id].assignee_id]
    unreached = notices.tell_assigned(session, project, given, by_id=turn.speaker.id, now=turn.now)
    for task in given:
        notices.tell_handed_over(session, project, owners[task.id], task, by_id=turn.speaker.id)
    if wish.days is not None:
        notices.tell_later(session, turn.actor)
        _tell_whose_days(session, turn, wish, impact)
        return impact, unreached
    notices.tell_moved(
        session,
        project,
        impact.moved,
        except_ids=frozenset({turn.speaker.id, *(task.assignee_id for task in given)}),
        first_words=f"的计划变了({turn.speaker.name} 调整了 {wish.subject}):",
        now=turn.now,
    )
    return impact, unreached


def _tell_whose_days(session: Session, turn: Turn, wish: PlanWish, impact: PlanImpact) -> None:
    """Whose leave somebody else has noted, and who has not been told of moved tasks already."""
    days = wish.days
    if days is None or days.owner is not CalendarOwner.MEMBER or days.owner_id == turn.speaker.id:
        return
    if all(one.assignee_id != days.owner_id for one in impact.moved):
        project, _ = where(turn)
        notices.tell_leave(session, project, member_id=days.owner_id, by=turn.speaker.name, words=wish.words)


def count_ways(payload: dict[str, object]) -> int:
    """How many other ways a card shows, for whoever says 第二个."""
    return len(msgspec.convert(payload.get("ways", []), list[PlanWish]))
