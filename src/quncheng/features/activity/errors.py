"""What can be refused about undoing."""

from quncheng.kit.errors import ErrorKind, QunchengError


class NothingToUndo(QunchengError):
    """The member has done nothing here that could be undone."""

    code = "undo.nothing"
    kind = ErrorKind.NOT_FOUND


class CannotUndo(QunchengError):
    """What was done has been changed since, or is older than a day; ``reason`` says which."""

    code = "undo.impossible"
    kind = ErrorKind.CONFLICT
