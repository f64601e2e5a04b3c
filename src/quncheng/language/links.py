"""Finds what a new task waits for: 在视觉初稿之后, 等文案完成后, 依赖接口, 然后, 上线之前."""

import math
import re
from dataclasses import dataclass

from quncheng.language.intents import DraftLink, LinkDirection
from quncheng.language.marking import DURATION, SIGN, Marked

_FINISHED = r"(?:都|全部|全)?(?:做|写|画|弄|搞|改|测)?(?:完成|做完|结束|完|搞定|弄好|定稿|通过|确认|交付|上线)?(?:了)?"
_THEN = r"(?:就|再|才|才能|马上|立刻)*(?:能|可以)?(?:开始|启动|开工|进行|做|接着做)?"
_NAMES = r"(?P<names>[^,;。()\n\ue000-\ue7ff\uec00-\uefff]{1,60}?)"
_AFTER = re.compile(
    "|".join(
        (
            (
                rf"(?:要|需要?|得|必须|应该)?(?:排|放|安排)?(?:在|等|等到|待|接(?!口)|跟在)\s?{_NAMES}{_FINISHED}"
                "(?:之后|以后|后面|后)(?![端台续期])"
                rf"(?P<lag>{DURATION})?{_THEN}"
            ),
            (
                rf"(?:要|需要?|得|必须)?(?:等|待)\s?{_NAMES.replace('names', 'waited')}(?:都|全部)?(?:做完|完成|结束"
                f"|搞定|弄好)(?:了)?{_THEN}"
            ),
            r"(?:依赖于?|取决于|前置(?:任务)?(?:是|为|:)?)\s?(?P<needed>[^,;。()\n]{1,60})",
        )
    )
)
_ENDS_AFTER = re.compile(rf"^{_NAMES}{_FINISHED}(?:之后|以后|后)(?P<lag>{DURATION})?{_THEN}$")
_TOKEN_AFTER = re.compile(
    rf"\s(?P<names>[^\s,;。()\ue000-\uf3ff]{{2,40}}?){_FINISHED}(?:之后|以后|后)(?P<lag>{DURATION})?{_THEN}(?=\s*$|\s{SIGN})"
)
_ENDS_BEFORE = re.compile(
    rf"(?:要|需要?|得|必须)?(?:排|放)?在\s?{_NAMES}(?:开始|启动|做)?(?:之前|以前|前)(?:完成|做完|做|结束)?$"
)
_SEQUENCE = re.compile(
    "^(?:然后|接着|再然后|其次|最后|之后|随后|接下来|完成后|做完后|完了之后|再|下一步)(?:是|再|做|进行|由)?"
    r"[\s,:]*(?=.)"
)
_FIRST = re.compile(r"^(?:首先|先|第一步)(?:是|由|做)?[\s,:]*")
_ALL_BEFORE = re.compile(
    r"(?:以上|前面|上面|前两个|前三个|这些|这几个|它们|两个|两者|三个)(?:的)?(?:任务)?(?:都|全部|全)?"
)


@dataclass(frozen=True, slots=True)
class SaidLink:
    names: str
    """What was named; empty for the draft before, ``*`` for all before."""
    direction: LinkDirection = LinkDirection.AFTER
    lag_workdays: int = 0


def take_links(text: str, marked: Marked) -> tuple[str, tuple[SaidLink, ...]]:
    """The text without its words of order, and the links they say."""
    rest, links = text, list[SaidLink]()
    sequence = _SEQUENCE.match(rest)
    if sequence is not None:
        links.append(SaidLink(""))
        rest = rest[sequence.end() :]
    rest = _FIRST.sub("", rest)
    match = _AFTER.search(rest)
    if match is not None:
        names = match["names"] or match["waited"] or match["needed"]
        links.append(SaidLink(_names(names), lag_workdays=_lag(match["lag"], marked)))
        return rest[: match.start()] + " " + rest[match.end() :], tuple(links)
    token = _TOKEN_AFTER.search(rest)
    if token is not None:
        links.append(SaidLink(_names(token["names"]), lag_workdays=_lag(token["lag"], marked)))
        return rest[: token.start()] + rest[token.end() :], tuple(links)
    before = _ENDS_BEFORE.search(rest)
    if before is not None:
        links.append(SaidLink(_names(before["names"]), LinkDirection.BEFORE))
        return rest[: before.start()], tuple(links)
    return rest, tuple(links)


def read_pure_link(text: str, marked: Marked) -> SaidLink | None:
    """A bracket or clause that says nothing but the order: 视觉初稿之后, 依赖接口."""
    rest, links = take_links(text.strip(), marked)
    if links and not rest.strip(" ,开始做进行再"):
        return links[0]
    match = _ENDS_AFTER.match(text.strip())
    return None if match is None else SaidLink(_names(match["names"]), lag_workdays=_lag(match["lag"], marked))


def _names(said: str) -> str:
    return "*" if _ALL_BEFORE.fullmatch(said.strip()) else said.strip()


def _lag(sign: str | None, marked: Marked) -> int:
    return math.ceil(marked.duration(sign).workdays) if sign else 0


def resolve(said: SaidLink, *, earlier: tuple[str, ...], others: tuple[str, ...]) -> tuple[DraftLink, ...]:
    """The links with the names of drafts filled in; two names joined by 和 are two links when both are drafts."""
    if said.names == "*":
        return tuple(DraftLink(title, said.direction, said.lag_workdays) for title in earlier)
    if not said.names:
        return tuple(DraftLink(title, said.direction, said.lag_workdays) for title in earlier[-1:])
    parts = [part.strip() for part in re.split(r"[、&+]|和|与|跟|以及", said.names) if part.strip()]
    is_joined = "、" in said.names or all(any(part in title for title in others) for part in parts)
    if len(parts) < 2 or said.names in others or not is_joined:
        parts = [said.names]
    return tuple(DraftLink(part, said.direction, said.lag_workdays) for part in parts)
