"""Signals: one to save what there is, two to go at once."""

import signal
import subprocess
import sys

import pytest

from lab.stopwatch import Stopwatch

READY = "ready\n"
_BEGIN = "import os, signal, time\nfrom uploader_gui.headless.runs.interrupt import Interrupt\ninterrupt = Interrupt()\n"
_WAIT = "print('ready', flush=True)\nwhile True: time.sleep(60)\n"
# It runs inside a signal handler, which may come in the middle of a print: another one is an error there.
_SAVING = "interrupt.call(lambda: os.write(1, b'saving\\n'))\n"


def started(script: str) -> "subprocess.Popen[str]":
    process = subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert process.stdout.readline() == READY
    return process


def next_line(process: "subprocess.Popen[str]") -> str:
    assert process.stdout is not None
    return process.stdout.readline()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_with_nothing_to_save_the_first_signal_ends_the_process(number: signal.Signals) -> None:
    with started(_BEGIN + _WAIT) as process:
        process.send_signal(number)
        assert process.wait(60) == 130


def test_second_signal_ends_the_process_at_once() -> None:
    with started(_BEGIN + _SAVING + _WAIT) as process:
        process.send_signal(signal.SIGINT)
        assert next_line(process) == "saving\n"
        with Stopwatch() as watch:
            process.send_signal(signal.SIGINT)
            assert process.wait(20) == 130
            assert watch.elapsed_s < 1.5


@pytest.mark.case("B01")
def test_saving_that_hangs_is_not_waited_for() -> None:
    with started(_BEGIN + _SAVING + _WAIT) as process, Stopwatch() as watch:
        process.send_signal(signal.SIGTERM)
        assert process.wait(20) == 130
        assert watch.elapsed_s < 3
