import asyncio
import os
import subprocess
import sys
import urllib.request
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gui import samples
from gui.conftest import RunOnQt
from gui.rig import environment
from gui.samples import an_event
from lab.files import make_file
from uploader_gui.gui.look.theme import Theme
from uploader_gui.gui.main_window import MainWindow
from uploader_gui.gui.preferences.preferences_dialog import PreferencesDialog
from uploader_gui.gui.preferences.speed_limit_button import MB, SpeedLimitButton
from uploader_gui.gui.tray import progress_picture
from uploader_gui.gui.window_host import WindowHost, opened_window_host
from uploader_gui.headless.commands.handover import open_window_api
from uploader_gui.storage.settings.settings import Language, Settings


async def until(is_so: Callable[[], bool]) -> None:
    """Wait until the window shows something that a timer of its own brings about."""
    seen, ticker = asyncio.Event(), QTimer(interval=20)

    def look() -> None:
        if is_so():
            seen.set()

    ticker.timeout.connect(look)
    ticker.start()
    async with asyncio.timeout(10):
        await seen.wait()


def bars(host: WindowHost) -> list[str]:
    return [notice.words for notice in host.window.notices.notices()]


def test_preferences_come_out_as_they_went_in(qapp: QApplication) -> None:
    settings = Settings(
        language=Language.CHINESE,
        keeps_awake=False,
        closes_to_tray=True,
        api_is_on=True,
        api_host="::1",
        api_port=9000,
        stalled_after_min=5000,
    )
    assert PreferencesDialog(None, settings).settings() == settings


def test_preferences_say_why_what_cannot_be_had(qapp: QApplication) -> None:
    dialog = PreferencesDialog(None, Settings(), has_tray=False, why_not_awake="Nobody to ask.")
    assert dialog.general.keeps_awake.accessibleDescription() == "Nobody to ask."
    assert not dialog.general.closes_to_tray.isEnabled()
    assert not dialog.api.copy_token.isEnabled()


def test_the_limit_is_a_click_away_and_keeps_an_unusual_one(qapp: QApplication, qtbot: QtBot) -> None:
    button = SpeedLimitButton()
    button.show_limit(3_500_000)
    words = [action.text() for action in button.menu().actions() if action.text()]
    assert words == [
        "No limit", "1.0 MB/s", "2.0 MB/s", "3.5 MB/s", "5.0 MB/s", "10 MB/s", "25 MB/s", "50 MB/s", "Other...",
    ]  # fmt: skip
    with qtbot.waitSignal(button.chosen) as chosen:
        next(action for action in button.menu().actions() if action.text() == "25 MB/s").trigger()
    assert chosen.args == [25 * MB]


def test_a_limit_acts_at_once_and_is_kept(on_qt: RunOnQt, theme: Theme, tmp_path: Path) -> None:
    async def scenario() -> None:
        async with opened_window_host(theme, environment(tmp_path)) as host:
            await host.session.begin([], demo=False)
            host.window.totals.limit.chosen.emit(2 * MB)
            await until(lambda: host.session.settings.bandwidth_limit == 2 * MB)
            await until(lambda: host.window.totals.limit.text() == "Limit: 2.0 MB/s")

    on_qt(scenario())


def test_an_upload_that_stands_still_is_told_of_once_until_it_moves(
    on_qt: RunOnQt, theme: Theme, tmp_path: Path
) -> None:
    moved = samples.uploading(1)
    stuck = replace(moved, job=replace(moved.job, updated_at=datetime.now(UTC) - timedelta(minutes=11)))
    moved = replace(moved, job=replace(moved.job, updated_at=datetime.now(UTC)))

    async def scenario() -> None:
        async with opened_window_host(theme, environment(tmp_path)) as host:
            await host.session.begin([], demo=False)
            host.session.desktop.learn([an_event(stuck)])
            await until(lambda: any("stood still for 10 minutes" in words for words in bars(host)))
            assert len(bars(host)) == 1
            host.session.desktop.learn([an_event(moved)])
            await until(lambda: not bars(host))

    on_qt(scenario())


@pytest.mark.qt_log_ignore("raise")
def test_closing_hides_only_where_the_user_chose_that(window: MainWindow, qtbot: QtBot) -> None:
    window.hides_when_closed = True
    window.close()
    assert not window.isVisible()
    with qtbot.waitSignal(window.close_wanted):
        window.commands.quit.trigger()
    window.come_up()
    assert window.isVisible()


def test_the_tray_icon_shows_how_far_it_is(qapp: QApplication) -> None:
    def filled(share: float) -> int:
        image = progress_picture(share).toImage()
        return sum(QColor(image.pixel(x, image.height() - 8)).green() > 180 for x in range(image.width()))

    assert filled(0.1) < filled(0.5) < filled(1.0)


@pytest.mark.qt_log_ignore("raise")
def test_a_second_start_hands_its_files_to_the_window_that_is_open(
    on_qt: RunOnQt, theme: Theme, tmp_path: Path
) -> None:
    variables = environment(tmp_path / "home")
    file = make_file(tmp_path / "clip.mov", 10)
    shown: list[list[Path]] = []

    async def scenario() -> None:
        async with opened_window_host(theme, variables, None, open_window_api) as host:
            await host.session.begin([], demo=False)
            host.link.shown.connect(lambda paths: shown.append(list(paths)))
            code = await asyncio.to_thread(handed_over)
            assert code == 0
            await until(lambda: shown == [[file]])
            assert host.window.isVisible()

    def handed_over() -> int:
        command = [sys.executable, "-m", "uploader_gui", str(file)]
        return subprocess.run(command, env=os.environ | variables, check=False, timeout=30).returncode

    (tmp_path / "home").mkdir()
    on_qt(scenario())


def test_the_api_is_switched_on_and_off_with_the_settings(
    on_qt: RunOnQt, theme: Theme, tmp_path: Path
) -> None:
    def health(address: str) -> int:
        with urllib.request.urlopen(f"{address}/healthz", timeout=10) as answer:
            return int(answer.status)

    async def scenario() -> None:
        async with opened_window_host(theme, environment(tmp_path), None, open_window_api) as host:
            session = host.session
            await session.begin([], demo=False)
            assert session.api_facts().address == ""
            await session.change_settings(replace(session.settings, api_is_on=True, api_port=0))
            address = session.api_facts().address
            assert await asyncio.to_thread(health, address) == 200
            await session.change_settings(replace(session.settings, api_is_on=False))
            assert session.api_facts().address == ""
            with pytest.raises(OSError, match=r"refused"):
                await asyncio.to_thread(health, address)

    on_qt(scenario())
