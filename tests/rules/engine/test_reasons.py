"""Why a task is where it is: chains of reasons."""

from datetime import date

from quncheng.engine.calendar import CalendarException, WorkCalendar
from quncheng.engine.holidays import chinese_calendar
from quncheng.engine.reasons import why
from quncheng.engine.results import Driver, DriverKind, FreeDay, Reason
from quncheng.engine.schedule import schedule
from quncheng.engine.types import ConstraintType, Dependency, LinkType, Plan, PlanTask

MONDAY = date(2026, 11, 23)


def november(day: int) -> date:
    return date(2026, 11, day)


def test_a_chain_names_links_and_the_leave_that_was_waited_for() -> None:
    leave = (CalendarException(november(26), False, "年假", is_leave=True),)
    tasks = (PlanTask("a", duration=3), PlanTask("b", duration=1, assignee_ids=("lilei",)), PlanTask("c", duration=1))
    links = (Dependency("a", "b"), Dependency("b", "c"))
    plan = Plan(MONDAY, tasks, links, member_calendars={"lilei": WorkCalendar().with_exceptions(leave)})

    assert why(schedule(plan), "c") == (
        Reason(
            "c",
            november(30),
            november(30),
            Driver(DriverKind.DEPENDENCY, "b"),
            link=links[1],
            waited=(FreeDay(november(28)), FreeDay(november(29))),
        ),
        Reason(
            "b",
            november(27),
            november(27),
            Driver(DriverKind.DEPENDENCY, "a"),
            link=links[0],
            waited=(FreeDay(november(26), "年假", is_leave=True),),
        ),
        Reason("a", november(23), november(25), Driver(DriverKind.PROJECT_START)),
    )


def test_a_holiday_within_a_task_is_named() -> None:
    plan = Plan(date(2026, 9, 29), (PlanTask("a", duration=3),), calendar=chinese_calendar())

    (reason,) = why(schedule(plan), "a")

    assert reason.planned_finish == date(2026, 10, 8)
    assert reason.interrupted == tuple(FreeDay(date(2026, 10, day), "国庆节") for day in range(1, 8))


def test_a_constraint_ends_the_chain() -> None:
    held = PlanTask("a", duration=1, constraint=ConstraintType.START_NO_EARLIER_THAN, constraint_on=november(27))

    (reason,) = why(schedule(Plan(MONDAY, (held,))), "a")

    assert reason.driver == Driver(DriverKind.CONSTRAINT)
    assert (reason.constraint, reason.constraint_on) == (ConstraintType.START_NO_EARLIER_THAN, november(27))


def test_a_chain_goes_through_summaries() -> None:
    tasks = (
        PlanTask("phase"),
        PlanTask("short", duration=1, parent_id="phase"),
        PlanTask("long", duration=2, parent_id="phase"),
        PlanTask("next"),
        PlanTask("inner", duration=1, parent_id="next"),
    )
    plan = Plan(MONDAY, tasks, (Dependency("phase", "next"),))

    chain = why(schedule(plan), "inner")

    assert [(reason.task_id, reason.driver) for reason in chain] == [
        ("inner", Driver(DriverKind.SUMMARY, "next")),
        ("next", Driver(DriverKind.DEPENDENCY, "phase")),
        ("phase", Driver(DriverKind.SUBTASKS, "long")),
        ("long", Driver(DriverKind.PROJECT_START)),
    ]


def test_the_link_says_which_end_is_waited_for() -> None:
    link = Dependency("a", "b", LinkType.SS)
    plan = Plan(MONDAY, (PlanTask("a", duration=3, fixed_start=november(24)), PlanTask("b", duration=1)), (link,))

    chain = why(schedule(plan), "b")

    assert [(one.task_id, one.driver.kind, one.link) for one in chain] == [
        ("b", DriverKind.DEPENDENCY, link),
        ("a", DriverKind.FIXED_START, None),
    ]
