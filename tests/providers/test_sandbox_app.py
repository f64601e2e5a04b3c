"""Self-built apps: tokens, sending, changing and taking back."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import cast

import httpx2
import pytest

from quncheng.sandbox.control_types import AppChange, AppView, NewFault
from quncheng.sandbox.views import MessageView
from tests.support.raw_bot import SandboxWorld, sandbox_world

NOTICE = {
    "card_type": "text_notice",
    "main_title": {"title": "周报"},
    "card_action": {"type": 1, "url": "https://example.com"},
    "task_id": "w1",
    "action_menu": {"desc": "更多", "action_list": [{"text": "静音", "key": "mute"}]},
}
Answer = dict[str, object]


@dataclass(frozen=True, slots=True)
class AppWorld:
    world: SandboxWorld
    view: AppView

    def token(self) -> str:
        return cast("str", self.get_token(self.world.demo.corp_id, self.view.secret)["access_token"])

    def get_token(self, corp: str, secret: str) -> Answer:
        params = {"corpid": corp, "corpsecret": secret}
        return cast("Answer", httpx2.get(f"{self.world.server.url}/cgi-bin/gettoken", params=params).json())

    def call(self, name: str, body: object, token: str | None = None) -> Answer:
        params = {"access_token": self.token() if token is None else token}
        response = httpx2.post(f"{self.world.server.url}/cgi-bin/message/{name}", params=params, json=body)
        assert response.status_code == 200
        return cast("Answer", response.json())

    def send(self, msgtype: str = "text", content: object = None, touser: str = "lilei", **more: object) -> Answer:
        said = {"content": "早"} if content is None else content
        body = {"touser": touser, "agentid": self.view.agent_id, "msgtype": msgtype, msgtype: said, **more}
        return self.call("send", body)

    def inbox(self, member: str = "lilei") -> list[MessageView]:
        return self.world.control.messages(member, f"app:{self.view.agent_id}")


@pytest.fixture
def app() -> Iterator[AppWorld]:
    with sandbox_world() as world:
        yield AppWorld(world, world.control.create_app("群程助手"))


def test_tokens_are_given_to_the_right_pair_only(app: AppWorld) -> None:
    corp = app.world.demo.corp_id
    codes = [app.get_token(*pair)["errcode"] for pair in (("", "s"), (corp, ""), ("wwnobody", "s"), (corp, "wrong"))]

    assert codes == [41002, 41004, 40013, 40001]
    given = app.get_token(corp, app.view.secret)
    assert (given["errcode"], given["expires_in"]) == (0, 7200)


def test_a_call_begins_with_its_token(app: AppWorld) -> None:
    token = app.token()
    assert app.call("send", {}, "")["errcode"] == 41001
    unknown = app.call("send", {}, "nonsense")
    assert unknown["errcode"] == 40014
    assert "hint: [" in cast("str", unknown["errmsg"])

    app.world.control.expire_tokens(app.view.agent_id)
    assert app.call("send", {}, token)["errcode"] == 42001
    assert app.token() != token
    app.world.control.advance_clock(7200)
    assert app.send()["errcode"] == 0
    assert app.call("send", {}, token)["errcode"] == 42001


def test_address_and_state_of_the_app_are_checked(app: AppWorld) -> None:
    app.world.control.change_app(app.view.agent_id, AppChange(allowed_addresses=["10.0.0.1"]))
    assert app.send()["errcode"] == 60020
    app.world.control.change_app(app.view.agent_id, AppChange(allowed_addresses=["127.0.0.1"], is_enabled=False))
    assert app.send()["errcode"] == 50003
    app.world.control.change_app(app.view.agent_id, AppChange(is_enabled=True))
    assert app.send()["errcode"] == 0


def test_the_agent_must_be_the_tokens_own(app: AppWorld) -> None:
    other = app.world.control.create_app("别的")

    assert app.send(agentid=other.agent_id)["errcode"] == 301002
    assert app.send(agentid=None)["errcode"] == 41011
    assert app.inbox() == []


@pytest.mark.parametrize(
    ("lists", "code"),
    [
        ({"touser": ""}, 40035),
        ({"touser": "|".join(f"u{i}" for i in range(1001))}, 40032),
        ({"toparty": "|".join(map(str, range(101)))}, 82002),
        ({"totag": "|".join(map(str, range(101)))}, 82003),
        ({"touser": "nobody|Someone"}, 81013),
    ],
)
def test_recipients_are_checked(app: AppWorld, lists: dict[str, str], code: int) -> None:
    assert app.send(**{"touser": "lilei", **lists})["errcode"] == code
    assert app.inbox() == []


def test_unknown_recipients_are_named_in_lower_case(app: AppWorld) -> None:
    answer = app.send(touser="LiLei|Nobody|zhaomin", toparty="7")

    assert (answer["errcode"], answer["invaliduser"], answer["invalidparty"]) == (0, "nobody", "7")
    assert [len(app.inbox(one)) for one in ("lilei", "zhaomin", "linshan")] == [1, 1, 0]
    app.send(touser="@all")
    assert [len(app.inbox(one)) for one in ("lilei", "zhaomin", "linshan")] == [2, 2, 1]


@pytest.mark.parametrize(
    ("msgtype", "content", "code"),
    [
        ("markdown_v2", {"content": "x"}, 40008),
        ("", {}, 40008),
        ("text", {"content": ""}, 44004),
        ("markdown", {"content": "汉" * 683}, 45002),
        ("markdown", {"content": "汉" * 682}, 0),
        ("textcard", {"title": "题", "url": "https://e.com"}, 41033),
        ("textcard", {"description": "述", "url": "https://e.com"}, 41016),
        ("textcard", {"title": "题", "description": "述", "url": "e.com"}, 40094),
        ("news", {"articles": [{"title": "题", "url": "https://e.com"}] * 9}, 45008),
        ("image", {}, 41006),
        ("image", {"media_id": "nothing"}, 40007),
        ("template_card", {"card_type": "button_interaction"}, 40058),
        ("text", {"content": 7}, 40058),
    ],
)
def test_content_is_checked(app: AppWorld, msgtype: str, content: object, code: int) -> None:
    assert app.send(msgtype, content)["errcode"] == code
    assert len(app.inbox()) == (1 if code == 0 else 0)


def test_broken_json_is_named_beside_the_error_it_causes(app: AppWorld) -> None:
    url = f"{app.world.server.url}/cgi-bin/message/send?access_token={app.token()}"
    answer = httpx2.post(url, content=b'{"touser":').json()

    assert answer["errcode"] == 41011
    assert "Warning: wrong json format." in answer["errmsg"]


def test_long_text_is_cut_between_characters(app: AppWorld) -> None:
    assert app.send(content={"content": "汉" * 700})["errcode"] == 0
    assert app.inbox()[0].text == "汉" * 682


def test_the_thirty_first_message_of_a_minute_vanishes_silently(app: AppWorld) -> None:
    codes = [app.send(content={"content": str(i)})["errcode"] for i in range(31)]
    assert (codes, len(app.inbox())) == ([0] * 31, 30)
    app.world.control.advance_clock(60.1)
    assert app.send()["errcode"] == 0
    assert len(app.inbox()) == 31


def test_a_repeated_message_is_held_back_for_its_window(app: AppWorld) -> None:
    for seconds, seen in ((0, 1), (599, 1), (2, 2)):
        app.world.control.advance_clock(seconds)
        assert app.send(enable_duplicate_check=1, duplicate_check_interval=600)["errcode"] == 0
        assert len(app.inbox()) == seen


def test_a_card_changes_once_by_its_code(app: AppWorld) -> None:
    code = app.send("template_card", NOTICE, touser="lilei|zhaomin")["response_code"]
    agent = app.view.agent_id
    new = {**NOTICE, "main_title": {"title": "已读"}}
    del new["task_id"], new["action_menu"]
    change = {"userids": ["lilei", "Ghost"], "agentid": agent, "response_code": code, "template_card": new}

    assert app.call("update_template_card", {**change, "userids": []})["errcode"] == 40035
    assert app.call("update_template_card", {**change, "template_card": None})["errcode"] == 40058
    assert app.call("update_template_card", change) == {"errcode": 0, "errmsg": "ok", "invaliduser": ["ghost"]}
    assert app.call("update_template_card", change)["errcode"] == 40058
    titles = [
        one.card.main_title.title
        for who in ("lilei", "zhaomin")
        for one in app.inbox(who)
        if one.card and one.card.main_title
    ]
    assert titles == ["已读", "周报"]


def test_a_code_lives_three_days(app: AppWorld) -> None:
    code = app.send("template_card", NOTICE)["response_code"]
    change = {"atall": 1, "agentid": app.view.agent_id, "response_code": code, "button": {"replace_name": "已处理"}}

    app.world.control.advance_clock(72 * 3600 + 1)
    assert app.call("update_template_card", change)["errcode"] == 40058
    assert app.send("template_card", NOTICE)["errcode"] == 40058
    fresh = app.send("template_card", {**NOTICE, "task_id": "w2"})["response_code"]
    assert app.call("update_template_card", {**change, "response_code": fresh})["errcode"] == 0
    state = app.inbox()[-1].card_state
    assert state is not None
    assert state.replaced_text == "已处理"


def test_a_message_is_taken_back_once_within_a_day(app: AppWorld) -> None:
    first, second = (app.send(content={"content": text})["msgid"] for text in ("错", "旧"))

    assert app.call("recall", {"msgid": first})["errcode"] == 0
    assert app.call("recall", {"msgid": first})["errcode"] == 40058
    assert app.call("recall", {"msgid": "nothing"})["errcode"] == 40058
    app.world.control.advance_clock(86401)
    assert app.call("recall", {"msgid": second})["errcode"] == 40058
    assert [(one.is_recalled, one.text) for one in app.inbox()] == [(True, ""), (False, "旧")]


def test_media_is_uploaded_for_the_whole_organization(app: AppWorld) -> None:
    url = f"{app.world.server.url}/cgi-bin/media/upload?access_token={app.token()}&type=file"
    media_id = httpx2.post(url, files={"media": ("周报.pdf", b"123456")}).json()["media_id"]

    assert app.send("file", {"media_id": media_id})["errcode"] == 0
    assert app.send("image", {"media_id": media_id})["errcode"] == 40007
    assert app.inbox()[0].files[0].name == "周报.pdf"


def test_a_busy_platform(app: AppWorld) -> None:
    app.world.control.add_fault(NewFault(f"app:{app.view.agent_id}", "answer", count=2, errcode=-1))

    assert [app.send()["errcode"] for _ in range(3)] == [-1, -1, 0]
    assert len(app.inbox()) == 1
