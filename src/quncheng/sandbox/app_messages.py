"""What a self-built app may send, change and take back.

Vendor pages: https://developer.work.weixin.qq.com/document/path/90236, 94888, 94867
"""

import hashlib
from dataclasses import dataclass, replace

from quncheng.sandbox.app_cards import ResponseCodes
from quncheng.sandbox.app_content import AppContents
from quncheng.sandbox.app_types import RecallRequest, SendAnswer, SendRequest, UpdateRequest
from quncheng.sandbox.card_types import INTERACTIVE, TemplateCard
from quncheng.sandbox.cards import Sender, check_card
from quncheng.sandbox.errors import (
    AGENT_MISSING,
    ILLEGAL_PARAMETER,
    INVALID_PARAMETER,
    LIST_TOO_LONG,
    NOBODY_VALID,
    TOO_MANY_PARTIES,
    TOO_MANY_TAGS,
    WRONG_AGENT,
    PlatformError,
)
from quncheng.sandbox.limits import conversation_limit
from quncheng.sandbox.model import App, Author, CardChange, Content, Message, Speaker
from quncheng.sandbox.state import Platform

RECALL_SECONDS = 86400
MOST_USERS = 1000
MOST_LISTS = 100
LONGEST_DUPLICATE_CHECK = 14400
ROOT_PARTY = "1"


@dataclass(frozen=True, slots=True)
class Recipients:
    userids: tuple[str, ...]
    invalid_users: tuple[str, ...]
    invalid_parties: tuple[str, ...]
    invalid_tags: tuple[str, ...]


@dataclass(slots=True)
class Sending:
    app: App
    messages: tuple[Message, ...]
    sent_at: float
    is_recalled: bool = False


class AppMessages:
    """The sandbox knows one department, the root with the id 1, and no tags."""

    def __init__(self, platform: Platform, *, codes: ResponseCodes) -> None:
        self._platform = platform
        self._codes = codes
        self._contents = AppContents(platform)
        self._sendings: dict[str, Sending] = {}

    def send(self, app: App, request: SendRequest, *, raw: bytes) -> SendAnswer:
        """Raises PlatformError; members over their limit are dropped without a word."""
        _check_agent(app, request.agentid)
        recipients = self._recipients(app, request)
        content = self._contents.make(app, request)
        msgid = self._platform.identifiers.token(48)
        answer = SendAnswer(
            0,
            "ok",
            "|".join(recipients.invalid_users),
            "|".join(recipients.invalid_parties),
            "|".join(recipients.invalid_tags),
            msgid,
        )
        if request.enable_duplicate_check and self._is_repeated(app, request, recipients=recipients, raw=raw):
            return answer
        messages = tuple(
            self._post(app, userid, content) for userid in recipients.userids if self._within_limit(app, userid)
        )
        self._sendings[msgid] = Sending(app, messages, self._platform.clock.now())
        card = content.card
        if card is not None:
            if card.task_id:
                app.sendings[card.task_id] = messages
            if card.card_type in INTERACTIVE or card.action_menu is not None:
                answer.response_code = self._codes.make(app, messages)
        return answer

    def update(self, app: App, request: UpdateRequest) -> list[str]:
        """Changes copies of a card that was sent; gives back the userids that have none."""
        _check_agent(app, request.agentid)
        if not (request.userids or request.partyids or request.tagids or request.atall):
            raise PlatformError(ILLEGAL_PARAMETER, "invalid parameter: nobody is named")
        if len(request.userids) > MOST_USERS:
            raise PlatformError(LIST_TOO_LONG, "userids out of limit")
        if len(request.partyids) > MOST_LISTS:
            raise PlatformError(TOO_MANY_PARTIES, "partyids out of limit")
        if len(request.tagids) > MOST_LISTS:
            raise PlatformError(TOO_MANY_TAGS, "tagids out of limit")
        name = request.button.replace_name if request.button else None
        if not name and request.template_card is None:
            raise PlatformError(INVALID_PARAMETER, "invalid parameter: button or template_card is required")
        if request.template_card is not None:
            _check_replacement(request.template_card)
        copies = {self._owner(copy): copy for copy in self._codes.use(app, request.response_code or "")}
        everybody = bool(request.atall) or int(ROOT_PARTY) in request.partyids
        for userid in copies if everybody else request.userids:
            copy = copies.get(userid)
            if copy is not None:
                self._change(copy, userid, card=request.template_card, name=name)
        return [userid.lower() for userid in request.userids if userid not in copies]

    def recall(self, app: App, request: RecallRequest) -> None:
        sending = self._sendings.get(request.msgid)
        if sending is None or sending.app is not app or sending.is_recalled:
            raise PlatformError(INVALID_PARAMETER, "invalid msgid")
        if self._platform.clock.now() - sending.sent_at > RECALL_SECONDS:
            raise PlatformError(INVALID_PARAMETER, "invalid msgid, more than 24 hours old")
        sending.is_recalled = True
        for message in sending.messages:
            message.is_recalled = True
            self._platform.changed(message)

    def _recipients(self, app: App, request: SendRequest) -> Recipients:
        users = [one for one in request.touser.split("|") if one]
        parties = [one for one in request.toparty.split("|") if one]
        tags = [one for one in request.totag.split("|") if one]
        if not (users or parties or tags):
            raise PlatformError(ILLEGAL_PARAMETER, "touser, toparty and totag are all empty")
        if len(users) > MOST_USERS:
            raise PlatformError(LIST_TOO_LONG, "touser out of limit")
        if len(parties) > MOST_LISTS:
            raise PlatformError(TOO_MANY_PARTIES, "toparty out of limit")
        if len(tags) > MOST_LISTS:
            raise PlatformError(TOO_MANY_TAGS, "totag out of limit")
        visible = self._visible(app)
        if users == ["@all"]:
            return Recipients(tuple(visible.values()), (), (), ())
        found = {visible[one.lower()]: None for one in users if one.lower() in visible}
        if ROOT_PARTY in parties:
            found |= dict.fromkeys(visible.values())
        unknown = tuple(dict.fromkeys(one.lower() for one in users if one.lower() not in visible))
        if not found:
            raise PlatformError(NOBODY_VALID, "user & party & tag all invalid")
        return Recipients(tuple(found), unknown, tuple(one for one in parties if one != ROOT_PARTY), tuple(tags))

    def _visible(self, app: App) -> dict[str, str]:
        members = self._platform.organization(app.corp_id).members
        return {one.lower(): one for one in members if app.visible_to is None or one in app.visible_to}

    def _is_repeated(self, app: App, request: SendRequest, *, recipients: Recipients, raw: bytes) -> bool:
        interval = min(request.duplicate_check_interval, LONGEST_DUPLICATE_CHECK)
        digest = hashlib.sha256("|".join(sorted(recipients.userids)).encode() + raw).hexdigest()
        now = self._platform.clock.now()
        last = app.recent.get(digest)
        if last is not None and now - last < interval:
            return True
        app.recent[digest] = now
        return False

    def _within_limit(self, app: App, userid: str) -> bool:
        limit = app.limits.setdefault(userid, conversation_limit())
        now = self._platform.clock.now()
        if not limit.allows(now):
            return False
        limit.take(now, "messages to this member")
        return True

    def _post(self, app: App, userid: str, content: Content) -> Message:
        organization = self._platform.organization(app.corp_id)
        chat = self._platform.direct_chat(organization, userid, f"app:{app.agent_id}")
        return self._platform.post(chat, Author(Speaker.APP, str(app.agent_id), app.name), content=content)

    def _owner(self, copy: Message) -> str:
        return copy.chat_id.partition("/")[2]

    def _change(self, copy: Message, userid: str, *, card: TemplateCard | None, name: str | None) -> None:
        old = copy.card_changes.get(userid, CardChange())
        text = name if card is None else card.replace_text
        self._platform.change_card(copy, userid, replace(old, card=card or old.card, replaced_text=text))


def _check_agent(app: App, agent_id: int | None) -> None:
    if agent_id is None:
        raise PlatformError(AGENT_MISSING, "missing agentid")
    if agent_id != app.agent_id:
        raise PlatformError(WRONG_AGENT, "no privilege to access the agentid")


def _check_replacement(card: TemplateCard) -> None:
    """A replacing card has no task_id of its own, so that field alone is not asked for."""
    if card.task_id is not None:
        raise PlatformError(INVALID_PARAMETER, "invalid parameter: template_card.task_id is not allowed here")
    card.task_id = "replacement"
    check_card(card, sender=Sender.APP)
    card.task_id = None
