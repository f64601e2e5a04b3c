"""Fetches and deciphers files that people send to the bot.

The address comes in a frame, so it is not trusted: https (http on this machine only), no private network unless its
host is declared, no redirect, bounded in size and time. https://developer.work.weixin.qq.com/document/path/100719
"""

import asyncio
import ipaddress
import socket
from dataclasses import dataclass
from urllib.parse import urlsplit

import httpx2

from quncheng.providers.wecom.filenames import to_filename
from quncheng.providers.wecom.http import new_client
from quncheng.providers.wecom.media_cipher import DecipherError, MediaDecipher
from quncheng.providers.wecom.settings import AddressError, BotSettings, check_address, is_loopback_host
from quncheng.runtime.ports import Attachment, SendError, SendFailure
from quncheng.runtime.telemetry import Log

log = Log("quncheng.wecom")

_PADDING = 32
_EXPIRED = frozenset({401, 403, 404, 410})


@dataclass(frozen=True, slots=True)
class DownloadedMedia:
    filename: str
    data: bytes


class MediaDownloader:
    """Downloads for one bot; a bot on a loopback address may fetch from loopback too."""

    def __init__(self, settings: BotSettings) -> None:
        self._settings = settings
        self._client: httpx2.AsyncClient | None = None

    async def download(self, attachment: Attachment) -> DownloadedMedia:
        """File name and plaintext. Raises SendError: LATE when the address is no longer valid."""
        address = await self._check_host(attachment.url)
        try:
            async with asyncio.timeout(self._settings.download_timeout):
                return await self._fetch(self._open_client(), attachment, address=address)
        except TimeoutError:
            raise SendError(SendFailure.RETRY, detail="the download took too long") from None
        except httpx2.HTTPError as error:
            raise SendError(SendFailure.RETRY, detail=f"download: {type(error).__name__}") from None
        except DecipherError as error:
            raise SendError(SendFailure.REFUSED, detail=f"the file cannot be deciphered: {error}") from None

    async def close(self) -> None:
        client, self._client = self._client, None
        if client is not None:
            await client.aclose()

    def _open_client(self) -> httpx2.AsyncClient:
        if self._client is None:
            # No connection is kept: it would be found again by its address, and so serve a host whose certificate
            # nobody has seen.
            self._client = new_client(
                self._settings.download_timeout, is_loopback=self._settings.is_loopback, idle_connections=0
            )
        return self._client

    async def _fetch(self, client: httpx2.AsyncClient, attachment: Attachment, *, address: str) -> DownloadedMedia:
        parts = urlsplit(attachment.url)
        # We connect to the address that was checked: asking for the name again could bring another one.
        host = f"[{address}]" if ":" in address else address
        netloc = host if parts.port is None else f"{host}:{parts.port}"
        headers = {"host": parts.netloc.rpartition("@")[2], "accept-encoding": "identity"}
        url = parts._replace(netloc=netloc, fragment="").geturl()
        async with client.stream(
            "GET", url, headers=headers, extensions={"sni_hostname": parts.hostname or ""}
        ) as response:
            _check_status(response.status_code)
            data = await self._read(response, attachment.key)
            filename = to_filename(response.headers.get("content-disposition", ""), attachment.kind, data=data)
        return DownloadedMedia(filename, data)

    async def _read(self, response: httpx2.Response, key: str | None) -> bytes:
        largest = self._settings.largest_download + _PADDING
        decipher = MediaDecipher(key) if key else None
        plain = bytearray()
        size = 0
        async for chunk in response.aiter_raw():
            size += len(chunk)
            if size > largest:
                log.warning("wecom.download_oversized", limit=self._settings.largest_download)
                raise SendError(SendFailure.REFUSED, detail="the file is too large")
            if decipher is None:
                plain += chunk
            else:
                decipher.feed(chunk)
        return bytes(plain) if decipher is None else decipher.finish()

    async def _check_host(self, url: str) -> str:
        """The IP address to connect to. Raises SendError when it is not one to fetch from."""
        parts = urlsplit(url)
        try:
            check_address(url, secure="https", plain="http")
            port = parts.port or (443 if parts.scheme == "https" else 80)
        except (AddressError, ValueError):
            raise SendError(SendFailure.REFUSED, detail="the file's address is not one of https") from None
        host = parts.hostname or ""
        loop = asyncio.get_running_loop()
        try:
            found = await loop.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError):
            raise SendError(SendFailure.RETRY, detail="the file's host is unknown") from None
        addresses = [str(info[4][0]) for info in found]
        if host in self._settings.trusted_media_hosts or all(self._is_allowed(address) for address in addresses):
            return addresses[0]
        raise SendError(SendFailure.REFUSED, detail="the file's host is in a private network")

    def _is_allowed(self, address: str) -> bool:
        if is_loopback_host(address):
            return self._settings.is_loopback
        parsed = ipaddress.ip_address(address.partition("%")[0])
        mapped = parsed.ipv4_mapped if isinstance(parsed, ipaddress.IPv6Address) else None
        return (mapped or parsed).is_global and not parsed.is_multicast


def _check_status(status: int) -> None:
    if status == 200:
        return
    if status in _EXPIRED:
        raise SendError(SendFailure.LATE, code=status, detail="the file's address is no longer valid")
    failure = SendFailure.RETRY if status >= 500 or status == 429 else SendFailure.REFUSED
    raise SendError(failure, code=status, detail="the file was not given")
