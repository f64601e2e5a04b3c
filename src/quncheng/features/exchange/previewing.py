"""What is shown of a file before anything is written."""

from collections.abc import Sequence
from datetime import date, timedelta

from quncheng.engine.exchange_types import ExchangePlan, ExchangeTask, Remark, ResourceKind
from quncheng.engine.load import overloads
from quncheng.engine.results import DayLoad
from quncheng.features.exchange.composing import Composed
from quncheng.features.exchange.types import (
    ColumnSeen,
    ConflictSeen,
    ImportChoices,
    ImportedPlan,
    OpenedFile,
    OverloadSeen,
    PersonSeen,
    RemarkSeen,
    RowSeen,
    SheetSeen,
    Understood,
)
from quncheng.features.people.types import Member
from quncheng.features.projects.types import Project
from quncheng.features.tasks.types import PlannedTask, TaskKind
from quncheng.language.people import match_people
from quncheng.language.remarks import describe
from quncheng.language.situation import KnownPerson

KEPT_FOR = timedelta(days=1)
ROWS_SHOWN = 100
MILESTONES_SHOWN = 50
CONFLICTS_SHOWN = 50
REMARKS_SHOWN = 200


def show_sheet(opened: OpenedFile) -> SheetSeen | None:
    if opened.table is None or opened.mapping is None:
        return None
    columns = tuple(
        ColumnSeen(one.index, one.heading, one.field, round(one.confidence, 2), one.samples)
        for one in opened.mapping.columns
    )
    return SheetSeen(opened.table.name, opened.table.sheets, opened.mapping.heading_row, columns)


def match(plan: ExchangePlan, members: Sequence[Member], choices: ImportChoices) -> tuple[PersonSeen, ...]:
    """Who the people of a file are: what was said, else the name, else what sounds like it."""
    known = tuple(KnownPerson(one.id, one.name) for one in members)
    present = {one.id for one in members}
    counts: dict[int, int] = {}
    for assignment in plan.assignments:
        counts[assignment.resource_uid] = counts.get(assignment.resource_uid, 0) + 1
    seen: list[PersonSeen] = []
    for resource in plan.resources:
        if resource.kind is not ResourceKind.PERSON or resource.uid not in counts:
            continue
        guess = match_people(resource.name, known)
        member_id, is_certain = guess.member_id, guess.is_exact
        if resource.name in choices.people:
            chosen = choices.people[resource.name]
            member_id, is_certain = chosen if chosen in present else None, True
        seen.append(PersonSeen(resource.name, counts[resource.uid], member_id, is_certain, guess.candidate_ids))
    return tuple(seen)


def members_of(plan: ExchangePlan, seen: Sequence[PersonSeen]) -> dict[int, str]:
    """Resource of the file → member."""
    by_name = {one.name: one.member_id for one in seen}
    found = ((one.uid, by_name.get(one.name)) for one in plan.resources)
    return {uid: member_id for uid, member_id in found if member_id is not None}


def show_remarks(remarks: Sequence[Remark]) -> tuple[RemarkSeen, ...]:
    return tuple(
        RemarkSeen(one.reason, one.place, one.line, one.value, one.count, describe(one), describe(one, language="en"))
        for one in remarks[:REMARKS_SHOWN]
    )


def show_understood(plan: ExchangePlan, people: Sequence[PersonSeen]) -> Understood:
    numbers = {baseline.number for task in plan.tasks for baseline in task.baselines}
    return Understood(
        title=plan.title,
        tasks=len(plan.tasks),
        milestones=sum(task.is_milestone for task in plan.tasks),
        summaries=sum(task.is_summary for task in plan.tasks),
        links=len(plan.links),
        people=len(people),
        calendars=len(plan.calendars),
        baselines=len(numbers),
    )


def show_plan(project: Project, plan: ExchangePlan, composed: Composed) -> ImportedPlan:
    """The tasks of the file as they would stand, and what they mean for the rest."""
    sources = dict(zip((task.id for task in composed.tasks), plan.tasks, strict=True))
    tasks, schedule = composed.tasks, composed.schedule
    ends = [task.planned_finish for task in tasks if task.planned_finish is not None]
    starts = [day for task in tasks if (day := task.planned_start or task.planned_finish) is not None]
    finish = max(ends, default=None)
    titles = {task.id: task.title for task in schedule.plan.tasks}
    mine = set(composed.incoming.ids.values())
    conflicts = [one for one in schedule.conflicts if one.task_id in mine]
    network = schedule.network
    old = project.planned_finish
    return ImportedPlan(
        is_first=composed.is_first,
        has_calendar=composed.has_calendar,
        planned_start=min(starts, default=None),
        planned_finish=finish,
        old_finish=old,
        new_finish=max((day for day in (old, finish) if day is not None), default=None),
        rows=tuple(_row(task, sources[task.id]) for task in tasks[:ROWS_SHOWN]),
        differing=sum(_file_finish(task, sources[task.id]) is not None for task in tasks),
        milestones=tuple(_row(task, sources[task.id]) for task in tasks if task.kind is TaskKind.MILESTONE)[
            :MILESTONES_SHOWN
        ],
        conflicts=tuple(
            ConflictSeen(
                one.kind,
                titles[one.task_id],
                round(one.minutes / network.clock(network.position[one.task_id]).day, 2),
                None if one.predecessor_id is None else titles[one.predecessor_id],
            )
            for one in conflicts[:CONFLICTS_SHOWN]
        ),
        conflict_count=len(conflicts),
        overloads=_overloads(composed),
        unpublished_years=schedule.unpublished_years,
    )


def _row(task: PlannedTask, source: ExchangeTask) -> RowSeen:
    return RowSeen(
        title=task.title,
        level=source.level,
        is_milestone=task.kind is TaskKind.MILESTONE,
        is_summary=source.is_summary,
        planned_start=task.planned_start,
        planned_finish=task.planned_finish,
        file_finish=_file_finish(task, source),
        duration_days=task.duration_days,
        assignee_id=task.assignee_id,
    )


def _file_finish(task: PlannedTask, source: ExchangeTask) -> date | None:
    if source.planned_finish is None or task.planned_finish is None or source.is_summary:
        return None
    said = source.planned_finish.date()
    return None if said == task.planned_finish else said


def _overloads(composed: Composed) -> tuple[OverloadSeen, ...]:
    """The days that become too much for somebody, or more so."""
    people = {task.assignee_id for task in composed.tasks if task.assignee_id is not None}
    if not people:
        return ()
    before = {(one.member_id, one.on): one.minutes_over for one in _loads(composed, people, is_before=True)}
    days: dict[str, list[DayLoad]] = {}
    for one in _loads(composed, people, is_before=False):
        if one.minutes_over > before.get((one.member_id, one.on), 0):
            days.setdefault(one.member_id, []).append(one)
    return tuple(
        OverloadSeen(member_id, len(found), found[0].on, max(one.minutes_over for one in found))
        for member_id, found in sorted(days.items())
    )


def _loads(composed: Composed, people: set[str], *, is_before: bool) -> Sequence[DayLoad]:
    prepared = composed.before.prepared if is_before else composed.prepared
    return overloads(prepared.schedule(), people)
