"""Our card as a template card of the bot, or as Markdown where the platform has no card for it.

The 字 limits are what the client shows, so longer text is shortened there and repeated in full in ``sub_title_text`` as
far as that reaches. A card of pure information is sent as a card only when all of it fits: Markdown shows everything.
https://developer.work.weixin.qq.com/document/path/101032
"""

from msgspec import structs

from quncheng.language.card import ButtonStyle, Card, CardButton, CardChoice, CardField, CardOption
from quncheng.providers.wecom.bodies import (
    LARGEST_TEXT_BYTES,
    Button,
    CardAction,
    CardSource,
    Checkbox,
    HorizontalContent,
    MainTitle,
    Option,
    QuoteArea,
    Select,
    SubmitButton,
    TemplateCard,
)
from quncheng.providers.wecom.text import ELLIPSIS, shorten, shorten_bytes, width

SUBMIT_ACTION = "submit"
"""The action of the button that a choice without buttons gets."""
SETTLED_ACTION = "settled"
"""The action of the button of a changed card that has none left; a click on it asks for nothing."""

_TITLE, _SUBTITLE, _BODY, _QUOTE, _SOURCE = 26, 30, 112, 112, 13
_LABEL, _VALUE, _BUTTON, _OPTION, _CHECKBOX_OPTION = 5, 26, 10, 10, 11
_MOST_FIELDS, _MOST_BUTTONS, _MOST_OPTIONS, _MOST_CHECKBOX_OPTIONS = 6, 6, 10, 20
_OPEN_URL = 1
_STYLES = {ButtonStyle.PRIMARY: 1, ButtonStyle.PLAIN: 2, ButtonStyle.DANGER: 3}


def to_template_card(card: Card) -> TemplateCard | None:
    """The card for a new message; None when only Markdown can say it (no link to open, or too long)."""
    if card.buttons:
        return _button_card(card, card.buttons)
    if card.choice is not None:
        return _choice_card(card, card.choice)
    if card.link is None or not _fits(card):
        return None
    return _notice_card(card)


def to_changed_card(card: Card) -> TemplateCard:
    """The card that takes the place of a clicked one; it must be a card, whatever it says."""
    if card.buttons:
        return _button_card(card, card.buttons)
    if card.choice is not None:
        return _choice_card(card, card.choice)
    if card.link is not None:
        return _notice_card(card)
    return _button_card(card, (CardButton("已处理", SETTLED_ACTION),))


def to_robot_card(card: Card) -> TemplateCard | None:
    """The card for a group robot, which nobody can answer: information only, None where Markdown says it better."""
    if card.link is None or not _fits(card):
        return None
    return structs.replace(_notice_card(card), task_id="")


def render_markdown(card: Card) -> str:
    """Everything the card says as Markdown, nothing shortened below the platform's limit of bytes."""
    # A line break inside the bold marks would show the marks instead.
    blocks = [f"**{' '.join(card.title.split())}**"]
    if card.subtitle:
        blocks.append(card.subtitle)
    if card.quote:
        blocks.append("\n".join(f"> {line}" for line in card.quote.splitlines()))
    if card.body:
        blocks.append(card.body)
    if card.fields:
        blocks.append("\n".join(f"- {_field_markdown(item)}" for item in card.fields))
    if card.link is not None:
        blocks.append(f"[查看详情]({card.link})")
    return shorten_bytes("\n\n".join(blocks), LARGEST_TEXT_BYTES)


def _button_card(card: Card, buttons: tuple[CardButton, ...]) -> TemplateCard:
    return TemplateCard(
        card_type="button_interaction",
        main_title=_main_title(card),
        task_id=card.card_id,
        source=_source(card),
        quote_area=_quote_area(card),
        sub_title_text=_sub_title(card),
        horizontal_content_list=_horizontal_contents(card),
        card_action=_card_action(card),
        button_list=tuple(_button(button) for button in buttons[:_MOST_BUTTONS]),
        button_selection=None if card.choice is None else _select(card.choice),
    )


def _choice_card(card: Card, choice: CardChoice) -> TemplateCard:
    if len(choice.options) > _MOST_OPTIONS:
        return TemplateCard(
            card_type="vote_interaction",
            main_title=_main_title(card),
            task_id=card.card_id,
            source=_source(card),
            checkbox=_checkbox(choice),
            submit_button=SubmitButton(text="提交", key=SUBMIT_ACTION),
        )
    if _sub_title(card) or card.fields or card.quote:
        # The selection card has no place for them; the button card has.
        return _button_card(card, (CardButton("提交", SUBMIT_ACTION, ButtonStyle.PRIMARY),))
    return TemplateCard(
        card_type="multiple_interaction",
        main_title=_main_title(card),
        task_id=card.card_id,
        source=_source(card),
        select_list=(_select(choice),),
        submit_button=SubmitButton(text="提交", key=SUBMIT_ACTION),
    )


def _notice_card(card: Card) -> TemplateCard:
    return TemplateCard(
        card_type="text_notice",
        main_title=_main_title(card),
        task_id=card.card_id,
        source=_source(card),
        quote_area=_quote_area(card),
        sub_title_text=_sub_title(card),
        horizontal_content_list=_horizontal_contents(card),
        card_action=_card_action(card),
    )


def _fits(card: Card) -> bool:
    return width(_long_text(card)) <= _BODY and width(card.quote) <= _QUOTE


def _main_title(card: Card) -> MainTitle:
    return MainTitle(title=shorten(card.title, _TITLE) or "群程", desc=shorten(card.subtitle, _SUBTITLE))


def _source(card: Card) -> CardSource | None:
    return CardSource(desc=shorten(card.source, _SOURCE)) if card.source else None


def _quote_area(card: Card) -> QuoteArea | None:
    return QuoteArea(quote_text=shorten(card.quote, _QUOTE)) if card.quote else None


def _card_action(card: Card) -> CardAction | None:
    return CardAction(type=_OPEN_URL, url=card.link) if card.link else None


def _sub_title(card: Card) -> str:
    return shorten(_long_text(card), _BODY)


def _long_text(card: Card) -> str:
    """The body, and in full what the other places of the card had to shorten or leave out."""
    parts = [card.title] if width(card.title) > _TITLE else []
    if width(card.subtitle) > _SUBTITLE:
        parts.append(card.subtitle)
    if card.body:
        parts.append(card.body)
    parts += [
        f"{item.label}:{item.value}"
        for position, item in enumerate(card.fields)
        if position >= _MOST_FIELDS or width(item.value) > _VALUE or width(item.label) > _LABEL
    ]
    return "\n".join(part.strip() for part in parts)


def _horizontal_contents(card: Card) -> tuple[HorizontalContent, ...]:
    return tuple(_horizontal_content(item) for item in card.fields[:_MOST_FIELDS])


def _horizontal_content(item: CardField) -> HorizontalContent:
    keyname, value = _label(item.label, _LABEL), shorten(item.value, _VALUE)
    if item.url:
        return HorizontalContent(keyname=keyname, value=value, type=_OPEN_URL, url=item.url)
    return HorizontalContent(keyname=keyname, value=value)


def _button(button: CardButton) -> Button:
    return Button(text=_label(button.label, _BUTTON), key=button.action, style=_STYLES[button.style])


def _select(choice: CardChoice) -> Select:
    options = _first_options(choice, _MOST_OPTIONS)
    return Select(
        question_key=choice.key,
        title=shorten(choice.title, 13),
        option_list=tuple(Option(id=option.id, text=_label(option.label, _OPTION)) for option in options),
        selected_id=choice.selected_id or "",
    )


def _checkbox(choice: CardChoice) -> Checkbox:
    options = _first_options(choice, _MOST_CHECKBOX_OPTIONS)
    return Checkbox(
        question_key=choice.key,
        option_list=tuple(
            Option(
                id=option.id,
                text=_label(option.label, _CHECKBOX_OPTION),
                is_checked=option.id == choice.selected_id,
            )
            for option in options
        ),
    )


def _label(text: str, limit: int) -> str:
    """The platform refuses a card with an empty label."""
    return shorten(text, limit) or ELLIPSIS


def _first_options(choice: CardChoice, most: int) -> tuple[CardOption, ...]:
    """The first ones, but never without the one that is selected."""
    first = choice.options[:most]
    if choice.selected_id is None or any(option.id == choice.selected_id for option in first):
        return first
    selected = tuple(option for option in choice.options[most:] if option.id == choice.selected_id)
    return first[: most - len(selected)] + selected


def _field_markdown(item: CardField) -> str:
    value = f"[{item.value}]({item.url})" if item.url else item.value
    return f"{item.label}:{value}"
