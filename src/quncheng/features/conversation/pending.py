"""Answers to what the bot asked: the missing piece, a yes or no to a request that waits."""

from quncheng.features.bindings.types import Answer, Dialog, Turn
from quncheng.features.conversation import asking
from quncheng.features.conversation.plain import from_plain
from quncheng.features.conversation.types import Option
from quncheng.features.plans import chat as plan_chat
from quncheng.features.plans import service as plans
from quncheng.features.plans.types import ChangeRequest, RequestStatus
from quncheng.features.projects import policy as project_policy
from quncheng.features.projects import service as projects
from quncheng.kit.errors import ErrorKind, QunchengError
from quncheng.language.intents import AskOtherWay, ChoosePending, ConfirmPending, Decide, RejectPending, Statement
from quncheng.runtime.db import Session


class NothingToDecide(QunchengError):
    """No request waits for this person."""

    code = "conversation.nothing_to_decide"
    kind = ErrorKind.NOT_FOUND


class SeveralToDecide(QunchengError):
    """More than one request waits; ``numbers`` lists them."""

    code = "conversation.several_to_decide"
    kind = ErrorKind.CONFLICT


def chosen_option(
    dialog: Dialog, statement: ConfirmPending | RejectPending | AskOtherWay | ChoosePending, turn: Turn
) -> Option | None:
    """Which ready answer, or which value, an answer in words stands for."""
    options = asking.options_of(dialog.payload)
    match statement:
        case ConfirmPending():
            return options[0] if len(options) == 1 else None
        case RejectPending() | AskOtherWay():
            return None
        case ChoosePending():
            if statement.position is not None and 1 <= statement.position <= len(options):
                return options[statement.position - 1]
            return asking.read_words(dialog.payload, statement.text, turn)


def resume(payload: dict[str, object], option: Option) -> Statement:
    """The waiting statement with its missing piece."""
    return from_plain(asking.fill(payload, option.value))


def decide(session: Session, turn: Turn, said: Decide, *, is_approved: bool) -> Answer:
    """同意 or 驳回 in words. Raises NothingToDecide, SeveralToDecide, OnlyForManager, RequestDecided."""
    waiting = _waiting_for(session, turn)
    if said.number is not None:
        about = [request for request in waiting if _is_about(session, request, said.number)]
        waiting = about or [request for request in waiting if request.number == said.number]
    if not waiting:
        raise NothingToDecide
    if len(waiting) > 1:
        raise SeveralToDecide(numbers="、".join(plan_chat.say_subject(session, request) for request in waiting))
    return plan_chat.decide_by_sentence(session, turn, waiting[0], is_approved=is_approved, comment=said.comment)


def _is_about(session: Session, request: ChangeRequest, number: int) -> bool:
    """同意 #12 names the task, whose number people see; only without such a task the request."""
    return plan_chat.say_subject(session, request).startswith(f"#{number} ")


def _waiting_for(session: Session, turn: Turn) -> list[ChangeRequest]:
    """Requests the speaker may decide, in this project, or in all of theirs in a direct chat."""
    if turn.project is not None:
        ids = [turn.project.id]
    else:
        ids = [membership.project_id for membership in projects.list_roles_of(session, turn.speaker.id)]
    deciding = tuple(
        project_id
        for project_id in ids
        if project_policy.may_edit_plan(projects.get_access(session, turn.speaker.id, project_id))
    )
    return list(plans.list_requests(session, deciding, status=RequestStatus.WAITING)) if deciding else []
