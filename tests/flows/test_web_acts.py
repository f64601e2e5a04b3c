"""What the manager changes on the web is told in private like what is said in the chat, once an act."""

from datetime import date

from quncheng.features.calendars.types import CalendarEdit, CalendarOwner, OwnDay
from quncheng.features.people import service as people
from quncheng.features.plans import scheduling as plans
from quncheng.features.projects import service as projects
from quncheng.features.projects.types import Access
from quncheng.features.tasks import queries
from quncheng.features.tasks import service as tasks
from quncheng.features.tasks.types import NewTask, TaskChanges
from quncheng.runtime.db import Session
from quncheng.runtime.events import Actor, Source
from tests.support.product import Team


def _access(session: Session, name: str) -> tuple[Access, Actor]:
    member = people.find_by_name(session, name)
    assert member is not None
    project_id = projects.list_roles_of(session, member.id)[0].project_id
    return projects.get_access(session, member.id, project_id), Actor(member.id, Source.WEB, session.new_id())


def test_a_longer_duration_is_told_to_each_owner_once(launch: Team) -> None:
    def work(session: Session) -> None:
        access, actor = _access(session, "林珊")
        task = queries.get_by_number(session, access.project_id, 2)
        tasks.change_task(session, access, actor, task=task, changes=TaskChanges(duration_days=7))

    launch.database.write(launch.installation.org_id, work)
    launch.settle()

    first = "「新品线上发布会」的计划变了(林珊 在网页上调整):\n"
    assert launch.told("韩梅梅") == [first + "- #2 视觉初稿:11/27 → **12月1日 周二**"]
    assert launch.told("王强") == [first + "- #3 测试部署:12/2 → **12月4日 周五**(等 #2 视觉初稿)"]
    assert launch.told("李雷") == []


def test_a_new_owner_is_told_and_a_moved_card_is_not_worth_a_word(launch: Team) -> None:
    def work(session: Session) -> None:
        access, actor = _access(session, "林珊")
        owner = people.find_by_name(session, "李雷")
        assert owner is not None
        tasks.create_tasks(session, access, actor, new=[NewTask("官网头图", assignee_id=owner.id)])
        task = queries.get_by_number(session, access.project_id, 3)
        column = projects.list_columns(session, access.project_id)[1]
        moving = Actor(actor.member_id, Source.WEB, session.new_id())
        tasks.move_task(session, access, moving, task=task, column_id=column.id)

    launch.database.write(launch.installation.org_id, work)
    launch.settle()

    (told,) = launch.told("李雷")
    assert told.startswith("林珊 在「新品线上发布会」里给您安排了 1 项任务:\n- **#4 官网头图** 没有定日期")
    assert launch.told("王强") == []


def test_a_day_off_for_all_is_told_once_for_all_projects(launch: Team) -> None:
    def work(session: Session) -> None:
        _, actor = _access(session, "林珊")
        caller, owner = people.find_by_name(session, "林珊"), people.find_by_name(session, "韩梅梅")
        assert caller is not None
        assert owner is not None
        fair = projects.create_project(session, actor, name="展会", manager_id=caller.id)
        at_fair = projects.get_access(session, caller.id, fair.id)
        tasks.create_tasks(session, at_fair, actor, new=[NewTask("布展", assignee_id=owner.id, duration_days=5)])

    launch.database.write(launch.installation.org_id, work)
    launch.settle()
    launch.told("韩梅梅")

    def close_a_day(session: Session) -> None:
        _, actor = _access(session, "林珊")
        caller = people.find_by_name(session, "林珊")
        assert caller is not None
        days = (OwnDay(date(2026, 11, 25), False, "年会"),)
        plans.change_calendar(session, caller, actor, CalendarEdit(CalendarOwner.ORGANIZATION, days=days))

    launch.database.write(launch.installation.org_id, close_a_day)
    launch.settle()

    (told,) = launch.told("韩梅梅")
    assert "「新品线上发布会」的计划跟着工作日历变了(林珊 调整):\n- #2 视觉初稿:" in told
    assert "「展会」的计划跟着工作日历变了(林珊 调整):\n- #1 布展:" in told
