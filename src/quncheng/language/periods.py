"""Rules for weeks, months, quarters and years said as a date: 本周内, 月底, 下季度, Q4, 年底. They mean their end."""

import re
from datetime import date, time, timedelta

from quncheng.language.days import SPOKEN_MONTH, WEEK_OFFSETS, YEAR, DayRule, resolve_year
from quncheng.language.numbers import read_whole
from quncheng.language.reference import DayReading, Reference, add_months, last_day_of_month, month_end

_END_OF_DAY = time(18)
_OFFSETS = {"上": -1, "下": 1, "次": 1, "下下": 2}


def _friday(reference: Reference, weeks: int) -> date:
    return reference.monday + timedelta(days=7 * weeks + 4)


def _week(match: re.Match[str], reference: Reference) -> DayReading:
    weeks = WEEK_OFFSETS[match["weeks"]]
    friday, part = _friday(reference, weeks), match["part"]
    if part == "初":
        return DayReading(friday - timedelta(days=4), is_period=True)
    if part == "中":
        return DayReading(friday - timedelta(days=2), is_period=True)
    before = friday - timedelta(days=7) if weeks > 0 else friday
    if part in ("内", "之内", "以内", "底", "尾") or weeks == 0:
        return DayReading(friday, is_deadline=True, is_period=True, before=friday)
    return DayReading(friday, others=(friday - timedelta(days=4),), is_period=True, before=before)


def _weekend(match: re.Match[str], reference: Reference) -> DayReading:
    friday = _friday(reference, WEEK_OFFSETS[match["weeks"] or "本"])
    sunday = friday + timedelta(days=2)
    return DayReading(friday, others=(sunday,), at=_END_OF_DAY, is_deadline=True, is_period=True, before=friday)


def month_part(first: date, part: str | None, *, is_bare: bool) -> DayReading:
    """A part of the month that begins on ``first``; the bare month asks between its end and its beginning."""
    year, month = first.year, first.month
    end = month_end(year, month)
    match part:
        case "初":
            return DayReading(first, is_period=True)
        case "中":
            return DayReading(date(year, month, 15), is_period=True)
        case "上旬":
            return DayReading(date(year, month, 10), is_deadline=True, is_period=True, others=(first,))
        case "中旬":
            return DayReading(date(year, month, 20), is_deadline=True, is_period=True, others=(date(year, month, 11),))
        case "下旬":
            return DayReading(end, is_deadline=True, is_period=True, others=(date(year, month, 21),))
        case None if is_bare:
            before = first - timedelta(days=1)
            return DayReading(end, others=(first,), is_deadline=True, is_period=True, before=before)
        case _:
            return DayReading(end, is_deadline=True, is_period=True)


def _named_month(match: re.Match[str], reference: Reference) -> DayReading:
    offset = _OFFSETS.get(match["which"].removesuffix("个"), 0)
    first = add_months(reference.today.replace(day=1), offset)
    return month_part(first, _part(match), is_bare=offset != 0)


def _bare_month_part(match: re.Match[str], reference: Reference) -> DayReading:
    first = reference.today.replace(day=1)
    reading = month_part(first, match["part"], is_bare=False)
    if reading.on >= reference.today or reference.looks_back:
        return reading
    return month_part(add_months(first, 1), match["part"], is_bare=False)


def _numbered_month(match: re.Match[str], reference: Reference) -> DayReading | None:
    month = read_whole(match["month"])
    if month is None or not 1 <= month <= 12:
        return None
    today = reference.today
    year = resolve_year(match["year"], now_year=today.year) or (today.year if month >= today.month else today.year + 1)
    if not 2000 <= year <= 2100:
        return None
    return month_part(date(year, month, 1), _part(match), is_bare=True)


def _part(match: re.Match[str]) -> str | None:
    part = match["part"]
    return "初" if part == "头" else part


def _quarter_end(year: int, quarter: int) -> DayReading:
    return DayReading(month_end(year, quarter * 3), is_deadline=True, is_period=True)


def _quarter(match: re.Match[str], reference: Reference) -> DayReading:
    today = reference.today
    quarter = int(match["number"]) if match["number"] else "一二三四".index(match["spoken"]) + 1
    now_quarter = (today.month + 2) // 3
    year = resolve_year(match["year"], now_year=today.year)
    return _quarter_end(year or (today.year if quarter >= now_quarter else today.year + 1), quarter)


def _named_quarter(match: re.Match[str], reference: Reference) -> DayReading:
    offset = _OFFSETS.get(match["which"].removesuffix("个"), 0)
    month = add_months(reference.today.replace(day=1), 3 * offset)
    return _quarter_end(month.year, (month.month + 2) // 3)


def _year_part(match: re.Match[str], reference: Reference) -> DayReading:
    year = reference.today.year + {"明": 1, "次": 1, "后": 2}.get(match["which"] or "", 0)
    part = match["part"] or "底"
    if part in ("初", "头"):
        return DayReading(date(year if match["which"] else year + 1, 1, 1), is_period=True)
    if part in ("中", "上半年"):
        middle = date(year, 6, last_day_of_month(year, 6))
        middle = middle if middle >= reference.today else month_end(year + 1, 6)
        return DayReading(middle, is_deadline=True, is_period=True)
    return DayReading(date(year, 12, 31), is_deadline=True, is_period=True)


_MONTH_PART = r"(?:月(?=[底末初中]))?(?P<part>底|末|初|头|中旬|上旬|下旬|中(?!间|旬)|内|之内|以内)?(?:份)?"

PERIOD_RULES = tuple(
    DayRule(re.compile(pattern), read)
    for pattern, read in (
        (
            r"(?<![0-9一两三四五六七八九十每])(?P<weeks>下下|上上|上|这|本|下)?(?:个|一)?(?:周末|星期末|礼拜末)",
            _weekend,
        ),
        (
            "(?P<weeks>下下|上上|上|这|本|下)(?:个|一)?(?:周(?!期|转)|星期|礼拜)(?P<part>内|之内|以内|底|尾|初"
            "|中(?!间|期))?"
            r"(?![一二三四五六日天末报1-7])",
            _week,
        ),
        (rf"(?P<which>这个?|本|当|下下个?|下个?|次|上个?)月(?!报|会|饼){_MONTH_PART}", _named_month),
        (r"(?<![\d一二三四五六七八九十个])月(?P<part>底|末|初|中旬|上旬|下旬|中(?!间|旬))", _bare_month_part),
        (rf"{YEAR}?(?<!\d)(?P<month>1[0-2]|0?[1-9]|{SPOKEN_MONTH})月(?:份)?(?!报|会|饼){_MONTH_PART}", _numbered_month),
        (rf"{YEAR}?[第]?(?:[Qq](?P<number>[1-4])(?!\w)|(?P<spoken>[一二三四])季度)(?:末|底|内|之内)?", _quarter),
        (r"(?P<which>这个?|本|当前?|下下个?|下个?|上个?)季度(?:末|底|内|之内)?", _named_quarter),
        (r"(?P<which>今|明|后|次)?年(?P<part>底|末|终(?!奖)|内|中(?!旬)|初)", _year_part),
        (r"(?P<which>今|明)年(?P<part>上半年|下半年)?", _year_part),
        (r"(?P<which>今|明)?(?:年)?(?P<part>上半年|下半年)", _year_part),
    )
)
