"""Control API: what members do and see."""

import asyncio
import base64
import binascii
from collections.abc import AsyncIterator
from typing import Annotated

import msgspec
from litestar import Controller, Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery, JSONBody, QueryParameter
from litestar.response import Stream

from quncheng.sandbox.assembly import Sandbox
from quncheng.sandbox.control_types import Click, Enter, Judge, NewFile, Outcome, Say
from quncheng.sandbox.errors import NotFound, Refused
from quncheng.sandbox.media_checks import picture_type
from quncheng.sandbox.media_links import disposition
from quncheng.sandbox.members import Utterance
from quncheng.sandbox.model import Chat, Kind, Organization, StoredFile
from quncheng.sandbox.state import Platform
from quncheng.sandbox.views import ChatView, MessagesView, MessageView, chat_view, message_view, mime_type

PAGE = 200
LONGEST_WAIT = 60.0
HEARTBEAT_SECONDS = 15.0

After = Annotated[int, QueryParameter(ge=0)]
Limit = Annotated[int, QueryParameter(ge=1, le=1000)]
Seconds = Annotated[float, QueryParameter(ge=0, le=LONGEST_WAIT)]


class ChatController(Controller):
    path = "/control/v1/organizations/{corp_id:str}"
    tags = ("chat",)

    @get("/chats", operation_id="listChats")
    async def chats(
        self, sandbox: NamedDependency[Sandbox], corp_id: FromPath[str], member: FromQuery[str]
    ) -> list[ChatView]:
        """The member's groups, and the direct chats with every bot and app the member may use."""
        platform = sandbox.platform
        organization = platform.organization(corp_id)
        platform.member(organization, member)
        found = [one.chat for one in organization.groups.values() if member in one.chat.members]
        partners = [bot.bot_id for bot in organization.bots.values() if bot.serves(member)]
        partners += [
            f"app:{app.agent_id}"
            for app in organization.apps.values()
            if app.visible_to is None or member in app.visible_to
        ]
        found += [platform.direct_chat(organization, member, partner) for partner in partners]
        return [chat_view(organization, chat, userid=member) for chat in found]

    @get("/messages", operation_id="listMessages")
    async def messages(
        self,
        sandbox: NamedDependency[Sandbox],
        corp_id: FromPath[str],
        member: FromQuery[str],
        chat: FromQuery[str],
        after: After = 0,
        limit: Limit = PAGE,
    ) -> MessagesView:
        """The newest messages that came or changed after the cursor, oldest first, as this member sees them."""
        organization = sandbox.platform.organization(corp_id)
        found = sandbox.platform.chat_for(organization, member, chat)
        views = _seen(sandbox.platform, organization, chat=found, userid=member, after=after)
        return MessagesView(sandbox.platform.cursor, views[-limit:])

    @get("/wait", operation_id="waitForMessages")
    async def wait(
        self,
        sandbox: NamedDependency[Sandbox],
        corp_id: FromPath[str],
        member: FromQuery[str],
        chat: FromQuery[str],
        after: After = 0,
        count: Limit = 1,
        seconds: Seconds = 10.0,
    ) -> MessagesView:
        """Waits until others have said (or changed) ``count`` messages; unfinished streams do not count yet."""
        platform = sandbox.platform
        organization = platform.organization(corp_id)
        found = platform.chat_for(organization, member, chat)
        loop = asyncio.get_running_loop()
        deadline = loop.time() + seconds
        while True:
            views = [
                one
                for one in _seen(sandbox.platform, organization, chat=found, userid=member, after=after)
                if not one.is_own and not one.is_streaming
            ]
            left = deadline - loop.time()
            if len(views) >= count or left <= 0 or platform.is_closing:
                return MessagesView(max((one.cursor for one in views), default=after), views)
            await platform.wait_for_change(left)

    @post("/say", operation_id="say", status_code=200)
    async def say(self, sandbox: NamedDependency[Sandbox], corp_id: FromPath[str], data: JSONBody[Say]) -> MessageView:
        organization = sandbox.platform.organization(corp_id)
        chat = sandbox.platform.chat_for(organization, data.member, data.chat)
        if data.voice and data.files:
            raise Refused("a voice message has no files")
        files = tuple(_stored(sandbox.platform, file) for file in data.files)
        utterance = Utterance(data.text, data.voice, files, data.quote)
        message = sandbox.members.say(organization, data.member, chat=chat, utterance=utterance)
        return message_view(organization, chat, message, userid=data.member)

    @post("/click", operation_id="click", status_code=200)
    async def click(self, sandbox: NamedDependency[Sandbox], corp_id: FromPath[str], data: JSONBody[Click]) -> Outcome:
        organization = sandbox.platform.organization(corp_id)
        return Outcome(
            sandbox.members.click(
                organization,
                data.member,
                chat=sandbox.platform.chat_for(organization, data.member, data.chat),
                message_id=data.message,
                key=data.key,
                chosen={question: tuple(options) for question, options in data.chosen.items()},
            )
        )

    @post("/enter", operation_id="enterChat", status_code=200)
    async def enter(self, sandbox: NamedDependency[Sandbox], corp_id: FromPath[str], data: JSONBody[Enter]) -> Outcome:
        """Opens a direct chat: the bot hears ``enter_chat`` at most once a day."""
        organization = sandbox.platform.organization(corp_id)
        chat = sandbox.platform.chat_for(organization, data.member, data.chat)
        return Outcome(sandbox.members.enter(organization, data.member, chat=chat))

    @post("/feedback", operation_id="giveFeedback", status_code=200)
    async def judge(self, sandbox: NamedDependency[Sandbox], corp_id: FromPath[str], data: JSONBody[Judge]) -> Outcome:
        organization = sandbox.platform.organization(corp_id)
        return Outcome(
            sandbox.members.judge(
                organization,
                data.member,
                chat=sandbox.platform.chat_for(organization, data.member, data.chat),
                message_id=data.message,
                verdict=data.verdict,
                comment=data.comment,
                reasons=tuple(data.reasons),
            )
        )

    @get("/files/{file_id:str}", operation_id="getFile")
    async def file(
        self, sandbox: NamedDependency[Sandbox], corp_id: FromPath[str], file_id: FromPath[str]
    ) -> Response[bytes]:
        """The plain bytes, for the chat page; pictures are shown, everything else is saved."""
        sandbox.platform.organization(corp_id)
        file = sandbox.platform.files.get(file_id)
        if file is None:
            raise NotFound(f"file {file_id}")
        inline = picture_type(file.data) is not None
        headers = {
            "Content-Disposition": disposition(file.name, inline=inline),
            "Content-Security-Policy": "sandbox; default-src 'none'",
            "X-Content-Type-Options": "nosniff",
        }
        return Response(file.data, media_type=mime_type(file), headers=headers)


@get("/control/v1/events", operation_id="watch", tags=["chat"])
async def watch(sandbox: NamedDependency[Sandbox]) -> Stream:
    """Server-sent events: ``change`` with the cursor whenever anything has changed."""
    return Stream(_changes(sandbox.platform), media_type="text/event-stream", headers={"Cache-Control": "no-store"})


async def _changes(platform: Platform) -> AsyncIterator[str]:
    told = -1
    while not platform.is_closing:
        if platform.cursor != told:
            told = platform.cursor
            yield f"event: change\ndata: {msgspec.json.encode({'cursor': told}).decode()}\n\n"
        await platform.wait_for_change(HEARTBEAT_SECONDS)
        if platform.cursor == told:
            yield ": still here\n\n"


def _seen(platform: Platform, organization: Organization, *, chat: Chat, userid: str, after: int) -> list[MessageView]:
    if platform.chat_cursors.get(chat.chat_id, 0) <= after:
        return []
    return [
        message_view(organization, chat, message, userid=userid)
        for message in chat.messages
        if message.changed > after and message.is_seen_by(userid)
    ]


def _stored(platform: Platform, file: NewFile) -> StoredFile:
    try:
        data = base64.b64decode(file.base64, validate=True)
    except (binascii.Error, ValueError) as error:
        raise Refused("the file is not base64") from error
    if not data:
        raise Refused("the file is empty")
    kind = Kind(file.kind)
    if kind is Kind.IMAGE and picture_type(data) is None:
        raise Refused("the picture must be PNG, JPEG or GIF")
    return platform.store_file(kind, file.name, data)
