"""What a project knows of its plan: its ends, its first day, its numbers, and that it has become another one."""

from datetime import date

from quncheng.features.projects import store
from quncheng.features.projects.events import ProjectChanged
from quncheng.features.projects.types import Project
from quncheng.runtime import events
from quncheng.runtime.db import Session
from quncheng.runtime.events import Actor

_STEPPED = "projects.plan_stepped."


def note_plan_dates(
    session: Session, actor: Actor, *, project: Project, planned_finish: date | None, forecast_finish: date | None
) -> None:
    """Keep the ends that follow from the tasks; told to the log only when they differ. The project is locked."""
    after = {"planned_finish": planned_finish, "forecast_finish": forecast_finish}
    changes: dict[str, tuple[object, object]] = {
        name: (getattr(project, name), value) for name, value in after.items() if getattr(project, name) != value
    }
    if changes:
        store.update_project(session, project.id, **after)
        events.record(
            session, actor, ProjectChanged(of_project=project.id, version=project.version + 1, changes=changes)
        )


def begin_plan(session: Session, actor: Actor, *, project_id: str, first: date) -> None:
    """The first task with dates fixes the day the plan is counted from, unless the manager has named one."""
    project = store.find_project(session, project_id)
    if project is not None and project.planned_start is None:
        store.update_project(session, project_id, planned_start=first)
        changes: dict[str, tuple[object, object]] = {"planned_start": (None, first)}
        events.record(
            session, actor, ProjectChanged(of_project=project_id, version=project.version + 1, changes=changes)
        )


def list_all(session: Session) -> tuple[Project, ...]:
    """Every project of the organization, for what moves all of their plans."""
    return store.list_projects(session)


def take_numbers(session: Session, project_id: str, count: int) -> int:
    """Numbers for new tasks; returns the first. New tasks make the plan another one."""
    _note_step(session, project_id)
    return store.take_numbers(session, project_id, count)


def step_plan(session: Session, project_id: str) -> None:
    """The plan is another one now; written once in a transaction."""
    if _note_step(session, project_id):
        store.step_plan(session, project_id)


def plan_version(session: Session, project_id: str) -> int:
    return store.read_plan_version(session, project_id)


def _note_step(session: Session, project_id: str) -> bool:
    note = _STEPPED + project_id
    is_first = note not in session.notes
    session.notes[note] = True
    return is_first
