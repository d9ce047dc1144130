import threading
from dataclasses import replace
from pathlib import Path

import pytest

from lab.engines.watched import put, watch
from lab.processes.served import Json, Served
from lab.stores.s3probe import Probe
from uploader_gui.domain.unattended.watch_folder import WatchFolder
from uploader_gui.domain.unattended.watch_status import WatchStatus

CALL = "/api/v1/watch-folders"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "cards"


class Heard:
    """What the watching tells."""

    def __init__(self, served: Served) -> None:
        self._newest: tuple[WatchStatus, ...] = ()
        self._changed = threading.Condition()
        served.runtime.watching.subscribe(self._hear)

    def wait_for(self, sent: int) -> None:
        with self._changed:
            assert self._changed.wait_for(lambda: sum(one.sent for one in self._newest) >= sent, 30)

    def _hear(self, statuses: tuple[WatchStatus, ...]) -> None:
        with self._changed:
            self._newest = statuses
            self._changed.notify_all()


def saved(served: Served, *folders: WatchFolder) -> None:
    served.runtime.change(lambda there: replace(there, watch_folders=folders))


def shown(served: Served) -> list[Json]:
    answered = served.trusted.get(CALL)
    assert answered.status_code == 200
    found: list[Json] = answered.json()["watchFolders"]
    return found


def test_a_folder_that_is_saved_is_watched_at_once_and_shown(
    tmp_path: Path, bucket: Probe, folder: Path
) -> None:
    with Served(tmp_path / "state", bucket.address) as served:
        assert shown(served) == []
        heard = Heard(served)
        put(folder, "one.mov")
        saved(served, watch(folder, prefix="in"))
        heard.wait_for(1)
        (one,) = shown(served)
        assert (one["folder"], one["state"], one["sent"]) == (str(folder), "watching", 1)
        assert one["lastFile"] == str(folder / "one.mov")
        assert bucket.keys() == ["in/one.mov"]


def test_a_folder_is_switched_off_and_on(tmp_path: Path, bucket: Probe, folder: Path) -> None:
    with Served(tmp_path / "state", bucket.address) as served:
        heard = Heard(served)
        saved(served, watch(folder))
        assert served.trusted.patch(f"{CALL}/w", json={"isOn": False}).status_code == 204
        assert served.runtime.saved.watch_folders[0].is_on is False
        put(folder, "one.mov")
        assert served.trusted.patch(f"{CALL}/w", json={"isOn": True}).status_code == 204
        heard.wait_for(1)


def test_what_can_not_be_changed_is_refused(served: Served) -> None:
    assert served.open.get(CALL).status_code == 401
    assert served.trusted.patch(f"{CALL}/none", json={"isOn": True}).status_code == 404
    assert served.trusted.patch(f"{CALL}/none", json={"isOn": 1}).status_code == 400
    assert served.trusted.patch(f"{CALL}/none", json={"folder": "/"}).status_code == 400
