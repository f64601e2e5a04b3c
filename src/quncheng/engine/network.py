"""The links of a plan as a network of positions: refuses what cannot be scheduled, and orders what can."""

from collections.abc import Sequence
from dataclasses import dataclass

from quncheng.engine.errors import DependencyCycle, DuplicateDependency, UnknownPlanTask
from quncheng.engine.types import Plan


@dataclass(frozen=True, slots=True)
class Network:
    """Positions are those of ``plan.tasks``; ``order`` puts every predecessor before its successors."""

    predecessors: Sequence[Sequence[tuple[int, int]]]
    """Per task: (position of the predecessor, lag)."""
    order: Sequence[int]


def build_network(plan: Plan) -> Network:
    """Raises UnknownPlanTask, DuplicateDependency and DependencyCycle."""
    position = {task.id: index for index, task in enumerate(plan.tasks)}
    predecessors: list[list[tuple[int, int]]] = [[] for _ in plan.tasks]
    successors: list[list[int]] = [[] for _ in plan.tasks]
    seen: set[int] = set()
    count = len(plan.tasks)
    for link in plan.dependencies:
        before = position.get(link.predecessor_id)
        after = position.get(link.successor_id)
        if before is None or after is None:
            raise UnknownPlanTask(task_id=link.predecessor_id if before is None else link.successor_id)
        pair = before * count + after
        if pair in seen:
            raise DuplicateDependency(predecessor_id=link.predecessor_id, successor_id=link.successor_id)
        seen.add(pair)
        predecessors[after].append((before, round(link.lag.amount)))
        successors[before].append(after)
    return Network(predecessors, _order(plan, predecessors, successors=successors))


def _order(
    plan: Plan, predecessors: Sequence[Sequence[tuple[int, int]]], *, successors: Sequence[Sequence[int]]
) -> Sequence[int]:
    waiting = [len(links) for links in predecessors]
    order = [index for index, count in enumerate(waiting) if count == 0]
    for index in order:
        for successor in successors[index]:
            waiting[successor] -= 1
            if waiting[successor] == 0:
                order.append(successor)
    if len(order) < len(plan.tasks):
        cycle = _find_cycle(predecessors, waiting=waiting)
        raise DependencyCycle([plan.tasks[index].id for index in cycle], [plan.tasks[index].title for index in cycle])
    return order


def _find_cycle(predecessors: Sequence[Sequence[tuple[int, int]]], *, waiting: Sequence[int]) -> list[int]:
    # A task that still waits has a predecessor that still waits: walking backwards must come round.
    index = next(index for index, count in enumerate(waiting) if count > 0)
    path: list[int] = []
    visited: set[int] = set()
    while index not in visited:
        visited.add(index)
        path.append(index)
        index = next(before for before, _ in predecessors[index] if waiting[before] > 0)
    cycle = path[path.index(index) :]
    cycle.reverse()
    return cycle
