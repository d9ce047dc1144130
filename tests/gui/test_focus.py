"""Where the keys go when something has been done: to what is wanted next."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QInputDialog

from gui import samples
from gui.conftest import RunOnQt
from gui.rig import environment, home_with, opened
from gui.samples import STUDIO, an_event
from lab.files import make_file
from lab.lines.proxy import FaultProxy
from lab.lines.rules import hold
from lab.stores.s3probe import Probe, S3Address
from uploader_gui.domain.events import EventKind, JobEvent
from uploader_gui.domain.job import JobState
from uploader_gui.domain.plan import MIB
from uploader_gui.gui.connections.connection_dialog import ConnectionDialog
from uploader_gui.gui.look.theme import Theme
from uploader_gui.gui.main_window import MainWindow
from uploader_gui.storage.settings.settings import SavedSettings, Settings

pytestmark = pytest.mark.case("W17")


def selected(window: MainWindow) -> list[str]:
    return [status.job.file_name for status in window.selected_jobs()]


def test_after_adding_the_first_new_row_has_the_keys(
    on_qt: RunOnQt, theme: Theme, proxy: FaultProxy, proxied: S3Address, tmp_path: Path
) -> None:
    home = home_with(tmp_path, SavedSettings(Settings(shows_summary=False)))
    clips = [make_file(tmp_path / f"{name}.mov", MIB, seed=ord(name)) for name in "abc"]

    async def scenario() -> None:
        async with opened(theme, environment(home, proxied)) as rig:
            rig.drop(clips[0])
            await rig.until_all(JobState.COMPLETED)
            rig.window.activateWindow()
            held = proxy.on("put", hold())
            rig.drop(*clips[1:])
            await rig.until_said(
                rig.window.table.selectionModel().selectionChanged,
                lambda: selected(rig.window) == ["b.mov", "c.mov"],
                "the row of the new package",
            )
            assert rig.window.focusWidget() is rig.window.table
            held.release()
            await rig.until_all(JobState.COMPLETED, 3)

    on_qt(scenario())


def test_who_types_in_the_filter_goes_on_typing_while_files_are_added(window: MainWindow) -> None:
    window.apply([an_event(samples.waiting(1))])
    window.activateWindow()
    window.filter_box.enter()
    window.select_row(samples.a_job(2).job_id)
    window.apply([an_event(samples.waiting(2, name="new.mov"))])
    assert selected(window) == ["new.mov"]
    assert window.focusWidget() is window.filter_box


def test_what_the_filter_hides_takes_no_selection_away(window: MainWindow) -> None:
    window.apply([an_event(samples.waiting(1, name="take 1.mov"))])
    window.filter_box.setText("take")
    window.table.selectRow(0)
    window.select_row(samples.a_job(2).job_id)
    window.apply([an_event(samples.waiting(2, name="other.mov"))])
    assert selected(window) == ["take 1.mov"]


def test_after_connecting_the_keys_are_on_adding_files(
    on_qt: RunOnQt, theme: Theme, bucket: Probe, tmp_path: Path
) -> None:
    async def scenario() -> None:
        async with opened(theme, environment(tmp_path / "home")) as rig:
            rig.window.activateWindow()
            assert rig.window.focusWidget() is rig.window.empty_page.buttons()[2]
            rig.window.empty_page.buttons()[2].click()
            await rig.until(
                lambda: isinstance(QApplication.activeModalWidget(), ConnectionDialog), "the connection"
            )
            dialog = QApplication.activeModalWidget()
            assert isinstance(dialog, ConnectionDialog)
            where = bucket.address
            dialog.form.endpoint.setText(where.endpoint)
            dialog.form.bucket.setText(where.bucket)
            dialog.form.access_key.setText(where.access_key)
            dialog.form.secret.setText(where.secret_key)
            dialog.accept()
            shown = rig.window.destination.shown
            await rig.until_said(shown, lambda: where.bucket in rig.window.destination.text(), "the place")
            assert rig.window.focusWidget() is rig.window.empty_page.buttons()[0]

    on_qt(scenario())


def test_the_keys_go_to_the_rows_when_the_first_comes_and_back_when_the_last_is_gone(
    window: MainWindow,
) -> None:
    window.activateWindow()
    window.empty_page.buttons()[0].setFocus()
    window.apply([an_event(samples.waiting(1))])
    assert window.focusWidget() is window.table
    window.apply([JobEvent(EventKind.REMOVED, samples.waiting(1))])
    assert window.focusWidget() is window.empty_page.buttons()[0]


def test_a_dialog_gives_the_keys_back_to_the_row(on_qt: RunOnQt, theme: Theme, tmp_path: Path) -> None:
    home = home_with(tmp_path, SavedSettings(profiles=(STUDIO,), current_profile=STUDIO.name))

    async def scenario() -> None:
        async with opened(theme, environment(home)) as rig:
            rig.window.apply([an_event(samples.waiting(number)) for number in (1, 2)])
            rig.window.activateWindow()
            rig.window.table.selectRow(1)
            rig.window.table.setFocus()
            rig.window.commands.rename.trigger()
            await rig.until(lambda: bool(rig.window.findChildren(QInputDialog)), "the question")
            rig.window.findChildren(QInputDialog)[0].reject()
            await rig.session.hand_on()
            assert rig.window.focusWidget() is rig.window.table
            assert rig.window.table.selected_rows() == [1]

    on_qt(scenario())
