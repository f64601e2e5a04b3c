"""Tells a self-built app what its users do: signed and enciphered XML, repeated until it is taken.

Vendor pages: https://developer.work.weixin.qq.com/document/path/90239, 90240, 90241
"""

from collections.abc import Mapping
from dataclasses import replace
from xml.etree import ElementTree

import msgspec

from quncheng.sandbox.app_cards import ResponseCodes, card_from_xml
from quncheng.sandbox.callbacks import ATTEMPTS, Background, CallbackSender, app_envelope, cdata, parse_xml
from quncheng.sandbox.cards import Sender, check_card
from quncheng.sandbox.crypto import CallbackError
from quncheng.sandbox.errors import PlatformError
from quncheng.sandbox.model import App, Author, CallbackAddress, CardChange, Content, Kind, Message, Speaker
from quncheng.sandbox.state import Platform

TEXT_BYTES = 2048
FIRST_MESSAGE_NUMBER = 7_300_000_000_000_000_000


class AppInbound:
    def __init__(
        self, platform: Platform, sender: CallbackSender, *, codes: ResponseCodes, background: Background
    ) -> None:
        self._platform = platform
        self._sender = sender
        self._codes = codes
        self._background = background

    def message(self, app: App, userid: str, *, message: Message) -> bool:
        """Only text reaches an app as text here; a voice arrives without its transcript."""
        if app.callback is None or message.content.kind not in (Kind.TEXT, Kind.IMAGE, Kind.VOICE, Kind.VIDEO):
            return False
        number = FIRST_MESSAGE_NUMBER + self._platform.identifiers.number()
        fields = self._common(app, userid, message.content.kind.value)
        if message.content.kind is Kind.TEXT:
            fields += f"<Content>{cdata(message.content.text)}</Content>"
        else:
            fields += f"<MediaId>{cdata(self._media_id(app, message))}</MediaId>"
        fields += f"<MsgId>{number}</MsgId>"
        self._background.start(self._tell(app, app.callback, userid=userid, text=f"<xml>{fields}</xml>", message=None))
        return True

    def clicked(
        self,
        app: App,
        userid: str,
        *,
        message: Message,
        key: str,
        selected: Mapping[str, tuple[str, ...]],
        in_menu: bool,
    ) -> bool:
        card = message.content.card
        if app.callback is None or card is None:
            return False
        code = self._codes.make(app, app.sendings.get(card.task_id or "", (message,)))
        event = "template_card_menu_event" if in_menu else "template_card_event"
        fields = self._common(app, userid, "event")
        fields += f"<Event>{cdata(event)}</Event><EventKey>{cdata(key)}</EventKey>"
        fields += f"<TaskId>{cdata(card.task_id or '')}</TaskId><CardType>{cdata(card.card_type or '')}</CardType>"
        fields += f"<ResponseCode>{cdata(code)}</ResponseCode>"
        if not in_menu:
            fields += f"<SelectedItems>{''.join(_item_xml(*one) for one in selected.items())}</SelectedItems>"
        self._background.start(
            self._tell(app, app.callback, userid=userid, text=f"<xml>{fields}</xml>", message=message)
        )
        return True

    def _common(self, app: App, userid: str, kind: str) -> str:
        return (
            f"<ToUserName>{cdata(app.corp_id)}</ToUserName><FromUserName>{cdata(userid)}</FromUserName>"
            f"<CreateTime>{int(self._platform.clock.now())}</CreateTime><MsgType>{cdata(kind)}</MsgType>"
            f"<AgentID>{app.agent_id}</AgentID>"
        )

    def _media_id(self, app: App, message: Message) -> str:
        files = message.content.files
        file = files[0] if files else self._platform.store_file(Kind.VOICE, "voice.amr", b"#!AMR\n")
        return self._platform.add_media(file, owner=app.corp_id)

    async def _tell(
        self, app: App, address: CallbackAddress, *, userid: str, text: str, message: Message | None
    ) -> None:
        envelope = app_envelope(app.corp_id, app.agent_id)
        reply = await self._sender.send(address, text, envelope=envelope, attempts=ATTEMPTS)
        if not reply:
            return
        try:
            self._apply(app, userid, reply=reply, message=message)
        except (CallbackError, PlatformError, msgspec.ValidationError) as error:
            self._platform.record(address.url, "refused", str(error))

    def _apply(self, app: App, userid: str, *, reply: str, message: Message | None) -> None:
        root = parse_xml(reply)
        if root.findtext("ToUserName") != userid or root.findtext("FromUserName") != app.corp_id:
            raise CallbackError(-40005, "the reply is addressed to somebody else")
        kind = root.findtext("MsgType", "")
        if kind == "text":
            self._say(app, userid, root.findtext("Content", ""))
        elif message is not None and kind in ("update_button", "update_template_card"):
            old = message.card_changes.get(userid, CardChange())
            self._platform.change_card(message, userid, _passive_change(root, kind, old))
        else:
            raise CallbackError(-40002, f"a passive {kind} is not supported here")

    def _say(self, app: App, userid: str, text: str) -> None:
        organization = self._platform.organization(app.corp_id)
        chat = self._platform.direct_chat(organization, userid, f"app:{app.agent_id}")
        author = Author(Speaker.APP, str(app.agent_id), app.name)
        self._platform.post(chat, author, content=Content(Kind.TEXT, cut(text, TEXT_BYTES)))


def _passive_change(root: ElementTree.Element, kind: str, old: CardChange) -> CardChange:
    """What the clicking member alone sees from now on."""
    if kind == "update_button":
        return replace(old, replaced_text=root.findtext("Button/ReplaceName", ""))
    element = root.find("TemplateCard")
    if element is None:
        raise CallbackError(-40002, "TemplateCard is missing")
    card = card_from_xml(element)
    card.task_id = card.task_id or "passive"
    check_card(card, sender=Sender.APP)
    return replace(old, card=card, replaced_text=None)


def _item_xml(question: str, options: tuple[str, ...]) -> str:
    ids = "".join(f"<OptionId>{cdata(option)}</OptionId>" for option in options)
    return f"<SelectedItem><QuestionKey>{cdata(question)}</QuestionKey><OptionIds>{ids}</OptionIds></SelectedItem>"


def cut(text: str, most_bytes: int) -> str:
    """As the platform shortens: at a character's boundary, silently."""
    return text.encode()[:most_bytes].decode(errors="ignore")
