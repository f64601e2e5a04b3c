"""The errors of the product: a stable code, a kind that every edge knows how to show, and the facts to show it with."""

from enum import StrEnum


class ErrorKind(StrEnum):
    NOT_FOUND = "not_found"
    FORBIDDEN = "forbidden"
    CONFLICT = "conflict"
    INVALID = "invalid"
    UNAVAILABLE = "unavailable"
    UNAUTHENTICATED = "unauthenticated"
    TOO_MANY = "too_many"


class QunchengError(Exception):
    """A refusal that a person can act on.

    ``code`` is stable and named in docs/reference/errors.md; the wording lives in the message catalogue under it.
    """

    code: str = "internal"
    kind: ErrorKind = ErrorKind.INVALID

    def __init__(self, **facts: object) -> None:
        super().__init__(self.code)
        self.facts = facts
