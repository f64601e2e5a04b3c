"""Sheets from strangers: too long, packed to burst, broken, locked, in no encoding. Refused whole, with a reason."""

import struct
import time
import zipfile
from io import BytesIO

import pytest
from xlsxwriter import Workbook

from quncheng.engine.exchange_errors import (
    FileBroken,
    FileEmpty,
    FileEncodingUnknown,
    FileKindUnknown,
    FileTooLarge,
    FileUnsafe,
    TooManyRows,
)
from quncheng.engine.exchange_types import FileLimits, SheetField
from quncheng.providers.formats.sheet_cells import read_links
from quncheng.providers.formats.sheet_headings import guess_mapping
from quncheng.providers.formats.sheet_tables import read_table
from tests.providers.test_sheets import workbook

SHEET = "xl/worksheets/sheet1.xml"


def repacked(data: bytes, name: str, content: bytes) -> bytes:
    """The workbook with one part replaced or added."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            if entry.filename != name:
                new.writestr(entry.filename, old.read(entry))
        new.writestr(name, content)
    return out.getvalue()


ODF = "urn:oasis:names:tc:opendocument:xmlns"
TYPE = "application/vnd.oasis.opendocument.spreadsheet"


def open_document(rows: str) -> bytes:
    """An ODS with one sheet."""
    names = " ".join(f'xmlns:{name}="{ODF}:{name}:1.0"' for name in ("office", "table", "text"))
    entry = f'<m:file-entry m:full-path="/" m:media-type="{TYPE}"/>'
    sheet = f'<office:spreadsheet><table:table table:name="计划">{rows}</table:table></office:spreadsheet>'
    data = BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("mimetype", TYPE)
        package.writestr("META-INF/manifest.xml", f'<m:manifest xmlns:m="{ODF}:manifest:1.0">{entry}</m:manifest>')
        package.writestr(
            "content.xml",
            f"<office:document-content {names}><office:body>{sheet}</office:body></office:document-content>",
        )
    return data.getvalue()


def row(text: str, repeated: str = "") -> str:
    cell = f'<table:table-cell office:value-type="string"><text:p>{text}</text:p></table:table-cell>'
    return f"<table:table-row {repeated}>{cell}</table:table-row>"


@pytest.fixture(scope="module")
def plain() -> bytes:
    return workbook([["任务名称"], ["甲"]])


def test_20_000_rows_are_read_and_100_000_are_refused() -> None:
    allowed = "任务名称\n" + "任务\n" * 20_000
    many = "任务名称\n" + "任务\n" * 100_000

    assert len(read_table(allowed.encode()).rows) == 20_001
    with pytest.raises(TooManyRows) as refused:
        read_table(many.encode())
    assert refused.value.facts == {"limit": 20_000}


def test_100_000_rows_of_a_workbook_are_refused() -> None:
    data = workbook([["任务名称"], *([["任务"]] * 100_000)])

    with pytest.raises(TooManyRows):
        read_table(data)


def test_a_package_that_would_burst_is_refused_before_it_is_unpacked(plain: bytes) -> None:
    bomb = repacked(plain, SHEET, b" " * 201_000_000)

    begun = time.process_time()
    with pytest.raises(FileTooLarge) as refused:
        read_table(bomb)

    assert len(bomb) < 1_000_000
    assert refused.value.facts == {"megabytes": 200}
    assert time.process_time() - begun < 1


def test_a_package_that_lies_about_its_size_meets_the_limit_of_memory(plain: bytes) -> None:
    text = b"<t>" + b"a" * 150_000_000 + b"</t>"
    strings = b'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si>' + text + b"</si></sst>"
    bomb = repacked(plain, "xl/sharedStrings.xml", strings)
    lying = bomb.replace(struct.pack("<I", len(strings)), struct.pack("<I", 100))

    with pytest.raises((FileTooLarge, FileBroken)):
        read_table(lying, limits=FileLimits(memory_bytes=300_000_000))


def test_two_cells_far_apart_cost_only_the_process_that_looks() -> None:
    data = BytesIO()
    book = Workbook(data, {"in_memory": True})
    sheet = book.add_worksheet("远")
    sheet.write(0, 0, "任务名称")
    sheet.write(1_048_575, 16_383, "甲")
    book.close()

    with pytest.raises(FileTooLarge):
        read_table(data.getvalue())


def test_an_open_document_is_read_without_the_empty_rest() -> None:
    rest = '<table:table-row table:number-rows-repeated="1048570"><table:table-cell/></table:table-row>'

    table = read_table(open_document(row("任务名称") + row("甲") + rest))

    assert (table.name, table.rows) == ("计划", (("任务名称",), ("甲",)))


def test_a_row_that_is_said_to_come_a_million_times_is_refused() -> None:
    with pytest.raises(TooManyRows):
        read_table(open_document(row("任务名称") + row("甲", 'table:number-rows-repeated="1000000"')))


def test_a_package_of_too_many_parts_is_refused() -> None:
    data = BytesIO()
    with zipfile.ZipFile(data, "w") as package:
        for number in range(2001):
            package.writestr(f"{number}", b"")

    with pytest.raises(FileUnsafe):
        read_table(data.getvalue())


def test_another_package_is_no_workbook() -> None:
    data = BytesIO()
    with zipfile.ZipFile(data, "w") as package:
        package.writestr("readme.txt", b"hello")

    with pytest.raises(FileKindUnknown):
        read_table(data.getvalue())


@pytest.mark.parametrize("keep", [30, 1000, -40])
def test_a_workbook_that_was_cut_off_is_refused(plain: bytes, keep: int) -> None:
    with pytest.raises(FileBroken):
        read_table(plain[:keep])


def test_a_workbook_with_broken_insides_is_refused(plain: bytes) -> None:
    with pytest.raises(FileBroken):
        read_table(repacked(plain, SHEET, b"<worksheet><sheetData><row><c r='A1' t='s'><v>99</v>"))


def test_entities_in_a_workbook_are_not_expanded(plain: bytes) -> None:
    sheet = (
        b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
        b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1">'
        b'<c r="A1" t="inlineStr"><is><t>x&b;</t></is></c></row></sheetData></worksheet>'
    )

    with pytest.raises((FileBroken, FileEmpty)):
        read_table(repacked(plain, SHEET, sheet))


@pytest.mark.parametrize("data", [b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, b"PK\x03\x04"])
def test_a_mark_without_a_workbook_behind_it_is_refused(data: bytes) -> None:
    with pytest.raises(FileBroken):
        read_table(data)


@pytest.mark.parametrize("data", [b"\x00\x01\x02\x03\x04\x05\x06\x07", b"<html><body>no</body></html>"])
def test_what_is_no_text_is_refused(data: bytes) -> None:
    with pytest.raises(FileKindUnknown):
        read_table(data)


@pytest.mark.parametrize("data", [b"", b"\n\n", b",,\n,,\n"])
def test_a_sheet_without_a_filled_cell_is_refused(data: bytes) -> None:
    with pytest.raises(FileEmpty):
        read_table(data)


def test_bytes_of_no_encoding_say_their_line() -> None:
    with pytest.raises(FileEncodingUnknown) as refused:
        read_table("任务名称\n甲\n".encode() + b"\xff\xff\n")

    assert refused.value.facts == {"line": 3, "column": 1}


def test_a_quote_that_never_ends_is_broken_or_one_cell() -> None:
    with pytest.raises(FileBroken) as refused:
        read_table(b'title\n"' + b"a" * 200_000)

    assert refused.value.facts["line"] == 2


def test_a_table_wider_than_any_plan_is_cut() -> None:
    table = read_table(",".join(["任务名称", *("x" * 1000)]).encode())

    assert len(table.rows[0]) == 256
    assert guess_mapping(table).columns[0].field is SheetField.TITLE


@pytest.mark.parametrize("cell", ["1" + " " * 100_000 + "x", "1," * 50_000, "a" * 100_000, "(" * 5000 + "+1d"])
def test_no_cell_keeps_a_pattern_busy(cell: str) -> None:
    begun = time.process_time()
    list(read_links(cell))

    assert time.process_time() - begun < 1
