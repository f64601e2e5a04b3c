"""The job of the weekly report. Its key is (project, week); composing again refreshes the same draft."""

from datetime import date

from quncheng.features.people import service as people
from quncheng.features.reports import service
from quncheng.features.reports.types import ReportStatus
from quncheng.runtime.db import Session


def compose(session: Session, payload: dict[str, object], _prepared: object) -> None:
    report = service.compose(
        session,
        people.system_actor(session),
        project_id=str(payload["project_id"]),
        on=date.fromisoformat(str(payload["on"])),
    )
    if report.status is ReportStatus.DRAFT:
        service.offer(session, report)
