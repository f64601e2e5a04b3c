"""A small typed client of the control API, for tests and scripts."""

import base64
import ssl
from collections.abc import Mapping, Sequence
from typing import Literal, TypeVar

import httpx2
import msgspec

from quncheng.sandbox.control_types import (
    AppChange,
    AppView,
    BotChange,
    BotView,
    Click,
    Disturb,
    Enter,
    FrameView,
    GroupView,
    Judge,
    MemberView,
    MoveClock,
    NewApp,
    NewBot,
    NewFault,
    NewFile,
    NewGroup,
    NewMember,
    NewOrganization,
    NewRobot,
    OneId,
    OrganizationView,
    Outcome,
    RawFrame,
    RobotChange,
    RobotView,
    Say,
    SettingsChange,
)
from quncheng.sandbox.views import ChatView, ClockView, MessagesView, MessageView

T = TypeVar("T")


class ControlError(Exception):
    """The sandbox refused; ``status`` is the HTTP status."""

    def __init__(self, status: int, detail: str) -> None:
        super().__init__(f"{status} {detail}")
        self.status = status


class ControlClient:
    """Drives one organization of a sandbox; a context manager."""

    def __init__(
        self, url: str, organization: str = "", *, timeout: float = 90.0, verify: ssl.SSLContext | bool = True
    ) -> None:
        self.organization = organization
        self._http = httpx2.Client(
            base_url=f"{url.rstrip('/')}/control/v1", timeout=timeout, verify=verify, trust_env=False
        )

    def __enter__(self) -> "ControlClient":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        self._http.close()

    # Building the world

    def create_organization(self, name: str, corp_id: str | None = None) -> OrganizationView:
        """Creates it and works on it from now on."""
        view = self._call("POST", "/organizations", OrganizationView, body=NewOrganization(name, corp_id))
        self.organization = view.corp_id
        return view

    def get_organization(self) -> OrganizationView:
        return self._call("GET", self._at(""), OrganizationView)

    def list_organizations(self) -> list[OrganizationView]:
        return self._call("GET", "/organizations", list[OrganizationView])

    def create_member(self, userid: str, name: str) -> MemberView:
        return self._call("POST", self._at("/members"), MemberView, body=NewMember(userid, name))

    def create_group(self, name: str, members: Sequence[str], *, chat_id: str | None = None) -> GroupView:
        return self._call("POST", self._at("/groups"), GroupView, body=NewGroup(name, list(members), chat_id))

    def create_bot(self, name: str, *, bot_id: str | None = None, secret: str | None = None) -> BotView:
        return self._call("POST", self._at("/bots"), BotView, body=NewBot(name, bot_id, secret))

    def change_bot(self, bot_id: str, change: BotChange) -> BotView:
        return self._call("PATCH", self._at(f"/bots/{bot_id}"), BotView, body=change)

    def add_bot(self, group: str, bot_id: str) -> GroupView:
        return self._call("POST", self._at(f"/groups/{group}/bots"), GroupView, body=OneId(bot_id))

    def remove_bot(self, group: str, bot_id: str) -> None:
        self._send("DELETE", self._at(f"/groups/{group}/bots/{bot_id}"))

    def add_group_member(self, group: str, userid: str) -> GroupView:
        return self._call("POST", self._at(f"/groups/{group}/members"), GroupView, body=OneId(userid))

    def remove_group_member(self, group: str, userid: str) -> None:
        self._send("DELETE", self._at(f"/groups/{group}/members/{userid}"))

    def create_robot(self, group: str, name: str, *, key: str | None = None) -> RobotView:
        return self._call("POST", self._at(f"/groups/{group}/robots"), RobotView, body=NewRobot(name, key))

    def change_robot(self, key: str, *, is_enabled: bool) -> RobotView:
        return self._call("PATCH", self._at(f"/robots/{key}"), RobotView, body=RobotChange(is_enabled))

    def remove_robot(self, key: str) -> None:
        self._send("DELETE", self._at(f"/robots/{key}"))

    def create_app(self, name: str, *, agent_id: int | None = None, secret: str | None = None) -> AppView:
        return self._call("POST", self._at("/apps"), AppView, body=NewApp(name, agent_id, secret))

    def change_app(self, agent_id: int, change: AppChange) -> AppView:
        return self._call("PATCH", self._at(f"/apps/{agent_id}"), AppView, body=change)

    def expire_tokens(self, agent_id: int) -> None:
        self._send("POST", self._at(f"/apps/{agent_id}/expire-tokens"))

    # What members do and see

    def say(
        self,
        member: str,
        chat: str,
        *,
        text: str = "",
        voice: bool = False,
        files: Sequence[NewFile] = (),
        quote: str | None = None,
    ) -> MessageView:
        body = Say(member, chat, text, voice, list(files), quote)
        return self._call("POST", self._at("/say"), MessageView, body=body)

    def click(
        self, member: str, chat: str, *, message: str, key: str, chosen: Mapping[str, Sequence[str]] | None = None
    ) -> bool:
        """Says whether the bot or app could be told."""
        options = {question: list(picked) for question, picked in (chosen or {}).items()}
        body = Click(member, chat, message, key, options)
        return self._call("POST", self._at("/click"), Outcome, body=body).delivered

    def enter(self, member: str, chat: str) -> bool:
        return self._call("POST", self._at("/enter"), Outcome, body=Enter(member, chat)).delivered

    def judge(
        self,
        member: str,
        chat: str,
        *,
        message: str,
        verdict: Literal[1, 2, 3],
        comment: str = "",
        reasons: Sequence[int] = (),
    ) -> bool:
        body = Judge(member, chat, message, verdict, comment, list(reasons))
        return self._call("POST", self._at("/feedback"), Outcome, body=body).delivered

    def chats(self, member: str) -> list[ChatView]:
        return self._call("GET", self._at("/chats"), list[ChatView], params={"member": member})

    def messages(self, member: str, chat: str, *, after: int = 0, limit: int = 200) -> list[MessageView]:
        params = {"member": member, "chat": chat, "after": after, "limit": limit}
        return self._call("GET", self._at("/messages"), MessagesView, params=params).messages

    def wait(
        self, member: str, chat: str, *, after: int = 0, count: int = 1, timeout: float = 10.0
    ) -> list[MessageView]:
        """What others said or changed after the cursor: at least ``count``, or what there is after the time."""
        params = {"member": member, "chat": chat, "after": after, "count": count, "seconds": timeout}
        return self._call("GET", self._at("/wait"), MessagesView, params=params).messages

    # The clock, and bad luck

    def now(self) -> float:
        return self._call("GET", "/clock", ClockView).now

    def set_clock(self, instant: float, *, running: bool | None = None) -> ClockView:
        return self._call("POST", "/clock", ClockView, body=MoveClock(set=instant, running=running))

    def advance_clock(self, seconds: float) -> ClockView:
        return self._call("POST", "/clock", ClockView, body=MoveClock(advance=seconds))

    def change_settings(self, change: SettingsChange) -> SettingsChange:
        return self._call("PATCH", "/settings", SettingsChange, body=change)

    def add_fault(self, fault: NewFault) -> None:
        self._send("POST", "/faults", body=fault)

    def clear_faults(self, target: str | None = None) -> None:
        self._send("DELETE", "/faults", params={"target": target} if target else {})

    def disturb(
        self, bot_id: str, how: Literal["close", "abort", "freeze", "unsubscribe"] = "close", *, code: int = 1000
    ) -> bool:
        """Ends or cripples the bot's connection. Says whether there was one."""
        return self._call("POST", f"/bots/{bot_id}/disturb", Outcome, body=Disturb(how, code)).delivered

    def redeliver(self, bot_id: str, message: str) -> bool:
        return self._call("POST", f"/bots/{bot_id}/redeliver", Outcome, body=OneId(message)).delivered

    def send_raw(self, bot_id: str, text: str) -> bool:
        return self._call("POST", f"/bots/{bot_id}/frames", Outcome, body=RawFrame(text)).delivered

    def frames(self, channel: str | None = None, *, limit: int = 200) -> list[FrameView]:
        params: dict[str, str | int] = {"limit": limit}
        if channel is not None:
            params["channel"] = channel
        return self._call("GET", "/frames", list[FrameView], params=params)

    def _at(self, path: str) -> str:
        return f"/organizations/{self.organization}{path}"

    def _call(
        self,
        method: str,
        path: str,
        kind: type[T],
        *,
        body: msgspec.Struct | None = None,
        params: Mapping[str, str | int | float] | None = None,
    ) -> T:
        return msgspec.json.decode(self._send(method, path, body=body, params=params), type=kind)

    def _send(
        self,
        method: str,
        path: str,
        *,
        body: msgspec.Struct | None = None,
        params: Mapping[str, str | int | float] | None = None,
    ) -> bytes:
        headers = {"Content-Type": "application/json"}
        content = None if body is None else msgspec.json.encode(body)
        response = self._http.request(method, path, content=content, params=params, headers=headers)
        if response.is_error:
            raise ControlError(response.status_code, response.text)
        return response.content


def file_of(kind: Literal["image", "file", "video"], name: str, data: bytes) -> NewFile:
    return NewFile(kind, name, base64.b64encode(data).decode())
