"""Tasks in the conversation: answers to questions, comments."""

from collections.abc import Sequence
from datetime import timedelta

from quncheng.features.bindings.types import Answer, Turn
from quncheng.features.people.types import Member
from quncheng.features.projects import service as projects
from quncheng.features.projects.types import TaskStatus
from quncheng.features.tasks import parts, queries
from quncheng.features.tasks import service as tasks
from quncheng.features.tasks.lines import name_line, task_line, task_list
from quncheng.features.tasks.types import Task, TaskFilter
from quncheng.language.intents import AskQuestion
from quncheng.language.wording import say_day
from quncheng.runtime.db import Session


def comment(session: Session, turn: Turn, task: Task, text: str) -> Answer:
    """Raises ReadOnly, TaskInvalid."""
    access, locked = tasks.lock_task(session, turn.speaker.id, task.id)
    parts.add_comment(session, access, turn.actor, task=locked, text=text)
    return Answer(text=f"✓ 已备注到 {name_line(task)}:{text}")


def show_task(turn: Turn, task: Task) -> Answer:
    names = _names(turn)
    lines = [task_line(task, turn.now, names=names)]
    if task.planned_start is not None and task.planned_finish is not None:
        lines.append(f"计划 {say_day(task.planned_start, turn.now)} → {say_day(task.planned_finish, turn.now)}")
    if task.checklist_total:
        lines.append(f"检查项 {task.checklist_done}/{task.checklist_total}")
    link = turn.link(f"/p/{task.project_id}/t/{task.number}")
    return Answer(text="\n".join([*lines, f"[打开任务]({link})" if link else ""]).strip())


def show_mine(session: Session, turn: Turn, said: AskQuestion) -> Answer:
    """我的任务, across projects in a direct chat."""
    project_id = turn.project.id if turn.project is not None and turn.chat.is_group else None
    mine = _within(queries.list_open_of(session, turn.speaker.id, project_id=project_id), said)
    if not mine:
        return Answer(text="您手上没有待办任务,可以歇口气。")
    return _listed(task_list("您的任务", mine, turn.now), mine)


def show_person(session: Session, turn: Turn, person: Member) -> Answer:
    """张三在忙什么: what they do in this project."""
    project_id = None if turn.project is None else turn.project.id
    theirs = queries.list_open_of(session, person.id, project_id=project_id)
    if not theirs:
        return Answer(text=f"{person.name} 手上没有待办任务。")
    return _listed(task_list(f"{person.name} 的任务", theirs, turn.now), theirs)


def show_overdue(session: Session, turn: Turn, project_id: str) -> Answer:
    late = queries.list_overdue(session, project_id, today=turn.now.date())
    if not late:
        return Answer(text="没有逾期任务,很好。")
    return _listed(task_list("逾期任务", late, turn.now, names=_names(turn)), late)


def show_blocked(session: Session, turn: Turn, project_id: str) -> Answer:
    found = queries.list_tasks(session, project_id, TaskFilter(statuses=(TaskStatus.BLOCKED,))).items
    if not found:
        return Answer(text="没有受阻的任务。")
    return _listed(task_list("受阻任务", found, turn.now, names=_names(turn)), found)


def show_unassigned(session: Session, turn: Turn, project_id: str) -> Answer:
    open_ones = (TaskStatus.OPEN, TaskStatus.IN_PROGRESS, TaskStatus.BLOCKED)
    found = queries.list_tasks(session, project_id, TaskFilter(statuses=open_ones, is_unassigned=True)).items
    if not found:
        return Answer(text="每项任务都有负责人。")
    return _listed(task_list("还没有负责人的任务", found, turn.now), found)


def show_due(session: Session, turn: Turn, project_id: str, said: AskQuestion) -> Answer:
    """What is due between two days, this week when none were said."""
    today = turn.now.date()
    first = said.first_on or today
    last = said.last_on or (said.first_on if said.first_on is not None else today + timedelta(days=6 - today.weekday()))
    found = tuple(
        task
        for task in queries.list_all(session, project_id)
        if not task.is_closed and task.promised_on is not None and first <= task.promised_on <= last
    )
    span = say_day(first, turn.now) if first == last else f"{say_day(first, turn.now)} 到 {say_day(last, turn.now)}"
    if not found:
        return Answer(text=f"{span} 没有到期的任务。")
    return _listed(task_list(f"{span} 到期", found, turn.now, names=_names(turn)), found)


def show_progress(session: Session, turn: Turn, project_id: str) -> Answer:
    """项目进度: numbers first."""
    project = projects.get_project(session, project_id)
    counts = queries.count_projects(session, (project_id,))[project_id]
    done = counts.by_status.get("done", 0)
    percent = round(100 * done / counts.total) if counts.total else 0
    lines = [
        f"**{project.name}**:已完成 {done}/{counts.total}({percent}%)",
        f"进行中 {counts.by_status.get('in_progress', 0)} ・ 受阻 {counts.by_status.get('blocked', 0)}"
        f" ・ 逾期 {counts.overdue}",
    ]
    if project.planned_finish is not None:
        lines.append(f"计划完成 {say_day(project.planned_finish, turn.now)}")
    if project.forecast_finish is not None and project.forecast_finish != project.planned_finish:
        lines.append(f"按大家的预计 {say_day(project.forecast_finish, turn.now)}")
    link = turn.link(f"/p/{project_id}")
    return Answer(text="\n".join([*lines, f"[打开项目]({link})" if link else ""]).strip())


def show_plan(session: Session, turn: Turn, project_id: str) -> Answer:
    """Every task that is not closed, in the order of the plan."""
    found = [task for task in queries.list_all(session, project_id) if not task.is_closed]
    if not found:
        return Answer(text="计划里还没有任务。说「内容撰写 7天 @李雷」就可以加一项。")
    found.sort(key=lambda task: (str(task.planned_start or task.promised_on or "9999"), task.number))
    return _listed(task_list("计划", tuple(found), turn.now, names=_names(turn)), found)


def _within(found: tuple[Task, ...], said: AskQuestion) -> tuple[Task, ...]:
    if said.first_on is None and said.last_on is None:
        return found
    first, last = said.first_on or said.last_on, said.last_on or said.first_on
    return tuple(
        task
        for task in found
        if first is not None and last is not None and task.promised_on is not None and first <= task.promised_on <= last
    )


def _names(turn: Turn) -> dict[str, str]:
    return {member.id: member.name for member in turn.members}


def _listed(text: str, tasks: Sequence[Task]) -> Answer:
    return Answer(text=text, shown=tuple(task.id for task in tasks))
