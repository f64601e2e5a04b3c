"""Ranks what exists for the words that name it: which task is 文案, and whether that is certain enough to act.

The rule: an exact title is certain; otherwise the best match is certain when it is good and clearly better than
the second; several good ones are a question; nothing good is none.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from rapidfuzz import fuzz

from quncheng.language.intents import PersonReference
from quncheng.language.normalising import HALF_WIDTH
from quncheng.language.people import match_people as match_people_by_name
from quncheng.language.pinyin import sounds_like
from quncheng.language.situation import KnownPerson
from quncheng.language.traditional import TO_SIMPLIFIED

CERTAIN = 0.72
"""From here on a single match is taken without a question."""
POSSIBLE = 0.45
"""From here on a match is worth offering."""
WORDY = 0.7
"""A title among words that are no part of a name (梦到登录页): asked about, however long the title."""
LEAD = 0.12
"""How much better than the second the best has to be."""
MOST_OFFERED = 5

_SYNONYMS = (
    ("文案", "内容撰写", "稿件", "稿子", "文字内容"),
    ("设计稿", "视觉稿", "视觉", "UI"),
    ("接口", "api", "后端接口"),
    ("登录", "登陆"),
    ("上线", "发布"),
    ("测试", "QA", "提测"),
    ("海报", "主视觉", "KV"),
    ("PPT", "幻灯片", "演示文稿"),
    ("需求文档", "PRD", "需求说明"),
    ("首页", "主页"),
    ("bug", "缺陷", "问题修复"),
    ("视频", "短片", "片子"),
    ("合同", "协议"),
    ("报价", "报价单"),
)
_NOISE = " \t\n,.;:!?、。()[]【】《》「」\"'“”-_/#@·"
_FOLDED = {mark: chr(half) if isinstance(half, int) else half for mark, half in HALF_WIDTH.items()}
_FOLD: dict[int, str] = {
    **TO_SIMPLIFIED,
    **{mark: "" if half in _NOISE else half for mark, half in _FOLDED.items()},
    **{ord(mark): "" for mark in _NOISE},
}
_MORE_OF_A_NAME = re.compile(
    r".?|[\w.]?(?:前端|后端|移动端?|手机端?|网页|新版|旧版|整个|全部|部分|模块|功能|页面|开发|设计|制作|编写|撰写|方案|文档"
    "|环节|阶段|工作|进度|项目|内容|版本?|初稿|终稿|一期|二期|那块|这块|需求){1,2}.?"
)
_LONGEST_FILLERS = 6
_FILLERS = ("任务", "那个", "这个", "工作", "事情", "的")


@dataclass(frozen=True, slots=True)
class TitleMatch:
    id: str
    score: float
    """From 0 to 1."""
    is_exact: bool = False


class Certainty(StrEnum):
    CERTAIN = "certain"
    AMBIGUOUS = "ambiguous"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Choice:
    certainty: Certainty
    matches: tuple[TitleMatch, ...] = ()
    """The one that is certain, or those to offer, best first."""


def rank_titles(phrase: str, titles: Sequence[tuple[str, str]]) -> tuple[TitleMatch, ...]:
    """Every title (id, title) that the phrase may mean, best first; equally good ones keep their order."""
    said = _fold(phrase)
    if not said:
        return ()
    folded = [(task_id, title.translate(_FOLD).casefold()) for task_id, title in titles]
    found = _rank(said, folded)
    if not found or found[0].score < CERTAIN:
        # Sounds are compared only when the characters did not settle it: it is the slow part.
        heard = {match.id: match for match in _rank_sounds(said, folded)}
        found = [max(match, heard.pop(match.id, match), key=lambda one: one.score) for match in found]
        found += heard.values()
    return tuple(sorted(found, key=lambda match: (not match.is_exact, -match.score)))


def _rank(said: str, folded: Sequence[tuple[str, str]]) -> list[TitleMatch]:
    variants = _variants(said)
    characters = {mark for variant, _ in variants for mark in variant}
    found: list[TitleMatch] = []
    for task_id, title in folded:
        if characters.isdisjoint(title):
            continue
        if said == title or (len(title) < len(said) + _LONGEST_FILLERS and said == _bare(title)):
            found.append(TitleMatch(task_id, 1.0, is_exact=True))
        else:
            score = max(_score(variant, title) * weight for variant, weight in variants)
            if score >= POSSIBLE:
                found.append(TitleMatch(task_id, round(score, 3)))
    return sorted(found, key=lambda match: (not match.is_exact, -match.score))


def _rank_sounds(said: str, folded: Sequence[tuple[str, str]]) -> list[TitleMatch]:
    return [
        TitleMatch(task_id, round(0.7 + 0.15 * len(said) / len(title), 3))
        for task_id, title in folded
        if _sounds_within(said, title)
    ]


def choose(matches: Sequence[TitleMatch]) -> Choice:
    """Whether one of the ranked matches can be taken as meant, or the person must choose."""
    if not matches:
        return Choice(Certainty.NONE)
    exact = tuple(match for match in matches if match.is_exact)
    if len(exact) == 1:
        return Choice(Certainty.CERTAIN, exact)
    if exact:
        return Choice(Certainty.AMBIGUOUS, exact[:MOST_OFFERED])
    best = matches[0]
    second = matches[1].score if len(matches) > 1 else 0.0
    if best.score >= CERTAIN and best.score - second >= LEAD:
        return Choice(Certainty.CERTAIN, (best,))
    return Choice(Certainty.AMBIGUOUS, tuple(matches[:MOST_OFFERED]))


def match_people(name: str, people: Sequence[KnownPerson]) -> PersonReference:
    """Who is meant: exact names first, then parts and titles (小韩, 陈总), then names that sound alike."""
    return match_people_by_name(name, people)


def _fold(text: str) -> str:
    return _bare(text.translate(_FOLD).casefold())


def _bare(folded: str) -> str:
    for filler in _FILLERS:
        if filler in folded:
            folded = folded.replace(filler, "") or folded
    return folded


def _variants(said: str) -> tuple[tuple[str, float], ...]:
    """The phrase, and the phrase with a word of it replaced by one that means the same."""
    variants = {said: 1.0}
    for group in _SYNONYMS:
        words = [word.casefold() for word in group]
        for word in words:
            if word in said:
                variants |= {said.replace(word, other): 0.9 for other in words if other not in said}
    return tuple(variants.items())


def _score(said: str, title: str) -> float:
    if said == title:
        return 0.98
    if said in title:
        # The end of a Chinese title is its head: 初稿 is 视觉初稿 rather than 初稿评审.
        share = len(said) / len(title)
        return (0.76 if title.endswith(said) else 0.72) + 0.2 * share if len(said) > 1 else 0.3 + 0.3 * share
    if title in said:
        if len(title) < 2:
            return 0.0
        is_name = _MORE_OF_A_NAME.fullmatch(said.replace(title, "", 1)) is not None
        return 0.72 + 0.2 * len(title) / len(said) if is_name else WORDY
    return _similarity(said, title)


def _similarity(said: str, title: str) -> float:
    whole = fuzz.ratio(said, title) / 100
    is_spread = _is_subsequence(said, title)
    spread = 0.62 + 0.2 * len(said) / len(title) if is_spread and len(said) > 2 else 0.0
    part = 0.6 * fuzz.partial_ratio(said, title) / 100 if len(said) > 2 and len(title) > 2 else 0.0
    return max(whole * 0.9, spread, part)


def _is_subsequence(said: str, title: str) -> bool:
    marks = iter(title)
    return all(mark in marks for mark in said)


def _sounds_within(said: str, title: str) -> bool:
    length = len(said)
    if not 2 <= length <= 12 or length > len(title):
        return False
    return any(sounds_like(said, title[start : start + length]) for start in range(len(title) - length + 1))
