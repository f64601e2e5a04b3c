"""The plan as a drawing: what it says, what it marks, what it leaves out."""

import re
from dataclasses import replace
from datetime import date, timedelta
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quncheng.engine.calendar import WorkCalendar
from quncheng.engine.holidays import chinese_calendar
from quncheng.features.plans.picture import MAX_ROWS, WIDTH, GanttPicture, GanttRow, draw_gantt
from quncheng.features.plans.svg import fit, measure, to_drawable
from quncheng.features.projects.types import TaskStatus

SVG = "{http://www.w3.org/2000/svg}"
OFFICIAL = chinese_calendar()
TODAY = date(2026, 9, 29)
DRAFT = GanttRow("视觉初稿", date(2026, 9, 28), date(2026, 10, 9), number=2, owner="韩梅梅", percent=20)
LAUNCH = GanttPicture("新品线上发布会", (DRAFT,), TODAY)


def _texts(picture: GanttPicture, calendar: WorkCalendar = OFFICIAL) -> list[str]:
    root = ElementTree.fromstring(draw_gantt(picture, calendar=calendar))
    return [element.text or "" for element in root.iter(f"{SVG}text")]


def _fills(picture: GanttPicture) -> list[str]:
    root = ElementTree.fromstring(draw_gantt(picture, calendar=OFFICIAL))
    return [element.get("fill", "") for element in root.iter(f"{SVG}rect")]


def test_a_row_says_number_title_owner_dates_and_progress() -> None:
    texts = _texts(LAUNCH)

    assert texts[:2] == ["新品线上发布会", "9月28日 周一 – 10月9日 周五"]
    assert "#2 视觉初稿" in texts
    assert "韩梅梅 | 9/28–10/9 | 20%" in texts


def test_the_axis_marks_the_break_the_makeup_days_and_today() -> None:
    texts = _texts(LAUNCH)

    assert texts.count("国庆节") == 1
    assert texts.count("班") == 1, "October 10th; September 20th lies before the axis"
    assert "今天 9/29" in texts


def test_an_ordinary_week_has_neither_breaks_nor_makeup_days() -> None:
    assert not {"班", "休", "国庆节"} & set(_texts(LAUNCH, WorkCalendar()))


def test_today_outside_the_plan_is_not_marked() -> None:
    later = replace(LAUNCH, today=date(2026, 12, 1))

    assert not [text for text in _texts(later) if text.startswith("今天")]


@pytest.mark.parametrize(
    ("row", "detail"),
    [
        (replace(DRAFT, is_late=True), "韩梅梅 | 9/28–10/9 | 已逾期 | 20%"),
        (replace(DRAFT, is_changed=True), "韩梅梅 | 9/28–10/9 | 有调整 | 20%"),
        (replace(DRAFT, status=TaskStatus.BLOCKED), "韩梅梅 | 9/28–10/9 | 受阻"),
        (replace(DRAFT, status=TaskStatus.DONE), "韩梅梅 | 9/28–10/9 | 已完成"),
        (replace(DRAFT, owner="", percent=0), "9/28–10/9"),
        (replace(DRAFT, is_milestone=True, start=DRAFT.finish), "韩梅梅 | 10/9"),
    ],
)
def test_the_state_is_said_in_words(row: GanttRow, detail: str) -> None:
    assert detail in _texts(replace(LAUNCH, rows=(row,)))


def test_late_things_are_counted_and_the_headline_is_shown() -> None:
    picture = replace(LAUNCH, rows=(replace(DRAFT, is_late=True), DRAFT), headline="比原计划晚 2 个工作日")

    assert _texts(picture)[2:4] == ["1 项逾期", "比原计划晚 2 个工作日"]


def test_a_milestone_is_a_diamond_and_no_bar() -> None:
    milestone = replace(LAUNCH, rows=(replace(DRAFT, is_milestone=True),))

    assert _fills(LAUNCH).count("#c5d9f7") == 2, "the bar and its legend"
    assert _fills(milestone).count("#c5d9f7") == 1, "the legend only"


def test_progress_fills_its_share_of_the_bar() -> None:
    root = ElementTree.fromstring(draw_gantt(replace(LAUNCH, rows=(replace(DRAFT, percent=50),)), calendar=OFFICIAL))
    bars = [element for element in root.iter(f"{SVG}rect") if element.get("height") == "34"]

    whole, done = (float(bar.get("width", "0")) for bar in bars)
    assert done == pytest.approx(whole / 2, rel=0.001)


def test_more_rows_than_fit_are_counted() -> None:
    rows = tuple(replace(DRAFT, number=number) for number in range(1, 48))
    texts = _texts(replace(LAUNCH, rows=rows))

    assert len([text for text in texts if text.startswith("#")]) == MAX_ROWS
    assert "还有 7 项" in texts


def test_exactly_as_many_rows_as_fit_hide_nothing() -> None:
    assert not [text for text in _texts(replace(LAUNCH, rows=(DRAFT,) * MAX_ROWS)) if text.startswith("还有")]


def test_an_empty_plan_says_so() -> None:
    assert "还没有任务" in _texts(replace(LAUNCH, rows=()))


def test_years_are_named_where_a_plan_crosses_them() -> None:
    long = replace(DRAFT, start=date(2026, 1, 5), finish=date(2028, 6, 30))
    texts = _texts(replace(LAUNCH, rows=(long,)))

    assert texts[1] == "2026年1月5日 周一 – 2028年6月30日 周五"
    assert {"2026年", "2027年", "2028年"} <= set(texts)


def test_titles_are_cut_to_the_column_with_an_ellipsis() -> None:
    shown = fit("品牌方确认主视觉与发布会流程(含嘉宾名单)", width=200, size=25)

    assert shown == "品牌方确认主视…"
    assert measure(shown, size=25) <= 200
    assert fit("短标题", width=200, size=25) == "短标题"


@pytest.mark.parametrize(
    ("content", "shown"),
    [
        ("a\x00b\x1b", "ab"),
        ("上线🎉了", "上线了"),
        ("✅ 完成", "完成"),
        ("两\n行\t字", "两 行 字"),
        ("喆 <b>&", "喆 <b>&"),
    ],
)
def test_what_cannot_be_drawn_is_left_out(content: str, shown: str) -> None:
    assert to_drawable(content) == shown


@given(
    st.text(max_size=60),
    st.text(max_size=20),
    st.integers(-50, 900),
    st.integers(0, 900),
    st.integers(-10, 200),
)
@settings(max_examples=60, deadline=None)
def test_any_text_and_any_dates_give_a_well_formed_drawing_within_its_width(
    title: str, owner: str, offset: int, length: int, percent: int
) -> None:
    start = TODAY + timedelta(days=offset)
    row = GanttRow(title, start, start + timedelta(days=length), owner=owner, percent=percent)

    drawing = draw_gantt(GanttPicture(title, (row,), TODAY), calendar=OFFICIAL)

    root = ElementTree.fromstring(drawing)
    assert root.get("width") == str(WIDTH)
    for element in root.iter(f"{SVG}rect"):
        assert 0 <= float(element.get("x", "")) <= WIDTH
        assert float(element.get("x", "")) + float(element.get("width", "")) <= WIDTH + 6
    assert not re.search(r"(nan|inf)", " ".join(str(element.attrib) for element in root.iter()))


def test_the_critical_path_the_forecast_and_the_baseline_are_marked_and_explained() -> None:
    row = replace(
        DRAFT,
        is_critical=True,
        forecast_finish=date(2026, 10, 13),
        baseline=(date(2026, 9, 28), date(2026, 9, 30)),
    )
    picture = replace(LAUNCH, rows=(row,))

    fills = _fills(picture)
    assert [fills.count(fill) for fill in ("#d9480f", "#f0a33e", "#a9afb8")] == [2, 2, 2], "the mark and its legend"
    assert {"关键", "预计", "基线"} <= set(_texts(picture))
    assert not {"关键", "预计", "基线"} & set(_texts(LAUNCH))


def test_a_summary_is_a_thin_bar_above_what_stands_under_it() -> None:
    summary = replace(DRAFT, title="阶段一", is_summary=True)
    root = ElementTree.fromstring(
        draw_gantt(replace(LAUNCH, rows=(summary, replace(DRAFT, depth=1))), calendar=OFFICIAL)
    )
    left = {text.text: float(text.get("x", "0")) for text in root.iter(f"{SVG}text")}

    assert left["#2 视觉初稿"] - left["#2 阶段一"] == 22
    assert len([bar for bar in root.iter(f"{SVG}rect") if bar.get("fill") == "#3d4450"]) == 1


def test_a_view_of_some_days_shows_nothing_beyond_them() -> None:
    week = replace(LAUNCH, span=(date(2026, 9, 28), date(2026, 10, 4)))
    root = ElementTree.fromstring(draw_gantt(week, calendar=OFFICIAL))
    (bar,) = [one for one in root.iter(f"{SVG}rect") if one.get("height") == "34" and one.get("fill") == "#c5d9f7"]

    assert float(bar.get("x", "0")) + float(bar.get("width", "0")) <= WIDTH - 28
    assert "10/5" not in _texts(week)
