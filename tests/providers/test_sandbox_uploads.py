"""Uploading media over the connection."""

import base64
import hashlib
from collections.abc import Iterator
from typing import cast

import pytest

from tests.support.raw_bot import RawBot, SandboxWorld, Seen, sandbox_world

CHUNK = 512 * 1024
PNG = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 3000


@pytest.fixture
def world() -> Iterator[SandboxWorld]:
    with sandbox_world() as one:
        yield one


@pytest.fixture
def bot(world: SandboxWorld) -> Iterator[RawBot]:
    with world.bot() as one:
        yield one


def init(bot: RawBot, *, kind: str = "file", size: int = 3, chunks: int = 1, md5: str | None = None) -> Seen:
    body: dict[str, object] = {"type": kind, "filename": "周报.pdf", "total_size": size, "total_chunks": chunks}
    if md5 is not None:
        body["md5"] = md5
    return bot.call("aibot_upload_media_init", body)


def begin(bot: RawBot, *, kind: str = "file", size: int = 3, chunks: int = 1, md5: str | None = None) -> str:
    answer = init(bot, kind=kind, size=size, chunks=chunks, md5=md5)
    assert answer.errcode == 0
    return cast("str", answer.body["upload_id"])


def chunk(bot: RawBot, upload_id: str, *, index: int = 0, data: bytes = b"abc") -> int | None:
    body = {"upload_id": upload_id, "chunk_index": index, "base64_data": base64.b64encode(data).decode()}
    return bot.code("aibot_upload_media_chunk", body)


def finish(bot: RawBot, upload_id: str) -> Seen:
    return bot.call("aibot_upload_media_finish", {"upload_id": upload_id})


def media(bot: RawBot, kind: str, data: bytes) -> str:
    upload_id = begin(bot, kind=kind, size=len(data))
    assert chunk(bot, upload_id, data=data) == 0
    return cast("str", finish(bot, upload_id).body["media_id"])


def answered(world: SandboxWorld, bot: RawBot, kind: str, media_id: str) -> int | None:
    world.control.say("lilei", world.demo.bot_id, text="发我")
    callback = bot.receive()
    return bot.code("aibot_respond_msg", {"msgtype": kind, kind: {"media_id": media_id}}, request=callback.request)


def test_chunks_come_in_any_order_and_again(world: SandboxWorld, bot: RawBot) -> None:
    digest = hashlib.md5(PNG, usedforsecurity=False).hexdigest()
    upload_id = begin(bot, kind="image", size=len(PNG), chunks=2, md5=digest)

    assert chunk(bot, upload_id, index=1, data=PNG[CHUNK:]) == 0
    assert chunk(bot, upload_id, index=1, data=b"other") == 0
    assert finish(bot, upload_id).errcode == 40058
    assert chunk(bot, upload_id, index=0, data=PNG[:CHUNK]) == 0
    done = finish(bot, upload_id)
    assert (done.errcode, done.body["type"], done.body["created_at"]) == (0, "image", "1795320000")

    assert answered(world, bot, "image", cast("str", done.body["media_id"])) == 0
    sent = world.control.messages("lilei", world.demo.bot_id)[-1]
    assert (sent.kind, sent.files[0].size) == ("image", len(PNG))


@pytest.mark.parametrize(
    ("kind", "size", "chunks", "code"),
    [
        ("news", 3, 1, 40058),
        ("file", 0, 1, 44001),
        ("file", 20 * 1024 * 1024, 40, 0),
        ("file", 20 * 1024 * 1024 + 1, 41, 45001),
        ("image", 10 * 1024 * 1024 + 1, 21, 45001),
        ("voice", 2 * 1024 * 1024 + 1, 5, 45001),
        ("video", 10 * 1024 * 1024 + 1, 21, 45001),
        ("file", 3, 0, 40058),
        ("file", 3, 101, 40058),
        ("file", CHUNK + 1, 1, 40058),
    ],
)
def test_what_may_be_begun(bot: RawBot, kind: str, size: int, chunks: int, code: int) -> None:
    assert init(bot, kind=kind, size=size, chunks=chunks).errcode == code


def test_a_chunk_has_at_most_512_kb_and_a_place(bot: RawBot) -> None:
    upload_id = begin(bot, size=CHUNK + 1, chunks=2)

    assert chunk(bot, upload_id, index=0, data=b"x" * (CHUNK + 1)) == 40058
    assert chunk(bot, upload_id, index=2) == 40058
    assert chunk(bot, upload_id, index=-1) == 40058
    bad = {"upload_id": upload_id, "chunk_index": 0, "base64_data": "%%%"}
    assert bot.code("aibot_upload_media_chunk", bad) == 40058
    assert chunk(bot, upload_id, index=0, data=b"x" * CHUNK) == 0
    assert chunk(bot, "up-nobody") == 40058


def test_a_wrong_digest_or_size_is_refused(bot: RawBot) -> None:
    wrong = begin(bot, md5="0" * 32)
    assert chunk(bot, wrong) == 0
    assert finish(bot, wrong).errcode == 40058
    short = begin(bot, size=4)
    assert chunk(bot, short) == 0
    assert finish(bot, short).errcode == 40058


@pytest.mark.parametrize("kind", ["image", "voice", "video"])
def test_the_bytes_must_be_what_they_claim(bot: RawBot, kind: str) -> None:
    upload_id = begin(bot, kind=kind)
    assert chunk(bot, upload_id) == 0

    assert finish(bot, upload_id).errcode == 40004


def test_a_session_lives_half_an_hour_and_outlives_its_connection(world: SandboxWorld, bot: RawBot) -> None:
    first, second = begin(bot), begin(bot)
    world.control.advance_clock(1799)
    with world.bot() as again:
        assert chunk(again, first) == 0
        assert finish(again, first).errcode == 0
        world.control.advance_clock(1)
        assert chunk(again, second) == 40058


def test_another_bot_cannot_touch_a_session(world: SandboxWorld, bot: RawBot) -> None:
    upload_id = begin(bot)
    other = world.control.create_bot("别的")
    with world.bot(subscribed=False) as stranger:
        credentials = {"bot_id": other.bot_id, "secret": other.secret}
        assert stranger.code("aibot_subscribe", credentials) == 0
        assert chunk(stranger, upload_id) == 40058


def test_media_lives_three_days_and_keeps_its_kind(world: SandboxWorld, bot: RawBot) -> None:
    media_id = media(bot, "file", b"pdf")

    assert answered(world, bot, "image", media_id) == 40007
    assert answered(world, bot, "file", "nothing") == 40007
    world.control.advance_clock(3 * 86400 - 1)
    assert answered(world, bot, "file", media_id) == 0
    world.control.advance_clock(1)
    assert answered(world, bot, "file", media_id) == 40007


def test_thirty_uploads_a_minute(bot: RawBot) -> None:
    assert [init(bot).errcode for _ in range(31)] == [0] * 30 + [45009]
