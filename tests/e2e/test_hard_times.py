"""The program as a process when the machine sleeps, is short of memory, or starts it five times at once."""

import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from lab.files import make_file, sha256_of
from lab.lines.proxy import FaultProxy
from lab.processes.program import Program
from lab.stores.s3probe import Probe, S3Address
from lab.stores.sink import Sink
from uploader_gui.domain.plan import MIB

PART = 5 * MIB
ASLEEP_S = 5.0


@pytest.mark.case("C32")
@pytest.mark.faces("plain", "minio")
def test_program_that_slept_goes_on_by_itself(
    proxied: S3Address, bucket: Probe, proxy: FaultProxy, tmp_path: Path
) -> None:
    path = make_file(tmp_path / "film.mov", 8 * PART)
    program = Program(tmp_path / "state", proxied)
    proxy.throttle(8_000_000)
    with program.running("upload", path, "--chunk-size", str(PART), "--json") as run:
        run.wait_for(lambda line: line["event"] == "progress" and line["uploadedParts"] >= 2)
        run.signal(signal.SIGSTOP)
        proxy.cut_all()  # the router has forgotten the connections by the time of waking
        acknowledged = {entry.part_number for entry in proxy.log.entries("part") if entry.status == 200}
        time.sleep(ASLEEP_S)  # what is tested is time that passes for the clock and not for the program
        asleep = proxy.log.count()
        run.signal(signal.SIGCONT)
        proxy.throttle(None)
        ended = run.end()
    assert ended.code == 0, ended.errors
    assert bucket.sha256("film.mov") == sha256_of(path)
    sent_after = {entry.part_number for entry in proxy.log.entries()[asleep:] if entry.operation == "part"}
    # What was answered while it fell asleep may not have been read any more; but no more than that.
    assert len(sent_after & acknowledged) <= 8
    assert len(proxy.log.parts_sent()) <= 8 + 8
    assert proxy.log.count("create") == 1
    assert proxy.log.count("abort") == 0


@pytest.fixture
def sink() -> Iterator[S3Address]:
    """A store that discards, so that the memory measured is the program's and time is not wasted."""
    with Sink() as running:
        yield S3Address(running.endpoint, "key", "secret", "uploads")


@pytest.mark.case("C31")
def test_memory_does_not_grow_with_the_size_of_parts(sink: S3Address, tmp_path: Path) -> None:
    paths = []
    for number in range(4):
        path = (
            tmp_path / f"{number}.bin"
        )  # no video: the library that looks into those has a memory of its own
        with path.open("wb") as file:
            file.truncate(256 * MIB)
        paths.append(path)
    peaks = {
        size: peak_memory(Program(tmp_path / f"state-{size}", sink), "upload", *paths, "--jobs", 4, "--chunk-size", size, "--on-conflict", "overwrite")
        for size in (PART, 64 * MIB)
    }  # fmt: skip
    assert peaks[64 * MIB] - peaks[PART] < 24 * MIB


# The system's own account of a process counts what its parent had in memory before it became itself.
WITH_ITS_PEAK = """
import atexit, pathlib
def tell():
    status = pathlib.Path("/proc/self/status").read_text()
    print(status.partition("VmHWM:")[2].split()[0])
atexit.register(tell)
from uploader_gui.cli import main
main()
"""


def peak_memory(program: Program, *arguments: object) -> int:
    """Run to the end; the most bytes that it had in memory."""
    ended = subprocess.run(
        [sys.executable, "-c", WITH_ITS_PEAK, *map(str, arguments)],
        env=program.environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        check=True,
        text=True,
    )
    return int(ended.stdout.split()[-1]) * 1024


@pytest.mark.case("C71")
def test_of_five_programs_started_at_once_one_owns_the_state(
    proxied: S3Address, bucket: Probe, proxy: FaultProxy, tmp_path: Path
) -> None:
    program = Program(tmp_path / "state", proxied)
    paths = [make_file(tmp_path / f"{number}.mov", 1000, seed=number) for number in range(5)]
    runs = [program.start("upload", path, "--json") for path in paths]
    ends = [run.end() for run in runs]
    for path, ended in zip(paths, ends, strict=True):
        assert ended.code in {0, 2}, ended.errors
        assert ended.code == 0 or "uploader-gui" in ended.errors
        if ended.code == 0:
            assert bucket.sha256(path.name) == sha256_of(path)
    assert any(ended.code == 0 for ended in ends)
    taken = sum(ended.code == 0 for ended in ends)
    assert len(program.jobs()) == taken == proxy.log.count("put")
