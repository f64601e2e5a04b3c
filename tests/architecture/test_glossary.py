"""One word per concept: types and events use the words of docs/glossary.md."""

from tests.architecture.glossary import (
    GLOSSARY,
    forbidden_nouns,
    forbidden_words,
    known_words,
    strange_events,
    unknown_nouns,
)
from tests.architecture.sources import Source, python_sources

TEXT = GLOSSARY.read_text(encoding="utf-8")
TYPES = "src/quncheng/features/tasks/types.py"


def _of_features(*names: str) -> list[Source]:
    return [source for source in python_sources() if source.feature and source.path.endswith(names)]


def test_types_and_events_are_named_with_words_of_the_glossary() -> None:
    known = known_words(TEXT)

    strange = [noun for source in _of_features("/types.py", "/events.py") for noun in unknown_nouns(source, known)]

    assert strange == []


def test_events_are_a_subject_and_a_past_tense() -> None:
    known = known_words(TEXT)

    assert [event for source in _of_features("/events.py") for event in strange_events(source, known)] == []


def test_no_class_is_named_with_a_word_that_has_a_better_one() -> None:
    forbidden = forbidden_words(TEXT)
    inside = [source for source in python_sources() if source.package in {"features", "engine", "language"}]

    assert [noun for source in inside for noun in forbidden_nouns(source, forbidden)] == []


def test_the_glossary_is_read_as_meant() -> None:
    assert {"task", "predecessor", "work", "calendar", "criterion"} - known_words(TEXT) == {"criterion"}
    assert {"issue", "ticket", "tenant", "user", "room"} <= forbidden_words(TEXT)
    assert forbidden_words(TEXT) & {"task", "card", "organization"} == set()


def test_an_unexplained_noun_is_found() -> None:
    source = Source(TYPES, "class Gizmo: ...\nclass TaskStatus: ...\n")

    found = list(unknown_nouns(source, known_words(TEXT)))

    assert found == [f"{TYPES}:1 Gizmo: “gizmo” is not in docs/glossary.md"]


def test_a_strange_event_and_a_wrong_word_are_found() -> None:
    source = Source(TYPES, '@event("task.create", subject="task")\nclass TicketClosed: ...\n')

    assert len(list(strange_events(source, known_words(TEXT)))) == 1
    assert len(list(forbidden_nouns(source, forbidden_words(TEXT)))) == 1
