"""Reads what only plans know: constraints, dates by hand, links of all kinds, leave, working days, baselines."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from quncheng.engine.types import ConstraintType, LinkType
from quncheng.language.durations import read_duration
from quncheng.language.intents import (
    ChangeDays,
    ChangeTask,
    LinkTasks,
    Moment,
    PersonReference,
    TakeBaseline,
    TakeLeave,
    TaskReference,
    UnlinkTasks,
)
from quncheng.language.marking import DURATION, MOMENT, PERSON, Marked
from quncheng.language.people import find_named
from quncheng.language.reference import add_months
from quncheng.language.references import clean_phrase, refer
from quncheng.language.situation import Situation

PlanStatement = ChangeTask | LinkTasks | UnlinkTasks | TakeLeave | ChangeDays | TakeBaseline

LONGEST = 60
_LONGEST_MONTH = 31
_POLITE = r"^(?:请|麻烦|帮我|帮忙|我想|我要|想|能不能|能否|可以|要不)*"
_PLAIN = rf"(?:(?!{PERSON}|{DURATION}|{MOMENT})[^,;。\n])+?"
_TASK = rf"(?:把|将|让)?(?P<task>{_PLAIN})(?:的?(?:开始|完成)(?:时间|日期))?"
_FIRST, _SECOND = f"(?P<first>{_PLAIN})", f"(?P<second>{_PLAIN})"
_MUST = "(?:要|得|必须|应该|应当|只能|一定|需要|务必)*"
_START = "(?:开始|启动|开工|动工|动手|进场)"
_FINISH = "(?:完成|结束|做完|交付|交|上线|收尾|完工|弄完)"
_EVENT = "(?:举行|举办|召开|开|办|当天|发布|开始不了|进行)"
_END = r"(?:吧|哈|了)?[。!]*$"
_DOING = "(?:开始)?(?:做|弄|进行|启动|画|写|剪|搞)?"
_TIE = "(?:先后|前后|依赖|前置|后置|关联|顺序|链接|联系)(?:关系)?"
_WEEKDAY = r"(?:这?(?:周|星期|礼拜)[一二三四五六日天末],?\s?)?"
_SPAN = rf"{_WEEKDAY}(?P<on>{MOMENT})(?:\s?(?:到|至|-|~|—)\s?(?P<until>{MOMENT}))?"
_ALL = "(?:整个|我们|咱们|全体?)?(?:项目组?|全组|全员|大家|团队)(?:成员)?"
_AWAY = "(?:请(?:[年事病婚产丧]?假)|休(?:[年病婚产]?假)|[年事病]假|调休)"
_WORKING, _FREE = "(?:加班|上班|赶工)", "(?:放假|停工|休息|不上班|停一天)"
_SELF = "(?P<me>我)"
_WHO = rf"(?:(?P<who>{PERSON})|{_SELF}|(?P<name>[\u4e00-\u9fff]{{2,3}}?))"
_DENIED_TASK = re.compile("[你他她谁]|早就|说过|说好|说$|是不是|怎么|什么|没|不$|^(?:我们?|咱们?|大家|这|那|它)$")


@dataclass(frozen=True, slots=True)
class PlanReader:
    """Reads a clause, or a whole message, that changes the plan in a way of its own."""

    marked: Marked
    situation: Situation

    def read(self, text: str) -> PlanStatement | None:
        if len(text) > LONGEST:
            return None
        for pattern, build in _RULES:
            match = pattern.search(text)
            found = None if match is None else build(self, match)
            if found is not None:
                return found
        return None

    def task(self, chunk: str) -> TaskReference | None:
        phrase = clean_phrase(chunk)
        if len(phrase) < 2 or _DENIED_TASK.search(phrase):
            return None
        return refer(chunk, self.marked, self.situation)

    def person(self, match: re.Match[str]) -> PersonReference | None:
        if match["who"]:
            return self.marked.person(match["who"])
        if match["me"]:
            return PersonReference("我", self.situation.speaker_id, is_speaker=True)
        return find_named(match["name"], self.situation)

    def lag(self, match: re.Match[str]) -> int | None:
        """Two days, or 两天后 as one word; None for what is no whole number of days."""
        groups = match.groupdict()
        if groups.get("lag"):
            workdays = self.marked.duration(groups["lag"]).workdays
        elif groups.get("later"):
            said = re.match(r"^(.+?)(?:之后|以后|后|之前|以前|前)$", self.marked.moment(groups["later"]).text)
            length = None if said is None else read_duration(said[1])
            if length is None:
                return None
            workdays = length.workdays
        else:
            return 0
        return int(workdays) if workdays >= 1 and workdays == int(workdays) else None

    def span(self, match: re.Match[str]) -> tuple[Moment, Moment | None] | None:
        """下周三到周五: the second day is the first one of its name behind the first."""
        first = self.marked.moment(match["on"])
        if first.on < self.situation.now.date() or first.alternatives:
            return None
        if not match["until"]:
            return first, None
        last = self.marked.moment(match["until"])
        behind = (first.on - last.on).days
        if behind <= 0:
            return first, Moment(last.on, text=last.text)
        if "周" in last.text or "星期" in last.text or "礼拜" in last.text:
            return first, Moment(last.on + timedelta(days=7 * -(-behind // 7)), text=last.text)
        on = add_months(last.on, 1 if behind <= _LONGEST_MONTH else 2)
        return (first, Moment(on, text=last.text)) if on >= first.on else None


Build = Callable[[PlanReader, re.Match[str]], PlanStatement | None]


def _constrain(kind: ConstraintType) -> Build:
    def build(reader: PlanReader, match: re.Match[str]) -> PlanStatement | None:
        task, moment = reader.task(match["task"]), reader.marked.moment(match["when"])
        return None if task is None else ChangeTask(task, constraint=kind, constraint_on=moment)

    return build


def _no_later(reader: PlanReader, match: re.Match[str]) -> PlanStatement | None:
    """不晚于12月4日 is one word of time."""
    if not re.match("不(?:能|得)?[晚迟]于", reader.marked.moment(match["when"]).text):
        return None
    is_start = match["starts"] is not None
    kind = ConstraintType.START_NO_LATER_THAN if is_start else ConstraintType.FINISH_NO_LATER_THAN
    return _constrain(kind)(reader, match)


def _must(kind: ConstraintType) -> Build:
    def build(reader: PlanReader, match: re.Match[str]) -> PlanStatement | None:
        # 周五前必须 is a promise, no fixed day.
        moment = reader.marked.moment(match["when"])
        if moment.is_deadline or moment.at is not None:
            return None
        return _constrain(kind)(reader, match)

    return build


def _must_said(reader: PlanReader, match: re.Match[str]) -> PlanStatement | None:
    """So is 必须在12月8日."""
    moment = reader.marked.moment(match["when"])
    if not re.match("(?:必须|只能|一定要?)在", moment.text) or moment.at is not None:
        return None
    return _constrain(ConstraintType.MUST_FINISH_ON)(reader, match)


def _unconstrain(reader: PlanReader, match: re.Match[str]) -> PlanStatement | None:
    task = reader.task(match["task"])
    return None if task is None else ChangeTask(task, constraint=ConstraintType.AS_SOON_AS_POSSIBLE)


def _by_hand(reader: PlanReader, match: re.Match[str]) -> PlanStatement | None:
    task, when = reader.task(match["task"]), match.groupdict().get("when")
    moment = reader.marked.moment(when) if when else None
    return None if task is None else ChangeTask(task, is_manual=True, fixed_on=moment)


def _by_itself(reader: PlanReader, match: re.Match[str]) -> PlanStatement | None:
    task = reader.task(match["task"])
    return None if task is None else ChangeTask(task, is_manual=False)


def _tie(kind: LinkType, sign: int = 1) -> Build:
    def build(reader: PlanReader, match: re.Match[str]) -> PlanStatement | None:
        first, second, lag = reader.task(match["first"]), reader.task(match["second"]), reader.lag(match)
        if first is None or second is None or lag is None or (sign < 0 and lag == 0):
            return None
        return LinkTasks(first, second, type=kind, lag_workdays=sign * lag)

    return build


def _untie(reader: PlanReader, match: re.Match[str]) -> PlanStatement | None:
    first, second = reader.task(match["first"]), reader.task(match["second"])
    return None if first is None or second is None else UnlinkTasks(first, second)


def _leave(reader: PlanReader, match: re.Match[str]) -> PlanStatement | None:
    person, span = reader.person(match), reader.span(match)
    return None if person is None or span is None else TakeLeave(person, *span)


def _days(*, is_workday: bool) -> Build:
    def build(reader: PlanReader, match: re.Match[str]) -> PlanStatement | None:
        span = reader.span(match)
        return None if span is None else ChangeDays(*span, is_workday=is_workday)

    return build


def _baseline(reader: PlanReader, match: re.Match[str]) -> PlanStatement | None:
    return TakeBaseline(reader.marked.restore(match["title"] or "").strip(" 「」\"'《》。"))


_LAG = rf"(?:(?P<lag>{DURATION})|(?P<later>{MOMENT}))"
_NO_EARLIER = "(?:不(?:能|得|可以|可|要|应)?早于|不早过|最早(?:也|要|得|在|是|只能|从)*)"
_NO_LATER = "(?:不(?:能|得|可以|可|要|应)?(?:晚于|迟于)|不晚过)"
_WHEN = rf"{_WEEKDAY}(?P<when>{MOMENT})"
_THEN = "(?:才|再|就|之后|以后|后|能|可以)*"
_BY_HAND = r"(?:手动|手工|人工)(?:排(?:期|程|计划)?|安排|定|管理)?|不要?(?:自动|跟着)(?:排|动|调|移)(?:了)?"

_RULES: tuple[tuple[re.Pattern[str], Build], ...] = tuple(
    (re.compile(pattern), build)
    for pattern, build in (
        (
            rf"{_POLITE}(?:取消|去掉|删掉|删除|不要|解除){_TASK}(?:上)?的?(?:时间|日期)?(?:限制|约束)(?:条件)?{_END}",
            _unconstrain,
        ),
        (
            rf"{_POLITE}{_TASK}的?(?:时间|日期)?(?:限制|约束)(?:条件)?(?:取消|去掉|删掉|不要|解除)(?:掉)?{_END}",
            _unconstrain,
        ),
        (
            rf"{_POLITE}{_TASK}{_MUST}{_NO_EARLIER}\s?{_WHEN}{_THEN}{_FINISH}{_END}",
            _constrain(ConstraintType.FINISH_NO_EARLIER_THAN),
        ),
        (
            rf"{_POLITE}{_TASK}{_MUST}{_NO_EARLIER}\s?{_WHEN}{_THEN}{_START}?{_DOING}{_END}",
            _constrain(ConstraintType.START_NO_EARLIER_THAN),
        ),
        (
            rf"{_POLITE}{_TASK}(?:在)?\s?{_WHEN}(?:之前|以前|前)?(?:不能|不要|不可以|不得|别|先不)(?:就)?{_START}{_END}",
            _constrain(ConstraintType.START_NO_EARLIER_THAN),
        ),
        (
            rf"{_POLITE}{_TASK}{_MUST}{_NO_LATER}\s?{_WHEN}(?:就|要|得|必须)*{_START}{_END}",
            _constrain(ConstraintType.START_NO_LATER_THAN),
        ),
        (
            rf"{_POLITE}{_TASK}{_MUST}{_NO_LATER}\s?{_WHEN}(?:就|要|得|必须)*{_FINISH}?{_END}",
            _constrain(ConstraintType.FINISH_NO_LATER_THAN),
        ),
        (rf"{_POLITE}{_TASK}{_WHEN}(?:那天|当天)?{_EVENT}?{_END}", _must_said),
        (rf"{_POLITE}{_TASK}{_MUST}{_WHEN}(?:就|要|得|必须)*(?:(?P<starts>{_START})|{_FINISH})?{_END}", _no_later),
        (
            rf"{_POLITE}{_TASK}(?:必须|一定要?|只能|务必)(?:要|得|是|在|于|从)*\s?{_WHEN}(?:那天|当天|准时)?{_START}{_END}",
            _must(ConstraintType.MUST_START_ON),
        ),
        (
            rf"{_POLITE}{_TASK}(?:必须|一定要?|只能|务必)(?:要|得|是|在|于)*\s?{_WHEN}(?:那天|当天|准时)?(?:{_EVENT}|{_FINISH})?{_END}",
            _must(ConstraintType.MUST_FINISH_ON),
        ),
        (
            rf"{_POLITE}{_TASK}(?:定死|钉死|锁定|锁死|卡死)(?:在|到|为)\s?{_WHEN}(?:完成|结束)?{_END}",
            _must(ConstraintType.MUST_FINISH_ON),
        ),
        (
            rf"{_POLITE}{_TASK}(?:固定|锁定?|定|放|排|钉|安排)(?:死)?(?:在|到|为)\s?{_WHEN}(?:完成|结束)?[,\s]*(?:改成|改为|用)?(?:{_BY_HAND}){_END}",
            _by_hand,
        ),
        (
            rf"{_POLITE}{_TASK}(?:改成|改为|用|换成)?(?:手动|手工)(?:排期?|安排|定)?(?:到|在|为)\s?{_WHEN}(?:完成|结束)?{_END}",
            _by_hand,
        ),
        (rf"{_POLITE}{_TASK}(?:改成|改为|换成|设为|设成|用)(?:手动|手工)(?:排(?:期|程)?|安排|计划)?{_END}", _by_hand),
        (
            rf"{_POLITE}{_TASK}(?:改成|改为|改回|换成|换回|恢复|设为)(?:成|为)?自动(?:排(?:期|程)?|安排|计划)?{_END}",
            _by_itself,
        ),
        (rf"{_POLITE}{_TASK}(?:不用|不要|别)再?手动(?:排(?:期)?|安排)?{_END}", _by_itself),
        (
            rf"{_POLITE}(?:取消|去掉|删掉|删除|解除|断开|去除|不要){_FIRST}(?:和|跟|与|同|到|对){_SECOND}(?:之间)?的?{_TIE}{_END}",
            _untie,
        ),
        (
            rf"{_POLITE}(?:把|将)?{_FIRST}(?:和|跟|与|同|到|对){_SECOND}(?:之间)?的?{_TIE}(?:取消|去掉|删掉|删除|解除|断开|不要)(?:掉)?{_END}",
            _untie,
        ),
        (
            rf"{_POLITE}{_SECOND}(?:可以)?(?:不用|不再|不需要|不必|无需)(?:再)?(?:等|依赖){_FIRST}(?:做完|完成|结束)?{_END}",
            _untie,
        ),
        (
            rf"{_POLITE}{_SECOND}{_MUST}(?:在|等){_FIRST}{_START}(?:了)?(?:之后|以后|后)?\s?{_LAG}(?:之后|以后|后)?{_THEN}{_START}?(?:做|进行)?{_END}",
            _tie(LinkType.SS),
        ),
        (
            rf"{_POLITE}{_FIRST}(?:一|刚)?{_START}(?:了)?(?:之后|以后|后)\s?{_LAG}(?:之后|以后|后)?{_THEN}{_DOING}\s?{_SECOND}(?:{_START})?{_END}",
            _tie(LinkType.SS),
        ),
        (
            rf"{_POLITE}{_FIRST}(?:一|刚)?{_START}(?:了)?\s?{_LAG}{_THEN}{_DOING}\s?{_SECOND}(?:{_START})?{_END}",
            _tie(LinkType.SS),
        ),
        (
            rf"{_POLITE}{_FIRST}一{_START}(?:了)?(?:就|马上|便)(?:能|可以)?{_DOING}\s?{_SECOND}{_END}",
            _tie(LinkType.SS),
        ),
        (
            rf"{_POLITE}{_SECOND}{_MUST}(?:可以|能)?(?:和|跟|与|同){_FIRST}{_MUST}(?:可以|能)?(?:同时|同步|一起|并行)(?:{_START}|做|进行|推进){_END}",
            _tie(LinkType.SS),
        ),
        (
            rf"{_POLITE}{_SECOND}{_MUST}(?:和|跟|与|同){_FIRST}{_MUST}(?:同时|同步)(?:结束|完成|收尾|完工|做完)(?:吧|哈)?$",
            _tie(LinkType.FF),
        ),
        (
            rf"{_POLITE}{_SECOND}{_MUST}(?:在|等){_FIRST}{_FINISH}(?:了)?(?:之后|以后|后)?\s?{_LAG}(?:之后|以后|后)?{_THEN}{_FINISH}{_END}",
            _tie(LinkType.FF),
        ),
        (
            rf"{_POLITE}{_FIRST}{_START}(?:了|之后|以后|后)*,?\s?{_SECOND}才(?:能|可以)(?:结束|停|下线|收尾|撤){_END}",
            _tie(LinkType.SF),
        ),
        (
            rf"{_POLITE}{_FIRST}{_FINISH}(?:之前|前)\s?{_LAG}{_THEN}{_DOING}\s?{_SECOND}(?:{_START})?{_END}",
            _tie(LinkType.FS, -1),
        ),
        (rf"{_POLITE}{_WHO}(?:从|在|要|想)*\s?{_SPAN}(?:都|要|得|想|会|打算|需要)*{_AWAY}(?:一下)?{_END}", _leave),
        (rf"{_POLITE}{_SPAN}{_WHO}(?:都|要|得|想|会|打算|需要)*{_AWAY}(?:一下)?{_END}", _leave),
        (rf"{_POLITE}{_SPAN}\s?{_ALL}(?:都|要|得|安排|一起)*{_WORKING}(?:一天)?{_END}", _days(is_workday=True)),
        (rf"{_POLITE}{_ALL}\s?{_SPAN}(?:都|要|得|安排|一起)*{_WORKING}(?:一天)?{_END}", _days(is_workday=True)),
        (
            rf"{_POLITE}(?:把|将)?(?:项目(?:日历)?(?:里|上)?的?)?{_SPAN}(?:设|定|改|排|标|算)(?:为|成|作)*(?:工作日|加班日?|上班日?)(?:的)?{_END}",
            _days(is_workday=True),
        ),
        (rf"{_POLITE}{_SPAN}\s?{_ALL}(?:都|要|一起)*{_FREE}(?:一天)?{_END}", _days(is_workday=False)),
        (rf"{_POLITE}{_ALL}\s?{_SPAN}(?:都|要|一起)*{_FREE}(?:一天)?{_END}", _days(is_workday=False)),
        (
            rf"{_POLITE}(?:把|将)?(?:项目(?:日历)?(?:里|上)?的?)?{_SPAN}(?:设|定|改|排|标)(?:为|成|作)*(?:休息日?|假日|放假|停工日?){_END}",
            _days(is_workday=False),
        ),
        (
            rf"{_POLITE}(?:给|为)?(?:当前|现在|目前)?(?:的)?(?:项目)?(?:计划)?(?:再)?(?:存|保存|拍|打|建|设|做|记|留|定|加)(?:一下|一?个|一?份|一?条|下)*(?:当前|现在|目前|新)?(?:的)?(?:项目)?(?:计划)?(?:的)?基线(?:快照)?"
            r"(?:[\s,:]*(?:叫做?|名叫|名为|命名为|名字叫?|名称是?|:|\s)[\s:]*(?P<title>[^,;。\n]{1,30}))?[。!]*$",
            _baseline,
        ),
        (
            rf"{_POLITE}(?:把|将)(?:当前|现在|目前)?(?:的)?(?:项目)?计划(?:存|保存|定|设|记|拍)(?:为|成|作)*(?:一个)?(?:新的?)?基线"
            r"(?:[\s,:]*(?:叫做?|名叫|名为|命名为|:|\s)[\s:]*(?P<title>[^,;。\n]{1,30}))?[。!]*$",
            _baseline,
        ),
    )
)
