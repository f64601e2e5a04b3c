"""What the chat shows about the plan: drafts to confirm, consequences, requests to decide."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, datetime

import msgspec

from quncheng.engine.results import ConflictKind, DriverKind
from quncheng.features.plans.alternatives import OtherWay
from quncheng.features.plans.drafting import end_of
from quncheng.features.plans.types import ChangeRequest, DraftedTask, MovedTask, PlanImpact
from quncheng.features.plans.wishes import PlanWish
from quncheng.features.tasks.lines import PRIORITY_WORDS, name_line, short_title
from quncheng.features.tasks.types import Task
from quncheng.language.card import ButtonStyle, Card, CardButton, CardField
from quncheng.language.wording import say_day

DRAFT = "plans.draft"
CHANGE = "plans.change"
REQUEST = "plans.request"
CREATED = "plans.created"

CONFIRM, CANCEL = "plans.confirm", "plans.cancel"
APPLY, KEEP = "plans.apply", "plans.keep"
APPROVE, REJECT = "plans.approve", "plans.reject"
UNDO_CREATED = "plans.undo_created"
SUBMIT, OTHER, PICK = "plans.submit", "plans.other", "plans.pick"
LINES_ON_CARD = 6
PEOPLE_ON_CARD = 2
NO_NAMES: Mapping[str, str] = {}
_CONFLICTS = {
    ConflictKind.LINK: "{title} 已经动了,和先后关系不符",
    ConflictKind.CONSTRAINT: "{title} 满足不了限制,差 {days:g} 天",
    ConflictKind.MANUAL: "{title} 是手动排的,和先后关系差 {days:g} 天",
    ConflictKind.DEADLINE: "{title} 晚于截止 {days:g} 天",
}


def draft_card(
    card_id: str, drafts: Sequence[DraftedTask], *, names: Mapping[str, str], remarks: Sequence[str], now: datetime
) -> Card:
    """The plan before it is one: a line a task, the end, two buttons."""
    end = end_of(drafts)
    return Card(
        card_id=card_id,
        title=f"计划草案:{len(drafts)} 项任务",
        subtitle=f"预计 {say_day(end, now)} 全部完成" if end is not None else "",
        fields=tuple(CardField(owner_of(draft, names), draft_line(draft)) for draft in drafts[:LINES_ON_CARD]),
        body=";".join([*_draft_remarks(drafts), *remarks]),
        buttons=(
            CardButton("确认", CONFIRM, ButtonStyle.PRIMARY),
            CardButton("取消", CANCEL),
        ),
    )


def owner_of(draft: DraftedTask, names: Mapping[str, str]) -> str:
    """Who would do it; somebody new is marked."""
    if draft.assignee_id is None and draft.new_assignee:
        return f"{draft.new_assignee}(新)"
    return names.get(draft.assignee_id or "", "") or "待定"


def draft_line(draft: DraftedTask) -> str:
    """Such as 视觉初稿 5天 11/23–11/27."""
    parts = [short_title(draft.title)]
    if draft.duration_days is not None and not draft.is_milestone:
        parts.append(f"{draft.duration_days:g}天")
    if draft.planned_start is not None and draft.planned_finish is not None:
        parts.append(f"{_short(draft.planned_start)}–{_short(draft.planned_finish)}")
    if draft.due_date is not None:
        parts.append(f"{_short(draft.due_date)}{' ' + draft.due_time if draft.due_time else ''} 前")
    return " ".join(parts)


def draft_list(drafts: Sequence[DraftedTask], *, names: Mapping[str, str]) -> str:
    """Every draft as a line, for plans longer than a card."""
    return "\n".join(
        f"{index}. {draft_line(draft)} @{owner_of(draft, names)}" for index, draft in enumerate(drafts, start=1)
    )


def _draft_remarks(drafts: Sequence[DraftedTask]) -> list[str]:
    """In which days the durations count, what follows what, and what a card has no room for."""
    remarks: list[str] = []
    if any(draft.duration_days for draft in drafts):
        remarks.append("天数按工作日算(含调休)")
    for draft in drafts:
        before = [drafts[link.draft].title for link in draft.links if link.draft is not None]
        if before:
            remarks.append(f"{draft.title} 在 {'、'.join(before)} 之后")
        if draft.due_date is not None and draft.planned_finish is not None and draft.planned_finish > draft.due_date:
            remarks.append(f"{draft.title} 按工期要到 {_short(draft.planned_finish)},晚于截止日期")
    if len(drafts) > LINES_ON_CARD:
        remarks.append(f"另有 {len(drafts) - LINES_ON_CARD} 项见上一条消息")
    return remarks


def planned_card(card_id: str, tasks: Sequence[Task], *, names: Mapping[str, str], now: datetime) -> Card:
    """The same card once it is confirmed."""
    ends = [end for task in tasks for end in (task.planned_finish, task.due_date) if end is not None]
    return Card(
        card_id=card_id,
        title=f"已确认:{len(tasks)} 项任务",
        subtitle=f"预计 {say_day(max(ends), now)} 全部完成" if ends else "",
        fields=tuple(
            CardField(
                names.get(task.assignee_id or "", "") or "待定",
                f"#{task.number} {short_title(task.title)} {_span(task)}".strip(),
            )
            for task in tasks[:LINES_ON_CARD]
        ),
        body="负责人都会收到一条私信;回复「撤销」可以撤回",
    )


def cancelled_card(card_id: str, *, title: str = "已取消,什么都没改") -> Card:
    return Card(card_id=card_id, title=title)


def created_card(card_id: str, task: Task, *, owner: str, remarks: Sequence[str], now: datetime, link: str) -> Card:
    """One new task, with the day that was understood and a way back."""
    fields = [CardField("负责人", owner or "待定")]
    if task.due_date is not None:
        at = f" {task.due_time}" if task.due_time else ""
        fields.append(CardField("截止", f"{say_day(task.due_date, now)}{at}"))
    if task.duration_days is not None:
        fields.append(CardField("工期", f"{task.duration_days:g} 个工作日"))
    if task.planned_start is not None and task.planned_finish is not None:
        fields.append(CardField("计划", f"{_short(task.planned_start)} – {say_day(task.planned_finish, now)}"))
    fields.append(CardField("优先级", PRIORITY_WORDS[task.priority.value]))
    return Card(
        card_id=card_id,
        title=f"已建任务 {name_line(task)}",
        body=";".join(remarks),
        fields=tuple(fields),
        buttons=(CardButton("撤销", UNDO_CREATED),),
        link=link or None,
    )


def wish_card(
    card_id: str,
    wish: PlanWish,
    *,
    impact: PlanImpact,
    names: Mapping[str, str],
    buttons: Sequence[CardButton],
    now: datetime,
    remark: str = "",
) -> Card:
    """The consequences of a wish before it is done."""
    reasons = ";".join(reason_words(impact.moved))
    return Card(
        card_id=card_id,
        title=wish.title,
        subtitle=impact_words(impact, now, names=names),
        body=";".join(part for part in (remark, reasons) if part),
        fields=_moved_fields(impact.moved),
        buttons=tuple(buttons),
    )


def ways_card(
    card_id: str, wish: PlanWish, ways: Sequence[OtherWay], *, names: Mapping[str, str], now: datetime
) -> Card:
    """At most three other ways, a line each with what it would do; the wish itself stays possible."""
    buttons = [CardButton(f"办法{index}", f"{PICK}:{index - 1}") for index in range(1, len(ways) + 1)]
    lines = (f"办法{index}:{impact_words(way.impact, now, names=names)}" for index, way in enumerate(ways, 1))
    return Card(
        card_id=card_id,
        title=wish.title,
        subtitle="选一个看看影响",
        body="\n".join(lines),
        fields=tuple(CardField(f"办法{index}", way.words) for index, way in enumerate(ways, 1)),
        buttons=(*buttons, CardButton("按原来的", APPLY), CardButton("算了", KEEP)),
    )


def done_card(card_id: str, wish: PlanWish, *, impact: PlanImpact, names: Mapping[str, str], now: datetime) -> Card:
    return Card(
        card_id=card_id,
        title=f"已调整 {wish.subject}" if wish.days is None else f"已记下 {wish.subject}",
        subtitle=impact_words(impact, now, names=names),
        fields=_moved_fields(impact.moved),
        body="相关的人会各收到一条消息;回复「撤销」可以撤回",
    )


def reason_words(moved: Sequence[MovedTask]) -> list[str]:
    """Why what is carried along moves: #3 等 #2."""
    numbers = {one.task_id: one.number for one in moved}
    return [
        f"#{one.number} 等 #{numbers[one.reason_id]}"
        for one in moved[:LINES_ON_CARD]
        if one.reason_id in numbers and one.reason is DriverKind.DEPENDENCY and not one.is_edited
    ]


def request_card(card_id: str, request: ChangeRequest, *, title: str, requester: str, wish: str, now: datetime) -> Card:
    """A member asks; the manager decides with one tap."""
    return Card(
        card_id=card_id,
        title=f"{requester} 申请变更 {title}",
        subtitle=wish,
        quote=f"{requester}:{request.reason}" if request.reason else "",
        body=request_words(request, now),
        fields=_request_fields(request),
        buttons=(
            CardButton("同意", APPROVE, ButtonStyle.PRIMARY),
            CardButton("驳回", REJECT, ButtonStyle.DANGER),
        ),
    )


def decided_card(
    card_id: str, request: ChangeRequest, *, title: str, requester: str, decider: str, now: datetime
) -> Card:
    """The request's card for everybody who has it, once it is decided."""
    verdict = {"approved": "已同意", "rejected": "已驳回", "withdrawn": "已撤回"}.get(request.status.value, "待处理")
    return Card(
        card_id=card_id,
        title=f"{verdict}:{requester} 的变更 {title}",
        subtitle=f"由 {decider} 处理" if decider else "",
        quote=f"{requester}:{request.reason}" if request.reason else "",
        body=approved_words(request, now) if request.status.value == "approved" else request.comment,
        fields=_request_fields(request),
    )


def request_words(request: ChangeRequest, now: datetime) -> str:
    """What approving would do, so that it can be decided without asking back."""
    if "create" in request.changes:
        return "同意后就加进计划"
    return "同意后这项任务就取消了" if "cancel" in request.changes else impact_words(request.impact, now)


def approved_words(request: ChangeRequest, now: datetime) -> str:
    if "create" in request.changes:
        return "已经加进计划"
    return "任务已取消" if "cancel" in request.changes else impact_words(request.impact, now)


def _request_fields(request: ChangeRequest) -> tuple[CardField, ...]:
    """The tasks that would be new, or would move."""
    drafts = msgspec.convert(request.changes.get("create", ()), tuple[DraftedTask, ...])
    if not drafts:
        return _moved_fields(request.impact.moved)
    shown = drafts[:LINES_ON_CARD]
    return tuple(CardField(f"任务{index}", draft_line(draft)) for index, draft in enumerate(shown, start=1))


def impact_words(impact: PlanImpact, now: datetime, *, names: Mapping[str, str] = NO_NAMES) -> str:
    """Such as 2 项任务后移;里程碑 发布会 +1 天;项目完成 12/2 → 12/4;王强 11/28 超载."""
    later = sum(one.workdays > 0 for one in impact.moved)
    earlier = sum(one.workdays < 0 for one in impact.moved)
    parts = [
        f"{later} 项任务后移" if later else "",
        f"{earlier} 项任务提前" if earlier else "",
        _milestone_words(impact),
    ]
    old, new = impact.old_finish, impact.new_finish
    if old is not None and new is not None and new != old:
        parts.append(f"项目完成 {_short(old)} → {say_day(new, now)}")
    elif later or earlier:
        parts.append("项目完成日期不变")
    parts += [_overload_words(impact, names), *_conflict_words(impact)]
    return ";".join(part for part in parts if part) or "不影响其他任务"


def _milestone_words(impact: PlanImpact) -> str:
    moved = [one for one in impact.milestones if one.workdays]
    if not moved:
        return ""
    most = max(moved, key=lambda one: abs(one.workdays))
    others = f"等 {len(moved)} 个" if len(moved) > 1 else ""
    return f"里程碑 {short_title(most.title)} {most.workdays:+d} 天{others}"


def _overload_words(impact: PlanImpact, names: Mapping[str, str]) -> str:
    """The first day of each person."""
    first: dict[str, date] = {}
    for one in impact.overloads:
        first[one.member_id] = min(one.on, first.get(one.member_id, one.on))
    days = Counter(one.member_id for one in impact.overloads)
    said = [
        f"{names.get(member_id, '有人')} {_short(on)} 超载"
        + (f"(共 {days[member_id]} 天)" if days[member_id] > 1 else "")
        for member_id, on in list(first.items())[:PEOPLE_ON_CARD]
    ]
    return "、".join(said)


def _conflict_words(impact: PlanImpact) -> list[str]:
    return [_CONFLICTS[one.kind].format(title=short_title(one.title), days=one.days) for one in impact.conflicts[:2]]


def told_lines(moved: Sequence[MovedTask], now: datetime, *, titles: Mapping[str, str] = NO_NAMES) -> str:
    """One person's moved tasks, a line each, with what they wait for; ``titles`` are those of the tasks waited for."""
    return "\n".join(
        f"- #{one.number} {one.title}:{_short(one.old_finish)} → "
        f"**{say_day(one.new_finish, now) if one.new_finish is not None else '未定'}**{_because(one, titles)}"
        for one in moved
    )


def _because(one: MovedTask, titles: Mapping[str, str]) -> str:
    is_waiting = one.reason is DriverKind.DEPENDENCY and not one.is_edited and one.reason_id in titles
    return f"(等 {titles[one.reason_id]})" if is_waiting and one.reason_id is not None else ""


def _moved_fields(moved: Sequence[MovedTask]) -> tuple[CardField, ...]:
    return tuple(
        CardField(f"#{one.number}", f"{short_title(one.title)} {_move_words(one)}") for one in moved[:LINES_ON_CARD]
    )


def _move_words(one: MovedTask) -> str:
    """The finish, or the start of what only begins on another day."""
    if one.old_finish == one.new_finish and one.old_start != one.new_start:
        return f"{_short(one.old_start)}→{_short(one.new_start)} 开始"
    return f"{_short(one.old_finish)}→{_short(one.new_finish)}"


def _span(task: Task) -> str:
    if task.planned_start is not None and task.planned_finish is not None:
        return f"{_short(task.planned_start)}–{_short(task.planned_finish)}"
    at = f" {task.due_time}" if task.due_time else ""
    return f"{_short(task.due_date)}{at} 前" if task.due_date is not None else ""


def _short(day: date | None) -> str:
    return "未定" if day is None else f"{day.month}/{day.day}"
