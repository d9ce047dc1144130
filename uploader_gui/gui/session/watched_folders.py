"""Watched folders between the engine, which watches them, and the window, which shows and changes them."""

import uuid
from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QDialog, QLineEdit

from uploader_gui.domain.profile import Profile
from uploader_gui.domain.unattended.watch_folder import WatchFolder, with_watch_changes
from uploader_gui.domain.unattended.watch_status import WatchStatus
from uploader_gui.gui.dialogs import Tasks, answered, is_open, picked
from uploader_gui.gui.engine_link import EngineLink
from uploader_gui.gui.main_window import MainWindow
from uploader_gui.gui.preferences.preferences_dialog import PreferencesDialog
from uploader_gui.gui.preferences.watching.watch_dialog import WatchDialog
from uploader_gui.gui.preferences.watching.watch_form import Destinations
from uploader_gui.gui.preferences.watching.watch_page import WatchFacts, WatchPage
from uploader_gui.storage.settings.settings import SavedSettings


class WatchedFolders(QObject):
    """``current`` gives the connection in use. GUI thread."""

    def __init__(
        self, window: MainWindow, link: EngineLink, tasks: Tasks, current: Callable[[], Profile | None]
    ) -> None:
        super().__init__(window)
        self._window = window
        self._link = link
        self._tasks = tasks
        self._current = current
        self._statuses: Sequence[WatchStatus] = ()
        self._dialog: PreferencesDialog | None = None
        link.watching_changed.connect(self._show)
        self._show(link.runtime.watching.statuses())

    def facts(self) -> WatchFacts:
        """What there is to show in the preferences."""
        saved = self._link.runtime.saved
        return WatchFacts(saved.watch_folders, self._statuses, Destinations(saved.profiles, self._current()))

    def serve(self, dialog: PreferencesDialog) -> None:
        """Open the dialog for a folder where these preferences ask for it, and keep them up to date."""
        self._dialog = dialog
        page = dialog.watching
        page.edit_wanted.connect(lambda watch: self._tasks.start(self._edit(dialog, page, watch)))

    async def keep(self, before: Sequence[WatchFolder], wanted: Sequence[WatchFolder]) -> None:
        """Have the settings file say so in what differs; ``before`` is what was shown when the user began to change it.

        Raises BadSettingsError in words.
        """
        runtime = self._link.runtime
        if wanted == before:
            return

        def edit(there: SavedSettings) -> SavedSettings:
            return replace(there, watch_folders=with_watch_changes(there.watch_folders, before, wanted))

        await self._link.in_thread(lambda: runtime.change(edit))

    def _show(self, statuses: Sequence[WatchStatus]) -> None:
        self._statuses = statuses
        self._window.totals.watching.show_statuses(statuses)
        if self._dialog is not None and is_open(self._dialog):
            self._dialog.watching.show_statuses(statuses)

    async def _edit(self, parent: QDialog, page: WatchPage, watch: WatchFolder | None) -> None:
        edited = WatchFolder(str(uuid.uuid4()), "") if watch is None else watch
        others = [one for one in page.folders() if one.watch_id != edited.watch_id]
        dialog = WatchDialog(parent, edited, page.destinations, others)
        dialog.folder_wanted.connect(lambda field: self._tasks.start(self._choose(dialog, field)))
        if await answered(dialog) and is_open(parent):
            page.put(dialog.watch())

    async def _choose(self, dialog: WatchDialog, field: QLineEdit) -> None:
        chosen = await picked(dialog, self.tr("Folder"), folder=True)
        if chosen and is_open(dialog):
            field.setText(chosen[0])
