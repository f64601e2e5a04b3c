"""What a member can do in the client: speak, quote, press a card, open a chat, judge an answer."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from quncheng.sandbox.app_inbound import AppInbound
from quncheng.sandbox.bot_inbound import BotInbound
from quncheng.sandbox.card_types import Selection, TemplateCard
from quncheng.sandbox.errors import NotFound, Refused
from quncheng.sandbox.mentions import find_bot_mentions, find_mentions
from quncheng.sandbox.model import (
    Author,
    Bot,
    CardChange,
    Chat,
    Content,
    Kind,
    Message,
    Organization,
    Speaker,
    StoredFile,
)
from quncheng.sandbox.state import Platform

MOST_FILE_BYTES = 100 * 1024 * 1024
INACCURATE = 2


@dataclass(frozen=True, slots=True)
class Utterance:
    """What a member sends at once: a text, a transcript, a file, or a text with pictures."""

    text: str = ""
    is_voice: bool = False
    files: tuple[StoredFile, ...] = ()
    quoted_id: str | None = None


class MemberActions:
    def __init__(self, platform: Platform, bots: BotInbound, *, apps: AppInbound) -> None:
        self._platform = platform
        self._bots = bots
        self._apps = apps

    def say(self, organization: Organization, userid: str, *, chat: Chat, utterance: Utterance) -> Message:
        """Everybody in the chat sees it; bots get it where the platform gives it to them."""
        member = self._platform.member(organization, userid)
        if utterance.quoted_id is not None and chat.find(utterance.quoted_id) is None:
            raise NotFound(f"message {utterance.quoted_id}")
        people = {organization.members[one].name: one for one in chat.members}
        message = self._platform.post(
            chat,
            Author(Speaker.MEMBER, userid, member.name),
            content=_content(utterance),
            quoted_id=utterance.quoted_id,
            mentions=find_mentions(utterance.text, people) if chat.is_group else (),
        )
        for bot in self._listeners(organization, chat, message):
            if bot.serves(userid):
                self._bots.message(bot, chat, message=message)
        if chat.partner_id is not None and chat.partner_id.startswith("app:"):
            self._apps.message(organization.apps[int(chat.partner_id[4:])], userid, message=message)
        return message

    def _listeners(self, organization: Organization, chat: Chat, message: Message) -> tuple[Bot, ...]:
        if not chat.is_group:
            bot = organization.bots.get(chat.partner_id or "")
            return (bot,) if bot is not None else ()
        if message.content.kind not in (Kind.TEXT, Kind.MIXED):
            return ()
        present = organization.groups[chat.chat_id].bots
        names = {organization.bots[bot_id].name: bot_id for bot_id in present}
        return tuple(organization.bots[bot_id] for bot_id in find_bot_mentions(message.content.text, names))

    def enter(self, organization: Organization, userid: str, *, chat: Chat) -> bool:
        """Opens a direct chat; the bot hears of it once a day. Says whether it heard."""
        bot = organization.bots.get(chat.partner_id or "")
        return bot is not None and bot.serves(userid) and self._bots.entered(bot, userid)

    def click(
        self,
        organization: Organization,
        userid: str,
        *,
        chat: Chat,
        message_id: str,
        key: str,
        chosen: Mapping[str, tuple[str, ...]],
    ) -> bool:
        """Presses a button of the card as this member sees it. Says whether the sender heard of it."""
        message = self._visible(chat, userid, message_id)
        change = message.card_changes.get(userid, CardChange())
        card = change.card or message.content.card
        if card is None or message.is_recalled:
            raise Refused("there is no card to press")
        if change.replaced_text is not None or card.replace_text is not None:
            raise Refused("the buttons of this card are disabled")
        in_menu = card.action_menu is not None and any(item.key == key for item in card.action_menu.action_list or [])
        if not in_menu and key not in _keys(card):
            raise Refused(f"the card has no button {key}")
        selected = {} if in_menu else _selected(card, chosen)
        message.card_changes[userid] = replace(change, pressed=key, chosen=selected)
        self._platform.changed(message)
        bot = organization.bots.get(message.author.speaker_id)
        if bot is not None:
            return self._bots.clicked(bot, chat, message=message, userid=userid, key=key, selected=selected)
        app = organization.apps[int(message.author.speaker_id)]
        return self._apps.clicked(app, userid, message=message, key=key, selected=selected, in_menu=in_menu)

    def judge(
        self,
        organization: Organization,
        userid: str,
        *,
        chat: Chat,
        message_id: str,
        verdict: int,
        comment: str = "",
        reasons: tuple[int, ...] = (),
    ) -> bool:
        """Thumbs up (1), down (2) or taken back (3) on a message that asks for it."""
        message = self._visible(chat, userid, message_id)
        bot = organization.bots.get(message.author.speaker_id)
        if bot is None or message.content.feedback_id is None:
            raise Refused("the message asks for no feedback")
        feedback: dict[str, object] = {"id": message.content.feedback_id, "type": verdict}
        if verdict == INACCURATE:
            feedback |= {"content": comment, "inaccurate_reason_list": list(reasons)}
        return self._bots.judged(bot, chat, userid=userid, feedback=feedback)

    def redeliver(self, organization: Organization, bot: Bot, *, message_id: str) -> bool:
        """Sends a message to the bot once more under its msgid."""
        chats = (*(group.chat for group in organization.groups.values()), *organization.direct_chats.values())
        for chat in chats:
            message = chat.find(message_id)
            if message is not None:
                return self._bots.message(bot, chat, message=message)
        raise NotFound(f"message {message_id}")

    def _visible(self, chat: Chat, userid: str, message_id: str) -> Message:
        message = chat.find(message_id)
        if message is None or not message.is_seen_by(userid):
            raise NotFound(f"message {message_id}")
        return message


def _content(utterance: Utterance) -> Content:
    if utterance.is_voice:
        return Content(Kind.VOICE, utterance.text)
    if not utterance.files:
        return Content(Kind.TEXT, utterance.text)
    if any(len(file.data) > MOST_FILE_BYTES for file in utterance.files):
        raise Refused("a file may have 100 MB")
    if len(utterance.files) == 1 and not utterance.text:
        return Content(utterance.files[0].kind, files=utterance.files)
    if any(file.kind is not Kind.IMAGE for file in utterance.files):
        raise Refused("only pictures go together with text")
    return Content(Kind.MIXED, utterance.text, files=utterance.files)


def _keys(card: TemplateCard) -> set[str]:
    keys = {button.key for button in card.button_list or [] if button.type != 1}
    if card.submit_button is not None:
        keys.add(card.submit_button.key)
    return {key for key in keys if key}


def _selected(card: TemplateCard, chosen: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    selections = [*(card.select_list or [])]
    if card.button_selection is not None:
        selections.append(card.button_selection)
    selected = {one.question_key or "": _one_of(one, chosen.get(one.question_key or "")) for one in selections}
    box = card.checkbox
    if box is not None:
        options = box.option_list or []
        checked = tuple(option.id or "" for option in options if option.is_checked)
        picked = checked if box.disable else chosen.get(box.question_key or "", checked)
        _check_known(picked, [option.id for option in options])
        if box.mode != 1 and len(picked) > 1:
            raise Refused("only one option may be chosen")
        selected[box.question_key or ""] = picked
    unknown = chosen.keys() - selected.keys()
    if unknown:
        raise Refused(f"the card has no question {', '.join(sorted(unknown))}")
    return {question: options for question, options in selected.items() if options}


def _one_of(selection: Selection, chosen: tuple[str, ...] | None) -> tuple[str, ...]:
    options = [option.id for option in selection.option_list or []]
    default = selection.selected_id or (options[0] if options else "")
    picked = (default or "",) if selection.disable or not chosen else chosen
    _check_known(picked, options)
    if len(picked) > 1:
        raise Refused("only one option may be chosen")
    return picked


def _check_known(picked: tuple[str, ...], options: list[str | None]) -> None:
    for option in picked:
        if option not in options:
            raise Refused(f"there is no option {option}")
