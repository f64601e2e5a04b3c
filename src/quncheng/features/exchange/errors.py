"""What can be refused about plans that come in and go out; files themselves are refused by engine.exchange_errors."""

from quncheng.kit.errors import ErrorKind, QunchengError


class ImportNotFound(QunchengError):
    """Nobody's, somebody else's, or older than a day."""

    code = "exchange.import_not_found"
    kind = ErrorKind.NOT_FOUND


class ImportApplied(QunchengError):
    """What was uploaded is in the plan already."""

    code = "exchange.import_applied"
    kind = ErrorKind.CONFLICT


class ImportUnclear(QunchengError):
    """A sheet of which nobody has said which column holds the titles, or that holds none."""

    code = "exchange.import_unclear"
    kind = ErrorKind.INVALID


class PlanCircular(QunchengError):
    """The tasks of the file wait for each other; ``path`` names them."""

    code = "exchange.plan_circular"
    kind = ErrorKind.INVALID
