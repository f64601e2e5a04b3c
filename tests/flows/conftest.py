"""The team of every flow, on each kind of database."""

from collections.abc import Iterator

import pytest

from quncheng.sandbox.server import SandboxServer
from tests.support.product import Team, team_at_work


@pytest.fixture(scope="session")
def sandbox() -> Iterator[SandboxServer]:
    with SandboxServer() as server:
        yield server


@pytest.fixture
def strangers(sandbox: SandboxServer, database_url: str) -> Iterator[Team]:
    """Nobody has said a word yet."""
    with team_at_work(sandbox, database_url) as working:
        yield working


@pytest.fixture
def team(strangers: Team) -> Team:
    """Everybody has said who they are; the first is the administrator."""
    strangers.introduced()
    return strangers


@pytest.fixture
def launch(team: Team) -> Team:
    """林珊 runs a project in the group; three tasks are planned."""
    return plan_launch(team)


@pytest.fixture
def sqlite_launch(sandbox: SandboxServer, sqlite_url: str) -> Iterator[Team]:
    """The same, for what happens to a SQLite file only."""
    with team_at_work(sandbox, sqlite_url) as working:
        working.introduced()
        yield plan_launch(working)


def plan_launch(team: Team) -> Team:
    team.says("林珊", "@群程 启动项目 新品线上发布会")
    team.says("林珊", "@群程 内容撰写 7天 @李雷、视觉初稿 5天 @韩梅梅、测试部署 3天 @王强(在视觉初稿之后)")
    team.clicks("林珊", "确认")
    for name in ("林珊", "李雷", "韩梅梅", "王强"):
        team.told(name)
    return team
