"""Levelling that nobody outside feels: activities move within their float, and what cannot be helped stays."""

import random
from collections.abc import Mapping, Sequence

from quncheng.engine.levelling.network import Network
from quncheng.engine.levelling.problem import LevellingProblem
from quncheng.engine.levelling.profile import add_capped
from quncheng.engine.levelling.rules import blur, order_by
from quncheng.engine.levelling.search import NOISE, Effort


def latest_starts(problem: LevellingProblem, network: Network, *, total_float: Mapping[str, int]) -> list[int]:
    """How late each may start without moving the end, a deadline, or what is fixed; never before its planned start.

    Smaller than what the float promises where the links, the deadlines or the end of the whole leave less.
    """
    activities = problem.activities
    end = max((activity.planned_start + activity.duration for activity in activities), default=0)
    latest = [one.planned_start + max(total_float.get(one.id, 0), 0) for one in activities]
    for index in reversed(network.movable):
        due = network.due[index]
        last = (end if due is None else min(end, due)) - network.durations[index]
        followers = [latest[after] - offset for after, offset in network.successors[index]]
        latest[index] = max(min(latest[index], last, *followers), activities[index].planned_start)
    return latest


def place_within(
    network: Network, latest: Sequence[int], *, ranks: Sequence[int], weights: Sequence[int], effort: Effort
) -> list[int]:
    """The starts that leave the least work overloaded, then cost the least delay, of the orders tried."""
    chance = random.Random(effort.seed)
    order = order_by(ranks, network)
    best = _place(order, network, latest=latest, weights=weights)
    for _ in range(effort.orders - 1):
        if best[:2] == (0, 0) or effort.should_stop():
            break
        order = order_by(blur(ranks, chance=chance, share=NOISE), network)
        best = min(best, _place(order, network, latest=latest, weights=weights))
    return best[2]


def _place(
    order: Sequence[int], network: Network, *, latest: Sequence[int], weights: Sequence[int]
) -> tuple[int, int, list[int]]:
    """Each at the first start within its float where it fits; where there is none, as early as its links allow."""
    starts, used = network.earliest[:], network.profile[:]
    for index, start in network.fixed.items():
        starts[index] = start
    overloaded = delay = 0
    for index in order:
        duration, demand = network.durations[index], network.demands[index]
        first = max([network.earliest[index], *(starts[other] + wait for other, wait in network.predecessors[index])])
        start = _first_fit(used, demand, first=first, last=latest[index], duration=duration, overflow=network.overflow)
        if start is None:
            overloaded, start = overloaded + duration, first
        for time in range(start, start + duration) if demand else ():
            used[time] = add_capped(used[time], demand, network.fields)
        starts[index] = start
        delay += weights[index] * (start - network.earliest[index])
    return overloaded, delay, starts


def _first_fit(used: list[int], demand: int, *, first: int, last: int, duration: int, overflow: int) -> int | None:
    free = first
    for time in range(first, last + duration) if demand else ():
        if time - free == duration:
            break
        if used[time] + demand & overflow:
            free = time + 1
    return free if free <= last else None
