"""Bad luck on order, and the clock."""

import time
from collections.abc import Iterator

import pytest
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import connect

from quncheng.sandbox.clock import Clock
from quncheng.sandbox.control_client import ControlError
from quncheng.sandbox.control_types import BotChange, NewFault
from quncheng.sandbox.identifiers import Identifiers
from tests.support.raw_bot import NOON, RawBot, SandboxWorld, markdown, sandbox_world


@pytest.fixture
def world() -> Iterator[SandboxWorld]:
    with sandbox_world() as one:
        yield one


@pytest.fixture
def bot(world: SandboxWorld) -> Iterator[RawBot]:
    with world.bot() as one:
        yield one


def say(world: SandboxWorld, *texts: str) -> list[str]:
    return [world.control.say("lilei", world.demo.bot_id, text=text).id for text in texts]


def heard(world: SandboxWorld) -> list[str]:
    messages = world.control.messages("lilei", world.demo.bot_id)
    return [one.text for one in messages if one.sender.kind == "bot"]


def test_the_next_commands_are_answered_with_an_error(world: SandboxWorld, bot: RawBot) -> None:
    say(world, "在")
    callback = bot.receive()
    fault = NewFault(world.demo.bot_id, "answer", count=2, errcode=45009, command="aibot_respond_msg")
    world.control.add_fault(fault)

    assert bot.code("ping") == 0
    assert [bot.answer(callback, text) for text in "一二三"] == [45009, 45009, 0]
    assert heard(world) == ["三"]


def test_a_lost_command_and_a_lost_acknowledgement(world: SandboxWorld, bot: RawBot) -> None:
    say(world, "在")
    callback = bot.receive()
    world.control.add_fault(NewFault(world.demo.bot_id, "lose", command="aibot_respond_msg"))
    world.control.add_fault(NewFault(world.demo.bot_id, "silence_acks", command="aibot_respond_msg"))
    for text in "一二":
        bot.send("aibot_respond_msg", markdown(text), request=callback.request)

    assert bot.code("ping") == 0
    assert heard(world) == ["二"]


def test_silenced_pings(world: SandboxWorld, bot: RawBot) -> None:
    world.control.add_fault(NewFault(world.demo.bot_id, "silence_pings", count=None))
    bot.send("ping")
    with pytest.raises(TimeoutError):
        bot.receive(0.2)

    world.control.clear_faults(world.demo.bot_id)
    assert bot.code("ping") == 0


def test_duplicates_and_disorder_keep_their_msgid(world: SandboxWorld, bot: RawBot) -> None:
    world.control.add_fault(NewFault(world.demo.bot_id, "duplicate"))
    (twice,) = say(world, "两次")
    assert [bot.receive().body["msgid"], bot.receive().body["msgid"]] == [twice, twice]

    world.control.add_fault(NewFault(world.demo.bot_id, "reorder", count=3))
    ids = say(world, "一", "二", "三", "四")
    assert [bot.receive().body["msgid"] for _ in range(4)] == [ids[2], ids[1], ids[0], ids[3]]


def test_a_delayed_frame_is_overtaken(world: SandboxWorld, bot: RawBot) -> None:
    world.control.add_fault(NewFault(world.demo.bot_id, "delay", seconds=0.3))
    first, second = say(world, "慢", "快")

    assert [bot.receive().body["msgid"], bot.receive().body["msgid"]] == [second, first]


def test_redelivery_has_the_same_msgid_and_a_new_request(world: SandboxWorld, bot: RawBot) -> None:
    (message_id,) = say(world, "在")
    first = bot.receive()
    assert world.control.redeliver(world.demo.bot_id, message_id)

    second = bot.receive()
    assert second.body == first.body
    assert second.request != first.request
    assert [bot.answer(first, "一"), bot.answer(second, "二")] == [0, 0]
    with pytest.raises(ControlError):
        world.control.redeliver(world.demo.bot_id, "nothing")


@pytest.mark.parametrize(("how", "code"), [("close", 1000), ("close", 1012), ("abort", 1006)])
def test_the_connection_is_dropped(world: SandboxWorld, bot: RawBot, how: str, code: int) -> None:
    if how == "close":
        assert world.control.disturb(world.demo.bot_id, "close", code=code)
    else:
        assert world.control.disturb(world.demo.bot_id, "abort")

    with pytest.raises(ConnectionClosed) as closed:
        bot.receive()
    assert (closed.value.rcvd.code if closed.value.rcvd else 1006) == code
    with world.bot() as again:
        assert again.code("ping") == 0


def test_a_half_open_connection_hears_nothing(world: SandboxWorld, bot: RawBot) -> None:
    assert world.control.disturb(world.demo.bot_id, "freeze")
    bot.send("ping")
    with pytest.raises(TimeoutError):
        bot.receive(0.2)
    with world.bot() as again:
        assert again.code("ping") == 0


def test_handshakes_are_refused(world: SandboxWorld) -> None:
    world.control.add_fault(NewFault("*", "refuse_connection", count=2))

    for _ in range(2):
        with pytest.raises(InvalidStatus), connect(world.server.ws_url, proxy=None):
            pytest.fail("the handshake was accepted")
    with world.bot() as bot:
        assert bot.code("ping") == 0


def test_any_text_can_be_sent_as_a_frame(world: SandboxWorld, bot: RawBot) -> None:
    assert world.control.send_raw(world.demo.bot_id, "{broken")
    assert bot.socket.recv(5) == "{broken"


def test_messages_for_an_absent_bot_are_lost_unless_told_otherwise(world: SandboxWorld) -> None:
    say(world, "丢了")
    world.control.change_bot(world.demo.bot_id, BotChange(delivery="at_least_once"))
    first, second = say(world, "等着", "也等着")
    with world.bot() as bot:
        waiting = [bot.receive(), bot.receive()]
        assert [one.body["msgid"] for one in waiting] == [first, second]
        assert bot.answer(waiting[0], "好") == 0
    with world.bot() as again:
        assert again.receive().body["msgid"] == second
        assert again.code("ping") == 0


def test_the_clock_stands_moves_and_runs(world: SandboxWorld) -> None:
    assert world.control.now() == NOON
    assert world.control.advance_clock(3600).now == NOON + 3600
    assert world.control.set_clock(NOON + 60).now == NOON + 60
    assert world.control.set_clock(NOON, running=True).running
    assert NOON < world.control.now() < NOON + 60


def test_a_running_clock_keeps_its_distance() -> None:
    wall = [1000.0]
    clock = Clock(NOON, wall=lambda: wall[0])
    wall[0] += 5
    assert clock.now() == NOON + 5
    clock.advance(10)
    clock.run(False)
    wall[0] += 100
    assert (clock.now(), clock.today()) == (NOON + 15, "2026-11-22")
    clock.run(True)
    wall[0] += 1
    assert clock.now() == NOON + 16


def test_the_same_seed_gives_the_same_identifiers() -> None:
    def drawn(identifiers: Identifiers) -> tuple[str, str, bytes]:
        return identifiers.token(28, "CAIQ"), identifiers.hexadecimal(16), identifiers.key(32)

    assert drawn(Identifiers(7)) == drawn(Identifiers(7))
    assert drawn(Identifiers(7)) != drawn(Identifiers(8))
    assert drawn(Identifiers()) != drawn(Identifiers())


def test_waiting_returns_at_once_when_somebody_speaks(world: SandboxWorld, bot: RawBot) -> None:
    said = world.control.say("lilei", world.demo.bot_id, text="在")
    callback = bot.receive()
    began = time.monotonic()
    assert world.control.wait("lilei", world.demo.bot_id, after=said.cursor, timeout=0.2) == []
    assert time.monotonic() - began >= 0.2

    assert bot.answer(callback, "在") == 0
    (shown,) = world.control.wait("lilei", world.demo.bot_id, after=said.cursor)
    assert (shown.text, shown.is_own) == ("在", False)
