"""A small HTTP/1.1 client on one kept connection: cheap enough not to take the machine away from what it measures."""

import gzip
import socket
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import TracebackType

import msgspec

TIMEOUT_SECONDS = 60.0
CHUNK = 1 << 16


@dataclass(frozen=True, slots=True)
class Answer:
    """``size`` is what came over the wire as body."""

    status: int
    headers: dict[str, str]
    raw: bytes

    @property
    def size(self) -> int:
        return len(self.raw)

    @property
    def body(self) -> bytes:
        return gzip.decompress(self.raw) if self.headers.get("content-encoding") == "gzip" else self.raw


class UnexpectedAnswer(Exception):
    """The server refused or said something else than it should."""


@dataclass(slots=True)
class Connection:
    """Signed in as one member, like a browser's page of ours."""

    host: str
    port: int
    token: str = ""
    _socket: socket.socket | None = field(default=None, init=False)
    _rest: bytes = field(default=b"", init=False)

    def __enter__(self) -> "Connection":
        return self

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        if self._socket is not None:
            self._socket.close()
            self._socket = None

    def get(self, path: str) -> Answer:
        return self.request("GET", path)

    def post(self, path: str, body: Mapping[str, object], *, key: str) -> Answer:
        """``key`` makes the write safe to repeat."""
        return self.request("POST", path, msgspec.json.encode(body), key=key)

    def request(self, method: str, path: str, body: bytes = b"", *, key: str = "") -> Answer:
        """One request in one packet. Raises OSError when the server is away."""
        head = [
            f"{method} {path} HTTP/1.1",
            f"Host: {self.host}:{self.port}",
            "Accept: application/json",
            "Accept-Encoding: gzip",
            "User-Agent: Mozilla/5.0 (X11; Linux x86_64) Chrome/142.0 Safari/537.36",
        ]
        if self.token:
            head += [f"Cookie: quncheng_session={self.token}", "X-Requested-With: quncheng"]
        if key:
            head.append(f"Idempotency-Key: {key}")
        if body:
            head += ["Content-Type: application/json", f"Content-Length: {len(body)}"]
        self._open().sendall("\r\n".join(head).encode() + b"\r\n\r\n" + body)
        return self._read()

    def _open(self) -> socket.socket:
        if self._socket is None:
            self._socket = socket.create_connection((self.host, self.port), TIMEOUT_SECONDS)
            self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            self._rest = b""
        return self._socket

    def _read(self) -> Answer:
        data = self._rest
        while (end := data.find(b"\r\n\r\n")) < 0:
            data += self._receive()
        first, *lines = data[:end].decode("latin-1").split("\r\n")
        headers = {name.lower(): value for name, _, value in (line.partition(": ") for line in lines)}
        parts, missing = [data[end + 4 :]], int(headers.get("content-length", "0")) - (len(data) - end - 4)
        while missing > 0:
            parts.append(self._receive())
            missing -= len(parts[-1])
        body = b"".join(parts)
        length = int(headers.get("content-length", "0"))
        self._rest = body[length:]
        if headers.get("connection", "") == "close":
            self.close()
        return Answer(int(first.split(" ", 2)[1]), headers, body[:length])

    def _receive(self) -> bytes:
        data = self._open().recv(CHUNK)
        if not data:
            self.close()
            raise ConnectionResetError("the server closed the connection")
        return data


def expect(answer: Answer, status: int = 200) -> Answer:
    """The answer, when it is the one hoped for. Raises UnexpectedAnswer."""
    if answer.status != status:
        raise UnexpectedAnswer(f"{answer.status}: {answer.body[:300].decode(errors='replace')}")
    return answer
