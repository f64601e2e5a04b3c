"""The board in the hands of people: mouse, finger, keyboard, two at once."""

from typing import Protocol

import pytest
from playwright.sync_api import expect

from tests.browser.desk import Desk, card, column, drag

pytestmark = pytest.mark.browser


class Finger(Protocol):
    """A session with the browser's own protocol, as far as a finger needs it."""

    def send(self, method: str, params: dict[str, object]) -> object: ...


def test_a_card_dragged_with_the_mouse_is_there_for_everybody(desk: Desk) -> None:
    manager, member = desk.sit("林珊"), desk.sit("李雷", is_phone=True)
    for page in (manager, member):
        page.goto(desk.path("board"))
        expect(card(page, "视觉初稿")).to_be_visible()

    drag(manager, "视觉初稿", to_column="进行中", y=300)
    manager.mouse.up()

    expect(column(member, "进行中")).to_contain_text("视觉初稿")
    expect(column(member, "未开始")).not_to_contain_text("视觉初稿")
    assert desk.board()["进行中"] == ["视觉初稿"]
    assert desk.board()["未开始"] == ["内容撰写", "测试部署", "登录页改版"]


def test_a_card_lands_between_the_two_it_was_dropped_between(desk: Desk) -> None:
    page = desk.sit("林珊")
    page.goto(desk.path("board"))
    second = card(page, "视觉初稿").bounding_box()
    assert second is not None

    drag(page, "登录页改版", to_column="未开始", y=second["y"] + 8)
    with page.expect_response("**/move"):
        page.mouse.up()

    expect(page.get_by_text("第 2 位，共 4 位")).to_be_attached()
    assert desk.board()["未开始"] == ["内容撰写", "登录页改版", "视觉初稿", "测试部署"]


def test_escape_puts_the_card_back_and_opens_nothing(desk: Desk) -> None:
    page = desk.sit("林珊")
    page.goto(desk.path("board"))
    before = desk.served.count_events()

    drag(page, "视觉初稿", to_column="进行中", y=300)
    page.keyboard.press("Escape")
    page.mouse.up()

    expect(column(page, "未开始")).to_contain_text("视觉初稿")
    expect(page.get_by_role("dialog")).to_have_count(0)
    assert desk.served.count_events() == before


def test_a_long_press_carries_a_card_on_the_phone(desk: Desk) -> None:
    page = desk.sit("林珊", is_phone=True)
    page.goto(desk.path("board"))
    box = card(page, "内容撰写").bounding_box()
    assert box is not None
    finger = page.context.new_cdp_session(page)
    x, y = box["x"] + 60, box["y"] + 20

    touch(finger, "touchStart", x, y)
    expect(page.locator("[aria-hidden=true] > [data-card-id]")).to_have_count(1)
    touch(finger, "touchMove", x + 20, y + 120)
    touch(finger, "touchMove", x + 20, y + 150)
    with page.expect_response("**/move"):
        touch(finger, "touchEnd")

    expect(page.get_by_text("移到“未开始”，第 ")).to_be_attached()
    assert desk.board()["未开始"][0] == "视觉初稿"


def test_a_swipe_scrolls_and_carries_nothing(desk: Desk) -> None:
    page = desk.sit("林珊", is_phone=True)
    page.goto(desk.path("board"))
    box = card(page, "内容撰写").bounding_box()
    assert box is not None
    before = desk.served.count_events()
    finger = page.context.new_cdp_session(page)

    touch(finger, "touchStart", box["x"] + 250, box["y"] + 20)
    for step in range(1, 9):
        touch(finger, "touchMove", box["x"] + 250 - step * 25, box["y"] + 20)
    touch(finger, "touchEnd")

    expect(column(page, "进行中")).to_be_in_viewport(ratio=0.8)
    assert desk.served.count_events() == before


def test_the_keyboard_moves_a_card_and_says_where_it_is(desk: Desk) -> None:
    page = desk.sit("林珊")
    page.goto(desk.path("board"))
    card(page, "内容撰写").focus()

    with page.expect_response("**/move"):
        page.keyboard.press("Alt+ArrowDown")
    expect(page.get_by_text("“内容撰写”移到“未开始”，第 2 位，共 4 位。")).to_be_attached()
    with page.expect_response("**/move"):
        page.keyboard.press("Alt+ArrowRight")
    expect(page.get_by_text("“内容撰写”移到“进行中”，第 1 位，共 1 位。")).to_be_attached()

    expect(card(page, "内容撰写")).to_be_focused()
    assert desk.board()["进行中"] == ["内容撰写"]


def test_a_member_moves_only_their_own_cards_and_a_viewer_none(desk: Desk) -> None:
    member, viewer = desk.sit("韩梅梅"), desk.sit("王强")
    before = desk.served.count_events()
    for page, title in ((member, "内容撰写"), (viewer, "测试部署")):
        page.goto(desk.path("board"))
        drag(page, title, to_column="进行中", y=300)
        page.mouse.up()
        expect(column(page, "未开始")).to_contain_text(title)
        expect(page.get_by_role("button", name="新建任务")).to_have_count(0)
    assert desk.served.count_events() == before

    drag(member, "视觉初稿", to_column="进行中", y=300)
    member.mouse.up()
    expect(column(viewer, "进行中")).to_contain_text("视觉初稿")


def test_a_card_is_added_with_one_line(desk: Desk) -> None:
    page = desk.sit("林珊")
    page.goto(desk.path("board"))
    column(page, "进行中").get_by_role("button", name="新建任务").click()
    page.keyboard.type("准备物料")
    page.keyboard.press("Enter")
    expect(card(page, "准备物料")).to_contain_text("#5")
    assert desk.board()["进行中"] == ["准备物料"]


def touch(finger: Finger, kind: str, x: float = 0, y: float = 0) -> None:
    points = [] if kind == "touchEnd" else [{"x": x, "y": y}]
    finger.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})
