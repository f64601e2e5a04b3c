"""Which cards the platform takes, from whom."""

import msgspec
import pytest

from quncheng.sandbox.card_types import TemplateCard
from quncheng.sandbox.cards import Sender, check_card
from quncheng.sandbox.errors import PlatformError

Fields = dict[str, object]

OPTIONS: list[Fields] = [{"id": "a", "text": "甲"}, {"id": "b", "text": "乙"}]
ACTION: Fields = {"type": 1, "url": "https://example.com"}
MENU: Fields = {"desc": "更多", "action_list": [{"text": "静音", "key": "mute"}]}
TEXT: Fields = {"card_type": "text_notice", "main_title": {"title": "周报"}, "card_action": ACTION}
NEWS: Fields = {
    "card_type": "news_notice",
    "main_title": {"title": "周报"},
    "card_action": ACTION,
    "card_image": {"url": "https://example.com/a.png"},
}
BUTTONS: Fields = {
    "card_type": "button_interaction",
    "main_title": {"title": "计划"},
    "button_list": [{"text": "确认", "key": "ok"}],
    "task_id": "t-1",
}
VOTE: Fields = {
    "card_type": "vote_interaction",
    "main_title": {"title": "选"},
    "checkbox": {"question_key": "q", "option_list": OPTIONS},
    "submit_button": {"text": "提交", "key": "submit"},
    "task_id": "t-1",
}
MULTIPLE: Fields = {
    "card_type": "multiple_interaction",
    "main_title": {"title": "选"},
    "select_list": [{"question_key": "q", "option_list": OPTIONS}],
    "submit_button": {"text": "提交", "key": "submit"},
}


def outcome(fields: Fields, sender: Sender = Sender.BOT) -> str:
    """Empty when the card is taken, else the field that is named."""
    try:
        check_card(msgspec.convert(fields, TemplateCard), sender=sender)
    except PlatformError as error:
        field = error.errmsg.removeprefix("invalid parameter: template_card.").split(" ")[0]
        return field if error.errcode == 40058 else str(error)
    return ""


def options(count: int) -> list[Fields]:
    return [{"id": f"o{index}", "text": "项"} for index in range(count)]


def buttons(count: int) -> list[Fields]:
    return [{"text": "键", "key": f"k{index}"} for index in range(count)]


def row(**fields: object) -> Fields:
    return {**TEXT, "horizontal_content_list": [{"keyname": "负责人", "value": "李雷", **fields}]}


def jump(card: Fields, **fields: object) -> Fields:
    return {**card, "jump_list": [{"title": "看", **fields}]}


def without(card: Fields, *names: str) -> Fields:
    return {name: value for name, value in card.items() if name not in names}


@pytest.mark.parametrize("card", [TEXT, NEWS, BUTTONS, VOTE, MULTIPLE], ids=lambda card: card["card_type"])
def test_the_smallest_card_of_each_kind_is_taken(card: Fields) -> None:
    assert outcome(card) == ""


@pytest.mark.parametrize(
    ("card", "field"),
    [
        ({"card_type": "fancy"}, "card_type"),
        (without(TEXT, "main_title"), "main_title.title"),
        ({**without(TEXT, "main_title"), "sub_title_text": "三件事"}, ""),
        (without(TEXT, "card_action"), "card_action"),
        ({**TEXT, "card_action": {"type": 0}}, "card_action.type"),
        ({**TEXT, "card_action": {"type": 1}}, "card_action.url"),
        ({**TEXT, "card_action": {"type": 2}}, "card_action.appid"),
        (without(NEWS, "card_image"), "card_image"),
        ({**NEWS, "card_image": {"url": "https://e.com/a.png", "aspect_ratio": 2.3}}, "card_image.aspect_ratio"),
        ({**NEWS, "card_image": {"url": "https://e.com/a.png", "aspect_ratio": 2.25}}, ""),
        ({**without(NEWS, "card_image"), "image_text_area": {"image_url": "https://e.com/a.png"}}, ""),
        (without(NEWS, "main_title"), "main_title.title"),
        (without(BUTTONS, "task_id"), "task_id"),
        (without(BUTTONS, "button_list"), "button_list"),
        ({**BUTTONS, "card_action": {"type": 0}}, ""),
        (without(VOTE, "checkbox"), "checkbox"),
        (without(VOTE, "submit_button"), "submit_button"),
        (without(VOTE, "task_id"), "task_id"),
        (without(MULTIPLE, "select_list"), "select_list"),
        (without(MULTIPLE, "submit_button"), "submit_button"),
    ],
)
def test_required_fields(card: Fields, field: str) -> None:
    assert outcome(card) == field


@pytest.mark.parametrize(
    ("card", "field"),
    [
        ({**BUTTONS, "button_list": buttons(6)}, ""),
        ({**BUTTONS, "button_list": buttons(7)}, "button_list"),
        ({**BUTTONS, "button_list": []}, "button_list"),
        ({**VOTE, "checkbox": {"question_key": "q", "option_list": options(20)}}, ""),
        ({**VOTE, "checkbox": {"question_key": "q", "option_list": options(21)}}, "checkbox.option_list"),
        ({**VOTE, "checkbox": {"question_key": "q", "option_list": []}}, "checkbox.option_list"),
        ({**VOTE, "checkbox": {"question_key": "q", "option_list": OPTIONS, "mode": 2}}, "checkbox.mode"),
        ({**MULTIPLE, "select_list": [{"question_key": "q", "option_list": options(11)}]}, "select_list.option_list"),
        ({**MULTIPLE, "select_list": [{"question_key": f"q{i}", "option_list": OPTIONS} for i in range(3)]}, ""),
        (
            {**MULTIPLE, "select_list": [{"question_key": f"q{i}", "option_list": OPTIONS} for i in range(4)]},
            "select_list",
        ),
        ({**TEXT, "horizontal_content_list": [{"keyname": "键"}] * 6}, ""),
        ({**TEXT, "horizontal_content_list": [{"keyname": "键"}] * 7}, "horizontal_content_list"),
        ({**NEWS, "vertical_content_list": [{"title": "题"}] * 5}, "vertical_content_list"),
        ({**TEXT, "jump_list": [{"title": "看"}] * 4}, "jump_list"),
        ({**TEXT, "task_id": "t", "action_menu": {**MENU, "action_list": []}}, "action_menu.action_list"),
    ],
)
def test_sizes_of_lists(card: Fields, field: str) -> None:
    assert outcome(card) == field


@pytest.mark.parametrize(
    ("card", "field"),
    [
        ({**BUTTONS, "button_list": [*buttons(1), *buttons(1)]}, "button_list.key"),
        ({**BUTTONS, "button_list": [{"text": "键", "key": "汉" * 341 + "x"}]}, ""),
        ({**BUTTONS, "button_list": [{"text": "键", "key": "汉" * 342}]}, "button_list.key"),
        ({**BUTTONS, "button_list": [{"text": "键"}]}, "button_list.key"),
        ({**BUTTONS, "button_list": [{"text": "键", "key": "k", "style": 5}]}, "button_list.style"),
        ({**VOTE, "checkbox": {"question_key": "q", "option_list": [OPTIONS[0]] * 2}}, "checkbox.option_list.id"),
        (
            {**VOTE, "checkbox": {"question_key": "q", "option_list": [{"id": "x" * 129, "text": "长"}]}},
            "checkbox.option_list.id",
        ),
        ({**MULTIPLE, "select_list": [{"question_key": "q", "option_list": OPTIONS}] * 2}, "select_list.question_key"),
        ({**BUTTONS, "task_id": "a-Z_0@9"}, ""),
        ({**BUTTONS, "task_id": "任务"}, "task_id"),
        ({**BUTTONS, "task_id": "a b"}, "task_id"),
        ({**BUTTONS, "task_id": "x" * 128}, ""),
        ({**BUTTONS, "task_id": "x" * 129}, "task_id"),
        ({**TEXT, "source": {"desc": "群程", "desc_color": 4}}, "source.desc_color"),
        ({**TEXT, "action_menu": MENU}, "task_id"),
        ({**TEXT, "action_menu": MENU, "task_id": "t"}, ""),
        ({**VOTE, "action_menu": MENU}, "action_menu"),
    ],
)
def test_keys_and_identifiers(card: Fields, field: str) -> None:
    assert outcome(card) == field


@pytest.mark.parametrize(
    ("card", "bot", "app", "robot"),
    [
        (BUTTONS, "", "", "card_type"),
        (MULTIPLE, "", "task_id", "card_type"),
        (TEXT, "", "", ""),
        (NEWS, "", "", ""),
        (row(type=2, media_id="m"), "horizontal_content_list.type", "", ""),
        (
            row(type=2),
            "horizontal_content_list.type",
            "horizontal_content_list.media_id",
            "horizontal_content_list.media_id",
        ),
        (row(type=1), *["horizontal_content_list.url"] * 3),
        (row(type=3), *["horizontal_content_list.userid"] * 3),
        (jump(TEXT, type=3, question="进度"), "", "jump_list.type", "jump_list.type"),
        (jump(TEXT, type=3, question="问" * 67), "jump_list.question", "jump_list.type", "jump_list.type"),
        (jump(BUTTONS, type=3, question="进度"), "jump_list.type", "jump_list.type", "card_type"),
        (jump(TEXT, type=1), *["jump_list.url"] * 3),
        ({**TEXT, "action_menu": MENU, "task_id": "t"}, "", "", "action_menu"),
        (
            {**BUTTONS, "button_list": [{"text": "开", "type": 1, "url": "https://e.com"}]},
            "button_list.key",
            "",
            "card_type",
        ),
    ],
)
def test_every_sender_has_its_own_rules(card: Fields, bot: str, app: str, robot: str) -> None:
    assert [outcome(card, sender) for sender in (Sender.BOT, Sender.APP, Sender.ROBOT)] == [bot, app, robot]


def test_cards_to_press_need_somewhere_to_go() -> None:
    with pytest.raises(PlatformError, match="callback url not set"):
        check_card(msgspec.convert(BUTTONS, TemplateCard), sender=Sender.APP, may_interact=False)
