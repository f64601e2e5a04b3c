"""Plans of every shape, for what has to hold for all of them."""

from datetime import date, datetime

from hypothesis import strategies as st

from quncheng.engine.exchange_types import (
    DurationUnit,
    ExchangeAssignment,
    ExchangeBaseline,
    ExchangeCalendar,
    ExchangeDuration,
    ExchangeException,
    ExchangeLink,
    ExchangePlan,
    ExchangeResource,
    ExchangeShift,
    ExchangeTask,
    ExchangeWeek,
    ResourceKind,
    Shifts,
)
from quncheng.engine.types import ConstraintType, Direction, Lag, LagUnit, LinkType

DATELESS = (ConstraintType.AS_SOON_AS_POSSIBLE, ConstraintType.AS_LATE_AS_POSSIBLE)
TENTHS = {LagUnit.DAY: 4800, LagUnit.HOUR: 600, LagUnit.ELAPSED_DAY: 14400, LagUnit.ELAPSED_HOUR: 600}

MINUTES = st.integers(0, 200_000)
MOMENTS = st.datetimes(datetime.fromisoformat("1995-01-01"), datetime.fromisoformat("2100-01-01")).map(
    lambda moment: moment.replace(microsecond=0)
)
DAYS = st.dates(date(1995, 1, 1), date(2100, 1, 1))
VISIBLE = st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Cn"])
TITLES = st.text(VISIBLE, max_size=20).map(lambda text: text.strip() or "任务")
NOTES = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Cn"], include_characters="\n\t\r"), max_size=30
)
DURATIONS = st.builds(ExchangeDuration, MINUTES, st.sampled_from(DurationUnit), st.booleans(), st.booleans())
UNITS = st.floats(0, 100)


@st.composite
def shifts(draw: st.DrawFn) -> Shifts:
    edges = sorted(draw(st.sets(st.integers(0, 1440), max_size=10)))
    return tuple(ExchangeShift(begin, end) for begin, end in zip(edges[::2], edges[1::2], strict=False))


WEEKS = st.lists(st.none() | shifts(), min_size=7, max_size=7).map(tuple)


@st.composite
def periods(draw: st.DrawFn) -> tuple[date, date]:
    first, last = sorted((draw(DAYS), draw(DAYS)))
    return first, last


@st.composite
def calendars(draw: st.DrawFn) -> tuple[ExchangeCalendar, ...]:
    found: list[ExchangeCalendar] = []
    for uid in range(1, draw(st.integers(1, 4))):
        weeks = [ExchangeWeek(*draw(periods()), draw(WEEKS), draw(TITLES)) for _ in range(draw(st.integers(0, 2)))]
        exceptions = [
            ExchangeException(*draw(periods()), draw(shifts()), draw(TITLES)) for _ in range(draw(st.integers(0, 3)))
        ]
        base = draw(st.none() | st.sampled_from([each.uid for each in found])) if found else None
        found.append(ExchangeCalendar(uid, draw(TITLES), base, draw(WEEKS), tuple(weeks), tuple(exceptions)))
    return tuple(found)


@st.composite
def tasks(draw: st.DrawFn, calendar_uids: list[int]) -> tuple[ExchangeTask, ...]:
    levels: list[int] = []
    for _ in range(draw(st.integers(1, 8))):
        levels.append(draw(st.integers(1, levels[-1] + 1 if levels else 1)))
    above: list[int] = []
    found: list[ExchangeTask] = []
    uids = draw(st.lists(st.integers(1, 10_000), min_size=len(levels), max_size=len(levels), unique=True))
    for position, (uid, level) in enumerate(zip(uids, levels, strict=True)):
        del above[level - 1 :]
        is_summary = position + 1 < len(levels) and levels[position + 1] > level
        found.append(draw(_task(uid, level, above[-1] if above else None, is_summary, calendar_uids)))
        above.append(uid)
    return tuple(found)


@st.composite
def _task(
    draw: st.DrawFn, uid: int, level: int, parent_uid: int | None, is_summary: bool, calendar_uids: list[int]
) -> ExchangeTask:
    constraint = draw(st.sampled_from(ConstraintType))
    numbers = sorted(draw(st.sets(st.integers(0, 10), max_size=3)))
    return ExchangeTask(
        uid,
        draw(TITLES),
        level,
        parent_uid,
        wbs=draw(st.sampled_from(["", "A.1", "2.3"])),
        is_milestone=draw(st.booleans()),
        is_summary=is_summary,
        is_manual=draw(st.booleans()),
        is_active=draw(st.booleans()),
        duration=draw(st.none() | DURATIONS),
        planned_start=draw(st.none() | MOMENTS),
        planned_finish=draw(st.none() | MOMENTS),
        constraint=constraint,
        constraint_at=None if constraint in DATELESS else draw(MOMENTS),
        deadline=draw(st.none() | MOMENTS),
        percent_complete=draw(st.integers(0, 100)),
        actual_start=draw(st.none() | MOMENTS),
        actual_finish=draw(st.none() | MOMENTS),
        actual_minutes=draw(st.none() | MINUTES),
        remaining_minutes=draw(st.none() | MINUTES),
        priority=draw(st.integers(0, 1000)),
        effort_minutes=draw(st.none() | MINUTES),
        actual_effort_minutes=draw(st.none() | MINUTES),
        remaining_effort_minutes=draw(st.none() | MINUTES),
        calendar_uid=draw(st.none() | st.sampled_from(calendar_uids)) if calendar_uids else None,
        notes=draw(NOTES),
        baselines=tuple(draw(_baseline(number)) for number in numbers),
    )


@st.composite
def _baseline(draw: st.DrawFn, number: int) -> ExchangeBaseline:
    return ExchangeBaseline(
        number,
        draw(st.none() | MOMENTS),
        draw(st.none() | MOMENTS),
        draw(st.none() | DURATIONS),
        draw(st.none() | MINUTES),
    )


@st.composite
def lags(draw: st.DrawFn) -> Lag:
    """Whole percents and tenths of a minute: what the formats can say."""
    unit, amount = draw(st.sampled_from(LagUnit)), draw(st.integers(-50_000, 50_000))
    return Lag(amount / TENTHS[unit] if unit in TENTHS else amount, unit)


@st.composite
def links(draw: st.DrawFn, uids: list[int]) -> tuple[ExchangeLink, ...]:
    """In the order of the successors, as files hold them."""
    found: list[ExchangeLink] = []
    for successor in uids:
        others = [uid for uid in uids if uid != successor]
        if others:
            chosen = draw(st.lists(st.sampled_from(others), max_size=3, unique=True))
            found += [ExchangeLink(uid, successor, draw(st.sampled_from(LinkType)), draw(lags())) for uid in chosen]
    return tuple(found)


@st.composite
def plans(draw: st.DrawFn) -> ExchangePlan:
    its_calendars = draw(calendars())
    calendar_uids = [calendar.uid for calendar in its_calendars]
    calendar_or_none = st.none() | st.sampled_from(calendar_uids) if calendar_uids else st.none()
    its_tasks = draw(tasks(calendar_uids))
    uids = [task.uid for task in its_tasks]
    resources = tuple(
        ExchangeResource(
            uid,
            draw(TITLES),
            draw(st.sampled_from(ResourceKind)),
            "a@example.com",
            "组",
            draw(UNITS),
            draw(calendar_or_none),
        )
        for uid in range(1, draw(st.integers(1, 4)))
    )
    pairs = [(uid, resource.uid) for uid in uids for resource in resources]
    chosen = draw(st.lists(st.sampled_from(pairs), max_size=4, unique=True)) if pairs else []
    effort = st.none() | MINUTES
    return ExchangePlan(
        title=draw(TITLES),
        starts_at=draw(st.none() | MOMENTS),
        finishes_at=draw(st.none() | MOMENTS),
        direction=draw(st.sampled_from(Direction)),
        status_at=draw(st.none() | MOMENTS),
        calendar_uid=draw(calendar_or_none),
        calendars=its_calendars,
        tasks=its_tasks,
        links=draw(links(uids)),
        resources=resources,
        assignments=tuple(
            ExchangeAssignment(*pair, draw(UNITS), draw(effort), draw(effort), draw(effort)) for pair in chosen
        ),
    )
