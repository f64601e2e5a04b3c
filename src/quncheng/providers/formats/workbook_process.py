"""Unpacks a workbook in a process of its own, whose memory and time are limited; imports nothing of ours.

The unpacking library keeps a sheet as a full rectangle, so two cells far apart can ask for more memory than there is,
and its process ends. Takes the file from standard input, writes JSON to standard output.
"""

import io
import json
import sys
from datetime import date, datetime, time, timedelta

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, PasswordError, SheetVisibleEnum, ZipError

if sys.platform != "win32":
    import resource

EMPTY_FOR_EACH = 20
"""A cell that somebody forgot far below is no reason to refuse the rows above."""
JsonCell = str | int | float | bool | list[str] | None


def main(arguments: list[str]) -> int:
    memory, seconds, most_rows, most_columns, most_text = (int(argument) for argument in arguments[:5])
    if sys.platform != "win32":
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    wanted = arguments[5] if len(arguments) > 5 else ""
    try:
        answer = _read(sys.stdin.buffer.read(), wanted, (most_rows, most_columns, most_text))
    except PasswordError:
        answer = {"refused": "locked"}
    except (CalamineError, ZipError, ValueError, OSError) as fault:
        answer = {"refused": "broken", "detail": f"{type(fault).__name__}: {fault}"[:200]}
    json.dump(answer, sys.stdout, ensure_ascii=True, separators=(",", ":"))
    return 0


def _read(data: bytes, wanted: str, most: tuple[int, int, int]) -> dict[str, object]:
    rows_limit, columns_limit, text_limit = most
    with CalamineWorkbook.from_filelike(io.BytesIO(data)) as workbook:
        visible = [sheet.name for sheet in workbook.sheets_metadata if sheet.visible is SheetVisibleEnum.Visible]
        names = visible or workbook.sheet_names
        if not names:
            return {"refused": "broken", "detail": "no sheet"}
        sheet = workbook.get_sheet_by_name(wanted if wanted in names else names[0])
        rows: list[list[JsonCell]] = []
        filled = 0
        if sheet.total_height > rows_limit * EMPTY_FOR_EACH:
            return {"refused": "rows"}
        for row in _rows_from_the_top(sheet):
            cells = [_cell(value, text_limit) for value in row[:columns_limit]]
            while cells and cells[-1] is None:
                cells.pop()
            rows.append(cells)
            filled += bool(cells)
            if filled > rows_limit:
                return {"refused": "rows"}
        return {"name": sheet.name, "sheets": names, "rows": rows}


def _rows_from_the_top(sheet: CalamineSheet) -> list[list[object]]:
    if sheet.height == 0:
        return []
    return [list(row) for row in sheet.to_python(skip_empty_area=False)]


def _cell(value: object, text_limit: int) -> JsonCell:
    match value:
        case "":
            return None
        case str():
            return value[:text_limit]
        case bool():
            return value
        case int() | float():
            return int(value) if isinstance(value, float) and value.is_integer() else value
        case datetime():
            return ["at", value.isoformat()]
        case date():
            return ["on", value.isoformat()]
        case time():
            return value.isoformat()
        case timedelta():
            return value.total_seconds() / 86400
        case _:
            return str(value)[:text_limit]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
