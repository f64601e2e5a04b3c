"""Control API: organizations, members, groups, bots, robots and apps."""

from litestar import Controller, delete, get, patch, post
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody

from quncheng.sandbox.assembly import Sandbox
from quncheng.sandbox.control_types import (
    AppChange,
    AppView,
    BotChange,
    BotView,
    CallbackSetting,
    GroupView,
    MemberView,
    NewApp,
    NewBot,
    NewGroup,
    NewMember,
    NewOrganization,
    NewRobot,
    OneId,
    OrganizationView,
    RobotChange,
    RobotView,
)
from quncheng.sandbox.crypto import CallbackError, CallbackKeys, decode_key
from quncheng.sandbox.errors import NotFound, Refused
from quncheng.sandbox.model import App, Bot, CallbackAddress, Delivery, Group, GroupRobot, Organization


class OrganizationsController(Controller):
    path = "/control/v1/organizations"
    tags = ("organizations",)

    @get("/", operation_id="listOrganizations")
    async def list_all(self, sandbox: NamedDependency[Sandbox]) -> list[OrganizationView]:
        return [organization_view(sandbox, one) for one in sandbox.platform.organizations.values()]

    @post("/", operation_id="createOrganization")
    async def create(self, sandbox: NamedDependency[Sandbox], data: JSONBody[NewOrganization]) -> OrganizationView:
        return organization_view(sandbox, sandbox.platform.add_organization(data.name, data.corp_id))

    @get("/{corp_id:str}", operation_id="getOrganization")
    async def show(self, sandbox: NamedDependency[Sandbox], corp_id: FromPath[str]) -> OrganizationView:
        return organization_view(sandbox, sandbox.platform.organization(corp_id))

    @post("/{corp_id:str}/members", operation_id="createMember")
    async def add_member(
        self, sandbox: NamedDependency[Sandbox], corp_id: FromPath[str], data: JSONBody[NewMember]
    ) -> MemberView:
        member = sandbox.platform.add_member(sandbox.platform.organization(corp_id), data.userid, name=data.name)
        return MemberView(member.userid, member.name, member.color)

    @post("/{corp_id:str}/groups", operation_id="createGroup")
    async def add_group(
        self, sandbox: NamedDependency[Sandbox], corp_id: FromPath[str], data: JSONBody[NewGroup]
    ) -> GroupView:
        organization = sandbox.platform.organization(corp_id)
        group = sandbox.platform.add_group(organization, data.name, members=data.members, chat_id=data.chat_id)
        return group_view(group)

    @post("/{corp_id:str}/groups/{chat_id:str}/members", operation_id="addGroupMember")
    async def join(
        self, sandbox: NamedDependency[Sandbox], corp_id: FromPath[str], chat_id: FromPath[str], data: JSONBody[OneId]
    ) -> GroupView:
        organization = sandbox.platform.organization(corp_id)
        group = sandbox.platform.group(organization, chat_id)
        sandbox.platform.member(organization, data.id)
        if data.id not in group.chat.members:
            group.chat.members.append(data.id)
            sandbox.platform.touch()
        return group_view(group)

    @delete("/{corp_id:str}/groups/{chat_id:str}/members/{userid:str}", operation_id="removeGroupMember")
    async def leave(
        self, sandbox: NamedDependency[Sandbox], corp_id: FromPath[str], chat_id: FromPath[str], userid: FromPath[str]
    ) -> None:
        group = sandbox.platform.group(sandbox.platform.organization(corp_id), chat_id)
        if userid not in group.chat.members:
            raise NotFound(f"member {userid} of the group")
        group.chat.members.remove(userid)
        sandbox.platform.touch()

    @post("/{corp_id:str}/groups/{chat_id:str}/bots", operation_id="addGroupBot")
    async def add_group_bot(
        self, sandbox: NamedDependency[Sandbox], corp_id: FromPath[str], chat_id: FromPath[str], data: JSONBody[OneId]
    ) -> GroupView:
        organization = sandbox.platform.organization(corp_id)
        group = sandbox.platform.group(organization, chat_id)
        group.bots.add(sandbox.platform.bot(organization, data.id).bot_id)
        sandbox.platform.touch()
        return group_view(group)

    @delete("/{corp_id:str}/groups/{chat_id:str}/bots/{bot_id:str}", operation_id="removeGroupBot")
    async def remove_group_bot(
        self, sandbox: NamedDependency[Sandbox], corp_id: FromPath[str], chat_id: FromPath[str], bot_id: FromPath[str]
    ) -> None:
        group = sandbox.platform.group(sandbox.platform.organization(corp_id), chat_id)
        if bot_id not in group.bots:
            raise NotFound(f"bot {bot_id} of the group")
        group.bots.remove(bot_id)
        group.former_bots.add(bot_id)
        sandbox.platform.touch()


class SendersController(Controller):
    path = "/control/v1/organizations/{corp_id:str}"
    tags = ("organizations",)

    @post("/groups/{chat_id:str}/robots", operation_id="createRobot")
    async def add_robot(
        self,
        sandbox: NamedDependency[Sandbox],
        corp_id: FromPath[str],
        chat_id: FromPath[str],
        data: JSONBody[NewRobot],
    ) -> RobotView:
        organization = sandbox.platform.organization(corp_id)
        robot = sandbox.platform.add_robot(organization, data.name, chat_id=chat_id, key=data.key)
        return robot_view(sandbox, robot)

    @patch("/robots/{key:str}", operation_id="changeRobot")
    async def change_robot(
        self, sandbox: NamedDependency[Sandbox], corp_id: FromPath[str], key: FromPath[str], data: JSONBody[RobotChange]
    ) -> RobotView:
        robot = sandbox.platform.organization(corp_id).robots.get(key)
        if robot is None:
            raise NotFound(f"robot {key}")
        robot.is_enabled = data.is_enabled
        return robot_view(sandbox, robot)

    @delete("/robots/{key:str}", operation_id="removeRobot")
    async def remove_robot(self, sandbox: NamedDependency[Sandbox], corp_id: FromPath[str], key: FromPath[str]) -> None:
        if sandbox.platform.organization(corp_id).robots.pop(key, None) is None:
            raise NotFound(f"robot {key}")

    @post("/bots", operation_id="createBot")
    async def add_bot(
        self, sandbox: NamedDependency[Sandbox], corp_id: FromPath[str], data: JSONBody[NewBot]
    ) -> BotView:
        organization = sandbox.platform.organization(corp_id)
        bot = sandbox.platform.add_bot(organization, data.name, bot_id=data.bot_id, secret=data.secret)
        return bot_view(sandbox, bot)

    @patch("/bots/{bot_id:str}", operation_id="changeBot")
    async def change_bot(
        self,
        sandbox: NamedDependency[Sandbox],
        corp_id: FromPath[str],
        bot_id: FromPath[str],
        data: JSONBody[BotChange],
    ) -> BotView:
        bot = sandbox.platform.bot(sandbox.platform.organization(corp_id), bot_id)
        if data.callback is not None:
            address = callback_address(data.callback, receiver="")
            await sandbox.sender.verify(address)
            bot.callback = address
            connection = sandbox.commands.connection(bot)
            if connection is not None:
                connection.close(1000)
        bot.name = data.name or bot.name
        bot.delivery = Delivery(data.delivery) if data.delivery else bot.delivery
        bot.visible_to = frozenset(data.visible_to) if data.visible_to is not None else bot.visible_to
        sandbox.platform.touch()
        return bot_view(sandbox, bot)

    @post("/apps", operation_id="createApp")
    async def add_app(
        self, sandbox: NamedDependency[Sandbox], corp_id: FromPath[str], data: JSONBody[NewApp]
    ) -> AppView:
        organization = sandbox.platform.organization(corp_id)
        return app_view(sandbox.platform.add_app(organization, data.name, agent_id=data.agent_id, secret=data.secret))

    @patch("/apps/{agent_id:int}", operation_id="changeApp")
    async def change_app(
        self,
        sandbox: NamedDependency[Sandbox],
        corp_id: FromPath[str],
        agent_id: FromPath[int],
        data: JSONBody[AppChange],
    ) -> AppView:
        app = sandbox.platform.app(sandbox.platform.organization(corp_id), agent_id)
        if data.callback is not None:
            address = callback_address(data.callback, receiver=corp_id)
            await sandbox.sender.verify(address)
            app.callback = address
        if data.is_enabled is not None:
            app.is_enabled = data.is_enabled
        if data.visible_to is not None:
            app.visible_to = frozenset(data.visible_to)
        if data.allowed_addresses is not None:
            app.allowed_addresses = tuple(data.allowed_addresses)
        return app_view(app)

    @post("/apps/{agent_id:int}/expire-tokens", operation_id="expireTokens")
    async def expire_tokens(
        self, sandbox: NamedDependency[Sandbox], corp_id: FromPath[str], agent_id: FromPath[int]
    ) -> AppView:
        """Every token of the app is expired from now on: calls get 42001."""
        app = sandbox.platform.app(sandbox.platform.organization(corp_id), agent_id)
        for token in app.tokens.values():
            token.expires_at = sandbox.platform.clock.now()
        return app_view(app)


def callback_address(setting: CallbackSetting, *, receiver: str) -> CallbackAddress:
    if not setting.url.startswith(("http://", "https://")):
        raise Refused("the address must begin with http:// or https://")
    if not setting.token.isalnum() or not 1 <= len(setting.token) <= 32:
        raise Refused("the token must be 1 to 32 letters and digits")
    try:
        decode_key(setting.encoding_aes_key)
    except CallbackError as error:
        raise Refused(str(error)) from error
    return CallbackAddress(setting.url, CallbackKeys(setting.token, setting.encoding_aes_key, receiver))


def organization_view(sandbox: Sandbox, organization: Organization) -> OrganizationView:
    return OrganizationView(
        corp_id=organization.corp_id,
        name=organization.name,
        members=[MemberView(one.userid, one.name, one.color) for one in organization.members.values()],
        groups=[group_view(one) for one in organization.groups.values()],
        bots=[bot_view(sandbox, one) for one in organization.bots.values()],
        robots=[robot_view(sandbox, one) for one in organization.robots.values()],
        apps=[app_view(one) for one in organization.apps.values()],
    )


def group_view(group: Group) -> GroupView:
    return GroupView(group.chat.chat_id, group.chat.name, list(group.chat.members), sorted(group.bots))


def bot_view(sandbox: Sandbox, bot: Bot) -> BotView:
    mode = "connection" if bot.callback is None else "callback"
    connected = sandbox.commands.connection(bot) is not None
    return BotView(bot.bot_id, bot.secret, bot.name, connected, mode, bot.delivery.value)


def robot_view(sandbox: Sandbox, robot: GroupRobot) -> RobotView:
    url = f"{sandbox.platform.base_url}/cgi-bin/webhook/send?key={robot.key}"
    return RobotView(robot.key, robot.name, robot.chat_id, url, robot.is_enabled)


def app_view(app: App) -> AppView:
    return AppView(app.agent_id, app.secret, app.name, app.is_enabled)
