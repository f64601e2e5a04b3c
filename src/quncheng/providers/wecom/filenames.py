"""The name of a downloaded file: what its server says, made safe for any file system."""

import re
import unicodedata
from email.message import Message
from urllib.parse import unquote

from quncheng.providers.wecom.text import shorten_bytes
from quncheng.runtime.ports import MessageKind

_LONGEST_BYTES = 200
_FORBIDDEN = re.compile(r'[\\/:*?"<>|]')
_EXTENDED = re.compile(r"filename\*\s*=\s*([\w-]+)'[^']*'([^;\s]+)", re.IGNORECASE)
_UNNAMED = {MessageKind.IMAGE: "图片", MessageKind.VIDEO: "视频"}
_SIGNATURES = ((b"\x89PNG\r\n\x1a\n", ".png"), (b"\xff\xd8\xff", ".jpg"), (b"GIF8", ".gif"), (b"%PDF-", ".pdf"))


def to_filename(content_disposition: str, kind: MessageKind, *, data: bytes) -> str:
    """A name without folders or control characters; a generic one with a fitting ending when the server gives none."""
    name = _clean(_declared_name(content_disposition))
    return name or _UNNAMED.get(kind, "文件") + _ending(kind, data)


def _declared_name(content_disposition: str) -> str:
    extended = _EXTENDED.search(content_disposition)
    if extended is not None and extended[1].lower() == "utf-8":
        return unquote(extended[2])
    header = Message()
    header["content-disposition"] = content_disposition.replace("\r", " ").replace("\n", " ")
    name = header.get_filename() or ""
    if "%" in name:
        name = unquote(name)
    try:
        # Headers are read as Latin-1, and many servers put the bytes of UTF-8 there unmarked.
        return name.encode("latin-1").decode()
    except UnicodeError:
        return name


def _clean(name: str) -> str:
    base = name.replace("\\", "/").rpartition("/")[2]
    visible = "".join(character for character in base if unicodedata.category(character)[0] != "C")
    safe = _FORBIDDEN.sub("_", visible).strip(" .")
    stem, dot, ending = safe.rpartition(".")
    if dot and len(ending.encode()) <= 16:
        return shorten_bytes(stem, _LONGEST_BYTES - 1 - len(ending.encode())) + dot + ending
    return shorten_bytes(safe, _LONGEST_BYTES)


def _ending(kind: MessageKind, data: bytes) -> str:
    for signature, ending in _SIGNATURES:
        if data.startswith(signature):
            return ending
    return ".mp4" if kind is MessageKind.VIDEO else ""
