"""What holds for every plan: links kept or named, floats that mean what they say, small changes equal to whole ones."""

from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from quncheng.engine.answer import Schedule
from quncheng.engine.changes import apply_change
from quncheng.engine.minutes import to_datetime
from quncheng.engine.results import ConflictKind
from quncheng.engine.schedule import prepare, schedule
from quncheng.engine.types import ConstraintType, Dependency, LagUnit, LinkType, Plan, PlanChange
from tests.rules.engine.plans import moments, sampled
from tests.rules.engine.rich_plans import MEMBERS, days, free_plans, rich_plans, small_changes

_ELAPSED = {LagUnit.ELAPSED_DAY: 1440.0, LagUnit.ELAPSED_HOUR: 60.0}


@sampled
@given(rich_plans())
def test_every_link_is_kept_or_named(plan: Plan) -> None:
    result = schedule(plan)
    summaries = result.network.children

    into_tasks = [link for link in plan.dependencies if result.network.position[link.successor_id] not in summaries]
    broken = {link for link in into_tasks if not _is_kept(result, link)}

    assert broken == {conflict.link for conflict in result.conflicts if conflict.link is not None}


def _is_kept(result: Schedule, link: Dependency) -> bool:
    """Reckoned from the shown moments alone, as somebody would who has a calendar and the dates."""
    before, after = (
        next(t for t in result.plan.tasks if t.id == one) for one in (link.predecessor_id, link.successor_id)
    )
    clock = next((MEMBERS[one] for one in after.assignee_ids if one in MEMBERS), result.plan.calendar).minutes
    own = next((MEMBERS[one] for one in before.assignee_ids if one in MEMBERS), result.plan.calendar).minutes
    shown = moments(result)
    from_finish = link.type in (LinkType.FS, LinkType.FF)
    moment = shown[before.id][from_finish]
    duration, waits = round(before.workdays * own.day), round(after.workdays * clock.day)
    to_finish = link.type in (LinkType.FF, LinkType.SF)
    bound = clock.until(moment) - (waits if to_finish else 0)
    amount, unit = link.lag.amount, link.lag.unit
    if unit in _ELAPSED or unit is LagUnit.ELAPSED_PERCENT:
        minutes = round(amount * _ELAPSED[unit] if unit in _ELAPSED else amount * duration / 100)
        if minutes:
            bound = clock.until((clock.start(bound) if to_finish else moment) + minutes)
    else:
        bound += round(amount * {LagUnit.DAY: clock.day, LagUnit.HOUR: 60}.get(unit, duration / 100))
    reached = clock.until(shown[after.id][1]) - waits if to_finish else clock.until(shown[after.id][0])
    return reached >= bound


@sampled
@given(free_plans())
def test_forward_and_backward_agree(plan: Plan) -> None:
    result = schedule(plan)

    for node in range(len(plan.tasks)):
        assert 0 <= result.free_floats[node] <= result.total_floats[node]
    assert min(result.total_floats) == 0
    assert result.critical_ids()


@sampled
@given(free_plans(), st.integers(0, 9))
def test_a_float_is_exactly_what_the_project_can_wait(plan: Plan, row: int) -> None:
    prepared = prepare(plan)
    result = prepared.schedule()
    node = row % len(plan.tasks)
    if plan.tasks[node].is_milestone:
        return

    def finish_after(minutes: int) -> int | None:
        late = result.placement.ends[2 * node] + minutes
        moment = to_datetime(plan.calendar.minutes.start(late))
        held = replace(plan.tasks[node], constraint=ConstraintType.START_NO_EARLIER_THAN, constraint_on=moment)
        return prepared.with_change(PlanChange(tasks=(held,))).schedule().finish

    assert result.finish is not None
    within, beyond = finish_after(result.total_floats[node]), finish_after(result.total_floats[node] + 1)
    assert within == result.finish
    assert beyond is not None
    assert beyond > result.finish


@sampled
@given(rich_plans(), st.data())
def test_a_small_change_leads_where_scheduling_anew_does(plan: Plan, data: st.DataObject) -> None:
    change = data.draw(small_changes(plan))

    changed = prepare(plan).with_change(change)

    anew = schedule(apply_change(plan, change))
    after = changed.schedule()
    assert changed.plan == anew.plan
    assert after.tasks == anew.tasks
    assert after.conflicts == anew.conflicts
    assert (after.total_floats, after.free_floats) == (anew.total_floats, anew.free_floats)
    assert (after.finish, after.planned_start) == (anew.finish, anew.planned_start)


@sampled
@given(rich_plans(), st.data())
def test_a_dry_run_names_exactly_what_differs(plan: Plan, data: st.DataObject) -> None:
    change = data.draw(small_changes(plan))
    prepared = prepare(plan)
    before, after = schedule(plan), schedule(apply_change(plan, change))

    impact = prepared.dry_run(change)

    old, new = moments(before), moments(after)
    assert {moved.task_id for moved in impact.moved} == {name for name in old if old[name] != new[name]}
    assert impact.after.planned_finish == after.planned_finish
    keys = [{(one.kind, one.task_id, one.predecessor_id) for one in side.conflicts} for side in (before, after)]
    assert {(one.kind, one.task_id, one.predecessor_id) for one in impact.new_conflicts} == keys[1] - keys[0]
    assert {(one.kind, one.task_id, one.predecessor_id) for one in impact.resolved_conflicts} == keys[0] - keys[1]


@sampled
@given(rich_plans(), st.data())
def test_a_change_leaves_the_prepared_plan_as_it_was(plan: Plan, data: st.DataObject) -> None:
    prepared = prepare(plan)

    prepared.with_change(data.draw(small_changes(plan)))

    assert prepared.schedule().tasks == schedule(plan).tasks
    assert prepared.schedule().total_floats == schedule(plan).total_floats


@sampled
@given(free_plans(), st.integers(0, 9), st.integers(1, 10))
def test_longer_tasks_end_no_sooner(plan: Plan, row: int, longer: int) -> None:
    node = row % len(plan.tasks)
    task = plan.tasks[node]
    before = moments(schedule(plan))

    changed = PlanChange(tasks=(replace(task, duration=task.workdays + longer),))
    after = moments(prepare(plan).with_change(changed).schedule())

    # What a link to the finish holds may begin sooner when it takes longer, and with it what waits for that start.
    begins = {LinkType.SS, LinkType.SF}
    if not any(link.predecessor_id == task.id and link.type in begins for link in plan.dependencies):
        assert all(after[name][1] >= before[name][1] for name in before)


@sampled
@given(rich_plans(), days)
def test_deadlines_move_nothing(plan: Plan, day: date) -> None:
    result = schedule(replace(plan, tasks=tuple(replace(task, deadline=day) for task in plan.tasks)))

    assert moments(result) == moments(schedule(plan))
    late = {task.id for task in plan.tasks if result.dates(task.id)[1] > day}
    assert {one.task_id for one in result.conflicts if one.kind is ConflictKind.DEADLINE} == late
