"""Whether the system tells of all changes below a folder: of what another computer does on a network disk it does not."""

import os
from pathlib import Path

import psutil

_REMOTE = frozenset({
    "9p", "afpfs", "afs", "beegfs", "ceph", "cifs", "coda", "davfs", "drvfs", "glusterfs", "gpfs", "lustre", "ncpfs",
    "nfs", "nfs4", "orangefs", "prl_fs", "smb2", "smb3", "smbfs", "vboxsf", "virtiofs", "vmhgfs", "webdav",
})  # fmt: skip
_BEHIND_A_PROGRAM = "fuse."  # sshfs, rclone, gvfsd...; "fuseblk" is a local disk


def disk_that_tells_nothing(folder: str) -> str:
    """The kind of disk at ``folder`` or below it that tells of no change by others, such as ``nfs4``; else "". Blocking."""
    place = os.path.realpath(folder)
    if place.startswith("\\\\"):
        return "smb"
    kinds = {_plain(one.mountpoint): one.fstype.lower() for one in psutil.disk_partitions(all=True)}
    above = max((one for one in kinds if _is_in(place, one)), key=len, default="")
    below = [one for one in kinds if _is_in(one, place)]
    return next((kinds[one] for one in (above, *below) if one and _is_silent(kinds[one])), "")


def _is_silent(kind: str) -> bool:
    return kind in _REMOTE or kind.startswith(_BEHIND_A_PROGRAM)


def _plain(path: str) -> str:
    return os.path.normcase(path)


def _is_in(path: str, folder: str) -> bool:
    return Path(_plain(path)).is_relative_to(folder)
