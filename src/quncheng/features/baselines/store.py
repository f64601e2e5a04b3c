"""The only SQL about baselines."""

from collections.abc import Sequence
from datetime import date

import msgspec
from sqlalchemy import bindparam, delete, exists, func, insert, select

from quncheng.features.baselines.tables import baseline_tasks, baselines
from quncheng.features.baselines.types import Baseline, BaselineKind, BaselineTask
from quncheng.features.projects.types import TaskStatus
from quncheng.features.tasks.tables import tasks
from quncheng.runtime.columns import Id
from quncheng.runtime.db import ORG, Session, Values

_COLUMNS = tuple(baselines.c[name] for name in Baseline.__struct_fields__)
_TASK_COLUMNS = tuple(baseline_tasks.c[name] for name in BaselineTask.__struct_fields__)
_OF_PROJECT = (
    select(*_COLUMNS)
    .where(baselines.c.org_id == ORG, baselines.c.project_id == bindparam("project"), baselines.c.archived_at.is_(None))
    .order_by(baselines.c.taken_on.desc(), baselines.c.created_at.desc())
)
_PLANNED = (
    tasks.c.project_id == bindparam("project"),
    tasks.c.planned_finish.is_not(None),
    tasks.c.archived_at.is_(None),
    tasks.c.status != TaskStatus.CANCELLED.value,
)
_START = func.coalesce(tasks.c.planned_start, tasks.c.planned_finish)
_LAST_FINISH = select(func.max(tasks.c.planned_finish)).where(tasks.c.org_id == ORG, *_PLANNED)
_REMOVE_DIFFERING = delete(baseline_tasks).where(
    baseline_tasks.c.org_id == ORG,
    baseline_tasks.c.baseline_id == bindparam("baseline"),
    ~exists().where(
        tasks.c.org_id == ORG,
        *_PLANNED,
        tasks.c.id == baseline_tasks.c.task_id,
        baseline_tasks.c.planned_start == _START,
        tasks.c.planned_finish == baseline_tasks.c.planned_finish,
        tasks.c.duration_days.is_not_distinct_from(baseline_tasks.c.duration_days),
    ),
)
_ADD_MISSING = insert(baseline_tasks).from_select(
    ["org_id", "baseline_id", *BaselineTask.__struct_fields__],
    select(
        tasks.c.org_id,
        bindparam("baseline", type_=Id),
        tasks.c.id,
        _START,
        tasks.c.planned_finish,
        tasks.c.duration_days,
    ).where(
        tasks.c.org_id == ORG,
        *_PLANNED,
        ~exists().where(
            baseline_tasks.c.org_id == ORG,
            baseline_tasks.c.baseline_id == bindparam("baseline"),
            baseline_tasks.c.task_id == tasks.c.id,
        ),
    ),
)


def _to_baseline(row: Values) -> Baseline:
    values = dict(zip(Baseline.__struct_fields__, row, strict=True))
    values["kind"] = BaselineKind(values["kind"])
    return Baseline(**values)


def list_of_project(session: Session, project_id: str) -> tuple[Baseline, ...]:
    """Those in sight, the newest first."""
    return tuple(map(_to_baseline, session.run(_OF_PROJECT, project=project_id)))


def find_baseline(session: Session, baseline_id: str) -> Baseline | None:
    row = session.execute(session.select(*_COLUMNS).where(baselines.c.id == baseline_id)).one_or_none()
    return None if row is None else _to_baseline(tuple(row))


def add_baseline(session: Session, baseline: Baseline) -> None:
    session.add(baselines, **(msgspec.structs.asdict(baseline) | {"kind": baseline.kind.value}))


def add_tasks(session: Session, baseline: Baseline, said: Sequence[BaselineTask]) -> None:
    rows: list[dict[str, object]] = [{"baseline_id": baseline.id, **msgspec.structs.asdict(task)} for task in said]
    session.insert_many(baseline_tasks, rows)


def find_last_finish(session: Session, project_id: str) -> date | None:
    """The last planned day of a project; None when nothing has one."""
    found = session.run(_LAST_FINISH, project=project_id).scalar_one()
    return found if isinstance(found, date) else None


def follow_plan(session: Session, baseline: Baseline) -> None:
    """Make the baseline say what the plan says now. Only what differs is written, and nothing is read here."""
    session.run(_REMOVE_DIFFERING, project=baseline.project_id, baseline=baseline.id)
    session.run(_ADD_MISSING, project=baseline.project_id, baseline=baseline.id)


def update_baseline(session: Session, baseline_id: str, **values: object) -> None:
    session.execute(session.update(baselines).where(baselines.c.id == baseline_id).values(**values))


def list_tasks(session: Session, baseline_id: str) -> tuple[BaselineTask, ...]:
    rows = session.execute(session.select(*_TASK_COLUMNS).where(baseline_tasks.c.baseline_id == baseline_id))
    return tuple(BaselineTask(*row) for row in rows)
