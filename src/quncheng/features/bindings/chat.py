"""Projects in the conversation: start one in a group, its times, its people."""

from datetime import time

import msgspec

from quncheng.features.bindings import service
from quncheng.features.bindings.types import Answer, Turn
from quncheng.features.people import service as people
from quncheng.features.projects import policy as project_policy
from quncheng.features.projects import service as projects
from quncheng.features.projects.errors import ProjectNotFound
from quncheng.features.projects.types import ProjectChanges, ProjectRole
from quncheng.language.intents import SetReportTimes
from quncheng.runtime.db import Session

WEEKDAYS = ("周一", "周二", "周三", "周四", "周五", "周六", "周日")
ROLE_WORDS = {"manager": "项目经理", "member": "成员", "viewer": "只读成员"}


def start_project(session: Session, turn: Turn, title: str) -> Answer:
    """启动项目 X: a new project, run in this group by whoever says so. Raises ChatBoundElsewhere."""
    if turn.project is not None and turn.project.name == title:
        return Answer(text=f"这个群已经在用「{title}」了,直接说任务就行。")
    if turn.chat.is_group and turn.chat.project_id is not None:
        name = projects.get_project(session, turn.chat.project_id).name
        return Answer(text=f"这个群已经绑定了「{name}」。要换项目,请先说「解绑项目」。")
    project = projects.create_project(session, turn.actor, name=title, manager_id=turn.speaker.id)
    if turn.chat.is_group:
        service.bind(session, turn.actor, chat=turn.chat, project_id=project.id)
    lines = [
        f"已启动「{project.name}」,项目经理是 {turn.speaker.name}。",
        "接着说任务就行,例如:`内容撰写 7天 @李雷、视觉初稿 5天 @韩梅梅、测试部署 3天 @王强(在视觉初稿之后)`",
        f"每个工作日 {_say_time(project.daily_at)} 私下问进展,{_say_week(project.weekly_on)} "
        f"{_say_time(project.weekly_at)} 出周报;说「每天18点问进展」可以改。",
    ]
    link = turn.link(f"/p/{project.id}")
    return Answer(text="\n".join([*lines, f"[在网页上打开]({link})" if link else ""]).strip())


def stop_project(session: Session, turn: Turn) -> Answer:
    """解绑项目: the group runs no project any more. Raises OnlyForManager."""
    if turn.project is None or turn.access is None or turn.chat.project_id is None:
        return Answer(text="这个群还没有绑定项目。")
    project_policy.check_may_edit_plan(turn.access)
    service.unbind(session, turn.actor, chat=turn.chat)
    return Answer(text=f"已解绑「{turn.project.name}」。项目和数据都在,网页上还能看。")


def set_times(session: Session, turn: Turn, said: SetReportTimes) -> Answer:
    """每天17点半问进展, 周报周五下午五点. Raises OnlyForManager."""
    if turn.project is None or turn.access is None:
        raise ProjectNotFound
    said_values = {"daily_at": said.daily_at, "weekly_on": said.weekly_on, "weekly_at": said.weekly_at}
    values: dict[str, object] = {name: value for name, value in said_values.items() if value is not None}
    if said.is_daily_off:
        values["daily_at"] = None
    changes = msgspec.structs.replace(ProjectChanges(), **values)
    project = projects.change_project(session, turn.access, turn.actor, changes=changes, version=None)
    daily = "不再每天问进展" if project.daily_at is None else f"每个工作日 {_say_time(project.daily_at)} 问进展"
    weekly = f"{_say_week(project.weekly_on)} {_say_time(project.weekly_at)} 出周报"
    return Answer(text=f"好的,{daily},{weekly}。")


def add_member(session: Session, turn: Turn, *, member_id: str, role: ProjectRole) -> Answer:
    """Raises OnlyForManager, LastManager."""
    if turn.access is None:
        raise ProjectNotFound
    projects.set_role(session, turn.access, turn.actor, member_id=member_id, role=role)
    return Answer(text=f"好的,{people.name_of(session, member_id)} 现在是{ROLE_WORDS[role.value]}。")


def show_members(session: Session, turn: Turn) -> Answer:
    if turn.project is None:
        raise ProjectNotFound
    lines = [
        f"- {member.name}({ROLE_WORDS[role.value]})"
        for member, role in projects.list_members(session, turn.project.id)
        if member.is_active
    ]
    return Answer(text="\n".join([f"**{turn.project.name}** 的成员:", *lines]))


def _say_time(at: time | None) -> str:
    return "" if at is None else f"{at:%H:%M}"


def _say_week(weekday: int | None) -> str:
    return "" if weekday is None else f"每{WEEKDAYS[weekday]}"
