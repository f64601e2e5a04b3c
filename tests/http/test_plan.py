"""The plan over HTTP: read whole, tried, changed as one act, taken back, compared with what was agreed."""

import httpx2
import msgspec

from quncheng.features.tasks import planning
from tests.http.stories import Project, problem, read, start_project
from tests.support.served import Served


class PlannedSeen(msgspec.Struct):
    id: str
    number: int
    title: str
    planned_start: str | None
    planned_finish: str | None
    forecast_finish: str | None
    total_float: float | None
    is_critical: bool
    is_summary: bool
    is_manual: bool
    duration_days: float | None
    constraint_type: str | None
    planned_start_minute: int | None


class LinkSeen(msgspec.Struct):
    id: str
    predecessor_id: str
    successor_id: str
    type: str
    lag: float
    lag_unit: str


class PlanSeen(msgspec.Struct):
    version: int
    starts_on: str
    planned_finish: str | None
    forecast_finish: str | None
    tasks: list[PlannedSeen]
    links: list[LinkSeen]
    conflicts: list[dict[str, object]]
    baseline: dict[str, object] | None = None

    def dates(self) -> dict[str, tuple[str | None, str | None]]:
        return {task.title: (task.planned_start, task.planned_finish) for task in self.tasks}


class MoveSeen(msgspec.Struct):
    title: str
    old_finish: str | None
    new_finish: str | None
    workdays: int
    is_milestone: bool
    reason: str


class ImpactSeen(msgspec.Struct):
    moved: list[MoveSeen]
    old_finish: str | None
    new_finish: str | None
    finish_workdays: int
    overloads: list[dict[str, object]]
    conflicts: list[dict[str, object]]
    affected_member_ids: list[str]

    def moves(self) -> dict[str, tuple[str | None, str | None]]:
        return {one.title: (one.old_finish, one.new_finish) for one in self.moved}


def seen(client: httpx2.Client, project_id: str, **params: str) -> PlanSeen:
    answer = client.get(f"/projects/{project_id}/plan", params=params)
    assert answer.status_code == 200, answer.text
    return msgspec.json.decode(answer.content, type=PlanSeen)


def impact(answer: httpx2.Response) -> ImpactSeen:
    assert answer.status_code == 200, answer.text
    return msgspec.json.decode(answer.content, type=ImpactSeen)


def launch(served: Served) -> tuple[Project, dict[str, str]]:
    """内容 5 days from Monday 11-23; 初稿 3 days; 测试 2 days after 初稿; 上线, a milestone, after both."""
    project = start_project(served)
    ids = {
        "内容": project.add("内容", duration_days=5, assignee_id=served.members["李雷"]).id,
        "初稿": project.add("初稿", duration_days=3, assignee_id=served.members["韩梅梅"]).id,
        "测试": project.add("测试", duration_days=2, assignee_id=served.members["李雷"]).id,
        "上线": project.add("上线", kind="milestone").id,
    }
    for before, after in (("初稿", "测试"), ("测试", "上线"), ("内容", "上线")):
        tie(project, ids[before], ids[after])
    return project, ids


def tie(project: Project, before: str, after: str, **fields: object) -> str:
    body = {"predecessor_id": before, "successor_id": after, **fields}
    return str(read(project.manager.post(f"/projects/{project.id}/dependencies", json=body))["id"])


def test_the_plan_is_read_whole(served: Served) -> None:
    project, ids = launch(served)

    plan = seen(project.viewer, project.id)

    assert plan.dates() == {
        "内容": ("2026-11-23", "2026-11-27"),
        "初稿": ("2026-11-23", "2026-11-25"),
        "测试": ("2026-11-26", "2026-11-27"),
        "上线": ("2026-11-27", "2026-11-27"),
    }
    assert [(task.title, task.total_float, task.is_critical) for task in plan.tasks] == [
        ("内容", 0, True),
        ("初稿", 0, True),
        ("测试", 0, True),
        ("上线", 0, True),
    ]
    assert {(link.predecessor_id, link.successor_id) for link in plan.links} == {
        (ids["初稿"], ids["测试"]),
        (ids["测试"], ids["上线"]),
        (ids["内容"], ids["上线"]),
    }
    assert (plan.planned_finish, plan.conflicts) == ("2026-11-27", [])


def test_what_is_tried_writes_nothing_and_what_is_done_is_the_same(served: Served) -> None:
    project, ids = launch(served)
    before = seen(project.manager, project.id)
    body = {"changes": [{"task_id": ids["初稿"], "start": "2026-11-25"}]}
    path = f"/projects/{project.id}/plan"

    tried = impact(project.manager.post(f"{path}/dry-run", json=body))

    assert tried.moves() == {
        "初稿": ("2026-11-25", "2026-11-27"),
        "测试": ("2026-11-27", "2026-12-01"),
        "上线": ("2026-11-27", "2026-12-01"),
    }
    assert (tried.old_finish, tried.new_finish, tried.finish_workdays) == ("2026-11-27", "2026-12-01", 2)
    assert set(tried.affected_member_ids) == {served.members["韩梅梅"], served.members["李雷"]}
    assert seen(project.manager, project.id) == before

    done = impact(project.manager.post(f"{path}/changes", json=body))
    after = seen(project.manager, project.id)

    assert done == tried
    assert after.dates()["上线"] == ("2026-12-01", "2026-12-01")
    assert after.planned_finish == "2026-12-01"
    assert after.version > before.version

    project.manager.post("/undo").raise_for_status()

    assert seen(project.manager, project.id).dates() == before.dates()


def test_several_changes_and_links_are_one_act(served: Served) -> None:
    project, ids = launch(served)
    before = seen(project.manager, project.id)
    gone = next(link.id for link in before.links if link.predecessor_id == ids["初稿"])
    body = {
        "changes": [{"task_id": ids["内容"], "duration_days": 2.5}, {"task_id": ids["测试"], "duration_days": 1}],
        "links": {
            "removed": [gone],
            "added": [{"predecessor_id": ids["内容"], "successor_id": ids["初稿"], "type": "SS", "lag": 1}],
        },
    }

    tried = impact(project.manager.post(f"/projects/{project.id}/plan/dry-run", json=body))
    done = impact(project.manager.post(f"/projects/{project.id}/plan/changes", json=body))
    after = seen(project.manager, project.id)

    assert tried == done
    assert after.dates() == {
        "内容": ("2026-11-23", "2026-11-25"),
        "初稿": ("2026-11-24", "2026-11-26"),
        "测试": ("2026-11-23", "2026-11-23"),
        "上线": ("2026-11-25", "2026-11-25"),
    }
    assert after.planned_finish == "2026-11-26"

    project.manager.post("/undo").raise_for_status()

    assert seen(project.manager, project.id).dates() == before.dates()


def test_only_the_manager_changes_the_plan(served: Served) -> None:
    project, ids = launch(served)
    body = {"changes": [{"task_id": ids["内容"], "duration_days": 9}]}

    refused = problem(project.member.post(f"/projects/{project.id}/plan/changes", json=body))

    assert (refused.status, refused.code) == (403, "projects.only_for_manager")
    assert impact(project.member.post(f"/projects/{project.id}/plan/dry-run", json=body)).finish_workdays == 4
    assert problem(served.as_("访客").get(f"/projects/{project.id}/plan")).status == 404
    assert problem(served.as_("访客").post(f"/projects/{project.id}/plan/dry-run", json=body)).status == 404


def test_a_circle_is_refused_with_its_tasks_and_nothing_is_written(served: Served) -> None:
    project, ids = launch(served)
    before = seen(project.manager, project.id)
    body = {
        "changes": [{"task_id": ids["内容"], "duration_days": 1}],
        "links": {"added": [{"predecessor_id": ids["测试"], "successor_id": ids["初稿"]}]},
    }

    refused = problem(project.manager.post(f"/projects/{project.id}/plan/changes", json=body))

    assert refused.code == "plan.dependency_cycle"
    assert set(msgspec.convert(refused.facts["titles"], list[str])) == {"测试", "初稿"}
    assert seen(project.manager, project.id) == before


def test_an_old_version_of_the_plan_is_refused(served: Served) -> None:
    project, ids = launch(served)
    version = seen(project.manager, project.id).version
    project.add("又一个", duration_days=1)

    body = {"changes": [{"task_id": ids["内容"], "duration_days": 2}], "version": version}
    refused = problem(project.manager.post(f"/projects/{project.id}/plan/changes", json=body))

    assert (refused.status, refused.code) == (409, "conflict.changed_meanwhile")


def test_a_parent_is_the_summary_of_its_subtasks(served: Served) -> None:
    project = start_project(served)
    parent = project.add("上线准备")
    first = project.add("拍摄", duration_days=2, parent_id=parent.id)
    second = project.add("剪辑", duration_days=3, parent_id=parent.id)
    tie(project, first.id, second.id)

    plan = seen(project.manager, project.id)

    assert plan.dates()["上线准备"] == ("2026-11-23", "2026-11-27")
    assert [task.is_summary for task in plan.tasks] == [True, False, False]

    project.manager.post(f"/tasks/{second.id}/archive").raise_for_status()

    assert seen(project.manager, project.id).dates() == {
        "上线准备": ("2026-11-23", "2026-11-24"),
        "拍摄": ("2026-11-23", "2026-11-24"),
    }


def test_by_hand_it_stays_and_the_conflict_is_shown(served: Served) -> None:
    project, ids = launch(served)
    by_hand = {"is_manual": True, "planned_start": "2026-11-24", "planned_finish": "2026-11-25"}

    project.manager.patch(f"/tasks/{ids['测试']}", json=by_hand).raise_for_status()
    plan = seen(project.manager, project.id)

    assert plan.dates()["测试"] == ("2026-11-24", "2026-11-25")
    assert [(one["kind"], one["task_id"], one["predecessor_id"]) for one in plan.conflicts] == [
        ("manual", ids["测试"], ids["初稿"])
    ]


def test_dates_by_hand_need_a_task_by_hand(served: Served) -> None:
    project, ids = launch(served)

    refused = problem(project.manager.patch(f"/tasks/{ids['测试']}", json={"planned_start": "2026-11-24"}))

    assert (refused.code, refused.facts["field"]) == ("tasks.invalid", "planned_start")


def test_a_constraint_takes_the_place_of_another(served: Served) -> None:
    project, ids = launch(served)
    path = f"/tasks/{ids['初稿']}"

    project.manager.patch(path, json={"not_before": "2026-11-24"}).raise_for_status()
    must = {"constraint_type": "must_finish_on", "constraint_on": "2026-12-02"}
    project.manager.patch(path, json=must).raise_for_status()
    held = next(task for task in seen(project.manager, project.id).tasks if task.id == ids["初稿"])
    missing = problem(project.manager.patch(path, json={"constraint_type": "must_start_on"}))
    project.manager.post("/undo").raise_for_status()
    back = next(task for task in seen(project.manager, project.id).tasks if task.id == ids["初稿"])

    assert (held.constraint_type, held.planned_start, held.planned_finish) == (
        "must_finish_on",
        "2026-11-30",
        "2026-12-02",
    )
    assert (missing.code, missing.facts["field"]) == ("tasks.invalid", "constraint_on")
    assert (back.constraint_type, back.planned_start) == ("start_no_earlier_than", "2026-11-24")


def test_a_forecast_moves_what_is_expected_and_not_the_plan(served: Served) -> None:
    project, ids = launch(served)

    told = {"percent": 50, "forecast_finish": "2026-11-30"}
    served.as_("韩梅梅").post(f"/tasks/{ids['初稿']}/reports", json=told).raise_for_status()
    plan = seen(project.manager, project.id)
    expected = {task.title: task.forecast_finish for task in plan.tasks}

    assert plan.dates()["上线"] == ("2026-11-27", "2026-11-27")
    assert (expected["初稿"], expected["测试"], expected["上线"]) == ("2026-11-30", "2026-12-02", "2026-12-02")
    assert (plan.planned_finish, plan.forecast_finish) == ("2026-11-27", "2026-12-02")
    home = read(project.manager.get(f"/projects/{project.id}"))
    assert (home["planned_finish"], home["forecast_finish"]) == ("2026-11-27", "2026-12-02")


def test_what_was_agreed_stays_to_compare_with(served: Served) -> None:
    project, ids = launch(served)
    taken = read(project.manager.post(f"/projects/{project.id}/baselines", json={"name": "第一版"}))
    project.manager.patch(f"/tasks/{ids['初稿']}", json={"duration_days": 6}).raise_for_status()

    plan = seen(project.member, project.id, baseline_id=str(taken["id"]))

    assert plan.baseline is not None
    kept = msgspec.convert(plan.baseline["tasks"], list[dict[str, object]])
    assert {str(one["task_id"]): one["planned_finish"] for one in kept}[ids["初稿"]] == "2026-11-25"
    assert plan.dates()["初稿"][1] == "2026-11-30"
    assert problem(project.member.post(f"/projects/{project.id}/baselines", json={"name": "我的"})).status == 403


def test_the_plan_of_a_past_day_is_read_out_of_the_log(served: Served) -> None:
    project, ids = launch(served)
    served.clock.move_to(served.clock.now().replace(day=25))
    project.manager.patch(f"/tasks/{ids['初稿']}", json={"duration_days": 6}).raise_for_status()
    project.add("后来的", duration_days=1)

    body = {"name": "周一的计划", "as_of": "2026-11-23"}
    taken = read(project.manager.post(f"/projects/{project.id}/baselines", json=body))
    plan = seen(project.manager, project.id, baseline_id=str(taken["id"]))

    assert plan.baseline is not None
    kept = msgspec.convert(plan.baseline["tasks"], list[dict[str, object]])
    assert {str(one["task_id"]): one["planned_finish"] for one in kept} == {
        ids["内容"]: "2026-11-27",
        ids["初稿"]: "2026-11-25",
        ids["测试"]: "2026-11-27",
        ids["上线"]: "2026-11-27",
    }
    tomorrow = {"name": "明天", "as_of": "2026-11-26"}
    assert problem(project.manager.post(f"/projects/{project.id}/baselines", json=tomorrow)).code == "baselines.invalid"


def test_a_baseline_of_another_project_is_not_there(served: Served) -> None:
    project, _ = launch(served)
    taken = read(project.manager.post(f"/projects/{project.id}/baselines", json={"name": "第一版"}))
    other = start_project(served, "别的项目")

    answer = other.manager.get(f"/projects/{other.id}/plan", params={"baseline_id": str(taken["id"])})

    assert problem(answer).code == "baselines.not_found"


def test_a_kept_plan_follows_what_others_report_and_change(served: Served) -> None:
    """Each reading comes from the plan that is kept, and says what a plan read anew would say."""
    project, ids = launch(served)
    seen(project.manager, project.id)

    served.as_("李雷").post(f"/tasks/{ids['内容']}/reports", json={"percent": 40}).raise_for_status()
    reported = seen(project.manager, project.id)
    project.manager.patch(f"/tasks/{ids['初稿']}", json={"duration_days": 4}).raise_for_status()
    project.manager.post(f"/tasks/{ids['内容']}/move", json={"column_id": project.columns["已完成"]}).raise_for_status()
    kept = seen(project.manager, project.id)
    planning.forget_all()
    fresh = seen(project.manager, project.id)

    assert reported.dates()["内容"] == ("2026-11-23", "2026-11-27")
    assert kept.dates()["测试"] == ("2026-11-27", "2026-11-30")
    assert kept == fresh


def test_another_first_day_moves_the_plan_with_its_consequences_shown_first(served: Served) -> None:
    project, _ = launch(served)
    path = f"/projects/{project.id}"

    tried = impact(project.manager.post(f"{path}/plan/dry-run/project", json={"planned_start": "2026-11-30"}))
    project.manager.patch(path, json={"planned_start": "2026-11-30"}).raise_for_status()
    moved = seen(project.manager, project.id)

    assert tried.moves()["上线"] == ("2026-11-27", "2026-12-04")
    assert (moved.starts_on, moved.dates()["初稿"]) == ("2026-11-30", ("2026-11-30", "2026-12-02"))
    assert moved.planned_finish == "2026-12-04"


def test_a_plan_is_counted_back_from_its_last_day(served: Served) -> None:
    project, _ = launch(served)

    project.manager.patch(f"/projects/{project.id}", json={"finishes_on": "2026-12-11"}).raise_for_status()

    assert seen(project.manager, project.id).dates() == {
        "内容": ("2026-12-07", "2026-12-11"),
        "初稿": ("2026-12-07", "2026-12-09"),
        "测试": ("2026-12-10", "2026-12-11"),
        "上线": ("2026-12-11", "2026-12-11"),
    }


def test_a_subtask_nobody_has_estimated_leaves_its_parent_as_planned(served: Served) -> None:
    project = start_project(served)
    parent = project.add("上线准备", duration_days=5)
    project.add("列个清单", parent_id=parent.id)

    assert seen(project.manager, project.id).dates()["上线准备"] == ("2026-11-23", "2026-11-27")
    project.add("采购", parent_id=parent.id, duration_days=2)
    assert seen(project.manager, project.id).dates()["上线准备"] == ("2026-11-23", "2026-11-24")
