"""Facts about chats."""

from dataclasses import dataclass

from quncheng.runtime.events import Event, event


@event("chat.bound", subject="chat")
@dataclass(frozen=True, slots=True)
class ChatBound(Event):
    chat_id: str
    of_project: str

    @property
    def project_id(self) -> str | None:
        return self.of_project

    @property
    def subject_id(self) -> str:
        return self.chat_id


@event("chat.unbound", subject="chat")
@dataclass(frozen=True, slots=True)
class ChatUnbound(Event):
    chat_id: str
    of_project: str

    @property
    def project_id(self) -> str | None:
        return self.of_project

    @property
    def subject_id(self) -> str:
        return self.chat_id


@dataclass(frozen=True, slots=True)
class _OfBot(Event):
    bot_id: str
    provider: str
    of_project: str | None
    """A group robot's project; None for a bot, which serves everybody."""

    @property
    def project_id(self) -> str | None:
        return self.of_project

    @property
    def subject_id(self) -> str:
        return self.bot_id


@event("bot.registered", subject="bot")
@dataclass(frozen=True, slots=True)
class BotRegistered(_OfBot):
    name: str


@event("bot.removed", subject="bot")
@dataclass(frozen=True, slots=True)
class BotRemoved(_OfBot):
    pass
