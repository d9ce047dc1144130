"""Preferences of when how much may be sent: rules as text, a rule put together, and the week that they make."""

from dataclasses import replace
from datetime import UTC, datetime

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QWidget

from uploader_gui.domain.errors import BadSettingsError
from uploader_gui.domain.unattended.timetable import NO_TIMETABLE, Rule, Timetable, timetable_now
from uploader_gui.domain.unattended.timetable_text import parsed_timetable, timetable_text
from uploader_gui.gui.look.forms import push_button
from uploader_gui.gui.look.plain_text import PlainLabel
from uploader_gui.gui.preferences.preferences_form import form_on
from uploader_gui.gui.preferences.rule_dialog import RuleDialog
from uploader_gui.gui.preferences.week_view import WeekView
from uploader_gui.gui.words.engine_words import error_words
from uploader_gui.gui.words.timetable_words import now_words
from uploader_gui.storage.settings.settings import Settings

_LINES = 4


class TimetablePage(QWidget):
    """GUI thread."""

    def __init__(self, settings: Settings) -> None:
        super().__init__()
        self.rules = QPlainTextEdit(
            timetable_text(parsed_timetable(settings.timetable), between="\n"), tabChangesFocus=True
        )
        self.rules.setPlaceholderText("08:00-18:00 Mon-Fri 2 MB/s\nelse no limit")
        self.rules.setFixedHeight(round((_LINES + 1) * self.rules.fontMetrics().lineSpacing()))
        self.add = push_button(self.tr("Add a rule…"), self._ask_rule)
        self.week = WeekView()
        self.said = PlainLabel("", wraps=True)
        self.said.setMinimumHeight(
            2 * self.said.fontMetrics().lineSpacing()
        )  # or the page would jump at a slip
        self.said.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._lay_out()
        self.rules.textChanged.connect(self._follow)
        self._follow()

    def changed(self, settings: Settings) -> Settings:
        """``settings`` with what was entered here. Raises BadSettingsError for what can't be used."""
        return replace(settings, timetable=timetable_text(parsed_timetable(self.rules.toPlainText())))

    def is_usable(self) -> bool:
        """Say whether the rules can be used; if not, go there: what is wrong stands below them."""
        if self._understood() is None:
            self.rules.setFocus()
            return False
        return True

    def _understood(self) -> Timetable | None:
        try:
            return parsed_timetable(self.rules.toPlainText())
        except BadSettingsError:
            return None

    def _follow(self) -> None:
        """Show the week that was typed, or what is wrong with it."""
        try:
            timetable = parsed_timetable(self.rules.toPlainText())
        except BadSettingsError as error:
            self._say(error_words(error), is_good=False)
            return
        self.week.show_week(timetable)
        if timetable == NO_TIMETABLE:
            self._say(self.tr("No timetable: files are sent at all times."), is_good=True)
        else:
            self._say(now_words(timetable_now(timetable, None, datetime.now(UTC))), is_good=True)

    def _ask_rule(self) -> None:
        """Let the user put a rule together."""
        dialog = RuleDialog(self)
        dialog.accepted.connect(lambda: self.add_rule(dialog.rule()))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def add_rule(self, rule: Rule) -> None:
        """Put it behind the others, but before what counts at all other times; of such there is one."""
        timetable = self._understood()
        if timetable is None:
            self.rules.appendPlainText(timetable_text(Timetable((rule,))))
            return
        first = [one for one in timetable.rules if one.hours]
        rest = [one for one in timetable.rules if not one.hours]
        rules = (*first, rule, *rest) if rule.hours else (*first, rule)
        self.rules.setPlainText(timetable_text(Timetable(rules), between="\n"))

    def _say(self, words: str, *, is_good: bool) -> None:
        self.said.setText(words)
        self.said.setProperty("tone", "" if is_good else "bad")
        self.said.style().polish(self.said)

    def _lay_out(self) -> None:
        self.form = form = form_on(self)
        words = self.tr(
            "One a line; the first that fits counts, by this computer's clock. Beside the upload speed of the "
            "preferences the smaller limit counts."
        )
        form.add(self.tr("Rules"), self.rules, words)
        form.add("", self.said)
        form.add("", _at_left(self.add))
        form.add(self.tr("The week"), self.week)


def _at_left(button: QWidget) -> QWidget:
    line = QWidget()
    row = QHBoxLayout(line)
    row.setContentsMargins(0, 0, 0, 0)
    row.addWidget(button)
    row.addStretch()
    return line
