"""What a group robot posts over HTTP, and that its key stays a secret."""

import asyncio
import base64
import hashlib
import logging
import re
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import asynccontextmanager
from urllib.parse import parse_qs, urlsplit

import msgspec
import pytest

from quncheng.language.card import Card
from quncheng.providers.wecom.group_robot import (
    EVERYBODY,
    GroupRobot,
    RobotAddress,
    mention,
    to_robot_address,
)
from quncheng.providers.wecom.robot_bodies import Article
from quncheng.providers.wecom.settings import AddressError
from quncheng.runtime.ports import RateLimit, SendError, SendFailure

KEY = "693a91f6-7xxx-4bc4-97a0-0ec2sifa5aaa"
Post = Callable[[GroupRobot], Awaitable[None]]

OK = b'{"errcode":0,"errmsg":"ok"}'
PNG = b"\x89PNG\r\n\x1a\n" + b"picture"


class Desk:
    """An HTTP server that answers everything with ``answer`` and keeps the requests."""

    def __init__(self) -> None:
        self.answer = OK
        self.status = "200 OK"
        self.paths: list[str] = []
        self.bodies: list[bytes] = []
        self.url = ""

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = (await reader.readuntil(b"\r\n\r\n")).decode()
        self.paths.append(head.split(" ")[1])
        length = re.search(r"content-length: (\d+)", head, re.IGNORECASE)
        assert length is not None
        self.bodies.append(await reader.readexactly(int(length[1])))
        lines = [f"HTTP/1.1 {self.status}", f"content-length: {len(self.answer)}", "connection: close", "", ""]
        writer.write("\r\n".join(lines).encode() + self.answer)
        writer.close()
        await writer.wait_closed()


@asynccontextmanager
async def desk_and_robot() -> AsyncGenerator[tuple[Desk, GroupRobot]]:
    desk = Desk()
    server = await asyncio.start_server(desk.serve, "127.0.0.1", 0)
    async with server:
        desk.url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
        robot = GroupRobot(RobotAddress(KEY, desk.url))
        try:
            yield desk, robot
        finally:
            await robot.close()


def tell(story: Callable[[Desk, GroupRobot], Awaitable[None]]) -> None:
    async def told() -> None:
        async with desk_and_robot() as (desk, robot):
            await story(desk, robot)

    asyncio.run(told())


POSTS: list[tuple[Post, object]] = [
    (
        lambda robot: robot.send_text("该写进展了", mentions=("lilei", EVERYBODY)),
        {"msgtype": "text", "text": {"content": "该写进展了", "mentioned_list": ["lilei", "@all"]}},
    ),
    (lambda robot: robot.send_text("好"), {"msgtype": "text", "text": {"content": "好"}}),
    (
        lambda robot: robot.send_markdown(f"{mention('lilei')} **逾期**"),
        {"msgtype": "markdown", "markdown": {"content": "<@lilei> **逾期**"}},
    ),
    (
        lambda robot: robot.send_markdown_v2("| 任务 |"),
        {"msgtype": "markdown_v2", "markdown_v2": {"content": "| 任务 |"}},
    ),
    (
        lambda robot: robot.send_picture(PNG),
        {
            "msgtype": "image",
            "image": {
                "base64": base64.b64encode(PNG).decode(),
                "md5": hashlib.md5(PNG, usedforsecurity=False).hexdigest(),
            },
        },
    ),
    (
        lambda robot: robot.send_news((Article(title="长" * 50, url="https://a.cn", description="说" * 200),)),
        {
            "msgtype": "news",
            "news": {"articles": [{"title": "长" * 41 + "…", "url": "https://a.cn", "description": "说" * 169 + "…"}]},
        },
    ),
    (
        lambda robot: robot.send_card(Card("c1", "周报", link="https://a.cn")),
        {
            "msgtype": "template_card",
            "template_card": {
                "card_type": "text_notice",
                "main_title": {"title": "周报"},
                "source": {"desc": "群程"},
                "card_action": {"type": 1, "url": "https://a.cn"},
            },
        },
    ),
    (
        lambda robot: robot.send_card(Card("c1", "周报", body="很长" * 100)),
        {"msgtype": "markdown", "markdown": {"content": "**周报**\n\n" + "很长" * 100}},
    ),
]


@pytest.mark.parametrize(("post", "body"), POSTS)
def test_each_way_of_posting(post: Post, body: object) -> None:
    async def story(desk: Desk, robot: GroupRobot) -> None:
        await post(robot)
        assert desk.paths == [f"/cgi-bin/webhook/send?key={KEY}"]
        assert msgspec.json.decode(desk.bodies[0]) == body

    tell(story)


def test_a_file_is_uploaded_and_posted_by_its_id() -> None:
    async def story(desk: Desk, robot: GroupRobot) -> None:
        desk.answer = b'{"errcode":0,"errmsg":"ok","type":"file","media_id":"m-1","created_at":"1380000000"}'
        await robot.send_file("任务,状态\n".encode(), "任务.csv")
        upload, post = map(urlsplit, desk.paths)
        assert upload.path == "/cgi-bin/webhook/upload_media"
        assert parse_qs(upload.query) == {"key": [KEY], "type": ["file"]}
        assert b'name="media"' in desk.bodies[0]
        assert "任务,状态\n".encode() in desk.bodies[0]
        assert post.path == "/cgi-bin/webhook/send"
        assert msgspec.json.decode(desk.bodies[1]) == {"msgtype": "file", "file": {"media_id": "m-1"}}

    tell(story)


BEYOND_THE_LIMITS: list[Post] = [
    lambda robot: robot.send_text("长" * 683),
    lambda robot: robot.send_text(" \n"),
    lambda robot: robot.send_markdown("长" * 1366),
    lambda robot: robot.send_markdown_v2("长" * 1366),
    lambda robot: robot.send_picture(b"GIF89a"),
    lambda robot: robot.send_picture(PNG + b"x" * 2 * 1024 * 1024),
    lambda robot: robot.send_file(b"12345", "a.txt"),
    lambda robot: robot.send_file(b"x" * (20 * 1024 * 1024 + 1), "a.txt"),
]


@pytest.mark.parametrize("post", BEYOND_THE_LIMITS)
def test_what_is_beyond_the_limits_is_not_sent(post: Post) -> None:
    async def story(desk: Desk, robot: GroupRobot) -> None:
        with pytest.raises(SendError) as refused:
            await post(robot)
        assert refused.value.failure is SendFailure.REFUSED
        assert desk.paths == []

    tell(story)


def test_the_largest_text_passes() -> None:
    async def story(desk: Desk, robot: GroupRobot) -> None:
        await robot.send_text("长" * 682 + "ab")
        await robot.send_markdown("长" * 1365 + "a")
        assert len(desk.paths) == 2

    tell(story)


@pytest.mark.parametrize(
    ("status", "answer", "failure", "code"),
    [
        ("200 OK", b'{"errcode":93000,"errmsg":"invalid webhook url"}', SendFailure.UNREACHABLE, 93000),
        ("200 OK", b'{"errcode":45009,"errmsg":"api freq out of limit"}', SendFailure.LIMITED, 45009),
        ("200 OK", b'{"errcode":-1,"errmsg":"system busy"}', SendFailure.RETRY, -1),
        ("200 OK", b'{"errcode":44004}', SendFailure.REFUSED, 44004),
        ("200 OK", b"<html>", SendFailure.RETRY, 0),
        ("502 Bad Gateway", b"", SendFailure.RETRY, 502),
        ("404 Not Found", b"", SendFailure.REFUSED, 404),
        ("302 Found", b"", SendFailure.REFUSED, 302),
    ],
)
def test_every_refusal_has_its_class(status: str, answer: bytes, failure: SendFailure, code: int) -> None:
    async def story(desk: Desk, robot: GroupRobot) -> None:
        desk.status, desk.answer = status, answer
        with pytest.raises(SendError) as refused:
            await robot.send_text("x")
        assert (refused.value.failure, refused.value.code) == (failure, code)

    tell(story)


def test_the_key_is_in_no_log_no_error_and_no_repr(caplog: pytest.LogCaptureFixture) -> None:
    async def story() -> None:
        async with desk_and_robot() as (_, robot):
            await robot.send_text("x")
        lost = GroupRobot(RobotAddress(KEY, "http://127.0.0.1:1"))
        with pytest.raises(SendError) as refused:
            await lost.send_text("x")
        await lost.close()
        assert refused.value.failure is SendFailure.RETRY
        assert KEY not in repr(refused.value)
        assert refused.value.__cause__ is None

    with caplog.at_level(logging.DEBUG):
        asyncio.run(story())
    assert KEY not in caplog.text
    assert KEY not in repr(RobotAddress(KEY))


@pytest.mark.parametrize(
    ("url", "api_url"),
    [
        (f"https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key={KEY}", "https://qyapi.weixin.qq.com"),
        (f" https://wecom.corp.cn:8443/proxy/cgi-bin/webhook/send?key={KEY}\n", "https://wecom.corp.cn:8443/proxy"),
        (f"http://127.0.0.1:8701/cgi-bin/webhook/send?key={KEY}&debug=1", "http://127.0.0.1:8701"),
    ],
)
def test_reads_the_address_that_people_copy(url: str, api_url: str) -> None:
    assert to_robot_address(url) == RobotAddress(KEY, api_url)


@pytest.mark.parametrize(
    "url",
    [
        "",
        KEY,
        "https://qyapi.weixin.qq.com/cgi-bin/webhook/send",
        f"https://qyapi.weixin.qq.com/other?key={KEY}",
        f"http://qyapi.weixin.qq.com/cgi-bin/webhook/send?key={KEY}",
    ],
)
def test_refuses_an_address_that_is_none_or_not_safe(url: str) -> None:
    with pytest.raises(AddressError) as refused:
        to_robot_address(url)
    assert KEY not in str(refused.value)


def test_the_limit_is_the_platforms_less_a_margin() -> None:
    async def story(desk: Desk, robot: GroupRobot) -> None:
        assert robot.limits == (RateLimit(18, 61.0),)
        assert desk.paths == []

    tell(story)
