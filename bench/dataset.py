"""The data everything is measured on, made through the product's own services with fixed seeds.

One organization of 50 members with one project of 10,000 tasks in 5 columns of 2,000, one of 1,000 tasks for the
browser, and 49 of 40 tasks. Sixteen members manage the large ones, so that sixteen connections may change the plan.
Each of the 50 groups of the chat runs one project. Dates are counted from today.
"""

import random
from dataclasses import dataclass
from datetime import date, timedelta

from bench import words
from quncheng.entry.settings import Settings
from quncheng.entry.wiring import WECOM, Product, assemble, installation_of, register_bot
from quncheng.features.bindings import service as bindings
from quncheng.features.people import service as people
from quncheng.features.people.types import Member, OrganizationRole
from quncheng.features.projects import service as projects
from quncheng.features.projects.types import ProjectRole
from quncheng.features.tasks import parts
from quncheng.features.tasks import service as tasks
from quncheng.features.tasks.types import NewTask, Priority, Task
from quncheng.runtime.db import Session
from quncheng.runtime.events import Actor, Source
from quncheng.runtime.ports import ChatAddress, ChatKind

SEED = 20261122
MEMBERS = 50
GROUPS = 50
MANAGERS = 16
MANAGER = words.names(1)[0]
LARGE, BOARD, SMALL = "新一代门店系统", "会员中心改版", "门店开业筹备"
LARGE_TASKS, BOARD_TASKS, SMALL_TASKS = 10_000, 1_000, 40
BATCH = 500
LINK_EVERY, COMMENT_EVERY, CHECKLIST_EVERY = 20, 10, 20
PRIORITIES = (Priority.HIGH, Priority.MEDIUM, Priority.MEDIUM, Priority.MEDIUM, Priority.LOW)
CHECKLIST = ("准备", "执行", "复核")


def account_of(index: int) -> str:
    """The account of a member in the chat platform."""
    return f"member{index:02}"


def group_of(index: int) -> str:
    return f"wrBenchGroup{index:04}"


def group_members(index: int) -> tuple[int, ...]:
    """The manager and eight others, differing from group to group."""
    return (0, *((index * 8 + step) % (MEMBERS - 1) + 1 for step in range(8)))


def project_name(index: int) -> str:
    """What the group with this number works on."""
    return LARGE if index == 0 else f"{SMALL}{index:02}"


@dataclass(frozen=True, slots=True)
class _Team:
    product: Product
    org_id: str
    members: tuple[Member, ...]
    chance: random.Random
    today: date

    def actor(self, session: Session, member: Member) -> Actor:
        # What is done in the chat is told there: no job waits to tell it when the measuring begins.
        return Actor(member.id, Source.CHAT, session.new_id(), "bench")


def make(settings: Settings) -> None:
    """Fills the empty database of the settings."""
    product = assemble(settings)
    installation = installation_of(product)
    register_bot(product, installation)
    members = product.database.write(installation.org_id, _join)
    today = product.database.read(installation.org_id, people.local_now).date()
    team = _Team(product, installation.org_id, members, random.Random(SEED), today)
    _make_project(team, LARGE, count=LARGE_TASKS, group=0)
    _make_project(team, BOARD, count=BOARD_TASKS)
    for index in range(1, GROUPS):
        _make_project(team, project_name(index), count=SMALL_TASKS, group=index)
    product.close()


def _join(session: Session) -> tuple[Member, ...]:
    actor = people.system_actor(session)
    members: list[Member] = []
    for index, name in enumerate(words.names(MEMBERS)):
        role = OrganizationRole.ADMIN if index == MEMBERS - 1 else OrganizationRole.MEMBER
        member = people.join(session, actor, name=name, role=role)
        people.identify(
            session, actor, provider=WECOM, external_id=account_of(index), member_id=member.id, is_reachable=True
        )
        members.append(member)
    return tuple(members)


def _make_project(team: _Team, name: str, *, count: int, group: int | None = None) -> None:
    titles = words.titles(count, chance=team.chance)
    project_id = team.product.database.write(team.org_id, lambda session: _begin(session, team, name=name, group=group))
    near = team.members if group in (0, None) else tuple(team.members[index] for index in group_members(group))
    for start in range(0, count, BATCH):
        some = titles[start : start + BATCH]
        team.product.database.write(
            team.org_id,
            lambda session, some=some, start=start: _plan(session, team, project_id, near, titles=some, first=start),
        )


def _begin(session: Session, team: _Team, *, name: str, group: int | None) -> str:
    manager = team.members[0]
    actor = team.actor(session, manager)
    project = projects.create_project(
        session, actor, name=name, manager_id=manager.id, planned_start=team.today - timedelta(days=60)
    )
    access = projects.get_access(session, manager.id, project.id)
    for index, member in enumerate(team.members[1:] if group in (0, None) else ()):
        role = ProjectRole.MANAGER if index < MANAGERS - 1 else ProjectRole.MEMBER
        projects.set_role(session, access, actor, member_id=member.id, role=role)
    if group is not None:
        (bot,) = bindings.list_bots(session)
        address = ChatAddress(ChatKind.GROUP, group_of(group))
        chat = bindings.find_or_add_chat(session, bot_id=bot.id, address=address)
        bindings.bind(session, actor, chat=chat, project_id=project.id)
    return project.id


def _plan(
    session: Session, team: _Team, project_id: str, near: tuple[Member, ...], *, titles: list[str], first: int
) -> None:
    manager, chance = team.members[0], team.chance
    access = projects.get_access(session, manager.id, project_id)
    columns = projects.list_columns(session, project_id)
    new = [
        NewTask(
            title=title,
            description=chance.choice(words.NOTES),
            column_id=columns[(first + index) % len(columns)].id,
            priority=chance.choice(PRIORITIES),
            assignee_id=chance.choice(near).id,
            tags=("体验",) if chance.random() < 0.2 else (),
            duration_days=chance.randint(1, 10) if chance.random() < 0.5 else None,
            due_date=team.today + timedelta(days=chance.randint(-20, 120)) if chance.random() < 0.6 else None,
        )
        for index, title in enumerate(titles)
    ]
    created = tasks.create_tasks(session, access, team.actor(session, manager), new=new)
    _hang_on(session, team, project_id, created=created)


def _hang_on(session: Session, team: _Team, project_id: str, *, created: tuple[Task, ...]) -> None:
    """Comments, checklists and links between neighbours, on some."""
    manager = team.members[0]
    access = projects.get_access(session, manager.id, project_id)
    for index, task in enumerate(created):
        actor = team.actor(session, manager)
        if index % COMMENT_EVERY == 0:
            parts.add_comment(session, access, actor, task=task, text=team.chance.choice(words.COMMENTS))
        if index % CHECKLIST_EVERY == 0:
            for text in CHECKLIST:
                parts.add_item(session, access, actor, task=task, text=text)
        if index % LINK_EVERY == LINK_EVERY - 1:
            before = created[index - 1]
            parts.link(session, access, actor, predecessor_id=before.id, successor_id=task.id)
