"""The one door: what it promises to a newcomer and to CI."""

import re
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

import dev
from tests.architecture.sources import ROOT, Source, imported_modules
from tests.support import chromium, postgres

READ_BY_ANY_PYTHON = ["dev.py", "tests/support/chromium.py"]


def source(path: str) -> Source:
    return Source(path, (ROOT / path).read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", [*READ_BY_ANY_PYTHON, "tests/support/postgres.py"])
def test_it_needs_the_standard_library_only(path: str) -> None:
    ours = {"tests.support", "tests.support.chromium"}

    used = {module for _, module in imported_modules(source(path).tree)} - ours

    assert {module for module in used if module.split(".")[0] not in sys.stdlib_module_names} == set()


@pytest.mark.parametrize("path", READ_BY_ANY_PYTHON)
def test_an_older_python_can_read_it_and_be_told(path: str) -> None:
    assert "from __future__ import annotations" in source(path).text


def test_ci_calls_exactly_the_command_of_the_readme() -> None:
    commands = [line for line in (ROOT / ".ci/run").read_text().splitlines() if "python3" in line]

    assert commands == ["exec python3 dev.py test"]


def test_make_knows_the_same_commands() -> None:
    listed = re.search(r"^COMMANDS = (.*)$", (ROOT / "Makefile").read_text(), re.MULTILINE)
    documented = re.findall(r"^\s*python3 dev\.py (\w+)", dev.__doc__ or "", re.MULTILINE)

    assert listed is not None
    assert listed[1].split() == documented


def test_an_unknown_command_shows_the_known_ones(capsys: pytest.CaptureFixture[str]) -> None:
    assert dev.main(["fly"]) == 2
    assert "python3 dev.py test" in capsys.readouterr().out


def test_a_machine_without_node_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))

    with pytest.raises(dev.Stop, match=r"需要 Node\.js 20 或更新"):
        dev.prepare_node()


def test_what_stops_a_command_is_a_sentence_and_not_a_trace(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.setattr(dev, "STAMPS", tmp_path)
    monkeypatch.setattr(dev, "PYTHON", tmp_path / "python")
    monkeypatch.setattr(dev, "VENV", tmp_path / "a file" / "venv")
    (tmp_path / "a file").write_text("")

    assert dev.main(["docs"]) == 1
    assert "✗ 无法建立虚拟环境" in capsys.readouterr().err


def test_a_step_is_done_again_only_when_its_files_changed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(dev, "STAMPS", tmp_path)
    monkeypatch.setattr(dev, "ROOT", tmp_path)
    lock = tmp_path / "some.lock"
    lock.write_text("one")
    dev.mark_done(f"step {dev.digest([lock])}")

    assert dev.is_done(f"step {dev.digest([lock])}")
    lock.write_text("two")
    assert not dev.is_done(f"step {dev.digest([lock])}")


def test_two_setups_never_run_at_once(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(dev, "STAMPS", tmp_path)

    with (
        dev.one_at_a_time(),
        closing(sqlite3.connect(tmp_path / "lock", timeout=0, isolation_level=None)) as other,
        pytest.raises(sqlite3.OperationalError, match="locked"),
    ):
        other.execute("BEGIN EXCLUSIVE")


def test_a_failing_step_is_shown_and_counted(capsys: pytest.CaptureFixture[str]) -> None:
    command = [sys.executable, "-c", "import sys; print('the reason'); sys.exit(3)"]

    results = [dev.run_step("one", command, ROOT), dev.run_step("two", [sys.executable, "-c", ""], ROOT)]

    assert results == [False, True]
    assert "the reason" in capsys.readouterr().err
    assert dev.conclude(results) == 1
    assert dev.conclude([True, True]) == 0


def test_a_machine_without_chromium_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(chromium.SETTING, "/nowhere/chromium")

    with pytest.raises(chromium.ChromiumMissing, match="apt-get install chromium"):
        chromium.get_chromium()


def test_a_machine_without_postgresql_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(postgres, "installed_programs", list[Path])
    monkeypatch.setattr(postgres, "wheel_folder", lambda: None)

    with pytest.raises(postgres.PostgresMissing, match="QUNCHENG_TEST_POSTGRES_URL"):
        postgres.start_server(tmp_path / "server")


def test_postgresql_of_the_wheel_runs_where_the_machine_has_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(postgres, "installed_programs", list[Path])
    folder = Path(f"/tmp/quncheng-wheel-{id(monkeypatch)}")

    url = postgres.start_server(folder)

    assert re.fullmatch(r"postgresql://quncheng@127\.0\.0\.1:\d+/postgres", url)
    postgres.stop_server(folder)
    assert not folder.exists()
    assert subprocess.run(["pgrep", "-f", str(folder)], capture_output=True, check=False).stdout == b""
