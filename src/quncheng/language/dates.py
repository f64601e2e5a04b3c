"""Reads days and instants out of Chinese text, and says when a reading is not the only one."""

import re
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from quncheng.engine.calendar import WorkCalendar
from quncheng.language.clock import ClockReading, read_clock
from quncheng.language.days import DAY_RULES
from quncheng.language.festivals import FESTIVAL_RULES
from quncheng.language.intents import DateHint, Moment
from quncheng.language.offsets import OffsetReading, read_offset
from quncheng.language.periods import PERIOD_RULES
from quncheng.language.reference import DayReading, Reference

_RULES = (*FESTIVAL_RULES, *DAY_RULES, *PERIOD_RULES)
_MAY_BEGIN = re.compile(
    r"[0-9今明后昨前大上下这本当次周星礼两俩仨一二廿三四五六七八九十半过再未接往月年QqEe第元春清端中国新圣双农阴阳除平儿妇教情跨六劳放"
    r"早晨凌午傍夜晚正截最不赶限交到DdＤ收完务必零〇]"
)
_LEAD = re.compile(
    "(?:(?:截止|截至|到期)(?:日期|时间|日)?|(?:交付|完成|提交)(?:日期|时间)|最晚|最迟|最后期限|不晚于|不迟于"
    "|赶在|务必在|必须在"
    r"|(?i:ddl|deadline|due))[:为]?\s?(?:在|于|是|到)?\s?"
)
_TAIL = re.compile(
    r"\s?(?P<about>左右|前后|上下(?!架|班|文|游)|的样子)|\s?(?P<before>之前|以前|前(?![端台期面置往言缀沿]|提(?![交供出报审]))"
    "|之内|以内|内(?![容部测网存嵌])|"
    r"为止|截止(?!日|时)|止(?!损|血))|\s?(?P<after>之后|以后|后(?![端台期面续勤天置缀]))"
)
_OR = re.compile(r"\s?(?:,|、)?(?:或者?是?|还是)\s?")
_FOLLOWS_PERIOD = re.compile(
    r"$|[^\u4e00-\u9fff\w]|[前后内之以把让请给得要到吧了再就才可能做弄搞]|完成|交|上线|发布|提交|必须|应该|截止"
    "|开始|结束|启动|验收|左右|出来"
)
_GAP = re.compile(r"\s?的?\s?")


@dataclass(frozen=True, slots=True)
class FoundMoment:
    start: int
    end: int
    moment: Moment


def read_moment(text: str, now: datetime, *, calendar: WorkCalendar, looks_back: bool = False) -> Moment | None:
    """The moment the whole text names; None when it names none, or something besides."""
    stripped = text.strip()
    found = _read_at(stripped, 0, Reference(now, calendar, looks_back))
    if found is None or found.end != len(stripped):
        return None
    return found.moment


def find_moments(
    text: str, now: datetime, *, calendar: WorkCalendar, looks_back: bool = False
) -> tuple[FoundMoment, ...]:
    """Every moment in the text, from left to right."""
    reference = Reference(now, calendar, looks_back)
    found: list[FoundMoment] = []
    position = 0
    while (begin := _MAY_BEGIN.search(text, position)) is not None:
        here = _read_at(text, begin.start(), reference)
        if here is None:
            position = begin.start() + 1
            continue
        found.append(here)
        position = here.end
    return tuple(found)


def _read_at(text: str, start: int, reference: Reference) -> FoundMoment | None:
    single = _read_single(text, start, reference)
    if single is None:
        return None
    link = _OR.match(text, single.end)
    other = None if link is None else _read_single(text, link.end(), reference)
    if other is None:
        return single
    options = (*single.moment.alternatives, other.moment)
    moment = replace(single.moment, alternatives=options, text=text[start : other.end])
    return FoundMoment(start, other.end, moment)


def _read_single(text: str, start: int, reference: Reference) -> FoundMoment | None:
    lead = _LEAD.match(text, start)
    at = start if lead is None else lead.end()
    offset = read_offset(text, at, reference)
    if offset is not None:
        return _from_offset(text, start, offset, reference, is_deadline=lead is not None)
    day, end = _longest_day(text, at, reference)
    gap = None if day is None else _GAP.match(text, end)
    clock = read_clock(text, end if gap is None else gap.end(), reference, has_day=day is not None)
    if clock is not None:
        end = clock.end
    elif day is None:
        return None
    tail = _TAIL.match(text, end)
    if day is not None and day.is_period and clock is None and tail is None:
        if _FOLLOWS_PERIOD.match(text, end) is None:
            return None
    end = end if tail is None else tail.end()
    said = _Said(day, clock, _kind_of(tail), text[start:end], lead is not None)
    return FoundMoment(start, end, said.moment(reference))


def _kind_of(tail: re.Match[str] | None) -> str:
    return "" if tail is None else tail.lastgroup or ""


def _longest_day(text: str, at: int, reference: Reference) -> tuple[DayReading | None, int]:
    best: DayReading | None = None
    best_end = at
    for rule in _RULES:
        match = rule.pattern.match(text, at)
        if match is None or match.end() <= best_end:
            continue
        reading = rule.read(match, reference)
        if reading is not None:
            best, best_end = reading, match.end()
    return best, best_end


def _from_offset(
    text: str, start: int, offset: OffsetReading, reference: Reference, *, is_deadline: bool
) -> FoundMoment:
    tail = _OFFSET_TAIL.match(text, offset.end)
    end = offset.end if tail is None else tail.end()
    deadline = offset.is_deadline or is_deadline
    first, *others = (
        Moment(on, at, deadline, text[start:end], hints=(*offset.hints, *_hints(on, at, reference)))
        for on, at in ((offset.on, offset.at), *((on, None) for on in offset.others))
    )
    return FoundMoment(start, end, replace(first, alternatives=tuple(others)))


_OFFSET_TAIL = re.compile(r"\s?(?:左右|之?前(?![端台期面]))")


@dataclass(frozen=True, slots=True)
class _Said:
    """The parts of one moment as they were found, put together by ``moment``."""

    day: DayReading | None
    clock: ClockReading | None
    tail: str
    text: str
    has_lead: bool

    def moment(self, reference: Reference) -> Moment:
        options = self._options(reference)
        is_deadline = self._is_deadline()
        extra = () if self.day is None else self.day.hints
        readings = [
            Moment(on, at, is_deadline, self.text, hints=(*extra, *self._hints(on, at, reference)))
            for on, at in options
        ]
        return replace(readings[0], alternatives=tuple(readings[1:]))

    def _is_deadline(self) -> bool:
        said = self.has_lead or self.tail == "before"
        return said or bool(self.day and self.day.is_deadline) or bool(self.clock and self.clock.is_deadline)

    def _options(self, reference: Reference) -> list[tuple[date, time | None]]:
        if self.day is None:
            return self._options_today(reference)
        days = self._days(reference)
        if self.clock is None:
            return [(on, self.day.at if self.tail != "before" else None) for on in days]
        options: list[tuple[date, time | None]] = [(on, self.clock.at) for on in days]
        gone = [option for option in options if _is_past(*option, reference)]
        if len(gone) < len(options) and not reference.looks_back:
            options = [option for option in options if option not in gone]
        if self.clock.other is not None:
            options += [(on, self.clock.other) for on, _ in options]
        return options

    def _days(self, reference: Reference) -> tuple[date, ...]:
        day = self.day
        assert day is not None
        if self.tail == "before" and day.before is not None:
            return (day.before,)
        if self.tail == "after" and self.clock is None:
            if day.after is not None:
                return (day.after,)
            return reference.calendar.add_workdays(day.on, 1), day.on
        return day.on, *day.others

    def _options_today(self, reference: Reference) -> list[tuple[date, time | None]]:
        clock = self.clock
        assert clock is not None
        today, tomorrow = reference.today, reference.today + timedelta(days=1)
        if not _is_past(today, clock.at, reference) or reference.looks_back:
            options: list[tuple[date, time | None]] = [(today, clock.at)]
            return options if clock.other is None else [*options, (today, clock.other)]
        if clock.other is not None and not _is_past(today, clock.other, reference):
            return [(today, clock.other), (tomorrow, clock.at)]
        if clock.is_bare and clock.at.hour <= 11:
            return [(tomorrow, clock.at), (today, clock.at.replace(hour=clock.at.hour + 12))]
        return [(tomorrow, clock.at)]

    def _hints(self, on: date, at: time | None, reference: Reference) -> tuple[DateHint, ...]:
        if self.day is not None and self.day.is_period and self._is_deadline():
            if not reference.calendar.is_workday(on):
                return (DateHint.LAST_WORKDAY_DIFFERS,)
        return _hints(on, at, reference)


def _is_past(on: date, at: time | None, reference: Reference) -> bool:
    if on != reference.today:
        return on < reference.today
    return at is not None and at < reference.now.time().replace(second=0, microsecond=0)


def _hints(on: date, at: time | None, reference: Reference) -> tuple[DateHint, ...]:
    if reference.looks_back:
        return ()
    if _is_past(on, at, reference):
        return (DateHint.PAST,)
    return () if reference.calendar.is_workday(on) else (DateHint.DAY_OFF,)
