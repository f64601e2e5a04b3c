"""The only SQL about change requests."""

from datetime import datetime

import msgspec
from sqlalchemy import func

from quncheng.features.plans.tables import change_requests
from quncheng.features.plans.types import ChangeRequest, PlanImpact, RequestStatus
from quncheng.runtime.db import Session, Values

_COLUMNS = tuple(change_requests.c[name] for name in ChangeRequest.__struct_fields__)


def _to_request(row: Values) -> ChangeRequest:
    values = dict(zip(ChangeRequest.__struct_fields__, row, strict=True))
    values["status"] = RequestStatus(values["status"])
    values["impact"] = msgspec.convert(values["impact"], PlanImpact)
    return ChangeRequest(**values)


def next_number(session: Session, project_id: str) -> int:
    """Called with the project's row locked, so numbers have no gaps and no doubles."""
    statement = session.select(func.max(change_requests.c.number), of=change_requests).where(
        change_requests.c.project_id == project_id
    )
    return (session.execute(statement).scalar_one_or_none() or 0) + 1


def add_request(session: Session, request: ChangeRequest) -> None:
    values = {name: getattr(request, name) for name in ChangeRequest.__struct_fields__}
    values["status"] = request.status.value
    session.execute(session.insert(change_requests, **values))


def lock_request(session: Session, request_id: str) -> ChangeRequest | None:
    statement = session.select(*_COLUMNS).where(change_requests.c.id == request_id)
    row = session.execute(session.locked(statement)).one_or_none()
    return None if row is None else _to_request(tuple(row))


def list_requests(
    session: Session, project_ids: tuple[str, ...], *, status: RequestStatus | None = None, limit: int = 200
) -> tuple[ChangeRequest, ...]:
    """The newest first."""
    statement = session.select(*_COLUMNS).where(change_requests.c.project_id.in_(project_ids))
    if status is not None:
        statement = statement.where(change_requests.c.status == status.value)
    rows = session.execute(statement.order_by(change_requests.c.id.desc()).limit(limit))
    return tuple(_to_request(tuple(row)) for row in rows)


def list_by_ids(session: Session, request_ids: tuple[str, ...]) -> tuple[ChangeRequest, ...]:
    rows = session.execute(session.select(*_COLUMNS).where(change_requests.c.id.in_(request_ids)))
    return tuple(_to_request(tuple(row)) for row in rows)


def list_between(session: Session, project_id: str, *, since: datetime, until: datetime) -> tuple[ChangeRequest, ...]:
    statement = session.select(*_COLUMNS).where(
        change_requests.c.project_id == project_id,
        change_requests.c.created_at >= since,
        change_requests.c.created_at < until,
    )
    rows = session.execute(statement.order_by(change_requests.c.id))
    return tuple(_to_request(tuple(row)) for row in rows)


def update_request(session: Session, request_id: str, **values: object) -> None:
    session.execute(
        session.update(change_requests)
        .where(change_requests.c.id == request_id)
        .values(version=change_requests.c.version + 1, **values)
    )
