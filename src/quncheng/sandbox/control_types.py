"""The bodies of the control API, shared by the server and its client."""

from typing import Literal

from msgspec import Struct


class NewOrganization(Struct):
    name: str
    corp_id: str | None = None


class NewMember(Struct):
    userid: str
    name: str


class NewGroup(Struct):
    name: str
    members: list[str]
    chat_id: str | None = None


class NewBot(Struct):
    name: str
    bot_id: str | None = None
    secret: str | None = None


class CallbackSetting(Struct):
    """``url`` must pass the platform's check before anything is delivered to it."""

    url: str
    token: str
    encoding_aes_key: str


class BotChange(Struct):
    """What is left out stays. ``callback`` moves the bot from its connection to an address."""

    name: str | None = None
    delivery: Literal["once", "at_least_once"] | None = None
    visible_to: list[str] | None = None
    callback: CallbackSetting | None = None


class NewRobot(Struct):
    name: str
    key: str | None = None


class RobotChange(Struct):
    is_enabled: bool


class NewApp(Struct):
    name: str
    agent_id: int | None = None
    secret: str | None = None


class AppChange(Struct):
    is_enabled: bool | None = None
    visible_to: list[str] | None = None
    allowed_addresses: list[str] | None = None
    callback: CallbackSetting | None = None


class OneId(Struct):
    id: str


class NewFile(Struct):
    kind: Literal["image", "file", "video"]
    name: str
    base64: str


class Say(Struct):
    """``voice`` sends the text as a transcribed voice message."""

    member: str
    chat: str
    text: str = ""
    voice: bool = False
    files: list[NewFile] = []
    quote: str | None = None


class Click(Struct):
    member: str
    chat: str
    message: str
    key: str
    chosen: dict[str, list[str]] = {}


class Enter(Struct):
    member: str
    chat: str


class Judge(Struct):
    """``verdict``: 1 accurate, 2 inaccurate, 3 taken back."""

    member: str
    chat: str
    message: str
    verdict: Literal[1, 2, 3]
    comment: str = ""
    reasons: list[int] = []


class MoveClock(Struct):
    """``set`` is an instant in seconds since 1970, ``advance`` a number of seconds; ``running`` stops or starts."""

    set: float | None = None
    advance: float | None = None
    running: bool | None = None


class NewFault(Struct):
    """``target`` is a bot's id, ``app:AGENTID`` or a robot's key. No ``count`` means until it is cleared."""

    target: str
    kind: Literal[
        "answer",
        "lose",
        "silence_acks",
        "silence_pings",
        "delay",
        "duplicate",
        "reorder",
        "refuse_connection",
    ]
    count: int | None = 1
    command: str | None = None
    errcode: int = -1
    errmsg: str = "system busy"
    seconds: float = 0.0


class Disturb(Struct):
    """``close`` with a code, ``abort`` without goodbye, ``freeze`` half-open, ``unsubscribe`` with the socket open."""

    how: Literal["close", "abort", "freeze", "unsubscribe"] = "close"
    code: int = 1000


class RawFrame(Struct):
    text: str


class SettingsChange(Struct):
    stream_limit_seconds: float | None = None
    idle_seconds: float | None = None
    strict_acks: bool | None = None
    stream_poll_seconds: float | None = None
    callback_timeout_seconds: float | None = None
    verification_timeout_seconds: float | None = None


class Outcome(Struct):
    """``delivered``: whether the bot or app could be told."""

    delivered: bool


class BotView(Struct):
    bot_id: str
    secret: str
    name: str
    is_connected: bool
    mode: str
    delivery: str


class RobotView(Struct):
    key: str
    name: str
    chat: str
    url: str
    is_enabled: bool


class AppView(Struct):
    agent_id: int
    secret: str
    name: str
    is_enabled: bool


class MemberView(Struct):
    userid: str
    name: str
    color: int


class GroupView(Struct):
    chat_id: str
    name: str
    members: list[str]
    bots: list[str]


class OrganizationView(Struct):
    corp_id: str
    name: str
    members: list[MemberView]
    groups: list[GroupView]
    bots: list[BotView]
    robots: list[RobotView]
    apps: list[AppView]


class FrameView(Struct):
    at: float
    channel: str
    direction: str
    text: str
