"""A levelling problem as flat lists of numbers, so that thousands of schedules can be tried."""

from collections.abc import Sequence
from dataclasses import dataclass
from heapq import heapify, heappop, heappush

from quncheng.engine.levelling.problem import LevellingProblem, check_problem
from quncheng.engine.levelling.profile import packing_of

Links = list[list[tuple[int, int]]]
"""For each activity those it follows, with the offset between the starts."""


@dataclass(frozen=True, slots=True)
class Network:
    """Activities by number, and the links between movable ones; what is fixed has become dates and used capacity."""

    durations: list[int]
    earliest: list[int]
    due: list[int | None]
    """The latest ends that cost nothing."""
    demands: list[int]
    predecessors: Links
    successors: Links
    backward: Links
    """The predecessors when time runs backward."""
    movable: list[int]
    """Predecessors first."""
    fixed: dict[int, int]
    """The starts of what is fixed."""
    profile: list[int]
    """The use of every unit of time before anything movable is placed; long enough for every schedule."""
    overflow: int
    fields: tuple[tuple[int, int], ...]
    """Of the profile: see `Packing`."""
    is_sorted_by_dates: bool
    """Whether sorting by start, or by finish, puts predecessors first: not with leads and links to finishes."""


def build_network(problem: LevellingProblem, *, earliest: Sequence[int]) -> Network:
    """With no activity before ``earliest``. Raises ValueError for a problem that has no meaning or runs in circles."""
    check_problem(problem)
    activities = problem.activities
    durations = [activity.duration for activity in activities]
    fixed = {index: activity.planned_start for index, activity in enumerate(activities) if activity.is_fixed}
    predecessors, successors = _links(problem)
    order = sort_by_links(list(earliest), predecessors=predecessors, successors=successors)
    earliest, due = list(earliest), [activity.deadline for activity in activities]
    for after, before, offset in [(a, *link) for a, links in enumerate(predecessors) for link in links]:
        if before in fixed:
            earliest[after] = max(earliest[after], fixed[before] + offset)
        elif after in fixed:
            due[before] = _sooner(due[before], fixed[after] - offset + durations[before])
    packing = packing_of(problem.resources)
    held = [activity for activity in activities if activity.is_fixed]
    ends = [start + durations[index] for index, start in fixed.items()]
    absent = [absence.finish for resource in problem.resources for absence in resource.absences]
    waits = sum(max((max(offset, 0) for _, offset in links), default=0) for links in predecessors)
    horizon = max(*earliest, *ends, *absent, 0, 0) + sum(durations) + waits + 1
    return Network(
        durations=durations,
        earliest=earliest,
        due=due,
        demands=[packing.pack(activity.demands) if activity.duration else 0 for activity in activities],
        predecessors=(between := _without(predecessors, fixed)),
        successors=_without(successors, fixed),
        backward=_backward(between, durations),
        movable=[index for index in order if index not in fixed],
        fixed=fixed,
        profile=packing.profile(held, horizon=horizon),
        overflow=packing.overflow,
        fields=packing.fields,
        is_sorted_by_dates=all(
            offset >= 0 and offset + durations[after] >= durations[before]
            for after, links in enumerate(between)
            for before, offset in links
        ),
    )


def sort_by_links(keys: Sequence[float], *, predecessors: Links, successors: Links) -> list[int]:
    """Every activity after its predecessors, otherwise by key. Raises ValueError for a circle."""
    waiting = [len(links) for links in predecessors]
    ready = [(keys[index], index) for index, count in enumerate(waiting) if not count]
    heapify(ready)
    order: list[int] = []
    while ready:
        index = heappop(ready)[1]
        order.append(index)
        for after, _ in successors[index]:
            waiting[after] -= 1
            if not waiting[after]:
                heappush(ready, (keys[after], after))
    if len(order) < len(waiting):
        raise ValueError("the links run in a circle")
    return order


def _links(problem: LevellingProblem) -> tuple[Links, Links]:
    number = {activity.id: index for index, activity in enumerate(problem.activities)}
    predecessors: Links = [[] for _ in problem.activities]
    successors: Links = [[] for _ in problem.activities]
    for link in problem.links:
        before, after = number[link.predecessor_id], number[link.successor_id]
        offset = problem.activities[before].duration if link.offset is None else link.offset
        predecessors[after].append((before, offset))
        successors[before].append((after, offset))
    return predecessors, successors


def _without(links: Links, fixed: dict[int, int]) -> Links:
    return [
        [] if index in fixed else [(other, offset) for other, offset in row if other not in fixed]
        for index, row in enumerate(links)
    ]


def _backward(predecessors: Links, durations: list[int]) -> Links:
    backward: Links = [[] for _ in predecessors]
    for after, links in enumerate(predecessors):
        for before, offset in links:
            backward[before].append((after, offset + durations[after] - durations[before]))
    return backward


def _sooner(due: int | None, other: int) -> int:
    return other if due is None else min(due, other)
