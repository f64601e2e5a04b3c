"""The screen on which an administrator decides who belongs to the organization."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.desk import Desk, find_faults

pytestmark = pytest.mark.browser


def test_somebody_is_added_given_a_role_and_renamed(desk: Desk) -> None:
    page = desk.sit("林珊")
    page.goto("/me")
    page.get_by_role("button", name="企业成员").click()
    page.get_by_role("button", name="添加成员").click()
    adding = page.get_by_role("dialog", name="添加成员")
    adding.get_by_label("姓名").fill("赵敏")
    adding.get_by_label("角色").select_option(label="访客")
    adding.get_by_role("button", name="添加成员").click()

    row = page.get_by_role("listitem").filter(has_text="赵敏")
    expect(row.get_by_label("赵敏在企业里的角色")).to_have_value("guest")
    with page.expect_response(re.compile(r"/members/\w+$")):
        row.get_by_label("赵敏在企业里的角色").select_option(label="成员")
    row.get_by_role("button", name="改名:赵敏").click()
    page.get_by_label("姓名").fill("赵敏敏")
    page.get_by_role("button", name="保存").click()
    expect(page.get_by_role("listitem").filter(has_text="赵敏敏").get_by_label("赵敏敏在企业里的角色")).to_have_value(
        "member"
    )


def test_access_ends_at_once_and_comes_back(desk: Desk) -> None:
    page, leaving = desk.sit("林珊"), desk.sit("李雷")
    leaving.goto("/work")
    expect(leaving.get_by_text("内容撰写")).to_be_visible()
    page.goto("/people")
    page.get_by_role("button", name="停用:李雷").click()
    asking = page.get_by_role("dialog", name="停用李雷？")
    expect(asking.get_by_role("link", name="#1 内容撰写")).to_be_visible()
    expect(asking.get_by_role("link", name="#4 登录页改版")).to_be_visible()
    asking.get_by_role("button", name="停用").click()

    expect(page.get_by_role("button", name="恢复:李雷")).to_be_visible()
    expect(leaving.get_by_role("heading", name=re.compile("登录"))).to_be_visible()
    page.get_by_role("button", name="恢复:李雷").click()
    expect(page.get_by_role("button", name="停用:李雷")).to_be_visible()


def test_the_last_administrator_is_kept_and_told_so(desk: Desk) -> None:
    page = desk.sit("林珊")
    page.goto("/people")

    page.get_by_label("林珊在企业里的角色").select_option(label="成员")

    expect(page.get_by_text("至少要留一位管理员")).to_be_visible()
    expect(page.get_by_label("林珊在企业里的角色")).to_have_value("admin")


def test_a_member_finds_no_way_there(desk: Desk) -> None:
    page = desk.sit("李雷")
    page.goto("/me")
    expect(page.get_by_role("button", name="撤销上一步")).to_be_visible()
    expect(page.get_by_role("button", name="企业成员")).to_have_count(0)
    page.goto("/people")
    expect(page.get_by_text("只有管理员可以管理企业成员。")).to_be_visible()


@pytest.mark.parametrize(("is_phone", "is_dark"), [(True, True), (False, False)])
def test_the_screen_is_without_fault(desk: Desk, is_phone: bool, is_dark: bool) -> None:
    page = desk.sit("林珊", is_phone=is_phone, is_dark=is_dark)
    page.goto("/people")
    expect(page.get_by_role("button", name="停用:李雷")).to_be_visible()

    assert find_faults(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
