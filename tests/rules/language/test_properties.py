"""What holds for every text: no error, the same words in one form, dates that read back, order kept."""

import re
from datetime import date, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quncheng.engine.holidays import chinese_calendar
from quncheng.language.dates import read_moment
from quncheng.language.intents import CreateTasks, Moment, ReportProgress
from quncheng.language.normalising import LONGEST_READ, normalise
from quncheng.language.situation import Reading
from quncheng.language.understanding import understand
from quncheng.language.wording import say_day, say_moment
from tests.rules.language.corpus import NOW, SITUATION, read_corpus

CALENDAR = chinese_calendar()
PIECES = sorted({word for example in read_corpus() for word in re.split(r"([,、 。;(\n])", example.text) if word})
TITLES = (
    "首页改版",
    "登录页",
    "支付接口",
    "视觉稿",
    "物料清单",
    "年会方案",
    "会议纪要",
    "性能测试",
    "BI报表",
    "小程序v2",
)
STATES = ("做完了", "到80%", "预计周五", "卡住了", "还没做完", "差不多了", "还要三天", "昨天完成了")
TIMES = ("周五", "周五前", "下周三下午三点前", "11月30日", "月底前", "15号", "三天后", "明天", "国庆后第一个工作日")
NAMES = ("@李雷", "韩梅梅", "@王强", "张三", "林娜")

days = st.dates(min_value=date(2024, 1, 1), max_value=date(2035, 12, 31))
sentences = st.lists(st.sampled_from(PIECES), min_size=1, max_size=8).map("".join)


@given(st.one_of(st.text(max_size=200), sentences))
@settings(max_examples=400, deadline=None)
def test_no_text_raises(text: str) -> None:
    assert isinstance(understand(text, SITUATION, calendar=CALENDAR), Reading)


@given(st.text(max_size=300))
@settings(max_examples=300, deadline=None)
def test_normalising_twice_changes_nothing(text: str) -> None:
    once = normalise(text)

    assert normalise(once) == once
    assert once == once.strip()


@given(days)
@settings(max_examples=300, deadline=None)
def test_a_day_as_we_write_it_reads_back_to_itself(day: date) -> None:
    moment = read_moment(say_day(day, NOW), NOW, calendar=CALENDAR)

    assert moment is not None
    assert moment.on == day
    assert moment.alternatives == ()


@given(days, st.times(min_value=time(9), max_value=time(23, 59)), st.booleans())
@settings(max_examples=300, deadline=None)
def test_a_moment_as_we_write_it_reads_back_to_itself(day: date, at: time, is_deadline: bool) -> None:
    said = Moment(day, at.replace(second=0, microsecond=0), is_deadline)

    moment = read_moment(say_moment(said, NOW), NOW, calendar=CALENDAR)

    assert moment is not None
    assert (moment.on, moment.at, moment.is_deadline) == (said.on, said.at, said.is_deadline)


@given(st.lists(st.sampled_from(TITLES), min_size=1, max_size=6, unique=True), st.data())
@settings(max_examples=200, deadline=None)
def test_reports_keep_the_order_they_were_said_in(titles: list[str], data: st.DataObject) -> None:
    text = ",".join(title + data.draw(st.sampled_from(STATES)) for title in titles)

    reading = understand(text, SITUATION, calendar=CALENDAR)

    reports = [one for one in reading.statements if isinstance(one, ReportProgress)]
    assert [report.task.phrase for report in reports] == titles


@given(st.sampled_from(TITLES), st.sampled_from(TIMES), st.sampled_from(NAMES), st.permutations([0, 1, 2]))
@settings(max_examples=300, deadline=None)
def test_the_title_of_a_draft_never_holds_its_date_or_owner(title: str, time: str, name: str, order: list[int]) -> None:
    text = " ".join((title, time, name)[index] for index in order)

    reading = understand(text, SITUATION, calendar=CALENDAR)

    assert len(reading.statements) == 1
    created = reading.statements[0]
    assert isinstance(created, CreateTasks)
    assert [draft.title for draft in created.drafts] == [title]
    assert created.drafts[0].due is not None
    assert [person.text for person in created.drafts[0].assignees] == [name.removeprefix("@")]


@given(st.integers(min_value=1, max_value=250))
@settings(max_examples=60, deadline=None)
def test_days_from_now_are_calendar_days_and_workdays_follow_the_calendar(count: int) -> None:
    today = NOW.date()

    calendar_days = read_moment(f"{count}天后", NOW, calendar=CALENDAR)
    workdays = read_moment(f"{count}个工作日后", NOW, calendar=CALENDAR)

    assert calendar_days is not None
    assert calendar_days.on == today + timedelta(days=count)
    assert workdays is not None
    assert workdays.on == CALENDAR.add_workdays(today, count)


@pytest.mark.parametrize("length", [LONGEST_READ + 1, 10_000])
def test_an_endless_message_is_not_a_command(length: int) -> None:
    reading = understand("登录页做完了," * length, SITUATION, calendar=CALENDAR)

    assert reading.statements == ()
    assert len(reading.unread) == LONGEST_READ


@pytest.mark.parametrize("text", ["", "   ", "\u200b\ufeff\x00", "@群程", "@群程 \n\t"])
def test_nothing_said_means_nothing(text: str) -> None:
    assert understand(text, SITUATION, calendar=CALENDAR) == Reading()


def test_signs_of_our_own_are_taken_out_of_what_people_type() -> None:
    reading = understand("登录页\ue000做\uec00完了", SITUATION, calendar=CALENDAR)

    assert reading == understand("登录页做完了", SITUATION, calendar=CALENDAR)
