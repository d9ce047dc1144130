"""What a user can do, as Qt actions with their keys; enabled by the stored states of the jobs concerned."""

from collections.abc import Callable, Collection, Mapping
from typing import Final

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from uploader_gui.domain.events import JobStatus
from uploader_gui.domain.job import ALLOWED, JobState, Verb
from uploader_gui.domain.queue_order import MOVABLE
from uploader_gui.gui.job_kind import WANT_A_TRY, JobKind, Look, Remedy, entry_counts, remedy_of
from uploader_gui.gui.look.icons import icon
from uploader_gui.gui.look.plain_text import tip_words
from uploader_gui.gui.look.theme import Theme
from uploader_gui.gui.preferences.speed_limit_menu import MB, SpeedLimitMenu
from uploader_gui.gui.words.wording import remedy_words
from uploader_gui.transfer.intake.locating import may_be_located
from uploader_gui.transfer.job_changes import may_be_renamed

_OFFERED: Final = (MB // 10, MB // 2, 1 * MB, 2 * MB, 5 * MB, 10 * MB)
_ICONS: Final = {
    "add_files": "add-files",
    "add_folder": "add-folder",
    "pause": "pause",
    "resume": "resume",
    "remove": "remove",
    "copy_link": "link",
    "of_all": "all",
    "connection": "connection",
    "preferences": "preferences",
}


class Actions(QObject):
    """The actions by name. Connect to their ``triggered``; ``of_all`` has a menu of what is done to all jobs instead.

    GUI thread.
    """

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._link_lifetime = ""
        self._copies_link = True
        self._is_of_several = False
        self._in_numbers: list[tuple[QAction, str, str]] = []
        self.add_files = self._made(self.tr("Add files"), QKeySequence.StandardKey.Open)
        self.add_folder = self._made(self.tr("Add folder"), "Ctrl+Shift+O")
        self.pause = self._made(self.tr("Pause"))
        self.pause_after_part = self._made(self.tr("Finish this part, then pause"), "Shift+Space")
        self.pause_after_part.setToolTip(
            self.tr("What is on its way is sent to its end first, so that none of it has to be sent again")
        )
        self.resume = self._made(self.tr("Resume"))
        self.limit = self._made(self.tr("Limit speed"))
        self.limits = SpeedLimitMenu(_OFFERED, parent)
        self.limits.offer(None)
        self.limit.setMenu(self.limits)
        self.start_at = self._made(self.tr("Start at"))
        self.start_now = self._made(self.tr("Start now"))
        self.remove = self._made(self.tr("Remove"), QKeySequence.StandardKey.Delete)
        self.undo = self._made(self.tr("Undo removal"), QKeySequence.StandardKey.Undo)
        self.undo.setEnabled(False)  # nothing has been removed yet
        self.toggle = self._made(self.tr("Pause or resume"), "Space")
        self.copy_link = self._made("", QKeySequence.StandardKey.Copy)
        self.copy_for_hour = self._made_for(self.tr("Link good for 1 hour"), self.tr("Links good for 1 hour"))
        self.copy_for_day = self._made_for(self.tr("Link good for 1 day"), self.tr("Links good for 1 day"))
        self.copy_for_week = self._made_for(self.tr("Link good for 7 days"), self.tr("Links good for 7 days"))
        self.copy_plain = self._made_for(
            self.tr("Plain link, for whoever may read the bucket"),
            self.tr("Plain links, for whoever may read the bucket"),
            "Ctrl+Shift+C",
        )
        self.copy_other = self._made_for(self.tr("Copy another link"), self.tr("Copy other links"))
        self.open_link = self._made(self.tr("Open in the browser"), "Ctrl+Return")
        self.show_in_folder = self._made_for(
            self.tr("Show in its folder"), self.tr("Show in their folders"), "Ctrl+Shift+Return"
        )
        self.upload_again = self._made(self.tr("Upload again"), "Ctrl+U")
        self.upload_again.setToolTip(
            self.tr("Sends the file as it is now to the same place, and asks about what is there")
        )
        self.locate = self._made(self.tr("Locate the file"))
        self.locate.setToolTip(
            self.tr("Says where the file is now; it has to prove that it is the one that was sent")
        )
        self.verify_store = self._made(self.tr("Ask the store"))
        self.verify_store.setToolTip(self.tr("Compares size, ETag and checksum with what was sent"))
        self.verify_source = self._made_for(
            self.tr("Also read the file on this computer"), self.tr("Also read the files on this computer")
        )
        self.verify_source.setToolTip(
            self.tr(
                "Reads the file, too, and says whether it is what the store has; before a card is formatted"
            )
        )
        self.verify_read_back = self._made_for(
            self.tr("Also read it back from the store"), self.tr("Also read them back from the store")
        )
        self.verify_read_back.setToolTip(self.tr("Downloads all of it, keeps nothing, and compares"))
        self.verify_again = self._made(self.tr("Verify again"))
        self.of_sent = self._made_for(self.tr("File and object"), self.tr("Files and objects"))
        self._add_menus_of_sent(parent)
        self.report_selected = self._made(self.tr("Of the selected uploads"), "Ctrl+E")
        self.report_package = self._made(self.tr("Of their package, all of it"))
        self.report_shown = self._made(self.tr("Of all uploads shown"))
        self.report_all = self._made(self.tr("Of everything that was ever sent"))
        self.deliveries = self._made(self.tr("Deliveries"), "Ctrl+H")
        self.deliveries.setToolTip(
            self.tr(
                "All that was ever uploaded, also what has left the list, by name, package and date (Ctrl+H)"
            )
        )
        self.of_reports = self._made(self.tr("Export a report"))
        self._add_menu_of_reports(parent)
        self.select_all = self._made(self.tr("Select all"), QKeySequence.StandardKey.SelectAll)
        self.move_up = self._made(self.tr("Move up"), "Alt+Up")
        self.move_down = self._made(self.tr("Move down"), "Alt+Down")
        self.move_top = self._made(self.tr("Move to the top"), "Alt+Home")
        self.rename = self._made(self.tr("Rename in the store"), "F2")
        self.restart = self._made(self.tr("Restart with the file as it is now"))
        self.try_now = self._made(self.tr("Try now"))
        self.mend = self._made(
            remedy_words(Remedy.LOCATE)
        )  # also hidden it is an entry that a screen reader finds
        self.details = self._made(self.tr("Details"), "Ctrl+I")
        self.details.setCheckable(True)
        self.try_all_now = self._made(self.tr("Try all now"), "F5")
        self.pause_all = self._made(self.tr("Pause all"))
        self.resume_all = self._made(self.tr("Resume all"))
        self.resume_failed = self._made(self.tr("Resume failed"))
        self.clear = self._made(self.tr("Clear the list"), "Ctrl+Shift+Del")
        self.remove_all = self._made(self.tr("Remove all"))
        self.of_all = self._made(self.tr("All uploads"))
        self._add_menu_of_all(parent)
        self.pause_these = self._made(self.tr("Pause these"))
        self.resume_these = self._made(self.tr("Resume these"))
        self.remove_these = self._made(self.tr("Remove these"))
        self.flat = self._made(self.tr("All files without their packages"))
        self.flat.setCheckable(True)
        self.queue_order = self._made(self.tr("Show in queue order"))
        self.filter = self._made(self.tr("Filter"), QKeySequence.StandardKey.Find)
        self.connection = self._made(self.tr("Edit connection"))
        self.new_connection = self._made(self.tr("New connection"))
        self.connections = self._made(self.tr("All connections"))
        self.browse = self._made(self.tr("Choose bucket and folder"), "Ctrl+B")
        self.preferences = self._made(self.tr("Preferences"), "Ctrl+,")
        self.help = self._made(self.tr("How it works"), QKeySequence.StandardKey.HelpContents)
        self.guide = self._made(self.tr("Guide"))
        self.guide.setVisible(False)  # until its pages are found
        self.keys = self._made(self.tr("Keyboard shortcuts"), "Ctrl+?")
        self.log_folder = self._made(self.tr("Open the log folder"))
        self.report = self._made(self.tr("Report a fault"))
        self.about = self._made(self.tr("About Uploader"))
        self.quit = self._made(self.tr("Quit"), "Ctrl+Q")
        self.preferences.setMenuRole(QAction.MenuRole.PreferencesRole)
        self.about.setMenuRole(QAction.MenuRole.AboutRole)
        self.quit.setMenuRole(QAction.MenuRole.QuitRole)
        theme.changed.connect(self._draw_icons)
        self._draw_icons()

    def bind_to_table(self, table: QWidget) -> None:
        """Let the keys that edit text elsewhere count only while the table has the focus."""
        for action in (
            self.toggle,
            self.pause_after_part,
            self.remove,
            self.copy_link,
            self.copy_plain,
            self.open_link,
            self.show_in_folder,
            self.upload_again,
            self.select_all,
            self.rename,
            *self.moves(),
        ):
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            table.addAction(action)

    def fit_to(
        self,
        selected: Collection[JobKind],
        only: JobStatus | None,
        counts: Mapping[Look, int],
        *,
        is_package: bool = False,
    ) -> None:
        """Enable what fits the selection (``only``: the job if it is one alone; ``is_package``: it is one alone), and
        ``counts``: how all jobs look.
        """
        states = {kind.state for kind in selected}
        existing = {state for state, count in entry_counts(counts).items() if count}
        self.pause.setEnabled(bool(states & ALLOWED[Verb.PAUSE]))
        self.pause_after_part.setEnabled(any(kind.may_finish_part for kind in selected))
        self.resume.setEnabled(any(kind.may_resume for kind in selected))
        self.limit.setEnabled(bool(states & ALLOWED[Verb.LIMIT]))
        self.start_at.setEnabled(bool(states & ALLOWED[Verb.START_AT]))
        self.start_now.setEnabled(any(kind.look is Look.LATER for kind in selected))
        self.remove.setEnabled(bool(states & ALLOWED[Verb.REMOVE]))
        self.toggle.setEnabled(self.pause.isEnabled() or self.resume.isEnabled())
        self.copy_link.setEnabled(bool(selected))
        has_finished = JobState.COMPLETED in states
        for action in (self.copy_other, self.copy_plain, self.upload_again):
            action.setEnabled(has_finished)
        self.verify_again.setEnabled(has_finished)
        self.open_link.setEnabled(only is not None and has_finished)
        self.show_in_folder.setEnabled(bool(selected))
        self.report_selected.setEnabled(bool(selected))
        self.report_package.setEnabled(bool(selected) and (only is None or bool(only.job.package_id)))
        self.report_shown.setEnabled(bool(existing))
        self.locate.setEnabled(only is not None and may_be_located(only.job))
        may_move = bool(states & MOVABLE)
        for action in self.moves():
            action.setEnabled(may_move)
        self.rename.setEnabled(is_package or (only is not None and may_be_renamed(only.job)))
        self.rename.setText(self.tr("Rename package") if is_package else self.tr("Rename in the store"))
        self.restart.setEnabled(any(kind.may_restart for kind in selected))
        self.try_now.setEnabled(any(kind.look in WANT_A_TRY for kind in selected))
        self.try_all_now.setEnabled(any(counts.get(look) for look in WANT_A_TRY))
        self._fit_mend(None if only is None else remedy_of(only))
        self._copies_link = JobState.COMPLETED in states or not states
        self._speak_of_several(is_so=only is None and bool(selected))
        self._name_copying()
        self.pause_all.setEnabled(bool(existing & ALLOWED[Verb.PAUSE]))
        self.resume_all.setEnabled(bool(existing & ALLOWED[Verb.RESUME] or counts.get(Look.PAUSING)))
        self.resume_failed.setEnabled(JobState.FAILED in existing)
        self.clear.setEnabled(bool(existing))
        self.remove_all.setEnabled(bool(existing))

    def show_link_lifetime(self, words: str) -> None:
        """Say for how long a link will be good that is copied."""
        self._link_lifetime = words
        self._name_copying()

    def _name_copying(self) -> None:
        if self._is_of_several:
            link, key = self.tr("Copy links, good for {0}"), self.tr("Copy names in the store")
        else:
            link, key = self.tr("Copy link, good for {0}"), self.tr("Copy name in the store")
        self.copy_link.setText(link.format(self._link_lifetime) if self._copies_link else key)

    def _speak_of_several(self, *, is_so: bool) -> None:
        """Name what is done with files as is right for one, or for several."""
        if is_so is not self._is_of_several:
            self._is_of_several = is_so
            for action, one, many in self._in_numbers:
                _name(action, many if is_so else one)

    def moves(self) -> list[QAction]:
        """What changes the order of the queue."""
        return [self.move_up, self.move_down, self.move_top]

    def of_finished(self) -> list[QAction]:
        """What is done with files that are in the store, and where they are on this machine."""
        return [
            self.copy_other,
            self.open_link,
            self.show_in_folder,
            self.locate,
            self.verify_again,
            self.upload_again,
        ]

    def of_destination(self) -> list[QAction]:
        """What is done about where new files go."""
        return [self.browse, self.connection, self.new_connection, self.connections]

    def add_help_to(self, menu: QMenu) -> None:
        """Fill the menu of what helps."""
        menu.addActions([self.help, self.guide, self.keys])
        menu.addSeparator()
        menu.addActions([self.log_folder, self.report])
        menu.addSeparator()
        menu.addAction(self.about)

    def context_menu(self, parent: QWidget) -> QMenu:
        """The menu of the selected rows, gone when it is closed; without what fits none of them by its state."""
        menu = QMenu(parent)
        menu.aboutToHide.connect(menu.deleteLater)
        for solving in (self.try_now, self.mend):
            if solving.isEnabled():
                menu.addAction(solving)
                menu.addSeparator()
        if self.toggle.isEnabled():
            menu.addActions([self.pause, self.pause_after_part, self.resume])
        menu.addAction(self.remove)
        if self.restart.isEnabled():
            menu.addAction(self.restart)
        for group in ([self.limit], [self.start_now, self.start_at], [*self.moves(), self.rename]):
            if any(action.isEnabled() for action in group):
                menu.addSeparator()
                menu.addActions(group)
        menu.addSeparator()
        menu.addAction(self.copy_link)
        menu.addActions([action for action in self.of_finished() if action.isEnabled()])
        menu.addSeparator()
        menu.addAction(self.of_reports)
        menu.addActions([self.select_all, self.details])
        return menu

    def menu_beside_rows(self, parent: QWidget) -> QMenu:
        """The menu of the table where there is no row, gone when it is closed."""
        menu = QMenu(parent)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.addActions([self.add_files, self.add_folder])
        menu.addSeparator()
        menu.addActions([self.undo, self.select_all, self.queue_order])
        menu.addSeparator()
        menu.addAction(self.of_reports)
        menu.addAction(self.of_all)
        return menu

    def menu_of_state(self, shown: Collection[JobState], parent: QWidget, *, some_pause: bool) -> QMenu:
        """The menu of an entry at the side, whose rows are in the states ``shown``; gone when it is closed.

        ``some_pause``: some of the rows are about to be paused.
        """
        menu = QMenu(parent)
        menu.aboutToHide.connect(menu.deleteLater)
        states = set(shown)
        for action, verb in (
            (self.pause_these, Verb.PAUSE),
            (self.resume_these, Verb.RESUME),
            (self.remove_these, Verb.REMOVE),
        ):
            action.setEnabled(bool(states & ALLOWED[verb]))
            menu.addAction(action)
        if some_pause:
            self.resume_these.setEnabled(True)
        return menu

    def _add_menu_of_all(self, owner: QWidget) -> None:
        menu = QMenu(owner)
        menu.addActions([self.try_all_now, self.pause_all, self.resume_all, self.resume_failed])
        menu.addSeparator()
        menu.addActions([self.clear, self.remove_all])
        self.of_all.setMenu(menu)

    def _add_menus_of_sent(self, owner: QWidget) -> None:
        menu = QMenu(owner)
        menu.addActions([self.copy_for_hour, self.copy_for_day, self.copy_for_week])
        menu.addSeparator()
        menu.addAction(self.copy_plain)
        self.copy_other.setMenu(menu)
        verifying = QMenu(owner)
        verifying.setToolTipsVisible(True)
        verifying.addActions([self.verify_store, self.verify_source, self.verify_read_back])
        self.verify_again.setMenu(verifying)
        of_sent = QMenu(owner)
        of_sent.addActions(self.of_finished())
        self.of_sent.setMenu(of_sent)

    def _add_menu_of_reports(self, owner: QWidget) -> None:
        menu = QMenu(owner)
        menu.addActions([self.report_selected, self.report_package, self.report_shown])
        menu.addSeparator()
        menu.addAction(self.report_all)
        self.of_reports.setMenu(menu)

    def _fit_mend(self, remedy: Remedy | None) -> None:
        """Offer what solves the selected job's trouble, unless that has an action of its own."""
        is_own = remedy not in {None, Remedy.TRY_NOW, Remedy.RESUME, Remedy.RENAME, Remedy.UPLOAD_AGAIN}
        self.mend.setEnabled(is_own)
        self.mend.setVisible(is_own)
        if remedy is not None and is_own:
            self.mend.setText(remedy_words(remedy))

    def _made(self, text: str, keys: QKeySequence.StandardKey | str | None = None) -> QAction:
        action = QAction(self)
        if keys is not None:
            action.setShortcut(QKeySequence(keys))
        _name(action, text)
        return action

    def _made_for(self, one: str, many: str, keys: str | None = None) -> QAction:
        """One that is called otherwise where several files are selected."""
        action = self._made(one, keys)
        self._in_numbers.append((action, one, many))
        return action

    def _draw_icons(self) -> None:
        colours = self._theme.colours
        for name, drawing in _ICONS.items():
            action: QAction = getattr(self, name)
            action.setIcon(icon(drawing, colours.text, colours.faint))


def on(action: QAction, do: Callable[[], None]) -> None:
    """Call ``do`` when the action is triggered, without its check mark."""
    action.triggered.connect(lambda *_: do())


def _name(action: QAction, text: str) -> None:
    """Call it this, also where its keys are told."""
    action.setText(text)
    if keys := action.shortcut().toString(QKeySequence.SequenceFormat.NativeText):
        action.setToolTip(tip_words(f"{text} ({keys})"))
