"""Use cases about who has too much to do: the load of a plan, and proposals that take turns at it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from quncheng.engine.answer import Schedule
from quncheng.engine.levelling.proposals import level_with_price, level_within_float
from quncheng.engine.levelling.search import Effort
from quncheng.engine.load import day_loads, member_clock, overloads
from quncheng.features.people import service as people
from quncheng.features.plans import impacts
from quncheng.features.plans.errors import SpanInvalid
from quncheng.features.plans.levelling import PlanLevelling, Wait
from quncheng.features.plans.types import DayLoad, Levelling, LevellingKind, MemberLoad, WaitingTask
from quncheng.features.projects import service as projects
from quncheng.features.projects.types import Access
from quncheng.features.tasks import planning, queries, writing
from quncheng.features.tasks.types import TaskChanges
from quncheng.runtime.db import Session

LONGEST_LOAD = 400
"""Days told at once."""
_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Posed:
    """The schedule to level, out of the transaction; nobody changes it."""

    schedule: Schedule
    today: date


@dataclass(frozen=True, slots=True)
class Found:
    """What levelling would have wait, before the plan has been asked what that means."""

    kind: LevellingKind
    waits: tuple[Wait, ...]


def read_loads(session: Session, access: Access, *, first_on: date, last_on: date) -> tuple[MemberLoad, ...]:
    """Everybody with work in these days, the busiest first, day by day. Raises SpanInvalid."""
    if not 0 <= (last_on - first_on).days < LONGEST_LOAD:
        raise SpanInvalid(most=LONGEST_LOAD)
    project = projects.get_project(session, access.project_id)
    schedule = planning.get_plan(session, project).prepared.schedule()
    minutes: dict[str, dict[date, int]] = {}
    for load in day_loads(schedule):
        if first_on <= load.on <= last_on:
            minutes.setdefault(load.member_id, {})[load.on] = load.minutes
    found = [_member_load(schedule, member_id, days, first_on, last_on) for member_id, days in minutes.items()]
    return tuple(sorted(found, key=lambda one: (-one.minutes_over, -one.minutes, one.member_id)))


def _member_load(
    schedule: Schedule, member_id: str, minutes: dict[date, int], first_on: date, last_on: date
) -> MemberLoad:
    clock = member_clock(schedule, member_id)
    listed = [first_on + count * _ONE_DAY for count in range((last_on - first_on).days + 1)]
    days = tuple(
        DayLoad(on, minutes.get(on, 0), capacity)
        for on in listed
        if (capacity := clock.of_day(on.toordinal())) or minutes.get(on)
    )
    return MemberLoad(
        member_id,
        days,
        sum(day.minutes for day in days),
        sum(day.capacity for day in days),
        sum(max(day.minutes - day.capacity, 0) for day in days),
    )


def pose(session: Session, access: Access) -> Posed:
    """What `level` works on; the plan is read here and searched elsewhere, outside of the transaction."""
    project = projects.get_project(session, access.project_id)
    return Posed(planning.get_plan(session, project).prepared.schedule(), people.local_now(session).date())


def level(
    posed: Posed, *, should_stop: Callable[[], bool], should_stop_floats: Callable[[], bool]
) -> tuple[Found, ...]:
    """Proposals: within the floats, at no cost of dates; then without overload, at the least cost that was found."""
    levelling = PlanLevelling(posed.schedule, today=posed.today)
    within = level_within_float(
        levelling.problem, levelling.total_floats, effort=Effort(should_stop=should_stop_floats)
    )
    found = [Found(LevellingKind.WITHIN_FLOAT, levelling.waits(within))]
    if within.overloads:
        priced = level_with_price(levelling.problem, effort=Effort(should_stop=should_stop))
        found.append(Found(LevellingKind.WITH_PRICE, levelling.waits(priced)))
    return tuple(one for one in found if one.waits)


def tell_levelling(session: Session, access: Access, found: Sequence[Found]) -> tuple[Levelling, ...]:
    """The proposals with what they would do to the plan as it is now."""
    task_ids = tuple({wait.task_id for one in found for wait in one.waits})
    tasks = {task.id: task for task in queries.list_by_ids(session, task_ids)}
    project = projects.get_project(session, access.project_id)
    plan = planning.get_plan(session, project)
    today = people.local_now(session).date()
    told: list[Levelling] = []
    for one in found:
        waits = [wait for wait in one.waits if wait.task_id in tasks]
        edits = [(tasks[wait.task_id], TaskChanges(not_before=wait.not_before)) for wait in waits]
        impact = plan.prepared.dry_run(writing.plan_change(session, plan, edits))
        told.append(
            Levelling(
                kind=one.kind,
                waits=tuple(_waiting(wait) for wait in waits),
                impact=impacts.to_plan_impact(plan, impact, planned_finish=project.planned_finish),
                minutes_over_before=_minutes_over(impact.before, today),
                minutes_over_after=_minutes_over(impact.after, today),
            )
        )
    return tuple(told)


def _minutes_over(schedule: Schedule, today: date) -> int:
    return sum(load.minutes_over for load in overloads(schedule) if load.on >= today)


def _waiting(wait: Wait) -> WaitingTask:
    return WaitingTask(wait.task_id, wait.not_before, wait.first_on, wait.last_on, wait.because_of)
