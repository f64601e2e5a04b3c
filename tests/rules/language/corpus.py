"""Reads corpus.txt: one sentence a line with what it means, in the notation of ``notation.write``.

The base is Wednesday 2026-11-18, 10:00 in Shanghai; 李雷 speaks. A line may begin with what was quoted or asked:
``{quote=首页要换图}`` or ``{pending=choose:周五|下周一}``. ``\\n`` stands for a new line.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from quncheng.language.situation import KnownPerson, Pending, PendingKind, Situation

NOW = datetime(2026, 11, 18, 10, tzinfo=ZoneInfo("Asia/Shanghai"))
PEOPLE = (
    KnownPerson("lilei", "李雷"),
    KnownPerson("hanmeimei", "韩梅梅"),
    KnownPerson("wangqiang", "王强"),
    KnownPerson("zhangsan", "张三"),
    KnownPerson("linna", "林娜", ("Anna",)),
    KnownPerson("chenjianguo", "陈建国"),
)
SITUATION = Situation(NOW, "lilei", people=PEOPLE)
CORPUS = Path(__file__).with_name("corpus.txt")
ARROW = " ⇒ "
_TAG = re.compile(r"^\{(?P<key>quote|pending)=(?P<value>[^}]*)\}\s?")


@dataclass(frozen=True, slots=True)
class Example:
    section: str
    text: str
    situation: Situation
    expected: str

    def __str__(self) -> str:
        return self.text[:40]


def read_corpus() -> Iterator[Example]:
    section = ""
    for line in CORPUS.read_text(encoding="utf-8").splitlines():
        if line.startswith("# "):
            section = line[2:]
        elif line.strip():
            said, expected = line.split(ARROW)
            yield example(section, said, expected.strip())


def example(section: str, said: str, expected: str) -> Example:
    situation = SITUATION
    while (tag := _TAG.match(said)) is not None:
        situation = _with_tag(situation, tag["key"], tag["value"])
        said = said[tag.end() :]
    return Example(section, said.replace("\\n", "\n"), situation, expected)


def _with_tag(situation: Situation, key: str, value: str) -> Situation:
    if key == "quote":
        return replace(situation, quote=value)
    kind, _, options = value.partition(":")
    return replace(situation, pending=Pending(PendingKind(kind), tuple(options.split("|")) if options else ()))
