"""What each kind of statement leads to: the missing piece is asked for, else the feature's handler answers."""

from quncheng.features.activity import service as activity
from quncheng.features.activity.errors import CannotUndo
from quncheng.features.bindings import chat as binding_chat
from quncheng.features.bindings.types import Answer, Turn
from quncheng.features.conversation import asking, drafts, newcomers, pending, texts
from quncheng.features.conversation.plain import Path, to_plain
from quncheng.features.conversation.questions import answer_question
from quncheng.features.conversation.resolving import resolve
from quncheng.features.conversation.turns import in_project_of
from quncheng.features.conversation.types import Missing, Option, Scene, SlotKind
from quncheng.features.followups import chat as followup_chat
from quncheng.features.people import service as people
from quncheng.features.plans import chat as plan_chat
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
    ChangeTask,
    CommentOnTask,
    CreateTasks,
    Decide,
    EditWeeklyReport,
    Help,
    IntroduceSelf,
    LinkTasks,
    NothingNew,
    ReportProgress,
    SendWeeklyReport,
    SetReportTimes,
    SignIn,
    Statement,
    TaskReference,
    UnbindProject,
    Undo,
    Verdict,
    WorkState,
)
from quncheng.runtime.db import Session
from quncheng.runtime.events import Source

OF_PROJECT = (CreateTasks, SetReportTimes, AddMember, EditWeeklyReport, SendWeeklyReport)
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
        case ChangeTask() | LinkTasks() | CancelTask():
            return _on_plan(session, scene, statement)
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


def _on_plan(session: Session, scene: Scene, said: ChangeTask | LinkTasks | CancelTask) -> Answer:
    match said:
        case LinkTasks():
            before = _task(session, scene, said.predecessor, path=("predecessor",))
            after = _task(session, scene, said.successor, path=("successor",))
            there = in_project_of(session, scene, after).turn
            return plan_chat.link(session, there, before, after, lag=said.lag_workdays)
        case CancelTask():
            task = _task(session, scene, said.task, path=("task",))
            return plan_chat.cancel(session, in_project_of(session, scene, task).turn, task, reason=said.reason)
        case ChangeTask():
            return _change(session, scene, said)


def _change(session: Session, scene: Scene, said: ChangeTask) -> Answer:
    turn = scene.turn
    task = _task(session, scene, said.task, path=("task",), may_guess_own=said.shift_workdays is not None)
    _ask(asking.ask_moment(said.due, path=("due",), turn=turn, purpose="截止"))
    _ask(asking.ask_moment(said.start, path=("start",), turn=turn, purpose="开始"))
    _ask(asking.ask_duration(said.duration, path=("duration",)))
    _ask(asking.ask_person(said.assignee, path=("assignee",), turn=turn))
    if said.needs_date and said.due is None and said.shift_workdays is None:
        raise Asked(
            asking.ask_date(
                path=("due",), turn=turn, purpose=f"{short_title(task.title)} 新的截止", after=task.promised_on
            )
        )
    assignee_id = None
    if said.assignee is not None:
        assignee_id = turn.speaker.id if said.assignee.is_speaker else said.assignee.member_id
        if assignee_id is None:
            raise Asked(
                Missing(SlotKind.PERSON, ("assignee",), f"没找到「{said.assignee.text}」,请 @ 一下或说全名,交给谁?")
            )
    there = in_project_of(session, scene, task).turn
    remarks = asking.remarks_on([said.start, said.due], turn)
    return plan_chat.change(session, there, task, said, assignee_id=assignee_id, remarks=remarks)


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
    return answer_question(session, scene.turn, said, task=task)


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
