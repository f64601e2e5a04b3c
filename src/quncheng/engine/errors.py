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
    """A duration below one workday."""

    code = "plan.invalid_duration"
    kind = ErrorKind.INVALID
