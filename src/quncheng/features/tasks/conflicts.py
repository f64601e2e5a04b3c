"""Two people change the same task: what concerns different fields is merged, the rest is refused and shown."""

import msgspec

from quncheng.features.projects.errors import ChangedMeanwhile
from quncheng.features.tasks.types import Task
from quncheng.runtime import history
from quncheng.runtime.db import Session


def check_fields_untouched(session: Session, task: Task, *, since_version: int, fields: frozenset[str]) -> None:
    """Raises ChangedMeanwhile when one of the fields was changed after the version the caller saw."""
    touched: set[str] = set()
    for happened in history.list_of_subject(session, task.id, newest_first=True):
        version, changes = happened.data.get("version"), happened.data.get("changes")
        if not isinstance(version, int) or not isinstance(changes, dict):
            continue
        if version <= since_version:
            break
        touched.update(str(field) for field in changes)  # pyright: ignore[reportUnknownVariableType, reportUnknownArgumentType]
    disputed = fields & touched
    if disputed:
        raise ChangedMeanwhile(current=msgspec.to_builtins(task), fields=sorted(disputed))
