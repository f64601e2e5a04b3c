"""Cuts a marked message into clauses, and settles what the speaker corrected within it."""

import re
from dataclasses import dataclass

from quncheng.language.marking import AMOUNT, DURATION, MOMENT, NUMBER, PERSON, Marked

_SEPARATORS = ",;。!\n，；"
_OPENING, _CLOSING = "([《「", ")]》」"
_OOPS = (
    "(?:哦|啊|呃|额|噢|等等|等下)?,?(?:不对|不是|错了|我?说错了?|写错了?|打错了?|更正(?:一下)?|纠正(?:一下)?|口误"
    "|哦不|啊不|不)"
)


@dataclass(frozen=True, slots=True)
class Clause:
    text: str
    separator: str = ""
    """The sign after it."""


def split_clauses(text: str, *, separators: str = _SEPARATORS) -> tuple[Clause, ...]:
    """The clauses in order; what stands in brackets stays together with what it explains."""
    clauses: list[Clause] = []
    start = depth = 0
    for position, mark in enumerate(text):
        if mark in _OPENING:
            depth += 1
        elif mark in _CLOSING:
            depth = max(0, depth - 1)
        elif mark in separators and (depth == 0 or mark == "\n"):
            clauses.append(Clause(text[start:position].strip(), mark))
            start, depth = position + 1, 0
    clauses.append(Clause(text[start:].strip()))
    return tuple(clause for clause in clauses if clause.text)


def _corrections() -> list[tuple[re.Pattern[str], str]]:
    rules: list[tuple[re.Pattern[str], str]] = []
    for kind in (MOMENT, AMOUNT, DURATION, PERSON):
        said = rf"(?P<first>{kind})(?P<rest>[^,;。\n]{{0,6}}?)[,;。、\s]*"
        rules.append(
            (
                re.compile(rf"{said}{_OOPS}[,;。、:\s]*(?:应该)?(?:是|改成|改为|给)?\s?(?P<second>{kind})"),
                r"\g<second>\g<rest>",
            )
        )
        if kind is PERSON:
            rules.append((re.compile(rf"^不是{kind}[,、\s]*(?:而|应该)?是(?P<second>{kind})$"), r"改给\g<second>"))
        denied = rf"不是{kind}[^,;。\n不]{{0,4}}?[,、\s]*(?:而)?是(?P<second>{kind})"
        rules.append((re.compile(denied), r"\g<second>"))
        rules.append(
            (re.compile(rf"(?:不要|别|不用)给{kind}[,、\s]*(?:要|是|改)?给(?P<second>{kind})"), r"给\g<second>")
        )
    return rules


_CORRECTIONS = _corrections()
_QUOTED_SIGN = re.compile(rf"[「《\"'](?P<sign>{PERSON}|{NUMBER})[」》\"']")
_DENIED_CLAUSE = re.compile(
    r"(?:^|(?<=[,;。\n]))\s?我?不是(?:说)?[^,;。\n]{2,30}[,;。\n]\s?(?:而)?我?是(?:说)?(?=[^,;。\n]{2})"
)
_TOPIC = re.compile(
    r"(?:^|(?<=[,;。\n]))(?:那个|这个)?(?P<topic>[^,;。\n\ue000-\uf3ff]{2,12}?)(?:吧|呢|嘛|的话),"
    rf"(?=(?:现在|目前|已经|大概|应该|也|都|\s)*(?:差不多|快|还没|没|做|完|搞|卡|{AMOUNT}|{DURATION}|{MOMENT}))"
    rf"|(?:^|(?<=[;。\n]))(?P<bare>[^,;。\n\s了\ue000-\uf3ff]{{2,12}}(?<![完好到])),(?=(?:目前|现在|进度|大概|\s)*{AMOUNT})"
)
"""登录页吧,差不多八成了 and 登录页,80%: what the next clause is about."""
_NEW_HANDS = (
    re.compile(
        rf"(?:这个?活儿?)?换(?:个|一个)?人(?:来?[做弄]|负责)?(?:吧|了)*[,;。\s]+(?:还是|就|那)*(?:改|换|给|让|由|交)+(?:成)?\s?(?P<who>{PERSON})"
    ),
    re.compile(
        rf"先?(?:不用?|别)(?:再)?[给用让要]?{PERSON}(?:[做弄])?(?:了|吧)*[,;。\s]+(?:还是|就|那)*(?:改|换|给|让|由|交)+(?:成)?\s?(?P<who>{PERSON})"
    ),
    re.compile(
        rf"我(?:[做弄搞]不(?:了|完|过来)|不(?:做|跟|弄|接|管|负责))了?[,;。\s]+(?:还是|就|那|先)*(?:改|换|给|让|由|交)+(?:成)?\s?(?P<who>{PERSON})"
    ),
)
"""Whose hands a task leaves, and in the next clause whose it gets into."""


def settle_corrections(marked: Marked) -> Marked:
    """周四,不对,周五 becomes 周五; 不是李雷是韩梅梅 becomes 韩梅梅."""
    text = marked.text
    for pattern, kept in _CORRECTIONS:
        text = pattern.sub(kept, text)
    text = _TOPIC.sub(lambda match: match["topic"] or match["bare"], text)
    text = _DENIED_CLAUSE.sub("", _QUOTED_SIGN.sub(r"\g<sign>", text))
    for pattern in _NEW_HANDS:
        text = pattern.sub(r"给\g<who>", text)
    return Marked(text, marked.found, marked.source)
