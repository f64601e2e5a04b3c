"""Workbooks (xlsx, xls, ods) become rows; a hostile one costs a child process, never this one."""

import os
import subprocess
import sys
import zipfile
from collections.abc import Mapping
from datetime import date, datetime
from io import BytesIO
from pathlib import Path

import msgspec

from quncheng.engine.exchange_errors import (
    FileBroken,
    FileKindUnknown,
    FileLocked,
    FileTooLarge,
    FileUnsafe,
    TooManyRows,
)
from quncheng.engine.exchange_types import CellValue, FileLimits, SheetTable

PROCESS = Path(__file__).with_name("workbook_process.py")
ZIP_MARK, OLE_MARK = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
MOST_ENTRIES = 2000
KEPT_ENVIRONMENT = ("SYSTEMROOT", "PATH", "LD_LIBRARY_PATH")
"""What a process needs to start; our settings hold secrets."""
HEADINGS = 50
"""Rows above the tasks that do not count."""
JsonCell = str | int | float | bool | list[str] | None


class Answer(msgspec.Struct):
    name: str = ""
    sheets: tuple[str, ...] = ()
    rows: list[list[JsonCell]] = []
    refused: str = ""
    detail: str = ""


def is_workbook(data: bytes) -> bool:
    return data.startswith((ZIP_MARK, OLE_MARK))


def read_workbook(data: bytes, *, sheet: str, limits: FileLimits) -> SheetTable:
    """The rows of one sheet; the first that is shown, unless another one is named. Blocks for as long as it takes."""
    if data.startswith(ZIP_MARK):
        _check_package(data, limits)
    answer = _run(data, sheet, limits)
    match answer.refused:
        case "":
            rows = tuple(tuple(map(_cell, row)) for row in answer.rows)
            return SheetTable(answer.name, rows, answer.sheets)
        case "rows":
            raise TooManyRows(limit=limits.rows)
        case "locked":
            raise FileLocked
        case _:
            raise FileBroken(answer.detail or "not a workbook")


def _check_package(data: bytes, limits: FileLimits) -> None:
    """What the package says of itself; whoever lies about it meets the limits of the process."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as package:
            entries = package.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as fault:
        raise FileBroken(str(fault)[:200]) from fault
    if len(entries) > MOST_ENTRIES:
        raise FileUnsafe(f"{len(entries)} parts in one package")
    if sum(entry.file_size for entry in entries) > limits.unpacked_bytes:
        raise FileTooLarge(limit=limits.unpacked_bytes)
    names = {entry.filename for entry in entries}
    if not names & {"[Content_Types].xml", "content.xml"}:
        raise FileKindUnknown


def _run(data: bytes, sheet: str, limits: FileLimits) -> Answer:
    numbers = (limits.memory_bytes, limits.seconds, limits.rows + HEADINGS, limits.columns, limits.text)
    try:
        done = subprocess.run(
            [sys.executable, "-I", str(PROCESS), *map(str, numbers), sheet],
            input=data,
            capture_output=True,
            timeout=limits.seconds * 2,
            check=False,
            env=_environment(os.environ),
        )
    except subprocess.TimeoutExpired as fault:
        raise FileTooLarge(limit=limits.unpacked_bytes) from fault
    if done.returncode != 0:
        raise FileTooLarge(limit=limits.unpacked_bytes)
    return msgspec.json.decode(done.stdout, type=Answer)


def _environment(ours: Mapping[str, str]) -> dict[str, str]:
    return {name: ours[name] for name in KEPT_ENVIRONMENT if name in ours}


def _cell(value: JsonCell) -> CellValue:
    if isinstance(value, list):
        kind, text = value
        return datetime.fromisoformat(text) if kind == "at" else date.fromisoformat(text)
    return value
