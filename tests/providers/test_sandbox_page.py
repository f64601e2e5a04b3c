"""The chat page in a real browser, with a bot on the other side."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, FilePayload, Page, expect

from tests.support.raw_bot import NOON, RawBot, SandboxWorld, card, markdown, sandbox_world

pytestmark = pytest.mark.browser

AXE = Path(__file__).parents[2] / "clients/node_modules/axe-core/axe.min.js"
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360606060000000050001a5f645400000"
    "000049454e44ae426082"
)
MARKDOWN = """# 周报
**60%** 与 *风险*,见[详情](https://example.com/a) 和 [坏链](javascript:alert(1))
- 文案
  - 大纲
> 等素材

| 任务 | 完成 |
|---|---:|
| 文案 | 60% |

`x<y` <script>window.hacked = 1</script><img src=x onerror="window.hacked = 1">"""


@pytest.fixture
def world() -> Iterator[SandboxWorld]:
    with sandbox_world() as one:
        yield one


@pytest.fixture
def bot(world: SandboxWorld) -> Iterator[RawBot]:
    with world.bot() as one:
        yield one


def opened(browser: Browser, world: SandboxWorld, query: str, *, width: int = 1280, dark: bool = False) -> Page:
    context = browser.new_context(
        viewport={"width": width, "height": 844}, color_scheme="dark" if dark else "light", bypass_csp=AXE.exists()
    )
    page = context.new_page()
    page.set_default_timeout(10_000)
    page.goto(f"{world.server.url}/?{query}")
    return page


def in_group(world: SandboxWorld, member: str = "lilei") -> str:
    return f"as={member}&chat={world.demo.launch_group}"


def test_a_mention_by_keyboard_an_answer_and_a_click(browser: Browser, world: SandboxWorld, bot: RawBot) -> None:
    page = opened(browser, world, in_group(world))
    expect(page.get_by_test_id("bot-state")).to_have_text("群程 已连接")
    page.get_by_test_id("input").click()
    page.keyboard.type("@群")
    expect(page.get_by_test_id(f"mention-{world.demo.bot_id}")).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Enter")
    page.keyboard.type("计划")
    page.keyboard.press("Enter")

    callback = bot.receive()
    assert callback.body["text"] == {"content": "@群程 计划"}
    assert bot.code("aibot_respond_msg", card(), request=callback.request) == 0
    page.get_by_test_id("card-button-ok").click()
    event = bot.receive()
    update = {"response_type": "update_template_card", "userids": ["lilei"], **card(text="已确认")}
    assert bot.code("aibot_respond_update_msg", update, request=event.request) == 0
    expect(page.get_by_test_id("card-button-ok")).to_have_text("已确认")

    page.get_by_test_id("member").select_option("zhaomin")
    expect(page.get_by_test_id("card-button-ok")).to_have_text("确认")
    page.context.close()


def test_markdown_is_shown_and_never_run(browser: Browser, world: SandboxWorld, bot: RawBot) -> None:
    page = opened(browser, world, in_group(world))
    expect(page.get_by_test_id("bot-state")).to_have_text("群程 已连接")
    world.control.say("linshan", world.demo.launch_group, text="@群程 周报")
    assert bot.code("aibot_respond_msg", markdown(MARKDOWN), request=bot.receive().request) == 0
    shown = page.locator(".markdown")

    expect(shown.locator("h3")).to_have_text("周报")
    expect(shown.locator("strong")).to_have_text("60%")
    expect(shown.locator("ul ul li")).to_have_text("大纲")
    expect(shown.locator("blockquote")).to_have_text("等素材")
    expect(shown.locator("td")).to_have_text(["文案", "60%"])
    expect(shown.locator("code")).to_have_text("x<y")
    links = shown.locator("a")
    expect(links).to_have_count(1)
    expect(links).to_have_attribute("target", "_blank")
    expect(links).to_have_attribute("rel", "noopener noreferrer")
    expect(shown.locator("script, img")).to_have_count(0)
    expect(shown).to_contain_text("<script>window.hacked = 1</script>")
    assert page.evaluate("window.hacked") is None
    page.context.close()


def test_quote_voice_and_files(browser: Browser, world: SandboxWorld, bot: RawBot) -> None:
    said = world.control.say("linshan", world.demo.launch_group, text="登录页周五要")
    page = opened(browser, world, in_group(world))
    page.get_by_test_id(f"quote-{said.id}").click()
    expect(page.get_by_test_id("quoted")).to_contain_text("引用 林珊:登录页周五要")
    page.get_by_test_id("input").fill("@群程 记下")
    page.get_by_test_id("send").click()
    assert bot.receive().body["quote"] == {"msgtype": "text", "text": {"content": "登录页周五要"}}

    page.get_by_test_id(f"chat-{world.demo.bot_id}").click()
    assert bot.receive().body["event"] == {"eventtype": "enter_chat"}
    page.get_by_test_id("voice").click()
    page.get_by_test_id("input").fill("文案六成了")
    page.get_by_test_id("send").click()
    assert bot.receive().body["voice"] == {"content": "文案六成了"}
    picture: FilePayload = {"name": "图.png", "mimeType": "image/png", "buffer": PNG}
    page.get_by_test_id("picture-input").set_input_files(picture)
    assert bot.receive().body["msgtype"] == "image"
    expect(page.locator("img.picture")).to_have_js_property("naturalWidth", 1)
    page.context.close()


def test_the_clock_moves_by_its_buttons(browser: Browser, world: SandboxWorld) -> None:
    page = opened(browser, world, in_group(world))
    expect(page.get_by_test_id("clock")).to_have_text("11月22日周日 12:00:00")
    for name, day in (
        ("clock-hour", "11月22日周日 13:00:00"),
        ("clock-evening", "11月22日周日 17:30:00"),
        ("clock-evening", "11月23日周一 17:30:00"),
        ("clock-morning", "11月24日周二 09:00:00"),
        ("clock-friday", "11月27日周五 17:30:00"),
        ("clock-next-friday", "12月4日周五 17:30:00"),
    ):
        page.get_by_test_id(name).click()
        expect(page.get_by_test_id("clock")).to_have_text(day)
    assert world.control.now() == NOON + 12 * 86400 + 5.5 * 3600
    page.context.close()


def test_on_a_phone_the_list_and_the_chat_take_turns(browser: Browser, world: SandboxWorld) -> None:
    page = opened(browser, world, "as=lilei", width=390)
    robot = world.control.create_robot(world.demo.launch_group, "播报")
    page.request.post(robot.url, data={"msgtype": "text", "text": {"content": "上线了", "mentioned_list": ["lilei"]}})
    page.get_by_test_id(f"chat-{world.demo.launch_group}").click()

    expect(page.get_by_test_id("messages")).to_contain_text("上线了 @李雷")
    expect(page.get_by_test_id("chats")).to_be_hidden()
    page.get_by_test_id("back").click()
    expect(page.get_by_test_id("chats")).to_be_visible()
    width = page.evaluate("document.documentElement.scrollWidth")
    assert width == 390
    page.context.close()


@pytest.mark.parametrize(("width", "dark"), [(1280, False), (1280, True), (390, False), (390, True)])
def test_axe_finds_nothing(browser: Browser, world: SandboxWorld, bot: RawBot, width: int, dark: bool) -> None:
    world.control.say("lilei", world.demo.launch_group, text="@群程 周报 https://example.com")
    callback = bot.receive()
    for body in (markdown(MARKDOWN), card()):
        assert bot.code("aibot_respond_msg", body, request=callback.request) == 0
    for query in ("as=lilei", in_group(world)):
        page = opened(browser, world, query, width=width, dark=dark)
        ready = page.get_by_test_id("card-button-ok") if "chat=" in query else page.get_by_test_id("chats")
        expect(ready).to_be_visible()
        page.add_script_tag(path=AXE)
        found = json.loads(page.evaluate("axe.run().then((result) => JSON.stringify(result.violations))"))
        assert [(one["id"], [node["html"] for node in one["nodes"]]) for one in found] == []
        page.context.close()
