"""What is being dragged over the window: paths of this machine, or something that can't be taken."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QMimeData

from uploader_gui.gui.desktop.file_transfer import is_transfer
from uploader_gui.source.file_address import FileAddress

_URI_LIST = "text/uri-list"  # RFC 2483: a line each, CRLF, comments behind a #


@dataclass(frozen=True, slots=True)
class Dropped:
    """``paths`` of files and folders as they were dropped, or a ``refusal`` in words.

    ``is_transfer``: the portal has to be asked for them, and there may be no paths that are known before.
    """

    paths: tuple[Path, ...] = ()
    refusal: str = ""
    is_transfer: bool = False


def dropped(mime: QMimeData) -> Dropped:
    """Read what is dragged without touching the disk; of network shares, where the desktop has mounted them."""
    addresses = list(_addresses(mime))
    found = [(address, address.local_path()) for address in addresses]
    paths = tuple(path for _, path in found if path is not None)
    if paths and len(paths) == len(addresses):
        return Dropped(paths, is_transfer=is_transfer(mime))
    if is_transfer(mime):
        return Dropped(is_transfer=True)
    return Dropped(refusal=_refusal(mime, [address for address, path in found if path is None], bool(paths)))


def _refusal(mime: QMimeData, foreign: list[FileAddress], some_are_here: bool) -> str:
    translate = QCoreApplication.translate
    share = next((each for each in foreign if each.is_of_share), None)
    if share is not None:
        return translate(
            "Dropped",
            "This is on a network share, {0}, that is not mounted on this computer. Mount it, or copy the files "
            "here, then drop them.",
        ).format(f"{share.scheme}://{share.host}")
    if some_are_here:
        return translate(
            "Dropped", "Some of this is not on this machine. Save it first, then drop the files."
        )
    if foreign:
        return translate(
            "Dropped", "This is a web link, not a file. Save it to disk first, then drop the file."
        )
    if mime.hasText():
        return translate("Dropped", "This is text, not a file. Only files and folders can be uploaded.")
    return translate("Dropped", "Only files and folders can be uploaded.")


def _addresses(mime: QMimeData) -> Iterator[FileAddress]:
    """The addresses as bytes, as they were sent: Qt's own reading of them replaces what is not UTF-8."""
    for line in bytes(mime.data(_URI_LIST).data()).splitlines():
        address = FileAddress.read(line.strip())
        if address is not None:
            yield address
        elif line.strip() and not line.startswith(b"#"):
            yield FileAddress("", "", line)
