"""Reports of what was really uploaded: what they say is what the store has, and what is in the file."""

import csv
import json
import os
import signal
import stat
import subprocess
import sys
import zlib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from lab.engines.hash_lists import ascmhl
from lab.engines.workbench import PART, Workbench
from lab.files import make_file
from lab.lines.proxy import FaultProxy
from lab.lines.rules import error
from lab.stores.s3probe import Probe
from uploader_gui.domain.errors import BadSettingsError
from uploader_gui.domain.hashes import Hashes, HashKind
from uploader_gui.domain.job import Job, JobState
from uploader_gui.domain.messages import MessageCode
from uploader_gui.domain.packages.package import Package
from uploader_gui.domain.reports.report import ReportFilter
from uploader_gui.domain.reports.report_format import ReportFormat
from uploader_gui.runtime.reports.report import Report
from uploader_gui.runtime.reports.whole_file import whole_file
from uploader_gui.storage.database.database import Database
from uploader_gui.storage.settings.settings import Language

Save = Callable[..., int]


@pytest.fixture
def save(tmp_path: Path) -> Save:
    """Saves a report in the format that the name ends with; how many files it has."""

    def saved(path: Path, wanted: ReportFilter | None = None, *, engine_runs: bool = True) -> int:
        report = Report(
            wanted or ReportFilter(), ReportFormat(path.suffix[1:]), Language.ENGLISH, engine_runs=engine_runs
        )
        return report.save(Database.open(tmp_path / "state", read_only=True), path).files

    return saved


def test_each_format_tells_what_the_store_has(
    bench: Workbench, bucket: Probe, proxy: FaultProxy, tmp_path: Path, save: Save
) -> None:
    (tmp_path / "A007").mkdir()
    small = make_file(tmp_path / "A007" / '=1+1, "b".mov', 1000)
    large = make_file(tmp_path / "A007" / "会议 🎬.mov", 2 * PART + 7)
    card = Package("A007", str(small.parent))
    jobs = [job for job in bench.submit(bench.new(small, large), card) if isinstance(job, Job)]
    for job in jobs:
        bench.completed(job.job_id)
    proxy.on("put", error(403, "AccessDenied"))
    refused = bench.failed(bench.upload(make_file(tmp_path / "refused.mov", 10)).job_id)
    bench.remove(jobs[0].job_id)  # cleared from the list; what was delivered stays in the report

    assert save(tmp_path / "all.json") == 3
    told = {file["objectKey"]: file for file in json.loads((tmp_path / "all.json").read_bytes())["files"]}
    for path in (small, large):
        (key,) = (key for key in told if key.endswith(path.name))
        head = bucket.head(key)
        assert head is not None
        assert told[key]["packageName"] == "A007"
        assert (told[key]["etag"], told[key]["fileSize"]) == (head.etag, path.stat().st_size)
        assert told[key]["crc32"] == f"{zlib.crc32(path.read_bytes()):08x}"
        assert (told[key]["sourcePath"], told[key]["verifiedBy"]) == (str(path), "checksum")
        assert told[key]["activeSeconds"] > 0
        assert told[key]["bytesPerSecond"] > 0
        assert told[key]["host"]
    assert (told["refused.mov"]["status"], told["refused.mov"]["errorCode"]) == ("FAILED", "ACCESS_DENIED")

    assert save(tmp_path / "card.csv", ReportFilter(package_ids=[card.package_id])) == 2
    with (tmp_path / "card.csv").open(encoding="utf-8-sig", newline="") as file:
        lines = list(csv.DictReader(file))
    assert [line["fileName"] for line in lines] == [f"'{small.name}", large.name]
    assert [line["crc32"] for line in lines] == [
        f"0x{zlib.crc32(path.read_bytes()):08x}" for path in (small, large)
    ]

    assert save(tmp_path / "failed.html", ReportFilter(states=[JobState.FAILED])) == 1
    page = (tmp_path / "failed.html").read_text(encoding="utf-8")
    assert "refused.mov" in page
    assert large.name not in page
    assert save(tmp_path / "job.json", ReportFilter(job=refused.job_id[:8])) == 1


def test_what_a_killed_program_was_sending_counts_as_paused(
    bench: Workbench, proxy: FaultProxy, tmp_path: Path, save: Save
) -> None:
    proxy.on("part", error(503, "SlowDown"))
    job = bench.upload(make_file(tmp_path / "clip.mov", 2 * PART))
    bench.wait_for(job.job_id, JobState.UPLOADING)
    paused, uploading = ReportFilter(states=[JobState.PAUSED]), ReportFilter(states=[JobState.UPLOADING])
    assert save(tmp_path / "a.json", paused) == 0
    assert save(tmp_path / "a.json", uploading) == 1
    assert save(tmp_path / "a.json", uploading, engine_runs=False) == 0
    assert save(tmp_path / "a.json", paused, engine_runs=False) == 1
    assert json.loads((tmp_path / "a.json").read_bytes())["files"][0]["status"] == "PAUSED"


def test_a_report_takes_its_place_whole_and_as_a_file_like_any_other(tmp_path: Path, save: Save) -> None:
    (tmp_path / "there").mkdir()
    old = tmp_path / "there" / "old.csv"
    old.write_text("old")
    link = tmp_path / "there" / "link.csv"
    link.symlink_to(old)
    assert save(link) == 0
    assert link.is_symlink()
    assert old.read_bytes().startswith(b"\xef\xbb\xbfpackageId,")
    mask = os.umask(0)
    os.umask(mask)
    assert stat.S_IMODE(old.stat().st_mode) == 0o666 & ~mask
    assert sorted(path.name for path in old.parent.iterdir()) == ["link.csv", "old.csv"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs a pipe with a name")
def test_what_is_no_file_is_written_to_and_stays_what_it_is(tmp_path: Path, save: Save) -> None:
    pipe = tmp_path / "pipe.json"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    try:
        assert save(pipe) == 0
        assert json.loads(os.read(reader, 100_000))["files"] == []
    finally:
        os.close(reader)
    assert pipe.is_fifo()


def test_a_report_that_can_not_be_written_leaves_the_old_one(
    tmp_path: Path, save: Save, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(BadSettingsError) as caught:
        save(tmp_path / "no folder" / "a.csv")
    assert caught.value.messages[0].code is MessageCode.REPORT_UNWRITABLE
    old = tmp_path / "old.csv"
    old.write_text("old")
    full = OSError(28, "No space left on device")
    monkeypatch.setattr(os, "fsync", lambda _: (_ for _ in ()).throw(full))
    with pytest.raises(BadSettingsError, match="No space left"):
        save(old)
    assert old.read_text() == "old"
    assert not [path for path in tmp_path.iterdir() if path.name.endswith(".unfinished")]


def hidden(folder: Path) -> list[Path]:
    return list(folder.glob(".*.unfinished"))


def test_a_report_whose_program_is_killed_leaves_the_old_one_and_the_next_one_tidies_up(
    bench: Workbench, tmp_path: Path, save: Save
) -> None:
    old = tmp_path / "old.csv"
    old.write_text("old")
    script = (
        "import os, signal, sys\n"
        "from uploader_gui.cli import main\n"
        "os.fsync = lambda _: os.kill(os.getpid(), signal.SIGKILL)\n"  # all is written, nothing in its place
        "main(['report', '-o', sys.argv[1]])\n"
    )
    ended = subprocess.run(
        [sys.executable, "-c", script, str(old)],
        env=os.environ | {"UPLOADER_GUI_HOME": str(tmp_path / "state")},
        check=False,
    )
    assert ended.returncode == -signal.SIGKILL
    assert old.read_text() == "old"
    assert len(hidden(tmp_path)) == 1
    save(tmp_path / "another.csv")
    assert len(hidden(tmp_path)) == 1
    save(old)
    assert old.read_text() != "old"
    assert hidden(tmp_path) == []


def test_a_report_to_where_another_is_being_written_leaves_that_alone(
    bench: Workbench, tmp_path: Path, save: Save
) -> None:
    path = tmp_path / "a.csv"
    with whole_file(path) as file:
        file.write("the other")
        assert save(path) == 0
        assert path.read_text().startswith("\ufeff")
        assert len(hidden(tmp_path)) == 1
    assert path.read_text() == "the other"
    assert hidden(tmp_path) == []


@pytest.mark.skipif(sys.platform == "win32", reason="making links needs rights there")
def test_what_lies_where_a_report_is_begun_is_not_written_to(
    bench: Workbench, tmp_path: Path, save: Save
) -> None:
    path, victim = tmp_path / "a.csv", tmp_path / "victim"
    victim.write_text("kept")
    with whole_file(path):
        [planted] = hidden(tmp_path)
    planted.symlink_to(victim)
    assert save(path) == 0
    assert victim.read_text() == "kept"
    assert hidden(tmp_path) == [planted]
    planted.unlink()
    os.mkfifo(planted)
    assert save(path) == 0


def test_a_media_hash_list_verifies_the_downloaded_files(
    bench: Workbench, bucket: Probe, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    card = tmp_path / "A007"
    (card / "CLIPS").mkdir(parents=True)
    files = [make_file(card / "CLIPS" / name, size) for name, size in (("a.mov", 1000), ("b.mov", PART + 9))]
    asked: Hashes = ((HashKind.XXH64, ""),)
    new = [replace(one, expected_hashes=asked) for one in bench.new(card)]
    package = Package("A007", str(card))
    for job in bench.submit(new, package):
        assert isinstance(job, Job)
        bench.completed(job.job_id)
    database = Database.open(tmp_path / "state", read_only=True)
    copy = tmp_path / "downloads" / "here"  # another name, where only the files tell what it is
    for path in files:
        place = copy / path.relative_to(card)
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(bucket.get(f"A007/CLIPS/{path.name}"))
    wanted = ReportFilter(package_ids=[package.package_id])
    report = Report(wanted, ReportFormat.MHL, Language.ENGLISH, engine_runs=False)
    assert report.save(database, copy).files == 2
    assert ascmhl("verify", copy).returncode == 0
    assert report.save(database, copy).files == 2  # a second generation
    assert ascmhl("verify", copy).returncode == 0
    monkeypatch.chdir(copy.parent)
    assert report.save(database, Path(copy.name)).files == 2
    assert ascmhl("verify", copy).returncode == 0
    assert sorted(path.name for path in copy.iterdir()) == ["CLIPS", "ascmhl"]
    with (copy / "CLIPS" / "a.mov").open("r+b") as file:
        file.write(b"changed")
    assert ascmhl("verify", copy).returncode == 11
