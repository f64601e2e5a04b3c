"""Links under which a bot fetches a member's file: enciphered with a key of their own, gone after five minutes."""

import base64
from dataclasses import dataclass
from urllib.parse import quote

from quncheng.sandbox.crypto import decode_key, encrypt_bytes
from quncheng.sandbox.model import Bot, StoredFile
from quncheng.sandbox.state import Platform

LINK_SECONDS = 300


@dataclass(frozen=True, slots=True)
class MediaLink:
    file: StoredFile
    key: bytes
    made_at: float


class MediaLinks:
    def __init__(self, platform: Platform) -> None:
        self._platform = platform
        self._links: dict[str, MediaLink] = {}

    def make(self, bot: Bot, file: StoredFile) -> dict[str, str]:
        """The platform's structure for a received file; the key is the callback's own where there is one."""
        own_key = decode_key(bot.callback.keys.encoding_aes_key) if bot.callback else None
        key = own_key or self._platform.identifiers.key(32)
        name = self._platform.identifiers.token(40)
        self._links[name] = MediaLink(file, key, self._platform.clock.now())
        link = {"url": f"{self._platform.base_url}/media/{name}"}
        return link if own_key else {**link, "aeskey": base64.b64encode(key).decode()}

    def open(self, name: str) -> tuple[bytes, str] | None:
        """The enciphered bytes and the Content-Disposition, or nothing when the link is unknown or old."""
        link = self._links.get(name)
        if link is None or self._platform.clock.now() - link.made_at > LINK_SECONDS:
            return None
        return encrypt_bytes(link.file.data, link.key), disposition(link.file.name)


def disposition(name: str, *, inline: bool = False) -> str:
    return f"{'inline' if inline else 'attachment'}; filename*=UTF-8''{quote(name, safe='')}"
