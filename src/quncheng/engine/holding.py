"""What besides links says where a task is: constraints, deadlines, facts, and dates kept by hand."""

from datetime import datetime

from quncheng.engine.errors import InvalidDuration, MissingMoment
from quncheng.engine.minutes import WorkMinutes, to_minute
from quncheng.engine.network import Hold
from quncheng.engine.types import ConstraintType, Direction, Moment, PlanTask

LATE_BY_ITSELF = (None, ConstraintType.AS_LATE_AS_POSSIBLE)
_FREE = (None, ConstraintType.AS_SOON_AS_POSSIBLE, ConstraintType.AS_LATE_AS_POSSIBLE)


def to_duration(task: PlanTask, clock: WorkMinutes) -> int:
    """Working minutes. Raises InvalidDuration."""
    if task.is_milestone:
        return 0
    duration = task.duration
    if duration is None:
        return clock.day
    minutes = round(duration * clock.day)
    if minutes <= 0:
        raise InvalidDuration(task_id=task.id, title=task.title)
    return minutes


def to_hold(task: PlanTask, clock: WorkMinutes, *, duration: int, direction: Direction) -> Hold | None:
    """None for a task that follows its links alone. Raises MissingMoment."""
    hold = _placed(task, clock, duration)
    is_backward = direction is Direction.BACKWARD
    is_late = task.constraint is ConstraintType.AS_LATE_AS_POSSIBLE or (is_backward and task.constraint is None)
    if hold is None:
        if task.constraint not in _FREE:
            hold = _constrained(task, clock, duration=duration, is_backward=is_backward)
            hold.is_late = is_backward
        elif is_late:
            hold = Hold(is_late=True)
    if task.deadline is not None:
        hold = hold or Hold()
        hold.deadline = to_minute(task.deadline, is_end=True)
        latest = clock.until(hold.deadline)
        hold.late_finish = latest if hold.late_finish is None else min(hold.late_finish, latest)
    return hold


def to_start(moment: Moment, task: PlanTask) -> int:
    """The moment of a start; the day a milestone is held to is the day it happens on, so it sits at that day's end."""
    return to_minute(moment, is_end=task.is_milestone)


def _placed(task: PlanTask, clock: WorkMinutes, duration: int) -> Hold | None:
    """Where a fact or a hand has put the task; what is planned is stronger than what has happened."""
    if task.fixed_start is not None or (task.is_manual and task.fixed_finish is not None):
        start, finish = task.fixed_start, task.fixed_finish
    elif task.actual_finish is not None and (task.is_milestone or task.actual_start is None):
        start, finish = None, task.actual_finish
    elif task.actual_start is not None:
        start, finish = task.actual_start, task.actual_finish
    else:
        return None
    hold = Hold(is_finished=task.actual_finish is not None)
    if finish is not None:
        hold.shown_finish = shown_moment(finish, clock, is_end=True)
        hold.finish = clock.until(hold.shown_finish)
    if start is not None:
        hold.shown_start = shown_moment(start, clock, is_end=task.is_milestone)
        hold.start = clock.until(hold.shown_start)
    elif hold.finish is not None:
        hold.start = hold.finish - duration
    if task.is_milestone:
        hold.finish, hold.shown_finish = hold.start, hold.shown_start or hold.shown_finish
        hold.shown_start = hold.shown_finish
    elif hold.start is not None and hold.finish is not None:
        hold.start = min(hold.start, hold.finish)
    is_as_given = task.is_manual or task.is_milestone or task.fixed_start is None
    if not is_as_given:
        hold.shown_start = hold.shown_finish = None
    return hold


def shown_moment(moment: Moment, clock: WorkMinutes, *, is_end: bool) -> int:
    """The moment as given; of a workday that was named without a time, the beginning or the end of its work."""
    minute = to_minute(moment, is_end=is_end)
    if isinstance(moment, datetime) or not clock.of_day(moment.toordinal()):
        return minute
    return clock.finish(clock.until(minute)) if is_end else clock.start(clock.until(minute))


def _constrained(task: PlanTask, clock: WorkMinutes, *, duration: int, is_backward: bool) -> Hold:
    if task.constraint_on is None:
        raise MissingMoment(task_id=task.id, title=task.title)
    holds_start = task.constraint in _OF_START
    shown = shown_moment(task.constraint_on, clock, is_end=task.is_milestone or not holds_start)
    start = clock.until(shown) - (0 if holds_start else duration)
    hold = Hold()
    if holds_start or task.is_milestone:
        hold.shown_start = shown
    if not holds_start or task.is_milestone:
        hold.shown_finish = shown
    if task.constraint in _EXACT:
        hold.start, hold.late_finish, hold.is_late_exact = start, start + duration, True
    elif task.constraint in _EARLIEST:
        hold.at_least = start
        hold.late_start_at_least = start if is_backward else None
    else:
        hold.at_most, hold.late_finish = start, start + duration
    # A task that works begins and ends in working time, whatever moment was named; only an event may lie outside.
    if not task.is_milestone:
        hold.shown_start = hold.shown_finish = None
    return hold


_OF_START = frozenset(
    {ConstraintType.START_NO_EARLIER_THAN, ConstraintType.START_NO_LATER_THAN, ConstraintType.MUST_START_ON}
)
_EXACT = frozenset({ConstraintType.MUST_START_ON, ConstraintType.MUST_FINISH_ON})
_EARLIEST = frozenset({ConstraintType.START_NO_EARLIER_THAN, ConstraintType.FINISH_NO_EARLIER_THAN})
