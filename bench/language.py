"""How well and how fast sentences are understood: ``python -m bench.language [--mistakes] [FILE …]``.

Without a file our own corpus and the harmless sentences are scored. ``language_score`` says what a file holds.
"""

import argparse
import sys
import time
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from bench.language_score import score_file
from quncheng.engine.holidays import chinese_calendar
from quncheng.language.situation import KnownPerson, Situation
from quncheng.language.understanding import understand

SENTENCES = Path(__file__).parents[1] / "tests" / "rules" / "language"
CORPUS, HARMLESS = SENTENCES / "corpus.txt", SENTENCES / "harmless.txt"
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


def print_score(path: Path, *, tells_mistakes: bool) -> None:
    score = score_file(path)
    for mistake in score.mistakes if tells_mistakes else ():
        expected = f"  ≠ {mistake.expected}" if mistake.expected else ""
        print(f"{mistake.kind}: {mistake.said} ⇒ {mistake.read}{expected}")
    told = (
        ("dates right", score.dates_right, score.dated),
        ("commands exact", score.exact, score.commands),
        ("wrong without a question", score.wrong, score.commands),
        ("doubted", score.doubted, score.commands),
        ("talk executed", score.executed, score.talk),
        ("talk asked about", score.asked, score.talk),
    )
    print(f"{path.name}: " + ", ".join(f"{name} {_share(part, whole)}" for name, part, whole in told if whole))


def _share(part: int, whole: int) -> str:
    return f"{part}/{whole} ({100 * part / whole:.1f} %)"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="*", type=Path, default=[CORPUS, HARMLESS])
    parser.add_argument("--mistakes", action="store_true", help="every sentence understood otherwise")
    options = parser.parse_args()
    files: list[Path] = options.files
    for path in files:
        print_score(path, tells_mistakes=options.mistakes)
    print(measure([sentence for path in files for sentence in read_sentences(path)]), file=sys.stderr)


if __name__ == "__main__":
    main()
