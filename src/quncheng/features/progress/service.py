"""Use cases about progress: report on a task, take a report back."""

from datetime import datetime

from quncheng.features.people import service as people
from quncheng.features.progress import rules, store
from quncheng.features.progress.errors import ReportNotFound
from quncheng.features.progress.events import ProgressReported, ProgressRetracted
from quncheng.features.progress.types import ProgressReport, Statement
from quncheng.features.projects.types import Access, TaskStatus
from quncheng.features.tasks import policy as task_policy
from quncheng.features.tasks import rules as task_rules
from quncheng.features.tasks import service as tasks
from quncheng.features.tasks.types import Task
from quncheng.runtime import events
from quncheng.runtime.db import Session
from quncheng.runtime.events import Actor

NOTE_LENGTH = 2_000


def report(
    session: Session, access: Access, actor: Actor, *, task: Task, said: Statement
) -> tuple[Task, ProgressReport]:
    """Write down what a member says about a task they do (read with ``tasks.lock_task``).

    Raises NotYourTask, ReadOnly and what ``rules.decide_report`` raises.
    """
    task_policy.check_may_report(access, task)
    note = task_rules.clean_text(said.note, field="note", longest=NOTE_LENGTH, may_be_empty=True)
    decision = rules.decide_report(task, said, today=people.local_now(session).date())
    written = ProgressReport(
        id=session.new_id(),
        task_id=task.id,
        project_id=task.project_id,
        member_id=access.member_id,
        percent=said.percent,
        state=said.state,
        forecast_finish=said.forecast_finish,
        note=note,
        created_at=session.now,
        retracted_at=None,
    )
    store.add_report(session, written)
    events.record(
        session,
        actor,
        ProgressReported(
            of_project=task.project_id,
            task_id=task.id,
            report_id=written.id,
            percent=said.percent,
            state=None if said.state is None else said.state.value,
            forecast_finish=None if said.forecast_finish is None else said.forecast_finish.isoformat(),
            note=note,
        ),
    )
    changed = tasks.set_status(session, actor, task=task, status=TaskStatus(decision.status), values=decision.values)
    return changed, written


def retract(session: Session, actor: Actor, *, report_id: str) -> ProgressReport:
    """Mark a report as taken back (what it changed of the task is undone with the operation). Raises ReportNotFound."""
    written = store.find_report(session, report_id)
    if written is None:
        raise ReportNotFound(report_id=report_id)
    if written.retracted_at is None:
        store.set_retracted(session, report_id)
        happened = ProgressRetracted(of_project=written.project_id, task_id=written.task_id, report_id=report_id)
        events.record(session, actor, happened)
    return written


def list_of_task(session: Session, task_id: str) -> tuple[ProgressReport, ...]:
    return store.list_of_task(session, task_id)


def list_between(session: Session, project_id: str, *, since: datetime, until: datetime) -> tuple[ProgressReport, ...]:
    """What was reported in a project in [since, until) and not taken back."""
    return store.list_between(session, project_id, since=since, until=until)


def list_by_ids(session: Session, report_ids: tuple[str, ...]) -> tuple[ProgressReport, ...]:
    return store.list_by_ids(session, report_ids)
