"""Numbers as they are typed or spoken: 12, 3.5, 十二, 两, 一百二十, 半."""

DIGITS = {
    name: value for value, names in enumerate(("零〇", "一", "二两俩", "三仨", *"四五六七八九")) for name in names
}
_UNITS = {"十": 10, "百": 100, "千": 1000}

NUMBER = r"(?:\d{1,6}(?:\.\d{1,2})?|[零〇一二两俩三仨四五六七八九十百千]{1,7})"
"""A regular expression for what ``read_number`` understands, 半 left out."""


def read_number(text: str) -> float | None:
    """The value of a number; None when the characters do not form one."""
    if not text:
        return None
    if text == "半":
        return 0.5
    if text[0].isascii():
        return _read_typed(text)
    if all(mark in DIGITS for mark in text) and len(text) > 1:
        return float("".join(str(DIGITS[mark]) for mark in text))
    return _read_spoken(text)


def read_whole(text: str) -> int | None:
    """The value of a whole number; None for fractions and for what is not a number."""
    value = read_number(text)
    return int(value) if value is not None and value == int(value) else None


def _read_typed(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None


def _read_spoken(text: str) -> float | None:
    total, digit = 0, None
    for mark in text:
        if mark in _UNITS:
            total += (1 if digit is None else digit) * _UNITS[mark]
            digit = None
        elif mark in DIGITS and (digit is None or digit == 0):
            digit = DIGITS[mark]
        else:
            return None
    return float(total + (digit or 0))
