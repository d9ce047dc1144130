from pathlib import Path
from types import SimpleNamespace

import psutil
import pytest

from uploader_gui.source.watching.mounts import disk_that_tells_nothing


def mounted(monkeypatch: pytest.MonkeyPatch, **kinds: str) -> None:
    """Each named folder below /srv has a disk of this kind; the rest of the system is on ext4."""
    places = {"/": "ext4"} | {f"/srv/{name}": kind for name, kind in kinds.items()}
    disks = [SimpleNamespace(mountpoint=place, fstype=kind) for place, kind in places.items()]
    monkeypatch.setattr(psutil, "disk_partitions", lambda all: disks)  # noqa: A006 - psutil's word


@pytest.mark.parametrize("kind", ["nfs4", "cifs", "smb3", "fuse.sshfs", "fuse.rclone", "9p"])
def test_a_disk_that_others_write_to_tells_nothing(monkeypatch: pytest.MonkeyPatch, kind: str) -> None:
    mounted(monkeypatch, share=kind)
    assert disk_that_tells_nothing("/srv/share/cards") == kind
    assert disk_that_tells_nothing("/srv") == kind  # it holds one
    assert disk_that_tells_nothing("/srv/shared") == ""


@pytest.mark.parametrize("kind", ["ext4", "xfs", "exfat", "fuseblk", "tmpfs"])
def test_a_disk_of_this_computer_tells_of_changes(monkeypatch: pytest.MonkeyPatch, kind: str) -> None:
    mounted(monkeypatch, card=kind)
    assert disk_that_tells_nothing("/srv/card") == ""


def test_a_local_disk_in_a_share_counts_for_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    mounted(monkeypatch, **{"share": "nfs", "share/local": "ext4"})
    assert disk_that_tells_nothing("/srv/share/local/cards") == ""


def test_this_computers_own_disks_can_be_asked(tmp_path: Path) -> None:
    assert isinstance(disk_that_tells_nothing(str(tmp_path)), str)
