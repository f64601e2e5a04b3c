"""The only SQL about progress."""

from datetime import datetime

from sqlalchemy import bindparam, select

from quncheng.features.progress.tables import progress_reports
from quncheng.features.progress.types import ProgressReport, ReportedState
from quncheng.runtime.db import ORG, Session, Values

_COLUMNS = tuple(progress_reports.c[name] for name in ProgressReport.__struct_fields__)
_STATE = ProgressReport.__struct_fields__.index("state")
_OF_TASK = (
    select(*_COLUMNS)
    .where(progress_reports.c.org_id == ORG, progress_reports.c.task_id == bindparam("task"))
    .order_by(progress_reports.c.id.desc())
    .limit(bindparam("most"))
)


def _to_report(row: Values) -> ProgressReport:
    values = list(row)
    values[_STATE] = None if row[_STATE] is None else ReportedState(row[_STATE])
    return ProgressReport(*values)


def add_report(session: Session, report: ProgressReport) -> None:
    values = {name: getattr(report, name) for name in ProgressReport.__struct_fields__}
    values["state"] = None if report.state is None else report.state.value
    session.add(progress_reports, **values)


def find_report(session: Session, report_id: str) -> ProgressReport | None:
    row = session.execute(session.select(*_COLUMNS).where(progress_reports.c.id == report_id)).one_or_none()
    return None if row is None else _to_report(tuple(row))


def set_retracted(session: Session, report_id: str) -> None:
    session.execute(
        session.update(progress_reports).where(progress_reports.c.id == report_id).values(retracted_at=session.now)
    )


def list_of_task(session: Session, task_id: str, *, limit: int = 100) -> tuple[ProgressReport, ...]:
    """The newest first."""
    return tuple(map(_to_report, session.run(_OF_TASK, task=task_id, most=limit)))


def list_by_ids(session: Session, report_ids: tuple[str, ...]) -> tuple[ProgressReport, ...]:
    rows = session.execute(session.select(*_COLUMNS).where(progress_reports.c.id.in_(report_ids)))
    return tuple(_to_report(tuple(row)) for row in rows)


def list_between(session: Session, project_id: str, *, since: datetime, until: datetime) -> tuple[ProgressReport, ...]:
    """What was reported and not taken back, in order."""
    statement = session.select(*_COLUMNS).where(
        progress_reports.c.project_id == project_id,
        progress_reports.c.created_at >= since,
        progress_reports.c.created_at < until,
        progress_reports.c.retracted_at.is_(None),
    )
    rows = session.execute(statement.order_by(progress_reports.c.id))
    return tuple(_to_report(tuple(row)) for row in rows)
