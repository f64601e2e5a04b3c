"""From an order of activities to a schedule: each in turn as early as its links and the resources allow."""

from collections.abc import Sequence
from operator import add

from quncheng.engine.levelling.network import Links, Network, sort_by_links


def place(order: Sequence[int], network: Network) -> list[int]:
    """The starts when the activities are placed in this order, predecessors first."""
    starts = [0] * len(network.durations)
    for index, start in network.fixed.items():
        starts[index] = start
    _fill(starts, order, network, links=network.predecessors, floor=network.earliest, used=network.profile[:])
    return starts


def finish_of(starts: Sequence[int], network: Network) -> int:
    return max(map(add, starts, network.durations), default=0)


def justify(starts: Sequence[int], network: Network) -> list[int]:
    """Everything as late as it can be with the same end, then as early as it can be: seldom longer, often shorter.

    Valls, Ballestín, Quintanilla: Justification and RCPSP, European Journal of Operational Research 165 (2005).
    """
    durations, end = network.durations, finish_of(starts, network)
    mirrored = [end - start - duration for start, duration in zip(starts, durations, strict=True)]
    order = _by_dates(mirrored, network, is_backward=True)
    used = [*reversed(network.profile[:end]), *network.profile[end:]]
    _fill(mirrored, order, network, links=network.backward, floor=[0] * len(durations), used=used)
    latest = [end - start - duration for start, duration in zip(mirrored, durations, strict=True)]
    return place(by_start(latest, network), network)


def by_start(starts: Sequence[int], network: Network) -> list[int]:
    """The movable activities by start, predecessors first."""
    return _by_dates(starts, network, is_backward=False)


def _by_dates(starts: Sequence[int], network: Network, *, is_backward: bool) -> list[int]:
    if network.is_sorted_by_dates:
        return sorted(network.movable[::-1] if is_backward else network.movable, key=starts.__getitem__)
    ends = (network.predecessors, network.successors)
    before, after = reversed(ends) if is_backward else ends
    return [one for one in sort_by_links(starts, predecessors=before, successors=after) if one not in network.fixed]


def _fill(
    starts: list[int], order: Sequence[int], network: Network, *, links: Links, floor: Sequence[int], used: list[int]
) -> None:
    durations, demands, overflow = network.durations, network.demands, network.overflow
    for index in order:
        start = floor[index]
        for before, offset in links[index]:
            other = starts[before] + offset
            if other > start:
                start = other
        demand = demands[index]
        if demand:
            duration = durations[index]
            # Backward from the end: a unit that is full pushes the start behind it, and what was looked at stays free.
            checked, end = start, start + duration
            time = end - 1
            while time >= checked:
                if used[time] + demand & overflow:
                    start = time + 1
                    checked, end = end, start + duration
                    time = end - 1
                else:
                    time -= 1
            for time in range(start, end):
                used[time] += demand
        starts[index] = start
