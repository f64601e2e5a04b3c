"""The job of the daily question. Its key is (project, day): it runs once, again only after a crash before its end."""

from datetime import date

from quncheng.features.followups import service
from quncheng.runtime.db import Session


def ask(session: Session, payload: dict[str, object], _prepared: object) -> None:
    service.ask_project(session, project_id=str(payload["project_id"]), on=date.fromisoformat(str(payload["on"])))
