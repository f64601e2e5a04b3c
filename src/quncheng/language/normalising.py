"""Brings typed or spoken text into the one form that the rules read: half-width, simplified, nothing invisible."""

import re
import unicodedata
from collections.abc import Sequence

from quncheng.language.traditional import TO_SIMPLIFIED

LONGEST_READ = 4_000
"""A longer message is not read as a command: nobody types one, and reading stays fast."""

HALF_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {
    ord("\u3000"): " ",
    ord("\u00a0"): " ",
    ord("“"): '"',
    ord("”"): '"',
    ord("‘"): "'",
    ord("’"): "'",
    ord("﹕"): ":",
    ord("∶"): ":",
    ord("～"): "~",
    ord("〜"): "~",
    ord("—"): "-",
    ord("–"): "-",
    ord("−"): "-",
    ord("【"): "[",
    ord("】"): "]",
    ord("\t"): " ",
    ord("\r"): "\n",
    ord("\u2028"): "\n",
    ord("\u2029"): "\n",
}
_ONE_FORM: dict[int, int | str] = {**TO_SIMPLIFIED, **HALF_WIDTH}
_INVISIBLE = frozenset({"Cc", "Cf", "Co", "Cs", "Cn"})
_SPACES = re.compile(r" {2,}")
_LINES = re.compile(r" *\n[ \n]*")


def normalise(text: str) -> str:
    """The same words in one form. Doing it twice changes nothing; digits and letters keep their meaning."""
    folded = text.translate(_ONE_FORM)
    if not folded.isprintable():
        folded = "".join(mark for mark in folded if mark == "\n" or unicodedata.category(mark) not in _INVISIBLE)
    return _SPACES.sub(" ", _LINES.sub("\n", folded)).strip()


def without_bot_name(text: str, bot_names: Sequence[str]) -> str:
    """The normalised text without ``@群程``, wherever it stands, and without 群程 when it is addressed so."""
    for name in sorted(bot_names, key=len, reverse=True):
        spoken = normalise(name)
        if spoken:
            text = re.sub(rf"^{re.escape(spoken)}(?:[\s,:!]|(?=[帮请把给你]))", " ", text)
            text = re.sub(rf"@\s?{re.escape(spoken)}(?:\s|(?=[^\w])|(?=[\u4e00-\u9fff])|$)[,:]?", " ", text)
    return normalise(_LEADING_SIGNS.sub("", text.strip()))


_LEADING_SIGNS = re.compile(r"^[,.;:、。!\s]+")
