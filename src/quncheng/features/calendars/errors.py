"""What can be refused about calendars."""

from quncheng.kit.errors import ErrorKind, QunchengError


class CalendarInvalid(QunchengError):
    """Hours that overlap or run backwards, a week without work, a span that ends before it begins; see ``field``."""

    code = "calendar.invalid"
    kind = ErrorKind.INVALID


class CalendarNotFound(QunchengError):
    code = "calendar.not_found"
    kind = ErrorKind.NOT_FOUND


class OnlyForPlanners(QunchengError):
    """A calendar moves plans: it is changed by an administrator, or by the manager of a project it concerns."""

    code = "calendar.only_for_planners"
    kind = ErrorKind.FORBIDDEN
