"""Rules for times counted from now: 三天后, 两个工作日内, 半小时后, 过三天, 三天前."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from quncheng.language.intents import DateHint
from quncheng.language.numbers import NUMBER, read_number
from quncheng.language.reference import Reference, add_months

RANGE = r"[一二两三四五六七八九][二三四五六七八九]"
"""三五天, 两三天: two neighbouring digits that mean from-to."""

_UNIT = r"(?:工作日|交易日|天|日|周|星期|礼拜|个?月|年|季度|小时|钟头|分钟|刻钟)"
_OFFSET = re.compile(
    f"(?P<lead>再过|过|未来|接下来|今后|往后)?(?P<count>[两一二三四五六七八九](?=[二三四五六七八九]{_UNIT})"
    "(?P<upto>[二三四五六七八九])"
    rf"|{NUMBER}(?:[-~到至](?P<until>{NUMBER}))?|半)(?P<half>个半)?(?:个)?(?P<unit>{_UNIT})(?P<rest>半)?(?:的)?"
    r"(?P<side>(?:以|之)?后(?![端台续期面勤])|过后|(?:以|之)?内|(?:以|之)?前(?![端台期面后往]))?"
)


@dataclass(frozen=True, slots=True)
class OffsetReading:
    on: date
    at: time | None
    is_deadline: bool
    others: tuple[date, ...]
    hints: tuple[DateHint, ...]
    end: int


def read_offset(text: str, start: int, reference: Reference) -> OffsetReading | None:
    """The moment counted from now that begins at ``start``."""
    match = _OFFSET.match(text, start)
    if match is None or (match["side"] is None and match["lead"] not in ("再过", "过", "未来", "接下来")):
        return None
    if match["unit"] == "日" and (match["side"] or "").endswith("前"):
        return None  # 25日前 is a deadline, not a number of days ago.
    if match["lead"] == "过" and match["count"] in ("两", "二") and match["unit"] == "天":
        return None
    side = (match["side"] or "")[-1:]
    if side == "后" and text[match.end("side") : match.end("side") + 1] in ("端", "台"):
        return None
    counts = _counts(match)
    if not counts or max(counts) > 5_000:
        return None
    sign = -1 if side == "前" else 1
    moments = [_move(reference, sign * count, unit=match["unit"].removeprefix("个")) for count in counts]
    first = moments[0]
    hints = _hints(reference, first[0]) if match["unit"] == "工作日" else ()
    is_deadline = side == "内" or match["lead"] in ("未来", "接下来")
    others = tuple(moment[0] for moment in moments[1:])
    return OffsetReading(first[0], first[1], is_deadline, others, hints, match.end())


def _counts(match: re.Match[str]) -> list[float]:
    text, upto = match["count"], match["upto"] or match["until"]
    if upto is not None:
        low, high = read_number(re.split(r"[-~到至]", text)[0] if match["until"] else text[0]), read_number(upto)
        return [] if low is None or high is None or high <= low else [low, high]
    count = read_number(text)
    if count is None:
        return []
    return [count + (0.5 if match["half"] or match["rest"] else 0)]


def _hints(reference: Reference, on: date) -> tuple[DateHint, ...]:
    return () if reference.calendar.is_published(on.year) else (DateHint.UNPUBLISHED,)


def _move(reference: Reference, count: float, *, unit: str) -> tuple[date, time | None]:
    today = reference.today
    match unit:
        case "小时" | "钟头":
            return _instant(reference.now + timedelta(hours=count))
        case "分钟":
            return _instant(reference.now + timedelta(minutes=count))
        case "刻钟":
            return _instant(reference.now + timedelta(minutes=15 * count))
        case "工作日" | "交易日":
            return reference.calendar.add_workdays(today, round(count)), None
        case "周" | "星期" | "礼拜":
            return today + timedelta(days=round(7 * count)), None
        case "月" | "季度" | "年":
            return _move_months(today, count * {"月": 1, "季度": 3, "年": 12}[unit]), None
        case _:
            return today + timedelta(days=round(count)), None


def _move_months(today: date, months: float) -> date:
    whole = int(months)
    return add_months(today, whole) + timedelta(days=round((months - whole) * 30))


def _instant(moment: datetime) -> tuple[date, time]:
    return moment.date(), moment.time().replace(second=0, microsecond=0)
