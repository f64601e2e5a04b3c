"""Progress in the conversation: what somebody says about a task, and what is answered."""

from datetime import date

from quncheng.features.bindings.types import Answer, Turn
from quncheng.features.notify import service as notify
from quncheng.features.people import service as people
from quncheng.features.progress import service
from quncheng.features.progress.types import ReportedState, Statement
from quncheng.features.projects import service as projects
from quncheng.features.projects.types import TaskStatus
from quncheng.features.tasks import service as tasks
from quncheng.features.tasks.lines import name_line
from quncheng.features.tasks.types import Task
from quncheng.language.intents import ReportProgress, WorkState
from quncheng.language.wording import say_day
from quncheng.runtime.db import Session
from quncheng.runtime.ports import MarkdownContent

_STATES = {
    WorkState.STARTED: ReportedState.STARTED,
    WorkState.DONE: ReportedState.DONE,
    WorkState.BLOCKED: ReportedState.BLOCKED,
    WorkState.PAUSED: ReportedState.PAUSED,
    WorkState.UNBLOCKED: ReportedState.UNBLOCKED,
    WorkState.REOPENED: ReportedState.REOPENED,
}


def report(session: Session, turn: Turn, task: Task, said: ReportProgress) -> Answer:
    """Write down the progress of a task and say what was understood. Raises NotYourTask and what a report may raise."""
    if turn.access is None:
        access, locked = tasks.lock_task(session, turn.speaker.id, task.id)
    else:
        access, locked = turn.access, tasks.lock_task_in(session, turn.access, task.id)
    statement = to_statement(said, turn)
    changed, _ = service.report(session, access, turn.actor, task=locked, said=statement)
    if changed.status is TaskStatus.BLOCKED and statement.state is not None:
        _tell_manager_blocked(session, turn, changed, statement.note)
    return Answer(text=say_understood(changed, statement, turn))


def to_statement(said: ReportProgress, turn: Turn) -> Statement:
    return Statement(
        percent=said.percent,
        state=None if said.state is None else _STATES.get(said.state),
        forecast_finish=forecast_of(said, turn),
        done_on=said.done_on,
        note=said.reason or said.note,
    )


def forecast_of(said: ReportProgress, turn: Turn) -> date | None:
    """The day that was named, or today and so many workdays more."""
    if said.forecast is not None:
        return said.forecast.on
    if said.remaining is None:
        return None
    return turn.calendar.add_workdays(turn.now.date(), max(round(said.remaining.workdays), 1))


def say_understood(task: Task, said: Statement, turn: Turn) -> str:
    """Such as ✓ #1 内容撰写:60%,预计 11月26日 周四完成(计划 12月1日 周二)."""
    parts: list[str] = []
    if task.status is TaskStatus.DONE:
        on = task.actual_finish
        parts.append("已完成" if on is None or on == turn.now.date() else f"已于 {say_day(on, turn.now)} 完成")
    elif said.state in (ReportedState.BLOCKED, ReportedState.PAUSED):
        word = "受阻" if said.state is ReportedState.BLOCKED else "先暂停"
        parts.append(f"{word}({task.blocked_reason})" if task.blocked_reason else word)
    elif said.state in (ReportedState.STARTED, ReportedState.UNBLOCKED, ReportedState.REOPENED):
        parts.append("进行中")
    if said.percent is not None and task.status is not TaskStatus.DONE:
        parts.append(f"{said.percent}%")
    if said.forecast_finish is not None and task.status is not TaskStatus.DONE:
        parts.append(f"预计 {say_day(said.forecast_finish, turn.now)} 完成{_beside_plan(task, turn)}")
    if not parts:
        parts.append(f"记下了:{said.note}")
    return f"✓ {name_line(task)}:{','.join(parts)}"


def _beside_plan(task: Task, turn: Turn) -> str:
    """The forecast never changes the plan; when it is later, both are shown."""
    promised = task.promised_on
    if promised is None or task.forecast_finish is None or task.forecast_finish <= promised:
        return ""
    return f"(计划是 {say_day(promised, turn.now)},计划没有变;要改计划可以说「{task.title}延到…」)"


def _tell_manager_blocked(session: Session, turn: Turn, task: Task, reason: str) -> None:
    project = projects.get_project(session, task.project_id)
    if project.manager_id == turn.speaker.id:
        return
    who = people.name_of(session, turn.speaker.id)
    text = f"「{project.name}」{who} 的 {name_line(task)} 受阻{':' + reason if reason else ''}"
    notify.tell(session, project.manager_id, MarkdownContent(text), reason="task.blocked", project_id=project.id)
