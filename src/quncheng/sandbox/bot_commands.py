"""Which command does what on the bot's connection, and which socket is a bot's one living connection."""

from collections.abc import Callable
from typing import Protocol

import msgspec

from quncheng.sandbox.bot_frames import Frame, Outgoing, UploadChunk, UploadFinish, UploadInit, decode_body
from quncheng.sandbox.bot_inbound import EVENT_COMMAND, Callback
from quncheng.sandbox.bot_replies import BotReplies
from quncheng.sandbox.bot_uploads import Uploads
from quncheng.sandbox.errors import INVALID_PARAMETER, PlatformError
from quncheng.sandbox.model import Bot
from quncheng.sandbox.state import Platform

CLOSED_NORMALLY = 1000


class Connection(Protocol):
    """What the commands need of a socket."""

    bot: Bot | None

    def callback(self, text: str) -> None: ...

    def close(self, code: int) -> None: ...


class BotCommands:
    def __init__(self, platform: Platform, replies: BotReplies, *, uploads: Uploads) -> None:
        self._platform = platform
        self._replies = replies
        self._uploads = uploads
        self._connections: dict[str, Connection] = {}
        self.on_subscribed: list[Callable[[Bot], None]] = []

    def carry_out(self, bot: Bot, frame: Frame) -> dict[str, str] | None:
        """The body of the acknowledgement, if it has one. Raises PlatformError."""
        request_id = frame.headers.req_id
        match frame.cmd:
            case "aibot_respond_msg":
                self._replies.respond(bot, request_id, body=decode_body(frame.body, Outgoing))
            case "aibot_respond_welcome_msg":
                self._replies.welcome(bot, request_id, body=decode_body(frame.body, Outgoing))
            case "aibot_respond_update_msg":
                self._replies.update(bot, request_id, body=decode_body(frame.body, Outgoing))
            case "aibot_send_msg":
                self._replies.push(bot, decode_body(frame.body, Outgoing))
            case "aibot_upload_media_init":
                return self._uploads.begin(bot, decode_body(frame.body, UploadInit))
            case "aibot_upload_media_chunk":
                self._uploads.add(bot, decode_body(frame.body, UploadChunk))
            case "aibot_upload_media_finish":
                return self._uploads.finish(bot, decode_body(frame.body, UploadFinish))
            case _:
                raise PlatformError(INVALID_PARAMETER, f"invalid parameter: cmd {frame.cmd[:64]}")
        return None

    def connection(self, bot: Bot) -> Connection | None:
        """The bot's living connection."""
        found = self._connections.get(bot.bot_id)
        return found if found is not None and found.bot is bot else None

    def subscribed(self, bot: Bot, connection: Connection) -> None:
        """Makes this the bot's connection: the one before is told, and closed."""
        previous = self.connection(bot)
        self._connections[bot.bot_id] = connection
        if previous is not None and previous is not connection:
            previous.callback(self._disconnected_frame(bot))
            previous.close(CLOSED_NORMALLY)
        self._platform.touch()
        for listener in self.on_subscribed:
            listener(bot)

    def ended(self, connection: Connection) -> None:
        """Forgets a connection that is over."""
        for bot_id, known in tuple(self._connections.items()):
            if known is connection:
                del self._connections[bot_id]
        self._platform.touch()

    def deliver(self, bot: Bot, callback: Callback) -> bool:
        connection = self.connection(bot)
        if connection is None:
            return False
        frame = {
            "cmd": callback.command,
            "headers": {"req_id": callback.request.request_id},
            "body": callback.body,
        }
        connection.callback(msgspec.json.encode(frame).decode())
        return True

    def _disconnected_frame(self, bot: Bot) -> str:
        identifiers = self._platform.identifiers
        frame = {
            "cmd": EVENT_COMMAND,
            "headers": {"req_id": identifiers.token(24, "SRV")},
            "body": {
                "msgid": identifiers.token(28, "CAIQ"),
                "create_time": int(self._platform.clock.now()),
                "aibotid": bot.bot_id,
                "msgtype": "event",
                "event": {"eventtype": "disconnected_event"},
            },
        }
        return msgspec.json.encode(frame).decode()
