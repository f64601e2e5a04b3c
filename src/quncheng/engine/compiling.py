"""Compiles a plan into a network: refuses what cannot be scheduled, and orders what can."""

from collections.abc import Mapping, Sequence
from itertools import chain

from quncheng.engine.calendar import WorkCalendar
from quncheng.engine.errors import DependencyCycle, DuplicateDependency, SummaryLinkRefused, UnknownPlanTask
from quncheng.engine.holding import to_duration, to_hold
from quncheng.engine.minutes import MINUTES_OF_DAY, WorkMinutes, to_minute
from quncheng.engine.network import LOWEST, Crossing, Hold, Network
from quncheng.engine.types import NO_LAG, ConstraintType, Dependency, Direction, Lag, LagUnit, LinkType, Plan, PlanTask

_ELAPSED = frozenset({LagUnit.ELAPSED_DAY, LagUnit.ELAPSED_HOUR, LagUnit.ELAPSED_PERCENT})
_OF_START = frozenset({LinkType.SS, LinkType.SF})
_TO_FINISH = frozenset({LinkType.FF, LinkType.SF})


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
        self._plan = plan
        self.known = [plan.calendar]
        self._by_calendar: dict[str, int] = {}
        self._by_member: dict[str, int] = {}
        self.follows_project = not plan.calendars and not plan.member_calendars

    def of(self, task: PlanTask) -> int:
        """The number of the task's clock."""
        if task.calendar_id is not None:
            return self._number(task.calendar_id, self._plan.calendars, known=self._by_calendar)
        if task.assignee_ids and task.assignee_ids[0] in self._plan.member_calendars:
            return self._number(task.assignee_ids[0], self._plan.member_calendars, known=self._by_member)
        return 0

    def _number(self, name: str, calendars: Mapping[str, WorkCalendar], *, known: dict[str, int]) -> int:
        number = known.get(name)
        if number is None:
            calendar = calendars.get(name, self._plan.calendar)
            number = next((place for place, one in enumerate(self.known) if one is calendar or one == calendar), -1)
            if number < 0:
                number = len(self.known)
                self.known.append(calendar)
            known[name] = number
        return number


def _compile_tasks(plan: Plan, clocks: Clocks) -> Network:
    tasks, direction = plan.tasks, plan.direction
    position = {task.id: node for node, task in enumerate(tasks)}
    project = plan.calendar.minutes
    follows_project, is_forward = clocks.follows_project, direction is Direction.FORWARD
    clock_of = [0] * len(tasks)
    durations: list[int] = []
    holds: dict[int, Hold] = {}
    for node, task in enumerate(tasks):
        clock = project
        if not follows_project and (number := clocks.of(task)):
            clock_of[node] = number
            clock = clocks.known[number].minutes
        duration = to_duration(task, clock)
        durations.append(duration)
        if is_forward and is_free(task):
            continue
        hold = to_hold(task, clock, duration=duration, direction=direction)
        if hold is not None:
            holds[node] = hold
    working = [calendar.minutes for calendar in clocks.known]
    begin = to_minute(plan.starts_on, is_end=False)
    begins = [clock.until(begin) for clock in working]
    return Network(
        plan=plan,
        position=position,
        calendars=clocks.known,
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
    return (
        task.constraint is None
        and task.fixed_start is None
        and task.actual_start is None
        and task.actual_finish is None
        and task.deadline is None
        and not task.is_manual
    )


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
    incoming, floors = network.incoming, network.floors
    held_back: list[int] = []
    for link in network.plan.dependencies:
        before, after = position.get(link.predecessor_id), position.get(link.successor_id)
        if before is None or after is None:
            raise UnknownPlanTask(task_id=link.predecessor_id if before is None else link.successor_id)
        pair = before * count + after
        if pair in links:
            raise DuplicateDependency(predecessor_id=link.predecessor_id, successor_id=link.successor_id)
        links[pair] = link
        if children and (before in children or after in children):
            after = _summary_end(network, link, before=before, after=after)
        successors[before].append(after)
        kind, lag = link.type, link.lag
        if kind is LinkType.FS and lag is NO_LAG and clock_of[before] == clock_of[after]:
            incoming[after].append((2 * before + 1, 0))
            floors[after] = LOWEST
            continue
        add_bound(network, link, before=before, after=after)
        if kind is LinkType.FF:
            held_back.append(after)
        else:
            floors[after] = LOWEST
    for node in held_back:
        floors[node] = network.begins[clock_of[node]]


def add_bound(network: Network, link: Dependency, *, before: int, after: int) -> None:
    """What the link means for the start of the node after it."""
    clock = network.clocks[network.clock_of[after]]
    lag = to_lag(link.lag, clock, duration=network.durations[before])
    is_elapsed = link.lag.unit in _ELAPSED and lag != 0
    end = 2 * before + (link.type not in _OF_START)
    holds_finish = link.type in _TO_FINISH
    if is_elapsed or network.clock_of[before] != network.clock_of[after]:
        network.crossings.setdefault(after, []).append(Crossing(end, lag, is_elapsed, holds_finish))
    else:
        network.incoming[after].append((end, lag - network.durations[after] if holds_finish else lag))


def to_lag(lag: Lag, clock: WorkMinutes, *, duration: int) -> int:
    """Minutes; working ones of the successor's calendar unless the unit is elapsed."""
    if lag.unit is LagUnit.DAY:
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
