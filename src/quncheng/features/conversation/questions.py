"""Questions and who answers them."""

from quncheng.features.bindings import chat as binding_chat
from quncheng.features.bindings.types import Answer, Turn
from quncheng.features.people import service as people
from quncheng.features.plans import chat as plan_chat
from quncheng.features.plans import chat_questions as plan_questions
from quncheng.features.reports import chat as report_chat
from quncheng.features.tasks import chat as task_chat
from quncheng.features.tasks.types import Task
from quncheng.language.intents import AskQuestion, QuestionKind
from quncheng.runtime.db import Session


def answer_question(session: Session, turn: Turn, said: AskQuestion, *, task: Task | None) -> Answer:
    """Raises NoProject when the question is about a project and none is known."""
    match said.kind:
        case QuestionKind.MY_TASKS:
            return task_chat.show_mine(session, turn, said)
        case QuestionKind.PERSON_TASKS:
            return _person(session, turn, said)
        case QuestionKind.TASK:
            return Answer(text="没找到这项任务。") if task is None else task_chat.show_task(turn, task)
        case QuestionKind.WHY:
            return Answer(text="没找到这项任务。") if task is None else plan_questions.show_why(session, turn, task)
        case _:
            return _of_project(session, turn, said)


def _of_project(session: Session, turn: Turn, said: AskQuestion) -> Answer:
    project, _ = plan_chat.where(turn)
    match said.kind:
        case QuestionKind.OVERDUE:
            return task_chat.show_overdue(session, turn, project.id)
        case QuestionKind.BLOCKED:
            return task_chat.show_blocked(session, turn, project.id)
        case QuestionKind.UNASSIGNED:
            return task_chat.show_unassigned(session, turn, project.id)
        case QuestionKind.DUE_SOON:
            return task_chat.show_due(session, turn, project.id, said)
        case QuestionKind.PLAN:
            return task_chat.show_plan(session, turn, project.id)
        case QuestionKind.GANTT | QuestionKind.CRITICAL_GANTT:
            return plan_chat.show_picture(session, turn, said)
        case QuestionKind.MEMBERS:
            return binding_chat.show_members(session, turn)
        case QuestionKind.WEEKLY_REPORT:
            return report_chat.show(session, turn)
        case QuestionKind.PROJECT_PROGRESS:
            return task_chat.show_progress(session, turn, project.id)
        case _:
            return _of_plan(session, turn, said)


def _of_plan(session: Session, turn: Turn, said: AskQuestion) -> Answer:
    match said.kind:
        case QuestionKind.CRITICAL_PATH:
            return plan_questions.show_critical_path(session, turn)
        case QuestionKind.LOAD:
            return plan_questions.show_load(session, turn, said)
        case QuestionKind.MILESTONES:
            return plan_questions.show_milestones(session, turn)
        case QuestionKind.VARIANCE:
            return plan_questions.show_variance(session, turn)
        case _:
            return plan_questions.show_end(session, turn)


def _person(session: Session, turn: Turn, said: AskQuestion) -> Answer:
    person = said.person
    if person is None or person.is_speaker:
        return task_chat.show_mine(session, turn, said)
    if person.member_id is None:
        return Answer(text=f"没找到「{person.text}」这个人,说全名试试?")
    return task_chat.show_person(session, turn, people.get_member(session, person.member_id))
