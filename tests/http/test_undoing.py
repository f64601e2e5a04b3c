"""撤销 of what is changed around the tasks: the project, its columns and people, reports, decisions, members."""

import httpx2
import msgspec

from quncheng.features.bindings import service as bindings
from quncheng.features.people import service as people
from quncheng.runtime.db import Session
from quncheng.runtime.ports import ChatAddress, ChatKind
from tests.http.stories import Project, problem, read, start_project
from tests.support.served import Served


def undo(client: httpx2.Client) -> str:
    return str(read(client.post("/undo"))["undone_text"])


def columns_of(project: Project) -> list[tuple[str, object]]:
    board = read(project.manager.get(f"/projects/{project.id}/board"))
    listed = msgspec.convert(board["columns"], list[dict[str, object]])
    found = [msgspec.convert(one["column"], dict[str, object]) for one in listed]
    return [(str(one["name"]), one["wip_limit"]) for one in found]


def roles_of(project: Project) -> dict[str, str]:
    answer = read(project.manager.get(f"/projects/{project.id}/members"))
    listed = msgspec.convert(answer["items"], list[dict[str, object]])
    return {str(msgspec.convert(one["member"], dict[str, object])["name"]): str(one["role"]) for one in listed}


def test_a_project_gets_its_name_and_report_times_back(served: Served) -> None:
    project = start_project(served)
    path = f"/projects/{project.id}"
    before = read(project.manager.get(path))
    project.manager.patch(path, json={"name": "改版二期", "daily_at": None, "weekly_on": 0}).raise_for_status()

    assert undo(project.manager) == "把名称改为 改版二期,每日询问时间改为 无,周报日改为 周一"
    after = read(project.manager.get(path))
    assert [after[field] for field in ("name", "daily_at", "weekly_on")] == ["官网改版", "17:30", 4]
    assert (before["name"], before["daily_at"], before["weekly_on"]) == ("官网改版", "17:30", 4)


def test_the_plan_moves_back_with_the_first_day_of_the_project(served: Served) -> None:
    project = start_project(served)
    made = project.add("登录页", duration_days=3)
    project.manager.patch(f"/projects/{project.id}", json={"planned_start": "2026-12-01"}).raise_for_status()
    moved = project.get(made.id)

    undo(project.manager)

    assert (made.planned_finish, moved.planned_finish) == ("2026-11-25", "2026-12-03")
    assert project.get(made.id).planned_finish == "2026-11-25"


def test_what_somebody_else_set_since_stays(served: Served) -> None:
    project = start_project(served)
    path = f"/projects/{project.id}"
    project.manager.put(f"{path}/members/{served.members['李雷']}", json={"role": "manager"}).raise_for_status()
    project.manager.patch(path, json={"name": "改版二期"}).raise_for_status()
    project.member.patch(path, json={"name": "改版三期"}).raise_for_status()
    before = served.count_events()

    refused = problem(project.manager.post("/undo"))

    assert (refused.status, refused.code, refused.facts["reason"]) == (409, "undo.impossible", "changed")
    assert (read(project.manager.get(path))["name"], served.count_events()) == ("改版三期", before)


def test_a_new_project_is_put_away_unless_something_is_planned_in_it(served: Served) -> None:
    manager = served.as_("林珊")
    project_id = read(manager.post("/projects", json={"name": "官网改版"}))["id"]
    added = read(manager.post(f"/projects/{project_id}/tasks", json={"title": "登录页"}))
    listed = read(manager.get(f"/projects/{project_id}/activity"))
    first = msgspec.convert(listed["items"], list[dict[str, object]])[-1]["operation_id"]

    assert problem(manager.post(f"/undo/{first}")).code == "undo.impossible"
    assert [undo(manager), undo(manager)] == ["新建了任务「登录页」", "新建了项目"]
    assert read(manager.get(f"/projects/{project_id}"))["status"] == "archived"
    assert read(manager.get(f"/tasks/{added['id']}"))["archived_at"] is not None


def test_columns_come_and_go_and_come_back(served: Served) -> None:
    project = start_project(served)
    before = columns_of(project)
    made = read(project.manager.post(f"/projects/{project.id}/columns", json={"name": "测试", "status": "in_progress"}))
    project.manager.patch(f"/columns/{made['id']}", json={"name": "联调", "wip_limit": 3, "after_id": None})
    changed = columns_of(project)

    undo(project.manager)
    renamed_back = columns_of(project)
    undo(project.manager)

    assert changed == [("联调", 3), *before]
    assert renamed_back == [*before, ("测试", None)]
    assert columns_of(project) == before


def test_an_archived_column_comes_back_with_its_cards(served: Served) -> None:
    project = start_project(served)
    made = project.add("登录页", column_id=project.columns["受阻"])
    before = columns_of(project)
    target = {"move_to_id": project.columns["未开始"]}
    project.manager.post(f"/columns/{project.columns['受阻']}/archive", json=target).raise_for_status()
    gone = columns_of(project), project.get(made.id).column_id

    undo(project.manager)

    assert gone == ([one for one in before if one[0] != "受阻"], project.columns["未开始"])
    assert columns_of(project) == before
    now = project.get(made.id)
    assert (now.column_id, now.status) == (project.columns["受阻"], "blocked")


def test_a_column_with_cards_of_others_is_not_taken_away(served: Served) -> None:
    project = start_project(served)
    task = project.add("登录页", assignee_id=served.members["李雷"])
    made = read(project.manager.post(f"/projects/{project.id}/columns", json={"name": "测试", "status": "in_progress"}))
    project.member.post(f"/tasks/{task.id}/move", json={"column_id": made["id"]}).raise_for_status()

    refused = problem(project.manager.post("/undo"))

    assert (refused.code, refused.facts) == ("undo.impossible", {"reason": "changed", "field": "columns"})
    assert project.get(task.id).column_id == made["id"]


def test_roles_and_the_manager_a_project_answers_to_come_back(served: Served) -> None:
    project = start_project(served)
    path = f"/projects/{project.id}"
    before = roles_of(project)
    project.manager.put(f"{path}/members/{served.members['王强']}", json={"role": "manager"}).raise_for_status()
    project.manager.delete(f"{path}/members/{served.members['林珊']}").raise_for_status()
    left = roles_of(project), read(project.manager.get(path))["manager_id"]

    undo(project.manager)
    again = roles_of(project), read(project.manager.get(path))["manager_id"]
    undo(project.manager)

    assert left == ({"李雷": "member", "王强": "manager"}, served.members["王强"])
    assert again == ({"林珊": "manager", "李雷": "member", "王强": "manager"}, served.members["王强"])
    assert (roles_of(project), read(project.manager.get(path))["manager_id"]) == (before, served.members["林珊"])


def test_a_decision_is_taken_back_with_what_it_moved(served: Served) -> None:
    project = start_project(served)
    made = project.add("登录页", duration_days=3, assignee_id=served.members["李雷"])
    wish = {"changes": {"duration_days": 5}, "reason": "等素材"}
    asked = read(project.member.post(f"/tasks/{made.id}/change-requests", json=wish))
    project.manager.post(f"/change-requests/{asked['id']}/decide", json={"verdict": "approved"}).raise_for_status()
    moved = project.get(made.id).planned_finish

    undo(project.manager)

    listed = read(project.manager.get(f"/projects/{project.id}/change-requests"))
    (request,) = msgspec.convert(listed["items"], list[dict[str, object]])
    assert (moved, project.get(made.id).planned_finish) == ("2026-11-27", "2026-11-25")
    assert (request["status"], request["decided_by"]) == ("waiting", None)


def test_words_of_the_weekly_report_come_back_and_a_sent_one_does_not(served: Served) -> None:
    project = start_project(served)
    report = read(project.manager.post(f"/projects/{project.id}/reports"))
    path = f"/reports/{report['id']}"
    project.manager.patch(path, json={"risks": "素材可能晚到"}).raise_for_status()

    assert undo(project.manager) == "修改了周报"
    assert read(project.manager.get(path))["risks"] == report["risks"]
    project.manager.post(f"{path}/send", json={"member_ids": [served.members["王强"]]}).raise_for_status()
    before = served.count_events()
    refused = problem(project.manager.post("/undo"))
    assert (refused.status, refused.code, refused.facts) == (409, "undo.final", {"reason": "sent"})
    assert served.count_events() == before


def test_a_group_is_bound_again_for_its_manager(served: Served) -> None:
    project = start_project(served)

    def bound(session: Session) -> str:
        chat = bindings.find_or_add_chat(session, bot_id="bot", address=ChatAddress(ChatKind.GROUP, "group"))
        actor = people.chat_actor(served.members["林珊"], chat_id=chat.id, operation_id=session.new_id())
        bindings.unbind(session, actor, chat=bindings.bind(session, actor, chat=chat, project_id=project.id))
        return actor.operation_id

    operation_id = served.database.write(served.org_id, bound)

    assert problem(project.member.post(f"/undo/{operation_id}")).code == "undo.nothing"
    assert read(project.manager.post(f"/undo/{operation_id}"))["undone_text"] == "绑定了群聊;解除了群聊绑定"


def test_a_token_just_made_works_no_more(served: Served) -> None:
    client = served.as_("李雷")
    secret = str(read(client.post("/tokens", json={"name": "脚本"}))["secret"])
    token = served.with_token(secret)
    worked = token.get("/me").status_code

    assert undo(client) == "新建了 API 令牌"
    assert (worked, token.get("/me").status_code) == (200, 401)
