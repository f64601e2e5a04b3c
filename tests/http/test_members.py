"""Administrators decide who belongs to the organization; everybody else reads."""

import httpx2
import msgspec
import pytest

from tests.http.stories import problem, read, start_project
from tests.support.served import Served


def names_of(client: httpx2.Client) -> dict[str, tuple[object, object]]:
    listed = msgspec.convert(read(client.get("/members"))["items"], list[dict[str, object]])
    return {str(one["name"]): (one["role"], one["is_active"]) for one in listed}


def member(served: Served, name: str) -> str:
    return f"/members/{served.members[name]}"


def test_somebody_new_is_added_by_name(served: Served) -> None:
    administrator = served.as_("林珊")

    added = read(administrator.post("/members", json={"name": " 赵敏 ", "role": "guest"}))

    assert (added["name"], added["role"], added["is_active"]) == ("赵敏", "guest", True)
    assert names_of(administrator)["赵敏"] == ("guest", True)
    assert problem(administrator.post("/members", json={"name": "赵敏"})).code == "people.name_taken"
    assert problem(administrator.post("/members", json={"name": " \t "})).code == "people.name_invalid"


@pytest.mark.parametrize("who", ["李雷", "访客"])
def test_nobody_else_manages_people(served: Served, who: str) -> None:
    client, before = served.as_(who), served.count_events()

    refused = [
        client.post("/members", json={"name": "赵敏"}),
        client.patch(member(served, "王强"), json={"role": "admin"}),
        client.patch(member(served, who), json={"role": "admin"}),
        client.patch(member(served, "王强"), json={"name": "王刚"}),
        client.patch(member(served, "王强"), json={"is_active": False}),
        client.get(f"{member(served, '王强')}/work"),
    ]

    assert [problem(one).code for one in refused] == ["people.only_for_administrators"] * 6
    assert served.count_events() == before


def test_a_role_is_changed_and_the_last_administrator_stays(served: Served) -> None:
    administrator = served.as_("林珊")
    alone = [
        administrator.patch(member(served, "林珊"), json={"role": "member"}),
        administrator.patch(member(served, "林珊"), json={"is_active": False}),
    ]

    assert [(problem(one).status, problem(one).code) for one in alone] == [(409, "people.last_administrator")] * 2
    assert read(administrator.patch(member(served, "李雷"), json={"role": "admin"}))["role"] == "admin"
    assert read(administrator.patch(member(served, "林珊"), json={"role": "member"}))["role"] == "member"
    assert problem(administrator.post("/members", json={"name": "赵敏"})).code == "people.only_for_administrators"
    assert names_of(administrator)["李雷"] == ("admin", True)


def test_access_ends_at_once_and_what_was_in_hand_is_listed(served: Served) -> None:
    project = start_project(served)
    project.manager.put(f"/projects/{project.id}/members/{served.members['李雷']}", json={"role": "manager"})
    task = project.add("登录页", assignee_id=served.members["李雷"])
    browser, token = served.as_("李雷"), served.with_token(served.token_of("李雷"))
    before = browser.get("/me").status_code, token.get("/me").status_code

    left = read(project.manager.patch(member(served, "李雷"), json={"is_active": False}))
    listed = read(project.manager.get(f"{member(served, '李雷')}/work"))

    assert before == (200, 200)
    assert left["is_active"] is False
    assert (browser.get("/me").status_code, token.get("/me").status_code) == (401, 401)
    assert listed["items"] == [
        {
            "project_id": project.id,
            "project_name": "官网改版",
            "is_manager": True,
            "tasks": [{"id": task.id, "number": 1, "title": "登录页"}],
        }
    ]
    refused = problem(
        project.manager.patch(f"/tasks/{project.add('支付').id}", json={"assignee_id": served.members["李雷"]})
    )
    assert (refused.code, refused.facts) == ("tasks.invalid", {"field": "assignee_id"})


def test_somebody_comes_back_and_signs_in_anew(served: Served) -> None:
    administrator, browser = served.as_("林珊"), served.as_("李雷")
    administrator.patch(member(served, "李雷"), json={"is_active": False}).raise_for_status()
    gone = served.stranger().post("/sign-in/demo", json={"member_id": served.members["李雷"]})

    assert read(administrator.patch(member(served, "李雷"), json={"is_active": True}))["is_active"] is True
    assert problem(gone).code == "people.member_not_found"
    assert (browser.get("/me").status_code, served.as_("李雷").get("/me").status_code) == (401, 200)


def test_a_name_taken_meanwhile_keeps_somebody_out_until_it_is_free(served: Served) -> None:
    administrator = served.as_("林珊")
    administrator.patch(member(served, "李雷"), json={"is_active": False}).raise_for_status()
    other = read(administrator.post("/members", json={"name": "李雷"}))["id"]

    refused = problem(administrator.patch(member(served, "李雷"), json={"is_active": True}))
    administrator.patch(f"/members/{other}", json={"name": "小李雷"}).raise_for_status()

    assert refused.code == "people.name_taken"
    assert read(administrator.patch(member(served, "李雷"), json={"is_active": True}))["is_active"] is True


def test_every_step_is_in_the_log_and_can_be_taken_back(served: Served) -> None:
    administrator = served.as_("林珊")
    administrator.post("/members", json={"name": "赵敏"}).raise_for_status()
    administrator.patch(member(served, "李雷"), json={"role": "admin"}).raise_for_status()
    administrator.patch(member(served, "王强"), json={"is_active": False}).raise_for_status()
    changed = names_of(administrator)

    texts = [read(administrator.post("/undo"))["undone_text"] for _ in range(3)]

    assert (changed["赵敏"], changed["李雷"], changed["王强"]) == (("member", True), ("admin", True), ("member", False))
    assert texts == ["停用了成员账号", "把角色改为 管理员", "加入了团队"]
    now = names_of(administrator)
    assert (now["赵敏"], now["李雷"], now["王强"]) == (("member", False), ("member", True), ("member", True))
