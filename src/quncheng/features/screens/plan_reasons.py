"""Why a task starts when it starts, as a screen shows it."""

from collections.abc import Sequence
from datetime import date, datetime

from quncheng.engine import reasons
from quncheng.engine.results import FreeDay, Reason
from quncheng.engine.types import Moment
from quncheng.features.projects import service as projects
from quncheng.features.screens.plan_schemas import FreeDayScreen, WhyLink, WhyScreen, WhyStep
from quncheng.features.tasks import planning, scheduling
from quncheng.features.tasks.planning import ProjectPlan
from quncheng.features.tasks.types import Task
from quncheng.runtime.db import Session


def read_why(session: Session, task: Task) -> WhyScreen:
    """The chain of reasons; nothing is asked of what is not in the plan or has no dates in it."""
    plan = planning.get_plan(session, projects.get_project(session, task.project_id))
    schedule = plan.prepared.schedule()
    if task.id not in plan.task_ids or not scheduling.is_dated(schedule, task.id):
        return WhyScreen([])
    titles = {one.id: one.title for one in plan.plan.tasks}
    return WhyScreen([_show(plan, step, titles[step.task_id]) for step in reasons.why(schedule, task.id)])


def _show(plan: ProjectPlan, step: Reason, title: str) -> WhyStep:
    link = step.link
    return WhyStep(
        task_id=step.task_id,
        number=plan.numbers.get(step.task_id, 0),
        title=title,
        planned_start=step.planned_start,
        planned_finish=step.planned_finish,
        driver=step.driver.kind,
        predecessor_id=step.driver.predecessor_id,
        link=None if link is None else WhyLink(link.type, link.lag.amount, link.lag.unit),
        constraint=step.constraint,
        constraint_on=_day(step.constraint_on),
        waited=_show_days(step.waited),
        interrupted=_show_days(step.interrupted),
    )


def _day(moment: Moment | None) -> date | None:
    return moment.date() if isinstance(moment, datetime) else moment


def _show_days(days: Sequence[FreeDay]) -> tuple[FreeDayScreen, ...]:
    return tuple(FreeDayScreen(day.on, day.name, day.is_leave) for day in days)
