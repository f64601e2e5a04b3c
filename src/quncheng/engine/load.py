"""Who has how much to do on which day, and where that is more than the day has."""

from collections.abc import Collection, Iterator
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
    minutes: dict[tuple[str, int], int] = {}
    for node, task in enumerate(schedule.plan.tasks):
        if not task.assignee_ids or task.actual_finish is not None or node in schedule.network.children:
            continue
        for member_id in task.assignee_ids:
            if member_ids is None or member_id in member_ids:
                for ordinal, share in _spread(schedule, node, member_id):
                    key = (member_id, ordinal)
                    minutes[key] = minutes.get(key, 0) + share
    return tuple(
        DayLoad(member_id, date.fromordinal(ordinal), load, member_clock(schedule, member_id).of_day(ordinal))
        for (member_id, ordinal), load in sorted(minutes.items())
    )


def overloads(schedule: Schedule, member_ids: Collection[str] | None = None) -> tuple[DayLoad, ...]:
    """The days on which somebody has more to do than the day has."""
    return tuple(load for load in day_loads(schedule, member_ids) if load.minutes > load.capacity)


def new_overloads(impact: Impact) -> tuple[DayLoad, ...]:
    """The overloads a change makes or makes worse, of the people whose tasks it touches."""
    member_ids = frozenset(impact.affected_assignee_ids)
    if not member_ids:
        return ()
    before = {(load.member_id, load.on): load.minutes_over for load in overloads(impact.before, member_ids)}
    after = overloads(impact.after, member_ids)
    return tuple(load for load in after if load.minutes_over > before.get((load.member_id, load.on), 0))


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
