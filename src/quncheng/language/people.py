"""Finds people in a sentence: mentions, names, 老王 and 李总, and names heard wrongly."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from quncheng.language.intents import PersonReference
from quncheng.language.pinyin import sounds_exactly_like, sounds_like
from quncheng.language.situation import KnownPerson, Situation
from quncheng.language.traditional import TO_SIMPLIFIED

_SURNAMES = frozenset(
    "张王李赵刘陈杨黄吴徐孙朱胡郭何林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董潘袁蔡蒋余杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖贾韦傅"
    "邹熊孟秦阎薛侯雷龙郝孔邵毛戴顾夏万钱汤尹黎易常武乔贺赖龚文马"
)
_NOT_NAMES = frozenset(
    [
        "程序",
        "程序员",
        "马上",
        "任务",
        "钟头",
        "余额",
        "何时",
        "龙头",
        "雷达",
        "段落",
        "任意",
        "常规",
        "万一",
        "易用",
        "文案",
        "文档",
        "文件",
        "文字",
        "马力",
        "顾问",
        "常见",
        "夏季",
        "龙卷",
        "钱包",
        "林业",
        "黄色",
        "许可",
        "曾经",
        "易错",
        "文化",
        "文章",
        "文本",
        "万能",
        "常用",
        "常务",
        "夏令营",
        "汤料",
        "田野",
        "叶子",
        "毛利",
        "毛坯",
        "武器",
        "孔位",
        "戴尔",
        "苏宁",
        "余下",
        "余量",
        "余项",
        "何处",
        "何人",
        "任何",
        "任命",
        "胡乱",
        "董事会",
        "程控",
        "许多",
        "谢谢",
        "陈述",
        "陈列",
        "王者",
        "高级",
        "张贴",
        "张数",
        "梁柱",
        "唐装",
        "宋体",
        "方案",
        "钟表",
        "秦淮",
        "傅里叶",
        "毛刺",
        "顾客",
        "夏装",
        "万圣节",
    ]
)
_TITLES = r"(?:总监|总|工|哥|姐|经理|老师|主管|主任|导|队|老板)"
_MENTION = re.compile(r"@\s?([A-Za-z][\w.\-]{0,30}|[\u4e00-\u9fff·]{1,8}[\w]{0,8})")
_SURNAME = f"[{''.join(sorted(_SURNAMES))}]"
_FAMILIAR = re.compile(rf"(?:[小老阿]{_SURNAME}|{_SURNAME}[\u4e00-\u9fff]?{_TITLES})")
_NAME_LIKE = re.compile(r"[\u4e00-\u9fff]{2,3}$")
_EVERYBODY = frozenset({"所有人", "全体成员", "all", "大家", "全员"})
SPEAKER_WORDS = ("我自己", "本人", "我来", "我")


@dataclass(frozen=True, slots=True)
class FoundPerson:
    start: int
    end: int
    person: PersonReference


def match_people(name: str, people: Sequence[KnownPerson]) -> PersonReference:
    """Who is meant: the exact name first, then a part of one, then what sounds like one."""
    return _match(name, tuple(people))


@lru_cache(maxsize=4_096)
def _match(name: str, people: tuple[KnownPerson, ...]) -> PersonReference:
    said = name.strip().removeprefix("@").strip()
    folded = said.translate(TO_SIMPLIFIED)
    for is_exact, fits in (
        (True, _is_called),
        (False, _is_part_of),
        (False, _sounds_the_same),
        (False, _sounds_alike),
    ):
        ids = tuple(dict.fromkeys(person.member_id for person in people if fits(folded, person)))
        if ids:
            certain = ids[0] if len(ids) == 1 else None
            return PersonReference(said, certain, ids, is_exact=is_exact and certain is not None)
    return PersonReference(said, is_exact=False)


@lru_cache(maxsize=4_096)
def _names(person: KnownPerson) -> tuple[str, ...]:
    """As the rules read them: 陳建國 is 陈建国, like everything that is typed."""
    return tuple(name.translate(TO_SIMPLIFIED) for name in (person.name, *person.aliases) if name)


def _is_called(said: str, person: KnownPerson) -> bool:
    return any(said.casefold() == name.casefold() for name in _names(person))


def _is_part_of(said: str, person: KnownPerson) -> bool:
    """梅梅, 小李, 老王, 李总 and 小梅 for 韩梅梅."""
    titled = re.fullmatch(rf"([\u4e00-\u9fff]{{1,2}}){_TITLES}", said)
    core = titled[1] if titled else said
    for name in _names(person):
        if len(core) == 1 and titled and name.startswith(core):
            return True
        if len(core) >= 2 and len(name) > len(core) and (name.endswith(core) or name.startswith(core)):
            return True
        if len(core) == 2 and core[0] in "小老阿大" and core[1] in name:
            return True
    return False


def _sounds_the_same(said: str, person: KnownPerson) -> bool:
    return len(said) >= 2 and any(sounds_exactly_like(said, name) for name in _names(person))


def _sounds_alike(said: str, person: KnownPerson) -> bool:
    return len(said) >= 2 and any(sounds_like(said, name) for name in _names(person))


def find_people(text: str, situation: Situation) -> tuple[FoundPerson, ...]:
    """Mentions and full names of known people, in order."""
    names = _known_names(situation.people)
    found = list(_mentions(text, names, situation))
    taken = {position for person in found for position in range(person.start, person.end)}
    for name in names:
        start = text.find(name) if len(name) > 1 else -1
        while start >= 0:
            end = start + len(name)
            if taken.isdisjoint(range(start, end)):
                found.append(FoundPerson(start, end, as_reference(name, situation)))
                taken.update(range(start, end))
            start = text.find(name, end)
    return tuple(sorted(found, key=lambda person: person.start))


def as_reference(name: str, situation: Situation) -> PersonReference:
    """The person of a name, 我 included."""
    if name.strip() in SPEAKER_WORDS:
        return PersonReference(name.strip(), situation.speaker_id, (situation.speaker_id,), is_speaker=True)
    return match_people(name, situation.people)


@lru_cache(maxsize=256)
def _known_names(people: tuple[KnownPerson, ...]) -> tuple[str, ...]:
    """The longest first."""
    return tuple(sorted({name for person in people for name in _names(person)}, key=lambda name: (-len(name), name)))


def _mentions(text: str, names: Sequence[str], situation: Situation) -> Iterable[FoundPerson]:
    position = 0
    while (at := text.find("@", position)) >= 0:
        start = at + 1 + (text[at + 1 : at + 2] == " ")
        known = next((name for name in names if text.startswith(name, start)), None)
        match = _MENTION.match(text, at)
        if known is not None:
            end = start + len(known)
        elif match is not None and match[1] not in _EVERYBODY:
            end = match.start(1) + _unknown_name_length(match[1], situation)
        else:
            position = at + 1
            continue
        person = as_reference(text[start:end], situation)
        yield FoundPerson(at, end, person)
        position = end


def _unknown_name_length(text: str, situation: Situation) -> int:
    """Where a mentioned name that nobody is called by ends: what sounds like a member, then a Chinese full name."""
    for length in (4, 3, 2):
        candidate = text[:length]
        if len(candidate) == length and match_people(candidate, situation.people).candidate_ids:
            return length
    if text[0].isascii():
        return len(text)
    return len(text) if len(text) <= 4 else 3 if text[0] in _SURNAMES else 2


def looks_like_name(word: str) -> bool:
    """Whether a word of its own can only be a person's name, such as 张三."""
    return bool(_NAME_LIKE.match(word)) and word[0] in _SURNAMES and word not in _NOT_NAMES


def find_named(word: str, situation: Situation) -> PersonReference | None:
    """The person a separate word names: a member, somebody who sounds like one, or a stranger's full name."""
    if word in SPEAKER_WORDS:
        return as_reference(word, situation)
    if not re.fullmatch(r"@?[\u4e00-\u9fff]{2,4}|@?[A-Za-z][\w.]{1,20}", word):
        return None
    reference = match_people(word, situation.people)
    if reference.is_exact or (reference.candidate_ids and (looks_like_name(word) or _FAMILIAR.fullmatch(word))):
        return reference
    if reference.candidate_ids and len(word) >= 3:
        return reference
    if reference.member_id and any(sounds_exactly_like(word, name) for one in situation.people for name in _names(one)):
        return reference
    if reference.candidate_ids and any(word in _names(person)[0] for person in situation.people):
        return reference
    return PersonReference(word, is_exact=False) if looks_like_name(word) or _FAMILIAR.fullmatch(word) else None
