"""What a group robot posts, one struct per shape on the wire.

https://developer.work.weixin.qq.com/document/path/91770
"""

from typing import Literal

from quncheng.providers.wecom.bodies import Body, Content, MediaReference, TemplateCard


class RobotText(Content, frozen=True, kw_only=True):
    """Text that can call people: by id, or everybody with ``@all``."""

    mentioned_list: tuple[str, ...] = ()


class RobotPicture(Body, frozen=True):
    """A picture inside the request itself."""

    base64: str
    md5: str


class Article(Body, frozen=True):
    """One entry of a news message."""

    title: str
    url: str
    description: str = ""
    picurl: str = ""


class News(Body, frozen=True):
    """One to eight articles."""

    articles: tuple[Article, ...]


class RobotMessage(Body, frozen=True):
    """The request: the field named by ``msgtype`` is filled."""

    msgtype: Literal["text", "markdown", "markdown_v2", "image", "file", "news", "template_card"]
    text: RobotText | None = None
    markdown: Content | None = None
    markdown_v2: Content | None = None
    image: RobotPicture | None = None
    file: MediaReference | None = None
    news: News | None = None
    template_card: TemplateCard | None = None


class RobotAnswer(Body, frozen=True):
    """The answer to a post, and to an upload."""

    errcode: int = 0
    errmsg: str | None = None
    media_id: str | None = None
