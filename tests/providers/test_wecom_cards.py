"""Our card as WeCom's: nothing the platform would refuse, and nothing lost that has a place."""

import re

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from quncheng.language.card import ButtonStyle, Card, CardButton, CardChoice, CardField, CardOption
from quncheng.providers.wecom.bodies import TemplateCard
from quncheng.providers.wecom.cards import render_markdown, to_changed_card, to_robot_card, to_template_card
from quncheng.providers.wecom.text import shorten, shorten_bytes, split_bytes, width

LINK = "https://pm.example/t/42"


def on_the_wire(card: TemplateCard | None) -> object:
    return msgspec.json.decode(msgspec.json.encode(card))


def options(count: int) -> tuple[CardOption, ...]:
    return tuple(CardOption(f"o{number}", f"选项{number}") for number in range(count))


def test_a_card_with_buttons_says_everything_in_its_place() -> None:
    card = Card(
        "plan-7@2",
        "新品线上发布会",
        subtitle="3 项任务,12月4日完成",
        body="王强在韩梅梅之后开始",
        quote="视觉初稿 5天",
        fields=(CardField("负责人", "李雷"), CardField("任务", "#1", url=LINK)),
        buttons=(
            CardButton("确认", "plans.confirm", ButtonStyle.PRIMARY),
            CardButton("修改", "plans.edit"),
            CardButton("取消", "plans.cancel", ButtonStyle.DANGER),
        ),
        choice=CardChoice("start", "开始日期", options(2), selected_id="o1"),
        link=LINK,
    )
    assert on_the_wire(to_template_card(card)) == {
        "card_type": "button_interaction",
        "main_title": {"title": "新品线上发布会", "desc": "3 项任务,12月4日完成"},
        "task_id": "plan-7@2",
        "source": {"desc": "群程"},
        "quote_area": {"quote_text": "视觉初稿 5天"},
        "sub_title_text": "王强在韩梅梅之后开始",
        "horizontal_content_list": [
            {"keyname": "负责人", "value": "李雷"},
            {"keyname": "任务", "value": "#1", "type": 1, "url": LINK},
        ],
        "card_action": {"type": 1, "url": LINK},
        "button_list": [
            {"text": "确认", "key": "plans.confirm", "style": 1},
            {"text": "修改", "key": "plans.edit", "style": 2},
            {"text": "取消", "key": "plans.cancel", "style": 3},
        ],
        "button_selection": {
            "question_key": "start",
            "title": "开始日期",
            "option_list": [{"id": "o0", "text": "选项0"}, {"id": "o1", "text": "选项1"}],
            "selected_id": "o1",
        },
    }


def test_a_bare_choice_is_a_selection_card() -> None:
    card = Card("c1", "哪一个王强?", choice=CardChoice("who", "人", options(2)))
    assert on_the_wire(to_template_card(card)) == {
        "card_type": "multiple_interaction",
        "main_title": {"title": "哪一个王强?"},
        "task_id": "c1",
        "source": {"desc": "群程"},
        "select_list": [
            {
                "question_key": "who",
                "title": "人",
                "option_list": [{"id": "o0", "text": "选项0"}, {"id": "o1", "text": "选项1"}],
            }
        ],
        "submit_button": {"text": "提交", "key": "submit"},
    }


def test_a_choice_with_text_around_it_keeps_the_text() -> None:
    card = to_template_card(Card("c1", "指派", body="第一句", choice=CardChoice("who", "人", options(3))))
    assert card is not None
    assert (card.card_type, card.sub_title_text) == ("button_interaction", "第一句")
    assert [(button.text, button.key) for button in card.button_list] == [("提交", "submit")]
    assert card.button_selection is not None
    assert len(card.button_selection.option_list) == 3


def test_a_choice_of_more_than_ten_becomes_a_vote() -> None:
    card = to_template_card(Card("c1", "负责人?", choice=CardChoice("who", "人", options(25), selected_id="o24")))
    assert card is not None
    assert card.card_type == "vote_interaction"
    assert card.checkbox is not None
    assert [option.id for option in card.checkbox.option_list] == [f"o{number}" for number in range(19)] + ["o24"]
    assert [option.id for option in card.checkbox.option_list if option.is_checked] == ["o24"]


def test_a_long_choice_beside_buttons_keeps_the_selected_one() -> None:
    choice = CardChoice("who", "人", options(12), selected_id="o11")
    card = to_template_card(Card("c1", "指派", buttons=(CardButton("好", "ok"),), choice=choice))
    assert card is not None
    assert card.button_selection is not None
    assert [option.id for option in card.button_selection.option_list] == [f"o{number}" for number in range(9)] + [
        "o11"
    ]


def test_information_with_a_link_is_a_notice() -> None:
    assert on_the_wire(to_template_card(Card("c1", "任务已更新", body="完成度 60%", link=LINK))) == {
        "card_type": "text_notice",
        "main_title": {"title": "任务已更新"},
        "task_id": "c1",
        "source": {"desc": "群程"},
        "sub_title_text": "完成度 60%",
        "card_action": {"type": 1, "url": LINK},
    }


def test_information_without_a_link_or_too_long_is_markdown() -> None:
    assert to_template_card(Card("c1", "任务已更新", body="完成度 60%")) is None
    assert to_template_card(Card("c1", "项目周报", body="很长" * 57, link=LINK)) is None
    assert to_template_card(Card("c1", "项目周报", body="很长" * 56, link=LINK)) is not None


def test_a_changed_card_without_buttons_gets_one_that_asks_for_nothing() -> None:
    card = to_changed_card(Card("c1", "已确认", body="计划已生效"))
    assert card.card_type == "button_interaction"
    assert [(button.text, button.key) for button in card.button_list] == [("已处理", "settled")]
    assert (card.task_id, card.sub_title_text) == ("c1", "计划已生效")


def test_a_changed_card_with_a_link_is_a_notice_however_long() -> None:
    card = to_changed_card(Card("c1", "已确认", body="很长" * 100, link=LINK))
    assert (card.card_type, width(card.sub_title_text)) == ("text_notice", 112)


def test_what_is_shortened_is_repeated_below() -> None:
    title = "一" * 30
    card = to_template_card(
        Card(
            "c1",
            title,
            subtitle="二" * 31,
            body="正文",
            fields=(CardField("预计完成日期", "周五"), CardField("说明", "三" * 30)),
            buttons=(CardButton("同意这一个变更申请并通知所有人", "a"),),
        )
    )
    assert card is not None
    assert (card.main_title.title, card.main_title.desc) == ("一" * 25 + "…", "二" * 29 + "…")
    assert card.sub_title_text == f"{title}\n{'二' * 31}\n正文\n预计完成日期:周五\n说明:{'三' * 30}"
    assert [(item.keyname, item.value) for item in card.horizontal_content_list] == [
        ("预计完成…", "周五"),
        ("说明", "三" * 25 + "…"),
    ]
    assert card.button_list[0].text == "同意这一个变更申请…"


def test_the_seventh_field_goes_below() -> None:
    fields = tuple(CardField(f"第{number}", str(number)) for number in range(8))
    card = to_template_card(Card("c1", "负荷", fields=fields, buttons=(CardButton("好", "ok"),)))
    assert card is not None
    assert len(card.horizontal_content_list) == 6
    assert card.sub_title_text == "第6:6\n第7:7"


def test_a_robot_card_has_no_task_id_and_no_buttons() -> None:
    card = Card("c1", "周报", body="已完成 3 项", buttons=(CardButton("好", "ok"),), link=LINK)
    wire = on_the_wire(to_robot_card(card))
    assert wire == {
        "card_type": "text_notice",
        "main_title": {"title": "周报"},
        "source": {"desc": "群程"},
        "sub_title_text": "已完成 3 项",
        "card_action": {"type": 1, "url": LINK},
    }
    assert to_robot_card(Card("c1", "周报", buttons=(CardButton("好", "ok"),))) is None


def test_markdown_says_everything() -> None:
    card = Card(
        "c1",
        "项目周报",
        subtitle="11月16日–20日",
        body="进展顺利",
        quote="第一行\n第二行",
        fields=(CardField("已完成", "3 项"), CardField("逾期", "#42", url=LINK)),
        link=LINK,
    )
    assert render_markdown(card) == (
        "**项目周报**\n\n11月16日–20日\n\n> 第一行\n> 第二行\n\n进展顺利\n\n"
        f"- 已完成:3 项\n- 逾期:[#42]({LINK})\n\n[查看详情]({LINK})"
    )


texts = st.text(st.characters(codec="utf-8"), max_size=300)
choices = st.builds(
    CardChoice,
    st.text("abc", min_size=1, max_size=9),
    texts,
    st.lists(st.builds(CardOption, st.uuids().map(str), texts), min_size=1, max_size=25).map(tuple),
    st.none(),
)
cards = st.builds(
    Card,
    st.just("card-1"),
    texts,
    texts,
    texts,
    texts,
    st.lists(st.builds(CardField, texts, texts), max_size=9).map(tuple),
    st.lists(st.builds(CardButton, texts, st.uuids().map(str)), max_size=9).map(tuple),
    st.none() | choices,
    st.none() | st.just(LINK),
)


@given(cards)
def test_no_text_makes_a_card_fail_or_break_a_limit(card: Card) -> None:
    for made in (to_template_card(card), to_changed_card(card), to_robot_card(card)):
        if made is None:
            continue
        assert msgspec.json.decode(msgspec.json.encode(made), type=TemplateCard) == made
        assert made.main_title.title
        assert width(made.main_title.title) <= 26
        assert width(made.main_title.desc) <= 30
        assert width(made.sub_title_text) <= 112
        assert len(made.horizontal_content_list) <= 6
        assert len(made.button_list) <= 6
        assert all(0 < width(button.text) <= 10 for button in made.button_list)
        assert made.card_type != "text_notice" or made.card_action is not None
        assert made.card_type != "button_interaction" or made.button_list
        for select in (*made.select_list, *([made.button_selection] if made.button_selection else [])):
            assert 1 <= len(select.option_list) <= 10
        if made.checkbox is not None:
            assert 11 <= len(made.checkbox.option_list) <= 20
    assert len(render_markdown(card).encode()) <= 20480


@pytest.mark.parametrize(
    ("text", "limit", "expected"),
    [
        ("", 5, ""),
        ("负责人", 5, "负责人"),
        ("五个字刚好", 5, "五个字刚好"),
        ("六个字就不好", 5, "六个字就…"),
        ("Alice Wang", 5, "Alice Wang"),
        ("Alice Wang!", 5, "Alice Wa…"),
        ("  前后空白  ", 5, "前后空白"),
        ("一二三 四五六", 5, "一二三…"),
    ],
)
def test_shortening_counts_as_the_eye_does(text: str, limit: int, expected: str) -> None:
    assert shorten(text, limit) == expected


@pytest.mark.parametrize(
    ("text", "limit", "expected"),
    [("abc", 3, "abc"), ("abcd", 3, "…"), ("汉字汉字", 9, "汉字…"), ("汉字汉字", 10, "汉字…"), ("\ud800x", 9, "?x")],
)
def test_bytes_are_never_cut_within_a_character(text: str, limit: int, expected: str) -> None:
    assert shorten_bytes(text, limit) == expected


@given(st.text(st.characters(codec="utf-8"), max_size=200), st.integers(4, 60))
def test_split_parts_fit_and_together_say_everything(text: str, limit: int) -> None:
    parts = split_bytes(text, limit)
    assert all(0 < len(part.encode()) <= limit for part in parts)
    assert re.sub(r"\s", "", "".join(parts)) == re.sub(r"\s", "", text)


def test_splitting_prefers_the_ends_of_lines() -> None:
    assert split_bytes("第一行\n第二行\n第三行\n", 20) == ("第一行\n第二行", "第三行")
    assert split_bytes("一二三四五", 7) == ("一二", "三四", "五")
