"""Draws the small network of docs/explain/scheduling.md, with the dates and floats that the engine gives it."""

from dataclasses import dataclass
from datetime import date
from html import escape

from quncheng.engine.answer import Schedule
from quncheng.engine.holidays import chinese_calendar
from quncheng.engine.schedule import schedule
from quncheng.engine.types import Dependency, Lag, LinkType, Plan, PlanTask
from tools.picture_files import FOLDER

STARTS_ON = date(2026, 9, 28)
"""A Monday; from Thursday to Wednesday is National Day, and the Saturday after it is worked."""
WIDTH, HEIGHT = 190, 84
COLUMN, ROW = 240, 124
MARGIN = 24
_INK, _SOFT, _CRITICAL = "#1f2329", "#646a73", "#c5221f"


@dataclass(frozen=True, slots=True)
class Place:
    column: float
    row: float

    @property
    def corner(self) -> tuple[float, float]:
        return MARGIN + self.column * COLUMN, 2 * MARGIN + self.row * ROW


TASKS = (
    PlanTask("需求", "需求", 3),
    PlanTask("设计", "设计", 4),
    PlanTask("文案", "文案", 2),
    PlanTask("开发", "开发", 5),
    PlanTask("审稿", "审稿", 1),
    PlanTask("上线", "上线", is_milestone=True),
)
LINKS = (
    Dependency("需求", "设计"),
    Dependency("需求", "文案"),
    Dependency("设计", "开发", LinkType.SS, Lag(2)),
    Dependency("设计", "审稿"),
    Dependency("文案", "审稿"),
    Dependency("开发", "上线"),
    Dependency("审稿", "上线"),
)
PLACES = {
    "需求": Place(0, 0.5),
    "设计": Place(1, 0),
    "文案": Place(1, 1),
    "开发": Place(2, 0),
    "审稿": Place(2, 1),
    "上线": Place(3, 0.5),
}


def main() -> None:
    result = schedule(Plan(STARTS_ON, TASKS, LINKS, calendar=chinese_calendar()))
    FOLDER.mkdir(parents=True, exist_ok=True)
    (FOLDER / "network.svg").write_text(draw(result), encoding="utf-8")


def draw(result: Schedule) -> str:
    width, height = 3 * COLUMN + WIDTH + 2 * MARGIN, ROW + HEIGHT + 3 * MARGIN
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}"'
        ' font-family="system-ui,sans-serif" font-size="13">',
        f'<rect width="{width}" height="{height}" fill="#fff"/>',
        *(_line(result, link) for link in sorted(LINKS, key=lambda link: _is_critical(result, link))),
        *(_box(result, task) for task in TASKS),
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


def _box(result: Schedule, task: PlanTask) -> str:
    x, y = PLACES[task.id].corner
    slack = result.float_of(task.id)
    first, last = result.dates(task.id)
    color = _CRITICAL if slack.is_critical else _SOFT
    length = "里程碑" if task.is_milestone else f"{task.workdays:g} 天"
    lines = (
        (f"{task.title} · {length}", _INK, "600"),
        (f"计划 {_span(first, last)}", _INK, "400"),
        (f"最晚 {_span(slack.late_start, slack.late_finish)}", _SOFT, "400"),
        (f"总浮动 {slack.total_float_days:g} · 自由浮动 {slack.free_float_days:g}", color, "400"),
    )
    texts = "".join(
        f'<text x="{x + 12:g}" y="{y + 20 + 18 * index:g}" fill="{ink}" font-weight="{weight}">{escape(line)}</text>'
        for index, (line, ink, weight) in enumerate(lines)
    )
    return (
        f'<rect x="{x:g}" y="{y:g}" width="{WIDTH}" height="{HEIGHT}" rx="8" fill="#fff" stroke="{color}"'
        f' stroke-width="{2 if slack.is_critical else 1}"/>{texts}'
    )


def _line(result: Schedule, link: Dependency) -> str:
    """From the finish to the start; from start to start over the top of both."""
    (x, y), (to_x, to_y) = PLACES[link.predecessor_id].corner, PLACES[link.successor_id].corner
    color = _CRITICAL if _is_critical(result, link) else _SOFT
    if link.type is LinkType.SS:
        top, tip = y - MARGIN / 2, (to_x + MARGIN, to_y)
        path, head = f"M{x + MARGIN:g} {y:g}V{top:g}H{tip[0]:g}V{tip[1] - 7:g}", "l-4 -8h8z"
        words = f"{link.type} + {link.lag.amount:g} 天"
        label = f'<text x="{x + COLUMN / 2:g}" y="{top - 5:g}" fill="{color}" font-size="11">{words}</text>'
    else:
        tip, middle = (to_x, to_y + HEIGHT / 2), (x + WIDTH + to_x) / 2
        path, head = f"M{x + WIDTH:g} {y + HEIGHT / 2:g}H{middle:g}V{tip[1]:g}H{to_x - 7:g}", "l-8 -4v8z"
        label = ""
    return (
        f'<path d="{path}" fill="none" stroke="{color}"/><path d="M{tip[0]:g} {tip[1]:g}{head}" fill="{color}"/>{label}'
    )


def _is_critical(result: Schedule, link: Dependency) -> bool:
    return all(result.float_of(end).is_critical for end in (link.predecessor_id, link.successor_id))


def _span(first: date, last: date) -> str:
    span = f"{first.month}/{first.day}"
    return span if first == last else f"{span}–{last.month}/{last.day}"


if __name__ == "__main__":
    main()
