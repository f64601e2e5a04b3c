"""What a report makes of a task: a pure decision. The plan is never touched here."""

from datetime import date

from quncheng.features.progress.errors import DoneInFuture, PercentOutOfRange, ReportEmpty, TaskIsCancelled
from quncheng.features.progress.types import ReportDecision, ReportedState, Statement
from quncheng.features.projects.types import TaskStatus
from quncheng.features.tasks.types import Task

REASON_LENGTH = 200

_STATUS_OF = {
    ReportedState.STARTED: TaskStatus.IN_PROGRESS,
    ReportedState.DONE: TaskStatus.DONE,
    ReportedState.BLOCKED: TaskStatus.BLOCKED,
    ReportedState.PAUSED: TaskStatus.BLOCKED,
    ReportedState.UNBLOCKED: TaskStatus.IN_PROGRESS,
    ReportedState.REOPENED: TaskStatus.IN_PROGRESS,
}


def decide_report(task: Task, said: Statement, *, today: date) -> ReportDecision:
    """Raises ReportEmpty, PercentOutOfRange, DoneInFuture, TaskIsCancelled."""
    _check(task, said, today=today)
    status = _status_after(task, said)
    values: dict[str, object] = {}
    if said.percent is not None:
        values["percent_complete"] = said.percent
    if status is TaskStatus.DONE:
        values |= {
            "percent_complete": 100,
            "actual_finish": said.done_on or task.actual_finish or today,
            "forecast_finish": None,
        }
    elif said.forecast_finish is not None:
        values["forecast_finish"] = said.forecast_finish
    if status is TaskStatus.BLOCKED:
        values["blocked_reason"] = said.note[:REASON_LENGTH] or task.blocked_reason
    if task.actual_start is None and status not in (TaskStatus.OPEN, TaskStatus.BLOCKED):
        values["actual_start"] = min(said.done_on or today, today)
    return ReportDecision(values, status.value)


def _status_after(task: Task, said: Statement) -> TaskStatus:
    if said.state is not None:
        return _STATUS_OF[said.state]
    if said.percent == 100:
        return TaskStatus.DONE
    if said.percent is not None and said.percent > 0 and task.status in (TaskStatus.OPEN, TaskStatus.DONE):
        return TaskStatus.IN_PROGRESS
    return task.status


def _check(task: Task, said: Statement, *, today: date) -> None:
    if said.percent is None and said.state is None and said.forecast_finish is None and not said.note.strip():
        raise ReportEmpty(task_id=task.id)
    if said.percent is not None and not 0 <= said.percent <= 100:
        raise PercentOutOfRange(percent=said.percent)
    if said.done_on is not None and said.done_on > today:
        raise DoneInFuture(on=said.done_on.isoformat())
    if task.status is TaskStatus.CANCELLED:
        raise TaskIsCancelled(task_id=task.id, number=task.number)
