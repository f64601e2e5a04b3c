"""Facts about plans that came in."""

from dataclasses import dataclass

from quncheng.runtime.events import Event, event


@event("plan.imported", subject="plan_import")
@dataclass(frozen=True, slots=True)
class PlanImported(Event):
    """A file became a part of the plan; what it brought and replaced is told before, in the same act."""

    of_project: str
    import_id: str
    file_name: str
    task_count: int
    link_count: int

    @property
    def project_id(self) -> str | None:
        return self.of_project

    @property
    def subject_id(self) -> str:
        return self.import_id
