"""What a schedule could not satisfy: links, constraints and deadlines, each with the facts."""

from collections.abc import Iterable, Iterator

from quncheng.engine.compiling import to_lag
from quncheng.engine.holding import to_start
from quncheng.engine.minutes import to_minute
from quncheng.engine.network import Crossing
from quncheng.engine.placing import BY_HOLD, Placement
from quncheng.engine.results import Conflict, ConflictKind
from quncheng.engine.types import ConstraintType, Dependency, LinkType

_STARTS = frozenset(
    {ConstraintType.START_NO_EARLIER_THAN, ConstraintType.START_NO_LATER_THAN, ConstraintType.MUST_START_ON}
)
_NO_EARLIER = frozenset({ConstraintType.START_NO_EARLIER_THAN, ConstraintType.FINISH_NO_EARLIER_THAN})
_NO_LATER = frozenset({ConstraintType.START_NO_LATER_THAN, ConstraintType.FINISH_NO_LATER_THAN})


def find_conflicts(placement: Placement, nodes: Iterable[int]) -> Iterator[Conflict]:
    """Those of the nodes; only what is held by something else than links can contradict anything."""
    size = placement.network.size
    for node in nodes:
        if node < size and node in placement.holds:
            yield from _contradicted_links(placement, node)
            yield from _contradicted_constraint(placement, node)
            yield from _missed_deadline(placement, node)


def _contradicted_links(placement: Placement, node: int) -> Iterator[Conflict]:
    network, ends = placement.network, placement.ends
    if placement.drivers[node] != BY_HOLD:
        return
    tasks = network.plan.tasks
    kind = _kind(placement, node)
    for before, link in network.links_into(node):
        minutes = _bound(placement, node, before=before, link=link) - _held_end(ends, node, link=link)
        if minutes > 0:
            yield Conflict(kind, tasks[node].id, minutes, predecessor_id=tasks[before].id, link=link)
    for gate, bound in _gate_bounds(placement, node):
        if bound > ends[2 * node]:
            summary = tasks[network.summary_of(gate)]
            yield Conflict(kind, tasks[node].id, bound - ends[2 * node], predecessor_id=summary.id)


def _gate_bounds(placement: Placement, node: int) -> Iterator[tuple[int, int]]:
    """What the summary of a task waits for holds the task too."""
    network = placement.network
    for end, lag in network.incoming[node]:
        if end >= 2 * network.size:
            yield end >> 1, placement.ends[end] + lag
    for crossing in network.crossings.get(node, ()):
        if crossing.end >= 2 * network.size:
            yield crossing.end >> 1, placement.bound_of(node, crossing)


def _held_end(ends: list[int], node: int, *, link: Dependency) -> int:
    return ends[2 * node + 1] if link.type in (LinkType.FF, LinkType.SF) else ends[2 * node]


def _bound(placement: Placement, node: int, *, before: int, link: Dependency) -> int:
    """Where the link wants the end it holds."""
    network = placement.network
    holds_finish = link.type in (LinkType.FF, LinkType.SF)
    duration = network.durations[node] if holds_finish else 0
    end = 2 * before + (link.type in (LinkType.FS, LinkType.FF))
    is_elapsed = link.lag.unit.startswith("elapsed")
    lag = to_lag(link.lag, network.clock(node), duration=network.durations[before])
    if network.clock_of[before] == network.clock_of[node] and not (is_elapsed and lag):
        return placement.ends[end] + lag
    return placement.bound_of(node, Crossing(end, lag, is_elapsed and lag != 0, holds_finish)) + duration


def _kind(placement: Placement, node: int) -> ConflictKind:
    task = placement.network.plan.tasks[node]
    if task.is_manual:
        return ConflictKind.MANUAL
    is_fact = task.fixed_start is not None or task.actual_start is not None or task.actual_finish is not None
    return ConflictKind.LINK if is_fact else ConflictKind.CONSTRAINT


def _contradicted_constraint(placement: Placement, node: int) -> Iterator[Conflict]:
    """Dates that are facts or kept by hand need not keep the constraint."""
    task, clock = placement.network.plan.tasks[node], placement.network.clock(node)
    constraint = task.constraint
    if constraint is None or task.constraint_on is None or _kind(placement, node) is ConflictKind.CONSTRAINT:
        return
    holds_start = constraint in _STARTS
    wanted = to_start(task.constraint_on, task) if holds_start else to_minute(task.constraint_on, is_end=True)
    minutes = placement.ends[2 * node + (not holds_start)] - clock.until(wanted)
    is_broken = minutes < 0 if constraint in _NO_EARLIER else minutes > 0 if constraint in _NO_LATER else minutes != 0
    if is_broken:
        yield Conflict(ConflictKind.CONSTRAINT, task.id, abs(minutes))


def _missed_deadline(placement: Placement, node: int) -> Iterator[Conflict]:
    deadline = placement.holds[node].deadline
    if deadline is None:
        return
    clock = placement.network.clock(node)
    finish = placement.moment_of_finish(node)
    if finish > deadline:
        minutes = max(1, placement.ends[2 * node + 1] - clock.until(deadline))
        yield Conflict(ConflictKind.DEADLINE, placement.network.plan.tasks[node].id, minutes)
