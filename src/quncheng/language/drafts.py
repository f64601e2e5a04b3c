"""Reads new tasks out of a message: one or many, with owners, lengths, dates, priority and what they wait for."""

import re
from dataclasses import dataclass, field, replace

from quncheng.engine.calendar import WorkCalendar
from quncheng.language.changes import PRIORITY_WORD, read_priority
from quncheng.language.intents import Duration, Moment, PersonReference, Priority, TaskDraft
from quncheng.language.links import SaidLink, read_pure_link, resolve, take_links
from quncheng.language.marking import DURATION, MOMENT, PERSON, SIGN, Marked, mark
from quncheng.language.people import find_named
from quncheng.language.situation import Situation
from quncheng.language.titles import LONGEST_QUOTED, clean_title, first_sentence, is_only_delivery, is_only_treatment

_BULLET = re.compile(
    r"(?:^|(?<=[\n;。:]))\s*(?:[-*•·●○▪]|\d{1,2}[.、)](?!\d)|[(]\d{1,2}[)]|[①-⑳]|[一二三四五六七八九十]{1,2}、)\s*"
)
_INLINE_NUMBER = re.compile(r"(?<=[\s;,。])\d{1,2}[.、)]\s?(?=[^\d\s])")
_PIECES = re.compile(r"[、;。,\n]")
_BRACKETS = re.compile(r"[(]([^()]*)[)]")
_RANGE = re.compile(rf"(?:从)?(?P<first>{MOMENT})\s?(?:到|至|-|~)\s?(?P<last>{MOMENT})")
_STARTS = re.compile(rf"(?:从)?(?P<start>{MOMENT})\s?(?:起|开始|启动|开工|开始做)|从\s?(?P<start2>{MOMENT})")
_PRIORITY = re.compile(
    rf"优先级?(?:是|为|:|\s)*(?P<level>{PRIORITY_WORD})|(?P<level2>最高|最低|高|中|低|普通)(?:优先级?"
    "|优(?![质化先秀惠]))|(?<![A-Za-z])"
    r"(?P<level3>[pP][0-3])(?![A-Za-z\d])|(?<=\s)(?P<level4>[高中低])(?=\s|$)"
    "|(?P<urgent>(?:比较|很|非常|特别)?(?:紧急|加急|特急|着急)(?:处理)?|尽快|尽早|马上|立刻|asap|ASAP|越快越好"
    "|!!+)|(?P<calm>不着急|不急)"
)
_VAGUE_DATE = re.compile(
    f"尽快|尽早|抽空|有空|抽时间|得空|改天|过{DURATION}|过些天|这{DURATION}|最近{DURATION}|回头|到时候|空了"
    "|asap|ASAP|越快越好"
)
_TO = "(?:由|让|(?<!申)请|给|派给?|交给|指派给?|分给|归|叫|麻烦|安排|派|提醒|通知|找|喊)"
_WHO_DOES = re.compile(
    rf"(?:(?<![\u4e00-\u9fff]){_TO}|{_TO}(?={PERSON})"
    "|负责人(?:是|为|:)?|执行人:?|@)?"
    rf"\s?(?P<who>{PERSON})\s?(?:来)?(?:负责|跟进"
    r"|处理|牵头|主导|(?:来|去)做|做(?=$|\s))?"
)
_NAMED_DOES = re.compile(
    (
        "(?:由|让|请|派给?|交给|指派给?|分给|叫|麻烦|负责人(?:是|为|:)?|提醒|通知|安排|找)"
        r"\s?(?P<name>[\u4e00-\u9fff]{2,3}?)(?:来|去)?(?=负责|跟进"
        r"|处理|做|写|画|把|完成|搞|弄|改|出|在|尽快|准备|整理|提交|交|\s|$|"
    )
    + SIGN
    + ")"
)
_LEADING_NAME = re.compile(rf"^(?P<name>[\u4e00-\u9fff]{{2,3}}?)(?=负责|来做|把|{MOMENT}|{DURATION}|\s)")
_HELPERS = re.compile(
    rf"(?:协作|配合|协助|帮忙)(?:人|的)?(?:是|为|:)?\s?(?P<who>{PERSON})|(?P<helper>{PERSON})\s?(?:配合|协助|帮忙|协作)"
)
_JOINED = re.compile(rf"(?<={PERSON})\s?(?:和|跟|与|及|、|,|\+|&)\s?(?={PERSON})")
_OWNER = re.compile(rf"({PERSON})\s?:")
_TIME = re.compile(f"{DURATION}|{MOMENT}")
_ITEMS = (
    re.compile(rf"(?:[^\ue000-\uf3ff]+{SIGN}(?:{SIGN}|\s)*)"),
    re.compile(
        rf"(?:{PERSON}[\s:]*[^\ue000-\uf3ff]+(?:{DURATION}|{MOMENT})\s*(?:[^\ue000-\uf3ff]{{2,30}}(?:之后|以后|后)\s*)?)"
    ),
)
_DEADLINE = re.compile(MOMENT)
_EVENT = re.compile("(?:开始|启动|结束)(?=\\s*$)")
"""What a milestone may be called by, and other tasks not."""
_MILESTONE = re.compile(r"^\s?(?:一个|个)?里程碑[:\s]*|\s?[(]?(?:是|作为|为)?(?:一个|个)?里程碑[)]?$")


@dataclass(slots=True)
class _Piece:
    """One item of the list while it is taken apart."""

    title: str = ""
    assignees: list[PersonReference] = field(default_factory=list[PersonReference])
    duration: Duration | None = None
    start: Moment | None = None
    due: Moment | None = None
    priority: Priority | None = None
    links: list[SaidLink] = field(default_factory=list[SaidLink])
    is_milestone: bool = False
    needs_date: bool = False

    @property
    def has_slots(self) -> bool:
        return bool(self.assignees or self.duration or self.due or self.start or self.priority or self.links)

    def add(self, more: "_Piece") -> None:
        """A piece without a title of its own says more about this one."""
        self.assignees += more.assignees
        self.links += more.links
        self.duration = self.duration or more.duration
        self.start = self.start or more.start
        self.due = self.due or more.due
        self.priority = self.priority or more.priority
        self.is_milestone |= more.is_milestone
        self.needs_date |= more.needs_date


@dataclass(frozen=True, slots=True)
class DraftReader:
    marked: Marked
    situation: Situation
    quoted: TaskDraft | None = None
    """What the quoted message asks for; it names a task that was only given an owner or a date."""

    def read(self, text: str, *, parent_phrase: str = "") -> tuple[TaskDraft, ...]:
        """The drafts of a list; a single one with an empty title when only slots were said."""
        listed = _INLINE_NUMBER.sub("\n", _BULLET.sub("\n", text)) if re.search(r"\d[.、)]|[-*•·]", text) else text
        pieces: list[_Piece] = []
        owner = _OWNER.match(listed)
        for said in (item for part in _split(listed) for item in _split_items(part)):
            piece = self._piece(said)
            if pieces and (not piece.title or is_only_delivery(piece.title)):
                pieces[-1].add(piece)
            elif piece.title or piece.has_slots:
                pieces.append(piece)
        if owner is not None:
            for piece in pieces:
                piece.assignees = piece.assignees or [self.marked.person(owner[1])]
        if len(pieces) > 1 and not pieces[0].title:
            # 李雷:登录页、注册页 — what stands first holds for all.
            shared = pieces.pop(0)
            if len(pieces) == 1:
                pieces[0].assignees, shared.assignees = shared.assignees + pieces[0].assignees, []
            for piece in pieces:
                piece.add(shared)
        if len(pieces) == 1 and is_only_treatment(pieces[0].title) and self.quoted is not None:
            pieces[0].title = self.quoted.title
            pieces[0].due = pieces[0].due or self.quoted.due
        return self._drafts(pieces, parent_phrase=parent_phrase)

    def _drafts(self, pieces: list[_Piece], *, parent_phrase: str) -> tuple[TaskDraft, ...]:
        titles = tuple(piece.title for piece in pieces)
        return tuple(
            TaskDraft(
                piece.title,
                assignees=tuple(dict.fromkeys(piece.assignees)),
                duration=piece.duration,
                start=piece.start,
                due=piece.due,
                priority=piece.priority,
                links=tuple(
                    link
                    for said in piece.links
                    for link in resolve(said, earlier=titles[:index], others=titles[:index] + titles[index + 1 :])
                ),
                is_milestone=piece.is_milestone,
                parent_phrase=parent_phrase,
                needs_date=piece.needs_date and piece.due is None,
            )
            for index, piece in enumerate(pieces)
        )

    def _piece(self, said: str) -> _Piece:
        piece = _Piece()
        rest = self._take_brackets(said, piece)
        link = read_pure_link(rest, self.marked)
        if link is not None:
            piece.links.append(link)
            return piece
        rest, links = take_links(rest, self.marked)
        piece.links += links
        if _MILESTONE.search(rest):
            rest, piece.is_milestone = _MILESTONE.sub("", rest), True
        rest = self._take_priority(rest, piece)
        rest = self._take_people(rest, piece)
        rest = self._take_moments(rest, piece)
        rest = self._take_duration(rest, piece)
        piece.title = clean_title(self.marked.restore(rest))
        event = _EVENT.search(rest) if piece.is_milestone else None
        if event is not None and not piece.title.endswith(event[0]):
            piece.title += event[0]
        return piece

    def _take_brackets(self, said: str, piece: _Piece) -> str:
        def replace(match: re.Match[str]) -> str:
            inner = match[1].strip()
            link = read_pure_link(inner, self.marked)
            if link is not None:
                piece.links.append(link)
                return " "
            inside = self._piece(inner) if re.search(SIGN, inner) else None
            if inside is not None and not inside.title:
                piece.add(inside)
                return " "
            return match[0]

        return _BRACKETS.sub(replace, said)

    def _take_priority(self, rest: str, piece: _Piece) -> str:
        if _VAGUE_DATE.search(rest):
            piece.needs_date = True
        match = _PRIORITY.search(rest)
        if match is not None:
            level = match["level"] or match["level2"] or match["level3"] or match["level4"]
            fallback = Priority.LOW if match["calm"] else Priority.HIGH
            piece.priority = read_priority(level) if level else fallback
            rest = rest[: match.start()] + " " + rest[match.end() :]
        return _VAGUE_DATE.sub(" ", rest)

    def _take_people(self, rest: str, piece: _Piece) -> str:
        helpers = [self.marked.person(match["who"] or match["helper"]) for match in _HELPERS.finditer(rest)]
        rest = _JOINED.sub("", _HELPERS.sub(" ", rest))
        piece.assignees += [self.marked.person(match["who"]) for match in _WHO_DOES.finditer(rest)]
        rest = _WHO_DOES.sub(" ", rest)
        if not piece.assignees:
            rest = self._take_names(rest, piece)
        piece.assignees += helpers
        return rest

    def _take_names(self, rest: str, piece: _Piece) -> str:
        for pattern in (_NAMED_DOES, _LEADING_NAME):
            match = pattern.search(rest)
            person = None if match is None else find_named(match["name"], self.situation)
            if match is not None and person is not None:
                piece.assignees.append(person)
                return rest[: match.start()] + " " + rest[match.end() :]
        words = rest.split(" ")
        for index, word in enumerate(words):
            is_slot = index > 0 or len(words) == 1 or re.fullmatch(rf"{SIGN}*", "".join(words[1:]))
            person = find_named(word, self.situation) if is_slot else None
            if person is not None:
                piece.assignees.append(person)
                return " ".join((*words[:index], *words[index + 1 :]))
        return rest

    def _take_moments(self, rest: str, piece: _Piece) -> str:
        span = _RANGE.search(rest)
        if span is not None:
            piece.start, piece.due = self.marked.moment(span["first"]), self.marked.moment(span["last"])
            return rest[: span.start()] + " " + rest[span.end() :]
        starts = _STARTS.search(rest)
        if starts is not None:
            piece.start = self.marked.moment(starts["start"] or starts["start2"])
            rest = rest[: starts.start()] + " " + rest[starts.end() :]
        signs = re.findall(rf"{MOMENT}(?!的)", rest)
        due = next((sign for sign in signs if self.marked.moment(sign).is_deadline), signs[-1] if signs else None)
        if due is None:
            return rest
        piece.due = self.marked.moment(due)
        return rest.replace(due, " ")

    def _take_duration(self, rest: str, piece: _Piece) -> str:
        match = re.search(
            rf"(?:预计|大概|大约|估计|需要?|要|工期|(?<![签预条合公节])约|共|用|花)*\s?({DURATION})(?:左右|的时间|时间|完成|做完|搞定)?",
            rest,
        )
        if match is None:
            return rest
        piece.duration = self.marked.duration(match[1])
        return rest[: match.start()] + " " + rest[match.end() :]


def read_quoted_draft(quote: str, situation: Situation, calendar: WorkCalendar) -> TaskDraft | None:
    """The task a quoted message amounts to: its first sentence, and the deadline if it holds one."""
    sentence = first_sentence(quote)
    if not sentence:
        return None
    marked = mark(sentence, replace(situation, people=()), calendar)
    match = _DEADLINE.search(marked.text)
    if match is None:
        return TaskDraft(sentence[:LONGEST_QUOTED].strip())
    title = clean_title(marked.restore(marked.text[: match.start()] + " " + marked.text[match.end() :]))
    due = marked.moment(match[0])
    if not title or not due.is_deadline:
        return TaskDraft(sentence[:LONGEST_QUOTED].strip())
    return TaskDraft(title[:LONGEST_QUOTED].strip(), due=due)


def _split_items(text: str) -> list[str]:
    """设计3天韩梅梅 开发两周李雷: spoken lists have no commas, but every item has its own time."""
    if len(re.findall(f"{DURATION}|{MOMENT}", text)) < 2 or "(" in text or _RANGE.search(text):
        return [text]
    for item in _ITEMS:
        items = item.findall(text)
        if len(items) > 1 and "".join(items) == text and all(_TIME.search(one) for one in items):
            return items
    return [text]


def _split(text: str) -> list[str]:
    pieces: list[str] = []
    start = depth = 0
    for position, sign in enumerate(text):
        if sign == "(":
            depth += 1
        elif sign == ")":
            depth = max(0, depth - 1)
        elif _PIECES.match(sign) and (depth == 0 or sign == "\n"):
            pieces.append(text[start:position])
            start, depth = position + 1, 0
    return [piece.strip() for piece in (*pieces, text[start:]) if piece.strip()]
