"""Plans with everything the engine knows, for property tests: calendars, summaries, constraints, any link and lag."""

from dataclasses import replace
from datetime import date, time, timedelta

from hypothesis import strategies as st

from quncheng.engine.calendar import CalendarException, Shift, WorkCalendar
from quncheng.engine.types import ConstraintType, Dependency, Lag, LagUnit, LinkType, Plan, PlanChange, PlanTask

FIRST_DAY = date(2026, 11, 16)
BASE = WorkCalendar(
    exceptions=(
        CalendarException(date(2026, 11, 26), False, "假"),
        CalendarException(date(2026, 11, 29), True, "调休"),
        CalendarException(date(2026, 12, 2), True, "半天", (Shift(time(9), time(12)),)),
    )
)
LEAVE = tuple(CalendarException(date(2026, 11, day), False, "年假", is_leave=True) for day in (18, 19, 24))
SIX_MORNINGS = WorkCalendar(weekly=(True, True, True, True, True, True, False), shifts=BASE.shifts[:1])
MEMBERS = {"甲": BASE.with_exceptions(LEAVE), "乙": SIX_MORNINGS}

days = st.integers(0, 40).map(lambda offset: FIRST_DAY + timedelta(days=offset))
durations = st.integers(1, 24).map(lambda quarters: quarters / 4)
working_lags = st.builds(
    Lag, st.integers(-6, 6).map(lambda halves: halves / 2), st.sampled_from([LagUnit.DAY, LagUnit.HOUR])
)
lags = st.one_of(
    working_lags,
    st.builds(Lag, st.integers(-3, 3), st.sampled_from([LagUnit.ELAPSED_DAY, LagUnit.ELAPSED_HOUR])),
    st.builds(Lag, st.integers(-100, 100), st.sampled_from([LagUnit.PERCENT, LagUnit.ELAPSED_PERCENT])),
)
_constraints = st.sampled_from([one for one in ConstraintType if not one.startswith("as_")])


@st.composite
def free_tasks(draw: st.DrawFn, task_id: str, *, parent_id: str | None = None, members: str = "甲乙丙") -> PlanTask:
    """Links alone say where it is."""
    return PlanTask(
        task_id,
        title=f"任务{task_id}",
        duration=draw(durations),
        is_milestone=draw(st.integers(0, 5)) == 0,
        parent_id=parent_id,
        assignee_ids=tuple(draw(st.lists(st.sampled_from(members), max_size=1))),
    )


@st.composite
def held_tasks(draw: st.DrawFn, task_id: str, *, parent_id: str | None = None) -> PlanTask:
    """Now and then with a constraint, a deadline, dates by hand or facts."""
    task = draw(free_tasks(task_id, parent_id=parent_id))
    kind = draw(st.integers(0, 9))
    if kind == 0:
        return replace(task, constraint=draw(_constraints), constraint_on=draw(days))
    if kind == 1:
        return replace(task, deadline=draw(days))
    if kind == 2:
        return replace(task, is_manual=True, fixed_start=draw(days))
    if kind == 3:
        start = draw(days)
        finish = start + timedelta(days=draw(st.integers(0, 9)))
        return replace(task, actual_start=start, actual_finish=finish if draw(st.booleans()) else None)
    return task


@st.composite
def links(draw: st.DrawFn, count: int, *, any_lags: st.SearchStrategy[Lag] = lags) -> tuple[Dependency, ...]:
    """From earlier rows to later ones, each pair once."""
    pairs = st.tuples(st.integers(0, count - 1), st.integers(0, count - 1)).filter(lambda pair: pair[0] < pair[1])
    found = draw(st.lists(pairs, unique=True, max_size=16)) if count > 1 else []
    return tuple(
        Dependency(str(before), str(after), draw(st.sampled_from(LinkType)), draw(any_lags)) for before, after in found
    )


@st.composite
def free_plans(draw: st.DrawFn) -> Plan:
    """One calendar, working lags, nothing but links."""
    count = draw(st.integers(1, 10))
    tasks = tuple(draw(free_tasks(str(row))) for row in range(count))
    return Plan(FIRST_DAY, tasks, draw(links(count, any_lags=working_lags)), calendar=BASE)


@st.composite
def rich_plans(draw: st.DrawFn) -> Plan:
    """Everything; the last row of some plans is the summary of a few others."""
    count = draw(st.integers(1, 10))
    inside = draw(st.sets(st.integers(0, count - 1), max_size=3))
    tasks = tuple(draw(held_tasks(str(row), parent_id=str(count) if row in inside else None)) for row in range(count))
    dependencies, summary = draw(links(count)), ()
    if inside:
        summary = (PlanTask(str(count), title="阶段"),)
        dependencies += draw(_summary_links(str(count), before=min(inside), after=range(max(inside) + 1, count)))
    return Plan(draw(days), (*tasks, *summary), dependencies, calendar=BASE, member_calendars=MEMBERS)


@st.composite
def _summary_links(draw: st.DrawFn, summary: str, *, before: int, after: range) -> tuple[Dependency, ...]:
    """From a row before all subtasks, to a row behind them."""
    found: list[Dependency] = []
    if before and draw(st.booleans()):
        kind, row = draw(st.sampled_from([LinkType.FS, LinkType.SS])), draw(st.integers(0, before - 1))
        found.append(Dependency(str(row), summary, kind, draw(lags)))
    if after and draw(st.booleans()):
        row = draw(st.sampled_from(after))
        found.append(Dependency(summary, str(row), draw(st.sampled_from(LinkType)), draw(working_lags)))
    return tuple(found)


@st.composite
def small_changes(draw: st.DrawFn, plan: Plan) -> PlanChange:
    """Tasks edited in place, links added and taken out."""
    rows = [task for task in plan.tasks if task.title != "阶段"]
    edited = draw(st.lists(st.sampled_from(rows), unique_by=lambda task: task.id, max_size=2))
    tasks = tuple(
        replace(draw(held_tasks(task.id, parent_id=task.parent_id)), assignee_ids=task.assignee_ids) for task in edited
    )
    removed = draw(st.lists(st.sampled_from(plan.dependencies), max_size=2)) if plan.dependencies else []
    linked = {(link.predecessor_id, link.successor_id) for link in plan.dependencies}
    added = [link for link in draw(links(len(rows))) if (link.predecessor_id, link.successor_id) not in linked]
    return PlanChange(
        tasks=tasks,
        added_dependencies=tuple(added[:2]),
        removed_dependencies=frozenset((link.predecessor_id, link.successor_id) for link in removed),
    )
