"""A workbook or a text with separators becomes rows of cells, the first row being row 1."""

import csv
import re
from collections.abc import Iterator
from io import StringIO

from quncheng.engine.exchange_errors import FileBroken, FileEmpty, FileKindUnknown, FileTooLarge, TooManyRows
from quncheng.engine.exchange_types import DEFAULT_LIMITS, FileLimits, SheetTable
from quncheng.providers.formats.cell_safety import bare
from quncheng.providers.formats.decoding import decode
from quncheng.providers.formats.workbooks import HEADINGS, is_workbook, read_workbook

SEPARATORS = ",\t;|"
LINES_LOOKED_AT = 20
CONTROL = re.compile("[\x00-\x08\x0e-\x1f]")
"""No text holds them; other files do."""


def read_table(data: bytes, *, sheet: str = "", limits: FileLimits = DEFAULT_LIMITS) -> SheetTable:
    """Raises an error of ``engine.exchange_errors``; a workbook is unpacked in another process, which blocks."""
    if len(data) > limits.bytes:
        raise FileTooLarge(limit=limits.bytes)
    table = read_workbook(data, sheet=sheet, limits=limits) if is_workbook(data) else _read_text(data, limits)
    if not any(cell is not None for row in table.rows for cell in row):
        raise FileEmpty
    return table


def _read_text(data: bytes, limits: FileLimits) -> SheetTable:
    text = decode(data).text
    if CONTROL.search(text) or text.lstrip()[:1] == "<":
        raise FileKindUnknown
    rows = tuple(_rows(text, limits))
    return SheetTable("", rows)


def _rows(text: str, limits: FileLimits) -> Iterator[tuple[str | None, ...]]:
    reader = csv.reader(StringIO(text, newline=""), delimiter=_separator(text))
    try:
        for number, row in enumerate(reader):
            if number >= limits.rows + HEADINGS:
                raise TooManyRows(limit=limits.rows)
            yield tuple(bare(cell[: limits.text]) or None for cell in row[: limits.columns])
    except csv.Error as fault:
        raise FileBroken(str(fault), line=reader.line_num, column=1) from fault


def _separator(text: str) -> str:
    """The one that cuts the first lines into equally many cells, as many as possible."""
    lines = [line for line in text[:100_000].splitlines() if line.strip()][:LINES_LOOKED_AT]
    best, best_score = ",", 0.0
    for separator in SEPARATORS:
        widths = [len(row) for row in csv.reader(lines, delimiter=separator)]
        usual = max(set(widths), key=widths.count, default=1)
        score = (usual - 1) * widths.count(usual) / max(len(widths), 1)
        if score > best_score:
            best, best_score = separator, score
    return best
