"""The plan as a picture for the chat: rows in, one SVG out, readable on a phone at first sight."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from quncheng.engine.calendar import WorkCalendar
from quncheng.features.plans import timeline
from quncheng.features.plans.svg import diamond, fit, line, measure, rectangle, text, to_svg
from quncheng.features.plans.timeline import Timeline
from quncheng.features.projects.types import TaskStatus

MAX_ROWS = 40
WIDTH = 1080
_LEFT = 424
_MARGIN = 28
_AXIS_TOP = 122
_BODY_TOP = _AXIS_TOP + timeline.HEIGHT
_LEGEND_HEIGHT = 72
_HIDDEN_HEIGHT = 48
_DETAIL_SIZE = 21
_SEPARATOR = " | "
_WEEKDAYS = "一二三四五六日"

_INK = "#1f2329"
_SOFT_INK = "#646a73"
_LATE = "#c02a2a"
_CHANGED = "#7a3ff2"
_MILESTONE = "#6b4fd8"
_CRITICAL = "#d9480f"
_FORECAST = "#f0a33e"
_GHOST = "#a9afb8"
_SUMMARY = "#3d4450"
_CRITICAL_HEIGHT = 6
_GHOST_HEIGHT = 5
_INDENT, _DEEPEST = 22, 3
_STRIPE = "#f7f8fa"
_GRID = "#e3e6ea"


@dataclass(frozen=True, slots=True)
class _Density:
    row_height: int
    bar_height: int
    title_size: int
    has_details: bool
    scale: float


_ROOMY = _Density(row_height=76, bar_height=34, title_size=28, has_details=True, scale=1)
# A long plan stays a picture that loads at once: one line per row, the owner beside the title.
_COMPACT = _Density(row_height=52, bar_height=28, title_size=24, has_details=False, scale=0.76)
_MOST_ROOMY_ROWS = 16


_COLOURS = {
    TaskStatus.OPEN: ("#c5d9f7", "#3370ff"),
    TaskStatus.IN_PROGRESS: ("#c5d9f7", "#3370ff"),
    TaskStatus.BLOCKED: ("#fad7a8", "#e08a1e"),
    TaskStatus.AWAITING_ACCEPTANCE: ("#bfe6e4", "#1a9c95"),
    TaskStatus.DONE: ("#bfe3c8", "#3ba55c"),
    TaskStatus.CANCELLED: ("#e3e6ea", "#b0b5bd"),
}
_STATUS_NAMES = {
    TaskStatus.BLOCKED: "受阻",
    TaskStatus.AWAITING_ACCEPTANCE: "待验收",
    TaskStatus.DONE: "已完成",
    TaskStatus.CANCELLED: "已取消",
}


@dataclass(frozen=True, slots=True)
class GanttRow:
    title: str
    start: date
    finish: date
    number: int | None = None
    owner: str = ""
    percent: int = 0
    status: TaskStatus = TaskStatus.OPEN
    is_milestone: bool = False
    is_late: bool = False
    is_changed: bool = False
    is_critical: bool = False
    is_summary: bool = False
    depth: int = 0
    """How deep under summaries it is drawn."""
    forecast_finish: date | None = None
    """Where it differs from the planned one."""
    baseline: tuple[date, date] | None = None
    """Where it differs from the planned days."""


@dataclass(frozen=True, slots=True)
class PictureView:
    """What of the plan is drawn: of one person, of some days, or what is critical; all of it unless said."""

    member_id: str | None = None
    first_on: date | None = None
    last_on: date | None = None
    is_critical: bool = False


WHOLE_PLAN = PictureView()


@dataclass(frozen=True, slots=True)
class GanttPicture:
    """What to draw. Of more than ``MAX_ROWS`` rows the first are drawn and the rest counted."""

    project_name: str
    rows: tuple[GanttRow, ...]
    today: date
    headline: str = ""
    """One short sentence under the dates, such as how far the end has moved."""
    span: tuple[date, date] | None = None
    """The days to draw; all of the rows' unless said."""


def draw_gantt(picture: GanttPicture, *, calendar: WorkCalendar) -> str:
    """The plan as SVG, at most ``WIDTH`` pixels wide and as high as its rows need."""
    rows = picture.rows[:MAX_ROWS]
    density = _ROOMY if len(rows) <= _MOST_ROOMY_ROWS else _COMPACT
    bottom = _BODY_TOP + density.row_height * max(1, len(rows))
    hidden = len(picture.rows) - len(rows)
    height = bottom + _LEGEND_HEIGHT + (_HIDDEN_HEIGHT if hidden else 0)
    spans = [picture.span] if picture.span is not None else [span for row in rows for span in _spans(row)]
    first, last = timeline.span_of(spans, today=picture.today)
    axis = Timeline(first=first, last=last, left=_LEFT, right=WIDTH - _MARGIN, top=_AXIS_TOP, bottom=bottom)
    elements = [
        rectangle(0, 0, width=WIDTH, height=height, fill="#ffffff"),
        *_header(picture),
        *_stripes(len(rows), density),
        *timeline.draw(axis, calendar=calendar, today=picture.today),
    ]
    for index, row in enumerate(rows):
        elements += _row(row, axis, top=_BODY_TOP + density.row_height * index, density=density)
    if not rows:
        elements.append(text("还没有任务", _MARGIN, y=_BODY_TOP + 48, size=density.title_size, fill=_SOFT_INK))
    elements += _footer(picture.rows, hidden=hidden, top=bottom)
    return to_svg(WIDTH, height, elements=elements, scale=density.scale)


def _spans(row: GanttRow) -> Iterator[tuple[date, date]]:
    """All that is drawn of a row."""
    yield row.start, max(row.finish, row.forecast_finish or row.finish)
    if row.baseline is not None:
        yield row.baseline


def _stripes(count: int, density: _Density) -> Iterator[str]:
    for index in range(1, count, 2):
        top = _BODY_TOP + density.row_height * index
        yield rectangle(0, top, width=_LEFT, height=density.row_height, fill=_STRIPE)


def _header(picture: GanttPicture) -> Iterator[str]:
    room = WIDTH - 2 * _MARGIN
    yield text(fit(picture.project_name, width=room, size=40), _MARGIN, y=58, size=40, fill=_INK)
    if not picture.rows:
        return
    start = min(row.start for row in picture.rows)
    finish = max(row.finish for row in picture.rows)
    is_this_year = start.year == finish.year == picture.today.year
    dates = f"{_say_day(start, with_year=not is_this_year)} – {_say_day(finish, with_year=not is_this_year)}"
    late = sum(row.is_late for row in picture.rows)
    yield text(dates, _MARGIN, y=100, size=25, fill=_SOFT_INK)
    x = _MARGIN + measure(dates, size=25) + 24
    if late:
        overdue = f"{late} 项逾期"
        yield text(overdue, x, y=100, size=25, fill=_LATE)
        x += measure(overdue, size=25) + 24
    if picture.headline:
        headline = fit(picture.headline, width=WIDTH - _MARGIN - x, size=25)
        yield text(headline, x, y=100, size=25, fill=_INK)


def _row(row: GanttRow, axis: Timeline, *, top: int, density: _Density) -> Iterator[str]:
    yield from _detailed_name(row, top=top) if density.has_details else _short_name(row, top=top)
    height = density.bar_height
    bar_top = top + (density.row_height - height) / 2
    if row.baseline is not None:
        yield from _strip(axis, *row.baseline, top=bar_top + height + 1, height=_GHOST_HEIGHT, fill=_GHOST)
    if row.is_milestone:
        yield from _milestone(row, axis, middle=top + density.row_height / 2, reach=height / 2)
    elif row.is_summary:
        yield from _strip(axis, row.start, row.finish, top=bar_top + height / 4, height=height / 2, fill=_SUMMARY)
    else:
        yield from _bar(row, axis, top=bar_top, height=height)
    if row.forecast_finish is not None and row.forecast_finish > row.finish and not row.is_milestone:
        beyond = row.finish + timedelta(days=1)
        yield from _strip(
            axis, beyond, row.forecast_finish, top=bar_top + height / 3, height=height / 3, fill=_FORECAST
        )


def _strip(axis: Timeline, first: date, last: date, *, top: float, height: float, fill: str) -> Iterator[str]:
    """A bar without a state, as far as it lies within the axis."""
    first, last = max(first, axis.first), min(last, axis.last)
    if first <= last:
        left = axis.x(first) + 1
        width = axis.x(last + timedelta(days=1)) - left - 1
        yield rectangle(left, top, width=max(width, 3.0), height=height, fill=fill, radius=3)


def _detailed_name(row: GanttRow, *, top: int) -> Iterator[str]:
    size, left = _ROOMY.title_size, _MARGIN + _INDENT * min(row.depth, _DEEPEST)
    room = _LEFT - left - 16
    yield text(fit(_title(row), width=room, size=size), left, y=top + 34, size=size, fill=_title_colour(row))
    words = _detail(row)
    owner = fit(row.owner, width=room - measure(_SEPARATOR + words, size=_DETAIL_SIZE), size=_DETAIL_SIZE)
    detail = owner + _SEPARATOR + words if owner else words
    yield text(detail, left, y=top + 63, size=_DETAIL_SIZE, fill=_emphasis(row) or _SOFT_INK)


def _short_name(row: GanttRow, *, top: int) -> Iterator[str]:
    size = _COMPACT.title_size
    owner = fit(row.owner, width=4 * _DETAIL_SIZE, size=_DETAIL_SIZE)
    left = _MARGIN + _INDENT * min(row.depth, _DEEPEST)
    room = _LEFT - left - 28 - measure(owner, size=_DETAIL_SIZE)
    colour = _emphasis(row) or _title_colour(row)
    yield text(fit(_title(row), width=room, size=size), left, y=top + 35, size=size, fill=colour)
    if owner:
        yield text(owner, _LEFT - 12, y=top + 35, size=_DETAIL_SIZE, fill=_SOFT_INK, anchor="end")


def _title(row: GanttRow) -> str:
    return row.title if row.number is None else f"#{row.number} {row.title}"


def _title_colour(row: GanttRow) -> str:
    return _SOFT_INK if row.status in (TaskStatus.DONE, TaskStatus.CANCELLED) else _INK


def _emphasis(row: GanttRow) -> str:
    if row.is_late:
        return _LATE
    return _CHANGED if row.is_changed else ""


def _detail(row: GanttRow) -> str:
    finish = f"{row.finish.month}/{row.finish.day}"
    dates = finish if row.start == row.finish else f"{row.start.month}/{row.start.day}–{finish}"
    notes: list[str] = []
    if row.is_late:
        notes.append("已逾期")
    if row.is_changed:
        notes.append("有调整")
    if row.status in _STATUS_NAMES:
        notes.append(_STATUS_NAMES[row.status])
    elif row.percent and not row.is_milestone:
        notes.append(f"{row.percent}%")
    return _SEPARATOR.join((dates, *notes))


def _bar(row: GanttRow, axis: Timeline, *, top: float, height: int) -> Iterator[str]:
    first, last = max(row.start, axis.first), min(row.finish, axis.last)
    if first > last:
        return
    left = axis.x(first) + 1
    width = max(6.0, axis.x(last + timedelta(days=1)) - left - 1)
    whole, progress = _COLOURS[row.status]
    percent = 100 if row.status is TaskStatus.DONE else min(100, max(0, row.percent))
    yield rectangle(left, top, width=width, height=height, fill=whole, radius=7)
    if percent:
        yield rectangle(left, top, width=width * percent / 100, height=height, fill=progress, radius=7)
    if row.is_critical:
        yield rectangle(left, top + height - _CRITICAL_HEIGHT, width=width, height=_CRITICAL_HEIGHT, fill=_CRITICAL)
    stroke = _emphasis(row)
    if stroke:
        dashes = "" if row.is_late else "8 5"
        yield rectangle(left, top, width=width, height=height, fill="none", radius=7, stroke=stroke, dashes=dashes)


def _milestone(row: GanttRow, axis: Timeline, *, middle: float, reach: float) -> Iterator[str]:
    if not axis.first <= row.finish <= axis.last:
        return
    # On the end of its day, like the bars that lead to it.
    x = min(axis.x(row.finish + timedelta(days=1)), axis.right - reach)
    done = row.status is TaskStatus.DONE
    fill = _COLOURS[TaskStatus.DONE][1] if done else _CRITICAL if row.is_critical else _MILESTONE
    yield diamond(x, middle, reach=reach, fill=fill, stroke=_emphasis(row))
    expected = row.forecast_finish
    if expected is not None and expected != row.finish and axis.first <= expected <= axis.last:
        x = min(axis.x(expected + timedelta(days=1)), axis.right - reach)
        yield diamond(x, middle, reach=reach * 0.6, fill=_FORECAST)


def _footer(rows: tuple[GanttRow, ...], *, hidden: int, top: int) -> Iterator[str]:
    yield line(0, top, x2=WIDTH, y2=top, stroke=_GRID, width=2)
    if hidden:
        yield text(f"还有 {hidden} 项", _MARGIN, y=top + 42, size=25, fill=_INK)
        top += _HIDDEN_HEIGHT
    x = float(_MARGIN)
    for fill, name in _legend(rows):
        yield rectangle(x, top + 27, width=30, height=20, fill=fill, radius=5)
        yield text(name, x + 38, y=top + 45, size=_DETAIL_SIZE, fill=_SOFT_INK)
        x += 38 + measure(name, size=_DETAIL_SIZE) + 24


def _legend(rows: tuple[GanttRow, ...]) -> Iterator[tuple[str, str]]:
    statuses = {row.status for row in rows}
    if TaskStatus.OPEN in statuses or TaskStatus.IN_PROGRESS in statuses:
        yield _COLOURS[TaskStatus.OPEN][0], "计划"
        yield _COLOURS[TaskStatus.IN_PROGRESS][1], "已做"
    for status, name in _STATUS_NAMES.items():
        if status in statuses:
            yield _COLOURS[status][1], name
    if any(row.is_milestone for row in rows):
        yield _MILESTONE, "里程碑"
    if any(row.is_critical for row in rows):
        yield _CRITICAL, "关键"
    if any(row.forecast_finish is not None for row in rows):
        yield _FORECAST, "预计"
    if any(row.baseline is not None for row in rows):
        yield _GHOST, "基线"
    if any(row.is_late for row in rows):
        yield _LATE, "逾期"
    if any(row.is_changed for row in rows):
        yield _CHANGED, "有调整"


def _say_day(day: date, *, with_year: bool) -> str:
    said = f"{day.month}月{day.day}日 周{_WEEKDAYS[day.weekday()]}"
    return f"{day.year}年{said}" if with_year else said
