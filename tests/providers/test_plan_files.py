"""One door for every file: what it is shows in its first bytes, not in its name."""

from datetime import UTC, date, datetime

import pytest

from quncheng.engine.exchange_errors import FileTooLarge
from quncheng.engine.exchange_types import FileLimits, ReadPlan, RemarkReason, SheetTable
from quncheng.language.remarks import SENTENCES, describe
from quncheng.providers.formats.plan_files import FormatFiles
from quncheng.runtime.plan_files import PlanFiles
from tests.providers.test_sheets import workbook
from tests.support.mspdi_file import HOUSE

FILES: PlanFiles = FormatFiles()
CSV = "任务名称,负责人\n出图,王强\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-be", "gb18030"])
def test_xml_is_a_plan_in_whatever_encoding(encoding: str) -> None:
    found = FILES.open(f"\n{HOUSE.split('?>', 1)[1]}".encode(encoding))

    assert isinstance(found, ReadPlan)
    assert [task.title for task in found.plan.tasks][:2] == ["设计 & 报批", "出图"]


@pytest.mark.parametrize(
    "data", [CSV.encode(), CSV.encode("gb18030"), workbook([["任务名称", "负责人"], ["出图", "王强"]])]
)
def test_anything_else_is_a_sheet_that_needs_a_mapping(data: bytes) -> None:
    table = FILES.open(data)

    assert isinstance(table, SheetTable)
    found = FILES.read_rows(table, FILES.guess_mapping(table), reference=date(2026, 11, 22))
    assert [(task.title, task.uid) for task in found.plan.tasks] == [("出图", 1)]
    assert [resource.name for resource in found.plan.resources] == ["王强"]


def test_what_is_written_is_opened_again() -> None:
    house = FILES.open(HOUSE.encode())
    assert isinstance(house, ReadPlan)

    kinds = [
        FILES.open(FILES.write_mspdi(house.plan)),
        FILES.open(FILES.write_csv(house.plan)),
        FILES.open(FILES.write_xlsx(house.plan, today=date(2026, 11, 22))),
    ]

    assert [type(kind) for kind in kinds] == [ReadPlan, SheetTable, SheetTable]
    calendar = FILES.write_icalendar(house.plan, plan_id="P1", now=datetime(2026, 11, 22, tzinfo=UTC))
    assert calendar.count(b"BEGIN:VEVENT") == 2


def test_the_limits_hold_for_every_kind() -> None:
    files = FormatFiles(FileLimits(bytes=10))

    for data in (HOUSE.encode(), CSV.encode()):
        with pytest.raises(FileTooLarge):
            files.open(data)


def test_every_remark_has_its_words() -> None:
    house = FILES.open(HOUSE.encode())
    assert isinstance(house, ReadPlan)

    assert set(SENTENCES) == set(RemarkReason)
    assert describe(house.remarks[1]) == "第 186 行「PredecessorLink」“99”找不到这个任务,没有导入。"
    assert describe(house.remarks[2], language="en") == "ExtendedAttributes is not supported and is left out."
