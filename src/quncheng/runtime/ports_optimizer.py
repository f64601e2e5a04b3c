"""What the product asks of an optimiser: a better schedule than the one it has found itself, if there is time."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from quncheng.engine.levelling.proposals import PricedLevelling


@dataclass(frozen=True, slots=True)
class Improvement:
    """Starts that cost no more than those given; ``is_best`` when nothing can cost less."""

    starts: tuple[int, ...]
    is_best: bool = False


class ScheduleOptimizer(Protocol):
    @property
    def is_installed(self) -> bool: ...

    def improve(self, priced: PricedLevelling, starts: Sequence[int], *, seconds: float) -> Improvement:
        """Looks for so long for something cheaper; the starts as given where it finds nothing or fails.

        Blocks its thread meanwhile, so it belongs into a job.
        """
        ...
