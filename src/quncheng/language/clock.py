"""Hours: 下午三点半, 17:30, 明早九点, 下班前. A bare hour lies in the working day, or asks."""

import re
from dataclasses import dataclass
from datetime import time

from quncheng.language.numbers import read_whole
from quncheng.language.reference import Reference

LAST_MINUTE = time(23, 59)

_PART_ENDS = {
    "凌晨": time(6),
    "早": time(9),
    "上午": time(12),
    "中午": time(12),
    "下午": time(18),
    "傍晚": time(18),
    "晚": LAST_MINUTE,
}
"""What a part of the day means when no hour follows: the end of it, or the beginning of work for 早."""

_PARTS = {
    **dict.fromkeys(("凌晨", "半夜"), "凌晨"),
    **dict.fromkeys(("清晨", "早上", "早晨", "早间", "大清早", "一大早", "一早", "早"), "早"),
    **dict.fromkeys(("上午", "午前"), "上午"),
    **dict.fromkeys(("中午", "正午"), "中午"),
    **dict.fromkeys(("下午", "午后"), "下午"),
    "傍晚": "傍晚",
    **dict.fromkeys(("晚上", "晚间", "夜里", "夜晚", "深夜", "今夜", "晚"), "晚"),
}
_STANDS_ALONE = frozenset({"上午", "中午", "下午", "傍晚"})

_HOUR = r"(?:\d{1,2}|[零〇]|二十[一二三四]?|十[一二三四五六七八九]?|[一二两三四五六七八九])"
_MINUTE = r"(?:[0-5]?\d|[零〇]?[一二三四五六七八九]|[二三四五]?十[一二三四五六七八九]?)"
_NOT_A_POINT = r"(?!建议|意见|问题|要求|说明|想法|补充|内容|需求|原因|反馈|不足|改进|区别|注意|小|[都也儿点])"
_CLOCK = re.compile(
    rf"(?P<part>{'|'.join(sorted(_PARTS, key=len, reverse=True))})?(?:的)?\s?"
    rf"(?:(?<![\d:])(?P<typed>[01]?\d|2[0-4]):(?P<minutes>[0-5]\d)(?::[0-5]\d)?(?![\d:])\s?(?P<half>[aApP][mM])?"
    rf"|(?<![\d.几])(?P<hour>{_HOUR})\s?(?:点钟?|时(?![间候代长常节])){_NOT_A_POINT}"
    rf"(?:(?P<spoken>半|整|[一三1-3]刻|{_MINUTE}分?(?!之))(?!\d))?"
    r"|(?<![\d.])(?P<plain>1[0-2]|[1-9])\s?(?P<english>[aApP][mM])(?![a-zA-Z]))"
)
_PART_ALONE = re.compile(
    f"(?P<part>{'|'.join(sorted(_PARTS, key=len, reverse=True))})(?<!晚)(?<!早)(?!好|安)|(?P<short>[早晚])"
    "(?![点些一于])"
)
_END_OF_WORK = re.compile(r"(?:下班|收工)(?:之|以)?前?(?!后|回)|(?:EOD|eod)")


@dataclass(frozen=True, slots=True)
class ClockReading:
    at: time
    end: int
    other: time | None = None
    """The same hour on the other side of noon, when both are plausible."""
    is_deadline: bool = False
    is_bare: bool = False
    """Said without a part of the day: a passed hour then means tomorrow."""


def read_clock(text: str, start: int, reference: Reference, *, has_day: bool) -> ClockReading | None:
    """The hour that begins at ``start``; without a day before it only what cannot be anything else."""
    end_of_work = _END_OF_WORK.match(text, start)
    if end_of_work is not None and (has_day or end_of_work[0] not in ("下班", "收工")):
        return ClockReading(reference.calendar.day_ends_at, end_of_work.end(), is_deadline=True)
    match = _CLOCK.match(text, start)
    if match is not None:
        return _with_hour(match, text, has_day=has_day)
    part = _PART_ALONE.match(text, start)
    if part is None:
        return None
    name = part["part"] or part["short"]
    if not has_day and _PARTS[name] not in _STANDS_ALONE:
        return None
    return ClockReading(_PART_ENDS[_PARTS[name]], part.end())


def _with_hour(match: re.Match[str], text: str, *, has_day: bool) -> ClockReading | None:
    spoken_hour = match["hour"] or match["typed"] or match["plain"]
    hour, minute = read_whole(spoken_hour), _minutes(match)
    if hour is None or minute is None or hour > 24:
        return None
    part = _PARTS.get(match["part"] or "")
    half = (match["half"] or match["english"] or "").lower()
    if spoken_hour == "一" and not has_day and part is None and match["spoken"] is None:
        # 一点 alone is nearly always "a little" (快一点, 早一点).
        if text[match.end() : match.end() + 1] not in ("前", "之", "钟"):
            return None
    if half or part is not None:
        return ClockReading(_on_the_side(hour, minute, part=part, half=half), match.end())
    if 1 <= hour <= 6 and match["typed"] is None:
        return ClockReading(time(hour + 12, minute), match.end(), is_bare=True)
    other = time(hour + 12, minute) if hour in (7, 8) and not spoken_hour.startswith("0") else None
    if hour in (1, 2, 3, 4, 5, 6) and not spoken_hour.startswith("0"):
        return ClockReading(time(hour + 12, minute), match.end(), other=time(hour, minute), is_bare=True)
    return ClockReading(_clock(hour, minute), match.end(), other=other, is_bare=True)


def _clock(hour: int, minute: int) -> time:
    return LAST_MINUTE if hour == 24 else time(hour, minute)


def _on_the_side(hour: int, minute: int, *, part: str | None, half: str) -> time:
    if part == "晚" and hour == 12:
        return LAST_MINUTE
    is_after_noon = half == "pm" or part in ("下午", "傍晚", "晚") or (part == "中午" and hour < 6)
    if is_after_noon and hour < 12:
        hour += 12
    elif (half == "am" or part == "凌晨") and hour == 12:
        hour = 0
    return _clock(hour, minute)


def _minutes(match: re.Match[str]) -> int | None:
    if match["minutes"] is not None:
        return int(match["minutes"])
    spoken = match["spoken"]
    if spoken is None or spoken == "整":
        return 0
    if spoken == "半":
        return 30
    if spoken.endswith("刻"):
        return 15 * ("一二三".find(spoken[0]) + 1 or int(spoken[0]))
    return read_whole(spoken.removesuffix("分").removeprefix("零").removeprefix("〇"))
