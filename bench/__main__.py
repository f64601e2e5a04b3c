"""``python -m bench``: the speed of the server on both databases and of the web client; one JSON or a table."""

import argparse
import json
import os
import statistics
import sys
import time
from collections.abc import Collection, Generator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bench.browser import measure_browser
from bench.chat import measure_chat, plant
from bench.desk import sign_in, sit_down
from bench.http_client import Connection
from bench.http_operations import OPERATIONS, measure
from bench.installation import (
    DATABASES,
    Installation,
    Server,
    end_process,
    free_port,
    installed,
    serving,
    start_process,
    tell,
    wait_for,
)
from bench.levelling import INSTANCES, measure_levelling
from bench.mixed import CONNECTIONS, measure_mixed
from bench.report import Numbers, Results, print_table
from bench.scheduling import SCHEDULING, measure_scheduling
from quncheng.providers.optimizer.process import ProcessOptimizer
from quncheng.sandbox.control_client import ControlClient

HTTP = tuple(operation.name for operation in OPERATIONS)
MIXED, MEMORY, START, CHAT = "mixed_80_20", "memory", "start", "chat_roundtrip"
BROWSER, LEVELLING = "browser", "levelling"
SERVER = (*HTTP, MIXED, MEMORY, START, CHAT)
STARTS = 5
IDLE_SECONDS, QUICK_IDLE_SECONDS = 30.0, 5.0


@dataclass(frozen=True, slots=True)
class Sandbox:
    """The simulated chat platform in a process of its own; its cost is nobody's."""

    url: str
    control: ControlClient


def main() -> int:
    options = _read_options()
    only = set(options.only or (*SERVER, BROWSER, *SCHEDULING, LEVELLING))
    results: Results = {}
    for database in options.database or DATABASES if only & set(SERVER) else ():
        with _sandbox() as sandbox, installed(database) as installation:
            tell(database)
            results[database] = _measure_server(installation, sandbox, only=only, is_quick=options.quick)
    if BROWSER in only:
        tell(BROWSER)
        results[BROWSER] = measure_browser(is_quick=options.quick)
    if only & set(SCHEDULING):
        tell("scheduling")
        results["scheduling"] = measure_scheduling(only, is_quick=options.quick)
    if LEVELLING in only:
        results[LEVELLING] = _measure_levelling(options.instances, is_quick=options.quick, is_refined=options.refine)
    print_table(results, to=sys.stderr if options.json else sys.stdout)
    if options.json:
        print(json.dumps(results, ensure_ascii=False, indent=2))
    return 0


def _read_options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bench", description=__doc__)
    parser.add_argument("--json", action="store_true", help="one JSON on standard output, the table beside it")
    parser.add_argument(
        "--only",
        action="append",
        choices=(*SERVER, BROWSER, *SCHEDULING, LEVELLING),
        metavar="OPERATION",
        help=", ".join((*SERVER, BROWSER, *SCHEDULING, LEVELLING)),
    )
    parser.add_argument("--database", action="append", choices=DATABASES)
    parser.add_argument("--quick", action="store_true", help="a fifth of the repetitions: to look, not to compare")
    parser.add_argument("--instances", type=Path, help=f"directory of PSPLIB instances, otherwise ${INSTANCES}")
    parser.add_argument("--refine", action="store_true", help="let the optimiser work on each instance, 1 s and 10 s")
    return parser.parse_args()


def _measure_levelling(instances: Path | None, *, is_quick: bool, is_refined: bool) -> dict[str, Numbers]:
    directory = instances or Path(os.environ.get(INSTANCES, ""))
    if not (directory / "best_known.csv").is_file():
        tell(f"{LEVELLING} is left out: name a directory of PSPLIB instances with --instances or ${INSTANCES}")
        return {}
    return measure_levelling(
        directory, is_quick=is_quick, tell=tell, optimizer=ProcessOptimizer() if is_refined else None
    )


def _measure_server(
    installation: Installation, sandbox: Sandbox, *, only: Collection[str], is_quick: bool
) -> dict[str, Numbers]:
    found: dict[str, Numbers] = {}
    if START in only:
        found[START] = {"seconds": _measure_starts(installation, sandbox.url, is_quick=is_quick)}
    if {*HTTP, MIXED, MEMORY} & set(only):
        sessions = sign_in(installation, count=CONNECTIONS)
        with serving(installation, sandbox_url=sandbox.url) as server:
            found |= _measure_http(server, sessions, only=only, is_quick=is_quick)
    if CHAT in only:
        found[CHAT] = measure_chat(installation, sandbox.control, sandbox_url=sandbox.url, is_quick=is_quick)
    return found


def _measure_http(
    server: Server, sessions: tuple[tuple[str, str], ...], *, only: Collection[str], is_quick: bool
) -> dict[str, Numbers]:
    found: dict[str, Numbers] = {}
    idle = _measure_idle(server, is_quick=is_quick) if MEMORY in only else {}
    for operation in OPERATIONS:
        if operation.name in only:
            desk = sit_down(server, member_id=sessions[0][0], token=sessions[0][1])
            found[operation.name] = measure(operation, desk, is_quick=is_quick)
            desk.connection.close()
            tell(f"{operation.name} {found[operation.name]}")
    if {MIXED, MEMORY} & set(only):
        mixed = measure_mixed(server, sessions, is_quick=is_quick)
        found |= {MIXED: mixed} if MIXED in only else {}
        tell(f"{MIXED} {mixed}")
    if MEMORY in only:
        found[MEMORY] = idle | {"loaded_mb": server.pss_mb(), "loaded_server_mb": server.own_pss_mb()}
        tell(f"{MEMORY} {found[MEMORY]}")
    return found


def _measure_idle(server: Server, *, is_quick: bool) -> Numbers:
    """What the product needs while nobody does anything."""
    seconds = QUICK_IDLE_SECONDS if is_quick else IDLE_SECONDS
    time.sleep(2.0)
    before = server.cpu_ms()
    time.sleep(seconds)
    spent = server.cpu_ms() - before
    return {
        "idle_mb": server.pss_mb(),
        "idle_server_mb": server.own_pss_mb(),
        "idle_cpu_percent": spent / seconds / 10,
    }


def _measure_starts(installation: Installation, sandbox_url: str, *, is_quick: bool) -> float:
    """The median; the database is there already, so every one is a second start."""
    times: list[float] = []
    for _ in range(2 if is_quick else STARTS):
        with serving(installation, sandbox_url=sandbox_url) as server:
            times.append(server.started_in)
    tell(f"{START} {[round(one, 2) for one in times]}")
    return statistics.median(times)


@contextmanager
def _sandbox() -> Generator[Sandbox]:
    """With the organization of the data set."""
    port = free_port()
    process = start_process(["-m", "quncheng.sandbox", "--port", str(port), "--ids", "7"])
    try:
        wait_for(Connection("127.0.0.1", port), "/control/v1/clock", process=process)
        url = f"http://127.0.0.1:{port}"
        with plant(url) as control:
            yield Sandbox(url, control)
    finally:
        end_process(process)


if __name__ == "__main__":
    sys.exit(main())
