"""Writes a plan as a workbook (xlsx) or as text with commas; no cell of either can act as a formula."""

import csv
from datetime import date
from io import BytesIO, StringIO

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from quncheng.engine.exchange_types import ExchangePlan, SheetField
from quncheng.providers.formats.cell_safety import harmless
from quncheng.providers.formats.plan_sheet import COLUMNS, PlanLine, plan_lines

BYTE_ORDER_MARK = "\ufeff"
"""Without it Excel takes UTF-8 for the encoding of the machine."""
WIDTHS = {SheetField.TITLE: 40, SheetField.NOTES: 40, SheetField.ASSIGNEE: 16, SheetField.PREDECESSORS: 16}
USUAL_WIDTH = 12
DEEPEST = 7
"""Levels that a workbook can fold."""
LONGEST_CELL = 32_767
SHEET_NAME = "计划"
FIELDS = tuple(COLUMNS)
LATE = "#C62828"


def write_csv(plan: ExchangePlan) -> bytes:
    text = StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(COLUMNS.values())
    percent = FIELDS.index(SheetField.PERCENT_COMPLETE)
    for line in plan_lines(plan):
        cells = [cell.isoformat() if isinstance(cell, date) else cell for cell in line.cells]
        cells[percent] = f"{cells[percent]}%"
        writer.writerow([harmless(cell) if isinstance(cell, str) else cell for cell in cells])
    return (BYTE_ORDER_MARK + text.getvalue()).encode("utf-8")


def write_xlsx(plan: ExchangePlan, *, today: date) -> bytes:
    """Tasks that should be finished before ``today`` and are not stand out."""
    data = BytesIO()
    workbook = Workbook(data, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    workbook.set_properties({"title": plan.title})
    sheet = workbook.add_worksheet(SHEET_NAME)
    _write_head(workbook, sheet)
    formats = _Formats(workbook)
    row = 0
    for row, line in enumerate(plan_lines(plan), 1):
        _write_line(sheet, row, line, formats)
    sheet.autofilter(0, 0, max(row, 1), len(COLUMNS) - 1)
    _mark_late(workbook, sheet, row, today)
    workbook.close()
    return data.getvalue()


class _Formats:
    """A format for every way a cell can look, made once."""

    def __init__(self, workbook: Workbook) -> None:
        self._workbook = workbook
        self._made: dict[tuple[str, bool, int], Format] = {}

    def get(self, pattern: str, *, is_bold: bool, indent: int = 0) -> Format:
        key = pattern, is_bold, indent
        if key not in self._made:
            look = {"num_format": pattern, "bold": is_bold, "indent": indent, "valign": "top"}
            self._made[key] = self._workbook.add_format(look)
        return self._made[key]


def _write_head(workbook: Workbook, sheet: Worksheet) -> None:
    head = workbook.add_format({"bold": True, "bg_color": "#E8EEF7", "bottom": 1})
    for index, (field, heading) in enumerate(COLUMNS.items()):
        sheet.set_column(index, index, WIDTHS.get(field, USUAL_WIDTH))
        sheet.write_string(0, index, heading, head)
    sheet.freeze_panes(1, FIELDS.index(SheetField.TITLE) + 1)
    sheet.outline_settings(True, False, True, False)


def _write_line(sheet: Worksheet, row: int, line: PlanLine, formats: _Formats) -> None:
    task = line.task
    if task.level > 1:
        sheet.set_row(row, None, None, {"level": min(task.level - 1, DEEPEST)})
    for index, (field, cell) in enumerate(zip(FIELDS, line.cells, strict=True)):
        is_bold = task.is_summary
        if cell is None or cell == "":
            continue
        if isinstance(cell, date):
            sheet.write_datetime(row, index, cell, formats.get("yyyy-mm-dd", is_bold=is_bold))
        elif isinstance(cell, str):
            indent = task.level - 1 if field is SheetField.TITLE else 0
            look = formats.get("@", is_bold=is_bold, indent=min(indent, 15))
            sheet.write_string(row, index, cell[:LONGEST_CELL], look)
        elif field is SheetField.PERCENT_COMPLETE:
            sheet.write_number(row, index, cell / 100, formats.get("0%", is_bold=is_bold))
        else:
            sheet.write_number(row, index, cell, formats.get("0", is_bold=is_bold))


def _mark_late(workbook: Workbook, sheet: Worksheet, last_row: int, today: date) -> None:
    finish, percent = FIELDS.index(SheetField.FINISH), FIELDS.index(SheetField.PERCENT_COMPLETE)
    letters = {index: chr(ord("A") + index) for index in (finish, percent)}
    rule = (
        f'AND(${letters[finish]}2<>"",${letters[finish]}2<DATE({today.year},{today.month},{today.day}),'
        f"${letters[percent]}2<1)"
    )
    look = workbook.add_format({"font_color": LATE})
    sheet.conditional_format(
        1, 0, max(last_row, 1), len(COLUMNS) - 1, {"type": "formula", "criteria": f"={rule}", "format": look}
    )
