"""What can be refused about projects."""

from quncheng.kit.errors import ErrorKind, QunchengError


class ProjectNotFound(QunchengError):
    """There is none, or the caller may not know that there is one."""

    code = "projects.not_found"
    kind = ErrorKind.NOT_FOUND


class ColumnNotFound(QunchengError):
    code = "projects.column_not_found"
    kind = ErrorKind.NOT_FOUND


class OnlyForManager(QunchengError):
    """The plan belongs to the project manager."""

    code = "projects.only_for_manager"
    kind = ErrorKind.FORBIDDEN


class ReadOnly(QunchengError):
    """A viewer reads."""

    code = "projects.read_only"
    kind = ErrorKind.FORBIDDEN


class ProjectArchived(QunchengError):
    code = "projects.archived"
    kind = ErrorKind.CONFLICT


class ProjectInvalid(QunchengError):
    """A field does not fit; ``field`` names it."""

    code = "projects.invalid"
    kind = ErrorKind.INVALID


class ChangedMeanwhile(QunchengError):
    """Somebody else has changed the same fields; ``current`` is the object now, ``fields`` what is disputed."""

    code = "conflict.changed_meanwhile"
    kind = ErrorKind.CONFLICT


class LastManager(QunchengError):
    """A project always has a manager."""

    code = "projects.last_manager"
    kind = ErrorKind.CONFLICT


class ColumnInUse(QunchengError):
    """The last column of its status, or no other column was named for its tasks."""

    code = "projects.column_in_use"
    kind = ErrorKind.CONFLICT
