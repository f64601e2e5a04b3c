"""撤销: the last thing the bot did for somebody is taken back, if that takes nothing away from others."""

from tests.support.product import Team


def test_a_report_is_taken_back_in_words_with_its_day(launch: Team) -> None:
    launch.says("李雷", "@群程 文案写到60%了,预计周四完成")

    assert launch.says("李雷", "@群程 撤销") == (
        "已撤销:「内容撰写」进展:完成度 60%,预计 11月26日 周四 完成;"
        "「内容撰写」把状态改为 进行中,完成度改为 60%,预计完成改为 11月26日 周四"
    )
    assert launch.says("林珊", "@群程 李雷在忙什么").splitlines()[1] == "1. **#1 内容撰写** 未开始,12月1日 周二 到期"
    assert launch.says("李雷", "@群程 撤销") == "没有可以撤销的操作。"


def test_a_created_task_is_taken_back_under_its_card(launch: Team) -> None:
    launch.says("林珊", "@群程 李雷 周五前 写脚本")

    assert launch.clicks("林珊", "撤销") == "已撤销\n新建了任务「写脚本」\n[已处理]"
    assert launch.says("林珊", "@群程 脚本什么情况") == (
        "没找到「脚本」这项任务。说任务的编号或完整名称试试,或者先看「我的任务」。"
    )


def test_a_confirmed_plan_is_taken_back_as_a_whole(launch: Team) -> None:
    assert launch.says("林珊", "@群程 撤销").startswith("已撤销:新建了任务「内容撰写」;新建了任务「视觉初稿」;")
    assert launch.says("林珊", "@群程 计划") == "计划里还没有任务。说「内容撰写 7天 @李雷」就可以加一项。"


def test_too_late(launch: Team) -> None:
    launch.says("李雷", "@群程 文案写到60%了")
    launch.at("2026-11-24 10:00")

    assert launch.says("李雷", "@群程 撤销") == "那是一天以前的事了,撤不回来;直接说要改成什么就行。"
    assert launch.read_count("operation.undone") == 0


def test_changed_since_by_somebody_else(launch: Team) -> None:
    launch.says("林珊", "@群程 #1 优先级调高")
    launch.says("王强", "我的任务")
    launch.says("李雷", "@群程 文案写到60%了")
    launch.says("林珊", "@群程 内容撰写做完了")

    assert launch.says("李雷", "@群程 撤销") == (
        "后来又有人改过「状态」,为了不弄丢别人的改动,没有撤销。直接说要改成什么就行。"
    )
    assert launch.read_count("operation.undone") == 0


def test_nobody_takes_back_what_somebody_else_did(launch: Team) -> None:
    launch.says("李雷", "@群程 文案写到60%了")

    assert launch.says("韩梅梅", "@群程 撤销") == "没有可以撤销的操作。"
    launch.says("林珊", "@群程 王强 周五前 测速")
    assert launch.clicks("王强", "撤销", on=launch.card("王强", "撤销")).endswith("没有可以撤销的操作。")
    assert launch.read_count("operation.undone") == 0


def test_a_request_is_withdrawn(launch: Team) -> None:
    launch.says("韩梅梅", "@群程 初稿要晚两天,等品牌方素材")

    assert launch.says("韩梅梅", "@群程 撤销").startswith("已撤销:")
    assert launch.says("林珊", "@群程 同意") == "现在没有等您处理的变更申请。"


def test_a_started_project_is_taken_back_and_the_group_is_free(team: Team) -> None:
    team.says("林珊", "@群程 启动项目 新品线上发布会")

    assert team.says("林珊", "@群程 撤销") == "已撤销:新建了项目;绑定了群聊"
    assert team.says("林珊", "@群程 启动项目 官网改版").startswith("已启动「官网改版」,项目经理是 林珊。")


def test_a_project_with_tasks_is_not_put_away(team: Team) -> None:
    team.says("林珊", "@群程 启动项目 新品线上发布会")
    team.says("林珊", "@群程 李雷 周五前 写脚本")
    team.says("林珊", "@群程 撤销")
    team.says("林珊", "@群程 李雷 周五前 写文案")
    before = team.read_count("operation.undone")

    assert team.says("林珊", "@群程 撤销") == "已撤销:新建了任务「写文案」"
    assert team.says("林珊", "@群程 撤销") == "已撤销:新建了项目;绑定了群聊"
    assert (before, team.read_count("operation.undone")) == (1, 3)


def test_a_group_is_bound_again(launch: Team) -> None:
    launch.says("林珊", "@群程 解绑项目")

    assert launch.says("林珊", "@群程 撤销") == "已撤销:解除了群聊绑定"
    assert launch.says("李雷", "@群程 文案写到60%了") == "✓ #1 内容撰写:60%"


def test_report_times_and_roles_are_taken_back(launch: Team) -> None:
    launch.says("林珊", "@群程 把陈总设为只读")
    launch.says("林珊", "@群程 周报改到周四下午五点")

    assert launch.says("林珊", "@群程 撤销") == "已撤销:把周报日改为 周四,周报时间改为 17:00"
    assert launch.says("林珊", "@群程 撤销") == "已撤销:陈总 加入项目,角色:只看"
    assert "陈总" not in launch.says("林珊", "@群程 成员")
    launch.at("2026-11-27 17:30")
    assert "本周周报已备好" in [text.splitlines()[0] for text in launch.told("林珊")]


def test_words_of_the_report_are_taken_back_and_what_was_sent_is_not(launch: Team) -> None:
    launch.says("林珊", "@群程 把陈总设为只读")
    launch.says("林珊", "周报")
    launch.says("林珊", "周报风险改成:品牌方素材周一到")

    assert launch.says("林珊", "撤销") == "已撤销:修改了周报"
    launch.says("林珊", "把周报发给陈总")
    assert launch.says("林珊", "撤销") == "发出去的消息和换掉的密钥收不回来。要更正请再发一条,或重新设置。"
    assert launch.read_count("operation.undone") == 1


def test_a_decision_is_taken_back_and_the_request_waits_again(launch: Team) -> None:
    launch.says("韩梅梅", "@群程 初稿要晚两天,等品牌方素材")
    launch.says("林珊", "@群程 同意")
    moved = launch.says("林珊", "@群程 初稿什么情况")
    launch.told("韩梅梅")

    assert launch.says("林珊", "@群程 撤销").startswith("已撤销:")
    assert launch.says("林珊", "@群程 初稿什么情况") != moved
    assert "林珊 撤回了对变更申请 #1 的决定,申请重新等待处理。" in launch.told("韩梅梅")
    launch.says("林珊", "@群程 同意")
    assert launch.says("林珊", "@群程 初稿什么情况") == moved
