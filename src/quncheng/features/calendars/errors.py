"""What can be refused about calendars."""

from quncheng.kit.errors import ErrorKind, QunchengError


class CalendarInvalid(QunchengError):
    """Hours that overlap or run backwards, a week without work, a span that ends before it begins; see ``field``."""

    code = "calendar.invalid"
    kind = ErrorKind.INVALID


class CalendarNotFound(QunchengError):
    code = "calendar.not_found"
    kind = ErrorKind.NOT_FOUND


class OnlyForOwner(QunchengError):
    """Somebody's own calendar is changed by themselves or by an administrator."""

    code = "calendar.only_for_owner"
    kind = ErrorKind.FORBIDDEN
