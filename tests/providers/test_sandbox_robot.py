"""The group robot's webhook."""

import base64
import hashlib
from collections.abc import Iterator
from typing import cast

import httpx2
import pytest

from quncheng.sandbox.control_types import RobotView
from tests.support.raw_bot import SandboxWorld, sandbox_world

PNG = b"\x89PNG\r\n\x1a\n" + b"x" * 40
CARD = {
    "card_type": "text_notice",
    "main_title": {"title": "周报"},
    "card_action": {"type": 1, "url": "https://example.com"},
}


@pytest.fixture
def world() -> Iterator[SandboxWorld]:
    with sandbox_world() as one:
        yield one


@pytest.fixture
def robot(world: SandboxWorld) -> RobotView:
    return world.control.create_robot(world.demo.launch_group, "播报")


def post(robot: RobotView, body: object = None, *, raw: bytes | None = None) -> dict[str, object]:
    response = httpx2.post(robot.url, content=raw) if raw is not None else httpx2.post(robot.url, json=body)
    assert response.status_code == 200
    return cast("dict[str, object]", response.json())


def code(robot: RobotView, body: object = None, *, raw: bytes | None = None) -> object:
    return post(robot, body, raw=raw)["errcode"]


def text(content: str, **more: object) -> dict[str, object]:
    return {"msgtype": "text", "text": {"content": content, **more}}


def test_mentions_are_resolved_and_unknown_ones_ignored(world: SandboxWorld, robot: RobotView) -> None:
    body = text("<@hanmeimei> 请看", mentioned_list=["lilei", "nobody", "@all"], mentioned_mobile_list=["138"])

    assert post(robot, body) == {"errcode": 0, "errmsg": "ok"}
    (seen,) = world.control.messages("zhaomin", world.demo.launch_group)
    assert (seen.mentions, seen.sender.kind, seen.sender.name) == (["lilei", "@all", "hanmeimei"], "robot", "播报")


def test_markdown_mentions_and_markdown_v2_does_not(world: SandboxWorld, robot: RobotView) -> None:
    for kind in ("markdown", "markdown_v2"):
        assert code(robot, {"msgtype": kind, kind: {"content": "<@lilei> 看"}}) == 0

    seen = world.control.messages("lilei", world.demo.launch_group)
    assert [(one.kind, one.mentions, one.text) for one in seen] == [
        ("markdown", ["lilei"], "<@lilei> 看"),
        ("markdown_v2", [], "<@lilei> 看"),
    ]


def test_a_key_that_is_unknown_disabled_or_removed(world: SandboxWorld, robot: RobotView) -> None:
    assert httpx2.post(robot.url + "x", json=text("早")).json()["errcode"] == 93000
    world.control.change_robot(robot.key, is_enabled=False)
    assert code(robot, text("早")) == 93004
    world.control.remove_robot(robot.key)
    assert code(robot, text("早")) == 93000
    assert world.control.messages("lilei", world.demo.launch_group) == []


@pytest.mark.parametrize(("kind", "limit"), [("text", 2048), ("markdown", 4096), ("markdown_v2", 4096)])
def test_lengths_are_counted_in_bytes(world: SandboxWorld, robot: RobotView, kind: str, limit: int) -> None:
    longest = "汉" * (limit // 3) + "x" * (limit % 3)
    too_long = post(robot, {"msgtype": kind, kind: {"content": longest + "x"}})

    assert (too_long["errcode"], too_long["errmsg"]) == (40058, f"{kind}.content exceed max length {limit}")
    assert code(robot, {"msgtype": kind, kind: {"content": longest}}) == 0
    assert code(robot, {"msgtype": kind, kind: {"content": ""}}) == 44004
    assert code(robot, {"msgtype": kind}) == 44004


@pytest.mark.parametrize("raw", [b"{", b'{"msgtype":"text","text":{"content":"a\nb"}}', b'{"msgtype":"\xff"}', b""])
def test_broken_json_is_an_invalid_message_type(robot: RobotView, raw: bytes) -> None:
    answer = post(robot, raw=raw)

    assert answer["errcode"] == 40008
    assert "wrong json format" in cast("str", answer["errmsg"])


@pytest.mark.parametrize("kind", ["", "stream", "video", "textcard"])
def test_unknown_message_types(robot: RobotView, kind: str) -> None:
    assert code(robot, {"msgtype": kind}) == 40008


def image(data: bytes, digest: str | None = None) -> dict[str, object]:
    md5 = digest or hashlib.md5(data, usedforsecurity=False).hexdigest()
    return {"msgtype": "image", "image": {"base64": base64.b64encode(data).decode(), "md5": md5}}


def test_pictures_are_checked(world: SandboxWorld, robot: RobotView) -> None:
    assert code(robot, image(PNG)) == 0
    assert code(robot, image(PNG, "0" * 32)) == 40058
    assert code(robot, {"msgtype": "image", "image": {"base64": "%", "md5": "0"}}) == 40058
    assert code(robot, image(b"GIF89a" + b"x" * 20)) == 40009
    assert code(robot, image(PNG + b"x" * (2 * 1024 * 1024))) == 93018
    assert len(world.control.messages("lilei", world.demo.launch_group)) == 1


def test_the_twenty_first_message_of_a_minute_is_not_stored(world: SandboxWorld, robot: RobotView) -> None:
    assert [code(robot, text(str(i))) for i in range(21)] == [0] * 20 + [45009]
    other = world.control.create_robot(world.demo.launch_group, "另一个")
    assert code(other, text("别人的额度")) == 0
    world.control.advance_clock(60.1)
    assert code(robot, text("新的一分钟")) == 0

    texts = [one.text for one in world.control.messages("lilei", world.demo.launch_group)]
    assert texts == [*(str(i) for i in range(20)), "别人的额度", "新的一分钟"]


def upload(robot: RobotView, data: bytes, kind: str = "file") -> dict[str, object]:
    url = robot.url.replace("webhook/send", "webhook/upload_media") + f"&type={kind}"
    return cast("dict[str, object]", httpx2.post(url, files={"media": ("周报.pdf", data)}).json())


def test_uploads_belong_to_their_robot_for_three_days(world: SandboxWorld, robot: RobotView) -> None:
    done = upload(robot, b"123456")
    assert (done["errcode"], done["type"], done["created_at"]) == (0, "file", "1795320000")
    body = {"msgtype": "file", "file": {"media_id": done["media_id"]}}
    other = world.control.create_robot(world.demo.launch_group, "另一个")

    assert code(robot, body) == 0
    assert code(other, body) == 40007
    assert code(robot, {"msgtype": "voice", "voice": {"media_id": done["media_id"]}}) == 40007
    assert code(robot, {"msgtype": "file", "file": {}}) == 41006
    world.control.advance_clock(3 * 86400)
    assert code(robot, body) == 40007
    (seen,) = world.control.messages("lilei", world.demo.launch_group)
    assert (seen.files[0].name, seen.files[0].size) == ("周报.pdf", 6)


def test_what_cannot_be_uploaded(robot: RobotView) -> None:
    assert upload(robot, b"12345")["errcode"] == 40006
    assert upload(robot, b"123456", "image")["errcode"] == 40005
    assert upload(robot, b"123456", "voice")["errcode"] == 40004
    assert upload(robot, b"x" * (2 * 1024 * 1024 + 1), "voice")["errcode"] == 45001


def test_cards_and_news(robot: RobotView) -> None:
    article = {"title": "周报", "url": "https://example.com"}

    assert code(robot, {"msgtype": "template_card", "template_card": CARD}) == 0
    refused = {**CARD, "card_type": "button_interaction"}
    assert code(robot, {"msgtype": "template_card", "template_card": refused}) == 40058
    bare = {name: value for name, value in CARD.items() if name != "card_action"}
    assert code(robot, {"msgtype": "template_card", "template_card": bare}) == 40058
    assert code(robot, {"msgtype": "news", "news": {"articles": [article] * 8}}) == 0
    assert code(robot, {"msgtype": "news", "news": {"articles": [article] * 9}}) == 45008
    assert code(robot, {"msgtype": "news", "news": {"articles": [{"title": "无址"}]}}) == 40058
