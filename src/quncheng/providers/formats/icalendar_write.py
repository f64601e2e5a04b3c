"""Writes the days of a plan as iCalendar (RFC 5545): all-day events for any calendar, or to-dos."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from quncheng.engine.exchange_types import CalendarEntry, ExchangePlan, ExchangeTask

LONGEST_LINE = 75
"""Octets, the line's end not counted."""
PRODUCT = "-//quncheng//plan//ZH"
ESCAPES = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n", "\r": None})
ONE_DAY = timedelta(days=1)
MILESTONE_MARK = "◆ "


def write_icalendar(plan: ExchangePlan, *, plan_id: str, now: datetime, entry: CalendarEntry) -> bytes:
    """``plan_id`` makes the entries of a task the same at every export; ``now`` is in UTC."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:{PRODUCT}", "CALSCALE:GREGORIAN", "METHOD:PUBLISH"]
    lines.append(f"X-WR-CALNAME:{_text(plan.title)}")
    stamp = f"DTSTAMP:{now:%Y%m%dT%H%M%SZ}"
    for task in plan.tasks:
        days = _days(task)
        if days is None or task.is_summary:
            continue
        lines += [f"BEGIN:{entry.value}", f"UID:task-{task.uid}.{plan_id}@quncheng", stamp]
        lines += _event(task, *days) if entry is CalendarEntry.EVENT else _todo(task, *days)
        lines += [f"END:{entry.value}"]
    lines.append("END:VCALENDAR")
    return "".join(f"{part}\r\n" for line in lines for part in _fold(line)).encode("utf-8")


def _days(task: ExchangeTask) -> tuple[date, date] | None:
    start, finish = task.planned_start, task.planned_finish
    end = finish or start
    if end is None:
        return None
    last = end.date()
    # A milestone happens at its finish.
    first = last if task.is_milestone or start is None else start.date()
    return min(first, last), last


def _event(task: ExchangeTask, first: date, last: date) -> Iterator[str]:
    yield f"DTSTART;VALUE=DATE:{first:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{last + ONE_DAY:%Y%m%d}"
    yield "TRANSP:TRANSPARENT"
    yield from _words(task)


def _todo(task: ExchangeTask, first: date, last: date) -> Iterator[str]:
    yield f"DTSTART;VALUE=DATE:{first:%Y%m%d}"
    # A to-do that lasts a day is due on the next one, as an event ends; RFC 5545 wants it later than its start.
    yield f"DUE;VALUE=DATE:{last + ONE_DAY:%Y%m%d}"
    yield f"PERCENT-COMPLETE:{task.percent_complete}"
    is_done = task.percent_complete == 100
    yield f"STATUS:{'COMPLETED' if is_done else 'IN-PROCESS' if task.percent_complete else 'NEEDS-ACTION'}"
    yield from _words(task)


def _words(task: ExchangeTask) -> Iterator[str]:
    yield f"SUMMARY:{MILESTONE_MARK if task.is_milestone else ''}{_text(task.title)}"
    if task.notes:
        yield f"DESCRIPTION:{_text(task.notes)}"


def _text(text: str) -> str:
    visible = "".join(letter for letter in text if letter >= " " or letter in "\n\t")
    return visible.encode("utf-8", "ignore").decode("utf-8").translate(ESCAPES)


def _fold(line: str) -> Iterator[str]:
    """No line is longer than 75 octets, and no character is cut in two."""
    part, width = "", 0
    for letter in line:
        octets = len(letter.encode("utf-8"))
        if width + octets > LONGEST_LINE:
            yield part
            part, width = " ", 1
        part, width = part + letter, width + octets
    yield part
