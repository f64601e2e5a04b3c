"""What each kind of statement leads to: the missing piece is asked for, else the feature's handler answers."""

from quncheng.features.activity import service as activity
from quncheng.features.activity.errors import CannotUndo
from quncheng.features.bindings import chat as binding_chat
from quncheng.features.bindings.types import Answer, Turn
from quncheng.features.conversation import asking, drafts, newcomers, pending, texts
from quncheng.features.conversation.plain import Path, to_plain
from quncheng.features.conversation.questions import answer_question
from quncheng.features.conversation.resolving import find_sure, resolve, split_names
from quncheng.features.conversation.turns import in_project_of
from quncheng.features.conversation.types import Missing, Option, Scene, SlotKind
from quncheng.features.followups import chat as followup_chat
from quncheng.features.people import service as people
from quncheng.features.plans import chat as plan_chat
from quncheng.features.plans import chat_changes as plan_changes
from quncheng.features.plans import chat_links as plan_links
from quncheng.features.plans.wishes import PlanWish
from quncheng.features.progress import chat as progress_chat
from quncheng.features.projects import service as projects
from quncheng.features.projects.types import ProjectRole
from quncheng.features.reports import chat as report_chat
from quncheng.features.tasks import chat as task_chat
from quncheng.features.tasks.lines import short_title
from quncheng.features.tasks.types import Task
from quncheng.kit.errors import ErrorKind, QunchengError
from quncheng.language.intents import (
    AddMember,
    AskQuestion,
    BindProject,
    CancelTask,
    ChangeDays,
    ChangeTask,
    CommentOnTask,
    CreateTasks,
    Decide,
    EditWeeklyReport,
    Help,
    IntroduceSelf,
    LinkTasks,
    Moment,
    NothingNew,
    ReportProgress,
    SendWeeklyReport,
    SetReportTimes,
    SignIn,
    Statement,
    TakeBaseline,
    TakeLeave,
    TaskReference,
    UnbindProject,
    Undo,
    UnlinkTasks,
    Verdict,
    WhatIf,
    WorkState,
)
from quncheng.runtime.db import Session
from quncheng.runtime.events import Source

OF_PROJECT = (
    *(CreateTasks, SetReportTimes, AddMember, EditWeeklyReport, SendWeeklyReport),
    *(TakeLeave, ChangeDays, TakeBaseline),
)
"""What makes sense only for one project."""


class Asked(Exception):
    """Carries the one thing that is missing up to where it is asked."""

    def __init__(self, missing: Missing) -> None:
        super().__init__(missing.question)
        self.missing = missing


def dispatch(session: Session, scene: Scene, statement: Statement) -> Answer:
    """Act on one statement. Raises QunchengError for what is refused."""
    try:
        return _act(session, scene, statement)
    except Asked as asked:
        return Answer(ask=asking.to_ask(scene.turn, to_plain(statement), asked.missing))


def _act(session: Session, scene: Scene, statement: Statement) -> Answer:
    turn = scene.turn
    if isinstance(statement, OF_PROJECT) and turn.project is None:
        _ask_project(session, scene)
    match statement:
        case BindProject() | UnbindProject() | SetReportTimes() | AddMember():
            return _on_project(session, scene, statement)
        case CreateTasks():
            return _create(session, scene, statement)
        case ChangeTask() | LinkTasks() | UnlinkTasks() | CancelTask() | WhatIf():
            return _on_plan(session, scene, statement)
        case TakeLeave() | ChangeDays() | TakeBaseline():
            return _on_calendar(session, scene, statement)
        case ReportProgress():
            return _report(session, scene, statement)
        case CommentOnTask():
            task = _task(session, scene, statement.task, path=("task",))
            return task_chat.comment(session, turn, task, statement.text)
        case AskQuestion():
            return _question(session, scene, statement)
        case Decide():
            return pending.decide(session, turn, statement, is_approved=statement.verdict is Verdict.APPROVED)
        case EditWeeklyReport():
            return report_chat.edit(session, turn, statement)
        case SendWeeklyReport():
            return report_chat.send(session, turn, statement)
        case _:
            return _in_talk(session, scene, statement)


def _in_talk(session: Session, scene: Scene, statement: Statement) -> Answer:
    """What is about the conversation itself."""
    turn = scene.turn
    match statement:
        case Undo():
            return _undo(session, turn)
        case Help():
            return Answer(text=texts.help_text(turn))
        case SignIn():
            people.claim_code(session, code=statement.code, member_id=turn.speaker.id)
            return Answer(text=f"登录成功,{turn.speaker.name},可以回到网页了。如果不是您本人在登录,请告诉管理员。")
        case IntroduceSelf():
            return newcomers.introduce(session, turn, statement.name)
        case NothingNew():
            _hear_daily(session, scene, scene.in_question)
            return Answer(text="好的,今天没有新进展,明天见。")
        case _:
            return Answer(text=texts.NOTHING_ASKED)


def _on_project(
    session: Session, scene: Scene, said: BindProject | UnbindProject | SetReportTimes | AddMember
) -> Answer:
    turn = scene.turn
    match said:
        case BindProject():
            if not said.title.strip():
                raise Asked(Missing(SlotKind.TITLE, ("title",), "项目叫什么名字?"))
            return binding_chat.start_project(session, turn, said.title.strip())
        case UnbindProject():
            return binding_chat.stop_project(session, turn)
        case SetReportTimes():
            return binding_chat.set_times(session, turn, said)
        case AddMember():
            _ask(asking.ask_person(said.person, path=("person",), turn=turn))
            member_id = said.person.member_id or people.find_or_join(session, turn.actor, name=said.person.text).id
            return binding_chat.add_member(session, turn, member_id=member_id, role=ProjectRole(said.role))


def _create(session: Session, scene: Scene, said: CreateTasks) -> Answer:
    _ask(drafts.find_missing(said, scene.turn))
    drafted, unknown = drafts.to_drafted(session, scene, said)
    days = [moment for draft in said.drafts for moment in (draft.start, draft.due)]
    answer = plan_chat.create(session, scene.turn, drafted, remarks=asking.remarks_on(days, scene.turn))
    if not unknown:
        return answer
    missing = f"没找到「{'」「'.join(unknown)}」,这个先后关系没有加上。"
    return Answer(text="\n".join(part for part in (answer.text, missing) if part), card=answer.card, ask=answer.ask)


def _on_plan(
    session: Session, scene: Scene, said: ChangeTask | LinkTasks | UnlinkTasks | CancelTask | WhatIf
) -> Answer:
    match said:
        case WhatIf():
            return _what_if(session, scene, said)
        case LinkTasks():
            there, wish = _link(session, scene, said)
            return plan_changes.propose(session, there, wish)
        case UnlinkTasks():
            one = _task(session, scene, said.predecessor, path=("predecessor",))
            other = _task(session, scene, said.successor, path=("successor",))
            return plan_links.unlink(session, in_project_of(session, scene, other).turn, one, other)
        case CancelTask():
            task = _task(session, scene, said.task, path=("task",))
            return plan_chat.cancel(session, in_project_of(session, scene, task).turn, task, reason=said.reason)
        case ChangeTask():
            there, wish = _change(session, scene, said)
            remarks = asking.remarks_on([said.start, said.due, said.constraint_on, said.fixed_on], scene.turn)
            return plan_changes.propose(session, there, wish, reason=said.reason, remarks=remarks)


def _link(session: Session, scene: Scene, said: LinkTasks, *, path: Path = ()) -> tuple[Turn, PlanWish]:
    """视觉初稿和接口联调 may be one title; where it is none, it is two."""
    after = _task(session, scene, said.successor, path=(*path, "successor"))
    parts = split_names(session, scene, said.predecessor)
    if len(parts) == 1:
        befores = [_task(session, scene, said.predecessor, path=(*path, "predecessor"))]
    else:
        befores = [find_sure(session, scene, part) for part in parts]
    there = in_project_of(session, scene, after).turn
    wish = plan_links.to_link(session, there, befores, after, kind=said.type, lag_days=said.lag_workdays)
    return there, wish


def _on_calendar(session: Session, scene: Scene, said: TakeLeave | ChangeDays | TakeBaseline) -> Answer:
    match said:
        case TakeLeave():
            there, wish = _leave(session, scene, said)
            # Shown first to everybody, since it is often mere talk.
            return plan_changes.what_if(session, there, wish)
        case ChangeDays():
            _ask_days(scene.turn, said.first, said.last, path=())
            return plan_links.change_days(session, scene.turn, said)
        case TakeBaseline():
            return plan_links.take_baseline(session, scene.turn, name=said.name)


def _leave(session: Session, scene: Scene, said: TakeLeave, *, path: Path = ()) -> tuple[Turn, PlanWish]:
    turn = scene.turn
    _ask(asking.ask_person(said.person, path=(*path, "person"), turn=turn))
    _ask_days(turn, said.first, said.last, path=path)
    member_id = turn.speaker.id if said.person.is_speaker else said.person.member_id
    if member_id is None:
        raise Asked(_unknown_person(said.person.text, path=(*path, "person"), question="谁请假?"))
    return turn, plan_links.to_leave(session, turn, said, member_id=member_id)


def _ask_days(turn: Turn, first: Moment, last: Moment | None, *, path: Path) -> None:
    _ask(asking.ask_moment(first, path=(*path, "first"), turn=turn, purpose="第一天"))
    _ask(asking.ask_moment(last, path=(*path, "last"), turn=turn, purpose="最后一天"))


def _what_if(session: Session, scene: Scene, said: WhatIf) -> Answer:
    if said.change is not None:
        there, wish = _change(session, scene, said.change, path=("change",))
    elif said.link is not None:
        there, wish = _link(session, scene, said.link, path=("link",))
    elif said.leave is not None:
        if scene.turn.project is None:
            _ask_project(session, scene)
        there, wish = _leave(session, scene, said.leave, path=("leave",))
    else:
        return Answer(text=texts.NOTHING_ASKED)
    return plan_changes.what_if(session, there, wish)


def _change(session: Session, scene: Scene, said: ChangeTask, *, path: Path = ()) -> tuple[Turn, PlanWish]:
    """Where the task is, and what is wanted of it, once nothing is missing."""
    turn = scene.turn
    task = _task(session, scene, said.task, path=(*path, "task"), may_guess_own=said.shift_workdays is not None)
    for name, moment, purpose in (
        ("due", said.due, "截止"),
        ("start", said.start, "开始"),
        ("constraint_on", said.constraint_on, "限制"),
        ("fixed_on", said.fixed_on, "排"),
    ):
        _ask(asking.ask_moment(moment, path=(*path, name), turn=turn, purpose=purpose))
    _ask(asking.ask_duration(said.duration, path=(*path, "duration")))
    _ask(asking.ask_person(said.assignee, path=(*path, "assignee"), turn=turn))
    if said.needs_date and said.due is None and said.shift_workdays is None:
        purpose = f"{short_title(task.title)} 新的截止"
        raise Asked(asking.ask_date(path=(*path, "due"), turn=turn, purpose=purpose, after=task.promised_on))
    assignee_id = None
    if said.assignee is not None:
        assignee_id = turn.speaker.id if said.assignee.is_speaker else said.assignee.member_id
        if assignee_id is None:
            raise Asked(_unknown_person(said.assignee.text, path=(*path, "assignee"), question="交给谁?"))
    there = in_project_of(session, scene, task).turn
    return there, plan_changes.to_wish(session, there, task, said, assignee_id=assignee_id)


def _unknown_person(name: str, *, path: Path, question: str) -> Missing:
    return Missing(SlotKind.PERSON, path, f"没找到「{name}」,请 @ 一下或说全名,{question}")


def _report(session: Session, scene: Scene, said: ReportProgress) -> Answer:
    turn = scene.turn
    is_harmless = said.state in (None, WorkState.STARTED, WorkState.NOT_DONE)
    task = _task(session, scene, said.task, path=("task",), may_guess_own=is_harmless)
    if said.needs_percent and said.percent is None:
        raise Asked(asking.ask_percent(path=("percent",), title=task.title))
    _ask(asking.ask_moment(said.forecast, path=("forecast",), turn=turn, purpose="预计完成"))
    if said.needs_date and said.forecast is None and said.remaining is None:
        raise Asked(
            asking.ask_date(
                path=("forecast",), turn=turn, purpose=f"{short_title(task.title)} 预计完成", after=task.promised_on
            )
        )
    if said.state is WorkState.NOT_DONE and said.percent is None and said.forecast is None and said.remaining is None:
        raise Asked(asking.ask_percent(path=("percent",), title=task.title))
    answer = progress_chat.report(session, in_project_of(session, scene, task).turn, task, said)
    _hear_daily(session, scene, (task.id,))
    return answer


def _hear_daily(session: Session, scene: Scene, task_ids: tuple[str, ...]) -> None:
    if scene.daily_card_id is not None:
        followup_chat.hear(session, scene.daily_card_id, task_ids=task_ids)


def _question(session: Session, scene: Scene, said: AskQuestion) -> Answer:
    task = None if said.task is None else _task(session, scene, said.task, path=("task",))
    _ask(asking.ask_person(said.person, path=("person",), turn=scene.turn))
    if scene.turn.project is None and said.kind not in texts.WITHOUT_PROJECT:
        _ask_project(session, scene)
    turn = scene.turn if task is None else in_project_of(session, scene, task).turn
    return answer_question(session, turn, said, task=task)


def _undo(session: Session, turn: Turn) -> Answer:
    try:
        undone = activity.undo_last(session, turn.speaker, turn.actor, source=Source.CHAT, source_ref=turn.chat.id)
    except QunchengError as refusal:
        if refusal.kind is ErrorKind.FORBIDDEN:
            raise CannotUndo(reason="not_yours_now") from refusal
        raise
    return Answer(text=f"已撤销:{undone.text}")


def _task(session: Session, scene: Scene, reference: TaskReference, *, path: Path, may_guess_own: bool = False) -> Task:
    resolved = resolve(session, scene, reference, path=path, may_guess_own=may_guess_own)
    _ask(resolved.missing)
    if resolved.task is None:
        raise Asked(Missing(SlotKind.TASK, path, "说的是哪一项?"))
    return resolved.task


def _ask(missing: Missing | None) -> None:
    if missing is not None:
        raise Asked(missing)


def _ask_project(session: Session, scene: Scene) -> None:
    """Which of the speaker's projects is meant; a sentence when there is none."""
    options = tuple(
        Option(projects.get_project(session, project_id).name, project_id) for project_id in scene.project_ids[:5]
    )
    if not options:
        raise plan_chat.NoProject
    raise Asked(Missing(SlotKind.PROJECT, ("@project",), "说的是哪个项目?", options))
