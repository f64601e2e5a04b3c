"""Bytes of unknown origin become text: by their mark, by the encoding they name, then by what fits without a fault."""

import codecs
from dataclasses import dataclass

from quncheng.engine.exchange_errors import FileEncodingUnknown

MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
SAME = {
    "utf8": "utf-8", "utf16": "utf-16", "utf-16le": "utf-16-le", "utf-16be": "utf-16-be", "ascii": "utf-8",
    "us-ascii": "utf-8", "gbk": "gb18030", "gb2312": "gb18030", "cp936": "gb18030", "gb18030": "gb18030",
    "big5": "big5hkscs", "cp950": "big5hkscs", "windows-1252": "cp1252", "iso-8859-1": "cp1252", "latin1": "cp1252",
}  # fmt: skip
"""Encodings that may be named. GB18030 reads everything that its elder sisters write."""
HEAD = 4096
WITHOUT_MARK = ("utf-8", "gb18030")


@dataclass(frozen=True, slots=True)
class Decoded:
    text: str
    encoding: str


def decode(data: bytes, named: str | None = None) -> Decoded:
    """The text and the encoding that it was in. Raises FileEncodingUnknown with the place that does not fit."""
    for mark, encoding in MARKS:
        if data.startswith(mark):
            return Decoded(_read(data, encoding), encoding.removesuffix("-sig"))
    wide = _wide_without_mark(data)
    if wide is not None:
        return Decoded(_read(data, wide), wide)
    wanted = SAME.get(named, named) if named else None
    candidates = [wanted] if wanted is not None and wanted in {*SAME.values(), *WITHOUT_MARK} else []
    candidates += [encoding for encoding in WITHOUT_MARK if encoding not in candidates]
    for encoding in candidates:
        try:
            return Decoded(data.decode(encoding), encoding)
        except UnicodeDecodeError:
            continue
    return Decoded(_read(data, candidates[0]), candidates[0])


def _read(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as fault:
        before = data[: fault.start]
        line = before.count(b"\n") + 1
        raise FileEncodingUnknown(line=line, column=fault.start - before.rfind(b"\n")) from fault


def _wide_without_mark(data: bytes) -> str | None:
    """UTF-16 shows by zeros beside plain letters, which no other text holds."""
    head = data[:HEAD]
    even, odd = head[0::2].count(0), head[1::2].count(0)
    if odd and not even:
        return "utf-16-le"
    if even and not odd:
        return "utf-16-be"
    return None
