"""A changed plan, and the network of a plan that differs from another one in a few tasks and links."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from quncheng.engine.compiling import add_bound, is_free
from quncheng.engine.errors import DuplicateDependency, UnknownPlanTask
from quncheng.engine.holding import to_duration, to_hold
from quncheng.engine.network import LOWEST, Hold, Network
from quncheng.engine.types import ConstraintType, Dependency, Direction, LinkType, Plan, PlanChange, PlanTask


def apply_change(plan: Plan, change: PlanChange) -> Plan:
    """The plan after the change; the links of a removed task go with it. Raises UnknownPlanTask."""
    tasks = plan.tasks
    if change.tasks or change.removed_task_ids:
        named = {task.id: task for task in plan.tasks}
        for task_id in change.removed_task_ids:
            if named.pop(task_id, None) is None:
                raise UnknownPlanTask(task_id=task_id)
        named.update((task.id, task) for task in change.tasks)
        tasks = tuple(named.values())
    dependencies = plan.dependencies
    if change.removed_dependencies or change.removed_task_ids:
        dependencies = tuple(link for link in dependencies if _is_kept(link, change))
    return replace(
        plan,
        tasks=tasks,
        dependencies=(*dependencies, *change.added_dependencies) if change.added_dependencies else dependencies,
        starts_on=change.starts_on or plan.starts_on,
        finishes_on=change.finishes_on or plan.finishes_on,
        calendar=change.calendar or plan.calendar,
        calendars=plan.calendars if change.calendars is None else change.calendars,
        member_calendars=plan.member_calendars if change.member_calendars is None else change.member_calendars,
    )


def _is_kept(link: Dependency, change: PlanChange) -> bool:
    ends = (link.predecessor_id, link.successor_id)
    gone = change.removed_task_ids
    return ends not in change.removed_dependencies and ends[0] not in gone and ends[1] not in gone


@dataclass(frozen=True, slots=True)
class ChangedNetwork:
    network: Network
    edited: frozenset[int]
    """Nodes whose bounds are others than before."""


def change_network(network: Network, change: PlanChange) -> ChangedNetwork | None:
    """The network after the change, sharing what has not changed; None where it has to be compiled anew.

    Raises DuplicateDependency, UnknownPlanTask, InvalidDuration and MissingMoment.
    """
    if not _is_local(network, change):
        return None
    changed = _copy(network, change)
    patch = _Patch(changed)
    for task in change.tasks:
        patch.put(task)
    for before, after in change.removed_dependencies:
        patch.remove_link(changed.position.get(before, -1), changed.position.get(after, -1))
    for link in change.added_dependencies:
        patch.add_link(link)
    patch.relink()
    return ChangedNetwork(changed, frozenset(patch.edited))


def _is_local(network: Network, change: PlanChange) -> bool:
    plan = network.plan
    whole = (change.starts_on, change.finishes_on, change.calendar, change.calendars, change.member_calendars)
    if change.removed_task_ids or any(one is not None for one in whole):
        return False
    if plan.direction is Direction.BACKWARD or any(hold.is_late for hold in network.holds.values()):
        return False
    if not all(_stays_in_place(network, task) for task in change.tasks):
        return False
    gone = [network.position.get(task_id, -1) for pair in change.removed_dependencies for task_id in pair]
    if not network.children.keys().isdisjoint(gone):
        return False
    return all(_keeps_order(network, link) for link in change.added_dependencies)


def _stays_in_place(network: Network, task: PlanTask) -> bool:
    node = network.position.get(task.id)
    if node is None or node in network.children or task.constraint is ConstraintType.AS_LATE_AS_POSSIBLE:
        return False
    old, members = network.plan.tasks[node], network.plan.member_calendars
    return (
        old.parent_id == task.parent_id
        and old.calendar_id == task.calendar_id
        and (not members or _own(members, old) is _own(members, task))
    )


def _own(calendars: Mapping[str, object], task: PlanTask) -> object:
    return calendars.get(task.assignee_ids[0]) if task.assignee_ids else None


def _keeps_order(network: Network, link: Dependency) -> bool:
    before, after = network.position.get(link.predecessor_id), network.position.get(link.successor_id)
    if before is None or after is None or before in network.children or after in network.children:
        return False
    return network.rank[before] < network.rank[after]


def _copy(network: Network, change: PlanChange) -> Network:
    tasks = list(network.plan.tasks)
    for task in change.tasks:
        tasks[network.position[task.id]] = task
    dependencies = network.plan.dependencies
    if change.removed_dependencies:
        dependencies = tuple(link for link in dependencies if _is_kept(link, change))
    if change.added_dependencies:
        dependencies = (*dependencies, *change.added_dependencies)
    relinks = bool(change.added_dependencies or change.removed_dependencies)
    return replace(
        network,
        plan=replace(network.plan, tasks=tuple(tasks), dependencies=dependencies),
        durations=network.durations[:],
        floors=network.floors[:],
        incoming=network.incoming[:],
        crossings=dict(network.crossings),
        successors=network.successors[:] if relinks else network.successors,
        links=dict(network.links) if relinks else network.links,
        holds=dict(network.holds),
        is_special=bytearray(network.is_special),
    )


class _Patch:
    """Writes into the copied network."""

    def __init__(self, network: Network) -> None:
        self._network = network
        self.edited: set[int] = set()
        self._into: dict[int, dict[int, Dependency]] = {}
        """Nodes whose links are written anew, with them."""

    def put(self, task: PlanTask) -> None:
        network = self._network
        node, clock = network.position[task.id], network.clock(network.position[task.id])
        duration = to_duration(task, clock)
        hold: Hold | None = None
        if not is_free(task):
            hold = to_hold(task, clock, duration=duration, direction=network.plan.direction)
        if hold is None:
            network.holds.pop(node, None)
        else:
            network.holds[node] = hold
        self.edited.add(node)
        if duration != network.durations[node]:
            network.durations[node] = duration
            self._links_of(node)
            for after in network.successors[node]:
                if after not in network.children:
                    self._links_of(after)

    def remove_link(self, before: int, after: int) -> None:
        network = self._network
        if before < 0 or after < 0 or network.links.pop(network.pair(before, after), None) is None:
            return
        self._links_of(after).pop(before, None)
        network.successors[before] = [node for node in network.successors[before] if node != after]

    def add_link(self, link: Dependency) -> None:
        network = self._network
        before, after = network.position[link.predecessor_id], network.position[link.successor_id]
        if network.pair(before, after) in network.links:
            raise DuplicateDependency(predecessor_id=link.predecessor_id, successor_id=link.successor_id)
        network.links[network.pair(before, after)] = link
        self._links_of(after)[before] = link
        network.successors[before] = [*network.successors[before], after]

    def relink(self) -> None:
        """Write the links of the nodes that need it, and what special nodes there are."""
        network = self._network
        for node, links in self._into.items():
            # What comes from the gate of a summary stays, behind the links: the first of equal bounds drives the start.
            gates = [bound for bound in network.incoming[node] if bound[0] >= 2 * network.size]
            crossings = [one for one in network.crossings.pop(node, []) if one.end >= 2 * network.size]
            network.incoming[node] = []
            for before, link in links.items():
                add_bound(network, link, before=before, after=node)
            network.incoming[node] += gates
            if crossings:
                network.crossings[node] = [*network.crossings.get(node, ()), *crossings]
            waits = bool(gates or crossings)
            kinds = {link.type for link in links.values()}
            starts_freely = not kinds and not waits
            begin = network.begins[network.clock_of[node]]
            network.floors[node] = begin if starts_freely or LinkType.FF in kinds else LOWEST
        for node in (*self.edited, *self._into):
            network.is_special[node] = node in network.holds or node in network.crossings
        self.edited.update(self._into)

    def _links_of(self, node: int) -> dict[int, Dependency]:
        links = self._into.get(node)
        if links is None:
            task = self._network.task_node(node)
            links = self._into[node] = dict(self._network.links_into(task))
        return links
