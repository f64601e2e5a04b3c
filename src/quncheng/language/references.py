"""Turns the words left of a verb into the task they name."""

import re

from quncheng.language.intents import TaskReference
from quncheng.language.marking import MOMENT, NUMBER, PERSON, SIGN, Marked
from quncheng.language.numbers import read_whole
from quncheng.language.people import match_people
from quncheng.language.situation import Situation

LONGEST_PHRASE = 40

_BEFORE = re.compile(
    rf"^(?:[\s,;:。、!~\-]|哈+|嘿+|呃+|就(?=把)|终于|剩下的?|剩余的?|其余的?|查一?下|看一?下|看看|{PERSON}的|{PERSON}"
    "|我们?(?:这边|这里|这儿|这|那边|自己)?(?:负责的"
    "|手上的|手头的|的)?|目前|现在|今天的?|另外|还有|然后|其中|关于|至于"
    "|对了|报告(?:一下)?:?|汇报(?:一下)?:?|同步(?:一下|下)?:?|更新(?:一下|下)?:?|进展:|进度:|进展 |把|将|给"
    "|就是|加上|而且|不过|但是?|以及|顺便|那个"
    "|任务(?=[^书])|刚刚|刚才|今早|的|请|麻烦|帮我|帮忙|最近|暂时|你好|您好|大家好|嗯|哦|额|各位)+"
)
_AFTER = re.compile(
    r"(?:[\s,;:。、!~\-]|已经|已|只|(?:遇到|碰到|出)了?[点些]?问题|这[个件]?事情?|(?<![成首])都|也|还|就|又|刚|(?<!人)才|的|了|应该|可能|大概|估计|预计"
    "|(?<![周例晨年月早晚审商展博大布协开聚事学])会|(?<![纪摘概必重主提纲])要"
    r"|(?<![功性智才职效可技节动])能|(?<![心所])得|可以|进度|进展|目前|现在|这块儿?|那块儿?|这边|那边|这个|任务"
    "|呢|方面|本来|原本|原计划|的话|暂时|(?<!优)先|再|一直|正在|(?<![修校矫])正|今天|算是|这项|这一?块|那个|啊|呀"
    "|吧|是|我)+$"
)
_LAST_MOMENT = re.compile(rf"(?<=\S)\s?{MOMENT}$")
_OWNED = re.compile(r"([\u4e00-\u9fff]{2,3})的(?=\S)")
_POINTING = re.compile(r"(?:这|那|该|此)(?:个|条|项|件)?(?:任务|事情?|活儿?)?|它|上面(?:的|那个)?|引用的(?:那个)?")
_POSITION = re.compile(r"第([一二三四五六七八九十\d]{1,2})(?:个|条|项)(?:任务)?")
_ALL = re.compile(r"[、]|(?<=[\u4e00-\u9fff\w])(?:和|跟|与|以及|还有)(?=[\u4e00-\u9fff\w])")


def clean_phrase(text: str) -> str:
    """The words that name the task, without those that only lead to it."""
    found = text.strip()
    while True:
        shorter = _BEFORE.sub("", found)
        shorter = _AFTER.sub("", shorter)
        if shorter == found:
            return _unquoted(found)
        found = shorter


def _unquoted(text: str) -> str:
    if len(text) > 2 and text[0] in "《「\"'[(" and text[-1] in "》」\"'])":
        return text[1:-1].strip()
    return text.strip("\"'")


def refer(chunk: str, marked: Marked, situation: Situation) -> TaskReference | None:
    """The task the words name; None when they are too many to be a name."""
    number = re.search(NUMBER, chunk)
    if number is not None:
        return TaskReference(number=marked.number(number[0]))
    phrase = _LAST_MOMENT.sub("", clean_phrase(chunk))
    if not phrase or _POINTING.fullmatch(phrase) or re.fullmatch(rf"(?:{SIGN}|\s)+", phrase):
        return unnamed(situation)
    position = _POSITION.fullmatch(phrase)
    if position is not None:
        return TaskReference(position=read_whole(position[1]))
    restored = _without_owner(marked.restore(phrase).strip(), situation)
    return TaskReference(phrase=restored) if len(restored) <= LONGEST_PHRASE else None


def _without_owner(phrase: str, situation: Situation) -> str:
    """李磊的登录页, when no 李磊 but a 李雷 is in the project."""
    owner = _OWNED.match(phrase)
    if owner is not None and match_people(owner[1], situation.people).candidate_ids:
        return phrase[owner.end() :]
    return phrase


def unnamed(situation: Situation) -> TaskReference:
    """The task of the quoted message, or the one everybody talks about."""
    return TaskReference(is_quoted=True) if situation.quote else TaskReference(is_implied=True)


def refer_all(chunk: str, marked: Marked, situation: Situation, *, is_plural: bool) -> tuple[TaskReference, ...] | None:
    """登录页、接口 are two tasks; 登录页和接口 only when 都 follows, since titles hold 和 as well."""
    phrase = clean_phrase(chunk)
    known = any(task.title == marked.restore(phrase) for task in situation.tasks)
    if known or not ("、" in phrase or (is_plural and _ALL.search(phrase)) or len(re.findall(NUMBER, phrase)) > 1):
        one = refer(chunk, marked, situation)
        return None if one is None else (one,)
    parts = _ALL.split(phrase) if is_plural else re.split(r"[、]", phrase)
    if len(re.findall(NUMBER, phrase)) > 1:
        parts = re.findall(NUMBER, phrase)
    found = tuple(refer(part, marked, situation) for part in parts if part.strip())
    return tuple(one for one in found if one is not None) if all(found) else None
