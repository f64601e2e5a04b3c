"""What can be refused about tasks."""

from quncheng.kit.errors import ErrorKind, QunchengError


class TaskNotFound(QunchengError):
    """There is none, or the caller may not know that there is one."""

    code = "tasks.not_found"
    kind = ErrorKind.NOT_FOUND


class TaskInvalid(QunchengError):
    """A field does not fit; ``field`` names it."""

    code = "tasks.invalid"
    kind = ErrorKind.INVALID


class NotYourTask(QunchengError):
    """Members report on the tasks they do."""

    code = "tasks.not_yours"
    kind = ErrorKind.FORBIDDEN


class ParentInvalid(QunchengError):
    """A task cannot be below itself, below a milestone or deeper than five levels."""

    code = "tasks.parent_invalid"
    kind = ErrorKind.INVALID


class DependencyInvalid(QunchengError):
    """The link exists already, would close a circle or leads out of the project."""

    code = "tasks.dependency_invalid"
    kind = ErrorKind.CONFLICT


class DependencyNotFound(QunchengError):
    code = "tasks.dependency_not_found"
    kind = ErrorKind.NOT_FOUND


class CommentNotFound(QunchengError):
    code = "tasks.comment_not_found"
    kind = ErrorKind.NOT_FOUND


class ChecklistItemNotFound(QunchengError):
    code = "tasks.checklist_item_not_found"
    kind = ErrorKind.NOT_FOUND
