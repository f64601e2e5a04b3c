"""Tells talk from commands: greetings, thanks, jokes, hearsay, wishes, and questions to somebody else."""

import re

from quncheng.language.marking import MOMENT, PERSON

_SMALL_TALK = re.compile(
    "(?:(?:大家|各位|你们?|您|群程|小程|机器人)?(?:早|早上好|上午好|中午好|下午好|晚上好|早安|午安|晚安|好呀"
    "|你好|您好|好|hi|hello|嗨|哈喽|在吗|在不在)|谢谢?|多谢|感谢|等等|等下|等会儿?|稍等|等一?下"
    "|谢啦|辛苦了?|辛苦啦|不客气|收到|明白|知道了?|了解|懂了|好的?|嗯+|哦+|噢|啊+|哈+|嘿+|呵+|嘻+|h+|6+|赞|棒"
    "|厉害|牛(?:啊|逼|批)?|nice|good|加油|拜拜|再见"
    "|晚点聊|ok|okay|好滴|可以|行|对|是的?|"
    "不错|真棒|太好了|太棒了|没事|没关系|抱歉|不好意思|对不起|恭喜|哇+|唉+|额+|呃+|emm+|测试|test|不用(?:了"
    "|谢)?|算了|不要|不行|no|yes|不|没问题|y|n)(?:大家"
    r"|各位|你们?|您|啦|了|呀|啊|哈|哦|呢|吧|的|[\s,，.。!！~～、?？])*",
    re.IGNORECASE,
)
_EMOJI_ONLY = re.compile(r"[^\w\u4e00-\u9fff]+|(?:\[[\u4e00-\u9fff]{1,4}\])+")
_BOSS = (
    "[店园馆台校院厂班组部处科局队站所行会]长(?![期度短])|主任|主管|导演|总监|师傅|房东|物业|总部|总公司|上级|监管(?!报)"
    "|监理|业主|行方"
)
_HEARSAY = re.compile(
    r"的意思(?:是|说)|据[^,;。]{2,12}(?:报道|消息|统计)|新华社|^转(?:发|载)?\s?:"
    rf"|(?:^|[,，。;])\s?(?:好像|貌似|昨天|刚才|今天|刚刚|{MOMENT}|\s)*(?:听说|据说|听{PERSON}说|有人说|传说|说是)"
    f"|(?:{PERSON}|[他她它]们?|客户|甲方|乙方|老板|领导|老大|产品(?:经理)?|运营|同事|对方|有人|大家|品牌方"
    rf"|供应商|财务|法务|那边|合作方|[\u4e00-\u9fff]总|{_BOSS})"
    rf"(?:那边|这边|们|刚才|刚刚|刚|又|也|都|老|总|一直|昨天|今天|早上|之前|跟我|和我|在群里|{MOMENT}|\s)*(?:说"
    "|讲(?![话稿义解师座课台堂])|表示|提到|觉得|认为|以为|问(?!题)|抱怨|吐槽|嫌"
    "|告诉我|声称|答应|承诺|回复我?说|通知我?说|反馈说)"
    rf"|{PERSON}(?:让|叫|托)我(?:跟|和|给|转|告诉|来说)"
    rf"|(?:客户|甲方|老板|领导|老大|产品(?:经理)?|品牌方|[\u4e00-\u9fff]总|{_BOSS})(?:那边)?(?:让|叫|催|逼|要求|希望"
    "|想让?|要)(?:我们?|大家)?"
)
_WISH = re.compile(
    "如果|要是|假如|假设|万一|要不是|早知道|就好了|的话就|本来(?:想|打算|应该)|原本|差点|除非|倘若|真希望"
    "|要是能|以为|本来.*的$|原本.*的$|说不定|搞不好|没准|保不齐|大概率|想当年"
    "|(?<![还有])没(?:有)?说(?!完|清)|当我没说|发错|别听"
)
_JOKE = re.compile(
    "开玩笑|打赌|吃键盘|做梦|梦里|才怪|有鬼|个鬼|就辞职|吹牛|骗你|逗你|倒立|请大家喝|跑路|摸鱼|直播吃|下辈子"
    "|猴年马月|愚人节|太阳从西|鬼才|笑死|说好的|意料之中|谁知道|画饼"
)
_TO_OTHERS = re.compile(
    r"^(?:@\S+\s)?(?:你们?|您|咱们?|大家|谁|各位)(?!好)(?!把|将|帮我|帮忙)|^(?:他|她|他们|她们|人家|对方|隔壁)"
    "(?!的)|([^\\s能可好行要会])不\\1|[^\\s]啥(?:呢|啊|呀)?$|干嘛|^怎么(?:又|老|总|还|会)|是不是|要不要|有没有|会不会|不确定|不知道|说不准"
    "|不好说|拿不准|怎么办|为什么|为啥|凭什么"
)
_QUESTION = re.compile(
    r"[?？]\s*$|(?:吗|(?<!没开始)(?<!没做完)(?<!没弄完)(?<!没完成)(?<!没好)呢|么|没有|没)\s*[。!]*$|怎么办|为什么|为啥|什么时候|哪[个天位]|几点|多久|多少"
)


def is_small_talk(text: str) -> bool:
    """Nothing but a greeting, thanks, a laugh, a nod or signs."""
    return bool(_SMALL_TALK.fullmatch(text.strip()) or _EMOJI_ONLY.fullmatch(text.strip()))


def is_hearsay(clause: str) -> bool:
    """他说要延期: somebody else's words are not an order."""
    return bool(_HEARSAY.search(clause))


def is_wish_or_joke(text: str) -> bool:
    return bool(_WISH.search(text) or _JOKE.search(text))


def is_question(clause: str) -> bool:
    return bool(_QUESTION.search(clause))


def is_to_others(clause: str) -> bool:
    return bool(_TO_OTHERS.search(clause))
