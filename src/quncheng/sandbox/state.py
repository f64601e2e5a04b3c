"""The sandbox's memory: finds what exists, adds what is new, and tells everybody who waits that something changed."""

import asyncio
from collections import deque
from collections.abc import Iterable

from quncheng.sandbox.clock import Clock
from quncheng.sandbox.errors import NotFound, Refused
from quncheng.sandbox.identifiers import Identifiers
from quncheng.sandbox.model import (
    App,
    Author,
    Bot,
    CardChange,
    Chat,
    Content,
    FrameLog,
    FrameRecord,
    Group,
    GroupRobot,
    Kind,
    Media,
    Member,
    Message,
    Organization,
    Settings,
    StoredFile,
)

COLORS = 8
MEDIA_DAYS = 3 * 86400


class Platform:
    """One simulated WeCom. Used from one event loop only."""

    def __init__(self, *, clock: Clock, identifiers: Identifiers, settings: Settings) -> None:
        self.clock = clock
        self.identifiers = identifiers
        self.settings = settings
        self.base_url = ""
        self.organizations: dict[str, Organization] = {}
        self.files: dict[str, StoredFile] = {}
        self.media: dict[str, Media] = {}
        self.frames: FrameLog = deque(maxlen=2000)
        self.cursor = 0
        self.chat_cursors: dict[str, int] = {}
        self.is_closing = False
        self._changed = asyncio.Event()

    # Waiting

    def close(self) -> None:
        """Lets everybody who waits go home."""
        self.is_closing = True
        self._changed.set()

    def touch(self) -> int:
        """Moves the journal's cursor and wakes everybody who waits."""
        self.cursor += 1
        self._changed.set()
        self._changed = asyncio.Event()
        return self.cursor

    async def wait_for_change(self, seconds: float) -> None:
        """Returns at the next change, or after the time."""
        if self.is_closing:
            return
        try:
            await asyncio.wait_for(self._changed.wait(), seconds)
        except TimeoutError:
            return

    def record(self, channel: str, direction: str, text: str) -> None:
        self.frames.append(FrameRecord(self.clock.now(), channel, direction, text))

    # Finding

    def organization(self, corp_id: str) -> Organization:
        found = self.organizations.get(corp_id)
        if found is None:
            raise NotFound(f"organization {corp_id}")
        return found

    def member(self, organization: Organization, userid: str) -> Member:
        found = organization.members.get(userid)
        if found is None:
            raise NotFound(f"member {userid}")
        return found

    def group(self, organization: Organization, chat_id: str) -> Group:
        found = organization.groups.get(chat_id)
        if found is None:
            raise NotFound(f"group {chat_id}")
        return found

    def bot(self, organization: Organization, bot_id: str) -> Bot:
        found = organization.bots.get(bot_id)
        if found is None:
            raise NotFound(f"bot {bot_id}")
        return found

    def app(self, organization: Organization, agent_id: int) -> App:
        found = organization.apps.get(agent_id)
        if found is None:
            raise NotFound(f"app {agent_id}")
        return found

    def find_bot(self, bot_id: str) -> Bot | None:
        return next((one.bots[bot_id] for one in self.organizations.values() if bot_id in one.bots), None)

    def find_robot(self, key: str) -> GroupRobot | None:
        return next((one.robots[key] for one in self.organizations.values() if key in one.robots), None)

    def chat_for(self, organization: Organization, userid: str, reference: str) -> Chat:
        """The chat a member means by a group's id, a bot's id or ``app:AGENTID``."""
        self.member(organization, userid)
        group = organization.groups.get(reference)
        if group is not None:
            if userid not in group.chat.members:
                raise Refused(f"{userid} is not in the group")
            return group.chat
        if reference in organization.bots:
            return self.direct_chat(organization, userid, reference)
        if reference.startswith("app:") and reference[4:].isdigit() and int(reference[4:]) in organization.apps:
            return self.direct_chat(organization, userid, reference)
        raise NotFound(f"chat {reference}")

    def direct_chat(self, organization: Organization, userid: str, partner_id: str) -> Chat:
        chat_id = f"{partner_id}/{userid}"
        chat = organization.direct_chats.get(chat_id)
        if chat is None:
            name = self._partner_name(organization, partner_id)
            chat = Chat(chat_id, name, [userid], is_group=False, partner_id=partner_id)
            organization.direct_chats[chat_id] = chat
        return chat

    def _partner_name(self, organization: Organization, partner_id: str) -> str:
        bot = organization.bots.get(partner_id)
        return bot.name if bot is not None else organization.apps[int(partner_id.removeprefix("app:"))].name

    def chat_by_id(self, organization: Organization, chat_id: str) -> Chat:
        group = organization.groups.get(chat_id)
        return group.chat if group is not None else organization.direct_chats[chat_id]

    # Adding

    def add_organization(self, name: str, corp_id: str | None = None) -> Organization:
        corp_id = corp_id or f"ww{self.identifiers.hexadecimal(16)}"
        if corp_id in self.organizations:
            raise Refused(f"organization {corp_id} exists")
        organization = self.organizations[corp_id] = Organization(corp_id, name)
        self.touch()
        return organization

    def add_member(self, organization: Organization, userid: str, *, name: str) -> Member:
        if userid in organization.members:
            raise Refused(f"member {userid} exists")
        member = organization.members[userid] = Member(userid, name, len(organization.members) % COLORS)
        self.touch()
        return member

    def add_group(
        self, organization: Organization, name: str, *, members: Iterable[str], chat_id: str | None = None
    ) -> Group:
        userids = list(dict.fromkeys(members))
        for userid in userids:
            self.member(organization, userid)
        if not userids:
            raise Refused("a group needs a member")
        chat_id = chat_id or self.identifiers.token(16, "wrkS")
        if chat_id in organization.groups:
            raise Refused(f"group {chat_id} exists")
        group = Group(Chat(chat_id, name, userids, is_group=True), owner=userids[0])
        organization.groups[chat_id] = group
        self.touch()
        return group

    def add_bot(
        self, organization: Organization, name: str, *, bot_id: str | None = None, secret: str | None = None
    ) -> Bot:
        bot_id = bot_id or self.identifiers.token(20, "aib")
        if self.find_bot(bot_id) is not None:
            raise Refused(f"bot {bot_id} exists")
        bot = Bot(bot_id, secret or self.identifiers.token(43), name, organization.corp_id)
        organization.bots[bot_id] = bot
        self.touch()
        return bot

    def add_robot(self, organization: Organization, name: str, *, chat_id: str, key: str | None = None) -> GroupRobot:
        self.group(organization, chat_id)
        digits = self.identifiers.hexadecimal(32)
        key = key or "-".join((digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:]))
        robot = organization.robots[key] = GroupRobot(key, name, chat_id, organization.corp_id)
        self.touch()
        return robot

    def add_app(
        self, organization: Organization, name: str, *, agent_id: int | None = None, secret: str | None = None
    ) -> App:
        agent_id = agent_id or 1000002 + len(organization.apps)
        if agent_id in organization.apps:
            raise Refused(f"app {agent_id} exists")
        app = App(agent_id, secret or self.identifiers.token(43), name, organization.corp_id)
        organization.apps[agent_id] = app
        self.touch()
        return app

    def store_file(self, kind: Kind, name: str, data: bytes) -> StoredFile:
        file = StoredFile(self.identifiers.token(24), kind, name, data)
        self.files[file.file_id] = file
        return file

    def add_media(self, file: StoredFile, *, owner: str) -> str:
        media_id = self.identifiers.token(60, "3")
        self.media[media_id] = Media(file, owner, self.clock.now())
        return media_id

    def find_media(self, media_id: str, kind: Kind, *, owner: str) -> StoredFile | None:
        """The file, when it is this owner's, of this kind and not older than three days."""
        media = self.media.get(media_id)
        if media is None or media.owner != owner or media.file.kind is not kind:
            return None
        return media.file if self.clock.now() - media.uploaded_at < MEDIA_DAYS else None

    # Speaking

    def post(
        self,
        chat: Chat,
        author: Author,
        *,
        content: Content,
        quoted_id: str | None = None,
        mentions: tuple[str, ...] = (),
        readers: frozenset[str] | None = None,
    ) -> Message:
        """Puts a bubble into a chat; everybody in it sees it unless ``readers`` says who."""
        cursor = self.touch()
        message = Message(
            message_id=self.identifiers.token(28, "CAIQ"),
            chat_id=chat.chat_id,
            sequence=cursor,
            changed=cursor,
            author=author,
            content=content,
            sent_at=self.clock.now(),
            quoted_id=quoted_id,
            mentions=mentions,
            readers=readers,
        )
        chat.messages.append(message)
        self.chat_cursors[chat.chat_id] = cursor
        return message

    def changed(self, message: Message) -> None:
        message.changed = self.touch()
        self.chat_cursors[message.chat_id] = message.changed

    def change_card(self, message: Message, userid: str, change: CardChange) -> None:
        message.card_changes[userid] = change
        self.changed(message)
