"""What is being dragged over the window: paths of this machine, or something that can't be taken."""

import os
import re
import socket
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, unquote_to_bytes

from PySide6.QtCore import QCoreApplication, QMimeData

_URI_LIST = "text/uri-list"  # RFC 2483: a line each, CRLF, comments behind a #
_ADDRESS = re.compile(rb"(?P<scheme>[A-Za-z][A-Za-z0-9+.-]*):(//(?P<host>[^/]*))?(?P<path>/.*)", re.DOTALL)
_SHARES = frozenset({"afp", "dav", "davs", "fish", "ftp", "ftps", "nfs", "sftp", "smb", "ssh"})


@dataclass(frozen=True, slots=True)
class Dropped:
    """``paths`` of files and folders as they were dropped, or a ``refusal`` in words."""

    paths: tuple[Path, ...] = ()
    refusal: str = ""


@dataclass(frozen=True, slots=True)
class _Address:
    """One line of a list of addresses; ``path`` is still escaped."""

    scheme: str
    host: str
    path: bytes

    @property
    def is_of_share(self) -> bool:
        """Whether it leads to a disk of another computer."""
        return self.scheme in _SHARES or (
            self.scheme == "file" and bool(self.host) and not _is_here(self.host)
        )


def dropped(mime: QMimeData) -> Dropped:
    """Read what is dragged without touching the disk; of network shares, where the desktop has mounted them."""
    addresses = list(_addresses(mime))
    found = [(address, _path(address)) for address in addresses]
    paths = tuple(path for _, path in found if path is not None)
    if paths and len(paths) == len(addresses):
        return Dropped(paths)
    return Dropped(refusal=_refusal(mime, [address for address, path in found if path is None], bool(paths)))


def _refusal(mime: QMimeData, foreign: list[_Address], some_are_here: bool) -> str:
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


def _addresses(mime: QMimeData) -> Iterator[_Address]:
    """The addresses as bytes, as they were sent: Qt's own reading of them replaces what is not UTF-8."""
    for line in bytes(mime.data(_URI_LIST).data()).splitlines():
        address = _ADDRESS.fullmatch(line.strip())
        if address is not None:
            host = unquote((address["host"] or b"").decode("utf-8", "replace")).rpartition("@")[2]
            yield _Address(address["scheme"].decode().lower(), host, address["path"])
        elif line.strip() and not line.startswith(b"#"):
            yield _Address("", "", line)


def _path(address: _Address) -> Path | None:
    """Where it is on this machine; None if it is not."""
    path = os.fsdecode(unquote_to_bytes(address.path))
    if address.is_of_share:
        return _unc_path(address.host, path) if sys.platform == "win32" else _mounted(address, path)
    if address.scheme != "file":
        return None
    return Path(path.lstrip("/") if sys.platform == "win32" else path)


def _is_here(host: str) -> bool:
    own = socket.gethostname().lower()
    return host.lower() in {"localhost", "127.0.0.1", "[::1]", own, own.partition(".")[0]}


def _unc_path(host: str, path: str) -> Path:
    return Path(f"//{host}{path}")


def _mounted(address: _Address, path: str) -> Path | None:
    """Below the folder in which GNOME's desktops mount shares: ``smb-share:server=nas,share=films``."""
    mounts = Path(os.environ.get("XDG_RUNTIME_DIR", "")) / "gvfs"
    wanted = {f"host={address.host.lower()}"}
    scheme = {"davs": "dav", "ftps": "ftp", "ssh": "sftp"}.get(address.scheme, address.scheme)
    if scheme in {"smb", "file"}:
        share, _, path = path.lstrip("/").partition("/")
        scheme, wanted = "smb-share", {f"server={address.host.lower()}", f"share={share.lower()}"}
    try:
        names = sorted(each.name for each in mounts.iterdir()) if mounts.is_absolute() else []
    except OSError:
        return None
    for name in names:
        kind, _, facts = name.partition(":")
        if kind == scheme and wanted <= set(unquote(facts).lower().split(",")):
            return mounts / name / path.lstrip("/")
    return None
