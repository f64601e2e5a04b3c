"""What is refused in the chat, as a colleague would say it."""

import msgspec

from quncheng.engine.errors import DependencyCycle
from quncheng.features.activity.wording import FIELDS
from quncheng.kit.errors import QunchengError
from quncheng.language.refusals import explain

_UNDO = {
    "too_old": "那是一天以前的事了,撤不回来;直接说要改成什么就行。",
    "changed": "后来又有人改过{field},为了不弄丢别人的改动,没有撤销。直接说要改成什么就行。",
    "not_yours_now": "这一步现在归别人管了,您撤不回来;请项目经理或现在的负责人来改。",
    "undone": "刚才已经撤销过了。",
}
_LINK = {
    "cycle": "这样它们就互相等着对方了,先后关系没有加上。",
    "exists": "它们已经有这个先后关系了。",
}
_HERE = {
    "projects.only_for_manager": "这一步要由项目经理来定,请项目经理在这里说一声就好。",
    "tasks.not_yours": "#{number} 由别人负责,进展请负责人来说;要补充可以说「备注 #{number}:…」。",
}
"""What reads differently in a chat from a screen."""


def say(refusal: QunchengError) -> str:
    """One short sentence with what is known about it."""
    facts = dict(refusal.facts)
    if "field" in facts:
        facts["field"] = FIELDS.get(str(facts["field"]), str(facts["field"]))
    if refusal.code == "undo.impossible" and str(facts.get("reason")) in _UNDO:
        field = f"「{facts['field']}」" if "field" in facts else ""
        return _UNDO[str(facts["reason"])].format(field=field)
    if refusal.code == "tasks.dependency_invalid" and str(facts.get("reason")) in _LINK:
        return _LINK[str(facts["reason"])]
    if refusal.code == DependencyCycle.code:
        titles = msgspec.convert(facts["titles"], tuple[str, ...])
        return f"这样就互相等着了:{' → '.join((*titles, titles[0]))}。计划没有改。"
    if refusal.code in _HERE:
        return _HERE[refusal.code].format_map(facts)
    return explain(refusal.code, facts)
