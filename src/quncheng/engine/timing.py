"""The backward pass: how late everything may be without the project ending later, and the float that follows."""

from dataclasses import dataclass

from quncheng.engine.network import HIGHEST, LOWEST, Crossing, Network
from quncheng.engine.placing import Placement


@dataclass(frozen=True, slots=True)
class Lateness:
    """Late starts and finishes as the ends of a placement, in the working minutes of each node's calendar."""

    ends: list[int]
    finishes: list[int]
    """The end of the project, per calendar."""


def project_finish(placement: Placement) -> int | None:
    """The moment at which the last task ends; None without tasks."""
    network, ends = placement.network, placement.ends
    if not network.size:
        return None
    finishes = ends[1 : 2 * network.size : 2]
    if len(network.clocks) == 1:
        last = max(finishes)
        latest = [node for node, finish in enumerate(finishes) if finish == last]
    else:
        lasts = [LOWEST] * len(network.clocks)
        for node, finish in enumerate(finishes):
            lasts[network.clock_of[node]] = max(lasts[network.clock_of[node]], finish)
        latest = [node for node, finish in enumerate(finishes) if finish == lasts[network.clock_of[node]]]
    # What was finished on a Sunday ends later than its last working minute says.
    shown = [node for node, hold in placement.holds.items() if hold.shown_finish is not None and node < network.size]
    return max(map(placement.moment_of_finish, (*latest, *shown)))


def late_ends(placement: Placement, finish: int, *, is_backward: bool = False) -> Lateness:
    """For a project that has to be over at this moment."""
    network, ends = placement.network, placement.ends
    incoming, durations, is_special = network.incoming, network.durations, placement.is_special
    finishes = [clock.until(finish) for clock in network.clocks]
    late = [HIGHEST] * len(ends)
    late[1::2] = [finishes[number] for number in network.clock_of]
    for node in reversed(network.order):
        if is_special[node]:
            _bound_special(placement, node, late=late, is_backward=is_backward)
            continue
        first, duration = node + node, durations[node]
        start = late[first + 1] - duration
        if late[first] < start:
            start = late[first]
        late[first] = start
        late[first + 1] = start + duration
        for end, lag in incoming[node]:
            bound = start - lag
            if bound < late[end]:
                late[end] = bound
    for summary in network.order if network.children else ():
        if summary in network.children:
            _roll_up(placement, summary, late)
    return Lateness(late, finishes)


def _bound_special(placement: Placement, node: int, *, late: list[int], is_backward: bool) -> None:
    network = placement.network
    children = network.children.get(node)
    if children is not None:
        _bound_children(placement, node, children=children, late=late)
        return
    duration = placement.ends[2 * node + 1] - placement.ends[2 * node]
    latest = min(late[2 * node + 1], late[2 * node] + duration)
    hold = placement.holds.get(node)
    if hold is not None:
        if hold.is_finished:
            latest = placement.ends[2 * node + 1]
        elif hold.late_finish is not None:
            latest = hold.late_finish if hold.is_late_exact else min(latest, hold.late_finish)
        if is_backward and hold.late_start_at_least is not None:
            latest = max(latest, hold.late_start_at_least + duration)
    start = latest - duration
    late[2 * node], late[2 * node + 1] = start, latest
    # Nothing has to hurry for what is over.
    if hold is not None and hold.is_finished:
        return
    for end, lag in network.incoming[node]:
        bound = start - lag
        if bound < late[end]:
            late[end] = bound
    for crossing in network.crossings.get(node, ()):
        bound = latest_end(network, node, crossing=crossing, start=start)
        if bound < late[crossing.end]:
            late[crossing.end] = bound


def latest_end(network: Network, node: int, *, crossing: Crossing, start: int) -> int:
    """The latest end of the predecessor with which the node can still begin at this start."""
    end, lag, is_elapsed, holds_finish = crossing
    clocks, clock_of = network.clocks, network.clock_of
    clock, before = clocks[clock_of[node]], clocks[clock_of[end >> 1]]
    if is_elapsed:
        moment = clock.start(start) - lag
        if holds_finish:
            moment = clock.start(clock.last_start(moment) + network.durations[node])
    else:
        moment = clock.start(start - lag + network.durations[node] if holds_finish else start - lag)
    return before.until(moment) if end & 1 else before.last_start(moment)


def _bound_children(placement: Placement, node: int, *, children: list[int], late: list[int]) -> None:
    """What holds the finish of a summary holds every subtask; what holds its start only those it begins with."""
    network, ends = placement.network, placement.ends
    hold = placement.holds.get(node)
    latest = late[2 * node + 1]
    if hold is not None and hold.late_finish is not None:
        latest = min(latest, hold.late_finish)
    clock = network.clock(node)
    first = placement.moment_of_start(node) if late[2 * node] < HIGHEST else LOWEST
    for child in children:
        own, shares = network.clock(child), network.clock_of[child] == network.clock_of[node]
        bound = latest if shares else own.until(clock.start(latest))
        late[2 * child + 1] = min(late[2 * child + 1], bound)
        if late[2 * node] < HIGHEST and placement.moment_of_start(child) == first:
            bound = late[2 * node] if shares else own.last_start(clock.start(late[2 * node]))
            late[2 * child] = min(late[2 * child], bound)
    late[2 * node] = ends[2 * node]


def _roll_up(placement: Placement, summary: int, late: list[int]) -> None:
    network = placement.network
    clock, children = network.clock(summary), network.children[summary]
    starts: list[int] = []
    finishes: list[int] = []
    for child in children:
        if network.clock_of[child] == network.clock_of[summary]:
            starts.append(late[2 * child])
            finishes.append(late[2 * child + 1])
        else:
            own = network.clock(child)
            starts.append(clock.until(own.start(late[2 * child])))
            finishes.append(clock.until(own.finish(late[2 * child + 1])))
    late[2 * summary], late[2 * summary + 1] = min(starts), max(finishes)


def free_floats(placement: Placement, finishes: list[int]) -> list[int]:
    """Per node, how much later it may end without moving anything else, in its working minutes."""
    network, ends = placement.network, placement.ends
    free = [HIGHEST] * len(network.order)
    for node, bounds in enumerate(network.incoming):
        start = ends[2 * node]
        for end, lag in bounds:
            slack = start - lag - ends[end]
            if slack < free[end >> 1]:
                free[end >> 1] = slack
    for node, crossings in network.crossings.items():
        for crossing in crossings:
            slack = latest_end(network, node, crossing=crossing, start=ends[2 * node]) - ends[crossing.end]
            if slack < free[crossing.end >> 1]:
                free[crossing.end >> 1] = slack
    for summary in reversed(network.order) if network.children else ():
        if summary in network.children and free[summary] < HIGHEST:
            latest = network.clock(summary).start(ends[2 * summary + 1] + free[summary])
            for child in network.children[summary]:
                free[child] = min(free[child], network.clock(child).until(latest) - ends[2 * child + 1])
    # The end of the project is what the last tasks must not move.
    return [
        min(slack, finishes[number] - finish)
        for slack, number, finish in zip(free, network.clock_of, ends[1::2], strict=True)
    ]
