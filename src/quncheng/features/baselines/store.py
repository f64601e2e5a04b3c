"""The only SQL about baselines."""

from collections.abc import Sequence

import msgspec

from quncheng.features.baselines.tables import baseline_tasks, baselines
from quncheng.features.baselines.types import Baseline, BaselineKind, BaselineTask
from quncheng.runtime.db import Session, Values

_COLUMNS = tuple(baselines.c[name] for name in Baseline.__struct_fields__)
_TASK_COLUMNS = tuple(baseline_tasks.c[name] for name in BaselineTask.__struct_fields__)


def _to_baseline(row: Values) -> Baseline:
    values = dict(zip(Baseline.__struct_fields__, row, strict=True))
    values["kind"] = BaselineKind(values["kind"])
    return Baseline(**values)


def list_of_project(session: Session, project_id: str) -> tuple[Baseline, ...]:
    """Those in sight, the newest first."""
    statement = session.select(*_COLUMNS).where(baselines.c.project_id == project_id, baselines.c.archived_at.is_(None))
    rows = session.execute(statement.order_by(baselines.c.taken_on.desc(), baselines.c.created_at.desc()))
    return tuple(_to_baseline(tuple(row)) for row in rows)


def find_baseline(session: Session, baseline_id: str) -> Baseline | None:
    row = session.execute(session.select(*_COLUMNS).where(baselines.c.id == baseline_id)).one_or_none()
    return None if row is None else _to_baseline(tuple(row))


def add_baseline(session: Session, baseline: Baseline, tasks: Sequence[BaselineTask]) -> None:
    session.add(baselines, **(msgspec.structs.asdict(baseline) | {"kind": baseline.kind.value}))
    rows: list[dict[str, object]] = [{"baseline_id": baseline.id, **msgspec.structs.asdict(task)} for task in tasks]
    session.insert_many(baseline_tasks, rows)


def replace_tasks(session: Session, baseline: Baseline, tasks: Sequence[BaselineTask]) -> None:
    """The same baseline with other dates, as the plan agreed again on the same day."""
    session.execute(session.delete(baseline_tasks).where(baseline_tasks.c.baseline_id == baseline.id))
    rows: list[dict[str, object]] = [{"baseline_id": baseline.id, **msgspec.structs.asdict(task)} for task in tasks]
    session.insert_many(baseline_tasks, rows)
    update_baseline(session, baseline.id, planned_finish=baseline.planned_finish)


def update_baseline(session: Session, baseline_id: str, **values: object) -> None:
    session.execute(session.update(baselines).where(baselines.c.id == baseline_id).values(**values))


def list_tasks(session: Session, baseline_id: str) -> tuple[BaselineTask, ...]:
    rows = session.execute(session.select(*_TASK_COLUMNS).where(baseline_tasks.c.baseline_id == baseline_id))
    return tuple(BaselineTask(*row) for row in rows)
