"""The instances of the levelling bench are read as they are meant, and its gaps are distances from the best known."""

from pathlib import Path

from bench.levelling import Instance, measure_levelling, read_patterson
from quncheng.engine.levelling.problem import Activity, LevellingProblem, Link, Resource

PATTERSON = """
4 2
3 1

0 0 0 2 2 3
4 2 0 1 4
5 2 1 1 4
0 0 0 0
"""


def test_a_patterson_file_becomes_a_problem() -> None:
    assert read_patterson(PATTERSON) == LevellingProblem(
        (
            Activity("0", 0, {"0": 0, "1": 0}),
            Activity("1", 4, {"0": 2, "1": 0}),
            Activity("2", 5, {"0": 2, "1": 1}),
            Activity("3", 0, {"0": 0, "1": 0}),
        ),
        (Link("0", "1"), Link("0", "2"), Link("1", "3"), Link("2", "3")),
        (Resource("0", 3), Resource("1", 1)),
    )


def test_the_gap_is_the_mean_distance_from_the_best_known(tmp_path: Path) -> None:
    rows = ["instance,lower_bound,best_known_makespan,critical_path_length"]
    for name, best_known in (("J30_1", 9), ("J30_2", 8), ("J60_1", 9), ("J120_1", 6)):
        (tmp_path / f"{name}.txt").write_text(PATTERSON)
        rows.append(f"{name},5,{best_known},5")
    (tmp_path / "best_known.csv").write_text("\n".join(rows))

    found = measure_levelling(tmp_path, is_quick=False, tell=lambda _: None)

    assert {name: numbers["gap_percent"] for name, numbers in found.items()} == {
        "levelling_J30": 6.25,
        "levelling_J60": 0,
        "levelling_J120": 50,
    }
    assert Instance("J30_2", read_patterson(PATTERSON), 8).gap_percent(9) == 12.5
