"""Tells whether a bot's id and secret are right, by subscribing once."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from uuid import uuid4

from websockets.exceptions import WebSocketException

from quncheng.providers.wecom.connection import Connection, Ended, Ending, open_socket
from quncheng.providers.wecom.frames import Frame
from quncheng.providers.wecom.settings import (
    OFFICIAL_WEBSOCKET_URL,
    AddressError,
    BotCredentials,
    BotSettings,
)


class CredentialsVerdict(StrEnum):
    ACCEPTED = "accepted"
    WRONG = "wrong"
    """The platform does not know this id with this secret."""
    UNREACHABLE = "unreachable"
    """The platform cannot be reached from here, or does not answer."""
    BAD_ADDRESS = "bad_address"


@dataclass(frozen=True, slots=True)
class CredentialsCheck:
    """The verdict, and what the platform or the network said."""

    verdict: CredentialsVerdict
    detail: str = ""


async def check_credentials(
    bot_id: str,
    secret: str,
    *,
    websocket_url: str = OFFICIAL_WEBSOCKET_URL,
    new_id: Callable[[], str] = lambda: uuid4().hex,
) -> CredentialsCheck:
    """Subscribes once and hangs up. It throws out a bot that is connected with the same id, as the platform does."""
    try:
        settings = BotSettings(websocket_url=websocket_url)
    except AddressError as error:
        return CredentialsCheck(CredentialsVerdict.BAD_ADDRESS, str(error))
    try:
        socket = await open_socket(settings)
    except (OSError, TimeoutError, WebSocketException) as error:
        return CredentialsCheck(CredentialsVerdict.UNREACHABLE, type(error).__name__)
    goodbyes: list[asyncio.Task[None]] = []
    connection = Connection(
        socket,
        settings,
        new_id=new_id,
        on_callback=_ignore,
        on_subscribed=lambda done: goodbyes.append(asyncio.create_task(done.hang_up())),
    )
    ended = await connection.run(BotCredentials(bot_id, secret))
    await asyncio.gather(*goodbyes)
    return _verdict(ended)


async def _ignore(frame: Frame) -> None:
    del frame


def _verdict(ended: Ended) -> CredentialsCheck:
    if ended.was_subscribed:
        return CredentialsCheck(CredentialsVerdict.ACCEPTED)
    verdict = CredentialsVerdict.WRONG if ended.ending is Ending.REFUSED else CredentialsVerdict.UNREACHABLE
    return CredentialsCheck(verdict, ended.detail)
