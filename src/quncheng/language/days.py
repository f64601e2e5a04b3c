"""Rules for single days: 明天, 下周三, 15号, 11月28日, 11/30. Each reads one match into a day, or declines."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from quncheng.engine.lunar import FIRST_LUNAR_YEAR, LAST_LUNAR_YEAR, find_lunar_date
from quncheng.language.intents import DateHint
from quncheng.language.numbers import read_whole
from quncheng.language.reference import DayReading, Reference, add_months, last_day_of_month, make_date

NOT_SO_LONG_AGO = 92
"""A bare 9月20日 said in November may be meant as gone; one of the last winter is meant as coming."""


@dataclass(frozen=True, slots=True)
class DayRule:
    pattern: re.Pattern[str]
    read: Callable[[re.Match[str], Reference], DayReading | None]


WEEKDAYS = {
    name: index for index, names in enumerate(("一1", "二2", "三3", "四4", "五5", "六6", "日天7")) for name in names
}
WEEK_OFFSETS = {"上上": -2, "上": -1, "这": 0, "本": 0, "今": 0, "当": 0, "下": 1, "下下": 2, "下下下": 3}
_NAMED_DAYS = {"大前": -3, "前": -2, "昨": -1, "今": 0, "明": 1, "后": 2, "大后": 3}
_SPOKEN_DAY = r"(?:三十一?|[二廿]十?[一二三四五六七八九]|二十|十[一二三四五六七八九]?|[一二三四五六七八九])"
DAY_OF_MONTH = rf"(?:[0-3]?\d(?!\d)|{_SPOKEN_DAY})"
SPOKEN_MONTH = r"(?:十[一二]|[一二三四五六七八九十])"
YEAR = r"(?:(?P<year>(?:20)?\d\d|[二2][零〇0][零〇一二三四五六七八九]{2}|今|明|后|去)年(?:的)?)"
_NOT_A_DAY = r"(?![任单楼线门机位店栏桌车卡厅库院仓]|\s*任务)"


def _named_day(match: re.Match[str], reference: Reference) -> DayReading:
    return DayReading(reference.today + timedelta(days=_NAMED_DAYS[match["name"]]))


def weekday_date(reference: Reference, *, weekday: int, weeks: str | None) -> DayReading:
    """The weekday of the week named; without one the next to come, and today's own name asks."""
    if weeks is not None:
        return DayReading(reference.monday + timedelta(days=7 * WEEK_OFFSETS[weeks] + weekday))
    if reference.looks_back:
        return DayReading(reference.today - timedelta(days=(reference.today.weekday() - weekday) % 7))
    ahead = (weekday - reference.today.weekday()) % 7
    if ahead == 0:
        return DayReading(reference.today, others=(reference.today + timedelta(days=7),))
    return DayReading(reference.today + timedelta(days=ahead))


def _weekday(match: re.Match[str], reference: Reference) -> DayReading:
    return weekday_date(reference, weekday=WEEKDAYS[match["day"]], weeks=match["weeks"])


def resolve_year(spoken: str | None, *, now_year: int) -> int | None:
    """2027年, 27年, 二〇二七年 and 明年 as a number; None when nothing was said."""
    if not spoken:
        return None
    offset = {"今": 0, "明": 1, "后": 2, "去": -1}.get(spoken)
    if offset is not None:
        return now_year + offset
    year = read_whole(spoken.replace("二2", "2")) or 0
    return year + 2000 if year < 100 else year


def _missing_day(year: int, month: int) -> DayReading:
    last = date(year, month, last_day_of_month(year, month))
    return DayReading(last, others=(last + timedelta(days=1),), hints=(DateHint.NOT_A_DATE,))


def _year_of_month_day(month: int, day: int, reference: Reference) -> DayReading | None:
    today = reference.today
    this_year = make_date(today.year, month, day)
    if this_year is None:
        following = make_date(today.year + 1, month, day)
        year = today.year if month >= today.month else today.year + 1
        return DayReading(following) if following is not None else _missing_day(year, month)
    if reference.looks_back:
        return DayReading(this_year if this_year <= today else this_year.replace(year=today.year - 1))
    if this_year >= today:
        return DayReading(this_year)
    next_year = make_date(today.year + 1, month, day)
    if (today - this_year).days <= NOT_SO_LONG_AGO and next_year is not None:
        return DayReading(this_year, others=(next_year,))
    return None if next_year is None else DayReading(next_year)


def month_day(month: int | None, day: int | None, *, year: int | None, reference: Reference) -> DayReading | None:
    """A day of a month; asked about when it does not exist, next year's when this year's is long over."""
    if month is None or day is None or not (1 <= month <= 12 and 1 <= day <= 31):
        return None
    if year is None:
        return _year_of_month_day(month, day, reference)
    if not 2000 <= year <= 2100:
        return None
    found = make_date(year, month, day)
    return _missing_day(year, month) if found is None else DayReading(found)


def _written_month_day(match: re.Match[str], reference: Reference) -> DayReading | None:
    year = resolve_year(match["year"], now_year=reference.today.year)
    month, day = read_whole(match["month"]), read_day(match["day"])
    reading = month_day(month, day, year=year, reference=reference)
    if reading is None or month is None or day is None or match["weekday"] is None:
        return reading
    weekday = WEEKDAYS[match["weekday"]]
    for said in (make_date(reference.today.year if year is None else year, month, day), reading.on, *reading.others):
        if said is not None and said.weekday() == weekday:
            return DayReading(said)
    return _contradicted(reading, weekday)


def _contradicted(reading: DayReading, weekday: int) -> DayReading:
    """11月25日 周四, when it is a Wednesday: the date and the nearest such weekday are both asked about."""
    said = reading.on + timedelta(days=(weekday - reading.on.weekday() + 3) % 7 - 3)
    return DayReading(reading.on, others=(*reading.others, said), hints=reading.hints)


def read_day(text: str) -> int | None:
    return read_whole(text.replace("廿十", "廿").replace("廿", "二十"))


def _digits_only(match: re.Match[str], reference: Reference) -> DayReading | None:
    return month_day(int(match["month"]), int(match["day"]), year=int(match["year"]), reference=reference)


def _slashed(match: re.Match[str], reference: Reference) -> DayReading | None:
    first, second = int(match["first"]), int(match["second"])
    if first <= 12:
        return month_day(first, second, year=None, reference=reference)
    reading = month_day(second, first, year=None, reference=reference)
    # 30/11 has one sensible reading, but Chinese never writes it so: it is shown as a question.
    return (
        None if reading is None else DayReading(reading.on, others=(reading.on, *reading.others), hints=reading.hints)
    )


def _day_of_month(match: re.Match[str], reference: Reference) -> DayReading | None:
    day = read_day(match["day"])
    if day is None or not 1 <= day <= 31:
        return None
    first = reference.today.replace(day=1)
    step = -1 if reference.looks_back else 1
    for months in range(0, 3 * step, step):
        month = add_months(first, months)
        found = make_date(month.year, month.month, day)
        if found is not None and (found <= reference.today if step < 0 else found >= reference.today):
            return DayReading(found)
    return None


def _day_of_named_month(match: re.Match[str], reference: Reference) -> DayReading | None:
    offset = {"上": -1, "下": 1, "次": 1, "下下": 2}.get(match["which"].removesuffix("个"), 0)
    month = add_months(reference.today.replace(day=1), offset)
    return month_day(month.month, read_day(match["day"]), year=month.year, reference=reference)


def _lunar(match: re.Match[str], reference: Reference) -> DayReading | None:
    month = {"正": 1, "冬": 11, "腊": 12}.get(match["month"]) or read_whole(match["month"])
    day = read_day(match["day"].removeprefix("初"))
    if month is None or day is None:
        return None
    for year in range(reference.today.year - 1, reference.today.year + 2):
        if not FIRST_LUNAR_YEAR <= year <= LAST_LUNAR_YEAR:
            continue
        found = find_lunar_date(year, month, day)
        if found is not None and found >= reference.today:
            return DayReading(found)
    return None


_WEEKDAY_AFTER = r"(?:\s?[((]?\s?(?:周|星期|礼拜)(?P<weekday>[一二三四五六日天])[))]?)?"
_NOT_COUNTED = r"(?![\d.%])(?!\s?(?:个|天|人|项|周[^一二三四五六日天]|元|块|万|条|张|版|页|次|台|点\d|倍|:))"

DAY_RULES = tuple(
    DayRule(re.compile(pattern), read)
    for pattern, read in (
        (r"(?<![以目之先当往从向先])(?P<name>大前|前|大后|后|昨|今|明)[天日儿](?!气)", _named_day),
        (r"(?P<name>今|明|昨)(?=早|晚|上午|下午|中午|夜|儿)", _named_day),
        (
            "(?:(?<![0-9一二两三四五六七八九十几每半])|(?<=张三|李四|王五|赵六))(?P<weeks>下下下|下下|上上|上"
            "|这|本|今|下)?(?:个|一)?"
            r"(?:周|星期|礼拜)(?P<day>[一二三四五六日天1-7])(?![\d.%报次期岁年]|天)",
            _weekday,
        ),
        (
            (
                rf"{YEAR}?\s?(?P<month>[01]?\d|{SPOKEN_MONTH})月\s?(?:(?P<day>{DAY_OF_MONTH})(?:[日号]{_NOT_A_DAY}"
                f"|{_NOT_COUNTED}))"
            )
            + _WEEKDAY_AFTER,
            _written_month_day,
        ),
        (
            (
                f"(?P<which>这个?|本|当|下下个?|下个?|次|上个?)月的?(?P<day>{DAY_OF_MONTH})(?:[日号]{_NOT_A_DAY}"
                rf"|(?<=\d){_NOT_COUNTED})"
            ),
            _day_of_named_month,
        ),
        (r"(?<![\d.])(?P<year>20\d\d)[-/.](?P<month>[01]?\d)[-/.](?P<day>[0-3]?\d)(?![\d.])", _digits_only),
        (r"(?<!\d)(?P<year>20\d\d)(?P<month>[01]\d)(?P<day>[0-3]\d)(?!\d)", _digits_only),
        (r"(?<![\dA-Za-z.#/])(?P<first>[0-3]?\d)/(?P<second>[0-3]?\d)(?![\d.%/])", _slashed),
        (rf"(?<![\dA-Za-z.#])(?P<first>1[0-2]|0\d)[.-](?P<second>[0-3]\d){_NOT_COUNTED}(?!-)", _slashed),
        (
            (
                r"(?<![\dA-Za-z.#])(?P<first>[1-9])\.(?P<second>[1-3]\d|[1-9](?=\s*(?:日|号|之?前|截止|[上下]午)|$))"
                f"{_NOT_COUNTED}"
            ),
            _slashed,
        ),
        (r"(?<![A-Za-z]\s)(?<=\s)(?P<first>1[0-2])\.(?P<second>[1-9])(?=\s|$)", _slashed),
        (rf"(?<![\d第.#一二三四五六七八九十])(?P<day>{DAY_OF_MONTH})[号日]{_NOT_A_DAY}(?!\d)", _day_of_month),
        (
            "(?:农历|阴历)(?:的)?(?P<month>正|冬|腊|十[一二]?|[二三四五六七八九])"
            "月的?(?P<day>初[一二三四五六七八九十]|"
            r"[二廿]十?[一二三四五六七八九]|二十|三十|十[一二三四五六七八九])",
            _lunar,
        ),
    )
)
