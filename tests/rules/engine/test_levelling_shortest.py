"""The shortest schedules: known ones by hand, small ones against trying everything, and that none breaks a rule."""

from dataclasses import replace
from itertools import permutations

import pytest
from hypothesis import given, settings

from quncheng.engine.levelling.network import build_network
from quncheng.engine.levelling.problem import Absence, Activity, LevellingProblem, Link, Resource
from quncheng.engine.levelling.search import Effort
from quncheng.engine.levelling.shortest import LevelledSchedule, shortest_schedule
from tests.rules.engine.levelling_problems import PEOPLE, broken_links, free_at, overfull, problems, work


def shortest(problem: LevellingProblem, *, orders: int = 60) -> LevelledSchedule:
    return shortest_schedule(problem, effort=Effort(orders=orders))


def test_one_person_does_one_thing_after_the_other() -> None:
    problem = LevellingProblem((work("a", 3), work("b", 2), work("c", 4)), resources=PEOPLE)

    assert shortest(problem).finish == 9


def test_two_people_share_the_work_evenly() -> None:
    team = Resource("team", 2)
    lengths = (3, 3, 2, 2, 2)
    problem = LevellingProblem(
        tuple(Activity(str(number), length, {"team": 1}) for number, length in enumerate(lengths)), resources=(team,)
    )

    assert shortest(problem).finish == 6


def test_the_long_chain_goes_first_though_it_is_named_last() -> None:
    activities = (work("short", 4), work("first", 2), work("then", 6, by="hanmeimei"))

    found = shortest(LevellingProblem(activities, (Link("first", "then"),), PEOPLE))

    assert found == LevelledSchedule({"short": 2, "first": 0, "then": 2}, 8)


@pytest.mark.parametrize(
    ("offset", "start"),
    [(None, 4), (6, 6), (1, 1), (4 + 1 - 2, 3), (-3, 0)],
    ids=["FS", "FS with lag", "SS with lag", "FF with lag", "SF"],
)
def test_a_link_of_any_type_is_an_offset_between_starts(offset: int | None, start: int) -> None:
    activities = (work("before", 4), work("after", 2, by="hanmeimei"))

    found = shortest(LevellingProblem(activities, (Link("before", "after", offset),), PEOPLE))

    assert found.starts == {"before": 0, "after": start}


def test_nothing_is_done_while_somebody_is_away_and_nothing_is_split() -> None:
    away = Resource("lilei", 1, (Absence(2, 5, 1),))

    found = shortest(LevellingProblem((work("three days", 3), work("two days", 2)), resources=(away,)))

    assert found == LevelledSchedule({"three days": 5, "two days": 0}, 8)


def test_what_is_fixed_stays_even_where_it_overloads() -> None:
    held = replace(work("held", 3, planned=1), is_fixed=True)
    begun = replace(work("begun", 2, planned=2), is_fixed=True)
    activities = (held, begun, work("after", 2), work("free", 1))

    found = shortest(LevellingProblem(activities, (Link("begun", "after", 1),), PEOPLE))

    assert found == LevelledSchedule({"held": 1, "begun": 2, "after": 4, "free": 0}, 6)


def test_what_asks_for_more_than_there_is_takes_all_of_it() -> None:
    problem = LevellingProblem((Activity("big", 2, {"lilei": 3}), work("small", 1)), resources=PEOPLE)

    assert shortest(problem).finish == 3


def test_a_release_holds_back_and_an_empty_problem_ends_at_once() -> None:
    assert shortest(LevellingProblem((replace(work("a", 2), earliest_start=5),), resources=PEOPLE)).finish == 7
    assert shortest(LevellingProblem(())) == LevelledSchedule({}, 0)


@pytest.mark.parametrize(
    ("problem", "message"),
    [
        (LevellingProblem((work("a", 1), work("a", 1)), resources=PEOPLE), "two activities or resources"),
        (LevellingProblem((work("a", 1),)), "activity a asks for what there is not"),
        (LevellingProblem((work("a", -1),), resources=PEOPLE), "activity a has a negative time"),
        (LevellingProblem((work("a", 1),), (Link("a", "b"),), PEOPLE), "the link a–b leads nowhere"),
        (LevellingProblem((), resources=(Resource("lilei", -1),)), "resource lilei has a negative number"),
        (
            LevellingProblem((work("a", 1), work("b", 1)), (Link("a", "b"), Link("b", "a", 0)), PEOPLE),
            "the links run in a circle",
        ),
    ],
)
def test_a_problem_without_meaning_is_refused(problem: LevellingProblem, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        shortest(problem)


def test_the_search_stops_when_it_is_told_to_and_still_answers() -> None:
    asked: list[int] = []
    problem = LevellingProblem(tuple(work(str(number), number + 1) for number in range(8)), resources=PEOPLE)

    def stop_at_the_third() -> bool:
        asked.append(1)
        return len(asked) == 3

    found = shortest_schedule(problem, effort=Effort(orders=10_000, should_stop=stop_at_the_third))

    assert (len(asked), found.finish) == (3, 36)


def test_the_same_seed_finds_the_same() -> None:
    activities = tuple(Activity(str(number), 1 + number * 7 % 5, {"team": 1 + number % 3}) for number in range(24))
    links = tuple(Link(str(number), str(number + 5)) for number in range(0, 19, 2))
    problem = LevellingProblem(activities, links, (Resource("team", 4),))

    one, other = (shortest_schedule(problem, effort=Effort(orders=80, seed=3)) for _ in range(2))

    assert one == other


@settings(deadline=None, max_examples=60)
@given(problems())
def test_small_problems_are_solved_as_well_as_by_trying_every_order(problem: LevellingProblem) -> None:
    assert shortest(problem, orders=80).finish == best_of_all_orders(problem)


@settings(deadline=None, max_examples=100)
@given(problems(is_movable=True))
def test_no_schedule_breaks_a_link_or_asks_for_more_than_there_is(problem: LevellingProblem) -> None:
    starts = shortest(problem, orders=3).starts

    assert broken_links(problem, starts) == []
    assert overfull(problem, starts) == []
    assert all(starts[activity.id] >= activity.earliest_start for activity in problem.activities)


def test_dates_do_not_sort_activities_whose_successors_may_start_first() -> None:
    plain = LevellingProblem((work("a", 2), work("b", 2)), (Link("a", "b"),), PEOPLE)
    lead = LevellingProblem((work("a", 2), work("b", 2)), (Link("a", "b", -1),), PEOPLE)

    assert build_network(plain, earliest=[0, 0]).is_sorted_by_dates
    assert not build_network(lead, earliest=[0, 0]).is_sorted_by_dates


def best_of_all_orders(problem: LevellingProblem) -> int:
    """Every schedule in which nothing can start sooner comes from some order; this tries them all, plainly."""
    movable = [activity for activity in problem.activities if not activity.is_fixed]
    ends = [_finish_in_order(problem, order) for order in permutations(movable)]
    return min(end for end in ends if end is not None)


def _finish_in_order(problem: LevellingProblem, order: tuple[Activity, ...]) -> int | None:
    starts = {activity.id: activity.planned_start for activity in problem.activities if activity.is_fixed}
    by_id = {activity.id: activity for activity in problem.activities}
    for activity in order:
        first = activity.earliest_start
        for link in problem.links:
            if link.successor_id == activity.id:
                if link.predecessor_id not in starts:
                    return None
                before = by_id[link.predecessor_id]
                first = max(first, starts[before.id] + (before.duration if link.offset is None else link.offset))
        while not _fits(problem, by_id, starts, activity, first):
            first += 1
        starts[activity.id] = first
    return max(starts[activity.id] + activity.duration for activity in problem.activities)


def _fits(
    problem: LevellingProblem, by_id: dict[str, Activity], starts: dict[str, int], activity: Activity, start: int
) -> bool:
    for resource in problem.resources:
        demand = min(activity.demands.get(resource.id, 0), resource.capacity)
        for time in range(start, start + activity.duration):
            used = sum(
                min(by_id[other].demands.get(resource.id, 0), resource.capacity)
                for other, begin in starts.items()
                if begin <= time < begin + by_id[other].duration
            )
            if demand and used + demand > free_at(resource, time):
                return False
    return True
