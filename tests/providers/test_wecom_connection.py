"""The rules of the long connection: when the bot comes back, and when it must not."""

import asyncio
import json
import logging
from dataclasses import replace

import pytest

from quncheng.providers.wecom.settings import BotCredentials
from quncheng.runtime.ports import ConnectionState, InboundMessage
from tests.support.scripted_platform import (
    SECRET,
    JsonFrame,
    Visit,
    ack_everything,
    ack_subscription,
    platform,
    quick_settings,
    running_bot,
    text_frame,
)

GOODBYE: JsonFrame = {
    "cmd": "aibot_event_callback",
    "headers": {"req_id": "bye"},
    "body": {"msgid": "e1", "msgtype": "event", "event": {"eventtype": "disconnected_event"}},
}


def test_subscribes_with_id_and_secret_and_is_connected() -> None:
    async def story() -> None:
        async with platform() as server, running_bot(quick_settings(server.url)) as running:
            visit = await server.next_visit()
            frame = await visit.next_frame("aibot_subscribe")
            await running.until(ConnectionState.CONNECTED)
            assert frame["body"] == {"bot_id": "aibTEST", "secret": SECRET}
            assert [state for state, _ in running.states] == [ConnectionState.CONNECTING, ConnectionState.CONNECTED]

    asyncio.run(story())


@pytest.mark.parametrize("code", [1000, 1001, 1011, 4001])
def test_comes_back_after_every_close_of_the_platform(code: int) -> None:
    async def story() -> None:
        async with platform() as server, running_bot(quick_settings(server.url)) as running:
            for _ in range(3):
                visit = await server.next_visit()
                await running.until(ConnectionState.CONNECTED)
                await visit.socket.close(code)
                await running.until(ConnectionState.WAITING)
            await running.until(ConnectionState.CONNECTED)
            assert server.count == 4
            assert running.states[2] == (ConnectionState.WAITING, f"closed {code}")

    asyncio.run(story())


def test_comes_back_when_the_line_is_cut_without_a_word() -> None:
    async def story() -> None:
        async with platform() as server, running_bot(quick_settings(server.url)) as running:
            visit = await server.next_visit()
            await running.until(ConnectionState.CONNECTED)
            visit.socket.transport.abort()
            await running.until(ConnectionState.WAITING)
            await running.until(ConnectionState.CONNECTED)
            assert server.count == 2

    asyncio.run(story())


def test_keeps_trying_when_nobody_listens() -> None:
    async def story() -> None:
        async with platform() as server:
            url = server.url
        async with running_bot(quick_settings(url)) as running:
            for _ in range(12):
                await running.until(ConnectionState.WAITING)
            assert not running.task.done()
            assert running.states[1] == (ConnectionState.WAITING, "cannot connect: ConnectionRefusedError")

    asyncio.run(story())


def test_does_not_come_back_after_another_process_took_over() -> None:
    async def story() -> None:
        async with platform() as server, running_bot(quick_settings(server.url)) as running:
            visit = await server.next_visit()
            await running.until(ConnectionState.CONNECTED)
            await visit.say(GOODBYE)
            async with asyncio.timeout(5):
                await running.task
            assert running.bot.state is ConnectionState.REPLACED
            assert server.count == 1
            assert running.inbound.empty()

    asyncio.run(story())


@pytest.mark.parametrize("code", [853000, 93019, 40058])
def test_wrong_credentials_end_the_run(code: int) -> None:
    async def refuse(visit: Visit, frame: JsonFrame) -> None:
        await visit.ack(frame, errcode=code)

    async def story() -> None:
        async with platform(refuse) as server, running_bot(quick_settings(server.url)) as running:
            visit = await server.next_visit()
            async with asyncio.timeout(5):
                await running.task
                await visit.socket.wait_closed()
            assert running.bot.state is ConnectionState.REFUSED
            assert running.states[-1] == (ConnectionState.REFUSED, f"{code} no")
            assert server.count == 1

    asyncio.run(story())


def test_wrong_credentials_are_tried_again_slowly_where_that_is_set() -> None:
    async def refuse_once(visit: Visit, frame: JsonFrame) -> None:
        await visit.ack(frame, errcode=853000 if visit.number == 1 else 0)

    async def story() -> None:
        async with platform(refuse_once) as server:
            settings = quick_settings(server.url, refused_retry_delay=0.05)
            async with running_bot(settings) as running:
                await running.until(ConnectionState.REFUSED)
                await running.until(ConnectionState.CONNECTED)
                assert server.count == 2

    asyncio.run(story())


@pytest.mark.parametrize("code", [-1, 45009, 846601])
def test_a_subscription_that_fails_for_now_is_tried_again(code: int) -> None:
    async def refuse_twice(visit: Visit, frame: JsonFrame) -> None:
        await visit.ack(frame, errcode=code if visit.number <= 2 else 0)

    async def story() -> None:
        async with platform(refuse_twice) as server, running_bot(quick_settings(server.url)) as running:
            await running.until(ConnectionState.CONNECTED)
            assert server.count == 3

    asyncio.run(story())


def test_a_platform_that_never_answers_the_subscription_is_left() -> None:
    async def silent(visit: Visit, frame: JsonFrame) -> None:
        if visit.number > 1:
            await visit.ack(frame)

    async def story() -> None:
        async with platform(silent) as server, running_bot(quick_settings(server.url, ack_timeout=0.3)) as running:
            await running.until(ConnectionState.CONNECTED)
            assert server.count == 2

    asyncio.run(story())


def test_two_unanswered_pings_end_a_half_open_connection() -> None:
    async def story() -> None:
        async with (
            platform(ack_subscription) as server,
            running_bot(quick_settings(server.url, heartbeat_interval=0.05)) as running,
        ):
            visit = await server.next_visit()
            await running.until(ConnectionState.WAITING)
            assert running.states[-1] == (ConnectionState.WAITING, "heartbeat unanswered")
            assert visit.commands == ["aibot_subscribe", "ping", "ping"]
            await running.until(ConnectionState.CONNECTED)

    asyncio.run(story())


@pytest.mark.parametrize("cmd", [None, "pong"])
def test_answered_pings_keep_the_connection(cmd: str | None) -> None:
    async def answer(visit: Visit, frame: JsonFrame) -> None:
        if frame["cmd"] == "ping" and cmd is not None:
            await visit.say({"cmd": cmd, "headers": frame["headers"]})
        else:
            await visit.ack(frame)

    async def story() -> None:
        async with (
            platform(answer) as server,
            running_bot(quick_settings(server.url, heartbeat_interval=0.15)) as running,
        ):
            visit = await server.next_visit()
            for _ in range(6):
                await visit.next_frame("ping")
            assert running.bot.state is ConnectionState.CONNECTED
            assert server.count == 1

    asyncio.run(story())


def test_one_missed_ping_is_forgiven() -> None:
    pings = 0

    async def miss_every_second(visit: Visit, frame: JsonFrame) -> None:
        nonlocal pings
        pings += frame["cmd"] == "ping"
        if frame["cmd"] != "ping" or pings % 2:
            await visit.ack(frame)

    async def story() -> None:
        async with (
            platform(miss_every_second) as server,
            running_bot(quick_settings(server.url, heartbeat_interval=0.15)),
        ):
            visit = await server.next_visit()
            for _ in range(7):
                await visit.next_frame("ping")
            assert server.count == 1

    asyncio.run(story())


def test_a_ping_answered_with_not_subscribed_brings_a_new_subscription() -> None:
    async def forget(visit: Visit, frame: JsonFrame) -> None:
        await visit.ack(frame, errcode=846609 if frame["cmd"] == "ping" and visit.number == 1 else 0)

    async def story() -> None:
        async with (
            platform(forget) as server,
            running_bot(quick_settings(server.url, heartbeat_interval=0.15)) as running,
        ):
            await running.until(ConnectionState.WAITING)
            assert running.states[-1] == (ConnectionState.WAITING, "not subscribed")
            await running.until(ConnectionState.CONNECTED)
            assert server.count == 2

    asyncio.run(story())


@pytest.mark.parametrize(
    "rubbish",
    [
        "not json",
        "[]",
        "42",
        "null",
        '{"cmd": 7}',
        '{"headers": "x"}',
        '{"cmd":"aibot_msg_callback","headers":{"req_id":"r"},"body":{}}',
        '{"cmd":"aibot_msg_callback","headers":{"req_id":"r"},"body":{"msgid":"m","from":"x"}}',
        '{"cmd":"aibot_event_callback","headers":{"req_id":"r"},"body":[]}',
        '{"cmd":"something_new","headers":{"req_id":"r"},"body":{"a":1}}',
        '{"headers":{"req_id":"nobody-waits"},"errcode":0}',
        "{" * 5000,
        "[" * 100_000 + "]" * 100_000,
        '{"cmd":"aibot_event_callback","body":' + "[" * 100_000 + "]" * 100_000 + "}",
        '{"cmd":"aibot_msg_callback","body":{"msgid":"m","from":{"userid":"u"},"quote":{"x":' + "[" * 100_000,
    ],
)
def test_survives_a_frame_it_cannot_read(rubbish: str) -> None:
    async def story() -> None:
        async with platform() as server, running_bot(quick_settings(server.url)) as running:
            visit = await server.next_visit()
            await running.until(ConnectionState.CONNECTED)
            await visit.socket.send(rubbish)
            await visit.say(text_frame("还在吗"))
            message = await running.next_inbound()
            assert isinstance(message, InboundMessage)
            assert message.text == "还在吗"
            assert server.count == 1

    asyncio.run(story())


@pytest.mark.parametrize(
    "rubbish",
    [
        b'{"cmd":"\xff\xfe"}',
        b'{"cmd":"aibot_event_callback","body":{"event":{"eventtype":"\xff"}}}',
        b'{"cmd":"aibot_msg_callback","body":{"msgid":"\xff","from":{"userid":"u"}}}',
    ],
)
def test_survives_bytes_that_are_no_text(rubbish: bytes) -> None:
    async def story() -> None:
        async with platform() as server, running_bot(quick_settings(server.url)) as running:
            visit = await server.next_visit()
            await running.until(ConnectionState.CONNECTED)
            await visit.socket.send(rubbish)
            await visit.say(text_frame("还在吗"))
            assert (await running.next_inbound()).message_id == "m1"
            assert server.count == 1

    asyncio.run(story())


def test_an_oversized_frame_costs_one_reconnection_and_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    async def story() -> None:
        async with platform() as server:
            settings = replace(quick_settings(server.url), largest_frame=10_000)
            async with running_bot(settings) as running:
                visit = await server.next_visit()
                await running.until(ConnectionState.CONNECTED)
                await visit.say(text_frame("长" * 20_000))
                await running.until(ConnectionState.WAITING)
                await running.until(ConnectionState.CONNECTED)
                await (await server.next_visit()).say(text_frame("短"))
                assert (await running.next_inbound()).message_id == "m1"

    with caplog.at_level(logging.INFO):
        asyncio.run(story())
    assert "wecom.frame_oversized" in caplog.messages


def test_duplicates_and_disorder_are_passed_on_as_they_come() -> None:
    async def story() -> None:
        async with platform() as server, running_bot(quick_settings(server.url)) as running:
            visit = await server.next_visit()
            await running.until(ConnectionState.CONNECTED)
            for msgid in ("m2", "m1", "m1", "m3"):
                await visit.say(text_frame("话", msgid=msgid))
            assert [(await running.next_inbound()).message_id for _ in range(4)] == ["m2", "m1", "m1", "m3"]

    asyncio.run(story())


def test_close_ends_the_run_politely() -> None:
    async def story() -> None:
        async with platform() as server, running_bot(quick_settings(server.url)) as running:
            visit = await server.next_visit()
            await running.until(ConnectionState.CONNECTED)
            await running.bot.close()
            async with asyncio.timeout(5):
                await running.task
                await visit.socket.wait_closed()
            assert running.bot.state is ConnectionState.CLOSED
            assert visit.socket.close_code == 1000
            assert server.count == 1

    asyncio.run(story())


def test_close_does_not_wait_for_the_next_attempt() -> None:
    async def story() -> None:
        async with platform() as server:
            url = server.url
        async with running_bot(quick_settings(url, first_reconnect_delay=60.0)) as running:
            await running.until(ConnectionState.WAITING)
            await running.bot.close()
            async with asyncio.timeout(2):
                await running.task
            assert running.bot.state is ConnectionState.CLOSED

    asyncio.run(story())


def test_secrets_are_in_no_log_and_no_repr(caplog: pytest.LogCaptureFixture) -> None:
    async def refuse(visit: Visit, frame: JsonFrame) -> None:
        await visit.ack(frame, errcode=853000)

    async def story() -> None:
        for answer in (ack_everything, refuse):
            async with platform(answer) as server, running_bot(quick_settings(server.url)) as running:
                visit = await server.next_visit()
                sent = await visit.next_frame("aibot_subscribe")
                assert SECRET in json.dumps(sent)
                async with asyncio.timeout(5):
                    while (await running.changes.get()) is ConnectionState.CONNECTING:
                        continue

    with caplog.at_level(logging.DEBUG):
        asyncio.run(story())
    ours = " ".join(record.getMessage() for record in caplog.records if record.name != "websockets.server")
    assert "wecom.refused" in ours
    # The library cuts frames in the middle when it writes them, so a piece of the secret would give it away.
    assert SECRET[:12] not in ours
    assert SECRET[-12:] not in ours
    assert SECRET not in repr(BotCredentials("aibTEST", SECRET))


def test_only_a_subscription_makes_the_next_wait_short_again(caplog: pytest.LogCaptureFixture) -> None:
    async def refuse_four_times(visit: Visit, frame: JsonFrame) -> None:
        await visit.ack(frame, errcode=-1 if visit.number <= 4 else 0)

    async def story() -> None:
        async with platform(refuse_four_times) as server, running_bot(quick_settings(server.url)) as running:
            await running.until(ConnectionState.CONNECTED)
            while (visit := await server.next_visit()).number < 5:
                continue
            await visit.socket.close()
            await running.until(ConnectionState.CONNECTED)

    with caplog.at_level(logging.INFO):
        asyncio.run(story())
    waits = [vars(record)["fields"]["retry_in"] for record in caplog.records if "wecom.connection_lost" in record.msg]
    assert waits == [0.02, 0.04, 0.08, 0.1, 0.02]
