"""Reads questions to the bot: what is late, my tasks, how the project stands, what somebody is doing, the report."""

import re
from datetime import date, timedelta

from quncheng.language.intents import AskQuestion, QuestionKind
from quncheng.language.marking import MOMENT, NUMBER, PERSON, SIGN, Marked
from quncheng.language.people import find_named
from quncheng.language.plan_questions import read_plan_question
from quncheng.language.references import clean_phrase, refer, unnamed
from quncheng.language.situation import Situation

LONGEST_QUESTION = 40

_BAG = (
    "(?>请|帮我|帮忙|给我|麻烦|查询|查一?下|查|查看|看一?下|看看|看|列一?下|列出|列|显示|展示|告诉我"
    "|汇报一?下?|我?想看|我?想知道|问一?下|请问|想问|来一?[个张份]"
    "|发一?[下个张份]|发我|写一?[下个份]|一份|发出来|打开|生成|出一?[个张份]|"
    "现在|目前|当前|今天|今日|本周|这周|下周的?|这个?月|最近|咱们|我们|项目组|项目|群里|群|里面|里|中|所有"
    "|全部|整个|都|还|一共|总共|有没有|有|是|哪些|哪几个|哪个|什么|啥|多少"
    "|几个|几项|谁|的|任务|待办|事情|事|东西|活儿?|工作|"
    rf"了|吗|呢|么|啊|呀|吧|情况|清单|列表|一览|表|图|个|[?？。!,\s]|{MOMENT})*"
)
_ASKING = re.compile(r"[?？]|吗|呢$|么$|哪|什么|啥|谁|多少|几个|有没有|怎么样|怎样|如何|情况|清单|列表|咋样|^查|看")


def _bagged(core: str) -> re.Pattern[str]:
    return re.compile(f"{_BAG}(?:{core}){_BAG}")


_WORK = r"(?:任务|待办|工作|活儿?|事情?|todo|TODO)"
_MINE = re.compile(
    f"(?:{MOMENT})?(?:请|查一?下|查看|看一?下|看看|看|列出|列一下|列|给我看|发我)?(?:我(?:的|自己的|手上的?"
    "|手头的?|这边的?"
    "|名下的?|负责的|今天的|这周的|本周的)?|分给我的|派给我的"
    f"|指派给我的)(?:还有|都有|有|{MOMENT}|今天|本周|这周|现在|目前|接下来|还|要|该|的|未完成的?|没完成的?|没做完的?)*"
    f"(?:{_WORK}(?:有|是|都有|还有)?(?:哪些|什么|啥|多少|清单|列表|情况|呢|吗)*|(?:有|还有)?(?:哪些|什么|啥"
    "|多少|几个)(?:要做|该做|没做|没做完|没完成|要交"
    f"|要忙)?的?{_WORK}?(?:要做|没做|没做完|没完成|要交|呢|吗)*|(?:做|干|忙)(?:什么|啥|些什么|哪些)|(?:干嘛"
    "|干啥)|(?:还)?(?:没做完|没完成|未完成|没做|没交)的)[?？呢啊呀]*"
)
_PERSON_DOING = (
    rf"(?:请问|看看|看一?下|查一?下|问一?下)?(?:(?P<who>{PERSON})|(?P<name>[\u4e00-\u9fff]{{2,3}}?|[A-Za-z]+))"
    "(?:最近|现在|今天|这周"
    f"|本周|目前|手上|手头|那边|{MOMENT})*"
)
_PERSON = (
    re.compile(
        _PERSON_DOING
        + r"(?:都|还)?(?:在|要|得|需要|该)?(?:忙|做|干|搞|弄|负责)(?:些)?(?:什么|啥|嘛|哪些)"
        + r"(?:任务|事情?|活儿?|呢|啊)*[?？]?"
    ),
    re.compile(
        _PERSON_DOING + rf"(?:都|还)?(?:有)(?:些)?(?:哪些|什么|啥|多少|几个){_WORK}?(?:没做完|没完成|要做)?[?？]?"
    ),
    re.compile(
        _PERSON_DOING
        + rf"的(?:{_WORK}|进度|进展|情况|工作情况)(?:有|是)?(?:哪些|什么|怎么样|如何|列表|情况)?(?:了|呢)?[?？]?"
    ),
    re.compile(_PERSON_DOING + r"(?:忙不忙|忙吗|在干嘛|忙什么|怎么样了?|进度如何|进展如何|有空吗)(?:呢|啊)?[?？]?"),
)
_TASK_STATE = re.compile(
    "^(?![^,]*(?:别|不要|不用|停止))(?P<task>[^,;。?？]{1,40}?)(?:的)?(?:现在|目前|到底|大概|都)?(?:(?:怎么样"
    "|怎样|咋样|如何)(?:了|啦)?|(?:做"
    "|进行|进展|进度|推进|弄)?到(?:哪(?:儿|里|一?步)?|什么程度|多少)(?:了|啦)?|(?:什么|啥)(?:(?:情况|进度|进展|状态)(?:了|啦)?"
    "|时候(?:能|可以)?(?:完成|做完|好|交|上线|给|弄完"
    "|搞定|到期|截止|完|弄好|结束|出来|收尾)?)"
    "|负责人是谁|几号(?:能|可以)?(?:完成|做完|好|交|上线|到期|截止)|何时(?:能)?(?:完成|上线|交)|(?:进度|进展"
    "|情况|状态)(?:怎么样|如何|怎样|是什么|呢)?(?:了)?"
    "|(?:做完|搞完|装[完好]|修好|完成|好|搞定|写完|弄完|弄好|做好|上线|提交|交|画完|改完|测完)(?:了)?(?:吗|没有?|了没有?|没呢)"
    "|(?:开始|启动)了?(?:吗|没有?)|(?:是)?谁(?:在)?"
    "(?:做|负责|跟|弄|写)(?:的)?|卡在哪(?:里|儿)?(?:了)?|还要多久|还差多少|详情|延期了吗|能按时(?:完成|交)?吗"
    "|来得及吗)(?:呢|啊|呀)?[?？]?$"
)
_LOOK_AT = re.compile(
    rf"^(?:请|帮我)?(?:查一?下|查看|看一?下|看看|看|打开|查)?\s?(?P<task>{NUMBER})(?:的)?(?:任务|情况|进度|进展"
    "|详情|状态)?[?？]?$"
)
_WHO_DOES = re.compile(r"^谁(?:在|来)?(?:做|负责|跟进|跟|弄|写|处理)(?P<task>[^,;。?？]{2,30}?)(?:呢|啊|的)?[?？]?$")
_DUE_SOON = _bagged(r"(?:快|要|该|即将)*(?:到期|截止)|(?:要|该)(?:交付|提交|交|完成|上线)|临期")
_NEXT_WEEK = re.compile(r"下周|下个?星期|下礼拜")
_THIS_WEEK = re.compile(r"本周|这周|这个?星期|这个?礼拜")

_HOW_FAR = re.compile(r"(?:现在|目前)?(?:进度|进展|情况)(?:怎么样|如何|咋样|怎样|呢|到哪)?(?:了|啦|呢)?[?？]?")
_TOLD = re.compile(r"(?:又|已经|被)?(?:卡[住着]|受阻|阻塞|堵住|延期|延误)了")
"""What is told of one task, and asked of all only with a word that asks."""
NUMBER_SIGN = re.compile(NUMBER)

_FIXED: tuple[tuple[re.Pattern[str], QuestionKind], ...] = (
    (re.compile(rf"{_BAG}(?:甘特图?|横道图|gantt|Gantt){_BAG}"), QuestionKind.GANTT),
    (re.compile(rf"{_BAG}(?:上周的?|本周的?|这周的?)?(?:项目)?周报{_BAG}"), QuestionKind.WEEKLY_REPORT),
    (
        _bagged(r"逾期|超期|过期|拖期|延误|没按时完成|拖了|拖着|已经?逾期|到期(?:还)?(?:没|未)(?:做完|完成)|延期"),
        QuestionKind.OVERDUE,
    ),
    (_bagged(r"受阻|阻塞|被?卡住|卡着|被卡|遇到阻碍|堵住|有阻塞"), QuestionKind.BLOCKED),
    (
        _bagged(
            "未分配|没分配|没有分配|没人(?:负责|做|领|认领|管)|没有(?:人)?负责人?|无(?:人)?负责人?|没有人(?:负责"
            "|做|领)|待分配|无主"
        ),
        QuestionKind.UNASSIGNED,
    ),
    (
        re.compile(rf"{_BAG}(?:项目)?(?:成员|参与人|名单|(?:有)?哪些人|(?:都|一共)?有谁|组员|人员){_BAG}"),
        QuestionKind.MEMBERS,
    ),
    (re.compile(rf"{_BAG}(?:排期|计划|进度计划|项目计划|时间表|日程(?:安排)?){_BAG}"), QuestionKind.PLAN),
    (
        re.compile(
            f"{_BAG}(?:总体|整体|项目|整个项目|工程|总)?(?:的)?(?:进度|进展|概况|概览|总览|状态|状况)(?:怎么样|如何"
            f"|怎样|到哪)?{_BAG}"
        ),
        QuestionKind.PROJECT_PROGRESS,
    ),
    (
        re.compile(
            "(?:请问)?(?:现在|目前)(?:做)?到(?:哪(?:一步|儿|里)?|(?:什么|啥)(?:进度|程度|阶段))(?:了|啦)?[?？]?|(?:请问)?(?:现在|目前|咱们|我们)?(?:这个)?(?:整个)?项目(?:现在|目前|整体|大概|做)*(?:(?:什么|啥)时候能?(?:完成|做完|完|结束|上线|好|搞定|收尾|做好)|怎么样|如何|咋样|情况"
            "|到哪(?:一步|儿|里)?|(?:完成|做)了?多少|(?:什么|啥)(?:情况|进度))(?:了|啦|呢)?[?？]?"
        ),
        QuestionKind.PROJECT_PROGRESS,
    ),
    (
        re.compile(
            r"(?:现在|目前|整体|总体)?(?:进度|进展|(?<=体)(?:的)?情况)(?:怎么样|如何|咋样|怎样|到哪)(?:了|啦|呢|啊)?[?？]?"
        ),
        QuestionKind.PROJECT_PROGRESS,
    ),
)


def read_question(marked: Marked, situation: Situation, text: str) -> AskQuestion | None:
    """The question a clause puts to the bot."""
    if len(text) > LONGEST_QUESTION:
        return None
    if _MINE.fullmatch(text):
        return AskQuestion(QuestionKind.MY_TASKS)
    of_plan = read_plan_question(marked, situation, text)
    if of_plan is not None:
        return of_plan
    person = _read_person(marked, situation, text)
    if person is not None:
        return person
    soon = _read_due_soon(marked, situation, text)
    if soon is not None:
        return soon
    if situation.quote and _HOW_FAR.fullmatch(text):
        return AskQuestion(QuestionKind.TASK, task=unnamed(situation))
    for pattern, kind in () if _TOLD.fullmatch(text) else _FIXED:
        if pattern.fullmatch(text):
            return AskQuestion(kind)
    return _read_task(marked, situation, text)


def _read_person(marked: Marked, situation: Situation, text: str) -> AskQuestion | None:
    for pattern in _PERSON:
        match = pattern.fullmatch(text)
        if match is None:
            continue
        person = marked.person(match["who"]) if match["who"] else find_named(match["name"], situation)
        if person is not None:
            return AskQuestion(QuestionKind.PERSON_TASKS, person=person)
    return None


def _read_due_soon(marked: Marked, situation: Situation, text: str) -> AskQuestion | None:
    if not _DUE_SOON.fullmatch(text) or not (_ASKING.search(text) or len(text) <= 8):
        return None
    today = situation.now.date()
    first, last = today, today + timedelta(days=7)
    source = marked.restore(text)
    sign = re.search(MOMENT, text)
    if _NEXT_WEEK.search(source) or _THIS_WEEK.search(source):
        monday = today - timedelta(days=today.weekday()) + timedelta(days=7 if _NEXT_WEEK.search(source) else 0)
        first, last = max(today, monday), monday + timedelta(days=6)
    elif sign is not None:
        first, last = _days_of(marked, sign[0], today)
    return AskQuestion(QuestionKind.DUE_SOON, first_on=first, last_on=last)


def _days_of(marked: Marked, sign: str, today: date) -> tuple[date, date]:
    moment = marked.moment(sign)
    return (today if moment.is_deadline else moment.on), moment.on


def _read_task(marked: Marked, situation: Situation, text: str) -> AskQuestion | None:
    look = _LOOK_AT.match(text) or _WHO_DOES.match(text)
    if look is not None:
        return AskQuestion(QuestionKind.TASK, task=refer(look["task"], marked, situation))
    match = _TASK_STATE.match(text)
    if match is None:
        return None
    phrase = clean_phrase(match["task"])
    if not phrase or phrase in ("你", "他", "她", "大家", "你们", "饭", "天气"):
        return AskQuestion(QuestionKind.TASK, task=unnamed(situation)) if situation.quote and not phrase else None
    if re.match(r"[你他她]", phrase) or (
        re.fullmatch(rf"(?:{SIGN}|\s)+", phrase) and NUMBER_SIGN.search(phrase) is None
    ):
        return None
    return AskQuestion(QuestionKind.TASK, task=refer(match["task"], marked, situation))
