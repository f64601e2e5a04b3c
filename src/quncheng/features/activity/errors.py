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


class ActIsFinal(QunchengError):
    """What was sent has been read, and a secret that was replaced is not kept; ``reason`` says which."""

    code = "undo.final"
    kind = ErrorKind.CONFLICT
