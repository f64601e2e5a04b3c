"""How fast sentences are understood, and what foreign ones are taken for: ``python bench/language.py [FILE]``.

Without a file the sentences of our own corpus are timed. With one, every line that was understood as a statement is
printed, to look for what was understood wrongly.
"""

import argparse
import sys
import time
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from quncheng.engine.holidays import chinese_calendar
from quncheng.language.intents import KnownPerson, Situation
from quncheng.language.understanding import understand

CORPUS = Path(__file__).parents[1] / "tests" / "rules" / "language" / "corpus.txt"
SITUATION = Situation(
    datetime(2026, 11, 18, 10, tzinfo=ZoneInfo("Asia/Shanghai")),
    "lilei",
    people=(KnownPerson("lilei", "李雷"), KnownPerson("hanmeimei", "韩梅梅"), KnownPerson("wangqiang", "王强")),
)


@dataclass(frozen=True, slots=True)
class Timing:
    sentences: int
    mean_ms: float
    p95_ms: float
    slowest_ms: float
    slowest: str


def read_sentences(path: Path) -> list[str]:
    lines = path.read_text(encoding="utf-8").splitlines()
    return [line.split(" ⇒ ")[0] for line in lines if line.strip() and not line.startswith("# ")]


def measure(sentences: list[str]) -> Timing:
    """CPU time of each sentence, after one that fills the tables."""
    calendar = chinese_calendar()
    understand("登录页做完了 @李累", SITUATION, calendar=calendar)
    spent: list[tuple[float, str]] = []
    for sentence in sentences:
        start = time.process_time()
        understand(sentence, SITUATION, calendar=calendar)
        spent.append(((time.process_time() - start) * 1000, sentence))
    spent.sort()
    slowest_ms, slowest = spent[-1]
    mean = sum(milliseconds for milliseconds, _ in spent) / len(spent)
    return Timing(len(spent), mean, spent[int(len(spent) * 0.95)][0], slowest_ms, slowest)


def print_statements(sentences: list[str]) -> None:
    calendar = chinese_calendar()
    for sentence in sentences:
        for statement in understand(sentence, SITUATION, calendar=calendar).statements:
            print(f"{sentence} ⇒ {statement}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", nargs="?", type=Path)
    path: Path | None = parser.parse_args().file
    sentences = read_sentences(path or CORPUS)
    if path is not None:
        print_statements(sentences)
    print(measure(sentences), file=sys.stderr)


if __name__ == "__main__":
    main()
