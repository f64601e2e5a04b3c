"""What has arrived is handled in order, and before the bot stops."""

import asyncio
import logging

import pytest

from quncheng.providers.wecom.dispatcher import Dispatcher
from quncheng.runtime.ports import ChatEntered, Inbound
from tests.support.scripted_platform import NOW


def arrival(number: int) -> ChatEntered:
    return ChatEntered(f"m{number}", "lilei", "r", NOW)


def test_stopping_lets_what_has_arrived_be_handled() -> None:
    async def story() -> None:
        handled: list[str] = []
        may_go_on = asyncio.Event()

        async def handle(inbound: Inbound) -> None:
            await may_go_on.wait()
            handled.append(inbound.message_id)

        dispatcher = Dispatcher(handle, capacity=10, drain_timeout=5.0)
        dispatcher.start()
        for number in range(3):
            await dispatcher.put(arrival(number))
        stopping = asyncio.create_task(dispatcher.stop())
        may_go_on.set()
        await stopping
        assert handled == ["m0", "m1", "m2"]

    asyncio.run(story())


def test_stopping_does_not_wait_for_ever(caplog: pytest.LogCaptureFixture) -> None:
    async def story() -> None:
        async def never(inbound: Inbound) -> None:
            await asyncio.get_running_loop().create_future()

        dispatcher = Dispatcher(never, capacity=10, drain_timeout=0.05)
        dispatcher.start()
        for number in range(3):
            await dispatcher.put(arrival(number))
        async with asyncio.timeout(5):
            await dispatcher.stop()

    with caplog.at_level(logging.INFO):
        asyncio.run(story())
    assert caplog.messages == ["wecom.inbound_abandoned"]


def test_a_full_queue_holds_back_the_reader() -> None:
    async def story() -> None:
        handled: asyncio.Queue[str] = asyncio.Queue()
        may_go_on = asyncio.Event()

        async def handle(inbound: Inbound) -> None:
            await may_go_on.wait()
            handled.put_nowait(inbound.message_id)

        dispatcher = Dispatcher(handle, capacity=1, drain_timeout=5.0)
        dispatcher.start()
        putting = asyncio.create_task(_put_all(dispatcher, 4))
        done, _ = await asyncio.wait((putting,), timeout=0.05)
        assert not done
        may_go_on.set()
        await putting
        assert [await handled.get() for _ in range(4)] == ["m0", "m1", "m2", "m3"]
        await dispatcher.stop()

    asyncio.run(story())


async def _put_all(dispatcher: Dispatcher, count: int) -> None:
    for number in range(count):
        await dispatcher.put(arrival(number))
