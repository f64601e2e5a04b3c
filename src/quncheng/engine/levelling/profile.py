"""How much of every resource is in use at every unit of time, packed into one whole number for each unit.

Each resource has a field of bits in that number whose highest bit is empty as long as the resource is within its
capacity, so that one addition and one test tell whether an activity fits. Four resources fit into one machine word.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from quncheng.engine.levelling.problem import Activity, Resource


@dataclass(frozen=True, slots=True)
class Packing:
    resources: Mapping[str, Resource]
    shifts: Mapping[str, int]
    fields: tuple[tuple[int, int], ...]
    """For each resource its highest bit, and the bits below."""

    @property
    def overflow(self) -> int:
        """The highest bit of every field."""
        return sum(highest for highest, _ in self.fields)

    def pack(self, demands: Mapping[str, int]) -> int:
        """What is asked of each resource, and never more than it can do: what asks for more takes all of it."""
        return sum(self._capped(resource_id, demand) for resource_id, demand in demands.items())

    def profile(self, activities: Iterable[Activity], *, horizon: int) -> list[int]:
        """The use of each unit while the activities are where they are planned; full where they overload a resource."""
        taken: Counter[tuple[str, int]] = Counter()
        for resource in self.resources.values():
            for absence in resource.absences:
                for time in range(absence.start, absence.finish):
                    taken[resource.id, time] += absence.amount
        for activity in activities:
            for resource_id, demand in activity.demands.items():
                for time in range(activity.planned_start, activity.planned_start + activity.duration):
                    taken[resource_id, time] += demand
        # Filled up from below, so that a resource at its capacity has all bits of its field but the highest.
        used = [sum(below for _, below in self.fields) - self.pack(self._whole())] * horizon
        for (resource_id, time), amount in taken.items():
            used[time] += self._capped(resource_id, amount)
        return used

    def _whole(self) -> dict[str, int]:
        return {resource.id: resource.capacity for resource in self.resources.values()}

    def _capped(self, resource_id: str, amount: int) -> int:
        return min(amount, self.resources[resource_id].capacity) << self.shifts[resource_id]


def packing_of(resources: Iterable[Resource]) -> Packing:
    by_id = {resource.id: resource for resource in resources}
    shifts: dict[str, int] = {}
    fields: list[tuple[int, int]] = []
    width = 0
    for resource in by_id.values():
        bits = resource.capacity.bit_length()
        shifts[resource.id] = width
        fields.append((1 << (width + bits), ((1 << bits) - 1) << width))
        width += bits + 1
    return Packing(by_id, shifts, tuple(fields))


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
