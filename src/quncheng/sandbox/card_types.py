"""The template card as it travels: every field of every flavour, under the platform's names.

Vendor page: https://developer.work.weixin.qq.com/document/path/101032
"""

from msgspec import Struct


class Feedback(Struct, omit_defaults=True):
    id: str | None = None


class Source(Struct, omit_defaults=True):
    icon_url: str | None = None
    desc: str | None = None
    desc_color: int | None = None


class Title(Struct, omit_defaults=True):
    title: str | None = None
    desc: str | None = None


class QuoteArea(Struct, omit_defaults=True):
    type: int | None = None
    url: str | None = None
    appid: str | None = None
    pagepath: str | None = None
    title: str | None = None
    quote_text: str | None = None


class HorizontalContent(Struct, omit_defaults=True):
    keyname: str | None = None
    value: str | None = None
    type: int | None = None
    url: str | None = None
    media_id: str | None = None
    userid: str | None = None


class Jump(Struct, omit_defaults=True):
    title: str | None = None
    type: int | None = None
    url: str | None = None
    appid: str | None = None
    pagepath: str | None = None
    question: str | None = None


class CardAction(Struct, omit_defaults=True):
    type: int | None = None
    url: str | None = None
    appid: str | None = None
    pagepath: str | None = None


class MenuItem(Struct, omit_defaults=True):
    text: str | None = None
    key: str | None = None


class ActionMenu(Struct, omit_defaults=True):
    desc: str | None = None
    action_list: list[MenuItem] | None = None


class CardImage(Struct, omit_defaults=True):
    url: str | None = None
    aspect_ratio: float | None = None


class ImageTextArea(Struct, omit_defaults=True):
    type: int | None = None
    url: str | None = None
    appid: str | None = None
    pagepath: str | None = None
    title: str | None = None
    desc: str | None = None
    image_url: str | None = None


class Button(Struct, omit_defaults=True):
    text: str | None = None
    style: int | None = None
    key: str | None = None
    type: int | None = None
    url: str | None = None


class Option(Struct, omit_defaults=True):
    id: str | None = None
    text: str | None = None
    is_checked: bool | None = None


class Selection(Struct, omit_defaults=True):
    question_key: str | None = None
    title: str | None = None
    disable: bool | None = None
    selected_id: str | None = None
    option_list: list[Option] | None = None


class Checkbox(Struct, omit_defaults=True):
    question_key: str | None = None
    disable: bool | None = None
    mode: int | None = None
    option_list: list[Option] | None = None


class SubmitButton(Struct, omit_defaults=True):
    text: str | None = None
    key: str | None = None


class TemplateCard(Struct, omit_defaults=True):
    card_type: str | None = None
    source: Source | None = None
    task_id: str | None = None
    feedback: Feedback | None = None
    main_title: Title | None = None
    sub_title_text: str | None = None
    emphasis_content: Title | None = None
    quote_area: QuoteArea | None = None
    horizontal_content_list: list[HorizontalContent] | None = None
    vertical_content_list: list[Title] | None = None
    jump_list: list[Jump] | None = None
    card_action: CardAction | None = None
    action_menu: ActionMenu | None = None
    card_image: CardImage | None = None
    image_text_area: ImageTextArea | None = None
    button_list: list[Button] | None = None
    button_selection: Selection | None = None
    checkbox: Checkbox | None = None
    select_list: list[Selection] | None = None
    submit_button: SubmitButton | None = None
    replace_text: str | None = None


INTERACTIVE = ("button_interaction", "vote_interaction", "multiple_interaction")
NOTICES = ("text_notice", "news_notice")
