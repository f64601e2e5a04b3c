"""Facts about plans and requests to change them."""

from dataclasses import dataclass

from quncheng.runtime.events import Event, event


@dataclass(frozen=True, slots=True)
class _OfRequest(Event):
    of_project: str
    request_id: str
    number: int

    @property
    def project_id(self) -> str | None:
        return self.of_project

    @property
    def subject_id(self) -> str:
        return self.request_id


@event("change_request.opened", subject="change_request")
@dataclass(frozen=True, slots=True)
class ChangeRequested(_OfRequest):
    task_id: str | None
    reason: str


@event("change_request.decided", subject="change_request")
@dataclass(frozen=True, slots=True)
class ChangeDecided(_OfRequest):
    task_id: str | None
    verdict: str
    comment: str


@event("change_request.reopened", subject="change_request")
@dataclass(frozen=True, slots=True)
class ChangeReopened(_OfRequest):
    """Its decision, or its withdrawal, was taken back."""


@event("plan.confirmed", subject="project")
@dataclass(frozen=True, slots=True)
class PlanConfirmed(Event):
    """Several tasks were planned in one go."""

    of_project: str
    task_ids: tuple[str, ...]

    @property
    def project_id(self) -> str | None:
        return self.of_project

    @property
    def subject_id(self) -> str:
        return self.of_project
