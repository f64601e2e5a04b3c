"""What can be refused about progress."""

from quncheng.kit.errors import ErrorKind, QunchengError


class ReportEmpty(QunchengError):
    """Nothing was said: no amount, no state, no date, no words."""

    code = "progress.empty"
    kind = ErrorKind.INVALID


class PercentOutOfRange(QunchengError):
    code = "progress.out_of_range"
    kind = ErrorKind.INVALID


class TaskIsCancelled(QunchengError):
    code = "progress.task_cancelled"
    kind = ErrorKind.CONFLICT


class DoneInFuture(QunchengError):
    """Finished tomorrow is a forecast, not a fact."""

    code = "progress.done_in_future"
    kind = ErrorKind.INVALID


class ReportNotFound(QunchengError):
    code = "progress.not_found"
    kind = ErrorKind.NOT_FOUND
