"""Plans for property tests: any mix of constraints and facts, links without a cycle."""

from datetime import date, timedelta

from hypothesis import settings
from hypothesis import strategies as st

from quncheng.engine.answer import Schedule
from quncheng.engine.minutes import to_datetime
from quncheng.engine.types import ConstraintType, Dependency, Lag, Plan, PlanTask

FIRST_DAY = date(2026, 11, 16)
# No deadline: a busy machine must not look like a mistake of ours.
sampled = settings(max_examples=80, deadline=None)

_days = st.integers(0, 40).map(lambda offset: FIRST_DAY + timedelta(days=offset))
_rarely = st.one_of(st.none(), st.none(), st.none(), _days)


@st.composite
def plans(draw: st.DrawFn) -> Plan:
    count = draw(st.integers(1, 12))
    tasks = tuple(draw(_task(str(index))) for index in range(count))
    pairs = st.tuples(st.integers(0, count - 1), st.integers(0, count - 1)).filter(lambda pair: pair[0] < pair[1])
    links = draw(st.lists(pairs, unique=True, max_size=20)) if count > 1 else []
    dependencies = tuple(Dependency(str(a), str(b), lag=Lag(draw(st.integers(-3, 3)))) for a, b in links)
    return Plan(draw(_days), tasks, dependencies)


@st.composite
def _task(draw: st.DrawFn, task_id: str) -> PlanTask:
    actual_start = draw(_rarely)
    not_before = draw(_rarely)
    is_finished = actual_start is not None and draw(st.booleans())
    return PlanTask(
        task_id,
        title=f"任务{task_id}",
        duration=draw(st.one_of(st.none(), st.integers(1, 8))),
        is_milestone=draw(st.integers(0, 4)) == 0,
        fixed_start=draw(_rarely),
        constraint=None if not_before is None else ConstraintType.START_NO_EARLIER_THAN,
        constraint_on=not_before,
        actual_start=actual_start,
        actual_finish=actual_start + timedelta(days=draw(st.integers(0, 9))) if actual_start and is_finished else None,
        assignee_ids=tuple(draw(st.lists(st.sampled_from("甲乙丙"), unique=True, max_size=2))),
    )


def dates(schedule: Schedule) -> dict[str, tuple[date, date]]:
    return {task.id: (task.planned_start, task.planned_finish) for task in schedule.tasks.values()}


def moments(schedule: Schedule) -> dict[str, tuple[int, int]]:
    """Start and finish of every task in minutes of the wall clock."""
    return {
        task.id: (
            task.planned_start.toordinal() * 1440 + task.planned_start_minute,
            task.planned_finish.toordinal() * 1440 + task.planned_finish_minute,
        )
        for task in schedule.tasks.values()
    }


def shown(schedule: Schedule, task_id: str) -> str:
    """``"11-23 09:00 → 11-25 18:00"``."""
    start, finish = moments(schedule)[task_id]
    return f"{to_datetime(start):%m-%d %H:%M} → {to_datetime(finish):%m-%d %H:%M}"
