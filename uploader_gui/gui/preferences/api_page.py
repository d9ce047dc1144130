"""Preferences of the HTTP API: whether the window offers it, where, its token, and what came in through it."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QShowEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit, QListWidget, QWidget
from typing_extensions import override

from uploader_gui.domain.job import Job
from uploader_gui.gui.look.forms import push_button
from uploader_gui.gui.look.number_fields import number_field
from uploader_gui.gui.look.plain_text import PlainLabel
from uploader_gui.gui.preferences.preferences_form import form_on
from uploader_gui.gui.words.names import name_words
from uploader_gui.gui.words.wording import moment_words
from uploader_gui.storage.settings.settings import Settings

_LIST_HEIGHT = 120
_SHOWN_AT_MOST = 200
_LAST_PORT = 65535


@dataclass(frozen=True, slots=True)
class ApiFacts:
    """``address``: the URL where it answers, "" where it does not. ``token``: "" where there is no API at all.

    ``came_in``: the jobs that were submitted through it, newest first.
    """

    address: str = ""
    token: str = field(default="", repr=False)
    came_in: Sequence[Job] = ()


class ApiPage(QWidget):
    """GUI thread."""

    def __init__(self, settings: Settings, facts: ApiFacts) -> None:
        super().__init__()
        self._token = facts.token
        self.is_on = QCheckBox(self.tr("Take uploads from scripts over HTTP"))
        self.is_on.setChecked(settings.api_is_on)
        self.host = QLineEdit(settings.api_host)
        self.port = number_field(settings.api_port, 0, _LAST_PORT)
        self.port.setToolTip(self.tr("0 picks a free port."))
        self.copy_token = push_button(
            self.tr("Copy the token"), lambda: QGuiApplication.clipboard().setText(self._token)
        )
        self.came_in = QListWidget()
        self.came_in.setMaximumHeight(_LIST_HEIGHT)
        self.came_in.addItems(
            [
                f"{moment_words(job.created_at)}  {name_words(job.file_name)}"
                for job in facts.came_in[:_SHOWN_AT_MOST]
            ]
        )
        for part in (self.is_on, self.host, self.port, self.copy_token):
            part.setEnabled(bool(facts.token))
        self._lay_out(facts)

    def changed(self, settings: Settings) -> Settings:
        """``settings`` with what was entered here."""
        return replace(
            settings,
            api_is_on=self.is_on.isChecked(),
            api_host=self.host.text().strip() or settings.api_host,
            api_port=self.port.value(),
        )

    @override
    def showEvent(self, event: QShowEvent) -> None:
        """Measure the rows of the list again: that was done before it had the style of a dialog."""
        super().showEvent(event)
        self.came_in.scheduleDelayedItemsLayout()

    def _lay_out(self, facts: ApiFacts) -> None:
        self.form = form = form_on(self)
        words = self.tr(
            "The calls that submit, show and resume need no token while only this computer can reach them; all "
            "others do. An address that other computers can reach needs UPLOADER_GUI_API_TOKEN to be set."
        )
        form.add_check(self.is_on, words)
        form.add(self.tr("Address"), self.host)
        form.add(self.tr("Port"), self.port)
        answers = self.tr("Answers at {0}; try it out at {0}/docs").format(facts.address)
        self.state = PlainLabel(answers if facts.address else self.tr("Does not answer now"), wraps=True)
        self.state.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(self.copy_token)
        line.addStretch()
        form.add(self.tr("State"), self.state)
        form.add(self.tr("Token"), row)
        if not facts.came_in:
            self.came_in.addItem(self.tr("Nothing since the program was started"))
            self.came_in.setEnabled(False)
        form.add(self.tr("Uploads taken"), self.came_in)
