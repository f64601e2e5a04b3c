"""What a reading would change at once, without a question, in a project as teams have them."""

from quncheng.language.intents import (
    AddMember,
    BindProject,
    CancelTask,
    ChangeTask,
    CommentOnTask,
    CreateTasks,
    DateHint,
    EditWeeklyReport,
    IntroduceSelf,
    LinkTasks,
    Moment,
    PersonReference,
    ReportProgress,
    SendWeeklyReport,
    SetReportTimes,
    Statement,
    TakeBaseline,
    TaskReference,
    UnbindProject,
    Undo,
    UnlinkTasks,
    WorkState,
)
from quncheng.language.matching import Certainty, choose, rank_titles
from quncheng.language.situation import KnownPerson, KnownTask, Reading, Situation
from tests.rules.language.corpus import NOW

_NAMES = ("李雷", "韩梅梅", "王强", "林珊", "陈总", "赵敏", "张三", "李娜")
_TITLES = (
    *("登录页", "内容撰写", "视觉初稿", "测试部署", "支付接口", "首页改版", "客户拜访", "合同审核"),
    *("新品发布方案", "物料采购", "场地布置", "数据报表", "用户调研", "需求文档", "接口联调", "渠道投放"),
)
Titles = tuple[tuple[str, str], ...]
TITLES: Titles = tuple((str(number), title) for number, title in enumerate(_TITLES, 1))
MOST_NUMBERED = 30
SITUATION = Situation(
    NOW,
    speaker_id="李雷",
    people=tuple(KnownPerson(name, name) for name in _NAMES),
    tasks=(KnownTask("1", 1, "登录页", "李雷"),),
)
"""The speaker has one task, so that words without a name are taken for it: the case with the least questions."""


def acts_at_once(reading: Reading, *, titles: Titles = TITLES) -> tuple[Statement, ...]:
    """The statements that would change something before anybody is asked."""
    if reading.is_doubtful:
        return ()
    return tuple(statement for statement in reading.statements if _acts(statement, titles))


def _acts(statement: Statement, titles: Titles) -> bool:
    match statement:
        case CreateTasks():
            draft = statement.drafts[0]
            is_asked = draft.needs_date and draft.due is None and draft.duration is None
            people = all(_is_sure(person) for person in draft.assignees)
            return len(statement.drafts) == 1 and people and _is_usable(draft.due, draft.start) and not is_asked
        case ReportProgress():
            is_vague = statement.needs_percent or statement.needs_date or _denies_only(statement)
            return not is_vague and _is_found(statement.task, titles) and _is_usable(statement.forecast)
        case ChangeTask():
            is_sure = statement.assignee is None or _is_sure(statement.assignee)
            days = _is_usable(statement.due, statement.start, statement.constraint_on, statement.fixed_on)
            return not statement.needs_date and is_sure and days and _is_found(statement.task, titles)
        case CancelTask() | CommentOnTask():
            return _is_found(statement.task, titles)
        case LinkTasks() | UnlinkTasks():
            return _is_found(statement.predecessor, titles) and _is_found(statement.successor, titles)
        case _:
            return isinstance(statement, _CHANGING)


_CHANGING = (
    *(AddMember, BindProject, EditWeeklyReport, IntroduceSelf),
    *(SendWeeklyReport, SetReportTimes, TakeBaseline, UnbindProject, Undo),
)


def _denies_only(said: ReportProgress) -> bool:
    amounts = (said.percent, said.forecast, said.remaining)
    return said.state is WorkState.NOT_DONE and all(amount is None for amount in amounts)


def _is_found(task: TaskReference, titles: Titles) -> bool:
    if task.number is not None:
        return task.number <= MOST_NUMBERED
    if task.position is not None:
        return False
    return not task.phrase or choose(rank_titles(task.phrase, titles)).certainty is Certainty.CERTAIN


def _is_sure(person: PersonReference) -> bool:
    return person.is_exact or person.is_speaker


def _is_usable(*moments: Moment | None) -> bool:
    days = [moment for moment in moments if moment is not None]
    return not any(day.alternatives or {DateHint.PAST, DateHint.NOT_A_DATE} & set(day.hints) for day in days)
