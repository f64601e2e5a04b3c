"""The files that the house rules read."""

import ast
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PYTHON_PLACES = ("src", "tests", "tools", "bench", "migrations")
SKIPPED = {"node_modules", "dist", "static", "__pycache__", "test-results"}


@dataclass(frozen=True, slots=True)
class Source:
    """A file: its path from the root with ``/``, and its text."""

    path: str
    text: str

    @property
    def tree(self) -> ast.Module:
        return _parse(self.text)

    @property
    def package(self) -> str:
        """``features`` for src/quncheng/features/tasks/store.py; empty outside the product."""
        parts = self.path.split("/")
        return parts[2] if parts[:2] == ["src", "quncheng"] and len(parts) > 3 else ""

    @property
    def feature(self) -> str:
        parts = self.path.split("/")
        return parts[3] if self.package == "features" and len(parts) > 4 else ""

    @property
    def is_test(self) -> bool:
        return self.path.startswith("tests/")

    @property
    def is_product(self) -> bool:
        return self.path.startswith("src/")


@dataclass(frozen=True, slots=True)
class Rule:
    """One sentence, the files it holds for, and what breaks it: ``(line, words)``."""

    sentence: str
    holds_for: Callable[[Source], bool]
    find: Callable[[Source], Iterator[tuple[int, str]]]

    def violations(self, source: Source) -> list[str]:
        if not self.holds_for(source):
            return []
        return [f"{source.path}:{line} {words}" for line, words in self.find(source)]


def is_python(source: Source) -> bool:
    return source.path.endswith(".py")


@cache
def _parse(text: str) -> ast.Module:
    return ast.parse(text)


@cache
def python_sources() -> tuple[Source, ...]:
    files = [ROOT / "dev.py"]
    for place in PYTHON_PLACES:
        files += sorted((ROOT / place).rglob("*.py"))
    return tuple(_source(path) for path in files if not SKIPPED & set(path.parts))


@cache
def typescript_sources() -> tuple[Source, ...]:
    files = sorted(path for ending in ("*.ts", "*.tsx") for path in (ROOT / "clients").rglob(ending))
    return tuple(_source(path) for path in files if not SKIPPED & set(path.relative_to(ROOT).parts))


def _source(path: Path) -> Source:
    return Source(path.relative_to(ROOT).as_posix(), path.read_text(encoding="utf-8"))


def functions(tree: ast.AST) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def imported_modules(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Each imported module and each name taken from one: ``a.b`` and ``a.b.c`` for ``from a.b import c``."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.lineno, node.module
            yield from ((node.lineno, f"{node.module}.{alias.name}") for alias in node.names)


def dotted(node: ast.AST) -> str:
    """``datetime.now`` for that attribute; empty for what is not a plain chain of names."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        before = dotted(node.value)
        return f"{before}.{node.attr}" if before else ""
    return ""
