"""The expected layer beside the plan: what is done stays, what remains comes after the status date and moves others."""

from quncheng.engine.answer import Schedule
from quncheng.engine.holding import shown_moment, to_start
from quncheng.engine.minutes import to_days, to_minute
from quncheng.engine.network import LOWEST, Hold, Network
from quncheng.engine.placing import Placement
from quncheng.engine.results import ExpectedTask, Forecast
from quncheng.engine.timing import project_finish
from quncheng.engine.types import Moment, PlanTask


def forecast(planned: Schedule, *, status_at: Moment | None = None) -> Forecast:
    """Where everything will be as far as is known at the status date, which is the plan's unless another is given."""
    known_until = status_at or planned.plan.status_at
    now = None if known_until is None else to_minute(known_until, is_end=True)
    placement = _expect(planned, now)
    calendar, tasks = planned.plan.calendar, dict[str, ExpectedTask]()
    for node, task in enumerate(planned.plan.tasks):
        first, last = to_days((placement.moment_of_start(node), placement.moment_of_finish(node)))
        _, planned_last = planned.dates_of(node)
        variance = calendar.workday_number(last) - calendar.workday_number(planned_last)
        tasks[task.id] = ExpectedTask(task.id, first, last, variance)
    finish = project_finish(placement)
    expected = None if finish is None else to_days((finish, finish))[1]
    moved = 0
    if expected is not None and planned.planned_finish is not None:
        moved = calendar.workday_number(expected) - calendar.workday_number(planned.planned_finish)
    return Forecast(tasks, expected, planned.planned_finish, moved)


def _expect(planned: Schedule, now: int | None) -> Placement:
    network = planned.network
    floors, holds = network.floors[:], dict[int, Hold]()
    earliest = [LOWEST if now is None else clock.until(now) for clock in network.clocks]
    for node, task in enumerate(network.plan.tasks):
        if node in network.children:
            continue
        start, status = planned.placement.ends[2 * node], earliest[network.clock_of[node]]
        hold = _known(network, node, task=task, planned_start=start, status=status)
        if hold is not None:
            holds[node] = hold
        floors[node] = max(start, status)
    return Placement(network, floors=floors, holds=holds).place_all()


def _known(network: Network, node: int, *, task: PlanTask, planned_start: int, status: int) -> Hold | None:
    """What has been reported of a task; None where only its links and the plan are known."""
    clock, duration = network.clock(node), network.durations[node]
    if task.actual_finish is not None:
        shown = shown_moment(task.actual_finish, clock, is_end=True)
        finish = clock.until(shown)
        start = finish - duration if task.actual_start is None else min(finish, _begun(task, network, node))
        return Hold(start=start, finish=finish, shown_start=shown if task.is_milestone else None, shown_finish=shown)
    begun = _begun(task, network, node) if _has_begun(task) else None
    if task.forecast_finish is not None:
        # A forecast that has passed without the task being done is no longer one.
        finish = max(clock.until(to_minute(task.forecast_finish, is_end=True)), status)
        start = min(max(planned_start, status, finish - duration), finish) if begun is None else min(begun, finish)
        return Hold(start=start, finish=finish)
    if begun is None:
        return None
    done = round(duration * task.percent_complete / 100)
    return Hold(start=begun, finish=max(begun + done, status) + duration - done)


def _has_begun(task: PlanTask) -> bool:
    is_placed = task.fixed_start is not None and not task.is_manual
    return task.actual_start is not None or is_placed or task.percent_complete > 0


def _begun(task: PlanTask, network: Network, node: int) -> int:
    moment = task.actual_start or task.fixed_start
    return network.floors[node] if moment is None else network.clock(node).until(to_start(moment, task))
