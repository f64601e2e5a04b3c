"""The measured numbers beside what was promised, as a table for people."""

from dataclasses import dataclass
from typing import TextIO

Numbers = dict[str, float]
Results = dict[str, dict[str, Numbers]]
DATABASES = ("sqlite", "postgresql")


@dataclass(frozen=True, slots=True)
class Target:
    """At most so much, or with ``is_least`` at least."""

    operation: str
    number: str
    value: float
    unit: str
    is_least: bool = False

    def holds(self, measured: float) -> bool:
        return measured >= self.value if self.is_least else measured <= self.value


SERVER_TARGETS = (
    Target("board_first_screen", "cpu_ms", 8, "ms CPU"),
    Target("board_first_screen", "gzip_bytes", 15_000, "bytes"),
    Target("tasks_all", "cpu_ms", 120, "ms CPU"),
    Target("tasks_first_100", "cpu_ms", 6, "ms CPU"),
    Target("task_read", "cpu_ms", 2, "ms CPU"),
    Target("task_create", "cpu_ms", 6, "ms CPU"),
    Target("card_move_2000", "cpu_ms", 6, "ms CPU"),
    Target("card_move_20", "cpu_ms", 6, "ms CPU"),
    Target("sync_after_10", "cpu_ms", 2, "ms CPU"),
    Target("mspdi_import_5000", "cpu_ms", 1_500, "ms CPU"),
    Target("plan_drag_10000", "cpu_ms", 25, "ms CPU"),
    Target("mixed_80_20", "cpu_ms", 3, "ms CPU"),
    Target("mixed_80_20", "failed", 0, "requests"),
    Target("memory", "idle_mb", 130, "MB"),
    Target("memory", "loaded_mb", 220, "MB"),
    Target("memory", "idle_cpu_percent", 0.5, "% CPU"),
    Target("start", "seconds", 2, "s"),
    Target("chat_roundtrip", "cpu_ms", 6, "ms CPU"),
    Target("chat_roundtrip", "p95_ms", 100, "ms"),
)
BROWSER_TARGETS = (
    Target("first_route", "gzip_kb", 150, "kB"),
    Target("board_1000", "usable_ms", 1_000, "ms"),
    Target("drag", "p95_ms", 25, "ms"),
    Target("gantt", "first_paint_ms", 200, "ms"),
    Target("gantt", "heap_mb", 30, "MB"),
    Target("gantt_scroll", "p95_ms", 25, "ms"),
    Target("gantt_drag", "p95_ms", 25, "ms"),
    Target("axe", "violations", 0, "findings"),
    Target("lighthouse", "performance", 95, "of 100", is_least=True),
    Target("lighthouse", "accessibility", 95, "of 100", is_least=True),
    Target("lighthouse", "best_practices", 95, "of 100", is_least=True),
)
SCHEDULING_TARGETS = (
    Target("schedule_10000", "cpu_ms", 60, "ms CPU"),
    Target("schedule_10000", "leave_cpu_ms", 60, "ms CPU"),
    Target("schedule_100000", "cpu_ms", 900, "ms CPU"),
    Target("drag_10000", "cpu_ms", 10, "ms CPU"),
    Target("drag_10000", "mean_ms", 10, "ms CPU"),
    Target("gantt_picture_40", "cpu_ms", 250, "ms CPU"),
    Target("gantt_picture_40", "kb", 200, "kB"),
)
LEVELLING_TARGETS = tuple(
    target
    for name, first, after_1s, after_10s in (("J30", 2, 0, 0), ("J60", 3, 1, 0.5), ("J120", 7, 5, 3.5))
    for target in (
        Target(f"levelling_{name}", "gap_percent", first, "% above the best known"),
        Target(f"levelling_{name}", "slowest_ms", 100, "ms CPU"),
        Target(f"levelling_{name}", "refined_1s_gap_percent", after_1s, "% above the best known"),
        Target(f"levelling_{name}", "refined_10s_gap_percent", after_10s, "% above the best known"),
    )
)
SINGLE_TARGETS = {"browser": BROWSER_TARGETS, "scheduling": SCHEDULING_TARGETS, "levelling": LEVELLING_TARGETS}
"""What does not depend on a database."""


def print_table(results: Results, *, to: TextIO) -> None:
    """One line for each number that was promised, in Markdown; what misses its target is marked."""
    lines = [
        f"| {target.operation} | {target.number} | {_wanted(target)} | {cells[0]} | {cells[1]} |"
        for target in SERVER_TARGETS
        if (cells := [_cell(target, results.get(database, {})) for database in DATABASES]) != ["–", "–"]
    ]
    if lines:
        print("| operation | number | target | SQLite | PostgreSQL |\n|---|---|---|---|---|", *lines, sep="\n", file=to)
    for part, targets in SINGLE_TARGETS.items():
        if results.get(part):
            print(f"| {part} | number | target | measured |\n|---|---|---|---|", file=to)
            for target in targets:
                cell = _cell(target, results[part])
                print(f"| {target.operation} | {target.number} | {_wanted(target)} | {cell} |", file=to)


def _wanted(target: Target) -> str:
    return f"{'≥' if target.is_least else '≤'} {target.value:,} {target.unit}"


def _cell(target: Target, measured: dict[str, Numbers]) -> str:
    value = measured.get(target.operation, {}).get(target.number)
    if value is None:
        return "–"
    return f"{value:,.4g}" if target.holds(value) else f"**{value:,.4g}** ✗"
