"""The jobs of the plan: draw it and say it in the groups; tell people what was changed for them on the web."""

import msgspec

from quncheng.features.bindings import service as bindings
from quncheng.features.people import service as people
from quncheng.features.plans import notices
from quncheng.features.plans.drawing import Drawing, read_picture
from quncheng.features.plans.picture import PictureView, draw_gantt
from quncheng.features.projects import service as projects
from quncheng.runtime import history
from quncheng.runtime.db import Session
from quncheng.runtime.events import RecordedEvent
from quncheng.runtime.jobs import Handler
from quncheng.runtime.outbox import Importance
from quncheng.runtime.ports import PictureContent
from quncheng.runtime.ports_pictures import PictureRenderer


def picture_handler(renderer: PictureRenderer) -> Handler:
    """Post the picture of a plan. Its key is the job itself: it is posted again only after a crash before its end."""

    def prepare(loaded: object) -> object:
        if not isinstance(loaded, Drawing):
            raise TypeError("the picture needs what load has read")
        return renderer.to_png(draw_gantt(loaded.picture, calendar=loaded.calendar))

    return Handler(run=_post, load=_load, prepare=prepare)


def tell_act(session: Session, payload: dict[str, object], _prepared: object) -> None:
    """Tell people what was changed for them on the web. Its key is the operation: one job an act."""
    happened = history.list_of_operation(session, str(payload["operation_id"]))
    if any(one.name == "change_request.decided" for one in happened):
        return  # the decision has told everybody
    acts: dict[str, list[RecordedEvent]] = {}
    for one in happened:
        if one.name in ("task.created", "task.changed", "task.rescheduled") and one.project_id is not None:
            acts.setdefault(one.project_id, []).append(one)
    by_id = payload["by_id"]
    notices.tell_act(
        session,
        [(projects.get_project(session, project_id), listed) for project_id, listed in acts.items()],
        by_id=None if by_id is None else str(by_id),
        is_calendar=any(one.name == "work_calendar.changed" for one in happened),
        now=people.local_now(session),
    )


def _load(session: Session, payload: dict[str, object]) -> object:
    view = msgspec.convert(payload.get("view") or {}, PictureView)
    return read_picture(session, projects.get_project(session, str(payload["project_id"])), view)


def _post(session: Session, payload: dict[str, object], prepared: object) -> None:
    content = PictureContent(prepared if isinstance(prepared, bytes) else b"", "plan.png")
    chat_id = payload.get("chat_id")
    if isinstance(chat_id, str):
        bindings.say(session, bindings.get_chat(session, chat_id), content)
        return
    for chat in bindings.list_chats_of(session, str(payload["project_id"])):
        bindings.say(session, chat, content, importance=Importance.LOW)
