"""Two people change the same task: what concerns different fields is merged, the rest is refused and shown."""

from quncheng.features.projects.errors import ChangedMeanwhile
from quncheng.features.tasks.types import Task
from quncheng.runtime import history
from quncheng.runtime.db import Session


def check_fields_untouched(session: Session, task: Task, *, since_version: int, fields: frozenset[str]) -> None:
    """Raises ChangedMeanwhile when one of the fields was changed after the version the caller saw."""
    disputed = fields & history.touched_fields(session, task.id, since_version=since_version)
    if disputed:
        raise ChangedMeanwhile(current=task, fields=sorted(disputed))
