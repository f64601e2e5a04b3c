"""Every event there is can be taken back, or says why not."""

import importlib
import importlib.util
import pkgutil
from datetime import UTC, datetime

from quncheng import features
from quncheng.features.activity.inverses import INVERSES
from quncheng.features.activity.rules import NOT_TAKEN_BACK, final_reason, meant
from quncheng.features.activity.types import Stays
from quncheng.runtime.events import EVENT_TYPES, RecordedEvent

NOON = datetime(2026, 11, 23, 4, 0, tzinfo=UTC)


def happened(
    name: str, data: dict[str, object] | None = None, *, source: str = "chat", about: str = "li"
) -> RecordedEvent:
    return RecordedEvent(1, name, NOON, "lin", source, "", "op", "project", "", about, None, data or {})


def names(*operation: RecordedEvent) -> list[str]:
    return [one.name for one in meant(operation, reversible=INVERSES)]


def test_every_event_has_an_inverse_or_a_reason() -> None:
    for feature in pkgutil.iter_modules(features.__path__):
        if importlib.util.find_spec(f"quncheng.features.{feature.name}.events") is not None:
            importlib.import_module(f"quncheng.features.{feature.name}.events")
    ours = {name for name, kind in EVENT_TYPES.items() if kind.__module__.startswith("quncheng.")}

    assert ours - INVERSES.keys() - NOT_TAKEN_BACK.keys() == set()
    assert (INVERSES.keys() | NOT_TAKEN_BACK.keys()) - ours == set()
    assert INVERSES.keys() & NOT_TAKEN_BACK.keys() == set()


def test_ends_that_follow_from_tasks_are_no_act() -> None:
    ends = happened("project.changed", {"changes": {"planned_finish": [None, "2026-12-01"]}})
    begun = happened("project.changed", {"changes": {"planned_start": [None, "2026-11-24"]}})
    renamed = happened("project.changed", {"changes": {"name": ["甲", "乙"]}})

    assert names(happened("task.created"), begun, ends) == ["task.created"]
    assert names(begun) == ["project.changed"]
    assert names(renamed, ends) == ["project.changed"]


def test_who_comes_into_a_project_with_a_task_or_by_speaking_stays() -> None:
    added = happened("membership.set", {"before": None, "after": "member"})
    entered = happened("membership.set", {"before": None, "after": "member"}, about="lin")
    changed = happened("membership.set", {"before": "member", "after": "viewer"})

    assert names(added) == ["membership.set"]
    assert names(happened("task.created"), added) == ["task.created"]
    assert names(entered) == []
    assert names(happened("task.created"), changed) == ["task.created", "membership.set"]


def test_an_act_that_only_sent_something_is_refused_by_its_reason() -> None:
    sent = happened("weekly_report.sent")

    assert names(sent) == []
    assert final_reason([sent]) is Stays.SENT
    assert final_reason([happened("member.signed_in"), happened("weekly_report.composed")]) is None
