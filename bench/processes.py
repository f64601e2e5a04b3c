"""What processes cost: CPU time and memory of a process with all its children, as Linux counts them."""

import os
from collections.abc import Iterable
from pathlib import Path

PROC = Path("/proc")
TICKS_PER_MS = os.sysconf("SC_CLK_TCK") / 1000


def tree_of(root_id: int) -> tuple[int, ...]:
    """The process and everything it has started that still runs."""
    children: dict[int, list[int]] = {}
    for folder in PROC.iterdir():
        if folder.name.isdigit() and (fields := _read_stat(int(folder.name))):
            children.setdefault(int(fields[1]), []).append(int(folder.name))
    found: list[int] = []
    waiting = [root_id]
    while waiting:
        found.append(waiting.pop())
        waiting += children.get(found[-1], [])
    return tuple(found)


def cpu_ms(roots: Iterable[int]) -> float:
    """User and system time of the trees until now, with that of children that have ended."""
    ticks = 0
    for process_id in {one for root in roots for one in tree_of(root)}:
        if fields := _read_stat(process_id):
            ticks += sum(int(one) for one in fields[11:15])
    return ticks / TICKS_PER_MS


def pss_mb(roots: Iterable[int]) -> float:
    """Proportional memory of the trees: a page shared by n of the machine's processes counts 1/n for each."""
    total = 0
    for process_id in {one for root in roots for one in tree_of(root)}:
        try:
            lines = (PROC / str(process_id) / "smaps_rollup").read_text().splitlines()
        except (FileNotFoundError, ProcessLookupError):
            continue
        total += sum(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
    return total / 1024


def _read_stat(process_id: int) -> list[str]:
    """The fields of ``stat`` behind the name, from the state on: 1 is the parent, 11 to 14 are the times."""
    try:
        return (PROC / str(process_id) / "stat").read_text().rpartition(")")[2].split()
    except (FileNotFoundError, ProcessLookupError):
        return []
