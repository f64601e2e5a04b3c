"""An answer that grows while it is worked out, and arrives even when that takes longer than a stream may live.

The platform seals a stream some minutes after its first frame (6 or 10, it has changed), whatever is sent meanwhile.
So after 5 minutes the bubble is finished with a promise, and the result follows as a message of its own.
https://developer.work.weixin.qq.com/document/path/101463
"""

import asyncio
from collections.abc import AsyncIterator
from typing import Protocol

import msgspec

from quncheng.providers.wecom import frames
from quncheng.providers.wecom.bodies import Feedback, MessageContent, Stream
from quncheng.providers.wecom.frames import Frame
from quncheng.providers.wecom.outgoing import limit_text, to_markdown, to_push
from quncheng.runtime.ports import ChatAddress, SendError, SendFailure

LIFETIME = 300.0
PROMISE = "内容比较多,还在整理,好了马上发给你。"
_REFRESH_INTERVAL = 1.0


class SendRequest(Protocol):
    """Sends one frame, returns its ack; ``req_id`` and ``patience`` have defaults: a new id, the usual ack timeout."""

    async def __call__(
        self, cmd: str, body: msgspec.Struct, *, req_id: str | None = None, patience: float | None = None
    ) -> Frame: ...


class StreamReply:
    """One growing answer to one message."""

    def __init__(
        self,
        request: SendRequest,
        chat: ChatAddress,
        *,
        reply_token: str,
        stream_id: str,
        feedback_id: str | None = None,
        lifetime: float = LIFETIME,
        refresh_interval: float = _REFRESH_INTERVAL,
    ) -> None:
        self._request = request
        self._chat = chat
        self._reply_token = reply_token
        self._stream_id = stream_id
        self._feedback_id = feedback_id
        self._lifetime = lifetime
        self._refresh_interval = refresh_interval
        self._last_shown_at: float | None = None
        self._is_open = True

    async def run(self, snapshots: AsyncIterator[str]) -> None:
        """Shows the snapshots, at most one a second, and the last one for certain. Raises SendError."""
        clock = asyncio.get_running_loop().time
        deadline = clock() + self._lifetime
        latest = ""
        following = asyncio.ensure_future(anext(snapshots, None))
        try:
            while True:
                patience = max(0.0, deadline - clock()) if self._is_open else None
                await asyncio.wait((following,), timeout=patience)
                if not following.done():
                    await self._show(PROMISE, finish=True)
                    self._is_open = False
                    continue
                snapshot = following.result()
                if snapshot is None:
                    break
                latest = snapshot
                following = asyncio.ensure_future(anext(snapshots, None))
                if self._is_open and self._is_due(clock()):
                    await self._show(latest, finish=False)
        finally:
            following.cancel()
        if not self._is_open or not await self._show(latest, finish=True):
            await self._request(frames.SEND, to_push(to_markdown(latest), self._chat))

    def _is_due(self, now: float) -> bool:
        """Every frame waits for its ack and may count against the conversation's limit: not every word is worth one."""
        if self._last_shown_at is not None and now - self._last_shown_at < self._refresh_interval:
            return False
        self._last_shown_at = now
        return True

    async def _show(self, text: str, *, finish: bool) -> bool:
        """False when the stream can no longer be changed."""
        stream = Stream(
            id=self._stream_id,
            content=limit_text(text),
            finish=finish,
            feedback=Feedback(id=self._feedback_id) if self._feedback_id else None,
        )
        # The platform takes a feedback id with the first frame only.
        self._feedback_id = None
        try:
            await self._request(
                frames.RESPOND, MessageContent(msgtype="stream", stream=stream), req_id=self._reply_token
            )
        except SendError as error:
            if error.failure is not SendFailure.LATE:
                raise
            self._is_open = False
            return False
        return True
