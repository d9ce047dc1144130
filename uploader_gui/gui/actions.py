"""What a user can do, as Qt actions with their keys; enabled by the stored states of the jobs concerned."""

from collections.abc import Callable, Collection, Mapping
from typing import Final

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from uploader_gui.domain.events import JobStatus
from uploader_gui.domain.job import ALLOWED, JobState, Verb
from uploader_gui.gui.job_kind import JobKind
from uploader_gui.gui.look.icons import icon
from uploader_gui.gui.look.plain_text import tip_words
from uploader_gui.gui.look.theme import Theme
from uploader_gui.transfer.job_changes import may_be_renamed

_ICONS: Final = {
    "add_files": "add-files",
    "add_folder": "add-folder",
    "pause": "pause",
    "resume": "resume",
    "remove": "remove",
    "copy_link": "link",
    "connection": "connection",
    "preferences": "preferences",
}

_ORDERED: Final = frozenset({JobState.SUBMITTED, JobState.PAUSED, JobState.FAILED})


class Actions(QObject):
    """The actions by name. Connect to their ``triggered``. GUI thread."""

    def __init__(self, theme: Theme, parent: QObject) -> None:
        super().__init__(parent)
        self._theme = theme
        self.add_files = self._made(self.tr("Add files"), QKeySequence.StandardKey.Open)
        self.add_folder = self._made(self.tr("Add folder"), "Ctrl+Shift+O")
        self.pause = self._made(self.tr("Pause"))
        self.resume = self._made(self.tr("Resume"))
        self.remove = self._made(self.tr("Remove"), QKeySequence.StandardKey.Delete)
        self.toggle = self._made(self.tr("Pause or resume"), "Space")
        self.copy_link = self._made(self.tr("Copy link"), QKeySequence.StandardKey.Copy)
        self.select_all = self._made(self.tr("Select all"), QKeySequence.StandardKey.SelectAll)
        self.move_up = self._made(self.tr("Move up"), "Alt+Up")
        self.move_down = self._made(self.tr("Move down"), "Alt+Down")
        self.move_top = self._made(self.tr("Move to the top"), "Alt+Home")
        self.rename = self._made(self.tr("Rename the key"), "F2")
        self.restart = self._made(self.tr("Restart with the file as it is now"))
        self.details = self._made(self.tr("Details"), "Ctrl+I")
        self.details.setCheckable(True)
        self.pause_all = self._made(self.tr("Pause all"))
        self.resume_all = self._made(self.tr("Resume all"))
        self.resume_failed = self._made(self.tr("Resume failed"))
        self.clear_completed = self._made(self.tr("Clear completed"))
        self.remove_all = self._made(self.tr("Remove all"))
        self.filter = self._made(self.tr("Filter"), QKeySequence.StandardKey.Find)
        self.connection = self._made(self.tr("Edit connection"))
        self.new_connection = self._made(self.tr("New connection"))
        self.connections = self._made(self.tr("All connections"))
        self.browse = self._made(self.tr("Choose bucket and folder"), "Ctrl+B")
        self.preferences = self._made(self.tr("Preferences"), "Ctrl+,")
        self.help = self._made(self.tr("How it works"), QKeySequence.StandardKey.HelpContents)
        self.quit = self._made(self.tr("Quit"), "Ctrl+Q")
        self.preferences.setMenuRole(QAction.MenuRole.PreferencesRole)
        self.quit.setMenuRole(QAction.MenuRole.QuitRole)
        theme.changed.connect(self._draw_icons)
        self._draw_icons()

    def bind_to_table(self, table: QWidget) -> None:
        """Let the keys that edit text elsewhere count only while the table has the focus."""
        for action in (self.toggle, self.remove, self.copy_link, self.select_all, self.rename, *self.moves()):
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            table.addAction(action)

    def fit_to(
        self, selected: Collection[JobKind], only: JobStatus | None, counts: Mapping[JobState, int]
    ) -> None:
        """Enable what the stored states allow, of the selection (``only``: the job if it is one alone) and of all."""
        states = {kind.state for kind in selected}
        existing = {state for state, count in counts.items() if count}
        self.pause.setEnabled(bool(states & ALLOWED[Verb.PAUSE]))
        self.resume.setEnabled(bool(states & ALLOWED[Verb.RESUME]))
        self.remove.setEnabled(bool(states & ALLOWED[Verb.REMOVE]))
        self.toggle.setEnabled(self.pause.isEnabled() or self.resume.isEnabled())
        self.copy_link.setEnabled(bool(selected))
        may_move = bool(states & _ORDERED)
        for action in self.moves():
            action.setEnabled(may_move)
        self.rename.setEnabled(only is not None and may_be_renamed(only.job))
        self.restart.setEnabled(any(kind.may_restart for kind in selected))
        has_link = JobState.COMPLETED in states or not states
        self.copy_link.setText(self.tr("Copy link") if has_link else self.tr("Copy key"))
        self.pause_all.setEnabled(bool(existing & ALLOWED[Verb.PAUSE]))
        self.resume_all.setEnabled(bool(existing & ALLOWED[Verb.RESUME]))
        self.resume_failed.setEnabled(JobState.FAILED in existing)
        self.clear_completed.setEnabled(JobState.COMPLETED in existing)
        self.remove_all.setEnabled(bool(existing))

    def moves(self) -> list[QAction]:
        """What changes the order of the queue."""
        return [self.move_up, self.move_down, self.move_top]

    def of_destination(self) -> list[QAction]:
        """What is done about where new files go."""
        return [self.browse, self.connection, self.new_connection, self.connections]

    def context_menu(self, parent: QWidget) -> QMenu:
        """The menu of the selected rows, gone when it is closed."""
        menu = QMenu(parent)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.addActions([self.pause, self.resume, self.remove])
        if self.restart.isEnabled():
            menu.addAction(self.restart)
        menu.addSeparator()
        menu.addActions([*self.moves(), self.rename])
        menu.addSeparator()
        menu.addActions([self.copy_link, self.select_all, self.details])
        return menu

    def menu_of_all(self, parent: QWidget) -> QMenu:
        """The menu of what is done to all jobs."""
        menu = QMenu(self.tr("All uploads"), parent)
        menu.addActions([self.pause_all, self.resume_all, self.resume_failed])
        menu.addSeparator()
        menu.addActions([self.clear_completed, self.remove_all])
        return menu

    def _made(self, text: str, keys: QKeySequence.StandardKey | str | None = None) -> QAction:
        action = QAction(text, self)
        if keys is not None:
            sequence = QKeySequence(keys)
            action.setShortcut(sequence)
            action.setToolTip(
                tip_words(f"{text} ({sequence.toString(QKeySequence.SequenceFormat.NativeText)})")
            )
        return action

    def _draw_icons(self) -> None:
        colours = self._theme.colours
        for name, drawing in _ICONS.items():
            action: QAction = getattr(self, name)
            action.setIcon(icon(drawing, colours.text, colours.faint))


def menu_button(words: str, menu: QMenu) -> QToolButton:
    """A button that opens ``menu``."""
    button = QToolButton()
    button.setText(words)
    button.setMenu(menu)
    button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
    return button


def on(action: QAction, do: Callable[[], None]) -> None:
    """Call ``do`` when the action is triggered, without its check mark."""
    action.triggered.connect(lambda *_: do())
