"""How days, moments and durations are written for people; every form can be read back by ``dates``."""

from datetime import date, datetime

from quncheng.language.intents import Duration, Moment

WEEKDAY_NAMES = ("周一", "周二", "周三", "周四", "周五", "周六", "周日")


def say_day(day: date, now: datetime) -> str:
    """Such as 11月25日 周三; with the year when it is not this one."""
    year = "" if day.year == now.year else f"{day.year}年"
    return f"{year}{day.month}月{day.day}日 {WEEKDAY_NAMES[day.weekday()]}"


def say_moment(moment: Moment, now: datetime) -> str:
    """Such as 11月25日 周三 15:00前."""
    clock = "" if moment.at is None else f" {moment.at:%H:%M}"
    return f"{say_day(moment.on, now)}{clock}{'前' if moment.is_deadline else ''}"


def say_workdays(workdays: float) -> str:
    """Such as 7 个工作日, 半个工作日, 1.5 个工作日."""
    return "半个工作日" if workdays == 0.5 else f"{workdays:g} 个工作日"


def say_duration(duration: Duration) -> str:
    return say_workdays(duration.workdays)
