"""The bodies of a self-built app's calls.

Vendor pages: https://developer.work.weixin.qq.com/document/path/90236, 94888, 94867
"""

from msgspec import Struct

from quncheng.sandbox.card_types import TemplateCard


class AppText(Struct):
    content: str | None = None


class AppMedia(Struct):
    media_id: str | None = None
    title: str | None = None
    description: str | None = None


class TextCard(Struct):
    title: str | None = None
    description: str | None = None
    url: str | None = None
    btntxt: str | None = None


class AppArticle(Struct):
    title: str | None = None
    description: str | None = None
    url: str | None = None
    appid: str | None = None
    pagepath: str | None = None
    picurl: str | None = None


class AppNews(Struct):
    articles: list[AppArticle] = []


class SendRequest(Struct):
    touser: str = ""
    toparty: str = ""
    totag: str = ""
    msgtype: str = ""
    agentid: int | None = None
    text: AppText | None = None
    markdown: AppText | None = None
    image: AppMedia | None = None
    voice: AppMedia | None = None
    video: AppMedia | None = None
    file: AppMedia | None = None
    textcard: TextCard | None = None
    news: AppNews | None = None
    template_card: TemplateCard | None = None
    enable_duplicate_check: int = 0
    duplicate_check_interval: int = 1800


class ReplaceName(Struct):
    replace_name: str | None = None


class UpdateRequest(Struct):
    userids: list[str] = []
    partyids: list[int] = []
    tagids: list[int] = []
    atall: int = 0
    agentid: int | None = None
    response_code: str | None = None
    button: ReplaceName | None = None
    template_card: TemplateCard | None = None


class RecallRequest(Struct):
    msgid: str = ""


class SendAnswer(Struct, omit_defaults=True):
    errcode: int
    errmsg: str
    invaliduser: str = ""
    invalidparty: str = ""
    invalidtag: str = ""
    msgid: str = ""
    response_code: str = ""
