"""Reads XML from strangers as a stream of records: only what is asked for, no document types, bounded."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Never
from xml.parsers import expat

from quncheng.engine.exchange_errors import FileBroken, FileTooLarge, FileUnsafe
from quncheng.engine.exchange_types import FileLimits
from quncheng.providers.formats.decoding import SAME, decode

NAMED_ENCODING = re.compile(rb"""<\?xml[^>]*?\sencoding\s*=\s*["']([A-Za-z0-9._-]+)["']""")
CHUNK = 1 << 18
PARTS_OF_A_ROW = 50_000


@dataclass(slots=True)
class Record:
    """An element with parts: the texts of its plain parts by name, and its parts that have parts, in order."""

    name: str
    line: int
    """Of its first part."""
    texts: dict[str, str] = field(default_factory=dict[str, str])
    parts: list["Record"] = field(default_factory=list["Record"])

    def text(self, name: str) -> str:
        return self.texts.get(name, "").strip()

    def named(self, name: str) -> list["Record"]:
        return [part for part in self.parts if part.name == name]


@dataclass(frozen=True, slots=True)
class Shape:
    """What to keep. ``rows`` are handed over one by one when they end, and forgotten."""

    root: str
    namespaces: frozenset[str]
    groups: frozenset[str]
    rows: frozenset[str]
    texts: frozenset[str]


@dataclass(frozen=True, slots=True)
class ReadXml:
    root: Record
    other_encoding: str | None
    """The encoding that was found where another one is named."""
    skipped: Mapping[str, int]
    """Elements with parts that nobody asked for, and how often they came."""


def read_xml(data: bytes, shape: Shape, *, limits: FileLimits, on_row: Callable[[Record], None]) -> ReadXml:
    """Raises FileBroken, FileUnsafe, FileTooLarge or FileEncodingUnknown; ``on_row`` may raise as well."""
    if len(data) > limits.bytes:
        raise FileTooLarge(limit=limits.bytes)
    match = NAMED_ENCODING.search(data[:400])
    named = match[1].decode("ascii").lower() if match else "utf-8"
    decoded = decode(data, named)
    plain = data if decoded.encoding == "utf-8" else decoded.text.encode("utf-8")
    builder = _Builder(shape, limits, on_row)
    builder.feed(plain)
    if builder.root is None:
        raise FileBroken("no root element")
    # UTF-16 names itself in UTF-16, and shows without being named.
    is_named = decoded.encoding == SAME.get(named, named) or decoded.encoding.startswith("utf-16")
    return ReadXml(builder.root, None if is_named else decoded.encoding, builder.skipped)


class _Builder:
    """The handlers of one parse; a large file calls them a million times."""

    def __init__(self, shape: Shape, limits: FileLimits, on_row: Callable[[Record], None]) -> None:
        self.root: Record | None = None
        self.skipped: dict[str, int] = {}
        self._shape, self._limits, self._on_row = shape, limits, on_row
        # The declaration no longer tells the truth once the text was decoded.
        self._parser = parser = expat.ParserCreate("utf-8")
        parser.ordered_attributes = True
        parser.buffer_text = True
        parser.buffer_size = 1 << 16
        parser.StartDoctypeDeclHandler = self._refuse_document_type
        parser.EntityDeclHandler = self._refuse_entity
        parser.ExternalEntityRefHandler = self._refuse_external
        parser.StartElementHandler = self._begin_root
        parser.EndElementHandler = self._end

        self._names: dict[str, str] = {}
        self._stack: list[Record] = []
        self._top = Record("", 0)
        self._open: str | None = None
        """The element that has begun and may yet turn out to have parts."""
        self._wanted: str | None = None
        self._is_listening = False
        self._skipping = 0
        self._parts = 0
        self._texts: list[str] = []
        self._listen = self._texts.append

    def feed(self, data: bytes) -> None:
        # Every element costs two of them, or one when it is empty.
        if data.count(b"<") > 2 * self._limits.elements:
            raise FileTooLarge(limit=self._limits.bytes)
        try:
            for start in range(0, len(data), CHUNK):
                self._parser.Parse(data[start : start + CHUNK], False)
            self._parser.Parse(b"", True)
        except expat.ExpatError as fault:
            raise FileBroken(expat.ErrorString(fault.code), line=fault.lineno, column=fault.offset + 1) from fault

    def _begin_root(self, name: str, attributes: list[str]) -> None:
        """The namespace is looked at once, and taken to hold for every element with the same prefix."""
        prefix, colon, local = name.rpartition(":")
        declared = dict(zip(attributes[::2], attributes[1::2], strict=True))
        shape = self._shape
        if local != shape.root or declared.get(f"xmlns{colon}{prefix}", "") not in shape.namespaces:
            self._refuse(FileBroken, f"the root element is <{local[:60]}>, not <{shape.root}>")
        self._names = {f"{prefix}{colon}{wanted}": wanted for wanted in shape.groups | shape.rows | shape.texts}
        self.root = self._top = Record(local, self._parser.CurrentLineNumber)
        self._stack.append(self.root)
        self._parser.StartElementHandler = self._begin

    def _begin(self, name: str, _: list[str]) -> None:
        if self._open is not None:
            self._begin_parts(self._open)
            if self._skipping:
                self._skipping += 1
                return
        self._open = name
        self._wanted = wanted = self._names.get(name)
        if wanted is not None:
            self._texts.clear()
        if (wanted is not None) is not self._is_listening:
            self._is_listening = wanted is not None
            self._parser.CharacterDataHandler = self._listen if self._is_listening else None

    def _begin_parts(self, name: str) -> None:
        """The element that was open has an element inside."""
        self._open = None
        wanted = self._names.get(name)
        if wanted is None or (wanted not in self._shape.groups and wanted not in self._shape.rows):
            local = name.rpartition(":")[2][:60]
            if local in self.skipped or len(self.skipped) < self._limits.columns:
                self.skipped[local] = self.skipped.get(local, 0) + 1
            self._skipping = 1
            self._is_listening = False
            self._parser.CharacterDataHandler = None
            self._parser.StartElementHandler = self._begin_skipped
            self._parser.EndElementHandler = self._end_skipped
            return
        self._parts += 1
        if len(self._stack) >= self._limits.depth or self._parts > PARTS_OF_A_ROW:
            self._refuse(FileUnsafe, "elements are nested too deeply or without end")
        self._top = Record(wanted, self._parser.CurrentLineNumber)
        self._stack.append(self._top)

    def _end(self, _: str) -> None:
        if self._open is not None:
            self._open = None
            if self._wanted is not None:
                texts = self._texts
                self._top.texts[self._wanted] = texts[0] if len(texts) == 1 else "".join(texts)
            return
        record = self._stack.pop()
        if not self._stack:
            return
        self._top = self._stack[-1]
        if record.name in self._shape.rows and len(self._stack) == 2:
            self._parts = 0
            self._on_row(record)
        else:
            self._top.parts.append(record)

    def _begin_skipped(self, _: str, __: list[str]) -> None:
        self._skipping += 1
        if self._skipping + len(self._stack) > self._limits.depth:
            self._refuse(FileUnsafe, "elements are nested too deeply")

    def _end_skipped(self, _: str) -> None:
        self._skipping -= 1
        if not self._skipping:
            self._parser.StartElementHandler = self._begin
            self._parser.EndElementHandler = self._end

    def _refuse_document_type(self, *_: object) -> None:
        self._refuse(FileUnsafe, "a document type is declared")

    def _refuse_entity(self, *_: object) -> None:
        self._refuse(FileUnsafe, "an entity is declared")

    def _refuse_external(self, *_: object) -> int:
        self._refuse(FileUnsafe, "another file is referred to")

    def _refuse(self, kind: type[FileUnsafe | FileBroken], detail: str) -> Never:
        raise kind(detail, line=self._parser.CurrentLineNumber, column=self._parser.CurrentColumnNumber + 1)
