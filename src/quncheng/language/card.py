"""The card model: what a card says and which buttons it has, without any vendor's words for it.

Providers turn it into their own template cards and shorten what does not fit.
"""

from dataclasses import dataclass
from enum import StrEnum


class ButtonStyle(StrEnum):
    PRIMARY = "primary"
    PLAIN = "plain"
    DANGER = "danger"


@dataclass(frozen=True, slots=True)
class CardButton:
    label: str
    action: str
    """Sent back on the click, e.g. ``plans.confirm``; what it refers to is stored with the card."""
    style: ButtonStyle = ButtonStyle.PLAIN


@dataclass(frozen=True, slots=True)
class CardField:
    label: str
    value: str
    url: str | None = None


@dataclass(frozen=True, slots=True)
class CardOption:
    id: str
    label: str


@dataclass(frozen=True, slots=True)
class CardChoice:
    """A drop-down on the card; the click of any button brings what was chosen."""

    key: str
    title: str
    options: tuple[CardOption, ...]
    selected_id: str | None = None


@dataclass(frozen=True, slots=True)
class Card:
    card_id: str
    """Unique per bot, characters ``[0-9A-Za-z_-@]``, at most 128 bytes."""
    title: str
    subtitle: str = ""
    body: str = ""
    quote: str = ""
    fields: tuple[CardField, ...] = ()
    buttons: tuple[CardButton, ...] = ()
    choice: CardChoice | None = None
    link: str | None = None
    source: str = "群程"
