"""The search for a better schedule: priority rules first, then a genetic algorithm over the orders of the activities.

The usual parts (activity lists, two-point crossover, justification of every schedule; Hartmann 1998, Valls et al. 2005)
with steady replacement instead of generations, because the caller may stop it after any schedule.
"""

import random
from bisect import insort_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from quncheng.engine.levelling.decoding import by_start, justify, place
from quncheng.engine.levelling.network import Network
from quncheng.engine.levelling.objective import Objective
from quncheng.engine.levelling.rules import blur, dispatch_order, order_by, priority_rules, unlimited_starts

POPULATION = 30
NOISE = 0.2
"""Of the spread of a rule's keys."""
SWAPS = 0.05
"""The chance of two neighbours in an order to change places."""


def never() -> bool:
    return False


@dataclass(frozen=True, slots=True)
class Effort:
    """How long to search: so many orders, and no longer than until ``should_stop``; the same seed, the same way."""

    orders: int = 300
    should_stop: Callable[[], bool] = never
    seed: int = 0


@dataclass(frozen=True, slots=True)
class Candidate:
    cost: int
    starts: list[int]
    order: list[int]


def search(network: Network, *, objective: Objective, effort: Effort, first: Sequence[Sequence[int]] = ()) -> list[int]:
    """The starts of the cheapest schedule found; the orders in ``first`` are tried before anything else.

    The first order is always tried. Ends early at a schedule that could not be cheaper without limits on resources.
    """
    chance = random.Random(effort.seed)
    least = objective.cost(unlimited_starts(network), network)
    best: Candidate | None = None
    population: list[Candidate] = []
    for order in islice(_orders(network, population, first=first, chance=chance), max(effort.orders, 1)):
        candidate = _try(order, network, objective=objective)
        _admit(candidate, population)
        if best is None or candidate.cost < best.cost:
            best = candidate
        if best.cost <= least or effort.should_stop():
            break
    return best.starts if best else []


def _orders(
    network: Network, population: list[Candidate], *, first: Sequence[Sequence[int]], chance: random.Random
) -> Iterator[list[int]]:
    """Orders to try, without end; what became of the earlier ones is in the population."""
    yield from map(list, first)
    rules = priority_rules(network)
    for keys in rules:
        yield order_by(keys, network)
    for turn in range(POPULATION - len(population)):
        keys = blur(rules[0], chance=chance, share=NOISE)
        yield dispatch_order(keys, network) if turn % 2 else order_by(keys, network)
    while True:
        mother, father = _parent(population, chance), _parent(population, chance)
        order = cross(mother.order, father.order, chance=chance)
        yield swap_neighbours(order, network, chance=chance)


def _parent(population: list[Candidate], chance: random.Random) -> Candidate:
    """The better of two."""
    return population[min(chance.randrange(len(population)), chance.randrange(len(population)))]


def _try(order: Sequence[int], network: Network, *, objective: Objective) -> Candidate:
    starts = place(order, network)
    justified = justify(starts, network)
    least, starts = min((objective.cost(found, network), found) for found in (justified, starts))
    return Candidate(least, starts, by_start(starts, network))


def _admit(candidate: Candidate, population: list[Candidate]) -> None:
    """The cheapest stay, each order once; the newer before the older at the same cost, so that the search goes on."""
    if any(candidate.order == other.order for other in population if candidate.cost == other.cost):
        return
    insort_left(population, candidate, key=lambda one: one.cost)
    del population[POPULATION:]


def cross(mother: Sequence[int], father: Sequence[int], *, chance: random.Random) -> list[int]:
    """The mother's order outside of a stretch and the father's within it, or the other way round.

    Predecessors stay first: each of the three parts keeps its members, in the order of one of the two.
    """
    first, last = sorted((chance.randrange(len(mother) + 1), chance.randrange(len(mother) + 1)))
    if chance.random() < 0.5:
        return [*mother[:first], *_sorted_like(father, mother[first:last]), *mother[last:]]
    return [*_sorted_like(father, mother[:first]), *mother[first:last], *_sorted_like(father, mother[last:])]


def _sorted_like(order: Sequence[int], members: Sequence[int]) -> list[int]:
    wanted = set(members)
    return [index for index in order if index in wanted]


def swap_neighbours(order: list[int], network: Network, *, chance: random.Random) -> list[int]:
    """Here and there two neighbours change places, unless one has to precede the other."""
    for position in range(len(order) - 1):
        if chance.random() < SWAPS:
            before, after = order[position : position + 2]
            if all(other != before for other, _ in network.predecessors[after]):
                order[position : position + 2] = after, before
    return order
