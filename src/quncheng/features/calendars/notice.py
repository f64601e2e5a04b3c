"""Reading the State Council's notice of the days off of a year: its own sentences, lines, a table or JSON; pure."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

import msgspec

from quncheng.engine.holidays import ALIASES
from quncheng.features.calendars.rules import clean_name
from quncheng.features.calendars.types import OwnDay

NOTICE_LENGTH = 60_000
LONGEST_BREAK = 31
UNREAD_SHOWN = 20
_ONE_DAY = timedelta(days=1)
_DAY = (
    r"(?:(?P<year{0}>(?:19|20|21)\d\d)\s*[-/.年]\s*)?"
    r"(?P<month{0}>1[0-2]|0?[1-9])\s*[-/.月]\s*(?P<day{0}>3[01]|[12]\d|0?[1-9])\s*[日号]?"
)
_BRACKETS = re.compile(r"\([^()]*\)")
_SPAN = re.compile(
    r"(?<!\d)(?<!\d[-/.])" + _DAY.format(1) + r"(?:\s*(?:至|到|—+|–|~|-)\s*"
    r"(?:" + _DAY.format(2) + r"|(?P<only>3[01]|[12]\d|0?[1-9])\s*[日号]))?(?!\d)"
)
_YEAR = re.compile(r"((?:19|20|21)\d\d)\s*年")
_HEADING = re.compile(r"^\s*(?:\(?[一二三四五六七八九十\d]+\)?\s*[、.]?\s*)(?P<name>[^:\d]{1,20}):")
_FREE = re.compile(r"放假|调休(?!上班|工作)|休息|休|\boff\b|\bday_off\b|\bholiday\b|假", re.IGNORECASE)
_WORKED = re.compile(r"上班|工作日|补班|班|\bwork(?:day)?\b|\bmakeup(?:_workday)?\b", re.IGNORECASE)
_NOT_A_NAME = re.compile(r"[\s,;、。.:|\"'“”]+")
_FREE_KINDS = {"day_off", "holiday", "off", "休", "放假", "休息日", "节假日"}
_WORKED_KINDS = {"makeup_workday", "workday", "work", "班", "上班", "调休上班日", "工作日", "补班"}


@dataclass(frozen=True, slots=True)
class Notice:
    """The days that were understood, and the lines that look like days and were not."""

    days: tuple[OwnDay, ...]
    unread: tuple[str, ...]


class _Entry(msgspec.Struct):
    """As people and public data sets write a day."""

    date: date
    name: str = ""
    kind: str = ""
    is_off: bool | None = msgspec.field(name="isOffDay", default=None)


class _Year(msgspec.Struct):
    days: list[_Entry]


def read_notice(text: str) -> Notice:
    """Tolerant: what cannot be read is named, and nothing is guessed."""
    text = unicodedata.normalize("NFKC", text[:NOTICE_LENGTH]).lstrip("\ufeff \r\n\t")
    if text[:1] in ("[", "{"):
        return _from_json(text)
    found: dict[date, OwnDay] = {}
    unread: list[str] = []
    year = _year_of(text)
    name = ""
    for line in re.split(r"[\r\n]+", text):
        heading = _HEADING.match(line)
        if heading is not None:
            name = clean_name(heading["name"])
            line = line[heading.end() :]
        for sentence in re.split(r"[。;]", line):
            days = list(_from_sentence(sentence, year=year, name=name))
            found.update((day.on, day) for day in days)
            if not days and _SPAN.search(_BRACKETS.sub("", sentence)):
                unread.append(clean_name(sentence))
    return Notice(tuple(found[on] for on in sorted(found)), tuple(unread[:UNREAD_SHOWN]))


def _from_json(text: str) -> Notice:
    try:
        entries = msgspec.json.decode(text, type=list[_Entry] | _Year)
    except msgspec.DecodeError as error:
        return Notice((), (clean_name(str(error)),))
    found: dict[date, OwnDay] = {}
    unread: list[str] = []
    for entry in entries.days if isinstance(entries, _Year) else entries:
        kind = entry.kind.strip().lower()
        is_workday = None if entry.is_off is None else not entry.is_off
        is_workday = True if kind in _WORKED_KINDS else False if kind in _FREE_KINDS else is_workday
        if is_workday is None:
            unread.append(clean_name(f"{entry.date} {entry.name} {entry.kind}"))
        else:
            found[entry.date] = OwnDay(entry.date, is_workday, clean_name(entry.name))
    return Notice(tuple(found[on] for on in sorted(found)), tuple(unread[:UNREAD_SHOWN]))


def _from_sentence(sentence: str, *, year: int | None, name: str) -> Iterator[OwnDay]:
    """The days before 放假 are free, those before 上班 are worked; one kind for a line of a table."""
    plain = _BRACKETS.sub("", sentence)
    spans = list(_SPAN.finditer(plain))
    for index, match in enumerate(spans):
        behind = plain[match.end() : spans[index + 1].start() if index + 1 < len(spans) else len(plain)]
        rest = plain[match.end() :]
        kind = _kind_of(behind) if _kind_of(behind) is not None else _kind_of(rest)
        if kind is None:
            kind = _kind_of(plain)
        if kind is None:
            continue
        own = _name_in(plain, spans) or name
        for on in _days_of(match, year):
            yield OwnDay(on, kind, own)


def _kind_of(words: str) -> bool | None:
    """Whether worked; the first word that says so counts."""
    free, worked = _FREE.search(words), _WORKED.search(words)
    if free is None or worked is None:
        return None if free is worked else worked is not None
    return worked.start() < free.start()


def _name_in(plain: str, spans: list[re.Match[str]]) -> str:
    """A festival the sentence names, else the words beside the day in a line of a table."""
    for alias in sorted(ALIASES, key=len, reverse=True):
        if alias in plain:
            return ALIASES[alias]
    if len(spans) != 1:
        return ""
    words = _NOT_A_NAME.split(plain[: spans[0].start()] + " " + plain[spans[0].end() :])
    return clean_name(" ".join(word for word in words if word and _kind_of(word) is None and len(word) <= 10))


def _days_of(match: re.Match[str], year: int | None) -> Iterator[date]:
    first = _date(match["year1"], match["month1"], match["day1"], year=year)
    if first is None:
        return
    last = first
    if match["only"] is not None:
        last = _date(str(first.year), str(first.month), match["only"], year=year)
    elif match["month2"] is not None:
        last = _date(match["year2"] or str(first.year), match["month2"], match["day2"], year=year)
        if last is not None and last < first and match["year1"] is None and match["year2"] is None:
            first = first.replace(year=first.year - 1)  # the break of 元旦 begins in December of the year before
    if last is None or not 0 <= (last - first).days < LONGEST_BREAK:
        return
    while first <= last:
        yield first
        first += _ONE_DAY


def _date(named: str | None, month: str, day: str, *, year: int | None) -> date | None:
    if named is None and year is None:
        return None
    try:
        return date(int(named or year or 0), int(month), int(day))
    except ValueError:
        return None


def _year_of(text: str) -> int | None:
    """The year the heading names."""
    named = _YEAR.search(text)
    return None if named is None else int(named[1])
