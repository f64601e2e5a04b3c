"""What the bot says of itself: welcome, help, not understood."""

from quncheng.features.bindings.types import Turn
from quncheng.language.intents import CreateTasks, QuestionKind, ReportProgress, Statement

WITHOUT_PROJECT = (QuestionKind.MY_TASKS, QuestionKind.TASK, QuestionKind.PERSON_TASKS, QuestionKind.WHY)
"""Questions that make sense without a project."""

NOTHING_ASKED = "我没有在等您回答什么。要我做什么,直接说就行;说「帮助」看看例子。"
NO_PROJECT_IN_GROUP = "这个群还没有项目。说「启动项目 新品发布会」就可以开始。"
NOT_TEXT = "这类消息我还读不懂,请用文字告诉我。"
APOLOGY = "这条消息我收到了,但处理时出了问题,已经记下来了。请稍后再说一遍,或告诉管理员。"
SMALL_TALK = "我在。说「帮助」看看我能做什么。"
NOT_FOR_YOU = "这张卡片是给别人的,您点了不会有变化。"
CARD_UNKNOWN = "这张卡片太旧了,已经不能用了。直接说一句也行。"
BUTTON_UNKNOWN = "这个按钮现在用不了了。直接说一句也行。"
CONFIRM_OR_CANCEL = "回「确认」或「取消」就好,也可以点卡片上的按钮。"

_EXAMPLES_PLAN = (
    "加任务:`内容撰写 7天 @李雷`,可以一次说好几项,`(在视觉初稿之后)` 表示先后",
    "引用一条消息,再说 `@群程 张三 周五`,它就成了任务",
    "改计划:`视觉初稿延到下周三`、`#3 改给王强`、`测试部署要在视觉初稿之后`;会先说影响,再让您确认",
    "试一下:`如果初稿晚两天会怎样`、`为什么测试部署从28号开始`、`王强下周三请假`",
)
_EXAMPLES_REPORT = (
    "报进展:`文案写到60%了,预计周四完成`、`登录页做完了`、`接口卡住了,等对方账号`",
    "一次说几项:`登录页做完了,接口到80%,支付预计周五`",
    "备注:`备注 登录页:等设计稿`",
)
_EXAMPLES_ASK = (
    "问:`我的任务`、`今天有哪些逾期任务`、`项目进度`、`张三在忙什么`、`甘特图`、`周报`",
    "看计划:`关键路径`、`谁下周最忙`、`里程碑`、`项目什么时候能完成`、`和基线比怎么样`",
    "说错了:`撤销`",
)


def welcome(name: str, *, is_known: bool) -> str:
    """The first words of the day in a direct chat."""
    if is_known:
        return f"{name},您好!说「我的任务」看今天要做什么;有进展直接告诉我一句就行。"
    return "您好,我是群程,帮团队管项目。怎么称呼您?回一句「我是张三」就好。"


def help_text(turn: Turn) -> str:
    """Examples to copy; in a group each begins with @."""
    lines = ["**可以这样对我说**" + ("(在群里先 @我)" if turn.chat.is_group else "")]
    if turn.chat.is_group and turn.project is None:
        lines.append("- 开始:`启动项目 新品线上发布会`")
    lines += [f"- {example}" for example in (*_EXAMPLES_PLAN, *_EXAMPLES_REPORT, *_EXAMPLES_ASK)]
    if turn.base_url:
        lines.append(f"\n网页:{turn.base_url}(把登录页上的六位数字发给我就能登录)")
    return "\n".join(lines)


def not_understood(unread: str) -> str:
    """What was heard, and what would have worked."""
    shown = unread if len(unread) <= 30 else unread[:29] + "…"
    heard = f"没太明白「{shown}」。" if shown else "没太明白。"
    return f"{heard}可以说「登录页做到80%」「我的任务」,或者「帮助」看更多例子。"


def is_meant(statement: Statement) -> str:
    """The question about a sentence that may be mere talk."""
    match statement:
        case CreateTasks():
            titles = "」「".join(draft.title for draft in statement.drafts)
            return f"要我把「{titles}」记成任务吗?"
        case ReportProgress():
            about = f"「{statement.task.phrase}」的" if statement.task.phrase else ""
            return f"要我把这句话记成{about}进展吗?"
        case _:
            return "这句话是要我改计划吗?"


def left_unread(unread: str) -> str:
    """Part of a message was understood, this was not."""
    return f"这一句我没看懂:「{unread if len(unread) <= 60 else unread[:59] + '…'}」,单独再说一遍好吗?"
