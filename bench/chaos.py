"""``python -m bench.chaos``: kill -9 at random moments while people speak to the bot; one JSON.

A real product process beside a real sandbox process, which delivers again what found no answer, under the same msgid.
Every message adds one task with a title of its own. In the end each task must be there exactly once, and answers may be
repeated only for what was being sent at a kill.
"""

import argparse
import json
import os
import random
import shutil
import subprocess
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

from sqlalchemy import create_engine, func, make_url, select
from sqlalchemy.exc import DBAPIError

from bench.http_client import Connection
from bench.installation import end_process, free_port, start_process, tell, wait_for
from quncheng.features.tasks.tables import tasks
from quncheng.runtime.inbox import InboxStatus, inbox
from quncheng.runtime.outbox import OutboxStatus, outbox
from quncheng.sandbox.control_client import ControlClient
from quncheng.sandbox.control_types import BotChange
from tests.support.postgres import start_server, stop_server

BOT_ID, BOT_SECRET, BOT_NAME = "aibCHAOSQUNCHENG00001", "chaosSecretOfTheSandboxBotNotForRealUse0001", "群程"
SPEAKER = "linshan"
PER_GROUP = 25
"""Stays below what the platform lets a bot say to one group in a minute."""
PATIENCE = 240.0
DATABASES = ("sqlite", "postgresql")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of the messages; all but ``messages``, ``kills``, ``repeated_answers`` and ``bound`` should be 0."""

    messages: int
    kills: int
    lost: int
    done_twice: int
    unanswered: int
    repeated_answers: int
    bound: int
    parked: int
    seconds: float

    @property
    def is_good(self) -> bool:
        wrong = self.lost + self.done_twice + self.unanswered + self.parked
        return wrong == 0 and self.repeated_answers <= self.bound


@dataclass(frozen=True, slots=True)
class Line:
    group: str
    title: str


def main() -> int:
    parser = argparse.ArgumentParser(prog="bench.chaos", description=__doc__)
    parser.add_argument("--messages", type=int, default=1000)
    parser.add_argument("--kills", type=int, default=6)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--database", action="append", choices=DATABASES)
    options = parser.parse_args()
    outcomes = {
        kind: torment(kind, messages=options.messages, kills=options.kills, seed=options.seed)
        for kind in options.database or DATABASES
    }
    print(json.dumps({kind: asdict(outcome) for kind, outcome in outcomes.items()}, indent=2))
    return 0 if all(outcome.is_good for outcome in outcomes.values()) else 1


def torment(kind: str, *, messages: int, kills: int, seed: int) -> Outcome:
    """One run on one kind of database."""
    with _database(kind) as (url, folder), _sandbox() as sandbox_url:
        tell(f"{kind}: {messages} messages, {kills} kills")
        groups = -(-messages // PER_GROUP)
        with ControlClient(sandbox_url) as control:
            _plant(control, groups)
            product = _Product(url, folder, sandbox_url)
            product.start()
            try:
                _bind(control, url, groups)
                started = time.monotonic()
                lines = [Line(_group(number % groups), _title(number)) for number in range(messages)]
                _speak_and_kill(control, product, lines, kills=kills, chance=random.Random(seed))
                _wait_until_settled(url, done=messages)
                return _judge(control, url, lines, kills=kills, seconds=time.monotonic() - started)
            finally:
                product.stop()


class _Product:
    """``quncheng serve`` that can be killed and started again."""

    def __init__(self, database_url: str, folder: Path, sandbox_url: str) -> None:
        kept = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith(("QUNCHENG_", "WECOM_", "DATABASE_URL"))
        }
        self._environment = kept | {
            "DATABASE_URL": database_url,
            "QUNCHENG_DATA": str(folder),
            "QUNCHENG_PORT": str(free_port()),
            "QUNCHENG_LOG_LEVEL": "ERROR",
            "WECOM_BOT_ID": BOT_ID,
            "WECOM_BOT_SECRET": BOT_SECRET,
            "WECOM_WS_URL": f"ws{sandbox_url.removeprefix('http')}",
        }
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        self._process = start_process(["-m", "quncheng.entry.cli", "serve"], environment=self._environment)

    def kill(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.wait()

    def stop(self) -> None:
        if self._process is not None:
            end_process(self._process)


def _plant(control: ControlClient, groups: int) -> None:
    control.create_organization("混沌")
    control.create_member(SPEAKER, "林珊")
    control.create_bot(BOT_NAME, bot_id=BOT_ID, secret=BOT_SECRET)
    control.change_bot(BOT_ID, BotChange(delivery="at_least_once"))
    for number in range(groups):
        control.create_group(f"群{number}", [SPEAKER], chat_id=_group(number))
        control.add_bot(_group(number), BOT_ID)


def _bind(control: ControlClient, url: str, groups: int) -> None:
    for number in range(groups):
        control.say(SPEAKER, _group(number), text=f"@{BOT_NAME} 启动项目 项目{number:02d}")
    _wait_until_settled(url, done=0)


def _speak_and_kill(
    control: ControlClient, product: _Product, lines: list[Line], *, kills: int, chance: random.Random
) -> None:
    """People go on speaking while the product dies and comes back."""
    is_spoken = threading.Event()

    def speak() -> None:
        for line in lines:
            control.say(SPEAKER, line.group, text=f"@{BOT_NAME} 新增任务 {line.title}")
        is_spoken.set()

    speaking = threading.Thread(target=speak)
    speaking.start()
    for _ in range(kills):
        is_spoken.wait(chance.uniform(2.5, 6.0))
        product.kill()
        product.start()
    speaking.join()


def _wait_until_settled(url: str, *, done: int) -> None:
    """Until ``done`` tasks are there, nothing waits and nothing is being sent. What is missing then is lost."""
    until, quiet = time.monotonic() + PATIENCE, 0
    while time.monotonic() < until and quiet < 4:
        quiet = quiet + 1 if _is_settled(url, done=done) else 0
        time.sleep(0.5)


def _is_settled(url: str, *, done: int) -> bool:
    waiting = select(func.count()).select_from(inbox).where(inbox.c.status == InboxStatus.WAITING.value)
    arrived = select(func.count()).select_from(inbox)
    sending = (
        select(func.count())
        .select_from(outbox)
        .where(outbox.c.status.in_((OutboxStatus.PENDING.value, OutboxStatus.SENDING.value)))
    )
    engine = create_engine(_plain(url))
    try:
        with engine.connect() as connection:
            found = [int(connection.execute(one).scalar_one()) for one in (waiting, sending, arrived)]
            made = int(connection.execute(select(func.count()).select_from(tasks)).scalar_one())
    except DBAPIError:
        return False
    finally:
        engine.dispose()
    return found[:2] == [0, 0] and found[2] > 0 and made >= done


def _judge(control: ControlClient, url: str, lines: list[Line], *, kills: int, seconds: float) -> Outcome:
    engine = create_engine(_plain(url))
    with engine.connect() as connection:
        made = Counter(row[0] for row in connection.execute(select(tasks.c.title)))
        parked = select(func.count()).select_from(inbox).where(inbox.c.status == InboxStatus.PARKED.value)
        parked_count = int(connection.execute(parked).scalar_one())
    engine.dispose()
    answers: Counter[str] = Counter()
    for group in sorted({line.group for line in lines}):
        told = [one for one in control.messages(SPEAKER, group) if not one.is_own]
        for line in (line for line in lines if line.group == group):
            answers[line.title] = sum(line.title in (one.text or "") + str(one.card or "") for one in told)
    return Outcome(
        messages=len(lines),
        kills=kills,
        lost=sum(made[line.title] == 0 for line in lines),
        done_twice=sum(made[line.title] > 1 for line in lines),
        unanswered=sum(answers[line.title] == 0 for line in lines),
        repeated_answers=sum(max(answers[line.title] - 1, 0) for line in lines),
        bound=kills * len({line.group for line in lines}),
        parked=parked_count,
        seconds=round(seconds, 1),
    )


@contextmanager
def _database(kind: str) -> Generator[tuple[str, Path]]:
    folder = Path(tempfile.mkdtemp(prefix="quncheng-chaos-"))
    folder.chmod(0o755)
    try:
        if kind == "sqlite":
            yield f"sqlite:///{folder / 'quncheng.db'}", folder
        else:
            yield start_server(folder / "postgresql"), folder
    finally:
        stop_server(folder / "postgresql")
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _sandbox() -> Generator[str]:
    port = free_port()
    process = start_process(["-m", "quncheng.sandbox", "--port", str(port)])
    url = f"http://127.0.0.1:{port}"
    try:
        wait_for(Connection("127.0.0.1", port), "/control/v1/clock", process=process)
        yield url
    finally:
        end_process(process)


def _group(number: int) -> str:
    return f"wrkChaos{number:03d}"


def _title(number: int) -> str:
    """A word of its own, in which nobody reads a number or a date."""
    return "事项" + "".join("bdfghjklmn"[int(digit)] for digit in f"{number:04d}")


def _plain(url: str) -> str:
    drivername = "postgresql+psycopg" if url.startswith("postgresql") else "sqlite"
    return make_url(url).set(drivername=drivername).render_as_string(hide_password=False)


if __name__ == "__main__":
    raise SystemExit(main())
