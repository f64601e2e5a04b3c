"""Who may do what with a task, one sentence per rule; the rules about the project are in projects.policy."""

from quncheng.features.projects import policy as project_policy
from quncheng.features.projects.types import Access
from quncheng.features.tasks.errors import NotYourTask
from quncheng.features.tasks.types import Comment, Task


def is_doer(access: Access, task: Task) -> bool:
    return task.assignee_id == access.member_id or access.member_id in task.collaborator_ids


def may_report(access: Access, task: Task) -> bool:
    """Whoever does the task, and whoever may change the plan."""
    if project_policy.may_edit_plan(access):
        return True
    return project_policy.may_contribute(access) and is_doer(access, task)


def check_may_report(access: Access, task: Task) -> None:
    """Progress, status, forecast and checklist belong to whoever does the task (and to the manager)."""
    project_policy.check_may_contribute(access)
    if not may_report(access, task):
        raise NotYourTask(task_id=task.id, number=task.number)


def check_may_retract(access: Access, comment: Comment) -> None:
    """A comment is taken back by its author, or by the manager."""
    if comment.author_id != access.member_id:
        project_policy.check_may_edit_plan(access)
    project_policy.check_may_contribute(access)


def abilities(access: Access, task: Task) -> dict[str, bool]:
    """What screens and cards offer to this member."""
    project = project_policy.abilities(access)
    return {
        "edit_plan": project["edit_plan"],
        "report": project["report"] and may_report(access, task),
        "move": project["report"] and may_report(access, task),
        "checklist": project["report"] and may_report(access, task),
        "comment": project["comment"],
        "request_change": project["request_change"] and not project["edit_plan"],
        "archive": project["edit_plan"],
    }
