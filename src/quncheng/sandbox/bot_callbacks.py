"""A bot behind a callback address: passive replies, streams that are asked for, an address to answer once.

Vendor pages: https://developer.work.weixin.qq.com/document/path/101031, 101138
"""

import asyncio
from dataclasses import dataclass

import msgspec

from quncheng.sandbox.bot_frames import Outgoing
from quncheng.sandbox.bot_inbound import Callback
from quncheng.sandbox.bot_replies import BotReplies
from quncheng.sandbox.callbacks import ATTEMPTS, Background, CallbackSender, bot_envelope
from quncheng.sandbox.errors import INVALID_PARAMETER, PlatformError
from quncheng.sandbox.model import Bot, CallbackAddress, RequestKind
from quncheng.sandbox.state import Platform

ANSWER_SECONDS = 3600
STREAM_SECONDS = 360
PASSIVE_TYPES = ("stream", "template_card", "stream_with_template_card")


@dataclass(slots=True)
class AnswerAddress:
    """Where a bot may answer once, within an hour."""

    bot_id: str
    chat_id: str
    message_id: str | None
    made_at: float


class BotCallbacks:
    def __init__(
        self, platform: Platform, sender: CallbackSender, *, replies: BotReplies, background: Background
    ) -> None:
        self._platform = platform
        self._sender = sender
        self._replies = replies
        self._background = background
        self._answers: dict[str, AnswerAddress] = {}

    def deliver(self, bot: Bot, callback: Callback) -> bool:
        """Tells the bot in the background."""
        if bot.callback is None:
            return False
        self._background.start(self._tell(bot, bot.callback, callback))
        return True

    def answer(self, response_code: str, body: Outgoing) -> None:
        """The answer through a ``response_url``: once, within an hour; in groups it quotes the message."""
        address = self._answers.pop(response_code, None)
        if address is None or self._platform.clock.now() - address.made_at > ANSWER_SECONDS:
            raise PlatformError(INVALID_PARAMETER, "invalid response_code")
        bot = self._platform.find_bot(address.bot_id)
        if bot is None:
            raise PlatformError(INVALID_PARAMETER, "invalid response_code")
        chat = self._platform.chat_by_id(self._platform.organization(bot.corp_id), address.chat_id)
        try:
            self._replies.answer_once(bot, chat, body=body, quoted_id=address.message_id if chat.is_group else None)
        except PlatformError:
            self._answers[response_code] = address
            raise

    async def _tell(self, bot: Bot, address: CallbackAddress, callback: Callback) -> None:
        request = callback.request
        body = dict(callback.body)
        if request.kind in (RequestKind.MESSAGE, RequestKind.CARD):
            body["response_url"] = self._answer_url(bot, callback)
        attempts = 1 if request.kind is RequestKind.CARD else ATTEMPTS
        text = msgspec.json.encode(body).decode()
        reply = await self._sender.send(address, text, envelope=bot_envelope(), attempts=attempts)
        if not reply or not self._apply(bot, callback, reply):
            return
        if request.streams:
            await self._poll(bot, address, callback)

    async def _poll(self, bot: Bot, address: CallbackAddress, callback: Callback) -> None:
        """Asks for the stream's state until it is finished or six minutes after the member's message."""
        request = callback.request
        (stream_id,) = request.streams
        names = ("aibotid", "chatid", "chattype", "from")
        common = {name: callback.body[name] for name in names if name in callback.body}
        while not request.streams[stream_id].is_finished:
            await asyncio.sleep(self._platform.settings.stream_poll_seconds)
            if self._platform.clock.now() - request.asked_at > STREAM_SECONDS:
                return
            msgid = self._platform.identifiers.token(28, "CAIQ")
            body = {"msgid": msgid, **common, "msgtype": "stream", "stream": {"id": stream_id}}
            text = msgspec.json.encode(body).decode()
            reply = await self._sender.send(address, text, envelope=bot_envelope(), attempts=1)
            if reply:
                self._apply(bot, callback, reply)

    def _apply(self, bot: Bot, callback: Callback, reply: str) -> bool:
        request_id = callback.request.request_id
        try:
            body = msgspec.json.decode(reply, type=Outgoing)
            match callback.request.kind:
                case RequestKind.ENTER:
                    self._replies.welcome(bot, request_id, body=body)
                case RequestKind.CARD:
                    self._replies.update(bot, request_id, body=body)
                case RequestKind.MESSAGE if body.msgtype in PASSIVE_TYPES:
                    self._replies.respond(bot, request_id, body=body, may_attach=True)
                case _:
                    raise PlatformError(INVALID_PARAMETER, "this reply is not allowed here")
        except (PlatformError, msgspec.DecodeError) as error:
            self._platform.record(bot.bot_id, "refused", str(error))
            return False
        return True

    def _answer_url(self, bot: Bot, callback: Callback) -> str:
        code = self._platform.identifiers.token(32)
        request = callback.request
        message_id = request.message_id if request.kind is RequestKind.MESSAGE else request.card_message_id
        self._answers[code] = AnswerAddress(bot.bot_id, request.chat_id, message_id, self._platform.clock.now())
        return f"{self._platform.base_url}/cgi-bin/aibot/response?response_code={code}"
