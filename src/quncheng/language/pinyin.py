"""How Chinese characters sound, without tones: a name heard wrongly is still the same name.

Only GB 2312 is covered and only single characters: a full dictionary would cost 58 MB of memory. The table is
built by tools/build_pinyin.py.
"""

from functools import cache
from importlib.resources import files

_CONFUSED = (("zh", "z"), ("ch", "c"), ("sh", "s"), ("n", "l"), ("f", "h"))
_CONFUSED_ENDS = (("ing", "in"), ("eng", "en"), ("ang", "an"))


@cache
def _sounds() -> dict[str, tuple[str, ...]]:
    sounds: dict[str, tuple[str, ...]] = {}
    table = files("quncheng.language").joinpath("pinyin.txt").read_text(encoding="utf-8")
    for line in table.splitlines():
        syllable, characters = line.split(" ")
        for character in characters:
            sounds[character] = (*sounds.get(character, ()), syllable)
    return sounds


def sounds_of(character: str) -> tuple[str, ...]:
    """The syllables of a character, most of them one; the character itself in lower case when it has none."""
    return _sounds().get(character, (character.lower(),))


def sounds_like(one: str, other: str) -> bool:
    """Whether two words of equal length may be pronounced alike, 平翘舌 and 前后鼻音 not told apart."""
    return len(one) == len(other) and all(
        mark == twin or not _loose(mark).isdisjoint(_loose(twin)) for mark, twin in zip(one, other, strict=True)
    )


def sounds_exactly_like(one: str, other: str) -> bool:
    """Whether two words of equal length are homophones but for their tones."""
    return len(one) == len(other) and all(
        mark == twin or not set(sounds_of(mark)).isdisjoint(sounds_of(twin))
        for mark, twin in zip(one, other, strict=True)
    )


@cache
def _loose(character: str) -> frozenset[str]:
    return frozenset(_simplify(syllable) for syllable in sounds_of(character))


def _simplify(syllable: str) -> str:
    for long, short in _CONFUSED:
        if syllable.startswith(long):
            syllable = short + syllable[len(long) :]
            break
    for long, short in _CONFUSED_ENDS:
        if syllable.endswith(long):
            return syllable[: -len(long)] + short
    return syllable
