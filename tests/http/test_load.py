"""Load and levelling over HTTP: who has too much to do when, who could wait, and letting them wait as one act."""

import httpx2
import msgspec

from tests.http.stories import Project, problem, read, start_project
from tests.support.served import Served


class DaySeen(msgspec.Struct):
    on: str
    minutes: int
    capacity: int


class MemberSeen(msgspec.Struct):
    member_id: str
    days: list[DaySeen]
    minutes: int
    capacity: int
    minutes_over: int


class LoadSeen(msgspec.Struct):
    first_on: str
    last_on: str
    members: list[MemberSeen]


class WaitSeen(msgspec.Struct):
    task_id: str
    not_before: str
    because_of: list[str]


class MoveSeen(msgspec.Struct):
    title: str
    new_start: str | None
    new_finish: str | None


class ImpactSeen(msgspec.Struct):
    moved: list[MoveSeen]
    finish_workdays: int

    def moves(self) -> dict[str, tuple[str | None, str | None]]:
        return {one.title: (one.new_start, one.new_finish) for one in self.moved}


class ProposalSeen(msgspec.Struct):
    kind: str
    waits: list[WaitSeen]
    impact: ImpactSeen
    minutes_over_before: int
    minutes_over_after: int


class LevellingSeen(msgspec.Struct):
    version: int
    proposals: list[ProposalSeen]


def load(project: Project, first_on: str, last_on: str) -> LoadSeen:
    query = {"first_on": first_on, "last_on": last_on}
    return msgspec.json.decode(
        project.viewer.get(f"/projects/{project.id}/plan/load", params=query).content, type=LoadSeen
    )


def levelling(client: httpx2.Client, project: Project) -> LevellingSeen:
    answer = client.get(f"/projects/{project.id}/plan/levelling")
    assert answer.status_code == 200, answer.text
    return msgspec.json.decode(answer.content, type=LevellingSeen)


def busy_week(served: Served) -> tuple[Project, dict[str, str]]:
    """李雷 has 内容, 5 days, and 海报, 2 days, both from Monday 11-23; 上线 waits for 内容."""
    project = start_project(served)
    owner = served.members["李雷"]
    ids = {
        "内容": project.add("内容", duration_days=5, assignee_id=owner, priority="high").id,
        "海报": project.add("海报", duration_days=2, assignee_id=owner, priority="low").id,
        "上线": project.add("上线", kind="milestone").id,
    }
    link = {"predecessor_id": ids["内容"], "successor_id": ids["上线"]}
    project.manager.post(f"/projects/{project.id}/dependencies", json=link).raise_for_status()
    return project, ids


def test_load_is_told_by_day_and_the_busiest_comes_first(served: Served) -> None:
    project, _ = busy_week(served)
    survey = project.add("问卷", duration_days=1, assignee_id=served.members["韩梅梅"])
    project.manager.patch(f"/tasks/{survey.id}", json={"effort_hours": 2}).raise_for_status()

    seen = load(project, "2026-11-23", "2026-11-29")

    assert [(one.member_id, one.minutes, one.capacity, one.minutes_over) for one in seen.members] == [
        (served.members["李雷"], 7 * 480, 5 * 480, 2 * 480),
        (served.members["韩梅梅"], 120, 5 * 480, 0),
    ]
    assert [(day.on, day.minutes) for day in seen.members[0].days] == [
        ("2026-11-23", 960),
        ("2026-11-24", 960),
        ("2026-11-25", 480),
        ("2026-11-26", 480),
        ("2026-11-27", 480),
    ]


def test_too_many_days_are_refused(served: Served) -> None:
    project, _ = busy_week(served)
    query = {"first_on": "2026-11-23", "last_on": "2028-11-23"}

    refused = problem(project.manager.get(f"/projects/{project.id}/plan/load", params=query))

    assert (refused.status, refused.code) == (422, "plans.span_invalid")


def test_what_matters_less_waits_and_the_price_is_told(served: Served) -> None:
    project, ids = busy_week(served)
    before = served.count_events()

    (proposal,) = levelling(project.manager, project).proposals

    assert (proposal.kind, proposal.minutes_over_before, proposal.minutes_over_after) == ("with_price", 960, 0)
    assert [(wait.task_id, wait.not_before, wait.because_of) for wait in proposal.waits] == [
        (ids["海报"], "2026-11-30", [ids["内容"]])
    ]
    assert proposal.impact.moves() == {"海报": ("2026-11-30", "2026-12-01")}
    assert proposal.impact.finish_workdays == 2
    assert served.count_events() == before


def test_within_the_float_nothing_ends_later(served: Served) -> None:
    project, ids = busy_week(served)
    project.add("验收准备", duration_days=9, assignee_id=served.members["韩梅梅"])

    (proposal,) = levelling(project.manager, project).proposals

    assert (proposal.kind, proposal.minutes_over_after, proposal.impact.finish_workdays) == ("within_float", 0, 0)
    assert proposal.impact.moves() == {"海报": ("2026-11-30", "2026-12-01")}
    assert [wait.task_id for wait in proposal.waits] == [ids["海报"]]


def test_a_proposal_is_made_as_one_act_and_taken_back(served: Served) -> None:
    project, ids = busy_week(served)
    seen = levelling(project.manager, project)
    waits = [{"task_id": one.task_id, "not_before": one.not_before} for one in seen.proposals[0].waits]
    path = f"/projects/{project.id}/plan/levelling/apply"

    refused = problem(project.member.post(path, json={"waits": waits, "version": seen.version}))
    done = project.manager.post(path, json={"waits": waits, "version": seen.version})
    late = problem(project.manager.post(path, json={"waits": waits, "version": seen.version}))

    assert refused.code == "projects.only_for_manager"
    assert done.status_code == 200, done.text
    assert late.code == "conflict.changed_meanwhile"
    assert project.get(ids["海报"]).planned_finish == "2026-12-01"
    assert levelling(project.manager, project).proposals == []
    assert load(project, "2026-11-23", "2026-12-04").members[0].minutes_over == 0

    project.manager.post("/undo").raise_for_status()
    assert project.get(ids["海报"]).planned_finish == "2026-11-24"


def test_leave_is_not_worked_through(served: Served) -> None:
    project, _ = busy_week(served)
    leave = {"first_on": "2026-11-30", "last_on": "2026-12-01", "name": "年假"}
    body = {"owner": "member", "owner_id": served.members["李雷"], "added": [leave]}
    project.manager.post("/calendars/changes", json=body).raise_for_status()

    (proposal,) = levelling(project.manager, project).proposals

    assert proposal.impact.moves() == {"海报": ("2026-12-02", "2026-12-03")}


def test_what_has_begun_or_is_set_by_hand_stays(served: Served) -> None:
    project, ids = busy_week(served)
    by_hand = {"is_manual": True, "planned_start": "2026-11-23", "planned_finish": "2026-11-24"}
    project.manager.patch(f"/tasks/{ids['海报']}", json=by_hand).raise_for_status()
    project.member.post(f"/tasks/{ids['内容']}/reports", json={"percent": 10}).raise_for_status()

    seen = levelling(project.manager, project)

    assert seen.proposals == []
    assert problem(project.outsider.get(f"/projects/{project.id}/plan/levelling")).status == 404
    assert read(project.viewer.get(f"/projects/{project.id}/plan/levelling"))["proposals"] == []


class LineSeen(msgspec.Struct):
    title: str
    planned_finish: str
    forecast_finish: str
    baseline_finish: str | None
    variance_days: int | None


class OverviewSeen(msgspec.Struct):
    planned_finish: str | None
    forecast_finish: str | None
    finish_days: int
    baseline_name: str | None
    unpublished_years: list[int]
    milestones: list[LineSeen]
    critical: list[LineSeen]
    critical_count: int
    conflict_count: int


def test_the_overview_compares_plan_expectation_and_baseline(served: Served) -> None:
    project, ids = busy_week(served)
    project.manager.post(f"/projects/{project.id}/baselines", json={"name": "第一版"}).raise_for_status()
    project.manager.patch(f"/tasks/{ids['内容']}", json={"duration_days": 6}).raise_for_status()
    told = {"percent": 20, "forecast_finish": "2026-12-02"}
    project.member.post(f"/tasks/{ids['内容']}/reports", json=told).raise_for_status()

    answer = project.viewer.get(f"/projects/{project.id}/plan/overview")
    seen = msgspec.json.decode(answer.content, type=OverviewSeen)

    assert (seen.planned_finish, seen.forecast_finish, seen.finish_days) == ("2026-11-30", "2026-12-02", 2)
    assert (seen.baseline_name, seen.unpublished_years, seen.conflict_count) == ("第一版", [], 0)
    assert seen.milestones == [LineSeen("上线", "2026-11-30", "2026-12-02", "2026-11-27", 3)]
    assert ([line.title for line in seen.critical], seen.critical_count) == (["内容", "上线"], 2)
    assert problem(project.outsider.get(f"/projects/{project.id}/plan/overview")).status == 404
