"""The program that asks OR-Tools' CP-SAT; it runs in a process of its own, which may be killed at any time.

https://developers.google.com/optimization/cp/cp_solver
"""

import os
import sys
from collections.abc import Sequence

import msgspec
from ortools.sat.python import cp_model

from quncheng.providers.optimizer.messages import Answer, Question

YIELDS_TO_OTHERS = 10
"""The search has time; the people the server answers meanwhile have not."""


class _Printer(cp_model.CpSolverSolutionCallback):
    """Says every better answer at once, so that the last one is there when the process is killed."""

    def __init__(self, question: Question, starts: Sequence[cp_model.IntVar]) -> None:
        super().__init__()
        self._question = question
        self._starts = starts

    def on_solution_callback(self) -> None:
        say(self._question, [self.value(start) for start in self._starts], is_best=False)


def main() -> int:
    if sys.platform != "win32":
        os.nice(YIELDS_TO_OTHERS)
    question = msgspec.json.decode(sys.stdin.buffer.read(), type=Question)
    model, starts = build_model(question)
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = question.seconds
    solver.parameters.num_workers = question.workers
    status = solver.solve(model, _Printer(question, starts))
    if status == cp_model.OPTIMAL:
        say(question, [solver.value(start) for start in starts], is_best=True)
    return 0


def say(question: Question, movable: Sequence[int], *, is_best: bool) -> None:
    starts = question.hint[:]
    for index, start in zip(question.movable, movable, strict=True):
        starts[index] = start
    sys.stdout.buffer.write(msgspec.json.encode(Answer(starts, is_best)) + b"\n")
    sys.stdout.buffer.flush()


def build_model(question: Question) -> tuple[cp_model.CpModel, list[cp_model.IntVar]]:
    model = cp_model.CpModel()
    starts: dict[int, cp_model.IntVar] = {}
    intervals: dict[int, cp_model.IntervalVar] = {}
    for index in question.movable:
        duration = question.durations[index]
        start = model.new_int_var(question.earliest[index], question.end_limit - duration, "")
        starts[index] = start
        intervals[index] = model.new_fixed_size_interval_var(start, duration, "")
        model.add_hint(start, question.hint[index])
    for before, after, offset in question.links:
        model.add(starts[after] >= starts[before] + offset)
    for resource in question.resources:
        busy = [model.new_fixed_size_interval_var(start, length, "") for start, length, _ in resource.busy]
        model.add_cumulative(
            [intervals[index] for index, _ in resource.demands] + busy,
            [amount for _, amount in resource.demands] + [amount for _, _, amount in resource.busy],
            resource.capacity,
        )
    _set_objective(model, question, starts)
    return model, list(starts.values())


def _set_objective(model: cp_model.CpModel, question: Question, starts: dict[int, cp_model.IntVar]) -> None:
    end = model.new_int_var(question.end_floor, question.end_limit, "")
    for index, start in starts.items():
        model.add(end >= start + question.durations[index])
    over = model.new_int_var(0, max(question.end_limit - question.end_due, 0), "")
    model.add(over >= end - question.end_due)
    cost = question.end_weight * over
    for index, due, weight in question.lateness:
        late = model.new_int_var(0, max(question.end_limit - due, 0), "")
        model.add(late >= starts[index] + question.durations[index] - due)
        cost += weight * late
    for index, start in starts.items():
        if question.delay_weights and question.delay_weights[index]:
            cost += question.delay_weights[index] * (start - question.earliest[index])
    model.minimize(cost)


if __name__ == "__main__":
    sys.exit(main())
