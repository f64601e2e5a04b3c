"""The Chinese lunar calendar from 1990 to 2100, for the festivals that follow it and for dates said as 农历.

One number per lunar year holds the days from January 1st to its new year (bits 17 and up), the leap month or zero
(bits 13 to 16), and which months have 30 days instead of 29 (bits 0 to 12, in the order they pass). They were
taken from lunar_python 1.4.8 (MIT), whose own code is not needed at run time.
"""

from datetime import date, timedelta

FIRST_LUNAR_YEAR = 1990

# fmt: off
_YEARS = (
    0x34be92, 0x5a0e92, 0x440d26, 0x2c6a56, 0x500a57, 0x3d14d6, 0x62035a, 0x4a06d5, 0x36b6c9, 0x5c0749,
    0x460693, 0x2e952b, 0x54052b, 0x3e0a5b, 0x2a555a, 0x4e056a, 0x38fb55, 0x600ba4, 0x4a0b49, 0x32ba93,
    0x580a95, 0x42052d, 0x2c8aad, 0x500ab5, 0x3d35aa, 0x6205d2, 0x4c0da5, 0x36dd4a, 0x5c0d4a, 0x460c95,
    0x30952e, 0x540556, 0x3e0ab5, 0x2a55b2, 0x5006d2, 0x38cea5, 0x5e0725, 0x48064b, 0x32ac97, 0x560cab,
    0x42055a, 0x2c6ad6, 0x520b69, 0x3d7752, 0x620b52, 0x4c0b25, 0x36da4b, 0x5a0a4b, 0x4404ab, 0x2ea55b,
    0x5405ad, 0x3e0b6a, 0x2a5b52, 0x500d92, 0x3afd25, 0x5e0d25, 0x480a55, 0x32b4ad, 0x5804b6, 0x4005b5,
    0x2c6daa, 0x520ec9, 0x3f1e92, 0x620e92, 0x4c0d26, 0x36ca56, 0x5a0a57, 0x4404d6, 0x2e86d5, 0x540755,
    0x400749, 0x286e93, 0x4e0693, 0x38f52b, 0x5e052b, 0x460a5b, 0x32b55a, 0x58056a, 0x420b65, 0x2c974a,
    0x520b4a, 0x3d1a95, 0x620a95, 0x4a052d, 0x34caad, 0x5a0ab5, 0x4605aa, 0x2e8ba5, 0x540da5, 0x400d4a,
    0x2a7c95, 0x4e0c96, 0x38f94e, 0x5e0556, 0x480ab5, 0x32b5b2, 0x5806d2, 0x420ea5, 0x2e8e4a, 0x50068b,
    0x3b0c97, 0x6004ab, 0x4a055b, 0x34cad6, 0x5a0b6a, 0x460752, 0x309725, 0x540b45, 0x3e0a8b, 0x28549b,
    0x4e04ab,
)
# fmt: on

LAST_LUNAR_YEAR = FIRST_LUNAR_YEAR + len(_YEARS) - 1


def leap_month(year: int) -> int:
    """The month that comes twice in the lunar year, or zero."""
    return _code(year) >> 13 & 0xF


def find_lunar_date(year: int, month: int, day: int, *, is_leap: bool = False) -> date | None:
    """The solar date of a lunar one; None when the lunar year has no such day or lies outside the table."""
    if not FIRST_LUNAR_YEAR <= year <= LAST_LUNAR_YEAR or not 1 <= month <= 12:
        return None
    code = _code(year)
    leap = leap_month(year)
    if is_leap and month != leap:
        return None
    position = month - 1 + (is_leap or 0 < leap < month)
    if not 1 <= day <= _month_length(code, position):
        return None
    passed = sum(_month_length(code, earlier) for earlier in range(position))
    return date(year, 1, 1) + timedelta(days=(code >> 17) + passed + day - 1)


def _code(year: int) -> int:
    return _YEARS[year - FIRST_LUNAR_YEAR]


def _month_length(code: int, position: int) -> int:
    return 30 if code >> position & 1 else 29
