"""What the control API shows: a chat and its messages as one member sees them."""

from msgspec import Struct

from quncheng.sandbox.bot_inbound import spoken_text
from quncheng.sandbox.card_types import TemplateCard
from quncheng.sandbox.media_checks import MIME_TYPES, picture_type
from quncheng.sandbox.model import CardChange, Chat, Kind, Message, Organization, StoredFile

EXCERPT_CHARACTERS = 120


class SenderView(Struct):
    kind: str
    id: str
    name: str


class FileView(Struct):
    id: str
    kind: str
    name: str
    size: int
    url: str


class ArticleView(Struct):
    title: str
    description: str
    url: str
    picture_url: str


class QuoteView(Struct):
    id: str
    sender: str
    text: str


class CardStateView(Struct):
    """``pressed`` is the key this member pressed last; ``replaced_text`` greys the buttons."""

    is_changed: bool = False
    pressed: str | None = None
    chosen: dict[str, list[str]] = {}
    replaced_text: str | None = None


class MessageView(Struct):
    """``cursor`` grows whenever the message changes."""

    id: str
    chat: str
    cursor: int
    sender: SenderView
    is_own: bool
    sent_at: float
    kind: str
    text: str
    card: TemplateCard | None = None
    card_state: CardStateView | None = None
    files: list[FileView] = []
    articles: list[ArticleView] = []
    quote: QuoteView | None = None
    mentions: list[str] = []
    feedback_id: str | None = None
    is_streaming: bool = False
    is_recalled: bool = False


class MessagesView(Struct):
    """``cursor`` is where to go on from."""

    cursor: int
    messages: list[MessageView]


class PersonView(Struct):
    id: str
    name: str


class ChatView(Struct):
    id: str
    name: str
    kind: str
    members: list[PersonView]
    bots: list[PersonView]
    cursor: int
    last_text: str
    last_at: float | None


class ClockView(Struct):
    now: float
    running: bool


def message_view(organization: Organization, chat: Chat, message: Message, *, userid: str) -> MessageView:
    content = message.content
    change = message.card_changes.get(userid, CardChange())
    card = change.card or content.card
    recalled = message.is_recalled
    return MessageView(
        id=message.message_id,
        chat=chat_reference(chat),
        cursor=message.changed,
        sender=SenderView(message.author.speaker.value, message.author.speaker_id, message.author.name),
        is_own=message.author.speaker_id == userid,
        sent_at=message.sent_at,
        kind=content.kind.value,
        text="" if recalled else content.text,
        card=None if recalled else card,
        card_state=_card_state(change) if card is not None else None,
        files=[] if recalled else [file_view(organization, file) for file in content.files],
        articles=[
            ArticleView(one.title, one.description, one.url, one.picture_url)
            for one in (() if recalled else content.articles)
        ],
        quote=_quote(chat, message.quoted_id),
        mentions=list(message.mentions),
        feedback_id=content.feedback_id,
        is_streaming=message.is_streaming,
        is_recalled=recalled,
    )


def _card_state(change: CardChange) -> CardStateView:
    chosen = {question: list(options) for question, options in change.chosen.items()}
    is_changed = change.card is not None or change.replaced_text is not None
    return CardStateView(is_changed, change.pressed, chosen, change.replaced_text)


def _quote(chat: Chat, quoted_id: str | None) -> QuoteView | None:
    quoted = chat.find(quoted_id) if quoted_id else None
    return None if quoted is None else QuoteView(quoted.message_id, quoted.author.name, excerpt(quoted))


def excerpt(message: Message) -> str:
    """One line that says what the bubble is."""
    content = message.content
    if message.is_recalled:
        return "消息已撤回"
    if content.kind is Kind.VOICE:
        return f"[语音] {content.text}"[:EXCERPT_CHARACTERS]
    if content.files and not content.text:
        name = {Kind.IMAGE: "图片", Kind.VIDEO: "视频"}.get(content.kind, "文件")
        return f"[{name}] {content.files[0].name}"[:EXCERPT_CHARACTERS]
    return " ".join(spoken_text(content).split())[:EXCERPT_CHARACTERS]


def file_view(organization: Organization, file: StoredFile) -> FileView:
    url = f"/control/v1/organizations/{organization.corp_id}/files/{file.file_id}"
    return FileView(file.file_id, file.kind.value, file.name, len(file.data), url)


def mime_type(file: StoredFile) -> str:
    return MIME_TYPES.get(picture_type(file.data) or "", "application/octet-stream")


def chat_reference(chat: Chat) -> str:
    """What a member calls the chat: the group's id, or its other side."""
    return chat.chat_id if chat.partner_id is None else chat.partner_id


def chat_view(organization: Organization, chat: Chat, *, userid: str) -> ChatView:
    seen = [message for message in chat.messages if message.is_seen_by(userid)]
    group = organization.groups.get(chat.chat_id)
    kind = "group" if chat.is_group else "app" if (chat.partner_id or "").startswith("app:") else "bot"
    return ChatView(
        id=chat_reference(chat),
        name=chat.name,
        kind=kind,
        members=[PersonView(one, organization.members[one].name) for one in chat.members],
        bots=[PersonView(one, organization.bots[one].name) for one in sorted(group.bots)] if group else [],
        cursor=max((message.changed for message in seen), default=0),
        last_text=excerpt(seen[-1]) if seen else "",
        last_at=seen[-1].sent_at if seen else None,
    )
