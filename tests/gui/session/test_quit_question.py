"""Closing while uploads run: said and asked once, remembered, and never asked when the session ends."""

import asyncio
from pathlib import Path

import pytest
from PySide6.QtWidgets import QAbstractButton, QApplication, QMessageBox, QSystemTrayIcon

from gui.conftest import RunOnQt
from gui.rig import Rig, environment
from lab.files import make_file
from lab.lines.proxy import FaultProxy
from lab.stores.s3probe import S3Address
from uploader_gui.domain.job import JobState
from uploader_gui.domain.plan import MIB
from uploader_gui.gui.look.theme import Theme
from uploader_gui.gui.window_host import WindowHost, opened_window_host
from uploader_gui.storage.settings.settings_file import SettingsFile

pytestmark = pytest.mark.case("W05")


async def asked(rig: Rig) -> QMessageBox:
    await rig.until(lambda: isinstance(QApplication.activeModalWidget(), QMessageBox), "the question")
    box = QApplication.activeModalWidget()
    assert isinstance(box, QMessageBox)
    return box


def button(box: QMessageBox, words: str) -> QAbstractButton:
    return next(one for one in box.buttons() if one.text() == words)


async def busy(host: WindowHost, proxy: FaultProxy, clip: Path) -> Rig:
    """A window in which an upload is under way."""
    proxy.throttle(1_000_000)
    host.window.show()
    await host.session.begin(demo=False)
    rig = Rig(host.window, host.session)
    rig.drop(clip)
    await rig.until_all(JobState.UPLOADING)
    return rig


def test_closing_is_asked_about_once_and_says_what_becomes_of_the_parts(
    on_qt: RunOnQt, theme: Theme, proxy: FaultProxy, proxied: S3Address, tmp_path: Path
) -> None:
    home, clip = tmp_path / "home", make_file(tmp_path / "clip.mov", 40 * MIB)

    async def scenario() -> None:
        async with opened_window_host(theme, environment(home, proxied)) as host:
            rig = await busy(host, proxy, clip)
            host.window.close()
            box = await asked(rig)
            assert "are kept" in box.informativeText()
            assert "next start" in box.informativeText()
            assert "watched" not in box.informativeText()
            button(box, "Cancel").click()
            assert not host.closing.is_set()
            await asyncio.sleep(0)
            host.window.totals.watching.show()
            host.window.commands.quit.trigger()
            box = await asked(rig)
            assert "watched no more until then" in box.informativeText()
            check_box = box.checkBox()
            assert check_box is not None
            check_box.setChecked(True)
            button(box, "Quit").click()
            await host.closing.wait()
        host.window.deleteLater()
        async with opened_window_host(theme, environment(home, proxied)) as host:
            host.window.show()
            await host.session.begin(demo=False)
            rig = Rig(host.window, host.session)
            rig.press("Continue all")
            await rig.until_all(JobState.UPLOADING)
            host.window.close()
            assert host.closing.is_set()
        host.window.deleteLater()

    on_qt(scenario())
    assert not SettingsFile(home).load().settings.asks_before_quitting


@pytest.mark.qt_log_ignore("systemTrayWindowChanged", "propagateSizeHints")
def test_the_tray_is_offered_where_there_is_one(
    on_qt: RunOnQt,
    theme: Theme,
    proxy: FaultProxy,
    proxied: S3Address,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(QSystemTrayIcon, "isSystemTrayAvailable", lambda: True)
    home, clip = tmp_path / "home", make_file(tmp_path / "clip.mov", 40 * MIB)

    async def scenario() -> None:
        async with opened_window_host(theme, environment(home, proxied)) as host:
            rig = await busy(host, proxy, clip)
            host.window.close()
            box = await asked(rig)
            check_box = box.checkBox()
            assert check_box is not None
            check_box.setChecked(True)
            button(box, "Go on in the tray").click()
            await rig.until(lambda: host.window.hides_when_closed, "the tray in use")
            assert not host.window.isVisible()
            assert not host.closing.is_set()
        host.window.deleteLater()

    on_qt(scenario())


def test_nothing_is_asked_when_nothing_runs_or_the_session_ends(
    on_qt: RunOnQt, theme: Theme, proxy: FaultProxy, proxied: S3Address, tmp_path: Path
) -> None:
    clip = make_file(tmp_path / "clip.mov", 40 * MIB)

    async def scenario() -> None:
        async with opened_window_host(theme, environment(tmp_path / "idle", proxied)) as host:
            host.window.show()
            await host.session.begin(demo=False)
            host.window.close()
            assert host.closing.is_set()
        host.window.deleteLater()
        async with opened_window_host(theme, environment(tmp_path / "busy", proxied)) as host:
            await busy(host, proxy, clip)
            host.end_unasked()
            host.window.close()
            assert host.closing.is_set()
            await asyncio.sleep(0)
            assert QApplication.activeModalWidget() is None
        host.window.deleteLater()

    on_qt(scenario())
