"""What the bot puts on the wire for each outbound message, and how acks find their frames."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import cast

import pytest

from quncheng.language.card import ButtonStyle, Card, CardButton
from quncheng.providers.wecom.bot_client import WecomBot
from quncheng.providers.wecom.failures import to_failure
from quncheng.providers.wecom.settings import BotCredentials
from quncheng.runtime.ports import (
    CardContent,
    ChatAddress,
    ChatKind,
    ConnectionState,
    FileContent,
    Inbound,
    InboundMessage,
    MarkdownContent,
    Outbound,
    RateLimit,
    SendError,
    SendFailure,
    SendMode,
)
from tests.support.scripted_platform import (
    NOW,
    JsonFrame,
    RunningBot,
    ScriptedPlatform,
    Visit,
    ack_everything,
    ack_subscription,
    platform,
    quick_settings,
    running_bot,
    text_frame,
)

GROUP = ChatAddress(ChatKind.GROUP, "wrG")
DIRECT = ChatAddress(ChatKind.DIRECT, "lilei")
CARD = Card("task-42@1", "任务 #42", buttons=(CardButton("确认", "plans.confirm", ButtonStyle.PRIMARY),))
CARD_ON_THE_WIRE = {
    "card_type": "button_interaction",
    "main_title": {"title": "任务 #42"},
    "task_id": "task-42@1",
    "source": {"desc": "群程"},
    "button_list": [{"text": "确认", "key": "plans.confirm", "style": 1}],
}

Story = Callable[[ScriptedPlatform, RunningBot, Visit], Awaitable[None]]


def tell(story: Story, answer: Callable[[Visit, JsonFrame], Awaitable[None]] = ack_everything) -> None:
    """Runs a story with a connected bot."""

    async def told() -> None:
        async with platform(answer) as server, running_bot(quick_settings(server.url)) as running:
            visit = await server.next_visit()
            await running.until(ConnectionState.CONNECTED)
            await story(server, running, visit)

    asyncio.run(told())


def reply(text: str, token: str = "r1") -> Outbound:
    return Outbound(SendMode.REPLY, GROUP, MarkdownContent(text), token)


def push(text: str, chat: ChatAddress = GROUP) -> Outbound:
    return Outbound(SendMode.PUSH, chat, MarkdownContent(text))


@pytest.mark.parametrize(
    ("outbound", "cmd", "body"),
    [
        (reply("**好**"), "aibot_respond_msg", {"msgtype": "markdown", "markdown": {"content": "**好**"}}),
        (
            Outbound(SendMode.REPLY, GROUP, CardContent(CARD), "r1"),
            "aibot_respond_msg",
            {"msgtype": "template_card", "template_card": CARD_ON_THE_WIRE},
        ),
        (
            push("日报", GROUP),
            "aibot_send_msg",
            {"chatid": "wrG", "chat_type": 2, "msgtype": "markdown", "markdown": {"content": "日报"}},
        ),
        (
            Outbound(SendMode.PUSH, DIRECT, CardContent(CARD)),
            "aibot_send_msg",
            {"chatid": "lilei", "chat_type": 1, "msgtype": "template_card", "template_card": CARD_ON_THE_WIRE},
        ),
        (
            Outbound(SendMode.WELCOME, DIRECT, MarkdownContent("**你好**"), "r1"),
            "aibot_respond_welcome_msg",
            {"msgtype": "text", "text": {"content": "你好"}},
        ),
        (
            Outbound(SendMode.WELCOME, DIRECT, CardContent(CARD), "r1"),
            "aibot_respond_welcome_msg",
            {"msgtype": "template_card", "template_card": CARD_ON_THE_WIRE},
        ),
        (
            Outbound(SendMode.UPDATE, GROUP, CardContent(CARD), "r1"),
            "aibot_respond_update_msg",
            {"response_type": "update_template_card", "template_card": CARD_ON_THE_WIRE},
        ),
    ],
)
def test_each_way_of_sending_has_its_frame(outbound: Outbound, cmd: str, body: JsonFrame) -> None:
    async def story(server: ScriptedPlatform, running: RunningBot, visit: Visit) -> None:
        await running.bot.send(outbound)
        frame = await visit.next_frame(cmd)
        assert frame["body"] == body
        req_id = cast(dict[str, str], frame["headers"])["req_id"]
        assert (req_id == "r1") == (outbound.mode is not SendMode.PUSH)

    tell(story)


def test_a_card_that_is_only_information_goes_out_as_markdown() -> None:
    async def story(server: ScriptedPlatform, running: RunningBot, visit: Visit) -> None:
        await running.bot.send(Outbound(SendMode.PUSH, GROUP, CardContent(Card("c1", "已记录", body="登录页 60%"))))
        frame = await visit.next_frame("aibot_send_msg")
        assert frame["body"] == {
            "chatid": "wrG",
            "chat_type": 2,
            "msgtype": "markdown",
            "markdown": {"content": "**已记录**\n\n登录页 60%"},
        }

    tell(story)


@pytest.mark.parametrize(
    ("outbound", "failure"),
    [
        (Outbound(SendMode.UPDATE, GROUP, MarkdownContent("x"), "r1"), SendFailure.REFUSED),
        (Outbound(SendMode.WELCOME, DIRECT, FileContent(b"data", "a.txt"), "r1"), SendFailure.REFUSED),
        (Outbound(SendMode.REPLY, GROUP, MarkdownContent("x")), SendFailure.LATE),
        (
            Outbound(SendMode.PUSH, GROUP, CardContent(Card("c1", "半个字\ud800", buttons=CARD.buttons))),
            SendFailure.REFUSED,
        ),
    ],
)
def test_what_the_platform_has_no_frame_for_is_refused_before_sending(outbound: Outbound, failure: SendFailure) -> None:
    async def story(server: ScriptedPlatform, running: RunningBot, visit: Visit) -> None:
        with pytest.raises(SendError) as refused:
            await running.bot.send(outbound)
        assert refused.value.failure is failure
        assert visit.commands == ["aibot_subscribe"]

    tell(story)


def test_a_text_beyond_the_limit_is_cut_between_characters_and_says_so() -> None:
    async def story(server: ScriptedPlatform, running: RunningBot, visit: Visit) -> None:
        await running.bot.send(reply("长" * 10_000))
        frame = await visit.next_frame("aibot_respond_msg")
        content = cast(dict[str, dict[str, str]], frame["body"])["markdown"]["content"]
        assert 20480 - 3 < len(content.encode()) <= 20480
        assert content.endswith("…(内容较长,后面的请到项目页查看)")

    tell(story)


def test_a_second_frame_of_one_request_waits_for_the_first_ack_and_each_gets_its_own() -> None:
    async def story(server: ScriptedPlatform, running: RunningBot, visit: Visit) -> None:
        first = asyncio.create_task(running.bot.send(reply("1")))
        second = asyncio.create_task(running.bot.send(reply("2")))
        third = asyncio.create_task(running.bot.send(reply("3")))
        frames: list[JsonFrame] = []
        for errcode in (0, 846608, 0):
            frames.append(await visit.next_frame("aibot_respond_msg"))
            await running.bot.send(push("其他会话不用等", DIRECT))
            assert visit.commands.count("aibot_respond_msg") == len(frames)
            await visit.ack(frames[-1], errcode=errcode)
        results = await asyncio.gather(first, second, third, return_exceptions=True)
        assert [cast(dict[str, dict[str, str]], frame["body"])["markdown"]["content"] for frame in frames] == [*"123"]
        assert results[0] is None
        assert isinstance(results[1], SendError)
        assert results[1].failure is SendFailure.LATE
        assert results[2] is None

    async def answer(visit: Visit, frame: JsonFrame) -> None:
        if frame["cmd"] != "aibot_respond_msg":
            await visit.ack(frame)

    tell(story, answer)


def test_a_late_ack_is_not_taken_for_the_ack_of_the_next_frame() -> None:
    async def story() -> None:
        async with (
            platform(ack_subscription) as server,
            running_bot(quick_settings(server.url, ack_timeout=0.3)) as running,
        ):
            visit = await server.next_visit()
            await running.until(ConnectionState.CONNECTED)
            with pytest.raises(SendError) as unknown:
                await running.bot.send(reply("慢"))
            assert unknown.value.failure is SendFailure.RETRY
            slow = await visit.next_frame("aibot_respond_msg")
            following = asyncio.create_task(running.bot.send(reply("下一句")))
            await visit.ack(slow)
            second = await visit.next_frame("aibot_respond_msg")
            await visit.ack(second, errcode=93017)
            with pytest.raises(SendError) as refused:
                await following
            assert refused.value.code == 93017

    asyncio.run(story())


def test_an_ack_that_never_comes_blocks_its_request_for_a_while_only() -> None:
    async def story() -> None:
        async with (
            platform(ack_subscription) as server,
            running_bot(quick_settings(server.url, ack_timeout=0.2)) as running,
        ):
            visit = await server.next_visit()
            await running.until(ConnectionState.CONNECTED)
            first = asyncio.create_task(running.bot.send(reply("没有回音")))
            second = asyncio.create_task(running.bot.send(reply("再说一遍")))
            await visit.next_frame("aibot_respond_msg")
            with pytest.raises(SendError):
                await first
            await visit.ack(await visit.next_frame("aibot_respond_msg"))
            await second

    asyncio.run(story())


def test_the_queue_of_one_request_has_an_end() -> None:
    async def story() -> None:
        async with platform(ack_subscription) as server:
            settings = replace(quick_settings(server.url), waiting_frames_per_request=2)
            async with running_bot(settings) as running:
                await running.until(ConnectionState.CONNECTED)
                waiting = [asyncio.create_task(running.bot.send(reply(str(number)))) for number in range(3)]
                await (await server.next_visit()).next_frame("aibot_respond_msg")
                with pytest.raises(SendError, match="too many frames wait"):
                    await running.bot.send(reply("3"))
                for task in waiting:
                    task.cancel()
                await asyncio.gather(*waiting, return_exceptions=True)

    asyncio.run(story())


def test_a_cancelled_sender_does_not_hold_up_the_others() -> None:
    async def story(server: ScriptedPlatform, running: RunningBot, visit: Visit) -> None:
        first = asyncio.create_task(running.bot.send(reply("1")))
        second = asyncio.create_task(running.bot.send(reply("2")))
        third = asyncio.create_task(running.bot.send(reply("3")))
        held = await visit.next_frame("aibot_respond_msg")
        second.cancel()
        await visit.ack(held)
        await visit.ack(await visit.next_frame("aibot_respond_msg"))
        await first
        await third
        assert visit.commands.count("aibot_respond_msg") == 2

    tell(story, ack_subscription)


def test_a_lost_connection_fails_everything_that_waits() -> None:
    async def story(server: ScriptedPlatform, running: RunningBot, visit: Visit) -> None:
        sending = [asyncio.create_task(running.bot.send(reply(text))) for text in "123"]
        await visit.next_frame("aibot_respond_msg")
        await visit.socket.close()
        results = await asyncio.gather(*sending, return_exceptions=True)
        assert [result.failure for result in results if isinstance(result, SendError)] == [SendFailure.DISCONNECTED] * 3

    tell(story, ack_subscription)


def test_sending_without_a_connection_says_so_at_once() -> None:
    async def story() -> None:
        bot = WecomBot(BotCredentials("aibTEST", "s"), quick_settings("ws://127.0.0.1:9"))
        with pytest.raises(SendError) as refused:
            await bot.send(push("x"))
        assert refused.value.failure is SendFailure.DISCONNECTED
        assert bot.state is ConnectionState.CLOSED

    asyncio.run(story())


def test_not_subscribed_brings_a_new_connection_and_the_frame_once_more() -> None:
    async def forget_first_visit(visit: Visit, frame: JsonFrame) -> None:
        forgotten = visit.number == 1 and frame["cmd"] != "aibot_subscribe"
        await visit.ack(frame, errcode=846609 if forgotten else 0)

    async def story(server: ScriptedPlatform, running: RunningBot, visit: Visit) -> None:
        await running.bot.send(reply("一次", "r7"))
        again = await (await server.next_visit()).next_frame("aibot_respond_msg")
        assert again["headers"] == {"req_id": "r7"}
        assert server.count == 2

    tell(story, forget_first_visit)


def test_not_subscribed_twice_is_left_to_the_sender() -> None:
    async def forget(visit: Visit, frame: JsonFrame) -> None:
        await visit.ack(frame, errcode=846609 if frame["cmd"] == "aibot_send_msg" else 0)

    async def story(server: ScriptedPlatform, running: RunningBot, visit: Visit) -> None:
        with pytest.raises(SendError) as refused:
            await running.bot.send(push("x"))
        assert (refused.value.failure, refused.value.code) == (SendFailure.DISCONNECTED, 846609)
        assert server.count == 2

    tell(story, forget)


def test_a_handler_may_send_and_a_failing_one_silences_nobody(caplog: pytest.LogCaptureFixture) -> None:
    async def story() -> None:
        async with platform() as server:
            bot = WecomBot(BotCredentials("aibTEST", "s"), quick_settings(server.url), now=lambda: NOW)

            async def handle(inbound: Inbound) -> None:
                assert isinstance(inbound, InboundMessage)
                if inbound.text == "坏":
                    raise RuntimeError("秘密的话")
                await bot.send(reply("收到", inbound.reply_token))

            connected = asyncio.Event()
            task = asyncio.create_task(
                bot.run(handle, lambda state, _: connected.set() if state is ConnectionState.CONNECTED else None)
            )
            visit = await server.next_visit()
            await connected.wait()
            await visit.say(text_frame("坏", req_id="bad"))
            await visit.say(text_frame("好", req_id="good"))
            answer = await visit.next_frame("aibot_respond_msg")
            assert answer["headers"] == {"req_id": "good"}
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)

    with caplog.at_level(logging.INFO):
        asyncio.run(story())
    assert "wecom.inbound_failed" in caplog.messages


@pytest.mark.parametrize(
    ("code", "failure"),
    [
        (-1, SendFailure.RETRY),
        (846601, SendFailure.RETRY),
        (846602, SendFailure.RETRY),
        (45033, SendFailure.RETRY),
        (40007, SendFailure.RETRY),
        (999999, SendFailure.RETRY),
        (45009, SendFailure.LIMITED),
        (846609, SendFailure.DISCONNECTED),
        (846605, SendFailure.LATE),
        (846608, SendFailure.LATE),
        (93000, SendFailure.UNREACHABLE),
        (93001, SendFailure.UNREACHABLE),
        (93004, SendFailure.UNREACHABLE),
        (93006, SendFailure.UNREACHABLE),
        (93008, SendFailure.UNREACHABLE),
        (40008, SendFailure.REFUSED),
        (40058, SendFailure.REFUSED),
        (40201, SendFailure.REFUSED),
        (44004, SendFailure.REFUSED),
        (45002, SendFailure.REFUSED),
        (93017, SendFailure.REFUSED),
        (93018, SendFailure.REFUSED),
        (93019, SendFailure.CREDENTIALS),
        (853000, SendFailure.CREDENTIALS),
    ],
)
def test_every_code_has_its_class(code: int, failure: SendFailure) -> None:
    assert to_failure(code) is failure


def test_the_limits_are_the_platforms_less_a_margin() -> None:
    bot = WecomBot(BotCredentials("aibTEST", "s"))
    assert bot.limits == (RateLimit(30, 61.0), RateLimit(1000, 3610.0))
