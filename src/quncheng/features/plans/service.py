"""Use cases about the plan: change it with its consequences known, ask for a change, decide."""

from collections.abc import Sequence
from datetime import date, datetime

import msgspec

from quncheng.engine.impact import Impact
from quncheng.features.calendars import service as calendars
from quncheng.features.people import service as people
from quncheng.features.plans import drafting, impacts, rules, store, wishes
from quncheng.features.plans.errors import ChangeEmpty, RequestDecided, RequestNotFound
from quncheng.features.plans.events import ChangeDecided, ChangeReopened, ChangeRequested
from quncheng.features.plans.types import ChangeRequest, DraftedTask, PlanImpact, RequestStatus
from quncheng.features.plans.wishes import PlanWish
from quncheng.features.projects import policy as project_policy
from quncheng.features.projects import service as projects
from quncheng.features.projects.types import Access, Project, ProjectChanges
from quncheng.features.tasks import parts, planning, scheduling, writing
from quncheng.features.tasks import rules as task_rules
from quncheng.features.tasks import service as tasks
from quncheng.features.tasks.planning import ProjectPlan
from quncheng.features.tasks.scheduling import NO_LINKS, Links
from quncheng.features.tasks.types import NewLink, Task, TaskChanges
from quncheng.runtime import events
from quncheng.runtime.db import Session
from quncheng.runtime.events import Actor

REASON_LENGTH = 1_000
_PROJECT_DAYS = ("planned_start", "finishes_on")


def wish_to_changes(
    session: Session, task: Task, *, changes: TaskChanges, shift_workdays: int | None = None
) -> TaskChanges:
    """What a wish about dates means for the fields of the task ("晚两天", "延到下周三")."""
    calendar = calendars.get_calendar(session)
    if shift_workdays is not None:
        shifted = rules.shifted(task, shift_workdays, calendar=calendar)
        return msgspec.structs.replace(changes, **shifted.set_fields())
    return rules.ending_on(task, changes, calendar=calendar)


def drag_to_changes(
    session: Session, task: Task, changes: TaskChanges, *, start: date | None, finish: date | None
) -> TaskChanges:
    """What putting a bar to other days means for the fields of the task."""
    if start is None and finish is None:
        return changes
    is_manual = changes.is_manual if isinstance(changes.is_manual, bool) else writing.is_manual(session, task.id)
    calendar = calendars.project_calendar(session, task.project_id)
    return rules.dragged(task, changes, is_manual=is_manual, start=start, finish=finish, calendar=calendar)


def preview(session: Session, access: Access, *, task: Task, changes: TaskChanges) -> PlanImpact:
    """The consequences of a change, nothing written. Raises TaskInvalid."""
    return preview_all(session, access, edits=((task, changes),))


def preview_all(
    session: Session, access: Access, *, edits: Sequence[tuple[Task, TaskChanges]], links: Links = NO_LINKS
) -> PlanImpact:
    """The consequences of several changes made together. Raises TaskInvalid and what the engine refuses."""
    project = projects.get_project(session, access.project_id)
    plan = planning.get_plan(session, project)
    impact = plan.prepared.dry_run(writing.plan_change(session, plan, edits, links))
    return _tell(session, project, plan, impact)


def change(
    session: Session,
    access: Access,
    actor: Actor,
    *,
    task: Task,
    changes: TaskChanges,
) -> tuple[Task, PlanImpact]:
    """Apply a change of the plan; returns the task and what moved. Raises OnlyForManager and TaskInvalid."""
    project_policy.check_may_edit_plan(access)
    impact = preview(session, access, task=task, changes=changes)
    return tasks.change_task(session, access, actor, task=task, changes=changes), impact


def preview_project(session: Session, access: Access, changes: ProjectChanges) -> PlanImpact:
    """What another first day of the project, or a last one, would move; nothing written."""
    project = projects.get_project(session, access.project_id)
    plan = planning.get_plan(session, project)
    return _tell(session, project, plan, _rescheduled(session, plan, project, changes))


def _tell(session: Session, project: Project, plan: ProjectPlan, impact: Impact) -> PlanImpact:
    told = impacts.to_plan_impact(plan, impact, planned_finish=project.planned_finish)
    return impacts.with_overloads(told, impact, today=people.local_now(session).date())


def change_project(
    session: Session, access: Access, actor: Actor, *, changes: ProjectChanges, version: int | None
) -> Project:
    """Change a project; other days of it move its plan. Raises OnlyForManager, ProjectInvalid, ChangedMeanwhile."""
    before = projects.get_project(session, access.project_id)
    is_moving = any(getattr(changes, name) not in (msgspec.UNSET, getattr(before, name)) for name in _PROJECT_DAYS)
    if not is_moving:
        return projects.change_project(session, access, actor, changes=changes, version=version)
    project_policy.check_may_edit_plan(access)
    plan = scheduling.open_plan(session, access.project_id)
    impact = _rescheduled(session, plan, before, changes)
    projects.change_project(session, access, actor, changes=changes, version=version)
    scheduling.follow_project(session, actor, plan, impact, project_id=access.project_id)
    return projects.get_project(session, access.project_id)


def _rescheduled(session: Session, plan: ProjectPlan, project: Project, changes: ProjectChanges) -> Impact:
    starts_on = project.planned_start if changes.planned_start is msgspec.UNSET else changes.planned_start
    finishes_on = project.finishes_on if changes.finishes_on is msgspec.UNSET else changes.finishes_on
    return scheduling.rescheduled(
        plan, starts_on=starts_on or people.local_now(session).date(), finishes_on=finishes_on
    )


def change_all(
    session: Session,
    access: Access,
    actor: Actor,
    *,
    edits: Sequence[tuple[Task, TaskChanges]],
    added: Sequence[NewLink] = (),
    removed: Sequence[str] = (),
) -> PlanImpact:
    """Several changes of the plan as one act, which is undone as one and told to each affected person once.

    Raises OnlyForManager, TaskInvalid, DependencyInvalid, ChangeEmpty and what the engine refuses.
    """
    project_policy.check_may_edit_plan(access)
    gone = parts.find_links(session, access, removed)
    impact = preview_all(session, access, edits=edits, links=parts.to_links(added, gone))
    if edits:
        tasks.change_tasks(session, access, actor, edits=edits)
    for link in gone:
        parts.unlink(session, access, actor, dependency_id=link.id)
    for link in added:
        parts.link(
            session,
            access,
            actor,
            predecessor_id=link.predecessor_id,
            successor_id=link.successor_id,
            link_type=link.type,
            lag=link.lag,
            lag_unit=link.lag_unit,
        )
    return impact


def request_change(
    session: Session, access: Access, actor: Actor, *, task: Task, changes: TaskChanges, reason: str
) -> ChangeRequest:
    """Ask the manager for a change of a task, with its impact. Raises ReadOnly, ChangeEmpty, TaskInvalid."""
    project_policy.check_may_contribute(access)
    if not task_rules.differing(task, task_rules.valid_changes(changes)):
        raise ChangeEmpty(task_id=task.id)
    impact = preview(session, access, task=task, changes=changes)
    fields = msgspec.to_builtins(changes)
    return _open(session, access, actor, task_id=task.id, changes=fields, reason=reason, impact=impact)


def request_wish(session: Session, access: Access, actor: Actor, *, wish: PlanWish, reason: str = "") -> ChangeRequest:
    """Ask the manager for any change of the plan. Raises ReadOnly, ChangeEmpty and what its preview raises."""
    is_of_one_task = len(wish.edits) == 1 and not (wish.added or wish.removed or wish.days)
    if is_of_one_task:
        task = tasks.lock_task_in(session, access, wish.edits[0].task_id)
        return request_change(session, access, actor, task=task, changes=wish.edits[0].changes, reason=reason)
    project_policy.check_may_contribute(access)
    impact = wishes.preview(session, access, wish)
    changes: dict[str, object] = {"plan": msgspec.to_builtins(wish)}
    return _open(session, access, actor, task_id=wish.task_id, changes=changes, reason=reason, impact=impact)


def request_tasks(
    session: Session, access: Access, actor: Actor, *, drafts: tuple[DraftedTask, ...], reason: str = ""
) -> ChangeRequest:
    """Ask the manager to plan new tasks. Raises ReadOnly."""
    project_policy.check_may_contribute(access)
    changes: dict[str, object] = {"create": msgspec.to_builtins(drafts)}
    return _open(session, access, actor, task_id=None, changes=changes, reason=reason, impact=PlanImpact())


def request_cancel(session: Session, access: Access, actor: Actor, *, task: Task, reason: str) -> ChangeRequest:
    """Ask the manager to cancel a task. Raises ReadOnly."""
    project_policy.check_may_contribute(access)
    changes: dict[str, object] = {"cancel": True}
    return _open(session, access, actor, task_id=task.id, changes=changes, reason=reason, impact=PlanImpact())


def _open(
    session: Session,
    access: Access,
    actor: Actor,
    *,
    task_id: str | None,
    changes: dict[str, object],
    reason: str,
    impact: PlanImpact,
) -> ChangeRequest:
    projects.lock_project(session, access.project_id)
    request = ChangeRequest(
        id=session.new_id(),
        project_id=access.project_id,
        number=store.next_number(session, access.project_id),
        task_id=task_id,
        requester_id=access.member_id,
        status=RequestStatus.WAITING,
        changes=changes,
        reason=task_rules.clean_text(reason, field="reason", longest=REASON_LENGTH, may_be_empty=True),
        impact=impact,
        decided_by=None,
        decided_at=None,
        comment="",
        version=1,
        created_at=session.now,
    )
    store.add_request(session, request)
    happened = ChangeRequested(
        of_project=request.project_id,
        request_id=request.id,
        number=request.number,
        task_id=task_id,
        reason=request.reason,
    )
    events.record(session, actor, happened)
    return request


def get_request(session: Session, request_id: str) -> ChangeRequest:
    """Raises RequestNotFound."""
    request = store.lock_request(session, request_id)
    if request is None:
        raise RequestNotFound(request_id=request_id)
    return request


def list_requests(
    session: Session, project_ids: tuple[str, ...], *, status: RequestStatus | None = None
) -> tuple[ChangeRequest, ...]:
    return store.list_requests(session, project_ids, status=status)


def list_between(session: Session, project_id: str, *, since: datetime, until: datetime) -> tuple[ChangeRequest, ...]:
    """What was asked for in a project in [since, until)."""
    return store.list_between(session, project_id, since=since, until=until)


def decide(
    session: Session, access: Access, actor: Actor, *, request: ChangeRequest, is_approved: bool, comment: str = ""
) -> ChangeRequest:
    """Approve, and the plan moves; or reject. Raises OnlyForManager, RequestDecided (the first decision stands)."""
    project_policy.check_may_edit_plan(access)
    if request.status is not RequestStatus.WAITING:
        raise RequestDecided(status=request.status.value, decided_by=people.name_of(session, request.decided_by))
    impact, changes = request.impact, request.changes
    if is_approved and "create" in request.changes:
        changes = changes | {"created": _create(session, access, actor, request)}
    elif is_approved:
        impact = _carry_out(session, access, actor, request)
    status = RequestStatus.APPROVED if is_approved else RequestStatus.REJECTED
    store.update_request(
        session,
        request.id,
        status=status.value,
        decided_by=access.member_id,
        decided_at=session.now,
        comment=comment[:REASON_LENGTH],
        changes=changes,
        impact=impact,
    )
    happened = ChangeDecided(
        of_project=request.project_id,
        request_id=request.id,
        number=request.number,
        task_id=request.task_id,
        verdict=status.value,
        comment=comment[:REASON_LENGTH],
    )
    events.record(session, actor, happened)
    return get_request(session, request.id)


def _create(session: Session, access: Access, actor: Actor, request: ChangeRequest) -> list[str]:
    """Make the tasks that were asked for; returns their ids."""
    drafts = msgspec.convert(request.changes.get("create", []), tuple[DraftedTask, ...])
    return [task.id for task in drafting.confirm(session, access, actor, drafts=drafts)]


def _carry_out(session: Session, access: Access, actor: Actor, request: ChangeRequest) -> PlanImpact:
    """Do what was asked for, and say what it did to the plan as it stands now."""
    if "plan" in request.changes:
        return wishes.carry_out(session, access, actor, msgspec.convert(request.changes["plan"], PlanWish))
    _, task = tasks.lock_task(session, access.member_id, str(request.task_id))
    if request.changes.get("cancel") is True:
        tasks.cancel_task(session, access, actor, task=task)
        return PlanImpact()
    changes = msgspec.convert(request.changes, TaskChanges)
    _, impact = change(session, access, actor, task=task, changes=changes)
    return impact


def withdraw(session: Session, access: Access, actor: Actor, *, request: ChangeRequest) -> ChangeRequest:
    """The requester takes it back while it waits. Raises RequestDecided, RequestNotFound for somebody else's."""
    if request.requester_id != access.member_id:
        raise RequestNotFound(request_id=request.id)
    if request.status is not RequestStatus.WAITING:
        raise RequestDecided(status=request.status.value, decided_by=people.name_of(session, request.decided_by))
    store.update_request(session, request.id, status=RequestStatus.WITHDRAWN.value, decided_at=session.now)
    happened = ChangeDecided(
        of_project=request.project_id,
        request_id=request.id,
        number=request.number,
        task_id=request.task_id,
        verdict=RequestStatus.WITHDRAWN.value,
        comment="",
    )
    events.record(session, actor, happened)
    return get_request(session, request.id)


def reopen(session: Session, access: Access, actor: Actor, *, request: ChangeRequest) -> None:
    """Whoever decided, or withdrew, takes that back: the request waits again (what it did is undone beside it).

    Raises OnlyForManager, RequestNotFound for somebody else's withdrawal.
    """
    if request.status is RequestStatus.WITHDRAWN and request.requester_id != access.member_id:
        raise RequestNotFound(request_id=request.id)
    if request.status is not RequestStatus.WITHDRAWN:
        project_policy.check_may_edit_plan(access)
    changes = {name: value for name, value in request.changes.items() if name != "created"}
    store.update_request(
        session,
        request.id,
        status=RequestStatus.WAITING.value,
        decided_by=None,
        decided_at=None,
        comment="",
        changes=changes,
    )
    happened = ChangeReopened(of_project=request.project_id, request_id=request.id, number=request.number)
    events.record(session, actor, happened)


def list_by_ids(session: Session, request_ids: tuple[str, ...]) -> tuple[ChangeRequest, ...]:
    return store.list_by_ids(session, request_ids)
