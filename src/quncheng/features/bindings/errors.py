"""What can be refused about chats."""

from quncheng.kit.errors import ErrorKind, QunchengError


class ChatBoundElsewhere(QunchengError):
    """The group runs another project already; ``project_name`` names it."""

    code = "bindings.bound_elsewhere"
    kind = ErrorKind.CONFLICT


class CardNotFound(QunchengError):
    code = "bindings.card_not_found"
    kind = ErrorKind.NOT_FOUND


class RobotAddressInvalid(QunchengError):
    """Not the webhook address of a group robot on the platform of this installation."""

    code = "bindings.robot_address_invalid"
    kind = ErrorKind.INVALID
