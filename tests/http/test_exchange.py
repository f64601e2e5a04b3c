"""Plans in and out over HTTP: what a file would do is shown first, then it is done as one act and taken back as one."""

from datetime import timedelta

import httpx2
import msgspec
import pytest

from quncheng.features.exchange import service as exchange
from quncheng.features.people.types import OrganizationRole
from tests.http.stories import Project, problem, read, start_project
from tests.support.mspdi_file import HOUSE
from tests.support.served import Served, add_organization

SHEET = (
    "序号,任务名称,负责人,开始时间,工期,前置任务,里程碑\n"
    "1,需求评审,李雷,2026-11-24,2天,,\n"
    "2,开发登录,王墙,,3天,1,\n"
    "3,上线,,,0天,2,是\n"
)
Row = dict[str, object]


class PersonSeen(msgspec.Struct):
    name: str
    member_id: str | None
    is_certain: bool
    candidate_ids: list[str]


class RowSeen(msgspec.Struct):
    title: str
    planned_start: str | None
    planned_finish: str | None
    file_finish: str | None


class PlanSeen(msgspec.Struct):
    is_first: bool
    has_calendar: bool
    planned_start: str | None
    planned_finish: str | None
    old_finish: str | None
    new_finish: str | None
    rows: list[RowSeen]
    differing: int
    milestones: list[RowSeen]
    conflict_count: int
    conflicts: list[Row]
    overloads: list[Row]


class ColumnSeen(msgspec.Struct):
    heading: str
    field: str | None
    confidence: float


class SheetSeen(msgspec.Struct):
    heading_row: int
    columns: list[ColumnSeen]


class Preview(msgspec.Struct):
    id: str
    file_name: str
    sheet: SheetSeen | None
    understood: Row | None
    people: list[PersonSeen]
    remarks: list[Row]
    plan: PlanSeen | None

    def dates(self) -> dict[str, tuple[str | None, str | None]]:
        assert self.plan is not None
        return {one.title: (one.planned_start, one.planned_finish) for one in self.plan.rows}


def send(client: httpx2.Client, project_id: str, data: bytes, name: str = "计划.csv") -> httpx2.Response:
    headers = {"Content-Type": "application/octet-stream"}
    return client.post(f"/projects/{project_id}/plan/import", params={"name": name}, content=data, headers=headers)


def preview(answer: httpx2.Response) -> Preview:
    assert answer.status_code < 400, answer.text
    return msgspec.json.decode(answer.content, type=Preview)


def planned(client: httpx2.Client, project_id: str) -> dict[str, Row]:
    """The tasks of a project's plan by title, without what is only theirs."""
    answer = read(client.get(f"/projects/{project_id}/plan"))
    tasks = msgspec.convert(answer["tasks"], list[dict[str, object]])
    titles = {task["id"]: task["title"] for task in tasks}
    own = {"id", "number", "rank", "version", "parent_id"}
    return {
        str(task["title"]): {name: value for name, value in task.items() if name not in own}
        | {"parent": titles.get(task["parent_id"])}
        for task in tasks
    }


def links(client: httpx2.Client, project_id: str) -> set[tuple[object, ...]]:
    answer = read(client.get(f"/projects/{project_id}/plan"))
    titles = {task["id"]: task["title"] for task in msgspec.convert(answer["tasks"], list[dict[str, object]])}
    return {
        (titles[one["predecessor_id"]], titles[one["successor_id"]], one["type"], one["lag"], one["lag_unit"])
        for one in msgspec.convert(answer["links"], list[dict[str, object]])
    }


def test_a_sheet_is_shown_first_and_then_becomes_the_plan(served: Served) -> None:
    project = start_project(served)
    before = served.count_events()

    shown = preview(send(project.manager, project.id, SHEET.encode("gb18030")))

    assert shown.file_name == "计划.csv"
    assert shown.understood is not None
    assert shown.understood["tasks"] == 3
    assert shown.understood["links"] == 2
    assert shown.dates() == {
        "需求评审": ("2026-11-24", "2026-11-25"),
        "开发登录": ("2026-11-26", "2026-11-30"),
        "上线": ("2026-11-30", "2026-11-30"),
    }
    assert [(one.name, one.member_id, one.is_certain) for one in shown.people] == [
        ("李雷", served.members["李雷"], True),
        ("王墙", served.members["王强"], False),
    ]
    assert project.list().items == []
    assert served.count_events() == before

    done = read(project.manager.post(f"/plan-imports/{shown.id}/apply", json={"people": {"王墙": None}}))

    assert (done["tasks"], done["links"]) == (3, 2)
    found = planned(project.manager, project.id)
    assert {title: (row["planned_start"], row["planned_finish"]) for title, row in found.items()} == shown.dates()
    assert found["需求评审"]["assignee_id"] == served.members["李雷"]
    assert found["开发登录"]["assignee_id"] is None
    assert found["上线"]["kind"] == "milestone"
    again = project.manager.post(f"/plan-imports/{shown.id}/apply", json={})
    assert problem(again).code == "exchange.import_applied"
    assert len(project.list().items) == 3


def test_a_repeated_confirmation_gets_the_first_answer(served: Served) -> None:
    project = start_project(served)
    shown = preview(send(project.manager, project.id, SHEET.encode()))
    key = {"Idempotency-Key": "einmal"}

    answers = [project.manager.post(f"/plan-imports/{shown.id}/apply", json={}, headers=key) for _ in range(2)]

    assert answers[0].json() == answers[1].json()
    assert len(project.list().items) == 3


def test_an_import_is_taken_back_as_one(served: Served) -> None:
    project = start_project(served)
    shown = preview(send(project.manager, project.id, HOUSE.encode(), "老房改造.xml"))
    before = read(project.manager.get(f"/projects/{project.id}"))
    plan_before = read(project.manager.get(f"/projects/{project.id}/plan"))
    read(project.manager.post(f"/plan-imports/{shown.id}/apply", json={}))
    assert sorted(planned(project.manager, project.id)) == ["出图", "报批", "油漆晾干", "设计 & 报批"]

    undone = read(project.manager.post("/undo"))

    assert undone["undone_text"] == "从文件「老房改造.xml」导入了 5 项任务"
    assert project.list().items == []
    after = read(project.manager.get(f"/projects/{project.id}"))
    plan_after = read(project.manager.get(f"/projects/{project.id}/plan"))
    for field in ("planned_start", "planned_finish", "forecast_finish", "finishes_on"):
        assert after[field] == before[field]
    assert plan_after["calendar"] == plan_before["calendar"]
    assert plan_after["tasks"] == []
    assert read(project.manager.get(f"/projects/{project.id}/baselines"))["items"] == []


def test_columns_that_were_guessed_wrong_are_named_by_hand(served: Served) -> None:
    project = start_project(served)
    data = "甲,乙,丙\n搭架子,2,2026-12-01\n拆架子,1,2026-12-03\n".encode()

    shown = preview(send(project.manager, project.id, data))
    if shown.plan is None:
        assert problem(project.manager.post(f"/plan-imports/{shown.id}/apply", json={})).code == (
            "exchange.import_unclear"
        )
    chosen = {"mapping": {"heading_row": 1, "fields": ["title", "duration", "start"]}}
    named = preview(project.manager.post(f"/plan-imports/{shown.id}/preview", json=chosen))

    assert named.sheet is not None
    assert [(one.heading, one.field) for one in named.sheet.columns] == [
        ("甲", "title"),
        ("乙", "duration"),
        ("丙", "start"),
    ]
    assert named.dates() == {"搭架子": ("2026-12-01", "2026-12-02"), "拆架子": ("2026-12-03", "2026-12-03")}
    read(project.manager.post(f"/plan-imports/{shown.id}/apply", json=chosen))
    assert [one.title for one in project.list().items] == ["搭架子", "拆架子"]


def test_a_second_file_is_added_and_moves_nothing(served: Served) -> None:
    project = start_project(served)
    project.add("先有的", duration_days=4)
    before = planned(project.manager, project.id)

    shown = preview(send(project.manager, project.id, SHEET.encode()))
    assert shown.plan is not None
    assert shown.plan.is_first is False
    read(project.manager.post(f"/plan-imports/{shown.id}/apply", json={}))

    after = planned(project.manager, project.id)
    dates = ("planned_start", "planned_finish")
    assert [after["先有的"][name] for name in dates] == [before["先有的"][name] for name in dates]
    assert shown.dates() == {
        title: (row["planned_start"], row["planned_finish"]) for title, row in after.items() if title not in before
    }
    assert shown.dates()["需求评审"] == ("2026-11-24", "2026-11-25")


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"<Project><Tasks><Task></Project>", "exchange.file_broken"),
        (b'<!DOCTYPE x [<!ENTITY a "b">]><Project>&a;</Project>', "exchange.file_unsafe"),
        (b"\x89PNG\r\n\x1a\n0000", "exchange.file_kind_unknown"),
    ],
)
def test_what_cannot_be_read_says_why_and_leaves_nothing(served: Served, data: bytes, code: str) -> None:
    project = start_project(served)
    before = served.count_events()

    assert problem(send(project.manager, project.id, data)).code == code

    assert project.list().items == []
    assert served.count_events() == before


def test_tasks_that_wait_for_each_other_are_named(served: Served) -> None:
    project = start_project(served)
    data = "序号,任务名称,工期,前置任务\n1,鸡,1天,2\n2,蛋,1天,1\n".encode()

    refused = problem(send(project.manager, project.id, data))

    assert refused.code == "exchange.plan_circular"
    assert "鸡" in refused.title
    assert "蛋" in refused.title
    assert project.list().items == []


def test_only_the_manager_imports_and_everybody_who_reads_exports(served: Served) -> None:
    project = start_project(served)
    for client in (project.member, project.viewer):
        assert problem(send(client, project.id, SHEET.encode())).code == "projects.only_for_manager"
    assert problem(send(project.outsider, project.id, SHEET.encode())).code == "projects.not_found"
    shown = preview(send(project.manager, project.id, SHEET.encode()))
    other_id = add_organization(served.database, {"路人": OrganizationRole.ADMIN}, name="别的公司")
    stranger = served.with_token(served.token_of("路人", org_id=other_id))
    for client in (project.member, project.outsider, stranger):
        for verb in ("preview", "apply"):
            refused = client.post(f"/plan-imports/{shown.id}/{verb}", json={})
            assert problem(refused).code == "exchange.import_not_found"
        assert problem(client.delete(f"/plan-imports/{shown.id}")).code == "exchange.import_not_found"
    assert project.list().items == []
    export = f"/projects/{project.id}/plan/export"
    assert project.viewer.get(export, params={"format": "csv"}).status_code == 200
    assert project.outsider.get(export, params={"format": "csv"}).status_code == 404
    assert stranger.get(export, params={"format": "csv"}).status_code == 404


def test_what_nobody_confirms_is_forgotten(served: Served) -> None:
    project = start_project(served)
    first = preview(send(project.manager, project.id, SHEET.encode()))
    second = preview(send(project.manager, project.id, SHEET.encode()))
    assert problem(project.manager.post(f"/plan-imports/{first.id}/preview", json={})).code == (
        "exchange.import_not_found"
    )

    served.clock.advance(timedelta(hours=25))

    client = served.as_("林珊")
    assert problem(client.post(f"/plan-imports/{second.id}/apply", json={})).code == "exchange.import_not_found"
    assert served.database.write(served.org_id, exchange.forget_old) == 1


def test_every_format_is_a_file_with_the_projects_name(served: Served) -> None:
    project = start_project(served, "官网=改版")
    project.add("=HYPERLINK(1)", duration_days=2)
    beginnings = {
        "mspdi": b"<?xml",
        "xlsx": b"PK\x03\x04",
        "csv": b"\xef\xbb\xbf",
        "ics": b"BEGIN:VCALENDAR",
        "svg": b"<svg",
        "png": b"\x89PNG",
        "pdf": b"%PDF-1.4",
    }

    for name, beginning in beginnings.items():
        answer = project.viewer.get(f"/projects/{project.id}/plan/export", params={"format": name})
        assert answer.status_code == 200, name
        assert answer.content.startswith(beginning), name
        assert "UTF-8''%E5%AE%98%E7%BD%91%3D%E6%94%B9%E7%89%88." in answer.headers["content-disposition"]
        if name == "csv":
            assert ",=HYPERLINK" not in answer.text
            assert "HYPERLINK(1)" in answer.text
    refused = project.viewer.get(f"/projects/{project.id}/plan/export", params={"format": "exe"})
    assert refused.status_code == 400


def start_full_project(served: Served) -> Project:
    """Everything a plan can say: outline, all links, lags, constraints, by hand, effort, progress, baselines, leave."""
    project = start_project(served, "老房改造")
    manager = project.manager
    edits = {"planned_start": "2026-11-25"}
    manager.patch(f"/projects/{project.id}", json=edits).raise_for_status()
    phase = project.add("设计")
    made = {
        title: project.add(title, **fields).id
        for title, fields in {
            "量房": {"duration_days": 2, "parent_id": phase.id, "assignee_id": served.members["李雷"]},
            "出图": {"duration_days": 3.5, "parent_id": phase.id, "priority": "high", "description": "三稿\n交底"},
            "审图": {"duration_days": 1, "collaborator_ids": [served.members["王强"]]},
            "油漆": {"duration_days": 4, "due_date": "2026-12-31"},
            "验收": {"kind": "milestone"},
            "家具到货": {"due_date": "2026-12-18"},
            "还没估": {},
            "手动": {"duration_days": 2},
            "最晚": {"duration_days": 2},
        }.items()
    }
    changes = [
        {"task_id": made["出图"], "constraint_type": "finish_no_later_than", "constraint_on": "2026-12-04"},
        {"task_id": made["审图"], "constraint_type": "must_start_on", "constraint_on": "2026-12-09"},
        {"task_id": made["油漆"], "effort_hours": 12.5},
        {"task_id": made["最晚"], "constraint_type": "as_late_as_possible"},
        {
            "task_id": made["手动"],
            "is_manual": True,
            "planned_start": "2026-12-05",
            "planned_finish": "2026-12-08",
        },
    ]
    added = [
        (made["量房"], made["出图"], "SS", 1, "day"),
        (made["出图"], made["审图"], "FS", -50, "percent"),
        (made["审图"], made["油漆"], "FF", 3, "elapsed_day"),
        (made["油漆"], made["验收"], "FS", 6, "hour"),
        (phase.id, made["最晚"], "FS", 0, "day"),
    ]
    names = ("predecessor_id", "successor_id", "type", "lag", "lag_unit")
    wished = {"changes": changes, "links": {"added": [dict(zip(names, one, strict=True)) for one in added]}}
    answer = manager.post(f"/projects/{project.id}/plan/changes", json=wished)
    assert answer.status_code == 200, answer.text
    read(manager.post(f"/projects/{project.id}/baselines", json={"name": "签约"}))
    read(manager.post(f"/tasks/{made['量房']}/reports", json={"percent": 40}))
    return project


def baselines(client: httpx2.Client, project_id: str) -> list[dict[str, object]]:
    """The baselines of a project, each as title → dates."""
    answer = read(client.get(f"/projects/{project_id}/plan"))
    titles = {task["id"]: task["title"] for task in msgspec.convert(answer["tasks"], list[dict[str, object]])}
    listed = read(client.get(f"/projects/{project_id}/baselines"))["items"]
    found: list[dict[str, object]] = []
    for one in msgspec.convert(listed, list[dict[str, object]]):
        shown = read(client.get(f"/projects/{project_id}/plan", params={"baseline_id": str(one["id"])}))["baseline"]
        tasks = msgspec.convert(shown, dict[str, object])["tasks"]
        found.append(
            {
                str(titles[task["task_id"]]): (task["planned_start"], task["planned_finish"], task["duration_days"])
                for task in msgspec.convert(tasks, list[dict[str, object]])
            }
        )
    return found


def test_a_project_comes_back_from_its_own_file_as_it_was(served: Served) -> None:
    project = start_full_project(served)
    file = project.manager.get(f"/projects/{project.id}/plan/export", params={"format": "mspdi"})
    copy = start_project(served, "副本")

    shown = preview(send(copy.manager, copy.id, file.content, "老房改造.xml"))

    assert shown.remarks == []
    assert shown.plan is not None
    assert (shown.plan.differing, shown.plan.has_calendar) == (0, False)
    read(copy.manager.post(f"/plan-imports/{shown.id}/apply", json={}))
    original, second = planned(project.manager, project.id), planned(copy.manager, copy.id)
    assert second == original
    assert links(copy.manager, copy.id) == links(project.manager, project.id)
    assert len(links(copy.manager, copy.id)) == 5
    assert baselines(copy.manager, copy.id) == baselines(project.manager, project.id)
    assert len(baselines(copy.manager, copy.id)[0]) > 5
    fields = ("planned_start", "planned_finish", "finishes_on")
    first, other = (read(one.manager.get(f"/projects/{one.id}")) for one in (project, copy))
    assert [other[name] for name in fields] == [first[name] for name in fields]


def test_a_plan_counted_back_from_its_finish_comes_back(served: Served) -> None:
    project = start_project(served, "倒排")
    first = project.add("备料", duration_days=3).id
    last = project.add("布展", duration_days=2).id
    link = {"links": {"added": [{"predecessor_id": first, "successor_id": last}]}}
    read(project.manager.post(f"/projects/{project.id}/plan/changes", json=link))
    read(project.manager.patch(f"/projects/{project.id}", json={"finishes_on": "2026-12-18"}))
    file = project.manager.get(f"/projects/{project.id}/plan/export", params={"format": "mspdi"})
    copy = start_project(served, "副本")

    shown = preview(send(copy.manager, copy.id, file.content, "倒排.xml"))
    read(copy.manager.post(f"/plan-imports/{shown.id}/apply", json={}))

    assert shown.dates() == {"备料": ("2026-12-14", "2026-12-16"), "布展": ("2026-12-17", "2026-12-18")}
    assert planned(copy.manager, copy.id) == planned(project.manager, project.id)


def test_the_hours_of_a_file_are_taken_over_or_not(served: Served) -> None:
    project = start_project(served)
    shown = preview(send(project.manager, project.id, HOUSE.encode(), "老房改造.xml"))
    assert shown.plan is not None
    assert shown.plan.has_calendar is True
    calendar = read(project.manager.get(f"/projects/{project.id}/plan"))["calendar"]

    read(project.manager.post(f"/plan-imports/{shown.id}/apply", json={"with_calendar": False}))

    plan = read(project.manager.get(f"/projects/{project.id}/plan"))
    assert (
        msgspec.convert(plan["calendar"], dict[str, object])["weekly"]
        == (msgspec.convert(calendar, dict[str, object])["weekly"])
    )
    other = start_project(served, "另一个")
    again = preview(send(other.manager, other.id, HOUSE.encode(), "老房改造.xml"))
    read(other.manager.post(f"/plan-imports/{again.id}/apply", json={}))
    taken = read(other.manager.get(f"/projects/{other.id}/plan"))["calendar"]
    assert msgspec.convert(taken, dict[str, object])["weekly"] == [True, True, True, True, True, True, False]
