"""Lists, boards and search over HTTP."""

import gzip

import httpx2
import msgspec
import pytest

from tests.http.stories import Project, problem, read, start_project, sync
from tests.support.served import Served

TITLES = ("登录页", "登录接口", "支付接口", "首页设计", "Login page", "数据迁移", "压力测试")


@pytest.fixture
def project(served: Served) -> Project:
    made = start_project(served)
    for number, title in enumerate(TITLES):
        made.add(title, priority=("high", "medium", "low")[number % 3], due_date=f"2026-11-{20 + number}")
    made.add("没有日期")
    return made


@pytest.mark.parametrize("order", ["asc", "desc"])
@pytest.mark.parametrize("sort", ["number", "due_date", "priority", "updated_at", "title", "rank"])
def test_a_list_in_pieces_is_the_whole_list(project: Project, sort: str, order: str) -> None:
    whole = [one.number for one in project.list(sort=sort, order=order).items]
    pieces: list[int] = []
    cursor: str | None = ""
    while cursor is not None:
        page = project.list(sort=sort, order=order, limit=3, **({"cursor": cursor} if cursor else {}))
        pieces += [one.number for one in page.items]
        cursor = page.next_cursor

    assert len(whole) == 8
    assert pieces == whole


def test_sorting_sorts(project: Project) -> None:
    by_day = [one.due_date for one in project.list(sort="due_date").items]
    by_priority = [one.priority for one in project.list(sort="priority", order="desc").items]

    assert by_day == [*(f"2026-11-{20 + number}" for number in range(7)), None]
    assert by_priority == ["low", "low", "medium", "medium", "medium", "high", "high", "high"]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("登录", ["登录页", "登录接口"]),
        ("接口", ["登录接口", "支付接口"]),
        ("登录接口", ["登录接口"]),
        ("login", ["Login page"]),
        ("#3", ["支付接口"]),
        ("没有这个词", []),
        ("%", []),
    ],
)
def test_search_finds_words_of_two_characters(project: Project, words: str, found: list[str]) -> None:
    assert [one.title for one in project.list(q=words).items] == found


def test_filters_narrow(project: Project, served: Served) -> None:
    project.add("李雷的", assignee_id=served.members["李雷"])

    assert [one.title for one in project.list(assignee_id=served.members["李雷"]).items] == ["李雷的"]
    assert len(project.list(assignee_id="none").items) == 8
    assert [one.number for one in project.list(priority="high").items] == [1, 4, 7]
    assert [one.number for one in project.list(overdue="true").items] == [1, 2, 3]


def test_a_foreign_cursor_is_refused(project: Project) -> None:
    refused = problem(project.manager.get(f"/projects/{project.id}/tasks", params={"cursor": "bm9uc2Vuc2U"}))

    assert (refused.status, refused.code) == (422, "tasks.invalid")


class ColumnSeen(msgspec.Struct):
    total: int
    tasks: list[dict[str, object]]
    next_cursor: str | None


class BoardSeen(msgspec.Struct):
    columns: list[ColumnSeen]
    seq: int


def test_a_board_shows_the_first_cards_and_counts_all(project: Project, served: Served) -> None:
    answer = project.manager.get(f"/projects/{project.id}/board", params={"limit": 3})
    board = msgspec.json.decode(answer.content, type=BoardSeen)

    assert [(one.total, len(one.tasks)) for one in board.columns] == [(8, 3), (0, 0), (0, 0), (0, 0), (0, 0)]
    assert "description" not in board.columns[0].tasks[0]
    assert board.seq == served.count_events()
    more = project.manager.get(
        f"/projects/{project.id}/columns/{project.columns['未开始']}/tasks",
        params={"cursor": board.columns[0].next_cursor or "", "limit": 10},
    )
    assert len(msgspec.json.decode(more.content)["items"]) == 5


def test_a_filtered_board_counts_what_it_finds(project: Project) -> None:
    answer = project.manager.get(f"/projects/{project.id}/board", params={"q": "登录", "limit": 1})
    board = msgspec.json.decode(answer.content, type=BoardSeen)

    assert (board.columns[0].total, len(board.columns[0].tasks)) == (2, 1)


def test_large_answers_are_packed_for_whoever_can_unpack(project: Project, served: Served) -> None:
    token = served.token_of("林珊")
    url = f"{served.base_url}/api/v1/projects/{project.id}/tasks"
    with httpx2.Client(headers={"Authorization": f"Bearer {token}"}) as client:
        plain = client.get(url, headers={"Accept-Encoding": "identity"})
        with client.stream("GET", url, headers={"Accept-Encoding": "gzip"}) as packed:
            raw = b"".join(packed.iter_raw())

    assert "content-encoding" not in plain.headers
    assert packed.headers["content-encoding"] == "gzip"
    assert gzip.decompress(raw) == plain.content
    assert len(raw) < len(plain.content) / 3


def test_my_work_is_sorted_into_days(served: Served) -> None:
    project = start_project(served)
    for day in ("2026-11-20", "2026-11-23", "2026-11-27", "2026-12-10", None):
        project.add(str(day), assignee_id=served.members["李雷"], due_date=day)

    work = read(project.member.get("/me/work"))

    seen = {
        name: [one["title"] for one in msgspec.convert(work[name], list[dict[str, object]])]
        for name in ("overdue", "today", "this_week", "later", "no_date")
    }
    assert seen == {
        "overdue": ["2026-11-20"],
        "today": ["2026-11-23"],
        "this_week": ["2026-11-27"],
        "later": ["2026-12-10"],
        "no_date": ["None"],
    }


def test_a_snapshot_goes_on_with_sync(project: Project) -> None:
    snapshot = read(project.manager.get("/snapshot", params={"project_id": project.id}))
    project.add("之后的")

    news = sync(project.manager, int(str(snapshot["seq"])))

    assert len(msgspec.convert(snapshot["tasks"], list[object])) == 8
    assert [(one.type, one.object and one.object["title"]) for one in news.changes] == [("task", "之后的")]


def test_what_happened_is_told_in_sentences(served: Served) -> None:
    project = start_project(served)
    made = project.add("登录页", assignee_id=served.members["李雷"])
    project.member.post(f"/tasks/{made.id}/reports", json={"percent": 60}).raise_for_status()
    project.member.post(f"/tasks/{made.id}/comments", json={"text": "顺利"}).raise_for_status()

    told = read(project.viewer.get(f"/tasks/{made.id}/activity"))["items"]

    assert [one["text"] for one in msgspec.convert(told, list[dict[str, object]])] == [
        "李雷 「登录页」评论:顺利",
        "李雷 「登录页」把状态改为 进行中,完成度改为 60%",
        "李雷 「登录页」进展:完成度 60%",
        "林珊 新建了任务「登录页」",
    ]


def test_dates_that_follow_from_an_act_on_the_same_task_are_told_with_it(served: Served) -> None:
    project = start_project(served)
    project.manager.patch(f"/projects/{project.id}", json={"finishes_on": "2026-12-31"}).raise_for_status()
    made = project.add("登录页", duration_days=3)
    project.manager.patch(f"/tasks/{made.id}", json={"duration_days": 5}).raise_for_status()

    listed = read(project.manager.get(f"/tasks/{made.id}/activity"))

    texts = [one["text"] for one in msgspec.convert(listed["items"], list[dict[str, object]])]
    assert texts == [
        "林珊 「登录页」把工期改为 5 个工作日,计划开始改为 12月25日 周五",
        "林珊 新建了任务「登录页」",
    ]


def test_pages_of_what_happened_go_on_behind_what_was_told_together(served: Served) -> None:
    project = start_project(served)
    for number in range(3):
        project.add(f"任务{number}", duration_days=2)
    path, seen = f"/projects/{project.id}/activity", list[str]()
    cursor: object = ""
    while cursor is not None:
        page = read(project.manager.get(path, params={"limit": 2} | ({"cursor": str(cursor)} if cursor else {})))
        cursor = page["next_cursor"]
        seen += [str(one["text"]) for one in msgspec.convert(page["items"], list[dict[str, object]])]

    assert [text for text in seen if "新建了" in text] == [
        "林珊 新建了任务「任务2」",
        "林珊 新建了任务「任务1」",
        "林珊 新建了任务「任务0」",
        "林珊 新建了项目",
    ]


def test_a_milestone_is_a_card_and_no_work(served: Served) -> None:
    project = start_project(served)
    project.add("登录页")
    milestone = project.add("上线", kind="milestone", due_date="2026-11-20")

    def counts() -> tuple[object, ...]:
        (listed,) = msgspec.convert(read(project.manager.get("/projects"))["items"], list[dict[str, object]])
        board = read(project.manager.get(f"/projects/{project.id}/board"))
        cards = [one["total"] for one in msgspec.convert(board["columns"], list[dict[str, object]])]
        return listed["task_count"], listed["done_count"], listed["overdue_count"], cards[0]

    assert counts() == (1, 0, 0, 2)
    project.manager.patch(f"/tasks/{milestone.id}", json={"kind": "task", "duration_days": 1}).raise_for_status()
    assert counts() == (2, 0, 1, 2)
    project.manager.patch(f"/tasks/{milestone.id}", json={"kind": "milestone", "duration_days": 0}).raise_for_status()
    assert counts() == (1, 0, 0, 2)
