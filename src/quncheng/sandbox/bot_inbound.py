"""Turns what members do into the callbacks a bot receives, and remembers which of them it may still answer.

Vendor pages: https://developer.work.weixin.qq.com/document/path/100719 (messages), 101027 (events)
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from quncheng.sandbox.media_links import MediaLinks
from quncheng.sandbox.model import Author, Bot, Chat, Content, Delivery, Kind, Message, Request, RequestKind
from quncheng.sandbox.state import Platform

MESSAGE_COMMAND = "aibot_msg_callback"
EVENT_COMMAND = "aibot_event_callback"


@dataclass(frozen=True, slots=True)
class Callback:
    """One thing to tell a bot, however it is reached."""

    command: str
    request: Request
    body: dict[str, object]


Deliver = Callable[[Bot, Callback], bool]


class BotInbound:
    """``deliver`` says whether the bot could be reached."""

    def __init__(self, platform: Platform, links: MediaLinks, *, deliver: Deliver) -> None:
        self._platform = platform
        self._links = links
        self._deliver = deliver

    def message(self, bot: Bot, chat: Chat, *, message: Message) -> bool:
        """Tells the bot what a member said. Telling the same message again is a redelivery: the msgid stays."""
        bot.contacts.add(chat.chat_id)
        if bot.delivery is Delivery.AT_LEAST_ONCE:
            bot.unanswered[message.message_id] = message
        body = self._common(bot, chat, author=message.author, msgid=message.message_id)
        body |= self._payload(bot, message.content)
        quoted = chat.find(message.quoted_id) if message.quoted_id else None
        if quoted is not None:
            body["quote"] = self._payload(bot, quoted.content)
        request = self._request(bot, chat, kind=RequestKind.MESSAGE, userid=message.author.speaker_id)
        request.message_id = message.message_id
        return self._deliver(bot, Callback(MESSAGE_COMMAND, request, body))

    def deliver_again(self, bot: Bot) -> None:
        """After a new subscription: everything that has found no answer, under ``at_least_once``."""
        organization = self._platform.organization(bot.corp_id)
        for message in tuple(bot.unanswered.values()):
            self.message(bot, self._platform.chat_by_id(organization, message.chat_id), message=message)

    def entered(self, bot: Bot, userid: str) -> bool:
        """At most once a day and member. The platform names neither chat nor kind of chat here."""
        today = self._platform.clock.today()
        if bot.entered_on.get(userid) == today:
            return False
        bot.entered_on[userid] = today
        organization = self._platform.organization(bot.corp_id)
        chat = self._platform.direct_chat(organization, userid, bot.bot_id)
        request = self._request(bot, chat, kind=RequestKind.ENTER, userid=userid)
        body = self._event_body(bot, userid, msgid=request.message_id)
        body["event"] = {"eventtype": "enter_chat"}
        return self._deliver(bot, Callback(EVENT_COMMAND, request, body))

    def clicked(
        self, bot: Bot, chat: Chat, *, message: Message, userid: str, key: str, selected: Mapping[str, tuple[str, ...]]
    ) -> bool:
        """One event for one click, never repeated."""
        change = message.card_changes.get(userid)
        card = change.card if change and change.card else message.content.card
        if card is None:
            return False
        request = self._request(bot, chat, kind=RequestKind.CARD, userid=userid)
        request.card_message_id = message.message_id
        request.task_id = card.task_id
        event: dict[str, object] = {"card_type": card.card_type, "event_key": key}
        if card.task_id is not None:
            event["task_id"] = card.task_id
        if selected:
            event["selected_items"] = {
                "selected_item": [
                    {"question_key": question, "option_ids": {"option_id": list(options)}}
                    for question, options in selected.items()
                ]
            }
        body = self._event_body(bot, userid, msgid=request.message_id)
        body |= _place(chat)
        body["event"] = {"eventtype": "template_card_event", "template_card_event": event}
        return self._deliver(bot, Callback(EVENT_COMMAND, request, body))

    def judged(self, bot: Bot, chat: Chat, *, userid: str, feedback: dict[str, object]) -> bool:
        request = self._request(bot, chat, kind=RequestKind.FEEDBACK, userid=userid)
        body = self._event_body(bot, userid, msgid=request.message_id)
        body |= _place(chat)
        body["event"] = {"eventtype": "feedback_event", "feedback_event": feedback}
        return self._deliver(bot, Callback(EVENT_COMMAND, request, body))

    def _request(self, bot: Bot, chat: Chat, *, kind: RequestKind, userid: str) -> Request:
        identifiers = self._platform.identifiers
        request = Request(
            request_id=identifiers.token(24, "SRV"),
            kind=kind,
            chat_id=chat.chat_id,
            userid=userid,
            asked_at=self._platform.clock.now(),
            message_id=identifiers.token(28, "CAIQ"),
        )
        bot.requests[request.request_id] = request
        return request

    def _common(self, bot: Bot, chat: Chat, *, author: Author, msgid: str) -> dict[str, object]:
        return {"msgid": msgid, "aibotid": bot.bot_id, **_place(chat), "from": {"userid": author.speaker_id}}

    def _event_body(self, bot: Bot, userid: str, *, msgid: str) -> dict[str, object]:
        return {
            "msgid": msgid,
            "create_time": int(self._platform.clock.now()),
            "aibotid": bot.bot_id,
            "from": {"userid": userid},
            "msgtype": "event",
        }

    def _payload(self, bot: Bot, content: Content) -> dict[str, object]:
        match content.kind:
            case Kind.IMAGE | Kind.FILE | Kind.VIDEO:
                return {"msgtype": content.kind.value, content.kind.value: self._links.make(bot, content.files[0])}
            case Kind.VOICE:
                return {"msgtype": "voice", "voice": {"content": content.text}}
            case Kind.MIXED:
                items: list[object] = [{"msgtype": "text", "text": {"content": content.text}}]
                items += [{"msgtype": "image", "image": self._links.make(bot, file)} for file in content.files]
                return {"msgtype": "mixed", "mixed": {"msg_item": items}}
            case _:
                return {"msgtype": "text", "text": {"content": spoken_text(content)}}


def _place(chat: Chat) -> dict[str, object]:
    return {"chatid": chat.chat_id, "chattype": "group"} if chat.is_group else {"chattype": "single"}


def spoken_text(content: Content) -> str:
    """How a bubble reads when it is quoted: a card by its title, a news message by its titles."""
    card = content.card
    if card is not None:
        title = card.main_title
        lines = (title.title if title else None, title.desc if title else None, card.sub_title_text)
        return "\n".join(line for line in lines if line)
    if content.articles:
        return "\n".join(article.title for article in content.articles)
    return content.text
