"""What somebody wants of the plan, as one act: its consequences, and doing it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from hashlib import sha256

import msgspec

from quncheng.engine.impact import Impact
from quncheng.engine.types import PlanChange
from quncheng.features.calendars import rules as calendar_rules
from quncheng.features.calendars import service as calendars
from quncheng.features.calendars.types import CalendarEdit
from quncheng.features.people import service as people
from quncheng.features.plans import impacts
from quncheng.features.plans import scheduling as plan_calendars
from quncheng.features.plans.types import PlanImpact
from quncheng.features.projects import policy as project_policy
from quncheng.features.projects import service as projects
from quncheng.features.projects.types import Access, Project
from quncheng.features.tasks import parts, planning, queries, writing
from quncheng.features.tasks import service as tasks
from quncheng.features.tasks.errors import TaskNotFound
from quncheng.features.tasks.planning import ProjectPlan
from quncheng.features.tasks.types import NewLink, Task, TaskChanges
from quncheng.runtime.db import Session
from quncheng.runtime.events import Actor


class WishedEdit(msgspec.Struct, frozen=True):
    task_id: str
    changes: TaskChanges


class PlanWish(msgspec.Struct, frozen=True, omit_defaults=True):
    """Edits of tasks, links that come and go, days of a calendar; ``words`` says it, ``about`` names the task."""

    words: str
    about: str = ""
    task_id: str | None = None
    edits: tuple[WishedEdit, ...] = ()
    added: tuple[NewLink, ...] = ()
    removed: tuple[str, ...] = ()
    """Dependencies by their ids."""
    days: CalendarEdit | None = None

    @property
    def subject(self) -> str:
        """What it is about: the task, or whose days."""
        if self.days is not None:
            return f"{self.about} {self.words}".strip()
        return self.about or self.words

    @property
    def is_moving(self) -> bool:
        """Whether it may move any dates, or fill anybody's days; otherwise the plan need not be read."""
        fields = {name for one in self.edits for name in one.changes.set_fields()}
        return bool(self.added or self.removed or self.days or fields & writing.MOVING_FIELDS)

    @property
    def title(self) -> str:
        return f"{self.about}:{self.words}" if self.about else self.words


@dataclass(frozen=True, slots=True)
class Outlook:
    """The plan as it is and what a wish would make of it, with the engine's own answer."""

    told: PlanImpact
    plan: ProjectPlan
    impact: Impact


def preview(session: Session, access: Access, wish: PlanWish) -> PlanImpact:
    """The consequences, nothing written.

    Raises TaskNotFound, TaskInvalid, DependencyInvalid and what the engine refuses.
    """
    return look_at(session, access, wish).told


def look_at(session: Session, access: Access, wish: PlanWish) -> Outlook:
    """``preview`` with the schedules it was read from."""
    project = projects.get_project(session, access.project_id)
    plan = planning.get_plan(session, project)
    links = parts.to_links(wish.added, parts.find_links(session, access, wish.removed))
    change = writing.plan_change(session, plan, _edits(session, access, wish), links)
    if wish.days is not None:
        change = _with_days(session, project, plan, change, wish.days)
    impact = plan.prepared.dry_run(change)
    told = impacts.to_plan_impact(plan, impact, planned_finish=project.planned_finish)
    told = msgspec.structs.replace(
        told,
        moved=tuple(one for one in told.moved if (one.old_start, one.old_finish) != (one.new_start, one.new_finish)),
    )
    return Outlook(impacts.with_overloads(told, impact, today=people.local_now(session).date()), plan, impact)


def carry_out(session: Session, access: Access, actor: Actor, wish: PlanWish) -> PlanImpact:
    """Do it as one act, which is undone as one; returns what it moved.

    Raises OnlyForManager, OnlyForPlanners and what the preview raises.
    """
    project_policy.check_may_edit_plan(access)
    impact = preview(session, access, wish) if wish.is_moving else PlanImpact()
    if wish.days is not None:
        caller = people.get_member(session, access.member_id)
        plan_calendars.change_calendar(session, caller, actor, wish.days)
    locked = [
        (tasks.lock_task_in(session, access, one.task_id), one.changes)
        for one in sorted(wish.edits, key=lambda one: one.task_id)
    ]
    if locked:
        tasks.change_tasks(session, access, actor, edits=locked)
    for dependency_id in wish.removed:
        parts.unlink(session, access, actor, dependency_id=dependency_id)
    for link in wish.added:
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


def fingerprint(impact: PlanImpact) -> str:
    """Differs when the consequences do."""
    return sha256(msgspec.json.encode(impact)).hexdigest()[:32]


def is_only_about(impact: PlanImpact, task_ids: Sequence[str]) -> bool:
    """Whether nothing else moves: no other task, no end of the project, nobody's day too full."""
    moves_others = any(one.task_id not in task_ids for one in impact.moved)
    return not (moves_others or impact.finish_workdays or impact.conflicts or impact.overloads)


def _edits(session: Session, access: Access, wish: PlanWish) -> list[tuple[Task, TaskChanges]]:
    found = {task.id: task for task in queries.list_by_ids(session, tuple(one.task_id for one in wish.edits))}
    for one in wish.edits:
        if one.task_id not in found or found[one.task_id].project_id != access.project_id:
            raise TaskNotFound(task_id=one.task_id)
    return [(found[one.task_id], one.changes) for one in wish.edits]


def _with_days(
    session: Session, project: Project, plan: ProjectPlan, change: PlanChange, edit: CalendarEdit
) -> PlanChange:
    book = calendars.preview(calendars.read_book(session), edit)
    changed = {member_id for task in change.tasks for member_id in task.assignee_ids}
    members = changed | {member_id for task in plan.plan.tasks for member_id in task.assignee_ids}
    ruling = calendar_rules.plan_calendars(book, project.id, sorted(members))
    return replace(change, calendar=ruling.calendar, calendars=ruling.shared, member_calendars=ruling.members)
