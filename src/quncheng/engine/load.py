"""Who has how much to do on which day, and where that is more than the day has."""

from collections.abc import Collection, Iterable, Iterator
from datetime import date

from quncheng.engine.answer import Schedule
from quncheng.engine.impact import Impact
from quncheng.engine.minutes import MINUTES_OF_DAY, WorkMinutes
from quncheng.engine.results import DayLoad


def day_loads(schedule: Schedule, member_ids: Collection[str] | None = None) -> tuple[DayLoad, ...]:
    """The load of the members (all unless named) by member and day.

    The effort of a task, or its duration when nobody has estimated it, is shared alike by its assignees and spread
    evenly over what each of them works between its start and its finish. What is finished weighs nothing.
    """
    minutes = _minutes(schedule, range(len(schedule.plan.tasks)), member_ids)
    return tuple(_day_load(schedule, key, load) for key, load in sorted(minutes.items()))


def overloads(schedule: Schedule, member_ids: Collection[str] | None = None) -> tuple[DayLoad, ...]:
    """The days on which somebody has more to do than the day has."""
    return tuple(load for load in day_loads(schedule, member_ids) if load.minutes > load.capacity)


def new_overloads(impact: Impact) -> tuple[DayLoad, ...]:
    """The overloads a change makes or makes worse, of the people whose tasks it touches."""
    member_ids = frozenset(impact.affected_assignee_ids)
    if not member_ids:
        return ()
    if _has_other_hours(impact):
        before = {(load.member_id, load.on): load.minutes_over for load in overloads(impact.before, member_ids)}
        after = overloads(impact.after, member_ids)
        return tuple(load for load in after if load.minutes_over > before.get((load.member_id, load.on), 0))
    busier = _busier_days(impact)
    minutes = _minutes(impact.after, _nodes_on(impact.after, busier), member_ids) if busier else {}
    loads = (_day_load(impact.after, key, minutes[key]) for key in sorted(busier))
    return tuple(load for load in loads if load.minutes > load.capacity)


def _has_other_hours(impact: Impact) -> bool:
    """Whether what a day has changes, too, and so what tasks that stay ask of it."""
    before, after = impact.before.plan, impact.after.plan
    return before.calendar is not after.calendar or before.member_calendars is not after.member_calendars


def _busier_days(impact: Impact) -> frozenset[tuple[str, int]]:
    """Days of members on which the touched tasks ask for more than before; the others ask for what they did."""
    before = _minutes(impact.before, impact.touched_nodes(impact.before), None)
    after = _minutes(impact.after, impact.touched_nodes(impact.after), None)
    return frozenset(key for key, load in after.items() if load > before.get(key, 0))


def _nodes_on(schedule: Schedule, days: Collection[tuple[str, int]]) -> Iterator[int]:
    """The tasks of these members that reach into the time of these days."""
    member_ids = {member_id for member_id, _ in days}
    first, last = min(day for _, day in days), max(day for _, day in days)
    for node, task in enumerate(schedule.plan.tasks):
        if not member_ids.isdisjoint(task.assignee_ids):
            start, finish = schedule.moments_of(node)
            if start // MINUTES_OF_DAY <= last and finish // MINUTES_OF_DAY >= first:
                yield node


def _minutes(
    schedule: Schedule, nodes: Iterable[int], member_ids: Collection[str] | None
) -> dict[tuple[str, int], int]:
    """By member and day."""
    minutes: dict[tuple[str, int], int] = {}
    tasks, children = schedule.plan.tasks, schedule.network.children
    for node in nodes:
        task = tasks[node]
        if not task.assignee_ids or task.actual_finish is not None or node in children:
            continue
        for member_id in task.assignee_ids:
            if member_ids is None or member_id in member_ids:
                for ordinal, share in _spread(schedule, node, member_id):
                    key = (member_id, ordinal)
                    minutes[key] = minutes.get(key, 0) + share
    return minutes


def _day_load(schedule: Schedule, key: tuple[str, int], minutes: int) -> DayLoad:
    member_id, ordinal = key
    capacity = member_clock(schedule, member_id).of_day(ordinal)
    return DayLoad(member_id, date.fromordinal(ordinal), minutes, capacity)


def member_clock(schedule: Schedule, member_id: str) -> WorkMinutes:
    """The working time of a member: the project's, unless they have a calendar of their own."""
    return schedule.plan.member_calendars.get(member_id, schedule.plan.calendar).minutes


def _spread(schedule: Schedule, node: int, member_id: str) -> Iterator[tuple[int, int]]:
    """Days and minutes; the minutes add up to the member's part of the task."""
    task = schedule.plan.tasks[node]
    whole = schedule.network.durations[node] if task.effort is None else round(task.effort * 60)
    part = whole if task.effort is None else whole // len(task.assignee_ids)
    start, finish = schedule.moments_of(node)
    clock = member_clock(schedule, member_id)
    first, worked = clock.until(start), clock.until(finish) - clock.until(start)
    if not part:
        return
    if not worked:
        yield start // MINUTES_OF_DAY, part
        return
    given = 0
    for ordinal in range(start // MINUTES_OF_DAY, (finish - 1) // MINUTES_OF_DAY + 1):
        passed = min(clock.until((ordinal + 1) * MINUTES_OF_DAY), first + worked) - first
        share = part * passed // worked - given
        if share:
            given += share
            yield ordinal, share
