"""Who may ask: six digits to the bot, the demonstration, sessions, API tokens."""

from datetime import timedelta

import httpx2
import msgspec

from quncheng.features.people import administering
from quncheng.features.people import service as people
from quncheng.runtime.db import Session
from tests.http.stories import problem, read
from tests.support.served import Served, serve


class SessionSeen(msgspec.Struct):
    id: str
    is_current: bool


def claim(served: Served, code: str, name: str) -> None:
    """What the bot does when somebody sends it the six digits."""

    def work(session: Session) -> None:
        people.claim_code(session, code=code, member_id=served.members[name])

    served.database.write(served.org_id, work)


def test_six_digits_sent_to_the_bot_sign_the_browser_in(served: Served) -> None:
    browser = served.stranger()
    opened = read(browser.post("/sign-in/codes"))
    poll = f"/sign-in/codes/{opened['poll_token']}"

    assert len(str(opened["code"])) == 6
    assert opened["expires_at"] == "2026-11-23T01:05:00Z"
    assert read(browser.get(poll)) == {"status": "waiting"}
    claim(served, str(opened["code"]), "李雷")
    done = browser.get(poll)

    assert read(done) == {"status": "done"}
    cookie = done.headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=lax" in cookie
    assert read(browser.get("/me"))["member"] == {
        "id": served.members["李雷"],
        "name": "李雷",
        "role": "member",
        "initials": "李雷",
        "is_active": True,
        "is_me": True,
    }


def test_a_code_works_once_and_for_five_minutes(served: Served) -> None:
    browser = served.stranger()
    first, second = read(browser.post("/sign-in/codes")), read(browser.post("/sign-in/codes"))
    claim(served, str(first["code"]), "李雷")
    assert read(browser.get(f"/sign-in/codes/{first['poll_token']}")) == {"status": "done"}

    assert read(browser.get(f"/sign-in/codes/{first['poll_token']}")) == {"status": "expired"}
    served.clock.advance(timedelta(minutes=5))
    assert read(browser.get(f"/sign-in/codes/{second['poll_token']}")) == {"status": "expired"}


def test_nobody_signs_in_by_choosing_a_name_outside_the_demonstration(database_url: str) -> None:
    with serve(database_url, is_demo=False) as served:
        browser = served.stranger()

        assert read(browser.get("/sign-in/options")) == {"demo_members": None, "bot_name": "群程", "is_demo": False}
        refused = problem(browser.post("/sign-in/demo", json={"member_id": served.members["林珊"]}))
        assert (refused.status, refused.code) == (403, "people.only_in_demonstration")
        assert "quncheng_session" not in browser.cookies


def test_without_a_session_or_with_a_made_up_one_nothing_is_told(served: Served) -> None:
    for headers in ({}, {"Authorization": "Bearer nonsense"}, {"Authorization": f"Bearer qc.{served.org_id}.guess"}):
        refused = problem(httpx2.get(f"{served.base_url}/api/v1/me", headers=headers))
        assert (refused.status, refused.code, refused.title) == (401, "people.not_signed_in", "请先登录。")


def test_signing_out_ends_the_session(served: Served) -> None:
    browser = served.as_("李雷")
    token = browser.cookies["quncheng_session"]
    assert read(browser.post("/sign-out")) == {"ok": True}

    again = httpx2.get(f"{served.base_url}/api/v1/me", headers={"Cookie": f"quncheng_session={token}"})
    assert again.status_code == 401


def test_a_session_can_be_ended_from_another_device(served: Served) -> None:
    phone, desk = served.as_("李雷"), served.as_("李雷")
    listed = msgspec.convert(read(desk.get("/sessions"))["items"], list[SessionSeen])
    (other,) = [one.id for one in listed if not one.is_current]

    assert desk.delete(f"/sessions/{other}").status_code == 200
    assert phone.get("/me").status_code == 401
    assert desk.get("/me").status_code == 200


def test_a_member_who_has_left_is_out_at_once(served: Served) -> None:
    browser = served.as_("李雷")

    def leave(session: Session) -> None:
        manager = people.get_member(session, served.members["林珊"])
        administering.deactivate(session, manager, people.system_actor(session), member_id=served.members["李雷"])

    served.database.write(served.org_id, leave)
    assert browser.get("/me").status_code == 401


def test_an_api_token_acts_for_its_member_until_it_is_revoked(served: Served) -> None:
    browser = served.as_("李雷")
    made = read(browser.post("/tokens", json={"name": "脚本"}))
    script = served.with_token(str(made["secret"]))

    assert script.post("/projects", json={"name": "脚本的项目"}).status_code == 201
    assert "secret" not in browser.get("/tokens").text
    browser.delete(f"/tokens/{made['id']}").raise_for_status()
    assert script.get("/me").status_code == 401


def test_a_write_with_a_cookie_has_to_come_from_our_own_page(served: Served) -> None:
    browser = served.as_("林珊")
    before = served.count_events()
    foreign = [
        browser.post("/projects", json={"name": "x"}, headers={"X-Requested-With": ""}),
        browser.post("/projects", json={"name": "x"}, headers={"Origin": "https://evil.example"}),
        browser.post("/sign-in/demo", json={"member_id": "x"}, headers={"X-Requested-With": ""}),
    ]

    assert [problem(one).code for one in foreign] == ["http.foreign_page"] * 3
    assert served.count_events() == before
    assert browser.post("/projects", json={"name": "x"}, headers={"Origin": served.base_url}).status_code == 201


def test_too_many_codes_from_one_address_have_to_wait(served: Served) -> None:
    browser = served.stranger()
    answers = [browser.post("/sign-in/codes") for _ in range(25)]

    assert [one.status_code for one in answers[:20]] == [201] * 20
    refused = problem(answers[-1])
    assert refused.code == "http.too_many_requests"
    assert int(answers[-1].headers["retry-after"]) in range(1, 6)
