"""The bot and the group robot against the simulated WeCom, which enforces the platform's rules."""

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable, Iterator
from dataclasses import dataclass
from typing import Literal

import pytest

from quncheng.language.card import Card, CardButton, CardChoice, CardField, CardOption
from quncheng.providers.wecom.check import CredentialsVerdict, check_credentials
from quncheng.providers.wecom.group_robot import EVERYBODY, GroupRobot, mention, to_robot_address
from quncheng.providers.wecom.settings import BotCredentials
from quncheng.runtime.ports import (
    CardClick,
    CardContent,
    ChatAddress,
    ChatEntered,
    ChatKind,
    ConnectionState,
    FeedbackGiven,
    FileContent,
    InboundMessage,
    MarkdownContent,
    MessageKind,
    Outbound,
    PictureContent,
    SendError,
    SendFailure,
    SendMode,
)
from quncheng.sandbox.control_client import ControlClient, file_of
from quncheng.sandbox.control_types import BotView, GroupView, NewFault
from quncheng.sandbox.server import SandboxServer
from tests.support.scripted_platform import RunningBot, quick_settings, running_bot

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c6360f8cfc00000030101004d2b9b6a0000000049454e44ae426082"
)
LILEI = ChatAddress(ChatKind.DIRECT, "lilei")


@dataclass(slots=True)
class World:
    """One organization of the sandbox with its bot in a group of two, seen by 李雷."""

    server: SandboxServer
    control: ControlClient
    bot: BotView
    group: GroupView
    running: RunningBot
    address: ChatAddress

    async def say(self, text: str, *, chat: str | None = None, quote: str | None = None) -> InboundMessage:
        """李雷 says it, and the bot hears it."""
        await asyncio.to_thread(self.control.say, "lilei", chat or self.group.chat_id, text=text, quote=quote)
        return await self.hear()

    async def hear(self) -> InboundMessage:
        inbound = await self.running.next_inbound()
        assert isinstance(inbound, InboundMessage)
        return inbound

    def seen(self, chat: str | None = None) -> list[tuple[str, str]]:
        """Kind and text of what the bot has said."""
        found = self.control.messages("lilei", chat or self.group.chat_id)
        return [(one.kind, one.text) for one in found if one.sender.kind == "bot"]

    async def refusal(self, outbound: Outbound) -> tuple[SendFailure, int]:
        with pytest.raises(SendError) as refused:
            await self.running.bot.send(outbound)
        return refused.value.failure, refused.value.code

    def reply(self, text: str, token: str) -> Outbound:
        return Outbound(SendMode.REPLY, self.address, MarkdownContent(text), token)

    def push(self, text: str, chat: ChatAddress | None = None) -> Outbound:
        return Outbound(SendMode.PUSH, chat or self.address, MarkdownContent(text))


@pytest.fixture(scope="module")
def server() -> Iterator[SandboxServer]:
    with SandboxServer() as running:
        yield running


def tell(server: SandboxServer, story: Callable[[World], Awaitable[None]], *, heartbeat_interval: float = 30.0) -> None:
    """Runs a story in a new organization with a connected bot."""
    with ControlClient(server.url) as control:
        control.create_organization("晨光传媒")
        for userid, name in (("lilei", "李雷"), ("hanmeimei", "韩梅梅")):
            control.create_member(userid, name)
        bot = control.create_bot("群程")
        group = control.create_group("发布会", ["lilei", "hanmeimei"])
        control.add_bot(group.chat_id, bot.bot_id)

        async def told() -> None:
            settings = quick_settings(server.ws_url, heartbeat_interval=heartbeat_interval)
            async with running_bot(settings, credentials=BotCredentials(bot.bot_id, bot.secret)) as running:
                await running.until(ConnectionState.CONNECTED)
                await story(World(server, control, bot, group, running, ChatAddress(ChatKind.GROUP, group.chat_id)))

        asyncio.run(told())


def test_hears_what_is_said_and_replies(server: SandboxServer) -> None:
    async def story(world: World) -> None:
        message = await world.say("@群程 启动项目 新品线上发布会")
        assert (message.chat, message.sender_id, message.kind) == (world.address, "lilei", MessageKind.TEXT)
        assert message.text == "@群程 启动项目 新品线上发布会"
        await world.running.bot.send(world.reply("**好的**", message.reply_token))
        await world.running.bot.send(world.reply("再说一句", message.reply_token))
        assert world.seen() == [("markdown", "**好的**"), ("markdown", "再说一句")]

    tell(server, story)


def test_hears_voice_quotes_and_files(server: SandboxServer) -> None:
    async def story(world: World) -> None:
        direct = world.bot.bot_id
        await asyncio.to_thread(world.control.say, "lilei", direct, text="文案写完了", voice=True)
        voice = await world.hear()
        assert (voice.chat, voice.kind, voice.text) == (LILEI, MessageKind.VOICE, "文案写完了")
        said = await asyncio.to_thread(world.control.say, "hanmeimei", world.group.chat_id, text="首页要改")
        quoting = await world.say("@群程 张三 周五", quote=said.id)
        assert quoting.quote is not None
        assert (quoting.quote.kind, quoting.quote.text) == (MessageKind.TEXT, "首页要改")
        await asyncio.to_thread(world.control.say, "lilei", direct, files=[file_of("file", "周报 1.pdf", b"%PDF-1.7")])
        sent = await world.hear()
        assert sent.kind is MessageKind.FILE
        assert await world.running.bot.download(sent.attachments[0]) == ("周报 1.pdf", b"%PDF-1.7")
        world.control.advance_clock(301)
        with pytest.raises(SendError) as late:
            await world.running.bot.download(sent.attachments[0])
        assert late.value.failure is SendFailure.LATE

    tell(server, story)


def test_a_card_is_clicked_and_changed_within_its_window(server: SandboxServer) -> None:
    card = Card(
        "plan-1",
        "新品线上发布会",
        body="3 项任务",
        fields=(CardField("完成", "12月4日"),),
        buttons=(CardButton("确认", "plans.confirm"), CardButton("修改", "plans.edit")),
        choice=CardChoice("start", "开始日期", (CardOption("mon", "周一"), CardOption("tue", "周二"))),
    )

    async def story(world: World) -> None:
        message = await world.say("@群程 计划")
        await world.running.bot.send(Outbound(SendMode.REPLY, world.address, CardContent(card), message.reply_token))
        shown = world.control.messages("lilei", world.group.chat_id)[-1]
        await asyncio.to_thread(
            world.control.click,
            "lilei",
            world.group.chat_id,
            message=shown.id,
            key="plans.confirm",
            chosen={"start": ["tue"]},
        )
        click = await world.running.next_inbound()
        assert isinstance(click, CardClick)
        assert (click.card_id, click.action, click.sender_id) == ("plan-1", "plans.confirm", "lilei")
        assert (click.chat, click.chosen) == (world.address, {"start": ("tue",)})
        update = Outbound(
            SendMode.UPDATE, world.address, CardContent(Card("plan-1", "已确认", body="计划已生效")), click.reply_token
        )
        await world.running.bot.send(update)
        for member in ("lilei", "hanmeimei"):
            changed = world.control.messages(member, world.group.chat_id)[-1].card
            assert changed is not None
            assert changed.main_title is not None
            assert (changed.main_title.title, changed.sub_title_text) == ("已确认", "计划已生效")
        world.control.advance_clock(6)
        assert await world.refusal(update) == (SendFailure.LATE, 846605)

    tell(server, story)


@pytest.mark.parametrize(
    "card",
    [
        Card("a", "哪一个王强?", choice=CardChoice("who", "人", (CardOption("1", "王强"), CardOption("2", "王蔷")))),
        Card("b", "负责人?", choice=CardChoice("who", "人", tuple(CardOption(str(n), f"成员{n}") for n in range(15)))),
        Card("c", "指派", body="内容撰写", choice=CardChoice("who", "人", (CardOption("1", "王强"),))),
        Card("d", "已更新", subtitle="完成度 60%", link="https://pm.example/t/1"),
        Card("e", "长" * 90, "长" * 90, "长" * 900, "长" * 900, tuple(CardField("长" * 9, "长" * 90) for _ in range(9)),
             tuple(CardButton("长" * 40, f"k{n}") for n in range(9)), link="https://pm.example/t/1"),
    ],
)  # fmt: skip
def test_the_platform_takes_every_shape_of_card(server: SandboxServer, card: Card) -> None:
    async def story(world: World) -> None:
        await world.say("@群程 你好")
        await world.running.bot.send(Outbound(SendMode.PUSH, world.address, CardContent(card)))
        assert [kind for kind, _ in world.seen()] == ["template_card"]

    tell(server, story)


def test_a_welcome_and_a_push_after_it(server: SandboxServer) -> None:
    async def story(world: World) -> None:
        assert await world.refusal(world.push("你好", LILEI)) == (SendFailure.UNREACHABLE, 93006)
        await asyncio.to_thread(world.control.enter, "lilei", world.bot.bot_id)
        entered = await world.running.next_inbound()
        assert isinstance(entered, ChatEntered)
        assert entered.sender_id == "lilei"
        welcome = Outbound(SendMode.WELCOME, LILEI, MarkdownContent("**你好**,我是群程"), entered.reply_token)
        await world.running.bot.send(welcome)
        assert world.seen(world.bot.bot_id) == [("text", "你好,我是群程")]
        await world.say("你好", chat=world.bot.bot_id)
        await world.running.bot.send(world.push("今天的任务", LILEI))
        assert world.seen(world.bot.bot_id)[-1] == ("markdown", "今天的任务")

    tell(server, story)


def test_pictures_and_files_arrive_whole(server: SandboxServer) -> None:
    async def story(world: World) -> None:
        await world.say("@群程 导出")
        data = bytes(range(256)) * 5000
        await world.running.bot.send(Outbound(SendMode.PUSH, world.address, FileContent(data, "任务.bin")))
        await world.running.bot.send(Outbound(SendMode.PUSH, world.address, PictureContent(PNG, "甘特图.png")))
        shown = [one for one in world.control.messages("lilei", world.group.chat_id) if one.sender.kind == "bot"]
        assert [(one.kind, one.files[0].name, one.files[0].size) for one in shown] == [
            ("file", "任务.bin", len(data)),
            ("image", "甘特图.png", len(PNG)),
        ]

    tell(server, story)


def test_a_stream_and_the_feedback_on_it(server: SandboxServer) -> None:
    async def snapshots() -> AsyncGenerator[str]:
        yield "正在查询…"
        yield "逾期 2 项"

    async def story(world: World) -> None:
        message = await world.say("@群程 今天有哪些逾期任务")
        await world.running.bot.send_stream(
            world.address, message.reply_token, snapshots=snapshots(), feedback_id="fb-1"
        )
        assert world.seen() == [("markdown", "逾期 2 项")]
        shown = world.control.messages("lilei", world.group.chat_id)[-1]
        assert not shown.is_streaming
        await asyncio.to_thread(
            world.control.judge, "lilei", world.group.chat_id, message=shown.id, verdict=2, comment="再详细一些"
        )
        feedback = await world.running.next_inbound()
        assert isinstance(feedback, FeedbackGiven)
        assert (feedback.feedback_id, feedback.helpful, feedback.comment) == ("fb-1", False, "再详细一些")

    tell(server, story)


def test_the_limits_keep_clear_of_the_platforms(server: SandboxServer) -> None:
    async def story(world: World) -> None:
        await world.say("@群程 你好")
        minute = world.running.bot.limits[0]
        for number in range(minute.count):
            await world.running.bot.send(world.push(str(number)))
        for number in range(30 - minute.count):
            await world.running.bot.send(world.push(f"余量 {number}"))
        assert await world.refusal(world.push("第 31 条")) == (SendFailure.LIMITED, 45009)
        world.control.advance_clock(minute.seconds)
        await world.running.bot.send(world.push("下一分钟"))

    tell(server, story)


@pytest.mark.parametrize(
    ("code", "failure"),
    [
        (-1, SendFailure.RETRY),
        (45009, SendFailure.LIMITED),
        (93001, SendFailure.UNREACHABLE),
        (40201, SendFailure.REFUSED),
    ],
)
def test_a_refusal_has_its_class_and_the_next_message_passes(
    server: SandboxServer, code: int, failure: SendFailure
) -> None:
    async def story(world: World) -> None:
        await world.say("@群程 你好")
        world.control.add_fault(NewFault(world.bot.bot_id, "answer", command="aibot_send_msg", errcode=code))
        assert await world.refusal(world.push("一")) == (failure, code)
        await world.running.bot.send(world.push("二"))
        assert world.seen() == [("markdown", "二")]

    tell(server, story)


def test_answers_of_another_time_or_place_are_late_or_unreachable(server: SandboxServer) -> None:
    async def story(world: World) -> None:
        message = await world.say("@群程 你好")
        assert await world.refusal(world.reply("x", "unknown-token")) == (SendFailure.LATE, 846605)
        wrong_case = ChatAddress(ChatKind.GROUP, world.group.chat_id.swapcase())
        assert await world.refusal(world.push("x", wrong_case)) == (SendFailure.UNREACHABLE, 93006)
        world.control.advance_clock(24 * 3600 + 1)
        assert await world.refusal(world.reply("x", message.reply_token)) == (SendFailure.LATE, 846605)
        world.control.remove_bot(world.group.chat_id, world.bot.bot_id)
        assert await world.refusal(world.push("x")) == (SendFailure.UNREACHABLE, 93001)
        assert world.seen() == []

    tell(server, story)


@pytest.mark.parametrize("how", ["close", "abort"])
def test_nothing_said_while_away_breaks_the_conversation(server: SandboxServer, how: Literal["close", "abort"]) -> None:
    async def story(world: World) -> None:
        before = await world.say("@群程 第一句")
        await asyncio.to_thread(world.control.disturb, world.bot.bot_id, how)
        await world.running.until(ConnectionState.WAITING)
        await world.running.until(ConnectionState.CONNECTED)
        await world.running.bot.send(world.reply("回来了", before.reply_token))
        await world.say("@群程 第二句")
        assert world.seen() == [("markdown", "回来了")]

    tell(server, story)


def test_a_half_open_connection_is_noticed_by_its_silent_pings(server: SandboxServer) -> None:
    async def story(world: World) -> None:
        await asyncio.to_thread(world.control.disturb, world.bot.bot_id, "freeze")
        await world.running.until(ConnectionState.WAITING)
        assert world.running.states[-1] == (ConnectionState.WAITING, "heartbeat unanswered")
        await world.running.until(ConnectionState.CONNECTED)
        await world.say("@群程 还在吗")

    tell(server, story, heartbeat_interval=0.2)


def test_a_forgotten_subscription_is_renewed_and_the_message_sent_once(server: SandboxServer) -> None:
    async def story(world: World) -> None:
        message = await world.say("@群程 你好")
        await asyncio.to_thread(world.control.disturb, world.bot.bot_id, "unsubscribe")
        await world.running.bot.send(world.reply("在", message.reply_token))
        assert world.seen() == [("markdown", "在")]

    tell(server, story)


def test_duplicated_reordered_and_broken_frames(server: SandboxServer) -> None:
    async def story(world: World) -> None:
        bot_id = world.bot.bot_id
        world.control.add_fault(NewFault(bot_id, "duplicate"))
        first = await world.say("@群程 一")
        assert (await world.hear()).message_id == first.message_id
        world.control.add_fault(NewFault(bot_id, "reorder", count=2))
        for text in ("二", "三"):
            world.control.say("lilei", world.group.chat_id, text=f"@群程 {text}")
        assert [(await world.hear()).text for _ in range(2)] == ["@群程 三", "@群程 二"]
        world.control.send_raw(bot_id, '{"cmd": "aibot_msg_callback", "body"')
        assert (await world.say("@群程 四")).text == "@群程 四"
        assert world.running.bot.state is ConnectionState.CONNECTED

    tell(server, story)


def test_a_second_process_ends_the_first_for_good(server: SandboxServer) -> None:
    async def story(world: World) -> None:
        check = await check_credentials(world.bot.bot_id, world.bot.secret, websocket_url=world.server.ws_url)
        assert check.verdict is CredentialsVerdict.ACCEPTED
        async with asyncio.timeout(5):
            await world.running.task
        assert world.running.bot.state is ConnectionState.REPLACED
        wrong = await check_credentials(world.bot.bot_id, "wrong", websocket_url=world.server.ws_url)
        assert (wrong.verdict, wrong.detail.split()[0]) == (CredentialsVerdict.WRONG, "853000")

    tell(server, story)


def test_a_group_robot_calls_people(server: SandboxServer) -> None:
    async def story(world: World) -> None:
        view = world.control.create_robot(world.group.chat_id, "提醒")
        robot = GroupRobot(to_robot_address(view.url))
        await robot.send_text("该写进展了", mentions=("lilei",))
        await robot.send_text("全体注意", mentions=(EVERYBODY,))
        await robot.send_markdown(f"{mention('hanmeimei')} 视觉初稿逾期")
        await robot.send_markdown_v2("| 任务 | 状态 |\n| --- | --- |\n| 视觉初稿 | 逾期 |")
        await robot.send_picture(PNG)
        await robot.send_file(b"task,status\n", "任务.csv")
        await robot.send_card(Card("x", "周报", body="已完成 3 项", link="https://pm.example/r/1"))
        shown = [one for one in world.control.messages("lilei", world.group.chat_id) if one.sender.kind == "robot"]
        kinds = ["text", "text", "markdown", "markdown_v2", "image", "file", "template_card"]
        assert [one.kind for one in shown] == kinds
        assert [sorted(one.mentions) for one in shown[:3]] == [["lilei"], ["@all"], ["hanmeimei"]]
        for _ in range(20 - len(shown)):
            await robot.send_text("x")
        with pytest.raises(SendError) as limited:
            await robot.send_text("第 21 条")
        assert limited.value.failure is SendFailure.LIMITED
        world.control.remove_robot(view.key)
        with pytest.raises(SendError) as gone:
            await robot.send_text("x")
        assert (gone.value.failure, gone.value.code) == (SendFailure.UNREACHABLE, 93000)
        await robot.close()

    tell(server, story)
