"""What a schedule costs, in numbers that the search here and an optimiser elsewhere minimise alike."""

from collections.abc import Sequence
from dataclasses import dataclass

from quncheng.engine.levelling.decoding import finish_of
from quncheng.engine.levelling.network import Network

TOP_STEP = 9


@dataclass(frozen=True, slots=True)
class Lateness:
    """Each unit of time by which an activity ends after ``due`` costs ``weight``."""

    index: int
    due: int
    weight: int


@dataclass(frozen=True, slots=True)
class Objective:
    """The later anything is, the more it costs, or the same; never less."""

    end_due: int = 0
    end_weight: int = 1
    """For each unit by which the last end of all is after ``end_due``."""
    lateness: tuple[Lateness, ...] = ()
    delay_weights: tuple[int, ...] = ()
    """For each activity, by unit of its start after its earliest; none at all where only ends matter."""

    def cost(self, starts: Sequence[int], network: Network) -> int:
        total = self.end_weight * max(finish_of(starts, network) - self.end_due, 0)
        for late in self.lateness:
            total += late.weight * max(starts[late.index] + network.durations[late.index] - late.due, 0)
        for weight, start, earliest in zip(self.delay_weights, starts, network.earliest, strict=False):
            total += weight * (start - earliest)
        return total


SHORTEST = Objective()
"""The earliest end of the whole, and nothing else."""


def keep_the_plan(network: Network, priorities: Sequence[int], *, planned_finish: int) -> Objective:
    """First the end of the project and the deadlines, then as little delay as can be, most of all of what matters most.

    A priority costs twice as much as the one below, so that the lower one gives way unless it would wait twice as long;
    where there are more than ten, neighbours share a price.
    """
    ranks = {priority: rank for rank, priority in enumerate(sorted(set(priorities)))}
    steps = max((len(ranks) - 1) / TOP_STEP, 1)
    weights = [1 << int(ranks[priority] / steps) for priority in priorities]
    # No sum of delays reaches the price of one late unit: nothing waits longer than the profile is long.
    unit = sum(weights) * len(network.profile) + 1
    return Objective(
        end_due=planned_finish,
        end_weight=unit * max(weights, default=1),
        lateness=tuple(
            Lateness(index, due, unit * weight)
            for index, (due, weight) in enumerate(zip(network.due, weights, strict=True))
            if due is not None and index not in network.fixed
        ),
        delay_weights=tuple(0 if index in network.fixed else weight for index, weight in enumerate(weights)),
    )
