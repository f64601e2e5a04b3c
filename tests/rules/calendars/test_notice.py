"""The notice of the State Council as it is written, and the other ways people have it."""

from datetime import date

import pytest

from quncheng.engine.holidays import chinese_calendar
from quncheng.features.calendars.notice import read_notice
from quncheng.features.calendars.rules import noticed_years
from quncheng.features.calendars.types import OwnDay

OF_2026 = """国务院办公厅关于2026年部分节假日安排的通知
经国务院批准，现将2026年元旦、春节、清明节、劳动节、端午节、中秋节和国庆节放假调休日期的具体安排通知如下。
一、元旦：1月1日（周四）至3日（周六）放假调休，共3天。1月4日（周日）上班。
二、春节：2月15日（农历腊月二十八、周日）至23日（农历正月初七、周一）放假调休，共9天。2月14日（周六）、2月28日（周六）上班。
三、清明节：4月4日（周六）至6日（周一）放假，共3天。
四、劳动节：5月1日（周五）至5日（周二）放假调休，共5天。5月9日（周六）上班。
五、端午节：6月19日（周五）至21日（周日）放假，共3天。
六、中秋节：9月25日（周五）至27日（周日）放假，共3天。
七、国庆节：10月1日（周四）至7日（周三）放假调休，共7天。9月20日（周日）、10月10日（周六）上班。
节假日期间，各地区、各部门要妥善安排好值班和安全、保卫、疫情防控等工作。"""


def test_the_notice_of_2026_says_what_was_published() -> None:
    notice = read_notice(OF_2026)

    official = {one.on: one.is_workday for one in chinese_calendar().exceptions if one.on.year == 2026}
    assert {day.on: day.is_workday for day in notice.days} == official
    assert notice.unread == ()
    assert [day.name for day in notice.days if day.on in (date(2026, 1, 4), date(2026, 9, 20))] == ["元旦", "国庆节"]


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("2027-02-06 春节 休", [OwnDay(date(2027, 2, 6), False, "春节")]),
        ("2027/2/14,春节,班", [OwnDay(date(2027, 2, 14), True, "春节")]),
        ("2027.6.9\t端午节\tday_off", [OwnDay(date(2027, 6, 9), False, "端午节")]),
        ("2027年4月5日 公司年会 放假", [OwnDay(date(2027, 4, 5), False, "公司年会")]),
        ('[{"date": "2027-01-01", "kind": "day_off", "name": "元旦"}]', [OwnDay(date(2027, 1, 1), False, "元旦")]),
        (
            '{"days": [{"date": "2027-02-14", "name": "春节", "isOffDay": false}]}',
            [OwnDay(date(2027, 2, 14), True, "春节")],
        ),
        (
            "2028年的通知\n一、元旦:12月31日至1月1日放假",
            [OwnDay(date(2027, 12, 31), False, "元旦"), OwnDay(date(2028, 1, 1), False, "元旦")],
        ),
    ],
)
def test_other_ways_to_write_it(text: str, days: list[OwnDay]) -> None:
    assert (list(read_notice(text).days), read_notice(text).unread) == (days, ())


@pytest.mark.parametrize(
    ("text", "unread"),
    [
        ("2027-02-30 春节 休", ("2027-02-30 春节 休",)),
        ("2月6日 春节 休", ("2月6日 春节 休",)),
        ("2027-02-06 春节", ("2027-02-06 春节",)),
        ("大家注意安全", ()),
        ('[{"date": "2027-01-01", "kind": "perhaps"}]', ("2027-01-01 perhaps",)),
    ],
)
def test_what_is_not_understood_is_named_and_nothing_guessed(text: str, unread: tuple[str, ...]) -> None:
    assert (read_notice(text).days, read_notice(text).unread) == ((), unread)


def test_broken_json_is_named() -> None:
    notice = read_notice('[{"date": "2027-01-01"')

    assert notice.days == ()
    assert len(notice.unread) == 1


def test_a_year_is_known_when_every_festival_has_its_days_off() -> None:
    days = [one for one in chinese_calendar().exceptions if one.on.year == 2026]

    assert noticed_years(days) == {2026}
    assert noticed_years([day for day in days if day.name != "端午节"]) == frozenset()
