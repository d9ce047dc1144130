"""What a drag holds, as other programs really send it."""

import os
import socket
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QUrl

from uploader_gui.gui.drop.dropped_paths import Dropped, dropped

pytestmark = [
    pytest.mark.case("R18"),
    pytest.mark.skipif(os.name == "nt", reason="paths of Windows are others"),
]


def dragged(data: bytes) -> Dropped:
    mime = QMimeData()
    mime.setData("text/uri-list", data)
    return dropped(mime)


@pytest.mark.parametrize(
    ("line", "path"),
    [
        (b"file:///v/clip.mp4", b"/v/clip.mp4"),
        (b"file:/v/clip.mp4", b"/v/clip.mp4"),
        (b"FILE://localhost/v/clip.mp4", b"/v/clip.mp4"),
        (f"file://{socket.gethostname()}/v/clip.mp4".encode(), b"/v/clip.mp4"),
        (b"file:///v/caf%E9.mp4", b"/v/caf\xe9.mp4"),
        (b"file:///v/caf%C3%A9%20%23%25.mp4", "/v/café #%.mp4".encode()),
        ("file:///v/会议.mp4".encode(), "/v/会议.mp4".encode()),
        (b"file:///v/take#2?.mp4", b"/v/take#2?.mp4"),
    ],
)
def test_an_address_of_this_machine_is_its_path_byte_for_byte(line: bytes, path: bytes) -> None:
    assert dragged(line + b"\r\n") == Dropped((Path(os.fsdecode(path)),))


def test_what_no_file_can_be_called_is_no_address_of_one() -> None:
    found = dragged(b"file:///v/a%00b.mp4")
    assert (found.paths, bool(found.refusal)) == ((), True)


def test_comments_and_empty_lines_are_no_addresses() -> None:
    found = dragged(b"# from a file manager\r\nfile:///a.mp4\r\n\r\n#file:///no.mp4\nfile:///b.mp4\0"[:-1])
    assert found == Dropped((Path("/a.mp4"), Path("/b.mp4")))


def test_what_qt_itself_puts_in_comes_out() -> None:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile("/v/ä #1.mp4"), QUrl.fromLocalFile("/w")])
    assert dropped(mime).paths == (Path("/v/ä #1.mp4"), Path("/w"))


@pytest.mark.parametrize(
    ("line", "name"),
    [
        (b"smb://nas/films/clip.mp4", "smb://nas"),
        (b"sftp://ann@nas/srv/clip.mp4", "sftp://nas"),
        (b"file://nas/films/clip.mp4", "file://nas"),
        (b"nfs://nas/films/clip.mp4", "nfs://nas"),
    ],
)
def test_a_network_share_is_named_as_such(line: bytes, name: str) -> None:
    found = dragged(line)
    assert found.paths == ()
    assert "network share" in found.refusal
    assert name in found.refusal
    assert "web link" in dragged(b"https://example.com/clip.mp4").refusal


@pytest.mark.parametrize(
    ("line", "mount", "path"),
    [
        (b"smb://ann@NAS/Films/a%20b/clip.mp4", "smb-share:server=nas,share=films,user=ann", "a b/clip.mp4"),
        (b"sftp://nas/srv/clip.mp4", "sftp:host=nas", "srv/clip.mp4"),
        (b"file://nas/films/clip.mp4", "smb-share:server=nas,share=films", "clip.mp4"),
    ],
)
def test_a_share_that_the_desktop_has_mounted_is_taken_from_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, line: bytes, mount: str, path: str
) -> None:
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    (tmp_path / "gvfs" / "smb-share:server=other,share=films").mkdir(parents=True)
    (tmp_path / "gvfs" / mount).mkdir()
    assert dragged(line) == Dropped((tmp_path / "gvfs" / mount / path,))


def test_one_foreign_address_among_files_is_said() -> None:
    assert "not on this machine" in dragged(b"file:///a.mp4\r\nhttps://example.com/b\r\n").refusal
    assert "network share" in dragged(b"file:///a.mp4\r\nsmb://nas/films/b\r\n").refusal
