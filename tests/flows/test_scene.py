"""The scene that must always work: a launch is planned, reported on, re-planned and told about in the chat."""

from tests.support.product import Team


def test_probe(team: Team) -> None:
    print(team.says("林珊", "@群程 启动项目 新品线上发布会"))
    print(team.says("林珊", "@群程 内容撰写 7天 @李雷、视觉初稿 5天 @韩梅梅、测试部署 3天 @王强(在视觉初稿之后)"))
    print(team.clicks("林珊", "确认"))
    print(team.told("王强"))
    assert 0
