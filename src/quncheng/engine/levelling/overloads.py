"""Where a schedule asks more of a resource than it can do."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import accumulate

from quncheng.engine.levelling.problem import Activity, LevellingProblem, Resource
from quncheng.engine.levelling.profile import free_capacity


@dataclass(frozen=True, slots=True)
class Overload:
    """From ``start`` until before ``finish`` the activities ask for ``excess`` in all more than the resource can do."""

    resource_id: str
    start: int
    finish: int
    excess: int
    activity_ids: tuple[str, ...]


class Load:
    """The use of each resource in each unit of time while the activities start at ``starts``."""

    def __init__(self, problem: LevellingProblem, starts: Mapping[str, int]) -> None:
        self._starts = starts
        self._users: dict[str, list[Activity]] = {resource.id: [] for resource in problem.resources}
        for activity in problem.activities:
            for resource_id, demand in activity.demands.items():
                if demand and activity.duration:
                    self._users[resource_id].append(activity)
        horizon = max((starts[activity.id] + activity.duration for activity in problem.activities), default=0)
        self._horizon = max([horizon, *(activity.planned_start + activity.duration for activity in problem.activities)])
        self._spare = {resource.id: self._spare_of(resource) for resource in problem.resources}

    def spare(self, resource_id: str, time: int) -> int:
        """What is left; below zero where it is overloaded."""
        return self._spare[resource_id][time]

    def users(self, resource_id: str, *, start: int, finish: int) -> tuple[str, ...]:
        """Who uses the resource at any time from ``start`` until before ``finish``."""
        return tuple(
            activity.id
            for activity in self._users[resource_id]
            if self._starts[activity.id] < finish and self._starts[activity.id] + activity.duration > start
        )

    def overloads(self) -> Iterator[Overload]:
        for resource_id, spare in self._spare.items():
            start = None
            for time, left in enumerate([*spare, 0]):
                if left < 0 and start is None:
                    start = time
                elif left >= 0 and start is not None:
                    users = self.users(resource_id, start=start, finish=time)
                    yield Overload(resource_id, start, time, -sum(spare[start:time]), users)
                    start = None

    def _spare_of(self, resource: Resource) -> list[int]:
        changes = [0] * (self._horizon + 1)
        for activity in self._users[resource.id]:
            start, demand = self._starts[activity.id], activity.demands[resource.id]
            changes[start] += demand
            changes[start + activity.duration] -= demand
        free = free_capacity(resource, horizon=self._horizon)
        return [capacity - used for capacity, used in zip(free, accumulate(changes), strict=False)]
