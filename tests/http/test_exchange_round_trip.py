"""A project goes out as a file and comes back as it was."""

from tests.http.imports import baselines, links, planned, preview, send
from tests.http.stories import Project, read, start_project
from tests.support.served import Served


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
