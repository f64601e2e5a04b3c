"""Lengths of work: 7天, 两周, 半天, 3个工作日. Counted in working days; a span such as 三五天 asks."""

import re
from dataclasses import dataclass

from quncheng.language.intents import Duration
from quncheng.language.numbers import NUMBER, read_number

_WORKDAYS = {"天": 1.0, "日": 1.0, "周": 5.0, "月": 22.0, "小时": 0.125}
"""Working days in a unit; a month has 22 (国务院: 21.75 计薪日)."""
_UNITS = {
    **dict.fromkeys(("工作日", "天", "日", "人天", "人日", "工日", "d", "D", "day", "days"), "天"),
    **dict.fromkeys(("周", "星期", "礼拜", "w", "W"), "周"),
    "月": "月",
    **dict.fromkeys(("小时", "钟头", "h", "H"), "小时"),
}
# 三月 is March; only 三个月 is a length.
_UNIT = "|".join(sorted(_UNITS, key=len, reverse=True)).replace("月", "(?<=[个半])月")
_DURATION = re.compile(
    r"(?:(?:工期|用时|耗时|为期|时长|周期)(?:大概|大约|约|预计|需要|需|共|是|为|:)*\s?)?"
    rf"(?<![\d.第])(?P<low>[两一二三四五六七八九](?=[二三四五六七八九](?:个)?(?:{_UNIT}))|{NUMBER}|半|几)"
    rf"\s?(?:[-~到至]?(?P<high>(?<=[-~到至]){NUMBER}|(?<=[两一二三四五六七八九])[二三四五六七八九](?=(?:个)?"
    f"(?:{_UNIT}))))?"
    rf"\s?(?:个)?(?P<half>半)?(?P<unit>{_UNIT})(?![a-zA-Z])(?P<rest>半)?(?:[零又加]\s?(?P<more>{NUMBER})(?:天|个?工作日))?(?![一二三四五六日末报]|[前后内]|[会里线气])"
)


@dataclass(frozen=True, slots=True)
class FoundDuration:
    start: int
    end: int
    duration: Duration


def find_durations(text: str) -> tuple[FoundDuration, ...]:
    """Every length in the text; 几天 has a length of zero and so asks for one."""
    found: list[FoundDuration] = []
    for match in _DURATION.finditer(text):
        duration = _read(match)
        if duration is not None:
            found.append(FoundDuration(match.start(), match.end(), duration))
    return tuple(found)


def read_duration(text: str) -> Duration | None:
    """The length the whole text names."""
    found = find_durations(text.strip())
    return found[0].duration if found and found[0].end - found[0].start == len(text.strip()) else None


def _read(match: re.Match[str]) -> Duration | None:
    unit = _UNITS[match["unit"]]
    if match["low"] == "几":
        return Duration(0, match[0])
    low = read_number(match["low"])
    if low is None:
        return None
    extra = 0.5 if match["half"] or match["rest"] else 0
    first = (low + extra) * _WORKDAYS[unit]
    first += (read_number(match["more"]) or 0) if match["more"] else 0
    if first > 2_500:
        return None
    high = read_number(match["high"]) if match["high"] else None
    if high is None:
        return Duration(first, match[0])
    return Duration(first, match[0], alternatives=(Duration(high * _WORKDAYS[unit], match[0]),))
