"""A plan at a glance: planned against expected end, its milestones, its critical tasks, what contradicts itself."""

from collections.abc import Iterator
from datetime import date

import msgspec

from quncheng.engine.answer import Schedule
from quncheng.engine.calendar import WorkCalendar
from quncheng.engine.results import Forecast
from quncheng.features.baselines import service as baselines
from quncheng.features.baselines.types import Baseline, BaselineTask
from quncheng.features.plans import impacts
from quncheng.features.plans.types import PlanConflict
from quncheng.features.projects import service as projects
from quncheng.features.projects.types import Access
from quncheng.features.tasks import planning, scheduling
from quncheng.features.tasks.planning import ProjectPlan
from quncheng.runtime.db import Session

CRITICAL_SHOWN = 12
CONFLICTS_SHOWN = 20


class PlannedLine(msgspec.Struct, frozen=True):
    """A milestone or a critical task; ``variance_days`` are workdays of the expected end behind the baseline's."""

    task_id: str
    number: int
    title: str
    assignee_id: str | None
    planned_start: date
    planned_finish: date
    forecast_finish: date
    baseline_finish: date | None
    variance_days: int | None
    is_done: bool
    is_critical: bool


class OverviewScreen(msgspec.Struct, frozen=True):
    """``finish_days`` are workdays of the expected end behind the planned one."""

    version: int
    planned_finish: date | None
    forecast_finish: date | None
    finish_days: int
    baseline_name: str | None
    baseline_finish: date | None
    unpublished_years: tuple[int, ...]
    milestones: list[PlannedLine]
    critical: list[PlannedLine]
    critical_count: int
    conflicts: list[PlanConflict]
    conflict_count: int


def read_overview(session: Session, access: Access) -> OverviewScreen:
    project = projects.get_project(session, access.project_id)
    plan = planning.get_plan(session, project)
    schedule = plan.prepared.schedule()
    expected = scheduling.expect(session, schedule)
    baseline = next(iter(baselines.list_of_project(session, project.id)), None)
    lines = _Lines(session, plan, expected, baseline)
    critical = [
        task_id
        for task_id in schedule.critical_ids(threshold=round(project.critical_float_days * plan.calendar.minutes.day))
        if scheduling.is_dated(schedule, task_id)
    ]
    ends = project.planned_finish, scheduling.expected_end(project, schedule, expected)
    conflicts = schedule.conflicts
    return OverviewScreen(
        version=project.plan_version,
        planned_finish=ends[0],
        forecast_finish=ends[1],
        finish_days=_workdays(plan.calendar, *ends),
        baseline_name=None if baseline is None else baseline.name,
        baseline_finish=None if baseline is None else baseline.planned_finish,
        unpublished_years=schedule.unpublished_years,
        milestones=sorted(lines.milestones(), key=lambda line: (line.planned_finish, line.number)),
        critical=[lines.of(task_id) for task_id in _by_start(schedule, critical)[:CRITICAL_SHOWN]],
        critical_count=len(critical),
        conflicts=[impacts.to_conflict(schedule, one) for one in conflicts[:CONFLICTS_SHOWN]],
        conflict_count=len(conflicts),
    )


class _Lines:
    """Tasks of the plan with what is expected of them and what was agreed."""

    def __init__(self, session: Session, plan: ProjectPlan, expected: Forecast, baseline: Baseline | None) -> None:
        self._plan = plan
        self._schedule = plan.prepared.schedule()
        self._expected = expected
        agreed = () if baseline is None else baselines.list_tasks(session, baseline)
        self._agreed: dict[str, BaselineTask] = {task.task_id: task for task in agreed}

    def milestones(self) -> Iterator[PlannedLine]:
        for task in self._plan.plan.tasks:
            if task.is_milestone:
                yield self.of(task.id)

    def of(self, task_id: str) -> PlannedLine:
        node = self._schedule.network.position[task_id]
        task, found = self._plan.plan.tasks[node], self._schedule.tasks[task_id]
        hoped, agreed = self._expected.tasks[task_id].forecast_finish, self._agreed.get(task_id)
        return PlannedLine(
            task_id=task_id,
            number=self._plan.numbers.get(task_id, 0),
            title=task.title,
            assignee_id=task.assignee_ids[0] if task.assignee_ids else None,
            planned_start=found.planned_start,
            planned_finish=found.planned_finish,
            forecast_finish=hoped,
            baseline_finish=None if agreed is None else agreed.planned_finish,
            variance_days=None if agreed is None else _workdays(self._plan.calendar, agreed.planned_finish, hoped),
            is_done=task.actual_finish is not None,
            is_critical=self._schedule.is_critical(node),
        )


def _by_start(schedule: Schedule, task_ids: list[str]) -> list[str]:
    return sorted(task_ids, key=schedule.dates)


def _workdays(calendar: WorkCalendar, old: date | None, new: date | None) -> int:
    return 0 if old is None or new is None else calendar.workday_number(new) - calendar.workday_number(old)
