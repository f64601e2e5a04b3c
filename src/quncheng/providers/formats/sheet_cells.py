"""What people write into single cells: days, lengths, percentages, priorities, yes and no, predecessors."""

import re
import unicodedata
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from quncheng.engine.exchange_types import CellValue, DurationUnit, ExchangeDuration, Measure
from quncheng.engine.types import NO_LAG, Lag, LagUnit, LinkType

NOTHING = frozenset({"", "-", "--", "—", "/", "无", "na", "n/a", "none", "nil", "tbd", "待定", "暂无"})
FIRST_SERIAL, LAST_SERIAL = 20_000, 90_000
SERIAL_ZERO = date(1899, 12, 30)
"""Day 0 of sheet programs."""
WEEKDAY = re.compile(
    r"\(?(星期|周|礼拜)[一二三四五六日天]\)?|\b(mon|tue|wed|thu|fri|sat|sun)[a-z]*\b\.?,?", re.IGNORECASE
)
CLOCK = re.compile(r"[T\s]*(上午|下午|am|pm)?\s*\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?\s*(am|pm)?z?\s*$", re.IGNORECASE)
YEAR_FIRST = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*[日号]?")
DIGITS = re.compile(r"(20\d{2})(\d{2})(\d{2})")
MONTH_AND_DAY = re.compile(r"(\d{1,2})\s*月\s*(\d{1,2})\s*[日号]?|(\d{1,2})\s*[-/.]\s*(\d{1,2})")
YEAR_LAST = re.compile(r"(\d{1,2})\s*[-/.]\s*(\d{1,2})\s*[-/.]\s*(\d{4}|\d{2})")
MONTH_NAMES = "jan feb mar apr may jun jul aug sep oct nov dec"
MONTHS = {name: number for number, name in enumerate(MONTH_NAMES.split(), 1)}
NAMED_MONTH = re.compile(
    r"(?:(\d{1,2})[\s-]+)?([a-z]{3})[a-z]*\.?[\s-]+(?:(\d{1,2})(?:st|nd|rd|th)?,?[\s-]+)?(\d{2,4})"
)

NUMERALS = {
    "半": 0.5,
    "一": 1,
    "两": 2,
    "二": 2,
    "三": 3,
    "四": 4,
    "五": 5,
    "六": 6,
    "七": 7,
    "八": 8,
    "九": 9,
    "十": 10,
}
LONGEST_VALUE, LONGEST_LINKS, LONGEST_LINK = 60, 5000, 200
"""Characters; what is longer is no such value, and no pattern has to try."""
AMOUNT = r"(\d+(?:\.\d+)?|\.\d+|[半一两二三四五六七八九十])"
UNIT_WORDS = {
    (DurationUnit.MINUTE, False): "分钟 分 min mins minute minutes m",
    (DurationUnit.HOUR, False): "小时 时 工时 h hr hrs hour hours 人时",
    (DurationUnit.DAY, False): "天 日 工作日 工作天 人天 人日 工日 d day days wd workday workdays",
    (DurationUnit.WEEK, False): "周 星期 礼拜 w wk wks week weeks",
    (DurationUnit.MONTH, False): "月 人月 mo mon mons month months",
    (DurationUnit.DAY, True): "日历日 日历天 自然日 自然天 ed eday edays",
    (DurationUnit.HOUR, True): "eh ehr ehrs ehour ehours 日历小时",
}
"""The unit and whether the clock on the wall counts."""
UNITS = {word: unit for unit, words in UNIT_WORDS.items() for word in words.split()}
PART = re.compile(AMOUNT + r"\s*个?\s*([^\W\d]+)?", re.IGNORECASE)
ELAPSED_MINUTES = {DurationUnit.DAY: 1440, DurationUnit.HOUR: 60}

YES = "是 对 有 √ ✓ ✔ y yes true 1 x 里程碑 milestone ◆ ★"
NO = "否 不是 没有 × n no false 0 ✗ 任务 普通"
CHOICES = {word: words is YES for words in (YES, NO) for word in words.split()}
PRIORITY_WORDS = {
    900: "最高 紧急 特急 urgent critical highest p0",
    700: "高 重要 high important p1",
    500: "中 普通 一般 正常 medium normal p2",
    300: "低 较低 low p3 minor",
    100: "最低 lowest p4 trivial",
}
PRIORITIES = {word: priority for priority, words in PRIORITY_WORDS.items() for word in words.split()}
LINK_WORDS = {
    "完成-开始": LinkType.FS, "完成开始": LinkType.FS, "开始-开始": LinkType.SS, "开始开始": LinkType.SS,
    "完成-完成": LinkType.FF, "完成完成": LinkType.FF, "开始-完成": LinkType.SF, "开始完成": LinkType.SF,
    "fs": LinkType.FS, "ss": LinkType.SS, "ff": LinkType.FF, "sf": LinkType.SF,
}  # fmt: skip
LINK = re.compile(
    r"(?P<task>.+?)\s?\(?(?P<type>" + "|".join(LINK_WORDS) + r")?\)?\s?"
    r"(?:(?P<sign>[+-])\s?(?P<lag>[\d.]{1,10})\s?个?\s?(?P<unit>%|e%|[^\W\d]+)?)?",
    re.IGNORECASE,
)
BETWEEN = re.compile(r"[,;、\n]+")


@dataclass(frozen=True, slots=True)
class WrittenLink:
    """A predecessor as written: ``task`` is a number, an outline number or a title."""

    task: str
    type: LinkType
    lag: Lag


def plain(cell: CellValue) -> str:
    """The cell as one line of text in half-width characters."""
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    return unicodedata.normalize("NFKC", str(cell)).strip()


def short(cell: CellValue) -> str:
    """For values that are short by nature; a longer text is none."""
    text = plain(cell)
    return text.casefold() if len(text) <= LONGEST_VALUE else "?"


def is_nothing(cell: CellValue) -> bool:
    return plain(cell).casefold() in NOTHING


def read_day(cell: CellValue, reference: date) -> date | None:
    """A day without a year is the one nearest to ``reference``."""
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    if isinstance(cell, int | float):
        return _from_serial(cell)
    text = WEEKDAY.sub("", CLOCK.sub("", short(cell))).strip()
    try:
        return _written_day(text, reference)
    except ValueError:
        return None


def _from_serial(number: float) -> date | None:
    if isinstance(number, bool):
        return None
    if FIRST_SERIAL <= number <= LAST_SERIAL:
        return SERIAL_ZERO + timedelta(days=int(number))
    match = DIGITS.fullmatch(str(number))
    try:
        return date(int(match[1]), int(match[2]), int(match[3])) if match else None
    except ValueError:
        return None


def _written_day(text: str, reference: date) -> date | None:
    if match := YEAR_FIRST.fullmatch(text) or DIGITS.fullmatch(text):
        return date(int(match[1]), int(match[2]), int(match[3]))
    if match := YEAR_LAST.fullmatch(text):
        first, second, year = int(match[1]), int(match[2]), _full_year(match[3])
        return date(year, second, first) if first > 12 else date(year, first, second)
    if match := MONTH_AND_DAY.fullmatch(text):
        return _nearest(int(match[1] or match[3]), int(match[2] or match[4]), reference)
    if match := NAMED_MONTH.fullmatch(text):
        day, month = match[1] or match[3], MONTHS.get(match[2])
        return date(_full_year(match[4]), month, int(day)) if day and month else None
    if re.fullmatch(r"\d{5}(\.\d+)?", text):
        return _from_serial(float(text))
    return None


def _full_year(text: str) -> int:
    return int(text) if len(text) == 4 else 2000 + int(text) % 100


def _nearest(month: int, day: int, reference: date) -> date:
    years = (reference.year - 1, reference.year, reference.year + 1)
    # 29 February exists in some of them only.
    found = [date(year, month, day) for year in years if day <= monthrange(year, month)[1]]
    if not found:
        raise ValueError
    return min(found, key=lambda each: abs(each - reference))


def _minutes(measure: Measure, amount: float, unit: DurationUnit, *, is_elapsed: bool) -> int:
    if is_elapsed:
        return round(amount * ELAPSED_MINUTES[unit])
    each = {
        DurationUnit.MINUTE: 1,
        DurationUnit.HOUR: 60,
        DurationUnit.DAY: measure.day,
        DurationUnit.WEEK: measure.week,
        DurationUnit.MONTH: measure.month,
    }
    return round(amount * each[unit])


def read_duration(
    cell: CellValue, measure: Measure, *, usual: DurationUnit = DurationUnit.DAY
) -> ExchangeDuration | None:
    """``5天``, ``5d``, ``3 工作日``, ``1天4小时``, ``2周?``; a bare number counts ``usual`` units."""
    text = short(cell)
    is_estimated = text.endswith("?")
    text = text.rstrip("?").strip()
    parts = list(PART.finditer(text))
    if not parts or PART.sub("", text).strip():
        return None
    minutes, shown, is_elapsed = 0, usual, False
    for position, part in enumerate(parts):
        amount = NUMERALS[part[1]] if part[1] in NUMERALS else float(part[1])
        found = UNITS.get(part[2]) if part[2] else (usual, False)
        if found is None or amount > 1e6:
            return None
        minutes += _minutes(measure, amount, found[0], is_elapsed=found[1])
        if position == 0:
            shown, is_elapsed = found
    return ExchangeDuration(minutes, shown, is_elapsed, is_estimated)


def unit_of_heading(heading: str) -> DurationUnit | None:
    """``工期(小时)`` counts hours."""
    match = re.search(r"[(\[【]\s*(?:单位[::])?\s*(.+?)\s*[)\]】]", unicodedata.normalize("NFKC", heading).casefold())
    inside = match[1] if match else unicodedata.normalize("NFKC", heading).casefold().strip()
    return UNITS[inside][0] if inside in UNITS else None


def read_percent(cell: CellValue, *, is_fraction: bool) -> float | None:
    text = short(cell)
    has_sign = text.endswith("%")
    try:
        number = float(text.rstrip("%"))
    except ValueError:
        return None
    number = number * 100 if is_fraction and not has_sign else number
    return round(number, 6) if 0 <= number <= 100 else None


def read_choice(cell: CellValue) -> bool | None:
    return CHOICES.get(plain(cell).casefold())


def read_priority(cell: CellValue) -> int | None:
    text = plain(cell).casefold()
    if text in PRIORITIES:
        return PRIORITIES[text]
    return int(text) if text.isdecimal() and len(text) < 5 and 10 < int(text) <= 1000 else None


def read_links(cell: CellValue) -> Iterator[WrittenLink]:
    """``3FS+2d``, ``3,5SS``, ``3FF-50%``, ``视觉初稿 SS``; the reference is looked up by who knows the tasks."""
    for written in BETWEEN.split(plain(cell)[:LONGEST_LINKS]):
        piece = " ".join(written.split())[:LONGEST_LINK]
        match = LINK.fullmatch(piece)
        if match is None:
            continue
        kind = LINK_WORDS[match["type"].casefold()] if match["type"] else LinkType.FS
        lag = _lag(match["sign"], match["lag"], (match["unit"] or "d").casefold()) if match["lag"] else NO_LAG
        yield WrittenLink(match["task"].strip(), kind, lag) if lag is not None else WrittenLink(piece, kind, NO_LAG)


def _lag(sign: str, number: str, unit: str) -> Lag | None:
    try:
        amount = float(number) * (-1 if sign == "-" else 1)
    except ValueError:
        return None
    if unit in {"%", "e%"}:
        return Lag(amount, LagUnit.PERCENT if unit == "%" else LagUnit.ELAPSED_PERCENT)
    if unit not in UNITS:
        return None
    kind, is_elapsed = UNITS[unit]
    match kind:
        case DurationUnit.MINUTE:
            return Lag(amount / 60, LagUnit.HOUR)
        case DurationUnit.HOUR:
            return Lag(amount, LagUnit.ELAPSED_HOUR if is_elapsed else LagUnit.HOUR)
        case DurationUnit.DAY:
            return Lag(amount, LagUnit.ELAPSED_DAY if is_elapsed else LagUnit.DAY)
        case DurationUnit.WEEK:
            return Lag(amount * 5, LagUnit.DAY)
        case DurationUnit.MONTH:
            return Lag(amount * 20, LagUnit.DAY)
