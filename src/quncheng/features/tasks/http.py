"""The API about tasks: lists, and every change of one task. What the task's own screen reads is in ``screens``."""

from typing import Annotated

from litestar import Router, get, patch, post
from litestar.params import FromPath, FromQuery, JSONBody, QueryParameter
from litestar.status_codes import HTTP_200_OK, HTTP_201_CREATED

from quncheng.features.people import service as people
from quncheng.features.people.types import Caller
from quncheng.features.projects import service as projects
from quncheng.features.projects.schemas import ColumnArchiving
from quncheng.features.projects.types import Access, TaskStatus
from quncheng.features.tasks import policy, queries
from quncheng.features.tasks import service as tasks
from quncheng.features.tasks.schemas import (
    NewTaskBody,
    TaskMove,
    TaskPatch,
    TaskScreen,
    to_changes,
    to_new_task,
    to_screen,
)
from quncheng.features.tasks.types import Priority, Task, TaskFilter, TaskSort
from quncheng.runtime.db import Session
from quncheng.runtime.events import Actor
from quncheng.runtime.http import Answer, Api, Injected
from quncheng.runtime.http_pages import Cursor, Done, Limit, Page
from quncheng.runtime.http_problems import HttpRequest

CallerApi = Injected[Api[Caller]]
Search = Annotated[str, QueryParameter(name="q", max_length=200)]


@get("/projects/{project_id:str}/tasks")
async def list_tasks(
    request: HttpRequest,
    api: CallerApi,
    project_id: FromPath[str],
    search: Search = "",
    status: FromQuery[list[TaskStatus] | None] = None,
    assignee_id: FromQuery[list[str] | None] = None,
    priority: FromQuery[list[Priority] | None] = None,
    parent_id: FromQuery[str | None] = None,
    overdue: FromQuery[bool] = False,
    sort: FromQuery[TaskSort] = TaskSort.NUMBER,
    order: Annotated[str, QueryParameter(pattern="^(asc|desc)$")] = "asc",
    cursor: Cursor = None,
    limit: Limit = 100,
) -> Answer[Page[Task]]:
    """A project's tasks, filtered and sorted; ``assignee_id=none`` finds those nobody does."""

    def work(session: Session, caller: Caller) -> Page[Task]:
        projects.get_access(session, caller.member.id, project_id)
        narrowed = TaskFilter(
            search=search,
            statuses=tuple(status or ()),
            assignee_ids=tuple(one for one in assignee_id or () if one != "none"),
            is_unassigned="none" in (assignee_id or ()),
            priorities=tuple(priority or ()),
            parent_id=parent_id,
            overdue_on=people.local_now(session).date() if overdue else None,
        )
        page = queries.list_tasks(
            session, project_id, narrowed, sort=sort, is_descending=order == "desc", cursor=cursor, limit=limit
        )
        return Page(page.items, page.next_cursor)

    return await api.read(request, work)


@get("/projects/{project_id:str}/columns/{column_id:str}/tasks")
async def list_column_tasks(
    request: HttpRequest,
    api: CallerApi,
    project_id: FromPath[str],
    column_id: FromPath[str],
    search: Search = "",
    assignee_id: FromQuery[list[str] | None] = None,
    cursor: Cursor = None,
    limit: Limit = 100,
) -> Answer[Page[Task]]:
    """The cards of one column, in the order of the board."""

    def work(session: Session, caller: Caller) -> Page[Task]:
        projects.get_access(session, caller.member.id, project_id)
        narrowed = TaskFilter(search=search, assignee_ids=tuple(assignee_id or ()))
        page = queries.list_column(session, project_id, narrowed, column_id=column_id, cursor=cursor, limit=limit)
        return Page(page.items, page.next_cursor)

    return await api.read(request, work)


@post("/projects/{project_id:str}/tasks", status_code=HTTP_201_CREATED)
async def create_task(
    request: HttpRequest, api: CallerApi, project_id: FromPath[str], data: JSONBody[NewTaskBody]
) -> Answer[TaskScreen]:
    """Add a task to the plan."""

    def work(session: Session, caller: Caller, actor: Actor) -> TaskScreen:
        access = projects.get_access(session, caller.member.id, project_id)
        (task,) = tasks.create_tasks(session, access, actor, new=(to_new_task(data),))
        if data.after_id is not None:
            task = tasks.move_task(session, access, actor, task=task, column_id=task.column_id, after_id=data.after_id)
        return _screen(session, access, task)

    return await api.write(request, work)


@patch("/tasks/{task_id:str}")
async def change_task(
    request: HttpRequest, api: CallerApi, task_id: FromPath[str], data: JSONBody[TaskPatch]
) -> Answer[TaskScreen]:
    """Change the plan of a task; dates behind it follow."""

    def work(session: Session, caller: Caller, actor: Actor) -> TaskScreen:
        access, task = tasks.lock_task(session, caller.member.id, task_id)
        task = tasks.change_task(session, access, actor, task=task, changes=to_changes(data), version=data.version)
        if isinstance(data.status, TaskStatus):
            task = tasks.set_status(session, actor, task=task, status=data.status)
        return _screen(session, access, task)

    return await api.write(request, work)


@post("/tasks/{task_id:str}/move", status_code=HTTP_200_OK)
async def move_task(
    request: HttpRequest, api: CallerApi, task_id: FromPath[str], data: JSONBody[TaskMove]
) -> Answer[TaskScreen]:
    """Put a card into a column or to another place in it."""

    def work(session: Session, caller: Caller, actor: Actor) -> TaskScreen:
        access, task = tasks.lock_task(session, caller.member.id, task_id)
        moved = tasks.move_task(
            session,
            access,
            actor,
            task=task,
            column_id=data.column_id,
            before_id=data.before_id,
            after_id=data.after_id,
            version=data.version,
        )
        return _screen(session, access, moved)

    return await api.write(request, work)


@post("/tasks/{task_id:str}/archive", status_code=HTTP_200_OK)
async def archive_task(request: HttpRequest, api: CallerApi, task_id: FromPath[str]) -> Answer[TaskScreen]:
    """Take a task out of sight."""
    return await _archive(request, api, task_id, is_archived=True)


@post("/tasks/{task_id:str}/restore", status_code=HTTP_200_OK)
async def restore_task(request: HttpRequest, api: CallerApi, task_id: FromPath[str]) -> Answer[TaskScreen]:
    """Bring an archived task back."""
    return await _archive(request, api, task_id, is_archived=False)


@post("/columns/{column_id:str}/archive", status_code=HTTP_200_OK)
async def archive_column(
    request: HttpRequest, api: CallerApi, column_id: FromPath[str], data: JSONBody[ColumnArchiving]
) -> Answer[Done]:
    """Take a column away; its tasks move to another one."""

    def work(session: Session, caller: Caller, actor: Actor) -> Done:
        access, _ = projects.access_column(session, caller.member.id, column_id)
        target = projects.check_may_archive_column(session, access, column_id=column_id, move_to_id=data.move_to_id)
        tasks.move_all(session, access, actor, column_id=column_id, target=target)
        projects.archive_column(session, access, actor, column_id=column_id)
        return Done()

    return await api.write(request, work)


async def _archive(request: HttpRequest, api: Api[Caller], task_id: str, *, is_archived: bool) -> Answer[TaskScreen]:
    def work(session: Session, caller: Caller, actor: Actor) -> TaskScreen:
        access, task = tasks.lock_task(session, caller.member.id, task_id)
        return _screen(session, access, tasks.archive_task(session, access, actor, task=task, is_archived=is_archived))

    return await api.write(request, work)


def _screen(session: Session, access: Access, task: Task) -> TaskScreen:
    description = tasks.read_description(session, task.id)
    return to_screen(task, description=description, abilities=policy.abilities(access, task))


routes = Router(
    "/",
    route_handlers=[
        list_tasks,
        list_column_tasks,
        create_task,
        change_task,
        move_task,
        archive_task,
        restore_task,
        archive_column,
    ],
    tags=["tasks"],
)
