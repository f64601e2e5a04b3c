"""Facts about progress."""

from dataclasses import dataclass

from quncheng.features.tasks.events import TaskEvent
from quncheng.runtime.events import event


@event("progress.reported", subject="progress_report")
@dataclass(frozen=True, slots=True)
class ProgressReported(TaskEvent):
    report_id: str
    percent: int | None
    state: str | None
    forecast_finish: str | None
    note: str

    @property
    def subject_id(self) -> str:
        return self.report_id


@event("progress.retracted", subject="progress_report")
@dataclass(frozen=True, slots=True)
class ProgressRetracted(TaskEvent):
    report_id: str

    @property
    def subject_id(self) -> str:
        return self.report_id
