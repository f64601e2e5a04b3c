"""With PostgreSQL web, worker and bot run as processes of their own, several of each, and one bot leads."""

from contextlib import ExitStack
from pathlib import Path

import httpx2
import psycopg
import pytest

from quncheng.sandbox.assembly import Sandbox
from quncheng.sandbox.control_client import ControlClient
from quncheng.sandbox.server import SandboxServer
from tests.support.processes import PAGE, PATIENCE, Running, environment_of, is_connected, running, until

pytestmark = pytest.mark.slow


def _count_leaders(url: str) -> int:
    """How many processes hold the bot's lock."""
    with psycopg.connect(url) as connection:
        row = connection.execute(
            "SELECT count(*) FROM pg_locks l JOIN pg_stat_activity a USING (pid)"
            " WHERE l.locktype = 'advisory' AND l.granted AND a.datname = current_database()"
        ).fetchone()
    return 0 if row is None else int(row[0])


def test_a_team_is_served_by_six_processes_and_a_killed_leader_is_replaced(postgresql_url: str, tmp_path: Path) -> None:
    server = SandboxServer(Sandbox())
    server.start()
    try:
        with ControlClient(server.url) as control:
            control.create_organization("晨光传媒")
            control.create_member("linshan", "林珊")
            bot = control.create_bot("群程")
            group = control.create_group("发布会", ["linshan"]).chat_id
            control.add_bot(group, bot.bot_id)
            environment = environment_of(server, bot, postgresql_url, tmp_path)
            with ExitStack() as stack:
                started = [
                    stack.enter_context(running(part, environment, tmp_path))
                    for part in ("web", "web", "worker", "worker", "bot", "bot")
                ]
                _play(control, group, bot.bot_id, postgresql_url, started)
    finally:
        server.stop()


def _play(control: ControlClient, group: str, bot_id: str, url: str, started: list[Running]) -> None:
    webs, bots = started[:2], started[4:]
    for web in webs:
        until(web.answers, "a web process does not answer")
    until(lambda: _count_leaders(url) == 1 and is_connected(control, bot_id), "no bot leads")
    said = control.say("linshan", group, text="@群程 启动项目 发布会")
    (opened,) = control.wait("linshan", group, after=said.cursor, timeout=PATIENCE)
    assert opened.text.startswith("已启动「发布会」")

    assert [_sign_in_through(control, bot_id, web.port) for web in webs] == ["发布会", "发布会"]

    (leader,) = [bot for bot in bots if "bot.leading" in bot.log.read_text()]
    leader.process.kill()
    leader.process.wait(10)
    until(lambda: all("bot.leading" in bot.log.read_text() for bot in bots), "nobody took over")
    until(lambda: _count_leaders(url) == 1 and is_connected(control, bot_id), "nobody is connected")
    said = control.say("linshan", group, text="@群程 视觉初稿 5天")
    made = control.wait("linshan", group, after=said.cursor, timeout=PATIENCE)[0]
    assert made.card is not None
    assert made.card.main_title is not None
    assert made.card.main_title.title == "已建任务 #1 视觉初稿"

    said = control.say("linshan", group, text="@群程 甘特图")
    answers = control.wait("linshan", group, after=said.cursor, count=2, timeout=PATIENCE)
    assert [one.kind for one in answers] == ["markdown", "image"], "a worker draws, the bot sends"


def _sign_in_through(control: ControlClient, bot_id: str, port: int) -> str:
    """The name of the project that a browser at this process sees, signed in by six digits sent to the bot."""
    with httpx2.Client(base_url=f"http://127.0.0.1:{port}/api/v1", headers=PAGE, timeout=30) as browser:
        code = browser.post("/sign-in/codes", json={}).json()
        control.say("linshan", bot_id, text=code["code"])
        until(lambda: browser.get(f"/sign-in/codes/{code['poll_token']}").json()["status"] == "done", "not signed in")
        return str(browser.get("/me").json()["projects"][0]["name"])
