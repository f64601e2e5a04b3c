"""Plans in and out over HTTP: what a file would do is shown first, then it is done as one act and taken back as one."""

from datetime import timedelta

import msgspec
import pytest

from quncheng.features.exchange import service as exchange
from quncheng.features.exchange.http import UPLOAD_LIMIT
from quncheng.features.people.types import OrganizationRole
from tests.http.imports import planned, preview, send
from tests.http.stories import problem, read, start_project
from tests.support.mspdi_file import HOUSE
from tests.support.served import Served, add_organization

SHEET = (
    "序号,任务名称,负责人,开始时间,工期,前置任务,里程碑\n"
    "1,需求评审,李雷,2026-11-24,2天,,\n"
    "2,开发登录,王墙,,3天,1,\n"
    "3,上线,,,0天,2,是\n"
)


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
    nothing = {"mapping": {"heading_row": 1, "fields": [None, None, None]}}
    assert preview(project.manager.post(f"/plan-imports/{shown.id}/preview", json=nothing)).plan is None
    refused = project.manager.post(f"/plan-imports/{shown.id}/apply", json=nothing)
    assert problem(refused).code == "exchange.import_unclear"
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


def test_what_is_too_large_is_not_even_read(served: Served) -> None:
    project = start_project(served)

    refused = problem(send(project.manager, project.id, b"x" * (UPLOAD_LIMIT + 1)))

    assert (refused.status, refused.code) == (413, "http.too_large")


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
