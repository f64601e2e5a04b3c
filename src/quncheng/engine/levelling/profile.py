"""How much of every resource is in use at every unit of time, packed into one whole number for each unit.

Each resource has a field of bits in that number whose highest bit is empty as long as the resource is within its
capacity, so that one addition and one test tell whether an activity fits. Four resources fit into one machine word.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from quncheng.engine.levelling.problem import Activity, Resource


@dataclass(frozen=True, slots=True)
class Packing:
    resources: tuple[Resource, ...]
    shifts: Mapping[str, int]
    overflow: int
    """The highest bit of every field."""
    fields: tuple[tuple[int, int], ...]
    """For each resource its highest bit, and the bits below."""

    def pack(self, demands: Mapping[str, int]) -> int:
        """What is asked of each resource, and never more than it can do: what asks for more takes all of it."""
        return sum(min(demands.get(one.id, 0), one.capacity) << self.shifts[one.id] for one in self.resources)

    def profile(self, activities: Iterable[Activity], *, horizon: int) -> list[int]:
        """The use of each unit while the activities are where they are planned; full where they overload a resource."""
        free = {one.id: free_capacity(one, horizon=horizon) for one in self.resources}
        for activity in activities:
            for resource_id, demand in activity.demands.items():
                for time in range(activity.planned_start, activity.planned_start + activity.duration):
                    free[resource_id][time] -= demand
        used = [0] * horizon
        for one in self.resources:
            shift, room = self.shifts[one.id], (1 << one.capacity.bit_length()) - 1
            for time, left in enumerate(free[one.id]):
                used[time] |= (room - max(left, 0)) << shift
        return used


def packing_of(resources: tuple[Resource, ...]) -> Packing:
    shifts: dict[str, int] = {}
    fields: list[tuple[int, int]] = []
    width = 0
    for one in resources:
        shifts[one.id] = width
        bits = one.capacity.bit_length()
        fields.append((1 << (width + bits), ((1 << bits) - 1) << width))
        width += bits + 1
    return Packing(resources, shifts, sum(highest for highest, _ in fields), tuple(fields))


def add_capped(used: int, demand: int, fields: Iterable[tuple[int, int]]) -> int:
    """The use with the demand; a resource that cannot do it all is full."""
    total = used + demand
    for highest, below in fields:
        if total & highest:
            total = total & ~highest | below
    return total


def free_capacity(resource: Resource, *, horizon: int) -> list[int]:
    """What the resource can do in each unit, absences taken off."""
    free = [resource.capacity] * horizon
    for absence in resource.absences:
        for time in range(absence.start, min(absence.finish, horizon)):
            free[time] = max(free[time] - absence.amount, 0)
    return free
