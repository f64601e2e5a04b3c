"""Reads messages that are one fixed command as a whole: help, undo, sign in, bind, decide, confirm, choose."""

import re

from quncheng.language.intents import (
    BindProject,
    ChoosePending,
    CommentOnTask,
    ConfirmPending,
    Decide,
    Help,
    IntroduceSelf,
    NothingNew,
    RejectPending,
    SignIn,
    Statement,
    UnbindProject,
    Undo,
    Verdict,
)
from quncheng.language.marking import NUMBER, SIGN, Marked
from quncheng.language.numbers import read_whole
from quncheng.language.people import looks_like_name
from quncheng.language.references import refer, unnamed
from quncheng.language.situation import PendingKind, Situation

_END = r"[\s。.!~,、吧啊呀哈了哦呢]*$"
_HELP = re.compile(
    (
        "^(?:帮助|help|使用(?:帮助|说明|方法)|说明书?|怎么(?:用|使用|玩)|如何使用|你(?:会|能|可以)(?:做|干"
        "|帮我做)?(?:些|点)?(?:什么|啥|嘛)|能干嘛|有(?:什么|哪些)功能"
        f"|功能(?:列表|介绍)?|菜单|指令|命令(?:列表)?|[?？]+)[?？]?{_END}"
    ),
    re.IGNORECASE,
)
_HELP_TOPIC = re.compile(
    r"^(?:怎么|如何|怎样)(?P<topic>[^,。]{2,16}?)[?？]?$|^(?:帮助|help)\s+(?P<about>\S.{0,15})$", re.IGNORECASE
)
_UNDO = re.compile(
    (
        "^(?:请|帮我)?(?:把)?(?:刚才|刚刚|上一步|上一个|上一条|上个)?(?:的|那个|那条|那步)?(?:操作|修改|任务)?"
        "(?:撤销|撤回|撤消|回退|回滚|undo|不算)(?:一下|掉)?"
        f"(?:上一步|上一个|上一条|刚才的?|刚刚的?|上次)?(?:那个|那步|操作|修改)*{_END}"
    ),
    re.IGNORECASE,
)
_SIGN_IN = re.compile(r"^(?:登录码?|登陆码?|验证码|验证|login)?[:\s]*(?P<code>\d{6})$", re.IGNORECASE)
_INTRODUCE = re.compile(
    r"^(?:大家好|你好|您好)?[,!\s]*(?:我(?:是|叫)|我的名字(?:是|叫)|本人)\s?(?P<name>[\u4e00-\u9fff·]{2,4}"
    "|[A-Za-z][A-Za-z .]{1,30})$"
)
_BIND = re.compile(
    "^(?:请|帮我|我们|咱们)?(?:(?:启动|绑定|开启|立项)(?:一?个)?(?:新)?(?:项目)(?:到)?(?P<loose>)|(?:新建|创建"
    "|建立?|开始?|新增|添加|新开|开)"
    r"(?:一?个)?(?:新)?项目(?=$|[\s:《「\"叫名])|(?:本群|这个群)(?:绑定|关联)?(?:到)?项目(?:是|为)?"
    r"|项目启动(?=[\s:《])|立项(?=[\s:《]))"
    r"[\s:]*(?:叫做?|名为|名叫|名称是?|:)?\s*(?P<title>.*)$",
    re.DOTALL,
)
_UNBIND = re.compile(
    "^(?:请|把)?(?:本群|这个群|群)?(?:解绑|解除(?:绑定|项目绑定|群绑定)|取消(?:项目)?绑定)(?:本群|这个群|项目"
    f"|群)?{_END}"
)
_DECIDE = re.compile(
    "^(?P<word>同意|批准|通过|准了|不同意|不批准|不通过|驳回|拒绝|退回|打回)(?:延期|延后|改期|变更|调整|申请)*(?:了|吧|一下)?"
    r"\s*(?P<number>#\s?\d{1,6}|第?\d{1,6}号(?:申请|变更"
    rf"|单)?)?(?:[\s,:。!]+(?P<comment>.{{1,100}}))?{_END}"
)
_CONFIRM_ALWAYS = re.compile(rf"^(?:确认|确定|确认(?:创建|一下|无误|没问题|修改|变更|提交|执行)|确定无误){_END}")
_CONFIRM = re.compile(
    (
        "^(?:嗯+[,\\s]?(?:对|是|好|行|可以)的?|好的?|好滴|好哒|好呀|好嘞|对的?|是的?|嗯+|可以的?|行的?|没问题|没错|就这样|就这么(?:定|办|做)|ok|okay"
        f"|yes|y|是这样|正确|妥|要得|中){_END}"
    ),
    re.IGNORECASE,
)
_REJECT_ALWAYS = re.compile(rf"^(?:取消|不确认){_END}")
_REJECT = re.compile(
    (
        "^(?:不用|不对|不是|不要|算了|否|no|n|不|别|不行|不需要|不可以|再想想|先不(?:要|用)?|不是这个|都不是|不好"
        f"|错){_END}"
    ),
    re.IGNORECASE,
)
_CHOOSE = re.compile(
    r"^(?:我?选|就)?(?:择)?(?:第(?P<nth>[一二三四五六七八九十]|\d{1,2})(?:个|项|条|种|张)?|(?P<side>前者|后者"
    "|最后一?个))(?:吧|那个|好了)?[。!]?$"
)
_PICK = re.compile(r"^(?:我?选|就|要)?(?:择)?\s?(?P<digit>\d{1,2}|[一二三四五六七八九]|[A-Ha-h])(?:号|吧|、|\.|)?$")
_NOTHING = re.compile(
    "^(?:今天|今日|目前|暂时|现在|这边|我这边|我|还是)*(?:都)?(?:没有?(?:什么|啥|新的?)?(?:变化|进展|更新|变动"
    "|新进展|可报的|问题|事)|[暂尚]?无(?:变化|进展|更新|变动)?"
    "|(?:一切|都|全都?)(?:正常|顺利|照旧)|正常(?:推进|进行)(?:中)?|按计划(?:进行|推进|走)(?:中)?|照旧|老样子"
    f"|同昨天|和昨天一样|跟昨天一样|没啥变化|没动){_END}"
)
_COMMENT = re.compile(
    r"^(?:(?:请|帮我)?(?:备注|评论|留言|补充|批注)(?:一下|到|给|在)?\s?(?P<task>[^:,，]{1,40}?)(?:的|上|下|里)?"
    r"\s?[:：]\s?(?P<text>.+)"
    r"|(?:请|帮我)?(?:给|在|对|为)\s?(?P<task2>[^:,，]{1,40}?)(?:的?(?:下面|上面|下|上|里))?(?:添加|加|写|补)?"
    "(?:上|个|一?条|一下)*(?:备注"
    r"|评论|留言|批注)[:：,\s]\s?(?P<text2>.+)"
    r"|(?P<task3>[^:,，]{1,40}?)的?(?:加(?:个|一?条)?)?(?:备注|评论|留言|批注)\s?[:：]\s?(?P<text3>.+)"
    rf"|(?P<task6>{NUMBER})\s?(?:备注|评论|留言|批注)(?:一下)?[:,\s]\s?(?P<text6>.+)"
    rf"|(?:备注|评论|留言|批注)\s?(?P<task4>{SIGN})\s?(?P<text4>.+)|(?:备注|评论|留言)\s(?P<task5>\S{{1,20}})"
    r"\s(?P<text5>.+))$",
    re.DOTALL,
)
_COMMENT_HERE = re.compile(r"^(?:备注|评论|留言|批注)(?:一下)?[:\s]\s?(?P<text>.+)$", re.DOTALL)


def read_command(marked: Marked, situation: Situation) -> Statement | None:
    """The command the whole message is; None when it is none of the fixed ones."""
    text = marked.source
    if len(text) <= 60:
        short = _read_short(text, situation)
        if short is not None:
            return short
    if _BIND.match(text) and len(text) <= 120:
        bound = _read_bind(marked)
        if bound is not None:
            return bound
    return _read_comment(marked, situation)


def _read_short(text: str, situation: Situation) -> Statement | None:
    sign_in = _SIGN_IN.match(text)
    if sign_in is not None:
        return SignIn(sign_in["code"])
    if _HELP.match(text):
        return Help()
    if _UNDO.match(text):
        return Undo()
    if _UNBIND.match(text):
        return UnbindProject()
    topic = _HELP_TOPIC.match(text)
    if topic is not None:
        return _help_topic(topic["topic"] or topic["about"])
    introduced = _INTRODUCE.match(text)
    if introduced is not None:
        return _read_name(introduced["name"].strip(), situation)
    decided = _DECIDE.match(text)
    if decided is not None:
        return _read_decision(decided)
    if _CONFIRM_ALWAYS.match(text):
        return ConfirmPending()
    if _REJECT_ALWAYS.match(text) and (situation.pending or not situation.quote):
        return RejectPending()
    chosen = _CHOOSE.match(text)
    if chosen is not None:
        return ChoosePending(position=_position(chosen, situation))
    return NothingNew() if _NOTHING.match(text) else None


_HELP_VERBS = re.compile(r"用|建|绑|撤|改|汇报|报|分配|设置|导出|查|看|加|登录|修改|添加|发周报")


def _help_topic(topic: str) -> Help | None:
    return Help(topic) if _HELP_VERBS.search(topic) else None


def _read_name(name: str, situation: Situation) -> IntroduceSelf | None:
    known = any(name in (person.name, *person.aliases) for person in situation.people)
    return IntroduceSelf(name) if known or looks_like_name(name) or name.isascii() else None


def _read_decision(match: re.Match[str]) -> Decide | None:
    verdict = Verdict.APPROVED if match["word"] in ("同意", "批准", "通过", "准了") else Verdict.REJECTED
    number = re.search(r"\d+", match["number"] or "")
    comment = (match["comment"] or "").strip()
    if comment.endswith(("吗", "?", "？")):
        return None
    return Decide(verdict, None if number is None else int(number[0]), comment)


def _position(match: re.Match[str], situation: Situation) -> int | None:
    if match["nth"]:
        return read_whole(match["nth"])
    if match["side"] == "前者":
        return 1
    count = len(situation.pending.options) if situation.pending else 0
    return count or 2


def _read_bind(marked: Marked) -> BindProject | None:
    match = _BIND.match(marked.source)
    if match is None or re.search(r"[\n]", match["title"]):
        return None
    title = match["title"].strip(" ,:。!\"'《》「」[]").strip()
    if title in ("吧", "了", "啊"):
        title = ""
    return None if len(title) > 60 or title.startswith(("的", "进度", "计划", "进展")) else BindProject(title)


def _read_comment(marked: Marked, situation: Situation) -> CommentOnTask | None:
    here = _COMMENT_HERE.match(marked.text)
    if situation.quote and here is not None:
        return CommentOnTask(unnamed(situation), marked.restore(here["text"]).strip())
    match = _COMMENT.match(marked.text)
    if match is None:
        return None
    groups = match.groupdict()
    suffix = next(suffix for suffix in ("", "2", "3", "4", "5", "6") if groups["task" + suffix] is not None)
    task = refer(groups["task" + suffix], marked, situation)
    return None if task is None else CommentOnTask(task, marked.restore(groups["text" + suffix]).strip())


def read_yes_or_no(text: str) -> Statement | None:
    """好的 and 不用了: an answer only while the bot waits for one."""
    if _CONFIRM.match(text):
        return ConfirmPending()
    return RejectPending() if _REJECT.match(text) else None


def read_pick(text: str, situation: Situation) -> ChoosePending | None:
    """2, B, 选周五: one of the options the bot offered."""
    pending = situation.pending
    if pending is None or pending.kind is not PendingKind.CHOOSE:
        return None
    match = _PICK.match(text)
    if match is not None:
        digit = match["digit"]
        position = ord(digit.upper()) - ord("A") + 1 if digit.isascii() and digit.isalpha() else read_whole(digit)
        if position is not None and (1 <= position <= len(pending.options) or not pending.options):
            return ChoosePending(position=position)
    said = (
        text.removeprefix("我")
        .removeprefix("选择")
        .removeprefix("选")
        .removeprefix("就")
        .removesuffix("吧")
        .removesuffix("那个")
        .strip()
    )
    fits = [index for index, option in enumerate(pending.options, 1) if said and (said == option)]
    fits = fits or [index for index, option in enumerate(pending.options, 1) if len(said) > 1 and said in option]
    return ChoosePending(position=fits[0], text=said) if len(fits) == 1 else None
