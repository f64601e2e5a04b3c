"""How a task reads as one line in the chat."""

from collections.abc import Mapping
from datetime import datetime

from quncheng.features.tasks.types import Task
from quncheng.language.wording import say_day

STATUS_WORDS = {
    "open": "未开始",
    "in_progress": "进行中",
    "blocked": "受阻",
    "awaiting_acceptance": "待验收",
    "done": "已完成",
    "cancelled": "已取消",
}
TITLE_ON_CARD = 12
PRIORITY_WORDS = {"high": "高", "medium": "中", "low": "低"}


def name_line(task: Task) -> str:
    """Such as #12 登录页."""
    return f"#{task.number} {task.title}"


def short_title(title: str) -> str:
    """So much of a title that its days still fit beside it on a line of a card."""
    return title if len(title) <= TITLE_ON_CARD else title[: TITLE_ON_CARD - 1] + "…"


def state_words(task: Task) -> str:
    """Such as 进行中 60%."""
    words = STATUS_WORDS[task.status.value]
    return f"{words} {task.percent_complete}%" if task.status.value == "in_progress" else words


def day_words(task: Task, now: datetime) -> str:
    """The day it is held to, how late it is, and a later forecast."""
    if task.status.value == "done" and task.actual_finish is not None:
        return f"{say_day(task.actual_finish, now)} 完成"
    promised, parts = task.promised_on, list[str]()
    if promised is not None:
        at = f" {task.due_time}" if task.due_time is not None and task.due_date is not None else ""
        parts.append(f"{say_day(promised, now)}{at} 到期")
    if promised is not None and task.is_overdue(now.date()):
        parts.append(f"已逾期 {(now.date() - promised).days} 天")
    if task.forecast_finish is not None and not task.is_closed and task.forecast_finish != promised:
        parts.append(f"预计 {say_day(task.forecast_finish, now)}")
    return ",".join(parts) if parts else "没有定日期"


def task_line(task: Task, now: datetime, *, names: Mapping[str, str] | None = None) -> str:
    """A line of a list: number, title, owner (when names are given), state and day."""
    owner = "" if names is None else f" @{names.get(task.assignee_id or '', '') or '待定'}"
    reason = f"({task.blocked_reason})" if task.status.value == "blocked" and task.blocked_reason else ""
    return f"**{name_line(task)}**{owner} {state_words(task)}{reason},{day_words(task, now)}"


def task_list(
    heading: str, tasks: tuple[Task, ...], now: datetime, *, names: Mapping[str, str] | None = None, most: int = 15
) -> str:
    """A list with its count; what is over ``most`` is counted at the end."""
    lines = [f"**{heading}**({len(tasks)} 项)"]
    lines += [f"{index}. {task_line(task, now, names=names)}" for index, task in enumerate(tasks[:most], start=1)]
    if len(tasks) > most:
        lines.append(f"…还有 {len(tasks) - most} 项,到网页看全部")
    return "\n".join(lines)
