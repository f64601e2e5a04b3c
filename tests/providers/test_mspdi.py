"""Microsoft Project's XML: what it says becomes the plan, what the plan says is written, nothing is lost."""

from datetime import date, datetime

import pytest

from quncheng.engine.exchange_errors import FileEmpty, TooManyRows
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
    FileLimits,
    ReadPlan,
    Remark,
    RemarkReason,
    ResourceKind,
)
from quncheng.engine.types import ConstraintType, Direction, Lag, LagUnit, LinkType
from quncheng.providers.formats.mspdi_read import read_mspdi
from quncheng.providers.formats.mspdi_write import write_mspdi
from tests.support.mspdi_file import HOUSE, small

MORNING, AFTERNOON = ExchangeShift(480, 720), ExchangeShift(780, 1020)
FULL = (MORNING, AFTERNOON)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text)


def read(text: str) -> ReadPlan:
    return read_mspdi(text.encode())


def task(uid: int, parts: str = "") -> str:
    return f"<Task><UID>{uid}</UID><Name>任务{uid}</Name><OutlineLevel>1</OutlineLevel>{parts}</Task>"


@pytest.fixture(scope="module")
def house() -> ExchangePlan:
    return read(HOUSE).plan


def test_the_project_has_its_dates_and_measures(house: ExchangePlan) -> None:
    assert (house.title, house.direction, house.calendar_uid) == ("老房改造", Direction.FORWARD, 1)
    assert (house.starts_at, house.finishes_at) == (at("2026-11-23T08:00:00"), at("2026-12-18T17:00:00"))
    assert house.status_at == at("2026-11-27T17:00:00")
    assert (house.minutes_per_day, house.minutes_per_week, house.days_per_month) == (480, 2400, 20)


def test_a_calendar_has_its_week_and_its_exceptions(house: ExchangePlan) -> None:
    standard = house.calendars[0]

    assert standard == ExchangeCalendar(
        1,
        "标准",
        week=(FULL, FULL, FULL, FULL, FULL, (MORNING,), ()),
        exceptions=(
            ExchangeException(date(2027, 1, 1), date(2027, 1, 3), (), "元旦"),
            ExchangeException(
                date(2026, 11, 29), date(2026, 11, 29), (ExchangeShift(540, 720), ExchangeShift(1200, 1440)), "赶工"
            ),
            # The last Friday of every month.
            ExchangeException(date(2026, 11, 27), date(2026, 11, 27), (), "盘点"),
            ExchangeException(date(2026, 12, 25), date(2026, 12, 25), (), "盘点"),
            ExchangeException(date(2027, 1, 29), date(2027, 1, 29), (), "盘点"),
        ),
    )


def test_a_persons_calendar_rests_on_another_and_may_say_it_the_old_way(house: ExchangePlan) -> None:
    assert house.calendars[1] == ExchangeCalendar(
        3,
        "王强",
        base_uid=1,
        exceptions=(ExchangeException(date(2026, 12, 3), date(2026, 12, 4)),),
        weeks=(ExchangeWeek(date(2027, 2, 1), date(2027, 2, 14), (None, None, None, None, None, (), None), "春节前"),),
    )


@pytest.mark.parametrize(
    ("rule", "days"),
    [
        ("<Type>7</Type><Period>3</Period>", ["2001-01-01", "2001-01-04", "2001-01-07", "2001-01-10"]),
        ("<Type>6</Type><Period>1</Period><DaysOfWeek>34</DaysOfWeek>", ["2001-01-01", "2001-01-05", "2001-01-08"]),
        # Weeks begin on Sunday: the first one of every second week is not the 7th.
        ("<Type>6</Type><Period>2</Period><DaysOfWeek>1</DaysOfWeek>", ["2001-01-14"]),
        ("<Type>4</Type><Period>5</Period><MonthDay>4</MonthDay>", ["2001-01-04", "2001-06-04"]),
        ("<Type>2</Type><Month>2</Month><MonthDay>3</MonthDay>", ["2001-03-03"]),
        (
            "<Type>5</Type><Period>2</Period><MonthItem>4</MonthItem><MonthPosition>0</MonthPosition>",
            ["2001-01-01", "2001-03-05"],
        ),
        (
            "<Type>3</Type><Month>4</Month><MonthItem>7</MonthItem><MonthPosition>2</MonthPosition>",
            ["2001-05-17"],
        ),
        ("<Type>3</Type><Month>5</Month><MonthItem>2</MonthItem><MonthPosition>4</MonthPosition>", ["2001-06-30"]),
        ("<Type>3</Type><Month>1</Month><MonthItem>0</MonthItem><MonthPosition>1</MonthPosition>", ["2001-02-02"]),
        ("<Type>3</Type><Month>1</Month><MonthItem>1</MonthItem><MonthPosition>0</MonthPosition>", ["2001-02-01"]),
    ],
)
def test_an_exception_that_comes_again_is_read_as_its_days(rule: str, days: list[str]) -> None:
    """As Project itself lists them in the older form beside it."""
    period = f"<FromDate>2001-01-01T00:00:00</FromDate><ToDate>{days[-1]}T23:59:00</ToDate>"
    exception = f"<Exception><TimePeriod>{period}</TimePeriod>{rule}<DayWorking>0</DayWorking></Exception>"
    head = f"<Calendars><Calendar><UID>1</UID><Exceptions>{exception}</Exceptions></Calendar></Calendars>"

    found = read(small(task(1), head=head)).plan.calendars[0].exceptions

    assert [each.first_on.isoformat() for each in found] == days
    assert all(each.first_on == each.last_on and each.shifts == () for each in found)


def test_an_exception_that_comes_again_in_an_unknown_way_is_left_out() -> None:
    period = "<TimePeriod><FromDate>2001-01-01T00:00:00</FromDate><ToDate>2001-02-01T00:00:00</ToDate></TimePeriod>"
    calendar = (
        f"<Calendar><UID>1</UID><Exceptions><Exception>{period}<Type>8</Type></Exception></Exceptions></Calendar>"
    )

    found = read(small(task(1), head=f"<Calendars>{calendar}</Calendars>"))

    assert found.plan.calendars[0].exceptions == ()
    assert [(each.reason, each.value) for each in found.remarks] == [(RemarkReason.NOT_MODELLED, "8")]


def test_tasks_stand_where_the_outline_puts_them(house: ExchangePlan) -> None:
    places = [(each.uid, each.title, each.level, each.parent_uid, each.wbs) for each in house.tasks]

    assert places == [
        (1, "设计 & 报批", 1, None, "A"),
        (2, "出图", 2, 1, "A.1"),
        (7, "报批", 2, 1, "A.2"),
        (9, "油漆晾干", 1, None, "2"),
        (10, "交付", 1, None, "3"),
    ]
    assert [each.uid for each in house.tasks if each.is_summary] == [1]
    assert [each.uid for each in house.tasks if each.is_milestone] == [10]
    assert [each.uid for each in house.tasks if not each.is_active] == [10]


def test_a_task_has_its_plan_its_progress_and_its_baselines(house: ExchangePlan) -> None:
    assert house.tasks[1] == ExchangeTask(
        2,
        "出图",
        2,
        1,
        "A.1",
        duration=ExchangeDuration(2400),
        planned_start=at("2026-11-23T08:00:00"),
        planned_finish=at("2026-11-27T17:00:00"),
        constraint=ConstraintType.START_NO_EARLIER_THAN,
        constraint_at=at("2026-11-23T08:00:00"),
        deadline=at("2026-11-30T17:00:00"),
        percent_complete=60,
        actual_start=at("2026-11-23T08:00:00"),
        actual_minutes=1440,
        remaining_minutes=960,
        priority=700,
        effort_minutes=2400,
        actual_effort_minutes=1440,
        remaining_effort_minutes=960,
        notes="先出平面图\n再出水电图",
        baselines=(
            ExchangeBaseline(
                0, at("2026-11-23T08:00:00"), at("2026-11-26T17:00:00"), ExchangeDuration(1920), effort_minutes=1920
            ),
            ExchangeBaseline(10, at("2026-11-24T08:00:00")),
        ),
    )


def test_a_manual_task_keeps_the_dates_somebody_gave_it(house: ExchangePlan) -> None:
    manual = house.tasks[2]

    assert manual.is_manual
    assert manual.planned_start == at("2026-11-30T09:00:00")
    assert manual.duration == ExchangeDuration(900, DurationUnit.HOUR, is_estimated=True)
    assert manual.calendar_uid == 3


def test_an_elapsed_duration_counts_the_clock(house: ExchangePlan) -> None:
    assert house.tasks[3].duration == ExchangeDuration(4320, DurationUnit.DAY, is_elapsed=True)


def test_every_kind_of_link_and_lag_is_understood(house: ExchangePlan) -> None:
    assert house.links == (
        ExchangeLink(2, 7, LinkType.FS, Lag(2, LagUnit.DAY)),
        ExchangeLink(7, 9, LinkType.SS, Lag(50, LagUnit.PERCENT)),
        ExchangeLink(2, 9, LinkType.FF, Lag(-2, LagUnit.HOUR)),
        ExchangeLink(9, 10, LinkType.SF, Lag(1, LagUnit.ELAPSED_DAY)),
    )


@pytest.mark.parametrize(
    ("amount", "form", "lag"),
    [
        (4800, 7, Lag(1, LagUnit.DAY)),
        (4800, 39, Lag(1, LagUnit.DAY)),
        (24000, 9, Lag(5, LagUnit.DAY)),
        (50, 3, Lag(50 / 600, LagUnit.HOUR)),
        (600, 6, Lag(1, LagUnit.ELAPSED_HOUR)),
        (-14400, 8, Lag(-1, LagUnit.ELAPSED_DAY)),
        (25, 20, Lag(25, LagUnit.ELAPSED_PERCENT)),
        (-50, 51, Lag(-50, LagUnit.PERCENT)),
        (4800, 21, Lag(1, LagUnit.DAY)),
    ],
)
def test_a_lag_is_read_in_its_format(amount: int, form: int, lag: Lag) -> None:
    link = f"<PredecessorLink><PredecessorUID>1</PredecessorUID><Type>1</Type><LinkLag>{amount}</LinkLag>"

    found = read(small(task(1) + task(2, f"{link}<LagFormat>{form}</LagFormat></PredecessorLink>")))

    assert found.plan.links == (ExchangeLink(1, 2, LinkType.FS, lag),)


@pytest.mark.parametrize(
    ("code", "constraint"),
    [
        (2, ConstraintType.MUST_START_ON),
        (3, ConstraintType.MUST_FINISH_ON),
        (4, ConstraintType.START_NO_EARLIER_THAN),
        (5, ConstraintType.START_NO_LATER_THAN),
        (6, ConstraintType.FINISH_NO_EARLIER_THAN),
        (7, ConstraintType.FINISH_NO_LATER_THAN),
    ],
)
def test_a_constraint_is_read_by_its_number(code: int, constraint: ConstraintType) -> None:
    parts = f"<ConstraintType>{code}</ConstraintType><ConstraintDate>2026-12-01T08:00:00</ConstraintDate>"

    found = read(small(task(1, parts))).plan.tasks[0]

    assert (found.constraint, found.constraint_at) == (constraint, at("2026-12-01T08:00:00"))


def test_resources_and_assignments_come_along(house: ExchangePlan) -> None:
    assert house.resources == (
        ExchangeResource(1, "王强", ResourceKind.PERSON, "wangqiang@example.com", "设计", 0.5, 3),
        ExchangeResource(2, "油漆", ResourceKind.MATERIAL),
    )
    assert house.assignments == (ExchangeAssignment(2, 1, 0.5, 2400, 1440, 960),)


def test_what_is_left_out_is_said_with_its_line() -> None:
    foreign = HOUSE[: HOUSE.index("<PredecessorUID>5")].count("\n") + 1
    unknown = HOUSE[: HOUSE.index("<PredecessorUID>99")].count("\n") + 1

    assert read(HOUSE).remarks == (
        Remark(RemarkReason.NOT_MODELLED, "PredecessorLink", foreign, "5"),
        Remark(RemarkReason.UNKNOWN_TASK, "PredecessorLink", unknown, "99"),
        Remark(RemarkReason.NOT_MODELLED, "ExtendedAttributes"),
        Remark(RemarkReason.NOT_MODELLED, "ExtendedAttribute"),
        Remark(RemarkReason.NOT_MODELLED, "Rates"),
    )


@pytest.mark.parametrize(
    ("parts", "reason", "place", "value"),
    [
        ("<Start>soon</Start>", RemarkReason.NOT_A_DATE, "Task/Start", "soon"),
        ("<Duration>3 days</Duration>", RemarkReason.NOT_A_DURATION, "Task/Duration", "3 days"),
        ("<PercentComplete>130</PercentComplete>", RemarkReason.OUT_OF_RANGE, "Task/PercentComplete", "130"),
        ("<PercentComplete>half</PercentComplete>", RemarkReason.NOT_A_NUMBER, "Task/PercentComplete", "half"),
        ("<ConstraintType>9</ConstraintType>", RemarkReason.NOT_A_CHOICE, "Task/ConstraintType", "9"),
        ("<ConstraintType>2</ConstraintType>", RemarkReason.MISSING_DATE, "Task/ConstraintDate", ""),
        ("<Baseline><Number>11</Number></Baseline>", RemarkReason.OUT_OF_RANGE, "Baseline/Number", "11"),
        ("<CalendarUID>8</CalendarUID>", RemarkReason.UNKNOWN_CALENDAR, "Task/CalendarUID", "8"),
    ],
)
def test_a_value_that_does_not_fit_is_named_and_the_task_stays(
    parts: str, reason: RemarkReason, place: str, value: str
) -> None:
    found = read(small(task(1, parts)))

    assert [(each.reason, each.place, each.value) for each in found.remarks] == [(reason, place, value)]
    assert found.plan.tasks == (ExchangeTask(1, "任务1"),)


def test_a_level_without_a_parent_is_drawn_in() -> None:
    deep = "<Task><UID>2</UID><Name>深</Name><OutlineLevel>4</OutlineLevel></Task>"

    found = read(small(task(1) + deep))

    assert [(each.level, each.parent_uid) for each in found.plan.tasks] == [(1, None), (2, 1)]
    assert [each.reason for each in found.remarks] == [RemarkReason.BROKEN_LEVEL]


def test_a_number_or_link_that_comes_twice_counts_once() -> None:
    link = "<PredecessorLink><PredecessorUID>1</PredecessorUID><Type>{}</Type></PredecessorLink>"

    found = read(small(task(1) + task(1) + task(2, link.format(1) + link.format(3))))

    assert [each.uid for each in found.plan.tasks] == [1, 2]
    assert [each.type for each in found.plan.links] == [LinkType.FS]
    assert [each.reason for each in found.remarks] == [RemarkReason.REPEATED, RemarkReason.REPEATED]


def test_calendars_that_rest_on_each_other_are_separated() -> None:
    one = "<Calendar><UID>{}</UID><Name>甲</Name><BaseCalendarUID>{}</BaseCalendarUID></Calendar>"
    head = f"<Calendars>{one.format(1, 2)}{one.format(2, 1)}</Calendars>"

    found = read(small(task(1), head=head))

    assert [each.base_uid for each in found.plan.calendars] == [None, None]
    assert [each.reason for each in found.remarks] == [RemarkReason.UNKNOWN_CALENDAR] * 2


@pytest.mark.parametrize("namespace", ["http://schemas.microsoft.com/project/2007", ""])
def test_older_writers_are_read_as_well(namespace: str) -> None:
    assert read(small(task(1), namespace=namespace)).plan.tasks == (ExchangeTask(1, "任务1"),)


def test_a_file_without_tasks_is_refused() -> None:
    with pytest.raises(FileEmpty):
        read(small(""))


def test_more_tasks_than_allowed_are_refused() -> None:
    text = small("".join(task(uid) for uid in range(1, 12))).encode()

    assert len(read_mspdi(text, FileLimits(tasks=11)).plan.tasks) == 11
    with pytest.raises(TooManyRows) as refused:
        read_mspdi(text, FileLimits(tasks=10))
    assert refused.value.facts == {"limit": 10}


def test_what_was_read_is_written_again_without_loss(house: ExchangePlan) -> None:
    again = read_mspdi(write_mspdi(house))

    assert again == ReadPlan(house)


def test_the_parts_of_a_task_are_written_in_the_order_of_the_schema(house: ExchangePlan) -> None:
    text = write_mspdi(house).decode()
    written = text[text.index("<UID>2</UID>") : text.index("<UID>7</UID>")]
    order = (
        "UID ID Name Active Manual Type IsNull WBS OutlineNumber OutlineLevel Priority Start Finish Duration "
        "DurationFormat Work EffortDriven Estimated Milestone Summary PercentComplete ActualStart ActualDuration "
        "ActualWork RemainingDuration RemainingWork ConstraintType CalendarUID ConstraintDate Deadline Notes Baseline"
    )

    places = [written.index(f"<{name}>") for name in order.split()]

    assert places == sorted(places)
