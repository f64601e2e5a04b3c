"""docs/reference as the code has it: settings, events, commands and errors; a test fails when a page is behind."""

import argparse
import ast
import dataclasses
import importlib
import inspect
import pkgutil
import re
import sys
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

import quncheng
from quncheng.kit.errors import QunchengError

PAGES_FOLDER = Path(__file__).resolve().parents[1] / "docs" / "reference"
NOTE = "<!-- Written by `python3 dev.py docs` from the code; edit there. -->"
SECRET = re.compile(r"secret|password|token|key", re.IGNORECASE)


def settings_page() -> str:
    settings = importlib.import_module("quncheng.entry.settings").Settings
    return render_settings(settings)


def events_page() -> str:
    import_everything()
    registry: dict[str, type] = importlib.import_module("quncheng.runtime.events").EVENT_TYPES
    return render_events({name: known for name, known in registry.items() if known.__module__.startswith("quncheng.")})


def commands_page() -> str:
    return render_commands(importlib.import_module("quncheng.entry.cli").build_parser())


def errors_page() -> str:
    import_everything()
    return render_errors(error for error in subclasses(QunchengError) if error.__module__.startswith("quncheng."))


PAGES: dict[str, Callable[[], str]] = {
    "settings.md": settings_page,
    "events.md": events_page,
    "commands.md": commands_page,
    "errors.md": errors_page,
}


def render_settings(settings: type) -> str:
    """One row a field: the environment variable (``metadata["env"]``), its default and the sentence below the field."""
    sentences = attribute_sentences(settings)
    rows: list[list[str]] = []
    for field in dataclasses.fields(settings):
        variable = str(field.metadata.get("env", f"QUNCHENG_{field.name.upper()}"))
        rows.append([f"`{variable}`", _default(field), sentences.get(field.name, "")])
    _refuse_silence("setting", {row[0]: row[2] for row in rows})
    intro = "Settings are environment variables, read once at the start."
    return page("Settings 设置", intro, table(["variable", "default", "what it does"], rows))


def render_events(event_types: Mapping[str, type]) -> str:
    rows: list[list[str]] = []
    for name in sorted(event_types):
        event_type = event_types[name]
        fields = [f"`{field.name}`" for field in dataclasses.fields(event_type)]
        rows.append([f"`{name}`", ", ".join(fields) or "–", own_docstring(event_type)])
    intro = "Everything that happens is one of these facts. Names and fields are stable; fields may be added."
    return page("Events 事件", intro, table(["event", "fields", "note"], rows))


def render_errors(errors: Iterable[type[QunchengError]]) -> str:
    """One row a code; classes that share a code share its kind, so that a client can rely on it."""
    kinds: dict[str, str] = {}
    notes: dict[str, list[str]] = {}
    for error in sorted(errors, key=lambda error: (error.code, error.__module__, error.__name__)):
        if "code" not in vars(error):
            continue
        if kinds.setdefault(error.code, error.kind.value) != error.kind.value:
            raise ValueError(f"the code {error.code} has two kinds; one is that of {error.__name__}")
        notes.setdefault(error.code, []).append(own_docstring(error))
    rows = [[f"`{code}`", kind, " ".join(filter(None, notes[code]))] for code, kind in kinds.items()]
    intro = "A refusal carries a stable code and one of a few kinds; the wording comes from the message catalogue."
    return page("Errors 错误代码", intro, table(["code", "kind", "note"], rows))


def render_commands(parser: argparse.ArgumentParser) -> str:
    lines = [f"`{parser.prog}` — {parser.description or ''}".strip()]
    silent: dict[str, str] = {}
    for name, command, about in _subcommands(parser):
        silent[name] = about
        lines += ["", f"## {parser.prog} {name}", "", about]
        rows = _options(command)
        if rows:
            lines += ["", table(["argument", "default", "what it does"], rows)]
    _refuse_silence("command", silent)
    return page("Commands 命令", "What can be typed in a terminal.", "\n".join(lines))


def page(title: str, intro: str, body: str) -> str:
    return f"# {title}\n\n{NOTE}\n\n{intro}\n\n{body}\n"


def table(titles: list[str], rows: list[list[str]]) -> str:
    lines = [titles, ["---"] * len(titles), *rows]
    return "\n".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines)


def subclasses(base: type[QunchengError]) -> set[type[QunchengError]]:
    direct = set(base.__subclasses__())
    return {base} | {deeper for below in direct for deeper in subclasses(below)}


def own_docstring(cls: type) -> str:
    """The first paragraph a person wrote; dataclasses and parents write or lend one of their own."""
    text = vars(cls).get("__doc__") or ""
    if text.startswith(f"{cls.__name__}("):
        return ""
    return " ".join(inspect.cleandoc(text).split("\n\n")[0].split())


def attribute_sentences(cls: type) -> dict[str, str]:
    """The string that stands below each field of a class."""
    body = ast.parse(inspect.cleandoc("\n" + inspect.getsource(cls))).body[0]
    found: dict[str, str] = {}
    previous = ""
    for node in getattr(body, "body", []):
        if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            previous = node.target.id
        elif isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and previous:
            found[previous] = " ".join(str(node.value.value).split())
            previous = ""
    return found


def import_everything() -> None:
    """Registries fill when modules are imported."""
    for module in pkgutil.walk_packages(quncheng.__path__, "quncheng."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)


def _default(field: "dataclasses.Field[object]") -> str:
    if field.default is dataclasses.MISSING:
        return "–" if field.default_factory is dataclasses.MISSING else "(made at the start)"
    if SECRET.search(field.name) or field.default in (None, ""):
        return "–"
    return f"`{field.default}`"


def _actions(parser: argparse.ArgumentParser) -> list[argparse.Action]:
    return vars(parser)["_actions"]


def _subcommands(parser: argparse.ArgumentParser) -> list[tuple[str, argparse.ArgumentParser, str]]:
    found: list[tuple[str, argparse.ArgumentParser, str]] = []
    for action in _actions(parser):
        if action.nargs == argparse.PARSER:
            choices: list[argparse.Action] = vars(action)["_choices_actions"]
            commands: dict[str, argparse.ArgumentParser] = vars(action)["choices"]
            about = {choice.dest: choice.help or "" for choice in choices}
            found += [(name, command, about.get(name, "")) for name, command in commands.items()]
    return found


def _options(parser: argparse.ArgumentParser) -> list[list[str]]:
    """A row for each argument: how it is written, its default and what it does."""
    return [
        [
            f"`{' '.join(action.option_strings) or action.dest}`",
            "–" if action.default is None else f"`{action.default}`",
            action.help or "",
        ]
        for action in _actions(parser)
        if action.dest != "help"
    ]


def _refuse_silence(kind: str, sentences: Mapping[str, str]) -> None:
    silent = [name for name, sentence in sentences.items() if not sentence.strip()]
    if silent:
        raise ValueError(f"say in one sentence what each {kind} does: {', '.join(silent)}")


def main() -> int:
    PAGES_FOLDER.mkdir(parents=True, exist_ok=True)
    missing = 0
    for name, render in PAGES.items():
        try:
            text = render()
        except (ModuleNotFoundError, ValueError) as error:
            print(f"✗ {name}: {error}", file=sys.stderr)
            missing += 1
        else:
            (PAGES_FOLDER / name).write_text(text, encoding="utf-8")
            print(f"✓ {name}", file=sys.stderr)
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
