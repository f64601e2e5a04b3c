"""Days, moments and lengths are written the way the team reads them."""

from datetime import date, time

from quncheng.language.intents import Duration, Moment
from quncheng.language.wording import say_day, say_duration, say_moment
from tests.rules.language.corpus import NOW


def test_a_day_has_its_weekday_and_its_year_only_when_it_is_another() -> None:
    assert say_day(date(2026, 11, 25), NOW) == "11月25日 周三"
    assert say_day(date(2027, 3, 5), NOW) == "2027年3月5日 周五"


def test_a_deadline_says_so() -> None:
    assert say_moment(Moment(date(2026, 11, 25), time(15), is_deadline=True), NOW) == "11月25日 周三 15:00前"
    assert say_moment(Moment(date(2026, 11, 25)), NOW) == "11月25日 周三"


def test_lengths_are_working_days() -> None:
    assert say_duration(Duration(7)) == "7 个工作日"
    assert say_duration(Duration(0.5)) == "半个工作日"
    assert say_duration(Duration(1.5)) == "1.5 个工作日"
