"""Puts the parts of one sandbox together."""

from collections.abc import Callable

from quncheng.sandbox.app_cards import ResponseCodes
from quncheng.sandbox.app_inbound import AppInbound
from quncheng.sandbox.app_messages import AppMessages
from quncheng.sandbox.bot_callbacks import BotCallbacks
from quncheng.sandbox.bot_commands import BotCommands
from quncheng.sandbox.bot_connection import BotConnection
from quncheng.sandbox.bot_inbound import BotInbound, Callback
from quncheng.sandbox.bot_replies import BotReplies
from quncheng.sandbox.bot_uploads import Uploads
from quncheng.sandbox.callbacks import Background, CallbackSender
from quncheng.sandbox.clock import Clock
from quncheng.sandbox.faults import Faults
from quncheng.sandbox.group_robot import GroupRobots
from quncheng.sandbox.identifiers import Identifiers
from quncheng.sandbox.media_links import MediaLinks
from quncheng.sandbox.members import MemberActions
from quncheng.sandbox.model import Bot, Settings
from quncheng.sandbox.state import Platform


class Sandbox:
    """One simulated WeCom with everything that can be done to it."""

    def __init__(
        self, *, clock: Clock | None = None, seed: int | None = None, settings: Settings | None = None
    ) -> None:
        identifiers = Identifiers(seed)
        self.platform = Platform(clock=clock or Clock(), identifiers=identifiers, settings=settings or Settings())
        self.faults = Faults()
        self.background = Background()
        self.links = MediaLinks(self.platform)
        self.sender = CallbackSender(self.platform)
        self.codes = ResponseCodes(self.platform)
        self.replies = BotReplies(self.platform)
        self.commands = BotCommands(self.platform, self.replies, uploads=Uploads(self.platform))
        self.bot_callbacks = BotCallbacks(self.platform, self.sender, replies=self.replies, background=self.background)
        self.bots = BotInbound(self.platform, self.links, deliver=self._deliver)
        self.apps = AppInbound(self.platform, self.sender, codes=self.codes, background=self.background)
        self.members = MemberActions(self.platform, self.bots, apps=self.apps)
        self.app_messages = AppMessages(self.platform, codes=self.codes)
        self.robots = GroupRobots(self.platform)
        self.aborts: dict[tuple[str, int], Callable[[], None]] = {}
        self.sockets: set[BotConnection] = set()
        self.commands.on_subscribed.append(self.bots.deliver_again)

    def _deliver(self, bot: Bot, callback: Callback) -> bool:
        if bot.callback is not None:
            return self.bot_callbacks.deliver(bot, callback)
        return self.commands.deliver(bot, callback)

    def abort(self, connection: BotConnection) -> None:
        """Cuts the line: the client finds out by itself."""
        client = connection.client
        cut = self.aborts.get(client) if client is not None else None
        if cut is not None:
            cut()

    async def close(self) -> None:
        self.background.cancel()
        await self.sender.close()
