"""A plan compiled for scheduling: numbers for tasks, every date in working minutes of the task's own calendar.

A *node* is a task, by its place in ``plan.tasks``, or the gate of a summary: the point its subtasks wait at. A node has
two *ends*, its start ``2 * node`` and its finish ``2 * node + 1``. A link between nodes of one calendar is an end and a
number of minutes that together bound the start of the successor; whatever holds the successor's finish has the
successor's duration taken off. Links that need the clock on the wall are *crossings*.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from quncheng.engine.calendar import WorkCalendar
from quncheng.engine.minutes import WorkMinutes
from quncheng.engine.types import Dependency, Plan

LOWEST = -(1 << 60)
HIGHEST = 1 << 60


@dataclass(slots=True)
class Hold:
    """What besides links says where a task is; all but the shown moments in its own working minutes."""

    start: int | None = None
    """The start whatever the links say."""
    finish: int | None = None
    """The finish, where the duration does not tell it."""
    at_least: int | None = None
    at_most: int | None = None
    """Of the start; stronger than the links."""
    late_finish: int | None = None
    """No later by constraint or deadline."""
    late_start_at_least: int | None = None
    """In a plan scheduled back from its finish."""
    is_late_exact: bool = False
    is_finished: bool = False
    is_late: bool = False
    """As late as possible."""
    shown_start: int | None = None
    shown_finish: int | None = None
    """Moments as people gave them, which may lie in free time."""
    deadline: int | None = None
    """As a moment."""


class Crossing(NamedTuple):
    """A link between two calendars, or with a lag in elapsed time; a tuple, because it is made by the thousand."""

    end: int
    """Of the predecessor."""
    lag: int
    is_elapsed: bool
    holds_finish: bool


@dataclass(slots=True)
class Network:
    """Read-only once built; a changed network shares with the old one what has not changed."""

    plan: Plan
    position: dict[str, int]
    calendars: list[WorkCalendar]
    clocks: list[WorkMinutes]
    begins: list[int]
    """Per clock, the working minutes at the start of the project."""
    clock_of: list[int]
    durations: list[int]
    floors: list[int]
    """The earliest start without links."""
    incoming: list[list[tuple[int, int]]]
    crossings: dict[int, list[Crossing]]
    successors: list[list[int]]
    links: dict[int, Dependency]
    """By `pair`."""
    holds: dict[int, Hold]
    children: dict[int, list[int]]
    gates: dict[int, int]
    """Per summary that something waits at."""
    order: list[int]
    """Every node after all that it waits for."""
    rank: list[int] = field(default_factory=list[int])
    is_special: bytearray = field(default_factory=bytearray)
    """Nodes with more than plain links."""

    @property
    def size(self) -> int:
        """The number of tasks; gates come after them."""
        return len(self.plan.tasks)

    def pair(self, before: int, after: int) -> int:
        return before * len(self.plan.tasks) + after

    def clock(self, node: int) -> WorkMinutes:
        return self.clocks[self.clock_of[node]]

    def summary_of(self, gate: int) -> int:
        return next(summary for summary, node in self.gates.items() if node == gate)

    def task_node(self, node: int) -> int:
        """The task a node belongs to."""
        return node if node < self.size else self.summary_of(node)

    def predecessors(self, node: int) -> Iterable[int]:
        """The tasks and gates whose ends bound the node."""
        yield from (end >> 1 for end, _ in self.incoming[node])
        yield from (crossing.end >> 1 for crossing in self.crossings.get(node, ()))

    def links_into(self, task: int) -> Iterable[tuple[int, Dependency]]:
        """The predecessors of a task with their links."""
        node = self.gates.get(task, task)
        for before in self.predecessors(node):
            link = self.links.get(self.pair(before, task)) if before < self.size else None
            if link is not None:
                yield before, link
