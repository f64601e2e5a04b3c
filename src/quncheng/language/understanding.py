"""The way from a message to what it means: ``understand``. Pure, quick, and silent rather than wrong."""

import re
from dataclasses import dataclass, field, replace

from quncheng.engine.calendar import WorkCalendar
from quncheng.language.answers import read_answer, read_free_answer
from quncheng.language.changes import PRIORITY_WORD, ChangeReader, read_priority
from quncheng.language.chatter import is_hearsay, is_question, is_small_talk, is_to_others, is_wish_or_joke
from quncheng.language.clauses import settle_corrections, split_clauses
from quncheng.language.commands import read_command
from quncheng.language.creation import CreationReader
from quncheng.language.doubt import is_doubtful
from quncheng.language.drafts import read_quoted_draft
from quncheng.language.intents import (
    CancelTask,
    ChangeTask,
    CreateTasks,
    LinkTasks,
    ReportProgress,
    Statement,
    TaskReference,
    UnlinkTasks,
    WorkState,
)
from quncheng.language.marking import MOMENT, PERSON, Marked, mark
from quncheng.language.normalising import LONGEST_READ, normalise, without_bot_name
from quncheng.language.plan_questions import read_what_if
from quncheng.language.planning import PlanReader
from quncheng.language.predicates import PREDICATES, REASON
from quncheng.language.questions import read_question
from quncheng.language.reference import Reference
from quncheng.language.reports import ReportReader, merge_reports
from quncheng.language.runs import split_runs
from quncheng.language.settings import read_setting
from quncheng.language.situation import Reading, Situation

LONGEST_CLAUSE = 160


def understand(text: str, situation: Situation, *, calendar: WorkCalendar) -> Reading:
    """What the message means, statement by statement in the order they were said. Never raises."""
    said = without_bot_name(normalise(text), situation.bot_names)
    if not said:
        return Reading()
    if len(said) > LONGEST_READ:
        return Reading(unread=said[:LONGEST_READ])
    marked = settle_corrections(mark(said, situation, calendar))
    whole = _read_whole(marked, situation, calendar)
    if whole is not None:
        return Reading((whole,))
    if is_small_talk(said) or is_wish_or_joke(said):
        return Reading(is_chatter=True)
    reading = _MessageReader(marked, situation, calendar).read()
    if not reading.statements:
        free = read_free_answer(said, situation)
        if free is not None:
            return Reading((free,))
    return replace(reading, is_doubtful=is_doubtful(reading, marked, situation))


def _read_whole(marked: Marked, situation: Situation, calendar: WorkCalendar) -> Statement | None:
    answer = read_answer(marked.source, situation, calendar)
    if answer is not None:
        return answer
    asked = read_what_if(marked.source, situation, calendar)
    if asked is not None:
        return asked
    command = _read_plan(marked, situation) or read_command(marked, situation)
    if command is not None:
        return command
    setting = read_setting(marked, situation, Reference(situation.now, calendar))
    if setting is not None:
        return setting
    return None if is_hearsay(marked.text) else read_question(marked, situation, marked.text)


def _read_plan(marked: Marked, situation: Situation) -> Statement | None:
    """What is no change of one task is only read when nothing else is said with it."""
    if is_hearsay(marked.text):
        return None
    said = PlanReader(marked, situation).read(marked.text)
    is_clause = isinstance(said, ChangeTask | LinkTasks) and "," not in marked.text
    return None if is_clause else said


@dataclass(slots=True)
class _MessageReader:
    """Reads clause after clause; what a clause leaves out is taken from the one before."""

    marked: Marked
    situation: Situation
    calendar: WorkCalendar
    statements: list[Statement] = field(default_factory=list[Statement])
    unread: list[str] = field(default_factory=list[str])
    is_talk: bool = False

    def read(self) -> Reading:
        text = self.marked.text
        if not (is_hearsay(text) or is_question(text) or is_to_others(text)):
            created = self._creation.read_quoted(text) or self._creation.read_explicit(text)
            if created is None and not self._has_change(text):
                created = self._creation.read_implicit(text)
            if created is not None:
                return Reading((created,))
        for clause in split_clauses(text):
            if isinstance(self._last, CancelTask) and self._take_reason(clause.text, only_marked=False):
                continue
            if is_hearsay(clause.text) and self._says_something(clause.text):
                return Reading(is_chatter=True)
            for run in (
                split_runs(clause.text, self._reads_alone) if len(clause.text) <= LONGEST_CLAUSE else (clause.text,)
            ):
                if len(run) > LONGEST_CLAUSE or not self._read_clause(run):
                    self._leave(run)
        return self._reading()

    def _reads_alone(self, text: str) -> bool:
        """Whether the words are a statement of their own, with the task it is about."""
        changes = ChangeReader(self.marked, self.situation).read(text)
        if changes:
            return all(isinstance(one, LinkTasks | UnlinkTasks) or _is_named(one.task) for one in changes)
        if read_question(self.marked, self.situation, text) or self._creation.read_explicit(text):
            return True
        told = ReportReader(self.marked, self.situation, self.calendar).read(text, has_previous=False)
        return told is not None and all(_is_named(report.task) and not report.note for report in told.reports)

    @property
    def _creation(self) -> CreationReader:
        quoted = (
            read_quoted_draft(self.situation.quote, self.situation, self.calendar) if self.situation.quote else None
        )
        return CreationReader(self.marked, self.situation, quoted)

    @property
    def _last(self) -> Statement | None:
        return self.statements[-1] if self.statements else None

    def _reading(self) -> Reading:
        if self.statements:
            self.statements[0] = self._about_topic(self.statements[0])
            return Reading(tuple(self.statements), unread=" ".join(self.unread))
        if self.is_talk:
            return Reading(is_chatter=True)
        return Reading(unread=self.marked.source)

    def _about_topic(self, first: Statement) -> Statement:
        """登录页出了初稿,大概60%: a task in sight that the unread words begin with is what the next is about."""
        if not isinstance(first, ReportProgress | ChangeTask) or not first.task.is_implied:
            return first
        title = next((task.title for task in self.situation.tasks if "".join(self.unread).startswith(task.title)), "")
        return replace(first, task=TaskReference(phrase=title)) if title else first

    def _has_change(self, text: str) -> bool:
        reader = ChangeReader(self.marked, self.situation)
        outside = re.sub(r"[(][^()]*[)]", "", text)
        return any(len(clause.text) <= LONGEST_CLAUSE and reader.read(clause.text) for clause in split_clauses(outside))

    def _says_something(self, text: str) -> bool:
        kinds = {match.lastgroup for match in PREDICATES.finditer(text)} - {"said"}
        return bool(kinds) or self._has_change(re.sub(r"^.*?(?:说|讲|表示|提到|觉得|认为|问|要求)", "", text))

    def _read_clause(self, text: str) -> bool:
        if self._take_reason(text, only_marked=True):
            return True
        if _BECAUSE.match(text):
            return False  # It belongs to what follows.
        asks = is_question(text) or _ASKS_PLAINLY.fullmatch(text) is not None
        question = read_question(self.marked, self.situation, text) if asks else None
        if question is not None:
            self.statements.append(question)
            return True
        changes = () if is_to_others(text) else ChangeReader(self.marked, self.situation).read(text)
        if changes:
            for change in changes:
                self._add_change(change)
            return True
        if is_question(text) or is_to_others(text) or is_hearsay(text):
            self.is_talk = True
            return self._last is None and not is_hearsay(text)
        created = self._creation.read_explicit(text)
        if created is not None:
            self._add_drafts(created)
            return True
        return self._continue(text) or self._read_report(text) or self._read_item(text) or is_small_talk(text)

    def _read_report(self, text: str) -> bool:
        task = self._last_task()
        reading = ReportReader(self.marked, self.situation, self.calendar).read(text, has_previous=task is not None)
        if reading is None:
            return False
        if reading.continued is not None and task is not None:
            if isinstance(self._last, ReportProgress):
                self.statements[-1] = merge_reports(self._last, reading.continued)
            else:
                self.statements.append(replace(reading.continued, task=task))
        self._add_reports(reading.reports)
        self._take_earlier_reason()
        return True

    def _add_reports(self, reports: tuple[ReportProgress, ...]) -> None:
        """在等切图,搜索页没法继续: what waits is named only after what it waits for."""
        last = self._last
        if len(reports) == 1 and isinstance(last, ReportProgress) and last.task.is_implied:
            one = reports[0]
            if (
                last.state is WorkState.BLOCKED
                and one.state in (WorkState.BLOCKED, WorkState.NOT_DONE)
                and last.reason
                and not one.reason
            ):
                self.statements[-1] = replace(one, reason=last.reason)
                return
        self.statements += reports

    def _last_task(self) -> TaskReference | None:
        last = self._last
        return last.task if isinstance(last, ReportProgress | ChangeTask) else None

    def _add_change(self, change: Statement) -> None:
        last = self._last
        if isinstance(last, ChangeTask) and isinstance(change, ChangeTask) and not _is_named(change.task):
            self.statements[-1] = _merge_changes(last, change)
        elif isinstance(last, ReportProgress) and isinstance(change, ChangeTask) and not _is_named(change.task):
            self.statements.append(replace(change, task=last.task))
        else:
            self.statements.append(change)
        self._take_earlier_reason()

    def _add_drafts(self, created: CreateTasks) -> None:
        if isinstance(self._last, CreateTasks):
            self.statements[-1] = CreateTasks((*self._last.drafts, *created.drafts))
        else:
            self.statements.append(created)

    def _read_item(self, text: str) -> bool:
        created = self._creation.read_implicit(text)
        if created is not None:
            self._add_drafts(created)
        return created is not None

    def _continue(self, text: str) -> bool:
        """A clause of nothing but a date, a person or a priority says more about the change before it."""
        last = self._last
        if not isinstance(last, ChangeTask):
            return False
        match = _SLOTS.fullmatch(text)
        if match is None:
            return False
        due = self.marked.moment(match["when"]) if match["when"] else last.due
        assignee = self.marked.person(match["who"]) if match["who"] else last.assignee
        priority = read_priority(match["level"]) if match["level"] else last.priority
        self.statements[-1] = replace(last, due=due, assignee=assignee, priority=priority, needs_date=False)
        return True

    def _take_reason(self, text: str, *, only_marked: bool) -> bool:
        match = REASON.match(text) or (_CAUSE.match(text) if isinstance(self._last, CancelTask) else None)
        if (match is None and only_marked) or not _wants_reason(self._last):
            return False
        said = text if match is None else match["bare"] or match["whole"]
        last = self._last
        assert isinstance(last, ChangeTask | ReportProgress | CancelTask)
        self.statements[-1] = replace(last, reason=self.marked.restore(said).strip())
        return True

    def _take_earlier_reason(self) -> None:
        last = self._last
        if self.unread and isinstance(last, ChangeTask | ReportProgress) and _wants_reason(last):
            reason = re.sub(r"^(?:因为|由于)", "", self.unread.pop())
            self.statements[-1] = replace(last, reason=reason)

    def _leave(self, text: str) -> None:
        if not self._take_reason(text, only_marked=False):
            self.unread.append(self.marked.restore(text))


_ASKS_PLAINLY = re.compile(r"我(?:手上)?的(?:任务|待办|活儿?)|(?:项目|整体)进[度展]|(?:看|发)?一?下?(?:甘特图|周报)")
_BECAUSE = re.compile(r"因为|由于")
_CAUSE = re.compile(r"(?P<whole>(?:客户|老板|领导|甲方|品牌方|需求|方案|项目).+)(?P<bare>)")
_SLOTS = re.compile(
    rf"(?:改成|改到|改为|定在|给|优先级)*\s?(?:(?P<when>{MOMENT})(?:完成|交|做完|提交|要)?|(?P<who>{PERSON})"
    "(?:来?做|负责)?"
    f"|(?P<level>{PRIORITY_WORD})(?:优先级?)?)(?:吧)?"
)


def _is_named(task: TaskReference) -> bool:
    return not task.is_implied and not task.is_quoted


def _wants_reason(statement: Statement | None) -> bool:
    match statement:
        case ChangeTask(reason=""):
            return statement.shift_workdays is not None or statement.due is not None or statement.needs_date
        case ReportProgress(reason=""):
            return statement.needs_date or statement.state in (
                WorkState.BLOCKED,
                WorkState.PAUSED,
                WorkState.NOT_DONE,
                WorkState.REOPENED,
            )
        case CancelTask(reason=""):
            return True
        case _:
            return False


def _merge_changes(earlier: ChangeTask, later: ChangeTask) -> ChangeTask:
    """Both changes of the same task as one."""
    return ChangeTask(
        earlier.task,
        assignee=later.assignee or earlier.assignee,
        due=later.due or earlier.due,
        start=later.start or earlier.start,
        duration=later.duration or earlier.duration,
        shift_workdays=earlier.shift_workdays if later.shift_workdays is None else later.shift_workdays,
        priority=later.priority or earlier.priority,
        title=later.title or earlier.title,
        reason=later.reason or earlier.reason,
        needs_date=earlier.needs_date or later.needs_date,
    )
