"""Who may see and do what: other organizations, other projects, roles."""

import pytest

from quncheng.features.people.types import OrganizationRole
from tests.http.stories import problem, read, start_project, task
from tests.support.served import Served, add_organization


def test_another_organization_does_not_exist(served: Served) -> None:
    project = start_project(served)
    made = project.add("登录页")
    other_id = add_organization(served.database, {"路人": OrganizationRole.ADMIN}, name="别的公司")
    stranger = served.with_token(served.token_of("路人", org_id=other_id))

    for path in (f"/tasks/{made.id}", f"/projects/{project.id}", f"/projects/{project.id}/board"):
        assert stranger.get(path).status_code == 404
    assert problem(stranger.patch(f"/tasks/{made.id}", json={"title": "x"})).code == "tasks.not_found"
    assert problem(stranger.post(f"/projects/{project.id}/tasks", json={"title": "x"})).code == "projects.not_found"
    assert read(stranger.get("/projects"))["items"] == []
    assert project.get(made.id).title == "登录页"


def test_who_is_not_in_a_project_does_not_learn_that_it_exists(served: Served) -> None:
    project = start_project(served)
    made = project.add("登录页")

    paths = (
        f"/projects/{project.id}",
        f"/projects/{project.id}/board",
        f"/projects/{project.id}/tasks",
        f"/projects/{project.id}/members",
        f"/projects/{project.id}/activity",
        f"/projects/{project.id}/change-requests",
        f"/projects/{project.id}/reports",
        f"/projects/{project.id}/gantt.svg",
        f"/snapshot?project_id={project.id}",
        f"/tasks/{made.id}",
        f"/tasks/{made.id}/activity",
    )
    assert {project.outsider.get(path).status_code for path in paths} == {404}
    assert read(project.outsider.get("/projects"))["items"] == []


@pytest.mark.parametrize(
    ("who", "code"), [("member", "projects.only_for_manager"), ("viewer", "projects.only_for_manager")]
)
def test_only_the_manager_changes_the_plan(served: Served, who: str, code: str) -> None:
    project = start_project(served)
    made, before = project.add("登录页"), served.count_events()
    client = {"member": project.member, "viewer": project.viewer}[who]

    attempts = [
        client.patch(f"/tasks/{made.id}", json={"title": "x"}),
        client.post(f"/tasks/{made.id}/archive"),
        client.post(f"/projects/{project.id}/tasks", json={"title": "x"}),
        client.patch(f"/projects/{project.id}", json={"name": "x"}),
        client.post(f"/projects/{project.id}/columns", json={"name": "x", "status": "open"}),
        client.put(f"/projects/{project.id}/members/{served.members['韩梅梅']}", json={"role": "member"}),
        client.post(f"/projects/{project.id}/reports"),
    ]

    assert [(problem(one).status, problem(one).code) for one in attempts] == [(403, code)] * len(attempts)
    assert served.count_events() == before


def test_a_member_reports_on_their_own_task_and_on_no_other(served: Served) -> None:
    project = start_project(served)
    own = project.add("登录页", assignee_id=served.members["李雷"])
    foreign = project.add("设计稿")

    done = project.member.post(f"/tasks/{own.id}/reports", json={"percent": 60})
    refused = problem(project.member.post(f"/tasks/{foreign.id}/reports", json={"percent": 60}))

    assert done.status_code == 201
    assert (refused.status, refused.code) == (403, "tasks.not_yours")
    assert (project.get(own.id).percent_complete, project.get(foreign.id).percent_complete) == (60, 0)


def test_a_viewer_reads_and_does_not_comment(served: Served) -> None:
    project = start_project(served)
    made = project.add("登录页")

    assert project.viewer.get(f"/tasks/{made.id}").status_code == 200
    assert problem(project.viewer.post(f"/tasks/{made.id}/comments", json={"text": "x"})).code == "projects.read_only"
    assert project.get(made.id).comment_count == 0


def test_abilities_say_what_the_caller_may_do(served: Served) -> None:
    project = start_project(served)
    made = project.add("登录页", assignee_id=served.members["李雷"])

    seen = {
        who: read(client.get(f"/tasks/{made.id}"))["abilities"]
        for who, client in (("manager", project.manager), ("member", project.member), ("viewer", project.viewer))
    }

    assert seen["manager"] == {
        "edit_plan": True,
        "report": True,
        "move": True,
        "checklist": True,
        "comment": True,
        "request_change": False,
        "archive": True,
    }
    assert seen["member"] == {
        "edit_plan": False,
        "report": True,
        "move": True,
        "checklist": True,
        "comment": True,
        "request_change": True,
        "archive": False,
    }
    assert seen["viewer"] == dict.fromkeys(
        ("edit_plan", "report", "move", "checklist", "comment", "request_change", "archive"), False
    )


def test_a_guest_starts_no_project(served: Served) -> None:
    refused = problem(served.as_("访客").post("/projects", json={"name": "x"}))

    assert (refused.status, refused.code) == (403, "people.only_for_members")


def test_what_a_member_wants_changed_the_manager_decides(served: Served) -> None:
    project = start_project(served)
    made = project.add("登录页", assignee_id=served.members["李雷"], duration_days=3)
    opened = read(
        project.member.post(
            f"/tasks/{made.id}/change-requests", json={"changes": {"duration_days": 5}, "reason": "接口晚到"}
        )
    )

    assert (opened["status"], opened["abilities"]) == ("waiting", {"decide": False, "withdraw": True})
    path = f"/change-requests/{opened['id']}/decide"
    assert problem(project.member.post(path, json={"verdict": "approved"})).code == "projects.only_for_manager"
    assert project.get(made.id).planned_finish == "2026-11-25"
    decided = read(project.manager.post(path, json={"verdict": "approved", "version": opened["version"]}))
    assert (decided["status"], project.get(made.id).planned_finish) == ("approved", "2026-11-27")
    assert problem(project.manager.post(path, json={"verdict": "rejected"})).code == "plans.request_decided"


def test_the_last_manager_stays(served: Served) -> None:
    project = start_project(served)
    path = f"/projects/{project.id}/members/{served.members['林珊']}"

    assert problem(project.manager.delete(path)).code == "projects.last_manager"
    assert problem(project.manager.put(path, json={"role": "viewer"})).code == "projects.last_manager"
    assert task(project.manager.post(f"/projects/{project.id}/tasks", json={"title": "还在"})).number == 1
