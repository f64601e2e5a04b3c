"""Says when a reading may well be no command: then it is put to the person first.

Whoever plans uses verbs for it, gives lengths and deadlines, or writes a list. Sentences without any of that, and
those that speak of private life, of other times or to everybody, are more often talk.
"""

import re

from quncheng.language.creation import CreationReader
from quncheng.language.intents import (
    AskQuestion,
    CreateTasks,
    Reading,
    ReportProgress,
    Situation,
    Statement,
    TaskDraft,
    TaskReference,
)
from quncheng.language.marking import MOMENT, PERSON, Marked

_TO_ALL = re.compile(
    r"^[\[(]?(?:通知|公告|通告|温馨提示|提示|提醒|转发?|fw|re)[\])]?\s?[:\]]|各位|各部门|全体|同事们|同学们|(?:请|提醒)大家",
    re.IGNORECASE,
)
_OTHER_TIMES = re.compile(
    "以前|上次|上回|去年|前年|当时|那时|那会儿?|当年|曾经|上家|上个项目|前公司|小时候|记得(?=[上那去当])|那次|那年"
)
_FEELINGS = re.compile("感觉|总觉得|愁死|烦死|气死|累死|笑死|无语|服了|醉了|呵呵|唉|哎|救命|离谱|吐槽|天哪|妈呀|真香")
_INTENTION = re.compile("打算|想去|准备去|计划去|约了|要去|去(?:吃|玩|看|逛)|备孕|要二胎")
_PRIVATE = re.compile(
    "结婚|婚礼|订婚|满月|生日|份子|搬家|装修|租房|房租|房东|房贷|买房|车险|驾照|年检|孩子|娃|女儿|儿子|宝宝|老婆|老公|对象"
    "|男朋友|女朋友|女友|男友|爸|妈|奶奶|爷爷|父母|亲戚|闺蜜|相亲|旅游|旅行|度假|三亚|机票|高铁|火车|地铁|公交|航班|打车"
    "|酒店|堵车|电影|演唱会|球赛|球|游戏|追剧|爬山|跑步|健身|游泳|瑜伽|火锅|烧烤|奶茶|咖啡|外卖|聚餐|聚会|吃饭|午饭|晚饭"
    "|早饭|饭|喝酒|夜宵|睡|医院|医生|看病|牙|体检|感冒|发烧|打针|疫苗|手术|请假|休假|年假|病假|产假|调休|离职|辞职|入职"
    "|加班|下班(?!前)|快递|取件|停车|车位|天气|下雨|下雪|降温|彩票|股票|基金|工资|奖金|年终奖|社保|公积金|发票抬头|考试|高考"
    "|幼儿园|接送|家长会|猫|狗|遛|空调|电脑|手机|充电|钥匙|门禁|工位|雨伞|红包|过年|回老家|回家"
)
_NO_TITLE = re.compile(
    "你|他们?|她|咱|谁|啥|[吗呢]$|怎么|什么|是(?!否)|觉得|说(?!明)|[要好能会]不[要好能会]|没|了(?!解)|拖$|反正|居然|已经|其实|太"
)
_NO_NAME = re.compile("[你他她咱谁啥]|感觉|觉得|什么|怎么|不是|没说|说[快是]|反正|其实|居然|自己|终于|全都")
_ORDERS = re.compile(r"把|将|请|让|安排|麻烦|叫|派|交给|负责|来做|跟进|牵头|提醒|通知|务必|必须|尽快|优先")
_WORK = re.compile(
    "(?:[写审交改测画拍剪录修发寄订签]|出(?![差去来国门游])|整理|准备|完成|提交|部署|设计|确认|核对|对接|联系|更新|制作|编写|起草"
    "|汇总|检查|评审|开发|调研|采购|布置)(?=.{2})"
)
_ASKED = re.compile(r"[?？]\s*$|[吗么]\s*$|^要不(?!是)|^不如")
_POLITE = re.compile("[能可]不[能可]|能否|可否|可以|行[吗不]|好[吗不]|帮|请|麻烦")
_BY_OTHERS = re.compile(
    rf"^{PERSON}\s?(?:刚刚?|已经?|又|也|都|今天|昨天|终于)*(?:把|将|交|提交|完成|做|写|画|搞|弄|发|改|测)"
)
"""Who tells what somebody else did mostly tells it to the others."""
_REMARK = re.compile('真[快慢好难行棒是香]|太[快慢好难棒]|大家|这句话|那句话|["「“][^"」”]{2,}[了%]["」”]')
_MORE_ORDERS = re.compile(".{2}(?:给|延|推迟|提前|改[到成给为]|取消|加个)")
"""What stands after a report should be a remark; this is another order, which was not understood."""
_SOME_EVENT = re.compile(rf"{MOMENT}的")
"""下午的会 is no task."""
_LISTED = re.compile(r"[\s,、:;\n(]")


def is_doubtful(reading: Reading, marked: Marked, situation: Situation) -> bool:
    """Whether to ask before anything of this is carried out."""
    changes = [statement for statement in reading.statements if not isinstance(statement, AskQuestion)]
    if not changes or (isinstance(changes[0], CreateTasks) and _is_asked_for(marked, situation)):
        return False
    if any(sign.search(marked.source) for sign in (_TO_ALL, _OTHER_TIMES, _FEELINGS, _INTENTION, _PRIVATE)):
        return True
    if _ASKED.search(marked.source) and not _POLITE.search(marked.source):
        return True
    if situation.quote:
        return False
    return _is_beside_talk(changes[0], reading) or any(_is_weak(change, marked) for change in changes)


def _is_asked_for(marked: Marked, situation: Situation) -> bool:
    return CreationReader(marked, situation, None).is_asked_for(marked.text) and not _TO_ALL.search(marked.source)


def _is_beside_talk(first: Statement, reading: Reading) -> bool:
    """我做过支付接口,三天就搞定了: what is unnamed, or new, is about the words that were not read."""
    task = _task_of(first)
    is_loose = isinstance(first, CreateTasks) or (task is not None and task.is_implied)
    return is_loose and len(reading.unread) > _SHORT


_SHORT = 3


def _is_weak(change: Statement, marked: Marked) -> bool:
    if isinstance(change, CreateTasks):
        wanted = [draft for draft in change.drafts if _has_evidence(draft, marked)]
        return 2 * len(wanted) < len(change.drafts) or any(_NO_TITLE.search(draft.title) for draft in change.drafts)
    task = _task_of(change)
    if task is None:
        return False
    if isinstance(change, ReportProgress) and (
        _BY_OTHERS.search(marked.text) or _REMARK.search(marked.source) or _MORE_ORDERS.search(change.note)
    ):
        return True
    if task.is_implied:
        is_remark = "你" in marked.source or _SOME_EVENT.search(marked.text) is not None
        return is_remark or (isinstance(change, ReportProgress) and bool(change.note))
    return len(task.phrase) == 1 or bool(_NO_NAME.search(task.phrase))


def _task_of(change: Statement) -> TaskReference | None:
    task = getattr(change, "task", None)
    return task if isinstance(task, TaskReference) else None


def _has_evidence(draft: TaskDraft, marked: Marked) -> bool:
    """A length, a deadline, a verb that gives work, or an owner in a list: what a plan has and talk has not."""
    if draft.duration or draft.priority or draft.links or draft.is_milestone or draft.needs_date:
        return True
    if draft.due is not None and draft.due.is_deadline:
        return True
    is_listed = _LISTED.search(re.sub(rf"^{PERSON}[\s,:]*", "", marked.text)) is not None
    is_order = _ORDERS.search(marked.source) or _WORK.match(draft.title)
    return bool(is_order) or (bool(draft.assignees) and is_listed)
