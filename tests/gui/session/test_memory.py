"""What the window's process gives back to the system after its threads have sent."""

import os
import subprocess
import sys

import pytest

from lab.tools import ROOT

# Sixteen threads that live on, each of which had four slices at a time after one block that was larger than those. One
# after the other, and when all have begun: else what one begins with lies above a slice of another, and holds it there.
_SENDING = """
import threading

import psutil

from uploader_gui.gui.app import give_memory_back

give_memory_back()
turn, all_are_here, end = threading.Lock(), threading.Barrier(17), threading.Event()

def send():
    all_are_here.wait()
    with turn:
        bytes(8 << 20)
        slices = [bytes(b"x" * (1 << 20)) for _ in range(4)]
        del slices
    all_are_here.wait()
    end.wait()

before = psutil.Process().memory_info().rss
for _ in range(16):
    threading.Thread(target=send).start()
all_are_here.wait()
all_are_here.wait()
print(psutil.Process().memory_info().rss - before)
end.set()
"""


@pytest.mark.case("W18")
@pytest.mark.skipif("CS_GNU_LIBC_VERSION" not in os.confstr_names, reason="another malloc than glibc's")
def test_what_threads_have_freed_goes_back_to_the_system_while_they_live() -> None:
    ran = subprocess.run(
        [sys.executable, "-c", _SENDING], cwd=ROOT, capture_output=True, text=True, check=True, timeout=60
    )
    assert int(ran.stdout) < 8_000_000
