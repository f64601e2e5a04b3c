"""Each house rule finds what it forbids and leaves alone what it allows."""

from dataclasses import dataclass

import pytest

from tests.architecture.sources import Rule, Source
from tests.architecture.test_house_rules import RULES

STORE = "src/quncheng/features/tasks/store.py"
SERVICE = "src/quncheng/features/tasks/service.py"
COMPONENT = "clients/web/src/Board.tsx"


@dataclass(frozen=True, slots=True)
class Example:
    rule: str
    path: str
    bad: str
    good: str


EXAMPLES = [
    Example("long_file", SERVICE, "x = 1\n" * 401, "x = 1\n" * 400),
    Example("long_file", COMPONENT, "\n" * 251, "\n" * 250),
    Example("long_function", SERVICE, "def f():\n" + "    x = 1\n" * 50, "def f():\n" + "    x = 1\n" * 49),
    Example("missing_docstring", SERVICE, "x = 1\n", '"""Tasks of a project."""\n'),
    Example("missing_docstring", SERVICE, '"""Tasks"""\n', ""),
    Example("late_import", SERVICE, "def f():\n    import os\n", "import os\n"),
    Example("reexport", "src/quncheng/features/tasks/__init__.py", "from a import b\n", '"""Tasks."""\n'),
    Example("many_positional", SERVICE, "def f(a, b, c, d): ...\n", "def f(a, b, *, c, d): ...\n"),
    Example("many_positional", SERVICE, "class A:\n    def f(self, a, b, c, d): ...\n", "def g(a, b, c): ...\n"),
    Example("many_positional", SERVICE, "async def f(a, b, c, d): ...\n", "def _f(a, b, c, d): ...\n"),
    Example("many_positional", SERVICE, "def f(a, b, c, d): ...\n", "@hook\ndef f(a, b, c, d): ...\n"),
    Example("unfinished", SERVICE, "x = 1  # TODO later\n", "title = 'TODO'\n"),
    Example("silenced", SERVICE, "x = 1  # type: ignore\n", "x = 1  # the type of a task\n"),
    Example("silenced", STORE, "x = 1  # noqa\n", "x = 1  # pyright: ignore[reportArgumentType]\n"),
    Example("silenced_type", SERVICE, "x = 1  # pyright: ignore[reportArgumentType]\n", "x = 1\n"),
    Example("loose_script", COMPONENT, "const x: any = 1;\n", "const x: Any = 'a: any';\n"),
    Example("loose_script", COMPONENT, "task!.title;\n", "a !== b; // wow!.\n"),
    Example("loose_script", COMPONENT, "// @ts-ignore\n", "// ignored\n"),
    Example("any_type", SERVICE, "from typing import Any\nx: Any = 1\n", "x: object = 1\n"),
    Example(
        "foreign_door",
        SERVICE,
        "from quncheng.features.people.store import find_member\n",
        "from quncheng.features.people.service import find_member\n",
    ),
    Example("sql_elsewhere", SERVICE, "from sqlalchemy import select\n", "from quncheng.runtime.db import Session\n"),
    Example("sql_elsewhere", SERVICE, "q = 'SELECT id FROM tasks'\n", "q = 'Select one from the list'\n"),
    Example("unscoped_query", STORE, "select(tasks)\n", "session.select(tasks)\n"),
    Example("unscoped_query", STORE, "session.connection.execute(q)\n", "session.execute(q)\n"),
    Example(
        "unscoped_query",
        STORE,
        "FIND = select(tasks).where(tasks.c.id == TASK)\n",
        "FIND = select(tasks).where(tasks.c.org_id == ORG, tasks.c.id == TASK)\n",
    ),
    Example(
        "unscoped_query",
        STORE,
        "from sqlalchemy import select as pick\n",
        "def list_organization_ids(session):\n    return session.connection.execute(select(organizations))\n",
    ),
    Example("stray_commit", SERVICE, "session.commit()\n", "git.commit('message')\n"),
    Example("made_time", SERVICE, "now = datetime.now(UTC)\n", "now = session.now\n"),
    Example("made_time", SERVICE, "def f(now=time.time): ...\n", "def f(now): ...\n"),
    Example(
        "made_time",
        "src/quncheng/providers/wecom/bot.py",
        "def f():\n    return uuid4()\n",
        "def f(*, new_id=lambda: uuid4().hex): ...\n",
    ),
    Example("sleeping_test", "tests/flows/test_x.py", "time.sleep(1)\n", "await asyncio.sleep(0)\n"),
    Example(
        "told_secret", SERVICE, "log.info('bot.connected', secret=value)\n", "log.info('bot.connected', bot_id=b)\n"
    ),
    Example("told_secret", SERVICE, "log.info('a.b', x=message.text)\n", "log.info('a.b', size=len(message.text))\n"),
    Example("told_secret", SERVICE, "log.warning(f'no {name}')\n", "log.warning('task.missing', task_id=task_id)\n"),
    Example("gate", SERVICE, "if is_premium(org): ...\n", "if is_late(task): ...\n"),
    Example("gate", COMPONENT, "<p>专业版</p>\n", "<p>企业</p>\n"),
]


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.rule)
def test_a_rule_tells_bad_from_good(example: Example) -> None:
    rule: Rule = RULES[example.rule]

    assert len(rule.violations(Source(example.path, example.bad))) >= 1
    assert rule.violations(Source(example.path, example.good)) == []


def test_every_rule_is_shown_to_fail() -> None:
    assert {example.rule for example in EXAMPLES} == set(RULES)


def test_a_violation_names_the_place() -> None:
    source = Source(SERVICE, '"""Tasks."""\n\nnow = datetime.now(UTC)\n')

    assert RULES["made_time"].violations(source) == [
        f"{SERVICE}:3 datetime.now: time, ids and chance come in as arguments"
    ]
