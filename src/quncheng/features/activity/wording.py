"""What happened, as a sentence without its subject: "把完成度改为 60%"."""

from collections.abc import Mapping
from dataclasses import dataclass

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
}
PEOPLE_FIELDS = {"assignee_id", "collaborator_ids", "watcher_ids", "manager_id"}
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
    data = happened.data
    task = names.task(data.get("task_id"))
    match happened.name:
        case "task.created":
            return f"新建了任务{task}"
        case "task.changed" | "project.changed" | "column.changed" | "member.changed":
            return f"{task}{_changes(changes_of(happened), names)}"
        case "task.rescheduled":
            return f"{task}随计划{_changes(changes_of(happened), names)}"
        case "comment.added":
            return f"{task}评论:{_short(data.get('text'))}"
        case "comment.retracted":
            return f"撤回了{task}的一条评论"
        case "comment.restored":
            return f"恢复了{task}的一条评论"
        case "checklist_item.changed":
            return f"{task}{_checklist(data)}"
        case "dependency.added":
            return f"{names.task(data.get('predecessor_id'))}完成后再做{task}"
        case "dependency.removed":
            return f"取消了{names.task(data.get('predecessor_id'))}与{task}的先后关系"
        case "progress.reported":
            return f"{task}{_report(data)}"
        case "progress.retracted":
            return f"撤回了{task}的一条进展"
        case "membership.set":
            return _membership(data, names)
        case _:
            return _OTHERS.get(happened.name, happened.name)


_OTHERS = {
    "project.created": "新建了项目",
    "column.created": "加了一列",
    "column.archived": "去掉了一列",
    "operation.undone": "撤销了上一步",
    "change_request.opened": "提出了变更申请",
    "change_request.decided": "处理了变更申请",
    "plan.confirmed": "确认了计划",
    "chat.bound": "绑定了群聊",
    "chat.unbound": "解除了群聊绑定",
    "weekly_report.composed": "生成了周报",
    "weekly_report.changed": "修改了周报",
    "weekly_report.sent": "发送了周报",
    "member.joined": "加入了团队",
    "member.identified": "认领了账号",
    "member.signed_in": "登录了",
    "member.signed_out": "退出了登录",
    "api_token.created": "新建了 API 令牌",
    "api_token.revoked": "撤销了 API 令牌",
    "calendar_day.changed": "调整了工作日历",
    "bot.registered": "接入了机器人",
}


def changes_of(happened: RecordedEvent) -> dict[str, tuple[object, object]]:
    """Field → (before, after) of a change event; empty for other events."""
    changes = happened.data.get("changes")
    if not isinstance(changes, dict):
        return {}
    found: dict[str, tuple[object, object]] = {}
    for field, pair in changes.items():  # pyright: ignore[reportUnknownVariableType]
        before, after = pair  # pyright: ignore[reportUnknownVariableType]
        found[str(field)] = (before, after)  # pyright: ignore[reportUnknownArgumentType]
    return found


def _changes(changes: Mapping[str, tuple[object, object]], names: Names) -> str:
    if "archived_at" in changes:
        return "归档" if changes["archived_at"][1] is not None else "恢复"
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
    if field in PEOPLE_FIELDS and isinstance(value, list | tuple):
        return "、".join(map(names.member, value)) or "无"  # pyright: ignore[reportUnknownArgumentType]
    if field in PEOPLE_FIELDS:
        return names.member(value)
    if value is None or value in ("", []):
        return "无"
    if field == "percent_complete":
        return f"{value}%"
    if field == "duration_days":
        return f"{value} 个工作日"
    words = {"status": STATUSES, "priority": PRIORITIES, "kind": KINDS, "role": ROLES}.get(field, {})
    if isinstance(value, list):
        return "、".join(str(one) for one in value)  # pyright: ignore[reportUnknownVariableType, reportUnknownArgumentType]
    return words.get(str(value), _short(value))


def _checklist(data: Mapping[str, object]) -> str:
    before, after = data.get("before"), data.get("after")
    if not isinstance(after, list | tuple):
        return "去掉了一条检查项"
    text, is_done = after  # pyright: ignore[reportUnknownVariableType]
    if not isinstance(before, list | tuple):
        return f"加了检查项:{_short(text)}"  # pyright: ignore[reportUnknownArgumentType]
    was_done: object = before[1]  # pyright: ignore[reportUnknownVariableType]
    if was_done == is_done:
        return f"改了检查项:{_short(text)}"  # pyright: ignore[reportUnknownArgumentType]
    return f"{'勾选' if is_done else '取消勾选'}了检查项:{_short(text)}"  # pyright: ignore[reportUnknownArgumentType]


def _report(data: Mapping[str, object]) -> str:
    parts: list[str] = []
    if data.get("state") is not None:
        parts.append(REPORTED.get(str(data["state"]), str(data["state"])))
    if data.get("percent") is not None:
        parts.append(f"完成度 {data['percent']}%")
    if data.get("forecast_finish") is not None:
        parts.append(f"预计 {data['forecast_finish']} 完成")
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


def _short(value: object) -> str:
    text = " ".join(str(value).split())
    return text if len(text) <= 60 else text[:59] + "…"
