"""Which activity goes first when several could: the priority rules of scheduling, and chance around them."""

import random
from collections.abc import Sequence
from heapq import heapify, heappop, heappush

from quncheng.engine.levelling.decoding import finish_of
from quncheng.engine.levelling.network import Network, sort_by_links


def priority_rules(network: Network) -> list[list[int]]:
    """Keys by latest finish, latest start, most successors in all, and longest work up to the next: smaller goes first.

    Kolisch: Efficient priority rules for the resource-constrained project scheduling problem, Journal of Operations
    Management 14 (1996). The first is the best of them.
    """
    latest, following = _latest(network), _following(network)
    durations = network.durations
    return [
        [start + duration for start, duration in zip(latest, durations, strict=True)],
        latest,
        [-after.bit_count() for after in following],
        [
            -duration - sum(durations[after] for after, _ in links)
            for duration, links in zip(durations, network.successors, strict=True)
        ],
    ]


def blur(keys: Sequence[int], *, chance: random.Random, share: float) -> list[float]:
    """The keys with noise of a share of their spread: near ones change places, far ones do not."""
    noise = (max(keys) - min(keys) + 1) * share
    return [key + chance.random() * noise for key in keys]


def order_by(keys: Sequence[float], network: Network) -> list[int]:
    """The movable activities by key, predecessors first."""
    order = sort_by_links(keys, predecessors=network.predecessors, successors=network.successors)
    return [index for index in order if index not in network.fixed]


def dispatch_order(keys: Sequence[float], network: Network) -> list[int]:
    """The order in which work begins when at every moment whatever fits is begun, by key: nothing ever waits idly."""
    durations, demands, overflow, used = network.durations, network.demands, network.overflow, network.profile[:]
    waiting, ready_at = [len(links) for links in network.predecessors], network.earliest[:]
    coming = [(ready_at[index], index) for index in network.movable if not waiting[index]]
    moments = [time for time in range(1, len(used)) if used[time] != used[time - 1]]
    heapify(coming)
    heapify(moments)
    ready: list[tuple[float, int]] = []
    order: list[int] = []
    while coming or ready:
        now = heappop(moments) if ready and (not coming or moments[0] < coming[0][0]) else coming[0][0]
        while coming and coming[0][0] <= now:
            index = heappop(coming)[1]
            ready.append((keys[index], index))
        ready.sort()
        left: list[tuple[float, int]] = []
        for one in ready:
            index = one[1]
            end, demand = now + durations[index], demands[index]
            if demand and any(unit + demand & overflow for unit in used[now:end]):
                left.append(one)
                continue
            for time in range(now, end) if demand else ():
                used[time] += demand
            order.append(index)
            heappush(moments, end)
            for after, offset in network.successors[index]:
                ready_at[after] = max(ready_at[after], now + offset)
                waiting[after] -= 1
                if not waiting[after]:
                    heappush(coming, (ready_at[after], after))
        ready = left
    return order


def unlimited_starts(network: Network) -> list[int]:
    """The earliest starts if the resources could do everything at once: no schedule has any of them earlier."""
    starts = network.earliest[:]
    for index, start in network.fixed.items():
        starts[index] = start
    for index in network.movable:
        for before, offset in network.predecessors[index]:
            starts[index] = max(starts[index], starts[before] + offset)
    return starts


def _latest(network: Network) -> list[int]:
    """The latest starts that would cost nothing if the resources could do everything at once."""
    end = finish_of(unlimited_starts(network), network)
    latest: list[int] = []
    for due, duration in zip(network.due, network.durations, strict=True):
        latest.append((end if due is None else min(due, end)) - duration)
    for index in reversed(network.movable):
        for after, offset in network.successors[index]:
            latest[index] = min(latest[index], latest[after] - offset)
    return latest


def _following(network: Network) -> list[int]:
    """The set of everything after each activity, as bits."""
    following = [0] * len(network.durations)
    for index in reversed(network.movable):
        for after, _ in network.successors[index]:
            following[index] |= following[after] | 1 << after
    return following
