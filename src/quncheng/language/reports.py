"""Reads what somebody tells about their work: how far, done, stuck, started, when it will be ready."""

import math
import re
from dataclasses import dataclass, field, replace

from quncheng.engine.calendar import WorkCalendar
from quncheng.language.dates import read_moment
from quncheng.language.intents import DateHint, Duration, Moment, ReportProgress, TaskReference, WorkState
from quncheng.language.marking import Marked
from quncheng.language.predicates import PREDICATES
from quncheng.language.references import clean_phrase, refer_all
from quncheng.language.situation import Situation

_TAKES_OBJECT = frozenset({"done", "started", "not_done", "reopened", "paused", "unblocked", "vague"})
_PLAIN_STATES = {
    "not_done": WorkState.NOT_DONE,
    "paused": WorkState.PAUSED,
    "unblocked": WorkState.UNBLOCKED,
    "reopened": WorkState.REOPENED,
    "blocked": WorkState.BLOCKED,
    "done": WorkState.DONE,
    "started": WorkState.STARTED,
}
_NO_WAY = re.compile(r"不(?:完|了|成|出来|好)|来不及|没戏")
_ORDER = re.compile(r"^让|早点|早些|尽快|尽早|赶紧|赶快|抓紧|必须|务必|记得|希望|不要|千万|^(?:请|麻烦)")
_IS_OVER = re.compile(r"[了啦]|已|%|[五六七八九]成$|半$")
_ONLY_BEGUN = re.compile(r"刚刚?(?:才)?(?:开始|起步|动手|动笔|动工|开工|上手|起头|开头|开了)")
_PLURAL = re.compile(r"都|全")


@dataclass(slots=True)
class _Group:
    """What one subject is told, while the clause is walked."""

    subject: str
    is_plural: bool = False
    told: list[ReportProgress] = field(default_factory=list[ReportProgress])


@dataclass(frozen=True, slots=True)
class ReportReading:
    continued: ReportProgress | None
    """What the clause adds to the report before it, when it begins without a subject."""
    reports: tuple[ReportProgress, ...]


@dataclass(frozen=True, slots=True)
class ReportReader:
    """Reads clause after clause of one message; a clause without a subject continues the report before it."""

    marked: Marked
    situation: Situation
    calendar: WorkCalendar

    def read(self, text: str, *, has_previous: bool) -> ReportReading | None:
        """The reports of a clause; None when it reports nothing, or something that is not yet true."""
        matches = list(PREDICATES.finditer(text))
        kinds = [match.lastgroup for match in matches]
        if not matches or (_ORDER.search(text) and not _IS_OVER.search(text)):
            return None
        if set(kinds) == {"said"} and not (has_previous and not clean_phrase(text[matches[-1].end() :])):
            return None
        groups = self._groups_by_object(text, matches) or self._groups(text, matches)
        if groups is None:
            return None
        reports: list[ReportProgress] = []
        continued: ReportProgress | None = None
        for group in groups:
            told = self._merge_all(group.told)
            if not clean_phrase(group.subject) and has_previous and continued is None and not reports:
                continued = told
                continue
            if group.is_plural and not clean_phrase(group.subject) and not self.situation.quote:
                return None
            tasks = refer_all(group.subject, self.marked, self.situation, is_plural=group.is_plural)
            if tasks is None:
                return None
            reports += [replace(told, task=task) for task in tasks]
        return ReportReading(continued, tuple(reports))

    def _groups_by_object(self, text: str, matches: list[re.Match[str]]) -> list[_Group] | None:
        """完成了登录页: the task follows its verb."""
        verbs = [match for match in matches if match.lastgroup != "said"]
        if not verbs or any(match.lastgroup not in _TAKES_OBJECT for match in verbs):
            return None
        lead = "".join(text[: verbs[0].start()].split())
        if clean_phrase(_without(lead, matches, text)):
            return None
        groups: list[_Group] = []
        for match, following in zip(verbs, [*verbs[1:], None], strict=True):
            rest = text[match.end() : len(text) if following is None else following.start()]
            if not clean_phrase(rest) or (following is None and rest.startswith(" ") and len(verbs) == 1):
                return None
            told = self._tell(match)
            when = next((said for said in matches if said.lastgroup == "said" and said.end() <= match.start()), None)
            if told is None:
                return None
            groups.append(_Group(rest, told=[told if when is None else self._at(told, when)]))
        return groups

    def _groups(self, text: str, matches: list[re.Match[str]]) -> list[_Group] | None:
        groups: list[_Group] = []
        position, lead = 0, ""
        held: re.Match[str] | None = None
        for match in matches:
            lead += text[position : match.start()]
            position = match.end()
            if match.lastgroup == "said":
                if held is not None and groups and not clean_phrase(lead):
                    continue
                held = match
                continue
            if not groups or clean_phrase(lead):
                groups.append(_Group(lead))
            told = self._tell(match)
            if told is None or (held is not None and self._is_not_yet(told, held, match[0])):
                return None
            groups[-1].told.append(told if held is None else self._at(told, held))
            groups[-1].is_plural |= bool(_PLURAL.search(match[0]) or _PLURAL.search(lead))
            lead, held = "", None
        if held is not None:
            if not groups or clean_phrase(lead):
                groups.append(_Group(lead))
            groups[-1].told.append(self._ready_at(self.marked.moment(held[0])))
        rest = text[position:]
        is_forecast = {match.lastgroup for match in matches} <= {"forecast", "said"}
        if len(groups) == 1 and is_forecast and not clean_phrase(groups[0].subject) and not rest.startswith(" "):
            groups[0].subject = rest
        else:
            self._add_note(groups, rest)
        return groups

    def _add_note(self, groups: list[_Group], rest: str) -> None:
        note = clean_phrase(rest)
        if note and _is_stopped(groups[-1].told[-1]):
            groups[-1].told.append(ReportProgress(_NOBODY, reason=self.marked.restore(note)))
        elif re.search(r"\w", note):
            groups[-1].told.append(ReportProgress(_NOBODY, note=self.marked.restore(note)))

    def _tell(self, match: re.Match[str]) -> ReportProgress | None:
        """What one phrase says, of a task still unnamed."""
        kind = match.lastgroup or ""
        match kind:
            case "vague":
                begun = WorkState.STARTED if _ONLY_BEGUN.search(match[0]) else None
                return ReportProgress(_NOBODY, needs_percent=True, state=begun)
            case "someday":
                return ReportProgress(_NOBODY, needs_date=True)
            case "less":
                return ReportProgress(_NOBODY, needs_percent=True)
            case "amount":
                percent = self._percent(match)
                return ReportProgress(_NOBODY, percent=percent, needs_percent=percent is None)
            case "remaining":
                return self._remaining(self.marked.duration(match["left"] or match["left2"] or match["left3"]))
            case "forecast":
                if match["when3"]:
                    return self._ready_at(self.marked.moment(match["when3"]))
                return ReportProgress(_NOBODY, forecast=self.marked.moment(match["when"] or match["when2"]))
            case "blocked":
                reason = (
                    match["why"]
                    or match["at"]
                    or match["by"]
                    or match["by2"]
                    or ("等" + match["wait"] if match["wait"] else "")
                )
                return ReportProgress(_NOBODY, state=WorkState.BLOCKED, reason=self.marked.restore(reason).strip())
            case _:
                needs_date = kind == "not_done" and bool(_NO_WAY.search(match[0]))
                return ReportProgress(_NOBODY, state=_PLAIN_STATES[kind], needs_date=needs_date)

    def _percent(self, match: re.Match[str]) -> int | None:
        if not match["lacks"]:
            return self.marked.percent(match["percent"])
        lacks = self.marked.percent(match["lacks"])
        return None if lacks is None else 100 - lacks

    def _remaining(self, left: Duration) -> ReportProgress:
        if left.workdays <= 0 or left.alternatives:
            return ReportProgress(_NOBODY, remaining=left if left.alternatives else None, needs_date=True)
        on = self.calendar.add_workdays(self.situation.now.date(), math.ceil(left.workdays))
        return ReportProgress(_NOBODY, remaining=left, forecast=Moment(on, text=left.text))

    def _ready_at(self, moment: Moment) -> ReportProgress:
        if DateHint.PAST in moment.hints and not moment.alternatives:
            return ReportProgress(_NOBODY, state=WorkState.DONE, done_on=moment.on)
        return ReportProgress(_NOBODY, forecast=moment)

    def _is_not_yet(self, told: ReportProgress, held: re.Match[str], said: str) -> bool:
        """明天能到80%: a hope, not a report. 周五前做完: an order, not a report."""
        moment = self.marked.moment(held[0])
        is_ahead = moment.on > self.situation.now.date() or moment.is_deadline
        is_over = told.state is WorkState.DONE and _IS_OVER.search(said) is not None
        return (
            is_ahead and (told.percent is not None or told.state in (WorkState.STARTED, WorkState.DONE)) and not is_over
        )

    def _at(self, told: ReportProgress, held: re.Match[str]) -> ReportProgress:
        moment = self.marked.moment(held[0])
        if told.state is WorkState.DONE and not moment.is_deadline:
            past = read_moment(moment.text, self.situation.now, calendar=self.calendar, looks_back=True)
            return replace(told, done_on=None if past is None else past.on)
        return told

    def _merge_all(self, told: list[ReportProgress]) -> ReportProgress:
        merged = told[0]
        for more in told[1:]:
            merged = merge_reports(merged, more)
        return merged


_NOBODY = TaskReference(is_implied=True)


def _is_stopped(told: ReportProgress) -> bool:
    """What follows 卡住了 is why."""
    return told.state in (WorkState.BLOCKED, WorkState.PAUSED) and not told.reason


def _without(lead: str, matches: list[re.Match[str]], text: str) -> str:
    for match in matches:
        if match.lastgroup == "said":
            lead = lead.replace(text[match.start() : match.end()], "")
    return lead


def merge_reports(earlier: ReportProgress, later: ReportProgress) -> ReportProgress:
    """Both statements about the same task as one; what the later one leaves open stays."""
    return ReportProgress(
        earlier.task,
        percent=earlier.percent if later.percent is None else later.percent,
        needs_percent=earlier.needs_percent or later.needs_percent,
        state=later.state or earlier.state,
        forecast=later.forecast or earlier.forecast,
        remaining=later.remaining or earlier.remaining,
        done_on=later.done_on or earlier.done_on,
        reason=later.reason or earlier.reason,
        note=" ".join(filter(None, (earlier.note, later.note))),
        needs_date=(earlier.needs_date or later.needs_date) and not (later.forecast or earlier.forecast),
    )
