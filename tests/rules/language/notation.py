"""A compact way to write readings, so that one line of the corpus shows a sentence and all that it means."""

from dataclasses import fields
from datetime import date, time

from quncheng.engine.types import LinkType
from quncheng.language.intents import (
    ChangeTask,
    CreateTasks,
    DraftLink,
    Duration,
    LinkDirection,
    LinkTasks,
    Moment,
    PersonReference,
    Statement,
    TakeLeave,
    TaskDraft,
    TaskReference,
)
from quncheng.language.situation import Reading

BASE_YEAR = 2026


def write(reading: Reading) -> str:
    """Statements joined by `` / ``, after ``?`` when doubtful; ``chatter`` or ``unread`` when there are none."""
    if reading.statements:
        return ("? " if reading.is_doubtful else "") + " / ".join(
            write_statement(statement) for statement in reading.statements
        )
    return "chatter" if reading.is_chatter else "unread"


def write_statement(statement: Statement) -> str:
    if isinstance(statement, CreateTasks):
        return "create " + " + ".join(_draft(draft) for draft in statement.drafts)
    words = [_name(type(statement).__name__)]
    for field in fields(statement):
        value = getattr(statement, field.name)
        if (
            value in (None, "", (), LinkType.FS)
            or (value is False and field.name != "is_manual")
            or (field.name == "lag_workdays" and value == 0)
        ):
            continue
        words.append(_task(value) if isinstance(value, TaskReference) else f"{field.name}{_value(value)}")
    return " ".join(words)


def _name(name: str) -> str:
    return "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in name).lstrip("_")


def _value(value: object) -> str:
    match value:
        case True:
            return ""
        case Moment():
            return "=" + write_moment(value)
        case Duration():
            return "=" + _duration(value)
        case PersonReference():
            return "=" + _person(value)
        case date():
            return "=" + _day(value)
        case time():
            return f"={value:%H:%M}"
        case ChangeTask() | LinkTasks() | TakeLeave():
            return f"=({write_statement(value)})"
        case _:
            return f"={value}"


def write_moment(moment: Moment) -> str:
    """``≤11-25T15:00``; ``?11-18|11-25`` when both are possible; ``!past`` for a hint."""
    one = _one_moment(moment)
    if not moment.alternatives:
        return one
    return "?" + "|".join((one, *(_one_moment(other) for other in moment.alternatives)))


def _one_moment(moment: Moment) -> str:
    clock = "" if moment.at is None else f"T{moment.at:%H:%M}"
    hints = "".join(f"!{hint.value}" for hint in moment.hints)
    return f"{'≤' if moment.is_deadline else ''}{_day(moment.on)}{clock}{hints}"


def _day(day: date) -> str:
    return f"{day:%m-%d}" if day.year == BASE_YEAR else f"{day:%Y-%m-%d}"


def _duration(duration: Duration) -> str:
    return "|".join(f"{one.workdays:g}d" for one in (duration, *duration.alternatives))


def _person(person: PersonReference) -> str:
    if person.is_speaker:
        return "@me"
    if person.member_id is None:
        return f"@{person.text}?" + ",".join(person.candidate_ids)
    return f"@{person.member_id}" + ("" if person.is_exact else "~")


def _task(task: TaskReference) -> str:
    if task.number is not None:
        return f"#{task.number}"
    if task.position is not None:
        return f"[{task.position}]"
    return "«quote»" if task.is_quoted else "«it»" if task.is_implied else f"«{task.phrase}»"


def _draft(draft: TaskDraft) -> str:
    words = [f"«{draft.title}»"]
    words += [_person(person) for person in draft.assignees]
    words += [f"{name}={_value(value)[1:]}" for name, value in _slots(draft) if value is not None]
    words += [_link(link) for link in draft.links]
    words += [name for name, is_set in (("milestone", draft.is_milestone), ("needs_date", draft.needs_date)) if is_set]
    if draft.parent_phrase:
        words.append(f"under={draft.parent_phrase}")
    return " ".join(words)


def _slots(draft: TaskDraft) -> tuple[tuple[str, object], ...]:
    return (("for", draft.duration), ("start", draft.start), ("due", draft.due), ("priority", draft.priority))


def _link(link: DraftLink) -> str:
    lag = f"+{link.lag_workdays}d" if link.lag_workdays else ""
    return f"{'after' if link.direction is LinkDirection.AFTER else 'before'}={link.phrase}{lag}"
