"""A file is held open while it is sent, and no longer: its drive can be ejected, and deleting it makes room."""

import gc
import threading
from pathlib import Path

import psutil
import pytest

from lab.engines.benches import OpenBench
from lab.engines.workbench import PART, Workbench, paused_after
from lab.files import make_file
from lab.lines.proxy import FaultProxy
from lab.lines.rules import error, hold
from lab.screens.desktop import until
from uploader_gui.domain.unattended.growth import Growth
from uploader_gui.source.source_file import Source
from uploader_gui.transfer.job.job_run import EngineOptions
from uploader_gui.transfer.job.upload import Upload


def is_held(path: Path) -> bool:
    return str(path) in {one.path for one in psutil.Process().open_files()}


def wait_until_let_go(path: Path) -> None:
    """What was on its way when a job was stopped still reads, for a moment."""
    until(lambda: not is_held(path), f"{path.name} is closed")


def has_upload(job_id: str) -> bool:
    gc.collect()
    return any(isinstance(one, Upload) and one.job.job_id == job_id for one in gc.get_objects())


@pytest.mark.parametrize("size", [10, 2 * PART], ids=["one PUT", "parts"])
def test_it_is_closed_when_its_upload_is_said_to_be_complete(
    bench: Workbench, tmp_path: Path, size: int
) -> None:
    path = make_file(tmp_path / "clip.mov", size)
    bench.completed(bench.upload(path).job_id)
    assert not is_held(path)


def test_a_recording_is_closed_when_its_upload_is_said_to_be_complete(
    bench: Workbench, tmp_path: Path
) -> None:
    path = make_file(tmp_path / "take.mov", 2 * PART)
    bench.completed(bench.upload(path, growth=Growth(quiet_s=0.2)).job_id)
    assert not is_held(path)


def test_it_is_open_while_it_is_sent_and_closed_when_the_upload_is_paused(
    bench: Workbench, proxy: FaultProxy, tmp_path: Path
) -> None:
    path = make_file(tmp_path / "clip.mov", 4 * PART)
    proxy.on("part", hold())
    job = bench.upload(path)
    proxy.log.wait_for("part")
    assert is_held(path)
    bench.pause(job.job_id)
    proxy.cut_all()
    wait_until_let_go(path)


def test_what_a_paused_upload_held_is_let_go_before_it_is_resumed(
    bench: Workbench, proxy: FaultProxy, tmp_path: Path
) -> None:
    job = paused_after(bench, proxy, make_file(tmp_path / "clip.mov", 4 * PART))
    proxy.cut_all()
    until(lambda: not has_upload(job.job_id), "the upload is let go")
    bench.resume(job.job_id)
    bench.completed(job.job_id)


def test_it_is_closed_when_the_upload_is_removed_or_has_failed(
    open_bench: OpenBench, proxy: FaultProxy, tmp_path: Path
) -> None:
    bench = open_bench(options=EngineOptions(retry_limit=0))
    removed, failed = make_file(tmp_path / "a.mov", 4 * PART), make_file(tmp_path / "b.mov", 4 * PART)
    job = paused_after(bench, proxy, removed)
    proxy.on("part", hold())
    bench.resume(job.job_id)
    proxy.log.wait_for("part")
    assert is_held(removed)
    bench.remove(job.job_id)
    proxy.cut_all()
    proxy.clear()
    wait_until_let_go(removed)
    proxy.on("part", error(500, "InternalError"))
    bench.failed(bench.upload(failed).job_id)
    wait_until_let_go(failed)


def test_it_is_closed_when_its_upload_is_paused_in_the_moment_of_opening(
    bench: Workbench, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened, goes_on = threading.Event(), threading.Event()

    class SlowlyOpened(Source):
        def __init__(self, path: str | Path) -> None:
            super().__init__(path)
            opened.set()
            goes_on.wait(20)

    monkeypatch.setattr("uploader_gui.transfer.job.upload.Source", SlowlyOpened)
    path = make_file(tmp_path / "clip.mov", 2 * PART)
    job = bench.upload(path)
    assert opened.wait(20)
    bench.pause(job.job_id)
    assert is_held(path)
    goes_on.set()
    wait_until_let_go(path)
