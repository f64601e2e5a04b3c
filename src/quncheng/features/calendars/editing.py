"""What an edit of a calendar means: cleaned, checked, applied to what is said, and taken back; pure."""

import msgspec

from quncheng.engine.calendar import CalendarException
from quncheng.features.calendars.errors import CalendarInvalid, CalendarNotFound
from quncheng.features.calendars.rules import check_span, check_week, clean_name
from quncheng.features.calendars.types import (
    CalendarBook,
    CalendarEdit,
    CalendarOwner,
    CalendarSpan,
    OwnCalendar,
    OwnDay,
)

DAYS_LIMIT = 800
"""Days and spans of one edit."""


def cleaned(book: CalendarBook, edit: CalendarEdit) -> CalendarEdit:
    """The edit without what is so already. Raises CalendarInvalid, CalendarNotFound."""
    _check(book, edit)
    own = _own(book, edit)
    said = {day.on: (day.is_workday, day.name) for day in book.days}
    days = {day.on: OwnDay(day.on, day.is_workday, clean_name(day.name)) for day in edit.days}
    name = clean_name(edit.name) if isinstance(edit.name, str) else edit.name
    return CalendarEdit(
        owner=edit.owner,
        owner_id=edit.owner_id,
        name=msgspec.UNSET if name == own.name else name,
        weekly=msgspec.UNSET if edit.weekly == own.weekly else edit.weekly,
        days=tuple(days[on] for on in sorted(days) if said.get(on) != _value(days[on])),
        added=tuple(msgspec.structs.replace(span, name=clean_name(span.name)) for span in edit.added),
        removed=edit.removed,
    )


def applied(book: CalendarBook, edit: CalendarEdit) -> CalendarBook:
    """What is said after a cleaned edit."""
    days = {day.on: day for day in book.days}
    for day in edit.days:
        if day.is_workday is None:
            days.pop(day.on, None)
        else:
            days[day.on] = CalendarException(day.on, day.is_workday, day.name)
    own = _own(book, edit)
    spans = [span for span in own.spans if span.id not in edit.removed]
    after = msgspec.structs.replace(
        own,
        name=edit.name if isinstance(edit.name, str) else own.name,
        weekly=own.weekly if isinstance(edit.weekly, msgspec.UnsetType) else edit.weekly,
        spans=tuple(sorted([*spans, *edit.added], key=lambda span: (span.first_on, span.id))),
    )
    others = [one for one in book.own if (one.owner, one.owner_id) != (edit.owner, edit.owner_id)]
    return CalendarBook(tuple(days[on] for on in sorted(days)), (*others, after))


def inverse(book: CalendarBook, edit: CalendarEdit) -> CalendarEdit:
    """The edit that takes a cleaned one back, seen from before it."""
    own = _own(book, edit)
    said = {day.on: OwnDay(day.on, day.is_workday, day.name) for day in book.days}
    return CalendarEdit(
        owner=edit.owner,
        owner_id=edit.owner_id,
        name=own.name if isinstance(edit.name, str) else edit.name,
        weekly=edit.weekly if isinstance(edit.weekly, msgspec.UnsetType) else own.weekly,
        days=tuple(said.get(day.on, OwnDay(day.on)) for day in edit.days),
        added=tuple(_span(own, span_id) for span_id in edit.removed),
        removed=tuple(span.id for span in edit.added),
    )


def _own(book: CalendarBook, edit: CalendarEdit) -> OwnCalendar:
    found = book.find(edit.owner, edit.owner_id)
    return found or OwnCalendar(edit.owner_id, edit.owner, edit.owner_id, "", None, 1)


def _span(own: OwnCalendar, span_id: str) -> CalendarSpan:
    for span in own.spans:
        if span.id == span_id:
            return span
    raise CalendarNotFound(span_id=span_id)


def _check(book: CalendarBook, edit: CalendarEdit) -> None:
    is_organization = edit.owner is CalendarOwner.ORGANIZATION
    if is_organization == bool(edit.owner_id):
        raise CalendarInvalid(field="owner_id")
    if len(edit.days) + len(edit.added) + len(edit.removed) > DAYS_LIMIT:
        raise CalendarInvalid(field="days", most=DAYS_LIMIT)
    if edit.days and not is_organization:
        raise CalendarInvalid(field="days")
    if edit.added and is_organization:
        raise CalendarInvalid(field="added")
    if isinstance(edit.weekly, tuple):
        check_week(edit.weekly)
    for span in edit.added:
        check_span(span.first_on, span.last_on, span.shifts)
    for span_id in edit.removed:
        _span(_own(book, edit), span_id)


def _value(day: OwnDay) -> tuple[bool, str] | None:
    return None if day.is_workday is None else (day.is_workday, day.name)
