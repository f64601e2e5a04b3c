"""A small web server that receives the platform's callbacks and answers as a test says."""

import threading
from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from queue import Queue
from urllib.parse import parse_qs, urlsplit


@dataclass(frozen=True, slots=True)
class Call:
    query: dict[str, str]
    body: str


@dataclass(frozen=True, slots=True)
class Answer:
    status: int = 200
    body: bytes = b""
    after: threading.Event | None = None


@dataclass(slots=True)
class Receiver:
    """``verify`` makes the answer to the check, ``answer`` to a callback; ``calls`` are the callbacks in order."""

    url: str
    verify: Callable[[Call], Answer]
    answer: Callable[[Call], Answer] = lambda _: Answer()
    calls: Queue[Call] = field(default_factory=Queue[Call])


@contextmanager
def callback_receiver(verify: Callable[[Call], Answer]) -> Generator[Receiver, None, None]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self._reply(receiver.verify(self._call()))

        def do_POST(self) -> None:
            call = self._call()
            receiver.calls.put(call)
            self._reply(receiver.answer(call))

        def _call(self) -> Call:
            query = {name: values[0] for name, values in parse_qs(urlsplit(self.path).query).items()}
            length = int(self.headers.get("Content-Length", "0"))
            return Call(query, self.rfile.read(length).decode())

        def _reply(self, answer: Answer) -> None:
            if answer.after is not None:
                answer.after.wait(5)
            self.send_response(answer.status)
            self.send_header("Content-Length", str(len(answer.body)))
            self.end_headers()
            self.wfile.write(answer.body)

        def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
            """Stays quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    receiver = Receiver(f"http://127.0.0.1:{server.server_address[1]}/hook", verify)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield receiver
    finally:
        server.shutdown()
        server.server_close()
        thread.join(5)
