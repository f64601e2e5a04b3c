"""Reading the whole plan for the Gantt: one compiled plan, its floats, its expected dates, a baseline beside it."""

from collections.abc import Sequence
from datetime import date, time, timedelta

from quncheng.engine.answer import Schedule
from quncheng.engine.calendar import DayKind, WorkCalendar
from quncheng.engine.results import Forecast
from quncheng.engine.variance import roll_up_progress
from quncheng.features.baselines import service as baselines
from quncheng.features.people import service as people
from quncheng.features.plans import impacts
from quncheng.features.projects import policy as project_policy
from quncheng.features.projects import service as projects
from quncheng.features.projects.types import Access
from quncheng.features.screens.plan_schemas import (
    PlanBaseline,
    PlanCalendar,
    PlanDay,
    PlanLinkScreen,
    PlanScreen,
    PlanTaskScreen,
)
from quncheng.features.tasks import parts, planning, queries, scheduling
from quncheng.features.tasks.planning import ProjectPlan
from quncheng.features.tasks.types import Task, TaskKind, TaskSchedule
from quncheng.runtime.db import Session

MARGIN = timedelta(days=400)
"""Days of the calendar that are told before and after the plan, for whoever drags beyond it."""


def read_plan(session: Session, access: Access, *, baseline_id: str | None = None) -> PlanScreen:
    """Raises BaselineNotFound."""
    project = projects.get_project(session, access.project_id)
    plan = planning.get_plan(session, project)
    today = people.local_now(session).date()
    schedule = plan.prepared.schedule()
    expected = scheduling.expect(session, schedule)
    listed = queries.list_planned(session, project.id)
    baseline = None if baseline_id is None else _read_baseline(session, access, baseline_id)
    return PlanScreen(
        version=project.plan_version,
        today=today,
        starts_on=project.planned_start,
        finishes_on=project.finishes_on,
        planned_finish=project.planned_finish,
        forecast_finish=scheduling.expected_end(project, schedule, expected),
        calendar=_show_calendar(plan.calendar, _span(schedule, expected, today)),
        unpublished_years=schedule.unpublished_years,
        tasks=_show_tasks(plan, expected, listed, threshold=project.critical_float_days),
        links=[
            PlanLinkScreen(link.id, link.predecessor_id, link.successor_id, link.type, link.lag, link.lag_unit)
            for link in parts.list_dependencies(session, project_id=project.id)
            if link.predecessor_id in plan.task_ids and link.successor_id in plan.task_ids
        ],
        baseline=baseline,
        conflicts=[impacts.to_conflict(schedule, one) for one in schedule.conflicts],
        abilities=project_policy.abilities(access),
    )


def _read_baseline(session: Session, access: Access, baseline_id: str) -> PlanBaseline:
    found = baselines.get(session, access, baseline_id)
    return PlanBaseline(found.id, found.name, found.taken_on, list(baselines.list_tasks(session, found)))


def _show_tasks(
    plan: ProjectPlan, expected: Forecast, listed: Sequence[tuple[Task, TaskSchedule]], *, threshold: float
) -> list[PlanTaskScreen]:
    schedule = plan.prepared.schedule()
    progress = roll_up_progress(plan.plan)
    network = schedule.network
    floats, ordinary = schedule.total_floats, plan.calendar
    day_starts, day_ends = _minute(ordinary.day_starts_at), _minute(ordinary.day_ends_at)
    shown: list[PlanTaskScreen] = []
    for task, said in listed:
        node = network.position.get(task.id)
        if node is None:
            continue
        dated = scheduling.is_dated(schedule, task.id)
        found, hoped = schedule.tasks[task.id], expected.tasks[task.id]
        day = network.clock(node).day
        is_summary = node in network.children
        shown.append(
            PlanTaskScreen(
                id=task.id,
                number=task.number,
                title=task.title,
                kind=task.kind,
                status=task.status,
                parent_id=task.parent_id,
                assignee_id=task.assignee_id,
                priority=task.priority,
                duration_days=network.durations[node] / day if is_summary else task.duration_days,
                is_manual=said.is_manual,
                is_summary=is_summary,
                constraint_type=plan.plan.tasks[node].constraint,
                constraint_on=said.constraint_on or task.not_before,
                deadline=task.due_date,
                effort_hours=said.effort_hours,
                planned_start=found.planned_start if dated else task.planned_start,
                planned_finish=found.planned_finish if dated else task.planned_finish,
                planned_start_minute=_unless(found.planned_start_minute, day_starts, task),
                planned_finish_minute=_unless(found.planned_finish_minute, day_ends, task),
                forecast_start=hoped.forecast_start if dated else None,
                forecast_finish=hoped.forecast_finish if dated else task.forecast_finish,
                actual_start=task.actual_start,
                actual_finish=task.actual_finish,
                percent_complete=round(progress.get(task.id, task.percent_complete), 1),
                total_float=round(floats[node] / day, 2) if dated else None,
                is_critical=dated and schedule.is_critical(node, threshold=round(threshold * day)),
                rank=task.rank,
                version=task.version,
            )
        )
    return shown


def _unless(minute: int, ordinary: int, task: Task) -> int | None:
    return None if minute == ordinary or task.kind is TaskKind.MILESTONE else minute


def _minute(at: time) -> int:
    return at.hour * 60 + at.minute


def _span(schedule: Schedule, expected: Forecast, today: date) -> tuple[date, date]:
    days = [day for day in (schedule.planned_start, schedule.planned_finish, expected.forecast_finish, today) if day]
    return min(days) - MARGIN, max(days) + MARGIN


def _show_calendar(calendar: WorkCalendar, span: tuple[date, date]) -> PlanCalendar:
    """Only what differs from the week."""
    days: list[PlanDay] = []
    for exception in calendar.exceptions:
        if span[0] <= exception.on <= span[1]:
            kind = calendar.day_kind(exception.on)
            if kind is DayKind.MAKEUP_WORKDAY:
                days.append(PlanDay(exception.on, "makeup_workday", exception.name))
            elif kind is DayKind.HOLIDAY:
                days.append(PlanDay(exception.on, "day_off", exception.name))
    return PlanCalendar(calendar.weekly, days)
