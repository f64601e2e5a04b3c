"""Replaces what is already understood (dates, lengths, amounts, people, numbers) by one sign each.

The rules then match the plain words around the signs: ``把视觉初稿延到M``. The signs are private characters that
``normalise`` never leaves in a text, so nothing a person types can be mistaken for one.
"""

import re
from dataclasses import dataclass

from quncheng.engine.calendar import WorkCalendar
from quncheng.language.amounts import FoundAmount, find_amounts
from quncheng.language.dates import FoundMoment, find_moments
from quncheng.language.durations import FoundDuration, find_durations
from quncheng.language.intents import Duration, Moment, PersonReference
from quncheng.language.numbers import read_whole
from quncheng.language.people import FoundPerson, find_people
from quncheng.language.situation import Situation

_KINDS = "MDAPN"
_FIRST = {kind: 0xE000 + 0x400 * index for index, kind in enumerate(_KINDS)}
_MOST = 0x400
MOMENT, DURATION, AMOUNT, PERSON, NUMBER = (f"[{chr(_FIRST[kind])}-{chr(_FIRST[kind] + _MOST - 1)}]" for kind in _KINDS)
SIGN = f"[{chr(_FIRST['M'])}-{chr(_FIRST['N'] + _MOST - 1)}]"

_TASK_NUMBER = re.compile(
    r"#\s?(?P<hash>\d{1,6})(?!\d)|(?<![\d月])(?P<before>\d{1,6})\s?号?(?:任务|单子)(?![\d])|任务\s?#?(?P<after>\d{1,6})"
    r"(?![\d%.天个号月点:])"
    r"|第?(?P<spoken>[一二三四五六七八九十]{1,3}|\d{1,4})号任务|[Tt]-?(?P<tee>\d{1,6})(?![\w])"
)


@dataclass(frozen=True, slots=True)
class FoundNumber:
    start: int
    end: int
    number: int


Found = FoundMoment | FoundDuration | FoundAmount | FoundPerson | FoundNumber


@dataclass(frozen=True, slots=True)
class Marked:
    """A text with signs, and what each sign stands for."""

    text: str
    found: dict[str, Found]
    source: str

    def moment(self, sign: str) -> Moment:
        found = self.found[sign]
        assert isinstance(found, FoundMoment)
        return found.moment

    def duration(self, sign: str) -> Duration:
        found = self.found[sign]
        assert isinstance(found, FoundDuration)
        return found.duration

    def percent(self, sign: str) -> int | None:
        found = self.found[sign]
        assert isinstance(found, FoundAmount)
        return found.percent

    def person(self, sign: str) -> PersonReference:
        found = self.found[sign]
        assert isinstance(found, FoundPerson)
        return found.person

    def number(self, sign: str) -> int:
        found = self.found[sign]
        assert isinstance(found, FoundNumber)
        return found.number

    def restore(self, text: str) -> str:
        """The words as they were typed."""
        return _SIGN.sub(lambda match: self._words(match[0]), text)

    def _words(self, sign: str) -> str:
        found = self.found[sign]
        return self.source[found.start : found.end]


_SIGN = re.compile(SIGN)


def mark(text: str, situation: Situation, calendar: WorkCalendar) -> Marked:
    """The text with every date, length, amount, person and task number replaced; the leftmost reading wins."""
    numbers = tuple(_task_numbers(text))
    people = find_people(text, situation)
    # 张三周五 must not be read as three weeks: what is a name or a number is out of sight for the rules of time.
    rest = _hide(text, (*numbers, *people))
    groups = (
        ("N", numbers),
        ("P", people),
        ("M", find_moments(rest, situation.now, calendar=calendar)),
        ("A", find_amounts(rest)),
        ("D", find_durations(rest)),
    )
    taken = bytearray(len(text))
    chosen: list[tuple[str, Found]] = []
    for kind, group in groups:
        for found in group[:_MOST]:
            if not any(taken[found.start : found.end]):
                taken[found.start : found.end] = b"\x01" * (found.end - found.start)
                chosen.append((kind, found))
    return _replace(text, sorted(chosen, key=lambda item: item[1].start))


def _hide(text: str, found: tuple[Found, ...]) -> str:
    for one in found:
        text = text[: one.start] + "\x1f" * (one.end - one.start) + text[one.end :]
    return text


def _task_numbers(text: str) -> list[FoundNumber]:
    found: list[FoundNumber] = []
    for match in _TASK_NUMBER.finditer(text):
        number = read_whole(next(group for group in match.groups() if group is not None))
        if number:
            found.append(FoundNumber(match.start(), match.end(), number))
    return found


def _replace(text: str, chosen: list[tuple[str, Found]]) -> Marked:
    pieces: list[str] = []
    by_sign: dict[str, Found] = {}
    counts = dict.fromkeys(_KINDS, 0)
    position = 0
    for kind, found in chosen:
        sign = chr(_FIRST[kind] + counts[kind])
        counts[kind] += 1
        by_sign[sign] = found
        pieces += (text[position : found.start], sign)
        position = found.end
    return Marked("".join(pieces) + text[position:], by_sign, text)
