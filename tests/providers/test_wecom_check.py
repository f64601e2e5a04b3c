"""Telling an administrator whether a bot's id and secret are right."""

import asyncio

import pytest

from quncheng.providers.wecom.check import CredentialsCheck, CredentialsVerdict, check_credentials
from tests.support.scripted_platform import JsonFrame, Visit, ack_everything, platform


@pytest.mark.parametrize(
    ("errcode", "expected"),
    [
        (0, CredentialsCheck(CredentialsVerdict.ACCEPTED)),
        (853000, CredentialsCheck(CredentialsVerdict.WRONG, "853000 no")),
        (93019, CredentialsCheck(CredentialsVerdict.WRONG, "93019 no")),
        (-1, CredentialsCheck(CredentialsVerdict.UNREACHABLE, "-1 no")),
    ],
)
def test_subscribes_once_and_hangs_up(errcode: int, expected: CredentialsCheck) -> None:
    async def answer(visit: Visit, frame: JsonFrame) -> None:
        await visit.ack(frame, errcode=errcode)

    async def story() -> None:
        async with platform(answer) as server:
            assert await check_credentials("aibTEST", "secret", websocket_url=server.url) == expected
            visit = await server.next_visit()
            await visit.socket.wait_closed()
            assert (server.count, visit.commands) == (1, ["aibot_subscribe"])

    asyncio.run(story())


def test_nobody_there() -> None:
    async def story() -> None:
        async with platform(ack_everything) as server:
            url = server.url
        check = await check_credentials("aibTEST", "secret", websocket_url=url)
        assert check == CredentialsCheck(CredentialsVerdict.UNREACHABLE, "ConnectionRefusedError")

    asyncio.run(story())


def test_an_address_in_the_clear_is_not_even_tried() -> None:
    check = asyncio.run(check_credentials("aibTEST", "secret", websocket_url="ws://example.com"))
    assert check.verdict is CredentialsVerdict.BAD_ADDRESS
    assert check.detail == "为了密钥安全,只接受 wss:// 地址;ws:// 仅限本机(127.0.0.1 或 localhost)使用"
