"""How close levelling comes to the best schedules known, on instances of PSPLIB in a directory the caller names.

The directory holds ``*.txt`` in the Patterson format and ``best_known.csv``; they are not part of the project.
"""

import csv
import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.report import Numbers
from quncheng.engine.levelling.decoding import finish_of
from quncheng.engine.levelling.network import Network, build_network
from quncheng.engine.levelling.objective import SHORTEST
from quncheng.engine.levelling.problem import Activity, LevellingProblem, Link, Resource
from quncheng.engine.levelling.proposals import PricedLevelling
from quncheng.engine.levelling.search import Effort, search
from quncheng.providers.optimizer.process import ProcessOptimizer

INSTANCES = "QUNCHENG_BENCH_INSTANCES"
"""The setting that names the directory."""
SETS = ("J30", "J60", "J120")
CPU_LIMIT_MS = 95.0
"""After which no further order is tried; the last one may take some milliseconds more."""
UNBOUNDED = 10**9
QUICK_STEP = 10
REFINEMENTS = {"refined_1s_gap_percent": 1.0, "refined_10s_gap_percent": 10.0}


@dataclass(frozen=True, slots=True)
class Instance:
    name: str
    problem: LevellingProblem
    best_known: int

    def gap_percent(self, finish: int) -> float:
        return 100 * (finish - self.best_known) / self.best_known


def measure_levelling(
    directory: Path, *, is_quick: bool, tell: Callable[[str], None], optimizer: ProcessOptimizer | None = None
) -> dict[str, Numbers]:
    """By set: the gap of the first answer and its CPU time; with an optimiser what it makes of it in 1 and 10 s."""
    found: dict[str, Numbers] = {}
    for name in SETS:
        instances = list(read_instances(directory, prefix=f"{name}_"))[:: QUICK_STEP if is_quick else 1]
        found[f"levelling_{name}"] = _measure_set(instances, optimizer=optimizer)
        tell(f"{name} {found[f'levelling_{name}']}")
    return found


def read_instances(directory: Path, *, prefix: str) -> Iterator[Instance]:
    with (directory / "best_known.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["instance"].startswith(prefix):
                text = (directory / f"{row['instance']}.txt").read_text(encoding="utf-8")
                yield Instance(row["instance"], read_patterson(text), int(row["best_known_makespan"]))


def read_patterson(text: str) -> LevellingProblem:
    """Counts, capacities, then for each activity its duration, its demands, and its successors counted from 1."""
    numbers = map(int, text.split())
    count, kinds = next(numbers), next(numbers)
    resources = tuple(Resource(str(kind), next(numbers)) for kind in range(kinds))
    activities: list[Activity] = []
    links: list[Link] = []
    for index in range(count):
        duration = next(numbers)
        demands = {resource.id: next(numbers) for resource in resources}
        activities.append(Activity(str(index), duration, demands))
        links += [Link(str(index), str(next(numbers) - 1)) for _ in range(next(numbers))]
    return LevellingProblem(tuple(activities), tuple(links), resources)


def _measure_set(instances: Sequence[Instance], *, optimizer: ProcessOptimizer | None) -> Numbers:
    gaps: list[float] = []
    spent: list[float] = []
    refined: dict[str, list[float]] = {name: [] for name in REFINEMENTS} if optimizer else {}
    for instance in instances:
        begun = time.process_time()
        network = build_network(instance.problem, earliest=[0] * len(instance.problem.activities))
        starts = search(network, objective=SHORTEST, effort=_until(begun + CPU_LIMIT_MS / 1000))
        spent.append((time.process_time() - begun) * 1000)
        gaps.append(instance.gap_percent(finish_of(starts, network)))
        for name, found in refined.items():
            found.append(instance.gap_percent(_refine(network, starts, optimizer, seconds=REFINEMENTS[name])))
    means = {name: statistics.mean(found) for name, found in refined.items()}
    return {"gap_percent": statistics.mean(gaps), "cpu_ms": statistics.mean(spent), "slowest_ms": max(spent), **means}


def _until(moment: float) -> Effort:
    return Effort(orders=UNBOUNDED, should_stop=lambda: time.process_time() > moment)


def _refine(network: Network, starts: Sequence[int], optimizer: ProcessOptimizer | None, *, seconds: float) -> int:
    if optimizer is not None:
        starts = optimizer.improve(PricedLevelling(network, SHORTEST), starts, seconds=seconds).starts
    return finish_of(starts, network)
