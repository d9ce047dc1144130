"""The settings that a user may change."""

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QTabWidget, QWidget
from typing_extensions import override

from uploader_gui.gui.look.forms import FormArea, bottom_row, dialog_column, keep_wide, open_at
from uploader_gui.gui.preferences.api_page import ApiFacts, ApiPage
from uploader_gui.gui.preferences.end_page import EndFacts, EndPage
from uploader_gui.gui.preferences.general_page import GeneralPage, LoginFacts
from uploader_gui.gui.preferences.timetable_page import TimetablePage
from uploader_gui.gui.preferences.uploads_page import UploadsPage
from uploader_gui.gui.preferences.watching.watch_page import WatchFacts, WatchPage
from uploader_gui.storage.settings.settings import Settings

_WIDTH = 680


class PreferencesDialog(QDialog):
    """Edits a ``Settings`` value; ``settings`` gives the changed one. GUI thread."""

    def __init__(
        self,
        parent: QWidget | None,
        settings: Settings,
        facts: ApiFacts | None = None,
        ends: EndFacts | None = None,
        login: LoginFacts | None = None,
        watching: WatchFacts | None = None,
        *,
        has_tray: bool = False,
        why_not_awake: str = "",
    ) -> None:
        super().__init__(parent)
        self._old = settings
        self.setWindowTitle(self.tr("Preferences"))
        keep_wide(self, _WIDTH)
        self.general = GeneralPage(
            settings, login or LoginFacts(), has_tray=has_tray, why_not_awake=why_not_awake
        )
        self.uploads = UploadsPage(settings)
        self.timetable = TimetablePage(settings)
        self.ends = EndPage(settings, ends or EndFacts())
        self.watching = WatchPage(watching or WatchFacts())
        self.api = ApiPage(settings, facts or ApiFacts())
        self._pages = (self.general, self.uploads, self.timetable, self.ends, self.api)
        self._tabs = tabs = QTabWidget(self)
        tabs.setDocumentMode(True)
        tabs.tabBar().setDrawBase(False)
        self._areas: dict[QWidget, FormArea] = {}
        pages: tuple[tuple[QWidget, str], ...] = (
            (self.general, self.tr("General")),
            (self.uploads, self.tr("Uploads")),
            (self.timetable, self.tr("Timetable")),
            (self.ends, self.tr("After uploads")),
            (self.watching, self.tr("Watch folders")),
            (self.api, self.tr("HTTP API")),
        )
        for page, title in pages:
            area = self._areas[page] = FormArea()
            tabs.addTab(area, title)
            area.hold(page)
        box = QDialogButtonBox.StandardButton
        buttons = QDialogButtonBox(box.Save | box.Cancel)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        self._pages[0].form.line_up(page.form for page in self._pages[1:])
        column = dialog_column(self)
        column.addWidget(tabs)
        column.addLayout(bottom_row(buttons))
        open_at(self, self.sizeHint())
        self.general.language.setFocus()  # else the tab would open looking pressed; Ctrl+Tab turns the pages

    def show_watching(self) -> None:
        """Turn to the page of watched folders."""
        self.go_to(self.watching)
        self.watching.list.setFocus()

    @override
    def accept(self) -> None:
        """Save, unless something that was entered can't be used: then show that."""
        for page in (self.timetable, self.ends):
            if not page.is_usable():
                self.go_to(page)
                return
        super().accept()

    def go_to(self, page: QWidget) -> None:
        """Show this one of the pages."""
        self._tabs.setCurrentWidget(self._areas[page])

    def settings(self) -> Settings:
        """The settings as entered; what this dialog does not show is kept."""
        changed = self._old
        for page in self._pages:
            changed = page.changed(changed)
        return changed
