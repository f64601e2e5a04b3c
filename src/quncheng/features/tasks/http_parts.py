"""The API about what hangs on a task: comments, checklist, dependencies."""

from litestar import Router, delete, patch, post
from litestar.params import FromPath, JSONBody
from litestar.status_codes import HTTP_200_OK, HTTP_201_CREATED

from quncheng.features.people.types import Caller
from quncheng.features.projects import service as projects
from quncheng.features.projects.types import Access
from quncheng.features.tasks import parts
from quncheng.features.tasks import service as tasks
from quncheng.features.tasks.schemas import ChecklistPatch, NewChecklistItem, NewComment, NewDependency
from quncheng.features.tasks.types import ChecklistItem, Comment, Task, TaskDependency
from quncheng.runtime.db import Session
from quncheng.runtime.events import Actor
from quncheng.runtime.http import Answer, Api, Injected
from quncheng.runtime.http_pages import Done
from quncheng.runtime.http_problems import HttpRequest

CallerApi = Injected[Api[Caller]]


@post("/tasks/{task_id:str}/comments", status_code=HTTP_201_CREATED)
async def add_comment(
    request: HttpRequest, api: CallerApi, task_id: FromPath[str], data: JSONBody[NewComment]
) -> Answer[Comment]:
    """Say something about a task."""

    def work(session: Session, caller: Caller, actor: Actor) -> Comment:
        access, task = tasks.lock_task(session, caller.member.id, task_id)
        return parts.add_comment(session, access, actor, task=task, text=data.text, comment_id=data.id)

    return await api.write(request, work)


@post("/comments/{comment_id:str}/retract", status_code=HTTP_200_OK)
async def retract_comment(request: HttpRequest, api: CallerApi, comment_id: FromPath[str]) -> Answer[Comment]:
    """Take a comment back; it stays, marked."""

    def work(session: Session, caller: Caller, actor: Actor) -> Comment:
        comment = parts.get_comment(session, comment_id)
        access, task = tasks.lock_task(session, caller.member.id, comment.task_id)
        parts.retract_comment(session, access, actor, task=task, comment=comment)
        return parts.get_comment(session, comment_id)

    return await api.write(request, work)


@post("/tasks/{task_id:str}/checklist", status_code=HTTP_201_CREATED)
async def add_checklist_item(
    request: HttpRequest, api: CallerApi, task_id: FromPath[str], data: JSONBody[NewChecklistItem]
) -> Answer[ChecklistItem]:
    """Add a line to a task's checklist."""

    def work(session: Session, caller: Caller, actor: Actor) -> ChecklistItem:
        access, task = tasks.lock_task(session, caller.member.id, task_id)
        return parts.add_item(session, access, actor, task=task, text=data.text, item_id=data.id)

    return await api.write(request, work)


@patch("/checklist/{item_id:str}")
async def change_checklist_item(
    request: HttpRequest, api: CallerApi, item_id: FromPath[str], data: JSONBody[ChecklistPatch]
) -> Answer[ChecklistItem]:
    """Tick a line, or reword it."""

    def work(session: Session, caller: Caller, actor: Actor) -> ChecklistItem:
        access, task, item = _lock_item(session, caller, item_id)
        projects.check_seen(data.version, item.version, current=item, fields=("text", "is_done"))
        text = data.text if isinstance(data.text, str) else None
        is_done = data.is_done if isinstance(data.is_done, bool) else None
        return parts.change_item(session, access, actor, task=task, item=item, text=text, is_done=is_done)

    return await api.write(request, work)


@delete("/checklist/{item_id:str}", status_code=HTTP_200_OK)
async def remove_checklist_item(request: HttpRequest, api: CallerApi, item_id: FromPath[str]) -> Answer[Done]:
    """Take a line out of a checklist."""

    def work(session: Session, caller: Caller, actor: Actor) -> Done:
        access, task, item = _lock_item(session, caller, item_id)
        parts.remove_item(session, access, actor, task=task, item=item)
        return Done()

    return await api.write(request, work)


@post("/projects/{project_id:str}/dependencies", status_code=HTTP_201_CREATED)
async def add_dependency(
    request: HttpRequest, api: CallerApi, project_id: FromPath[str], data: JSONBody[NewDependency]
) -> Answer[TaskDependency]:
    """Let a task start after another one is finished; dates follow."""

    def work(session: Session, caller: Caller, actor: Actor) -> TaskDependency:
        access = projects.get_access(session, caller.member.id, project_id)
        return parts.link(
            session,
            access,
            actor,
            predecessor_id=data.predecessor_id,
            successor_id=data.successor_id,
            link_type=data.type,
            lag=data.lag,
            lag_unit=data.lag_unit,
        )

    return await api.write(request, work)


@delete("/dependencies/{dependency_id:str}", status_code=HTTP_200_OK)
async def remove_dependency(request: HttpRequest, api: CallerApi, dependency_id: FromPath[str]) -> Answer[Done]:
    """Take a link between two tasks away; dates follow."""

    def work(session: Session, caller: Caller, actor: Actor) -> Done:
        access = parts.access_dependency(session, caller.member.id, dependency_id)
        parts.unlink(session, access, actor, dependency_id=dependency_id)
        return Done()

    return await api.write(request, work)


def _lock_item(session: Session, caller: Caller, item_id: str) -> tuple[Access, Task, ChecklistItem]:
    task_id = parts.get_item(session, item_id).task_id
    access, task = tasks.lock_task(session, caller.member.id, task_id)
    return access, task, parts.get_item(session, item_id)


routes = Router(
    "/",
    route_handlers=[
        add_comment,
        retract_comment,
        add_checklist_item,
        change_checklist_item,
        remove_checklist_item,
        add_dependency,
        remove_dependency,
    ],
    tags=["tasks"],
)
