"""The pages hang together: links lead somewhere, change lines and decisions have their form."""

import re
from collections.abc import Iterator
from pathlib import Path

from tests.architecture.sources import ROOT, SKIPPED

LINK = re.compile(r"\[[^\]]*\]\(([^)\s#]+)(?:#[^)]*)?\)")
CHANGE = re.compile(r"(added|changed|fixed|removed): \S.*\n?")
DECISION_PARTS = ["## Situation", "## Choice", "## Because", "## It follows"]


def pages() -> Iterator[Path]:
    for path in [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "changes").glob("*.md")]:
        if not SKIPPED & set(path.parts):
            yield path


def broken_links(text: str, folder: Path) -> list[str]:
    links = [link for link in LINK.findall(text) if "://" not in link and not link.startswith("mailto:")]
    return [link for link in links if not (folder / link).exists()]


def test_every_link_leads_somewhere() -> None:
    broken = {str(page): broken_links(page.read_text(encoding="utf-8"), page.parent) for page in pages()}

    assert {page: links for page, links in broken.items() if links} == {}
    assert len(broken) > 5


def test_a_broken_link_is_found() -> None:
    assert broken_links("[a](nowhere.md) [b](README.md#top) [c](https://example.com/x)", ROOT / "docs") == [
        "nowhere.md"
    ]


def test_a_change_is_one_line_in_the_users_words() -> None:
    fragments = [path for path in (ROOT / "changes").glob("*.md") if path.name != "README.md"]

    assert [path.name for path in fragments if not CHANGE.fullmatch(path.read_text(encoding="utf-8"))] == []


def test_a_change_without_its_kind_is_refused() -> None:
    assert CHANGE.fullmatch("added: 周报可以用一句话修改。\n")
    assert CHANGE.fullmatch("周报可以用一句话修改。\n") is None
    assert CHANGE.fullmatch("added: one\nadded: two\n") is None


def test_a_decision_is_told_in_four_parts() -> None:
    decisions = sorted((ROOT / "docs" / "adr").glob("*.md"))

    parts = {path.name: re.findall(r"^## .*$", path.read_text(encoding="utf-8"), re.MULTILINE) for path in decisions}

    assert {name: found for name, found in parts.items() if found != DECISION_PARTS} == {}
    assert len({name[:4] for name in parts}) == len(parts), "two decisions have one number"
