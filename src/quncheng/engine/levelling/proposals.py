"""What the project manager is offered when somebody has too much to do: who would wait, why, and what it would cost.

A proposal is only told; applying it is a change of the plan like any other. Levelling delays, it pulls nothing ahead.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from quncheng.engine.levelling.decoding import by_start, place
from quncheng.engine.levelling.network import Network, build_network
from quncheng.engine.levelling.objective import Objective, keep_the_plan
from quncheng.engine.levelling.overloads import Load, Overload
from quncheng.engine.levelling.problem import Activity, LevellingProblem, Link, check_problem
from quncheng.engine.levelling.rules import order_by
from quncheng.engine.levelling.search import Effort, search
from quncheng.engine.levelling.within_float import latest_starts, place_within


@dataclass(frozen=True, slots=True)
class Shortage:
    """From ``start`` until before ``finish`` the resource is too busy with ``activity_ids`` to take on one more."""

    resource_id: str
    start: int
    finish: int
    activity_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Delay:
    """An activity that would wait: for a resource, or for its predecessor, which waits itself, or for both in turn."""

    activity_id: str
    planned_start: int
    start: int
    shortages: tuple[Shortage, ...] = ()
    predecessor_id: str | None = None

    @property
    def units(self) -> int:
        return self.start - self.planned_start


@dataclass(frozen=True, slots=True)
class MissedDeadline:
    activity_id: str
    deadline: int
    finish: int


@dataclass(frozen=True, slots=True)
class LevellingProposal:
    """The delays by new start, and their price: the end of the project, missed deadlines, broken links, overloads."""

    delays: tuple[Delay, ...]
    planned_finish: int
    finish: int
    missed_deadlines: tuple[MissedDeadline, ...]
    broken_links: tuple[Link, ...]
    """Links to what is fixed that the plan keeps and the delays would break."""
    overloads: tuple[Overload, ...]

    @property
    def finish_delay(self) -> int:
        return self.finish - self.planned_finish

    @property
    def excess(self) -> int:
        """How much work is more than the resources can do, in all."""
        return sum(overload.excess for overload in self.overloads)


@dataclass(frozen=True, slots=True)
class PricedLevelling:
    """The problem of levelling with a date price in numbers, for the search here and an optimiser elsewhere."""

    network: Network
    objective: Objective


def find_overloads(problem: LevellingProblem) -> tuple[Overload, ...]:
    """Where the plan as it stands asks more of a resource than it can do."""
    return tuple(Load(problem, {activity.id: activity.planned_start for activity in problem.activities}).overloads())


def level_within_float(
    problem: LevellingProblem, total_float: Mapping[str, int], *, effort: Effort
) -> LevellingProposal:
    """Moves within the floats alone: the end of the project, the deadlines and what is fixed stay where they are.

    Proposes nothing unless it helps: moving what stays overloaded would only spread the trouble.
    Raises ValueError for a problem that has no meaning.
    """
    network = _planned_network(problem)
    latest = latest_starts(problem, network, total_float=total_float)
    weights = keep_the_plan(network, _priorities(problem), planned_finish=planned_finish(problem)).delay_weights
    starts = place_within(network, latest, ranks=_ranks(problem, latest), weights=weights, effort=effort)
    proposal, plan = (
        propose(problem, starts),
        propose(problem, [activity.planned_start for activity in problem.activities]),
    )
    return proposal if proposal.excess < plan.excess else plan


def level_with_price(problem: LevellingProblem, *, effort: Effort) -> LevellingProposal:
    """No resource overloaded by what can move, whatever the dates cost, and as cheaply as was found.

    Raises ValueError for a problem that has no meaning.
    """
    return propose(problem, cheapest_starts(problem, price(problem), effort=effort))


def price(problem: LevellingProblem) -> PricedLevelling:
    """Raises ValueError for a problem that has no meaning."""
    network = _planned_network(problem)
    return PricedLevelling(
        network, keep_the_plan(network, _priorities(problem), planned_finish=planned_finish(problem))
    )


def cheapest_starts(problem: LevellingProblem, priced: PricedLevelling, *, effort: Effort) -> list[int]:
    """What `level_with_price` proposes, for an optimiser to begin with."""
    # What a manager would do by hand is tried first: by priority, then by date.
    by_hand = order_by(_ranks(problem, priced.network.earliest), priced.network)
    return search(priced.network, objective=priced.objective, effort=effort, first=[by_hand])


def settle(priced: PricedLevelling, starts: Sequence[int]) -> list[int]:
    """The same order with everything as early as it can be: it seldom costs more, and each delay has its reason."""
    return place(by_start(starts, priced.network), priced.network)


def propose(problem: LevellingProblem, starts: Sequence[int]) -> LevellingProposal:
    """What these starts, in the order of the activities, would mean for the plan."""
    activities = problem.activities
    start_of = {activity.id: start for activity, start in zip(activities, starts, strict=True)}
    load = Load(problem, start_of)
    links = _relaxed(problem)
    delays = [
        _delay(activity, start_of, load=load, links=links.get(activity.id, ()))
        for activity in activities
        if start_of[activity.id] > activity.planned_start
    ]
    return LevellingProposal(
        delays=tuple(sorted(delays, key=lambda delay: (delay.start, delay.activity_id))),
        planned_finish=planned_finish(problem),
        finish=max((start_of[activity.id] + activity.duration for activity in activities), default=0),
        missed_deadlines=tuple(_missed(activities, start_of)),
        broken_links=tuple(link for after in links.values() for link in after if _is_broken(link, start_of)),
        overloads=tuple(load.overloads()),
    )


def planned_finish(problem: LevellingProblem) -> int:
    return max((activity.planned_start + activity.duration for activity in problem.activities), default=0)


def _planned_network(problem: LevellingProblem) -> Network:
    check_problem(problem)
    links = tuple(link for links in _relaxed(problem).values() for link in links)
    return build_network(
        replace(problem, links=links), earliest=[activity.planned_start for activity in problem.activities]
    )


def _relaxed(problem: LevellingProblem) -> dict[str, list[Link]]:
    """The links by successor; one that the plan already breaks binds only as far as the plan keeps it."""
    activities = {activity.id: activity for activity in problem.activities}
    relaxed: dict[str, list[Link]] = {}
    for link in problem.links:
        before, after = activities[link.predecessor_id], activities[link.successor_id]
        offset = before.duration if link.offset is None else link.offset
        kept = min(offset, after.planned_start - before.planned_start)
        relaxed.setdefault(after.id, []).append(Link(before.id, after.id, kept))
    return relaxed


def _ranks(problem: LevellingProblem, dates: Sequence[int]) -> list[int]:
    """The place of each activity in the queue: by priority, then by date, then by planned start."""
    activities = problem.activities
    queue = sorted(
        range(len(activities)),
        key=lambda index: (-activities[index].priority, dates[index], activities[index].planned_start),
    )
    ranks = [0] * len(activities)
    for rank, index in enumerate(queue):
        ranks[index] = rank
    return ranks


def _delay(activity: Activity, starts: Mapping[str, int], *, load: Load, links: Sequence[Link]) -> Delay:
    start, first, predecessor_id = starts[activity.id], activity.planned_start, None
    for link in links:
        if link.offset is not None and starts[link.predecessor_id] + link.offset > first:
            first, predecessor_id = starts[link.predecessor_id] + link.offset, link.predecessor_id
    shortages = tuple(_shortages(activity, starts, load=load, first=first)) if start > first else ()
    return Delay(activity.id, activity.planned_start, start, shortages, predecessor_id)


def _shortages(activity: Activity, starts: Mapping[str, int], *, load: Load, first: int) -> list[Shortage]:
    """What stands in the way of starting at ``first``, resource by resource."""
    own = range(starts[activity.id], starts[activity.id] + activity.duration)
    shortages: list[Shortage] = []
    for resource_id, demand in activity.demands.items():
        over = [
            time
            for time in range(first, first + activity.duration)
            if load.spare(resource_id, time) < (0 if time in own else demand)
        ]
        if over:
            users = load.users(resource_id, start=over[0], finish=over[-1] + 1)
            others = tuple(user for user in users if user != activity.id)
            shortages.append(Shortage(resource_id, over[0], over[-1] + 1, others))
    return shortages


def _is_broken(link: Link, starts: Mapping[str, int]) -> bool:
    return link.offset is not None and starts[link.successor_id] < starts[link.predecessor_id] + link.offset


def _missed(activities: Sequence[Activity], starts: Mapping[str, int]) -> list[MissedDeadline]:
    return [
        MissedDeadline(one.id, one.deadline, starts[one.id] + one.duration)
        for one in activities
        if one.deadline is not None
        and starts[one.id] > one.planned_start
        and starts[one.id] + one.duration > one.deadline
    ]


def _priorities(problem: LevellingProblem) -> list[int]:
    return [activity.priority for activity in problem.activities]
