"""Reads questions about the plan: why, what if, the critical path, the load, the end, milestones, the baseline."""

import re
from datetime import date, timedelta

from quncheng.engine.calendar import WorkCalendar
from quncheng.language.changes import ChangeReader
from quncheng.language.intents import (
    AskQuestion,
    ChangeTask,
    LinkTasks,
    PersonReference,
    QuestionKind,
    TakeLeave,
    WhatIf,
)
from quncheng.language.marking import MOMENT, NUMBER, Marked, mark
from quncheng.language.planning import PlanReader
from quncheng.language.references import clean_phrase, refer
from quncheng.language.situation import Situation

LONGEST_WHAT_IF = 60
_LEAD = (
    "(?>请|帮我|帮忙|给我|麻烦|查询|查一?下|查看|看一?下|看看|看|清单|列表|列一?下|列出|列|显示|展示|告诉我|我?想看|我?想知道|问一?下"
    "|请问|想问|来一?[个张份]|发一?[下个张份]|发我|打开|生成|画一?[个张份]?|出一?[个张份]|现在|目前|当前|咱们|我们|项目|群里|的|整个"
    r"|有|是|都|哪些|哪几个|什么|啥|几个|多少|一共|还|呢|吗|么|啊|呀|吧|了|上|里|情况|一览|任务|在哪里?|[?？。!,\s])*"
)
_CHART = "(?:甘特图?|横道图|[Gg]antt图?|进度图|计划图)"
_WEEK = r"(?:(?:下下|下|本|这|这个|下个|上)(?:个)?(?:周|星期|礼拜))"
_MONTH = r"(?:本月|这个?月|当月|下个?月)"
_TAIL = r"(?:呢|啊|呀|吗|了)*[?？]?$"
_WHY = tuple(
    re.compile(pattern)
    for pattern in (
        rf"^(?:为什么|为啥|为何)(?P<task>[^,;。?？]{{1,30}}?)(?:要|得|会|是|只能|才)*(?:从|在|到|等到|排到|排在|安排在|放在)*\s?{MOMENT}\s?"
        rf"(?:才|再|就|能|可以)*(?:开始|启动|开工|做|动工|完成|结束|交付|上线|做完)?(?:的)?{_TAIL}",
        rf"^(?P<task>[^,;。?？]{{1,30}}?)(?:为什么|为啥|为何|怎么)(?:要|得|会|是|只能|才)*(?:从|在|到|等到|排到|排在|安排在|放在)*\s?{MOMENT}\s?"
        rf"(?:才|再|就|能|可以)*(?:开始|启动|开工|做|动工|完成|结束|交付|上线|做完)?(?:的)?{_TAIL}",
        rf"^(?:为什么|为啥|为何)(?P<task>[^,;。?？]{{1,30}}?)(?:要|会)*(?:排|安排|计划|放)(?:得|在|到)?(?:这么|那么|这个|那)(?:晚|后面?|久|时候|天)*{_TAIL}",
        rf"^(?P<task>[^,;。?？]{{1,30}}?)(?:为什么|为啥|为何)(?:要|会)*(?:排|安排|计划|放)(?:得|在|到)?(?:这么|那么|这个|那)(?:晚|后面?|久|时候|天)*{_TAIL}",
        rf"^(?P<task>[^,;。?？]{{1,30}}?)的?(?:日期|开始时间|时间|开始日期)是怎么(?:来|算|定|排)(?:出来)?的{_TAIL}",
        rf"^(?P<task>[^,;。?？]{{1,30}}?)(?:在|到底)?等(?:的是)?(?:什么|谁|哪些|啥)(?:任务)?{_TAIL}",
    )
)
_FIXED: tuple[tuple[re.Pattern[str], QuestionKind], ...] = tuple(
    (re.compile(pattern), kind)
    for pattern, kind in (
        (rf"{_LEAD}关键(?:路径|路线|线路|任务)的?(?:{_CHART}|图){_LEAD}", QuestionKind.CRITICAL_GANTT),
        (rf"{_LEAD}{_CHART}(?:的)?关键路径{_LEAD}", QuestionKind.CRITICAL_GANTT),
        (rf"{_LEAD}(?:关键(?:路径|路线|线路|任务)|(?i:critical path)|CPM){_LEAD}", QuestionKind.CRITICAL_PATH),
        (
            r"(?:哪些|什么|哪个|哪几项)任务(?:是)?(?:最关键|关键|不能(?:延|晚|拖)|一天都不能拖)(?:的)?[?？]?",
            QuestionKind.CRITICAL_PATH,
        ),
        (
            rf"{_LEAD}(?:整个|我们|这个|咱们)?(?:项目)(?:大概|预计|到底|现在|目前|最终|究竟|估计)*(?:会|要|得)?(?:什么时候|啥时候|何时|几号|哪天)(?:才|能|可以|会|要)*"
            rf"(?:完成|做完|结束|完工|收尾|完|交付){_TAIL}",
            QuestionKind.EXPECTED_END,
        ),
        (
            rf"{_LEAD}(?:整个|我们|这个|咱们)?项目(?:到底|现在|还)?(?:会不会|能不能|会|能|可以|是不是会)(?:按时|如期|准时|按期|按计划)?(?:完成|做完|结束|交付|延期|延误|拖期){_TAIL}",
            QuestionKind.EXPECTED_END,
        ),
        (
            rf"{_LEAD}(?:项目)?(?:的)?(?:预计|预期|最终)(?:的)?(?:完成|结束|完工)(?:时间|日期|日){_LEAD}",
            QuestionKind.EXPECTED_END,
        ),
        (rf"{_LEAD}里程碑(?:都)?(?:什么时候|几号|进度|计划|怎么样)?{_LEAD}", QuestionKind.MILESTONES),
        (
            rf"{_LEAD}(?:和|跟|与|同|对比|比|相比|相对)(?:上一?[个版]|最[新近]的?|原来的?|最初的?|第[一二三四五六七八九十\d]+版的?)?(?:的)?基线(?:相?比|对比|比较|差|晚|慢)?"
            rf"(?:起来)?(?:了)?(?:怎么?样|如何|咋样|差(?:多少|几天)|晚(?:了)?(?:多少|几天)|(?:偏差|差距)?(?:有)?(?:多少|多大)|几天)?{_TAIL}",
            QuestionKind.VARIANCE,
        ),
        (
            rf"{_LEAD}(?:(?:计划|项目|进度|基线)(?:的)?)?(?:偏差(?!值)|基线对比|基线偏差|基线比较)(?:怎么?样|如何|多少|多大)?{_LEAD}",
            QuestionKind.VARIANCE,
        ),
    )
)
_WHEN = rf"(?:{MOMENT}|{_WEEK}|{_MONTH}|最近|近期|现在|目前|接下来|这两周|今天|明天)"
_LOAD = tuple(
    re.compile(pattern)
    for pattern in (
        rf"^(?:请问|看看|看一?下|查一?下)?{_WHEN}?(?:谁|哪个人|哪位|哪些人)(?:在|是|的)?{_WHEN}*(?:的)?(?:最忙|忙不过来|超载|超负荷|排满|排得最满|过载|(?:任务|活|工作)(?:量)?最[多大重]"
        rf"|负[荷载]最[高大重]|最闲|比较闲|最空闲?|有空|有时间|不忙)(?:的)?{_TAIL}",
        rf"^(?:请问|看看|看一?下|查一?下|看)?{_WHEN}?(?:大家|团队|人员|成员|各人|每个人)?(?:的)?{_WHEN}?(?:的)?(?:负荷|负载|工作量|忙闲)(?:情况|分布|图|表|怎么?样|如何|安排)?{_TAIL}",
        rf"^(?:请问)?{_WHEN}?(?:大家|团队){_WHEN}?(?:都)?(?:忙不忙|忙吗|排得怎么样){_TAIL}",
        rf"^(?:请问|看看|看一?下|查一?下)?{_WHEN}?(?:有没有|有)?(?:人|谁)(?:会)?(?:超载|超负荷|过载|忙不过来){_TAIL}",
    )
)
_IF = "(?:如果|要是|假如|假设|万一|若是|若|倘若)"
_ASKS = (
    r"(?:的话|了|呢|,|\s)*(?:那|那么)?(?:项目|计划|整体|后面|对(?:计划|项目|后面|整体))?(?:会|要|的)?(?:怎么?样|如何|咋样|怎么办才好|有(?:什么|啥|哪些|多大)影响"
    r"|影响(?:大吗|大不大|多大|有多大|什么|谁|哪些任务?|到谁|到什么|到哪些任务?)|晚(?:几天|多少|多久)|延(?:几天|多久)|什么(?:后果|结果)|来得及吗|行吗|可行吗|延期吗)(?:呢|啊)?[?？]*$"
)
_WHAT_IF = re.compile(
    rf"^(?:请问|帮我?看一?下|看看|看一?下|试算一?下|算一?下|模拟一?下|[\s,])*{_IF}(?P<inner>.{{2,44}}?){_ASKS}"
)
_TRY = re.compile(
    rf"^(?:请|帮我?)?(?:试算|模拟|推演|算|预演)(?:一下|下)?[\s,:]*{_IF}?(?P<inner>[^\s,:].{{2,44}}?)(?:{_ASKS}|[。!]*$)"
)
_AND_THEN = re.compile(rf"^(?P<inner>[^?？]{{3,40}}?){_ASKS}")


def read_what_if(source: str, situation: Situation, calendar: WorkCalendar) -> WhatIf | None:
    """如果初稿晚两天会怎样: asked, so nothing is changed."""
    if len(source) > LONGEST_WHAT_IF:
        return None
    for pattern in (_WHAT_IF, _TRY, _AND_THEN):
        match = pattern.search(source)
        # Marked on its own: 两天 is a length, 两天会 is a conference.
        found = None if match is None else _wish(mark(match["inner"].strip(" ,的"), situation, calendar), situation)
        if found is not None:
            return found
    return None


def _wish(marked: Marked, situation: Situation) -> WhatIf | None:
    said = PlanReader(marked, situation).read(marked.text)
    if said is None:
        changes = ChangeReader(marked, situation).read(marked.text)
        said = changes[0] if len(changes) == 1 else None
    match said:
        case ChangeTask():
            is_dated = any((said.due, said.start, said.duration, said.shift_workdays, said.assignee, said.constraint))
            return WhatIf(change=said) if is_dated or said.is_manual is not None else None
        case LinkTasks():
            return WhatIf(link=said)
        case TakeLeave():
            return WhatIf(leave=said)
        case _:
            return None


def read_plan_question(marked: Marked, situation: Situation, text: str) -> AskQuestion | None:
    """The question about the plan that a clause puts to the bot."""
    for pattern in _WHY:
        match = pattern.match(text)
        if match is not None and _names_task(match["task"]):
            return AskQuestion(QuestionKind.WHY, task=refer(match["task"], marked, situation))
    drawn = _read_chart(marked, situation, text)
    if drawn is not None:
        return drawn
    for pattern in _LOAD:
        if pattern.match(text):
            first, last = _days(marked.restore(text), situation.now.date())
            return AskQuestion(QuestionKind.LOAD, first_on=first, last_on=last)
    return next((AskQuestion(kind) for pattern, kind in _FIXED if pattern.fullmatch(text)), None)


def _names_task(said: str) -> bool:
    is_named = len(clean_phrase(said)) > 1 or re.search(NUMBER, said) is not None
    return is_named and not _NO_TASK.search(said)


_NO_TASK = re.compile("[你他她谁我]|大家|没|还|又|总|老是|一直")
_MY_CHART = re.compile(rf"{_LEAD}我(?:的|自己的|负责的)?(?:任务|工作)?的?{_CHART}{_LEAD}")
_SPAN_CHART = re.compile(rf"{_LEAD}(?P<span>{_MONTH}|{_WEEK})的?{_CHART}{_LEAD}")


def _read_chart(marked: Marked, situation: Situation, text: str) -> AskQuestion | None:
    if _MY_CHART.fullmatch(text):
        me = PersonReference("我", situation.speaker_id, is_speaker=True)
        return AskQuestion(QuestionKind.GANTT, person=me)
    source = marked.restore(text)
    if _SPAN_CHART.fullmatch(source):
        first, last = _days(source, situation.now.date())
        return AskQuestion(QuestionKind.GANTT, first_on=first, last_on=last)
    return None


def _days(source: str, today: date) -> tuple[date, date]:
    """The week or month that is named; this week, or from Friday on the next."""
    monday = today - timedelta(days=today.weekday())
    if "月" in source:
        first = today.replace(day=1)
        if re.search("下个?月", source):
            first = (first + timedelta(days=31)).replace(day=1)
        return first, (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    if re.search(r"下下", source):
        monday += timedelta(days=14)
    elif re.search(r"下个?(?:周|星期|礼拜)", source) or (
        not re.search(r"[本这]个?(?:周|星期|礼拜)", source) and today.weekday() > 3
    ):
        monday += timedelta(days=7)
    return monday, monday + timedelta(days=6)
