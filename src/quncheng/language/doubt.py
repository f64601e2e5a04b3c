"""Says when a reading may well be no command: then it is put to the person first.

Whoever plans uses verbs for it, gives lengths and deadlines, or writes a list. Sentences without any of that, and
those that speak of private life, of other times or to everybody, are more often talk.
"""

import re
from collections.abc import Sequence

from quncheng.language.creation import CreationReader
from quncheng.language.intents import (
    AskQuestion,
    CancelTask,
    ChangeDays,
    ChangeTask,
    CreateTasks,
    ReportProgress,
    Statement,
    TakeLeave,
    TaskDraft,
    TaskReference,
    WhatIf,
    WorkState,
)
from quncheng.language.marking import AMOUNT, DURATION, MOMENT, PERSON, SIGN, Marked
from quncheng.language.situation import Reading, Situation

_TO_ALL = re.compile(
    r"@(?:所有人|全员|全体成员|大家|all\b)|^[\[(]?(?:通知|公告|通告|温馨提示|提示|提醒|转发?|fw|re)[\])]?\s?[:\]]|各位|各部门|全体|同事们|同学们|(?:请|提醒)大家",
    re.IGNORECASE,
)
_OTHER_TIMES = re.compile(
    "以前|上次|上回|去年|前年|当时|那时|那会儿?|当年|曾经|上家|上个项目|前公司|小时候|记得(?=[上那去当])|那次|那年"
)
_FEELINGS = re.compile(
    "我猜|我也|吧应该|不就?是.*[吗嘛么]$|嘛$|[^好]好吧$|大概吧|应该吧|都.{1,10}了还|感觉|总觉得|愁死|烦死|气死|累死|笑死|无语|服了|醉了|呵呵|唉|哎|救命|离谱|吐槽|天哪|妈呀|真香"
)
_INTENTION = re.compile("打算|想去|准备去|计划去|约了|要去|去(?:吃|玩|看|逛)|备孕|要二胎")
_PRIVATE = re.compile(
    "结婚|婚礼|订婚|满月|生日|份子|搬家(?!公司)|(?:家|房子?|隔壁|邻居)[^,;。]{0,2}装修|租房|房租|房东|房贷|买房|车险|驾照|年检|孩子|娃|女儿|儿子|宝宝|老婆|老公|对象"
    "|男朋友|女朋友|女友|男友|爸|妈|奶奶|爷爷|父母|亲戚|闺蜜|相亲|旅游|旅行|度假|三亚|机票|高铁|火车|地铁(?!广告|大牌|灯箱)|公交|航班|打车"
    "|酒店|堵车|电影|演唱会|球赛|(?<![全气地])球|游戏|追剧|爬山|跑步|健身|游泳|瑜伽|火锅|烧烤|奶茶|咖啡|外卖|聚餐|聚会|请客|吃饭|午饭|晚饭"
    "|早饭|饭|喝酒|夜宵|睡|医院|医生|看病|牙|体检|感冒|发烧|打针|疫苗|手术|请假|休假|年假|病假|产假|调休|离职|辞职|入职"
    "|加班|下班(?!前)|快递|取件|停车|车位|天气|下雨|下雪|降温|彩票|股票|基金|(?<![竣施])工资(?![料质])|奖金|年终奖|社保|公积金|发票抬头|考试|高考"
    "|报销(?!单|系统|流程|模块)|考勤(?!系统|模块|机)|打卡|团建费|工会|大扫除|身份证|饭卡|生日会|证件照"
    "|(?:^|[,\\s])会(?:都|也|终于|总算)?(?:开[完好]|结束|散)|开完会|散会"
    "|幼儿园|接送|家长会|猫|狗|遛|空调|电脑(?![端版])|手机(?![端号版银])|充电|钥匙|门禁(?!安装|系统|改造)|工位|雨伞|红包|过年|回老家|回家"
)
_NO_TITLE = re.compile(
    "你|他们?|她|咱|谁|啥|[吗呢]$|怎么|什么|是(?!否)|觉得|猜|昨[天晚]|前天|刚才|上周|说(?!明)|到期$|^[这那](?:个|些|份|次|边|里)|每|[到在是有]$|[哈呗啦哟嘛咯噢]$|[要好能会]不[要好能会]|没|了(?!解)|拖$|反正|居然|已经|其实|太"
)
_NO_NAME = re.compile(
    r"[你他她咱谁啥猜]|不$|说$|的[^\s]$|[看烧聊花跌涨掉吃喝听玩骂催赚亏]$|感觉|觉得|什么|怎么|不是|没说|说[快是]|反正|其实|居然|自己|终于|全都"
)
_ORDERS = re.compile(r"把|将|请|让|安排|麻烦|叫|派|交给|负责|来做|跟进|牵头|提醒|通知|务必|必须|尽快|优先")
_GIVES = re.compile("把|将|请|让|安排|麻烦|派|交给|负责|来做|跟进|牵头")
_WORK = re.compile(
    "(?:[写审交改测画拍剪录修发寄订签]|出(?![差去来国门游])|整理|准备|完成|提交|部署|设计|确认|核对|对接|联系|更新|制作|编写|起草"
    "|汇总|检查|评审|开发|调研|采购|布置)(?=.{2})"
)
_FOR_LATER = re.compile(
    r"再说[吧啊]?$|(?:[完好]|完成|搞定|之?后)了?[,\s]*(?:记得|麻烦|请)?(?:(?:@|叫|叫上|告诉|通知|提醒|喊|滴滴|踢|发)我|(?:跟|和|给)我说)"
    r"|倒计时|距离?[^,;。]{0,12}还有|还有.{1,6}就(?:是|要|到|周|过|放)|别忘|自己"
)
"""What is to happen one day, when something else has."""
_LAUGHS = re.compile("哈哈|嘿嘿|嘻嘻|hh|233|[😂🤣😭😅🙃🤡🐶😏]|\\[(?:捂脸|偷笑|破涕为笑|旺柴|笑哭|苦涩|裂开)\\]|doge")
_IN_WAIT = re.compile("(?:在|一直|还要|需要)等|卡")
_POINTS = re.compile("^[这那]个|[这那]个?(?:任务|活|事|需求|单|块)|任务|它")
_READIES = re.compile("(?:能|可以)[^\\s吧啊了。!]|完|好|交|上线|搞定|出[稿来具]|[拖等]到|拖|推|弄|做|写|提")
_SOMEBODY = re.compile(PERSON)
_BARE = re.compile(
    r"(?:已经?)?(?:签|批|过|发|交|到|结束|通过|继续|开始|寄|送|合并|定|敲定|落实)[了啦吧啊!。~]*|.{1,4}吧"
)
_NOT_WORK = re.compile("^(?:到|来|去|走|回来?|在|看到|要到?|出差|驻场|顶班|值班|报到|离场|撤场|进场|归队|回[国家京沪])")
_AWAY = re.compile(
    "[年婚产病事休放长小]假|休息|高烧|发烧|感冒|住院|隔离|停[电水工机网]|下雨|台风|路上|堵车|等了|排队|旅游|失眠|加班"
)
_DONE_WORK = re.compile(
    "(?:改|补|写|画|拍|剪|整理|准备|更新|发布?|清|换|测|修|核对|确认)(?:一?下|好|完|掉|出来?|上|齐)?$"
)
_IDLE = re.compile("吃饭|睡|下班|喝|玩|回家|(?<!期)再说$")
"""No reason why work stands still."""
_OWNED = re.compile(rf"{PERSON}的")
_LAMENT = re.compile(r"([\u4e00-\u9fff]{2,6})[,!\s]*\1")
_ASKED = re.compile(r"[?？]\s*$|[吗么]\s*$|^要不(?!是)|^不如")
_BEGS = re.compile(r"[?？]\s*$|[吗么]\s*$|^(?:可不可以|能不能|能否|可否|行不行|要不)")
_POLITE = re.compile("[能可]不[能可]|能(?=[把将])|能否|可否|可以|行[吗不]|好[吗不]|帮|请|麻烦")
_BY_OTHERS = re.compile(
    rf"^{PERSON}\s?(?:刚刚?|已经?|又|也|都|今天|昨天|终于)*(?:把|将|交|提交|完成|做|写|画|搞|弄|发|改|测)"
)
"""Who tells what somebody else did mostly tells it to the others."""
_REMARK = re.compile('真[快慢好难行棒是香]|太[快慢好难棒]|大家|这句话|那句话|["「“][^"」”]{2,}[了%]["」”]')
_MORE_ORDERS = re.compile(".{2}(?:给|延|推迟|提前|改[到成给为]|取消|加个)")
"""What stands after a report should be a remark; this is another order, which was not understood."""
_SPENT = re.compile(rf"(?P<verb>[\u4e00-\u9fff])了\s?{AMOUNT}")
"""退了30%: of something else than the work, when the verb is none of working."""
_PAUSED_FOR = re.compile(rf"停了?{DURATION}")
_SOME_EVENT = re.compile(rf"{MOMENT}的|的会(?=[延改推取提挪])")
"""下午的会 is no task."""
_LISTED = re.compile(r"[\s,、:;\n(]")


_SHOWN_FIRST = (AskQuestion, WhatIf, TakeLeave, ChangeDays)
"""What changes nothing before somebody has pressed a button."""


def is_doubtful(reading: Reading, marked: Marked, situation: Situation) -> bool:
    """Whether to ask before anything of this is carried out."""
    changes = [statement for statement in reading.statements if not isinstance(statement, _SHOWN_FIRST)]
    if not changes or (isinstance(changes[0], CreateTasks) and _is_asked_for(marked, situation)):
        return False
    if any(sign.search(_without_reasons(changes, marked.source)) for sign in _SIGNS_OF_TALK):
        return True
    if _ASKED.search(marked.source) and not _POLITE.search(marked.source):
        return True
    if situation.quote:
        return False
    return _is_beside_talk(changes[0], reading) or any(_is_weak(change, marked, situation) for change in changes)


_SIGNS_OF_TALK = (_TO_ALL, _OTHER_TIMES, _FEELINGS, _INTENTION, _PRIVATE, _FOR_LATER)


def _without_reasons(changes: Sequence[Statement], source: str) -> str:
    """Rain is no talk when it is why the work stands still."""
    for change in changes:
        if isinstance(change, ReportProgress | ChangeTask | CancelTask) and not _IDLE.search(change.reason):
            source = source.replace(change.reason or " ", " ")
    return source


def _is_asked_for(marked: Marked, situation: Situation) -> bool:
    return CreationReader(marked, situation, None).is_asked_for(marked.text) and not _TO_ALL.search(marked.source)


def _is_beside_talk(first: Statement, reading: Reading) -> bool:
    """我做过支付接口,三天就搞定了: what is unnamed, or new, is about the words that were not read."""
    task = _task_of(first)
    if isinstance(first, CreateTasks):
        return len(reading.unread) > 1
    if task is None:
        return False
    return reading.unread.startswith(("我", "你")) or (task.is_implied and len(reading.unread) > _SHORT)


_SHORT = 3


def _is_weak(change: Statement, marked: Marked, situation: Situation) -> bool:
    if isinstance(change, CreateTasks):
        if len(change.drafts) > 1 and all(draft.duration or draft.due for draft in change.drafts):
            return False
        if _OWNED.match(marked.text):
            return True
        wanted = [draft for draft in change.drafts if _has_evidence(draft, marked)]
        return 2 * len(wanted) < len(change.drafts) or any(_NO_TITLE.search(draft.title) for draft in change.drafts)
    task = _task_of(change)
    if task is None:
        return False
    if isinstance(change, ReportProgress) and (
        _is_glued(change, marked.text)
        or _BY_OTHERS.search(marked.text)
        or _REMARK.search(marked.source)
        or _MORE_ORDERS.search(change.note)
    ):
        return True
    if _LAUGHS.search(marked.source) and isinstance(change, ReportProgress) and change.reason:
        return True
    if task.is_implied:
        return _is_about_anything(change, marked, situation)
    if _SOME_EVENT.search(marked.text) and isinstance(change, ChangeTask):
        return True
    if isinstance(change, ReportProgress) and change.state is WorkState.PAUSED and _PAUSED_FOR.search(marked.text):
        return True
    if isinstance(change, ChangeTask) and change.title and marked.source.endswith("了"):
        return True
    verb = _SPENT.search(marked.text)
    if verb is not None and task.phrase.endswith(verb["verb"]):
        return True
    return len(task.phrase) == 1 or bool(_NO_NAME.search(task.phrase))


def _is_about_anything(change: Statement, marked: Marked, situation: Situation) -> bool:
    """完了, 不急, 应该是周五吧: words that fit a task, and everything else as well."""
    said = marked.source
    if any(sign.search(said) for sign in (_LAMENT, _LAUGHS, _BEGS)) or "你" in said or _SOME_EVENT.search(marked.text):
        return True
    if isinstance(change, CancelTask):
        return not situation.pending and not _POINTS.search(said)
    if isinstance(change, ChangeTask):
        is_offer = change.assignee is not None and change.assignee.is_speaker
        return (is_offer or change.priority is not None) and not _POINTS.search(said)
    if not isinstance(change, ReportProgress):
        return False
    if change.note or (_waits_only(change, said) and not situation.pending):
        return True
    if change.reason and not change.needs_date and said.startswith(change.reason):
        return True
    if change.forecast is not None and change.remaining is None:
        return _READIES.search(said) is None
    if change.state is WorkState.STARTED and change.percent is None and not change.needs_percent:
        return True
    return bool(_SOMEBODY.search(marked.text) or said.startswith("完了") or _BARE.fullmatch(said))


def _is_glued(change: ReportProgress, text: str) -> bool:
    """80%的预算, 还要两天太久了: words that follow without a pause are no remark but change what was said."""
    is_date = change.forecast is not None and change.remaining is None and change.percent is None
    return (
        bool(change.note)
        and not is_date
        and re.search(rf"[^\s,;。:、!(]{re.escape(change.note[0])}", text[1:]) is not None
    )


def _waits_only(change: Statement, source: str) -> bool:
    """等通知: whoever waits may not speak of a task; 在等法务 tells how it stands."""
    return isinstance(change, ReportProgress) and change.reason.startswith("等") and not _IN_WAIT.search(source)


def _task_of(change: Statement) -> TaskReference | None:
    task = getattr(change, "task", None)
    return task if isinstance(task, TaskReference) else None


def _has_evidence(draft: TaskDraft, marked: Marked) -> bool:
    """A length, a deadline, a verb that gives work, or an owner in a list: what a plan has and talk has not."""
    if "任务" in marked.text:
        return True
    if not draft.assignees and not _has_shape(marked):
        return False
    if draft.priority or draft.links or draft.is_milestone or draft.needs_date:
        return True
    is_listed = _LISTED.search(re.sub(rf"^{PERSON}[\s,:]*", "", marked.text)) is not None
    if draft.duration is not None and is_listed and not (_NOT_WORK.search(draft.title) or _AWAY.search(draft.title)):
        return True
    if draft.due is not None and draft.due.is_deadline and (is_listed or not _NOT_WORK.search(draft.title)):
        return True
    has_day = draft.due is not None or draft.start is not None
    is_order = (has_day and _ORDERS.search(marked.source)) or _WORK.match(draft.title) or _DONE_WORK.search(draft.title)
    return bool(is_order) or (bool(draft.assignees) and is_listed)


def _has_shape(marked: Marked) -> bool:
    """What nobody is named for is a plan when its parts stand apart, or when it begins with an order."""
    text = marked.text
    return bool(_APART.search(text) or _BEGINS.match(text) or _GIVES.search(text))


_BEGINS = re.compile(rf"{MOMENT}(?:{_WORK.pattern}|上线|发布|上架|开业|封版|做|弄|搞|[把将])")
_APART = re.compile(rf"{SIGN}[\s,、:;\n(]|[\s,、:;\n(]{SIGN}")
