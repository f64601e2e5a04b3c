"""Coming back and staying up to date: sync since a number, and the live stream."""

import json
import threading
from collections.abc import Generator
from contextlib import contextmanager
from datetime import timedelta

import httpx2

from quncheng.features.people import service as people
from quncheng.features.projects import service as projects
from quncheng.features.tasks import service as tasks
from quncheng.features.tasks.types import NewTask
from quncheng.runtime.db import Database, Session
from quncheng.runtime.events import EventLog
from tests.http.stories import read, start_project, sync
from tests.support.served import Served, serve


class Ear:
    """Listens to the stream of one member, in a thread of its own."""

    def __init__(self, client: httpx2.Client) -> None:
        self._client = client
        self._heard: list[int] = []
        self._changed = threading.Condition()
        self.is_over = False
        self._thread = threading.Thread(target=self._listen, daemon=True)

    def start(self) -> None:
        self._thread.start()

    def _listen(self) -> None:
        try:
            with self._client.stream("GET", "/stream", timeout=30) as answer:
                for line in answer.iter_lines():
                    if line.startswith("data: "):
                        with self._changed:
                            self._heard.append(json.loads(line.removeprefix("data: "))["seq"])
                            self._changed.notify_all()
        except httpx2.HTTPError:
            pass
        with self._changed:
            self.is_over = True
            self._changed.notify_all()

    def hears(self, seq: int, *, within: float = 10.0) -> bool:
        """Whether a number at least this high arrives in time."""
        with self._changed:
            return self._changed.wait_for(lambda: bool(self._heard) and self._heard[-1] >= seq, timeout=within)

    def ends(self) -> bool:
        with self._changed:
            return self._changed.wait_for(lambda: self.is_over, timeout=10)

    @property
    def heard(self) -> list[int]:
        with self._changed:
            return list(self._heard)


@contextmanager
def listening(client: httpx2.Client) -> Generator[Ear]:
    ear = Ear(client)
    ear.start()
    assert ear.hears(0)
    yield ear


def test_nothing_new_is_nothing(served: Served) -> None:
    project = start_project(served)
    now = served.count_events()

    answer = sync(project.manager, now)

    assert (answer.seq, answer.reset, answer.changes) == (now, False, [])


def test_each_changed_thing_comes_once_as_it_is_now(served: Served) -> None:
    project = start_project(served)
    made, other = project.add("登录页"), project.add("设计稿")
    since = served.count_events()
    project.manager.patch(f"/tasks/{made.id}", json={"title": "甲"}).raise_for_status()
    project.manager.patch(f"/tasks/{made.id}", json={"title": "乙"}).raise_for_status()
    comment = read(project.member.post(f"/tasks/{other.id}/comments", json={"text": "好"}))
    column = project.columns["受阻"]
    project.manager.patch(f"/columns/{column}", json={"wip_limit": 3}).raise_for_status()

    answer = sync(project.viewer, since)

    seen = {(one.type, one.id): one.object for one in answer.changes}
    assert set(seen) == {
        ("task", made.id),
        ("task", other.id),
        ("comment", comment["id"]),
        ("column", column),
    }
    task = seen["task", made.id]
    assert task is not None
    assert (task["title"], task["version"]) == ("乙", 3)
    assert (seen["column", column] or {})["wip_limit"] == 3
    assert (seen["task", other.id] or {})["comment_count"] == 1


def test_what_is_gone_comes_as_null(served: Served) -> None:
    project = start_project(served)
    made = project.add("登录页")
    item = read(project.manager.post(f"/tasks/{made.id}/checklist", json={"text": "甲"}))
    since = served.count_events()
    project.manager.delete(f"/checklist/{item['id']}").raise_for_status()
    project.manager.delete(f"/projects/{project.id}/members/{served.members['王强']}").raise_for_status()

    seen = {(one.type, one.id): one.object for one in sync(project.manager, since).changes}

    assert seen["checklist_item", str(item["id"])] is None
    assert seen["membership", f"{project.id}:{served.members['王强']}"] is None


def test_a_parent_is_told_with_its_new_child(served: Served) -> None:
    project = start_project(served)
    parent = project.add("首页")
    since = served.count_events()
    project.add("首页文案", parent_id=parent.id)

    seen = {one.id: one.object for one in sync(project.manager, since).changes if one.type == "task"}

    assert (seen[parent.id] or {})["subtask_count"] == 1


def test_other_projects_stay_unseen(served: Served) -> None:
    project = start_project(served)
    since = served.count_events()
    project.add("登录页")

    assert sync(project.outsider, since).changes == []


def test_whose_view_changed_loads_everything_again(served: Served) -> None:
    project = start_project(served)
    since = served.count_events()
    member = served.members["韩梅梅"]
    project.manager.put(f"/projects/{project.id}/members/{member}", json={"role": "member"}).raise_for_status()

    assert sync(project.outsider, since).reset is True
    assert [one.type for one in sync(project.viewer, since).changes] == ["membership"]


def test_who_was_away_too_long_or_knows_too_much_loads_everything_again(served: Served) -> None:
    project = start_project(served)

    def fill(session: Session) -> None:
        access = projects.get_access(session, served.members["林珊"], project.id)
        many = tuple(NewTask(title=f"任务 {number}") for number in range(2_001))
        tasks.create_tasks(session, access, people.system_actor(session), new=many)

    served.database.write(served.org_id, fill)
    assert sync(project.manager, 1).reset is True
    assert sync(project.manager, served.count_events() + 1).reset is True


def test_a_screen_hears_of_every_change_it_may_see(served: Served) -> None:
    project = start_project(served)
    with listening(project.viewer) as ear:
        project.add("登录页")

        assert ear.hears(served.count_events())


def test_a_screen_hears_nothing_of_other_projects_until_it_belongs(served: Served) -> None:
    project = start_project(served)
    with listening(project.outsider) as ear, listening(project.manager) as witness:
        first = ear.heard
        project.add("登录页")
        assert witness.hears(served.count_events())
        assert ear.heard == first

        member = served.members["韩梅梅"]
        project.manager.put(f"/projects/{project.id}/members/{member}", json={"role": "member"}).raise_for_status()
        assert ear.hears(served.count_events())
        project.add("第二个")
        assert ear.hears(served.count_events())


def test_a_stream_ends_with_its_session(served: Served) -> None:
    project = start_project(served)
    with listening(project.member) as ear:
        project.member.post("/sign-out").raise_for_status()
        member = served.members["韩梅梅"]
        project.manager.put(f"/projects/{project.id}/members/{member}", json={"role": "member"}).raise_for_status()

        assert ear.ends()


def test_an_idle_session_is_extended_by_use_and_ends_without(served: Served) -> None:
    browser = served.as_("李雷")
    served.clock.advance(timedelta(days=29))
    assert browser.get("/me").status_code == 200
    served.clock.advance(timedelta(days=29))
    assert browser.get("/me").status_code == 200
    served.clock.advance(timedelta(days=30, seconds=1))
    assert browser.get("/me").status_code == 401


def test_another_process_is_heard_through_the_database(postgresql_url: str) -> None:
    with serve(postgresql_url) as served:
        project = start_project(served)
        elsewhere = Database(postgresql_url, clock=served.clock)
        elsewhere.services[EventLog] = EventLog()

        def add(session: Session) -> None:
            access = projects.get_access(session, served.members["林珊"], project.id)
            tasks.create_tasks(session, access, people.system_actor(session), new=(NewTask(title="别处"),))

        with listening(project.viewer) as ear:
            elsewhere.write(served.org_id, add)
            elsewhere.close()

            assert ear.hears(served.count_events())
            assert [one.title for one in project.list().items] == ["别处"]
