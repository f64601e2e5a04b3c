"""What is offered to somebody with overloaded people: who waits, for whom, and what it costs."""

from dataclasses import replace

import pytest
from hypothesis import given, settings

from quncheng.engine.levelling.overloads import Overload
from quncheng.engine.levelling.problem import Absence, Activity, LevellingProblem, Link, Resource
from quncheng.engine.levelling.proposals import (
    Delay,
    LevellingProposal,
    MissedDeadline,
    Shortage,
    find_overloads,
    level_with_price,
    level_within_float,
    price,
    propose,
    settle,
)
from quncheng.engine.levelling.search import Effort
from tests.rules.engine.levelling_problems import PEOPLE, broken_links, overfull, problems, work

EFFORT = Effort(orders=20)
TWO_AT_ONCE = LevellingProblem((work("design", 3), work("review", 2), work("build", 6, by="hanmeimei")), (), PEOPLE)
"""李雷 has two things to do at once; the project ends with 韩梅梅's work on day 6, so both have float."""


def starts_of(problem: LevellingProblem, proposal: LevellingProposal) -> dict[str, int]:
    planned = {activity.id: activity.planned_start for activity in problem.activities}
    return planned | {delay.activity_id: delay.start for delay in proposal.delays}


def test_the_overload_is_named_with_its_days_and_tasks() -> None:
    assert find_overloads(TWO_AT_ONCE) == (Overload("lilei", 0, 2, 2, ("design", "review")),)


def test_within_its_float_the_one_with_more_of_it_waits_and_the_end_stays() -> None:
    proposal = level_within_float(TWO_AT_ONCE, {"design": 3, "review": 4, "build": 0}, effort=EFFORT)

    assert proposal == LevellingProposal(
        delays=(Delay("review", 0, 3, (Shortage("lilei", 0, 2, ("design",)),)),),
        planned_finish=6,
        finish=6,
        missed_deadlines=(),
        broken_links=(),
        overloads=(),
    )
    assert (proposal.delays[0].units, proposal.finish_delay) == (3, 0)


def test_the_less_important_one_waits() -> None:
    problem = replace(
        TWO_AT_ONCE,
        activities=(work("design", 3, priority=1), work("review", 2, priority=2), TWO_AT_ONCE.activities[2]),
    )

    proposal = level_within_float(problem, {"design": 3, "review": 4}, effort=EFFORT)

    assert [(delay.activity_id, delay.units) for delay in proposal.delays] == [("design", 2)]


def test_without_enough_float_the_overload_stays_and_nothing_moves() -> None:
    proposal = level_within_float(TWO_AT_ONCE, {"design": 1, "review": 1}, effort=EFFORT)

    assert proposal.delays == ()
    assert proposal.overloads == (Overload("lilei", 0, 2, 2, ("design", "review")),)


def test_a_float_too_large_to_be_true_moves_no_end_no_deadline_and_nothing_fixed() -> None:
    held = Activity("handover", 1, planned_start=5, is_fixed=True)
    due = replace(work("design", 3), deadline=3)
    problem = LevellingProblem((due, work("review", 2), held), (Link("review", "handover"),), PEOPLE)

    proposal = level_within_float(problem, {"design": 99, "review": 99}, effort=EFFORT)

    assert starts_of(problem, proposal) == {"design": 0, "review": 3, "handover": 5}


def test_a_date_is_paid_where_the_float_is_not_enough() -> None:
    problem = LevellingProblem((work("design", 3), work("review", 2), work("ship", 1, planned=3)), (), PEOPLE)

    proposal = level_with_price(problem, effort=EFFORT)

    assert proposal.overloads == ()
    assert (proposal.planned_finish, proposal.finish, proposal.finish_delay) == (4, 6, 2)
    assert starts_of(problem, proposal) == {"design": 0, "ship": 3, "review": 4}


def test_a_successor_waits_for_its_predecessor_and_says_so() -> None:
    begun = replace(work("design", 3), is_fixed=True)
    activities = (begun, work("draft", 2), work("print", 1, planned=2, by="hanmeimei"))

    proposal = level_with_price(LevellingProblem(activities, (Link("draft", "print"),), PEOPLE), effort=EFFORT)

    assert proposal.delays == (
        Delay("draft", 0, 3, (Shortage("lilei", 0, 2, ("design",)),)),
        Delay("print", 2, 5, (), "draft"),
    )


def test_a_missed_deadline_is_part_of_the_price_and_the_more_important_one_is_kept() -> None:
    activities = (
        replace(work("low", 2, priority=1), deadline=2),
        replace(work("high", 2, priority=2), deadline=2),
    )

    proposal = level_with_price(LevellingProblem(activities, (), PEOPLE), effort=EFFORT)

    assert proposal.missed_deadlines == (MissedDeadline("low", 2, 4),)


def test_what_has_begun_never_moves_whatever_its_priority() -> None:
    begun = replace(work("begun", 3), is_fixed=True)
    problem = LevellingProblem((begun, work("urgent", 1, planned=1, priority=9)), (), PEOPLE)

    proposal = level_with_price(problem, effort=EFFORT)

    assert [(delay.activity_id, delay.start) for delay in proposal.delays] == [("urgent", 3)]


def test_a_link_to_fixed_work_that_cannot_be_kept_is_told() -> None:
    begun = replace(work("begun", 2), is_fixed=True)
    held = replace(work("held", 1, planned=1, by="hanmeimei"), is_fixed=True)
    problem = LevellingProblem((begun, held, work("draft", 1)), (Link("draft", "held"),), PEOPLE)

    proposal = level_with_price(problem, effort=EFFORT)

    assert (proposal.delays[0].activity_id, proposal.delays[0].start) == ("draft", 2)
    assert proposal.broken_links == (Link("draft", "held", 1),)


def test_somebody_away_is_overloaded_by_any_work_and_the_work_waits_until_they_are_back() -> None:
    away = Resource("lilei", 8, (Absence(1, 3, 8),))
    problem = LevellingProblem((Activity("half", 2, {"lilei": 4}),), (), (away,))

    assert find_overloads(problem) == (Overload("lilei", 1, 2, 4, ("half",)),)
    assert level_with_price(problem, effort=EFFORT).delays == (Delay("half", 0, 3, (Shortage("lilei", 1, 2, ()),)),)


def test_what_only_fixed_work_overloads_stays_and_is_told() -> None:
    held = (replace(work("a", 2), is_fixed=True), replace(work("b", 2), is_fixed=True))

    proposal = level_with_price(LevellingProblem(held, (), PEOPLE), effort=EFFORT)

    assert (proposal.delays, proposal.overloads) == ((), (Overload("lilei", 0, 2, 2, ("a", "b")),))


def test_a_link_the_plan_breaks_already_moves_nothing() -> None:
    problem = LevellingProblem((work("a", 3), work("b", 2, by="hanmeimei")), (Link("a", "b"),), PEOPLE)

    assert level_with_price(problem, effort=EFFORT).delays == ()


def test_a_schedule_from_elsewhere_is_pulled_together_before_it_is_offered() -> None:
    problem = LevellingProblem((work("a", 2), work("b", 2)), (), PEOPLE)

    loose = settle(price(problem), [7, 1])

    assert loose == [2, 0]
    assert propose(problem, loose).finish == 4


@settings(deadline=None, max_examples=100)
@given(problems())
def test_within_the_float_the_end_and_the_deadlines_stay_and_overloads_only_shrink(problem: LevellingProblem) -> None:
    proposal = level_within_float(problem, dict.fromkeys(map(str, range(6)), 5), effort=Effort(orders=4))

    assert (proposal.finish_delay, proposal.missed_deadlines, proposal.broken_links) == (0, (), ())
    excess = sum(overload.excess for overload in find_overloads(problem))
    assert proposal.excess < excess if proposal.delays else proposal.excess == excess
    assert all(0 < delay.units <= 5 for delay in proposal.delays)
    before = {activity.id: activity.planned_start for activity in problem.activities}
    kept_before = [link for link in problem.links if link not in broken_links(problem, before)]
    assert broken_links(replace(problem, links=tuple(kept_before)), starts_of(problem, proposal)) == []


@settings(deadline=None, max_examples=100)
@given(problems(is_movable=True))
def test_with_a_price_no_overload_is_left_and_every_delay_has_a_reason(problem: LevellingProblem) -> None:
    proposal = level_with_price(problem, effort=Effort(orders=4))

    assert proposal.overloads == ()
    assert overfull(problem, starts_of(problem, proposal)) == []
    assert all(delay.shortages or delay.predecessor_id for delay in proposal.delays)


@pytest.mark.parametrize("seed", [0, 1])
def test_the_same_seed_proposes_the_same(seed: int) -> None:
    activities = tuple(work(str(number), 1 + number % 4, planned=number // 3) for number in range(15))
    problem = LevellingProblem(activities, (Link("0", "9"), Link("3", "11")), PEOPLE)

    one, other = (level_with_price(problem, effort=Effort(orders=50, seed=seed)) for _ in range(2))

    assert one == other
