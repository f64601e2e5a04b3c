"""A group robot seen as a chat provider that only speaks: the outbox sends through it like through a bot.

It is how people are really called by @ in a group, which a bot's message cannot do.
"""

import asyncio

from quncheng.providers.wecom.group_robot import GroupRobot, RobotAddress, mention
from quncheng.runtime.ports import (
    Attachment,
    CardContent,
    ConnectionState,
    FileContent,
    InboundHandler,
    MarkdownContent,
    Outbound,
    PictureContent,
    RateLimit,
    SendError,
    SendFailure,
    StateHandler,
)


class RobotProvider:
    """Implements ``runtime.ports.ChatProvider`` for one webhook address."""

    def __init__(self, address: RobotAddress) -> None:
        self._robot = GroupRobot(address)

    @property
    def state(self) -> ConnectionState:
        return ConnectionState.CONNECTED

    @property
    def limits(self) -> tuple[RateLimit, ...]:
        return self._robot.limits

    async def run(self, on_inbound: InboundHandler, on_state: StateHandler) -> None:
        """Nothing ever arrives; waits until cancelled."""
        on_state(ConnectionState.CONNECTED, "")
        try:
            await asyncio.Event().wait()
        finally:
            await self._robot.close()

    async def send(self, outbound: Outbound) -> None:
        match outbound.content:
            case MarkdownContent(text, mentions):
                called = " ".join(mention(external_id) for external_id in mentions)
                await self._robot.send_markdown(f"{text}\n{called}" if called else text)
            case CardContent(card):
                await self._robot.send_card(card)
            case PictureContent(png, _):
                await self._robot.send_picture(png)
            case FileContent(data, filename):
                await self._robot.send_file(data, filename)

    async def download(self, attachment: Attachment) -> tuple[str, bytes]:
        raise SendError(SendFailure.REFUSED, detail=f"a robot hears nothing, {attachment.kind} included")
