"""Pictures of the plan: the Gantt, a change with its consequences, load, calendars and an import."""

from playwright.sync_api import FilePayload, Page, expect

from tests.browser.stage import Stage
from tools.picture_files import keep, save, save_part, save_together

HELD, DAYS_LATER = "前端开发:首页", 4
DAY = 20
"""Pixels, in the zoom of a week."""
SHEET = (
    "编号,事项,负责人,开始时间,工期,前置任务,里程碑\n"
    "1,场地勘察,李雷,2026-11-24,2天,,\n"
    "2,搭建舞台,王强,,3天,1,\n"
    "3,彩排,韩梅梅,,明天,2,\n"
    "4,开场,,,0天,3,是\n"
)


def take_plan(running: Stage, project: str) -> None:
    take_gantt(running, project)
    take_gantt_phone(running, project)
    take_plan_chat(running)
    take_baseline(running)
    take_request(running)
    take_overview(running, project)
    take_why(running, project)
    take_calendar(running)
    take_import(running, project)


def take_gantt(running: Stage, project: str) -> None:
    """The plan, then the same with a bar held in the hand."""
    page = running.app("林珊", f"/p/{project}/gantt")
    page.set_viewport_size({"width": 1440, "height": 660})
    wait_for_chart(page)
    save(page, "gantt.png")
    x, y = find_bar(page, HELD)
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + DAYS_LATER * DAY, y, steps=6)
    expect(page.get_by_text("松开确认")).to_be_visible()
    expect(page.get_by_text("项任务后移")).to_be_visible()
    picture = page.screenshot(animations="disabled", caret="hide")
    page.keyboard.press("Escape")
    page.mouse.up()
    keep(picture, "gantt-drag.png")


def wait_for_chart(page: Page) -> None:
    page.wait_for_function("document.querySelector('canvas')?.width > 0")
    expect(page.get_by_role("row", name=HELD)).to_be_visible()


def find_bar(page: Page, title: str) -> tuple[float, float]:
    """Where the bar of this row can be taken."""
    row = page.get_by_role("row", name=title).bounding_box()
    canvas = page.locator("canvas").bounding_box()
    assert row is not None
    assert canvas is not None
    y = row["y"] + 15
    for x in range(int(canvas["x"]) + 2, int(canvas["x"] + canvas["width"]), 8):
        page.mouse.move(x, y)
        if page.evaluate("document.querySelector('canvas').style.cursor") == "grab":
            return x + 8, y
    raise SystemExit(f"no bar in the row of {title}")


def take_gantt_phone(running: Stage, project: str) -> None:
    """The chart, and the days of one's own tasks, beside each other."""
    chart = running.app("林珊", f"/p/{project}/gantt", is_phone=True)
    chart.wait_for_function("document.querySelector('canvas')?.width > 0")
    days = running.app("王强", f"/p/{project}/schedule", is_phone=True)
    expect(days.get_by_role("heading").first).to_be_visible()
    days.wait_for_load_state("networkidle")
    save_together(running.browser, (chart.screenshot(), days.screenshot(animations="disabled")), "gantt-phone.png")


def take_plan_chat(running: Stage) -> None:
    """Why a task is where it is, and a change with what it would do."""
    linshan = running.chat("林珊", running.world.launch_group)
    linshan.page.set_viewport_size({"width": 1100, "height": 760})
    linshan.says("@群程 为什么测试部署从30号开始?")
    linshan.hears("测试部署")
    linshan.says("@群程 把视觉初稿延到下周三")
    expect(linshan.card("项目完成").get_by_role("button", name="换个办法")).to_be_visible()
    linshan.messages.evaluate("(box) => { box.scrollTop = box.scrollHeight }")
    save(linshan.page, "plan-chat.png")


def take_baseline(running: Stage) -> None:
    """The change is made; the plan stands beside what was agreed."""
    linshan = running.chat("林珊", running.world.launch_group)
    linshan.presses("确认")
    expect(linshan.card("已调整")).to_be_visible()
    page = running.app("林珊")
    page.goto(f"/p/{running.project_id(page, '新品线上发布会')}/gantt")
    page.set_viewport_size({"width": 1280, "height": 400})
    page.wait_for_function("document.querySelector('canvas')?.width > 0")
    page.get_by_role("button", name="基线").click()
    page.get_by_role("menuitem", name="确认的计划").or_(page.get_by_role("menuitemcheckbox")).first.click()
    expect(page.get_by_text("比基线")).to_be_visible()
    save(page, "baseline.png")


def take_request(running: Stage) -> None:
    """What a member asks for arrives at the manager as a card."""
    wangqiang, linshan = running.chat("王强", running.world.launch_group), running.chat("林珊")
    linshan.page.set_viewport_size({"width": 1100, "height": 520})
    wangqiang.says("@群程 测试部署要晚一天,等服务器")
    expect(linshan.card("申请变更").get_by_role("button", name="同意")).to_be_visible()
    linshan.messages.evaluate("(box) => { box.scrollTop = box.scrollHeight }")
    save(linshan.page, "request.png")


def take_overview(running: Stage, project: str) -> None:
    """Planned and expected ends, who is how busy, and how to take turns."""
    page = running.app("林珊", f"/p/{project}")
    page.set_viewport_size({"width": 1280, "height": 780})
    load = page.locator("section", has=page.get_by_role("heading", name="谁忙不忙"))
    expect(load.get_by_role("table")).to_be_visible()
    expect(page.get_by_role("heading", name="关键任务")).to_be_visible()
    page.wait_for_load_state("networkidle")
    save(page, "overview.png")
    page.get_by_role("button", name="看看怎么错开").click()
    dialog = page.get_by_role("dialog", name="错开安排的办法")
    expect(dialog.get_by_role("button", name="就这么安排").first).to_be_visible()
    save_part(dialog, "levelling.png")
    page.keyboard.press("Escape")
    save_part(load.last, "load.png")


def take_why(running: Stage, project: str) -> None:
    """One task with what its plan says of it."""
    page = running.app("林珊", f"/p/{project}/t/5")
    page.set_viewport_size({"width": 1280, "height": 860})
    page.get_by_text("为什么从这天开始？").click()
    page.wait_for_load_state("networkidle")
    expect(page.get_by_text("要等“首页视觉设计”")).to_be_visible()
    panel = page.get_by_role("heading", name="任务 #5").locator(
        "xpath=ancestor::*[self::aside or self::section or @role='dialog'][1]"
    )
    save_part(panel, "why.png")


def take_calendar(running: Stage) -> None:
    page = running.app("林珊", "/calendar")
    page.set_viewport_size({"width": 1280, "height": 700})
    expect(page.get_by_role("heading", name="工作日历", exact=True)).to_be_visible()
    page.wait_for_load_state("networkidle")
    save(page, "calendar.png")


def take_import(running: Stage, project: str) -> None:
    """What was read of a file, before anything is written."""
    page = running.app("林珊", f"/p/{project}/import")
    payload: FilePayload = {"name": "活动.csv", "mimeType": "text/csv", "buffer": SHEET.encode()}
    page.get_by_label("选择文件").last.set_input_files(payload)
    expect(page.get_by_role("heading", name="活动.csv")).to_be_visible()
    expect(page.get_by_role("button", name="导入 4 项任务")).to_be_visible()
    save(page, "import.png")
