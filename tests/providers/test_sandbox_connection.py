"""The bot's connection: subscribing, heartbeats, kicking, frames that are no frames."""

import time
from collections.abc import Iterator

import pytest
from websockets.exceptions import ConnectionClosed

from quncheng.sandbox.control_types import NewFault, SettingsChange
from tests.support.raw_bot import SandboxWorld, button_card, markdown, sandbox_world


@pytest.fixture
def world() -> Iterator[SandboxWorld]:
    with sandbox_world() as one:
        yield one


def test_nothing_is_taken_before_subscribing(world: SandboxWorld) -> None:
    with world.bot(subscribed=False) as bot:
        answer = bot.call("aibot_send_msg", {"chatid": "lilei", **markdown("早")})

        assert (answer.errcode, answer.errmsg) == (846609, "aibot websocket not subscribed")
        assert bot.code("ping") == 846609
    assert world.control.messages("lilei", world.demo.bot_id) == []


@pytest.mark.parametrize("secret", ["", "demoSecretOfTheSandboxBotNotForRealUse00002"])
def test_a_wrong_secret_is_refused_and_the_socket_stays_open(world: SandboxWorld, secret: str) -> None:
    with world.bot(subscribed=False) as bot:
        wrong = bot.call("aibot_subscribe", {"bot_id": world.demo.bot_id, "secret": secret})

        assert (wrong.errcode, wrong.errmsg) == (853000, "invalid bot_id or secret")
        assert bot.subscribe(world.demo).errcode == 0
        assert bot.subscribe(world.demo).errcode == 45009


def test_an_unknown_command_is_an_invalid_parameter(world: SandboxWorld) -> None:
    with world.bot() as bot:
        assert bot.code("aibot_dance") == 40058
        assert bot.code("ping") == 0


@pytest.mark.parametrize("text", ["{", "[]", '"x"', '{"cmd": 7}', "", '{"cmd":"ping","headers":[]}'])
def test_a_text_that_is_no_frame_is_answered_and_harms_nobody(world: SandboxWorld, text: str) -> None:
    with world.bot() as bot:
        bot.socket.send(text)

        answer = bot.receive()
        assert (answer.errcode, answer.request) == (40058, "")
        assert bot.code("ping") == 0


def test_binary_frames_are_not_taken(world: SandboxWorld) -> None:
    with world.bot() as bot:
        bot.socket.send(b'{"cmd":"ping","headers":{"req_id":"p"}}')

        assert bot.receive().errcode == 40058


def test_a_frame_over_two_megabytes_ends_the_connection(world: SandboxWorld) -> None:
    with world.bot() as bot:
        bot.socket.send("x" * (2 * 1024 * 1024 + 1))

        with pytest.raises(ConnectionClosed) as closed:
            bot.receive()
        assert closed.value.rcvd is not None
        assert closed.value.rcvd.code == 1009


def test_the_second_connection_kicks_the_first(world: SandboxWorld) -> None:
    with world.bot() as first, world.bot() as second:
        kicked = first.receive()

        assert kicked.cmd == "aibot_event_callback"
        assert kicked.body["event"] == {"eventtype": "disconnected_event"}
        assert kicked.body["aibotid"] == world.demo.bot_id
        with pytest.raises(ConnectionClosed) as closed:
            first.receive()
        assert closed.value.rcvd is not None
        assert closed.value.rcvd.code == 1000
        world.control.say("lilei", world.demo.bot_id, text="在吗")
        assert second.receive().body["text"] == {"content": "在吗"}


def test_silence_ends_the_connection_and_pings_keep_it(world: SandboxWorld) -> None:
    world.control.change_settings(SettingsChange(idle_seconds=0.6))
    with world.bot() as bot:
        began = time.monotonic()
        for _ in range(3):
            with pytest.raises(TimeoutError):
                bot.receive(0.3)
            assert bot.code("ping") == 0
        with pytest.raises(ConnectionClosed):
            bot.receive()

        assert time.monotonic() - began >= 1.4


def test_strict_mode_refuses_a_second_frame_before_the_acknowledgement(world: SandboxWorld) -> None:
    world.control.change_settings(SettingsChange(strict_acks=True))
    with world.bot() as bot:
        world.control.say("lilei", world.demo.bot_id, text="在吗")
        callback = bot.receive()
        world.control.add_fault(NewFault(world.demo.bot_id, "delay", seconds=0.3))

        bot.send("aibot_respond_msg", markdown("一"), request=callback.request)
        bot.send("aibot_respond_msg", markdown("二"), request=callback.request)

        assert [bot.receive().errcode, bot.receive().errcode] == [45033, 0]
        assert [one.text for one in world.control.messages("lilei", world.demo.bot_id)] == ["在吗", "一"]


def test_secrets_are_masked_in_the_log(world: SandboxWorld) -> None:
    with world.bot() as bot:
        assert bot.code("ping") == 0

    texts = [one.text for one in world.control.frames()]
    assert any('"secret":"***"' in text for text in texts)
    assert not any(world.demo.secret in text for text in texts)


def test_a_lost_subscription_is_reported_until_it_is_renewed(world: SandboxWorld) -> None:
    with world.bot() as bot:
        assert world.control.disturb(world.demo.bot_id, "unsubscribe")

        assert bot.code("aibot_send_msg", {"chatid": "lilei", "template_card": button_card()}) == 846609
        assert bot.subscribe(world.demo).errcode == 0
        assert bot.code("ping") == 0
