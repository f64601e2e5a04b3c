"""Takes the pictures of the documentation from the demonstration as it runs: python -m tools.take_pictures.

Always the same Monday and the same week, so that pictures differ only where the product does.
"""

import tempfile
from pathlib import Path

from playwright.sync_api import expect, sync_playwright

from tests.browser.desk import card
from tests.browser.stage import Stage, stage
from tests.support.browsers import OPTIONS
from tests.support.chromium import get_chromium
from tools import network_picture
from tools.picture_files import save, save_together
from tools.plan_pictures import take_plan

WEBSITE, LAUNCH = "官网改版", "新品线上发布会"
PLAN = "@群程 内容撰写 7天 @李雷、视觉初稿 5天 @韩梅梅、测试部署 3天 @王强(在视觉初稿之后)"


def main() -> None:
    network_picture.main()
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as folder:
        browser = playwright.chromium.launch(executable_path=get_chromium(), args=list(OPTIONS))
        with stage(browser, Path(folder)) as running:
            take_chat(running)
            project = running.project_id(running.app("林珊"), WEBSITE)
            take_board(running, project)
            take_phone(running, project)
            take_plan(running, project)
            take_report(running, project)
            running.leave()
        browser.close()


def take_chat(running: Stage) -> None:
    """The plan of the launch as a confirmed card, a report, and the plan as a picture."""
    group = running.world.launch_group
    linshan, lilei = running.chat("林珊", group), running.chat("李雷", group)
    linshan.page.set_viewport_size({"width": 1100, "height": 1115})
    linshan.says(f"@群程 启动项目 {LAUNCH}")
    linshan.hears("已启动")
    linshan.says(PLAN)
    linshan.presses("确认")
    expect(linshan.card("已确认")).to_be_visible()
    lilei.says("@群程 文案写到60%了,预计周四完成")
    linshan.hears("60%")
    linshan.says("@群程 甘特图")
    expect(linshan.page.locator("article img.picture")).to_have_js_property("complete", True)
    linshan.messages.evaluate("(box) => { box.scrollTop = box.scrollHeight }")
    save(linshan.page, "chat.png")


def take_board(running: Stage, project: str) -> None:
    page = running.app("林珊", f"/p/{project}/board")
    expect(card(page, "首页视觉设计")).to_be_visible()
    save(page, "board.png")


def take_phone(running: Stage, project: str) -> None:
    """What somebody has to do, and one task, beside each other."""
    work = running.app("韩梅梅", is_phone=True)
    expect(work.get_by_text("首页视觉设计")).to_be_visible()
    task = running.app("韩梅梅", f"/p/{project}/t/3", is_phone=True)
    expect(task.get_by_role("heading", name="首页视觉设计", exact=True)).to_be_visible()
    save_together(running.browser, (work.screenshot(), task.screenshot(animations="disabled")), "phone.png")


def take_report(running: Stage, project: str) -> None:
    page = running.app("林珊", f"/p/{project}/reports")
    page.get_by_role("button", name="生成本周周报").click()
    expect(page.get_by_role("button", name="发送")).to_be_visible()
    save(page, "report.png")


if __name__ == "__main__":
    main()
