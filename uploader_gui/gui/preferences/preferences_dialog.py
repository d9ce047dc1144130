"""The settings that a user may change."""

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QTabWidget, QVBoxLayout, QWidget

from uploader_gui.gui.preferences.api_page import ApiFacts, ApiPage
from uploader_gui.gui.preferences.general_page import GeneralPage
from uploader_gui.gui.preferences.uploads_page import UploadsPage
from uploader_gui.storage.settings.settings import Settings

_WIDTH = 680


class PreferencesDialog(QDialog):
    """Edits a ``Settings`` value; ``settings`` gives the changed one. GUI thread."""

    def __init__(
        self,
        parent: QWidget | None,
        settings: Settings,
        facts: ApiFacts | None = None,
        *,
        has_tray: bool = False,
        why_not_awake: str = "",
    ) -> None:
        super().__init__(parent)
        self._old = settings
        self.setWindowTitle(self.tr("Preferences"))
        self.setMinimumWidth(_WIDTH)
        self.general = GeneralPage(settings, has_tray=has_tray, why_not_awake=why_not_awake)
        self.uploads = UploadsPage(settings)
        self.api = ApiPage(settings, facts or ApiFacts())
        tabs = QTabWidget()
        tabs.setDocumentMode(True)
        tabs.addTab(self.general, self.tr("General"))
        tabs.addTab(self.uploads, self.tr("Uploads"))
        tabs.addTab(self.api, self.tr("HTTP API"))
        box = QDialogButtonBox.StandardButton
        buttons = QDialogButtonBox(box.Save | box.Cancel)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(16)
        column.addWidget(tabs)
        column.addWidget(buttons)

    def settings(self) -> Settings:
        """The settings as entered; what this dialog does not show is kept."""
        changed = self._old
        for page in (self.general, self.uploads, self.api):
            changed = page.changed(changed)
        return changed
