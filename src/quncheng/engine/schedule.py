"""Scheduling: a plan is prepared once; then its schedule, the schedule of a changed one and the impact cost little."""

from functools import cached_property

from quncheng.engine.answer import Schedule
from quncheng.engine.changes import apply_change, change_network
from quncheng.engine.compiling import compile_plan
from quncheng.engine.errors import MissingMoment
from quncheng.engine.impact import Impact
from quncheng.engine.minutes import to_minute
from quncheng.engine.network import LOWEST, Network
from quncheng.engine.placing import Placement
from quncheng.engine.timing import late_ends, project_finish
from quncheng.engine.types import Direction, Plan, PlanChange
from quncheng.kit.collecting import collection_paused


def schedule(plan: Plan) -> Schedule:
    """Dates for every task. Raises what `prepare` raises."""
    return prepare(plan).schedule()


def dry_run(plan: Plan, change: PlanChange) -> Impact:
    """The consequences of the change. Raises what `prepare` and `apply_change` raise."""
    return prepare(plan).dry_run(change)


def prepare(plan: Plan) -> "Prepared":
    """The plan, scheduled and ready for questions.

    Raises UnknownPlanTask, DuplicateDependency, SummaryLinkRefused, DependencyCycle, InvalidDuration, MissingMoment and
    DateOutOfRange.
    """
    with collection_paused():
        return Prepared(_place(compile_plan(plan)))


class Prepared:
    """A scheduled plan. Never changes: a change makes another one, which shares what stays."""

    def __init__(self, placement: Placement, *, moved: tuple[int, ...] | None = None) -> None:
        self.placement = placement
        self._moved = moved
        """What may lie elsewhere than before the change that made this one; None for everything."""

    @property
    def plan(self) -> Plan:
        return self.placement.network.plan

    @cached_property
    def _schedule(self) -> Schedule:
        return Schedule(self.placement)

    def schedule(self) -> Schedule:
        return self._schedule

    def with_change(self, change: PlanChange) -> "Prepared":
        """The plan after the change. A change of tasks and links costs what it moves, any other a schedule.

        Raises what `prepare` and `apply_change` raise.
        """
        changed = change_network(self.placement.network, change)
        if changed is None:
            return prepare(apply_change(self.plan, change))
        placement = self.placement.copy_for(changed.network)
        return Prepared(placement, moved=tuple(placement.replace_from(changed.edited)))

    def dry_run(self, change: PlanChange) -> Impact:
        """The consequences of the change; `with_change` leads to exactly ``Impact.after``."""
        after = self.with_change(change)
        return Impact(self.schedule(), after.schedule(), change=change, nodes=after._moved)


def _place(network: Network) -> Placement:
    if network.plan.direction is Direction.BACKWARD:
        return _place_backward(network)
    placement = Placement(network).place_all()
    late = [node for node, hold in network.holds.items() if hold.is_late]
    if not late:
        return placement
    ends = late_ends(placement, project_finish(placement) or 0).ends
    return Placement(network, late_starts={node: ends[2 * node] for node in late}).place_all()


def _place_backward(network: Network) -> Placement:
    """From the finish back to a start of the project, then forward from there with everything as late as it may be."""
    if network.plan.finishes_on is None:
        raise MissingMoment(field="finishes_on")
    placement = Placement(network).place_all()
    finish = to_minute(network.plan.finishes_on, is_end=True)
    ends = late_ends(placement, finish, is_backward=True).ends
    tasks = [node for node in range(network.size) if node not in network.children]
    begin = min((network.clock(node).start(ends[2 * node]) for node in tasks), default=finish)
    network.begins = [clock.until(begin) for clock in network.clocks]
    network.floors = [
        LOWEST if floor == LOWEST else network.begins[number]
        for floor, number in zip(network.floors, network.clock_of, strict=True)
    ]
    late = {node: ends[2 * node] for node, hold in network.holds.items() if hold.is_late}
    return Placement(network, late_starts=late).place_all()
