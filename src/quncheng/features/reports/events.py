"""Facts about weekly reports."""

from dataclasses import dataclass

from quncheng.runtime.events import Event, event


@dataclass(frozen=True, slots=True)
class _OfReport(Event):
    of_project: str
    report_id: str

    @property
    def project_id(self) -> str | None:
        return self.of_project

    @property
    def subject_id(self) -> str:
        return self.report_id


@event("weekly_report.composed", subject="weekly_report")
@dataclass(frozen=True, slots=True)
class WeeklyReportComposed(_OfReport):
    title: str


@event("weekly_report.edited", subject="weekly_report")
@dataclass(frozen=True, slots=True)
class WeeklyReportEdited(_OfReport):
    changes: dict[str, tuple[object, object]]


@event("weekly_report.sent", subject="weekly_report")
@dataclass(frozen=True, slots=True)
class WeeklyReportSentOut(_OfReport):
    member_ids: tuple[str, ...]
    to_group: bool
