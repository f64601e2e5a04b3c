"""The optimiser beside us: a real one that finds the best, and programs that hang, lie or fall over."""

import subprocess
import sys
from dataclasses import replace

from quncheng.engine.levelling.decoding import finish_of
from quncheng.engine.levelling.network import build_network
from quncheng.engine.levelling.objective import SHORTEST
from quncheng.engine.levelling.problem import Absence, Activity, LevellingProblem, Link, Resource
from quncheng.engine.levelling.proposals import PricedLevelling, level_with_price, price, propose
from quncheng.engine.levelling.search import Effort
from quncheng.providers.optimizer.process import ProcessOptimizer
from quncheng.runtime.ports_optimizer import Improvement

HANGS = "import signal; signal.pause()"
LENGTHS = (5, 5, 4, 4, 3, 3, 3, 2, 2, 2, 2)
TEAM = Resource("team", 3)
SHARED = LevellingProblem(
    tuple(Activity(str(number), length, {"team": 1}) for number, length in enumerate(LENGTHS)), (), (TEAM,)
)
ONE_BY_ONE = [sum(LENGTHS[:number]) for number in range(len(LENGTHS))]


def shortest(problem: LevellingProblem) -> PricedLevelling:
    return PricedLevelling(build_network(problem, earliest=[0] * len(problem.activities)), SHORTEST)


def program(code: str) -> ProcessOptimizer:
    return ProcessOptimizer((sys.executable, "-c", code), start_allowance=2.0)


def test_the_best_schedule_is_found_and_known_to_be_the_best() -> None:
    priced = shortest(SHARED)

    found = ProcessOptimizer(start_allowance=60).improve(priced, ONE_BY_ONE, seconds=20)

    assert (finish_of(found.starts, priced.network), found.is_best) == (12, True)


def test_priority_absence_lead_and_fixed_work_mean_the_same_on_both_sides() -> None:
    begun = Activity("begun", 3, {"lilei": 1}, is_fixed=True)
    draft = Activity("draft", 2, {"lilei": 1}, priority=1)
    review = replace(draft, id="review", priority=2, deadline=9)
    printing = Activity("printing", 2, {"hanmeimei": 1}, planned_start=1)
    people = (Resource("lilei", 1, (Absence(4, 6, 1),)), Resource("hanmeimei", 1))
    problem = LevellingProblem((begun, draft, review, printing), (Link("review", "printing", 1),), people)
    priced = price(problem)

    found = ProcessOptimizer(start_allowance=60).improve(priced, [0, 20, 30, 31], seconds=20)

    assert found == Improvement((0, 8, 6, 7), is_best=True)
    assert propose(problem, found.starts) == level_with_price(problem, effort=Effort(orders=60))


def test_a_program_that_hangs_is_killed_at_its_limit_and_the_answer_is_the_one_we_had() -> None:
    hanging = ProcessOptimizer((sys.executable, "-c", HANGS), start_allowance=0.1)

    assert hanging.improve(shortest(SHARED), ONE_BY_ONE, seconds=0.1) == Improvement(tuple(ONE_BY_ONE))


def test_what_was_said_before_the_kill_counts_and_half_a_line_does_not() -> None:
    better = [0, 0, 0, 4, 5, 5, 8, 8, 8, 10, 10]
    said = f'import sys; print(\'{{"starts": {better}}}\'); print(\'{{"starts": [0\', end="", flush=True); {HANGS}'

    found = program(said).improve(shortest(SHARED), ONE_BY_ONE, seconds=0.1)

    assert found.starts == (0, 0, 0, 4, 5, 5, 8, 8, 8, 10, 10)


def test_a_costlier_answer_is_not_taken() -> None:
    late = [start + 7 for start in ONE_BY_ONE[::-1]]

    assert program(f"print('{{\"starts\": {late}}}')").improve(shortest(SHARED), [0] * 11, seconds=1) == Improvement(
        (0,) * 11
    )


def test_a_program_that_falls_over_changes_nothing() -> None:
    for code in ("raise SystemExit(3)", "print('not json')", 'print(\'{"starts": "soon"}\')'):
        assert program(code).improve(shortest(SHARED), ONE_BY_ONE, seconds=1) == Improvement(tuple(ONE_BY_ONE))


def test_where_nothing_can_move_nobody_is_asked() -> None:
    held = LevellingProblem((Activity("held", 2, {"team": 1}, planned_start=4, is_fixed=True),), (), (TEAM,))

    assert program("raise SystemExit(3)").improve(shortest(held), [4], seconds=1) == Improvement((4,), is_best=True)


def test_the_product_never_loads_the_optimiser_into_its_own_process() -> None:
    code = (
        "import sys; from quncheng.providers.optimizer.process import ProcessOptimizer as P;"
        "print(P().is_installed, 'ortools' in sys.modules)"
    )

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout == "True False\n"
