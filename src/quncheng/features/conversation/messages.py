"""One message, one transaction: read it, act statement by statement, answer once."""

from dataclasses import replace

from quncheng.features.bindings import service as bindings
from quncheng.features.bindings.types import Answer, Turn
from quncheng.features.conversation import asking, newcomers, refusals, texts, turns
from quncheng.features.conversation.answering import answer_in_words, keep_questions
from quncheng.features.conversation.dispatch import dispatch
from quncheng.features.conversation.plain import to_plain
from quncheng.features.conversation.types import Desk, Scene
from quncheng.features.people import service as people
from quncheng.features.people.errors import MemberDeactivated
from quncheng.kit.errors import ErrorKind, QunchengError
from quncheng.language.intents import (
    AskOtherWay,
    AskQuestion,
    BindProject,
    ChoosePending,
    ConfirmPending,
    Help,
    IntroduceSelf,
    RejectPending,
    SignIn,
    Statement,
    Undo,
)
from quncheng.language.situation import Reading, Situation
from quncheng.language.understanding import understand
from quncheng.runtime.db import Session
from quncheng.runtime.ports import CardContent, InboundMessage, MarkdownContent, MessageKind

IN_WORDS = (ConfirmPending, RejectPending, AskOtherWay, ChoosePending)
WITHOUT_BINDING = (BindProject, Help, IntroduceSelf, SignIn, Undo, *IN_WORDS)
READABLE = (MessageKind.TEXT, MessageKind.VOICE, MessageKind.MIXED)
TEXT_BYTES = 20_000


def handle_message(session: Session, desk: Desk, message: InboundMessage) -> None:
    """Understand what somebody said to the bot, do it, and write the answer into the outbox."""
    chat = bindings.find_or_add_chat(session, bot_id=desk.bot_id, address=message.chat)
    operation_id = session.new_id()
    try:
        speaker, is_new = newcomers.meet(session, desk, chat, external_id=message.sender_id, operation_id=operation_id)
    except MemberDeactivated as refusal:
        bindings.reply(session, chat, MarkdownContent(refusals.say(refusal)), reply_token=message.reply_token)
        return
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
    scene = replace(scene, is_alone=len(reading.statements) == 1, is_doubtful=reading.is_doubtful)
    answers = [answer for statement in reading.statements for answer in _act(session, scene, statement)]
    if _is_worth_saying(reading.unread, situation):
        answers.append(Answer(text=texts.left_unread(reading.unread)))
    return answers


def _is_worth_saying(unread: str, situation: Situation) -> bool:
    """A remark may be passed over in silence; words with a name, a number or a day may not."""
    has_name = any(person.name in unread for person in situation.people)
    return bool(unread) and (has_name or any(sign.isdigit() for sign in unread) or "周" in unread)


def _answer_nothing(scene: Scene, reading: Reading) -> Answer:
    if reading.is_chatter or not reading.unread:
        return Answer(text=texts.SMALL_TALK)
    if scene.turn.chat.is_group and scene.turn.project is None:
        return Answer(text=texts.NO_PROJECT_IN_GROUP)
    return Answer(text=texts.not_understood(reading.unread))


def _act(session: Session, scene: Scene, statement: Statement) -> list[Answer]:
    """One statement; what is refused is said and leaves nothing behind, the others stand."""
    turn = scene.turn
    if turn.chat.is_group and turn.project is None and not isinstance(statement, WITHOUT_BINDING):
        return [Answer(text=texts.NO_PROJECT_IN_GROUP)]
    if scene.is_doubtful and not isinstance(statement, AskQuestion):
        return [Answer(ask=asking.to_ask(turn, to_plain(statement), asking.ask_meant(statement)))]
    try:
        with session.savepoint():
            if isinstance(statement, IN_WORDS):
                return answer_in_words(session, scene, statement)
            return [dispatch(session, scene, statement)]
    except QunchengError as refusal:
        if refusal.kind is ErrorKind.UNAVAILABLE:
            raise
        return [Answer(text=refusals.say(refusal))]


def _say(session: Session, turn: Turn, answers: list[Answer], *, reply_token: str) -> None:
    """One reply: all sentences together, then cards; of several questions the first, the others wait behind it."""
    answers = [*answers, keep_questions(session, turn, answers)]
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
