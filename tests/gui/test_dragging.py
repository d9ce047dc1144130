"""Files dragged with the mouse from another program's window, on a display of the test's own."""

import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from gui import drag_source
from lab.desktop import NEEDED, Desktop, Place, running_desktop, until
from lab.files import make_file, sha256_of
from lab.program import Program, Running
from lab.s3probe import Probe
from uploader_gui.domain.plan import MIB

pytestmark = pytest.mark.tools(*NEEDED)


@pytest.fixture
def desktop() -> Iterator[Desktop]:
    with running_desktop() as running:
        yield running


class Source:
    """The window that files are dragged from, a process of its own; ``said`` is what it has told so far."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self.said: list[str] = []
        self._process = process
        self._reader = threading.Thread(target=self._read)
        self._reader.start()

    def end(self) -> None:
        self._process.kill()
        self._process.wait()
        self._reader.join()

    def _read(self) -> None:
        assert self._process.stdout is not None
        with self._process.stdout as lines:
            for line in lines:
                self.said.append(line.strip())


@contextmanager
def offering(file: Path, environment: dict[str, str]) -> Iterator[Source]:
    command = [sys.executable, drag_source.__file__, str(file)]
    source = Source(subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True))
    try:
        yield source
    finally:
        source.end()


def drag_in(desktop: Desktop, program: Running, source: Source) -> Place:
    """Drag what the source offers into the middle of the program's window; where that is."""
    window = desktop.window("Uploader", may_come=lambda: not program.is_over())
    target = desktop.put(window, 300, 50, 1000, 600)
    start = desktop.put(desktop.window(drag_source.TITLE), 20, 600, 200, 150)
    desktop.drag(start.centre(), target.centre(), lambda: "over CopyAction" in source.said[-1:])
    until(lambda: "ended CopyAction" in source.said, "the end of the drag")
    return target


def test_a_file_dragged_from_another_window_is_uploaded(
    desktop: Desktop, bucket: Probe, tmp_path: Path
) -> None:
    clip = make_file(tmp_path / "会议 + #1.mp4", 11 * MIB)
    program = Program(tmp_path / "home", bucket.address, **desktop.environment)
    with program.running() as running, offering(clip, program.environment) as source:
        window = drag_in(desktop, running, source)
        until(lambda: [job["status"] for job in program.jobs()] == ["COMPLETED"], "the job's end")
        desktop.press(window.number, "alt+F4")
        ended = running.end()
    assert ended.code == 0, ended.errors
    assert [job["objectKey"] for job in program.jobs()] == [clip.name]
    assert bucket.sha256(clip.name) == sha256_of(clip)


def test_a_folder_dragged_from_another_window_takes_one_key_to_accept(
    desktop: Desktop, bucket: Probe, tmp_path: Path
) -> None:
    folder = tmp_path / "day 1"
    folder.mkdir()
    clips = [make_file(folder / f"{number}.mov", MIB, seed=number) for number in range(3)]
    program = Program(tmp_path / "home", bucket.address, **desktop.environment)
    with program.running() as running, offering(folder, program.environment) as source:
        window = drag_in(desktop, running, source)
        desktop.press(desktop.window("Upload"), "Return")
        until(lambda: [job["status"] for job in program.jobs()] == ["COMPLETED"] * 3, "the jobs' end")
        desktop.press(window.number, "alt+F4")
        ended = running.end()
    assert ended.code == 0, ended.errors
    assert bucket.keys() == [f"day 1/{clip.name}" for clip in clips]
