"""Carries what arrived to the product's handler, in the order of arrival.

The reader of the socket must never wait for a handler: a handler may send, and only the reader sees the ack.
"""

import asyncio
import logging

from quncheng.runtime.ports import Inbound, InboundHandler
from quncheng.runtime.telemetry import Log

log = Log("quncheng.wecom")
logger = logging.getLogger("quncheng.wecom")


class Dispatcher:
    """One queue and one worker."""

    def __init__(self, handler: InboundHandler, *, capacity: int, drain_timeout: float) -> None:
        self._handler = handler
        self._drain_timeout = drain_timeout
        self._queue: asyncio.Queue[Inbound] = asyncio.Queue(capacity)
        self._worker: asyncio.Task[None] | None = None

    def start(self) -> None:
        self._worker = asyncio.create_task(self._work())

    async def put(self, inbound: Inbound) -> None:
        """Waits only when the queue is full, which holds back the socket and so the platform."""
        await self._queue.put(inbound)

    async def stop(self) -> None:
        """Lets the handler finish what has arrived, for a bounded time: the platform never sends it again."""
        try:
            async with asyncio.timeout(self._drain_timeout):
                await self._queue.join()
        except TimeoutError:
            log.warning("wecom.inbound_abandoned", count=self._queue.qsize())
        finally:
            if self._worker is not None:
                self._worker.cancel()
                await asyncio.gather(self._worker, return_exceptions=True)

    async def _work(self) -> None:
        while True:
            inbound = await self._queue.get()
            try:
                await self._handler(inbound)
            except Exception:
                # One message that cannot be handled must not silence the bot.
                logger.exception("wecom.inbound_failed", extra={"fields": {"message_id": inbound.message_id}})
            finally:
                self._queue.task_done()
