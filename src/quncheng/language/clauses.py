"""Cuts a marked message into clauses, and settles what the speaker corrected within it."""

import re
from dataclasses import dataclass

from quncheng.language.marking import AMOUNT, DURATION, MOMENT, PERSON, Marked

_SEPARATORS = ",;。!\n，；"
_OPENING, _CLOSING = "([《「", ")]》」"
_OOPS = (
    "(?:哦|啊|呃|额|噢|等等|等下)?,?(?:不对|不是|错了|我?说错了?|写错了?|打错了?|更正(?:一下)?|纠正(?:一下)?|口误"
    "|哦不|啊不|不)"
)


@dataclass(frozen=True, slots=True)
class Clause:
    text: str
    separator: str = ""
    """The sign after it."""


def split_clauses(text: str, *, separators: str = _SEPARATORS) -> tuple[Clause, ...]:
    """The clauses in order; what stands in brackets stays together with what it explains."""
    clauses: list[Clause] = []
    start = depth = 0
    for position, mark in enumerate(text):
        if mark in _OPENING:
            depth += 1
        elif mark in _CLOSING:
            depth = max(0, depth - 1)
        elif mark in separators and (depth == 0 or mark == "\n"):
            clauses.append(Clause(text[start:position].strip(), mark))
            start, depth = position + 1, 0
    clauses.append(Clause(text[start:].strip()))
    return tuple(clause for clause in clauses if clause.text)


def _corrections() -> list[tuple[re.Pattern[str], str]]:
    rules: list[tuple[re.Pattern[str], str]] = []
    for kind in (MOMENT, AMOUNT, DURATION, PERSON):
        said = rf"(?P<first>{kind})(?P<rest>[^,;。\n]{{0,6}}?)[,;。、\s]*"
        rules.append(
            (
                re.compile(rf"{said}{_OOPS}[,;。、:\s]*(?:应该)?(?:是|改成|改为|给)?\s?(?P<second>{kind})"),
                r"\g<second>\g<rest>",
            )
        )
        if kind is PERSON:
            rules.append((re.compile(rf"^不是{kind}[,、\s]*(?:而|应该)?是(?P<second>{kind})$"), r"改给\g<second>"))
        rules.append((re.compile(rf"不是{kind}[,、\s]*(?:而)?是(?P<second>{kind})"), r"\g<second>"))
        rules.append(
            (re.compile(rf"(?:不要|别|不用)给{kind}[,、\s]*(?:要|是|改)?给(?P<second>{kind})"), r"给\g<second>")
        )
    return rules


_CORRECTIONS = _corrections()


def settle_corrections(marked: Marked) -> Marked:
    """周四,不对,周五 becomes 周五; 不是李雷是韩梅梅 becomes 韩梅梅."""
    text = marked.text
    for pattern, kept in _CORRECTIONS:
        text = pattern.sub(kept, text)
    return Marked(text, marked.found, marked.source)
