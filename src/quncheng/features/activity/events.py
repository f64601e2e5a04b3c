"""Facts about undoing."""

from dataclasses import dataclass

from quncheng.runtime.events import Event, event


@event("operation.undone", subject="operation")
@dataclass(frozen=True, slots=True)
class OperationUndone(Event):
    """``undone_id`` is the operation whose changes were taken back."""

    undone_id: str
    of_project: str | None

    @property
    def project_id(self) -> str | None:
        return self.of_project

    @property
    def subject_id(self) -> str:
        return self.undone_id
