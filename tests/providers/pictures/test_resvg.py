"""The rasteriser with the font we ship: text must appear, on every machine, in every family a drawing names."""

import struct
from datetime import date, timedelta
from itertools import pairwise

import pytest

from quncheng.engine.holidays import chinese_calendar
from quncheng.features.plans.picture import MAX_ROWS, GanttPicture, GanttRow, draw_gantt
from quncheng.features.projects.types import TaskStatus
from quncheng.providers.pictures.resvg import FONT_FAMILY, ResvgRenderer
from quncheng.runtime.ports_pictures import PictureError

RENDERER = ResvgRenderer()
LEGIBLE = "视觉初稿 abc 100% 、。《》…–|#①→"
NAMES = "喆堃玥珺昇翀赟犇燚镕"


def _draw(content: str, family: str = FONT_FAMILY) -> bytes:
    return RENDERER.to_png(
        '<svg xmlns="http://www.w3.org/2000/svg" width="400" height="60">'
        f'<text x="5" y="40" font-size="30" font-family="{family}">{content}</text></svg>'
    )


def _size(png: bytes) -> tuple[int, int]:
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    width, height = struct.unpack(">II", png[16:24])
    return width, height


def test_text_appears() -> None:
    assert _draw("视觉初稿") != _draw("")
    assert _size(_draw("视觉初稿")) == (400, 60)


def test_every_sign_a_plan_is_written_with_has_its_own_glyph() -> None:
    missing = _draw("\U0001f389")
    drawn = [_draw(sign) for sign in LEGIBLE + NAMES if sign != " "]

    assert missing not in drawn
    assert _draw("") not in drawn
    assert len(set(drawn)) == len(set(LEGIBLE + NAMES) - {" "})


@pytest.mark.parametrize("family", ["sans-serif", "serif", "monospace", "Nobody Has This", "Nobody Has This, serif"])
def test_no_family_makes_text_vanish(family: str) -> None:
    assert _draw("视觉初稿", family) == _draw("视觉初稿")


@pytest.mark.parametrize("drawing", ["", "x", "<svg", '<svg xmlns="http://www.w3.org/2000/svg" width="0" height="0"/>'])
def test_a_broken_drawing_is_refused(drawing: str) -> None:
    with pytest.raises(PictureError):
        RENDERER.to_png(drawing)


def _plan(count: int, title: str) -> GanttPicture:
    first = date(2026, 9, 14)
    rows = tuple(
        GanttRow(
            title,
            first + timedelta(days=index),
            first + timedelta(days=index + 4),
            number=index + 1,
            owner="韩梅梅",
            percent=index * 2,
            status=TaskStatus.IN_PROGRESS,
            is_late=index % 9 == 8,
        )
        for index in range(count)
    )
    return GanttPicture("新品线上发布会", rows, first)


def test_forty_rows_fit_the_platform() -> None:
    png = RENDERER.to_png(draw_gantt(_plan(MAX_ROWS, "支付流程联调"), calendar=chinese_calendar()))

    assert _size(png) == (821, 1821)
    assert len(png) <= 200 * 1024


def test_every_task_of_a_plan_can_be_told_from_the_picture() -> None:
    calendar = chinese_calendar()
    titles = ["视觉初稿", "视觉终稿", "内容撰写", "测试部署"]

    drawn = [RENDERER.to_png(draw_gantt(_plan(1, title), calendar=calendar)) for title in titles]

    assert {_size(png) for png in drawn} == {(1080, 392)}
    assert all(one != other for one, other in pairwise(drawn))
