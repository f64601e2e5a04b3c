"""What happened, as a sentence without its subject: "把完成度改为 60%"."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

import msgspec

from quncheng.language.wording import WEEKDAY_NAMES
from quncheng.runtime.events import RecordedEvent

STATUSES = {
    "open": "未开始",
    "in_progress": "进行中",
    "blocked": "受阻",
    "awaiting_acceptance": "待验收",
    "done": "已完成",
    "cancelled": "已取消",
    "active": "进行中",
    "archived": "已归档",
}
PRIORITIES = {"high": "高", "medium": "中", "low": "低"}
KINDS = {"task": "任务", "milestone": "里程碑", "deliverable": "交付物"}
ROLES = {"manager": "项目经理", "member": "成员", "viewer": "只看", "admin": "管理员", "guest": "访客"}
FIELDS = {
    "title": "标题",
    "name": "名称",
    "description": "描述",
    "kind": "类型",
    "status": "状态",
    "priority": "优先级",
    "assignee_id": "负责人",
    "collaborator_ids": "协作人",
    "watcher_ids": "关注人",
    "tags": "标签",
    "duration_days": "工期",
    "not_before": "最早开始",
    "planned_start": "计划开始",
    "planned_finish": "计划完成",
    "due_date": "截止日期",
    "due_time": "截止时间",
    "forecast_finish": "预计完成",
    "actual_start": "实际开始",
    "actual_finish": "实际完成",
    "percent_complete": "完成度",
    "blocked_reason": "受阻原因",
    "wip_limit": "在制上限",
    "daily_at": "每日询问时间",
    "weekly_on": "周报日",
    "weekly_at": "周报时间",
    "manager_id": "项目经理",
    "role": "角色",
    "finishes_on": "要求完成日期",
    "critical_float_days": "关键任务的浮动时间",
    "text": "内容",
    "reason": "原因",
    "summary": "概述",
    "risks": "风险",
    "next": "下周计划",
    "tasks": "任务",
    "columns": "看板列里的任务",
    "chat": "群聊绑定",
    "member": "这个人的任务或账号",
    "calendar": "工作日历",
}
PEOPLE_FIELDS = {"assignee_id", "collaborator_ids", "watcher_ids", "manager_id"}
DAY_FIELDS = {
    "finishes_on",
    "not_before",
    "planned_start",
    "planned_finish",
    "due_date",
    "forecast_finish",
    "actual_start",
    "actual_finish",
}
FOLLOWING = {"rank", "actual_start", "actual_finish"}
"""Fields that change along with others and are not worth a word of their own."""
REPORTED = {
    "started": "开始了",
    "done": "完成了",
    "blocked": "受阻了",
    "paused": "暂停了",
    "unblocked": "不再受阻",
    "reopened": "重新打开",
}
TITLE_SHOWN = 30


@dataclass(frozen=True, slots=True)
class Names:
    """What identifiers are called."""

    members: Mapping[str, str]
    tasks: Mapping[str, str]

    def member(self, member_id: object) -> str:
        return self.members.get(str(member_id), "") or "无"

    def task(self, task_id: object) -> str:
        title = self.tasks.get(str(task_id), "")
        short = title if len(title) <= TITLE_SHOWN else title[: TITLE_SHOWN - 1] + "…"
        return f"「{short}」" if short else ""


def describe(happened: RecordedEvent, names: Names) -> str:
    """The sentence for an event."""
    if happened.name in _CHANGES:
        task = names.task(happened.data.get("task_id"))
        return f"{task}{_CHANGES[happened.name]}{_changes(changes_of(happened), names)}"
    words = _OF_TASK.get(happened.name)
    return words(happened.data, names) if words is not None else _OTHERS.get(happened.name, happened.name)


_CHANGES = {"task.rescheduled": "随计划"} | dict.fromkeys(
    ("task.changed", "project.changed", "column.changed", "member.changed"), ""
)
_OTHERS = {
    "project.created": "新建了项目",
    "column.created": "加了一列",
    "column.archived": "去掉了一列",
    "operation.undone": "撤销了上一步",
    "change_request.opened": "提出了变更申请",
    "change_request.decided": "处理了变更申请",
    "change_request.reopened": "撤回了对变更申请的决定",
    "plan.confirmed": "确认了计划",
    "chat.bound": "绑定了群聊",
    "chat.unbound": "解除了群聊绑定",
    "weekly_report.composed": "生成了周报",
    "weekly_report.edited": "修改了周报",
    "weekly_report.sent": "发送了周报",
    "member.joined": "加入了团队",
    "member.identified": "认领了账号",
    "member.signed_in": "登录了",
    "member.signed_out": "退出了登录",
    "api_token.created": "新建了 API 令牌",
    "api_token.revoked": "撤销了 API 令牌",
    "calendar_day.changed": "调整了工作日历",
    "work_calendar.changed": "调整了工作日历",
    "bot.registered": "接入了机器人",
    "bot.removed": "移除了机器人",
    "baseline.taken": "保存了基线",
    "baseline.archived": "归档了基线",
    "baseline.restored": "恢复了基线",
    "progress.retracted": "撤回了一条进展",
}


def _link_words(data: Mapping[str, object], names: Names) -> str:
    return f"{names.task(data.get('predecessor_id'))}完成后再做{names.task(data.get('task_id'))}"


def _unlink_words(data: Mapping[str, object], names: Names) -> str:
    return f"取消了{names.task(data.get('predecessor_id'))}与{names.task(data.get('task_id'))}的先后关系"


def changes_of(happened: RecordedEvent) -> dict[str, tuple[object, object]]:
    """Field → (before, after) of a change event; empty for other events."""
    return msgspec.convert(happened.data.get("changes") or {}, dict[str, tuple[object, object]])


def _changes(changes: Mapping[str, tuple[object, object]], names: Names) -> str:
    if "archived_at" in changes:
        return "归档" if changes["archived_at"][1] is not None else "恢复"
    if "is_active" in changes:
        return "恢复了成员账号" if changes["is_active"][1] else "停用了成员账号"
    parts = [
        f"{FIELDS[field]}改为 {_value(field, after, names)}"
        for field, (_, after) in changes.items()
        if field in FIELDS and field not in FOLLOWING and field != "description"
    ]
    if "description" in changes:
        parts.append("描述有改动")
    if "parent_id" in changes:
        parts.append("换了上级任务")
    if not parts:
        return "挪了位置" if "rank" in changes or "column_id" in changes else "有改动"
    return "把" + ",".join(parts) if not parts[0].startswith(("描述有", "换了")) else ",".join(parts)


def _value(field: str, value: object, names: Names) -> str:
    if isinstance(value, list | tuple):
        several = msgspec.convert(value, list[str])
        return "、".join(map(names.member, several) if field in PEOPLE_FIELDS else several) or "无"
    return _single_value(field, value, names)


def _single_value(field: str, value: object, names: Names) -> str:
    if field in PEOPLE_FIELDS:
        return names.member(value)
    if value is None or value == "":
        return "无"
    if field in DAY_FIELDS:
        return _day(value)
    if field == "percent_complete":
        return f"{value}%"
    if field == "weekly_on":
        return WEEKDAY_NAMES[int(str(value))]
    if field.endswith("_at") and field in FIELDS:
        return str(value)[:5]
    if field == "duration_days":
        return f"{float(str(value)):g} 个工作日"
    words = {"status": STATUSES, "priority": PRIORITIES, "kind": KINDS, "role": ROLES}.get(field, {})
    return words.get(str(value), _short(value))


def _checklist(data: Mapping[str, object]) -> str:
    before = msgspec.convert(data.get("before"), tuple[str, bool] | None)
    after = msgspec.convert(data.get("after"), tuple[str, bool] | None)
    if after is None:
        return "去掉了一条检查项"
    if before is None:
        return f"加了检查项:{_short(after[0])}"
    if before[1] == after[1]:
        return f"改了检查项:{_short(after[0])}"
    return f"{'勾选' if after[1] else '取消勾选'}了检查项:{_short(after[0])}"


def _report(data: Mapping[str, object]) -> str:
    parts: list[str] = []
    if data.get("state") is not None:
        parts.append(REPORTED.get(str(data["state"]), str(data["state"])))
    if data.get("percent") is not None:
        parts.append(f"完成度 {data['percent']}%")
    if data.get("forecast_finish") is not None:
        parts.append(f"预计 {_day(data['forecast_finish'])} 完成")
    if data.get("note"):
        parts.append(_short(data["note"]))
    return "进展:" + ",".join(parts)


def _membership(data: Mapping[str, object], names: Names) -> str:
    member, after = names.member(data.get("member_id")), data.get("after")
    if after is None:
        return f"请 {member} 离开了项目"
    if data.get("before") is None:
        return f"{member} 加入项目,角色:{ROLES.get(str(after), str(after))}"
    return f"{member} 的角色改为 {ROLES.get(str(after), str(after))}"


def _day(value: object) -> str:
    """11月25日 周三, from the log's 2026-11-25."""
    on = date.fromisoformat(str(value))
    return f"{on.month}月{on.day}日 {WEEKDAY_NAMES[on.weekday()]}"


def _short(value: object) -> str:
    text = " ".join(str(value).split())
    return text if len(text) <= 60 else text[:59] + "…"


def _import_words(data: Mapping[str, object], _: Names) -> str:
    return f"从文件「{_short(data.get('file_name'))}」导入了 {data.get('task_count')} 项任务"


_OF_TASK: dict[str, Callable[[Mapping[str, object], Names], str]] = {
    "task.created": lambda data, names: f"新建了任务{names.task(data.get('task_id'))}",
    "comment.added": lambda data, names: f"{names.task(data.get('task_id'))}评论:{_short(data.get('text'))}",
    "comment.retracted": lambda data, names: f"撤回了{names.task(data.get('task_id'))}的一条评论",
    "comment.restored": lambda data, names: f"恢复了{names.task(data.get('task_id'))}的一条评论",
    "checklist_item.changed": lambda data, names: f"{names.task(data.get('task_id'))}{_checklist(data)}",
    "dependency.added": _link_words,
    "dependency.removed": _unlink_words,
    "progress.reported": lambda data, names: f"{names.task(data.get('task_id'))}{_report(data)}",
    "progress.retracted": lambda data, names: f"撤回了{names.task(data.get('task_id'))}的一条进展",
    "membership.set": _membership,
    "plan.imported": _import_words,
}
