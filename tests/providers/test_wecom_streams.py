"""An answer that grows, and one that outlives its stream."""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator

import msgspec
import pytest

from quncheng.providers.wecom.frames import Frame
from quncheng.providers.wecom.streams import PROMISE, StreamReply
from quncheng.runtime.ports import ChatAddress, ChatKind, ConnectionState, SendError, SendFailure
from tests.support.scripted_platform import platform, quick_settings, running_bot

GROUP = ChatAddress(ChatKind.GROUP, "wrG")

Sent = tuple[str, str | None, object]


class Wire:
    """Keeps what a stream sends; ``refusals`` maps the number of a frame to the failure it meets."""

    def __init__(self, refusals: dict[int, SendFailure] | None = None) -> None:
        self.refusals = refusals or {}
        self.sent: list[Sent] = []
        self.promised = asyncio.Event()

    async def __call__(
        self, cmd: str, body: msgspec.Struct, *, req_id: str | None = None, patience: float | None = None
    ) -> Frame:
        del patience
        wire = msgspec.json.decode(msgspec.json.encode(body))
        self.sent.append((cmd, req_id, wire))
        if PROMISE in str(wire):
            self.promised.set()
        if len(self.sent) in self.refusals:
            raise SendError(self.refusals[len(self.sent)], code=846608)
        return Frame()


async def given(*snapshots: str) -> AsyncGenerator[str]:
    for snapshot in snapshots:
        yield snapshot


def frame(content: str, *, finish: bool, feedback: str | None = None) -> Sent:
    stream: dict[str, object] = {"id": "st-1", "content": content}
    if finish:
        stream["finish"] = True
    if feedback:
        stream["feedback"] = {"id": feedback}
    return ("aibot_respond_msg", "R1", {"msgtype": "stream", "stream": stream})


def pushed(content: str) -> Sent:
    body = {"msgtype": "markdown", "markdown": {"content": content}, "chatid": "wrG", "chat_type": 2}
    return ("aibot_send_msg", None, body)


async def play(
    wire: Wire, snapshots: AsyncIterator[str], *, lifetime: float = 300.0, refresh_interval: float = 0.0
) -> None:
    reply = StreamReply(
        wire,
        GROUP,
        reply_token="R1",
        stream_id="st-1",
        feedback_id="fb",
        lifetime=lifetime,
        refresh_interval=refresh_interval,
    )
    await reply.run(snapshots)


def test_each_snapshot_is_shown_and_the_last_one_seals() -> None:
    async def story() -> None:
        wire = Wire()
        await play(wire, given("正在查询…", "正在查询…逾期 2 项"))
        assert wire.sent == [
            frame("正在查询…", finish=False, feedback="fb"),
            frame("正在查询…逾期 2 项", finish=False),
            frame("正在查询…逾期 2 项", finish=True),
        ]

    asyncio.run(story())


def test_quick_snapshots_are_not_worth_a_frame_each() -> None:
    async def story() -> None:
        wire = Wire()
        await play(wire, given(*"一二三四五"), refresh_interval=60.0)
        assert wire.sent == [frame("一", finish=False, feedback="fb"), frame("五", finish=True)]

    asyncio.run(story())


def test_a_long_answer_is_promised_and_follows_as_a_message() -> None:
    async def story() -> None:
        wire = Wire()

        async def slow() -> AsyncGenerator[str]:
            yield "开始"
            await wire.promised.wait()
            yield "还在做"
            yield "周报全文"

        await play(wire, slow(), lifetime=0.05)
        assert wire.sent == [
            frame("开始", finish=False, feedback="fb"),
            frame(PROMISE, finish=True),
            pushed("周报全文"),
        ]

    asyncio.run(story())


@pytest.mark.parametrize("refused", [1, 2, 3])
def test_a_stream_that_the_platform_has_sealed_ends_as_a_message(refused: int) -> None:
    async def story() -> None:
        wire = Wire({refused: SendFailure.LATE})
        await play(wire, given("一", "二"))
        assert len(wire.sent) == refused + 1
        assert wire.sent[-1] == pushed("二")

    asyncio.run(story())


def test_another_refusal_is_told() -> None:
    async def story() -> None:
        wire = Wire({1: SendFailure.LIMITED})
        with pytest.raises(SendError) as refused:
            await play(wire, given("一", "二"))
        assert refused.value.failure is SendFailure.LIMITED
        assert len(wire.sent) == 1

    asyncio.run(story())


def test_over_the_wire() -> None:
    async def story() -> None:
        async with platform() as server, running_bot(quick_settings(server.url)) as running:
            visit = await server.next_visit()
            await running.until(ConnectionState.CONNECTED)
            await running.bot.send_stream(GROUP, "R1", snapshots=given("一", "一二"))
            first = await visit.next_frame("aibot_respond_msg")
            last = await visit.next_frame("aibot_respond_msg")
            assert first["headers"] == last["headers"] == {"req_id": "R1"}
            assert "'content': '一二', 'finish': True" in str(last["body"])

    asyncio.run(story())
