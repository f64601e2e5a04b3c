"""Use cases about baselines: take one now, when a plan is agreed, or for a past day; put one out of sight."""

from datetime import date, datetime, time, timedelta

from quncheng.features.baselines import rules, store
from quncheng.features.baselines.errors import BaselineInvalid, BaselineNotFound, TooManyBaselines
from quncheng.features.baselines.events import BaselineArchived, BaselineRestored, BaselineTaken
from quncheng.features.baselines.types import Baseline, BaselineKind, BaselineTask
from quncheng.features.people import service as people
from quncheng.features.projects import policy as project_policy
from quncheng.features.projects import service as projects
from quncheng.features.projects.types import Access
from quncheng.features.tasks import queries
from quncheng.features.tasks.rules import clean_line
from quncheng.runtime import events, history
from quncheng.runtime.db import Session
from quncheng.runtime.events import Actor, Event

NAME_LENGTH = 60
LIMIT = 200
"""Baselines in sight of one project."""
_PLAN_EVENTS = ("task.created", "task.changed", "task.rescheduled")


def take(session: Session, access: Access, actor: Actor, *, name: str) -> Baseline:
    """Keep the plan as it stands. Raises OnlyForManager, BaselineInvalid, TooManyBaselines."""
    project_policy.check_may_edit_plan(access)
    return _take_now(session, actor, access.project_id, name=name, kind=BaselineKind.MANUAL)


def take_past(session: Session, access: Access, actor: Actor, *, as_of: date, name: str) -> Baseline:
    """The plan as it stood at the end of a past day, read out of the log.

    Raises OnlyForManager, BaselineInvalid, TooManyBaselines.
    """
    project_policy.check_may_edit_plan(access)
    now = people.local_now(session)
    if as_of >= now.date():
        raise BaselineInvalid(field="as_of")
    next_midnight = datetime.combine(as_of + timedelta(days=1), time(0), tzinfo=now.tzinfo)
    since = history.list_of_project_since(session, access.project_id, next_midnight, names=_PLAN_EVENTS)
    tasks = rules.as_they_were(queries.list_ever(session, access.project_id), since)
    if not tasks:
        raise BaselineInvalid(field="as_of")
    last = max(task.planned_finish for task in tasks)
    kind = BaselineKind.PAST
    baseline = _add(session, actor, access.project_id, name=name, kind=kind, taken_on=as_of, planned_finish=last)
    store.add_tasks(session, baseline, tasks)
    return baseline


def take_imported(
    session: Session, access: Access, actor: Actor, *, name: str, tasks: tuple[BaselineTask, ...]
) -> Baseline:
    """What a file says was planned once. Raises OnlyForManager, BaselineInvalid, TooManyBaselines."""
    project_policy.check_may_edit_plan(access)
    if not tasks:
        raise BaselineInvalid(field="tasks")
    today, last = people.local_now(session).date(), max(task.planned_finish for task in tasks)
    kind = BaselineKind.MANUAL
    baseline = _add(session, actor, access.project_id, name=name, kind=kind, taken_on=today, planned_finish=last)
    store.add_tasks(session, baseline, tasks)
    return baseline


def on_plan_confirmed(session: Session, actor: Actor, happened: Event) -> None:
    """Reaction: what was agreed is kept to compare with; agreed again on the same day, it is the last that counts."""
    project_id = happened.project_id
    if project_id is None:
        return
    today = people.local_now(session).date()
    known = next(
        (
            one
            for one in store.list_of_project(session, project_id)
            if one.kind is BaselineKind.AGREED and one.taken_on == today
        ),
        None,
    )
    if known is not None:
        store.follow_plan(session, known)
        store.update_baseline(session, known.id, planned_finish=store.find_last_finish(session, project_id))
    elif store.find_last_finish(session, project_id) is not None:
        name = f"{today.month}月{today.day}日确认的计划"
        _take_now(session, actor, project_id, name=name, kind=BaselineKind.AGREED)


def list_of_project(session: Session, project_id: str) -> tuple[Baseline, ...]:
    """Those in sight, the newest first; for code that has checked access."""
    return store.list_of_project(session, project_id)


def get(session: Session, access: Access, baseline_id: str) -> Baseline:
    """Raises BaselineNotFound, for another project's too."""
    found = store.find_baseline(session, baseline_id)
    if found is None or found.project_id != access.project_id:
        raise BaselineNotFound(baseline_id=baseline_id)
    return found


def access_baseline(session: Session, member_id: str, baseline_id: str) -> tuple[Access, Baseline]:
    """Raises BaselineNotFound, ProjectNotFound."""
    found = store.find_baseline(session, baseline_id)
    if found is None:
        raise BaselineNotFound(baseline_id=baseline_id)
    return projects.get_access(session, member_id, found.project_id), found


def list_tasks(session: Session, baseline: Baseline) -> tuple[BaselineTask, ...]:
    return store.list_tasks(session, baseline.id)


def set_archived(session: Session, access: Access, actor: Actor, *, baseline: Baseline, is_archived: bool) -> None:
    """Put a baseline out of sight, or back. Raises OnlyForManager."""
    project_policy.check_may_edit_plan(access)
    if (baseline.archived_at is not None) == is_archived:
        return
    store.update_baseline(session, baseline.id, archived_at=session.now if is_archived else None)
    fact = BaselineArchived if is_archived else BaselineRestored
    events.record(session, actor, fact(of_project=baseline.project_id, baseline_id=baseline.id, name=baseline.name))


def _take_now(session: Session, actor: Actor, project_id: str, *, name: str, kind: BaselineKind) -> Baseline:
    """The plan as it stands."""
    last = store.find_last_finish(session, project_id)
    if last is None:
        raise BaselineInvalid(field="tasks")
    today = people.local_now(session).date()
    baseline = _add(session, actor, project_id, name=name, kind=kind, taken_on=today, planned_finish=last)
    store.follow_plan(session, baseline)
    return baseline


def _add(
    session: Session,
    actor: Actor,
    project_id: str,
    *,
    name: str,
    kind: BaselineKind,
    taken_on: date,
    planned_finish: date,
) -> Baseline:
    if len(store.list_of_project(session, project_id)) >= LIMIT:
        raise TooManyBaselines(most=LIMIT)
    baseline = Baseline(
        id=session.new_id(),
        project_id=project_id,
        name=clean_line(name, field="name", longest=NAME_LENGTH),
        kind=kind,
        taken_on=taken_on,
        planned_finish=planned_finish,
        created_by=actor.member_id,
        created_at=session.now,
        archived_at=None,
    )
    store.add_baseline(session, baseline)
    happened = BaselineTaken(
        of_project=project_id, baseline_id=baseline.id, name=baseline.name, kind=kind.value, taken_on=taken_on
    )
    events.record(session, actor, happened)
    return baseline
