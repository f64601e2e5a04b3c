"""Reads how the team wants to work: report times, members and their roles, the words of the weekly report."""

import re
from datetime import time

from quncheng.language.clock import read_clock
from quncheng.language.days import WEEKDAYS
from quncheng.language.intents import (
    AddMember,
    EditWeeklyReport,
    PersonReference,
    ReportSection,
    SendWeeklyReport,
    SetReportTimes,
    Statement,
)
from quncheng.language.marking import PERSON, Marked
from quncheng.language.people import find_named
from quncheng.language.reference import Reference
from quncheng.language.situation import Situation

_ASK_DAILY = (
    "(?:问|收集?|催|提醒|询问|发|推送?)(?:一下|大家|我们|各位|一次)*(?:报|填|写|交|进展|进度|日报|汇报|更新)*(?:卡片?)?"
)
_DAILY = re.compile(
    "^(?:请|以后|帮我|把)*(?:(?:每天|每日)(?:问|收|催)(?:进展|进度|日报)|每天|每日|每个?工作日|天天|日报"
    "|每日进展|进展(?:收集|询问)?)(?:的)?(?:时间)?"
    r"(?:改到|改成|改为|调到|定在|设为|设在|设置为|在|到|:|\s)*"
    rf"(?:每天|每日)?(?P<clock>.+?)(?:\s?{_ASK_DAILY}|来?问|的时候)?(?:吧)?$"
)
_DAILY_OFF = re.compile(
    "^(?:请|以后|先|每天|每日)*(?:别|不要|不用|停止|关闭|关掉|取消|暂停)(?:再)?(?:每天|每日|天天)?(?:来)?"
    "(?:的)?(?:问|催|收|询问|收集)?(?:我们|大家)?(?:每日)?"
    "(?:的)?(?:进展|日报|进度|每日提问|每日询问|每日提醒)?(?:了|吧|收集|询问|提问)*$"
)
_WEEKLY = re.compile(
    "^(?:请|以后|帮我|把)*(?:(?:每|每个)?(?:周|星期|礼拜)(?P<day>[一二三四五六日天1-7])(?P<clock>.*?)(?:自动)?"
    "(?:发送?|出|生成|写|推送?)(?:项目)?周报"
    "|周报(?:的)?(?:时间)?(?:每次|固定)?(?:改到|改成|改为|改在|改|调到|调整到|定在|定到|设为|设在|设置为|放在"
    r"|放到|在|每|到|:|\s)*(?:每)?(?:周|星期|礼拜)"
    r"(?P<day2>[一二三四五六日天1-7])\s?(?P<clock2>.*?)(?:自动)?(?:发送?|出|生成)?)(?:吧)?$"
)
_WEEKLY_CLOCK = re.compile(
    r"^(?:请|以后|把)*周报(?:的)?(?:时间)?(?:改到|改成|改为|调到|定在|设为|在|到|:|\s)+(?P<clock>.+?)(?:发送?"
    "|出)?(?:吧)?$"
)
_SECTIONS = (
    (ReportSection.RISKS, "风险|问题|风险和问题|风险与问题"),
    (ReportSection.NEXT, "下周计划|下周|下一步|下周安排|计划"),
    (ReportSection.SUMMARY, "总结|小结|概述|摘要|综述|本周总结"),
)
_EDIT = tuple(
    (
        section,
        re.compile(
            (
                f"^(?:请|把|给)?(?:本周|这周)?周报(?:里|中|的|里面)*(?:的)?(?:{words})(?:部分|那段|一栏|那栏)?(?:里面?|中)?"
                "(?:改成|改为|写|写成|换成|加一?条|加上?|补充|添加|:)+"
                r"\s?[:,]?\s?(?P<text>.+)$"
            ),
            re.DOTALL,
        ),
    )
    for section, words in _SECTIONS
) + tuple(
    (
        section,
        re.compile(
            (
                f"^(?:请|给|在)?(?:本周|这周)?周报(?:里|中)?(?:加|补充|添加|写)(?:上|一?条|个|入)*(?:{words})"
                r"[:,\s]\s?(?P<text>.+)$"
            ),
            re.DOTALL,
        ),
    )
    for section, words in _SECTIONS
)
_SEND = re.compile(
    "^(?:请|帮我|现在|可以)?(?:把)?(?:本周|这周)?(?:的)?(?:项目)?周报(?:发|发送|转|抄送|发出|发一份|发一下)"
    rf"(?:给|到)?\s?(?:(?P<who>{PERSON})"
    r"|(?P<name>(?!出去|大家|一下|一份|我)[\u4e00-\u9fff]{2,4}))?(?:出去|一份|一下|吧|了)*$"
    "|^(?:请|帮我)?(?:发|发送|发出)(?:一下|一份)?(?:本周|这周)?(?:的)?(?:项目)?周报(?:给|到)?"
    rf"\s?(?:(?P<who2>{PERSON})|(?P<name2>(?!出去"
    r"|大家|一下|我)[\u4e00-\u9fff]{2,4}))?(?:吧)?$"
)
_ROLES = (
    ("manager", "项目经理|PM|pm|项目负责人|管理员|经理"),
    ("viewer", "观察者|查看者|访客|只读(?:成员|人员)?|查看|旁观|领导|客户"),
    ("member", "成员|组员|项目成员|项目组成员|参与人"),
)
_ROLE = "|".join(words for _, words in _ROLES)
_WHO = rf"(?:(?P<who>{PERSON})|(?P<name>[\u4e00-\u9fff]{{2,4}}|[A-Za-z][\w.]*))"
_ADD = (
    re.compile(rf"^(?:请|帮我)?邀请\s?{_WHO}(?P<role>)(?:吧)?$"),
    re.compile(
        f"^(?:请|帮我)?(?:添加|增加|新增|加入?|邀请|拉)(?:一?个|一?名|一?位)?(?:新)?(?P<role>{_ROLE})"
        rf"[:\s]*{_WHO}(?:吧)?$"
    ),
    re.compile(
        rf"^(?:请|帮我|把|将|让|给)*\s?(?:添加|邀请|拉|加)?\s?{_WHO}\s?(?:拉|加|邀请|加入)(?:进来?|到|入|进)*"
        "(?:项目组?|群|团队|来)?(?:里|中)?(?:(?:做"
        f"|当|为|作为|成为)(?P<role>{_ROLE}))?(?:吧)?$"
    ),
    re.compile(
        rf"^(?:请|帮我)?(?:添加|邀请|拉|加)\s?{_WHO}\s?(?:进|入|到|进入|加入|为|当|做|作为|成为)+(?:项目组?|群"
        "|团队)?(?:里|中|来)?(?:(?:做|当|为|作为)?"
        f"(?P<role>{_ROLE}))?(?:吧)?$"
    ),
    re.compile(rf"^{_WHO}\s?(?:设|设置|设定|任命)(?:为|成)(?P<role>{_ROLE})(?:吧)?$"),
    re.compile(rf"^{_WHO}(?:来)?(?:当|担任|做)(?P<role>项目经理|项目负责人|PM|pm)(?:吧)?$"),
    re.compile(
        rf"^(?:请|帮我)?(?:把|将)?(?P<role>项目经理|项目负责人|PM|pm)(?:改|换|调整|变更|交)(?:成|为|给|到)?\s?{_WHO}(?:来?当|来?做)?(?:吧)?$"
    ),
    re.compile(
        rf"^(?:请|把|将|让|设置?|任命)+\s?{_WHO}(?:设|设置|设定|改|任命|升)?(?:为|成|当|做|是)+(?:这个|本)?"
        f"(?:项目的?)?(?P<role>{_ROLE})(?:吧)?$"
    ),
)


def read_setting(marked: Marked, situation: Situation, reference: Reference) -> Statement | None:
    """The setting the whole message changes."""
    text = marked.source
    if "周报" in text:
        return _read_weekly(marked, situation, reference)
    if _DAILY_OFF.match(text) and re.search(r"每[天日]|天天|进展|日报|进度", text):
        return SetReportTimes(is_daily_off=True)
    daily = _DAILY.match(text)
    if daily is not None and len(text) <= 40:
        clock = _whole_clock(daily["clock"], reference)
        if clock is not None and re.search(r"问|进展|日报|进度|汇报|收|催", text):
            return SetReportTimes(daily_at=clock)
    return _read_member(marked, situation)


def _whole_clock(text: str, reference: Reference) -> time | None:
    said = re.sub(r"(?:开始|左右|准时|自动|来)$", "", text.strip())
    clock = read_clock(said, 0, reference, has_day=True)
    return None if clock is None or clock.end != len(said) else clock.at


def _read_weekly(marked: Marked, situation: Situation, reference: Reference) -> Statement | None:
    text = marked.source
    for section, pattern in _EDIT:
        edited = pattern.match(text)
        if edited is not None:
            return EditWeeklyReport(section, edited["text"].strip())
    weekly = _WEEKLY.match(text)
    if weekly is not None:
        clock = (weekly["clock"] or weekly["clock2"] or "").strip()
        at = _whole_clock(clock, reference) if clock else None
        if not clock or at is not None:
            return SetReportTimes(weekly_on=WEEKDAYS[weekly["day"] or weekly["day2"]], weekly_at=at)
    clock_only = _WEEKLY_CLOCK.match(text)
    if clock_only is not None:
        at = _whole_clock(clock_only["clock"], reference)
        if at is not None:
            return SetReportTimes(weekly_at=at)
    return _read_send(marked, situation)


def _read_send(marked: Marked, situation: Situation) -> SendWeeklyReport | None:
    sent = _SEND.match(marked.text)
    if sent is None:
        return None
    sign, name = sent["who"] or sent["who2"], sent["name"] or sent["name2"]
    if sign:
        return SendWeeklyReport(marked.person(sign))
    if name is None or name in ("出去", "大家", "出来"):
        return SendWeeklyReport()
    return SendWeeklyReport(find_named(name, situation) or PersonReference(name, is_exact=False))


def _read_member(marked: Marked, situation: Situation) -> AddMember | None:
    for pattern in _ADD:
        match = pattern.match(marked.text)
        if match is None:
            continue
        person = marked.person(match["who"]) if match["who"] else find_named(match["name"], situation)
        if person is not None:
            return AddMember(person, role=_role(match["role"]))
    return None


def _role(said: str | None) -> str:
    return next((role for role, words in _ROLES if said and re.fullmatch(words, said)), "member")
