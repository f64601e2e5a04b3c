"""What many stories over HTTP begin with."""

from dataclasses import dataclass

import httpx2
import msgspec

from tests.support.served import Served


class TaskSeen(msgspec.Struct):
    id: str
    number: int
    title: str
    status: str
    column_id: str
    rank: str
    priority: str
    assignee_id: str | None
    due_date: str | None
    planned_finish: str | None
    percent_complete: int
    comment_count: int
    checklist_total: int
    checklist_done: int
    version: int
    archived_at: str | None


class TaskList(msgspec.Struct):
    items: list[TaskSeen]
    next_cursor: str | None


class ProblemSeen(msgspec.Struct):
    type: str
    title: str
    status: int
    code: str
    detail: str
    facts: dict[str, object]
    current: dict[str, object] | None = None
    fields: list[str] = []


class ChangeSeen(msgspec.Struct):
    type: str
    id: str
    object: dict[str, object] | None


class SyncSeen(msgspec.Struct):
    seq: int
    reset: bool
    changes: list[ChangeSeen]
    more: bool


def read(answer: httpx2.Response) -> dict[str, object]:
    """The object of a good answer."""
    assert answer.status_code < 400, answer.text
    return msgspec.json.decode(answer.content, type=dict[str, object])


def task(answer: httpx2.Response) -> TaskSeen:
    assert answer.status_code < 400, answer.text
    return msgspec.json.decode(answer.content, type=TaskSeen)


def problem(answer: httpx2.Response) -> ProblemSeen:
    assert answer.headers["content-type"] == "application/problem+json"
    found = msgspec.json.decode(answer.content, type=ProblemSeen)
    assert found.status == answer.status_code
    return found


def sync(client: httpx2.Client, since: int) -> SyncSeen:
    return msgspec.json.decode(client.get("/sync", params={"since": since}).content, type=SyncSeen)


@dataclass(frozen=True, slots=True)
class Project:
    """林珊's project with 李雷 as a member and 王强 as a viewer; 韩梅梅 is not in it."""

    id: str
    columns: dict[str, str]
    manager: httpx2.Client
    member: httpx2.Client
    viewer: httpx2.Client
    outsider: httpx2.Client

    def add(self, title: str, **fields: object) -> TaskSeen:
        return task(self.manager.post(f"/projects/{self.id}/tasks", json={"title": title, **fields}))

    def list(self, **query: str | int) -> TaskList:
        answer = self.manager.get(f"/projects/{self.id}/tasks", params=query)
        return msgspec.json.decode(answer.content, type=TaskList)

    def get(self, task_id: str) -> TaskSeen:
        return task(self.manager.get(f"/tasks/{task_id}"))


def start_project(served: Served, name: str = "官网改版") -> Project:
    manager = served.as_("林珊")
    project_id = str(read(manager.post("/projects", json={"name": name}))["id"])
    for person, role in (("李雷", "member"), ("王强", "viewer")):
        manager.put(f"/projects/{project_id}/members/{served.members[person]}", json={"role": role}).raise_for_status()
    board = msgspec.json.decode(manager.get(f"/projects/{project_id}/board").content, type=_Board)
    columns = {one.column.name: one.column.id for one in board.columns}
    return Project(project_id, columns, manager, served.as_("李雷"), served.as_("王强"), served.as_("韩梅梅"))


class _Column(msgspec.Struct):
    id: str
    name: str


class _ColumnOfBoard(msgspec.Struct):
    column: _Column


class _Board(msgspec.Struct):
    columns: list[_ColumnOfBoard]
