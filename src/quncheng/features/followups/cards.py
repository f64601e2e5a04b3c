"""The daily card: one line a task, one tap for the usual answers."""

from datetime import date

from quncheng.features.bindings import service as bindings
from quncheng.features.bindings.types import Ask
from quncheng.features.followups.types import Need, Question
from quncheng.features.projects.types import Project
from quncheng.features.tasks.lines import short_title
from quncheng.features.tasks.types import Task
from quncheng.language.card import ButtonStyle, Card, CardButton, CardChoice, CardField, CardOption
from quncheng.language.situation import Pending, PendingKind
from quncheng.runtime.db import Session

KIND = "followups.daily"
DONE, ON_TRACK, BLOCKED, SNOOZE = "followups.done", "followups.on_track", "followups.blocked", "followups.snooze"
ACTIONS = frozenset({DONE, ON_TRACK, BLOCKED, SNOOZE})

_NEED_WORDS = {
    Need.DUE_TODAY: "今天到期",
    Need.EXPECTED: "按您的预计该好了",
    Need.DUE_TOMORROW: "明天到期",
    Need.SHOULD_HAVE_STARTED: "该开始了",
    Need.BLOCKED: "受阻中",
    Need.SILENT: "几天没消息了",
}


def daily_card(
    session: Session, *, project: Project, member_id: str, questions: tuple[Question, ...], today: date
) -> Card:
    """Ask about the tasks; the answers of one tap concern the task chosen on the card, the first at first."""
    card_id = bindings.keep_card(
        session,
        kind=KIND,
        payload={"task_ids": [question.task.id for question in questions], "answered": []},
        project_id=project.id,
        audience_id=member_id,
    )
    return Card(
        card_id=card_id,
        title=f"今天有 {len(questions)} 项等您一句话",
        subtitle=project.name,
        fields=tuple(
            CardField(f"#{one.task.number}", f"{short_title(one.task.title)} {say_need(one, today)}")
            for one in questions
        ),
        body=f"点一下,或直接回一句,比如「{_example(questions)}做到80%,周五能好」",
        choice=_choice([question.task for question in questions]),
        buttons=BUTTONS,
    )


def _example(questions: tuple[Question, ...]) -> str:
    """A name is only needed when several are asked about."""
    return f"#{questions[0].task.number} " if len(questions) > 1 else ""


def daily_question(card_id: str, questions: tuple[Question, ...]) -> Ask:
    """What is said without a name afterwards is about these tasks."""
    task_ids = [question.task.id for question in questions]
    return Ask(KIND, {"task_ids": task_ids}, Pending(PendingKind.DAILY), card_id)


BUTTONS = (
    CardButton("已完成", DONE, ButtonStyle.PRIMARY),
    CardButton("正常推进", ON_TRACK),
    CardButton("遇到阻碍", BLOCKED, ButtonStyle.DANGER),
    CardButton("明天再说", SNOOZE),
)


def remaining_card(card_id: str, *, tasks: tuple[Task, ...], answered: tuple[str, ...], title: str = "") -> Card:
    """The card after an answer: what was said, and what is still open."""
    waiting = [task for task in tasks if task.id not in answered]
    said = title or ("都收到了,谢谢!" if not waiting else f"收到,还有 {len(waiting)} 项")
    return Card(
        card_id=card_id,
        title=said,
        fields=tuple(CardField(f"#{task.number}", f"{short_title(task.title)} {say_state(task)}") for task in tasks),
        choice=_choice(waiting) if waiting else None,
        buttons=BUTTONS if waiting else (),
    )


def say_need(question: Question, today: date) -> str:
    if question.need is Need.OVERDUE and question.task.promised_on is not None:
        return f"已逾期 {(today - question.task.promised_on).days} 天"
    return _NEED_WORDS.get(question.need, "")


def say_state(task: Task) -> str:
    words = {"done": "已完成", "blocked": "受阻", "in_progress": "进行中", "open": "未开始"}
    state = words.get(task.status.value, "")
    return f"{state} {task.percent_complete}%" if task.status.value == "in_progress" else state


def _choice(tasks: list[Task]) -> CardChoice | None:
    if len(tasks) < 2:
        return None
    options = tuple(CardOption(task.id, f"#{task.number} {task.title}") for task in tasks)
    return CardChoice(key="task", title="选一项", options=options, selected_id=tasks[0].id)
