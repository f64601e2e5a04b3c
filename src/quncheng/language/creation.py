"""Decides whether a message asks for new tasks: by a verb, by naming who shall do what, or by its shape alone."""

import re
from dataclasses import dataclass, replace

from quncheng.language.drafts import DraftReader
from quncheng.language.intents import ChangeTask, CreateTasks, TaskDraft
from quncheng.language.marking import AMOUNT, DURATION, MOMENT, NUMBER, PERSON, SIGN, Marked
from quncheng.language.people import find_named
from quncheng.language.predicates import PREDICATES
from quncheng.language.references import unnamed
from quncheng.language.situation import Situation
from quncheng.language.titles import is_only_treatment

LONGEST_IMPLICIT_TITLE = 40

_NOUN = r"(?:子任务|里程碑|任务|待办(?:事项)?|事项|todo|TODO|工作项|活儿?)"
_EXPLICIT = re.compile(
    rf"^(?:请|帮我|帮忙|麻烦|我要|我想|我们|再|另外|顺便|还要|需要|给我|这周|本周|把(?:这个|这条|它|上面的?)?|\s)*"
    "(?:(?:新建|新增|创建|添加|增加|加入?|建立?|安排|录入|登记|转成?|转为|变成|列入|记(?:录)?|排)(?:一?下"
    "|一?个|一?条|[两三四五六七八九几]个|上|到)?(?:如下|以下|这些"
    f"|新的?|成|为)?(?P<noun>{_NOUN})(?:里|列表|清单|中)?|(?:新建|创建|新增|添加|加一?[个条]|加上|记一下|记个|(?:登记|记录)(?:一?下|一?[个条]))"
    r"(?=\S|\s|$)|提一?[个条](?:需求|任务|问题|bug)|新?(?:任务|待办|todo)"
    r"(?=[:\s]))"
    r"(?:叫做?|名为|名叫|有|如下)?[:,\s]*",
)
_FOR_SOMEBODY = re.compile(
    (
        rf"^(?:请)?给\s?(?P<who>{PERSON})\s?(?:安排|新?建|创建|加|派|分配|布置)(?:了)?(?:一?[个条项])?(?:任务|活儿?"
        r"|工作|待办)?[:,\s]\s?(?P<list>.+)$"
    ),
    re.DOTALL,
)
_SUBTASKS = re.compile(
    (
        r"^(?:请|帮我)?(?:给|在|为|把)?\s?(?P<parent>[^:,。]{1,40}?)(?:的)?(?:下面|下边|底下|下|里)?(?:新建"
        "|新增|添加|加|创建|拆(?:分)?成?"
        r"|分解(?:成|为)?|拆解(?:成|为)?)(?:一?个|[两三四五]个|上|几个)?(?:子任务)?[:,\s]+(?P<list>.+)$|^(?:请)?(?:把)?"
        r"(?P<parent2>[^:,。]{1,40}?)拆(?:分)?(?:成|为)[:\s]*(?P<list2>.+)$"
        r"|^(?:请|帮我)?(?:加|添加|新建)一?个子任务(?:到|给|在)\s?(?P<parent4>[^:,。]{1,40}?)(?:下面|下|里)?[:,]\s*"
        r"(?P<list4>.+)$|^(?:请)?(?:拆分?|拆解|分解)(?:一下)?(?P<parent3>[^:,。]{2,40}?):\s*(?P<list3>.+)$"
    ),
    re.DOTALL,
)
_HEADER = re.compile(
    "^(?:任务|计划|排期|安排|分工|工作安排|任务安排|任务列表|本周任务|下周任务|任务如下|计划如下|安排如下"
    r"|分工如下|排期如下|[^:,、。\n]{0,16}(?:一下|如下|几件事|分工|安排|计划))[:\n]\s*"
)
_ASSIGNS = re.compile(
    rf"^(?:请|让|叫|麻烦|安排|派|通知|提醒|喊|找|交给)\s?(?:{PERSON})|^{PERSON}(?:[、和跟与\s]*{PERSON})*"
    r"\s?[:,]?\s?(?:你|来|去|一起|抽空"
    rf"|尽快|{DURATION}|\s)*(?:负责|来做|去做|做一下|抓紧|赶紧|赶快|需要|务必|得|要|把|完成|提交|准备|写|画|做|出|整理|搞定"
    rf"|跟进|处理|改|测试|{MOMENT})\s?(?=\S)"
)
_ASSIGNS_STRANGER = re.compile(
    (
        r"^(?:请|让|叫|安排|派|找|麻烦|提醒)\s?(?P<name>[\u4e00-\u9fff]{2,3}?)(?=来|去|把|做|写|画|负责|完成|出|改"
        "|跟|处|准备|整理|提交|在|尽快|"
    )
    + SIGN
    + ")"
)
_NO_TITLE = re.compile(r"[次翌来今明去前后]年$|[\d零一二三四五六七八九十]+(?:年|个?月|周|天|小时)$|[又再还]")
_BY_WHEN = re.compile(r"前|内|底|末|截止|截至|最晚|最迟|不晚于|不迟于|期限|(?i:ddl|deadline|due)|下班")
_LISTED_LENGTH = re.compile(rf"\s{DURATION}|{DURATION}(?:\s|[、;\n]|$)")
_OWNED_LIST = re.compile(rf"{PERSON}\s?:")
_IS_TOLD = re.compile(r"(?<!为)[了过]$")
_IS_OVER = re.compile(r"[了啦]|已")
_EXPECTS = re.compile(
    "[能吗呢?？]|已经|[了过]$|昨天|前天|刚才|可以|应该|预计|估计|大概|辛苦|谢谢|哈哈|请假|出差|休假|加班|不在|有事|你看"
)
_TELLS = frozenset({"not_done", "vague", "paused", "unblocked", "reopened", "amount", "less", "done"})
_TALK = re.compile(
    "[吗呢?？么]|我们|咱|你|他|她|大家|哈哈|谢谢|辛苦|怎么|什么|为什么|不错|觉得|是不是|有没有|如果|请假|休假"
    "|年假|病假|调休|加班|出差|迟到|早退|吃饭|聚餐|休息|放假|开心|好累|生日"
    "|堵车|不在|有事|没空|团建|每隔|延误|晚点|推迟|已经|过去|从去年|喝|睡|每[天周月个日年]|说(?!明)|感觉|好像|太|居然|竟然|其实|反正|终于"
)
_REMAINS = re.compile(
    f"(?:还|再)(?:要|需要|需|得|差|有|剩|给我|来)|(?:能|可以)(?:完成|好|做完|搞定)|[晚迟早拖]{DURATION}"
    f"|要{DURATION}$|^我|[过等]{DURATION}"
    f"|{DURATION}[了前以]"
)

_GIVEN_LATER = re.compile(rf"(?<={PERSON})\s?过{DURATION}")
"""李雷 过两天写脚本: work for somebody, not what remains of it."""


@dataclass(frozen=True, slots=True)
class CreationReader:
    marked: Marked
    situation: Situation
    quoted: TaskDraft | None

    def read_explicit(self, text: str) -> CreateTasks | None:
        """新建任务 …, 加子任务 …, or 让李雷周五前完成文案."""
        under = _SUBTASKS.match(text)
        if under is not None and ("子任务" in text or "拆" in text or "分解" in text):
            return self._under(under)
        somebody = _FOR_SOMEBODY.match(text)
        if somebody is not None:
            return self._create(f"{somebody['who']}:{somebody['list']}", allows_untitled=False)
        lead = _EXPLICIT.match(text)
        if lead is not None:
            is_milestone = lead["noun"] == "里程碑"
            return self._create(("里程碑 " if is_milestone else "") + text[lead.end() :], allows_untitled=True)
        if _assigns(text, self.situation) and not self._tells(text) and not _EXPECTS.search(text):
            return self._create(text, allows_untitled=bool(self.situation.quote))
        return None

    def is_asked_for(self, text: str) -> bool:
        """Whether a verb says that tasks are wanted, as 新建任务 does."""
        patterns = (_EXPLICIT, _FOR_SOMEBODY, _SUBTASKS, _HEADER)
        return any(pattern.match(text) for pattern in patterns)

    def _under(self, match: re.Match[str]) -> CreateTasks | None:
        parent = match["parent"] or match["parent2"] or match["parent3"] or match["parent4"]
        listed = match["list"] or match["list2"] or match["list3"] or match["list4"]
        drafts = DraftReader(self.marked, self.situation).read(
            re.sub("和|以及", "、", listed), parent_phrase=self.marked.restore(parent).strip()
        )
        return CreateTasks(drafts) if drafts and all(draft.title for draft in drafts) else None

    def _create(self, text: str, *, allows_untitled: bool) -> CreateTasks | None:
        drafts = DraftReader(self.marked, self.situation, self.quoted).read(_HEADER.sub("", text.strip()))
        if not drafts and allows_untitled:
            return CreateTasks((self.quoted or TaskDraft(""),))
        named = all(draft.title for draft in drafts) or (allows_untitled and len(drafts) == 1)
        return CreateTasks(drafts) if drafts and named else None

    def _tells(self, text: str) -> bool:
        told = [match for match in PREDICATES.finditer(text) if match.lastgroup in _TELLS]
        return any(match.lastgroup != "done" or _IS_OVER.search(match[0]) for match in told)

    def read_implicit(self, text: str) -> CreateTasks | None:
        """内容撰写 7天 @李雷: a list whose every item has a name and something that only a new task has."""
        if _IS_TOLD.search(text) and "把" not in text:
            return None
        header = _HEADER.match(text)
        body = text if header is None else text[header.end() :]
        is_forecast = any(match.lastgroup in ("forecast", "someday") for match in PREDICATES.finditer(body))
        if is_forecast and not re.search(PERSON, body):
            return None
        if re.search(AMOUNT, body) or _TALK.search(body) or _REMAINS.search(_GIVEN_LATER.sub("", body)):
            return None
        if self._tells(re.sub(r"[(][^()]*[)]", "", re.sub(r"(?:等|在)[^,;。、\n]{1,40}(?:后|完成|做完)", "", body))):
            return None
        drafts = DraftReader(self.marked, self.situation).read(body)
        if not drafts or not all(0 < len(draft.title) <= LONGEST_IMPLICIT_TITLE for draft in drafts):
            return None
        if re.search(NUMBER, body) and not any(draft.links for draft in drafts):
            return None
        strong = [draft for draft in drafts if self._is_strong(draft, body)]
        return (
            CreateTasks(drafts)
            if len(strong) == len(drafts) or (header and strong) or self._is_mostly(strong, drafts)
            else None
        )

    def _is_mostly(self, strong: list[TaskDraft], drafts: tuple[TaskDraft, ...]) -> bool:
        return len(drafts) >= 3 and len(strong) >= len(drafts) - 1

    def _is_strong(self, draft: TaskDraft, body: str) -> bool:
        if draft.assignees:
            has_time = any((draft.duration, draft.due, draft.start, draft.needs_date, draft.priority, draft.links))
            return (
                has_time
                or _OWNED_LIST.match(body) is not None
                or "@" in self.marked.restore(body)
                or bool(re.search(r"负责|来做", body))
            )
        if len(draft.title) < 2 or _NO_TITLE.match(draft.title):
            return False
        if draft.duration is not None:
            return draft.duration.workdays > 0 and _LISTED_LENGTH.search(body) is not None
        said_by_when = draft.due is not None and draft.due.is_deadline and _BY_WHEN.search(draft.due.text) is not None
        return (said_by_when and "我" not in draft.title) or draft.is_milestone

    def read_quoted(self, text: str) -> CreateTasks | ChangeTask | None:
        """A quote and nothing but slots: who, when, how long. On one of our cards it changes that task."""
        if self.quoted is None:
            return None
        own_words = DraftReader(self.marked, self.situation).read(text)
        if len(own_words) != 1 or not is_only_treatment(own_words[0].title) or own_words[0].links:
            return None
        draft = own_words[0]
        if not (draft.assignees or draft.due or draft.duration or draft.start):
            return None
        if re.search(r"#\d+", self.situation.quote):
            assignee = draft.assignees[0] if draft.assignees else None
            return ChangeTask(
                unnamed(self.situation),
                assignee=assignee,
                due=draft.due,
                start=draft.start,
                duration=draft.duration,
                priority=draft.priority,
            )
        return CreateTasks((replace(draft, title=self.quoted.title, due=draft.due or self.quoted.due),))


def _assigns(text: str, situation: Situation) -> bool:
    if _ASSIGNS.match(text):
        return True
    stranger = _ASSIGNS_STRANGER.match(text)
    return stranger is not None and find_named(stranger["name"], situation) is not None
