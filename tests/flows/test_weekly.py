"""The weekly report: composed on the day, edited by a sentence, sent with one tap, kept."""

from tests.support.product import Team


def test_it_is_composed_on_friday_edited_and_sent_to_viewers(launch: Team) -> None:
    launch.says("林珊", "@群程 把陈总设为只读")
    launch.says("李雷", "@群程 内容撰写做完了")
    launch.says("韩梅梅", "@群程 初稿卡住了,等品牌方素材")
    launch.told("林珊")
    launch.at("2026-11-27 17:30")

    (card,) = [text for text in launch.told("林珊") if "周报已备好" in text]
    assert card.splitlines()[2:6] == ["完成度|47%(1/3)", "本周完成|1 项", "逾期|0 项", "受阻|1 项"]
    assert launch.says("林珊", "周报风险改成:品牌方素材周一到") == "✓ 周报的风险已改为:品牌方素材周一到"
    launch.clicks("林珊", "看全文")
    assert launch.clicks("林珊", "发给陈总") == "周报已发送\n新品线上发布会 周报 11/23–11/29\n发给:陈总\n[已处理]"
    (report,) = launch.told("陈总")
    assert "### 本周完成\n- #1 内容撰写 @李雷 100%" in report
    assert "### 受阻\n- #2 视觉初稿 @韩梅梅 0%:等品牌方素材" in report
    assert "### 风险\n品牌方素材周一到" in report
    assert launch.says("陈总", "周报") == report

    assert launch.says("林珊", "周报风险改成:没有") == "这份周报已经发出去了,发出的内容不再改动。"
    assert launch.says("林珊", "把周报发给赵敏") == "这份周报已经发出去了,发出的内容不再改动。"
    assert launch.read_count("weekly_report.sent") == 1


def test_it_goes_to_the_group_with_one_tap(launch: Team) -> None:
    launch.at("2026-11-27 17:30")

    assert launch.clicks("林珊", "发到群里") == "周报已发送\n新品线上发布会 周报 11/23–11/29\n发给:群里\n[已处理]"
    assert launch.last("李雷").text.startswith("## 新品线上发布会 周报 11/23–11/29")


def test_without_anybody_to_send_it_to(launch: Team) -> None:
    assert launch.says("林珊", "发周报") == "还没有可以发的人。说「把陈总加为只读成员」,或者「把周报发给陈总」。"
    assert launch.says("林珊", "把周报发给陈总") == "✓ 周报已发给 陈总"


def test_only_the_manager_edits_and_sends(launch: Team) -> None:
    assert launch.says("李雷", "@群程 周报风险改成:没有") == "这一步要由项目经理来定,请项目经理在这里说一声就好。"
    assert launch.says("李雷", "@群程 把周报发给陈总") == "这一步要由项目经理来定,请项目经理在这里说一声就好。"
    assert launch.says("李雷", "@群程 周报") == "还没有发出过周报。"


def test_the_day_is_set_by_a_sentence(launch: Team) -> None:
    assert launch.says("林珊", "@群程 周报改到周四下午五点") == "好的,每个工作日 17:30 问进展,每周四 17:00 出周报。"
    launch.at("2026-11-26 17:00")
    assert [text.splitlines()[0] for text in launch.told("林珊")] == ["本周周报已备好"]
    launch.at("2026-11-27 17:30")
    assert [text for text in launch.told("林珊") if "周报" in text] == []
