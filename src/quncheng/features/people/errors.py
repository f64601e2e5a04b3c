"""What can be refused about people."""

from quncheng.kit.errors import ErrorKind, QunchengError


class MemberNotFound(QunchengError):
    code = "people.member_not_found"
    kind = ErrorKind.NOT_FOUND


class MemberDeactivated(QunchengError):
    """An administrator has ended this member's access."""

    code = "people.deactivated"
    kind = ErrorKind.FORBIDDEN


class NotSignedIn(QunchengError):
    code = "people.not_signed_in"
    kind = ErrorKind.UNAUTHENTICATED


class SignInCodeUnknown(QunchengError):
    """The six digits belong to no open sign-in page, or have expired."""

    code = "people.sign_in_code_unknown"
    kind = ErrorKind.NOT_FOUND


class TooManyCodes(QunchengError):
    code = "people.too_many_codes"
    kind = ErrorKind.TOO_MANY


class OnlyForAdministrators(QunchengError):
    code = "people.only_for_administrators"
    kind = ErrorKind.FORBIDDEN


class OnlyForMembers(QunchengError):
    """A guest sees what they are invited to."""

    code = "people.only_for_members"
    kind = ErrorKind.FORBIDDEN


class LastAdministrator(QunchengError):
    code = "people.last_administrator"
    kind = ErrorKind.CONFLICT


class NameTaken(QunchengError):
    """Another active member has this name; names tell people apart in the chat."""

    code = "people.name_taken"
    kind = ErrorKind.CONFLICT


class NameInvalid(QunchengError):
    code = "people.name_invalid"
    kind = ErrorKind.INVALID


class OnlyInDemonstration(QunchengError):
    """Signing in by choosing a name works in the demonstration alone."""

    code = "people.only_in_demonstration"
    kind = ErrorKind.FORBIDDEN
