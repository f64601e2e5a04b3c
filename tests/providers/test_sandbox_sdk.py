"""A foreign client at the sandbox: the platform's official Python SDK, unchanged, over TLS."""

import asyncio
import base64
import ssl
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import cast

import pytest

from quncheng.sandbox.assembly import Sandbox
from quncheng.sandbox.control_client import ControlClient, file_of
from quncheng.sandbox.seed import DemoWorld, plant_demo
from quncheng.sandbox.server import SandboxServer
from tests.support.official_sdk import Frame, SdkClient, make_certificate, sdk_client
from tests.support.raw_bot import button_card

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")

PNG = b"\x89PNG\r\n\x1a\n" + b"picture" * 300


@dataclass(slots=True)
class SdkWorld:
    url: str
    control: ControlClient
    demo: DemoWorld


@pytest.fixture
def world(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[SdkWorld]:
    made = make_certificate(tmp_path)
    trusting: ssl.SSLContext = made.context()
    monkeypatch.setattr("aibot.ws._SSL_CONTEXT", trusting)
    monkeypatch.setattr("aibot.api._SSL_CONTEXT", trusting)
    sandbox = Sandbox(seed=7)
    demo = plant_demo(sandbox.platform)
    with (
        SandboxServer(sandbox, certificate=made.certificate, key=made.key) as server,
        ControlClient(server.url, demo.corp_id, verify=trusting) as control,
    ):
        yield SdkWorld(server.ws_url, control, demo)


@dataclass(slots=True)
class Ears:
    """What the SDK tells, in order, by the name of its event."""

    heard: dict[str, "asyncio.Queue[Frame]"] = field(default_factory=dict[str, "asyncio.Queue[Frame]"])

    def listen(self, client: SdkClient, name: str) -> None:
        queue: asyncio.Queue[Frame] = asyncio.Queue()
        self.heard[name] = queue

        def hear(*given: Frame) -> None:
            queue.put_nowait(given[0] if given else {})

        client.on(name, hear)

    async def next(self, name: str) -> Frame:
        return await asyncio.wait_for(self.heard[name].get(), 5)


NAMES = (
    "authenticated",
    "message.text",
    "message.voice",
    "message.image",
    "event.enter_chat",
    "event.template_card_event",
    "event.disconnected_event",
)


def with_sdk(
    world: SdkWorld, story: Callable[[SdkClient, Ears], Awaitable[None]], *, secret: str | None = None
) -> None:
    async def play() -> None:
        client = sdk_client(world.demo.bot_id, secret or world.demo.secret, url=world.url)
        ears = Ears()
        for name in (*NAMES, "error"):
            ears.listen(client, name)
        await client.connect()
        try:
            await story(client, ears)
        finally:
            client.disconnect()
            waiting = asyncio.all_tasks() - {cast("asyncio.Task[object]", asyncio.current_task())}
            await asyncio.wait_for(asyncio.gather(*waiting, return_exceptions=True), 5)

    asyncio.run(play())


def body_of(frame: Frame) -> Frame:
    return cast("Frame", frame["body"])


def test_a_conversation_with_stream_card_click_and_update(world: SdkWorld) -> None:
    group = world.demo.launch_group

    async def story(client: SdkClient, ears: Ears) -> None:
        await ears.next("authenticated")
        said = await asyncio.to_thread(world.control.say, "lilei", group, text="@群程 计划")
        frame = await ears.next("message.text")
        assert body_of(frame)["text"] == {"content": "@群程 计划"}
        for text, done in (("正在查", False), ("**三件事**", True)):
            assert (await client.reply_stream(frame, "s1", text, done))["errcode"] == 0
        assert (await client.reply_template_card(frame, button_card(), {"id": "fb-1"}))["errcode"] == 0
        card = (await asyncio.to_thread(world.control.messages, "lilei", group, after=said.cursor))[-1]

        await asyncio.to_thread(world.control.click, "lilei", group, message=card.id, key="ok")
        event = await ears.next("event.template_card_event")
        assert (await client.update_template_card(event, button_card(text="已确认")))["errcode"] == 0

    with_sdk(world, story)
    texts = [one.text for one in world.control.messages("zhaomin", group)]
    assert texts == ["@群程 计划", "**三件事**", ""]
    changed = world.control.messages("zhaomin", group)[-1].card
    assert changed is not None
    assert changed.button_list is not None
    assert changed.button_list[0].text == "已确认"


def test_welcome_push_and_voice(world: SdkWorld) -> None:
    async def story(client: SdkClient, ears: Ears) -> None:
        await ears.next("authenticated")
        await asyncio.to_thread(world.control.enter, "lilei", world.demo.bot_id)
        entered = await ears.next("event.enter_chat")
        assert (await client.reply_welcome(entered, {"msgtype": "text", "text": {"content": "你好"}}))["errcode"] == 0
        with pytest.raises(RuntimeError, match="errcode=93006"):
            await client.send_message("lilei", {"msgtype": "markdown", "markdown": {"content": "早"}})

        await asyncio.to_thread(world.control.say, "lilei", world.demo.bot_id, text="文案六成", voice=True)
        assert body_of(await ears.next("message.voice"))["voice"] == {"content": "文案六成"}
        pushed = await client.send_message("lilei", {"msgtype": "markdown", "markdown": {"content": "早"}})
        assert pushed["errcode"] == 0

    with_sdk(world, story)
    assert [one.text for one in world.control.messages("lilei", world.demo.bot_id)] == ["你好", "文案六成", "早"]


def test_a_picture_is_downloaded_and_one_is_uploaded(world: SdkWorld) -> None:
    async def story(client: SdkClient, ears: Ears) -> None:
        await ears.next("authenticated")
        picture = file_of("image", "初稿 1.png", PNG)
        await asyncio.to_thread(world.control.say, "lilei", world.demo.bot_id, files=[picture])
        frame = await ears.next("message.image")
        image = cast("dict[str, str]", body_of(frame)["image"])
        assert await client.download_file(image["url"], image["aeskey"]) == (PNG, "初稿 1.png")

        async def command(name: str, body: Frame) -> dict[str, str]:
            answer = await client.reply({"headers": {"req_id": f"{name}_1"}}, body, name)
            return cast("dict[str, str]", answer.get("body", {}))

        init: Frame = {"type": "image", "filename": "甘特图.png", "total_size": len(PNG), "total_chunks": 1}
        upload_id = (await command("aibot_upload_media_init", init))["upload_id"]
        data = base64.b64encode(PNG).decode()
        await command("aibot_upload_media_chunk", {"upload_id": upload_id, "chunk_index": 0, "base64_data": data})
        media_id = (await command("aibot_upload_media_finish", {"upload_id": upload_id}))["media_id"]
        answer = await client.reply(frame, {"msgtype": "image", "image": {"media_id": media_id}}, "aibot_respond_msg")
        assert answer["errcode"] == 0

    with_sdk(world, story)
    sent = world.control.messages("lilei", world.demo.bot_id)[-1]
    assert (sent.kind, sent.sender.kind, sent.files[0].name, sent.files[0].size) == (
        "image",
        "bot",
        "甘特图.png",
        len(PNG),
    )


def test_a_wrong_secret_reaches_the_sdk_as_its_error(world: SdkWorld) -> None:
    async def story(_: SdkClient, ears: Ears) -> None:
        error = await asyncio.wait_for(ears.heard["error"].get(), 5)
        assert str(error) == "Authentication failed: invalid bot_id or secret (code: 853000)"

    with_sdk(world, story, secret="wrong")


def test_a_second_sdk_kicks_the_first(world: SdkWorld) -> None:
    async def story(_: SdkClient, ears: Ears) -> None:
        await ears.next("authenticated")
        await asyncio.to_thread(with_sdk, world, second)
        event = await ears.next("event.disconnected_event")
        assert body_of(event)["event"] == {"eventtype": "disconnected_event"}

    async def second(_: SdkClient, ears: Ears) -> None:
        await ears.next("authenticated")

    with_sdk(world, story)
