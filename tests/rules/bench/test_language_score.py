"""The score of the reader counts what is right, what is done wrongly, and what talk sets off."""

from pathlib import Path

from bench.language_score import Score, score_file


def score_of(tmp_path: Path, *lines: str) -> Score:
    path = tmp_path / "sentences.txt"
    path.write_text("\n".join(lines), encoding="utf-8")
    return score_file(path)


def test_a_command_is_exact_or_only_worded_otherwise_or_wrong(tmp_path: Path) -> None:
    score = score_of(
        tmp_path,
        "登录页预计周五 ⇒ report_progress «登录页» forecast=11-20",
        "登录页卡住了,等图 ⇒ report_progress «登录页» state=blocked reason=等设计图",
        "登录页延期两天 ⇒ change_task «登录页» shift_workdays=3",
    )

    assert (score.commands, score.exact, score.wrong) == (3, 1, 1)
    assert (score.dated, score.dates_right) == (1, 1)
    assert [mistake.said for mistake in score.mistakes if mistake.kind == "wrong"] == ["登录页延期两天"]


def test_talk_is_executed_or_asked_about_or_left_alone(tmp_path: Path) -> None:
    score = score_of(tmp_path, "登录页做完了", "空调修好了", "大家早", "哈哈 ⇒ chatter")

    assert (score.talk, score.executed, score.asked) == (4, 1, 1)
