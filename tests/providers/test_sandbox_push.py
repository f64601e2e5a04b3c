"""Pushing, and the allowance of a conversation."""

from collections.abc import Iterator

import pytest

from tests.support.raw_bot import RawBot, SandboxWorld, button_card, markdown, sandbox_world


@pytest.fixture
def world() -> Iterator[SandboxWorld]:
    with sandbox_world() as one:
        yield one


@pytest.fixture
def bot(world: SandboxWorld) -> Iterator[RawBot]:
    with world.bot() as one:
        yield one


def push(bot: RawBot, chatid: str, text: str = "日报", **more: object) -> int | None:
    return bot.code("aibot_send_msg", {"chatid": chatid, **markdown(text), **more})


def test_nobody_is_reached_who_has_not_spoken(world: SandboxWorld, bot: RawBot) -> None:
    world.control.enter("lilei", world.demo.bot_id)
    assert bot.receive().body["msgtype"] == "event"
    assert push(bot, "lilei", chat_type=1) == 93006
    assert push(bot, world.demo.launch_group, chat_type=2) == 93006

    world.control.say("lilei", world.demo.bot_id, text="在")
    world.control.say("lilei", world.demo.launch_group, text="@群程 在")
    assert [bot.receive().body["chattype"], bot.receive().body["chattype"]] == ["single", "group"]
    assert push(bot, "lilei", chat_type=1) == 0
    assert push(bot, world.demo.launch_group, chat_type=2) == 0
    assert push(bot, "hanmeimei", chat_type=1) == 93006


def test_the_kind_of_chat_must_match_and_case_counts(world: SandboxWorld, bot: RawBot) -> None:
    group = world.demo.launch_group
    world.control.say("lilei", world.demo.bot_id, text="在")
    world.control.say("lilei", group, text="@群程 在")
    bot.receive()
    bot.receive()

    assert push(bot, "lilei", chat_type=2) == 93006
    assert push(bot, group, chat_type=1) == 93006
    assert push(bot, group.lower(), chat_type=2) == 93006
    assert push(bot, "LILEI", chat_type=1) == 93006
    assert push(bot, world.demo.bot_id, chat_type=1) == 93006
    assert push(bot, group, chat_type=3) == 40058
    assert bot.code("aibot_send_msg", markdown("谁")) == 40058
    assert [push(bot, group), push(bot, "lilei"), push(bot, "lilei", chat_type=0)] == [0, 0, 0]


def test_a_bot_that_left_the_group_may_not_speak(world: SandboxWorld, bot: RawBot) -> None:
    group = world.demo.launch_group
    world.control.say("lilei", group, text="@群程 在")
    callback = bot.receive()
    world.control.remove_bot(group, world.demo.bot_id)

    assert push(bot, group, chat_type=2) == 93001
    assert bot.answer(callback, "在") == 93001
    world.control.add_bot(group, world.demo.bot_id)
    assert push(bot, group, chat_type=2) == 0


@pytest.mark.parametrize("kind", ["text", "markdown_v2", "stream", "news", ""])
def test_what_cannot_be_pushed(world: SandboxWorld, bot: RawBot, kind: str) -> None:
    world.control.say("lilei", world.demo.bot_id, text="在")
    bot.receive()

    body = {"chatid": "lilei", "chat_type": 1, "msgtype": kind, kind: {"content": "x", "id": "x"}}
    assert bot.code("aibot_send_msg", body) == 40058
    assert [one.text for one in world.control.messages("lilei", world.demo.bot_id)] == ["在"]


def test_replies_and_pushes_share_thirty_a_minute_for_the_whole_group(world: SandboxWorld, bot: RawBot) -> None:
    group = world.demo.launch_group
    for member in ("lilei", "linshan"):
        world.control.say(member, group, text="@群程 在")
    callbacks = [bot.receive(), bot.receive()]
    codes = [bot.answer(callbacks[i % 2], f"答{i}") for i in range(15)]
    codes += [push(bot, group, f"推{i}", chat_type=2) for i in range(15)]
    assert codes == [0] * 30

    assert bot.answer(callbacks[0], "多") == 45009
    assert push(bot, group, "多", chat_type=2) == 45009
    world.control.advance_clock(59.9)
    assert push(bot, group, "多", chat_type=2) == 45009
    world.control.advance_clock(0.2)
    assert push(bot, group, "新的一分钟", chat_type=2) == 0
    texts = [one.text for one in world.control.messages("zhaomin", group) if one.sender.kind == "bot"]
    assert (len(texts), texts[-1], "多" in texts) == (31, "新的一分钟", False)


def test_a_full_group_does_not_stop_another_conversation(world: SandboxWorld, bot: RawBot) -> None:
    world.control.say("lilei", world.demo.launch_group, text="@群程 在")
    world.control.say("lilei", world.demo.bot_id, text="在")
    bot.receive()
    bot.receive()

    codes = [push(bot, world.demo.launch_group, chat_type=2) for _ in range(31)]
    assert codes == [0] * 30 + [45009]
    assert push(bot, "lilei", chat_type=1) == 0


def test_a_thousand_an_hour(world: SandboxWorld, bot: RawBot) -> None:
    world.control.say("lilei", world.demo.bot_id, text="在")
    bot.receive()
    codes: list[int | None] = []
    for _ in range(34):
        codes += [push(bot, "lilei", chat_type=1) for _ in range(30)]
        world.control.advance_clock(61)

    assert codes == [0] * 1000 + [45009] * 20
    world.control.advance_clock(3600)
    assert push(bot, "lilei", chat_type=1) == 0


def test_refused_content_costs_nothing(world: SandboxWorld, bot: RawBot) -> None:
    world.control.say("lilei", world.demo.bot_id, text="在")
    bot.receive()

    assert [push(bot, "lilei", "", chat_type=1) for _ in range(31)] == [93017] * 31
    assert push(bot, "lilei", chat_type=1) == 0


def test_a_card_can_be_pushed(world: SandboxWorld, bot: RawBot) -> None:
    world.control.say("lilei", world.demo.bot_id, text="在")
    bot.receive()
    body = {"chatid": "lilei", "chat_type": 1, "msgtype": "template_card", "template_card": button_card("p1")}

    assert bot.code("aibot_send_msg", body) == 0
    assert world.control.messages("lilei", world.demo.bot_id)[-1].kind == "template_card"
