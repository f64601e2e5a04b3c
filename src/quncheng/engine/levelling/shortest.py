"""The earliest end a project can have with the people and things it has."""

from collections.abc import Mapping
from dataclasses import dataclass

from quncheng.engine.levelling.decoding import finish_of
from quncheng.engine.levelling.network import build_network
from quncheng.engine.levelling.objective import SHORTEST
from quncheng.engine.levelling.problem import LevellingProblem
from quncheng.engine.levelling.search import Effort, search


@dataclass(frozen=True, slots=True)
class LevelledSchedule:
    starts: Mapping[str, int]
    finish: int


def shortest_schedule(problem: LevellingProblem, *, effort: Effort) -> LevelledSchedule:
    """The shortest found, whatever was planned for what is not fixed. Raises ValueError as `build_network`."""
    network = build_network(problem, earliest=[activity.earliest_start for activity in problem.activities])
    starts = search(network, objective=SHORTEST, effort=effort)
    ids = [activity.id for activity in problem.activities]
    return LevelledSchedule(dict(zip(ids, starts, strict=True)), finish_of(starts, network))
