"""What can be refused about reports."""

from quncheng.kit.errors import ErrorKind, QunchengError


class WeeklyReportNotFound(QunchengError):
    code = "reports.not_found"
    kind = ErrorKind.NOT_FOUND


class WeeklyReportSent(QunchengError):
    """What was sent stays as it was read."""

    code = "reports.sent_already"
    kind = ErrorKind.CONFLICT


class WeeklyReportChangedMeanwhile(QunchengError):
    code = "conflict.changed_meanwhile"
    kind = ErrorKind.CONFLICT


class NobodyToSendTo(QunchengError):
    code = "reports.nobody_to_send_to"
    kind = ErrorKind.INVALID


class WeeklyReportInvalid(QunchengError):
    code = "reports.invalid"
    kind = ErrorKind.INVALID
