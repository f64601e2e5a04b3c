"""One message, one transaction: read it, act statement by statement, answer once."""

from quncheng.features.bindings import service as bindings
from quncheng.features.bindings.types import Answer, Turn
from quncheng.features.conversation import asking, newcomers, pending, texts, turns
from quncheng.features.conversation.dispatch import dispatch
from quncheng.features.conversation.types import Desk, Option, Scene, SlotKind
from quncheng.features.people import service as people
from quncheng.kit.errors import ErrorKind, QunchengError
from quncheng.language.intents import (
    BindProject,
    ChoosePending,
    ConfirmPending,
    Help,
    IntroduceSelf,
    Reading,
    RejectPending,
    SignIn,
    Statement,
)
from quncheng.language.refusals import explain
from quncheng.language.understanding import understand
from quncheng.runtime.db import Session
from quncheng.runtime.ports import CardContent, InboundMessage, MarkdownContent, MessageKind

WITHOUT_BINDING = (BindProject, Help, IntroduceSelf, SignIn)
READABLE = (MessageKind.TEXT, MessageKind.VOICE, MessageKind.MIXED)
TEXT_BYTES = 20_000


def handle_message(session: Session, desk: Desk, message: InboundMessage) -> None:
    """Understand what somebody said to the bot, do it, and write the answer into the outbox."""
    chat = bindings.find_or_add_chat(session, bot_id=desk.bot_id, address=message.chat)
    operation_id = session.new_id()
    speaker, is_new = newcomers.meet(session, desk, chat, external_id=message.sender_id, operation_id=operation_id)
    actor = people.chat_actor(speaker.id, chat_id=chat.id, operation_id=operation_id)
    quote = "" if message.quote is None else message.quote.text
    scene = turns.open_scene(session, desk, chat=chat, speaker=speaker, actor=actor, quote=quote)
    if message.kind not in READABLE or not message.text.strip():
        answers = [Answer(text=texts.NOT_TEXT if message.kind not in READABLE else texts.SMALL_TALK)]
    else:
        answers = _answer(session, scene, message.text)
    if is_new and newcomers.is_nameless(session, people.get_member(session, speaker.id)):
        answers.append(Answer(text="对了,我还不知道怎么称呼您,回一句「我是张三」就好。"))
    _say(session, scene.turn, answers, reply_token=message.reply_token)


def _answer(session: Session, scene: Scene, text: str) -> list[Answer]:
    situation = turns.to_situation(session, scene)
    reading = understand(text, situation, calendar=scene.turn.calendar)
    if not reading.statements:
        return [_answer_nothing(scene, reading)]
    answers: list[Answer] = []
    for statement in reading.statements:
        answers.append(_act(session, scene, statement))
    return answers


def _answer_nothing(scene: Scene, reading: Reading) -> Answer:
    if reading.is_chatter:
        return Answer(text=texts.SMALL_TALK)
    if scene.turn.chat.is_group and scene.turn.project is None:
        return Answer(text=texts.NO_PROJECT_IN_GROUP)
    return Answer(text=texts.not_understood(reading.unread))


def _act(session: Session, scene: Scene, statement: Statement) -> Answer:
    """One statement; what is refused is said and leaves nothing behind, the others stand."""
    turn = scene.turn
    if turn.chat.is_group and turn.project is None and not isinstance(statement, WITHOUT_BINDING):
        return Answer(text=texts.NO_PROJECT_IN_GROUP)
    try:
        with session.savepoint():
            if isinstance(statement, ConfirmPending | RejectPending | ChoosePending):
                return _answer_question(session, scene, statement)
            return dispatch(session, scene, statement)
    except QunchengError as refusal:
        if refusal.kind is ErrorKind.UNAVAILABLE:
            raise
        return Answer(text=explain(refusal.code, refusal.facts))


def _answer_question(
    session: Session, scene: Scene, statement: ConfirmPending | RejectPending | ChoosePending
) -> Answer:
    """Put the answer where it was missing and go on."""
    turn = scene.turn
    dialog = bindings.find_dialog(session, chat_id=turn.chat.id, member_id=turn.speaker.id)
    if dialog is None or dialog.kind != asking.KIND:
        return dispatch(session, scene, statement)
    if isinstance(statement, RejectPending):
        pending.forget(session, scene)
        return Answer(text="好的,那就算了。")
    option = pending.chosen_option(dialog, statement, turn)
    if option is None:
        return Answer(text=f"没太明白您选哪个。{dialog.payload['question']}")
    pending.forget(session, scene)
    return go_on(session, scene, dialog.payload, option)


def go_on(session: Session, scene: Scene, payload: dict[str, object], option: Option) -> Answer:
    """The statement that waited, now complete; it may turn out to miss something else."""
    project_id = payload.get("project_id")
    if SlotKind(str(payload["kind"])) is SlotKind.PROJECT:
        scene = turns.in_project(session, scene, str(option.value))
    elif isinstance(project_id, str):
        scene = turns.in_project(session, scene, project_id)
    return dispatch(session, scene, pending.resume(payload, option))


def _say(session: Session, turn: Turn, answers: list[Answer], *, reply_token: str) -> None:
    """One reply: all sentences together, then cards; the first question stays open, the next ones behind it."""
    asks = [answer.ask for answer in answers if answer.ask is not None]
    if asks:
        bindings.ask(session, turn, asks[0])
    text = "\n".join(answer.text for answer in answers if answer.text)
    cards = [answer.card for answer in answers if answer.card is not None]
    replied = False
    if text:
        content = MarkdownContent(text.encode()[:TEXT_BYTES].decode(errors="ignore"))
        bindings.reply(session, turn.chat, content, reply_token=reply_token)
        replied = True
    for card in cards:
        if replied:
            bindings.say(session, turn.chat, CardContent(card))
        else:
            bindings.reply(session, turn.chat, CardContent(card), reply_token=reply_token)
            replied = True
