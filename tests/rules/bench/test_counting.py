"""The bench counts what it says it counts."""

import io
import random
import subprocess
import sys
from itertools import chain

import pytest

from bench import dataset, words
from bench.mixed import DECK
from bench.processes import cpu_ms, pss_mb, tree_of
from bench.report import SERVER_TARGETS, SINGLE_TARGETS, print_table

BURN = "import time\nwhile time.process_time() < 0.3: pass\n"
PARENT = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {BURN!r}]); print('done', flush=True); input()"

linux_only = pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")


@linux_only
def test_the_time_of_a_child_that_has_ended_still_counts() -> None:
    with subprocess.Popen([sys.executable, "-c", PARENT], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as parent:
        assert parent.stdout is not None
        assert parent.stdin is not None
        assert parent.stdout.readline() == b"done\n"

        assert tree_of(parent.pid) == (parent.pid,)
        assert cpu_ms((parent.pid,)) >= 300
        assert cpu_ms((parent.pid, parent.pid)) == cpu_ms((parent.pid,))
        assert 1 < pss_mb((parent.pid,)) < 100
        parent.stdin.close()


@linux_only
def test_a_process_that_is_gone_costs_nothing() -> None:
    with subprocess.Popen([sys.executable, "-c", ""]) as process:
        process.wait()

        assert (cpu_ms((process.pid,)), pss_mb((process.pid,))) == (0.0, 0.0)


def test_eight_of_ten_mixed_requests_read() -> None:
    assert len(DECK) == 20
    assert sum(name in {"task", "sync", "list", "board"} for name in DECK) == 16


def test_the_data_name_everybody_and_every_task_differently() -> None:
    assert len(set(words.names(dataset.MEMBERS))) == dataset.MEMBERS == 50
    titles = words.titles(dataset.LARGE_TASKS, chance=random.Random(dataset.SEED))
    assert len(set(titles)) == dataset.LARGE_TASKS == 10_000


def test_the_table_marks_what_misses_its_target() -> None:
    written = io.StringIO()

    print_table(
        {"sqlite": {"task_read": {"cpu_ms": 1.5}}, "postgresql": {"task_read": {"cpu_ms": 2.5}}},
        to=written,
    )

    assert written.getvalue() == (
        "| operation | number | target | SQLite | PostgreSQL |\n"
        "|---|---|---|---|---|\n"
        "| task_read | cpu_ms | ≤ 2 ms CPU | 1.5 | **2.5** ✗ |\n"
    )


def test_every_number_has_one_target() -> None:
    targets = [(target.operation, target.number) for target in chain(SERVER_TARGETS, *SINGLE_TARGETS.values())]

    assert targets
    assert sorted(set(targets)) == sorted(targets)
