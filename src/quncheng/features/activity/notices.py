"""Who is told that something was taken back."""

from quncheng.features.notify import service as notify
from quncheng.features.people.types import Member
from quncheng.features.plans.types import ChangeRequest
from quncheng.runtime.db import Session
from quncheng.runtime.ports import MarkdownContent


def tell_reopened(session: Session, request: ChangeRequest, *, by: Member) -> None:
    """Whoever asked has been told of a decision that does not hold any more."""
    text = f"{by.name} 撤回了对变更申请 #{request.number} 的决定,申请重新等待处理。"
    content = MarkdownContent(text)
    notify.tell(session, request.requester_id, content, reason="change_request.reopened", project_id=request.project_id)
