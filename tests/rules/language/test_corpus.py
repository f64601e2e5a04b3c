"""Every sentence of the corpus is understood exactly as written there."""

from pathlib import Path

import pytest

from quncheng.engine.holidays import chinese_calendar
from quncheng.language.dates import read_moment
from quncheng.language.understanding import understand
from tests.rules.language.corpus import ARROW, NOW, Example, read_corpus
from tests.rules.language.notation import write, write_moment

CALENDAR = chinese_calendar()
EXAMPLES = tuple(read_corpus())
DATES = tuple(
    tuple(line.split(ARROW))
    for line in Path(__file__).with_name("dates.txt").read_text(encoding="utf-8").splitlines()
    if line
)


@pytest.mark.parametrize("example", EXAMPLES, ids=str)
def test_a_sentence_means_what_the_corpus_says(example: Example) -> None:
    reading = understand(example.text, example.situation, calendar=CALENDAR)

    assert write(reading) == example.expected


@pytest.mark.parametrize(("phrase", "expected"), DATES)
def test_a_date_is_read_as_the_corpus_says(phrase: str, expected: str) -> None:
    moment = read_moment(phrase, NOW, calendar=CALENDAR)

    assert moment is not None
    assert moment.text == phrase
    assert write_moment(moment) == expected


def test_the_corpus_is_large_and_has_no_sentence_twice() -> None:
    said = [(example.text, example.situation.quote, example.situation.pending) for example in EXAMPLES]

    assert len(said) == len(set(said))
    assert len(said) >= 400


def test_the_year_after_is_not_published_yet_so_that_the_corpus_says_so() -> None:
    assert not CALENDAR.is_published(2027)
