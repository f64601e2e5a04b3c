"""Sheets: what headings and cells mean in Chinese and English, and each cell that does not fit by its place."""

from collections.abc import Sequence
from datetime import date, datetime
from io import BytesIO

import pytest
from xlsxwriter import Workbook

from quncheng.engine.exchange_types import (
    DurationUnit,
    ExchangeAssignment,
    ExchangeDuration,
    ExchangeLink,
    ExchangePlan,
    Measure,
    ReadPlan,
    Remark,
    RemarkReason,
    SheetColumn,
    SheetField,
    SheetMapping,
    SheetTable,
)
from quncheng.engine.types import NO_LAG, Lag, LagUnit, LinkType
from quncheng.providers.formats.sheet_cells import (
    WrittenLink,
    read_choice,
    read_day,
    read_duration,
    read_links,
    read_percent,
    read_priority,
)
from quncheng.providers.formats.sheet_headings import guess_mapping
from quncheng.providers.formats.sheet_rows import read_rows
from quncheng.providers.formats.sheet_tables import read_table

TODAY = date(2026, 11, 22)
Cells = Sequence[Sequence[str | int | float | date | None]]

HOUSE = """老房改造计划,,,
,,,
序号,任务名称,负责人,开始时间,完成时间,工期(天),前置任务,优先级,完成度,里程碑,合同号,备注
1,设计,,2026/11/23,2026.12.1,,,,,,,
1.1,出图,王强、李丽,11月23日,2026年11月27日,5天,,高,60%,否,HT1,"先平面,后水电"
1.2,报批,王强[50%],,12/1,2 工作日,1.1FS+2d,低,1,,,
2,交付,陈总,,2026-12-18,0,"1.2,出图FF-50%",中,,是,,
3,晾干,,soon,,3ed?,9;2,,101%,也许,,
"""


def workbook(rows: Cells, name: str = "计划") -> bytes:
    data = BytesIO()
    book = Workbook(data, {"in_memory": True})
    sheet = book.add_worksheet(name)
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    for row, cells in enumerate(rows):
        for column, cell in enumerate(cells):
            if isinstance(cell, date):
                sheet.write_datetime(row, column, cell, day)
            else:
                sheet.write(row, column, cell)
    book.close()
    return data.getvalue()


def read(data: bytes) -> ReadPlan:
    table = read_table(data)
    return read_rows(table, guess_mapping(table), reference=TODAY)


def plan_of(text: str) -> ExchangePlan:
    return read(text.encode()).plan


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("任务名称", SheetField.TITLE),
        ("名称", SheetField.TITLE),
        ("标题", SheetField.TITLE),
        ("Task", SheetField.TITLE),
        ("Task Name", SheetField.TITLE),
        ("TITLE", SheetField.TITLE),
        ("负责人", SheetField.ASSIGNEE),
        ("Owner", SheetField.ASSIGNEE),
        ("Assigned To", SheetField.ASSIGNEE),
        ("资源名称", SheetField.ASSIGNEE),
        ("开始", SheetField.START),
        ("Start Date", SheetField.START),
        ("计划开始时间", SheetField.START),
        ("完成时间", SheetField.FINISH),
        ("结束日期", SheetField.FINISH),
        ("Due", SheetField.FINISH),
        ("截止日期", SheetField.DEADLINE),
        ("工期", SheetField.DURATION),
        ("Duration", SheetField.DURATION),
        ("前置任务", SheetField.PREDECESSORS),
        ("Predecessors", SheetField.PREDECESSORS),
        ("优先级", SheetField.PRIORITY),
        ("完成度", SheetField.PERCENT_COMPLETE),
        ("%", SheetField.PERCENT_COMPLETE),
        ("% Complete", SheetField.PERCENT_COMPLETE),
        ("进度", SheetField.PERCENT_COMPLETE),
        ("里程碑", SheetField.MILESTONE),
        ("大纲级别", SheetField.LEVEL),
        ("WBS", SheetField.WBS),
        ("备注", SheetField.NOTES),
        ("工作量", SheetField.EFFORT),
        ("实际开始时间", SheetField.ACTUAL_START),
    ],
)
def test_a_heading_is_known_in_both_languages(heading: str, field: SheetField) -> None:
    mapping = guess_mapping(SheetTable("", ((heading, "序号", "任务"), ("甲", 1, "乙"))))

    assert (mapping.columns[0].field, mapping.columns[0].confidence) == (field, 1.0)


def test_the_mapping_says_what_it_understood_how_surely_and_what_not() -> None:
    mapping = guess_mapping(read_table(HOUSE.encode()))

    assert mapping.heading_row == 3
    assert mapping.columns[5] == SheetColumn(5, "工期(天)", SheetField.DURATION, 0.9, ("5天", "2 工作日", "0"))
    assert mapping.unknown == (SheetColumn(10, "合同号", None, 0.0, ("HT1",)),)


def test_of_two_columns_of_one_meaning_the_surer_one_is_taken() -> None:
    mapping = guess_mapping(SheetTable("", (("上级任务", "任务名称", "负责人"), ("甲", "乙", "丙"))))

    assert [column.field for column in mapping.columns] == [None, SheetField.TITLE, SheetField.ASSIGNEE]


def test_without_headings_the_texts_are_titles_and_the_days_start_and_finish() -> None:
    table = read_table("出图,2026-11-23,2026-11-27\n报批,2026-11-30,2026-12-01\n".encode())
    mapping = guess_mapping(table)

    assert mapping.heading_row == 0
    assert [(column.field, column.confidence) for column in mapping.columns] == [
        (SheetField.TITLE, 0.3),
        (SheetField.START, 0.3),
        (SheetField.FINISH, 0.3),
    ]


def test_a_mapping_that_a_person_changed_is_followed() -> None:
    table = read_table("甲,乙\n出图,报批\n".encode())
    changed = SheetMapping(1, (SheetColumn(0, "甲", SheetField.NOTES), SheetColumn(1, "乙", SheetField.TITLE)))

    found = read_rows(table, changed, reference=TODAY).plan.tasks

    assert [(task.title, task.notes) for task in found] == [("报批", "出图")]


def test_rows_become_tasks_links_and_assignments() -> None:
    found = read(HOUSE.encode("gb18030")).plan

    assert [(task.title, task.level, task.parent_uid, task.is_summary, task.is_milestone) for task in found.tasks] == [
        ("设计", 1, None, True, False),
        ("出图", 2, 1, False, False),
        ("报批", 2, 1, False, False),
        ("交付", 1, None, False, True),
        ("晾干", 1, None, False, False),
    ]
    drawing = found.tasks[1]
    assert drawing.planned_start == datetime.fromisoformat("2026-11-23T00:00")
    assert drawing.planned_finish == datetime.fromisoformat("2026-11-27T23:59")
    assert (drawing.duration, drawing.percent_complete, drawing.priority) == (ExchangeDuration(2400), 60, 700)
    assert drawing.notes == "先平面,后水电"
    assert found.links == (
        ExchangeLink(2, 3, LinkType.FS, Lag(2, LagUnit.DAY)),
        ExchangeLink(3, 4, LinkType.FS, NO_LAG),
        ExchangeLink(2, 4, LinkType.FF, Lag(-50, LagUnit.PERCENT)),
        ExchangeLink(4, 5, LinkType.FS, NO_LAG),
    )
    assert [resource.name for resource in found.resources] == ["王强", "李丽", "陈总"]
    assert found.assignments == (
        ExchangeAssignment(2, 1),
        ExchangeAssignment(2, 2),
        ExchangeAssignment(3, 1, 0.5),
        ExchangeAssignment(4, 3),
    )


def test_a_cell_that_does_not_fit_is_named_by_row_and_column() -> None:
    assert set(read(HOUSE.encode()).remarks) == {
        Remark(RemarkReason.NOT_A_DATE, "D 开始时间", 8, "soon"),
        Remark(RemarkReason.NOT_A_CHOICE, "J 里程碑", 8, "也许"),
        Remark(RemarkReason.OUT_OF_RANGE, "I 完成度", 8, "101%"),
        Remark(RemarkReason.UNKNOWN_TASK, "G 前置任务", 8, "9"),
    }


def test_a_row_without_a_title_is_left_out_and_an_empty_one_is_nothing() -> None:
    found = read("任务名称,负责人\n甲,王强\n,李丽\n,\n乙,\n".encode())

    assert [task.title for task in found.plan.tasks] == ["甲", "乙"]
    assert found.remarks == (Remark(RemarkReason.MISSING_TITLE, "A 任务名称", 3),)


def test_a_finish_before_the_start_is_left_out() -> None:
    found = read("任务名称,开始,完成\n甲,2026-11-23,2026-11-20\n".encode())

    assert found.plan.tasks[0].planned_finish is None
    assert found.remarks == (Remark(RemarkReason.FINISH_BEFORE_START, "C 完成", 2, "2026-11-20"),)


def test_levels_come_from_the_indent_where_nothing_else_says_them() -> None:
    found = plan_of("任务名称,工期\n设计,1\n  出图,2\n    平面,3\n  报批,1\n\u3000水电,1\n交付,0\n")

    assert [(task.title, task.level) for task in found.tasks] == [
        ("设计", 1), ("出图", 2), ("平面", 3), ("报批", 2), ("水电", 2), ("交付", 1),
    ]  # fmt: skip


def test_a_level_that_is_too_deep_is_drawn_in() -> None:
    found = read("任务名称,大纲级别\n甲,1\n乙,3\n".encode())

    assert [task.level for task in found.plan.tasks] == [1, 2]
    assert found.remarks == (Remark(RemarkReason.BROKEN_LEVEL, "B 大纲级别", 3, "2"),)


def test_predecessors_count_the_tasks_where_no_column_numbers_them() -> None:
    found = plan_of("任务名称,前置任务\n甲,\n乙,1\n丙,2SS+4h\n")

    assert found.links == (
        ExchangeLink(1, 2, LinkType.FS, NO_LAG),
        ExchangeLink(2, 3, LinkType.SS, Lag(4, LagUnit.HOUR)),
    )


def test_a_title_of_several_tasks_is_no_predecessor() -> None:
    found = read("任务名称,前置任务\n甲,\n甲,\n乙,甲\n".encode())

    assert found.plan.links == ()
    assert found.remarks == (Remark(RemarkReason.AMBIGUOUS_TASK, "B 前置任务", 4, "甲"),)


def test_a_heading_may_name_the_unit() -> None:
    found = plan_of("任务名称,工期(小时),工作量(人天)\n甲,12,3\n").tasks[0]

    assert found.duration == ExchangeDuration(720, DurationUnit.HOUR)
    assert found.effort_minutes == 1440


def test_a_workbook_holds_days_and_fractions() -> None:
    rows: Cells = [
        ["任务名称", "开始", "完成", "完成度"],
        ["甲", date(2026, 11, 23), 46353, 0.4],
        ["乙", None, None, 1],
    ]

    found = read(workbook(rows)).plan

    assert found.title == "计划"
    assert found.tasks[0].planned_start == datetime.fromisoformat("2026-11-23T00:00")
    assert found.tasks[0].planned_finish == datetime.fromisoformat("2026-11-27T23:59")
    assert [task.percent_complete for task in found.tasks] == [40, 100]


def test_rows_of_a_workbook_count_from_its_top() -> None:
    found = read(workbook([[], ["", "任务名称", "开始"], ["", "甲", "bald"]]))

    assert found.remarks == (Remark(RemarkReason.NOT_A_DATE, "C 开始", 3, "bald"),)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "gb18030"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_text_is_read_in_every_encoding_and_with_every_separator(encoding: str, separator: str) -> None:
    text = f"任务名称{separator}负责人\n出图{separator}王强\n报批{separator}李丽\n"

    found = read_table(text.encode(encoding))

    assert found.rows == (("任务名称", "负责人"), ("出图", "王强"), ("报批", "李丽"))


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        ("2026/11/25", date(2026, 11, 25)),
        ("2026.11.25", date(2026, 11, 25)),
        ("2026-11-25 08:00", date(2026, 11, 25)),
        ("2026年11月25日 周三", date(2026, 11, 25)),
        ("20261125", date(2026, 11, 25)),
        ("11月25日", date(2026, 11, 25)),
        ("3月5号", date(2027, 3, 5)),
        ("11/25/2026", date(2026, 11, 25)),
        ("25.11.2026", date(2026, 11, 25)),
        ("Wed 11/25/26", date(2026, 11, 25)),
        ("Nov 25, 2026", date(2026, 11, 25)),
        ("25 Nov 2026", date(2026, 11, 25)),
        (46351, date(2026, 11, 25)),
        (46351.75, date(2026, 11, 25)),
        ("46351", date(2026, 11, 25)),
        (20261125, date(2026, 11, 25)),
        (datetime.fromisoformat("2026-11-25T17:00"), date(2026, 11, 25)),
        ("2026-02-30", None),
        ("soon", None),
        ("5", None),
        (True, None),
        ("2" * 500, None),
    ],
)
def test_a_day_is_read_as_people_write_it(cell: str | float | datetime, day: date | None) -> None:
    assert read_day(cell, TODAY) == day


@pytest.mark.parametrize(
    ("cell", "duration"),
    [
        ("5天", ExchangeDuration(2400)),
        ("5d", ExchangeDuration(2400)),
        ("3 个工作日", ExchangeDuration(1440)),
        ("4h", ExchangeDuration(240, DurationUnit.HOUR)),
        ("半天", ExchangeDuration(240)),
        ("两周", ExchangeDuration(4800, DurationUnit.WEEK)),
        ("1 mon", ExchangeDuration(9600, DurationUnit.MONTH)),
        ("1天4小时", ExchangeDuration(720)),
        ("2.5", ExchangeDuration(1200)),
        (3, ExchangeDuration(1440)),
        ("3 days?", ExchangeDuration(1440, is_estimated=True)),
        ("3 日历天", ExchangeDuration(4320, is_elapsed=True)),
        ("-3", None),
        ("long", None),
        ("5 Bananen", None),
    ],
)
def test_a_duration_is_read_as_people_write_it(cell: str | int, duration: ExchangeDuration | None) -> None:
    assert read_duration(cell, Measure()) == duration


@pytest.mark.parametrize(
    ("cell", "links"),
    [
        ("3FS+2d", [WrittenLink("3", LinkType.FS, Lag(2, LagUnit.DAY))]),
        ("3,5SS", [WrittenLink("3", LinkType.FS, NO_LAG), WrittenLink("5", LinkType.SS, NO_LAG)]),
        ("3FF-50%", [WrittenLink("3", LinkType.FF, Lag(-50, LagUnit.PERCENT))]),
        ("1.2;7sf+3 个工作日", [WrittenLink("1.2", LinkType.FS, NO_LAG), WrittenLink("7", LinkType.SF, Lag(3))]),
        ("视觉初稿 SS+1ed", [WrittenLink("视觉初稿", LinkType.SS, Lag(1, LagUnit.ELAPSED_DAY))]),
        ("4 完成-开始 + 1周", [WrittenLink("4", LinkType.FS, Lag(5, LagUnit.DAY))]),
        ("3+2天", [WrittenLink("3", LinkType.FS, Lag(2, LagUnit.DAY))]),
    ],
)
def test_predecessors_are_read_as_people_write_them(cell: str, links: list[WrittenLink]) -> None:
    assert list(read_links(cell)) == links


def test_small_values_are_read_as_people_write_them() -> None:
    assert [read_percent(cell, is_fraction=False) for cell in ("60%", 60, "60.5", "101", "x")] == [
        60,
        60,
        60.5,
        None,
        None,
    ]
    assert [read_percent(cell, is_fraction=True) for cell in (0.6, "60%", 1)] == [60, 60, 100]
    assert [read_choice(cell) for cell in ("是", "√", "否", 0, "vielleicht")] == [True, True, False, False, None]
    assert [read_priority(cell) for cell in ("紧急", "High", "P2", "低", 650, "x")] == [900, 700, 500, 300, 650, None]
