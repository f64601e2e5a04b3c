"""The calendars that rule: the official one, and what organization, project, person and task say for themselves."""

from collections.abc import Sequence

import msgspec

from quncheng.engine.calendar import CalendarException, WorkCalendar
from quncheng.features.calendars import editing, rules, store
from quncheng.features.calendars.events import WorkCalendarChanged
from quncheng.features.calendars.types import CalendarBook, CalendarEdit, CalendarOwner, OwnCalendar, Week
from quncheng.runtime import events
from quncheng.runtime.db import Session
from quncheng.runtime.events import Actor

_NOTE = "calendars"


class _Kept:
    """The last calendar built for each organization; building one costs more than reading its few own days."""

    def __init__(self) -> None:
        self._by_organization: dict[str, tuple[tuple[tuple[CalendarException, ...], Week | None], WorkCalendar]] = {}

    def get(self, org_id: str, said: tuple[tuple[CalendarException, ...], Week | None]) -> WorkCalendar:
        known = self._by_organization.get(org_id)
        if known is not None and known[0] == said:
            return known[1]
        calendar = rules.organization_calendar(*said)
        self._by_organization[org_id] = (said, calendar)
        return calendar


_kept = _Kept()


def get_calendar(session: Session) -> WorkCalendar:
    """The calendar that rules in this organization."""
    known = session.notes.get(_NOTE)
    if not isinstance(known, WorkCalendar):
        known = _kept.get(session.org_id, store.read_ruling(session))
        session.notes[_NOTE] = known
    return known


def project_calendar(session: Session, project_id: str) -> WorkCalendar:
    """The organization's calendar with what the project says for itself."""
    calendar = get_calendar(session)
    for own in store.list_own(session, CalendarOwner.PROJECT, (project_id,)):
        calendar = rules.layered(calendar, own)
    return calendar


def member_calendars(session: Session, above: WorkCalendar, member_ids: Sequence[str]) -> dict[str, WorkCalendar]:
    """The calendars of those who have one of their own, over the calendar above."""
    own = store.list_own(session, CalendarOwner.MEMBER, member_ids)
    return {one.owner_id: rules.layered(above, one) for one in own}


def shared_calendars(session: Session, above: WorkCalendar) -> dict[str, WorkCalendar]:
    """The calendars with a name, by their id, over the calendar above."""
    return {one.id: rules.layered(above, one) for one in store.list_own(session, CalendarOwner.SHARED)}


def list_own(session: Session, owner: CalendarOwner, owner_ids: Sequence[str] | None = None) -> tuple[OwnCalendar, ...]:
    return store.list_own(session, owner, owner_ids)


def list_own_days(session: Session) -> tuple[CalendarException, ...]:
    return store.list_days(session)


def read_book(session: Session) -> CalendarBook:
    """All that is said in this organization."""
    return CalendarBook(store.list_days(session), store.list_all(session))


def preview(book: CalendarBook, edit: CalendarEdit) -> CalendarBook:
    """What would be said after the edit, nothing written. Raises CalendarInvalid, CalendarNotFound."""
    return editing.applied(book, editing.cleaned(book, edit))


def is_reversible(session: Session, edit: CalendarEdit, *, undo: CalendarEdit) -> bool:
    """Whether nobody has changed since what an edit has changed."""
    book = read_book(session)
    present = {span.id for one in book.own for span in one.spans}
    return present.issuperset(undo.removed) and editing.inverse(book, undo) == edit


def change(session: Session, actor: Actor, edit: CalendarEdit) -> None:
    """For code that has checked who may, and moves the plans that follow. Raises CalendarInvalid, CalendarNotFound."""
    book = read_book(session)
    edit = editing.cleaned(book, edit)
    if edit.is_empty:
        return
    for day in edit.days:
        if day.is_workday is None:
            store.remove_day(session, day.on)
        else:
            store.save_day(session, CalendarException(day.on, day.is_workday, day.name))
    own = book.find(edit.owner, edit.owner_id) or _begin(session, edit)
    said: dict[str, object] = {"name": edit.name, "weekly": edit.weekly}
    values = {name: value for name, value in said.items() if value is not msgspec.UNSET}
    if values:
        store.update_calendar(session, own.id, **values)
    for span_id in edit.removed:
        store.remove_span(session, span_id)
    for span in edit.added:
        store.add_span(session, own.id, span)
    session.notes.pop(_NOTE, None)
    undo = editing.inverse(book, edit)
    happened = WorkCalendarChanged(
        owner=edit.owner.value,
        owner_id=edit.owner_id,
        edit=msgspec.to_builtins(edit),
        undo=msgspec.to_builtins(undo),
    )
    events.record(session, actor, happened)


def _begin(session: Session, edit: CalendarEdit) -> OwnCalendar:
    """A calendar begins to exist when it is first spoken of; a shared one is its own owner."""
    own_id = edit.owner_id if edit.owner is CalendarOwner.SHARED else session.new_id()
    own = OwnCalendar(own_id, edit.owner, edit.owner_id, "", None, 1)
    store.add_calendar(session, own)
    return own
