"""What a requested change is called in words, for the manager who decides."""

import msgspec

from quncheng.features.people import service as people
from quncheng.features.plans.types import ChangeRequest
from quncheng.features.tasks.types import TaskChanges
from quncheng.language.wording import say_day
from quncheng.runtime.db import Session

PRIORITIES = {"high": "高", "medium": "中", "low": "低"}


def wish_words(session: Session, request: ChangeRequest) -> str:
    """The fields a member wants changed: "截止 12月1日、工期 3 个工作日"."""
    if "plan" in request.changes:
        return str(msgspec.convert(request.changes["plan"], dict[str, object])["words"])
    changes = msgspec.convert(request.changes, TaskChanges)
    words: list[str] = []
    if isinstance(changes.title, str):
        words.append(f"标题改为「{changes.title}」")
    if isinstance(changes.assignee_id, str):
        words.append(f"负责人改为 {people.name_of(session, changes.assignee_id)}")
    if isinstance(changes.duration_days, int | float):
        words.append(f"工期 {changes.duration_days:g} 个工作日")
    for label, day in (("最早开始", changes.not_before), ("截止", changes.due_date)):
        if day is None:
            words.append(f"不再要求{label}日期")
        elif not isinstance(day, msgspec.UnsetType):
            words.append(f"{label} {say_day(day, people.local_now(session))}")
    if not isinstance(changes.priority, msgspec.UnsetType):
        words.append(f"优先级改为{PRIORITIES[changes.priority.value]}")
    return "、".join(words) or "改动任务的说明"
