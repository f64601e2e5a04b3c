"""Calendar exceptions that come again (every week, month or year) as the days they fall on."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta

from quncheng.providers.formats.xml_records import Record

LONGEST = timedelta(days=20 * 366)
"""What lies further ahead is not planned with days."""
LAST = 4
Rule = Callable[[date], bool]


def recurring_days(record: Record, first_on: date, last_on: date) -> list[date] | None:
    """None for a kind of recurrence that the schema does not explain."""
    number = {name: _number(record, name) for name in ("Period", "MonthItem", "MonthPosition", "Month", "MonthDay")}
    period = max(number["Period"], 1)
    last_on = min(last_on, first_on + LONGEST) if first_on.year < 9900 else first_on
    # The numbers of the schema: 2 and 3 yearly, 4 and 5 monthly, 6 weekly, 7 every so many days.
    match record.text("Type"):
        case "7":
            return list(_days(first_on, last_on, period))
        case "6":
            mask = _number(record, "DaysOfWeek")
            # Its weeks begin on Sunday.
            sunday = first_on - timedelta(days=first_on.isoweekday() % 7)
            return _those(
                first_on,
                last_on,
                lambda day: bool(mask >> (day.isoweekday() % 7) & 1) and (day - sunday).days // 7 % period == 0,
            )
        case "4":
            return _those(
                first_on,
                last_on,
                lambda day: day.day == number["MonthDay"] and _months(first_on, day) % period == 0,
            )
        case "2":
            return _those(
                first_on, last_on, lambda day: day.day == number["MonthDay"] and day.month == number["Month"] + 1
            )
        case "5":
            return _those(
                first_on,
                last_on,
                lambda day: _months(first_on, day) % period == 0 and _is_at(day, number),
            )
        case "3":
            return _those(first_on, last_on, lambda day: day.month == number["Month"] + 1 and _is_at(day, number))
        case _:
            return None


def _number(record: Record, name: str) -> int:
    text = record.text(name)
    return int(text) if text.isdecimal() and len(text) < 6 else 0


def _months(begin: date, day: date) -> int:
    return (day.year - begin.year) * 12 + day.month - begin.month


def _days(first_on: date, last_on: date, step: int) -> Iterator[date]:
    for number in range(first_on.toordinal(), last_on.toordinal() + 1, step):
        yield date.fromordinal(number)


def _those(first_on: date, last_on: date, rule: Rule) -> list[date]:
    return [day for day in _days(first_on, last_on, 1) if rule(day)]


def _is_at(day: date, number: dict[str, int]) -> bool:
    """Whether the day is the first, second, third, fourth or last of its kind in the month."""
    if not _is_item(day, number["MonthItem"]):
        return False
    kin = [each for each in _month_of(day) if _is_item(each, number["MonthItem"])]
    position = number["MonthPosition"]
    return kin[-1] == day if position == LAST else position < len(kin) and kin[position] == day


def _month_of(day: date) -> list[date]:
    found = [day.replace(day=number) for number in range(1, 29)]
    while (following := found[-1] + timedelta(days=1)).month == day.month:
        found.append(following)
    return found


def _is_item(day: date, item: int) -> bool:
    """0 any day, 1 a weekday, 2 a weekend day, 3 to 9 Sunday to Saturday."""
    match item:
        case 0:
            return True
        case 1:
            return day.weekday() < 5
        case 2:
            return day.weekday() >= 5
        case _:
            return day.isoweekday() % 7 == item - 3
