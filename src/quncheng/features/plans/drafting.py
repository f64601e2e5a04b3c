"""Plan tasks before they exist: the dates they would get, and their creation once somebody has said yes."""

from collections.abc import Sequence
from datetime import date

import msgspec

from quncheng.engine.errors import DependencyCycle
from quncheng.engine.schedule import schedule
from quncheng.engine.types import ConstraintType, Dependency, Lag, Plan, PlanTask
from quncheng.features.calendars import service as calendars
from quncheng.features.people import service as people
from quncheng.features.plans.errors import PlanInvalid
from quncheng.features.plans.events import PlanConfirmed
from quncheng.features.plans.types import DraftedTask
from quncheng.features.projects import policy as project_policy
from quncheng.features.projects.types import Access, Project
from quncheng.features.tasks import parts, queries, scheduling
from quncheng.features.tasks import service as tasks
from quncheng.features.tasks.types import NewTask, Priority, Task, TaskKind
from quncheng.runtime import events
from quncheng.runtime.db import Session
from quncheng.runtime.events import Actor


def with_dates(session: Session, project: Project, drafts: Sequence[DraftedTask]) -> tuple[DraftedTask, ...]:
    """The drafts with the dates they would get today. Raises PlanInvalid when they wait for each other."""
    calendar = calendars.get_calendar(session)
    first = scheduling.first_day(session, project, calendar)
    existing = tuple({link.task_id for draft in drafts for link in draft.links if link.task_id is not None})
    held = tuple(scheduling.hold(task) for task in queries.list_by_ids(session, existing))
    plan = Plan(
        starts_on=first,
        tasks=(*(_to_plan_task(draft, index) for index, draft in enumerate(drafts)), *held),
        dependencies=tuple(_links(drafts)),
        calendar=calendar,
    )
    try:
        dates = schedule(plan).tasks
    except DependencyCycle as cycle:
        raise PlanInvalid(**cycle.facts) from cycle
    return tuple(
        draft
        if draft.duration_days is None and not draft.is_milestone
        else msgspec.structs.replace(
            draft,
            planned_start=dates[str(index)].planned_start,
            planned_finish=dates[str(index)].planned_finish,
        )
        for index, draft in enumerate(drafts)
    )


def end_of(drafts: Sequence[DraftedTask]) -> date | None:
    """The last day any of the drafts reaches."""
    ends = [end for draft in drafts for end in (draft.planned_finish, draft.due_date) if end is not None]
    return max(ends, default=None)


def confirm(session: Session, access: Access, actor: Actor, *, drafts: Sequence[DraftedTask]) -> tuple[Task, ...]:
    """Make the drafts real: tasks, links, dates. Raises OnlyForManager, TaskInvalid, DependencyInvalid."""
    project_policy.check_may_edit_plan(access)
    drafts = [_with_member(session, actor, draft) for draft in drafts]
    created = tasks.create_tasks(session, access, actor, new=[_to_new(draft) for draft in drafts])
    for draft, task in zip(drafts, created, strict=True):
        for link in draft.links:
            before = link.task_id if link.draft is None else created[link.draft].id
            if before is not None:
                parts.link(session, access, actor, predecessor_id=before, successor_id=task.id, lag=link.lag_days)
        for later in draft.blocks:
            parts.link(session, access, actor, predecessor_id=task.id, successor_id=later)
    task_ids = tuple(task.id for task in created)
    events.record(session, actor, PlanConfirmed(of_project=access.project_id, task_ids=task_ids))
    return queries.list_by_ids(session, task_ids)


def _with_member(session: Session, actor: Actor, draft: DraftedTask) -> DraftedTask:
    """Somebody who was only named becomes a member."""
    if draft.assignee_id is not None or not draft.new_assignee:
        return draft
    member = people.find_or_join(session, actor, name=draft.new_assignee)
    return msgspec.structs.replace(draft, assignee_id=member.id)


def _to_plan_task(draft: DraftedTask, index: int) -> PlanTask:
    """As the plan will see it once it exists."""
    if draft.duration_days is None and draft.due_date is not None and not draft.is_milestone:
        on = draft.due_date
        return PlanTask(id=str(index), title=draft.title, is_manual=True, fixed_start=on, fixed_finish=on)
    return PlanTask(
        id=str(index),
        title=draft.title,
        duration=draft.duration_days,
        is_milestone=draft.is_milestone,
        constraint=None if draft.not_before is None else ConstraintType.START_NO_EARLIER_THAN,
        constraint_on=draft.not_before,
    )


def _links(drafts: Sequence[DraftedTask]) -> list[Dependency]:
    """Each pair once, whatever was said twice."""
    found: dict[tuple[str, str], Dependency] = {}
    for index, draft in enumerate(drafts):
        for link in draft.links:
            before = link.task_id if link.draft is None else str(link.draft)
            if before is not None and before != str(index):
                found[before, str(index)] = Dependency(before, str(index), lag=Lag(link.lag_days))
    return list(found.values())


def _to_new(draft: DraftedTask) -> NewTask:
    return NewTask(
        title=draft.title,
        description=draft.description,
        kind=TaskKind.MILESTONE if draft.is_milestone else TaskKind.TASK,
        priority=Priority(draft.priority),
        assignee_id=draft.assignee_id,
        collaborator_ids=draft.collaborator_ids,
        parent_id=draft.parent_id,
        duration_days=draft.duration_days,
        not_before=draft.not_before,
        due_date=draft.due_date,
        due_time=draft.due_time,
    )
