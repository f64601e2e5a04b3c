"""Reads a message as the answer to what the bot asked last; a clear command is never mistaken for one."""

import re

from quncheng.engine.calendar import WorkCalendar
from quncheng.language.amounts import read_percent
from quncheng.language.commands import read_pick, read_yes_or_no
from quncheng.language.dates import read_moment
from quncheng.language.durations import read_duration
from quncheng.language.intents import AskOtherWay, ChoosePending, ReportProgress, Statement
from quncheng.language.numbers import read_number
from quncheng.language.people import find_named, match_people
from quncheng.language.references import unnamed
from quncheng.language.situation import PendingKind, Situation

_LEAD = re.compile(r"^(?:那?就|还是|改成|改到|改为|定在?|选|那|应该是|是|给|让|到|大概|大约|差不多|预计)+\s?")
_TAIL = re.compile(r"(?:吧|了|好了|就行|就好|左右|来做|负责|[。!,\s])+$")
_OTHER_WAY = re.compile(
    r"^(?:那|能不能|可以)?(?:(?:换|想)(?:一?个|一种|别的|个别的|其他的?)*|(?:还|也)?有(?:没有)?(?:别的|其他的?|另外的?|什么|更好的))(?:的)?(?:办法|方案|法子|做法|选择)(?:吗|吧|呢)?[?？。!]*$"
)
_FREE_TEXT = frozenset({PendingKind.TITLE, PendingKind.REASON})


def read_answer(text: str, situation: Situation, calendar: WorkCalendar) -> Statement | None:
    """The answer, when the message fits the open question and is nothing else."""
    pending = situation.pending
    if pending is None:
        return None
    picked = read_pick(text, situation)
    if picked is not None:
        return picked
    if pending.kind is PendingKind.CONFIRM and _OTHER_WAY.match(text):
        return AskOtherWay()
    said = _TAIL.sub("", _LEAD.sub("", text)) or text
    if pending.kind is PendingKind.DAILY:
        percent = read_percent(said)
        return None if percent is None else ReportProgress(unnamed(situation), percent=percent)
    if _fits(pending.kind, said, situation, calendar):
        return ChoosePending(text=said)
    return None if pending.kind in _FREE_TEXT else read_yes_or_no(text)


def _fits(kind: PendingKind, said: str, situation: Situation, calendar: WorkCalendar) -> bool:
    match kind:
        case PendingKind.DATE | PendingKind.CHOOSE:
            return read_moment(said, situation.now, calendar=calendar) is not None
        case PendingKind.PERCENT:
            return read_percent(said) is not None
        case PendingKind.DURATION:
            return read_duration(said) is not None or read_number(said) is not None
        case PendingKind.PERSON:
            known = match_people(said, situation.people)
            return bool(known.candidate_ids) or find_named(said, situation) is not None
        case _:
            return False


def read_free_answer(text: str, situation: Situation) -> Statement | None:
    """A title or a reason in the person's own words, when nothing else explained the message."""
    pending = situation.pending
    if pending is None or pending.kind not in _FREE_TEXT or len(text) > 200:
        return None
    return ChoosePending(text=text)
