"""What follows from a change of a task: pure decisions, no database, no clock."""

import re
from collections.abc import Sequence
from datetime import date

import msgspec

from quncheng.engine.types import ConstraintType
from quncheng.features.projects.types import TaskStatus
from quncheng.features.tasks.errors import TaskInvalid
from quncheng.features.tasks.types import UNSET, Task, TaskChanges, TaskKind, TaskSchedule, UnsetType

TITLE_LENGTH = 200
DESCRIPTION_LENGTH = 50_000
COMMENT_LENGTH = 5_000
CHECKLIST_TEXT_LENGTH = 200
REASON_LENGTH = 200
DURATION_LIMIT = 2_000
PEOPLE_LIMIT = 50
TAGS_LIMIT = 20
TAG_LENGTH = 20
NOTHING_SAID = TaskSchedule()
_TIME = re.compile(r"([01]\d|2[0-3]):[0-5]\d\Z")


def clean_line(text: str, *, field: str, longest: int) -> str:
    """One line without control characters. Raises TaskInvalid."""
    clean = " ".join("".join(character for character in text if character.isprintable()).split())
    if not 1 <= len(clean) <= longest:
        raise TaskInvalid(field=field, longest=longest)
    return clean


def clean_text(text: str, *, field: str, longest: int, may_be_empty: bool = False) -> str:
    """Several lines without other control characters. Raises TaskInvalid."""
    clean = "".join(character for character in text if character.isprintable() or character in "\n\t").strip()
    if len(clean) > longest or (not clean and not may_be_empty):
        raise TaskInvalid(field=field, longest=longest)
    return clean


def valid_changes(changes: TaskChanges) -> dict[str, object]:
    """The fields that are set, in the form they are stored. Raises TaskInvalid."""
    values = changes.set_fields()
    if isinstance(changes.title, str):
        values["title"] = clean_line(changes.title, field="title", longest=TITLE_LENGTH)
    if isinstance(changes.description, str):
        values["description"] = clean_text(
            changes.description, field="description", longest=DESCRIPTION_LENGTH, may_be_empty=True
        )
    if isinstance(changes.duration_days, int | float) and not 0 <= changes.duration_days <= DURATION_LIMIT:
        raise TaskInvalid(field="duration_days", most=DURATION_LIMIT)
    if isinstance(changes.due_time, str) and _TIME.match(changes.due_time) is None:
        raise TaskInvalid(field="due_time")
    if isinstance(changes.tags, tuple):
        values["tags"] = _valid_tags(changes.tags)
    if isinstance(changes.collaborator_ids, tuple):
        values["collaborator_ids"] = tuple(dict.fromkeys(changes.collaborator_ids))[:PEOPLE_LIMIT]
    if isinstance(changes.watcher_ids, tuple):
        values["watcher_ids"] = tuple(dict.fromkeys(changes.watcher_ids))[:PEOPLE_LIMIT]
    _settle_constraint(changes, values)
    if values.get("due_date", date.max) is None:
        values["due_time"] = None
    if changes.kind is TaskKind.MILESTONE:
        values["duration_days"] = 0
    return values


def _settle_constraint(changes: TaskChanges, values: dict[str, object]) -> None:
    """One constraint a task: to start no earlier is ``not_before``, the others take its place. Raises TaskInvalid."""
    kind = changes.constraint_type
    if kind is UNSET:
        if isinstance(changes.not_before, date):
            values |= {"constraint_type": None, "constraint_on": None}
        return
    has_day = kind not in (None, ConstraintType.AS_SOON_AS_POSSIBLE, ConstraintType.AS_LATE_AS_POSSIBLE)
    if has_day and not isinstance(changes.constraint_on, date):
        raise TaskInvalid(field="constraint_on")
    is_not_before = kind is ConstraintType.START_NO_EARLIER_THAN
    values["not_before"] = changes.constraint_on if is_not_before else None
    is_kept = not is_not_before and kind is not ConstraintType.AS_SOON_AS_POSSIBLE
    values |= {
        "constraint_type": kind if is_kept else None,
        "constraint_on": changes.constraint_on if has_day and is_kept else None,
    }


def status_changes(task: Task, status: TaskStatus, *, today: date) -> dict[str, object]:
    """The fields that follow when a task comes to stand at ``status``."""
    if status is task.status:
        return {}
    values: dict[str, object] = {"status": status}
    if status is TaskStatus.DONE:
        values |= {"percent_complete": 100, "actual_finish": today, "actual_start": task.actual_start or today}
    elif task.status is TaskStatus.DONE:
        values |= {"actual_finish": None, "percent_complete": min(task.percent_complete, 99)}
    if status in (TaskStatus.IN_PROGRESS, TaskStatus.AWAITING_ACCEPTANCE) and task.actual_start is None:
        values["actual_start"] = today
    if status is TaskStatus.OPEN:
        values |= {"actual_start": None, "percent_complete": 0}
    if task.status is TaskStatus.BLOCKED:
        values["blocked_reason"] = ""
    return values


def end_after(
    current: date | None, *, left: Sequence[date | None], came: Sequence[date | None]
) -> date | None | UnsetType:
    """The latest of many days after some have left and some have come; UNSET when only all of them can tell."""
    latest = max((day for day in came if day is not None), default=None)
    if latest is not None and (current is None or latest >= current):
        return latest
    return UNSET if current is not None and current in left else current


def differing(
    task: Task, values: dict[str, object], *, description: str = "", said: TaskSchedule = NOTHING_SAID
) -> dict[str, tuple[object, object]]:
    """Field → (before, after) as plain data, for what really changes."""
    changes: dict[str, tuple[object, object]] = {}
    for field, after in values.items():
        if field == "description":
            before: object = description
        else:
            before = getattr(said if field in TaskSchedule.__struct_fields__ else task, field)
        if before != after:
            changes[field] = (msgspec.to_builtins(before), msgspec.to_builtins(after))
    return changes


def _valid_tags(tags: tuple[str, ...]) -> tuple[str, ...]:
    clean = tuple(dict.fromkeys(clean_line(tag, field="tags", longest=TAG_LENGTH) for tag in tags))
    if len(clean) > TAGS_LIMIT:
        raise TaskInvalid(field="tags", most=TAGS_LIMIT)
    return clean
