"""What can be refused about baselines."""

from quncheng.kit.errors import ErrorKind, QunchengError


class BaselineNotFound(QunchengError):
    code = "baselines.not_found"
    kind = ErrorKind.NOT_FOUND


class BaselineInvalid(QunchengError):
    """A name too long, a day to come or before the project, a plan without dates; see ``field``."""

    code = "baselines.invalid"
    kind = ErrorKind.INVALID


class TooManyBaselines(QunchengError):
    code = "baselines.too_many"
    kind = ErrorKind.CONFLICT
