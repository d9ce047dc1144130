"""Doing a command here, or waiting for the one who holds the state directory."""

from contextlib import closing
from pathlib import Path

import pytest

from uploader_gui.domain.errors import StateDirectoryBusyError
from uploader_gui.domain.window_start import WindowStart
from uploader_gui.headless.commands.handover import here_or_there, shown_elsewhere
from uploader_gui.headless.commands.handover_client import HandoverClient
from uploader_gui.runtime.instance_lock import InstanceLock


def never(_client: HandoverClient) -> int:
    raise AssertionError("nobody takes requests here")


def test_a_holder_that_ends_by_itself_is_waited_for(tmp_path: Path) -> None:
    tries = iter([True, True, False])

    def here() -> int:
        if next(tries):
            raise StateDirectoryBusyError("`uploader-gui list`", 1)
        return 7

    assert here_or_there({"UPLOADER_GUI_HOME": str(tmp_path)}, here, never) == 7


def test_a_holder_that_takes_no_requests_is_named_in_the_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("uploader_gui.headless.commands.handover._HOLDER_WAIT_S", 0.2)

    def here() -> int:
        raise StateDirectoryBusyError("`uploader-gui cleanup`", 4711)

    with pytest.raises(StateDirectoryBusyError, match="cleanup` \\(process 4711\\)"):
        here_or_there({"UPLOADER_GUI_HOME": str(tmp_path)}, here, never)


def test_a_window_opens_here_where_nobody_takes_its_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("uploader_gui.headless.commands.handover._HOLDER_WAIT_S", 0.2)
    environ = {"UPLOADER_GUI_HOME": str(tmp_path)}
    assert shown_elsewhere(environ, WindowStart([Path("/a.mov")])) is None
    with closing(InstanceLock(tmp_path).acquire("`uploader-gui cleanup`")):
        assert shown_elsewhere(environ, WindowStart([Path("/a.mov")])) is None
