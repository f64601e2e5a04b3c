"""What strangers send as a plan in XML, bombs and broken ends: refused with the place, or read with a remark."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from quncheng.engine.exchange_errors import FileBroken, FileEmpty, FileEncodingUnknown, FileTooLarge, FileUnsafe
from quncheng.engine.exchange_types import ExchangePlan, FileLimits, ReadPlan, Remark, RemarkReason
from quncheng.providers.formats.mspdi_read import read_mspdi
from quncheng.providers.formats.mspdi_write import write_mspdi
from tests.support.generated_plans import plans
from tests.support.mspdi_file import HOUSE, small

ONE = "<Task><UID>1</UID><Name>任务</Name></Task>"
BOMB = """<?xml version="1.0"?>
<!DOCTYPE Project [
<!ENTITY a "aaaaaaaaaa">
<!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">
<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">
]>
<Project xmlns="http://schemas.microsoft.com/project"><Title>&c;</Title></Project>"""
OUTSIDE = """<?xml version="1.0"?>
<!DOCTYPE Project [<!ENTITY passwords SYSTEM "file:///etc/passwd">]>
<Project xmlns="http://schemas.microsoft.com/project"><Title>&passwords;</Title></Project>"""
QUADRATIC = f'<?xml version="1.0"?><!DOCTYPE p [<!ENTITY a "{"a" * 50_000}">]><Project>{"&a;" * 1000}</Project>'


@pytest.mark.parametrize("text", [BOMB, OUTSIDE, QUADRATIC], ids=["bomb", "outside", "quadratic"])
def test_a_file_that_declares_a_document_type_is_refused_before_anything_is_expanded(text: str) -> None:
    with pytest.raises(FileUnsafe) as refused:
        read_mspdi(text.encode())

    assert refused.value.facts["detail"] == "a document type is declared"
    assert refused.value.facts["line"] in {1, 2}


def test_an_entity_nobody_declared_is_named_with_its_place() -> None:
    with pytest.raises(FileBroken) as refused:
        read_mspdi(small(ONE.replace("任务", "&secret;")).encode())

    assert refused.value.facts["detail"] == "undefined entity"


@pytest.mark.parametrize("name", ["Tasks", "Unknown", "Task"])
def test_nesting_without_end_is_refused(name: str) -> None:
    deep = f"<{name}>" * 100_000 + f"</{name}>" * 100_000

    with pytest.raises(FileUnsafe):
        read_mspdi(small(ONE + deep).encode())


def test_one_row_with_parts_without_end_is_refused() -> None:
    parts = "<Baseline><Number>1</Number></Baseline>" * 50_001

    with pytest.raises(FileUnsafe):
        read_mspdi(small(f"<Task><UID>1</UID>{parts}</Task>").encode())


def test_a_file_that_is_too_long_is_refused_unread() -> None:
    data = small(ONE).encode()

    assert len(read_mspdi(data, FileLimits(bytes=len(data))).plan.tasks) == 1
    with pytest.raises(FileTooLarge):
        read_mspdi(data, FileLimits(bytes=len(data) - 1))


def test_a_file_of_200_megabytes_is_refused() -> None:
    with pytest.raises(FileTooLarge) as refused:
        read_mspdi(b"<" * 200_000_000)

    assert refused.value.facts == {"megabytes": 50}


def test_too_many_elements_are_refused() -> None:
    with pytest.raises(FileTooLarge):
        read_mspdi(small("<Task/>" * 1000).encode(), FileLimits(elements=400))


def test_a_broken_end_says_where_and_nothing_is_read() -> None:
    text = HOUSE[: HOUSE.index("</Resources>")]

    with pytest.raises(FileBroken) as refused:
        read_mspdi(text.encode())

    assert refused.value.facts == {"detail": "no element found", "line": text.count("\n") + 1, "column": 2}


def test_a_wrong_tag_says_its_line_and_column() -> None:
    text = '<Project xmlns="http://schemas.microsoft.com/project">\n  <Tasks></Task>\n</Project>'

    with pytest.raises(FileBroken) as refused:
        read_mspdi(text.encode())

    assert refused.value.facts == {"detail": "mismatched tag", "line": 2, "column": 12}


@pytest.mark.parametrize("text", ["<html><body/></html>", '<Project xmlns="http://example.com/other"/>'])
def test_other_xml_is_refused(text: str) -> None:
    with pytest.raises(FileBroken) as refused:
        read_mspdi(text.encode())

    assert "root element" in str(refused.value.facts["detail"])


@pytest.mark.parametrize("named", ["GB18030", "gbk", "GB2312"])
def test_chinese_encodings_that_are_named_are_read(named: str) -> None:
    data = small(ONE).replace("UTF-8", named).encode("gb18030")

    assert read_mspdi(data) == read_mspdi(small(ONE).encode())


def test_a_chinese_encoding_that_is_not_named_is_read_with_a_remark() -> None:
    found = read_mspdi(small(ONE).encode("gb18030"))

    assert found.plan.tasks[0].title == "任务"
    assert found.remarks == (Remark(RemarkReason.OTHER_ENCODING, "xml", 1, "gb18030"),)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_marks_and_wide_characters_are_understood(encoding: str) -> None:
    data = small(ONE).replace("UTF-8", "UTF-16" if "16" in encoding else "UTF-8").encode(encoding)

    assert read_mspdi(data) == read_mspdi(small(ONE).encode())


def test_bytes_of_no_encoding_say_their_line() -> None:
    data = small(ONE).replace("<Tasks>", "\n<Tasks>").encode().replace("任务".encode(), b"\xff\xff\xff")

    with pytest.raises(FileEncodingUnknown) as refused:
        read_mspdi(data)

    assert refused.value.facts["line"] == 2


@pytest.mark.parametrize("data", [b"", b"   ", b"\x00" * 100, b"<Project"])
def test_what_is_no_file_at_all_is_refused(data: bytes) -> None:
    with pytest.raises((FileBroken, FileEmpty)):
        read_mspdi(data)


def test_remarks_do_not_grow_without_end() -> None:
    broken = "".join(f"<Task><UID>{uid}</UID><Name>任务</Name><Start>soon</Start></Task>" for uid in range(1, 1001))

    found = read_mspdi(small(broken).encode(), FileLimits(remarks=10))

    assert len(found.remarks) == 11
    assert found.remarks[-1] == Remark(RemarkReason.NOT_A_DATE, "Task/Start", count=990)


@given(plans())
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
def test_what_is_written_is_read_back_the_same(plan: ExchangePlan) -> None:
    assert read_mspdi(write_mspdi(plan)) == ReadPlan(plan)


@given(st.data())
@settings(max_examples=100, deadline=None)
def test_a_damaged_file_is_read_or_refused_but_never_fails_otherwise(data: st.DataObject) -> None:
    whole = HOUSE.encode()
    begin = data.draw(st.integers(0, len(whole)))
    damage = data.draw(st.binary(max_size=20))
    damaged = whole[:begin] + damage + whole[begin + data.draw(st.integers(0, 200)) :]

    try:
        count = len(read_mspdi(damaged).plan.tasks)
    except (FileBroken, FileEmpty, FileUnsafe, FileEncodingUnknown):
        count = 1

    assert count > 0
