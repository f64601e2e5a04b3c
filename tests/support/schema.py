"""How a test database gets its tables: exactly as a real one does."""

import importlib
import importlib.util
from collections.abc import Callable


def _find_upgrade() -> Callable[[str], None]:
    if importlib.util.find_spec("quncheng.runtime.migrate") is None:
        return lambda _: None
    upgrade: Callable[[str], None] = importlib.import_module("quncheng.runtime.migrate").upgrade
    return upgrade


upgrade = _find_upgrade()
