"""Uploads in chunks over the bot's connection."""

import asyncio
import base64
import hashlib
from typing import cast

import pytest

from quncheng.providers.wecom.uploads import CHUNK_BYTES, parallel_chunks
from quncheng.runtime.ports import (
    ChatAddress,
    ChatKind,
    ConnectionState,
    FileContent,
    Outbound,
    PictureContent,
    SendError,
    SendFailure,
    SendMode,
)
from tests.support.scripted_platform import JsonFrame, Visit, platform, quick_settings, running_bot

GROUP = ChatAddress(ChatKind.GROUP, "wrG")


@pytest.mark.parametrize(("chunks", "parallel"), [(1, 1), (4, 4), (5, 3), (10, 3), (11, 2), (40, 2)])
def test_the_more_chunks_the_fewer_at_once(chunks: int, parallel: int) -> None:
    assert parallel_chunks(chunks) == parallel


class UploadDesk:
    """The platform's side of an upload; ``failing`` maps a chunk to the codes it is answered with first."""

    def __init__(self, failing: dict[int, list[int]] | None = None) -> None:
        self.failing = failing or {}
        self.inits: list[JsonFrame] = []
        self.chunks: dict[int, bytes] = {}
        self.tries: list[int] = []
        self.sent: list[JsonFrame] = []
        self.send_code = 0

    async def answer(self, visit: Visit, frame: JsonFrame) -> None:
        body = cast(JsonFrame, frame.get("body", {}))
        match frame["cmd"]:
            case "aibot_upload_media_init":
                self.inits.append(body)
                await visit.ack(frame, body={"upload_id": f"u{len(self.inits)}"})
            case "aibot_upload_media_chunk":
                await self._take_chunk(visit, frame, body)
            case "aibot_upload_media_finish":
                await visit.ack(
                    frame, body={"type": "file", "media_id": f"media-{body['upload_id']}", "created_at": "1"}
                )
            case "aibot_send_msg":
                self.sent.append(body)
                await visit.ack(frame, errcode=self.send_code)
            case _:
                await visit.ack(frame)

    async def _take_chunk(self, visit: Visit, frame: JsonFrame, body: JsonFrame) -> None:
        index = cast(int, body["chunk_index"])
        self.tries.append(index)
        if self.failing.get(index):
            await visit.ack(frame, errcode=self.failing[index].pop(0))
            return
        self.chunks[index] = base64.b64decode(cast(str, body["base64_data"]))
        await visit.ack(frame)


async def push_with(desk: UploadDesk, *outbounds: Outbound) -> list[SendError]:
    errors: list[SendError] = []
    async with platform(desk.answer) as server, running_bot(quick_settings(server.url)) as running:
        await running.until(ConnectionState.CONNECTED)
        for outbound in outbounds:
            try:
                await running.bot.send(outbound)
            except SendError as error:
                errors.append(error)
    return errors


def file_of(data: bytes, name: str = "周报.pdf") -> Outbound:
    return Outbound(SendMode.PUSH, GROUP, FileContent(data, name))


def test_a_file_goes_up_in_chunks_and_is_sent_by_its_id() -> None:
    data = bytes(range(256)) * 4 * 1024 * 5 + b"end"
    desk = UploadDesk()
    assert asyncio.run(push_with(desk, file_of(data))) == []
    digest = hashlib.md5(data, usedforsecurity=False).hexdigest()
    assert desk.inits == [
        {"type": "file", "filename": "周报.pdf", "total_size": len(data), "total_chunks": 11, "md5": digest}
    ]
    assert {len(chunk) for index, chunk in desk.chunks.items() if index < 10} == {CHUNK_BYTES}
    assert b"".join(desk.chunks[index] for index in sorted(desk.chunks)) == data
    assert desk.sent == [{"chatid": "wrG", "chat_type": 2, "msgtype": "file", "file": {"media_id": "media-u1"}}]


def test_a_picture_is_sent_as_a_picture() -> None:
    desk = UploadDesk()
    asyncio.run(push_with(desk, Outbound(SendMode.PUSH, GROUP, PictureContent(b"\x89PNG", "计划.png"))))
    assert (desk.inits[0]["type"], desk.inits[0]["filename"]) == ("image", "计划.png")
    assert desk.sent == [{"chatid": "wrG", "chat_type": 2, "msgtype": "image", "image": {"media_id": "media-u1"}}]


def test_a_chunk_is_tried_three_times() -> None:
    desk = UploadDesk({0: [-1, -1]})
    assert asyncio.run(push_with(desk, file_of(b"data"))) == []
    assert desk.tries == [0, 0, 0]
    desk = UploadDesk({0: [-1, -1, -1]})
    assert [error.failure for error in asyncio.run(push_with(desk, file_of(b"data")))] == [SendFailure.RETRY]
    assert (desk.tries, desk.sent) == ([0, 0, 0], [])


def test_a_chunk_that_is_refused_is_not_tried_again() -> None:
    desk = UploadDesk({0: [40058]})
    assert [error.failure for error in asyncio.run(push_with(desk, file_of(b"data")))] == [SendFailure.REFUSED]
    assert desk.tries == [0]


def test_the_same_bytes_for_several_people_at_once_go_up_once() -> None:
    desk = UploadDesk()

    async def story() -> None:
        async with platform(desk.answer) as server, running_bot(quick_settings(server.url)) as running:
            await running.until(ConnectionState.CONNECTED)
            await asyncio.gather(*(running.bot.send(file_of(b"data")) for _ in range(3)))

    asyncio.run(story())
    assert (len(desk.inits), len(desk.sent)) == (1, 3)


def test_the_same_bytes_go_up_once_until_the_platform_forgets_them() -> None:
    desk = UploadDesk()
    assert asyncio.run(push_with(desk, file_of(b"data"), file_of(b"data"), file_of(b"data", "b.pdf"))) == []
    assert len(desk.inits) == 2
    desk = UploadDesk()
    desk.send_code = 40007
    errors = asyncio.run(push_with(desk, file_of(b"data"), file_of(b"data")))
    assert [error.failure for error in errors] == [SendFailure.RETRY, SendFailure.RETRY]
    assert len(desk.inits) == 2


def test_an_answer_without_an_id_is_tried_again_later() -> None:
    async def ack_without_body(visit: Visit, frame: JsonFrame) -> None:
        await visit.ack(frame)

    async def story() -> None:
        async with platform(ack_without_body) as server, running_bot(quick_settings(server.url)) as running:
            await running.until(ConnectionState.CONNECTED)
            with pytest.raises(SendError, match="without an id") as refused:
                await running.bot.send(file_of(b"data"))
            assert refused.value.failure is SendFailure.RETRY

    asyncio.run(story())


@pytest.mark.parametrize(
    "content",
    [FileContent(b"", "a"), FileContent(b"x" * (20 * 1024 * 1024 + 1), "a"), PictureContent(b"x" * 10485761, "a")],
)
def test_what_is_empty_or_too_large_is_refused_before_sending(content: FileContent | PictureContent) -> None:
    desk = UploadDesk()
    errors = asyncio.run(push_with(desk, Outbound(SendMode.PUSH, GROUP, content)))
    assert [error.failure for error in errors] == [SendFailure.REFUSED]
    assert desk.inits == []
