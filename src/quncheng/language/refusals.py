"""What a refusal is called in words: one short, kind sentence for every error code, Chinese first."""

from collections.abc import Mapping

SENTENCES: dict[str, tuple[str, str]] = {
    "internal": ("服务出了点问题,已记录。请稍后再试。", "Something went wrong on our side. Please try again."),
    "database.unavailable": ("服务暂时连不上数据,请稍后再试。", "The data cannot be reached right now."),
    "database.value_refused": ("有一项内容无法保存,请检查后再试。", "One of the values cannot be stored."),
    "database.already_exists": ("这一项已经存在。", "This exists already."),
    "http.malformed": ("请求的格式不对。", "The request is malformed."),
    "http.unknown_path": ("没有这个地址。", "There is nothing at this address."),
    "http.method_not_allowed": ("这个地址不支持这种操作。", "This address does not support the method."),
    "http.too_large": ("内容太大了,请分几次提交。", "The request is too large."),
    "http.unsupported_media_type": ("请用 JSON 提交。", "Please send JSON."),
    "http.too_many_requests": (
        "操作太频繁了,请稍等 {seconds} 秒再试。",
        "Too many requests; try again in {seconds} s.",
    ),
    "http.foreign_page": ("为了安全,请在群程自己的页面里操作。", "For safety this only works from our own page."),
    "http.value_refused": ("“{field}”不对,请检查。", "{field} is not valid."),
    "idempotency.key_reused": ("这个请求编号已经用过了。", "This Idempotency-Key was used for another request."),
    "bindings.robot_address_invalid": (
        "这不是群机器人的 Webhook 地址,应以 https://{platform}/cgi-bin/webhook/send?key= 开头。",
        "This is not a group robot's webhook address on {platform}.",
    ),
    "jobs.not_found": ("没有这个任务记录。", "There is no such job."),
    "conversation.no_such_task": (
        "没找到「{phrase}」这项任务。说任务的编号或完整名称试试,或者先看「我的任务」。",
        "There is no task called {phrase}.",
    ),
    "conversation.nothing_of_yours": (
        "您手上没有进行中的任务,不确定说的是哪一项。带上任务的编号或名称再说一遍就好。",
        "You have no open task; please name the one you mean.",
    ),
    "conversation.not_in_list": (
        "我最近没有列出第 {position} 项。先说「我的任务」或「计划」,或者直接说任务的编号。",
        "The last list has no number {position}.",
    ),
    "conversation.nothing_to_decide": ("现在没有等您处理的变更申请。", "No request waits for you."),
    "conversation.several_to_decide": (
        "有几个申请在等您:{numbers}。请点卡片,或者带上编号,比如「同意 #2」。",
        "Several requests wait for you: {numbers}.",
    ),
    "conflict.changed_meanwhile": ("别人刚改过同一处,请看看再决定。", "Somebody else has just changed the same thing."),
    "people.deactivated": (
        "您的账号已停用。如果不对,请联系管理员恢复。",
        "Your account has been deactivated; an administrator can restore it.",
    ),
    "people.not_signed_in": ("请先登录。", "Please sign in."),
    "people.member_not_found": ("没有找到这位成员。", "There is no such member."),
    "people.name_taken": ("已经有人叫“{name}”了,请换一个名字以便区分。", "Somebody is called {name} already."),
    "people.name_invalid": ("名字要有 1 到 {longest} 个字。", "A name has 1 to {longest} characters."),
    "people.only_for_members": ("访客不能新建项目。", "Guests do not start projects."),
    "people.only_in_demonstration": ("只有演示环境可以直接选人登录。", "This works in the demonstration only."),
    "people.last_administrator": ("至少要留一位管理员。", "There has to be at least one administrator."),
    "people.only_for_administrators": ("只有管理员可以这样做。", "Only an administrator may do this."),
    "people.sign_in_code_unknown": ("登录码不对或已过期,请刷新登录页。", "The code is wrong or has expired."),
    "people.too_many_codes": ("现在登录的人太多,请稍后再试。", "Too many people are signing in; please wait."),
    "projects.not_found": ("没有找到这个项目。", "There is no such project."),
    "projects.column_not_found": ("没有找到这一列。", "There is no such column."),
    "projects.only_for_manager": (
        "计划由项目经理修改,您可以提出变更申请。",
        "Only the project manager changes the plan.",
    ),
    "projects.read_only": ("您在这个项目里只能查看。", "You may only read in this project."),
    "projects.archived": ("项目已归档,恢复后才能修改。", "The project is archived."),
    "projects.invalid": ("“{field}”填得不对,请检查。", "{field} is not valid."),
    "projects.last_manager": ("项目至少要有一位项目经理。", "A project needs a manager."),
    "projects.column_in_use": ("请选另一列来放这一列的任务。", "Choose another column for its tasks."),
    "tasks.not_found": ("没有找到这个任务。", "There is no such task."),
    "tasks.invalid": ("“{field}”填得不对,请检查。", "{field} is not valid."),
    "tasks.not_yours": ("只有负责人和协作人能汇报这个任务。", "Only those who do the task report on it."),
    "tasks.parent_invalid": ("不能放到这个任务下面。", "The task cannot be placed there."),
    "tasks.dependency_invalid": ("这两个任务不能这样关联。", "These tasks cannot be linked like this."),
    "tasks.dependency_not_found": ("没有找到这条先后关系。", "There is no such link."),
    "tasks.comment_not_found": ("没有找到这条评论。", "There is no such comment."),
    "tasks.checklist_item_not_found": ("没有找到这条检查项。", "There is no such checklist item."),
    "undo.nothing": ("没有可以撤销的操作。", "There is nothing to undo."),
    "undo.impossible": ("之后又有改动,或已超过一天,不能撤销了。", "It was changed since, or is older than a day."),
    "undo.final": (
        "发出去的消息和换掉的密钥收不回来。要更正请再发一条,或重新设置。",
        "What was sent, or a secret that was replaced, cannot be taken back.",
    ),
    "calendar.date_out_of_range": ("日期超出了范围。", "The date is out of range."),
    "calendar.invalid": ("“{field}”填得不对,请检查。", "{field} is not valid."),
    "calendar.not_found": ("没有找到这条日历安排。", "There is no such calendar entry."),
    "plans.span_invalid": ("起止日期不对,一次最多看 {most} 天。", "At most {most} days at once, the first one first."),
    "calendar.only_for_planners": (
        "日历会移动计划,请项目经理或管理员来改。",
        "A calendar moves plans; a project manager or an administrator changes it.",
    ),
    "exchange.file_broken": (
        "这个文件读不了,什么都没有导入:第 {line} 行第 {column} 个字符处有错({detail})。",
        "The file cannot be read; nothing was imported. Line {line}, column {column}: {detail}.",
    ),
    "exchange.file_empty": ("文件里没有找到任务。", "There is no task in the file."),
    "exchange.file_encoding_unknown": (
        "第 {line} 行的文字编码认不出来。请另存为 UTF-8 或 GB18030 再试。",
        "The text of line {line} is in no encoding we know; please save it as UTF-8.",
    ),
    "exchange.file_kind_unknown": (
        "认不出这是什么文件。可以导入 Project 的 XML、Excel 和 CSV。",
        "This is no file we can read. Project XML, Excel and CSV can be imported.",
    ),
    "exchange.file_locked": ("文件有密码,请去掉密码再导入。", "The file has a password; please take it off first."),
    "exchange.file_too_large": (
        "文件太大了,最多 {megabytes} MB(按解压后算)。请分成几个文件再导入。",
        "The file is too large: at most {megabytes} MB, unpacked.",
    ),
    "exchange.file_unsafe": (
        "为了安全,没有打开这个文件:第 {line} 行有计划文件里不该有的内容({detail})。",
        "For safety the file was not opened. Line {line}: {detail}.",
    ),
    "exchange.import_applied": ("这个文件已经导入过了。", "This file has been imported already."),
    "exchange.import_not_found": (
        "没有找到这个文件,可能已过一天。请再传一次。",
        "There is no such upload; after a day please send the file again.",
    ),
    "exchange.import_unclear": (
        "还不知道哪一列是任务名称,请先选好。",
        "Please say first which column holds the titles.",
    ),
    "exchange.plan_circular": (
        "文件里的任务绕成了一圈,没法排期:{path}。请在文件里去掉其中一个先后关系。",
        "Tasks of the file wait for each other in a circle: {path}. Please take one of the links out of the file.",
    ),
    "exchange.too_many_rows": (
        "任务太多了,一次最多导入 {limit} 行。请分成几个文件。",
        "At most {limit} rows are imported at once.",
    ),
    "plan.dependency_cycle": ("任务之间绕成了一圈,请检查先后关系。", "The tasks depend on each other in a circle."),
    "plan.duplicate_dependency": ("这两个任务已经有先后关系了。", "These tasks are linked already."),
    "plan.invalid_duration": ("工期不对,请检查。", "The duration is not valid."),
    "plan.missing_moment": ("还缺一个日期。", "A date is missing."),
    "plan.summary_link": (
        "摘要任务不能和自己的子任务相连,也不能由别的任务决定它的完成时间。",
        "A summary cannot be linked to its own subtasks, and no link can hold its finish.",
    ),
    "plan.unknown_task": ("计划里没有这个任务。", "The plan has no such task."),
    "plans.change_empty": ("现在就是这样,不用改。", "It is like that already."),
    "plans.invalid": ("“{field}”填得不对,请检查。", "{field} is not valid."),
    "plans.no_project": (
        "还没有项目。在群里 @我 说「启动项目 新品发布会」就可以开始。",
        "There is no project yet.",
    ),
    "plans.request_decided": ("这个变更申请已经有结果了。", "This request has been decided already."),
    "plans.request_not_found": ("没有找到这个变更申请。", "There is no such change request."),
    "progress.empty": ("还没有说进展是什么。", "The report says nothing."),
    "progress.not_found": ("没有找到这条进展。", "There is no such report."),
    "progress.out_of_range": ("完成度要在 0 到 100 之间。", "Progress lies between 0 and 100."),
    "progress.done_in_future": ("完成日期不能在将来。", "It cannot be done in the future."),
    "progress.task_cancelled": ("任务已取消,不需要再汇报。", "The task is cancelled."),
    "secrets.unreadable": ("保存的密钥打不开,请检查 QUNCHENG_SECRET_KEY。", "A stored secret cannot be opened."),
    "database.migration_failed": ("数据库升级没有成功,什么都没有改动。{reason}", "The database could not be upgraded."),
    "reports.invalid": ("这一段最多写 {longest} 个字。", "A section has at most {longest} characters."),
    "reports.nobody_to_send_to": (
        "还没有可以发的人。说「把陈总加为只读成员」,或者「把周报发给陈总」。",
        "There is nobody to send it to.",
    ),
    "reports.not_found": ("没有找到这份周报。", "There is no such weekly report."),
    "reports.sent_already": ("这份周报已经发出去了,发出的内容不再改动。", "This report has been sent already."),
    "baselines.not_found": ("没有找到这条基线。", "There is no such baseline."),
    "baselines.invalid": (
        "这条基线存不了:要有名称;要过去某一天的计划,那天的计划里得已经有日期。",
        "This baseline cannot be kept: it needs a name, and for a past day a plan that had dates on it.",
    ),
    "baselines.too_many": (
        "基线太多了(最多 {most} 条),请先归档几条。",
        "There are too many baselines (at most {most}).",
    ),
    "bindings.bound_elsewhere": ("这个群已经绑定了别的项目。", "The group belongs to another project."),
    "bindings.card_not_found": ("这张卡片已经失效。", "This card is not valid any more."),
}


LENGTH = ("“{field}”要写 1 到 {longest} 个字。", "{field} has 1 to {longest} characters.")
"""For a text that is empty or too long, whatever it belongs to."""


class _Facts(dict[str, object]):
    def __missing__(self, name: str) -> str:
        return ""


def explain(code: str, facts: Mapping[str, object], *, language: str = "zh") -> str:
    """The sentence for a code, with its facts filled in; the general one for a code it does not know."""
    has_length = code.endswith(".invalid") and {"field", "longest"} <= facts.keys()
    chinese, english = LENGTH if has_length else SENTENCES.get(code, SENTENCES["internal"])
    return (english if language == "en" else chinese).format_map(_Facts(facts))
