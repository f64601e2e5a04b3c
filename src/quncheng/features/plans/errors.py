"""What can be refused about plans."""

from quncheng.kit.errors import ErrorKind, QunchengError


class RequestNotFound(QunchengError):
    code = "plans.request_not_found"
    kind = ErrorKind.NOT_FOUND


class RequestDecided(QunchengError):
    """Somebody was faster; ``status`` and ``decided_by`` say how it ended."""

    code = "plans.request_decided"
    kind = ErrorKind.CONFLICT


class ChangeEmpty(QunchengError):
    """Nothing would change."""

    code = "plans.change_empty"
    kind = ErrorKind.INVALID


class PlanInvalid(QunchengError):
    """The links of a draft close a circle."""

    code = "plans.invalid"
    kind = ErrorKind.INVALID


class SpanInvalid(QunchengError):
    """Too many days at once, or a last day before the first."""

    code = "plans.span_invalid"
    kind = ErrorKind.INVALID
