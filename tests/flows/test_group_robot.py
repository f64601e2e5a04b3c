"""A group robot is the second way out: it really calls people by @ when the plan moves."""

import pytest

from quncheng.entry.robots import SealedRobots
from quncheng.features.bindings import service as bindings
from quncheng.features.bindings.errors import RobotAddressInvalid
from quncheng.features.people import service as people
from quncheng.features.projects import service as projects
from quncheng.features.projects.errors import OnlyForManager
from quncheng.runtime.db import Session
from quncheng.runtime.events import Actor, Source
from quncheng.runtime.secrets import SecretBox
from tests.support.product import GROUP, Team


def _give_robot(team: Team, address: str, *, by: str) -> None:
    org_id = team.installation.org_id

    def work(session: Session) -> None:
        member = people.find_by_name(session, by)
        assert member is not None
        project_id = projects.list_roles_of(session, member.id)[0].project_id
        access = projects.get_access(session, member.id, project_id)
        sealed = team.product.robots.seal(address, org_id=org_id)
        actor = Actor(member.id, Source.WEB, session.new_id())
        bindings.set_robot(session, access, actor, sealed_address=sealed)

    team.database.write(org_id, work)


def test_the_robot_calls_everybody_whose_tasks_moved(launch: Team) -> None:
    robot = launch.control.create_robot(launch.groups[GROUP], "提醒")
    _give_robot(launch, robot.url, by="林珊")
    launch.says("韩梅梅", "@群程 初稿要晚两天,等品牌方素材")
    launch.clicks("林珊", "同意")

    def said() -> list[tuple[str, list[str]]]:
        messages = launch.control.messages("linshan", launch.groups[GROUP])
        return [(one.text, sorted(one.mentions)) for one in messages if one.sender.kind == "robot"]

    launch.until(lambda: bool(said()), "the robot said nothing")
    ((text, mentions),) = said()
    assert text.startswith("「新品线上发布会」的计划变了:#2 视觉初稿,2 项任务后移;项目完成 12/2 → 12月4日 周五")
    assert mentions == ["hanmeimei", "wangqiang"]


def test_only_the_manager_gives_the_group_a_robot(launch: Team) -> None:
    robot = launch.control.create_robot(launch.groups[GROUP], "提醒")
    launch.says("李雷", "@群程 我的任务")
    with pytest.raises(OnlyForManager):
        _give_robot(launch, robot.url, by="李雷")

    found = launch.database.read(launch.installation.org_id, bindings.list_bots)
    assert [bot.provider for bot in found] == ["wecom"]


@pytest.mark.parametrize(
    "address",
    [
        "http://169.254.169.254/cgi-bin/webhook/send?key=x",
        "https://evil.example/cgi-bin/webhook/send?key=x",
        "https://qyapi.weixin.qq.com/cgi-bin/message/send?key=x",
        "https://qyapi.weixin.qq.com@evil.example/cgi-bin/webhook/send?key=x",
        "not an address",
    ],
)
def test_only_the_platform_is_ever_posted_to(address: str) -> None:
    robots = SealedRobots(SecretBox(bytes(32)), api_url="https://qyapi.weixin.qq.com")
    with pytest.raises(RobotAddressInvalid):
        robots.seal(address, org_id="org")


def test_the_sealed_address_says_nothing() -> None:
    robots = SealedRobots(SecretBox(bytes(32)), api_url="https://qyapi.weixin.qq.com")
    sealed = robots.seal("https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=the-key", org_id="org")
    assert "the-key" not in sealed
