"""What of an operation was the act itself, and what can never be taken back: pure decisions."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from quncheng.features.activity.types import Stays
from quncheng.features.activity.wording import changes_of
from quncheng.runtime.events import RecordedEvent, Source

NOT_TAKEN_BACK: dict[str, Stays] = {
    "task.rescheduled": Stays.FOLLOWS,
    "plan.confirmed": Stays.FOLLOWS,
    "progress.retracted": Stays.FOLLOWS,
    "change_request.reopened": Stays.FOLLOWS,
    "operation.undone": Stays.FOLLOWS,
    "member.identified": Stays.HARMLESS,
    "member.signed_in": Stays.HARMLESS,
    "member.signed_out": Stays.HARMLESS,
    "weekly_report.composed": Stays.HARMLESS,
    "weekly_report.sent": Stays.SENT,
    "api_token.revoked": Stays.SECRET,
    "bot.registered": Stays.SECRET,
    "bot.removed": Stays.SECRET,
}
"""Every event is here or has an inverse; a test compares both with the events there are."""
FINAL = frozenset({Stays.SENT, Stays.SECRET})
"""An act of only such events is refused by its reason, instead of taking back an older one without being asked."""
WHOLE = "plan.imported"
"""Takes back all of its act by itself."""
_ENDS = frozenset({"planned_finish", "forecast_finish"})
_BRINGING = frozenset({"project.created", "task.created", "task.changed"})
"""Who is named in one of these comes into the project with it, and stays when it is taken back."""


def meant(operation: Iterable[RecordedEvent], *, reversible: Iterable[str]) -> list[RecordedEvent]:
    """The events of one operation that can be taken back, without what only followed from them."""
    listed, known = list(operation), frozenset(reversible)
    names = frozenset(one.name for one in listed)
    return [one for one in listed if one.name in known and not _followed(one, names)]


def worth_words(acts: Iterable[RecordedEvent], operation: Iterable[RecordedEvent]) -> list[RecordedEvent]:
    """Of what is taken back, what people know they did: the baseline of an agreed plan was kept for them."""
    has_agreed = any(one.name == "plan.confirmed" for one in operation)
    return [one for one in acts if not (has_agreed and one.name == "baseline.taken")]


def merged(newest_first: Sequence[RecordedEvent]) -> list[RecordedEvent]:
    """Dates that follow from what was done to the same task in the same act are told with it, not beside it."""
    created = {(one.operation_id, one.subject_id) for one in newest_first if one.name == "task.created"}
    changed = {(one.operation_id, one.subject_id) for one in newest_first if one.name == "task.changed"}
    followed: dict[tuple[str, str], dict[str, tuple[object, object]]] = {}
    told: list[RecordedEvent] = []
    for one in newest_first:
        key = (one.operation_id, one.subject_id)
        if one.name == "task.rescheduled" and key in created | changed:
            followed.setdefault(key, changes_of(one))
        elif one.name == "task.changed" and key in followed:
            changes = changes_of(one) | followed.pop(key)
            told.append(replace(one, data=one.data | {"changes": changes}))
        else:
            told.append(one)
    return told


def final_reason(operation: Iterable[RecordedEvent]) -> Stays | None:
    """Why an operation cannot be taken back although somebody meant it."""
    reasons = (NOT_TAKEN_BACK.get(one.name) for one in operation)
    return next((reason for reason in reasons if reason in FINAL), None)


def _followed(happened: RecordedEvent, names: frozenset[str]) -> bool:
    if WHOLE in names:
        return happened.name != WHOLE
    match happened.name:
        case "project.changed":
            changes = changes_of(happened)
            begins = changes.keys() == {"planned_start"} and changes["planned_start"][0] is None
            return changes.keys() <= _ENDS or (begins and not names.isdisjoint(_BRINGING))
        case "membership.set":
            has_entered = happened.source == Source.CHAT and happened.subject_id == happened.actor_id
            return happened.data.get("before") is None and (has_entered or not names.isdisjoint(_BRINGING))
        case "member.joined" | "member.changed":
            return happened.source == Source.CHAT
        case _:
            return False
