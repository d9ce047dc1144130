"""One engine for a state directory."""

import json
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from uploader_gui.domain.errors import StateDirectoryBusyError
from uploader_gui.runtime.instance_lock import HOLDER_FILE, InstanceLock, is_held

_HOLD = (
    "import sys, time\nfrom pathlib import Path\nfrom uploader_gui.runtime.instance_lock import InstanceLock\n"
    "lock = InstanceLock(Path(sys.argv[1])).acquire('the window')\nprint('held', flush=True)\ntime.sleep(60)\n"
)


@pytest.mark.case("C71")
def test_second_holder_is_told_who_has_it(tmp_path: Path) -> None:
    first = InstanceLock(tmp_path).acquire("the window")
    assert is_held(tmp_path)
    with pytest.raises(StateDirectoryBusyError, match=f"the window .process {os.getpid()}."):
        InstanceLock(tmp_path).acquire("another")
    first.close()
    assert not is_held(tmp_path)
    InstanceLock(tmp_path).acquire("another").close()


def test_note_is_for_its_owner_alone_and_goes_with_the_holder(tmp_path: Path) -> None:
    lock = InstanceLock(tmp_path).acquire("the window")
    note = tmp_path / HOLDER_FILE
    assert json.loads(note.read_text()) == {"name": "the window", "pid": os.getpid()}
    assert stat.S_IMODE(note.stat().st_mode) == 0o600
    lock.close()
    assert not note.exists()


@pytest.mark.case("C71")
def test_killed_holder_leaves_the_directory_free(tmp_path: Path) -> None:
    with subprocess.Popen([sys.executable, "-c", _HOLD, str(tmp_path)], stdout=subprocess.PIPE) as holder:
        assert holder.stdout is not None
        holder.stdout.readline()
        assert is_held(tmp_path)
        holder.kill()
        holder.wait()
    assert not is_held(tmp_path)
    InstanceLock(tmp_path).acquire("the next").close()
