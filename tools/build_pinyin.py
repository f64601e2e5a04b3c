"""Writes the table of toneless syllables that `quncheng.language.pinyin` reads, from pypinyin's dictionary."""

import argparse
from collections import defaultdict
from pathlib import Path

from pypinyin import Style, pinyin

TARGET = Path(__file__).parents[1] / "src" / "quncheng" / "language" / "pinyin.txt"


READINGS = 2
"""The first readings are the living ones; the rest are archaic and would make strangers sound alike."""


def common_characters() -> list[str]:
    """The 6,763 characters of GB 2312, which hold every name people are likely to have or to hear."""
    found: list[str] = []
    for high in range(0xB0, 0xF8):
        for low in range(0xA1, 0xFF):
            try:
                found.append(bytes((high, low)).decode("gb2312"))
            except UnicodeDecodeError:
                continue
    return found


def build() -> str:
    by_syllable: defaultdict[str, list[str]] = defaultdict(list)
    for character in common_characters():
        for syllable in pinyin(character, style=Style.NORMAL, heteronym=True)[0][:READINGS]:
            if syllable.isalpha():
                by_syllable[syllable].append(character)
    return "".join(f"{syllable} {''.join(by_syllable[syllable])}\n" for syllable in sorted(by_syllable))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="only compare with the file in the package")
    if parser.parse_args().check:
        raise SystemExit(0 if TARGET.read_text(encoding="utf-8") == build() else "pinyin.txt is out of date")
    TARGET.write_text(build(), encoding="utf-8")
