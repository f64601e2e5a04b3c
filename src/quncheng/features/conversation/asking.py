"""Asks for the one thing that is missing, with buttons, and puts the answer where it belongs."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

import msgspec

from quncheng.features.bindings import service as bindings
from quncheng.features.bindings.types import Answer, Ask, Turn
from quncheng.features.conversation import texts
from quncheng.features.conversation.plain import Path, put
from quncheng.features.conversation.types import Missing, Option, SlotKind
from quncheng.language.amounts import read_percent
from quncheng.language.card import ButtonStyle, Card, CardButton
from quncheng.language.dates import read_moment
from quncheng.language.durations import read_duration
from quncheng.language.intents import DateHint, Duration, Moment, PersonReference, Statement
from quncheng.language.matching import match_people
from quncheng.language.situation import KnownPerson, Pending, PendingKind
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
    SlotKind.REASON: PendingKind.REASON,
    SlotKind.PROJECT: PendingKind.CHOOSE,
    SlotKind.MEANT: PendingKind.CONFIRM,
}


_NOT_IN_STATEMENT: tuple[Path, ...] = (("@project",), ("@meant",))
"""Questions whose answer fills no place of the statement that waits."""


def to_ask(turn: Turn, plain: dict[str, object], missing: Missing) -> Ask:
    """The question with the statement that waits for its answer."""
    payload: dict[str, object] = {
        "plain": plain,
        "kind": missing.kind.value,
        "path": list(missing.path),
        "question": missing.question,
        "options": [[option.label, option.value] for option in missing.options],
        "project_id": None if turn.project is None else turn.project.id,
        "then": [],
    }
    return from_payload(payload)


def from_payload(payload: dict[str, object]) -> Ask:
    labels = tuple(option.label for option in options_of(payload))
    return Ask(KIND, payload, Pending(_PENDING[SlotKind(str(payload["kind"]))], labels))


def waiting_behind(payload: dict[str, object]) -> list[Ask]:
    """The questions to ask once this one is answered."""
    return [from_payload(one) for one in msgspec.convert(payload.get("then", []), list[dict[str, object]])]


def pose(session: Session, turn: Turn, asks: Sequence[Ask]) -> Answer:
    """Ask the first, with buttons where there are ready answers; the others wait behind it."""
    first, *later = asks
    payload = first.payload | {"then": [one.payload for one in (*waiting_behind(first.payload), *later)]}
    question = from_payload(payload)
    if options_of(payload):
        card_id = bindings.keep_card(session, kind=KIND, payload=payload, audience_id=turn.speaker.id)
        question = replace(question, card_id=card_id)
    bindings.ask(session, question, chat_id=turn.chat.id, member_id=turn.speaker.id)
    if question.card_id is None:
        return Answer(text=str(payload["question"]))
    return Answer(card=question_card(question.card_id, payload))


def question_card(card_id: str, payload: dict[str, object]) -> Card:
    options, behind = options_of(payload)[:BUTTONS_LIMIT], len(waiting_behind(payload))
    buttons = [
        CardButton(option.label, f"{ANSWER}:{index}", ButtonStyle.PRIMARY if index == 0 else ButtonStyle.PLAIN)
        for index, option in enumerate(options)
    ]
    return Card(
        card_id=card_id,
        title=str(payload["question"]),
        subtitle="点一个,或直接回一句" + (f"(后面还有 {behind} 个问题)" if behind else ""),
        buttons=(*buttons, CardButton(drop_label(payload), DROP)),
    )


def drop_label(payload: dict[str, object]) -> str:
    return "不是" if payload["kind"] == SlotKind.MEANT else "算了"


def option_of_action(payload: dict[str, object], action: str) -> Option | None:
    """The ready answer a button stands for; None for an action that this card does not have."""
    position = action.removeprefix(f"{ANSWER}:")
    options = options_of(payload)
    return options[int(position)] if position.isdecimal() and int(position) < len(options) else None


def answered_card(card_id: str, question: str, label: str) -> Card:
    return Card(card_id=card_id, title=question, subtitle=f"已选:{label}")


def fill(payload: dict[str, object], value: object) -> dict[str, object]:
    """The waiting statement with its missing piece."""
    plain = msgspec.convert(payload["plain"], dict[str, object])
    path: Path = msgspec.convert(payload["path"], tuple[str | int, ...])
    if path in _NOT_IN_STATEMENT:
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
        case SlotKind.TITLE | SlotKind.REASON:
            return Option(said, said)
        case SlotKind.TASK | SlotKind.PROJECT | SlotKind.MEANT:
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
    is_real = DateHint.NOT_A_DATE not in moment.hints
    question = f"「{moment.text}」是哪一天?" if is_real else f"日历上没有「{moment.text}」,{purpose}是哪天?"
    if moment.alternatives:
        readings = moment.alternatives if moment in moment.alternatives else (moment, *moment.alternatives)
        return Missing(SlotKind.DATE, path, question, _day_options(readings, turn))
    if not is_real:
        return Missing(SlotKind.DATE, path, question, _coming_days(turn))
    if not may_be_past and (DateHint.PAST in moment.hints or moment.on < turn.now.date()):
        day = say_day(moment.on, turn.now)
        return Missing(SlotKind.DATE, path, f"{day} 已过去,{purpose}是哪天?", _coming_days(turn))
    return None


def remarks_on(moments: Sequence[Moment | None], turn: Turn) -> tuple[str, ...]:
    """What should be known about days that were clear enough to be used."""
    remarks: list[str] = []
    for moment in moments:
        hints = () if moment is None else moment.hints
        if moment is None or not hints:
            continue
        if DateHint.UNPUBLISHED in hints:
            remarks.append(f"{moment.on.year}年的放假安排还没公布,{say_day(moment.on, turn.now)} 是按往年惯例算的")
        elif DateHint.DAY_OFF in hints:
            workday = turn.calendar.previous_workday(moment.on)
            remarks.append(f"{say_day(moment.on, turn.now)} 是休息日,前一个工作日是 {say_day(workday, turn.now)}")
        elif DateHint.LAST_WORKDAY_DIFFERS in hints:
            workday = turn.calendar.previous_workday(moment.on)
            remarks.append(f"当月最后一个工作日是 {say_day(workday, turn.now)}")
    return tuple(dict.fromkeys(remarks))


def ask_date(*, path: Path, turn: Turn, purpose: str, after: date | None = None) -> Missing:
    """``after`` is the day that cannot be kept: the answers on the buttons lie behind it."""
    return Missing(SlotKind.DATE, path, f"{purpose}是哪天?", _coming_days(turn, after=after))


def ask_percent(*, path: Path, title: str) -> Missing:
    options = tuple(Option(f"{percent}%", percent) for percent in (25, 50, 75, 90))
    return Missing(SlotKind.PERCENT, path, f"{title or '这项'}大概做到百分之多少了?", options)


def ask_reason(*, title: str) -> Missing:
    return Missing(SlotKind.REASON, ("reason",), f"{title} 卡在哪里了?回一句就行,比如「等对方账号」")


def ask_meant(statement: Statement) -> Missing:
    return Missing(SlotKind.MEANT, ("@meant",), texts.is_meant(statement), (Option("是", True),))


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


def _day_options(readings: Sequence[Moment], turn: Turn) -> tuple[Option, ...]:
    """Named by their days, which fit on a button; by the hour as well where the days are the same."""
    is_by_hour = len({one.on for one in readings}) < len(readings)
    return tuple(
        Option(
            say_moment(one, turn.now) if is_by_hour else say_day(one.on, turn.now), msgspec.to_builtins(_settled(one))
        )
        for one in readings
    )


def _coming_days(turn: Turn, *, after: date | None = None) -> tuple[Option, ...]:
    """Three near workdays; behind ``after`` where that is still to come."""
    today = turn.now.date()
    if after is not None and after >= today:
        days = [turn.calendar.add_workdays(after, count) for count in (1, 2, 5)]
    else:
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
