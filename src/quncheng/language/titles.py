"""Makes the title of a task out of the words that are left when everything else is understood."""

import re

from quncheng.language.normalising import normalise

LONGEST_TITLE = 80
LONGEST_QUOTED = 40

_LEADING = re.compile(
    r"^(?:[\s,;:。、!\-@./]|然后|以及|还有|另外|需要|必须|务必|记得|别忘了|负责|牵头|主导|跟进(?=\s)|把|将|来|去"
    "|要|请|在|于|帮我|帮忙|麻烦|完成|搞定|做完|做一下"
    r"|做(?!好)|得|就|先|再|由|给我|的|你(?=负责|来|去|做)|有人|叫做?(?!醒|停)|名为|名[字称](?:叫做?|是|为|:)|一起|一块儿?|抽空|任务:?\s"
    "|内容是?:)+"
)
_TRAILING = re.compile(
    r"(?:[\s,;:。、!\-@/]|(?:给我)?(?:完成|做完|搞定|弄完|弄好|做好|搞好|处理完|收尾|做掉)(?:掉|了|吧|一下)*"
    r"|之前|以前|前(?<=\s前)|需要|预计|大概|大约"
    "|(?<![纪摘概必重主提纲])要|工期|(?<![自理缘])由|吧|了|"
    r"截止|(?<=\s)[到至]|负责|来做|(?<=\S{2})这个?(?:事情?|活儿?)|(?<![存内])在|前完成|给我|给|(?<=\s)为|(?<=\s)交|(?<=\s)做|开始|(?<=\s)[并且和]|以及|必须"
    "|务必|就行|即可|,)+$"
)
_FINISH_VERB = re.compile(r"^(写|画|改|测|弄|搞|整理|准备|处理|对|拍|剪|录|填|编)(?:完成?|好)(?=\S{2})")
_ONLY_DELIVERY = re.compile(
    r"给?(?:出)?(?:结果|反馈|结论|初稿给我)|给(?:出)?[初终一二]稿|给到我?|交付|提交|交|上线|结束|给|来?(?:写|做|弄|搞|跟|跟进|负责|画|拍|剪)"
)
_ONLY_TREATMENT = re.compile(
    r"(?:去|来)?(?:改|处理|看|弄|搞|做|修|跟进|跟|解决|确认|核实|排查|重做|返工|换掉|替换|重新做|补|换|更新|更正)(?:一?下|好|掉|完|上)?"
)
_DISPOSED = re.compile(
    r"^(?P<lead>.*\s)?[把将](?P<what>\S{2,}?)(?:[写做画弄搞](?:完|好|了)|(?P<verb>设计|整理|准备|部署|处理|修改|改"
    "|测|测试|联调|拍|剪)(?:完成?|好|出来))$"
)
_HAN_GAP = re.compile(r"(?<=[\u4e00-\u9fff》」)])\s+(?=[\u4e00-\u9fff《「(])")
_SPEAKER = re.compile(r"^[^\s:，,。]{1,12}[::]\s*")
_POLITE_QUOTE = re.compile(
    r"^(?:@\S+\s+|麻烦|帮忙|请|大家|各位|谁|有没有人|需要有人|能不能|可不可以|那个|嗯|额|对了|[,，:\s])+"
)
_POLITE_WITHIN = re.compile(r"麻烦(?:你|您|大家)?|辛苦(?:你|您|大家)?(?=把)|帮忙(?=把)")
_QUOTE_END = re.compile(r"[\n。!?！？;；]")


def clean_title(text: str) -> str:
    """The bare name of the work: 把测试部署搞定 is 测试部署, 写完文案 is 写文案."""
    title = _DISPOSED.sub(r"\g<what>\g<verb>", text.strip())
    while True:
        shorter = _TRAILING.sub("", _LEADING.sub("", title))
        shorter = _FINISH_VERB.sub(r"\1", shorter)
        if shorter == title:
            break
        title = shorter
    title = _HAN_GAP.sub("", re.sub(r"[(]\s*[)]", "", title)).strip()
    if len(title) > 2 and title[0] in "[《「\"'" and title[-1] in "]》」\"'":
        title = title[1:-1].strip()
    return title[:LONGEST_TITLE]


def is_only_delivery(title: str) -> bool:
    """给结果, 提交: how a task ends, when another piece has named it."""
    return bool(_ONLY_DELIVERY.fullmatch(title))


def is_only_treatment(title: str) -> bool:
    """改一下: what is to be done with something that the words do not name."""
    return not title or bool(_ONLY_TREATMENT.fullmatch(title))


def first_sentence(quote: str) -> str:
    """The first sentence of a quoted message, without who said it and how politely."""
    text = _SPEAKER.sub("", normalise(quote))
    text = _POLITE_QUOTE.sub("", text)
    sentence = _QUOTE_END.split(text, maxsplit=1)[0].strip(" ,:、")
    return _POLITE_WITHIN.sub("", sentence).strip()
