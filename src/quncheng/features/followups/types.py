"""Asking for a word on the tasks that need one: once a day, in private, only who has something to say."""

from dataclasses import dataclass
from enum import StrEnum

from quncheng.features.tasks.types import Task


class Need(StrEnum):
    """Why a task needs a word."""

    OVERDUE = "overdue"
    DUE_TODAY = "due_today"
    DUE_TOMORROW = "due_tomorrow"
    EXPECTED = "expected"
    """Its own forecast says that it is ready by now."""
    SHOULD_HAVE_STARTED = "should_have_started"
    BLOCKED = "blocked"
    SILENT = "silent"
    """Under way, and nothing was heard for days."""


@dataclass(frozen=True, slots=True)
class Question:
    task: Task
    need: Need
