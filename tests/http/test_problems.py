"""Bad input over HTTP: every refusal is a problem document that says what to do."""

import socket
from urllib.parse import urlsplit

import httpx2
import pytest

from quncheng.kit.errors import QunchengError
from quncheng.language.refusals import SENTENCES, explain
from tests.http.stories import problem, read, start_project, task
from tests.support.served import Served, serve
from tools.reference import import_everything, subclasses


def test_malformed_bodies_are_refused_before_anything_happens(served: Served) -> None:
    browser, before = served.as_("林珊"), 0
    before = served.count_events()
    bodies = [
        "{",
        "[1]",
        "null",
        '{"name": 1}',
        '{"nam": "x"}',
        '{"name": "x", "id": {}}',
        "\x00",
        '{"name": "\\ud800"}',
    ]

    answers = [
        problem(browser.post("/projects", content=body.encode(), headers={"Content-Type": "application/json"}))
        for body in bodies
    ]

    assert {(one.status, one.code) for one in answers} == {(400, "http.malformed")}
    assert served.count_events() == before


def test_an_oversized_body_is_refused(served: Served) -> None:
    browser = served.as_("林珊")

    refused = problem(browser.post("/projects", json={"name": "x" * 1_100_000}))

    assert (refused.status, refused.code, refused.title) == (413, "http.too_large", "内容太大了,请分几次提交。")


@pytest.mark.parametrize(
    ("title", "field"), [("", "title"), ("   ", "title"), ("\x00\x1f", "title"), ("长" * 201, "title")]
)
def test_titles_without_or_with_too_many_characters_are_refused(served: Served, title: str, field: str) -> None:
    project = start_project(served)

    refused = problem(project.manager.post(f"/projects/{project.id}/tasks", json={"title": title}))

    assert (refused.status, refused.code, refused.facts["field"]) == (422, "tasks.invalid", field)
    assert project.list().items == []


def test_control_characters_do_not_arrive(served: Served) -> None:
    project = start_project(served)

    assert project.add("登\x00录\x1b页").title == "登录页"


@pytest.mark.parametrize("day", ["2026-02-30", "2026-13-01", "昨天", "20261127"])
def test_days_that_do_not_exist_are_refused(served: Served, day: str) -> None:
    project = start_project(served)
    made = project.add("登录页")

    assert project.manager.patch(f"/tasks/{made.id}", json={"due_date": day}).status_code == 400
    assert project.get(made.id).due_date is None


@pytest.mark.parametrize("field", ["assignee_id", "parent_id", "column_id"])
def test_references_to_nothing_are_refused(served: Served, field: str) -> None:
    project = start_project(served)
    before = served.count_events()

    refused = project.manager.post(f"/projects/{project.id}/tasks", json={"title": "x", field: "nobody"})

    assert refused.status_code in (404, 422)
    assert served.count_events() == before


def test_unknown_paths_and_methods_are_problems(served: Served) -> None:
    browser = served.as_("林珊")

    assert problem(browser.get("/nothing")).code == "http.unknown_path"
    assert problem(browser.put("/projects")).code == "http.method_not_allowed"


def test_english_is_spoken_to_whoever_asks_for_it(served: Served) -> None:
    refused = problem(served.stranger().get("/me", headers={"Accept-Language": "en-GB,en;q=0.8"}))

    assert refused.title == "Please sign in."


def test_every_error_has_its_sentences() -> None:
    import_everything()
    ours = [error for error in subclasses(QunchengError) if error.__module__.startswith("quncheng.")]
    codes = {error.code for error in ours}

    assert sorted(codes - SENTENCES.keys()) == []
    assert explain("tasks.invalid", {"field": "title"}) == "“title”填得不对,请检查。"


def test_every_answer_carries_the_browsers_rules(served: Served) -> None:
    for answer in (served.stranger().get("/me"), httpx2.get(f"{served.base_url}/")):
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert "frame-ancestors 'none'" in answer.headers["content-security-policy"]
        assert answer.headers["referrer-policy"] == "same-origin"


def test_paths_do_not_lead_out_of_the_web_client(served: Served) -> None:
    place = urlsplit(served.base_url)
    with socket.create_connection((place.hostname or "", place.port or 0), timeout=5) as raw:
        raw.sendall(b"GET /../web.py HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
        answer = b"".join(iter(lambda: raw.recv(65536), b""))

    assert b"build_app" not in answer


def test_health_tells_strangers_only_that_it_is_well(served: Served) -> None:
    assert read(served.stranger().get("/health")) == {"status": "ok"}


@pytest.mark.parametrize("text", ["", " \n\t", "长" * 5_001])
def test_comments_without_or_with_too_many_characters_are_refused(served: Served, text: str) -> None:
    project = start_project(served)
    made = project.add("登录页")

    refused = problem(project.manager.post(f"/tasks/{made.id}/comments", json={"text": text}))

    assert (refused.status, refused.code, refused.title) == (422, "tasks.invalid", "“text”要写 1 到 5000 个字。")
    assert project.get(made.id).comment_count == 0


def test_a_long_comment_is_kept_as_it_was_written(served: Served) -> None:
    project = start_project(served)
    made, text = project.add("登录页"), "很长的评论" * 1_000

    answer = project.manager.post(f"/tasks/{made.id}/comments", json={"text": text})

    assert (answer.status_code, read(answer)["text"]) == (201, text)


def test_on_a_full_disk_a_write_is_refused_and_can_be_repeated(sqlite_url: str) -> None:
    with serve(sqlite_url) as served:
        project, key = start_project(served), {"Idempotency-Key": "once"}
        path, body = f"/projects/{project.id}/tasks", {"title": "登录页", "description": "很长" * 4_000}
        before = served.count_events()

        limit_pages(served, 1)
        refused = problem(project.manager.post(path, json=body, headers=key))
        reading = project.manager.get(f"/projects/{project.id}").status_code
        limit_pages(served, 1_000_000)
        made = [project.manager.post(path, json=body, headers=key) for _ in range(2)]

        assert (refused.status, refused.code, refused.title) == (
            503,
            "database.unavailable",
            "服务暂时连不上数据,请稍后再试。",
        )
        assert reading == 200
        assert [task(one).number for one in made] == [1, 1]
        assert [one.title for one in project.list().items] == ["登录页"]
        assert served.count_events() > before


def limit_pages(served: Served, most: int) -> None:
    """How large the SQLite file may grow: at its size of now (or less) the disk is full."""
    statement = f"PRAGMA max_page_count={most}"
    served.database.write(served.org_id, lambda session: session.connection.exec_driver_sql(statement).scalar())
