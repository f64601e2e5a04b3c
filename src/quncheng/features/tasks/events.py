"""Facts about tasks."""

from dataclasses import dataclass

from quncheng.runtime.events import Event, event

Changes = dict[str, tuple[object, object]]
"""Field → (before, after), as plain data."""


@dataclass(frozen=True, slots=True)
class TaskEvent(Event):
    of_project: str
    task_id: str

    @property
    def project_id(self) -> str | None:
        return self.of_project

    @property
    def subject_id(self) -> str:
        return self.task_id

    @property
    def context_id(self) -> str | None:
        return self.task_id


@event("task.created", subject="task")
@dataclass(frozen=True, slots=True)
class TaskCreated(TaskEvent):
    number: int
    title: str
    assignee_id: str | None


@event("task.changed", subject="task")
@dataclass(frozen=True, slots=True)
class TaskChanged(TaskEvent):
    version: int
    changes: Changes


@event("task.rescheduled", subject="task")
@dataclass(frozen=True, slots=True)
class TaskRescheduled(TaskEvent):
    """The dates followed from a change elsewhere in the plan."""

    version: int
    changes: Changes


@event("comment.added", subject="comment")
@dataclass(frozen=True, slots=True)
class CommentAdded(TaskEvent):
    comment_id: str
    text: str

    @property
    def subject_id(self) -> str:
        return self.comment_id


@event("comment.retracted", subject="comment")
@dataclass(frozen=True, slots=True)
class CommentRetracted(TaskEvent):
    comment_id: str

    @property
    def subject_id(self) -> str:
        return self.comment_id


@event("comment.restored", subject="comment")
@dataclass(frozen=True, slots=True)
class CommentRestored(TaskEvent):
    comment_id: str

    @property
    def subject_id(self) -> str:
        return self.comment_id


@event("checklist_item.changed", subject="checklist_item")
@dataclass(frozen=True, slots=True)
class ChecklistItemChanged(TaskEvent):
    """``before`` None: added; ``after`` None: taken away. Values are (text, is_done)."""

    item_id: str
    before: tuple[str, bool] | None
    after: tuple[str, bool] | None

    @property
    def subject_id(self) -> str:
        return self.item_id


@event("dependency.added", subject="dependency")
@dataclass(frozen=True, slots=True)
class DependencyAdded(TaskEvent):
    """``task_id`` is the successor."""

    dependency_id: str
    predecessor_id: str
    type: str
    lag: float
    lag_unit: str

    @property
    def subject_id(self) -> str:
        return self.dependency_id


@event("dependency.removed", subject="dependency")
@dataclass(frozen=True, slots=True)
class DependencyRemoved(TaskEvent):
    dependency_id: str
    predecessor_id: str
    type: str
    lag: float
    lag_unit: str

    @property
    def subject_id(self) -> str:
        return self.dependency_id
