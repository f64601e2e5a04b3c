"""Calendars over HTTP: what an edit would move in all projects, the same done as one act, taken back, told once."""

import httpx2
import msgspec
import pytest

from tests.http.stories import Project, problem, read, start_project
from tests.support.served import Served

NOTICE = """国务院办公厅关于2027年部分节假日安排的通知
一、元旦:1月1日(周五)至3日(周日)放假。
二、春节:2月5日(除夕)至11日(周四)放假调休。2月14日(周日)上班。
三、清明节:4月5日(周一)放假。
四、劳动节:5月1日(周六)至5日(周三)放假调休。
五、端午节:6月9日(周三)放假。
六、中秋节:9月15日(周三)放假。
七、国庆节:10月1日(周五)至7日(周四)放假调休。"""


class MoveSeen(msgspec.Struct):
    title: str
    old_finish: str | None
    new_finish: str | None


class ImpactSeen(msgspec.Struct):
    moved: list[MoveSeen]
    old_finish: str | None
    new_finish: str | None


class ProjectSeen(msgspec.Struct):
    name: str
    impact: ImpactSeen

    def moves(self) -> dict[str, tuple[str | None, str | None]]:
        return {one.title: (one.old_finish, one.new_finish) for one in self.impact.moved}


class CalendarImpactSeen(msgspec.Struct):
    projects: list[ProjectSeen]
    hidden_count: int

    def moves(self) -> dict[str, dict[str, tuple[str | None, str | None]]]:
        return {one.name: one.moves() for one in self.projects}


def impact(answer: httpx2.Response) -> CalendarImpactSeen:
    assert answer.status_code == 200, answer.text
    return msgspec.json.decode(answer.content, type=CalendarImpactSeen)


def finishes(project: Project) -> dict[str, str | None]:
    return {one.title: one.planned_finish for one in project.list().items}


def two_projects(served: Served) -> tuple[Project, Project]:
    """官网改版: 内容 of 李雷, 初稿 of 韩梅梅, 3 days each from Monday 11-23; 展会: 布展 of 李雷, 4 days."""
    website, fair = start_project(served), start_project(served, "展会")
    website.add("内容", duration_days=3, assignee_id=served.members["李雷"])
    website.add("初稿", duration_days=3, assignee_id=served.members["韩梅梅"])
    fair.add("布展", duration_days=4, assignee_id=served.members["李雷"])
    return website, fair


def test_a_day_off_is_tried_over_all_projects_and_then_taken(served: Served) -> None:
    website, fair = two_projects(served)
    body = {"owner": "organization", "days": [{"on": "2026-11-25", "is_workday": False, "name": "公司年会"}]}
    before = served.count_events()

    tried = impact(website.manager.post("/calendars/preview", json=body))

    assert tried.moves() == {
        "官网改版": {"内容": ("2026-11-25", "2026-11-26"), "初稿": ("2026-11-25", "2026-11-26")},
        "展会": {"布展": ("2026-11-26", "2026-11-27")},
    }
    assert served.count_events() == before
    assert finishes(website) == {"内容": "2026-11-25", "初稿": "2026-11-25"}

    done = impact(website.manager.post("/calendars/changes", json=body))

    assert done == tried
    assert finishes(website) == {"内容": "2026-11-26", "初稿": "2026-11-26"}
    assert finishes(fair) == {"布展": "2026-11-27"}

    website.manager.post("/undo").raise_for_status()

    assert finishes(website) == {"内容": "2026-11-25", "初稿": "2026-11-25"}
    assert finishes(fair) == {"布展": "2026-11-26"}


def test_a_notice_is_read_tried_and_makes_its_year_known(served: Served) -> None:
    project = start_project(served)
    project.add("年后上线", not_before="2027-02-05", duration_days=2)

    notice = read(project.manager.post("/organization/calendar/notice", json={"text": NOTICE}))
    body = {"owner": "organization", "days": notice["days"]}
    tried = impact(project.manager.post("/calendars/preview", json=body))
    before = read(project.manager.get(f"/projects/{project.id}/plan"))["unpublished_years"]
    project.manager.post("/calendars/changes", json=body).raise_for_status()
    after = read(project.manager.get(f"/projects/{project.id}/plan"))["unpublished_years"]
    year = read(project.manager.get("/organization/calendar", params={"year": 2027}))

    assert notice["unread"] == []
    assert tried.moves() == {"官网改版": {"年后上线": ("2027-02-10", "2027-02-14")}}
    assert finishes(project) == {"年后上线": "2027-02-14"}
    assert (before, after, year["published"]) == ([2027], [], True)


def test_leave_moves_what_somebody_does_and_is_taken_back_whole(served: Served) -> None:
    website, fair = two_projects(served)
    leave = {"first_on": "2026-11-24", "last_on": "2026-11-25", "name": "年假"}
    body = {"owner": "member", "owner_id": served.members["李雷"], "added": [leave]}

    done = impact(website.manager.post("/calendars/changes", json=body))

    assert done.moves() == {
        "官网改版": {"内容": ("2026-11-25", "2026-11-27")},
        "展会": {"布展": ("2026-11-26", "2026-11-30")},
    }
    assert finishes(website) == {"内容": "2026-11-27", "初稿": "2026-11-25"}

    shown = read(website.member.get("/calendars", params={"owner": "member", "owner_id": served.members["李雷"]}))
    (span,) = msgspec.convert(shown["spans"], list[dict[str, object]])
    assert (span["first_on"], span["name"], shown["may_edit"]) == ("2026-11-24", "年假", False)

    removed = {"owner": "member", "owner_id": served.members["李雷"], "removed": [span["id"]]}
    website.manager.post("/calendars/changes", json=removed).raise_for_status()
    assert finishes(fair) == {"布展": "2026-11-26"}
    website.manager.post("/undo").raise_for_status()
    assert finishes(fair) == {"布展": "2026-11-30"}


def test_hours_of_a_project_change_its_days_and_nothing_elsewhere(served: Served) -> None:
    website, fair = two_projects(served)
    six_days = [[{"starts_at": "09:00:00", "ends_at": "17:00:00"}]] * 6 + [[]]
    website.add("收尾", duration_days=2, not_before="2026-11-27")

    body = {"owner": "project", "owner_id": website.id, "weekly": six_days}
    done = impact(website.manager.post("/calendars/changes", json=body))
    shown = read(website.viewer.get("/calendars", params={"owner": "project", "owner_id": website.id}))

    assert done.moves() == {"官网改版": {"收尾": ("2026-11-30", "2026-11-28")}}
    assert (shown["is_own_week"], shown["weekly"], shown["may_edit"]) == (True, six_days, False)
    assert finishes(fair) == {"布展": "2026-11-26"}

    website.manager.post("/calendars/changes", json=body | {"weekly": None}).raise_for_status()
    assert finishes(website)["收尾"] == "2026-11-30"


def test_the_plan_read_anew_is_the_one_that_was_kept(served: Served) -> None:
    """What a changed calendar leaves in memory is what compiling the stored plan gives."""
    website, _ = two_projects(served)
    leave = {"first_on": "2026-11-24", "last_on": "2026-11-24", "name": "年假"}
    body = {"owner": "member", "owner_id": served.members["李雷"], "added": [leave]}
    website.manager.post("/calendars/changes", json=body).raise_for_status()
    kept = msgspec.convert(read(website.manager.get(f"/projects/{website.id}/plan"))["tasks"], list[dict[str, object]])

    website.add("另一个")
    anew = msgspec.convert(read(website.manager.get(f"/projects/{website.id}/plan"))["tasks"], list[dict[str, object]])

    assert [(one["planned_finish"], one["total_float"]) for one in kept] == [
        (one["planned_finish"], one["total_float"]) for one in anew[:2]
    ]


@pytest.mark.parametrize(
    ("owner", "owner_name"), [("organization", ""), ("member", "李雷"), ("member", "韩梅梅"), ("shared", "")]
)
def test_a_member_changes_no_calendar(served: Served, owner: str, owner_name: str) -> None:
    website, _ = two_projects(served)
    owner_id = served.members.get(owner_name, "")
    before = served.count_events()

    refused = problem(website.member.post("/calendars/changes", json={"owner": owner, "owner_id": owner_id}))

    assert (refused.status, refused.code) == (403, "calendar.only_for_planners")
    assert served.count_events() == before


def test_leave_is_not_everybodys_to_read(served: Served) -> None:
    website, _ = two_projects(served)
    query = {"owner": "member", "owner_id": served.members["韩梅梅"]}

    assert problem(website.member.get("/calendars", params=query)).code == "calendar.only_for_planners"
    assert website.outsider.get("/calendars", params=query).status_code == 200
    assert website.manager.get("/calendars", params=query).status_code == 200


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"owner": "organization", "owner_id": "x"}, "owner_id"),
        ({"owner": "organization", "added": [{"first_on": "2026-11-24", "last_on": "2026-11-24"}]}, "added"),
        ({"owner": "organization", "weekly": [[{"starts_at": "09:00:00", "ends_at": "08:00:00"}]] * 7}, "shifts"),
    ],
)
def test_what_no_calendar_can_say_is_refused(served: Served, body: dict[str, object], field: str) -> None:
    manager = served.as_("林珊")
    before = served.count_events()

    refused = problem(manager.post("/calendars/changes", json=body))

    assert (refused.code, refused.facts["field"]) == ("calendar.invalid", field)
    assert served.count_events() == before
