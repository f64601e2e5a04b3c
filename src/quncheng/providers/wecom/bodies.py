"""The bodies that the bot sends, one struct per shape on the wire.

Vendor pages: https://developer.work.weixin.qq.com/document/path/101031 (replies), 101138 (push), 101463 (connection).
"""

from typing import Literal

import msgspec

LARGEST_TEXT_BYTES = 20480


class Body(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """Defaults are left off the wire. https://developer.work.weixin.qq.com/document/path/101463"""


class SubscribeBody(Body, frozen=True):
    """https://developer.work.weixin.qq.com/document/path/101463"""

    bot_id: str
    secret: str

    def __repr__(self) -> str:
        return f"SubscribeBody(bot_id={self.bot_id!r})"


class Content(Body, frozen=True):
    """Text, Markdown. https://developer.work.weixin.qq.com/document/path/101138"""

    content: str


class MediaReference(Body, frozen=True):
    """https://developer.work.weixin.qq.com/document/path/101138"""

    media_id: str


class Feedback(Body, frozen=True):
    """https://developer.work.weixin.qq.com/document/path/101031"""

    id: str


class Stream(Body, frozen=True):
    """Everything said so far, not only what is new. https://developer.work.weixin.qq.com/document/path/101031"""

    id: str
    content: str
    finish: bool = False
    feedback: Feedback | None = None


class CardSource(Body, frozen=True):
    """https://developer.work.weixin.qq.com/document/path/101032"""

    desc: str


class MainTitle(Body, frozen=True):
    """https://developer.work.weixin.qq.com/document/path/101032"""

    title: str
    desc: str = ""


class QuoteArea(Body, frozen=True):
    """https://developer.work.weixin.qq.com/document/path/101032"""

    quote_text: str


class HorizontalContent(Body, frozen=True):
    """https://developer.work.weixin.qq.com/document/path/101032"""

    keyname: str
    value: str
    type: int = 0
    url: str = ""


class CardAction(Body, frozen=True):
    """https://developer.work.weixin.qq.com/document/path/101032"""

    type: int
    url: str


class Button(Body, frozen=True):
    """https://developer.work.weixin.qq.com/document/path/101032"""

    text: str
    key: str
    style: int = 0


class Option(Body, frozen=True):
    """https://developer.work.weixin.qq.com/document/path/101032"""

    id: str
    text: str
    is_checked: bool = False


class Select(Body, frozen=True):
    """https://developer.work.weixin.qq.com/document/path/101032"""

    question_key: str
    option_list: tuple[Option, ...]
    title: str = ""
    selected_id: str = ""


class Checkbox(Body, frozen=True):
    """https://developer.work.weixin.qq.com/document/path/101032"""

    question_key: str
    option_list: tuple[Option, ...]
    mode: int = 0


class SubmitButton(Body, frozen=True):
    """https://developer.work.weixin.qq.com/document/path/101032"""

    text: str
    key: str


CardType = Literal["text_notice", "button_interaction", "vote_interaction", "multiple_interaction"]


class TemplateCard(Body, frozen=True):
    """Any of the card types that we send. https://developer.work.weixin.qq.com/document/path/101032"""

    card_type: CardType
    main_title: MainTitle
    task_id: str = ""
    source: CardSource | None = None
    quote_area: QuoteArea | None = None
    sub_title_text: str = ""
    horizontal_content_list: tuple[HorizontalContent, ...] = ()
    card_action: CardAction | None = None
    button_list: tuple[Button, ...] = ()
    button_selection: Select | None = None
    select_list: tuple[Select, ...] = ()
    checkbox: Checkbox | None = None
    submit_button: SubmitButton | None = None


class MessageContent(Body, frozen=True):
    """What a reply or a welcome says. https://developer.work.weixin.qq.com/document/path/101031"""

    msgtype: Literal["text", "markdown", "template_card", "stream", "image", "file"]
    text: Content | None = None
    markdown: Content | None = None
    template_card: TemplateCard | None = None
    stream: Stream | None = None
    image: MediaReference | None = None
    file: MediaReference | None = None


class PushContent(MessageContent, frozen=True, kw_only=True):
    """The same, spoken first. https://developer.work.weixin.qq.com/document/path/101138"""

    chatid: str
    chat_type: int


class UpdateContent(Body, frozen=True):
    """A card in place of the clicked one. https://developer.work.weixin.qq.com/document/path/101031"""

    template_card: TemplateCard
    response_type: Literal["update_template_card"]


class UploadInit(Body, frozen=True):
    """https://developer.work.weixin.qq.com/document/path/101463"""

    type: Literal["file", "image"]
    filename: str
    total_size: int
    total_chunks: int
    md5: str


class UploadChunk(msgspec.Struct, frozen=True):
    """https://developer.work.weixin.qq.com/document/path/101463"""

    upload_id: str
    chunk_index: int
    base64_data: str


class UploadFinish(Body, frozen=True):
    """https://developer.work.weixin.qq.com/document/path/101463"""

    upload_id: str
