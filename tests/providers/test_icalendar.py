"""A plan as calendar entries, read back by a library that others wrote."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from icalendar import Calendar
from icalendar.cal import Component

from quncheng.engine.exchange_types import CalendarEntry, ExchangePlan, ExchangeTask
from quncheng.providers.formats.icalendar_write import write_icalendar
from quncheng.providers.formats.mspdi_read import read_mspdi
from tests.support.generated_plans import NOTES, TITLES
from tests.support.mspdi_file import HOUSE

NOW = datetime(2026, 11, 22, 12, 30, tzinfo=UTC)


def write(plan: ExchangePlan, entry: CalendarEntry = CalendarEntry.EVENT) -> bytes:
    return write_icalendar(plan, plan_id="P1", now=NOW, entry=entry)


def entries(data: bytes, name: str = "VEVENT") -> list[Component]:
    return [part for part in Calendar.from_ical(data).subcomponents if part.name == name]


def planned(title: str, start: str | None, finish: str | None, *, is_milestone: bool = False) -> ExchangeTask:
    return ExchangeTask(
        7,
        title,
        is_milestone=is_milestone,
        planned_start=datetime.fromisoformat(start) if start else None,
        planned_finish=datetime.fromisoformat(finish) if finish else None,
    )


def test_a_task_fills_its_days_the_last_one_included() -> None:
    task = planned("出图", "2026-11-23T08:00", "2026-11-27T17:00")

    (event,) = entries(write(ExchangePlan(title="老房", tasks=(task,))))

    assert event.decoded("dtstart") == date(2026, 11, 23)
    assert event.decoded("dtend") == date(2026, 11, 28)
    assert str(event["summary"]) == "出图"
    assert event.decoded("dtstamp") == NOW


def test_a_milestone_is_marked_and_lasts_the_day_it_happens() -> None:
    task = planned("交付", "2026-12-17T08:00", "2026-12-18T17:00", is_milestone=True)

    (event,) = entries(write(ExchangePlan(tasks=(task,))))

    assert (event.decoded("dtstart"), event.decoded("dtend")) == (date(2026, 12, 18), date(2026, 12, 19))
    assert str(event["summary"]) == "◆ 交付"


def test_an_entry_keeps_its_name_when_the_plan_is_written_again() -> None:
    before, after = planned("甲", "2026-11-23T08:00", None), planned("乙", "2026-12-01T08:00", None)

    names = [str(entries(write(ExchangePlan(tasks=(task,))))[0]["uid"]) for task in (before, after)]

    assert names == ["task-7.P1@quncheng", "task-7.P1@quncheng"]


def test_summaries_and_tasks_without_a_day_are_no_entries() -> None:
    house = read_mspdi(HOUSE.encode()).plan

    assert [str(event["summary"]) for event in entries(write(house))] == ["出图", "报批"]
    assert Calendar.from_ical(write(house))["x-wr-calname"] == "老房改造"


@pytest.mark.parametrize(("percent", "status"), [(0, "NEEDS-ACTION"), (60, "IN-PROCESS"), (100, "COMPLETED")])
def test_a_to_do_says_how_far_it_is(percent: int, status: str) -> None:
    task = ExchangeTask(1, "甲", percent_complete=percent, planned_finish=datetime.fromisoformat("2026-11-27T17:00"))

    (entry,) = entries(write(ExchangePlan(tasks=(task,)), CalendarEntry.TO_DO), "VTODO")

    assert (entry.decoded("percent-complete"), str(entry["status"])) == (percent, status)
    assert (entry.decoded("dtstart"), entry.decoded("due")) == (date(2026, 11, 27), date(2026, 11, 28))


def test_no_line_is_longer_than_75_octets_and_no_character_is_cut() -> None:
    title = "很长的任务名称," * 60

    data = write(ExchangePlan(tasks=(planned(title, "2026-11-23T08:00", None),)))

    assert max(len(line) for line in data.split(b"\r\n")) == 75
    assert [line.decode() for line in data.split(b"\r\n")][-1] == ""
    assert str(entries(data)[0]["summary"]) == title


def test_a_text_cannot_begin_a_line_of_its_own() -> None:
    title = "甲\r\nATTENDEE:mailto:x@example.com;,\\n"

    data = write(ExchangePlan(tasks=(planned(title, "2026-11-23T08:00", None),)))

    assert b"\r\nATTENDEE" not in data
    assert str(entries(data)[0]["summary"]) == title.replace("\r", "")


@given(TITLES, NOTES)
@settings(max_examples=100, deadline=None)
def test_every_text_comes_back(title: str, notes: str) -> None:
    task = ExchangeTask(1, title, notes=notes, planned_start=datetime.fromisoformat("2026-11-23T08:00"))

    (event,) = entries(write(ExchangePlan(tasks=(task,))))

    assert str(event["summary"]) == title
    assert str(event.get("description", "")) == notes.replace("\r", "")
