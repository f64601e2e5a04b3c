"""Questions about the plan in the conversation: why, what is critical, who is busy, when it ends, how far it is off."""

from datetime import date, timedelta

from quncheng.engine import reasons
from quncheng.engine.forecast import forecast
from quncheng.engine.paths import float_paths
from quncheng.engine.results import Forecast
from quncheng.engine.variance import variances
from quncheng.features.baselines import service as baselines
from quncheng.features.bindings.types import Answer, Turn
from quncheng.features.plans import answers, impacts, planning
from quncheng.features.plans.answers import EndSaid, MilestoneSaid, VarianceSaid
from quncheng.features.plans.chat import where
from quncheng.features.tasks import planning as task_plans
from quncheng.features.tasks import queries
from quncheng.features.tasks.planning import ProjectPlan
from quncheng.features.tasks.scheduling import is_dated
from quncheng.features.tasks.types import Task
from quncheng.language.intents import AskQuestion
from quncheng.runtime.db import Session

NEAR_PATHS = 3
NO_PLAN = "计划里还没有排好日期的任务。说「内容撰写 7天 @李雷」就可以加一项。"


def show_why(session: Session, turn: Turn, task: Task) -> Answer:
    """为什么测试部署从28号开始: the chain of reasons, each a line."""
    project, _ = where(turn)
    plan = task_plans.get_plan(session, project)
    schedule = plan.prepared.schedule()
    if task.id not in plan.task_ids or not is_dated(schedule, task.id):
        return Answer(text=f"#{task.number} {task.title} 还没有排进计划,没有可以解释的日期。")
    titles = {one.id: f"#{plan.numbers.get(one.id, 0)} {one.title}" for one in plan.plan.tasks}
    owners = {one.id: one.assignee_ids[0] for one in plan.plan.tasks if one.assignee_ids}
    names = {member.id: member.name for member in turn.members}
    steps = reasons.why(schedule, task.id)
    return Answer(
        text=answers.why_text(
            steps, titles=titles, owners={task_id: names.get(one, "") for task_id, one in owners.items()}, now=turn.now
        )
    )


def show_critical_path(session: Session, turn: Turn) -> Answer:
    """The tasks that decide the end, and the chains that come next."""
    project, _ = where(turn)
    plan = task_plans.get_plan(session, project)
    if not _has_plan(plan):
        return Answer(text=NO_PLAN)
    schedule = plan.prepared.schedule()
    day = plan.calendar.minutes.day
    paths = [
        (path.total_float / day, [task_id for task_id in path.task_ids if is_dated(schedule, task_id)])
        for path in float_paths(schedule, NEAR_PATHS)
    ]
    found = [(days, ids) for days, ids in paths if ids]
    tasks = {task.id: task for task in queries.list_by_ids(session, tuple(one for _, ids in found for one in ids))}
    names = {member.id: member.name for member in turn.members}
    shown = [(days, [tasks[one] for one in ids if one in tasks]) for days, ids in found]
    return Answer(
        text=answers.critical_text(shown, finish=project.planned_finish, names=names, now=turn.now),
        shown=tuple(task.id for task in shown[0][1]) if shown else (),
    )


def show_load(session: Session, turn: Turn, said: AskQuestion) -> Answer:
    """Hours of everybody in the days asked for, the busiest first, with the days that are too full."""
    _, access = where(turn)
    monday = turn.now.date() - timedelta(days=turn.now.weekday())
    first, last = said.first_on or monday, said.last_on or monday + timedelta(days=6)
    found = planning.read_loads(session, access, first_on=first, last_on=last)
    names = {member.id: member.name for member in turn.members}
    free = [name for member_id, name in names.items() if member_id not in {one.member_id for one in found}]
    return Answer(text=answers.load_text(found, names=names, free=free, span=(first, last), now=turn.now))


def show_end(session: Session, turn: Turn) -> Answer:
    """The planned end beside the expected one, and what makes them differ."""
    project, _ = where(turn)
    plan = task_plans.get_plan(session, project)
    if project.planned_finish is None or not _has_plan(plan):
        return Answer(text=NO_PLAN)
    expected = _forecast(plan, turn.now.date())
    schedule = plan.prepared.schedule()
    ends = {one.id: one.forecast_finish for one in expected.tasks.values() if is_dated(schedule, one.id)}
    finish = max(ends.values(), default=project.planned_finish)
    late = sorted(
        (one for one in expected.tasks.values() if one.id in ends and one.variance_workdays > 0),
        key=lambda one: (-one.variance_workdays, one.forecast_finish),
    )
    # Of what is late, those that report so themselves or have not begun in time; the others are carried along.
    tasks = {task.id: task for task in queries.list_by_ids(session, tuple(one.id for one in late))}
    causes = [
        (tasks[one.id], one.forecast_finish, one.variance_workdays)
        for one in late
        if one.id in tasks and _is_cause(tasks[one.id], turn.now.date())
    ]
    conflicts = [impacts.to_conflict(schedule, one) for one in schedule.conflicts]
    end = EndSaid(project.name, project.planned_finish, finish, tuple(causes), tuple(conflicts))
    names = {member.id: member.name for member in turn.members}
    return Answer(text=answers.end_text(end, unpublished=schedule.unpublished_years, names=names, now=turn.now))


def _is_cause(task: Task, today: date) -> bool:
    is_behind = task.planned_finish is not None and task.planned_finish < today
    should_run = task.planned_start is not None and task.planned_start < today and task.actual_start is None
    return not task.is_closed and (task.forecast_finish is not None or is_behind or should_run)


def show_milestones(session: Session, turn: Turn) -> Answer:
    """Every milestone with its planned and its expected day."""
    project, _ = where(turn)
    plan = task_plans.get_plan(session, project)
    expected = _forecast(plan, turn.now.date())
    ids = tuple(one.id for one in plan.plan.tasks if one.is_milestone)
    found = [
        MilestoneSaid(task, task.planned_finish or task.due_date, expected.tasks[task.id].forecast_finish)
        for task in queries.list_by_ids(session, ids)
    ]
    found.sort(key=lambda one: (str(one.planned_on or "9999"), one.task.number))
    return Answer(text=answers.milestones_text(found, now=turn.now), shown=tuple(one.task.id for one in found))


def show_variance(session: Session, turn: Turn) -> Answer:
    """The plan and the expected dates against the newest baseline."""
    project, _ = where(turn)
    taken = baselines.list_of_project(session, project.id)
    if not taken:
        return Answer(text="还没有基线。说「存一个基线 叫 第一版」就能把现在的计划存下来比较。")
    newest = taken[0]
    plan = task_plans.get_plan(session, project)
    agreed = {one.task_id: (one.planned_start, one.planned_finish) for one in baselines.list_tasks(session, newest)}
    schedule = plan.prepared.schedule()
    current = {one.id: schedule.dates(one.id) for one in plan.plan.tasks if is_dated(schedule, one.id)}
    moved = {one.task_id: one for one in variances(plan.plan, current, baseline=agreed)}
    off = [one for one in moved.values() if one.finish_workdays or one.is_milestone]
    tasks = {task.id: task for task in queries.list_by_ids(session, tuple(one.task_id for one in off))}
    rows = [
        VarianceSaid(tasks[one.task_id], agreed[one.task_id][1], current[one.task_id][1], one.finish_workdays)
        for one in off
        if one.task_id in tasks
    ]
    rows.sort(key=lambda one: (one.task.kind != "milestone", -abs(one.workdays), one.task.number))
    return Answer(
        text=answers.variance_text(newest, rows, finish=project.planned_finish, calendar=plan.calendar, now=turn.now),
        shown=tuple(one.task.id for one in rows),
    )


def _forecast(plan: ProjectPlan, today: date) -> Forecast:
    return forecast(plan.prepared.schedule(), status_at=today - timedelta(days=1))


def _has_plan(plan: ProjectPlan) -> bool:
    schedule = plan.prepared.schedule()
    return any(is_dated(schedule, task.id) for task in plan.plan.tasks)
