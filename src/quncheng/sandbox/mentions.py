"""Finds who is meant by the ``@名称`` in a text: the platform itself hands over nothing but the text."""

import re
from collections.abc import Mapping

USER_TAG = re.compile(r"<@([^<>\s]+)>")


def find_mentions(text: str, names: Mapping[str, str]) -> tuple[str, ...]:
    """Ids by name, each once, in the order of the text. The longest name wins; names may hold spaces."""
    by_length = sorted(names, key=len, reverse=True)
    found: dict[str, None] = {}
    start = text.find("@")
    while start >= 0:
        name = next((one for one in by_length if text.startswith(one, start + 1)), None)
        if name is not None:
            found[names[name]] = None
        start = text.find("@", start + 1)
    return tuple(found)


def find_bot_mentions(text: str, names: Mapping[str, str]) -> tuple[str, ...]:
    """As above, but a bot is called only when its name ends there: ``@群程启动`` calls nobody."""
    calls = {
        name: bot_id for name, bot_id in names.items() if re.search(rf"@{re.escape(name)}(?![^\W_])", text) is not None
    }
    return find_mentions(text, calls)


def tagged_userids(text: str) -> tuple[str, ...]:
    """The userids in ``<@userid>``, as robots and apps write them."""
    return tuple(dict.fromkeys(USER_TAG.findall(text)))
