"""A furnished project, and the windows through which its people look at it."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

import httpx2
import msgspec
from playwright.sync_api import Browser, BrowserContext, Locator, Page

from tests.support.served import Served

AXE = Path(__file__).parents[2] / "clients/node_modules/axe-core/axe.min.js"
Seen = TypeVar("Seen")
TITLES = ("内容撰写", "视觉初稿", "测试部署", "登录页改版")
ASSIGNEES = ("李雷", "韩梅梅", "王强", "李雷")


class Named(msgspec.Struct):
    id: str
    name: str = ""
    title: str = ""


class ColumnOnBoard(msgspec.Struct):
    column: Named
    tasks: list[Named]


class BoardSeen(msgspec.Struct):
    columns: list[ColumnOnBoard]


@dataclass(frozen=True, slots=True)
class Desk:
    """``tasks`` by title; all stand in the first column, in the order of ``TITLES``."""

    browser: Browser
    served: Served
    project_id: str
    tasks: dict[str, str]
    contexts: list[BrowserContext] = field(default_factory=list[BrowserContext])

    def sit(self, name: str, *, is_phone: bool = False, is_dark: bool = False) -> Page:
        """A window of a signed-in member."""
        context = self.browser.new_context(
            base_url=self.served.base_url,
            viewport={"width": 390, "height": 844} if is_phone else {"width": 1280, "height": 800},
            is_mobile=is_phone,
            has_touch=is_phone,
            color_scheme="dark" if is_dark else "light",
            locale="zh-CN",
            bypass_csp=True,
        )
        self.contexts.append(context)
        member = {"member_id": self.served.members[name]}
        answer = context.request.post("/api/v1/sign-in/demo", data=member, headers={"X-Requested-With": "quncheng"})
        assert answer.ok, answer.text()
        page = context.new_page()
        page.set_default_timeout(10_000)
        return page

    def path(self, screen: str) -> str:
        return f"/p/{self.project_id}/{screen}"

    def board(self, name: str = "林珊") -> dict[str, list[str]]:
        """Column → titles, as the server has them."""
        seen = decode(self.served.as_(name).get(f"/projects/{self.project_id}/board"), BoardSeen)
        return {one.column.name: [task.title for task in one.tasks] for one in seen.columns}

    def leave(self) -> None:
        for context in self.contexts:
            context.close()


def furnish(browser: Browser, served: Served) -> Desk:
    manager = served.as_("林珊")
    project = decode(manager.post("/projects", json={"name": "新品线上发布会"}), Named)
    for name, role in (("李雷", "member"), ("韩梅梅", "member"), ("王强", "viewer")):
        manager.put(f"/projects/{project.id}/members/{served.members[name]}", json={"role": role}).raise_for_status()
    tasks: dict[str, str] = {}
    for title, assignee in zip(TITLES, ASSIGNEES, strict=True):
        body = {"title": title, "assignee_id": served.members[assignee], "duration_days": 3}
        tasks[title] = decode(manager.post(f"/projects/{project.id}/tasks", json=body), Named).id
    return Desk(browser, served, project.id, tasks)


def decode(answer: httpx2.Response, kind: type[Seen]) -> Seen:
    assert answer.status_code < 400, answer.text
    return msgspec.json.decode(answer.content, type=kind)


def column(page: Page, name: str) -> Locator:
    return page.get_by_role("region", name=name, exact=True)


def card(page: Page, title: str) -> Locator:
    return page.locator("[data-card-id]", has_text=title)


def drag(page: Page, title: str, *, to_column: str, y: float) -> None:
    """With the mouse, not yet dropped."""
    start = card(page, title).bounding_box()
    target = column(page, to_column).bounding_box()
    assert start is not None
    assert target is not None
    page.mouse.move(start["x"] + 40, start["y"] + 20)
    page.mouse.down()
    page.mouse.move(target["x"] + 120, y, steps=8)


def find_faults(page: Page) -> list[str]:
    """What axe finds: rule and the first element that breaks it."""
    page.add_script_tag(path=AXE)
    return page.evaluate(
        "async () => (await axe.run()).violations.map((fault) => `${fault.id}: ${fault.nodes[0].html.slice(0, 160)}`)"
    )
