"""Little memory, few threads: it works with less, or says so and ends."""

import subprocess
import sys
from pathlib import Path

import pytest

from e2e.command_line import CommandLine, Printed
from lab.files import make_file, sha256_of
from lab.processes import few_threads
from lab.stores.s3probe import Probe
from uploader_gui.domain.plan import MIB

pytestmark = pytest.mark.case("S03")
PART = 5 * MIB
NEEDED = 4
"""One that writes to the database, one for calls, one for parts, one for what is done beside."""
MOST_BESIDE = 3


@pytest.fixture
def program(tmp_path: Path, bucket: Probe) -> CommandLine:
    return CommandLine(tmp_path / "state", bucket.address)


def with_threads(program: CommandLine, count: int, *arguments: object) -> Printed:
    process = subprocess.Popen(
        [sys.executable, few_threads.__file__, str(count), *map(str, arguments)],
        env=program.environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    return program.end(process)


@pytest.mark.parametrize("count", range(NEEDED))
def test_too_few_threads_end_the_run_in_words(program: CommandLine, tmp_path: Path, count: int) -> None:
    file = make_file(tmp_path / "a.mov", 3 * PART)
    ended = with_threads(program, count, "upload", file, "--chunk-size", PART)
    assert ended.says(1, "no more memory or threads")
    assert "inside the program" not in ended.err
    assert program.run("upload", file, "--chunk-size", PART).code == 0


@pytest.mark.parametrize("count", [NEEDED + MOST_BESIDE - 1, NEEDED + MOST_BESIDE + 1])
def test_few_threads_are_enough(program: CommandLine, bucket: Probe, tmp_path: Path, count: int) -> None:
    files = [make_file(tmp_path / f"{number}.mov", size) for number, size in enumerate([3 * PART, 10, 10, 0])]
    ended = with_threads(program, count, "upload", *files, "--chunk-size", PART)
    assert (ended.code, ended.err) == (0, "")
    assert [bucket.sha256(file.name) for file in files] == [sha256_of(file) for file in files]


@pytest.mark.parametrize("kib", [60_000, 100_000, 200_000])
def test_little_memory_never_makes_it_hang_or_lie(
    program: CommandLine, bucket: Probe, tmp_path: Path, kib: int
) -> None:
    file = make_file(tmp_path / "a.mov", 3 * PART)
    ended = program.in_shell(f'ulimit -v {kib}; exec "$@"', "upload", file, "--chunk-size", PART)
    assert "Traceback" not in ended.err
    if ended.code == 1:
        assert "no more memory or threads" in ended.err
    elif ended.code != 0:  # then libc itself gave up, in words of its own
        assert "memory" in ended.err
    if ended.code != 0:
        assert program.run("upload", file, "--chunk-size", PART).code == 0
    assert bucket.sha256("a.mov") == sha256_of(file)
