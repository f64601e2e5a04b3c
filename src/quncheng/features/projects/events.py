"""Facts about projects."""

from dataclasses import dataclass

from quncheng.runtime.events import Event, event


@dataclass(frozen=True, slots=True)
class _OfProject(Event):
    of_project: str

    @property
    def project_id(self) -> str | None:
        return self.of_project


@event("project.created", subject="project")
@dataclass(frozen=True, slots=True)
class ProjectCreated(_OfProject):
    name: str
    manager_id: str

    @property
    def subject_id(self) -> str:
        return self.of_project


@event("project.changed", subject="project")
@dataclass(frozen=True, slots=True)
class ProjectChanged(_OfProject):
    version: int
    changes: dict[str, tuple[object, object]]

    @property
    def subject_id(self) -> str:
        return self.of_project


@event("membership.set", subject="membership")
@dataclass(frozen=True, slots=True)
class MembershipSet(_OfProject):
    """``before`` and ``after`` are roles; None: not a member."""

    member_id: str
    before: str | None
    after: str | None

    @property
    def subject_id(self) -> str:
        return self.member_id

    @property
    def audience(self) -> str | None:
        return None


@event("column.created", subject="column")
@dataclass(frozen=True, slots=True)
class ColumnCreated(_OfProject):
    column_id: str
    name: str
    status: str

    @property
    def subject_id(self) -> str:
        return self.column_id


@event("column.changed", subject="column")
@dataclass(frozen=True, slots=True)
class ColumnChanged(_OfProject):
    column_id: str
    changes: dict[str, tuple[object, object]]

    @property
    def subject_id(self) -> str:
        return self.column_id


@event("column.archived", subject="column")
@dataclass(frozen=True, slots=True)
class ColumnArchived(_OfProject):
    """All that the column was, so that it can come back."""

    column_id: str
    name: str
    status: str
    rank: str
    wip_limit: int | None

    @property
    def subject_id(self) -> str:
        return self.column_id
