"""What the engine refuses."""

from collections.abc import Sequence

from quncheng.kit.errors import ErrorKind, QunchengError


class DependencyCycle(QunchengError):
    """Tasks that would wait for each other; named in the order of the links, each once."""

    code = "plan.dependency_cycle"
    kind = ErrorKind.CONFLICT

    def __init__(self, task_ids: Sequence[str], titles: Sequence[str]) -> None:
        super().__init__(task_ids=tuple(task_ids), titles=tuple(titles))
        self.task_ids = tuple(task_ids)
        self.titles = tuple(titles)


class DuplicateDependency(QunchengError):
    """A second link between the same two tasks."""

    code = "plan.duplicate_dependency"
    kind = ErrorKind.CONFLICT


class UnknownPlanTask(QunchengError):
    """A link or a change that names a task which is not in the plan."""

    code = "plan.unknown_task"
    kind = ErrorKind.NOT_FOUND


class InvalidDuration(QunchengError):
    """A duration that is not positive."""

    code = "plan.invalid_duration"
    kind = ErrorKind.INVALID


class DateOutOfRange(QunchengError):
    """A length of time that leads out of the years 1 to 9999."""

    code = "calendar.date_out_of_range"
    kind = ErrorKind.INVALID


class SummaryLinkRefused(QunchengError):
    """A link between a summary and a task within it, or one that would hold the finish of a summary."""

    code = "plan.summary_link"
    kind = ErrorKind.CONFLICT


class MissingMoment(QunchengError):
    """A constraint without its day, or a plan scheduled back from no finish."""

    code = "plan.missing_moment"
    kind = ErrorKind.INVALID
