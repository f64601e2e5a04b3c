"""What a message can mean: one frozen value per statement, with what was said and what is still missing.

Nothing here knows the database. A reference to a task stays a reference (``TaskReference``); whoever executes the
statement looks it up and asks when it fits none or several.
"""

from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum

from quncheng.engine.types import ConstraintType, LinkType


@dataclass(frozen=True, slots=True)
class Moment:
    """A day, or an instant, as it was understood.

    ``at`` is None when only a day was said. ``alternatives`` holds the other plausible readings: when it is not
    empty the reading must not be used before the person has chosen.
    """

    on: date
    at: time | None = None
    is_deadline: bool = False
    """Said as 前, 之前, 内: the day itself included."""
    text: str = ""
    alternatives: tuple["Moment", ...] = ()
    hints: tuple["DateHint", ...] = ()


class DateHint(StrEnum):
    PAST = "past"
    DAY_OFF = "day_off"
    UNPUBLISHED = "unpublished"
    """The official calendar of that year is not published yet."""
    LAST_WORKDAY_DIFFERS = "last_workday_differs"
    NOT_A_DATE = "not_a_date"
    """Such as February 30th: never guessed, always asked."""


@dataclass(frozen=True, slots=True)
class Duration:
    """A length in working days (``workdays``), said with the words in ``text``.

    几天 has zero working days and 三五天 has ``alternatives``: both must be asked for.
    """

    workdays: float
    text: str = ""
    alternatives: tuple["Duration", ...] = ()


@dataclass(frozen=True, slots=True)
class PersonReference:
    """A person as named. ``member_id`` is set when exactly one member fits; ``is_exact`` is False for a name
    matched by sound or by part, which has to be confirmed."""

    text: str
    member_id: str | None = None
    candidate_ids: tuple[str, ...] = ()
    is_exact: bool = True
    is_speaker: bool = False


@dataclass(frozen=True, slots=True)
class TaskReference:
    """A task as named: by number, by (part of) its title, by the quoted message, or not at all (``is_implied``)."""

    number: int | None = None
    phrase: str = ""
    is_quoted: bool = False
    is_implied: bool = False
    position: int | None = None
    """The n-th of the list shown last, as in 第二个."""


class Priority(StrEnum):
    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class LinkDirection(StrEnum):
    AFTER = "after"
    BEFORE = "before"


@dataclass(frozen=True, slots=True)
class DraftLink:
    """This draft starts after (or must end before) the one named by ``phrase``, which may be another draft."""

    phrase: str
    direction: LinkDirection = LinkDirection.AFTER
    lag_workdays: int = 0


@dataclass(frozen=True, slots=True)
class TaskDraft:
    title: str
    assignees: tuple[PersonReference, ...] = ()
    """The first is the assignee, the others collaborate."""
    duration: Duration | None = None
    start: Moment | None = None
    due: Moment | None = None
    priority: Priority | None = None
    links: tuple[DraftLink, ...] = ()
    is_milestone: bool = False
    parent_phrase: str = ""
    """The task it is a subtask of, as named."""
    needs_date: bool = False
    """A date was meant but not said (尽快, 过两天): ask for it."""


@dataclass(frozen=True, slots=True)
class BindProject:
    title: str
    """Empty when only 启动项目 was said."""


@dataclass(frozen=True, slots=True)
class UnbindProject:
    pass


@dataclass(frozen=True, slots=True)
class CreateTasks:
    drafts: tuple[TaskDraft, ...]


@dataclass(frozen=True, slots=True)
class ChangeTask:
    """A change of the plan of one task; what is None stays. Also what a member asks for ("要晚两天")."""

    task: TaskReference
    assignee: PersonReference | None = None
    due: Moment | None = None
    start: Moment | None = None
    duration: Duration | None = None
    shift_workdays: int | None = None
    """Later (positive) or earlier (negative) by working days."""
    priority: Priority | None = None
    title: str | None = None
    reason: str = ""
    needs_date: bool = False
    """A change of dates without the date or the amount (要延期, 晚几天): ask for it."""
    constraint: ConstraintType | None = None
    """不早于, 必须在; as soon as possible takes the one there is away."""
    constraint_on: Moment | None = None
    is_manual: bool | None = None
    """手动排, 改回自动排; by hand it is put to ``fixed_on``, or stays."""
    fixed_on: Moment | None = None


@dataclass(frozen=True, slots=True)
class LinkTasks:
    predecessor: TaskReference
    successor: TaskReference
    type: LinkType = LinkType.FS
    lag_workdays: int = 0
    """Negative: before it."""
    others: tuple[TaskReference, ...] = ()
    """Further predecessors."""


@dataclass(frozen=True, slots=True)
class UnlinkTasks:
    predecessor: TaskReference
    successor: TaskReference


@dataclass(frozen=True, slots=True)
class TakeLeave:
    person: PersonReference
    first: Moment
    last: Moment | None = None


@dataclass(frozen=True, slots=True)
class ChangeDays:
    """项目加班, 项目停工: days of the project's calendar."""

    first: Moment
    last: Moment | None = None
    is_workday: bool = True


@dataclass(frozen=True, slots=True)
class TakeBaseline:
    name: str = ""


@dataclass(frozen=True, slots=True)
class WhatIf:
    """What one of these would do; nothing is changed."""

    change: ChangeTask | None = None
    link: LinkTasks | None = None
    leave: TakeLeave | None = None


class WorkState(StrEnum):
    STARTED = "started"
    DONE = "done"
    BLOCKED = "blocked"
    PAUSED = "paused"
    UNBLOCKED = "unblocked"
    NOT_DONE = "not_done"
    """Said as a denial (还没做完): never a completion."""
    REOPENED = "reopened"


@dataclass(frozen=True, slots=True)
class ReportProgress:
    task: TaskReference
    percent: int | None = None
    needs_percent: bool = False
    """A vague amount (差不多了): ask for a number."""
    state: WorkState | None = None
    forecast: Moment | None = None
    remaining: Duration | None = None
    """还要两天: the forecast counted from today, in working days."""
    done_on: date | None = None
    reason: str = ""
    """What blocks or delays, in the person's own words."""
    note: str = ""
    needs_date: bool = False
    """It will not be ready in time, or soon, but when was not said: ask for a forecast."""


@dataclass(frozen=True, slots=True)
class CancelTask:
    task: TaskReference
    reason: str = ""


@dataclass(frozen=True, slots=True)
class CommentOnTask:
    task: TaskReference
    text: str


class QuestionKind(StrEnum):
    OVERDUE = "overdue"
    MY_TASKS = "my_tasks"
    PROJECT_PROGRESS = "project_progress"
    PERSON_TASKS = "person_tasks"
    TASK = "task"
    DUE_SOON = "due_soon"
    BLOCKED = "blocked"
    WEEKLY_REPORT = "weekly_report"
    PLAN = "plan"
    GANTT = "gantt"
    CRITICAL_GANTT = "critical_gantt"
    CRITICAL_PATH = "critical_path"
    WHY = "why"
    LOAD = "load"
    EXPECTED_END = "expected_end"
    MILESTONES = "milestones"
    VARIANCE = "variance"
    UNASSIGNED = "unassigned"
    MEMBERS = "members"


@dataclass(frozen=True, slots=True)
class AskQuestion:
    kind: QuestionKind
    person: PersonReference | None = None
    task: TaskReference | None = None
    first_on: date | None = None
    last_on: date | None = None


@dataclass(frozen=True, slots=True)
class Undo:
    pass


@dataclass(frozen=True, slots=True)
class Help:
    topic: str = ""


@dataclass(frozen=True, slots=True)
class SignIn:
    code: str
    """Six digits."""


@dataclass(frozen=True, slots=True)
class IntroduceSelf:
    name: str


class Verdict(StrEnum):
    APPROVED = "approved"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True)
class Decide:
    """同意 / 驳回, of a quoted card, a numbered request or the only one that waits."""

    verdict: Verdict
    number: int | None = None
    comment: str = ""


@dataclass(frozen=True, slots=True)
class ConfirmPending:
    """确认, 好的, 对: yes to what the bot asked last in this chat."""


@dataclass(frozen=True, slots=True)
class RejectPending:
    """取消, 不用了, 不对: no to what the bot asked last in this chat."""


@dataclass(frozen=True, slots=True)
class AskOtherWay:
    """换个办法, said to the consequences of a change."""


@dataclass(frozen=True, slots=True)
class ChoosePending:
    """第二个, 2, 选周五: an answer to the bot's last question, by position or by its words."""

    position: int | None = None
    text: str = ""


@dataclass(frozen=True, slots=True)
class NothingNew:
    """没有进展, 一切正常: the answer to the daily question."""


class ReportSection(StrEnum):
    SUMMARY = "summary"
    RISKS = "risks"
    NEXT = "next"


@dataclass(frozen=True, slots=True)
class EditWeeklyReport:
    section: ReportSection
    text: str


@dataclass(frozen=True, slots=True)
class SendWeeklyReport:
    to: PersonReference | None = None


@dataclass(frozen=True, slots=True)
class SetReportTimes:
    """每天17点问进展 / 周报改到周四下午五点; weekday 0 is Monday."""

    daily_at: time | None = None
    weekly_on: int | None = None
    weekly_at: time | None = None
    is_daily_off: bool = False


@dataclass(frozen=True, slots=True)
class AddMember:
    person: PersonReference
    role: str = "member"
    """``manager``, ``member`` or ``viewer``."""


Statement = (
    BindProject
    | UnbindProject
    | CreateTasks
    | ChangeTask
    | LinkTasks
    | UnlinkTasks
    | TakeLeave
    | ChangeDays
    | TakeBaseline
    | WhatIf
    | ReportProgress
    | CancelTask
    | CommentOnTask
    | AskQuestion
    | Undo
    | Help
    | SignIn
    | IntroduceSelf
    | Decide
    | ConfirmPending
    | RejectPending
    | AskOtherWay
    | ChoosePending
    | NothingNew
    | EditWeeklyReport
    | SendWeeklyReport
    | SetReportTimes
    | AddMember
)
