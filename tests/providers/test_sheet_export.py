"""A plan written as a sheet: it reads well, comes back the same, and no cell of it is a formula."""

import csv
import re
import zipfile
from dataclasses import replace
from datetime import date
from io import BytesIO, StringIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from quncheng.engine.exchange_types import ExchangePlan, ExchangeTask, ReadPlan
from quncheng.providers.formats.cell_safety import bare, harmless
from quncheng.providers.formats.mspdi_read import read_mspdi
from quncheng.providers.formats.plan_sheet import COLUMNS
from quncheng.providers.formats.sheet_headings import guess_mapping
from quncheng.providers.formats.sheet_rows import read_rows
from quncheng.providers.formats.sheet_tables import read_table
from quncheng.providers.formats.sheet_write import write_csv, write_xlsx
from tests.support.mspdi_file import HOUSE

TODAY = date(2026, 11, 29)
HOSTILE = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "=cmd|' /C calc'!A0", "  =1", "\uff1d1", "'=1", "\n=1"]


@pytest.fixture(scope="module")
def house() -> ExchangePlan:
    return read_mspdi(HOUSE.encode()).plan


def read(data: bytes) -> ReadPlan:
    table = read_table(data)
    return read_rows(table, guess_mapping(table), reference=TODAY)


def part(data: bytes, name: str) -> str:
    with zipfile.ZipFile(BytesIO(data)) as package:
        return package.read(name).decode()


def test_text_opens_in_excel_and_reads_line_by_line(house: ExchangePlan) -> None:
    data = write_csv(house)

    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(StringIO(data.decode("utf-8-sig"), newline="")))
    assert rows[0] == list(COLUMNS.values())
    assert rows[2][:9] == ["2", "2", "出图", "王强[50%]", "2026-11-23", "2026-11-27", "5天", "60%", ""]
    assert [row[8] for row in rows[1:]] == ["", "", "2FS+2d", "3SS+50%,2FF-2h", "4SF+1ed"]


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_what_was_written_is_understood_when_it_comes_back(house: ExchangePlan, kind: str) -> None:
    data = write_csv(house) if kind == "csv" else write_xlsx(house, today=TODAY)
    table = read_table(data)
    mapping = guess_mapping(table)

    found = read_rows(table, mapping, reference=TODAY)

    assert [(column.heading, column.confidence) for column in mapping.columns] == [
        (heading, 1.0) for heading in COLUMNS.values()
    ]
    assert found.remarks == ()
    uids = {task.uid: number for number, task in enumerate(house.tasks, 1)}
    assert [(task.title, task.level, task.duration, task.percent_complete) for task in found.plan.tasks] == [
        (task.title, task.level, task.duration, task.percent_complete) for task in house.tasks
    ]
    assert [(link.predecessor_uid, link.successor_uid, link.type, link.lag) for link in found.plan.links] == [
        (uids[link.predecessor_uid], uids[link.successor_uid], link.type, link.lag) for link in house.links
    ]
    assert [task.effort_minutes for task in found.plan.tasks] == [task.effort_minutes for task in house.tasks]


@pytest.mark.parametrize("title", HOSTILE)
def test_no_cell_can_act_as_a_formula(title: str) -> None:
    plan = ExchangePlan(title=title, tasks=(ExchangeTask(1, title, notes=title),))

    rows = list(csv.reader(StringIO(write_csv(plan).decode("utf-8-sig"), newline="")))
    sheet = part(write_xlsx(plan, today=TODAY), "xl/worksheets/sheet1.xml")

    assert rows[1][2] == rows[1][-1] == f"'{title}"
    assert "<f>" not in sheet
    assert re.findall(r'<c r="C2"[^>]*>', sheet) == re.findall(r'<c r="C2"[^>]* t="s">', sheet) != []


def test_a_title_that_looks_like_a_formula_comes_back_as_it_was() -> None:
    tasks = tuple(ExchangeTask(uid, title.strip(), notes=title) for uid, title in enumerate(HOSTILE, 1))

    found = read(write_csv(ExchangePlan(tasks=tasks))).plan

    assert [task.title for task in found.tasks] == [task.title for task in tasks]


@given(st.text(max_size=10))
@settings(max_examples=300)
def test_the_mark_is_taken_off_and_only_ours(text: str) -> None:
    assert bare(harmless(text)) == text


def test_the_workbook_folds_freezes_and_marks_what_is_late(house: ExchangePlan) -> None:
    data = write_xlsx(house, today=TODAY)
    sheet = part(data, "xl/worksheets/sheet1.xml")

    assert re.findall(r'<row r="(\d+)"[^>]* outlineLevel="1"', sheet) == ["3", "4"]
    assert '<pane xSplit="3" ySplit="1"' in sheet
    assert 'AND($F2&lt;&gt;"",$F2&lt;DATE(2026,11,29),$H2&lt;1)' in sheet
    assert '<autoFilter ref="A1:Q6"/>' in sheet


def test_a_day_in_the_workbook_is_a_day(house: ExchangePlan) -> None:
    rows = CalamineWorkbook.from_filelike(BytesIO(write_xlsx(house, today=TODAY))).get_sheet_by_index(0).to_python()

    assert rows[2][4:6] == [date(2026, 11, 23), date(2026, 11, 27)]
    assert rows[2][7] == 0.6


def test_a_plan_without_tasks_has_its_headings(house: ExchangePlan) -> None:
    empty = replace(house, tasks=(), links=(), assignments=())

    assert read_table(write_xlsx(empty, today=TODAY)).rows == (tuple(COLUMNS.values()),)
    assert read_table(write_csv(empty)).rows == (tuple(COLUMNS.values()),)
