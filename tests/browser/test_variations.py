"""The scene in other words: what people write, tap and change, in the chat page and in the app beside it."""

import pytest
from playwright.sync_api import expect

from tests.browser.chat import Chat
from tests.browser.desk import card, column, drag
from tests.browser.stage import SECOND, Stage

pytestmark = pytest.mark.browser


class Beside:
    """林珊's project in a new group: her chat page, and her board beside it."""

    def __init__(self, stage: Stage, name: str, plan: str = "") -> None:
        self.group = stage.group(f"{name}群")
        self.chat = stage.chat("林珊", self.group)
        self.chat.says(f"@群程 启动项目 {name}")
        self.chat.hears(f"已启动「{name}」")
        if plan:
            self.chat.says(f"@群程 {plan}")
            self.chat.presses("确认")
            expect(self.chat.card("已确认")).to_be_visible()
        self.app = stage.app("林珊")
        self.project_id = stage.project_id(self.app, name)
        self.app.goto(f"/p/{self.project_id}/board")
        expect(column(self.app, "未开始")).to_be_visible()


def test_other_names_dates_and_an_order_in_words(on_stage: Stage) -> None:
    beside = Beside(on_stage, "品牌短片")
    beside.chat.says("@群程 外景拍摄 下周三下午三点前 @赵敏、粗剪 5个工作日 @王强(等外景拍摄完成后)")
    plan = beside.chat.card("计划草案:2 项任务")
    expect(plan.locator("dd")).to_have_text(["外景拍摄 12/2 15:00 前", "粗剪 5天 12/3–12/9"])
    expect(plan).to_contain_text("预计 12月9日 周三 全部完成")
    expect(column(beside.app, "未开始")).not_to_contain_text("外景拍摄")
    beside.chat.presses("确认")
    expect(card(beside.app, "外景拍摄")).to_contain_text("12月2日", timeout=SECOND)
    expect(card(beside.app, "粗剪")).to_contain_text("12月9日", timeout=SECOND)


def test_a_name_heard_wrongly_is_asked_for(on_stage: Stage) -> None:
    beside = Beside(on_stage, "字幕组")
    beside.chat.says("@群程 字幕 3天 @李蕾")
    expect(beside.chat.card("「李蕾」是 李雷 吗?")).to_be_visible()
    expect(beside.app.locator("[data-card-id]")).to_have_count(0)
    beside.chat.presses("李雷")
    expect(card(beside.app, "字幕").get_by_role("img", name="李雷")).to_be_visible()
    expect(card(beside.app, "字幕")).to_contain_text("后天")


def test_several_statements_in_one_message(on_stage: Stage) -> None:
    beside = Beside(on_stage, "小程序改版", "登录页 3天 @李雷、接口 5天 @李雷、支付 5天 @李雷")
    lilei = on_stage.chat("李雷", beside.group)
    lilei.says("@群程 登录页做完了,接口到80%,支付预计周五")
    lilei.hears("登录页")
    lilei.hears("接口:80%")
    lilei.hears("支付:预计 11月27日 周五 完成")
    expect(column(beside.app, "已完成")).to_contain_text("登录页", timeout=SECOND)
    expect(card(beside.app, "接口")).to_contain_text("80%", timeout=SECOND)


def test_a_day_with_two_meanings_is_asked_with_two_buttons(on_stage: Stage) -> None:
    beside = Beside(on_stage, "周末市集")
    beside.chat.says("@群程 李雷 周末 布置场地")
    question = beside.chat.card("「周末」是哪一天?")
    expect(question.get_by_role("button")).to_have_text(["11月27日 周五", "11月29日 周日", "算了"])
    question.get_by_role("button", name="11月29日 周日").click()
    expect(card(beside.app, "布置场地")).to_contain_text("11月29日")


def test_a_quoted_message_becomes_a_task(on_stage: Stage) -> None:
    beside = Beside(on_stage, "客户反馈")
    chenzong = on_stage.chat("陈总", beside.group)
    chenzong.page.get_by_test_id("input").fill("片头要加上赞助商的标")
    chenzong.page.get_by_test_id("send").click()
    beside.chat.quotes("片头要加上赞助商的标", "@群程 李雷 周五")
    expect(beside.chat.card("已建任务 #1 片头要加上赞助商的标")).to_contain_text("11月27日 周五")
    expect(card(beside.app, "片头要加上赞助商的标")).to_contain_text("11月27日", timeout=SECOND)
    card(beside.app, "片头要加上赞助商的标").click()
    expect(beside.app.get_by_role("dialog")).to_contain_text("来自群聊:片头要加上赞助商的标")


def test_what_was_said_is_taken_back(on_stage: Stage) -> None:
    beside = Beside(on_stage, "展台搭建", "搭建 4天 @王强、布展 2天 @赵敏(在搭建之后)")
    wangqiang = on_stage.chat("王强", beside.group)
    wangqiang.says("@群程 搭建做完了")
    expect(column(beside.app, "已完成")).to_contain_text("搭建", timeout=SECOND)
    wangqiang.says("@群程 撤销")
    wangqiang.hears("已撤销")
    expect(column(beside.app, "未开始")).to_contain_text("搭建", timeout=SECOND)
    expect(column(beside.app, "已完成")).not_to_contain_text("搭建")


def test_a_member_asks_on_the_web_and_the_manager_agrees_in_the_app(on_stage: Stage) -> None:
    beside = Beside(on_stage, "会员日", "海报 3天 @韩梅梅、推送 1天 @李雷(在海报之后)")
    member = on_stage.app("韩梅梅", f"/p/{beside.project_id}/t/1", is_phone=True)
    panel = member.get_by_role("dialog").first
    expect(panel.get_by_role("heading", name="海报", exact=True)).to_be_visible()
    expect(panel.get_by_role("combobox", name="负责人")).to_have_count(0)
    panel.get_by_role("button", name="申请变更").click()
    form = member.get_by_role("dialog", name="申请变更")
    form.get_by_label("工期（工作日）").fill("5")
    expect(form).to_contain_text("会移动 2 个任务")
    form.get_by_label("为什么要改").fill("等品牌方素材")
    form.get_by_role("button", name="提交申请").click()

    expect(on_stage.chat("林珊").card("韩梅梅 申请变更 #1 海报")).to_be_visible()
    beside.app.get_by_role("link", name="概览").click()
    request = beside.app.get_by_role("article", name="海报")
    expect(request).to_contain_text("等品牌方素材")
    expect(request).to_contain_text("#1 海报 11月25日 周三 → 11月27日 周五")
    request.get_by_role("button", name="同意").click()
    expect(member.get_by_role("dialog").first).to_contain_text("5 个工作日", timeout=SECOND)
    lilei = on_stage.chat("李雷")
    lilei.hears("#2 推送:11/26 → 11月30日 周一")
    beside.chat.says("@群程 海报什么情况")
    beside.chat.hears("11月27日 周五")


def test_what_is_changed_in_the_app_is_what_the_bot_says(on_stage: Stage) -> None:
    beside = Beside(on_stage, "直播筹备", "脚本 3天 @李雷、场地 2天 @王强(在脚本之后)")
    drag(beside.app, "场地", to_column="进行中", y=300)
    beside.app.mouse.up()
    expect(column(beside.app, "进行中")).to_contain_text("场地")
    beside.chat.says("@群程 场地什么情况")
    beside.chat.hears("进行中")

    card(beside.app, "脚本").click()
    panel = beside.app.get_by_role("dialog")
    panel.get_by_label("工期").fill("5")
    panel.get_by_label("工期").press("Enter")
    beside.app.get_by_role("button", name="确定修改").click()
    expect(card(beside.app, "脚本")).to_contain_text("11月27日")
    panel.get_by_label("负责人").select_option("王强")
    expect(beside.app.get_by_text("王强 11月26日 周四 超出 8 小时")).to_be_visible()
    beside.app.get_by_role("button", name="确定修改").click()
    expect(card(beside.app, "脚本").get_by_role("img", name="王强")).to_be_visible()
    beside.chat.says("@群程 脚本什么情况")
    beside.chat.hears("#1 脚本 @王强")
    beside.chat.hears("11月27日 周五 到期")


def test_six_digits_sent_to_the_bot_sign_in(on_stage: Stage) -> None:
    page = on_stage.window(is_phone=True)
    page.goto("/")
    code = page.get_by_label("登录码").inner_text().replace(" ", "")
    chat = on_stage.chat("赵敏")
    chat.says(code)
    expect(page.get_by_role("heading", name="我的工作")).to_be_visible(timeout=3 * SECOND)
    chat.says(code)
    chat.hears("登录码不对或已过期,请刷新登录页。")


def test_somebody_elses_project_is_not_found(on_stage: Stage) -> None:
    beside = Beside(on_stage, "保密项目", "方案 2天 @李雷、报价 1天 @李雷")
    stranger = on_stage.app("赵敏", f"/p/{beside.project_id}/t/1")
    expect(stranger.get_by_text("没有找到")).to_be_visible()
    expect(stranger.get_by_text("方案")).to_have_count(0)
    assert [one for one in on_stage.complaints if "404" not in one] == []
    on_stage.complaints.clear()


def test_a_server_that_is_away_is_shown_and_what_was_written_is_kept(on_stage: Stage) -> None:
    beside = Beside(on_stage, "断线演练", "方案 2天 @李雷、报价 1天 @李雷")
    on_stage.product.stop()
    expect(beside.app.get_by_text("离线")).to_be_visible()
    drag(beside.app, "方案", to_column="进行中", y=300)
    beside.app.mouse.up()
    expect(column(beside.app, "进行中")).to_contain_text("方案")
    expect(beside.app.get_by_text("1 项修改等待发送")).to_be_visible()
    on_stage.product.start()
    expect(beside.app.get_by_text("离线")).to_have_count(0, timeout=20 * SECOND)
    chat = Chat(beside.chat.page)
    chat.says("@群程 方案什么情况")
    chat.hears("进行中")
    on_stage.complaints.clear()
