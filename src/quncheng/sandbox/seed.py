"""The world a demonstration begins with: one organization, six people, two groups, one bot."""

from dataclasses import dataclass

from quncheng.sandbox.state import Platform

DEMO_CORP_ID = "ww00c0ffee00c0ffee"
DEMO_BOT_ID = "aibDEMOQUNCHENG000001"
DEMO_BOT_KEY = "demoSecretOfTheSandboxBotNotForRealUse00001"
DEMO_BOT_NAME = "群程"
DEMO_LAUNCH_GROUP = "wrkSFfCgAALaunch0001"
DEMO_WEBSITE_GROUP = "wrkSFfCgAAWebsite002"
DEMO_MEMBERS = {
    "linshan": "林珊",
    "lilei": "李雷",
    "hanmeimei": "韩梅梅",
    "wangqiang": "王强",
    "chenzong": "陈总",
    "zhaomin": "赵敏",
}


@dataclass(frozen=True, slots=True)
class DemoWorld:
    """The names a script needs to drive the demonstration."""

    corp_id: str = DEMO_CORP_ID
    bot_id: str = DEMO_BOT_ID
    secret: str = DEMO_BOT_KEY
    launch_group: str = DEMO_LAUNCH_GROUP
    website_group: str = DEMO_WEBSITE_GROUP


def plant_demo(platform: Platform) -> DemoWorld:
    """Fills an empty platform. Everybody has yet to speak to the bot."""
    organization = platform.add_organization("晨光传媒", DEMO_CORP_ID)
    for userid, name in DEMO_MEMBERS.items():
        platform.add_member(organization, userid, name=name)
    bot = platform.add_bot(organization, DEMO_BOT_NAME, bot_id=DEMO_BOT_ID, secret=DEMO_BOT_KEY)
    for chat_id, name, members in (
        (DEMO_LAUNCH_GROUP, "新品线上发布会筹备", tuple(DEMO_MEMBERS)),
        (DEMO_WEBSITE_GROUP, "官网改版", ("linshan", "wangqiang", "lilei")),
    ):
        group = platform.add_group(organization, name, members=members, chat_id=chat_id)
        group.bots.add(bot.bot_id)
    return DemoWorld()


def acquaint(platform: Platform, world: DemoWorld) -> None:
    """As if everybody had spoken to the bot before, alone and in the groups: it may speak first."""
    organization = platform.organization(world.corp_id)
    bot = platform.bot(organization, world.bot_id)
    bot.contacts |= set(organization.groups)
    for userid in organization.members:
        bot.contacts.add(platform.direct_chat(organization, userid, bot.bot_id).chat_id)
