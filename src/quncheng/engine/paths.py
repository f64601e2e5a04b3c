"""The critical path and the ones next to it, by the float their tasks share."""

from collections.abc import Iterator

from quncheng.engine.answer import Schedule
from quncheng.engine.results import FloatPath
from quncheng.engine.timing import latest_end


def float_paths(schedule: Schedule, count: int) -> tuple[FloatPath, ...]:
    """The ``count`` paths with the least float, the critical path first; together they name a task at most once.

    A path goes back from its least free task along what holds each start, and on along what must not be later.
    """
    network, floats, tasks = schedule.network, schedule.total_floats, schedule.plan.tasks
    nodes = [node for node in range(network.size) if node not in network.children and tasks[node].actual_finish is None]
    nodes.sort(key=floats.__getitem__)
    covered: set[int] = set()
    found: list[FloatPath] = []
    for node in nodes:
        if len(found) == count:
            break
        if node in covered:
            continue
        path = [*reversed(list(_back(schedule, node))), node, *_on(schedule, node)]
        fresh = [one for one in dict.fromkeys(path) if one not in covered and one < network.size]
        covered.update(path)
        found.append(FloatPath(tuple(tasks[one].id for one in fresh), floats[node]))
    return tuple(found)


def _back(schedule: Schedule, node: int) -> Iterator[int]:
    """What holds the start, of summaries the subtask that ends last."""
    driver = schedule.placement.drivers[node]
    while driver >= 0:
        node = driver >> 1
        while node in schedule.network.children:
            node = max(schedule.network.children[node], key=schedule.placement.moment_of_finish)
        yield node
        driver = schedule.placement.drivers[node]


def _on(schedule: Schedule, node: int) -> Iterator[int]:
    """The successor that lets the task be no later, as long as there is one."""
    floats = schedule.total_floats
    while True:
        tight = [after for after in _successors(schedule, node) if _is_tight(schedule, node, after)]
        if not tight:
            return
        node = min(tight, key=lambda one: floats[one] if one < len(floats) else 0)
        yield node


def _successors(schedule: Schedule, node: int) -> list[int]:
    children = schedule.network.children
    return [after for after in schedule.network.successors[node] if after not in children]


def _is_tight(schedule: Schedule, node: int, after: int) -> bool:
    network, late = schedule.network, schedule.lateness.ends
    start = late[2 * after]
    if any(end >> 1 == node and start - lag == late[end] for end, lag in network.incoming[after]):
        return True
    return any(
        crossing.end >> 1 == node and latest_end(network, after, crossing=crossing, start=start) == late[crossing.end]
        for crossing in network.crossings.get(after, ())
    )
