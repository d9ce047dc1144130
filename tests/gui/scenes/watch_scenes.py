"""Watched folders in the preferences, and in the status bar."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtWidgets import QDialog

from gui import samples
from gui.scenes.dialog_scenes import LOCAL
from uploader_gui.domain.messages import MessageCode, message
from uploader_gui.domain.unattended.watch_folder import Afterwards, WatchFolder
from uploader_gui.domain.unattended.watch_status import WatchMeans, WatchState, WatchStatus
from uploader_gui.gui.look.theme import Theme
from uploader_gui.gui.main_window import MainWindow
from uploader_gui.gui.preferences.preferences_dialog import PreferencesDialog
from uploader_gui.gui.preferences.watching.watch_dialog import WatchDialog
from uploader_gui.gui.preferences.watching.watch_form import Destinations
from uploader_gui.gui.preferences.watching.watch_page import WatchFacts
from uploader_gui.storage.settings.settings import Settings

DESTINATIONS = Destinations((samples.STUDIO, LOCAL), samples.STUDIO)
INGEST = WatchFolder("1", "/mnt/ingest/cards", profile="Studio", prefix="cards", include=("*.mov", "*.mxf"))
RECORDER = WatchFolder("2", "/srv/recorder/out", profile="NAS", is_growing=True)
SHARE = WatchFolder("3", "/mnt/share/交付/2026 春季 第二摄影棚 A 机位", afterwards=Afterwards.DELETE)
OLD = WatchFolder("4", "/home/ana/Videos/old", is_on=False)
STATUSES = (
    WatchStatus(INGEST, WatchState.WATCHING, WatchMeans.EVENTS, seen=212, settling=1, sending=3, sent=208),
    WatchStatus(RECORDER, WatchState.WAITING),
    WatchStatus(
        SHARE,
        WatchState.WATCHING,
        WatchMeans.POLLING,
        seen=9,
        sent=7,
        failed=1,
        refused=1,
        trouble=(message(MessageCode.SOURCE_MISSING, path="/mnt/share/交付/take 4.mov"),),
    ),
    WatchStatus(OLD, WatchState.OFF),
)
FOLDERS = tuple(status.watch for status in STATUSES)


def _page(facts: WatchFacts, row: int = 0, *, is_narrow: bool = False) -> Callable[[Theme], QDialog]:
    def scene(_theme: Theme) -> QDialog:
        dialog = PreferencesDialog(None, Settings(), watching=facts)
        dialog.show_watching()
        dialog.watching.list.setCurrentRow(row)
        if is_narrow:
            dialog.setMinimumWidth(0)
            dialog.resize(dialog.minimumSizeHint())
        return dialog

    return scene


def _form(watch: WatchFolder, *, is_refused: bool = False) -> Callable[[Theme], QDialog]:
    def scene(_theme: Theme) -> QDialog:
        dialog = WatchDialog(None, watch, DESTINATIONS)
        if is_refused:
            dialog.accept()
        return dialog

    return scene


FILLED = WatchFacts(FOLDERS, STATUSES, DESTINATIONS)
WATCHING: dict[str, Callable[[Theme], QDialog]] = {
    "preferences-watch-empty": _page(WatchFacts((), (), DESTINATIONS)),
    "preferences-watch": _page(FILLED),
    "preferences-watch-trouble": _page(FILLED, 2),
    "preferences-watch-narrow": _page(FILLED, 1, is_narrow=True),
    "preferences-watch-form": _form(INGEST),
    "preferences-watch-form-new": _form(WatchFolder("9", "")),
    "preferences-watch-form-delete": _form(replace(SHARE, name_template="{year}/{month}/{name}")),
    "preferences-watch-form-refused": _form(
        replace(OLD, afterwards=Afterwards.MOVE, moved_to=OLD.folder), is_refused=True
    ),
}


def watching(window: MainWindow) -> None:
    """Two folders are watched; what waits and what is in trouble is said in the status bar."""
    samples_shown = [
        samples.uploading(1, name="interview_01.mov", size=118 * samples.GB, done=0.413, speed=29e6)
    ]
    window.apply([samples.an_event(status) for status in samples_shown])
    window.totals.watching.show_statuses(STATUSES)
