"""What the window's process gives back to the system after its threads have sent."""

import os
import subprocess
import sys

import pytest

from lab.tools import ROOT

# Sixteen threads that live on and each had four slices at a time, after one block that was larger than those.
_SENDING = """
import threading

import psutil

from uploader_gui.gui.app import give_memory_back

give_memory_back()
done, end = threading.Barrier(17), threading.Event()

def send():
    bytes(8 << 20)
    slices = [bytes(b"x" * (1 << 20)) for _ in range(4)]
    del slices
    done.wait()
    end.wait()

before = psutil.Process().memory_info().rss
for _ in range(16):
    threading.Thread(target=send).start()
done.wait()
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
