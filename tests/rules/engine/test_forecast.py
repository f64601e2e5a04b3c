"""The expected layer: what is done stays, what remains comes after the status date, the plan is not touched."""

from datetime import date

import pytest

from quncheng.engine.forecast import forecast
from quncheng.engine.results import ExpectedTask, Forecast
from quncheng.engine.schedule import schedule
from quncheng.engine.types import Dependency, Plan, PlanTask

MONDAY = date(2026, 11, 23)


def november(day: int) -> date:
    return date(2026, 11, day)


def _forecast(first: PlanTask, *, status: date, second: PlanTask | None = None) -> Forecast:
    """Of four days of work from Monday to Thursday, and two on Friday and Monday that wait for them."""
    tasks = (first, second or PlanTask("b", duration=2), PlanTask("m", is_milestone=True))
    plan = Plan(MONDAY, tasks, (Dependency("a", "b"), Dependency("b", "m")), status_at=status)
    return forecast(schedule(plan))


def _days(result: Forecast, task_id: str) -> tuple[int, int]:
    """Days of November; the first of December is the 31st."""
    task = result.tasks[task_id]
    return (task.forecast_start - november(1)).days + 1, (task.forecast_finish - november(1)).days + 1


@pytest.mark.parametrize(
    ("percent", "status", "first", "second"),
    [
        (0, 22, (23, 26), (27, 30)),
        (50, 24, (23, 26), (27, 30)),
        (50, 25, (23, 27), (30, 31)),
        (75, 24, (23, 26), (27, 30)),
        (25, 27, (23, 32), (33, 34)),
    ],
)
def test_what_remains_comes_after_the_status_date(
    percent: float, status: int, first: tuple[int, int], second: tuple[int, int]
) -> None:
    begun = PlanTask("a", duration=4, actual_start=MONDAY, fixed_start=MONDAY, percent_complete=percent)

    result = _forecast(begun, status=november(status))

    assert (_days(result, "a"), _days(result, "b"), _days(result, "m")) == (first, second, (second[1], second[1]))


def test_the_plan_and_what_is_expected_stand_side_by_side() -> None:
    begun = PlanTask("a", duration=4, actual_start=MONDAY, fixed_start=MONDAY, percent_complete=50)

    result = _forecast(begun, status=november(25))

    assert result.tasks["m"] == ExpectedTask("m", date(2026, 12, 1), date(2026, 12, 1), 1)
    assert (result.planned_finish, result.forecast_finish, result.finish_workdays) == (
        november(30),
        date(2026, 12, 1),
        1,
    )


def test_what_has_not_begun_begins_after_the_status_date() -> None:
    assert _days(_forecast(PlanTask("a", duration=4), status=november(24)), "a") == (25, 30)


def test_early_work_does_not_pull_its_successors_before_their_plan() -> None:
    done = PlanTask("a", duration=4, actual_start=MONDAY, actual_finish=november(24), fixed_start=MONDAY)

    result = _forecast(done, status=november(24))

    assert (_days(result, "a"), _days(result, "b")) == ((23, 24), (27, 30))
    assert (result.tasks["a"].variance_workdays, result.finish_workdays) == (-2, 0)


def test_late_work_moves_its_successors() -> None:
    done = PlanTask("a", duration=4, actual_start=MONDAY, actual_finish=november(30), fixed_start=MONDAY)

    assert _days(_forecast(done, status=november(30)), "b") == (31, 32)


def test_what_the_member_expects_holds_and_moves_the_rest() -> None:
    begun = PlanTask("a", duration=4, actual_start=MONDAY, percent_complete=10, forecast_finish=november(30))
    result = _forecast(begun, status=november(24))
    assert (_days(result, "a"), _days(result, "b")) == ((23, 30), (31, 32))

    later = PlanTask("b", duration=2, forecast_finish=date(2026, 12, 4))
    result = _forecast(PlanTask("a", duration=4), status=november(22), second=later)
    assert (_days(result, "b"), _days(result, "m")) == ((33, 34), (34, 34))


def test_a_forecast_that_has_passed_is_the_status_date() -> None:
    begun = PlanTask("a", duration=4, actual_start=MONDAY, forecast_finish=november(25))

    assert _days(_forecast(begun, status=november(27)), "a") == (23, 27)


def test_without_a_status_date_nothing_is_late_by_itself() -> None:
    plan = Plan(MONDAY, (PlanTask("a", duration=4),))

    assert forecast(schedule(plan)).forecast_finish == november(26)
    assert forecast(schedule(plan), status_at=november(24)).forecast_finish == november(30)
