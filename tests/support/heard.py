"""What a member of a chat hears from the bot, written out the way it looks."""

from dataclasses import dataclass

from quncheng.sandbox.views import MessageView


@dataclass(frozen=True, slots=True)
class Heard:
    """A message of the bot as one member sees it, written out the way it looks."""

    id: str
    where: str
    view: MessageView

    @property
    def text(self) -> str:
        card = self.view.card
        if card is None:
            return self.view.text or f"[{self.view.kind}]"
        title = card.main_title
        lines = [title.title or "", title.desc or ""] if title is not None else []
        if card.quote_area is not None:
            lines.append(f"> {card.quote_area.quote_text}")
        lines += [f"{one.keyname}|{one.value}" for one in card.horizontal_content_list or []]
        lines.append(card.sub_title_text or "")
        if card.button_selection is not None:
            lines.append("(" + " / ".join(one.text or "" for one in card.button_selection.option_list or []) + ")")
        lines.append(" ".join(f"[{label}]" for label in self.buttons))
        return "\n".join(line for line in lines if line)

    @property
    def buttons(self) -> dict[str, str]:
        """Label → key."""
        card = self.view.card
        listed = [] if card is None else card.button_list or []
        return {button.text or "": button.key or "" for button in listed}

    def option(self, words: str) -> dict[str, list[str]]:
        """The choice of the drop-down's option that holds these words."""
        card = self.view.card
        assert card is not None
        assert card.button_selection is not None
        (found,) = [one for one in card.button_selection.option_list or [] if words in (one.text or "")]
        return {card.button_selection.question_key or "": [found.id or ""]}
