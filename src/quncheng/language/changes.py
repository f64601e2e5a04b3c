"""Reads changes of the plan of one task: its date, owner, priority, length, name; its end; what it waits for."""

import math
import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from quncheng.language.intents import (
    CancelTask,
    ChangeTask,
    LinkTasks,
    PersonReference,
    Priority,
    TaskReference,
    UnlinkTasks,
)
from quncheng.language.marking import DURATION, MOMENT, NUMBER, PERSON, Marked
from quncheng.language.people import find_named
from quncheng.language.planning import PlanReader
from quncheng.language.references import clean_phrase, refer
from quncheng.language.situation import Situation

Change = ChangeTask | CancelTask | LinkTasks | UnlinkTasks

_POLITE = r"^(?:请|麻烦|帮我|帮忙|我想|我要|想|申请|能不能|可不可以|能否|可否|可以|能(?=[把将])|要不)*(?:把|将|给)?"
_ASK = r"(?:吗|吧|可以吗|行吗|好吗|行不行|好不好|可以不|哈|啊|呗|了)*[?]?$"
_WANT = r"(?:要|需要|得|想|申请|请|能不能|可不可以|能否|可以|可能|恐怕|估计|大概|应该|预计|会|再|必须|只能|都|也)*"
_DUE_IS = re.compile(r"(?:截止|交付|完成|到期)(?:日期|时间|日)(?:是|为|在|定)|(?i:ddl|deadline)\s?(?:是|为|在|定)")
_DUE_WORD = r"(?:的)?(?:计划)?(?:截止|交付|完成|到期|提交|上线)?(?:日期|时间|日|期限|ddl|DDL|deadline|due)?"
_MOVE = (
    "(?:延期|改期|延后|延迟|推迟|推后|往后(?:推|延|挪|拖)|顺延|延长|提前|往前(?:提|挪)|延|推|改|调整|调|挪|移|变更|变|提"
    "|定|设置|设|安排|截止|放)"
    r"(?:到|至|成|为|在|于)*(?:了)?"
)
_GIVE = r"(?:改|转|交|分|派|指派|分配|安排|移交|转交|重新分配|重新指派|让|换)(?:派|配)?(?:给|由|到|成)"
_DOES = r"(?:来)?(?:做|负责|跟进|处理|接手|接|搞|弄|写|干|完成|跟|盯)?(?:一下|吧|了)*"
_GIVEN_AWAY = "(?<![发寄送还讲说打推享报留借传卖付租绍供递拿带做写看问])"
_LATER = r"(?:晚|迟|推迟|推后|延后|延期|延迟|顺延|延长|拖|延|往后(?:推|延|挪|拖|顺))"
_EARLIER = r"(?:提前|提早|早|往前(?:提|挪|推))"
_DENIED = re.compile(
    "(?:别|不要|不用|不必|没有?|(?<![能可要行])不(?:能|想|会)?)(?:再|让|把|给|要)?"
    "[^,;。]{0,6}?(?:延[期后迟长到]|推迟|改[到成给为]|晚|取消|删|提前|换|调[整高低到])"
)
_NOT_GIVEN = re.compile(r"^(?:别|不要|不用|先别)|[了过]")
_PLURAL = re.compile(r"都|全部|一起")
_LISTED, _ALL = re.compile("、"), re.compile(r"、|(?<=\w)(?:和|跟|与|以及|还有)(?=\w)")
_FOREIGN = re.compile(f"{DURATION}|{PERSON}(?!的)|(?:让我|叫我|跟你|告诉)")
"""What no name of a task holds: a list item with an owner or a length, or somebody else's message."""

_SHORTEST_SHIFT = 0.5
"""Plans move by days; half an hour is no reason to move one by a whole day."""
_PRIORITIES = {
    **dict.fromkeys(("最高", "高", "紧急", "p0", "p1", "urgent", "high", "加急"), Priority.HIGH),
    **dict.fromkeys(("中", "普通", "正常", "一般", "p2", "medium"), Priority.MEDIUM),
    **dict.fromkeys(("最低", "低", "不急", "p3", "low"), Priority.LOW),
}
PRIORITY_WORD = r"最高|最低|紧急|普通|正常|一般|高|中|低|[pP][0-3]|(?i:urgent|high|medium|low)"


@dataclass(frozen=True, slots=True)
class ChangeReader:
    marked: Marked
    situation: Situation

    def read(self, text: str) -> tuple[Change, ...]:
        """The changes a clause asks for, one for each task it names."""
        of_plan = PlanReader(self.marked, self.situation).read(text)
        if isinstance(of_plan, ChangeTask | LinkTasks | UnlinkTasks):
            return _for_each_task(of_plan, is_plural=False)
        if _DENIED.search(text):
            return ()
        for pattern, build in _RULES:
            match = pattern.search(text)
            found = None if match is None else build(self, match)
            if found is not None:
                return _for_each_task(found, is_plural=_PLURAL.search(text) is not None)
        return ()

    def task(self, chunk: str) -> TaskReference | None:
        if _FOREIGN.search(clean_phrase(chunk)):
            return None
        return refer(chunk, self.marked, self.situation)

    def person(self, match: re.Match[str]) -> PersonReference | None:
        groups = match.groupdict()
        if groups.get("who"):
            return self.marked.person(groups["who"])
        return find_named(groups.get("name") or "", self.situation) if groups.get("name") else None


def _for_each_task(change: Change, *, is_plural: bool) -> tuple[Change, ...]:
    """把登录页、注册页都延到周五 changes two tasks; 登录页和注册页 only with 都, since titles hold 和 as well."""
    if isinstance(change, LinkTasks | UnlinkTasks):
        return (change,)
    phrases = [phrase.strip() for phrase in (_ALL if is_plural else _LISTED).split(change.task.phrase)]
    phrases = [phrase for phrase in phrases if phrase]
    if len(phrases) < 2:
        return (change,)
    return tuple(replace(change, task=TaskReference(phrase=phrase)) for phrase in phrases)


def _due(reader: ChangeReader, match: re.Match[str]) -> Change | None:
    task = reader.task(match["task"])
    return None if task is None else ChangeTask(task, due=reader.marked.moment(match["when"]))


def _due_said(reader: ChangeReader, match: re.Match[str]) -> Change | None:
    """海报截止日期是11月30号; the words belong to the day that was found."""
    is_said = _DUE_IS.match(reader.marked.moment(match["when"]).text)
    return _due(reader, match) if is_said else None


def _start(reader: ChangeReader, match: re.Match[str]) -> Change | None:
    if re.search(f"{DURATION}|{PERSON}(?!的)", match[0]):
        return None
    task = reader.task(match["task"] or match.groupdict().get("rest") or "")
    moment = reader.marked.moment(match["when"])
    if task is None or moment.on <= reader.situation.now.date():
        return None
    return ChangeTask(task, start=moment)


def _shift(sign: int) -> Callable[[ChangeReader, re.Match[str]], Change | None]:
    def build(reader: ChangeReader, match: re.Match[str]) -> Change | None:
        task = reader.task(match["task"])
        length = reader.marked.duration(match["by"])
        if task is None:
            return None
        reason = reader.marked.restore(match["why"] or "").strip()
        if length.workdays < _SHORTEST_SHIFT or length.alternatives:
            return ChangeTask(task, reason=reason, needs_date=True)
        return ChangeTask(task, shift_workdays=sign * math.ceil(length.workdays), reason=reason)

    return build


def _delay_unsaid(reader: ChangeReader, match: re.Match[str]) -> Change | None:
    task = reader.task(match["task"])
    return None if task is None else ChangeTask(task, needs_date=True)


def _assign(reader: ChangeReader, match: re.Match[str]) -> Change | None:
    if _NOT_GIVEN.search(match["task"]):
        return None
    person, task = reader.person(match), reader.task(match["task"])
    when = match.groupdict().get("when")
    due = reader.marked.moment(when) if when else None
    return None if person is None or task is None else ChangeTask(task, assignee=person, due=due)


def _number_and_slot(reader: ChangeReader, match: re.Match[str]) -> Change | None:
    person = reader.marked.person(match["who"]) if match["who"] else None
    if match["name"]:
        person = find_named(match["name"], reader.situation)
        if person is None:
            return None
    due = reader.marked.moment(match["when"]) if match["when"] else None
    if person is None and due is None:
        return None
    return ChangeTask(TaskReference(number=reader.marked.number(match["task"])), assignee=person, due=due)


def _duration(reader: ChangeReader, match: re.Match[str]) -> Change | None:
    task = reader.task(match["task"])
    length = reader.marked.duration(match["length"])
    if task is None or length.workdays <= 0:
        return None
    return ChangeTask(task, duration=length)


def _priority(reader: ChangeReader, match: re.Match[str]) -> Change | None:
    task = reader.task(match["task"])
    level = read_priority(match["level"])
    return None if task is None or level is None else ChangeTask(task, priority=level)


def _raise(level: Priority) -> Callable[[ChangeReader, re.Match[str]], Change | None]:
    def build(reader: ChangeReader, match: re.Match[str]) -> Change | None:
        task = reader.task(match["task"])
        return None if task is None else ChangeTask(task, priority=level)

    return build


def _rename(reader: ChangeReader, match: re.Match[str]) -> Change | None:
    task = reader.task(match["task"])
    title = reader.marked.restore(clean_phrase(match["title"]))
    return None if task is None or not title else ChangeTask(task, title=title)


def _cancel(reader: ChangeReader, match: re.Match[str]) -> Change | None:
    task = reader.task(match["task"])
    return None if task is None else CancelTask(task)


def _link(reader: ChangeReader, match: re.Match[str]) -> Change | None:
    first, second = clean_phrase(match["first"]), clean_phrase(match["second"])
    if not first or not second:
        return None
    predecessor, successor = reader.task(first), reader.task(second)
    if predecessor is None or successor is None or 1 in (len(predecessor.phrase), len(successor.phrase)):
        return None
    lag = match.groupdict().get("lag")
    days = math.ceil(reader.marked.duration(lag).workdays) if lag else 0
    return LinkTasks(predecessor, successor, lag_workdays=days)


def read_priority(word: str) -> Priority | None:
    return _PRIORITIES.get(word.lower())


_TASK = r"(?P<task>[^,;。]*?)"
_WHO = rf"(?:(?P<who>{PERSON})|(?P<name>[\u4e00-\u9fff]{{1,4}}|[A-Za-z][\w.]*))"
_PLAIN = rf"(?:(?!{PERSON}|{DURATION}|{MOMENT})[^,;。\n])+?"
_FIRST, _SECOND = f"(?P<first>{_PLAIN})", f"(?P<second>{_PLAIN})"
_WHY = r"(?:\s(?P<why>[^,;。?吗\ue000-\uf3ff]{2,30}?))?"
_FINISHED = r"(?:做|写|画|弄|搞|改|测|全部|都)?(?:完成|做完|结束|完|好|搞定|弄好|通过|确认|定下来|定稿?|出来)(?:了)?"

_RULES: tuple[tuple[re.Pattern[str], Callable[[ChangeReader, re.Match[str]], Change | None]], ...] = tuple(
    (re.compile(pattern), build)
    for pattern, build in (
        (
            (
                rf"^(?P<task>{NUMBER})\s*(?:给|转|派给?|由|让|归)?\s?(?:(?P<who>{PERSON})"
                r"|(?P<name>[\u4e00-\u9fff]{1,4}))?"
                rf"\s*(?P<when>{MOMENT})?$"
            ),
            _number_and_slot,
        ),
        (
            (
                f"^{_SECOND}(?:要|得|需要|应该|必须)?(?:在|(?:放|排|安排)[在到]){_FIRST}(?:{_FINISHED})?(?:之后|以后|后面"
                f"|后)(?P<lag>{DURATION})?"
                "(?:再)?(?:开始|做|进行|启动|开工)?$"
            ),
            _link,
        ),
        (
            (
                f"^{_SECOND}(?:要|得|需要|必须)?等{_FIRST}(?:{_FINISHED}|[干透凝养晾]+了?)(?:之后|以后|后)?(?:再|才能|才|就)?(?:开始|做"
                "|进行|启动|开工)+$"
            ),
            _link,
        ),
        (
            (
                rf"^(?:等|要等|先)?{_FIRST}{_FINISHED}(?:之后|以后|后)?,?\s?(?:才能|再|才|就可以|就)(?:能|可以)?"
                "(?:开始|启动|开工|动手)?(?:做|写|弄|搞"
                rf"|进行|开始)?\s?{_SECOND}$"
            ),
            _link,
        ),
        (rf"^{_SECOND}(?:要|得|需要|必须)等{_FIRST}(?:全部)?(?:完成|做完|结束)(?:之后|以后|后)?$", _link),
        (rf"^{_FIRST}(?:要|得|需要|必须)?(?:放|排|安排)?在{_SECOND}(?:之前|以前|前面)(?:开始|做|完成)?$", _link),
        (rf"^{_SECOND}(?:依赖于?|取决于|的前置(?:任务)?(?:是|为)){_FIRST}$", _link),
        (
            rf"{_POLITE}(?P<task>[^,;。\s]{{2,}}?)(?:的)?(?P<when>{MOMENT})$",
            _due_said,
        ),
        (rf"{_POLITE}{_TASK}{_DUE_WORD}{_WANT}{_MOVE}\s?(?P<when>{MOMENT})(?:再)?(?:开始|启动|开工){_ASK}", _start),
        (
            rf"{_POLITE}{_TASK}{_DUE_WORD}{_WANT}{_MOVE}\s?(?P<when>{MOMENT})(?:完成|交|提交|上线|交付|做完)?{_ASK}",
            _due,
        ),
        (
            (
                rf"^{_TASK}{_WANT}(?:从|自)?(?P<when>{MOMENT})\s?(?:再|才|才能|可以)*(?:开始|启动|开工|动手|着手)(?:做|写"
                "|弄|搞)?(?P<rest>[^,;。]*?)"
                "(?:吧|了)?$"
            ),
            _start,
        ),
        (
            (
                rf"{_POLITE}{_TASK}{_WANT}{_LATER}(?:个)?\s?(?P<by>{DURATION})(?:左右|完成|交|做完|才能?(?:好|给"
                "|交|完成|做完)|交付|上线"
                f"|时间)*{_WHY}{_ASK}"
            ),
            _shift(1),
        ),
        (
            (
                rf"{_POLITE}{_TASK}{_WANT}{_EARLIER}(?:个)?\s?(?P<by>{DURATION})(?:左右|完成|交|做完|交付|上线"
                f"|时间)*{_WHY}{_ASK}"
            ),
            _shift(-1),
        ),
        (
            (
                f"{_POLITE}{_TASK}(?:{_WANT}(?:延期|延后|推迟|延迟|延误|改期|晚点|晚一点|晚一些)(?:交|完成|上线|给)?"
                f"(?:了|一下|一些|一点)?){_ASK}"
            ),
            _delay_unsaid,
        ),
        (
            rf"{_POLITE}{_TASK}(?:的)?(?:工期|时长|周期)(?:{_MOVE}|(?:缩短|压缩|缩|减|加)[到至成]|是|为|:|要)*\s?(?P<length>{DURATION})(?:吧)?$",
            _duration,
        ),
        (
            rf"{_POLITE}{_TASK}(?:改|调整|调|变更|延长|缩短|压缩)(?:到|成|为|至)\s?(?P<length>{DURATION})(?:吧)?$",
            _duration,
        ),
        (
            (
                rf"{_POLITE}{_TASK}(?:的)?优先级?\s?(?:{_MOVE}|是|为|:|最)*\s?(?P<level>{PRIORITY_WORD})"
                "(?:优先级?|一点|一些|点|级)?"
                "(?:吧)?$"
            ),
            _priority,
        ),
        (
            rf"{_POLITE}{_TASK}(?:{_MOVE}|是|标(?:为|成|记为)|[拉提升]到)\s?(?P<level>{PRIORITY_WORD})(?:优先级?|优)(?:吧)?$",
            _priority,
        ),
        (rf"^(?P<task>{NUMBER})\s?(?P<level>{PRIORITY_WORD})(?:优先级?|优)?$", _priority),
        (rf"{_POLITE}{_TASK}(?:标(?:为|成|记为)|设(?:为|成)|列为)\s?(?P<level>紧急|普通|[高中低])$", _priority),
        (rf"{_POLITE}{_TASK}(?:是|改成|[设提定升算调标]为?[到成]?)?\s?(?P<level>[pP][0-3])$", _priority),
        (rf"{_POLITE}(?:提高|调高|提升|拉高|加急)(?:一下)?{_TASK}(?:的)?优先级?(?:吧)?$", _raise(Priority.HIGH)),
        (rf"{_POLITE}{_TASK}(?:提高|调高|提升|拉高)(?:一下)?优先级?(?:吧)?$", _raise(Priority.HIGH)),
        (rf"{_POLITE}{_TASK}(?:降低|调低|拉低)(?:一下)?优先级?(?:吧)?$", _raise(Priority.LOW)),
        (rf"{_POLITE}(?:降低|调低|拉低)(?:一下)?{_TASK}(?:的)?优先级?(?:吧)?$", _raise(Priority.LOW)),
        (
            (
                f"{_POLITE}{_TASK}(?:的)?优先级?(?:提高|调高|提升|拉高|往上提|提一提|提上来|提一?下|升一?下|升)(?:一下"
                "|一点|一些|点)?"
                "(?:吧)?$"
            ),
            _raise(Priority.HIGH),
        ),
        (
            rf"{_POLITE}{_TASK}(?:的)?优先级?(?:降低|调低|拉低|往下调|降一降|降下来|降一?下|降)(?:一下|一点|一些|点)?(?:吧)?$",
            _raise(Priority.LOW),
        ),
        (rf"{_POLITE}{_TASK}(?:要|得|需要)?(?:加急|很急|比较急|特急)(?:处理|一下)?(?:吧|了)?$", _raise(Priority.HIGH)),
        (rf"{_POLITE}{_TASK}(?:不(?:着)?急|别急|可以缓缓)(?:了)?$", _raise(Priority.LOW)),
        (
            rf"{_POLITE}{_TASK}(?:的)?(?:名字|标题|名称)?(?:改名|重命名|改名字|更名|改叫)(?:为|成|叫|:)*\s?(?P<title>.+)$",
            _rename,
        ),
        (rf"{_POLITE}{_TASK}(?:的)?(?:名字|标题|名称)(?:改|换)(?:为|成|叫)\s?(?P<title>.+)$", _rename),
        (
            (
                f"{_POLITE}{_TASK}(?:的)?(?:负责人|执行人|owner)(?:改|换|调整|变更|设)?(?:成|为|给|到|是|:)?"
                rf"\s?{_WHO}(?:吧)?$"
            ),
            _assign,
        ),
        (
            rf"{_POLITE}{_TASK}\s?(?:重新)?{_GIVE}\s?{_WHO}{_DOES}[\s,]*(?:(?P<when>{MOMENT})(?:完成|交)?)?{_ASK}",
            _assign,
        ),
        (rf"{_POLITE}{_TASK}由{PERSON}(?:改|换|转)(?:为|成|给|到)(?P<who>{PERSON}){_DOES}{_ASK}", _assign),
        (rf"{_POLITE}{_TASK}(?:转交|移交|交接|改派|指派|分派)(?P<who>{PERSON}){_DOES}{_ASK}", _assign),
        (rf"^(?:还是)?{_GIVE}\s?{_WHO}{_DOES}(?P<task>){_ASK}", _assign),
        (rf"^给(?P<who>{PERSON}){_DOES}(?P<task>)$", _assign),
        (
            rf"{_POLITE}(?P<task>[^,;。]{{2,}}?){_GIVEN_AWAY}(?:就|还是|都|先)*给\s?(?P<who>{PERSON}){_DOES}{_ASK}",
            _assign,
        ),
        (rf"{_POLITE}(?P<task>[^,;。]{{2,}}?){_GIVEN_AWAY}给\s?(?P<name>[\u4e00-\u9fff]{{2,3}})(?:吧)?$", _assign),
        (rf"{_POLITE}{_TASK}换(?P<who>{PERSON})(?:来)?{_ASK}", _assign),
        (
            (
                f"{_POLITE}{_TASK}(?:改)?(?:由|归|换|让|请|给)(?:(?P<who>{PERSON})"
                r"|(?P<name>[\u4e00-\u9fff]{2,3}?))(?:来)?(?:做"
                "|负责|跟进|处理|接手|接|搞|弄|写|画|拍|剪|改|测|完成)(?:吧|了)?$"
            ),
            _assign,
        ),
        (rf"^(?P<who>{PERSON})(?:来)?(?:接手|接管|接替)(?:做)?{_TASK}$", _assign),
        (
            rf"^{_TASK}(?:还是)?(?P<name>我)(?:来(?:负责|做|接手|接|弄|搞|跟|盯|写|处理)?|负责|做|接手|接|认领|领)(?:了|吧)?$",
            _assign,
        ),
        (rf"^(?P<name>我)(?:来)?(?:接手|认领|领|接|负责|来做)(?:了|一下)?{_TASK}(?:吧)?$", _assign),
        (rf"{_POLITE}(?:取消|砍掉|删掉|删除|去掉|作废|终止|关闭)(?:掉|了)?\s?(?P<task>[^,;。]+?)(?:吧|了)?$", _cancel),
        (rf"^(?P<task>{NUMBER})\s?(?:关闭|关掉|关了)$", _cancel),
        (r"^(?:不用|不需要|不必)(?:再)?(?:做|弄|搞|写)(?P<task>[^,;。]{2,30}?)了$", _cancel),
        (rf"{_POLITE}{_TASK}(?:不用|不需要|不必|不要)(?:再)?(?:做|弄|搞|写|继续)?(?:了|吧)+$", _cancel),
        (
            rf"{_POLITE}{_TASK}(?:先)?(?:取消|砍掉|砍了|删掉|删了|删除|作废|终止|去掉|不做|(?<!先)不[搞弄])(?:掉)?(?:了|吧)*$",
            _cancel,
        ),
    )
)
