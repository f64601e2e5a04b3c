"""People and groups: bind and unbind, strangers and newcomers, sign-in, roles."""

from quncheng.features.people import administering
from quncheng.features.people import service as people
from quncheng.runtime.db import Session
from tests.support.product import OTHER_GROUP, Team


def test_a_group_runs_one_project_at_a_time(team: Team) -> None:
    assert team.says("林珊", "@群程 计划") == "这个群还没有项目。说「启动项目 新品发布会」就可以开始。"
    assert team.says("林珊", "@群程 启动项目") == "项目叫什么名字?"
    assert team.says("林珊", "@群程 新品线上发布会").startswith("已启动「新品线上发布会」,项目经理是 林珊。")
    assert team.says("李雷", "@群程 启动项目 官网改版") == (
        "这个群已经绑定了「新品线上发布会」。要换项目,请先说「解绑项目」。"
    )
    assert team.says("李雷", "@群程 解绑项目") == "这一步要由项目经理来定,请项目经理在这里说一声就好。"
    assert team.says("林珊", "@群程 解绑项目") == "已解绑「新品线上发布会」。项目和数据都在,网页上还能看。"
    assert team.says("林珊", "@群程 启动项目 官网改版").startswith("已启动「官网改版」")
    assert team.read_count("project.created") == 2


def test_in_private_the_project_is_asked_for_when_there_are_several(team: Team) -> None:
    team.says("林珊", "@群程 启动项目 新品线上发布会")
    team.says("林珊", "@群程 启动项目 官网改版", group=OTHER_GROUP)

    assert team.says("林珊", "项目进度") == ("说的是哪个项目?\n点一个,或直接回一句\n[新品线上发布会] [官网改版] [算了]")
    assert team.clicks("林珊", "官网改版").splitlines()[:4] == [
        "说的是哪个项目?",
        "已选:官网改版",
        "[已处理]",
        "**官网改版**:已完成 0/0(0%)",
    ]
    team.says("林珊", "项目进度")
    assert team.says("林珊", "新品线上发布会").splitlines()[0] == "**新品线上发布会**:已完成 0/0(0%)"


def test_a_newcomer_takes_over_what_was_planned_under_the_name(strangers: Team) -> None:
    strangers.introduced("林珊")
    strangers.says("林珊", "@群程 启动项目 新品线上发布会")
    answer = strangers.says("林珊", "@群程 @韩梅梅 周五前 做海报")
    assert answer.splitlines()[0] == "韩梅梅 还没有私聊过我,暂时收不到私信;请他们先给我发一句话。"

    held = (
        "林珊 在「新品线上发布会」里给您安排了 1 项任务:\n- **#1 海报** 11月27日 周五 到期\n\n有进展直接回我一句就行。"
    )
    assert strangers.says("韩梅梅", "我是韩梅梅") == (f"韩梅梅,您好!您有 1 项任务,说「我的任务」就能看到。\n{held}")
    assert strangers.says("韩梅梅", "我的任务") == "**您的任务**(1 项)\n1. **#1 海报** 未开始,11月27日 周五 到期"
    assert strangers.says("韩梅梅", "我是韩梅梅") == "记得呢,韩梅梅。"
    assert [text for text in strangers.told("韩梅梅") if "给您安排了" in text] == [held]


def test_a_stranger_is_welcome_and_asked_for_the_name(strangers: Team) -> None:
    strangers.introduced("林珊")
    assert strangers.enters("李雷") == ["您好,我是群程,帮团队管项目。怎么称呼您?回一句「我是张三」就好。"]
    assert strangers.says("李雷", "我的任务") == (
        "您手上没有待办任务,可以歇口气。\n对了,我还不知道怎么称呼您,回一句「我是张三」就好。"
    )
    assert strangers.says("李雷", "我是林珊") == "已经有人叫“林珊”了,请换一个名字以便区分。"
    assert strangers.says("李雷", "我是李雷") == "李雷,您好!说「我的任务」看看要做什么。"


def test_sign_in_by_code(team: Team) -> None:
    org_id = team.installation.org_id
    opened = team.database.write(org_id, people.open_code)

    assert team.says("李雷", "000000") == "登录码不对或已过期,请刷新登录页。"
    assert team.says("李雷", opened.code) == ("登录成功,李雷,可以回到网页了。如果不是您本人在登录,请告诉管理员。")
    assert team.says("王强", opened.code) == "登录码不对或已过期,请刷新登录页。"


def test_roles_are_set_by_the_manager(launch: Team) -> None:
    assert launch.says("李雷", "@群程 把陈总设为只读") == "这一步要由项目经理来定,请项目经理在这里说一声就好。"
    assert launch.says("林珊", "@群程 把陈总设为只读") == "好的,陈总 现在是只读成员。"
    assert "- 陈总(只读成员)" in launch.says("林珊", "@群程 成员").splitlines()
    assert launch.says("陈总", "@群程 测试部署做完了") == "您在这个项目里只能查看。"


def test_who_was_deactivated_is_not_let_in_again_by_speaking(launch: Team) -> None:
    set_active(launch, "李雷", is_active=False)
    launch.says("林珊", "@群程 把陈总设为只读")
    before = launch.read_count("member.joined"), launch.read_count("progress.reported")

    assert launch.says("李雷", "@群程 文案写到60%了") == "您的账号已停用。如果不对,请联系管理员恢复。"
    assert launch.says("李雷", "我是李雷") == "您的账号已停用。如果不对,请联系管理员恢复。"
    launch.at("2026-11-23 17:30")
    assert [text for text in launch.told("李雷") if "停用" not in text] == []
    assert (launch.read_count("member.joined"), launch.read_count("progress.reported")) == before

    set_active(launch, "李雷", is_active=True)
    assert launch.says("李雷", "@群程 文案写到60%了") == "✓ #1 内容撰写:60%"


def test_a_button_of_somebody_deactivated_does_nothing(launch: Team) -> None:
    launch.says("林珊", "@群程 王强 周五前 测速")
    card = launch.card("林珊", "撤销")
    set_active(launch, "王强", is_active=False)

    assert launch.clicks("王强", "撤销", on=card).endswith("您的账号已停用。如果不对,请联系管理员恢复。")
    assert launch.read_count("operation.undone") == 0


def set_active(team: Team, name: str, *, is_active: bool) -> None:
    """The administrator does it on the web."""

    def work(session: Session) -> None:
        caller = people.find_by_name(session, "林珊")
        listed = {member.name: member.id for member in people.list_members(session)}
        assert caller is not None
        change = administering.reactivate if is_active else administering.deactivate
        change(session, caller, people.system_actor(session), member_id=listed[name])

    team.database.write(team.installation.org_id, work)
