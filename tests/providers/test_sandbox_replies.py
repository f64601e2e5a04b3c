"""What a bot may answer, and until when."""

from collections.abc import Iterator

import pytest

from quncheng.sandbox.control_types import SettingsChange
from tests.support.raw_bot import RawBot, SandboxWorld, Seen, button_card, card, markdown, sandbox_world, stream

DAY = 86400


@pytest.fixture
def world() -> Iterator[SandboxWorld]:
    with sandbox_world() as one:
        yield one


@pytest.fixture
def bot(world: SandboxWorld) -> Iterator[RawBot]:
    with world.bot() as one:
        yield one


def asked(world: SandboxWorld, bot: RawBot, text: str = "@群程 进度") -> Seen:
    world.control.say("lilei", world.demo.launch_group, text=text)
    return bot.receive()


def heard(world: SandboxWorld) -> list[str]:
    """What the bot has said in the group."""
    messages = world.control.messages("lilei", world.demo.launch_group)
    return [one.text for one in messages if one.sender.kind == "bot"]


def test_a_stream_shows_the_last_snapshot_and_is_sealed(world: SandboxWorld, bot: RawBot) -> None:
    callback = asked(world, bot)

    for text, finish in (("1", False), ("123", False), ("**完**", True)):
        assert bot.code("aibot_respond_msg", stream(text, finish=finish), request=callback.request) == 0
    assert heard(world) == ["**完**"]
    assert bot.code("aibot_respond_msg", stream("晚了", finish=True), request=callback.request) == 846608
    assert heard(world) == ["**完**"]


@pytest.mark.parametrize("minutes", [6, 10])
def test_a_stream_expires(world: SandboxWorld, bot: RawBot, minutes: int) -> None:
    world.control.change_settings(SettingsChange(stream_limit_seconds=minutes * 60))
    callback = asked(world, bot)
    assert bot.code("aibot_respond_msg", stream("正在查询"), request=callback.request) == 0

    world.control.advance_clock(minutes * 60)
    assert bot.code("aibot_respond_msg", stream("还在查询"), request=callback.request) == 0
    world.control.advance_clock(1)
    late = bot.call("aibot_respond_msg", stream("好了", finish=True), request=callback.request)

    assert late.errcode == 846608
    assert late.errmsg == f"stream message update expired (>{minutes} minutes), cannot update"
    assert heard(world) == ["还在查询"]


def test_a_stream_needs_an_id(world: SandboxWorld, bot: RawBot) -> None:
    callback = asked(world, bot)

    body = {"msgtype": "stream", "stream": {"content": "无名"}}
    assert bot.code("aibot_respond_msg", body, request=callback.request) == 40058
    assert heard(world) == []


def test_a_stream_counts_once_however_often_it_is_refreshed(world: SandboxWorld, bot: RawBot) -> None:
    callback = asked(world, bot)

    codes = [bot.code("aibot_respond_msg", stream(str(i)), request=callback.request) for i in range(40)]
    assert codes == [0] * 40


def test_text_is_no_answer_to_a_message(world: SandboxWorld, bot: RawBot) -> None:
    callback = asked(world, bot)

    body = {"msgtype": "text", "text": {"content": "你好"}}
    assert bot.code("aibot_respond_msg", body, request=callback.request) == 40058
    assert heard(world) == []


@pytest.mark.parametrize("kind", ["markdown", "stream"])
def test_the_length_is_counted_in_bytes(world: SandboxWorld, bot: RawBot, kind: str) -> None:
    callback = asked(world, bot)
    longest = "汉" * 6826 + "ab"
    make = markdown if kind == "markdown" else stream

    assert len(longest.encode()) == 20480
    assert bot.code("aibot_respond_msg", make(longest + "c"), request=callback.request) == 40058
    assert bot.code("aibot_respond_msg", make(longest), request=callback.request) == 0
    assert heard(world) == [longest]


def test_empty_content_is_refused(world: SandboxWorld, bot: RawBot) -> None:
    callback = asked(world, bot)

    assert bot.code("aibot_respond_msg", markdown(""), request=callback.request) == 93017


def test_an_unknown_request_is_refused(world: SandboxWorld, bot: RawBot) -> None:
    asked(world, bot)

    assert bot.code("aibot_respond_msg", markdown("好"), request="SRV-nobody") == 846605


def test_a_message_can_be_answered_for_a_day(world: SandboxWorld, bot: RawBot) -> None:
    callback = asked(world, bot)

    world.control.advance_clock(DAY)
    assert bot.answer(callback, "隔天") == 0
    world.control.advance_clock(1)
    assert bot.answer(callback, "太晚") == 846605
    assert heard(world) == ["隔天"]


def test_a_welcome_has_five_seconds_and_its_own_request(world: SandboxWorld, bot: RawBot) -> None:
    assert world.control.enter("lilei", world.demo.bot_id)
    entered = bot.receive()
    welcome = {"msgtype": "text", "text": {"content": "你好,李雷"}}

    assert entered.body["event"] == {"eventtype": "enter_chat"}
    assert entered.body.keys() == {"msgid", "create_time", "aibotid", "from", "msgtype", "event"}
    assert bot.answer(entered, "你好") == 846605
    assert bot.code("aibot_respond_welcome_msg", markdown("你好"), request=entered.request) == 40058
    world.control.advance_clock(5)
    assert bot.code("aibot_respond_welcome_msg", welcome, request=entered.request) == 0
    world.control.advance_clock(0.5)
    assert bot.code("aibot_respond_welcome_msg", welcome, request=entered.request) == 846605
    assert [one.text for one in world.control.messages("lilei", world.demo.bot_id)] == ["你好,李雷"]


def test_entering_is_told_once_a_day(world: SandboxWorld, bot: RawBot) -> None:
    assert world.control.enter("lilei", world.demo.bot_id)
    assert not world.control.enter("lilei", world.demo.bot_id)
    world.control.advance_clock(13 * 3600)
    assert world.control.enter("lilei", world.demo.bot_id)

    assert [bot.receive().body["event"], bot.receive().body["event"]] == [{"eventtype": "enter_chat"}] * 2
    assert bot.code("ping") == 0


def clicked(world: SandboxWorld, bot: RawBot) -> tuple[str, Seen]:
    callback = asked(world, bot)
    assert bot.code("aibot_respond_msg", card(), request=callback.request) == 0
    (sent,) = [one for one in world.control.messages("lilei", world.demo.launch_group) if one.card]
    assert world.control.click("lilei", world.demo.launch_group, message=sent.id, key="ok")
    return sent.id, bot.receive()


def update(task_id: str = "task-1", **more: object) -> dict[str, object]:
    return {"response_type": "update_template_card", "template_card": button_card(task_id, "已确认"), **more}


def button_of(world: SandboxWorld, member: str) -> str | None:
    (sent,) = [one for one in world.control.messages(member, world.demo.launch_group) if one.card]
    assert sent.card is not None
    assert sent.card.button_list is not None
    return sent.card.button_list[0].text


def test_a_click_is_one_event_and_its_card_can_change_for_everybody(world: SandboxWorld, bot: RawBot) -> None:
    message_id, event = clicked(world, bot)

    assert event.cmd == "aibot_event_callback"
    assert event.body["event"] == {
        "eventtype": "template_card_event",
        "template_card_event": {"card_type": "button_interaction", "event_key": "ok", "task_id": "task-1"},
    }
    assert (event.body["chattype"], event.body["chatid"]) == ("group", world.demo.launch_group)
    assert bot.answer(event, "好") == 846605
    assert bot.code("aibot_respond_update_msg", update(), request=event.request) == 0
    assert (button_of(world, "lilei"), button_of(world, "zhaomin")) == ("已确认", "已确认")
    assert bot.code("ping") == 0
    assert message_id != event.body["msgid"]


def test_a_card_can_change_for_some_only(world: SandboxWorld, bot: RawBot) -> None:
    _, event = clicked(world, bot)

    assert bot.code("aibot_respond_update_msg", update(userids=["lilei"]), request=event.request) == 0
    assert (button_of(world, "lilei"), button_of(world, "zhaomin")) == ("已确认", "确认")


@pytest.mark.parametrize(
    "body",
    [update("task-2"), {"template_card": button_card()}, {"response_type": "update_template_card"}],
    ids=["another task", "no response_type", "no card"],
)
def test_a_wrong_update_changes_nothing(world: SandboxWorld, bot: RawBot, body: dict[str, object]) -> None:
    _, event = clicked(world, bot)

    assert bot.code("aibot_respond_update_msg", body, request=event.request) == 40058
    assert button_of(world, "lilei") == "确认"


def test_an_update_after_five_seconds_is_too_late(world: SandboxWorld, bot: RawBot) -> None:
    _, event = clicked(world, bot)

    world.control.advance_clock(5.5)
    assert bot.code("aibot_respond_update_msg", update(), request=event.request) == 846605
    assert button_of(world, "lilei") == "确认"


def test_a_click_without_a_connection_is_lost(world: SandboxWorld, bot: RawBot) -> None:
    message_id, _ = clicked(world, bot)
    world.control.disturb(world.demo.bot_id)

    assert not world.control.click("lilei", world.demo.launch_group, message=message_id, key="ok")
    with world.bot() as again, pytest.raises(TimeoutError):
        again.receive(0.2)


def test_a_task_id_is_used_once(world: SandboxWorld, bot: RawBot) -> None:
    callback = asked(world, bot)

    assert bot.code("aibot_respond_msg", card("t1"), request=callback.request) == 0
    assert bot.code("aibot_respond_msg", card("t1"), request=callback.request) == 40058
    assert bot.code("aibot_respond_msg", card("t2"), request=callback.request) == 0


def test_feedback_comes_back_with_its_id(world: SandboxWorld, bot: RawBot) -> None:
    callback = asked(world, bot)
    body = {"msgtype": "markdown", "markdown": {"content": "周报", "feedback": {"id": "fb-1"}}}
    assert bot.code("aibot_respond_msg", body, request=callback.request) == 0
    sent = world.control.messages("lilei", world.demo.launch_group)[-1]

    group = world.demo.launch_group
    assert world.control.judge("lilei", group, message=sent.id, verdict=2, comment="再详细些", reasons=[2])
    assert bot.receive().body["event"] == {
        "eventtype": "feedback_event",
        "feedback_event": {"id": "fb-1", "type": 2, "content": "再详细些", "inaccurate_reason_list": [2]},
    }


def test_a_stream_may_bring_one_card(world: SandboxWorld, bot: RawBot) -> None:
    callback = asked(world, bot)
    body = {**stream("计划如下", finish=False), "msgtype": "stream_with_template_card", "template_card": button_card()}

    assert bot.code("aibot_respond_msg", body, request=callback.request) == 0
    again = {**body, "template_card": button_card("task-2")}
    assert bot.code("aibot_respond_msg", again, request=callback.request) == 40058
    assert heard(world) == ["计划如下", ""]
