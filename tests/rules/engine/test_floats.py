"""Late dates, floats, the critical path and the ones next to it: textbook networks computed by hand."""

from datetime import date

import pytest

from quncheng.engine.answer import Schedule
from quncheng.engine.calendar import CalendarException, WorkCalendar
from quncheng.engine.paths import float_paths
from quncheng.engine.results import FloatPath, TaskFloat
from quncheng.engine.schedule import schedule
from quncheng.engine.types import Dependency, Lag, LinkType, Plan, PlanTask

MONDAY = date(2026, 11, 23)
DAY = 480


def _textbook() -> Schedule:
    durations = {"A": 3, "B": 4, "C": 6, "D": 5, "E": 4, "F": 2}
    links = (("A", "B"), ("A", "C"), ("B", "D"), ("C", "E"), ("D", "F"), ("E", "F"))
    tasks = tuple(PlanTask(name, duration=days) for name, days in durations.items())
    return schedule(Plan(MONDAY, tasks, tuple(Dependency(before, after) for before, after in links)))


def floats(result: Schedule) -> dict[str, tuple[float, float]]:
    """Total and free float in days."""
    found = {task_id: result.float_of(task_id) for task_id in result.tasks}
    return {task_id: (one.total_float_days, one.free_float_days) for task_id, one in found.items()}


def test_floats_of_the_textbook_network() -> None:
    result = _textbook()

    assert floats(result) == {"A": (0, 0), "B": (1, 0), "C": (0, 0), "D": (1, 1), "E": (0, 0), "F": (0, 0)}
    assert result.critical_ids() == ("A", "C", "E", "F")
    assert result.critical_ids(threshold=DAY) == ("A", "B", "C", "D", "E", "F")
    assert result.float_of("B") == TaskFloat(
        late_start=date(2026, 11, 27),
        late_finish=date(2026, 12, 2),
        total_float=DAY,
        free_float=0,
        total_float_days=1,
        free_float_days=0,
        is_critical=False,
    )


def test_the_critical_path_and_the_next_one() -> None:
    assert float_paths(_textbook(), 3) == (FloatPath(("A", "C", "E", "F"), 0), FloatPath(("B", "D"), DAY))
    assert float_paths(_textbook(), 1) == (FloatPath(("A", "C", "E", "F"), 0),)


def test_the_backward_pass_is_made_when_a_float_is_asked_for() -> None:
    result = _textbook()
    assert (result.planned_finish, result.conflicts) == (date(2026, 12, 11), ())
    assert "lateness" not in vars(result)

    result.float_of("A")

    assert "lateness" in vars(result)


@pytest.mark.parametrize(
    ("kind", "lag", "expected"),
    [
        # a: four days from Monday to Thursday; b: two days; c: five days, which end the project on Friday.
        (LinkType.FS, -2, {"a": (1, 0), "b": (1, 1), "c": (0, 0)}),
        (LinkType.SS, 1, {"a": (1, 0), "b": (2, 2), "c": (0, 0)}),
        (LinkType.SS, 3, {"a": (0, 0), "b": (0, 0), "c": (0, 0)}),
        (LinkType.FF, 0, {"a": (1, 0), "b": (1, 1), "c": (0, 0)}),
        (LinkType.FF, 1, {"a": (0, 0), "b": (0, 0), "c": (0, 0)}),
        (LinkType.SF, 3, {"a": (1, 0), "b": (2, 2), "c": (0, 0)}),
    ],
)
def test_floats_along_every_type_of_link(kind: LinkType, lag: int, expected: dict[str, tuple[float, float]]) -> None:
    tasks = (PlanTask("a", duration=4), PlanTask("b", duration=2), PlanTask("c", duration=5))

    assert floats(schedule(Plan(MONDAY, tasks, (Dependency("a", "b", kind, Lag(lag)),)))) == expected


def test_float_is_counted_in_the_days_of_the_one_who_works() -> None:
    # Between the end of a on Monday and the end of the project on Friday lilei works two days, others four.
    leave = tuple(CalendarException(date(2026, 11, day), False, is_leave=True) for day in (25, 26))
    tasks = (
        PlanTask("a", duration=1, assignee_ids=("lilei",)),
        PlanTask("b", duration=1),
        PlanTask("c", duration=5),
    )
    members = {"lilei": WorkCalendar().with_exceptions(leave)}

    result = floats(schedule(Plan(MONDAY, tasks, member_calendars=members)))

    assert result == {"a": (2, 2), "b": (4, 4), "c": (0, 0)}


def test_what_is_over_is_not_critical() -> None:
    tasks = (PlanTask("a", duration=5, actual_finish=date(2026, 11, 27)), PlanTask("b", duration=1))

    result = schedule(Plan(MONDAY, tasks, (Dependency("a", "b"),)))

    assert result.critical_ids() == ("b",)
