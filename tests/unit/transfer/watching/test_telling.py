import subprocess
import sys
import threading
from pathlib import Path

import pytest

from lab.engines.watched import watch
from uploader_gui.domain.messages import english
from uploader_gui.transfer.watching.telling import Changed, NothingTold, Telling


def test_changes_are_told_from_the_beginning_on(tmp_path: Path) -> None:
    told: list[Changed | NothingTold] = []
    has_told = threading.Event()

    def hear(one: Changed | NothingTold) -> None:
        told.append(one)
        has_told.set()

    telling = Telling(watch(tmp_path), "test-events", hear)
    assert telling.begin() == ()
    (tmp_path / "a.mov").write_bytes(b"x")
    assert has_told.wait(30)
    telling.close()
    assert set(told) == {
        Changed(frozenset({str(tmp_path / "a.mov")}))
    }  # once for each look that saw it change


def test_where_the_system_can_tell_nothing_its_reason_is_said(tmp_path: Path) -> None:
    folder = watch(tmp_path / "gone")
    (tmp_path / "gone").rmdir()
    telling = Telling(folder, "test-events", lambda _told: None)
    assert "No path was found" in english(telling.begin())
    telling.close()


@pytest.mark.tools("sh", "unshare")
def test_the_limit_of_watches_is_noticed(tmp_path: Path) -> None:
    for number in range(20):
        (tmp_path / str(number)).mkdir()
    script = (
        "from uploader_gui.domain.messages import english\n"
        "from uploader_gui.domain.unattended.watch_folder import WatchFolder\n"
        "from uploader_gui.transfer.watching.telling import Telling\n"
        f"print(english(Telling(WatchFolder('w', {str(tmp_path)!r}), 'events', lambda told: None).begin()))"
    )
    in_few_watches = f'echo 5 > /proc/sys/user/max_inotify_watches && {sys.executable} -c "$0"'
    if subprocess.run(["unshare", "-Ur", "true"], check=False, capture_output=True).returncode:
        pytest.skip("this system gives no namespace of its own, and its limit is everybody's")
    said = subprocess.run(
        ["unshare", "-Ur", "sh", "-c", in_few_watches, script], capture_output=True, text=True, check=True
    )
    assert "OS file watch limit reached" in said.stdout
