"""Keeps a text that somebody wrote from being taken for a formula when a sheet program opens our file."""

STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
"""Also in full width, which some programs take for the same."""
MARK = "'"
BEFORE = "' \u00a0\u3000"


def harmless(text: str) -> str:
    """The text, marked as text where a program could take it for more: also behind blanks, and behind our mark."""
    is_risky = text.startswith(STARTS) or text.lstrip(BEFORE).startswith(STARTS)
    return f"{MARK}{text}" if is_risky else text


def bare(text: str) -> str:
    """The text without our mark."""
    rest = text.removeprefix(MARK)
    return rest if rest != text and harmless(rest) == text else text
