"""Where a row stands in the outline: by its level, by its outline number, or by how far its title is drawn in."""

import re
from dataclasses import dataclass, field

DOTTED = re.compile(r"[0-9A-Za-z]{1,8}(\.[0-9A-Za-z]{1,8}){0,30}")


@dataclass(frozen=True, slots=True)
class Place:
    level: int
    parent_uid: int | None
    is_drawn_in: bool


@dataclass(slots=True)
class Outline:
    _above: list[int] = field(default_factory=list[int])
    _indents: list[int] = field(default_factory=list[int])

    def place(self, uid: int, title: str, *, level: int | None, wbs: str) -> Place:
        """``title`` as it stands in the cell, blanks included; ``wbs`` is empty where numbers only count."""
        wanted = level or _level_of(wbs) or self._level_by_indent(title)
        found = min(wanted, len(self._above) + 1)
        del self._above[found - 1 :]
        parent_uid = self._above[-1] if self._above else None
        self._above.append(uid)
        return Place(found, parent_uid, found < wanted)

    def _level_by_indent(self, title: str) -> int:
        wide = title.replace("\u3000", "  ").replace("\t", "    ")
        indent = len(wide) - len(wide.lstrip())
        while self._indents and self._indents[-1] >= indent:
            self._indents.pop()
        self._indents.append(indent)
        return len(self._indents)


def _level_of(wbs: str) -> int | None:
    """``1.2.3`` stands at level 3."""
    return wbs.count(".") + 1 if DOTTED.fullmatch(wbs) else None
