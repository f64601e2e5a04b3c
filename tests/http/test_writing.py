"""Writes over HTTP: repeated, conflicting, refused, taken back."""

import threading
from datetime import timedelta

from tests.http.stories import problem, read, start_project, task
from tests.support.served import Served

MADE_BY_CLIENT = "01m8z" + "0" * 21


def test_a_repeated_write_is_done_once_and_answered_alike(served: Served) -> None:
    project = start_project(served)
    path, key = f"/projects/{project.id}/tasks", {"Idempotency-Key": "mutation-1"}

    first = project.manager.post(path, json={"title": "登录页"}, headers=key)
    again = project.manager.post(path, json={"title": "登录页"}, headers=key)

    assert (first.status_code, again.status_code, again.content) == (201, 201, first.content)
    assert [one.title for one in project.list().items] == ["登录页"]


def test_two_at_the_same_time_are_done_once(served: Served) -> None:
    project = start_project(served)
    statuses: list[int] = []

    def send() -> None:
        answer = project.manager.post(
            f"/projects/{project.id}/tasks", json={"title": "登录页"}, headers={"Idempotency-Key": "both"}
        )
        statuses.append(answer.status_code)

    threads = [threading.Thread(target=send) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert statuses == [201] * 8
    assert len(project.list().items) == 1


def test_a_key_of_another_request_is_refused(served: Served) -> None:
    project = start_project(served)
    path, key = f"/projects/{project.id}/tasks", {"Idempotency-Key": "mutation-1"}
    project.manager.post(path, json={"title": "登录页"}, headers=key).raise_for_status()

    refused = problem(project.manager.post(path, json={"title": "别的"}, headers=key))

    assert (refused.status, refused.code) == (422, "idempotency.key_reused")
    assert len(project.list().items) == 1


def test_a_refused_write_leaves_its_key_free(served: Served) -> None:
    project = start_project(served)
    path, key = f"/projects/{project.id}/tasks", {"Idempotency-Key": "mutation-1"}
    assert project.manager.post(path, json={"title": "  "}, headers=key).status_code == 422

    assert project.manager.post(path, json={"title": "登录页"}, headers=key).status_code == 201


def test_what_was_made_offline_keeps_its_identifier_and_is_made_once(served: Served) -> None:
    project = start_project(served)
    made = project.add("登录页", id=MADE_BY_CLIENT)

    refused = problem(
        project.manager.post(f"/projects/{project.id}/tasks", json={"title": "又一个", "id": MADE_BY_CLIENT})
    )

    assert made.id == MADE_BY_CLIENT
    assert (refused.status, refused.code) == (409, "database.already_exists")
    assert [one.title for one in project.list().items] == ["登录页"]


def test_changes_of_different_fields_are_merged(served: Served) -> None:
    project = start_project(served)
    seen = project.add("登录页")
    task(project.manager.patch(f"/tasks/{seen.id}", json={"priority": "high", "version": seen.version}))

    merged = task(project.manager.patch(f"/tasks/{seen.id}", json={"title": "登录页面", "version": seen.version}))

    assert (merged.title, merged.priority, merged.version) == ("登录页面", "high", 3)


def test_changes_of_the_same_field_are_refused_and_shown(served: Served) -> None:
    project = start_project(served)
    seen = project.add("登录页")
    task(project.manager.patch(f"/tasks/{seen.id}", json={"title": "甲", "version": seen.version}))
    before = served.count_events()

    refused = problem(
        project.manager.patch(f"/tasks/{seen.id}", json={"title": "乙", "priority": "low", "version": seen.version})
    )

    assert (refused.status, refused.code, refused.fields) == (409, "conflict.changed_meanwhile", ["title"])
    assert refused.current is not None
    assert (refused.current["title"], refused.current["version"]) == ("甲", 2)
    assert (project.get(seen.id).priority, served.count_events()) == ("medium", before)


def test_absent_stays_and_null_takes_away(served: Served) -> None:
    project = start_project(served)
    made = project.add("登录页", due_date="2026-11-27", assignee_id=served.members["李雷"])

    task(project.manager.patch(f"/tasks/{made.id}", json={"title": "登录"}))
    assert project.get(made.id).due_date == "2026-11-27"
    task(project.manager.patch(f"/tasks/{made.id}", json={"due_date": None}))
    assert (project.get(made.id).due_date, project.get(made.id).assignee_id) == (None, served.members["李雷"])


def test_a_card_moves_between_two_others_and_takes_the_columns_status(served: Served) -> None:
    project = start_project(served)
    first, second, third = (project.add(title) for title in ("一", "二", "三"))
    doing = project.columns["进行中"]
    for one in (first, second):
        project.manager.post(f"/tasks/{one.id}/move", json={"column_id": doing}).raise_for_status()

    body = {"column_id": doing, "after_id": first.id, "before_id": second.id}
    moved = task(project.manager.post(f"/tasks/{third.id}/move", json=body))

    order = read(project.manager.get(f"/projects/{project.id}/columns/{doing}/tasks"))["items"]
    assert isinstance(order, list)
    assert moved.status == "in_progress"
    assert [project.get(one.id).rank for one in (first, third, second)] == sorted(
        project.get(one.id).rank for one in (first, second, third)
    )


def test_two_people_drop_one_card_into_different_columns(served: Served) -> None:
    project = start_project(served)
    seen = project.add("登录页")
    doing, done = project.columns["进行中"], project.columns["已完成"]
    project.manager.post(f"/tasks/{seen.id}/move", json={"column_id": doing, "version": seen.version})

    refused = problem(project.manager.post(f"/tasks/{seen.id}/move", json={"column_id": done, "version": seen.version}))

    assert (refused.code, refused.fields) == ("conflict.changed_meanwhile", ["column_id"])
    assert project.get(seen.id).status == "in_progress"


def test_a_column_goes_and_its_cards_move(served: Served) -> None:
    project = start_project(served)
    made = project.add("登录页")
    body = {"move_to_id": project.columns["进行中"]}

    project.manager.post(f"/columns/{project.columns['未开始']}/archive", json=body).raise_for_status()

    assert (project.get(made.id).column_id, project.get(made.id).status) == (body["move_to_id"], "in_progress")


def test_comments_and_checklist_are_counted_on_the_card(served: Served) -> None:
    project = start_project(served)
    made = project.add("登录页", assignee_id=served.members["李雷"])
    said = read(project.member.post(f"/tasks/{made.id}/comments", json={"text": "设计稿已更新"}))
    item = read(project.member.post(f"/tasks/{made.id}/checklist", json={"text": "手机号登录"}))
    project.member.patch(f"/checklist/{item['id']}", json={"is_done": True, "version": 1}).raise_for_status()

    counted = project.get(made.id)
    assert (counted.comment_count, counted.checklist_total, counted.checklist_done) == (1, 1, 1)
    project.member.post(f"/comments/{said['id']}/retract").raise_for_status()
    project.member.delete(f"/checklist/{item['id']}").raise_for_status()
    assert (project.get(made.id).comment_count, project.get(made.id).checklist_total) == (0, 0)


def test_an_older_sight_of_a_checklist_item_is_refused(served: Served) -> None:
    project = start_project(served)
    made = project.add("登录页")
    item = read(project.manager.post(f"/tasks/{made.id}/checklist", json={"text": "甲"}))
    project.manager.patch(f"/checklist/{item['id']}", json={"text": "乙", "version": 1}).raise_for_status()

    refused = problem(project.manager.patch(f"/checklist/{item['id']}", json={"text": "丙", "version": 1}))

    assert (refused.code, refused.current and refused.current["text"]) == ("conflict.changed_meanwhile", "乙")


def test_a_circle_of_dependencies_is_refused_whole(served: Served) -> None:
    project = start_project(served)
    first, second = project.add("甲", duration_days=2), project.add("乙", duration_days=3)
    path = f"/projects/{project.id}/dependencies"
    project.manager.post(path, json={"predecessor_id": first.id, "successor_id": second.id}).raise_for_status()
    before = served.count_events()

    refused = problem(project.manager.post(path, json={"predecessor_id": second.id, "successor_id": first.id}))

    assert (refused.status, refused.code) == (409, "tasks.dependency_invalid")
    assert project.get(second.id).planned_finish == "2026-11-27"
    assert served.count_events() == before


def test_undo_takes_back_ones_own_last_act_and_the_one_before(served: Served) -> None:
    project = start_project(served)
    made = project.add("登录页")
    project.manager.patch(f"/tasks/{made.id}", json={"title": "登录页面", "priority": "high"}).raise_for_status()
    project.manager.post(f"/tasks/{made.id}/move", json={"column_id": project.columns["进行中"]}).raise_for_status()

    texts = [read(project.manager.post("/undo"))["undone_text"] for _ in range(3)]

    assert texts == [
        "「登录页面」把状态改为 进行中",
        "「登录页面」把标题改为 登录页面,优先级改为 高",
        "新建了任务「登录页」",
    ]
    now = project.get(made.id)
    assert (now.title, now.priority, now.status, now.archived_at is None) == ("登录页", "medium", "open", False)


def test_what_somebody_else_changed_since_is_not_undone(served: Served) -> None:
    project = start_project(served)
    made = project.add("登录页", assignee_id=served.members["李雷"])
    project.member.post(f"/tasks/{made.id}/reports", json={"percent": 30}).raise_for_status()
    project.manager.post(f"/tasks/{made.id}/reports", json={"percent": 60}).raise_for_status()
    before = served.count_events()

    refused = problem(project.member.post("/undo"))

    assert (refused.status, refused.code) == (409, "undo.impossible")
    assert (project.get(made.id).percent_complete, served.count_events()) == (60, before)


def test_undo_ends_after_a_day_and_belongs_to_whoever_acted(served: Served) -> None:
    project = start_project(served)
    project.add("登录页")

    assert problem(project.member.post("/undo")).code == "undo.nothing"
    served.clock.advance(timedelta(days=1, seconds=1))
    assert problem(project.manager.post("/undo")).code == "undo.impossible"
    assert project.list().items[0].archived_at is None
