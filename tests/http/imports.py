"""What stories about files of plans begin with: sending one, and comparing plans by their titles."""

import httpx2
import msgspec

from tests.http.stories import read

Row = dict[str, object]


class PersonSeen(msgspec.Struct):
    name: str
    member_id: str | None
    is_certain: bool
    candidate_ids: list[str]


class RowSeen(msgspec.Struct):
    title: str
    planned_start: str | None
    planned_finish: str | None
    file_finish: str | None


class PlanSeen(msgspec.Struct):
    is_first: bool
    has_calendar: bool
    planned_start: str | None
    planned_finish: str | None
    old_finish: str | None
    new_finish: str | None
    rows: list[RowSeen]
    differing: int
    milestones: list[RowSeen]
    conflict_count: int
    conflicts: list[Row]
    overloads: list[Row]


class ColumnSeen(msgspec.Struct):
    heading: str
    field: str | None
    confidence: float


class SheetSeen(msgspec.Struct):
    heading_row: int
    columns: list[ColumnSeen]


class Preview(msgspec.Struct):
    id: str
    file_name: str
    sheet: SheetSeen | None
    understood: Row | None
    people: list[PersonSeen]
    remarks: list[Row]
    plan: PlanSeen | None

    def dates(self) -> dict[str, tuple[str | None, str | None]]:
        assert self.plan is not None
        return {one.title: (one.planned_start, one.planned_finish) for one in self.plan.rows}


def send(client: httpx2.Client, project_id: str, data: bytes, name: str = "计划.csv") -> httpx2.Response:
    headers = {"Content-Type": "application/octet-stream"}
    return client.post(f"/projects/{project_id}/plan/import", params={"name": name}, content=data, headers=headers)


def preview(answer: httpx2.Response) -> Preview:
    assert answer.status_code < 400, answer.text
    return msgspec.json.decode(answer.content, type=Preview)


def planned(client: httpx2.Client, project_id: str) -> dict[str, Row]:
    """The tasks of a project's plan by title, without what is only theirs."""
    answer = read(client.get(f"/projects/{project_id}/plan"))
    tasks = msgspec.convert(answer["tasks"], list[dict[str, object]])
    titles = {task["id"]: task["title"] for task in tasks}
    own = {"id", "number", "rank", "version", "parent_id"}
    return {
        str(task["title"]): {name: value for name, value in task.items() if name not in own}
        | {"parent": titles.get(task["parent_id"])}
        for task in tasks
    }


def links(client: httpx2.Client, project_id: str) -> set[tuple[object, ...]]:
    answer = read(client.get(f"/projects/{project_id}/plan"))
    titles = {task["id"]: task["title"] for task in msgspec.convert(answer["tasks"], list[dict[str, object]])}
    return {
        (titles[one["predecessor_id"]], titles[one["successor_id"]], one["type"], one["lag"], one["lag_unit"])
        for one in msgspec.convert(answer["links"], list[dict[str, object]])
    }


def baselines(client: httpx2.Client, project_id: str) -> list[dict[str, object]]:
    """The baselines of a project, each as title → dates."""
    answer = read(client.get(f"/projects/{project_id}/plan"))
    titles = {task["id"]: task["title"] for task in msgspec.convert(answer["tasks"], list[dict[str, object]])}
    listed = read(client.get(f"/projects/{project_id}/baselines"))["items"]
    found: list[dict[str, object]] = []
    for one in msgspec.convert(listed, list[dict[str, object]]):
        shown = read(client.get(f"/projects/{project_id}/plan", params={"baseline_id": str(one["id"])}))["baseline"]
        tasks = msgspec.convert(shown, dict[str, object])["tasks"]
        found.append(
            {
                str(titles[task["task_id"]]): (task["planned_start"], task["planned_finish"], task["duration_days"])
                for task in msgspec.convert(tasks, list[dict[str, object]])
            }
        )
    return found
