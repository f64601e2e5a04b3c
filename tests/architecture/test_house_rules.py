"""Our own files keep the house rules."""

import pytest

from tests.architecture.boundary_rules import BOUNDARY_RULES
from tests.architecture.shape_rules import SHAPE_RULES
from tests.architecture.sources import python_sources, typescript_sources

RULES = SHAPE_RULES | BOUNDARY_RULES


@pytest.mark.parametrize("name", RULES)
def test_every_file_keeps_the_rule(name: str) -> None:
    rule = RULES[name]

    broken = [words for source in (*python_sources(), *typescript_sources()) for words in rule.violations(source)]

    assert broken == [], f"{rule.sentence}:\n" + "\n".join(broken)


def test_the_rules_read_the_product_and_the_tests() -> None:
    paths = {source.path for source in python_sources()}

    assert {"dev.py", "src/quncheng/kit/errors.py", "tests/architecture/test_house_rules.py"} <= paths
