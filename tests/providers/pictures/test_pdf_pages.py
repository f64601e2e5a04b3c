"""Pages for a printer: every offset points where it should, and the points of the picture are the picture's."""

import re
import zlib

import pytest

from quncheng.providers.pictures.pdf_pages import to_pdf
from quncheng.providers.pictures.resvg import ResvgRenderer

SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="200" height="100" viewBox="0 0 200 100">'
    '<rect width="200" height="100" fill="{}"/></svg>'
)


def test_each_drawing_is_a_page_of_its_own_shape() -> None:
    pdf = ResvgRenderer().to_pdf([SVG.format("#fff"), SVG.format("#f00"), SVG.format("#00f")])

    assert pdf.startswith(b"%PDF-1.4\n")
    assert pdf.endswith(b"%%EOF\n")
    assert pdf.count(b"/Type /Page /Parent") == 3
    assert pdf.count(b"/MediaBox [0 0 842 421]") == 3
    assert b"/Width 400 /Height 200" in pdf


def test_the_table_of_offsets_finds_every_object() -> None:
    pdf = ResvgRenderer().to_pdf([SVG.format("#fff")])

    table = int(re.findall(rb"startxref\n(\d+)\n", pdf)[0])
    offsets = [int(found) for found in re.findall(rb"(\d{10}) 00000 n ", pdf[table:])]
    assert len(offsets) == 6
    for number, offset in enumerate(offsets, 1):
        assert pdf[offset:].startswith(b"%d 0 obj\n" % number)


def test_the_points_are_those_of_the_drawing() -> None:
    pdf = ResvgRenderer().to_pdf([SVG.format("#ff0000")])

    head, _, rest = pdf.partition(b"/Subtype /Image")
    length = int(re.findall(rb"/Length (\d+)", rest)[0])
    rows = rest.split(b"stream\n", 1)[1][:length]
    unpacked = zlib.decompress(rows)
    assert len(unpacked) == 200 * (1 + 400 * 4)
    assert unpacked[1:5] == b"\xff\x00\x00\xff"
    assert b"/Colors 4" in rest
    assert b"{ pop }" in head


def test_what_is_no_picture_is_refused() -> None:
    with pytest.raises(ValueError, match="not a PNG"):
        to_pdf([b"GIF89a"])
