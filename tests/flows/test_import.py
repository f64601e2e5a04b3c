"""Who is told what when a plan comes in from a file."""

from datetime import date

from quncheng.engine.exchange_types import Measure
from quncheng.features.exchange import service as exchange
from quncheng.features.exchange.opening import open_file
from quncheng.features.exchange.types import ImportChoices
from quncheng.features.people import service as people
from quncheng.features.projects import service as projects
from quncheng.providers.formats.plan_files import FormatFiles
from quncheng.runtime.db import Session
from quncheng.runtime.events import Actor, Source
from tests.support.product import Team


def _import(launch: Team, rows: str) -> None:
    data = f"序号,任务名称,负责人,工期\n{rows}".encode()
    choices = ImportChoices()
    opened = open_file(FormatFiles(), data, choices=choices, reference=date(2026, 11, 22), measure=Measure())

    def work(session: Session) -> None:
        member = people.find_by_name(session, "林珊")
        assert member is not None
        project_id = projects.list_roles_of(session, member.id)[0].project_id
        access, _ = exchange.access_project(session, member.id, project_id)
        kept = exchange.new_import(session, access, file_name="活动.csv")
        exchange.keep(session, kept, exchange.pack(data))
        actor = Actor(member.id, Source.WEB, session.new_id())
        exchange.apply(session, access, actor, kept=kept, opened=opened, choices=choices)

    launch.database.write(launch.installation.org_id, work)
    launch.settle()


def test_each_person_is_told_once_about_all_that_is_theirs(launch: Team) -> None:
    rows = "".join(f"{number},任务{number},李雷,1天\n" for number in range(1, 21)) + "21,搭台,王强,2天\n"

    _import(launch, rows)

    (told,) = launch.told("李雷")
    assert "给您安排了 20 项任务" in told
    assert told.count("\n- **") == 15
    assert "另有 5 项" in told
    assert len(launch.told("王强")) == 1
    assert launch.told("韩梅梅") == []
