"""What a sentence wants of links, of calendars and of baselines, as wishes that are proposed like any other change."""

from collections.abc import Sequence

from quncheng.engine.types import LinkType
from quncheng.features.baselines import service as baselines
from quncheng.features.bindings.types import Answer, Turn
from quncheng.features.calendars import service as calendars
from quncheng.features.calendars.types import CalendarEdit, CalendarOwner, CalendarSpan, WorkHours
from quncheng.features.people import service as people
from quncheng.features.plans import chat_changes, lines, wishes
from quncheng.features.plans.chat import where
from quncheng.features.plans.wishes import PlanWish
from quncheng.features.projects import policy as project_policy
from quncheng.features.projects.errors import OnlyForManager
from quncheng.features.tasks import parts
from quncheng.features.tasks.errors import DependencyInvalid
from quncheng.features.tasks.lines import name_line
from quncheng.features.tasks.types import NewLink, Task
from quncheng.language.intents import ChangeDays, Moment, TakeLeave
from quncheng.language.wording import say_day
from quncheng.runtime.db import Session


def to_link(
    session: Session, turn: Turn, befores: Sequence[Task], after: Task, *, kind: LinkType, lag_days: int
) -> PlanWish:
    """A task tied to one or several others; a link that is there takes the new kind. Raises DependencyInvalid."""
    project, _ = where(turn)
    pairs = {
        (link.predecessor_id, link.successor_id): link
        for link in parts.list_dependencies(session, project_id=project.id)
    }
    known = [pairs[before.id, after.id] for before in befores if (before.id, after.id) in pairs]
    same = [link for link in known if (link.type, link.lag) == (kind, lag_days)]
    if len(same) == len(befores) or any(before.project_id != after.project_id for before in befores):
        raise DependencyInvalid(reason="exists" if same else "other_project")
    fresh = [before for before in befores if before.id not in {link.predecessor_id for link in same}]
    return PlanWish(
        lines.link_words(kind, "、".join(name_line(before) for before in befores), lag_days=lag_days),
        name_line(after),
        after.id,
        added=tuple(NewLink(before.id, after.id, kind, lag_days) for before in fresh),
        removed=tuple(link.id for link in known if link not in same),
    )


def unlink(session: Session, turn: Turn, one: Task, other: Task) -> Answer:
    """Neither waits for the other any more. Raises DependencyInvalid."""
    project, _ = where(turn)
    both = {one.id, other.id}
    found = [
        link
        for link in parts.list_dependencies(session, project_id=project.id)
        if {link.predecessor_id, link.successor_id} == both
    ]
    if not found:
        raise DependencyInvalid(reason="unknown")
    after = one if found[0].successor_id == one.id else other
    before = other if after is one else one
    removed = tuple(link.id for link in found)
    return chat_changes.propose(
        session, turn, PlanWish(f"不再等 {name_line(before)}", name_line(after), after.id, removed=removed)
    )


def to_leave(session: Session, turn: Turn, said: TakeLeave, *, member_id: str) -> PlanWish:
    """Somebody is away: their tasks wait. Raises OnlyForManager for others' leave."""
    _, access = where(turn)
    if member_id != turn.speaker.id and not project_policy.may_edit_plan(access):
        raise OnlyForManager(project_id=access.project_id)
    span = CalendarSpan(session.new_id(), said.first.on, (said.last or said.first).on, name="请假")
    edit = CalendarEdit(owner=CalendarOwner.MEMBER, owner_id=member_id, added=(span,))
    return PlanWish(f"{_days(said.first, said.last, turn)} 请假", people.name_of(session, member_id), days=edit)


def propose_leave(session: Session, turn: Turn, said: TakeLeave, *, member_id: str) -> Answer:
    """Shown first to everybody: it may be mere talk."""
    wish = to_leave(session, turn, said, member_id=member_id)
    return chat_changes.what_if(session, turn, wish)


def change_days(session: Session, turn: Turn, said: ChangeDays) -> Answer:
    """The project works, or rests, on these days; shown first. Raises NoProject."""
    project, access = where(turn)
    usual = calendars.project_calendar(session, project.id).shifts
    span = CalendarSpan(
        session.new_id(),
        said.first.on,
        (said.last or said.first).on,
        shifts=tuple(WorkHours(one.starts_at, one.ends_at) for one in usual) if said.is_workday else (),
        name="加班" if said.is_workday else "停工",
    )
    edit = CalendarEdit(owner=CalendarOwner.PROJECT, owner_id=project.id, added=(span,))
    words = f"{_days(said.first, said.last, turn)} {'加班' if said.is_workday else '停工'}"
    wish = PlanWish(words, "项目日历", days=edit)
    return chat_changes.show_first(session, turn, wish, wishes.preview(session, access, wish))


def _days(first: Moment, last: Moment | None, turn: Turn) -> str:
    if last is None or last.on == first.on:
        return say_day(first.on, turn.now)
    return f"{say_day(first.on, turn.now)} 到 {say_day(last.on, turn.now)}"


def take_baseline(session: Session, turn: Turn, *, name: str) -> Answer:
    """Raises OnlyForManager, BaselineInvalid, TooManyBaselines."""
    _, access = where(turn)
    known = {one.name for one in baselines.list_of_project(session, access.project_id)}
    today = f"{turn.now.month}月{turn.now.day}日的计划"
    taken = baselines.take(session, access, turn.actor, name=name or _free(today, known))
    finish = "" if taken.planned_finish is None else f",{say_day(taken.planned_finish, turn.now)} 完成"
    return Answer(text=f"已存基线「{taken.name}」{finish}。以后说「和基线比怎么样」就能看到偏差。")


def _free(name: str, known: set[str]) -> str:
    """Named by its day, and counted when the day has one."""
    return next(one for one in (name, *(f"{name} {count}" for count in range(2, 202))) if one not in known)
