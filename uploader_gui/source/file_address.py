"""Addresses of files, as desktops write them: ``file:///clips/a%20b.mov``, and where that is on this machine.

They are read as bytes: a name may be no text. RFC 8089, and what file managers make of it.
"""

import os
import re
import socket
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Self
from urllib.parse import unquote, unquote_to_bytes

_ADDRESS = re.compile(rb"(?P<scheme>[A-Za-z][A-Za-z0-9+.-]*):(//(?P<host>[^/]*))?(?P<path>/.*)", re.DOTALL)
_SHARES = frozenset({"afp", "dav", "davs", "fish", "ftp", "ftps", "nfs", "sftp", "smb", "ssh"})


@dataclass(frozen=True, slots=True)
class FileAddress:
    """An address; ``path`` is still escaped."""

    scheme: str
    host: str
    path: bytes

    @classmethod
    def read(cls, text: bytes) -> Self | None:
        """The address that this is; None if it is none."""
        found = _ADDRESS.fullmatch(text)
        if found is None:
            return None
        host = unquote((found["host"] or b"").decode("utf-8", "replace")).rpartition("@")[2]
        return cls(found["scheme"].decode().lower(), host, found["path"])

    @property
    def is_of_share(self) -> bool:
        """Whether it leads to a disk of another computer."""
        return self.scheme in _SHARES or (
            self.scheme == "file" and bool(self.host) and not _is_here(self.host)
        )

    def local_path(self) -> Path | None:
        """Where it is on this machine, of network shares where the desktop has mounted them; None if it is not.

        What it leads to is not looked at.
        """
        path = os.fsdecode(unquote_to_bytes(self.path))
        if "\0" in path:  # no system has such a name, and each call with it would fail in its own way
            return None
        if self.is_of_share:
            return _unc_path(self.host, path) if sys.platform == "win32" else _mounted(self, path)
        if self.scheme != "file":
            return None
        return Path(path.lstrip("/") if sys.platform == "win32" else path)


def _is_here(host: str) -> bool:
    own = socket.gethostname().lower()
    return host.lower() in {"localhost", "127.0.0.1", "[::1]", own, own.partition(".")[0]}


def _unc_path(host: str, path: str) -> Path:
    return Path(f"//{host}{path}")


def _mounted(address: FileAddress, path: str) -> Path | None:
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
