"""A whole product logging all it can writes down no secret, no name and nothing that anybody said."""

import re
import secrets
import subprocess
import sys
from collections.abc import Generator
from dataclasses import dataclass, field
from pathlib import Path

import httpx2
import pytest
from sqlalchemy import create_engine, make_url

from quncheng.sandbox.assembly import Sandbox
from quncheng.sandbox.control_client import ControlClient, file_of
from quncheng.sandbox.control_types import BotView
from quncheng.sandbox.server import SandboxServer
from tests.support.processes import PAGE, PATIENCE, Running, environment_of, is_connected, running, until

pytestmark = pytest.mark.slow
PIECE = 12
"""A library that cuts what it writes in the middle would still give this much of a secret away."""
PEOPLE = {"linshan": "林珊", "hanmeimei": "韩梅梅"}
PROJECT, TASK = "绝密发布会", "机密内容撰写"
SAID = (
    f"@群程 启动项目 {PROJECT}",
    f"@群程 {TASK} 7天 @韩梅梅",
    "@群程 机密内容撰写写到60%了,等品牌方的内部素材",
    "@群程 机密内容撰写要晚两天,等泄密报告",
)
COMMENT = "这条评论只给自己人看"
FILE = "工资表-内部.txt"
CUT = "数据库坏了的时候说的悄悄话"


@dataclass(slots=True)
class Kept:
    """What must not be found."""

    secrets: list[str] = field(default_factory=list[str])
    words: list[str] = field(default_factory=lambda: [*PEOPLE.values(), PROJECT, TASK, COMMENT, FILE, CUT])

    def found_in(self, text: str) -> list[str]:
        pieces = [
            piece for secret in self.secrets for piece in (secret[:PIECE], secret[-PIECE:]) if len(secret) > PIECE
        ]
        codes = [secret for secret in self.secrets if len(secret) <= PIECE]
        said = [part for sentence in SAID for part in re.findall(r"[\w%]{4,}", sentence)]
        found = [one for one in (*pieces, *self.words, *said) if one in text or ascii(one)[1:-1] in text]
        return found + [code for code in codes if re.search(rf"(?<![0-9A-Za-z]){code}(?![0-9A-Za-z])", text)]


@dataclass(frozen=True, slots=True)
class Office:
    control: ControlClient
    bot: BotView
    group: str
    environment: dict[str, str]
    kept: Kept


@pytest.fixture
def office(database_url: str, tmp_path: Path) -> Generator[Office]:
    server = SandboxServer(Sandbox())
    server.start()
    try:
        with ControlClient(server.url) as control:
            yield _furnish(server, control, database_url, tmp_path)
    finally:
        server.stop()


def _furnish(server: SandboxServer, control: ControlClient, database_url: str, folder: Path) -> Office:
    control.create_organization("晨光传媒")
    for account, name in PEOPLE.items():
        control.create_member(account, name)
    bot = control.create_bot("群程")
    group = control.create_group("发布会", list(PEOPLE)).chat_id
    control.add_bot(group, bot.bot_id)
    url, key, password = make_url(database_url), secrets.token_hex(32), secrets.token_hex(16)
    if url.get_backend_name() == "postgresql":
        url = url.set(password=password)
    changed = {"QUNCHENG_LOG_LEVEL": "DEBUG", "QUNCHENG_SECRET_KEY": key, "PYTHONASYNCIODEBUG": "1"}
    environment = environment_of(server, bot, url.render_as_string(hide_password=False), folder) | changed
    return Office(control, bot, group, environment, Kept([bot.secret, key, password]))


def test_a_day_of_work_is_logged_without_a_word_of_it(office: Office, tmp_path: Path) -> None:
    with running("serve", office.environment, tmp_path) as product:
        until(lambda: product.answers() and is_connected(office.control, office.bot.bot_id), "not connected")
        _talk(office)
        with httpx2.Client(base_url=product.base_url, headers=PAGE, timeout=30) as browser:
            _sign_in(office, browser)
            _work_on_the_web(office, browser, product)
            _break_and_mend(office, browser, product)
    log = product.log.read_text()

    assert "database.unavailable" in log or "trace" in log, "nothing went wrong, so nothing was tried"
    assert "Started server process" in log, "the libraries were not heard"
    assert office.kept.found_in(log) == []


def test_a_wrong_secret_is_told_without_it(office: Office, tmp_path: Path) -> None:
    wrong = secrets.token_urlsafe(32)
    office.kept.secrets.append(wrong)
    environment = office.environment | {"WECOM_BOT_SECRET": wrong}

    checked = subprocess.run(
        [sys.executable, "-P", "-m", "quncheng.entry.cli", "init"],
        check=False,
        env=environment,
        capture_output=True,
        timeout=PATIENCE,
    )
    with running("serve", environment, tmp_path) as product:
        until(lambda: "wecom.refused" in product.log.read_text(), "the platform has not refused")
    told = checked.stdout.decode() + checked.stderr.decode()

    assert (checked.returncode, "BotID 或 Secret 不对" in told) == (1, True)
    assert office.kept.found_in(told + product.log.read_text()) == []


def test_what_is_written_down_would_be_found() -> None:
    kept = Kept(["secret-of-the-bot-and-more", "482913"])

    assert kept.found_in('{"event": "inbox.kept", "id": "a482913b", "count": 482914}') == []
    assert kept.found_in("… of-the-bot-and-more, code 482913, 林珊 said \\u7edd\\u5bc6\\u53d1\\u5e03\\u4f1a") == [
        "-bot-and-more"[-PIECE:],
        "林珊",
        PROJECT,
        PROJECT,
        "482913",
    ]


def _talk(office: Office) -> None:
    control, group = office.control, office.group
    for account, name in PEOPLE.items():
        _say(office, account, office.bot.bot_id, f"我是{name}")
    _say(office, "linshan", group, SAID[0])
    _say(office, "linshan", group, SAID[1])
    for sentence in SAID[2:]:
        _say(office, "hanmeimei", group, sentence)
    control.say("linshan", office.bot.bot_id, files=[file_of("file", FILE, "内部工资".encode())])


def _say(office: Office, account: str, chat: str, text: str) -> None:
    said = office.control.say(account, chat, text=text)
    office.control.wait(account, chat, after=said.cursor, timeout=PATIENCE)


def _sign_in(office: Office, browser: httpx2.Client) -> None:
    opened = browser.post("/sign-in/codes", json={}).json()
    office.kept.secrets += [opened["code"], opened["poll_token"]]
    _say(office, "linshan", office.bot.bot_id, opened["code"])
    until(lambda: browser.get(f"/sign-in/codes/{opened['poll_token']}").json()["status"] == "done", "not signed in")
    office.kept.secrets += list(browser.cookies.values())
    assert len(office.kept.secrets) == 6


def _work_on_the_web(office: Office, browser: httpx2.Client, product: Running) -> None:
    token = browser.post("/tokens", json={"name": "脚本"}).json()["secret"]
    robot = office.control.create_robot(office.group, "提醒")
    office.kept.secrets += [token, robot.key]
    (project,) = browser.get("/me").json()["projects"]
    assert browser.put(f"/projects/{project['id']}/robot", json={"webhook_url": robot.url}).status_code == 200
    bearer = {"Authorization": f"Bearer {token}"}
    (task,) = httpx2.get(f"{product.base_url}/projects/{project['id']}/tasks", headers=bearer).json()["items"]
    assert browser.post(f"/tasks/{task['id']}/comments", json={"text": COMMENT}).status_code == 201
    _say(office, "linshan", office.bot.bot_id, "同意")
    until(lambda: _robot_has_spoken(office), "the robot said nothing")
    refused = httpx2.get(f"{product.base_url}/me", headers={"Authorization": f"Bearer {token[:-4]}wxyz"})
    assert refused.status_code == 401


def _robot_has_spoken(office: Office) -> bool:
    return any(one.sender.kind == "robot" for one in office.control.messages("linshan", office.group))


def _break_and_mend(office: Office, browser: httpx2.Client, product: Running) -> None:
    """Handlers of the API and of the chat meet a table that is not there."""
    engine = create_engine(office.environment["DATABASE_URL"])
    (task,) = (
        browser.get("/me/work").json()["today"]
        or browser.get(f"/projects/{browser.get('/me').json()['projects'][0]['id']}/tasks").json()["items"]
    )
    with engine.begin() as connection:
        connection.exec_driver_sql("ALTER TABLE comments RENAME TO comments_gone")
        connection.exec_driver_sql("ALTER TABLE dialogs RENAME TO dialogs_gone")
    assert browser.post(f"/tasks/{task['id']}/comments", json={"text": CUT}).status_code >= 500
    said = office.control.say("hanmeimei", office.group, text=f"@群程 备注 #1:{CUT}")
    until(lambda: product.log.read_text().count('"error"') > 1, "no handler has failed")
    with engine.begin() as connection:
        connection.exec_driver_sql("ALTER TABLE comments_gone RENAME TO comments")
        connection.exec_driver_sql("ALTER TABLE dialogs_gone RENAME TO dialogs")
    engine.dispose()
    office.control.wait("hanmeimei", office.group, after=said.cursor, timeout=PATIENCE)
