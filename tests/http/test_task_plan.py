"""What the plan says of one task over HTTP: its constraint, why it starts when it starts, other days asked for."""

import msgspec

from tests.http.stories import read, start_project
from tests.http.test_plan import impact, launch, seen
from tests.support.served import Served


def test_a_task_is_read_with_what_the_plan_says_of_it(served: Served) -> None:
    project, ids = launch(served)
    said = {"constraint_type": "must_start_on", "constraint_on": "2026-11-30", "effort_hours": 12.5}
    project.manager.patch(f"/tasks/{ids['初稿']}", json=said).raise_for_status()

    plain = {"constraint_type": None, "constraint_on": None, "is_manual": False}
    plain |= {"effort_hours": None, "calendar_id": None}
    assert read(project.viewer.get(f"/tasks/{ids['初稿']}"))["schedule"] == plain | said
    assert read(project.viewer.get(f"/tasks/{ids['内容']}"))["schedule"] == plain


class StepSeen(msgspec.Struct):
    task_id: str
    title: str
    planned_start: str
    driver: str
    link: dict[str, object] | None
    constraint: str | None
    constraint_on: str | None
    waited: list[dict[str, object]]


class WhySeen(msgspec.Struct):
    steps: list[StepSeen]


def test_a_start_is_explained_back_to_what_it_depends_on(served: Served) -> None:
    project, ids = launch(served)
    project.manager.patch(f"/tasks/{ids['初稿']}", json={"not_before": "2026-11-25"}).raise_for_status()

    answer = project.viewer.get(f"/tasks/{ids['上线']}/why")

    steps = msgspec.json.decode(answer.content, type=WhySeen).steps
    assert [(step.title, step.planned_start, step.driver, step.constraint_on) for step in steps] == [
        ("上线", "2026-12-01", "dependency", None),
        ("测试", "2026-11-30", "dependency", None),
        ("初稿", "2026-11-25", "constraint", "2026-11-25"),
    ]
    assert steps[1].link == {"type": "FS", "lag": 0, "lag_unit": "day"}
    assert steps[1].waited == [
        {"on": "2026-11-28", "name": "", "is_leave": False},
        {"on": "2026-11-29", "name": "", "is_leave": False},
    ]
    assert steps[2].constraint == "start_no_earlier_than"


def test_what_has_no_dates_has_no_reasons(served: Served) -> None:
    project = start_project(served)
    idea = project.add("想法")

    assert read(project.manager.get(f"/tasks/{idea.id}/why")) == {"steps": []}
    assert project.outsider.get(f"/tasks/{idea.id}/why").status_code == 404


def test_whoever_may_not_change_the_plan_asks_for_other_days_of_a_bar(served: Served) -> None:
    project, ids = launch(served)
    path = f"/tasks/{ids['初稿']}/change-requests"
    before = seen(project.manager, project.id)

    asked = read(project.member.post(path, json={"changes": {"finish": "2026-11-27"}, "reason": "素材晚到"}))

    assert asked["changes"] == {"duration_days": 5.0}
    assert seen(project.manager, project.id) == before

    project.manager.post(f"/change-requests/{asked['id']}/decide", json={"verdict": "approved"}).raise_for_status()
    assert seen(project.manager, project.id).dates()["初稿"] == ("2026-11-23", "2026-11-27")


def test_a_link_becomes_another_one_in_one_act(served: Served) -> None:
    project, ids = launch(served)
    link = next(one for one in seen(project.manager, project.id).links if one.predecessor_id == ids["初稿"])
    again = {"predecessor_id": ids["初稿"], "successor_id": ids["测试"], "type": "SS", "lag": 50, "lag_unit": "percent"}
    body = {"links": {"added": [again], "removed": [link.id]}}

    tried = impact(project.manager.post(f"/projects/{project.id}/plan/dry-run", json=body))
    done = impact(project.manager.post(f"/projects/{project.id}/plan/changes", json=body))

    assert tried.moves() == done.moves() == {"测试": ("2026-11-27", "2026-11-26")}
    after = seen(project.manager, project.id)
    assert [(one.type, one.lag, one.lag_unit) for one in after.links if one.predecessor_id == ids["初稿"]] == [
        ("SS", 50, "percent")
    ]
    project.manager.post("/undo").raise_for_status()
    assert seen(project.manager, project.id).dates()["测试"] == ("2026-11-26", "2026-11-27")


def test_the_days_that_become_too_full_are_told(served: Served) -> None:
    project, ids = launch(served)
    body = {"changes": [{"task_id": ids["初稿"], "assignee_id": served.members["李雷"]}]}

    tried = impact(project.manager.post(f"/projects/{project.id}/plan/dry-run", json=body))

    assert tried.overloads == [
        {"member_id": served.members["李雷"], "on": day, "minutes_over": 480}
        for day in ("2026-11-23", "2026-11-24", "2026-11-25")
    ]
