import asyncio
import urllib.request
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gui import samples
from gui.conftest import RunOnQt
from gui.rig import environment, until
from gui.samples import an_event
from uploader_gui.gui.job_kind import Look, overall_look
from uploader_gui.gui.look.palette import DARK
from uploader_gui.gui.look.theme import Theme
from uploader_gui.gui.main_window import MainWindow
from uploader_gui.gui.preferences.preferences_dialog import PreferencesDialog
from uploader_gui.gui.preferences.speed_limit_button import SpeedLimitButton
from uploader_gui.gui.preferences.speed_limit_menu import MB
from uploader_gui.gui.tray import progress_picture
from uploader_gui.gui.window_host import WindowHost, opened_window_host
from uploader_gui.headless.commands.handover import open_window_api
from uploader_gui.storage.settings.settings import Language, Settings


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
        "No limit", "1.0 MB/s", "2.0 MB/s", "3.5 MB/s", "5.0 MB/s", "10 MB/s", "25 MB/s", "50 MB/s", "Other…",
        "Timetable…",
    ]  # fmt: skip
    with qtbot.waitSignal(button.chosen) as chosen:
        next(action for action in button.menu().actions() if action.text() == "25 MB/s").trigger()
    assert chosen.args == [25 * MB]


def test_a_limit_acts_at_once_and_is_kept(on_qt: RunOnQt, theme: Theme, tmp_path: Path) -> None:
    async def scenario() -> None:
        async with opened_window_host(theme, environment(tmp_path)) as host:
            await host.session.begin(demo=False)
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
            await host.session.begin(demo=False)
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
        image = progress_picture(share, Look.SENDING).toImage()
        y = image.height() - 8
        return sum(QColor(image.pixel(x, y)).name().upper() == DARK.accent for x in range(image.width()))

    assert 0 < filled(0.1) < filled(0.5) < filled(1.0)


@pytest.mark.case("W06")
def test_the_tray_icon_shows_that_everything_waits_for_the_network(qapp: QApplication) -> None:
    assert overall_look({Look.RETRYING: 2, Look.WAITING: 9}) is Look.RETRYING
    assert overall_look({Look.RETRYING: 2, Look.FINISHING: 1}) is Look.SENDING
    pictures = [progress_picture(0.5, look).toImage() for look in (Look.SENDING, Look.RETRYING, Look.WAITING)]
    assert pictures[0] != pictures[1] != pictures[2]


@pytest.mark.case("W17")
def test_the_title_says_what_goes_on(window: MainWindow) -> None:
    assert window.windowTitle() == "Uploader"
    window.apply([an_event(samples.uploading(number)) for number in range(3)])
    window.apply([an_event(samples.waiting(4)), an_event(samples.failed(5))])
    assert window.windowTitle() == "3 uploading - Uploader"
    window.show_share(0.4199)
    assert window.windowTitle() == "3 uploading, 41 % - Uploader"
    window.apply([an_event(samples.completed(number)) for number in range(3)])
    assert window.windowTitle() == "1 waiting - Uploader"
    window.apply([an_event(samples.completed(4))])
    window.show_share(None)
    assert window.windowTitle() == "1 failed - Uploader"
    window.apply([an_event(samples.completed(5))])
    assert window.windowTitle() == "Uploader"


@pytest.mark.case("W17")
def test_the_title_follows_an_upload(on_qt: RunOnQt, theme: Theme, tmp_path: Path) -> None:
    half = samples.uploading(1, size=80_000_000, done=0.5)

    async def scenario() -> None:
        async with opened_window_host(theme, environment(tmp_path)) as host:
            await host.session.begin(demo=False)
            host.link.happened.emit([an_event(half)])
            await until(lambda: host.window.windowTitle() == "1 uploading, 52 % - Uploader")

    on_qt(scenario())


def test_the_api_is_switched_on_and_off_with_the_settings(
    on_qt: RunOnQt, theme: Theme, tmp_path: Path
) -> None:
    def health(address: str) -> int:
        with urllib.request.urlopen(f"{address}/healthz", timeout=60) as answer:
            return int(answer.status)

    async def scenario() -> None:
        async with opened_window_host(theme, environment(tmp_path), None, open_window_api) as host:
            session = host.session
            await session.begin(demo=False)
            assert session.api_facts().address == ""
            await session.change_settings(replace(session.settings, api_is_on=True, api_port=0))
            address = session.api_facts().address
            assert await asyncio.to_thread(health, address) == 200
            await session.change_settings(replace(session.settings, api_is_on=False))
            assert session.api_facts().address == ""
            with pytest.raises(OSError, match=r"refused"):
                await asyncio.to_thread(health, address)

    on_qt(scenario())
