"""Who is told what about the plan: each affected person once, with all that concerns them."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

import msgspec

from quncheng.engine.results import Driver
from quncheng.features.bindings import service as bindings
from quncheng.features.notify import service as notify
from quncheng.features.people import service as people
from quncheng.features.plans import cards
from quncheng.features.plans.picture import WHOLE_PLAN, PictureView
from quncheng.features.plans.types import ChangeRequest, MovedTask
from quncheng.features.projects.types import Project
from quncheng.features.tasks import planning, queries
from quncheng.features.tasks.events import TaskChanged, TaskCreated, TaskRescheduled
from quncheng.features.tasks.lines import day_words, name_line
from quncheng.features.tasks.types import Task
from quncheng.runtime import jobs
from quncheng.runtime.db import Session
from quncheng.runtime.events import Actor, Event, RecordedEvent, Source
from quncheng.runtime.outbox import Importance
from quncheng.runtime.ports import CardContent, MarkdownContent

PICTURE_JOB = "plans.post_picture"
ACT_JOB = "plans.tell_act"
TASKS_NAMED = 15
"""In one message; a whole imported plan would not fit."""


def tell_assigned(
    session: Session, project: Project, tasks: Sequence[Task], *, by_id: str | None, now: datetime
) -> tuple[str, ...]:
    """Each new assignee gets one message with all of their tasks; returns the names of those who cannot be reached."""
    unreached: list[str] = []
    for member_id in dict.fromkeys(task.assignee_id for task in tasks):
        if member_id is None or member_id == by_id:
            continue
        mine = [task for task in tasks if task.assignee_id == member_id]
        lines = "\n".join(f"- **{name_line(task)}** {day_words(task, now)}" for task in mine[:TASKS_NAMED])
        if len(mine) > TASKS_NAMED:
            lines += f"\n- 另有 {len(mine) - TASKS_NAMED} 项,见网页上的「我的工作」"
        giver = people.name_of(session, by_id) or "项目经理"
        text = f"{giver} 在「{project.name}」里给您安排了 {len(mine)} 项任务:\n{lines}\n\n有进展直接回我一句就行。"
        if not notify.tell(session, member_id, MarkdownContent(text), reason="task.assigned", project_id=project.id):
            unreached.append(people.name_of(session, member_id))
    return tuple(unreached)


def tell_handed_over(session: Session, project: Project, before: Task, after: Task, *, by_id: str) -> None:
    """Whoever did the task so far can let go of it."""
    if before.assignee_id is None or before.assignee_id == by_id:
        return
    now_with = people.name_of(session, after.assignee_id) or "待定"
    text = f"「{project.name}」的 {name_line(after)} 改由 {now_with} 负责了,辛苦您前面的工作。"
    notify.tell(session, before.assignee_id, MarkdownContent(text), reason="task.handed_over", project_id=project.id)


def tell_moved(
    session: Session,
    project: Project,
    moved: Sequence[MovedTask],
    *,
    except_ids: frozenset[str | None],
    first_words: str,
    now: datetime,
) -> tuple[str, ...]:
    """Each owner of a moved task gets one message; returns who was told."""
    told: list[str] = []
    titles = _titles_waited_for(session, moved)
    for member_id in dict.fromkeys(one.assignee_id for one in moved):
        if member_id is None or member_id in except_ids:
            continue
        mine = [one for one in moved if one.assignee_id == member_id]
        text = f"「{project.name}」{first_words}\n{cards.told_lines(mine, now, titles=titles)}"
        notify.tell(session, member_id, MarkdownContent(text), reason="plan.moved", project_id=project.id)
        told.append(member_id)
    return tuple(told)


def _titles_waited_for(session: Session, moved: Sequence[MovedTask]) -> dict[str, str]:
    waited_for = tuple({one.reason_id for one in moved if one.reason_id is not None and not one.is_edited})
    return {task.id: name_line(task) for task in queries.list_by_ids(session, waited_for)} if waited_for else {}


def tell_leave(session: Session, project: Project, *, member_id: str, by: str, words: str) -> None:
    """Somebody's leave is noted by another; nothing of theirs moves."""
    text = f"{by} 在「{project.name}」里记下了您 {words},您的任务不受影响。"
    notify.tell(session, member_id, MarkdownContent(text), reason="calendar.leave", project_id=project.id)


def tell_manager(
    session: Session, project: Project, request: ChangeRequest, *, title: str, wish: str, now: datetime
) -> None:
    """Lay a request before the manager."""
    card_id = bindings.keep_card(
        session,
        kind=cards.REQUEST,
        payload={"request_id": request.id, "title": title},
        project_id=project.id,
    )
    requester = people.name_of(session, request.requester_id)
    card = cards.request_card(card_id, request, title=title, requester=requester, wish=wish, now=now)
    notify.tell(
        session,
        project.manager_id,
        CardContent(card),
        reason="change_request.opened",
        project_id=project.id,
        importance=Importance.HIGH,
    )


def tell_decided(
    session: Session, project: Project, request: ChangeRequest, *, title: str, decider_id: str, now: datetime
) -> None:
    """The requester and everybody whose tasks moved, once each; then the picture in the group is made anew."""
    decider = people.name_of(session, decider_id)
    if request.status.value != "approved":
        reason = f":{request.comment}" if request.comment else ""
        text = f"{decider} 没有同意您对 {title} 的变更申请{reason}"
        notify.tell(
            session, request.requester_id, MarkdownContent(text), reason="change_request.decided", project_id=project.id
        )
        return
    created = msgspec.convert(request.changes.get("created", ()), tuple[str, ...])
    tell_assigned(session, project, queries.list_by_ids(session, created), by_id=decider_id, now=now)
    told = tell_moved(
        session,
        project,
        request.impact.moved,
        except_ids=frozenset({decider_id}),
        first_words=f"的计划变了({decider} 同意了 {title} 的变更):",
        now=now,
    )
    if request.requester_id not in told and request.requester_id != decider_id:
        text = f"{decider} 同意了您对 {title} 的变更申请。{cards.approved_words(request, now)}"
        notify.tell(
            session, request.requester_id, MarkdownContent(text), reason="change_request.decided", project_id=project.id
        )
    words = f"「{project.name}」的计划变了:{title},{cards.approved_words(request, now)}"
    bindings.call_in_group(session, project.id, words, member_ids=(request.requester_id, *told))
    post_picture(session, project.id)


def post_picture(
    session: Session, project_id: str, *, chat_id: str | None = None, view: PictureView = WHOLE_PLAN
) -> None:
    """Have the plan drawn and posted into the project's groups, or into one chat."""
    payload = {"project_id": project_id, "chat_id": chat_id, "view": msgspec.to_builtins(view)}
    jobs.enqueue(session, PICTURE_JOB, payload)


def on_plan_changed(session: Session, actor: Actor, happened: Event) -> None:
    """Reaction: what was changed on the web is told like what was said in the chat, once the whole act is done."""
    noted = "plans.notices.acts"
    is_from_web = actor.source in (Source.WEB, Source.API)
    if not is_from_web or noted in session.notes or not _concerns_others(happened, actor.member_id):
        return
    session.notes[noted] = True
    tell_later(session, actor)


def tell_later(session: Session, actor: Actor) -> None:
    """Tell everybody concerned once the whole act is done, in all the projects that it reaches."""
    jobs.enqueue(session, ACT_JOB, {"operation_id": actor.operation_id, "by_id": actor.member_id})


def _concerns_others(happened: Event, by_id: str | None) -> bool:
    """Whether anybody but the one who acts may have to be told."""
    match happened:
        case TaskCreated():
            return happened.assignee_id not in (None, by_id)
        case TaskChanged() | TaskRescheduled():
            given_to = happened.changes.get("assignee_id", (None, by_id))[1]
            return given_to not in (None, by_id) or "planned_finish" in happened.changes
        case _:
            return False


def tell_act(
    session: Session,
    acts: Sequence[tuple[Project, Sequence[RecordedEvent]]],
    *,
    by_id: str | None,
    is_calendar: bool,
    now: datetime,
) -> None:
    """Whoever got a task, and whoever's tasks moved, is told once about all of one act, in however many projects."""
    moved: list[tuple[Project, list[MovedTask]]] = []
    for project, happened in acts:
        moved.append((project, _tell_given(session, project, happened, by_id=by_id, now=now)))
    who = people.name_of(session, by_id)
    first_words = f"的计划跟着工作日历变了({who} 调整):" if is_calendar else f"的计划变了({who} 在网页上调整):"
    if len(moved) == 1:
        project, theirs = moved[0]
        tell_moved(session, project, theirs, except_ids=frozenset({by_id}), first_words=first_words, now=now)
        return
    for member_id in dict.fromkeys(one.assignee_id for _, theirs in moved for one in theirs):
        if member_id is None or member_id == by_id:
            continue
        mine = [(project, [one for one in theirs if one.assignee_id == member_id]) for project, theirs in moved]
        parts = [f"「{project.name}」{first_words}\n{cards.told_lines(few, now)}" for project, few in mine if few]
        notify.tell(session, member_id, MarkdownContent("\n\n".join(parts)), reason="plan.moved")


def _tell_given(
    session: Session, project: Project, acts: Sequence[RecordedEvent], *, by_id: str | None, now: datetime
) -> list[MovedTask]:
    """Tell new assignees about their tasks; returns what else has moved."""
    changes = [
        (one.subject_id, one.name, msgspec.convert(one.data.get("changes") or {}, dict[str, tuple[object, object]]))
        for one in acts
    ]
    assigned = [task_id for task_id, name, changed in changes if name == "task.created" or "assignee_id" in changed]
    tasks = {task.id: task for task in queries.list_by_ids(session, tuple({task_id for task_id, _, _ in changes}))}
    given = [tasks[task_id] for task_id in dict.fromkeys(assigned) if task_id in tasks]
    tell_assigned(session, project, given, by_id=by_id, now=now)
    drivers = _drivers(session, project, tasks)
    edited = {task_id for task_id, name, _ in changes if name == "task.changed"}
    return [
        _moved(tasks[task_id], changed["planned_finish"], drivers.get(task_id), is_edited=task_id in edited)
        for task_id, _, changed in changes
        if task_id in tasks and task_id not in assigned and "planned_finish" in changed
    ]


def _drivers(session: Session, project: Project, task_ids: Iterable[str]) -> dict[str, Driver]:
    """What the starts of tasks wait for by now."""
    scheduled = planning.get_plan(session, project).prepared.schedule().tasks
    return {task_id: scheduled[task_id].driver for task_id in task_ids if task_id in scheduled}


def _moved(task: Task, finish: tuple[object, object], driver: Driver | None, *, is_edited: bool) -> MovedTask:
    old, new = (msgspec.convert(day, date | None) for day in finish)
    return MovedTask(
        *(task.id, task.number, task.title, task.assignee_id, old, new, 0),
        is_edited=is_edited,
        reason=None if driver is None else driver.kind,
        reason_id=None if driver is None else driver.predecessor_id,
    )
