"""The scene that must always work: a launch is planned, reported on, re-planned and told about in the chat."""

from tests.support.product import GROUP, Team

PLAN = "@群程 内容撰写 7天 @李雷、视觉初稿 5天 @韩梅梅、测试部署 3天 @王强(在视觉初稿之后)"


def test_a_launch_is_run_from_the_chat(team: Team) -> None:
    started = team.says("林珊", "@群程 启动项目 新品线上发布会")
    assert started.startswith("已启动「新品线上发布会」,项目经理是 林珊。")

    assert team.says("林珊", PLAN) == (
        "计划草案:3 项任务\n"
        "预计 12月2日 周三 全部完成\n"
        "李雷|内容撰写 7天 11/23–12/1\n"
        "韩梅梅|视觉初稿 5天 11/23–11/27\n"
        "王强|测试部署 3天 11/30–12/2\n"
        "天数按工作日算(含调休);测试部署 在 视觉初稿 之后\n"
        "[确认] [取消]"
    )
    assert team.read_count("task.created") == 0

    assert team.clicks("林珊", "确认") == (
        "已确认:3 项任务\n"
        "预计 12月2日 周三 全部完成\n"
        "李雷|#1 内容撰写 11/23–12/1\n"
        "韩梅梅|#2 视觉初稿 11/23–11/27\n"
        "王强|#3 测试部署 11/30–12/2\n"
        "负责人都会收到一条私信;回复「撤销」可以撤回\n"
        "[已处理]"
    )
    for name, line in (
        ("李雷", "#1 内容撰写** 12月1日 周二 到期"),
        ("韩梅梅", "#2 视觉初稿** 11月27日 周五 到期"),
        ("王强", "#3 测试部署** 12月2日 周三 到期"),
    ):
        assert team.told(name) == [
            f"林珊 在「新品线上发布会」里给您安排了 1 项任务:\n- **{line}\n\n有进展直接回我一句就行。"
        ]
    assert team.told("林珊") == []

    team.at("2026-11-25 10:00")
    answer = team.says("李雷", "@群程 文案写到60%了,预计周四完成")
    assert answer == "✓ #1 内容撰写:60%,预计 11月26日 周四 完成"

    assert team.says("韩梅梅", "@群程 初稿要晚两天,等品牌方素材") == (
        "#2 视觉初稿:晚 2 个工作日\n"
        "影响:2 项任务后移;项目完成 12/2 → 12月4日 周五\n"
        "已提交给 林珊 确认,同意后计划才会变。"
    )
    assert team.told("林珊") == [
        "韩梅梅 申请变更 #2 视觉初稿\n"
        "晚 2 个工作日\n"
        "> 韩梅梅:等品牌方素材\n"
        "#2|视觉初稿 11/27→12/1\n"
        "#3|测试部署 12/2→12/4\n"
        "2 项任务后移;项目完成 12/2 → 12月4日 周五\n"
        "[同意] [驳回]"
    ]

    assert team.clicks("林珊", "同意") == (
        "已同意:韩梅梅 的变更 #2 视觉初稿\n"
        "由 林珊 处理\n"
        "> 韩梅梅:等品牌方素材\n"
        "#2|视觉初稿 11/27→12/1\n"
        "#3|测试部署 12/2→12/4\n"
        "2 项任务后移;项目完成 12/2 → 12月4日 周五\n"
        "[已处理]"
    )
    moved = "「新品线上发布会」的计划变了(林珊 同意了 #2 视觉初稿 的变更):\n- "
    assert team.told("韩梅梅") == [f"{moved}#2 视觉初稿:11/27 → **12月1日 周二**"]
    assert team.told("王强") == [f"{moved}#3 测试部署:12/2 → **12月4日 周五**(等 #2 视觉初稿)"]
    assert team.told("李雷") == []
    assert team.picture("林珊", team.last("林珊")).startswith(b"\x89PNG\r\n\x1a\n")

    team.at("2026-11-27 17:30")
    (report,) = [text for text in team.told("林珊") if text.startswith("本周周报已备好")]
    assert report == (
        "本周周报已备好\n"
        "新品线上发布会 周报 11/23–11/29\n"
        "完成度|28%(0/3)\n"
        "本周完成|0 项\n"
        "逾期|0 项\n"
        "受阻|0 项\n"
        "计划完成|12/4\n"
        "预计完成|12/4\n"
        "整体完成 28%,3 项中已完成 0 项。计划 12/4 完成,目前没有推迟。\n"
        "[看全文] [发到群里]"
    )


def test_the_weekly_report_goes_to_the_manager_with_one_tap(team: Team) -> None:
    team.says("林珊", "@群程 启动项目 新品线上发布会")
    team.says("林珊", PLAN)
    team.clicks("林珊", "确认")
    assert team.says("林珊", "@群程 把陈总设为只读") == "好的,陈总 现在是只读成员。"

    team.at("2026-11-27 17:30")
    assert team.clicks("林珊", "发给陈总") == ("周报已发送\n新品线上发布会 周报 11/23–11/29\n发给:陈总\n[已处理]")
    (told,) = team.told("陈总")
    assert told.startswith("## 新品线上发布会 周报 11/23–11/29\n\n**完成度 0%** ・ 已完成 0/3 ・ 逾期 0 ・ 受阻 0")
    assert team.sees("陈总", group=GROUP)[-1].text != told
    assert team.read_count("weekly_report.sent") == 1
