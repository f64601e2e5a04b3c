"""The demonstration team: an organization with six people and one project under way, made once.

The people, the bot and the groups are those the sandbox begins with; the launch of the new product is left to whoever
tries it out.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from quncheng.features.bindings import service as bindings
from quncheng.features.calendars import service as calendars
from quncheng.features.people import service as people
from quncheng.features.people.types import Member, OrganizationRole
from quncheng.features.plans import drafting
from quncheng.features.plans.types import DraftedLink, DraftedTask
from quncheng.features.progress import service as progress
from quncheng.features.progress.types import ReportedState, Statement
from quncheng.features.projects import service as projects
from quncheng.features.projects.types import ProjectRole
from quncheng.features.tasks import parts
from quncheng.features.tasks import service as tasks
from quncheng.features.tasks.types import Task
from quncheng.runtime.db import Session
from quncheng.runtime.events import Actor, Source
from quncheng.runtime.ports import ChatAddress, ChatKind
from quncheng.sandbox.seed import DEMO_MEMBERS, DEMO_WEBSITE_GROUP

PROVIDER = "wecom"
MANAGER, VIEWER = "linshan", "chenzong"
PROJECT = "官网改版"


@dataclass(frozen=True, slots=True)
class _Plan:
    title: str
    owner: str
    days: int
    after: tuple[int, ...] = ()
    priority: str = "medium"
    is_milestone: bool = False


_TASKS = (
    _Plan("需求访谈与竞品分析", "linshan", 3),
    _Plan("信息架构与线框图", "hanmeimei", 4, after=(0,)),
    _Plan("首页视觉设计", "hanmeimei", 5, after=(1,), priority="high"),
    _Plan("文案撰写:首页与产品页", "lilei", 5, after=(1,)),
    _Plan("前端开发:首页", "wangqiang", 6, after=(2,), priority="high"),
    _Plan("前端开发:产品页", "wangqiang", 5, after=(4,)),
    _Plan("内容管理后台对接", "zhaomin", 6, after=(1,)),
    _Plan("SEO 与埋点", "zhaomin", 2, after=(5,)),
    _Plan("联调测试", "zhaomin", 4, after=(5, 6)),
    _Plan("新官网上线", "linshan", 0, after=(7, 8), priority="high", is_milestone=True),
    _Plan("旧站内容迁移", "lilei", 4, after=(3,), priority="low"),
    _Plan("上线公告与海报", "hanmeimei", 2, after=(2,), priority="low"),
)
_STARTED_DAYS_AGO = 12


def plant(session: Session, *, bot_id: str) -> bool:
    """Make the team and its project unless they are there. Returns whether they are new."""
    actor = people.system_actor(session, ref="demonstration")
    if people.find_by_name(session, DEMO_MEMBERS[MANAGER]) is not None:
        return False
    members = {userid: _join(session, actor, userid, name) for userid, name in DEMO_MEMBERS.items()}
    manager = members[MANAGER]
    acting = Actor(manager.id, Source.CHAT, session.new_id(), "demonstration")
    today = people.local_now(session).date()
    calendar = calendars.get_calendar(session)
    first = calendar.add_workdays(today, -_STARTED_DAYS_AGO)
    project = projects.create_project(session, acting, name=PROJECT, manager_id=manager.id, planned_start=first)
    access = projects.get_access(session, manager.id, project.id)
    chat = bindings.find_or_add_chat(session, bot_id=bot_id, address=ChatAddress(ChatKind.GROUP, DEMO_WEBSITE_GROUP))
    bindings.bind(session, acting, chat=chat, project_id=project.id)
    projects.set_role(session, access, acting, member_id=members[VIEWER].id, role=ProjectRole.VIEWER)
    drafts = tuple(_draft(plan, members, first=first) for plan in _TASKS)
    created = drafting.confirm(session, access, acting, drafts=drafts)
    _report(session, members, created)
    return True


def _join(session: Session, actor: Actor, userid: str, name: str) -> Member:
    role = OrganizationRole.ADMIN if userid == MANAGER else OrganizationRole.MEMBER
    member = people.join(session, actor, name=name, role=role)
    people.identify(session, actor, provider=PROVIDER, external_id=userid, member_id=member.id, is_reachable=True)
    return member


def _draft(plan: _Plan, members: dict[str, Member], *, first: date) -> DraftedTask:
    return DraftedTask(
        title=plan.title,
        assignee_id=members[plan.owner].id,
        duration_days=plan.days,
        not_before=first,
        is_milestone=plan.is_milestone,
        priority=plan.priority,
        links=tuple(DraftedLink(draft=index) for index in plan.after),
    )


def _report(session: Session, members: dict[str, Member], created: tuple[Task, ...]) -> None:
    """Twelve workdays of history: done, under way, late, blocked."""
    today = people.local_now(session).date()
    by_title = {task.title: task for task in created}

    def said(title: str, userid: str, statement: Statement) -> None:
        actor = Actor(members[userid].id, Source.CHAT, session.new_id(), "demonstration")
        access, task = tasks.lock_task(session, members[userid].id, by_title[title].id)
        progress.report(session, access, actor, task=task, said=statement)

    done = ReportedState.DONE
    said("需求访谈与竞品分析", "linshan", Statement(state=done, done_on=today - timedelta(days=13)))
    said("信息架构与线框图", "hanmeimei", Statement(state=done, done_on=today - timedelta(days=8)))
    said("首页视觉设计", "hanmeimei", Statement(percent=80, note="首屏已定稿,还差移动端"))
    said("文案撰写:首页与产品页", "lilei", Statement(percent=60, forecast_finish=today + timedelta(days=3)))
    said("内容管理后台对接", "zhaomin", Statement(state=ReportedState.BLOCKED, note="等服务商开通接口权限"))
    commenting = Actor(members["linshan"].id, Source.CHAT, session.new_id(), "demonstration")
    access, task = tasks.lock_task(session, members["linshan"].id, by_title["首页视觉设计"].id)
    parts.add_comment(session, access, commenting, task=task, text="品牌方希望首屏保留主视觉的蓝色。")
    for text in ("首屏", "产品区", "移动端适配"):
        parts.add_item(session, access, commenting, task=task, text=text)
