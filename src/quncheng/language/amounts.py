"""How much is done: 60%, 百分之八十, 八成, 一半, 三分之二, 3/5."""

import re
from dataclasses import dataclass

from quncheng.language.numbers import NUMBER, read_number

_WORDS = {"大半": 60, "多半": 60, "过半": 50, "一半": 50, "一大半": 60, "一小半": 40, "小半": 40, "半": 50}
_AMOUNT = re.compile(
    rf"(?P<percent>\d{{1,4}}(?:\.\d+)?)\s?(?:%|个百分点)|百分之\s?(?P<spoken>{NUMBER}|百)"
    r"|(?P<about>[一二三四五六七八][二三四五六七八九]成)|(?P<tenths>[一二两三四五六七八九十\d])成(?P<half>[半五])?"
    "(?![本为功都交员果立长就])"
    rf"|(?P<low>[一二两三四五六七八九])分之(?P<part>[一二两三四五六七八九])"
    r"|(?<=[做写弄搞画测改跑推]到)\s?(?P<reached>\d{1,3})(?=了|左右|[,;。、\s]|$)"
    r"|(?<=进度)(?P<bare>\d{1,3})(?![\d.年月日号天个周点:/%-])"
    r"|(?P<word>一大半|一小半|大半|小半|过半|一半)(?!天|个|年|小时)"
)


@dataclass(frozen=True, slots=True)
class FoundAmount:
    start: int
    end: int
    percent: int | None
    """None when the number is no percentage (120%) or no number (六七成): it has to be asked for."""


def find_amounts(text: str) -> tuple[FoundAmount, ...]:
    return tuple(FoundAmount(match.start(), match.end(), _read(match)) for match in _AMOUNT.finditer(text))


def read_percent(text: str) -> int | None:
    """The answer to "how much?": also a bare number from 0 to 100."""
    stripped = text.strip().removesuffix("了").removeprefix("到")
    found = find_amounts(stripped)
    if found and found[0].end - found[0].start == len(stripped):
        return found[0].percent
    value = read_number(stripped)
    return int(value) if value is not None and 0 <= value <= 100 else None


def _read(match: re.Match[str]) -> int | None:
    if match["about"]:
        return None
    if match["word"]:
        return _WORDS[match["word"]]
    if match["tenths"]:
        value = (read_number(match["tenths"]) or 0) * 10 + (5 if match["half"] else 0)
    elif match["low"]:
        whole, part = read_number(match["low"]) or 1, read_number(match["part"]) or 0
        value = 100 * part / whole
    else:
        value = (
            read_number((match["percent"] or match["bare"] or match["reached"] or match["spoken"]).replace("百分", ""))
            or 0
        )
    return round(value) if 0 <= value <= 100 else None
