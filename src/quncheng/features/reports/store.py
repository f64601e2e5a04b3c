"""The only SQL about weekly reports."""

from datetime import date

import msgspec

from quncheng.features.reports.tables import weekly_reports
from quncheng.features.reports.types import ReportFacts, ReportStatus, WeeklyReport
from quncheng.runtime.db import Session, Values

_COLUMNS = tuple(weekly_reports.c[name] for name in WeeklyReport.__struct_fields__)


def _to_report(row: Values) -> WeeklyReport:
    values = dict(zip(WeeklyReport.__struct_fields__, row, strict=True))
    values["status"] = ReportStatus(values["status"])
    values["facts"] = msgspec.convert(values["facts"], ReportFacts)
    return WeeklyReport(**values)


def add_report(session: Session, report: WeeklyReport) -> None:
    values = {name: getattr(report, name) for name in WeeklyReport.__struct_fields__}
    session.execute(session.insert(weekly_reports, **values | {"status": report.status.value}))


def lock_report(session: Session, report_id: str) -> WeeklyReport | None:
    statement = session.select(*_COLUMNS).where(weekly_reports.c.id == report_id)
    row = session.execute(session.locked(statement)).one_or_none()
    return None if row is None else _to_report(tuple(row))


def find_of_week(session: Session, project_id: str, week_start: date) -> WeeklyReport | None:
    row = session.execute(
        session.select(*_COLUMNS).where(
            weekly_reports.c.project_id == project_id, weekly_reports.c.week_start == week_start
        )
    ).one_or_none()
    return None if row is None else _to_report(tuple(row))


def list_reports(session: Session, project_ids: tuple[str, ...], *, limit: int = 100) -> tuple[WeeklyReport, ...]:
    """The newest first."""
    statement = session.select(*_COLUMNS).where(weekly_reports.c.project_id.in_(project_ids))
    rows = session.execute(statement.order_by(weekly_reports.c.week_start.desc()).limit(limit))
    return tuple(_to_report(tuple(row)) for row in rows)


def list_by_ids(session: Session, report_ids: tuple[str, ...]) -> tuple[WeeklyReport, ...]:
    rows = session.execute(session.select(*_COLUMNS).where(weekly_reports.c.id.in_(report_ids)))
    return tuple(_to_report(tuple(row)) for row in rows)


def update_report(session: Session, report_id: str, **values: object) -> None:
    session.execute(
        session.update(weekly_reports)
        .where(weekly_reports.c.id == report_id)
        .values(version=weekly_reports.c.version + 1, **values)
    )
