"""Writes XML line by line; every text is escaped, and what XML cannot hold is left out."""

import re
from xml.sax.saxutils import escape

FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'


class Lines:
    def __init__(self, root: str, namespace: str) -> None:
        self._root = root
        self._lines = [DECLARATION, f'<{root} xmlns="{namespace}">']

    def begin(self, name: str) -> None:
        self._lines.append(f"<{name}>")

    def end(self, name: str) -> None:
        self._lines.append(f"</{name}>")

    def put(self, name: str, value: str | float | bool) -> None:
        self._lines.append(f"<{name}>{_text(value)}</{name}>")

    def put_known(self, name: str, value: str | float | None) -> None:
        if value is not None and value != "":
            self.put(name, value)

    def to_bytes(self) -> bytes:
        return "\n".join((*self._lines, f"</{self._root}>\n")).encode("utf-8")


def _text(value: str | float | bool) -> str:
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, str):
        # A lone carriage return would come back as a line feed.
        return escape(FORBIDDEN.sub("", value), {"\r": "&#13;"})
    return str(value)
