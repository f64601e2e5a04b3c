"""kill -9 while people speak: the short form of ``python3 dev.py chaos``."""

import pytest

from bench.chaos import DATABASES, torment


@pytest.mark.slow
@pytest.mark.parametrize("kind", DATABASES)
def test_nothing_is_lost_and_nothing_is_done_twice(kind: str) -> None:
    outcome = torment(kind, messages=100, kills=2, seed=7)

    assert (outcome.messages, outcome.kills) == (100, 2)
    assert (outcome.lost, outcome.done_twice, outcome.unanswered, outcome.parked) == (0, 0, 0, 0)
    assert outcome.repeated_answers <= outcome.bound == 8
