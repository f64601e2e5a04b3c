"""What a self-built app's message may contain: lengths, required fields, and what is cut silently.

Vendor page: https://developer.work.weixin.qq.com/document/path/90236
"""

from quncheng.sandbox.app_inbound import cut
from quncheng.sandbox.app_types import AppArticle, AppText, SendRequest, TextCard
from quncheng.sandbox.cards import Sender, check_card
from quncheng.sandbox.errors import (
    CONTENT_EMPTY,
    CONTENT_TOO_LARGE,
    DESCRIPTION_MISSING,
    INVALID_MEDIA,
    INVALID_MESSAGE_TYPE,
    INVALID_PARAMETER,
    INVALID_URL,
    MEDIA_MISSING,
    TITLE_MISSING,
    TOO_MANY_ARTICLES,
    PlatformError,
)
from quncheng.sandbox.media_checks import MEDIA_KINDS
from quncheng.sandbox.model import App, Article, Content, Kind
from quncheng.sandbox.state import Platform

TEXT_BYTES = 2048
TITLE_BYTES = 128
DESCRIPTION_BYTES = 512
URL_BYTES = 2048
MOST_ARTICLES = 8


class AppContents:
    def __init__(self, platform: Platform) -> None:
        self._platform = platform

    def make(self, app: App, request: SendRequest) -> Content:
        """Raises PlatformError."""
        match request.msgtype:
            case "text":
                return Content(Kind.TEXT, cut(_text(request.text), TEXT_BYTES))
            case "markdown":
                return Content(Kind.MARKDOWN, _markdown(request.markdown))
            case "textcard":
                return Content(Kind.TEXTCARD, articles=(_textcard(request.textcard),))
            case "news":
                return Content(Kind.NEWS, articles=_articles(request.news.articles if request.news else []))
            case "template_card":
                return self._card(app, request)
            case kind if kind in MEDIA_KINDS:
                return self._media(app, request, MEDIA_KINDS[kind])
            case _:
                raise PlatformError(INVALID_MESSAGE_TYPE, "invalid message type")

    def _card(self, app: App, request: SendRequest) -> Content:
        card = request.template_card
        if card is None:
            raise PlatformError(INVALID_PARAMETER, "invalid parameter: template_card is missing")
        check_card(card, sender=Sender.APP, may_interact=app.callback is not None)
        if card.task_id and card.task_id in app.sendings:
            raise PlatformError(INVALID_PARAMETER, "invalid parameter: template_card.task_id is used already")
        return Content(Kind.CARD, card=card)

    def _media(self, app: App, request: SendRequest, kind: Kind) -> Content:
        media = {"image": request.image, "voice": request.voice, "video": request.video, "file": request.file}[
            kind.value
        ]
        if media is None or not media.media_id:
            raise PlatformError(MEDIA_MISSING, "missing media_id")
        file = self._platform.find_media(media.media_id, kind, owner=app.corp_id)
        if file is None:
            raise PlatformError(INVALID_MEDIA, "invalid media_id")
        return Content(kind, cut(media.title or "", TITLE_BYTES), files=(file,))


def _text(text: AppText | None) -> str:
    if text is None or not text.content:
        raise PlatformError(CONTENT_EMPTY, "text content is empty")
    return text.content


def _markdown(text: AppText | None) -> str:
    content = _text(text)
    if len(content.encode()) > TEXT_BYTES:
        raise PlatformError(CONTENT_TOO_LARGE, "content size out of limit")
    return content


def _textcard(card: TextCard | None) -> Article:
    if card is None or not card.title:
        raise PlatformError(TITLE_MISSING, "missing title")
    if not card.description:
        raise PlatformError(DESCRIPTION_MISSING, "missing description")
    if len(card.title) > TITLE_BYTES or len(card.description) > DESCRIPTION_BYTES:
        raise PlatformError(CONTENT_TOO_LARGE, "textcard out of limit")
    return Article(card.title, card.description, _url(card.url), "")


def _articles(articles: list[AppArticle]) -> tuple[Article, ...]:
    if not articles:
        raise PlatformError(CONTENT_EMPTY, "articles are empty")
    if len(articles) > MOST_ARTICLES:
        raise PlatformError(TOO_MANY_ARTICLES, "articles out of limit")
    return tuple(_article(one) for one in articles)


def _article(article: AppArticle) -> Article:
    if not article.title:
        raise PlatformError(TITLE_MISSING, "missing title")
    url = "" if article.appid else _url(article.url)
    description = cut(article.description or "", DESCRIPTION_BYTES)
    return Article(cut(article.title, TITLE_BYTES), description, url, article.picurl or "")


def _url(url: str | None) -> str:
    if not url or not url.startswith(("http://", "https://")) or len(url.encode()) > URL_BYTES:
        raise PlatformError(INVALID_URL, "invalid url")
    return url
