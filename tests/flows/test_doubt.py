"""What may be mere talk is put to the person; nothing is done before they say yes."""

import pytest

from tests.support.product import Team


@pytest.fixture
def shop(team: Team) -> Team:
    """林珊 leads; 李雷 has one task, so that anything could be about it."""
    team.says("林珊", "@群程 启动项目 网店改版")
    team.says("林珊", "@群程 登录页 5天 @李雷")
    for name in ("林珊", "李雷"):
        team.told(name)
    return team


def test_talk_that_sounds_like_a_task_is_asked_about_and_dropped(shop: Team) -> None:
    assert shop.says("林珊", "@群程 李雷周六搬家") == ("要我把「搬家」记成任务吗?\n点一个,或直接回一句\n[是] [不是]")
    assert shop.clicks("林珊", "不是") == "要我把「搬家」记成任务吗?\n已选:不是\n[已处理]"
    assert shop.read_count("task.created") == 1


def test_a_task_that_sounds_like_talk_is_made_once_it_is_confirmed(shop: Team) -> None:
    shop.says("林珊", "@群程 李雷周六搬家")
    shop.says("林珊", "@群程 是")
    assert shop.read_count("task.created") == 2


def test_a_report_about_something_else_changes_no_task(shop: Team) -> None:
    assert shop.says("李雷", "@群程 饭做好了快来吃") == (
        "要我把这句话记成「饭」的进展吗?\n点一个,或直接回一句\n[是] [不是]"
    )
    shop.says("李雷", "@群程 不是")
    assert shop.read_count("progress.reported") == 0


def test_small_talk_with_dates_and_names_is_left_alone(shop: Team) -> None:
    before = shop.read_count("task.created")
    for said in ("王强你周五来不来公司", "他说登录页周五能做完", "登录页做完了才怪", "如果登录页延期三天怎么办"):
        shop.says("李雷", f"@群程 {said}")
    assert shop.read_count("task.created") == before
    assert shop.read_count("progress.reported") == 0
    assert shop.read_count("task.rescheduled") == 0
