"""How the plan of a past day is read out of the log: pure."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

import msgspec

from quncheng.features.baselines.types import BaselineTask
from quncheng.features.tasks.types import Task
from quncheng.runtime.events import RecordedEvent

_DATED = ("planned_start", "planned_finish", "duration_days", "archived_at", "status")
_CANCELLED = "cancelled"


def as_they_were(tasks: Iterable[Task], since: Sequence[RecordedEvent]) -> tuple[BaselineTask, ...]:
    """The planned dates before the events ``since``, which are taken back from the newest to the oldest.

    The tasks are all of the project, archived and cancelled ones too: they may have been there.
    """
    states: dict[str, dict[str, object]] = {
        task.id: {field: getattr(task, field) for field in _DATED} for task in tasks
    }
    for happened in sorted(since, key=lambda one: one.seq, reverse=True):
        if happened.name == "task.created":
            states.pop(happened.subject_id, None)
        elif happened.name in ("task.changed", "task.rescheduled"):
            changes = msgspec.convert(happened.data.get("changes") or {}, dict[str, tuple[object, object]])
            _take_back(states.get(happened.subject_id), changes)
    found = (_to_baseline_task(task_id, state) for task_id, state in states.items())
    return tuple(one for one in found if one is not None)


def _take_back(state: dict[str, object] | None, changes: Mapping[str, tuple[object, object]]) -> None:
    if state is not None:
        state.update({field: before for field, (before, _) in changes.items() if field in _DATED})


def _to_baseline_task(task_id: str, state: Mapping[str, object]) -> BaselineTask | None:
    finish = msgspec.convert(state["planned_finish"], date | None)
    if finish is None or state["archived_at"] is not None or state["status"] == _CANCELLED:
        return None
    start = msgspec.convert(state["planned_start"], date | None)
    return BaselineTask(task_id, start or finish, finish, msgspec.convert(state["duration_days"], float | None))
