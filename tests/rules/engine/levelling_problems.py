"""Levelling problems for tests, and the two questions every schedule has to answer."""

from collections.abc import Mapping
from dataclasses import replace

from hypothesis import strategies as st

from quncheng.engine.levelling.problem import Absence, Activity, LevellingProblem, Link, Resource

PEOPLE = (Resource("lilei", 1), Resource("hanmeimei", 1))


def work(name: str, duration: int, *, planned: int = 0, by: str = "lilei", priority: int = 0) -> Activity:
    """An activity that takes one person all day."""
    return Activity(name, duration, {by: 1}, planned_start=planned, priority=priority)


def broken_links(problem: LevellingProblem, starts: Mapping[str, int]) -> list[Link]:
    durations = {activity.id: activity.duration for activity in problem.activities}
    return [
        link
        for link in problem.links
        if starts[link.successor_id] - starts[link.predecessor_id]
        < (durations[link.predecessor_id] if link.offset is None else link.offset)
    ]


def overfull(problem: LevellingProblem, starts: Mapping[str, int]) -> list[tuple[str, int]]:
    """The resources and times at which more is asked than there is, counted the slow way."""
    end = max(starts[activity.id] + activity.duration for activity in problem.activities)
    return [
        (resource.id, time)
        for resource in problem.resources
        for time in range(end)
        if sum(
            activity.demands.get(resource.id, 0)
            for activity in problem.activities
            if starts[activity.id] <= time < starts[activity.id] + activity.duration
        )
        > free_at(resource, time)
    ]


def free_at(resource: Resource, time: int) -> int:
    away = sum(absence.amount for absence in resource.absences if absence.start <= time < absence.finish)
    return max(resource.capacity - away, 0)


def absence(start: int, length: int, amount: int) -> Absence:
    return Absence(start, start + length, amount)


@st.composite
def problems(draw: st.DrawFn, *, is_movable: bool = False) -> LevellingProblem:
    """Up to six activities with links of all types, absences, and plans that break links and overload resources.

    With ``is_movable`` nothing is fixed and nobody is asked for more than there is, so that all can be levelled.
    """
    absences = st.builds(absence, st.integers(0, 8), st.integers(1, 4), st.integers(1, 3))
    resources = tuple(
        Resource(name, draw(st.integers(2, 3)), tuple(draw(st.lists(absences, max_size=2)))) for name in ("a", "b")
    )
    most = 2 if is_movable else 4
    activities = draw(
        st.lists(
            st.builds(
                Activity,
                st.just(""),
                st.integers(0, 4),
                st.dictionaries(st.sampled_from(["a", "b"]), st.integers(0, most)),
                st.integers(0, 3),
                st.integers(0, 8),
                st.none() | st.integers(0, 15),
                st.integers(0, 2),
                st.just(False) if is_movable else st.booleans(),
            ),
            min_size=1,
            max_size=6,
        )
    )
    named = tuple(replace(activity, id=str(number)) for number, activity in enumerate(activities))
    pairs = [(str(first), str(second)) for second in range(len(named)) for first in range(second)]
    linked = draw(st.lists(st.sampled_from(pairs), max_size=5, unique=True)) if pairs else []
    links = tuple(Link(first, second, draw(st.none() | st.integers(-3, 6))) for first, second in linked)
    return LevellingProblem(named, links, resources)
