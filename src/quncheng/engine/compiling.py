"""Compiles a plan into a network: refuses what cannot be scheduled, and orders what can."""

from collections.abc import Sequence
from itertools import chain
from operator import attrgetter

from quncheng.engine.calendar import WorkCalendar
from quncheng.engine.errors import DependencyCycle, DuplicateDependency, SummaryLinkRefused, UnknownPlanTask
from quncheng.engine.holding import to_duration, to_hold
from quncheng.engine.minutes import MINUTES_OF_DAY, WorkMinutes, to_minute
from quncheng.engine.network import LOWEST, Crossing, Hold, Network
from quncheng.engine.types import NO_LAG, ConstraintType, Dependency, Direction, Lag, LagUnit, LinkType, Plan, PlanTask

_ELAPSED = (LagUnit.ELAPSED_DAY, LagUnit.ELAPSED_HOUR, LagUnit.ELAPSED_PERCENT)
_TO_FINISH = (LinkType.FF, LinkType.SF)
# A member of an enumeration costs more to look up than to compare.
_FS, _SS, _FF, _DAY = LinkType.FS, LinkType.SS, LinkType.FF, LagUnit.DAY


def compile_plan(plan: Plan) -> Network:
    """Raises UnknownPlanTask, DuplicateDependency, SummaryLinkRefused, DependencyCycle, InvalidDuration, MissingMoment.

    A task that names a calendar nobody knows follows the project's.
    """
    clocks = Clocks(plan)
    network = _compile_tasks(plan, clocks)
    _add_summaries(network)
    _add_links(network)
    _add_gates(network)
    network.order = _order(network)
    network.rank = [0] * len(network.order)
    for rank, node in enumerate(network.order):
        network.rank[node] = rank
    network.is_special = bytearray(len(network.order))
    for node in chain(network.crossings, network.holds, network.children):
        network.is_special[node] = 1
    return network


class Clocks:
    """Which calendar rules a task: its own, else its first assignee's, else the project's."""

    def __init__(self, plan: Plan) -> None:
        self.calendars = [plan.calendar]
        self.by_calendar = {name: self._number(calendar) for name, calendar in plan.calendars.items()}
        self.by_member = {name: self._number(calendar) for name, calendar in plan.member_calendars.items()}

    def of(self, task: PlanTask) -> int:
        """The number of the task's clock."""
        if task.calendar_id is not None:
            return self.by_calendar.get(task.calendar_id, 0)
        return self.by_member.get(task.assignee_ids[0], 0) if task.assignee_ids else 0

    def _number(self, calendar: WorkCalendar) -> int:
        # Only the project's is compared day by day: the calendars of hundreds of people are told apart by being others.
        for number, known in enumerate(self.calendars):
            if known is calendar or (number == 0 and known == calendar):
                return number
        self.calendars.append(calendar)
        return len(self.calendars) - 1


def _compile_tasks(plan: Plan, clocks: Clocks) -> Network:
    tasks, direction = plan.tasks, plan.direction
    position = {task.id: node for node, task in enumerate(tasks)}
    working = [calendar.minutes for calendar in clocks.calendars]
    is_forward = direction is Direction.FORWARD
    clock_of = list(map(clocks.of, tasks)) if len(working) > 1 else [0] * len(tasks)
    durations: list[int] = []
    holds: dict[int, Hold] = {}
    for node, task in enumerate(tasks):
        clock = working[clock_of[node]]
        duration = to_duration(task, clock)
        durations.append(duration)
        if is_forward and _placing(task) == _NOTHING:
            continue
        hold = to_hold(task, clock, duration=duration, direction=direction)
        if hold is not None:
            holds[node] = hold
    begin = to_minute(plan.starts_on, is_end=False)
    begins = [clock.until(begin) for clock in working]
    return Network(
        plan=plan,
        position=position,
        calendars=clocks.calendars,
        clocks=working,
        begins=begins,
        clock_of=clock_of,
        durations=durations,
        floors=[begins[number] for number in clock_of],
        incoming=[[] for _ in tasks],
        crossings={},
        successors=[[] for _ in tasks],
        links={},
        holds=holds,
        children={},
        gates={},
        order=[],
    )


def is_free(task: PlanTask) -> bool:
    """Whether links alone say where the task is, in a plan scheduled from its start."""
    return _placing(task) == _NOTHING


# What besides links can place a task; read at once, which is faster than one by one.
_placing = attrgetter("constraint", "fixed_start", "actual_start", "actual_finish", "deadline", "fixed_finish")
_NOTHING = (None, None, None, None, None, None)


def _add_summaries(network: Network) -> None:
    for node, task in enumerate(network.plan.tasks):
        if task.parent_id is None:
            continue
        parent = network.position.get(task.parent_id)
        if parent is None:
            raise UnknownPlanTask(task_id=task.parent_id)
        network.children.setdefault(parent, []).append(node)
        network.successors[node].append(parent)
    for summary in network.children:
        hold = network.holds.pop(summary, None)
        network.durations[summary] = 0
        if hold is None:
            continue
        # A summary is where its subtasks are; of its own it can hold them back, and be late.
        if network.plan.tasks[summary].constraint is ConstraintType.START_NO_EARLIER_THAN:
            network.holds[_gate(network, summary)] = Hold(at_least=hold.at_least)
        network.holds[summary] = Hold(late_finish=hold.late_finish, deadline=hold.deadline)


def _add_links(network: Network) -> None:
    position, links, count = network.position, network.links, network.size
    successors, children, clock_of = network.successors, network.children, network.clock_of
    incoming, floors, durations = network.incoming, network.floors, network.durations
    is_one_clock, workdays = len(network.clocks) == 1, [clock.day for clock in network.clocks]
    held_back: list[int] = []
    for link in network.plan.dependencies:
        try:
            before, after = position[link.predecessor_id], position[link.successor_id]
        except KeyError as unknown:
            raise UnknownPlanTask(task_id=unknown.args[0]) from None
        links[before * count + after] = link
        if children and (before in children or after in children):
            after = _summary_end(network, link, before=before, after=after)
        successors[before].append(after)
        kind, lag = link.type, link.lag
        if kind is _FF:
            held_back.append(after)
        else:
            floors[after] = LOWEST
        # The common links are written here, because a large plan has a hundred thousand of them.
        if lag is NO_LAG:
            minutes = 0
        elif lag.unit is _DAY:
            minutes = round(lag.amount * workdays[clock_of[after]])
        else:
            add_bound(network, link, before=before, after=after)
            continue
        if not is_one_clock and clock_of[before] != clock_of[after]:
            add_bound(network, link, before=before, after=after)
        elif kind is _FS:
            incoming[after].append((before + before + 1, minutes))
        elif kind is _SS:
            incoming[after].append((before + before, minutes))
        else:
            incoming[after].append((before + before + (kind is _FF), minutes - durations[after]))
    for node in held_back:
        floors[node] = network.begins[clock_of[node]]
    if len(links) < len(network.plan.dependencies):
        _refuse_duplicate(network.plan)


def _refuse_duplicate(plan: Plan) -> None:
    seen: set[tuple[str, str]] = set()
    for link in plan.dependencies:
        if (link.predecessor_id, link.successor_id) in seen:
            raise DuplicateDependency(predecessor_id=link.predecessor_id, successor_id=link.successor_id)
        seen.add((link.predecessor_id, link.successor_id))


def add_bound(network: Network, link: Dependency, *, before: int, after: int) -> None:
    """What the link means for the start of the node after it."""
    clock = network.clocks[network.clock_of[after]]
    lag = to_lag(link.lag, clock, duration=network.durations[before])
    is_elapsed = link.lag.unit in _ELAPSED and lag != 0
    end = 2 * before + (link.type is _FS or link.type is _FF)
    holds_finish = link.type in _TO_FINISH
    if is_elapsed or network.clock_of[before] != network.clock_of[after]:
        network.crossings.setdefault(after, []).append(Crossing(end, lag, is_elapsed, holds_finish))
    else:
        network.incoming[after].append((end, lag - network.durations[after] if holds_finish else lag))


def to_lag(lag: Lag, clock: WorkMinutes, *, duration: int) -> int:
    """Minutes; working ones of the successor's calendar unless the unit is elapsed."""
    if lag.unit is _DAY:
        return round(lag.amount * clock.day)
    if lag.unit is LagUnit.ELAPSED_DAY:
        return round(lag.amount * MINUTES_OF_DAY)
    if lag.unit in (LagUnit.HOUR, LagUnit.ELAPSED_HOUR):
        return round(lag.amount * 60)
    return round(lag.amount * duration / 100)


def _summary_end(network: Network, link: Dependency, *, before: int, after: int) -> int:
    """The node at which the successor waits."""
    for inner, outer in ((before, after), (after, before)):
        if outer in _ancestors(network, inner):
            raise SummaryLinkRefused(predecessor_id=link.predecessor_id, successor_id=link.successor_id)
    if after not in network.children:
        return after
    if link.type in _TO_FINISH:
        raise SummaryLinkRefused(predecessor_id=link.predecessor_id, successor_id=link.successor_id)
    return _gate(network, after)


def _ancestors(network: Network, node: int) -> list[int]:
    found: list[int] = []
    parent_id = network.plan.tasks[node].parent_id
    while parent_id is not None and (parent := network.position[parent_id]) not in found:
        found.append(parent)
        parent_id = network.plan.tasks[parent].parent_id
    return found


def _gate(network: Network, summary: int) -> int:
    """Where the subtasks of the summary wait."""
    gate = network.gates.get(summary)
    if gate is None:
        gate = network.gates[summary] = len(network.incoming)
        network.incoming.append([])
        network.successors.append([])
        network.durations.append(0)
        network.clock_of.append(network.clock_of[summary])
        network.floors.append(network.begins[network.clock_of[summary]])
    return gate


def _add_gates(network: Network) -> None:
    """Let every task within a summary wait at the gate nearest to it."""
    if not network.gates:
        return
    for task in range(network.size):
        node = network.gates.get(task, task)
        if task in network.children and node == task:
            continue
        gate = next((network.gates[one] for one in _ancestors(network, task) if one in network.gates), None)
        if gate is None:
            continue
        network.successors[gate].append(node)
        if not network.incoming[node] and node not in network.crossings:
            network.floors[node] = LOWEST
        if network.clock_of[gate] == network.clock_of[node]:
            network.incoming[node].append((2 * gate, 0))
        else:
            network.crossings.setdefault(node, []).append(Crossing(2 * gate, 0, is_elapsed=False, holds_finish=False))


def _order(network: Network) -> list[int]:
    successors = network.successors
    waiting = [0] * len(successors)
    for after in chain.from_iterable(successors):
        waiting[after] += 1
    order = [node for node, count in enumerate(waiting) if count == 0]
    for node in order:
        for after in successors[node]:
            waiting[after] -= 1
            if waiting[after] == 0:
                order.append(after)
    if len(order) < len(successors):
        cycle = _find_cycle(network, waiting)
        tasks = [network.plan.tasks[node] for node in cycle]
        raise DependencyCycle([task.id for task in tasks], [task.title for task in tasks])
    return order


def _find_cycle(network: Network, waiting: Sequence[int]) -> list[int]:
    """The tasks that wait for each other, in the order of the links, each once."""
    before: dict[int, int] = {}
    for node, afters in enumerate(network.successors):
        if waiting[node]:
            before.update((after, node) for after in afters if waiting[after])
    # A node that still waits has a predecessor that still waits: walking backwards must come round.
    node = next(node for node, count in enumerate(waiting) if count > 0)
    path: list[int] = []
    visited: set[int] = set()
    while node not in visited:
        visited.add(node)
        path.append(node)
        node = before[node]
    cycle = path[path.index(node) :]
    cycle.reverse()
    return list(dict.fromkeys(network.task_node(one) for one in cycle))
