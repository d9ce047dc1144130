"""What tests hold against a bound."""

import signal
import subprocess
import sys
import time

import pytest

from lab.stopwatch import Stopwatch, least
from lab.tools import ROOT

_WATCHED = """
import time
from lab.stopwatch import Stopwatch
with Stopwatch() as watch:
    began_s = time.monotonic()
    print("began", flush=True)
    input()
    print(watch.elapsed_s, time.monotonic() - began_s)
"""


def test_the_least_of_a_few_tries_is_taken_and_one_that_keeps_to_the_bound_is_the_last() -> None:
    seen = iter([3.0, 2.0, 0.5, 0.1])
    assert least(lambda: next(seen), 1.0) == 0.5
    seen = iter([3.0, 2.0, 4.0, 0.1])
    assert least(lambda: next(seen), 1.0, tries=3) == 2.0


def test_a_wait_counts() -> None:
    with Stopwatch() as watch:
        latest_s = time.monotonic() + 30
        while watch.elapsed_s < 0.1:  # it may stand still meanwhile: that is not counted
            assert time.monotonic() < latest_s
            time.sleep(0.05)


@pytest.mark.skipif(not hasattr(signal, "SIGSTOP"), reason="this system stops no process")
def test_time_in_which_the_machine_stood_still_does_not_count() -> None:
    with subprocess.Popen(
        [sys.executable, "-c", _WATCHED],
        cwd=ROOT / "tests",
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "began\n"
        process.send_signal(signal.SIGSTOP)
        time.sleep(1.0)
        process.send_signal(signal.SIGCONT)
        watched_s, passed_s = map(float, process.communicate("go on\n", timeout=60)[0].split())
    assert passed_s > 0.9
    assert watched_s < passed_s - 0.8
