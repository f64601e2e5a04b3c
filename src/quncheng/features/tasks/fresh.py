"""What every task begins with."""

from quncheng.features.projects.types import TaskStatus
from quncheng.features.tasks.types import NewTask, Task
from quncheng.runtime.db import Session


def blank_task(session: Session, draft: NewTask, *, project_id: str, number: int, column_id: str) -> Task:
    """Open, unranked, without dates of its own."""
    return Task(
        id=draft.id or session.new_id(),
        project_id=project_id,
        number=number,
        title=draft.title,
        kind=draft.kind,
        status=TaskStatus.OPEN,
        column_id=column_id,
        rank="",
        priority=draft.priority,
        assignee_id=draft.assignee_id,
        collaborator_ids=draft.collaborator_ids,
        watcher_ids=(),
        parent_id=draft.parent_id,
        tags=(),
        duration_days=None,
        not_before=draft.not_before,
        planned_start=None,
        planned_finish=None,
        due_date=None,
        due_time=None,
        forecast_finish=None,
        actual_start=None,
        actual_finish=None,
        percent_complete=0,
        blocked_reason="",
        checklist_done=0,
        checklist_total=0,
        comment_count=0,
        subtask_count=0,
        version=1,
        created_at=session.now,
        updated_at=session.now,
        archived_at=None,
    )
