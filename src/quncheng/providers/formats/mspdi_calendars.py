"""The calendars of Microsoft Project's XML: weeks, and exceptions in both ways of writing them."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta

from quncheng.engine.exchange_types import (
    ExchangeCalendar,
    ExchangeException,
    ExchangeShift,
    ExchangeWeek,
    RemarkReason,
    Remarks,
    Shifts,
    WeekPattern,
)
from quncheng.providers.formats.mspdi_recurrence import recurring_days
from quncheng.providers.formats.mspdi_values import (
    read_minute_of_day,
    read_moment,
    write_minute_of_day,
)
from quncheng.providers.formats.xml_lines import Lines
from quncheng.providers.formats.xml_records import Record

ONE_DAY = timedelta(days=1)
USUAL_SHIFTS: Shifts = (ExchangeShift(480, 720), ExchangeShift(780, 1020))
EXCEPTION_DAY, SUNDAY = "0", 1
DAILY = "1"
MOST_RECURRING = 200


class CalendarReader:
    """Reads one calendar after the other; only so many exceptions of a file may come again."""

    def __init__(self, remarks: Remarks) -> None:
        self._remarks = remarks
        self._recurring = 0

    def read(self, record: Record) -> ExchangeCalendar | None:
        return _read_calendar(record, self._remarks, self._read_exception)

    def _read_exception(self, record: Record) -> Iterator[ExchangeException]:
        period = _read_period(record, "Exception", self._remarks)
        if period is None:
            return
        shifts, name = _read_shifts(record, self._remarks), record.text("Name")
        if record.text("Type") in {"", DAILY}:
            yield ExchangeException(*period, shifts, name)
            return
        self._recurring += 1
        days = recurring_days(record, *period) if self._recurring <= MOST_RECURRING else None
        if days is None:
            self._remarks.add(RemarkReason.NOT_MODELLED, "Exception/Type", line=record.line, value=record.text("Type"))
            return
        yield from (ExchangeException(day, day, shifts, name) for day in days)


def _read_calendar(
    record: Record, remarks: Remarks, read_exception: Callable[[Record], Iterator[ExchangeException]]
) -> ExchangeCalendar | None:
    uid = record.text("UID")
    if not uid.isdecimal():
        remarks.add(RemarkReason.NOT_A_NUMBER, "Calendar/UID", line=record.line, value=uid)
        return None
    base = record.text("BaseCalendarUID")
    is_base = record.text("IsBaseCalendar") in {"1", "true"}
    days = [day for group in record.named("WeekDays") for day in group.named("WeekDay")]
    exceptions = [each for group in record.named("Exceptions") for each in group.named("Exception")]
    # Where the newer way is written, the older one only repeats it.
    old = exceptions or [day for day in days if day.text("DayType") == EXCEPTION_DAY]
    weeks = [week for group in record.named("WorkWeeks") for week in group.named("WorkWeek")]
    return ExchangeCalendar(
        int(uid),
        record.text("Name"),
        base_uid=int(base) if base.isdecimal() and not is_base else None,
        week=_read_week(days, remarks),
        weeks=tuple(_read_weeks(weeks, remarks)),
        exceptions=tuple(found for each in old for found in read_exception(each)),
    )


def _read_week(days: list[Record], remarks: Remarks) -> WeekPattern:
    week: list[Shifts | None] = [None] * 7
    for day in days:
        kind = day.text("DayType")
        if kind in {"1", "2", "3", "4", "5", "6", "7"}:
            week[(int(kind) - 2) % 7] = _read_shifts(day, remarks)
        elif kind != EXCEPTION_DAY:
            remarks.add(RemarkReason.NOT_A_CHOICE, "WeekDay/DayType", line=day.line, value=kind)
    return tuple(week)


def _read_shifts(day: Record, remarks: Remarks) -> Shifts:
    shifts: list[ExchangeShift] = []
    for time in (time for group in day.named("WorkingTimes") for time in group.named("WorkingTime")):
        begin, end = read_minute_of_day(time.text("FromTime")), read_minute_of_day(time.text("ToTime"))
        end = 1440 if end == 0 else end
        if begin is None or end is None or end <= begin:
            value = f"{time.text('FromTime')}-{time.text('ToTime')}"
            remarks.add(RemarkReason.OUT_OF_RANGE, "WorkingTime", line=time.line, value=value)
        else:
            shifts.append(ExchangeShift(begin, end))
    if day.text("DayWorking") in {"1", "true"} or shifts:
        return tuple(sorted(shifts, key=lambda shift: shift.from_minute)) or USUAL_SHIFTS
    return ()


def _read_period(record: Record, place: str, remarks: Remarks) -> tuple[date, date] | None:
    for period in record.named("TimePeriod"):
        begin, end = read_moment(period.text("FromDate")), read_moment(period.text("ToDate"))
        if begin is not None and end is not None and begin.date() <= end.date():
            return begin.date(), end.date()
    remarks.add(RemarkReason.NOT_A_DATE, f"{place}/TimePeriod", line=record.line)
    return None


def _read_weeks(records: list[Record], remarks: Remarks) -> Iterator[ExchangeWeek]:
    for record in records:
        period = _read_period(record, "WorkWeek", remarks)
        if period is not None:
            days = [day for group in record.named("WeekDays") for day in group.named("WeekDay")]
            yield ExchangeWeek(*period, _read_week(days, remarks), record.text("Name"))


def write_calendar(lines: Lines, calendar: ExchangeCalendar) -> None:
    lines.begin("Calendar")
    lines.put("UID", calendar.uid)
    lines.put("Name", calendar.name)
    lines.put("IsBaseCalendar", calendar.base_uid is None)
    lines.put("BaseCalendarUID", -1 if calendar.base_uid is None else calendar.base_uid)
    _write_week(lines, calendar.week)
    if calendar.exceptions:
        lines.begin("Exceptions")
        for exception in calendar.exceptions:
            _write_exception(lines, exception)
        lines.end("Exceptions")
    if calendar.weeks:
        lines.begin("WorkWeeks")
        for week in calendar.weeks:
            lines.begin("WorkWeek")
            _write_period(lines, week.first_on, week.last_on)
            lines.put("Name", week.name)
            _write_week(lines, week.week)
            lines.end("WorkWeek")
        lines.end("WorkWeeks")
    lines.end("Calendar")


def _write_week(lines: Lines, week: WeekPattern) -> None:
    lines.begin("WeekDays")
    for kind in range(SUNDAY, SUNDAY + 7):
        shifts = week[(kind - 2) % 7]
        if shifts is not None:
            lines.begin("WeekDay")
            lines.put("DayType", kind)
            _write_shifts(lines, shifts)
            lines.end("WeekDay")
    lines.end("WeekDays")


def _write_shifts(lines: Lines, shifts: Shifts) -> None:
    lines.put("DayWorking", bool(shifts))
    if shifts:
        lines.begin("WorkingTimes")
        for shift in shifts:
            lines.begin("WorkingTime")
            lines.put("FromTime", write_minute_of_day(shift.from_minute))
            lines.put("ToTime", write_minute_of_day(shift.to_minute))
            lines.end("WorkingTime")
        lines.end("WorkingTimes")


def _write_period(lines: Lines, first_on: date, last_on: date) -> None:
    lines.begin("TimePeriod")
    lines.put("FromDate", f"{first_on.isoformat()}T00:00:00")
    lines.put("ToDate", f"{last_on.isoformat()}T23:59:00")
    lines.end("TimePeriod")


def _write_exception(lines: Lines, exception: ExchangeException) -> None:
    lines.begin("Exception")
    lines.put("EnteredByOccurrences", value=False)
    _write_period(lines, exception.first_on, exception.last_on)
    lines.put("Occurrences", (exception.last_on - exception.first_on) // ONE_DAY + 1)
    lines.put("Name", exception.name)
    lines.put("Type", DAILY)
    _write_shifts(lines, exception.shifts)
    lines.end("Exception")
