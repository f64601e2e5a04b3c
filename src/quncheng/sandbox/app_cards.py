"""Cards of self-built apps: the codes that allow changing one later, and their XML form in passive replies.

Vendor pages: https://developer.work.weixin.qq.com/document/path/94888, 90241
"""

from dataclasses import dataclass
from xml.etree import ElementTree

import msgspec

from quncheng.sandbox.card_types import TemplateCard
from quncheng.sandbox.errors import INVALID_PARAMETER, PlatformError
from quncheng.sandbox.model import App, Message
from quncheng.sandbox.state import Platform

CODE_SECONDS = 72 * 3600
LISTS = (
    "horizontal_content_list",
    "vertical_content_list",
    "jump_list",
    "action_list",
    "button_list",
    "option_list",
    "select_list",
)
JOINED = {
    "check_box": "checkbox",
    "app_id": "appid",
    "page_path": "pagepath",
    "key_name": "keyname",
    "user_id": "userid",
}


@dataclass(frozen=True, slots=True)
class ResponseCode:
    agent_key: tuple[str, int]
    messages: tuple[Message, ...]
    made_at: float


class ResponseCodes:
    """A code changes the copies of one sending once, within 72 hours, and only for its app."""

    def __init__(self, platform: Platform) -> None:
        self._platform = platform
        self._codes: dict[str, ResponseCode] = {}

    def make(self, app: App, messages: tuple[Message, ...]) -> str:
        code = self._platform.identifiers.token(43)
        self._codes[code] = ResponseCode((app.corp_id, app.agent_id), messages, self._platform.clock.now())
        return code

    def use(self, app: App, code: str) -> tuple[Message, ...]:
        found = self._codes.get(code)
        if found is None or found.agent_key != (app.corp_id, app.agent_id):
            raise PlatformError(INVALID_PARAMETER, "invalid response_code")
        if self._platform.clock.now() - found.made_at > CODE_SECONDS:
            raise PlatformError(INVALID_PARAMETER, "invalid response_code, expired")
        del self._codes[code]
        return found.messages


def card_from_xml(element: ElementTree.Element) -> TemplateCard:
    """Raises msgspec.ValidationError for values of the wrong type."""
    return msgspec.convert(_fields(element), TemplateCard, strict=False)


def _fields(element: ElementTree.Element) -> dict[str, object]:
    fields: dict[str, object] = {}
    lists: dict[str, list[object]] = {}
    for child in element:
        name = _snake(child.tag)
        value: object = _fields(child) if len(child) else (child.text or "").strip()
        if name in LISTS:
            lists.setdefault(name, []).append(value)
        else:
            fields[name] = value
    return {**fields, **lists}


def _snake(tag: str) -> str:
    name = "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in tag).lstrip("_")
    return JOINED.get(name, name)
