"""What goes to the optimiser and what comes back: one JSON question in, one JSON line for each better answer."""

from msgspec import Struct


class Question(Struct, frozen=True):
    """A `PricedLevelling` in plain numbers; activities are named by their place in the lists."""

    durations: list[int]
    earliest: list[int]
    movable: list[int]
    links: list[tuple[int, int, int]]
    """Predecessor, successor, offset between their starts."""
    resources: "list[ResourceUse]"
    end_due: int
    end_weight: int
    end_floor: int
    """No schedule ends sooner: the end of what is fixed."""
    end_limit: int
    """No schedule worth having ends later."""
    lateness: list[tuple[int, int, int]]
    """Activity, when it is due, and what each unit after that costs."""
    delay_weights: list[int]
    hint: list[int]
    seconds: float
    workers: int


class ResourceUse(Struct, frozen=True):
    capacity: int
    demands: list[tuple[int, int]]
    """Activity and amount."""
    busy: list[tuple[int, int, int]]
    """Start, length and amount of what cannot be used."""


class Answer(Struct, frozen=True):
    starts: list[int]
    is_best: bool = False
