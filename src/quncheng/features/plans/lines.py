"""How changes of the plan read as a few words."""

from collections.abc import Sequence
from datetime import datetime

from quncheng.engine.types import ConstraintType, LinkType
from quncheng.features.tasks.lines import PRIORITY_WORDS
from quncheng.features.tasks.types import TaskChanges
from quncheng.language.intents import ChangeTask
from quncheng.language.wording import say_day, say_moment, say_workdays

CONSTRAINT_WORDS = {
    ConstraintType.AS_SOON_AS_POSSIBLE: "越早越好",
    ConstraintType.AS_LATE_AS_POSSIBLE: "越晚越好",
    ConstraintType.START_NO_EARLIER_THAN: "不早于 {day} 开始",
    ConstraintType.START_NO_LATER_THAN: "不晚于 {day} 开始",
    ConstraintType.FINISH_NO_EARLIER_THAN: "不早于 {day} 完成",
    ConstraintType.FINISH_NO_LATER_THAN: "不晚于 {day} 完成",
    ConstraintType.MUST_START_ON: "必须在 {day} 开始",
    ConstraintType.MUST_FINISH_ON: "必须在 {day} 完成",
}
LINK_WORDS = {
    LinkType.FS: ("在 {before} 完成之后开始", "在 {before} 完成 {lag} 后开始", "在 {before} 完成前 {lag} 开始"),
    LinkType.SS: ("和 {before} 同时开始", "在 {before} 开始 {lag} 后开始", "在 {before} 开始前 {lag} 开始"),
    LinkType.FF: ("和 {before} 同时完成", "在 {before} 完成 {lag} 后完成", "在 {before} 完成前 {lag} 完成"),
    LinkType.SF: ("等 {before} 开始才能结束", "在 {before} 开始 {lag} 后结束", "在 {before} 开始前 {lag} 结束"),
}
"""At once, with a lag, with a lead."""


def say_unreached(names: Sequence[str]) -> str:
    """Who has never written to the bot cannot be written to; the group hears it."""
    if not names:
        return ""
    return f"{'、'.join(names)} 还没有私聊过我,暂时收不到私信;请他们先给我发一句话。"


def wish_words(said: ChangeTask, changes: TaskChanges, *, assignee: str, now: datetime) -> str:
    """What is wanted, in a few words, with the days as they were understood."""
    words: list[str] = []
    if assignee:
        words.append(f"负责人改为 {assignee}")
    if said.shift_workdays is not None:
        words.append(f"{'晚' if said.shift_workdays > 0 else '早'} {abs(said.shift_workdays)} 个工作日")
    if said.due is not None:
        words.append(f"截止改为 {say_moment(said.due, now)}")
    if said.start is not None:
        words.append(f"{say_day(said.start.on, now)} 开始")
    if isinstance(changes.duration_days, int | float) and said.duration is not None:
        words.append(f"工期改为 {changes.duration_days:g} 个工作日")
    words += [*_constraint_words(said, now), *_by_hand_words(said, now)]
    if said.priority is not None:
        words.append(f"优先级改为{PRIORITY_WORDS[said.priority.value]}")
    if said.title is not None:
        words.append(f"改名为「{said.title}」")
    return ",".join(words)


def _constraint_words(said: ChangeTask, now: datetime) -> list[str]:
    if said.constraint is None:
        return []
    if said.constraint_on is None:
        return ["取消日期限制"]
    return [CONSTRAINT_WORDS[said.constraint].format(day=say_day(said.constraint_on.on, now))]


def _by_hand_words(said: ChangeTask, now: datetime) -> list[str]:
    if said.is_manual is None:
        return []
    if not said.is_manual:
        return ["改回自动排期"]
    return ["手动排期" if said.fixed_on is None else f"手动排在 {say_day(said.fixed_on.on, now)}"]


def link_words(kind: LinkType, before: str, *, lag_days: float) -> str:
    """Such as 在 #2 视觉初稿 开始 2 个工作日 后开始."""
    at_once, later, earlier = LINK_WORDS[kind]
    words = at_once if not lag_days else later if lag_days > 0 else earlier
    return words.format(before=before, lag=say_workdays(abs(lag_days)))
