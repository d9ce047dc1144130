"""The fields of a watched folder."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QPushButton, QWidget

from uploader_gui.domain.entered.entered_text import entered
from uploader_gui.domain.profile import Profile
from uploader_gui.domain.unattended.watch_folder import (
    LONGEST_SETTLED_S,
    Afterwards,
    WatchFolder,
    check_entered_watch_folder,
)
from uploader_gui.gui.connections.destination_button import place_words
from uploader_gui.gui.look.forms import Form, Note, push_button
from uploader_gui.gui.look.number_fields import number_field
from uploader_gui.gui.naming.template_field import TemplateField
from uploader_gui.gui.preferences.preferences_form import choice_field

_BETWEEN = ";"
_SHORTEST_PLACE = 16  # letters


@dataclass(frozen=True, slots=True)
class Destinations:
    """The saved connections, and which is in use."""

    profiles: Sequence[Profile] = ()
    current: Profile | None = None

    def words(self, name: str) -> str:
        """Where files of a folder go whose connection has this name; "": the one in use."""
        profile = next((one for one in self.profiles if one.name == name), None) if name else self.current
        return name if profile is None else place_words(profile)


class WatchForm(QWidget):
    """Edits one WatchFolder. ``folder_wanted`` asks for a folder for the field that it carries; ``rows_changed``: others are shown now.

    GUI thread.
    """

    folder_wanted = Signal(object)
    rows_changed = Signal()

    def __init__(self, watch: WatchFolder, destinations: Destinations) -> None:
        super().__init__()
        self._old = watch
        self.folder = QLineEdit(watch.folder, placeholderText=self.tr("The whole path"))
        self.has_subfolders = self._check(self.tr("With its subfolders"), is_on=watch.has_subfolders)
        self.profile = QComboBox()
        self.profile.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.profile.setMinimumContentsLength(_SHORTEST_PLACE)
        self._fill_profiles(destinations)
        self.prefix = QLineEdit(
            watch.prefix, placeholderText=self.tr("Behind the connection's, like 2026/raw")
        )
        self.name_template = TemplateField(when_empty=self.tr("Empty: as the connection says."))
        self.name_template.setText(watch.name_template)
        self.include = _patterns_field(watch.include, self.tr("All, or like *.mov; *.mxf"))
        self.exclude = _patterns_field(watch.exclude, self.tr("None, or like proxy*; *.txt"))
        seconds = round(watch.settled_s)
        self.settled = number_field(seconds, 0, round(LONGEST_SETTLED_S))
        self.settled.setSuffix(self.tr(" s"))
        self.marker = QLineEdit(
            watch.marker, placeholderText=self.tr("None, or like {0}").format("{name}.done")
        )
        self.is_growing = self._check(self.tr("Send files while they are written"), is_on=watch.is_growing)
        self.is_polled = self._check(self.tr("Poll: look through it again and again"), is_on=watch.is_polled)
        self.afterwards = choice_field(self._afterwards_words(), watch.afterwards)
        self.moved_to = QLineEdit(watch.moved_to, placeholderText=self.tr("The whole path"))
        self.warning = Note()
        self._lay_out()
        self.afterwards.currentIndexChanged.connect(self._follow)
        self.marker.textChanged.connect(self._follow)
        self._follow()

    def watch(self) -> WatchFolder:
        """What was entered. Raises BadSettingsError in words for what can't be used."""
        old = self._old
        afterwards = Afterwards(self.afterwards.currentData())
        is_moved = afterwards is Afterwards.MOVE
        is_other_settled = self.settled.value() != round(old.settled_s)
        return check_entered_watch_folder(
            WatchFolder(
                old.watch_id,
                self.folder.text().strip(),
                profile=self.profile.currentData(),
                prefix=entered(self.prefix.text(), "The prefix"),
                name_template=self.name_template.template(),
                include=_patterns_of(self.include),
                exclude=_patterns_of(self.exclude),
                has_subfolders=self.has_subfolders.isChecked(),
                settled_s=float(self.settled.value()) if is_other_settled else old.settled_s,
                marker=entered(self.marker.text(), "The marker"),
                afterwards=afterwards,
                moved_to=self.moved_to.text().strip() if is_moved else "",
                is_growing=self.is_growing.isChecked(),
                is_on=old.is_on,
                is_polled=self.is_polled.isChecked(),
            )
        )

    def _check(self, words: str, *, is_on: bool) -> QCheckBox:
        box = QCheckBox(words)
        box.setChecked(is_on)
        return box

    def _fill_profiles(self, destinations: Destinations) -> None:
        current = destinations.current
        in_use = "" if current is None else place_words(current)
        self.profile.addItem(
            self.tr("The one in use: {0}").format(in_use) if in_use else self.tr("The connection in use"),
            "",
        )
        names = [profile.name for profile in destinations.profiles]
        for profile in destinations.profiles:
            self.profile.addItem(place_words(profile), profile.name)
        if self._old.profile and self._old.profile not in names:
            self.profile.addItem(self.tr("{0} (not saved)").format(self._old.profile), self._old.profile)
        self.profile.setCurrentIndex(self.profile.findData(self._old.profile))

    def _afterwards_words(self) -> dict[Afterwards, str]:
        return {
            Afterwards.LEAVE: self.tr("Leave the file where it is"),
            Afterwards.MOVE: self.tr("Move the file to a folder"),
            Afterwards.DELETE: self.tr("Delete the file"),
        }

    def _lay_out(self) -> None:
        self.form = form = Form(self)
        form.add(self.tr("Folder"), self.folder, button=self._chooser(self.folder))
        form.add_check(self.has_subfolders)
        form.add(self.tr("Destination"), self.profile)
        form.add(self.tr("Prefix"), self.prefix)
        form.add(self.tr("Names"), self.name_template, note=self.name_template.note)
        form.add(self.tr("Once uploaded"), self.afterwards)
        self._moved_row = form.add(self.tr("Move to"), self.moved_to, button=self._chooser(self.moved_to))
        self._warning_row = form.add("", self.warning)
        form.add(self.tr("Only these files"), self.include)
        form.add(self.tr("Not these"), self.exclude)
        words = self.tr("A file beside it that says that it is finished.")
        form.add(self.tr("Marker"), self.marker, words)
        self._settled_row = form.add(self.tr("Finished when unchanged for"), self.settled)
        words = self.tr("Parts that change before the end are sent again.")
        form.add_check(self.is_growing, words)
        form.add_check(self.is_polled, self.tr("For disks that should tell of changes and don't."))
        form.line_up()

    def _chooser(self, field: QLineEdit) -> QPushButton:
        return push_button(self.tr("Choose…"), lambda: self.folder_wanted.emit(field))

    def _follow(self) -> None:
        afterwards = Afterwards(self.afterwards.currentData())
        self.form.setRowVisible(self._settled_row, not self.marker.text().strip())
        self.form.setRowVisible(self._moved_row, afterwards is Afterwards.MOVE)
        self.form.setRowVisible(self._warning_row, afterwards is not Afterwards.LEAVE)
        self.warning.setProperty("tone", "warning" if afterwards is Afterwards.DELETE else "muted")
        self.warning.style().polish(self.warning)
        self.warning.setText(
            self.tr(
                "The file is deleted from this computer once its upload is verified. It is never deleted when the "
                "store could not prove it."
            )
            if afterwards is Afterwards.DELETE
            else self.tr("Only once its upload is verified; never when the store could not prove it.")
        )
        self.rows_changed.emit()


def _patterns_field(patterns: Sequence[str], example: str) -> QLineEdit:
    return QLineEdit(f"{_BETWEEN} ".join(patterns), placeholderText=example)


def _patterns_of(field: QLineEdit) -> tuple[str, ...]:
    return tuple(one.strip() for one in field.text().split(_BETWEEN) if one.strip())
