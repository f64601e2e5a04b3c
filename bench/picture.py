"""How fast the picture of a plan is drawn and how large it is: forty rows with long names and every mark."""

import random
import statistics
import time
from datetime import date, timedelta

from bench.report import Numbers
from quncheng.engine.holidays import chinese_calendar
from quncheng.features.plans.picture import MAX_ROWS, GanttPicture, GanttRow, draw_gantt
from quncheng.features.projects.types import TaskStatus
from quncheng.providers.pictures.resvg import ResvgRenderer

PICTURE = "gantt_picture_40"
REPETITIONS, QUICK_REPETITIONS = 9, 3
FIRST = date(2026, 9, 14)
_SIGNS = (
    "视觉初稿接口联调测试部署上线发布会内容撰写物料采购场地布置"
    "数据报表用户调研需求文档渠道投放客户拜访合同审核支付流程压力验收"
)
_STATUSES = tuple(status for status in TaskStatus if status is not TaskStatus.CANCELLED)


def measure_picture(*, is_quick: bool) -> Numbers:
    """The worst case: no two names alike, so that nothing packs well."""
    picture, renderer = _make_picture(), ResvgRenderer()
    spent: list[float] = []
    png = b""
    for _ in range(QUICK_REPETITIONS if is_quick else REPETITIONS):
        start = time.process_time()
        png = renderer.to_png(draw_gantt(picture, calendar=chinese_calendar()))
        spent.append(time.process_time() - start)
    return {"cpu_ms": 1000 * statistics.median(spent), "kb": len(png) / 1024}


def _make_picture() -> GanttPicture:
    pick = random.Random(MAX_ROWS)
    return GanttPicture("新品线上发布会", tuple(_make_row(pick, index) for index in range(MAX_ROWS)), FIRST)


def _make_row(pick: random.Random, index: int) -> GanttRow:
    start = FIRST + timedelta(days=index)
    finish = start + timedelta(days=4)
    return GanttRow(
        "".join(pick.choices(_SIGNS, k=16)),
        start,
        finish,
        number=100 + index,
        owner="".join(pick.choices(_SIGNS, k=3)),
        percent=2 * index,
        status=_STATUSES[index % len(_STATUSES)],
        is_late=index % 3 == 0,
        is_critical=index % 2 == 0,
        is_summary=index % 10 == 0,
        depth=index % 3,
        forecast_finish=finish + timedelta(days=2) if index % 4 == 0 else None,
        baseline=(start - timedelta(days=2), finish - timedelta(days=2)) if index % 3 == 1 else None,
    )
