"""Which tasks need a word today: a pure decision."""

from collections.abc import Sequence
from datetime import date

from quncheng.engine.calendar import WorkCalendar
from quncheng.features.followups.types import Need, Question
from quncheng.features.projects.types import TaskStatus
from quncheng.features.tasks.types import Task

SILENT_WORKDAYS = 3
"""Work under way of which nothing was heard for so many workdays is asked about."""
QUESTIONS_LIMIT = 5
"""A card asks about so many tasks at most, the most urgent ones."""

_URGENCY = (
    Need.OVERDUE,
    Need.DUE_TODAY,
    Need.BLOCKED,
    Need.EXPECTED,
    Need.DUE_TOMORROW,
    Need.SHOULD_HAVE_STARTED,
    Need.SILENT,
)


def decide_questions(
    tasks: Sequence[Task], *, heard_on: dict[str, date], today: date, calendar: WorkCalendar
) -> tuple[Question, ...]:
    """The tasks to ask about, most urgent first.

    ``heard_on`` is the last day a report on a task came in; who has spoken today is not asked again.
    """
    questions = [
        Question(task, need)
        for task in tasks
        if heard_on.get(task.id) != today
        and (need := _need(task, heard=heard_on.get(task.id), today=today, calendar=calendar)) is not None
    ]
    questions.sort(key=lambda question: (_URGENCY.index(question.need), question.task.number))
    return tuple(questions[:QUESTIONS_LIMIT])


def _need(task: Task, *, heard: date | None, today: date, calendar: WorkCalendar) -> Need | None:
    if task.is_closed or task.status is TaskStatus.AWAITING_ACCEPTANCE:
        return None
    day = task.promised_on
    if day is not None and day < today:
        return Need.OVERDUE
    if day == today:
        return Need.DUE_TODAY
    if task.status is TaskStatus.BLOCKED:
        return Need.BLOCKED
    if task.forecast_finish is not None and task.forecast_finish <= today:
        return Need.EXPECTED
    if day is not None and day == calendar.add_workdays(today, 1):
        return Need.DUE_TOMORROW
    if task.status is TaskStatus.OPEN:
        return Need.SHOULD_HAVE_STARTED if task.planned_start is not None and task.planned_start <= today else None
    last = heard or task.actual_start or today
    return Need.SILENT if calendar.count_workdays(last, today) > SILENT_WORKDAYS else None
