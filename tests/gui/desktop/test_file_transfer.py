"""Drops of programs in a sandbox, whose files the desktop's portal names."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QObject, QUrl
from PySide6.QtDBus import QDBusConnection
from pytestqt.qtbot import QtBot

from gui.portal import Portal, portal_on
from lab.screens.session_bus import session_bus
from uploader_gui.gui.desktop.file_transfer import FileTransfer, is_transfer, transfer_key
from uploader_gui.gui.drop.dropped_paths import Dropped, dropped

pytestmark = [pytest.mark.case("R18"), pytest.mark.tools("dbus-daemon")]
HERE = ["/home/ann/会议 1.mov", "/home/ann/b.mov"]
IN_THE_SANDBOX = (Path("/run/host/会议 1.mov"), Path("/run/host/b.mov"))


@pytest.fixture
def address(qapp: QObject) -> Iterator[str]:
    with session_bus({}) as at:
        yield at


@pytest.fixture
def portal(address: str) -> Iterator[Portal]:
    with portal_on(address) as there:
        yield there


class Taker:
    """Somebody onto whom things are dropped; ``got`` is None where nothing was given."""

    def __init__(self, address: str, qtbot: QtBot) -> None:
        self.got: list[list[Path] | None] = []
        self._qtbot = qtbot
        self._parent = QObject()
        self._transfer = FileTransfer(self._parent, QDBusConnection.connectToBus(address, "taker"))

    def take(self, key: str, beside: Sequence[Path] = ()) -> list[Path] | None:
        self.got.clear()
        self._transfer.retrieve(
            key, beside, lambda paths: self.got.append(list(paths)), lambda: self.got.append(None)
        )
        self._qtbot.waitUntil(lambda: bool(self.got), timeout=60_000)
        return self.got[0]


@pytest.fixture
def taker(address: str, qtbot: QtBot) -> Iterator[Taker]:
    yield Taker(address, qtbot)
    QDBusConnection.disconnectFromBus("taker")


def offered(data: bytes, kind: str = "application/vnd.portal.filetransfer", *urls: str) -> QMimeData:
    mime = QMimeData()
    mime.setData(kind, data)
    if urls:
        mime.setUrls([QUrl(url) for url in urls])
    return mime


def test_the_portal_says_where_the_files_of_a_sandbox_are(portal: Portal, taker: Taker) -> None:
    portal.files = HERE
    assert taker.take("a-key", IN_THE_SANDBOX) == [Path(path) for path in HERE]
    assert portal.asked == [("org.freedesktop.portal.FileTransfer.RetrieveFiles", "sa{sv}")]


def test_files_without_addresses_beside_them_are_taken_from_the_portal(portal: Portal, taker: Taker) -> None:
    portal.files = HERE
    assert taker.take("a-key") == [Path(path) for path in HERE]


def test_folders_that_the_portal_left_out_are_taken_by_their_addresses(portal: Portal, taker: Taker) -> None:
    portal.files = HERE[:1]
    assert taker.take("a-key", IN_THE_SANDBOX) == list(IN_THE_SANDBOX)


def test_a_refused_key_leaves_the_addresses_or_nothing(portal: Portal, taker: Taker) -> None:
    assert taker.take("another", IN_THE_SANDBOX) == list(IN_THE_SANDBOX)
    assert taker.take("another") is None


def test_without_a_portal_or_a_key_the_addresses_are_taken(taker: Taker) -> None:
    assert taker.take("a-key", IN_THE_SANDBOX) == list(IN_THE_SANDBOX)
    assert taker.take("", IN_THE_SANDBOX) == list(IN_THE_SANDBOX)
    assert taker.take("a-key") is None


@pytest.mark.parametrize("kind", ["application/vnd.portal.filetransfer", "application/vnd.portal.files"])
def test_a_key_is_read_as_toolkits_write_it(qapp: QObject, kind: str) -> None:
    assert transfer_key(offered(b"1234\0", kind)) == "1234"
    assert is_transfer(offered(b"", kind))
    assert transfer_key(offered(b"", kind)) == ""
    assert not is_transfer(QMimeData())


def test_what_comes_by_the_portal_is_no_refusal_while_it_hovers(qapp: QObject) -> None:
    kind = "application/vnd.portal.filetransfer"
    assert dropped(offered(b"a-key")) == Dropped(is_transfer=True)
    with_addresses = offered(b"a-key", kind, "file:///v/a.mov")
    assert dropped(with_addresses) == Dropped((Path("/v/a.mov"),), is_transfer=True)
