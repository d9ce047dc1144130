import os
import subprocess
import sys
from pathlib import Path

import pytest

from uploader_gui.source.watching import writers
from uploader_gui.source.watching.writers import is_open_for_writing, open_for_writing

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells")


def test_a_file_that_is_open_for_writing_is_told_from_one_that_is_not(tmp_path: Path) -> None:
    file = tmp_path / "a.mov"
    file.write_bytes(b"x")
    assert is_open_for_writing(str(file)) is False
    with file.open("rb"):
        assert is_open_for_writing(str(file)) is False
    with file.open("ab"):
        assert is_open_for_writing(str(file)) is True
    assert is_open_for_writing(str(file)) is False


def test_a_writer_in_another_process_is_seen(tmp_path: Path) -> None:
    file = tmp_path / "a.mov"
    script = f"import sys\nopened = open({str(file)!r}, 'w'); print('open', flush=True); sys.stdin.read()"
    with subprocess.Popen(
        [sys.executable, "-c", script], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as writer:
        assert writer.stdout is not None
        assert writer.stdout.readline() == "open\n"
        assert is_open_for_writing(str(file)) is True
        writer.communicate("")
    assert is_open_for_writing(str(file)) is False


def test_where_the_kernel_does_not_tell_our_own_processes_are_looked_through(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "a.mov"
    monkeypatch.setattr(writers, "_refuses_lease", lambda _path: None)
    with file.open("wb"):
        assert is_open_for_writing(str(file)) is True
    with file.open("rb"):
        assert is_open_for_writing(str(file)) is False


def test_a_file_that_is_gone_has_no_writer(tmp_path: Path) -> None:
    assert open_for_writing([os.fspath(tmp_path / "gone.mov")]) == set()


def test_of_many_files_those_that_are_written_are_told(tmp_path: Path) -> None:
    files = [tmp_path / name for name in ("a.mov", "b.mov", "c.mov")]
    for file in files:
        file.write_bytes(b"x")
    with files[1].open("ab"):
        assert open_for_writing([str(file) for file in files]) == {str(files[1])}
