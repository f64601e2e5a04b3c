"""How well sentences are understood: dates, whole commands, what is done wrongly, what talk sets off.

A file holds a sentence a line: a command with what it means (``… ⇒ …`` in the notation of the corpus), or talk, which
must change nothing. Worst cases are counted: the tasks that a command names exist, and the speaker of talk has one.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from quncheng.engine.holidays import chinese_calendar
from quncheng.language.matching import Certainty, choose, rank_titles
from quncheng.language.situation import Reading
from quncheng.language.understanding import understand
from tests.rules.language.acting import SITUATION, TITLES, acts_at_once
from tests.rules.language.corpus import ARROW, Example, example
from tests.rules.language.notation import write, write_statement

_NOTHING = ("chatter", "unread")
_PHRASE = re.compile(r"«([^»]*)»")
_WORDING = re.compile(r" (?:title|reason|note|comment|text)=.*?(?= [a-z_]+=| \+ «|$)")
"""What may be worded otherwise without harm; everything else is a fact."""
_DATE = re.compile(r"\b(?:due|start|forecast|done_on|first_on|last_on|daily_at|weekly_on|weekly_at)=\S+|\bneeds_date\b")


@dataclass(frozen=True, slots=True)
class Mistake:
    kind: str
    said: str
    read: str
    expected: str = ""


@dataclass(frozen=True, slots=True)
class Score:
    commands: int
    exact: int
    dated: int
    dates_right: int
    wrong: int
    """Commands of which something was carried out that was not said, without a question."""
    doubted: int
    """Commands put to the person although they were plain."""
    talk: int
    executed: int
    asked: int
    mistakes: tuple[Mistake, ...]


def score_file(path: Path) -> Score:
    """Examples that mean nothing count as talk."""
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if line.strip() and line[:2] != "# "]
    parts = [line.split(ARROW) for line in lines if ARROW in line]
    examples = [example("", said, expected.strip()) for said, expected in parts]
    talk = [line for line in lines if ARROW not in line]
    talk += [
        one.text for one in examples if one.expected in _NOTHING and not (one.situation.quote or one.situation.pending)
    ]
    return score([one for one in examples if one.expected not in _NOTHING], talk)


def score(commands: list[Example], talk: list[str]) -> Score:
    calendar = chinese_calendar()
    count: Counter[str] = Counter()
    mistakes: list[Mistake] = []
    titles = _titles_of(commands)
    for command in commands:
        reading = understand(command.text, command.situation, calendar=calendar)
        for kind in _judge(command, reading, titles):
            count[kind] += 1
            if kind not in ("exact", "dated", "dates_right"):
                mistakes.append(Mistake(kind, command.text, write(reading), command.expected))
        if write(reading) != command.expected:
            mistakes.append(Mistake("inexact", command.text, write(reading), command.expected))
    for said in talk:
        reading = understand(said, SITUATION, calendar=calendar)
        kind = "executed" if acts_at_once(reading) else "asked" if reading.is_doubtful else "harmless"
        count[kind] += 1
        if kind != "harmless":
            mistakes.append(Mistake(kind, said, write(reading)))
    return Score(
        len(commands),
        exact=count["exact"],
        dated=count["dated"],
        dates_right=count["dates_right"],
        wrong=count["wrong"],
        doubted=count["doubted"],
        talk=len(talk),
        executed=count["executed"],
        asked=count["asked"],
        mistakes=tuple(mistakes),
    )


def _titles_of(commands: list[Example]) -> tuple[tuple[str, str], ...]:
    named = dict.fromkeys(phrase for command in commands for phrase in _PHRASE.findall(command.expected))
    known = {title for _, title in TITLES}
    return (*TITLES, *((f"n{number}", title) for number, title in enumerate(named) if title not in known))


def _judge(command: Example, reading: Reading, titles: tuple[tuple[str, str], ...]) -> Iterator[str]:
    said = write(reading)
    if said == command.expected:
        yield "exact"
    if expected_dates := _DATE.findall(command.expected):
        yield "dated"
        if sorted(_DATE.findall(said)) == sorted(expected_dates):
            yield "dates_right"
    if reading.is_doubtful and not command.expected.startswith("? "):
        yield "doubted"
    expected = command.expected.removeprefix("? ").split(" / ")
    done = [write_statement(statement) for statement in acts_at_once(reading, titles=titles)]
    if not all(any(_is_alike(one, other, titles=titles) for other in expected) for one in done):
        yield "wrong"


def _is_alike(read: str, expected: str, *, titles: tuple[tuple[str, str], ...]) -> bool:
    """The same but for words that nobody acts on; a report may say less. A task is the one that the words lead to."""
    said, meant = _facts(read), _facts(expected)
    if said != meant and not (read.startswith("report_progress") and said <= meant):
        return False
    pairs = zip(_PHRASE.findall(read), _PHRASE.findall(expected), strict=True)
    return all(_leads_to(phrase, title, titles=titles) for phrase, title in pairs)


def _facts(statement: str) -> Counter[str]:
    return Counter(_PHRASE.sub("«»", _WORDING.sub("", statement)).split())


def _leads_to(phrase: str, title: str, *, titles: tuple[tuple[str, str], ...]) -> bool:
    if phrase == title or (phrase and title and (phrase in title or title in phrase)):
        return True
    choice = choose(rank_titles(phrase, titles))
    return choice.certainty is Certainty.CERTAIN and dict(titles)[choice.matches[0].id] == title
