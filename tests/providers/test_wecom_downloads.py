"""Downloads that are deciphered, and trusted no further than needed."""

import asyncio
import base64
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import replace
from http import HTTPStatus

import pytest
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from quncheng.providers.wecom.downloads import MediaDownloader
from quncheng.providers.wecom.filenames import to_filename
from quncheng.providers.wecom.media_cipher import DecipherError, MediaDecipher
from quncheng.providers.wecom.settings import BotSettings
from quncheng.runtime.ports import (
    Attachment,
    MessageKind,
    SendError,
    SendFailure,
)

AESKEY = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8="
HELLO_MEDIA = base64.b64decode("M7Rp6daj7xz+POChmhmcBTjQhtANKuWa59UQUNC+1iQ=")


def decipher(aeskey: str, ciphertext: bytes) -> bytes:
    one = MediaDecipher(aeskey)
    one.feed(ciphertext)
    return one.finish()


def encipher(padded: bytes) -> bytes:
    key = base64.b64decode(AESKEY)
    context = Cipher(algorithms.AES(key), modes.CBC(key[:16])).encryptor()
    return context.update(padded) + context.finalize()


@pytest.mark.parametrize("aeskey", [AESKEY, AESKEY.rstrip("="), AESKEY + "\n"])
def test_deciphers_the_vector(aeskey: str) -> None:
    assert decipher(aeskey, HELLO_MEDIA) == b"hello media"


@pytest.mark.parametrize("size", [0, 1, 15, 16, 31, 32, 33, 1000])
def test_takes_off_every_padding_from_1_to_32(size: int) -> None:
    padding = 32 - size % 32
    assert decipher(AESKEY, encipher(b"x" * size + bytes([padding]) * padding)) == b"x" * size


@pytest.mark.parametrize(
    ("aeskey", "ciphertext", "reason"),
    [
        (AESKEY, HELLO_MEDIA[:-1], "not a whole number of blocks"),
        (AESKEY, b"", "wrong padding"),
        (AESKEY, encipher(b"x" * 31 + b"\x00"), "wrong padding"),
        (AESKEY, encipher(b"x" * 31 + b"\x21"), "wrong padding"),
        (AESKEY, encipher(b"x" * 30 + b"\x01\x03"), "wrong padding"),
        ("AAEC", HELLO_MEDIA, "the key has not 32 bytes"),
        ("不是密钥", HELLO_MEDIA, "the key is not base64"),
    ],
)
def test_refuses_what_is_not_enciphered_so(aeskey: str, ciphertext: bytes, reason: str) -> None:
    with pytest.raises(DecipherError, match=reason):
        decipher(aeskey, ciphertext)


class MediaServer:
    """Answers one GET with what it holds, and keeps what was asked."""

    def __init__(self) -> None:
        self.status = HTTPStatus.OK
        self.headers: list[str] = []
        self.body = HELLO_MEDIA
        self.asked: list[str] = []
        self.url = ""

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.asked.append((await reader.readuntil(b"\r\n\r\n")).decode())
        lines = [f"HTTP/1.1 {self.status.value} {self.status.phrase}", *self.headers]
        lines += [f"content-length: {len(self.body)}", "connection: close", "", ""]
        writer.write("\r\n".join(lines).encode() + self.body)
        await writer.drain()
        writer.close()


@asynccontextmanager
async def media_server() -> AsyncGenerator[MediaServer]:
    media = MediaServer()
    server = await asyncio.start_server(media.serve, "127.0.0.1", 0)
    async with server:
        media.url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/media/1?sign=a%2Fb"
        yield media


LOOPBACK = BotSettings("ws://127.0.0.1:1")


async def fetch(url: str, settings: BotSettings = LOOPBACK, *, key: str | None = AESKEY) -> tuple[str, bytes]:
    downloader = MediaDownloader(settings)
    try:
        media = await downloader.download(Attachment(MessageKind.FILE, url, key))
        return media.filename, media.data
    finally:
        await downloader.close()


async def refusal(url: str, settings: BotSettings = LOOPBACK) -> tuple[SendFailure, str]:
    with pytest.raises(SendError) as refused:
        await fetch(url, settings)
    return refused.value.failure, refused.value.detail


def test_downloads_names_and_deciphers() -> None:
    async def story() -> None:
        async with media_server() as server:
            server.headers = ["content-disposition: attachment; filename*=UTF-8''%E5%91%A8%E6%8A%A5.pdf"]
            assert await fetch(server.url) == ("周报.pdf", b"hello media")
            assert server.asked[0].startswith("GET /media/1?sign=a%2Fb HTTP/1.1\r\n")
            assert f"host: {server.url.split('/')[2]}" in server.asked[0].lower()

    asyncio.run(story())


def test_downloads_what_is_not_enciphered_as_it_is() -> None:
    async def story() -> None:
        async with media_server() as server:
            server.body = b"%PDF-1.7 plain"
            assert await fetch(server.url, key=None) == ("文件.pdf", b"%PDF-1.7 plain")

    asyncio.run(story())


@pytest.mark.parametrize(
    ("status", "failure"),
    [
        (HTTPStatus.FORBIDDEN, SendFailure.LATE),
        (HTTPStatus.NOT_FOUND, SendFailure.LATE),
        (HTTPStatus.BAD_REQUEST, SendFailure.REFUSED),
        (HTTPStatus.FOUND, SendFailure.REFUSED),
        (HTTPStatus.SERVICE_UNAVAILABLE, SendFailure.RETRY),
    ],
)
def test_a_file_that_is_not_given(status: HTTPStatus, failure: SendFailure) -> None:
    async def story() -> None:
        async with media_server() as server:
            server.status = status
            server.headers = ["location: http://127.0.0.1:1/elsewhere"]
            assert (await refusal(server.url))[0] is failure
            assert len(server.asked) == 1

    asyncio.run(story())


def test_a_file_that_is_too_large_is_left_in_the_middle() -> None:
    async def story() -> None:
        async with media_server() as server:
            server.body = b"x" * 200_000
            settings = replace(LOOPBACK, largest_download=100_000)
            assert await refusal(server.url, settings) == (SendFailure.REFUSED, "the file is too large")

    asyncio.run(story())


def test_a_broken_file_is_refused() -> None:
    async def story() -> None:
        async with media_server() as server:
            server.body = HELLO_MEDIA[:-5]
            assert await refusal(server.url) == (
                SendFailure.REFUSED,
                "the file cannot be deciphered: not a whole number of blocks",
            )

    asyncio.run(story())


@pytest.mark.parametrize(
    "url",
    ["http://example.com/x", "ftp://127.0.0.1/x", "file:///etc/passwd", "", "https://", "http://127.0.0.1:99999/"],
)
def test_only_https_is_fetched(url: str) -> None:
    assert asyncio.run(refusal(url)) == (SendFailure.REFUSED, "the file's address is not one of https")


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1",
        "localhost",
        "10.0.0.8",
        "192.168.1.1",
        "172.16.0.1",
        "169.254.169.254",
        "0.0.0.0",
        "[::1]",
        "[fe80::1]",
        "[fd00::1]",
        "[::ffff:10.0.0.8]",
        "224.0.0.1",
        "100.64.0.1",
    ],
)
def test_private_networks_are_closed(host: str) -> None:
    failure = asyncio.run(refusal(f"https://{host}/x", BotSettings()))
    assert failure == (SendFailure.REFUSED, "the file's host is in a private network")


def test_loopback_opens_no_other_private_network() -> None:
    failure = asyncio.run(refusal("https://10.0.0.8/x", LOOPBACK))
    assert failure == (SendFailure.REFUSED, "the file's host is in a private network")


def test_a_declared_host_of_a_private_deployment_is_open() -> None:
    async def story() -> None:
        async with media_server() as server:
            settings = replace(BotSettings(), trusted_media_hosts=frozenset({"127.0.0.1"}))
            assert await fetch(server.url, settings) == ("文件", b"hello media")

    asyncio.run(story())


@pytest.mark.parametrize(
    ("header", "name"),
    [
        ('attachment; filename="report.pdf"', "report.pdf"),
        ("attachment; filename=%E5%91%A8%E6%8A%A5.xlsx", "周报.xlsx"),
        ("attachment; filename*=UTF-8''%E5%91%A8%E6%8A%A5.pdf; filename=x.pdf", "周报.pdf"),
        ('attachment; filename="周报.pdf"'.encode().decode("latin-1"), "周报.pdf"),
        ('attachment; filename="../../etc/passwd"', "passwd"),
        ('attachment; filename="C:\\\\temp\\\\a.txt"', "a.txt"),
        ('attachment; filename="a\x00b\u202e.txt"', "ab.txt"),
        ('attachment; filename="a:b?.txt"', "a_b_.txt"),
        ('attachment; filename=".."', "文件"),
        ("", "文件"),
        ("nonsense;;;=", "文件"),
    ],
)
def test_a_name_is_made_safe(header: str, name: str) -> None:
    assert to_filename(header, MessageKind.FILE, data=b"") == name


def test_a_long_name_keeps_its_ending() -> None:
    name = to_filename(f'attachment; filename="{"x" * 400}.docx"', MessageKind.FILE, data=b"")
    assert name == "x" * (200 - 1 - 4 - 3) + "…" + ".docx"


@pytest.mark.parametrize(
    ("kind", "data", "name"),
    [
        (MessageKind.IMAGE, b"\x89PNG\r\n\x1a\n...", "图片.png"),
        (MessageKind.IMAGE, b"\xff\xd8\xff\xe0", "图片.jpg"),
        (MessageKind.VIDEO, b"....", "视频.mp4"),
    ],
)
def test_a_file_without_a_name_gets_one(kind: MessageKind, data: bytes, name: str) -> None:
    assert to_filename("", kind, data=data) == name
