"""How the weekly report reads: numbers first, then names, then people's own words."""

from datetime import date

from quncheng.features.bindings import service as bindings
from quncheng.features.plans.types import ChangeRequest
from quncheng.features.projects.types import Project
from quncheng.features.reports.types import GroupProgress, ReportFacts, ReportLine, ReportStatus, Week, WeeklyReport
from quncheng.language.card import ButtonStyle, Card, CardButton, CardField
from quncheng.runtime.db import Session

KIND = "reports.weekly"
SEND, SEND_GROUP, SHOW = "reports.send", "reports.send_group", "reports.show"
ACTIONS = frozenset({SEND, SEND_GROUP, SHOW})
MARKDOWN_BYTES = 20_000


def title_of(project: Project, week: Week) -> str:
    return f"{project.name} 周报 {week.first.month}/{week.first.day}–{week.last.month}/{week.last.day}"


def summary_of(facts: ReportFacts) -> str:
    """The first words of the report, from the numbers."""
    sentences = [f"整体完成 {facts.percent_complete}%,{facts.total} 项中已完成 {facts.done} 项。"]
    if facts.done_this_week:
        sentences.append(f"本周完成 {len(facts.done_this_week)} 项。")
    if facts.late:
        sentences.append(f"逾期 {len(facts.late)} 项,需要关注。")
    planned, expected = facts.planned_finish, facts.forecast_finish
    if planned is not None and expected is not None and expected > planned:
        sentences.append(f"计划 {say_date(planned)} 完成,按大家的预计是 {say_date(expected)}。")
    elif planned is not None:
        is_calm = not facts.late and not facts.blocked
        sentences.append(f"计划 {say_date(planned)} 完成,{'目前没有推迟' if is_calm else '还没有人说要推迟'}。")
    return "".join(sentences)


def risks_of(facts: ReportFacts) -> str:
    return "\n".join(f"- {risk}" for risk in facts.risks)


def next_of(facts: ReportFacts) -> str:
    return "\n".join(
        f"- #{line.number} {line.title}({line.assignee_name or '待定'},{say_date(line.due_date)})"
        for line in facts.next_week[:12]
    )


def say_date(day: date | None) -> str:
    return "未定" if day is None else f"{day.month}/{day.day}"


def say_change(request: ChangeRequest) -> str:
    """An approved change in one line."""
    moved = request.impact.moved
    if not moved:
        return ""
    first = next((one for one in moved if one.task_id == request.task_id), moved[0])
    return f"#{first.number} {first.title}:{say_date(first.old_finish)} → {say_date(first.new_finish)}"


def to_markdown(report: WeeklyReport) -> str:
    """The whole report for the chat; long lists are cut with a count, never in the middle of a line."""
    facts = report.facts
    parts = [
        f"## {report.title}",
        f"**完成度 {facts.percent_complete}%** ・ 已完成 {facts.done}/{facts.total} ・ 逾期 {len(facts.late)}"
        f" ・ 受阻 {len(facts.blocked)}",
        f"计划完成 {say_date(facts.planned_finish)} ・ 预计完成 {say_date(facts.forecast_finish)}",
        report.summary,
        _section("本周完成", [_line(line) for line in facts.done_this_week]),
        _section("逾期", [f"{_line(line)} 逾期 {line.days_late} 天" for line in facts.late]),
        _section("受阻", [f"{_line(line)}{':' + line.reason if line.reason else ''}" for line in facts.blocked]),
        f"### 风险\n{report.risks}" if report.risks.strip() else "",
        f"### 下周\n{report.next}" if report.next.strip() else "",
        _section("按里程碑", [_group(group) for group in facts.by_milestone]),
        _section("按负责人", [_group(group) for group in facts.by_owner]),
        _section("计划变更", list(facts.approved_changes)),
    ]
    text = "\n\n".join(part for part in parts if part)
    return text.encode()[:MARKDOWN_BYTES].decode(errors="ignore")


def report_card(session: Session, report: WeeklyReport, *, manager_id: str, reader_names: tuple[str, ...]) -> Card:
    """The manager's card: read, then send with one tap."""
    card_id = bindings.keep_card(
        session, kind=KIND, payload={"report_id": report.id}, project_id=report.project_id, audience_id=manager_id
    )
    return open_card(card_id, report, reader_names)


def sent_card(card_id: str, report: WeeklyReport, names: tuple[str, ...], *, to_group: bool) -> Card:
    receivers = "、".join((*names, *(["群里"] if to_group else [])))
    return Card(card_id=card_id, title="周报已发送", subtitle=report.title[:30], body=f"发给:{receivers}")


def open_card(card_id: str, report: WeeklyReport, reader_names: tuple[str, ...]) -> Card:
    """The card while the report is a draft."""
    facts = report.facts
    to = f"发给{'、'.join(reader_names)}"[:10] if reader_names else ""
    buttons = [CardButton("看全文", SHOW), CardButton("发到群里", SEND_GROUP)]
    if to:
        buttons.insert(0, CardButton(to, SEND, ButtonStyle.PRIMARY))
    return Card(
        card_id=card_id,
        title="本周周报已备好",
        subtitle=report.title,
        body=report.summary,
        fields=(
            CardField("完成度", f"{facts.percent_complete}%({facts.done}/{facts.total})"),
            CardField("本周完成", f"{len(facts.done_this_week)} 项"),
            CardField("逾期", f"{len(facts.late)} 项"),
            CardField("受阻", f"{len(facts.blocked)} 项"),
            CardField("计划完成", say_date(facts.planned_finish)),
            CardField("预计完成", say_date(facts.forecast_finish)),
        ),
        buttons=tuple(buttons) if report.status is ReportStatus.DRAFT else (),
    )


def _section(heading: str, lines: list[str]) -> str:
    if not lines:
        return ""
    shown = lines[:12]
    more = [f"…还有 {len(lines) - len(shown)} 项"] if len(lines) > len(shown) else []
    return "\n".join([f"### {heading}", *(f"- {line}" for line in [*shown, *more])])


def _line(line: ReportLine) -> str:
    owner = f" @{line.assignee_name}" if line.assignee_name else ""
    return f"#{line.number} {line.title}{owner} {line.percent_complete}%"


def _group(group: GroupProgress) -> str:
    due = f",{say_date(group.due_date)} 到期" if group.due_date is not None else ""
    late = f",逾期 {group.late}" if group.late else ""
    return f"{group.name}:{group.percent_complete}%({group.done}/{group.total}{late}{due})"
