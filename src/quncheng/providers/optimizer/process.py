"""The optimiser as a process beside us: told the problem, heard until its time is up, then killed.

OR-Tools never runs in the product's own process: a fault of native code, its memory and its threads stay outside.
"""

import importlib.util
import subprocess
import sys
from collections.abc import Sequence

import msgspec

from quncheng.engine.levelling.decoding import finish_of
from quncheng.engine.levelling.network import Network
from quncheng.engine.levelling.proposals import PricedLevelling, settle
from quncheng.providers.optimizer.messages import Answer, Question, ResourceUse
from quncheng.runtime.ports_optimizer import Improvement

PROGRAM = (sys.executable, "-I", "-m", "quncheng.providers.optimizer.cp_sat")
WORKERS = 8
"""Threads, each with a method of its own; on two cores eight in turn find more than two all the time."""
START_ALLOWANCE = 5.0
"""Seconds for the program to start, read and write, beyond the time it may search."""


class ProcessOptimizer:
    """A `ScheduleOptimizer`."""

    def __init__(
        self, program: Sequence[str] = PROGRAM, *, workers: int = WORKERS, start_allowance: float = START_ALLOWANCE
    ) -> None:
        self._program = program
        self._workers = workers
        self._start_allowance = start_allowance

    @property
    def is_installed(self) -> bool:
        return importlib.util.find_spec("ortools") is not None

    def improve(self, priced: PricedLevelling, starts: Sequence[int], *, seconds: float) -> Improvement:
        network, objective = priced.network, priced.objective
        if not network.movable:
            return Improvement(tuple(starts), is_best=True)
        question = ask(priced, starts, seconds=seconds, workers=self._workers)
        answer = read_answer(self._run(msgspec.json.encode(question), limit=seconds + self._start_allowance))
        if answer is None:
            return Improvement(tuple(starts))
        found = settle(priced, answer.starts)
        if objective.cost(found, network) > objective.cost(starts, network):
            return Improvement(tuple(starts))
        return Improvement(tuple(found), answer.is_best)

    def _run(self, question: bytes, *, limit: float) -> bytes:
        """What the program has said, whether it came to its end or not."""
        with subprocess.Popen(
            self._program, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        ) as process:
            try:
                return process.communicate(question, timeout=limit)[0]
            except subprocess.TimeoutExpired:
                process.kill()
                return process.communicate()[0]


def ask(priced: PricedLevelling, starts: Sequence[int], *, seconds: float, workers: int) -> Question:
    network, objective = priced.network, priced.objective
    fixed_ends = [start + network.durations[index] for index, start in network.fixed.items()]
    end_limit = len(network.profile)
    if objective.end_weight:
        end_limit = min(end_limit, objective.end_due + objective.cost(starts, network) // objective.end_weight)
    return Question(
        durations=network.durations,
        earliest=network.earliest,
        movable=network.movable,
        links=[(before, after, wait) for after, links in enumerate(network.predecessors) for before, wait in links],
        resources=[_use(network, highest, below, until=end_limit) for highest, below in network.fields],
        end_due=objective.end_due,
        end_weight=objective.end_weight,
        end_floor=max(fixed_ends, default=0),
        end_limit=max(end_limit, finish_of(starts, network)),
        lateness=[(late.index, late.due, late.weight) for late in objective.lateness],
        delay_weights=list(objective.delay_weights),
        hint=list(starts),
        seconds=seconds,
        workers=workers,
    )


def read_answer(output: bytes) -> Answer | None:
    """The last complete line: the one before it is read when the process was killed while writing."""
    for line in reversed(output.splitlines()):
        try:
            return msgspec.json.decode(line, type=Answer)
        except msgspec.DecodeError:
            continue
    return None


def _use(network: Network, highest: int, below: int, *, until: int) -> ResourceUse:
    """One field of the packed numbers, read as amounts."""
    shift = highest.bit_length() - 1 - below.bit_count()
    used = [(unit & below) >> shift for unit in network.profile[:until]]
    idle = min(used, default=0)
    busy: list[tuple[int, int, int]] = []
    for time, amount in enumerate(used):
        if amount == idle:
            continue
        if busy and sum(busy[-1][:2]) == time and busy[-1][2] == amount - idle:
            busy[-1] = (busy[-1][0], busy[-1][1] + 1, amount - idle)
        else:
            busy.append((time, 1, amount - idle))
    demands = [(index, (network.demands[index] & below) >> shift) for index in network.movable]
    return ResourceUse((below >> shift) - idle, [(index, amount) for index, amount in demands if amount], busy)
