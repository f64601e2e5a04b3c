"""Runs a sandbox: in a thread beside tests, or as a process of its own."""

import asyncio
import socket
import threading
from asyncio.transports import BaseTransport
from pathlib import Path
from types import TracebackType

import uvicorn
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol

from quncheng.sandbox.assembly import Sandbox
from quncheng.sandbox.state import Platform
from quncheng.sandbox.web import build_application

BACKLOG = 2048
FRAME_BYTES = 2 * 1024 * 1024
START_SECONDS = 20.0
STOP_SECONDS = 10.0


def listen(host: str, port: int) -> socket.socket:
    """A socket that names its protocol: without it asyncio leaves Nagle's algorithm on, and answers take 40 ms."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listening.bind((host, port))
    listening.listen(BACKLOG)
    return listening


class AnnouncingServer(uvicorn.Server):
    """Says when connections are taken, and sends home who waits before it stops."""

    def __init__(self, config: uvicorn.Config, platform: Platform) -> None:
        super().__init__(config)
        self._platform = platform
        self.is_ready = threading.Event()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self.is_ready.set()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        self._platform.close()
        await super().shutdown(sockets)


def server_for(sandbox: Sandbox, *, certificate: Path | None, key: Path | None) -> AnnouncingServer:
    class AbortableProtocol(WebSocketsSansIOProtocol):
        """Lets the sandbox cut the line of a connection without a goodbye."""

        def connection_made(self, transport: BaseTransport) -> None:
            super().connection_made(transport)
            if self.client is not None and isinstance(transport, asyncio.Transport):
                sandbox.aborts[self.client] = transport.abort

        def connection_lost(self, exc: Exception | None) -> None:
            if self.client is not None:
                sandbox.aborts.pop(self.client, None)
            super().connection_lost(exc)

    config = uvicorn.Config(
        build_application(sandbox),
        ws=AbortableProtocol,
        ws_max_size=FRAME_BYTES,
        ws_ping_interval=None,
        log_level="warning",
        access_log=False,
        timeout_graceful_shutdown=1,
        ssl_certfile=certificate,
        ssl_keyfile=key,
    )
    return AnnouncingServer(config, sandbox.platform)


class SandboxServer:
    """A sandbox on a free port of this machine, in a thread of its own; a context manager."""

    def __init__(
        self,
        sandbox: Sandbox | None = None,
        *,
        host: str = "127.0.0.1",
        port: int = 0,
        certificate: Path | None = None,
        key: Path | None = None,
    ) -> None:
        self.sandbox = sandbox or Sandbox()
        self._socket = listen(host, port)
        self._server = server_for(self.sandbox, certificate=certificate, key=key)
        self._thread = threading.Thread(target=self._run, name="wecom-sandbox", daemon=True)
        secure = "s" if certificate else ""
        place = f"{f'[{host}]' if ':' in host else host}:{self._socket.getsockname()[1]}"
        self.url = f"http{secure}://{place}"
        self.ws_url = f"ws{secure}://{place}/"
        self.sandbox.platform.base_url = self.url

    def start(self) -> "SandboxServer":
        """Returns once connections are taken."""
        self._thread.start()
        if not self._server.is_ready.wait(START_SECONDS):
            raise TimeoutError("the sandbox did not start")
        return self

    def stop(self) -> None:
        self._server.should_exit = True
        self._thread.join(STOP_SECONDS)
        self._socket.close()

    def __enter__(self) -> "SandboxServer":
        return self.start()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def _run(self) -> None:
        asyncio.run(self._server.serve(sockets=[self._socket]))
