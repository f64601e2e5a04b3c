"""What each error code of the platform means for the sender.

Codes: https://developer.work.weixin.qq.com/document/path/90313 and, for the bot's own, field reports.
"""

from quncheng.runtime.ports import SendError, SendFailure

NOT_SUBSCRIBED = 846609
"""The server no longer knows our subscription although the socket is open."""
INVALID_MEDIA_ID = 40007

_FAILURES = {
    -1: SendFailure.RETRY,
    6000: SendFailure.RETRY,
    # The media id expired or is unknown: sending again uploads again.
    INVALID_MEDIA_ID: SendFailure.RETRY,
    45033: SendFailure.RETRY,
    846601: SendFailure.RETRY,
    846602: SendFailure.RETRY,
    45009: SendFailure.LIMITED,
    NOT_SUBSCRIBED: SendFailure.DISCONNECTED,
    846605: SendFailure.LATE,
    846608: SendFailure.LATE,
    93000: SendFailure.UNREACHABLE,
    93001: SendFailure.UNREACHABLE,
    93004: SendFailure.UNREACHABLE,
    93006: SendFailure.UNREACHABLE,
    93008: SendFailure.UNREACHABLE,
    40201: SendFailure.REFUSED,
    93017: SendFailure.REFUSED,
    93018: SendFailure.REFUSED,
    93019: SendFailure.CREDENTIALS,
    853000: SendFailure.CREDENTIALS,
}
# 40xxx and 41xxx are wrong or missing parameters, 44xxx and 45xxx empty or oversized content: repeating never helps.
_CONTENT_CODES = range(40000, 46000)


def to_failure(code: int) -> SendFailure:
    """The class of a non-zero code; an unknown one may be tried again."""
    known = _FAILURES.get(code)
    if known is not None:
        return known
    return SendFailure.REFUSED if code in _CONTENT_CODES else SendFailure.RETRY


def to_error(code: int, message: str) -> SendError:
    return SendError(to_failure(code), code=code, detail=message)
