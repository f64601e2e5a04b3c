"""The glossary as the tests read it, and what they compare with it."""

import ast
import re
from collections.abc import Iterator

from tests.architecture.sources import ROOT, Source, dotted

GLOSSARY = ROOT / "docs" / "glossary.md"
CODE = re.compile(r"`([^`]+)`")
WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+")
PAST = re.compile(r"(\w+ed|set|done|sent|lost|begun|put|taken|written|withdrawn|undone|left|bound|unbound|made|read)\Z")
NEVER = "A wrong word has one right word:"


def known_words(glossary: str) -> set[str]:
    """Every word of the glossary's code, in the singular."""
    allowed = glossary.replace(_forbidden_part(glossary), "")
    return {singular(word) for code in CODE.findall(allowed) for word in words_of(code)}


def forbidden_words(glossary: str) -> set[str]:
    rows = [line.split("|")[1] for line in _forbidden_part(glossary).split("\n") if line.startswith("|")]
    listed = ",".join(re.sub(r"\([^)]*\)", "", row) for row in rows[2:])
    # A card and a conversation exist; only work is never called the one, a place never the other.
    return {word.strip() for word in listed.split(",") if word.strip()} - {"card", "conversation"}


def _forbidden_part(glossary: str) -> str:
    return glossary.split(NEVER)[1].split("## ", maxsplit=1)[0]


def words_of(name: str) -> list[str]:
    """``["sign", "in", "code"]`` for ``SignInCode``, ``sign_in_code`` and ``sign in, code``."""
    return [word.lower() for word in WORD.findall(name)]


def singular(word: str) -> str:
    if word.endswith("ies"):
        return f"{word[:-3]}y"
    return word[:-1] if word.endswith("s") and not word.endswith(("ss", "us")) else word


def unknown_nouns(source: Source, known: set[str]) -> Iterator[str]:
    """Classes of a ``types.py`` or ``events.py`` named with a word that nobody explained."""
    for node in source.tree.body:
        if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
            for word in words_of(node.name):
                if singular(word) not in known and not PAST.match(word):
                    yield f"{source.path}:{node.lineno} {node.name}: “{word}” is not in docs/glossary.md"


def forbidden_nouns(source: Source, forbidden: set[str]) -> Iterator[str]:
    for node in ast.walk(source.tree):
        if isinstance(node, ast.ClassDef):
            for word in words_of(node.name):
                if singular(word) in forbidden:
                    yield f"{source.path}:{node.lineno} {node.name}: “{word}” has a better word in docs/glossary.md"


def event_names(source: Source) -> Iterator[tuple[int, str]]:
    for node in ast.walk(source.tree):
        is_event = isinstance(node, ast.Call) and dotted(node.func) == "event" and bool(node.args)
        if is_event and isinstance(node, ast.Call) and isinstance(node.args[0], ast.Constant):
            yield node.lineno, str(node.args[0].value)


def strange_events(source: Source, known: set[str]) -> Iterator[str]:
    """Events that are not ``subject.past_tense`` with a subject of the glossary."""
    for line, name in event_names(source):
        subject, _, verb = name.partition(".")
        unknown = [word for word in words_of(subject) if singular(word) not in known]
        if unknown or not any(PAST.match(word) for word in verb.split("_")):
            yield f"{source.path}:{line} {name}: an event is a glossary word and a verb in the past tense"
