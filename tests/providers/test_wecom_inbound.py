"""Every kind of callback becomes the product's value, and what is unknown is kept."""

import json

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from quncheng.providers.wecom.frames import EVENT_DECODER, FRAME_DECODER
from quncheng.providers.wecom.inbound import read_message, to_event, to_message
from quncheng.runtime.ports import (
    Attachment,
    CardClick,
    ChatAddress,
    ChatEntered,
    ChatKind,
    FeedbackGiven,
    InboundMessage,
    MessageKind,
    Quote,
)
from tests.support.scripted_platform import NOW, JsonFrame

GROUP = ChatAddress(ChatKind.GROUP, "wrkSFfCgAAxxxx")
DIRECT = ChatAddress(ChatKind.DIRECT, "zhangsan")
NAMES = ("msgid", "from", "userid", "chatid", "chattype", "msgtype", "text", "content", "mixed", "msg_item", "quote",
         "image", "url", "event", "eventtype", "template_card_event", "selected_items", "selected_item")  # fmt: skip
MEDIA = {"url": "https://cos.example/1", "aeskey": "KEY"}


def message(**body: object) -> InboundMessage:
    whole = {"msgid": "M1", "aibotid": "aib", "from": {"userid": "zhangsan"}, "chattype": "single"} | body
    return to_message(read_message(msgspec.Raw(json.dumps(whole).encode())), "R1", received_at=NOW)


def read_event(**body: object) -> object:
    return to_event(EVENT_DECODER.decode(json.dumps({"msgid": "E1", "msgtype": "event"} | body)), "R1", received_at=NOW)


def test_a_text_in_a_group_keeps_every_at_as_written() -> None:
    frame = {
        "cmd": "aibot_msg_callback",
        "headers": {"req_id": "SRV-REQ-1", "trace": "kept out"},
        "body": {
            "msgid": "CAIQ16HMjQYY",
            "aibotid": "aibXXX",
            "chatid": "wrkSFfCgAAxxxx",
            "chattype": "group",
            "from": {"userid": "zhangsan", "corpid": "ww1"},
            "create_time": 1764000200,
            "msgtype": "text",
            "text": {"content": "@PM 助手 今天有哪些逾期任务 @李雷"},
            "quote": {"msgtype": "text", "text": {"content": "被引用的话"}},
            "something_new": {"a": [1]},
        },
    }
    decoded = FRAME_DECODER.decode(json.dumps(frame))
    assert to_message(read_message(decoded.body), decoded.headers.req_id, received_at=NOW) == InboundMessage(
        message_id="CAIQ16HMjQYY",
        chat=GROUP,
        sender_id="zhangsan",
        kind=MessageKind.TEXT,
        text="@PM 助手 今天有哪些逾期任务 @李雷",
        reply_token="SRV-REQ-1",
        received_at=NOW,
        quote=Quote(MessageKind.TEXT, "被引用的话"),
    )


@pytest.mark.parametrize(
    ("msgtype", "part", "kind", "text", "attachments"),
    [
        ("text", {"content": "好"}, MessageKind.TEXT, "好", ()),
        ("voice", {"content": "登录页做完了"}, MessageKind.VOICE, "登录页做完了", ()),
        ("image", MEDIA, MessageKind.IMAGE, "", (Attachment(MessageKind.IMAGE, "https://cos.example/1", "KEY"),)),
        ("file", MEDIA, MessageKind.FILE, "", (Attachment(MessageKind.FILE, "https://cos.example/1", "KEY"),)),
        ("video", MEDIA, MessageKind.VIDEO, "", (Attachment(MessageKind.VIDEO, "https://cos.example/1", "KEY"),)),
        ("file", {"url": "u"}, MessageKind.FILE, "", (Attachment(MessageKind.FILE, "u", None),)),
        (
            "mixed",
            {
                "msg_item": [
                    {"msgtype": "text", "text": {"content": "看这个"}},
                    {"msgtype": "image", "image": MEDIA},
                    {"msgtype": "sticker", "sticker": {"id": "s1"}},
                    {"msgtype": "text", "text": {"content": "王强 周五"}},
                ]
            },
            MessageKind.MIXED,
            "看这个\n王强 周五",
            (Attachment(MessageKind.IMAGE, "https://cos.example/1", "KEY"),),
        ),
        ("location", {"x": 1}, MessageKind.UNKNOWN, "", ()),
    ],
)
def test_each_kind_of_message_and_of_quote(
    msgtype: str, part: JsonFrame, kind: MessageKind, text: str, attachments: tuple[Attachment, ...]
) -> None:
    heard = message(msgtype=msgtype, **{msgtype: part})
    assert (heard.kind, heard.text, heard.attachments) == (kind, text, attachments)
    quoting = message(msgtype="text", text={"content": "x"}, quote={"msgtype": msgtype, msgtype: part})
    assert quoting.quote == Quote(kind, text, attachments)


def test_a_quoted_markdown_message_of_the_bot_is_text() -> None:
    heard = message(msgtype="text", quote={"msgtype": "markdown", "markdown": {"content": "**日报**"}})
    assert heard.quote == Quote(MessageKind.TEXT, "**日报**")


def test_a_quoted_card_that_arrives_as_text_is_text() -> None:
    heard = message(msgtype="text", quote={"msgtype": "text", "text": {"content": "#42 内容撰写"}})
    assert heard.quote == Quote(MessageKind.TEXT, "#42 内容撰写")


@pytest.mark.parametrize(
    ("chat", "expected"),
    [
        ({"chattype": "single"}, DIRECT),
        ({"chattype": "single", "chatid": "zhangsan"}, DIRECT),
        ({"chattype": "group", "chatid": "wrkSFfCgAAxxxx"}, GROUP),
        ({"chattype": None, "chatid": "wrkSFfCgAAxxxx"}, GROUP),
        ({"chattype": None, "chatid": None}, DIRECT),
        ({"chattype": "group"}, DIRECT),
    ],
)
def test_where_a_message_was_said(chat: JsonFrame, expected: ChatAddress) -> None:
    assert message(msgtype="text", **chat).chat == expected


def test_a_click_brings_what_was_chosen() -> None:
    click = {
        "card_type": "vote_interaction",
        "event_key": "submit_key",
        "task_id": "task-42@rev1",
        "selected_items": {"selected_item": [{"question_key": "q1", "option_ids": {"option_id": ["one", "two"]}}]},
    }
    assert read_event(
        chatid="wrkSFfCgAAxxxx",
        chattype="group",
        create_time="1764000200",
        **{"from": {"userid": "zhangsan"}},
        event={"eventtype": "template_card_event", "template_card_event": click},
    ) == CardClick(
        message_id="E1",
        chat=GROUP,
        sender_id="zhangsan",
        card_id="task-42@rev1",
        action="submit_key",
        reply_token="R1",
        received_at=NOW,
        chosen={"q1": ("one", "two")},
    )


def test_a_click_without_a_choice() -> None:
    click = read_event(
        **{"from": {"userid": "zhangsan"}},
        event={
            "eventtype": "template_card_event",
            "template_card_event": {"event_key": "plans.confirm", "task_id": "t", "selected_items": {}},
        },
    )
    assert isinstance(click, CardClick)
    assert (click.chat, click.action, click.chosen) == (DIRECT, "plans.confirm", {})


def test_a_first_visit_comes_without_chat() -> None:
    event = read_event(**{"from": {"userid": "zhangsan"}}, event={"eventtype": "enter_chat"})
    assert event == ChatEntered("E1", "zhangsan", "R1", NOW)


@pytest.mark.parametrize(("kind", "helpful"), [(1, True), (2, False), (3, None), ("2", False)])
def test_feedback(kind: object, helpful: bool | None) -> None:
    feedback = {"id": "FB", "type": kind, "content": "再详细一些", "inaccurate_reason_list": [2, 4]}
    event = read_event(
        **{"from": {"userid": "zhangsan"}}, event={"eventtype": "feedback_event", "feedback_event": feedback}
    )
    assert event == FeedbackGiven("E1", "zhangsan", "FB", helpful, "再详细一些", NOW)


@pytest.mark.parametrize(
    "event", [{"eventtype": "group_dismissed"}, {"eventtype": "template_card_event"}, {"eventtype": "enter_chat"}]
)
def test_an_event_without_meaning_for_us_is_none(event: JsonFrame) -> None:
    assert read_event(event=event) is None


@pytest.mark.parametrize(
    "broken", [{"text": "bare"}, {"text": {"content": 7}}, {"image": {"url": None}}, {"quote": []}, {"msgtype": 3}]
)
def test_a_message_whose_content_cannot_be_read_is_kept_as_unknown(broken: JsonFrame) -> None:
    heard = message(chattype="group", chatid="wrkSFfCgAAxxxx", **({"msgtype": "text"} | broken))
    assert (heard.kind, heard.text, heard.quote, heard.attachments) == (MessageKind.UNKNOWN, "", None, ())
    assert (heard.message_id, heard.sender_id, heard.chat) == ("M1", "zhangsan", GROUP)


def read_event_of(raw: msgspec.Raw) -> object:
    return to_event(EVENT_DECODER.decode(raw), "R1", received_at=NOW)


json_values = st.recursive(
    st.none() | st.booleans() | st.integers(-5, 5) | st.text("ab@群", max_size=4),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(NAMES), inner, max_size=5),
    max_leaves=12,
)


@given(json_values)
def test_no_json_makes_reading_fail_in_another_way(body: object) -> None:
    raw = msgspec.Raw(json.dumps(body).encode())
    for read in (lambda: to_message(read_message(raw), "R1", received_at=NOW), lambda: read_event_of(raw)):
        try:
            read()
        except msgspec.DecodeError:
            continue
