"""Decides whether the platform accepts a template card: required fields, sizes, keys, and what each sender may use.

Vendor pages: https://developer.work.weixin.qq.com/document/path/101032 (bot), 90236 (app), 91770 (group robot)
"""

import re
from collections.abc import Iterable, Sized
from enum import StrEnum

from quncheng.sandbox.card_types import (
    INTERACTIVE,
    NOTICES,
    Button,
    CardAction,
    Checkbox,
    HorizontalContent,
    Jump,
    Option,
    Selection,
    TemplateCard,
)
from quncheng.sandbox.errors import INVALID_PARAMETER, PlatformError

TASK_ID = re.compile(r"[0-9A-Za-z_\-@]{1,128}")
KEY_BYTES = 1024
OPTION_ID_BYTES = 128
QUESTION_BYTES = 200
FEEDBACK_BYTES = 256


class Sender(StrEnum):
    BOT = "bot"
    APP = "app"
    ROBOT = "robot"


def refuse(field: str, reason: str) -> PlatformError:
    return PlatformError(INVALID_PARAMETER, f"invalid parameter: template_card.{field} {reason}")


def check_card(card: TemplateCard, *, sender: Sender, may_interact: bool = True) -> None:
    """Raises 40058 naming the field. ``may_interact`` says that clicks have somewhere to go."""
    allowed = NOTICES if sender is Sender.ROBOT else NOTICES + INTERACTIVE
    if card.card_type not in allowed:
        raise refuse("card_type", "is not supported")
    if card.card_type in INTERACTIVE and not may_interact:
        raise refuse("card_type", "needs a callback: callback url not set")
    _check_common(card, sender)
    _CHECKS[card.card_type or ""](card)
    if card.card_type in INTERACTIVE and sender is Sender.APP:
        _check_task(card)
    _check_lists(card, sender)


def _check_common(card: TemplateCard, sender: Sender) -> None:
    if card.task_id is not None and not TASK_ID.fullmatch(card.task_id):
        raise refuse("task_id", "must be 1 to 128 of 0-9A-Za-z_-@")
    if card.source is not None:
        _check_choice("source.desc_color", card.source.desc_color, (0, 1, 2, 3))
    if card.feedback is not None:
        check_feedback(card.feedback.id)
    if card.quote_area is not None:
        _check_target("quote_area", kind=card.quote_area.type, url=card.quote_area.url, appid=card.quote_area.appid)
    if card.image_text_area is not None:
        area = card.image_text_area
        _check_text("image_text_area.image_url", area.image_url)
        _check_target("image_text_area", kind=area.type, url=area.url, appid=area.appid)
    if card.card_image is not None:
        _check_text("card_image.url", card.card_image.url)
        ratio = card.card_image.aspect_ratio
        if ratio is not None and not 1.3 <= ratio <= 2.25:
            raise refuse("card_image.aspect_ratio", "must be within 1.3 and 2.25")
    if card.action_menu is not None:
        _check_menu(card, sender)


def check_feedback(feedback_id: str | None) -> None:
    if feedback_id is None or not 0 < len(feedback_id.encode()) <= FEEDBACK_BYTES:
        raise PlatformError(INVALID_PARAMETER, f"invalid parameter: feedback.id must be 1 to {FEEDBACK_BYTES} bytes")


def _check_menu(card: TemplateCard, sender: Sender) -> None:
    menu = card.action_menu
    if menu is None:
        return
    if sender is Sender.ROBOT or card.card_type not in (*NOTICES, "button_interaction"):
        raise refuse("action_menu", "is not supported here")
    _check_text("action_menu.desc", menu.desc)
    _check_size("action_menu.action_list", menu.action_list, least=1, most=3)
    items = menu.action_list or []
    for item in items:
        _check_text("action_menu.action_list.text", item.text)
    _check_keys("action_menu.action_list.key", (item.key for item in items), KEY_BYTES)
    if not card.task_id:
        raise refuse("task_id", "is required with action_menu")


def _check_text_notice(card: TemplateCard) -> None:
    if not (card.main_title and card.main_title.title) and not card.sub_title_text:
        raise refuse("main_title.title", "or sub_title_text is required")
    _check_action(card.card_action, required=True, may_be_none=False)


def _check_news_notice(card: TemplateCard) -> None:
    _check_title(card)
    _check_action(card.card_action, required=True, may_be_none=False)
    if card.card_image is None and card.image_text_area is None:
        raise refuse("card_image", "or image_text_area is required")


def _check_button_interaction(card: TemplateCard) -> None:
    _check_title(card)
    _check_task(card)
    _check_size("button_list", card.button_list, least=1, most=6)
    _check_action(card.card_action, required=False, may_be_none=True)
    if card.button_selection is not None:
        _check_selection("button_selection", card.button_selection)


def _check_vote_interaction(card: TemplateCard) -> None:
    _check_title(card)
    _check_task(card)
    if card.checkbox is None:
        raise refuse("checkbox", "is required")
    _check_checkbox(card.checkbox)
    _check_submit(card)


def _check_multiple_interaction(card: TemplateCard) -> None:
    _check_title(card)
    _check_size("select_list", card.select_list, least=1, most=3)
    selections = card.select_list or []
    for selection in selections:
        _check_selection("select_list", selection)
    _check_keys("select_list.question_key", (one.question_key for one in selections), KEY_BYTES)
    _check_submit(card)


_CHECKS = {
    "text_notice": _check_text_notice,
    "news_notice": _check_news_notice,
    "button_interaction": _check_button_interaction,
    "vote_interaction": _check_vote_interaction,
    "multiple_interaction": _check_multiple_interaction,
}


def _check_title(card: TemplateCard) -> None:
    if not card.main_title or not card.main_title.title:
        raise refuse("main_title.title", "is required")


def _check_task(card: TemplateCard) -> None:
    if not card.task_id:
        raise refuse("task_id", "is required")


def _check_submit(card: TemplateCard) -> None:
    if card.submit_button is None:
        raise refuse("submit_button", "is required")
    _check_text("submit_button.text", card.submit_button.text)
    _check_keys("submit_button.key", [card.submit_button.key], KEY_BYTES)


def _check_action(action: CardAction | None, *, required: bool, may_be_none: bool) -> None:
    if action is None:
        if required:
            raise refuse("card_action", "is required")
        return
    if action.type is None:
        raise refuse("card_action.type", "is required")
    if action.type == 0 and not may_be_none:
        raise refuse("card_action.type", "must be 1 or 2")
    _check_target("card_action", kind=action.type, url=action.url, appid=action.appid)


def _check_target(field: str, *, kind: int | None, url: str | None, appid: str | None) -> None:
    _check_choice(f"{field}.type", kind, (0, 1, 2))
    if kind == 1 and not url:
        raise refuse(f"{field}.url", "is required for type 1")
    if kind == 2 and not appid:
        raise refuse(f"{field}.appid", "is required for type 2")


def _check_lists(card: TemplateCard, sender: Sender) -> None:
    for name, values, most in (
        ("horizontal_content_list", card.horizontal_content_list, 6),
        ("vertical_content_list", card.vertical_content_list, 4),
        ("jump_list", card.jump_list, 3),
    ):
        _check_size(name, values, least=0, most=most)
    for row in card.horizontal_content_list or []:
        _check_row(row, sender)
    for column in card.vertical_content_list or []:
        _check_text("vertical_content_list.title", column.title)
    for jump in card.jump_list or []:
        _check_jump(jump, card.card_type, sender)
    buttons = card.button_list or []
    for button in buttons:
        _check_button(button, sender)
    _check_keys("button_list.key", (one.key for one in buttons if not _opens_page(one, sender)), KEY_BYTES)


def _check_row(row: HorizontalContent, sender: Sender) -> None:
    _check_text("horizontal_content_list.keyname", row.keyname)
    kinds = (0, 1, 3) if sender is Sender.BOT else (0, 1, 2, 3)
    _check_choice("horizontal_content_list.type", row.type, kinds)
    needed = {1: ("url", row.url), 2: ("media_id", row.media_id), 3: ("userid", row.userid)}.get(row.type or 0)
    if needed is not None and not needed[1]:
        raise refuse(f"horizontal_content_list.{needed[0]}", f"is required for type {row.type}")


def _check_jump(jump: Jump, card_type: str | None, sender: Sender) -> None:
    _check_text("jump_list.title", jump.title)
    if jump.type == 3 and sender is Sender.BOT:
        if card_type not in NOTICES:
            raise refuse("jump_list.type", "3 works only on notices")
        if not jump.question or len(jump.question.encode()) > QUESTION_BYTES:
            raise refuse("jump_list.question", f"must be 1 to {QUESTION_BYTES} bytes")
        return
    _check_target("jump_list", kind=jump.type, url=jump.url, appid=jump.appid)


def _opens_page(button: Button, sender: Sender) -> bool:
    return sender is Sender.APP and button.type == 1


def _check_button(button: Button, sender: Sender) -> None:
    _check_text("button_list.text", button.text)
    _check_choice("button_list.style", button.style, (1, 2, 3, 4))
    if _opens_page(button, sender):
        _check_text("button_list.url", button.url)


def _check_selection(field: str, selection: Selection) -> None:
    _check_keys(f"{field}.question_key", [selection.question_key], KEY_BYTES)
    _check_options(field, selection.option_list, 10)


def _check_checkbox(checkbox: Checkbox) -> None:
    _check_keys("checkbox.question_key", [checkbox.question_key], KEY_BYTES)
    _check_choice("checkbox.mode", checkbox.mode, (0, 1))
    _check_options("checkbox", checkbox.option_list, 20)


def _check_options(field: str, options: list[Option] | None, most: int) -> None:
    _check_size(f"{field}.option_list", options, least=1, most=most)
    for option in options or []:
        _check_text(f"{field}.option_list.text", option.text)
    _check_keys(f"{field}.option_list.id", (option.id for option in options or []), OPTION_ID_BYTES)


def _check_text(field: str, value: str | None) -> None:
    if not value:
        raise refuse(field, "is required")


def _check_choice(field: str, value: int | None, allowed: tuple[int, ...]) -> None:
    if value is not None and value not in allowed:
        raise refuse(field, f"must be one of {', '.join(map(str, allowed))}")


def _check_size(field: str, values: Sized | None, *, least: int, most: int) -> None:
    if not least <= len(values or ()) <= most:
        raise refuse(field, f"must have {least} to {most} items")


def _check_keys(field: str, keys: Iterable[str | None], most_bytes: int) -> None:
    seen: set[str] = set()
    for key in keys:
        if not key:
            raise refuse(field, "is required")
        if len(key.encode()) > most_bytes:
            raise refuse(field, f"must be at most {most_bytes} bytes")
        if key in seen:
            raise refuse(field, f"must be unique: {key}")
        seen.add(key)
