"""What reaches a bot, and in which form."""

import base64
from collections.abc import Iterator
from typing import cast

import httpx2
import pytest

from quncheng.sandbox.control_client import ControlError, file_of
from quncheng.sandbox.control_types import BotChange
from quncheng.sandbox.crypto import decrypt_bytes
from tests.support.raw_bot import RawBot, SandboxWorld, button_card, card, sandbox_world

PNG = b"\x89PNG\r\n\x1a\n" + b"picture" * 9


@pytest.fixture
def world() -> Iterator[SandboxWorld]:
    with sandbox_world() as one:
        yield one


@pytest.fixture
def bot(world: SandboxWorld) -> Iterator[RawBot]:
    with world.bot() as one:
        yield one


def fetch(media: object) -> tuple[bytes, str]:
    """The deciphered file and the name in the header."""
    link = cast("dict[str, str]", media)
    response = httpx2.get(link["url"])
    assert response.status_code == 200
    data = decrypt_bytes(response.content, base64.b64decode(link["aeskey"]))
    return data, response.headers["Content-Disposition"]


def test_a_group_text_arrives_whole_with_its_prefix(world: SandboxWorld, bot: RawBot) -> None:
    text = "@李雷 @群程 启动项目 新品线上发布会"
    said = world.control.say("linshan", world.demo.launch_group, text=text)

    assert bot.receive().body == {
        "msgid": said.id,
        "aibotid": world.demo.bot_id,
        "chatid": world.demo.launch_group,
        "chattype": "group",
        "from": {"userid": "linshan"},
        "msgtype": "text",
        "text": {"content": text},
    }
    assert said.mentions == ["lilei"]


@pytest.mark.parametrize("text", ["大家好", "@群程启动项目", "群程 在吗", "@李雷 在吗", "@ 群程"])
def test_a_group_text_that_calls_nobody_stays_in_the_group(world: SandboxWorld, bot: RawBot, text: str) -> None:
    world.control.say("linshan", world.demo.launch_group, text=text)

    assert bot.code("ping") == 0
    assert [one.text for one in world.control.messages("lilei", world.demo.launch_group)] == [text]


def test_names_with_spaces_and_names_within_names(world: SandboxWorld, bot: RawBot) -> None:
    other = world.control.create_bot("群程 测试")
    world.control.add_bot(world.demo.launch_group, other.bot_id)

    world.control.say("linshan", world.demo.launch_group, text="@群程 测试 在吗")
    assert bot.code("ping") == 0
    world.control.say("linshan", world.demo.launch_group, text="@群程 测试 你好 @群程")
    assert bot.receive().body["text"] == {"content": "@群程 测试 你好 @群程"}


def test_direct_messages_have_no_chatid_and_voices_are_transcripts(world: SandboxWorld, bot: RawBot) -> None:
    world.control.say("lilei", world.demo.bot_id, text="文案写到六成了", voice=True)

    body = bot.receive().body
    assert body["voice"] == {"content": "文案写到六成了"}
    assert (body["msgtype"], body["chattype"], "chatid" in body, "create_time" in body) == (
        "voice",
        "single",
        False,
        False,
    )


@pytest.mark.parametrize("kind", ["image", "file", "video"])
def test_files_arrive_in_direct_chats_only(world: SandboxWorld, bot: RawBot, kind: str) -> None:
    file = file_of("image", "图.png", PNG) if kind == "image" else file_of("file", "周报 1.pdf", b"pdf")
    if kind == "video":
        file.kind = "video"
    world.control.say("lilei", world.demo.launch_group, files=[file])
    world.control.say("lilei", world.demo.launch_group, text="@群程 语音", voice=True)
    world.control.say("lilei", world.demo.bot_id, files=[file])

    body = bot.receive().body
    assert (body["msgtype"], body["chattype"]) == (kind, "single")
    data, name = fetch(body[kind])
    assert data == (PNG if kind == "image" else b"pdf")
    expected = "%E5%9B%BE.png" if kind == "image" else "%E5%91%A8%E6%8A%A5%201.pdf"
    assert name == f"attachment; filename*=UTF-8''{expected}"
    assert len(world.control.messages("zhaomin", world.demo.launch_group)) == 2


def test_every_link_has_its_own_key_and_dies_after_five_minutes(world: SandboxWorld, bot: RawBot) -> None:
    links: list[dict[str, str]] = []
    for _ in range(2):
        world.control.say("lilei", world.demo.bot_id, files=[file_of("image", "图.png", PNG)])
        links.append(cast("dict[str, str]", bot.receive().body["image"]))

    assert links[0]["aeskey"] != links[1]["aeskey"]
    assert len(httpx2.get(links[0]["url"]).content) % 32 == 0
    world.control.advance_clock(300)
    assert httpx2.get(links[0]["url"]).status_code == 200
    world.control.advance_clock(1)
    assert httpx2.get(links[0]["url"]).status_code == 403


def test_text_with_pictures_is_mixed_in_groups_too(world: SandboxWorld, bot: RawBot) -> None:
    picture = file_of("image", "图.png", PNG)
    world.control.say("lilei", world.demo.launch_group, text="@群程 看图", files=[picture])

    body = bot.receive().body
    mixed = cast("dict[str, list[dict[str, object]]]", body["mixed"])
    text, image = mixed["msg_item"]
    assert (body["msgtype"], text) == ("mixed", {"msgtype": "text", "text": {"content": "@群程 看图"}})
    assert fetch(image["image"])[0] == PNG


def test_a_quote_carries_what_was_quoted(world: SandboxWorld, bot: RawBot) -> None:
    group = world.demo.launch_group
    text = world.control.say("lilei", group, text="登录页周五要")
    voice = world.control.say("lilei", group, text="初稿晚两天", voice=True)
    file = world.control.say("lilei", group, files=[file_of("file", "方案.docx", b"docx")])
    for quoted in (text, voice, file):
        world.control.say("linshan", group, text="@群程 记下", quote=quoted.id)
    quotes = [cast("dict[str, object]", bot.receive().body["quote"]) for _ in range(3)]

    assert quotes[0] == {"msgtype": "text", "text": {"content": "登录页周五要"}}
    assert quotes[1] == {"msgtype": "voice", "voice": {"content": "初稿晚两天"}}
    assert (quotes[2]["msgtype"], fetch(quotes[2]["file"])[0]) == ("file", b"docx")


def test_a_quoted_card_reads_as_its_title(world: SandboxWorld, bot: RawBot) -> None:
    world.control.say("lilei", world.demo.launch_group, text="@群程 计划")
    callback = bot.receive()
    assert bot.code("aibot_respond_msg", card(), request=callback.request) == 0
    sent = world.control.messages("lilei", world.demo.launch_group)[-1]

    world.control.say("lilei", world.demo.launch_group, text="@群程 完成了", quote=sent.id)
    assert bot.receive().body["quote"] == {"msgtype": "text", "text": {"content": "计划"}}


def test_a_bot_that_may_not_serve_somebody_never_hears_them(world: SandboxWorld, bot: RawBot) -> None:
    world.control.change_bot(world.demo.bot_id, BotChange(visible_to=["linshan"]))
    world.control.say("lilei", world.demo.bot_id, text="在吗")
    world.control.say("linshan", world.demo.bot_id, text="我在")

    assert bot.receive().body["text"] == {"content": "我在"}


def test_choices_travel_with_the_click(world: SandboxWorld, bot: RawBot) -> None:
    group = world.demo.launch_group
    world.control.say("lilei", group, text="@群程 选")
    callback = bot.receive()
    vote: dict[str, object] = {
        "card_type": "vote_interaction",
        "main_title": {"title": "选"},
        "checkbox": {
            "question_key": "q1",
            "mode": 1,
            "option_list": [{"id": "one", "text": "一"}, {"id": "two", "text": "二"}],
        },
        "submit_button": {"text": "提交", "key": "submit_key"},
        "task_id": "task-42@rev1",
    }
    body = {"msgtype": "template_card", "template_card": vote}
    assert bot.code("aibot_respond_msg", body, request=callback.request) == 0
    sent = world.control.messages("lilei", group)[-1]

    with pytest.raises(ControlError) as refused:
        world.control.click("lilei", group, message=sent.id, key="submit_key", chosen={"q1": ["three"]})
    assert refused.value.status == 409
    assert world.control.click("lilei", group, message=sent.id, key="submit_key", chosen={"q1": ["one", "two"]})
    assert bot.receive().body["event"] == {
        "eventtype": "template_card_event",
        "template_card_event": {
            "card_type": "vote_interaction",
            "event_key": "submit_key",
            "task_id": "task-42@rev1",
            "selected_items": {"selected_item": [{"question_key": "q1", "option_ids": {"option_id": ["one", "two"]}}]},
        },
    }


def test_a_menu_click_has_no_choices(world: SandboxWorld, bot: RawBot) -> None:
    world.control.say("lilei", world.demo.bot_id, text="在")
    callback = bot.receive()
    menu = {"desc": "更多", "action_list": [{"text": "静音", "key": "mute"}]}
    options = [{"id": "a", "text": "甲"}]
    chooser = {"question_key": "q", "option_list": options}
    body = {
        "msgtype": "template_card",
        "template_card": {**button_card(), "action_menu": menu, "button_selection": chooser},
    }
    assert bot.code("aibot_respond_msg", body, request=callback.request) == 0
    sent = world.control.messages("lilei", world.demo.bot_id)[-1]
    for key in ("mute", "ok"):
        assert world.control.click("lilei", world.demo.bot_id, message=sent.id, key=key)

    events = [cast("dict[str, dict[str, object]]", bot.receive().body["event"]) for _ in range(2)]
    assert "selected_items" not in events[0]["template_card_event"]
    assert events[1]["template_card_event"]["selected_items"] == {
        "selected_item": [{"question_key": "q", "option_ids": {"option_id": ["a"]}}]
    }


def test_a_member_cannot_press_what_is_not_there(world: SandboxWorld, bot: RawBot) -> None:
    said = world.control.say("lilei", world.demo.bot_id, text="在")
    callback = bot.receive()
    assert bot.code("aibot_respond_msg", card(), request=callback.request) == 0
    sent = world.control.messages("lilei", world.demo.bot_id)[-1]

    for message, key in ((said.id, "ok"), (sent.id, "nothing")):
        with pytest.raises(ControlError):
            world.control.click("lilei", world.demo.bot_id, message=message, key=key)
    assert bot.code("ping") == 0
