"""The numbers of a board, kept in step with everything that happens to its tasks."""

from collections import Counter
from collections.abc import Callable
from datetime import date, timedelta

import msgspec
import pytest

from quncheng.features.tasks import counting, store
from quncheng.runtime.db import Session
from tests.http.stories import Project, TaskSeen, start_project
from tests.support.served import MONDAY, Served


class ColumnId(msgspec.Struct):
    id: str


class ColumnSeen(msgspec.Struct):
    column: ColumnId
    total: int


class ProjectSeen(msgspec.Struct):
    counts: dict[str, int]


class BoardSeen(msgspec.Struct):
    project: ProjectSeen
    columns: list[ColumnSeen]


def seen(project: Project) -> tuple[dict[str, int], dict[str, int]]:
    """How many a board says there are, by column and by status."""
    answer = project.member.get(f"/projects/{project.id}/board", params={"limit": 1})
    board = msgspec.json.decode(answer.content, type=BoardSeen)
    return without_zeros({one.column.id: one.total for one in board.columns}), without_zeros(board.project.counts)


def counted(project: Project, *, today: date) -> tuple[dict[str, int], dict[str, int]]:
    """The same, counted on the fingers."""
    items = project.list(limit=500).items
    shown = [one for one in items if one.status != "cancelled"]
    counts = dict(Counter(one.status for one in items)) | {"total": len(shown)}
    counts["overdue"] = sum(is_overdue(one, today) for one in shown)
    return dict(Counter(one.column_id for one in shown)), without_zeros(counts)


def is_overdue(task: TaskSeen, today: date) -> bool:
    return task.status != "done" and (task.due_date or task.planned_finish or "9999") < today.isoformat()


def without_zeros(counts: dict[str, int]) -> dict[str, int]:
    return {name: number for name, number in counts.items() if number}


def refuse(_: Session, project_id: str) -> dict[str, int]:
    raise AssertionError(f"{project_id} is counted again")


def test_numbers_follow_what_happens_without_counting_again(served: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    project = start_project(served)
    first, second, third = (project.add(title, due_date="2026-11-20") for title in ("登录页", "登录接口", "支付接口"))
    assert seen(project) == ({project.columns["未开始"]: 3}, {"open": 3, "overdue": 3, "total": 3})
    monkeypatch.setattr(store, "count_by_column", refuse)

    def post(path: str, **body: object) -> Callable[[], object]:
        return lambda: project.manager.post(path, json=body).raise_for_status()

    def patch(path: str, **body: object) -> Callable[[], object]:
        return lambda: project.manager.patch(path, json=body).raise_for_status()

    acts: tuple[tuple[Callable[[], object], ...], ...] = (
        (lambda: project.add("首页设计"), post(f"/tasks/{first.id}/comments", text="好")),
        (post(f"/tasks/{first.id}/move", column_id=project.columns["进行中"]),),
        (patch(f"/tasks/{first.id}", title="登录页面", due_date="2026-12-20"),),
        (
            post(f"/tasks/{first.id}/move", column_id=project.columns["已完成"]),
            patch(f"/tasks/{second.id}", status="done"),
        ),
        (post("/undo"),),
        (post(f"/tasks/{third.id}/archive"),),
        (post(f"/tasks/{third.id}/restore"), patch(f"/tasks/{third.id}", due_date=None, duration_days=3)),
        (patch(f"/tasks/{second.id}", status="cancelled"),),
        (post(f"/columns/{project.columns['未开始']}/archive", move_to_id=project.columns["进行中"]),),
    )
    for act in acts:
        for step in act:
            step()
        assert seen(project) == counted(project, today=MONDAY.date())


def test_another_day_is_counted_anew(served: Served) -> None:
    project = start_project(served)
    project.add("登录页", due_date="2026-11-23")
    before = seen(project)[1]

    served.clock.advance(timedelta(days=1))

    assert before == {"open": 1, "total": 1}
    assert seen(project)[1] == {"open": 1, "overdue": 1, "total": 1}


def test_after_too_much_is_counted_anew(served: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(counting, "FOLLOWED_LIMIT", 2)
    project = start_project(served)
    made = project.add("登录页")
    before = seen(project)[1]
    for title in ("登录", "登录页面"):
        project.manager.patch(f"/tasks/{made.id}", json={"title": title}).raise_for_status()
    project.manager.patch(f"/tasks/{made.id}", json={"status": "done"}).raise_for_status()

    assert before == {"open": 1, "total": 1}
    assert seen(project)[1] == {"done": 1, "total": 1}
