"""Shapes and text as SVG elements; text is escaped, measured and cut to what fits."""

import unicodedata
from collections.abc import Iterable
from xml.sax.saxutils import escape

_FONT_FAMILY = "Noto Sans SC, PingFang SC, Microsoft YaHei, sans-serif"
_NARROW_EM = 0.57
_THIN = {"|": 0.27, " ": 0.23, "/": 0.4, "–": 0.54}
_WIDE = frozenset("WFA")
_UNDRAWABLE = frozenset(("Cc", "Cf", "Cs", "Co", "Cn", "Mn", "Me"))
_PICTOGRAPHS = range(0x2600, 0x27C0)
_FIRST_BEYOND_THE_FONT = 0x10000


def to_svg(width: int, height: int, *, elements: Iterable[str], scale: float = 1) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{round(width * scale)}" height="{round(height * scale)}" '
        f'viewBox="0 0 {width} {height}" '
        f'font-family="{_FONT_FAMILY}">{"".join(elements)}</svg>'
    )


def text(content: str, x: float, *, y: float, size: int, fill: str, anchor: str = "start") -> str:
    attributes = f'x="{x:.5g}" y="{y:.5g}" font-size="{size}" fill="{fill}"'
    if anchor != "start":
        attributes += f' text-anchor="{anchor}"'
    return f"<text {attributes}>{escape(to_drawable(content))}</text>"


def rectangle(
    x: float, y: float, *, width: float, height: float, fill: str, radius: float = 0, stroke: str = "", dashes: str = ""
) -> str:
    attributes = f'x="{x:.5g}" y="{y:.5g}" width="{width:.5g}" height="{height:.5g}" fill="{fill}"'
    if radius:
        attributes += f' rx="{radius:.3g}"'
    if stroke:
        attributes += f' stroke="{stroke}" stroke-width="3"'
    if dashes:
        attributes += f' stroke-dasharray="{dashes}"'
    return f"<rect {attributes}/>"


def line(x1: float, y1: float, *, x2: float, y2: float, stroke: str, width: float = 1) -> str:
    return f'<path d="M{x1:.5g} {y1:.5g}L{x2:.5g} {y2:.5g}" stroke="{stroke}" stroke-width="{width:g}"/>'


def diamond(x: float, y: float, *, reach: float, fill: str, stroke: str = "") -> str:
    outline = f' stroke="{stroke}" stroke-width="3"' if stroke else ""
    points = f"M{x:.5g} {y - reach:.5g}l{reach:g} {reach:g}l-{reach:g} {reach:g}l-{reach:g} -{reach:g}z"
    return f'<path d="{points}" fill="{fill}"{outline}/>'


def fit(content: str, *, width: float, size: int) -> str:
    """The text, cut and ended with an ellipsis where it would be wider."""
    drawable = to_drawable(content)
    if measure(drawable, size=size) <= width:
        return drawable
    room = width - size
    for count, character in enumerate(drawable):
        room -= measure(character, size=size)
        if room < 0:
            return drawable[:count].rstrip() + "…"
    return drawable


def measure(content: str, *, size: int) -> float:
    """About how wide the text is drawn."""
    return size * sum(_THIN.get(c) or (1 if unicodedata.east_asian_width(c) in _WIDE else _NARROW_EM) for c in content)


def to_drawable(content: str) -> str:
    """Without what breaks a drawing (control characters) or has no glyph in it (emoji), in single spaces."""
    return " ".join("".join(c for c in content if c.isspace() or _has_glyph(c)).split())


def _has_glyph(character: str) -> bool:
    code = ord(character)
    return (
        code < _FIRST_BEYOND_THE_FONT
        and code not in _PICTOGRAPHS
        and unicodedata.category(character) not in _UNDRAWABLE
    )
