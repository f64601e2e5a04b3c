"""Search terms: pairs of neighbouring Chinese characters and whole Latin words; a word of two characters is found."""

import re

TERMS_LIMIT = 300
TERM_LENGTH = 40
_WORD = re.compile(r"[0-9a-z]+|[\u3400-\u9fff\uf900-\ufaff]+", re.IGNORECASE)


def to_terms(*texts: str) -> frozenset[str]:
    """What a text can be found by."""
    terms: set[str] = set()
    for text in texts:
        for word in _WORD.findall(text.lower()):
            if word[0].isascii():
                terms.add(word[:TERM_LENGTH])
            else:
                terms.update(word[index : index + 2] for index in range(max(len(word) - 1, 1)))
            if len(terms) >= TERMS_LIMIT:
                return frozenset(sorted(terms)[:TERMS_LIMIT])
    return frozenset(terms)


def to_query(text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Whole terms that must all occur, and beginnings of terms that must occur (a single character, a Latin word)."""
    whole: list[str] = []
    beginnings: list[str] = []
    for word in _WORD.findall(text.lower()):
        if word[0].isascii() or len(word) == 1:
            beginnings.append(word[:TERM_LENGTH])
        else:
            whole.extend(word[index : index + 2] for index in range(len(word) - 1))
    return tuple(dict.fromkeys(whole)), tuple(dict.fromkeys(beginnings))
