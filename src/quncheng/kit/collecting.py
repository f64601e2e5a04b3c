"""Building something large without the garbage collector walking over it again and again."""

import gc
from collections.abc import Generator
from contextlib import contextmanager


@contextmanager
def collection_paused() -> Generator[None]:
    """For a second at most, where very many small objects are made and all are kept.

    The collector looks at everything whenever a quarter has been added; a plan of 100,000 tasks paid a third of its
    time for that. Whoever paused it first starts it again, so this may be nested and used by several threads.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()
