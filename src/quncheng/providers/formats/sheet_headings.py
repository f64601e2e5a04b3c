"""Which column of a sheet means what: by its heading in Chinese or English, else by what stands in it."""

import re
import unicodedata
from collections.abc import Sequence
from datetime import date

from quncheng.engine.exchange_types import CellValue, SheetColumn, SheetField, SheetMapping, SheetTable
from quncheng.providers.formats.sheet_cells import read_day

HEADINGS: dict[SheetField, str] = {
    SheetField.NUMBER: "序号 编号 任务编号 任务序号 标识号 行号 id no no. number # 任务id",
    SheetField.TITLE: (
        "任务名称 任务 名称 标题 任务标题 工作项 事项 活动名称 活动 工作内容 内容 任务名 task taskname "
        "title name activity activityname summary subject item"
    ),
    SheetField.ASSIGNEE: (
        "负责人 责任人 执行人 经办人 处理人 承担人 资源名称 资源 人员 主责人 担当 owner assignee "
        "assignedto responsible resource resources resourcenames resourcename who"
    ),
    SheetField.START: (
        "开始 开始时间 开始日期 计划开始 计划开始时间 计划开始日期 起始日期 启动日期 起始时间 start "
        "startdate plannedstart begin begindate starttime"
    ),
    SheetField.FINISH: (
        "完成 完成时间 完成日期 结束 结束时间 结束日期 计划完成 计划完成时间 计划完成日期 计划结束 "
        "计划结束时间 计划结束日期 终止日期 finish finishdate end enddate plannedfinish plannedend due "
        "duedate endtime"
    ),
    SheetField.DEADLINE: "截止 截止日期 截止时间 最后期限 期限 到期日 deadline",
    SheetField.DURATION: "工期 持续时间 历时 周期 天数 用时 duration days durationdays",
    SheetField.PREDECESSORS: (
        "前置任务 前置 紧前任务 前序任务 紧前工作 依赖 依赖任务 前驱任务 predecessors predecessor "
        "dependencies dependency dependson blockedby"
    ),
    SheetField.PRIORITY: "优先级 重要程度 重要性 优先 priority",
    SheetField.PERCENT_COMPLETE: (
        "完成度 完成百分比 进度 完成率 完成比例 % 百分比 %完成 完成% percentcomplete %complete progress "
        "complete percent percentdone"
    ),
    SheetField.MILESTONE: "里程碑 是否里程碑 milestone ismilestone",
    SheetField.LEVEL: "大纲级别 级别 层级 大纲层级 outlinelevel level indent",
    SheetField.WBS: "wbs wbs编码 wbs编号 wbs代码 大纲数字 大纲编号 工作分解结构 wbscode outlinenumber outline",
    SheetField.EFFORT: (
        "工作量 工时 计划工时 预估工时 预计工时 人天 人日 work effort estimate hours plannedwork manhours mandays"
    ),
    SheetField.ACTUAL_START: "实际开始 实际开始时间 实际开始日期 actualstart actualstartdate",
    SheetField.ACTUAL_FINISH: (
        "实际完成 实际完成时间 实际完成日期 实际结束 实际结束时间 实际结束日期 actualfinish actualend "
        "actualfinishdate actualenddate"
    ),
    SheetField.NOTES: (
        "备注 说明 描述 备注说明 任务描述 详细描述 notes note description comment comments remarks remark details"
    ),
}
FIELDS = {word: field for field, words in HEADINGS.items() for word in words.split()}
BRACKETS = re.compile(r"[(\[【{].*?[)\]】}]")
NOISE = re.compile(r"[\s_\-::*/\\.。·]+")
ROWS_LOOKED_AT = 20
SAMPLES = 3
SURE, NEARLY, LIKELY, GUESSED = 1.0, 0.9, 0.6, 0.3


def guess_mapping(table: SheetTable) -> SheetMapping:
    """What the columns seem to mean; a person looks at it before anything is read."""
    heading_row = _find_heading_row(table)
    headings = table.rows[heading_row - 1] if heading_row else ()
    width = max((len(row) for row in table.rows), default=0)
    below = table.rows[heading_row:]
    guesses: list[tuple[SheetField | None, float]] = []
    for index in range(width):
        heading = headings[index] if index < len(headings) else None
        guesses.append(_recognise(heading))
    _keep_the_surest(guesses)
    if not any(field is SheetField.TITLE for field, _ in guesses):
        _guess_title(guesses, below)
    if heading_row == 0:
        _guess_dates(guesses, below)
    columns = tuple(
        SheetColumn(
            index,
            str(headings[index] or "").strip() if index < len(headings) else "",
            field,
            confidence,
            _samples(below, index),
        )
        for index, (field, confidence) in enumerate(guesses)
    )
    return SheetMapping(heading_row, columns)


def _find_heading_row(table: SheetTable) -> int:
    best, best_score = 0, 0.0
    for number, row in enumerate(table.rows[:ROWS_LOOKED_AT], 1):
        found = [_recognise(cell) for cell in row]
        fields = {field for field, _ in found if field is not None}
        score = sum(confidence for _, confidence in found) + (SheetField.TITLE in fields)
        # One word like 任务 above a list is a heading only if it names the title.
        if score > best_score and (len(fields) > 1 or SheetField.TITLE in fields):
            best, best_score = number, score
    return best


def _recognise(heading: CellValue) -> tuple[SheetField | None, float]:
    if not isinstance(heading, str) or not heading.strip() or len(heading) > 40:
        return None, 0.0
    whole = _normal(heading)
    if whole in FIELDS:
        return FIELDS[whole], SURE
    plain = _normal(BRACKETS.sub("", unicodedata.normalize("NFKC", heading)))
    if plain in FIELDS:
        return FIELDS[plain], NEARLY
    fitting = [word for word in FIELDS if len(word) > 1 and (plain.startswith(word) or plain.endswith(word))]
    if fitting:
        return FIELDS[max(fitting, key=len)], LIKELY
    return None, 0.0


def _normal(text: str) -> str:
    return NOISE.sub("", unicodedata.normalize("NFKC", text).casefold())


def _keep_the_surest(guesses: list[tuple[SheetField | None, float]]) -> None:
    surest: dict[SheetField, int] = {}
    for index, (field, confidence) in enumerate(guesses):
        if field is not None and (field not in surest or confidence > guesses[surest[field]][1]):
            surest[field] = index
    for index, (field, _) in enumerate(guesses):
        if field is not None and surest[field] != index:
            guesses[index] = (None, 0.0)


def _guess_title(guesses: list[tuple[SheetField | None, float]], rows: Sequence[Sequence[CellValue]]) -> None:
    """The free column with the most different texts."""
    free = [index for index, (field, _) in enumerate(guesses) if field is None]
    texts = {index: len({row[index] for row in rows if index < len(row) and _is_text(row[index])}) for index in free}
    best = max(free, key=lambda index: texts[index], default=None)
    if best is not None and texts[best]:
        guesses[best] = (SheetField.TITLE, GUESSED)


def _is_text(cell: CellValue) -> bool:
    return (
        isinstance(cell, str) and re.search(r"[^\W\d]", cell) is not None and read_day(cell, date(2000, 1, 1)) is None
    )


def _guess_dates(guesses: list[tuple[SheetField | None, float]], rows: Sequence[Sequence[CellValue]]) -> None:
    wanted = [SheetField.START, SheetField.FINISH]
    for index, (field, _) in enumerate(guesses):
        cells = [row[index] for row in rows[:100] if index < len(row) and row[index] is not None]
        days = [cell for cell in cells if not isinstance(cell, int | float) and read_day(cell, date(2000, 1, 1))]
        if field is None and cells and len(days) * 2 > len(cells) and wanted:
            guesses[index] = (wanted.pop(0), GUESSED)


def _samples(rows: Sequence[Sequence[CellValue]], index: int) -> tuple[str, ...]:
    filled = (row[index] for row in rows if index < len(row) and row[index] is not None)
    return tuple(str(cell)[:40] for _, cell in zip(range(SAMPLES), filled, strict=False))
