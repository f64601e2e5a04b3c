"""The frame around all screens: signing in, my work, palette, live news, conflicts, no network, my settings."""

import re

import httpx2
import pytest
from playwright.sync_api import Browser, Page, expect

from quncheng.features.people import service as people
from quncheng.runtime.db import Session
from tests.browser.desk import Desk, card, find_faults
from tests.support.served import Served

pytestmark = pytest.mark.browser


def send_code_to_bot(served: Served, code: str, name: str) -> None:
    def claim(session: Session) -> None:
        people.claim_code(session, code=code, member_id=served.members[name])

    served.database.write(served.org_id, claim)


def open_task(desk: Desk, page: Page, number: int) -> None:
    page.goto(desk.path(f"t/{number}"))
    expect(page.get_by_role("dialog")).to_contain_text(f"任务 #{number}")


def rename(page: Page, title: str) -> None:
    field = page.get_by_role("dialog").get_by_role("textbox", name="标题", exact=True)
    field.fill(title)
    field.press("Enter")


def test_six_digits_sent_to_the_bot_sign_in_and_lead_where_the_link_pointed(desk: Desk, browser: Browser) -> None:
    page = browser.new_context(base_url=desk.served.base_url, locale="zh-CN").new_page()
    page.goto(desk.path("t/2"))
    code = page.get_by_label("登录码").inner_text().replace(" ", "")
    assert re.fullmatch(r"\d{6}", code)

    send_code_to_bot(desk.served, code, "李雷")

    expect(page.get_by_role("dialog")).to_contain_text("任务 #2")
    expect(page.get_by_role("navigation", name="主导航")).to_contain_text("李雷")
    page.context.close()


def test_the_demonstration_lets_one_be_anybody_and_somebody_else_afterwards(desk: Desk, browser: Browser) -> None:
    page = browser.new_context(base_url=desk.served.base_url, locale="zh-CN").new_page()
    page.goto("/work")
    page.get_by_role("button", name="李雷").click()
    expect(page.get_by_role("button", name=re.compile("内容撰写")).first).to_be_visible()
    page.goto("/me")
    page.get_by_role("button", name="退出登录").click()
    page.get_by_role("button", name="韩梅梅").click()

    page.goto("/work")
    expect(page.get_by_text("视觉初稿")).to_be_visible()
    expect(page.get_by_text("内容撰写")).to_have_count(0)
    page.context.close()


def test_my_work_is_finished_with_one_tap_and_taken_up_again_with_another(desk: Desk) -> None:
    page = desk.sit("李雷", is_phone=True)
    page.goto("/work")
    with page.expect_response(re.compile("/reports$")):
        page.get_by_role("button", name="标记完成：内容撰写").click()
    assert "内容撰写" in desk.board()["已完成"]
    expect(page.get_by_role("button", name="标记完成：内容撰写")).to_have_count(0)

    with page.expect_response(re.compile("/reports$")):
        page.get_by_role("button", name="撤销", exact=True).click()
    expect(page.get_by_role("button", name="标记完成：内容撰写")).to_be_visible()
    assert "内容撰写" in desk.board()["进行中"]


def test_a_task_opened_from_my_work_knows_the_columns_of_its_project(desk: Desk) -> None:
    page = desk.sit("韩梅梅", is_phone=True)
    page.goto("/work")
    page.get_by_text("视觉初稿").click()
    panel = page.get_by_role("dialog", name="任务 #2 视觉初稿")
    expect(panel.get_by_role("combobox", name="状态").locator("option:checked")).to_have_text("未开始")
    with page.expect_response(re.compile("/move$")):
        panel.get_by_role("combobox", name="状态").select_option("进行中")
    assert desk.board()["进行中"] == ["视觉初稿"]


def test_palette_and_keys_reach_everything(desk: Desk) -> None:
    page = desk.sit("林珊")
    page.goto(desk.path("board"))
    expect(card(page, "视觉初稿")).to_be_visible()
    page.keyboard.press("Control+k")
    page.get_by_role("combobox", name="输入命令、项目或任务").fill("初稿")
    expect(page.get_by_role("option")).to_have_count(1)
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog")).to_contain_text("任务 #2")
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)

    page.keyboard.press("g")
    page.keyboard.press("l")
    expect(page).to_have_url(re.compile(r"/list"))
    page.get_by_role("searchbox").fill("g b")
    expect(page).to_have_url(re.compile(r"/list"))


def test_what_somebody_else_does_appears_within_a_second(desk: Desk) -> None:
    page = desk.sit("林珊")
    page.goto(desk.path("board"))
    expect(card(page, "内容撰写")).to_be_visible()
    task_id = desk.tasks["内容撰写"]
    body = {"percent": 60, "note": "文案写到一半多"}
    desk.served.as_("李雷").post(f"/tasks/{task_id}/reports", json=body).raise_for_status()
    expect(card(page, "内容撰写")).to_contain_text("60%", timeout=1_000)


@pytest.mark.parametrize(("choice", "result"), [("保留我的", "我的标题"), ("用对方的", "对方的标题")])
def test_two_people_change_one_field_and_the_later_one_chooses(desk: Desk, choice: str, result: str) -> None:
    mine, theirs = desk.sit("林珊"), desk.sit("林珊")
    open_task(desk, mine, 1)
    open_task(desk, theirs, 1)
    mine.context.set_offline(True)
    rename(mine, "我的标题")
    expect(mine.get_by_text("1 项修改等待发送")).to_be_visible()
    with theirs.expect_response(re.compile(r"/tasks/\w+$")):
        rename(theirs, "对方的标题")

    mine.context.set_offline(False)
    mine.get_by_role("button", name="查看").first.click(timeout=40_000)
    asking = mine.get_by_role("dialog", name="1 处修改与别人的冲突")
    expect(asking.get_by_role("row", name="标题 我的标题 对方的标题")).to_be_visible()
    asking.get_by_role("button", name=choice).click()

    for page in (mine, theirs):
        expect(card(page, result)).to_be_visible()
    assert result in desk.board()["未开始"]


def test_a_refused_write_is_taken_back_and_said(desk: Desk) -> None:
    page = desk.sit("李雷")
    page.goto("/work")
    expect(page.get_by_role("button", name="标记完成：内容撰写")).to_be_visible()
    page.route("**/reports", lambda route: route.fulfill(status=403, json={"code": "x", "title": "项目已归档。"}))
    page.get_by_role("button", name="标记完成：内容撰写").click()

    expect(page.get_by_text("有一项修改没有成功，已恢复原样：项目已归档。")).to_be_visible()
    expect(page.get_by_role("button", name="标记完成：内容撰写")).to_be_visible()
    assert "内容撰写" in desk.board()["未开始"]


def test_it_opens_cold_without_a_network_and_keeps_what_was_written(desk: Desk) -> None:
    page = desk.sit("李雷")
    page.goto("/work")
    expect(page.get_by_role("button", name="标记完成：内容撰写")).to_be_visible()
    page.evaluate("navigator.serviceWorker.ready.then(() => new Promise((done) => setTimeout(done, 600)))")
    page.context.set_offline(True)
    page.get_by_role("button", name="标记完成：内容撰写").click()
    expect(page.get_by_text("1 项修改等待发送")).to_be_visible()

    page.reload()
    expect(page.get_by_text("登录页改版")).to_be_visible()
    expect(page.get_by_text("1 项修改等待发送")).to_be_visible()
    expect(page.get_by_role("button", name="标记完成：内容撰写")).to_have_count(0)

    page.context.set_offline(False)
    expect(page.get_by_text("1 项修改等待发送")).to_have_count(0, timeout=40_000)
    assert "内容撰写" in desk.board()["已完成"]


def test_two_tabs_share_one_queue_and_the_one_that_stays_sends_what_waits(desk: Desk) -> None:
    first = desk.sit("李雷")
    answered: list[str] = []
    first.context.on("response", lambda one: answered.append(one.url) if one.request.method == "POST" else None)
    first.goto("/work")
    second = first.context.new_page()
    second.goto("/work")
    expect(second.get_by_role("button", name="标记完成：内容撰写")).to_be_visible()
    second.get_by_role("button", name="标记完成：登录页改版").click()
    expect(first.get_by_role("button", name="标记完成：登录页改版")).to_have_count(0)

    first.context.set_offline(True)
    second.get_by_role("button", name="标记完成：内容撰写").click()
    expect(first.get_by_text("1 项修改等待发送")).to_be_visible()
    expect(first.get_by_role("button", name="标记完成：内容撰写")).to_have_count(0)
    first.close()
    with second.expect_response(lambda one: one.request.method == "POST", timeout=40_000):
        second.context.set_offline(False)

    expect(second.get_by_text("1 项修改等待发送")).to_have_count(0, timeout=40_000)
    assert sorted(desk.board()["已完成"]) == ["内容撰写", "登录页改版"]
    sent = [f"/api/v1/tasks/{desk.tasks[title]}/reports" for title in ("登录页改版", "内容撰写")]
    assert [url.removeprefix(desk.served.base_url) for url in answered] == sent


def test_language_and_appearance_stay_on_the_device(desk: Desk) -> None:
    page = desk.sit("李雷")
    page.goto("/me")
    page.get_by_text("English").click()
    page.get_by_text("Dark", exact=True).click()
    page.reload()
    expect(page.get_by_role("heading", name="Me", exact=True)).to_be_visible()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(17, 17, 17)"


def test_an_api_token_is_shown_once_works_and_is_revoked(desk: Desk) -> None:
    page = desk.sit("李雷")
    page.goto("/me")
    page.get_by_role("button", name="新建令牌").click()
    page.get_by_label("用途").fill("报表脚本")
    page.get_by_role("button", name="创建").click()
    secret = page.locator("code").inner_text()
    headers = {"Authorization": f"Bearer {secret}"}
    assert httpx2.get(f"{desk.served.base_url}/api/v1/me", headers=headers).json()["member"]["name"] == "李雷"

    page.keyboard.press("Escape")
    expect(page.get_by_text("报表脚本")).to_be_visible()
    page.get_by_role("button", name="吊销").click()
    expect(page.get_by_text("报表脚本")).to_have_count(0)
    assert httpx2.get(f"{desk.served.base_url}/api/v1/me", headers=headers).status_code == 401


@pytest.mark.parametrize("is_dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("is_phone", [False, True], ids=["desktop", "phone"])
def test_axe_finds_nothing(desk: Desk, is_phone: bool, is_dark: bool) -> None:
    page = desk.sit("李雷", is_phone=is_phone, is_dark=is_dark)
    faults: dict[str, list[str]] = {}
    for path in ("/work", "/projects", "/projects?new=true", "/me"):
        page.goto(path)
        expect(page.get_by_role("heading").first).to_be_attached()
        expect(page.get_by_role("status", name="正在加载")).to_have_count(0)
        faults[path] = find_faults(page)
    page.goto("/work")
    expect(page.get_by_role("heading", name="我的工作")).to_be_visible()
    page.keyboard.press("Control+k")
    expect(page.get_by_role("combobox")).to_be_visible()
    faults["palette"] = find_faults(page)
    page.context.clear_cookies()
    page.reload()
    expect(page.get_by_label("登录码")).to_be_visible()
    faults["sign-in"] = find_faults(page)
    assert faults == {path: [] for path in faults}
