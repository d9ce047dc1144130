"""A start without the window: in the tray, minimised where there is none; and what the desktop starts at login."""

import os
import signal
import subprocess
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from PySide6.QtWidgets import QSystemTrayIcon

from gui.conftest import RunOnQt
from gui.rig import Rig, environment, opened, until
from lab.files import make_file
from lab.lines.proxy import FaultProxy
from lab.lines.rules import hold
from lab.processes.program import Program
from lab.screens.desktop import NEEDED, Desktop, running_desktop
from lab.screens.desktop import until as until_so
from lab.stores.s3probe import S3Address
from uploader_gui.domain.job import JobState
from uploader_gui.domain.plan import MIB
from uploader_gui.domain.window_start import WindowStart
from uploader_gui.gui.desktop.login.login_start import running_program
from uploader_gui.gui.desktop.login.login_switch import LoginState, LoginSwitch
from uploader_gui.gui.look.theme import Theme
from uploader_gui.gui.window_host import opened_window_host
from uploader_gui.runtime.instance_lock import read_holder
from uploader_gui.storage.settings.settings import SavedSettings, Settings
from uploader_gui.storage.settings.settings_file import SettingsFile

as_a_tray = pytest.mark.qt_log_ignore("systemTrayWindowChanged", "propagateSizeHints", "support raise")


def set_tray(monkeypatch: pytest.MonkeyPatch, *, is_there: bool) -> None:
    monkeypatch.setattr(QSystemTrayIcon, "isSystemTrayAvailable", lambda: is_there)


@asynccontextmanager
async def hidden(theme: Theme, variables: dict[str, str]) -> AsyncIterator[Rig]:
    """The program as it is started at login."""
    async with opened_window_host(theme, variables) as host:
        host.show(is_hidden=True)
        await host.session.begin(demo=False)
        host.tell_question()
        yield Rig(host.window, host.session)
    host.window.deleteLater()


@as_a_tray
def test_with_a_tray_nothing_is_seen_until_the_icon_is_clicked(
    on_qt: RunOnQt, theme: Theme, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    set_tray(monkeypatch, is_there=True)

    async def use() -> None:
        async with hidden(theme, environment(tmp_path / "home")) as rig:
            assert not rig.window.isVisible()
            tray = rig.session.desktop.tray
            assert tray is not None
            tray.window_wanted.emit()
            assert rig.window.isVisible()
            assert not rig.window.isMinimized()

    on_qt(use())


@as_a_tray
def test_without_a_tray_it_is_minimised_and_goes_to_a_tray_that_comes_later(
    on_qt: RunOnQt, theme: Theme, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    set_tray(monkeypatch, is_there=False)
    home = tmp_path / "home"
    SettingsFile(home).save(SavedSettings(Settings(closes_to_tray=True)))

    async def use() -> None:
        async with hidden(theme, environment(home)) as rig:
            assert rig.window.isMinimized()
            assert not rig.window.hides_when_closed
            set_tray(monkeypatch, is_there=True)
            await until(lambda: not rig.window.isVisible())
            await until(lambda: rig.window.hides_when_closed)

    on_qt(use())


@as_a_tray
def test_a_question_that_nobody_sees_is_told_of(
    on_qt: RunOnQt,
    theme: Theme,
    proxy: FaultProxy,
    proxied: S3Address,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    set_tray(monkeypatch, is_there=True)
    told: list[str] = []
    monkeypatch.setattr(QSystemTrayIcon, "showMessage", lambda _tray, title, *_rest: told.append(title))
    variables = environment(tmp_path / "home", proxied)
    proxy.on("part", hold())

    async def use() -> None:
        async with opened(theme, variables, WindowStart([make_file(tmp_path / "clip.mov", 20 * MIB)])) as rig:
            await rig.until_all(JobState.UPLOADING)
        async with hidden(theme, variables):
            assert told == ["Uploads were interrupted"]

    on_qt(use())


@pytest.fixture
def desktop() -> Iterator[Desktop]:
    with running_desktop() as running:
        yield running


@pytest.mark.tools(*NEEDED, "gio")
def test_what_the_desktop_starts_at_login_is_the_program_without_its_window(
    desktop: Desktop, tmp_path: Path
) -> None:
    home = tmp_path / "state of 100%"
    program = running_program(["/lib/uploader_gui/__main__.py"], {"UPLOADER_GUI_HOME": str(home)})
    config = {"XDG_CONFIG_HOME": str(tmp_path / "config")}
    LoginSwitch.of_platform("linux", program, config, tmp_path).turn(LoginState(is_on=True, is_hidden=True))
    entry = next(tmp_path.rglob("*.desktop"))
    subprocess.run(["gio", "launch", entry], env=os.environ | desktop.environment, timeout=60, check=True)
    until_so(lambda: bool(read_holder(home).address), "the program")
    try:
        until_so(lambda: desktop.windows("Uploader") != [], "its window, minimised")
        assert desktop.windows("Uploader", only_seen=True) == []
        again = Program(home, None, **desktop.environment)
        ended = again.run("--hidden")
        assert (ended.code, desktop.windows("Uploader", only_seen=True)) == (0, [])
    finally:
        pid = read_holder(home).pid
        assert pid is not None
        os.kill(pid, signal.SIGTERM)
        until_so(lambda: not is_running(pid), "the end of the program")


def is_running(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True
