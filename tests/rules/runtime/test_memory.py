"""What glibc is told about memory, seen in a process of its own: it cannot be taken back."""

import os
import platform
import subprocess
import sys

import pytest

COUNT_HEAPS = """
import ctypes, sys, threading
from quncheng.runtime.memory import keep_little

keep_little()
libc = ctypes.CDLL(None)
libc.malloc.restype = libc.fopen.restype = ctypes.c_void_p
everybody = threading.Barrier(4)

def ask():
    everybody.wait()
    libc.malloc(ctypes.c_size_t(1000))
    everybody.wait()

threads = [threading.Thread(target=ask) for _ in range(4)]
[one.start() for one in threads]
[one.join() for one in threads]
out = ctypes.c_void_p(libc.fopen(b"/dev/stdout", b"w"))
libc.malloc_info(0, out)
libc.fclose(out)
"""


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="only glibc has heaps for threads")
@pytest.mark.parametrize(("said", "heaps"), [({}, 1), ({"MALLOC_ARENA_MAX": "3"}, 3)])
def test_threads_share_one_heap_unless_the_environment_says_otherwise(said: dict[str, str], heaps: int) -> None:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("MALLOC_")} | said
    told = subprocess.run(
        [sys.executable, "-c", COUNT_HEAPS], env=environment, capture_output=True, text=True, check=True
    )

    assert told.stdout.count("<heap nr=") == heaps
