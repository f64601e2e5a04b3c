"""What was agreed is kept to compare with: once a day, as it stood at the last word."""

from quncheng.features.baselines import service as baselines
from quncheng.features.people import service as people
from quncheng.features.projects import service as projects
from quncheng.features.tasks import queries
from quncheng.runtime.db import Session
from tests.support.product import Team


def test_a_plan_agreed_again_on_the_same_day_is_kept_as_it_stands_then(launch: Team) -> None:
    first = {1: "11-23 12-01", 2: "11-23 11-27", 3: "11-30 12-02"}
    assert _agreed(launch) == [("agreed", "2026-11-23", "2026-12-02", first)]

    launch.says("林珊", "@群程 #1 改成 3 天")
    launch.says("林珊", "@群程 #2 取消")
    launch.says("林珊", "@群程 新增任务 彩排 2天 @李雷")

    again = {1: "11-23 11-25", 3: "11-23 11-25", 4: "11-23 11-24"}
    assert _agreed(launch) == [("agreed", "2026-11-23", "2026-11-25", again)]


def _agreed(team: Team) -> list[tuple[str, str, str, dict[int, str]]]:
    """Kind, day and end of each baseline, and its dates by the number of the task."""

    def read(session: Session) -> list[tuple[str, str, str, dict[int, str]]]:
        manager = next(member for member in people.list_active(session) if member.name == "林珊")
        ((project, _),) = projects.list_visible(session, manager)
        numbers = {task.id: task.number for task in queries.list_ever(session, project.id)}
        return [
            (
                one.kind.value,
                str(one.taken_on),
                str(one.planned_finish),
                {
                    numbers[task.task_id]: f"{task.planned_start:%m-%d} {task.planned_finish:%m-%d}"
                    for task in sorted(baselines.list_tasks(session, one), key=lambda task: numbers[task.task_id])
                },
            )
            for one in baselines.list_of_project(session, project.id)
        ]

    return team.database.read(team.installation.org_id, read)
