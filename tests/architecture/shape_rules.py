"""House rules about the shape of the code: lengths, docstrings, imports, comments."""

import ast
import io
import re
import tokenize
from collections.abc import Iterator

from tests.architecture.sources import Rule, Source, functions, is_python

FILE_LINES = 400
COMPONENT_LINES = 250
FUNCTION_LINES = 50
STORY_LINES = 100
POSITIONAL = 3
UNFINISHED = re.compile(r"\b(TODO|FIXME|XXX|HACK)\b")
SILENCING = re.compile(r"type:\s*ignore|\bnoqa\b|pyright:(?!\s*ignore\[)|pylint:|pragma: no cover")
SILENCED_TYPE = re.compile(r"pyright:\s*ignore\[")
SCRIPT_SILENCING = re.compile(r"@ts-(ignore|expect-error|nocheck)|eslint-disable|biome-ignore")
SCRIPT_ANY = re.compile(r"(:\s*any\b|\bas any\b|<any>|\bany\[\]|,\s*any>)")
SCRIPT_NON_NULL = re.compile(r"[\w)\]]!(?=[.)\];,\[])")
SCRIPT_TEXT = re.compile(r"""("[^"\n]*"|'[^'\n]*'|`[^`]*`|//[^\n]*|/\*.*?\*/|>[^<>{}]*<)""", re.DOTALL)


def long_file(source: Source) -> Iterator[tuple[int, str]]:
    most = COMPONENT_LINES if source.path.endswith(".tsx") else FILE_LINES
    lines = source.text.count("\n")
    if lines > most:
        yield most, f"has {lines} lines, at most {most}: does it tell two stories?"


def long_function(source: Source) -> Iterator[tuple[int, str]]:
    for function in functions(source.tree):
        lines = (function.end_lineno or function.lineno) - function.lineno + 1
        # A test that plays a whole scene is one story and reads from top to bottom.
        longest = STORY_LINES if function.name.startswith("test_") else FUNCTION_LINES
        if lines > longest:
            yield function.lineno, f"{function.name} has {lines} lines, at most {longest}"


def missing_docstring(source: Source) -> Iterator[tuple[int, str]]:
    if not source.text.strip():
        return
    docstring = ast.get_docstring(source.tree) or ""
    if not docstring.split("\n\n")[0].rstrip().endswith((".", "。", ":", "?")):
        yield 1, "does not begin with a sentence that says what the module is for"


def late_import(source: Source) -> Iterator[tuple[int, str]]:
    for function in functions(source.tree):
        for node in ast.walk(function):
            if isinstance(node, ast.Import | ast.ImportFrom):
                yield node.lineno, f"imports inside {function.name}"


def reexport(source: Source) -> Iterator[tuple[int, str]]:
    for node in source.tree.body:
        if isinstance(node, ast.Import | ast.ImportFrom):
            yield node.lineno, "an __init__ hands on what another module defines"


def many_positional(source: Source) -> Iterator[tuple[int, str]]:
    nested = {inner for outer in functions(source.tree) for inner in functions(outer) if inner is not outer}
    for function in functions(source.tree):
        # A decorator or the place it is passed to may dictate the parameters; a private helper is read beside its call.
        if function in nested or function.decorator_list or function.name.startswith("_"):
            continue
        names = [argument.arg for argument in (*function.args.posonlyargs, *function.args.args)]
        # A transaction is where a use case works, as self is where a method does.
        names = names[1:] if names[:1] in (["self"], ["cls"], ["session"]) else names
        if len(names) > POSITIONAL:
            yield (
                function.lineno,
                f"{function.name}({', '.join(names)}): keyword-only after the second, at most the third",
            )


def _comments(source: Source) -> Iterator[tuple[int, str]]:
    for token in tokenize.generate_tokens(io.StringIO(source.text).readline):
        if token.type == tokenize.COMMENT:
            yield token.start[0], token.string


def unfinished(source: Source) -> Iterator[tuple[int, str]]:
    for line, comment in _comments(source):
        if UNFINISHED.search(comment):
            yield line, f"is unfinished: {comment}"


def silenced(source: Source) -> Iterator[tuple[int, str]]:
    for line, comment in _comments(source):
        if SILENCING.search(comment):
            yield line, f"silences a check: {comment}"


def silenced_type(source: Source) -> Iterator[tuple[int, str]]:
    for line, comment in _comments(source):
        if SILENCED_TYPE.search(comment):
            yield line, f"silences the type checker: {comment}"


def loose_script(source: Source) -> Iterator[tuple[int, str]]:
    for number, text in enumerate(source.text.split("\n"), 1):
        if SCRIPT_SILENCING.search(text) or UNFINISHED.search(text):
            yield number, f"silences a check or is unfinished: {text.strip()}"
    # Strings, comments and the text of elements say what they like.
    code = SCRIPT_TEXT.sub(lambda match: re.sub(r"[^\n]", " ", match.group()), source.text)
    for number, text in enumerate(code.split("\n"), 1):
        if SCRIPT_ANY.search(text):
            yield number, "uses any"
        if SCRIPT_NON_NULL.search(text):
            yield number, "uses ! where the compiler sees null"


def _is_generated(source: Source) -> bool:
    return "/generated/" in source.path or ".gen." in source.path


SHAPE_RULES = {
    "long_file": Rule("A file tells one story: 400 lines, a component 250", lambda s: not _is_generated(s), long_file),
    "long_function": Rule("A function has at most 50 lines", is_python, long_function),
    "missing_docstring": Rule("A module begins with a sentence", is_python, missing_docstring),
    "late_import": Rule("Imports stand at the top", is_python, late_import),
    "reexport": Rule("No __init__ re-exports", lambda s: s.path.endswith("/__init__.py"), reexport),
    "many_positional": Rule(
        "Public functions: keyword-only after the second, at the latest the third parameter",
        lambda s: s.is_product and is_python(s),
        many_positional,
    ),
    "unfinished": Rule("Nothing is left unfinished", is_python, unfinished),
    "silenced": Rule("No check is silenced", is_python, silenced),
    "silenced_type": Rule(
        "Only the edge to a library that types itself poorly may silence one named type error",
        lambda s: is_python(s) and s.package not in {"runtime", "providers"} and not s.path.endswith("/store.py"),
        silenced_type,
    ),
    "loose_script": Rule(
        "TypeScript without any, ! and silenced checks",
        lambda s: s.path.endswith((".ts", ".tsx")) and not _is_generated(s),
        loose_script,
    ),
}
