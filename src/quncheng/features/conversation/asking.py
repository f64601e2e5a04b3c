"""Asks for the one thing that is missing, with buttons, and puts the answer where it belongs."""

from dataclasses import replace
from datetime import date, timedelta

import msgspec

from quncheng.features.bindings import service as bindings
from quncheng.features.bindings.types import Answer, Ask, Turn
from quncheng.features.conversation.plain import Path, put
from quncheng.features.conversation.types import Missing, Option, SlotKind
from quncheng.language.amounts import read_percent
from quncheng.language.card import ButtonStyle, Card, CardButton
from quncheng.language.dates import read_moment
from quncheng.language.durations import read_duration
from quncheng.language.intents import (
    DateHint,
    Duration,
    KnownPerson,
    Moment,
    Pending,
    PendingKind,
    PersonReference,
)
from quncheng.language.matching import match_people
from quncheng.language.wording import say_day, say_duration, say_moment
from quncheng.runtime.db import Session

KIND = "conversation.slot"
ANSWER, DROP = "conversation.answer", "conversation.drop"
BUTTONS_LIMIT = 5

_PENDING = {
    SlotKind.DATE: PendingKind.DATE,
    SlotKind.PERCENT: PendingKind.PERCENT,
    SlotKind.PERSON: PendingKind.PERSON,
    SlotKind.TASK: PendingKind.CHOOSE,
    SlotKind.DURATION: PendingKind.DURATION,
    SlotKind.TITLE: PendingKind.TITLE,
    SlotKind.PROJECT: PendingKind.CHOOSE,
}


def to_answer(
    session: Session, turn: Turn, plain: dict[str, object], missing: Missing, *, then: list[object]
) -> Answer:
    """The question as a card with buttons, kept open for an answer in words as well.

    ``then`` are further questions of the same message, asked one after the other.
    """
    payload: dict[str, object] = {
        "plain": plain,
        "kind": missing.kind.value,
        "path": list(missing.path),
        "question": missing.question,
        "options": [[option.label, option.value] for option in missing.options],
        "project_id": None if turn.project is None else turn.project.id,
        "then": then,
    }
    pending = Pending(_PENDING[missing.kind], tuple(option.label for option in missing.options))
    ask = Ask(KIND, payload, pending)
    if not missing.options:
        return Answer(text=missing.question, ask=ask)
    card_id = bindings.keep_card(session, kind=KIND, payload=payload, project_id=None, audience_id=turn.speaker.id)
    return Answer(card=question_card(card_id, missing), ask=ask)


def question_card(card_id: str, missing: Missing) -> Card:
    buttons = [
        CardButton(option.label, f"{ANSWER}:{index}", ButtonStyle.PRIMARY if index == 0 else ButtonStyle.PLAIN)
        for index, option in enumerate(missing.options[:BUTTONS_LIMIT])
    ]
    return Card(
        card_id=card_id,
        title=missing.question,
        subtitle="点一个,或直接回一句",
        buttons=(*buttons, CardButton("算了", DROP)),
    )


def answered_card(card_id: str, question: str, label: str) -> Card:
    return Card(card_id=card_id, title=question, subtitle=f"已选:{label}")


def fill(payload: dict[str, object], value: object) -> dict[str, object]:
    """The waiting statement with its missing piece."""
    plain = msgspec.convert(payload["plain"], dict[str, object])
    path: Path = msgspec.convert(payload["path"], tuple[str | int, ...])
    if path == ("@project",):
        return plain
    put(plain, path, value)
    if path[-1] == "percent":
        put(plain, (*path[:-1], "needs_percent"), value=False)
    if path[-1] in ("due", "forecast", "shift_workdays"):
        put(plain, (*path[:-1], "needs_date"), value=False)
    return plain


def options_of(payload: dict[str, object]) -> tuple[Option, ...]:
    listed = msgspec.convert(payload["options"], list[tuple[str, object]])
    return tuple(Option(label, value) for label, value in listed)


def read_words(payload: dict[str, object], text: str, turn: Turn) -> Option | None:
    """An answer in words: one of the options by (part of) its label, or a value of the kind that is asked for."""
    said = text.strip()
    fitting = [option for option in options_of(payload) if said and said in option.label]
    if len(fitting) == 1:
        return fitting[0]
    match SlotKind(str(payload["kind"])):
        case SlotKind.DATE:
            moment = read_moment(said, turn.now, calendar=turn.calendar)
            if moment is None or needs_choice(moment):
                return None
            return Option(say_moment(moment, turn.now), msgspec.to_builtins(moment))
        case SlotKind.PERCENT:
            percent = read_percent(said)
            return None if percent is None else Option(f"{percent}%", percent)
        case SlotKind.PERSON:
            person = match_people(said, known_people(turn))
            return None if person.member_id is None else _sure(said, person.member_id, turn)
        case SlotKind.DURATION:
            duration = read_duration(said)
            return None if duration is None else Option(say_duration(duration), msgspec.to_builtins(duration))
        case SlotKind.TITLE:
            return Option(said, said)
        case SlotKind.TASK | SlotKind.PROJECT:
            return None


def known_people(turn: Turn) -> tuple[KnownPerson, ...]:
    return tuple(KnownPerson(member.id, member.name) for member in turn.members if member.is_active)


# What may be missing ------------------------------------------------------------------------------------------------


def needs_choice(moment: Moment) -> bool:
    """A day that must not be used before somebody has said which."""
    return bool(moment.alternatives) or DateHint.NOT_A_DATE in moment.hints


def ask_moment(
    moment: Moment | None, *, path: Path, turn: Turn, purpose: str, may_be_past: bool = False
) -> Missing | None:
    """The question about a day: two readings, no such day, or a day that is over."""
    if moment is None:
        return None
    if moment.alternatives:
        readings = moment.alternatives if moment in moment.alternatives else (moment, *moment.alternatives)
        options = tuple(Option(say_moment(one, turn.now), msgspec.to_builtins(_settled(one))) for one in readings)
        return Missing(SlotKind.DATE, path, f"「{moment.text}」是哪一天?", options)
    if DateHint.NOT_A_DATE in moment.hints:
        return Missing(SlotKind.DATE, path, f"日历上没有「{moment.text}」,{purpose}是哪天?", ())
    if not may_be_past and (DateHint.PAST in moment.hints or moment.on < turn.now.date()):
        day = say_day(moment.on, turn.now)
        return Missing(SlotKind.DATE, path, f"{day} 已经过去了,{purpose}定在哪天?", _coming_days(turn))
    return None


def ask_date(*, path: Path, turn: Turn, purpose: str) -> Missing:
    return Missing(SlotKind.DATE, path, f"{purpose}是哪天?", _coming_days(turn))


def ask_percent(*, path: Path, title: str) -> Missing:
    options = tuple(Option(f"{percent}%", percent) for percent in (25, 50, 75, 90))
    return Missing(SlotKind.PERCENT, path, f"{title or '这项'}大概做到百分之多少了?", options)


def ask_duration(duration: Duration | None, *, path: Path) -> Missing | None:
    if duration is None or (duration.workdays > 0 and not duration.alternatives):
        return None
    options = tuple(Option(say_duration(one), msgspec.to_builtins(one)) for one in duration.alternatives)
    return Missing(SlotKind.DURATION, path, f"「{duration.text}」按几个工作日算?", options)


def ask_person(person: PersonReference | None, *, path: Path, turn: Turn) -> Missing | None:
    """Several fit, or one that only sounds like it."""
    if person is None or person.is_exact or person.is_speaker or not person.candidate_ids:
        return None
    by_id = {member.id: member for member in turn.members}
    options = tuple(
        _sure(by_id[member_id].name, member_id, turn) for member_id in person.candidate_ids if member_id in by_id
    )
    question = f"「{person.text}」是 {options[0].label} 吗?" if len(options) == 1 else f"「{person.text}」是哪一位?"
    return Missing(SlotKind.PERSON, path, question, options)


def _sure(said: str, member_id: str, turn: Turn) -> Option:
    name = next((member.name for member in turn.members if member.id == member_id), said)
    person = PersonReference(name, member_id, (member_id,), is_exact=True)
    return Option(name, msgspec.to_builtins(person))


def _settled(moment: Moment) -> Moment:
    return replace(moment, alternatives=())


def _coming_days(turn: Turn) -> tuple[Option, ...]:
    today = turn.now.date()
    days = [turn.calendar.next_workday(today), turn.calendar.add_workdays(today, 1), _friday(turn)]
    return tuple(
        Option(say_day(day, turn.now), msgspec.to_builtins(Moment(on=day, is_deadline=True, text="")))
        for day in dict.fromkeys(days)
    )


def _friday(turn: Turn) -> date:
    """This week's Friday, next week's from Friday on, moved to a workday."""
    today = turn.now.date()
    ahead = (4 - today.weekday()) % 7 or 7
    return turn.calendar.previous_workday(today + timedelta(days=ahead))
