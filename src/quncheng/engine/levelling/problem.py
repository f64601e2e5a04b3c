"""What levelling reads: activities, the links between them, and resources that can do only so much at a time.

Time is counted in whole units from 0: workdays, half days, hours, whatever the caller's plan is made in.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Activity:
    """A piece of work that takes ``duration`` units at a stretch and ``demands`` of its resources all the while.

    ``planned_start`` is where the plan has it. What has begun or is held at a date by hand ``is_fixed`` and stays
    there. ``deadline`` is the latest end that costs nothing. The higher ``priority``, the later it gives way.
    """

    id: str
    duration: int
    demands: Mapping[str, int] = field(default_factory=dict[str, int])
    earliest_start: int = 0
    planned_start: int = 0
    deadline: int | None = None
    priority: int = 0
    is_fixed: bool = False


@dataclass(frozen=True, slots=True)
class Link:
    """The successor starts at least ``offset`` units after the predecessor's start; negative where it may start sooner.

    None stands for the predecessor's duration: the successor starts when it has finished. All four types of dependency
    are such offsets: with durations p and s and a lag, FS is p + lag, SS lag, FF p + lag − s, SF lag − s.
    """

    predecessor_id: str
    successor_id: str
    offset: int | None = None


@dataclass(frozen=True, slots=True)
class Absence:
    """From ``start`` until before ``finish`` the resource can do ``amount`` less."""

    start: int
    finish: int
    amount: int


@dataclass(frozen=True, slots=True)
class Resource:
    id: str
    capacity: int
    absences: tuple[Absence, ...] = ()


@dataclass(frozen=True, slots=True)
class LevellingProblem:
    activities: tuple[Activity, ...]
    links: tuple[Link, ...] = ()
    resources: tuple[Resource, ...] = ()


def check_problem(problem: LevellingProblem) -> None:
    """Raises ValueError for what no schedule could mean: the caller made it from a plan that is already checked."""
    activity_ids = {activity.id for activity in problem.activities}
    resource_ids = {resource.id for resource in problem.resources}
    if len(activity_ids) < len(problem.activities) or len(resource_ids) < len(problem.resources):
        raise ValueError("two activities or resources have the same id")
    for activity in problem.activities:
        if min(activity.duration, activity.earliest_start, activity.planned_start) < 0:
            raise ValueError(f"activity {activity.id} has a negative time")
        if not activity.demands.keys() <= resource_ids or min(activity.demands.values(), default=0) < 0:
            raise ValueError(f"activity {activity.id} asks for what there is not")
    for link in problem.links:
        if not {link.predecessor_id, link.successor_id} <= activity_ids:
            raise ValueError(f"the link {link.predecessor_id}–{link.successor_id} leads nowhere")
    for resource in problem.resources:
        if resource.capacity < 0 or any(absence.amount < 0 or absence.start < 0 for absence in resource.absences):
            raise ValueError(f"resource {resource.id} has a negative number")
