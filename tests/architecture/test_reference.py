"""docs/reference says what the code does, and the generator refuses what nobody explained."""

import argparse
from dataclasses import dataclass, field

import pytest

from quncheng.kit.errors import ErrorKind, QunchengError
from tools.reference import PAGES, PAGES_FOLDER, render_commands, render_errors, render_events, render_settings


@pytest.mark.parametrize("name", PAGES)
def test_the_page_is_what_the_code_says(name: str) -> None:
    written = (PAGES_FOLDER / name).read_text(encoding="utf-8")

    assert written == PAGES[name](), "run: python3 dev.py docs"


@dataclass(frozen=True, slots=True)
class Settings:
    database_url: str = field(default="sqlite:///quncheng.db", metadata={"env": "DATABASE_URL"})
    """Where the data are."""
    bot_secret: str = "never shown"
    """The bot's secret."""


@dataclass(frozen=True, slots=True)
class SilentSettings:
    port: int = 8700


@dataclass(frozen=True, slots=True)
class TaskCreated:
    """Somebody added a task."""

    task_id: str
    title: str


class TaskMissing(QunchengError):
    """There is no such task."""

    code = "tasks.not_found"
    kind = ErrorKind.NOT_FOUND


class SubtaskMissing(QunchengError):
    """There is no such subtask."""

    code = "tasks.not_found"
    kind = ErrorKind.NOT_FOUND


class TaskGone(QunchengError):
    code = "tasks.not_found"
    kind = ErrorKind.CONFLICT


def test_a_setting_is_listed_with_its_default_and_a_secret_without() -> None:
    lines = render_settings(Settings).split("\n")

    assert "| `DATABASE_URL` | `sqlite:///quncheng.db` | Where the data are. |" in lines
    assert "| `QUNCHENG_BOT_SECRET` | – | The bot's secret. |" in lines


def test_a_setting_without_a_sentence_is_refused() -> None:
    with pytest.raises(ValueError, match="QUNCHENG_PORT"):
        render_settings(SilentSettings)


def test_an_event_is_listed_with_its_fields() -> None:
    lines = render_events({"task.created": TaskCreated}).split("\n")

    assert "| `task.created` | `task_id`, `title` | Somebody added a task. |" in lines


def test_an_error_is_listed_once_for_its_code() -> None:
    lines = render_errors([TaskMissing, SubtaskMissing]).split("\n")

    assert "| `tasks.not_found` | not_found | There is no such subtask. There is no such task. |" in lines


def test_a_code_with_two_kinds_is_refused() -> None:
    with pytest.raises(ValueError, match=r"tasks\.not_found"):
        render_errors([TaskMissing, TaskGone])


def test_a_command_is_listed_with_its_arguments() -> None:
    parser = argparse.ArgumentParser("quncheng", description="Project management in the chat.")
    commands = parser.add_subparsers()
    serve = commands.add_parser("serve", help="Runs everything in one process.")
    serve.add_argument("--port", type=int, default=8700, help="Where it listens.")

    text = render_commands(parser)

    assert "## quncheng serve\n\nRuns everything in one process.\n" in text
    assert "| `--port` | `8700` | Where it listens. |" in text.split("\n")


def test_a_command_without_a_sentence_is_refused() -> None:
    parser = argparse.ArgumentParser("quncheng")
    parser.add_subparsers().add_parser("serve")

    with pytest.raises(ValueError, match="serve"):
        render_commands(parser)
