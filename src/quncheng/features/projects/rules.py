"""What the fields of a project may hold: pure decisions."""

from datetime import time

import msgspec

from quncheng.features.projects.errors import ProjectInvalid
from quncheng.features.projects.types import ProjectChanges, TaskStatus

NAME_LENGTH = 100
DESCRIPTION_LENGTH = 5_000
COLUMN_NAME_LENGTH = 20
DAILY_AT = time(17, 30)
WEEKLY_ON = 4
WEEKLY_AT = time(17, 30)
FIRST_COLUMNS = (
    ("未开始", TaskStatus.OPEN),
    ("进行中", TaskStatus.IN_PROGRESS),
    ("受阻", TaskStatus.BLOCKED),
    ("待验收", TaskStatus.AWAITING_ACCEPTANCE),
    ("已完成", TaskStatus.DONE),
)


def valid_changes(changes: ProjectChanges) -> dict[str, object]:
    values: dict[str, object] = {
        name: getattr(changes, name)
        for name in ProjectChanges.__struct_fields__
        if getattr(changes, name) is not msgspec.UNSET
    }
    if isinstance(changes.name, str):
        values["name"] = clean_name(changes.name, field="name", longest=NAME_LENGTH)
    if isinstance(changes.description, str) and len(changes.description) > DESCRIPTION_LENGTH:
        raise ProjectInvalid(field="description", longest=DESCRIPTION_LENGTH)
    if isinstance(changes.weekly_on, int) and not 0 <= changes.weekly_on <= 6:
        raise ProjectInvalid(field="weekly_on")
    return values


def valid_limit(wip_limit: int | None) -> int | None:
    if wip_limit is not None and not 1 <= wip_limit <= 9_999:
        raise ProjectInvalid(field="wip_limit")
    return wip_limit


def clean_name(text: str, *, field: str, longest: int) -> str:
    clean = " ".join("".join(character for character in text if character.isprintable()).split())
    if not 1 <= len(clean) <= longest:
        raise ProjectInvalid(field=field, longest=longest)
    return clean
