"""Callbacks to an address: bots in URL mode and self-built apps."""

import threading
from collections.abc import Iterator, Mapping
from typing import cast
from xml.etree import ElementTree

import httpx2
import msgspec
import pytest

from quncheng.sandbox.control_client import ControlError
from quncheng.sandbox.control_types import AppChange, AppView, BotChange, CallbackSetting, SettingsChange
from quncheng.sandbox.crypto import CallbackKeys
from quncheng.sandbox.views import MessageView
from tests.support.callback_receiver import Answer, Call, Receiver, callback_receiver
from tests.support.raw_bot import SandboxWorld, button_card, sandbox_world, stream

TOKEN = "QDG6eK"
KEY = "jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C"
SALT = b"fedcba9876543210"
BOT_KEYS = CallbackKeys(TOKEN, KEY, "")


def echo(keys: CallbackKeys, call: Call) -> Answer:
    query = call.query
    keys.verify(query["msg_signature"], query["echostr"], timestamp=query["timestamp"], nonce=query["nonce"])
    return Answer(body=keys.decrypt(query["echostr"]).encode())


@pytest.fixture
def world() -> Iterator[SandboxWorld]:
    with sandbox_world() as one:
        one.control.change_settings(SettingsChange(stream_poll_seconds=0.02))
        yield one


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with callback_receiver(lambda call: echo(BOT_KEYS, call)) as one:
        yield one


def taken(receiver: Receiver, count: int) -> list[Call]:
    return [receiver.calls.get(timeout=5) for _ in range(count)]


def move_bot(world: SandboxWorld, receiver: Receiver) -> None:
    setting = CallbackSetting(receiver.url, TOKEN, KEY)
    assert world.control.change_bot(world.demo.bot_id, BotChange(callback=setting)).mode == "callback"


def opened(call: Call) -> dict[str, object]:
    """The verified, deciphered body of a bot's callback."""
    encrypted = msgspec.json.decode(call.body, type=dict[str, str])["encrypt"]
    query = call.query
    BOT_KEYS.verify(query["msg_signature"], encrypted, timestamp=query["timestamp"], nonce=query["nonce"])
    return msgspec.json.decode(BOT_KEYS.decrypt(encrypted), type=dict[str, object])


def sealed(
    call: Call, body: Mapping[str, object], *, nonce: str | None = None, keys: CallbackKeys = BOT_KEYS
) -> Answer:
    encrypted = keys.encrypt(msgspec.json.encode(body).decode(), salt=SALT)
    nonce = nonce or call.query["nonce"]
    signature = keys.sign(encrypted, timestamp="1795320000", nonce=nonce)
    reply = {"encrypt": encrypted, "msgsignature": signature, "timestamp": 1795320000, "nonce": nonce}
    return Answer(body=msgspec.json.encode(reply))


@pytest.mark.parametrize(
    ("before", "after"), [(b'"', b'"'), (b"", b"\n"), (b"no", b"")], ids=["quoted", "newline", "wrong"]
)
def test_an_address_that_fails_the_check_is_not_taken(
    world: SandboxWorld, receiver: Receiver, before: bytes, after: bytes
) -> None:
    receiver.verify = lambda call: Answer(body=before + echo(BOT_KEYS, call).body + after)

    with pytest.raises(ControlError, match="callback verification failed"):
        move_bot(world, receiver)
    with world.bot() as bot:
        assert bot.code("ping") == 0


def test_a_slow_check_fails(world: SandboxWorld, receiver: Receiver) -> None:
    world.control.change_settings(SettingsChange(verification_timeout_seconds=0.1))
    gate = threading.Event()
    receiver.verify = lambda call: Answer(body=echo(BOT_KEYS, call).body, after=gate)

    with pytest.raises(ControlError, match="callback verification failed: TimeoutError"):
        move_bot(world, receiver)
    gate.set()


def test_a_bot_with_an_address_has_no_connection(world: SandboxWorld, receiver: Receiver) -> None:
    move_bot(world, receiver)

    with world.bot(subscribed=False) as bot:
        assert bot.subscribe(world.demo).errcode == 853000


def test_a_stream_is_asked_for_until_it_is_finished(world: SandboxWorld, receiver: Receiver) -> None:
    move_bot(world, receiver)
    texts = iter(["查", "查询中", "完"])

    def answer(call: Call) -> Answer:
        text = next(texts)
        return sealed(call, stream(text, finish=text == "完"))

    receiver.answer = answer
    said = world.control.say("lilei", world.demo.launch_group, text="@群程 周报")
    (shown,) = world.control.wait("lilei", world.demo.launch_group, after=said.cursor)

    first, *polls = [opened(receiver.calls.get(timeout=5)) for _ in range(3)]
    assert (first["msgid"], first["msgtype"], "response_url" in first) == (said.id, "text", True)
    assert [one["stream"] for one in polls] == [{"id": "s1"}] * 2
    assert {one["msgtype"] for one in polls} == {"stream"}
    assert shown.text == "完"


@pytest.mark.parametrize("flaw", ["nonce", "receiver", "type"])
def test_a_wrong_reply_shows_nothing_and_is_noted(world: SandboxWorld, receiver: Receiver, flaw: str) -> None:
    move_bot(world, receiver)
    noted = threading.Event()

    def answer(call: Call) -> Answer:
        noted.set()
        if flaw == "nonce":
            return sealed(call, stream("好", finish=True), nonce="other")
        if flaw == "receiver":
            return sealed(call, stream("好", finish=True), keys=CallbackKeys(TOKEN, KEY, "corp"))
        return sealed(call, {"msgtype": "text", "text": {"content": "好"}})

    receiver.answer = answer
    said = world.control.say("lilei", world.demo.bot_id, text="在")
    assert noted.wait(5)

    assert world.control.wait("lilei", world.demo.bot_id, after=said.cursor, timeout=0.3) == []
    assert [one.direction for one in world.control.frames()][-1] == "refused"


def test_a_message_is_tried_three_times_and_a_click_once(world: SandboxWorld, receiver: Receiver) -> None:
    move_bot(world, receiver)
    receiver.answer = lambda call: sealed(call, {"msgtype": "template_card", "template_card": button_card()})
    said = world.control.say("lilei", world.demo.bot_id, text="计划")
    (sent,) = world.control.wait("lilei", world.demo.bot_id, after=said.cursor)
    receiver.calls.get(timeout=5)

    receiver.answer = lambda _: Answer(status=500)
    again = world.control.say("lilei", world.demo.bot_id, text="在吗")
    tries = [opened(receiver.calls.get(timeout=5)) for _ in range(3)]
    assert [one["msgid"] for one in tries] == [again.id] * 3
    assert world.control.click("lilei", world.demo.bot_id, message=sent.id, key="ok")
    assert opened(receiver.calls.get(timeout=5))["msgtype"] == "event"
    assert world.control.wait("lilei", world.demo.bot_id, after=again.cursor, count=2, timeout=0.3) != []
    assert receiver.calls.empty()


def test_a_click_is_answered_with_the_new_card(world: SandboxWorld, receiver: Receiver) -> None:
    move_bot(world, receiver)
    receiver.answer = lambda call: sealed(call, {"msgtype": "template_card", "template_card": button_card()})
    said = world.control.say("lilei", world.demo.bot_id, text="计划")
    (sent,) = world.control.wait("lilei", world.demo.bot_id, after=said.cursor)

    new = {"response_type": "update_template_card", "template_card": button_card(text="已确认")}
    receiver.answer = lambda call: sealed(call, new)
    world.control.click("lilei", world.demo.bot_id, message=sent.id, key="ok")
    shown = sent
    while shown.card_state is None or not shown.card_state.is_changed:
        (shown,) = world.control.wait("lilei", world.demo.bot_id, after=shown.cursor)
    assert shown.card is not None
    assert shown.card.button_list is not None
    assert shown.card.button_list[0].text == "已确认"


def test_an_answer_address_works_once_within_an_hour(world: SandboxWorld, receiver: Receiver) -> None:
    move_bot(world, receiver)
    said = [world.control.say("lilei", world.demo.launch_group, text="@群程 周报") for _ in range(2)]
    told = {cast("str", one["msgid"]): cast("str", one["response_url"]) for one in map(opened, taken(receiver, 2))}
    urls = [told[one.id] for one in said]
    late, body = (
        {"msgtype": "markdown", "markdown": {"content": "晚"}},
        {"msgtype": "markdown", "markdown": {"content": "好"}},
    )

    card = {"msgtype": "template_card", "template_card": button_card()}
    assert httpx2.post(urls[1], json=card).json()["errcode"] == 40058
    assert httpx2.post(urls[1], json=body).json()["errcode"] == 0
    assert httpx2.post(urls[1], json=body).json()["errcode"] == 40058
    world.control.advance_clock(3601)
    assert httpx2.post(urls[0], json=late).json()["errcode"] == 40058
    shown = world.control.messages("lilei", world.demo.launch_group)[-1]
    assert shown.quote is not None
    assert (shown.text, shown.quote.id) == ("好", said[1].id)


def app_keys(world: SandboxWorld) -> CallbackKeys:
    return CallbackKeys(TOKEN, KEY, world.demo.corp_id)


def app_event(world: SandboxWorld, call: Call) -> ElementTree.Element:
    envelope = ElementTree.fromstring(call.body)
    encrypted, query, keys = envelope.findtext("Encrypt", ""), call.query, app_keys(world)
    keys.verify(query["msg_signature"], encrypted, timestamp=query["timestamp"], nonce=query["nonce"])
    return ElementTree.fromstring(keys.decrypt(encrypted))


def app_reply(world: SandboxWorld, xml: str) -> Answer:
    keys = app_keys(world)
    encrypted = keys.encrypt(xml, salt=SALT)
    signature = keys.sign(encrypted, timestamp="1795320000", nonce="n1")
    return Answer(
        body=(
            f"<xml><Encrypt><![CDATA[{encrypted}]]></Encrypt><MsgSignature><![CDATA[{signature}]]></MsgSignature>"
            "<TimeStamp>1795320000</TimeStamp><Nonce><![CDATA[n1]]></Nonce></xml>"
        ).encode()
    )


def head(world: SandboxWorld, kind: str) -> str:
    return (
        f"<ToUserName>lilei</ToUserName><FromUserName>{world.demo.corp_id}</FromUserName>"
        f"<CreateTime>1795320000</CreateTime><MsgType>{kind}</MsgType>"
    )


def app_with_address(world: SandboxWorld, receiver: Receiver) -> AppView:
    app = world.control.create_app("群程助手")
    receiver.verify = lambda call: echo(app_keys(world), call)
    world.control.change_app(app.agent_id, AppChange(callback=CallbackSetting(receiver.url, TOKEN, KEY)))
    return app


def call_app(world: SandboxWorld, app: AppView, *, name: str, body: Mapping[str, object]) -> dict[str, object]:
    root = f"{world.server.url}/cgi-bin"
    params = {"corpid": world.demo.corp_id, "corpsecret": app.secret}
    token = httpx2.get(f"{root}/gettoken", params=params).json()["access_token"]
    answer = httpx2.post(f"{root}/message/{name}?access_token={token}", json={"agentid": app.agent_id, **body})
    return cast("dict[str, object]", answer.json())


def sent_card(world: SandboxWorld, app: AppView) -> MessageView:
    """A card with a button, sent to two; 李雷's copy."""
    body = {"touser": "lilei|zhaomin", "msgtype": "template_card", "template_card": button_card("a1")}
    answer = call_app(world, app, name="send", body=body)
    assert (answer["errcode"], len(cast("str", answer["response_code"]))) == (0, 43)
    return world.control.messages("lilei", f"app:{app.agent_id}")[-1]


def changed_card(world: SandboxWorld, shown: MessageView) -> MessageView:
    while shown.card_state is None or not shown.card_state.is_changed:
        (shown,) = world.control.wait("lilei", shown.chat, after=shown.cursor)
    return shown


def replaced(world: SandboxWorld, app: AppView) -> list[str | None]:
    states = [world.control.messages(who, f"app:{app.agent_id}")[-1].card_state for who in ("lilei", "zhaomin")]
    return [state.replaced_text if state else None for state in states]


def test_an_app_hears_a_text_and_answers(world: SandboxWorld, receiver: Receiver) -> None:
    app = app_with_address(world, receiver)
    receiver.answer = lambda _: app_reply(world, f"<xml>{head(world, 'text')}<Content>收到</Content></xml>")
    said = world.control.say("lilei", f"app:{app.agent_id}", text="在吗 ]]> <b>")
    (answer,) = world.control.wait("lilei", f"app:{app.agent_id}", after=said.cursor)

    heard = app_event(world, receiver.calls.get(timeout=5))
    names = ("ToUserName", "FromUserName", "MsgType", "Content", "AgentID")
    expected = [world.demo.corp_id, "lilei", "text", "在吗 ]]> <b>", str(app.agent_id)]
    assert [heard.findtext(one) for one in names] == expected
    assert answer.text == "收到"


def test_a_click_changes_the_clickers_copy_and_its_code_all_copies(world: SandboxWorld, receiver: Receiver) -> None:
    app = app_with_address(world, receiver)
    card = sent_card(world, app)
    name = "<Button><ReplaceName>已确认</ReplaceName></Button>"
    receiver.answer = lambda _: app_reply(world, f"<xml>{head(world, 'update_button')}{name}</xml>")
    world.control.click("lilei", card.chat, message=card.id, key="ok")

    event = app_event(world, receiver.calls.get(timeout=5))
    names = ("Event", "EventKey", "TaskId", "CardType")
    assert [event.findtext(one) for one in names] == ["template_card_event", "ok", "a1", "button_interaction"]
    changed_card(world, card)
    assert replaced(world, app) == ["已确认", None]
    with pytest.raises(ControlError, match="disabled"):
        world.control.click("lilei", card.chat, message=card.id, key="ok")
    code = event.findtext("ResponseCode")
    change = {"atall": 1, "response_code": code, "button": {"replace_name": "都好"}}
    assert call_app(world, app, name="update_template_card", body=change)["errcode"] == 0
    assert replaced(world, app) == ["都好", "都好"]


def test_a_click_is_told_again_until_it_is_taken(world: SandboxWorld, receiver: Receiver) -> None:
    app = app_with_address(world, receiver)
    card = sent_card(world, app)
    receiver.answer = lambda _: Answer(status=502)
    world.control.click("lilei", card.chat, message=card.id, key="ok")

    events = [app_event(world, one) for one in taken(receiver, 3)]
    assert len({(one.findtext("CreateTime"), one.findtext("ResponseCode")) for one in events}) == 1
    assert replaced(world, app) == [None, None]


def test_a_whole_card_in_a_passive_reply_and_no_document_types(world: SandboxWorld, receiver: Receiver) -> None:
    app = app_with_address(world, receiver)
    card = sent_card(world, app)
    rows = "".join(
        f"<HorizontalContentList><KeyName>{name}</KeyName><Value>李雷</Value></HorizontalContentList>"
        for name in ("负责人", "确认人")
    )
    new = (
        "<TemplateCard><CardType>text_notice</CardType><MainTitle><Title>已确认</Title></MainTitle>"
        f"<CardAction><Type>1</Type><Url>https://example.com</Url></CardAction>{rows}</TemplateCard>"
    )
    plain = f"<xml>{head(world, 'update_template_card')}{new}</xml>"
    replies = iter([f'<!DOCTYPE xml [<!ENTITY x SYSTEM "file:///etc/passwd">]>{plain}', plain])

    receiver.answer = lambda _: app_reply(world, next(replies))
    for _ in range(2):
        world.control.click("lilei", card.chat, message=card.id, key="ok")
        receiver.calls.get(timeout=5)
    shown = changed_card(world, card)
    assert shown.card is not None
    assert [one.keyname for one in shown.card.horizontal_content_list or []] == ["负责人", "确认人"]
    refusals = [one.text for one in world.control.frames() if one.direction == "refused"]
    assert refusals == ["-40002 document types are not accepted"]
