"""What is said, as plain data for a table row, and back."""

import msgspec

from quncheng.language.card import Card
from quncheng.runtime.ports import CardContent, Content, FileContent, MarkdownContent, PictureContent


def to_row(content: Content) -> tuple[dict[str, object], bytes | None]:
    """Document and bytes of a content."""
    match content:
        case MarkdownContent(text, mentions):
            called: dict[str, object] = {"mentions": list(mentions)} if mentions else {}
            return {"type": "markdown", "text": text} | called, None
        case CardContent(card):
            return {"type": "card", "card": msgspec.to_builtins(card)}, None
        case PictureContent(png, filename):
            return {"type": "picture", "filename": filename}, png
        case FileContent(data, filename):
            return {"type": "file", "filename": filename}, data


def from_row(document: dict[str, object], blob: bytes | None) -> Content:
    """The content of a row. Raises ValueError for a type this version does not know."""
    match document["type"]:
        case "markdown":
            return MarkdownContent(
                str(document["text"]), msgspec.convert(document.get("mentions", ()), tuple[str, ...])
            )
        case "card":
            return CardContent(msgspec.convert(document["card"], Card))
        case "picture":
            return PictureContent(blob or b"", str(document["filename"]))
        case "file":
            return FileContent(blob or b"", str(document["filename"]))
        case other:
            raise ValueError(f"unknown content {other!r}")
