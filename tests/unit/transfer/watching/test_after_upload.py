import errno
import os
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from zlib_ng import zlib_ng

from lab.engines.workbench import Never
from uploader_gui.domain.checks import CheckKind, CheckResult
from uploader_gui.domain.job import Fingerprint, Recording, VerifiedBy
from uploader_gui.domain.unattended.watch_folder import Afterwards, WatchFolder
from uploader_gui.source.source_file import take_fingerprint
from uploader_gui.transfer.watching.after_upload import Standing, look_at, put_away, standing

CONTENT = b"all of the file"
RECORDING = Recording(
    "a.mov",
    "films",
    "a.mov",
    "",
    len(CONTENT),
    "video/quicktime",
    "etag",
    VerifiedBy.CHECKSUM,
    datetime.now(UTC),
    "",
    crc32=zlib_ng.crc32(CONTENT),
)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "a.mov"
    path.write_bytes(CONTENT)
    return path


def standing_of(file: Path, sent: Fingerprint, recording: Recording) -> Standing:
    return standing(str(file), sent, look_at(str(file)), recording, Never())


def test_the_file_that_was_sent_may_be_put_away(file: Path) -> None:
    assert standing_of(file, take_fingerprint(file), RECORDING) is Standing.SAME


def test_a_file_whose_upload_is_not_proven_stays(file: Path) -> None:
    unproven = replace(RECORDING, verified_by=VerifiedBy.NONE)
    assert standing_of(file, take_fingerprint(file), unproven) is Standing.ANOTHER


def test_a_file_that_was_only_touched_is_read_and_may_be_put_away(file: Path) -> None:
    sent = take_fingerprint(file)
    os.utime(file, ns=(1, 1))
    assert standing_of(file, sent, RECORDING) is Standing.SAME
    assert standing_of(file, sent, replace(RECORDING, crc32=None)) is Standing.ANOTHER


@pytest.mark.parametrize("content", [CONTENT[::-1], CONTENT + b"!", b""])
def test_a_file_with_other_content_stays(file: Path, content: bytes) -> None:
    sent = take_fingerprint(file)
    file.write_bytes(content)
    os.utime(file, ns=(1, sent.mtime_ns))
    assert standing_of(file, sent, RECORDING) is Standing.ANOTHER


def test_a_file_that_somebody_writes_to_waits(file: Path) -> None:
    with file.open("ab"):
        assert standing_of(file, take_fingerprint(file), RECORDING) is Standing.WRITTEN


def test_a_file_that_is_gone_is_put_away_already(file: Path) -> None:
    sent = take_fingerprint(file)
    file.unlink()
    assert standing_of(file, sent, RECORDING) is Standing.GONE


@pytest.mark.parametrize("result", [CheckResult.MISSING, CheckResult.DIFFERS])
def test_a_file_whose_object_was_found_to_be_gone_since_stays(file: Path, result: CheckResult) -> None:
    checked = replace(
        RECORDING, checked_at=datetime.now(UTC), checked_by=CheckKind.STORE, check_result=result
    )
    assert standing_of(file, take_fingerprint(file), checked) is Standing.ANOTHER


def afterwards(file: Path, how: Afterwards) -> WatchFolder:
    sent = str(file.parent / "sent")
    return WatchFolder("w", str(file.parent), marker="{name}.done", afterwards=how, moved_to=sent)


@pytest.mark.parametrize("how", [Afterwards.DELETE, Afterwards.MOVE])
@pytest.mark.parametrize("change", ["replaced", "added to", "opened"])
def test_a_file_that_is_another_since_it_was_proven_is_left_alone(
    file: Path, how: Afterwards, change: str
) -> None:
    proven = take_fingerprint(file)
    if change == "replaced":
        (file.parent / "next.mov").write_bytes(b"the next film!!")
        (file.parent / "next.mov").replace(file)
    with file.open("ab") as writer:
        if change == "added to":
            writer.write(b"!")
            writer.flush()
        with pytest.raises(OSError, match="being changed"):
            put_away(afterwards(file, how), str(file), proven)
    assert file.exists()
    assert not list(file.parent.glob("sent/*"))


def test_a_file_that_changes_while_it_is_copied_to_another_disk_is_left_alone(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    proven = take_fingerprint(file)
    fsync, link = os.fsync, os.link

    def write_meanwhile(opened: int) -> None:
        fsync(opened)
        os.utime(file, ns=(1, 1))

    def refuse(source: Path, target: Path) -> None:
        if source.parent != target.parent:
            raise OSError(errno.EXDEV, os.strerror(errno.EXDEV))
        link(source, target)

    monkeypatch.setattr(os, "fsync", write_meanwhile)
    monkeypatch.setattr(os, "link", refuse)
    with pytest.raises(OSError, match="being changed"):
        put_away(afterwards(file, Afterwards.MOVE), str(file), proven)
    assert file.read_bytes() == CONTENT
    assert list(file.parent.glob("sent/*")) == []


@pytest.mark.parametrize("is_link", [False, True])
def test_a_file_that_would_come_back_into_the_watched_folder_stays(tmp_path: Path, *, is_link: bool) -> None:
    folder, above = tmp_path / "above/b", tmp_path / "above"
    path = folder / "b/x.mov"
    path.parent.mkdir(parents=True)
    path.write_bytes(CONTENT)
    if is_link:
        above = tmp_path / "link"
        above.symlink_to("above")
    watch = WatchFolder("w", str(folder), afterwards=Afterwards.MOVE, moved_to=str(above))
    with pytest.raises(OSError, match="in the watched folder again"):
        put_away(watch, str(path), take_fingerprint(path))
    assert [one for one in tmp_path.rglob("*.mov") if one.is_file()] == [path]
    (folder / "y.mov").write_bytes(CONTENT)
    assert put_away(watch, str(folder / "y.mov"), take_fingerprint(folder / "y.mov")) == above / "y.mov"


def test_a_marker_is_deleted_only_if_nothing_is_in_it(file: Path) -> None:
    marker = file.with_name("a.mov.done")
    marker.write_bytes(b"notes that nobody has sent")
    put_away(afterwards(file, Afterwards.DELETE), str(file), take_fingerprint(file))
    assert not file.exists()
    assert marker.exists()
    file.write_bytes(CONTENT)
    marker.write_bytes(b"")
    put_away(afterwards(file, Afterwards.DELETE), str(file), take_fingerprint(file))
    assert not marker.exists()
