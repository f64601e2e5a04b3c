#!/usr/bin/env python3
"""One door for everybody who works on 群程: sets up what a command needs, then runs it (standard library only).

python3 dev.py run          the product with the sandbox and a demonstration team
python3 dev.py test         every check and every test; with arguments: pytest with them
python3 dev.py check        formatting, lint, types and import contracts
python3 dev.py bench        speed, as a table or with --json
python3 dev.py chaos        kill -9 again and again: nothing lost, nothing done twice
python3 dev.py docs         writes docs/reference from the code
python3 dev.py pictures     takes the pictures of the docs from the demonstration
python3 dev.py licences     writes THIRD_PARTY.md, the licences of what we pass on
python3 dev.py build        the web client and the wheel in dist/
python3 dev.py lock         pins what pyproject.toml asks for
"""

from __future__ import annotations

import hashlib
import os
import shutil
import sqlite3
import subprocess
import sys
import time
import venv
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from tests.support import chromium

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
CLIENTS = ROOT / "clients"
STATIC = ROOT / "src" / "quncheng" / "entry" / "static"
STAMPS = ROOT / ".state" / "dev"
RUN_LOCK = ROOT / "requirements.lock"
TEST_LOCK = ROOT / "requirements-dev.lock"
BUILD_LOCK = ROOT / "requirements-build.lock"
UV = "uv==0.13.9"


class Stop(Exception):
    """Something is missing; the message says what to do."""


def main(arguments: list[str]) -> int:
    command, rest = (arguments[0], arguments[1:]) if arguments else ("help", [])
    commands = {
        "run": run, "test": test, "check": check, "bench": bench, "chaos": chaos,
        "docs": docs, "pictures": pictures, "licences": licences, "build": build, "lock": lock,
    }  # fmt: skip
    if command not in commands:
        print(__doc__)
        return 0 if command in {"help", "-h", "--help"} else 2
    try:
        return commands[command](rest)
    except Stop as stop:
        print(f"\n✗ {stop}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


def run(arguments: list[str]) -> int:
    with one_at_a_time():
        prepare_python(RUN_LOCK)
        prepare_node()
        prepare_web()
    say("启动群程 / Starting")
    command = [str(PYTHON), "-m", "quncheng.entry.cli", "demo", *arguments]
    if os.name != "nt":
        os.chdir(ROOT)
        os.execv(command[0], command)
    return subprocess.call(command, cwd=ROOT)


def test(arguments: list[str]) -> int:
    prepare_all()
    prepare_chromium()
    if arguments:
        return subprocess.call([str(PYTHON), "-m", "pytest", *arguments], cwd=ROOT)
    workers = str(max(2, min(8, os.cpu_count() or 2)))
    results = [*run_checks(), run_step("客户端测试 / client tests", npm("test"), CLIENTS)]
    pytest = [str(PYTHON), "-m", "pytest", "-q", "-n", workers, "--dist", "worksteal", "--durations", "10"]
    results.append(run_step("全部测试 / all tests", pytest, ROOT, is_shown=True))
    return conclude(results)


def check(_: list[str]) -> int:
    prepare_all()
    return conclude(run_checks())


def bench(arguments: list[str]) -> int:
    prepare_all()
    return subprocess.call([str(PYTHON), "-m", "bench", *arguments], cwd=ROOT)


def chaos(arguments: list[str]) -> int:
    prepare_all()
    return subprocess.call([str(PYTHON), "-m", "bench.chaos", *arguments], cwd=ROOT)


def docs(arguments: list[str]) -> int:
    with one_at_a_time():
        prepare_python(TEST_LOCK)
    return subprocess.call([str(PYTHON), "-m", "tools.reference", *arguments], cwd=ROOT)


def pictures(_: list[str]) -> int:
    prepare_all()
    prepare_chromium()
    return subprocess.call([str(PYTHON), "-m", "tools.take_pictures"], cwd=ROOT)


def licences(arguments: list[str]) -> int:
    with one_at_a_time():
        prepare_python(TEST_LOCK)
        prepare_node()
    return subprocess.call([str(PYTHON), "-m", "tools.licences", *arguments], cwd=ROOT)


def build(_: list[str]) -> int:
    prepare_all()
    return subprocess.call([str(PYTHON), "-m", "hatchling", "build", "--target", "wheel"], cwd=ROOT)


def lock(_: list[str]) -> int:
    """Pins every package with its hashes, for every system and Python from 3.11 on; names no registry."""
    folder = ROOT / ".state" / "uv"
    complete("uv", [sys.executable, "-m", "pip", "install", "-q", "--upgrade", "--target", str(folder), UV], ROOT)
    common = [
        str(folder / "bin" / "uv"), "pip", "compile", "--universal", "--python-version", "3.11", "--generate-hashes",
        "--no-header", "--no-annotate", "--no-emit-index-url", "-q",
    ]  # fmt: skip
    project, same = "pyproject.toml", ["-c", str(TEST_LOCK)]
    complete("lock", [*common, project, "--group", "dev", "--group", "build", "-o", str(TEST_LOCK)], ROOT)
    complete("lock", [*common, project, *same, "-o", str(RUN_LOCK)], ROOT)
    complete("lock", [*common, "--group", "build", *same, "-o", str(BUILD_LOCK)], ROOT)
    return 0


# What a command needs -----------------------------------------------------------------------------------------------


def prepare_all() -> None:
    with one_at_a_time():
        prepare_python(TEST_LOCK)
        prepare_node()
        prepare_web()


def prepare_python(requirements: Path) -> None:
    """The virtual environment with exactly the pinned packages; what the tests need contains what a run needs."""
    if sys.version_info < (3, 11):
        raise Stop(f"需要 Python 3.11 或更新,现在是 {sys.version.split()[0]}。/ Python 3.11 or newer is needed.")
    place = f"{ROOT} {sys.version}"
    stamps = [
        f"python-{name.stem} {digest([name, BUILD_LOCK, ROOT / 'pyproject.toml'], place)}"
        for name in (requirements, TEST_LOCK)
    ]
    if PYTHON.exists() and any(is_done(stamp) for stamp in stamps):
        return
    say("准备 Python 环境,第一次约需一两分钟 / Preparing Python packages")
    if not is_sound(place):
        try:
            venv.create(VENV, clear=True, with_pip=True, symlinks=os.name != "nt")
        except (OSError, subprocess.CalledProcessError) as error:
            message = "无法建立虚拟环境;Debian/Ubuntu 请先 apt-get install python3-venv。/ Cannot create .venv"
            raise Stop(f"{message}: {error}") from error
    pip = [str(PYTHON), "-m", "pip", "install", "--disable-pip-version-check", "-q"]
    for pinned in (requirements, BUILD_LOCK):
        complete("pip install", [*pip, "--require-hashes", "-r", str(pinned)], ROOT)
    complete("pip install -e", [*pip, "--no-deps", "--no-build-isolation", "-e", str(ROOT)], ROOT)
    mark_done(stamps[0])
    mark_done(f"venv {digest([], place)}")


def prepare_node() -> None:
    if not shutil.which("npm"):
        raise Stop("需要 Node.js 20 或更新(含 npm):https://nodejs.org 。/ Node.js 20 or newer with npm is needed.")
    version = subprocess.run(["node", "--version"], capture_output=True, text=True, check=True).stdout.strip()
    if int(version.removeprefix("v").split(".")[0]) < 20:
        raise Stop(f"需要 Node.js 20 或更新,现在是 {version}。/ Node.js 20 or newer is needed.")
    stamp = f"node {digest([CLIENTS / 'package-lock.json'], version)}"
    if is_done(stamp) and (CLIENTS / "node_modules").is_dir():
        return
    say("准备前端依赖 / Preparing npm packages")
    complete("npm ci", [npm_program(), "ci", "--no-audit", "--no-fund"], CLIENTS)
    mark_done(stamp)


def prepare_web() -> None:
    sources = [path for path in client_files() if not path.name.endswith((".test.ts", ".test.tsx"))]
    stamp = f"web {digest(sources)}"
    if is_done(stamp) and (STATIC / "index.html").exists():
        return
    say("构建网页 / Building the web client")
    complete("npm run build", npm("build"), CLIENTS)
    mark_done(stamp)


def prepare_chromium() -> None:
    if chromium.find_chromium() is None:
        say("安装 Chromium 供浏览器测试 / Installing Chromium for the browser tests")
        try:
            chromium.install_chromium(PYTHON)
        except chromium.ChromiumMissing as missing:
            raise Stop(str(missing)) from missing


def is_sound(place: str) -> bool:
    """Whether the virtual environment works here; one of a copied folder or another Python does not."""
    has_pip = [str(PYTHON), "-c", "import pip"]
    works = PYTHON.exists() and subprocess.run(has_pip, stderr=subprocess.DEVNULL, check=False).returncode == 0
    return works and (not (STAMPS / "venv").exists() or is_done(f"venv {digest([], place)}"))


def client_files() -> Iterable[Path]:
    for folder, folders, names in os.walk(CLIENTS):
        folders[:] = sorted(set(folders) - {"node_modules", "dist", "test-results"})
        yield from (Path(folder, name) for name in sorted(names) if not name.endswith(".tsbuildinfo"))


def npm_program() -> str:
    return shutil.which("npm") or "npm"


def npm(script: str) -> list[str]:
    return [npm_program(), "run", "--silent", script]


# Steps --------------------------------------------------------------------------------------------------------------


def run_checks() -> list[bool]:
    """All checks, two at a time; every failure is shown, not only the first."""
    bin_folder = PYTHON.parent
    steps: list[tuple[str, list[str], Path]] = [
        ("类型 / types", [str(bin_folder / "pyright")], ROOT),
        ("前端类型 / client types", npm("check"), CLIENTS),
        ("格式 / formatting", [str(bin_folder / "ruff"), "format", "--check", "."], ROOT),
        ("规则 / lint", [str(bin_folder / "ruff"), "check", "."], ROOT),
        ("分层 / import contracts", [str(bin_folder / "lint-imports")], ROOT),
    ]
    with ThreadPoolExecutor(2) as pool:
        return list(pool.map(run_step, *zip(*steps, strict=True)))


def run_step(title: str, command: list[str], cwd: Path, *, is_shown: bool = False) -> bool:
    started = time.monotonic()
    if is_shown:
        say(title)
        output, code = "", subprocess.call(command, cwd=cwd)
    else:
        ended = subprocess.run(
            command, cwd=cwd, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False
        )
        output, code = ended.stdout, ended.returncode
    mark = "✓" if code == 0 else "✗"
    print(f"{mark} {title} ({time.monotonic() - started:.1f} s)", file=sys.stderr)
    if code != 0 and output:
        print(output, file=sys.stderr)
    return code == 0


def conclude(results: list[bool]) -> int:
    failed = results.count(False)
    print(f"✗ {failed} 步没有通过 / steps failed" if failed else "✓ 全部通过 / all passed", file=sys.stderr)
    return 1 if failed else 0


def complete(title: str, command: list[str], cwd: Path) -> None:
    """Runs what a setup cannot go on without; its output is shown when it fails."""
    ended = subprocess.run(command, cwd=cwd, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
    if ended.returncode != 0:
        raise Stop(f"{title} 没有成功,请看下面的原因,解决后重试。/ failed; the reason:\n{ended.stdout}")


def say(text: str) -> None:
    print(f"▸ {text}", file=sys.stderr, flush=True)


# Stamps: a step that was done for exactly these files is not done again ----------------------------------------------


def digest(files: Iterable[Path], extra: str = "") -> str:
    total = hashlib.sha256(extra.encode())
    for path in files:
        total.update(str(path.relative_to(ROOT)).encode() + b"\0")
        total.update(hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()


def is_done(stamp: str) -> bool:
    name, value = stamp.split(" ")
    path = STAMPS / name
    return path.exists() and path.read_text() == value


def mark_done(stamp: str) -> None:
    name, value = stamp.split(" ")
    STAMPS.mkdir(parents=True, exist_ok=True)
    (STAMPS / name).write_text(value)


@contextmanager
def one_at_a_time() -> Generator[None]:
    """Two commands started together set up once; SQLite's lock is the one the library has for every system."""
    STAMPS.mkdir(parents=True, exist_ok=True)
    with closing(sqlite3.connect(STAMPS / "lock", timeout=1800, isolation_level=None)) as connection:
        connection.execute("BEGIN EXCLUSIVE")
        yield


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
