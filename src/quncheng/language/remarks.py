"""What a reader of files has to tell, in words: where, what stood there, and what became of it."""

from quncheng.engine.exchange_types import Remark, RemarkReason

SENTENCES: dict[RemarkReason, tuple[str, str]] = {
    RemarkReason.NOT_A_DATE: ("不是日期,先空着", "is no date and stays empty"),
    RemarkReason.NOT_A_DURATION: ("不是工期,先空着", "is no duration and stays empty"),
    RemarkReason.NOT_A_NUMBER: ("不是数字,按默认值处理", "is no number; the usual value is taken"),
    RemarkReason.NOT_A_CHOICE: ("认不出,按默认值处理", "is unknown; the usual value is taken"),
    RemarkReason.OUT_OF_RANGE: ("超出范围,按默认值处理", "is out of range; the usual value is taken"),
    RemarkReason.TOO_LONG: ("太长,已截短", "was too long and is shortened"),
    RemarkReason.MISSING_TITLE: ("没有任务名称", "has no title"),
    RemarkReason.MISSING_DATE: ("缺日期,这个限制没有导入", "has no date; the constraint is left out"),
    RemarkReason.REPEATED: ("重复了,只保留第一个", "comes twice; the first one stands"),
    RemarkReason.UNKNOWN_TASK: ("找不到这个任务,没有导入", "names no task and is left out"),
    RemarkReason.AMBIGUOUS_TASK: ("有几个任务同名,没有导入", "fits several tasks and is left out"),
    RemarkReason.UNKNOWN_CALENDAR: ("找不到这个日历,用项目日历", "names no calendar; the project's is taken"),
    RemarkReason.UNKNOWN_RESOURCE: ("找不到这个人,没有导入", "names nobody and is left out"),
    RemarkReason.BROKEN_LEVEL: ("层级跳得太深,已接到上一级", "is nested too deeply and is drawn in"),
    RemarkReason.FINISH_BEFORE_START: ("完成早于开始,只保留开始", "finishes before it starts; the start stands"),
    RemarkReason.NOT_MODELLED: ("暂不支持,没有导入", "is not supported and is left out"),
    RemarkReason.OTHER_ENCODING: (
        "文字编码与文件声明的不同,已按实际编码读取",
        "is in another encoding than named; it was read",
    ),
    RemarkReason.ROUNDED: ("已取整", "is rounded"),
}


def describe(remark: Remark, *, language: str = "zh") -> str:
    chinese, english = SENTENCES[remark.reason]
    if language == "en":
        line = f"Line {remark.line}, " if remark.line is not None else ""
        value = f" “{remark.value}”" if remark.value else ""
        times = f" ({remark.count} times)" if remark.count > 1 else ""
        return f"{line}{remark.place}{value} {english}{times}."
    line = f"第 {remark.line} 行" if remark.line is not None else ""
    value = f"“{remark.value}”" if remark.value else ""
    times = f"(共 {remark.count} 处)" if remark.count > 1 else ""
    return f"{line}「{remark.place}」{value}{chinese}{times}。"
