"""The only SQL about files that wait for their confirmation."""

from datetime import datetime

from sqlalchemy import bindparam, select

from quncheng.features.exchange.tables import plan_imports
from quncheng.features.exchange.types import PlanImport
from quncheng.runtime.db import ORG, Session

_FIELDS = PlanImport.__struct_fields__
_FIND = select(*(plan_imports.c[name] for name in _FIELDS)).where(
    plan_imports.c.org_id == ORG, plan_imports.c.id == bindparam("found")
)
_CONTENT = select(plan_imports.c.content).where(plan_imports.c.org_id == ORG, plan_imports.c.id == bindparam("found"))


def find(session: Session, import_id: str) -> PlanImport | None:
    """Kept from changing until the transaction ends."""
    row = session.run(session.locked(_FIND), found=import_id).one_or_none()
    return None if row is None else PlanImport(*row)


def read_content(session: Session, import_id: str) -> bytes:
    return bytes(session.run(_CONTENT, found=import_id).scalar_one())


def add(session: Session, kept: PlanImport, content: bytes) -> None:
    """In place of what the same person has uploaded for the project before and not confirmed."""
    session.execute(
        session.delete(plan_imports).where(
            plan_imports.c.project_id == kept.project_id,
            plan_imports.c.uploaded_by == kept.uploaded_by,
            plan_imports.c.applied_at.is_(None),
        )
    )
    session.add(plan_imports, content=content, **{name: getattr(kept, name) for name in _FIELDS})


def mark_applied(session: Session, import_id: str) -> None:
    """The bytes have served their time."""
    session.execute(
        session.update(plan_imports).where(plan_imports.c.id == import_id).values(applied_at=session.now, content=b"")
    )


def remove(session: Session, import_id: str) -> None:
    session.execute(session.delete(plan_imports).where(plan_imports.c.id == import_id))


def remove_before(session: Session, instant: datetime) -> int:
    return session.execute(session.delete(plan_imports).where(plan_imports.c.created_at < instant)).rowcount
