"""All dialogs on one grid: margins, the height and width of fields, and labels beside them."""

import asyncio
from collections.abc import Iterator
from typing import Literal

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QScreen
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractItemView,
    QAbstractSpinBox,
    QCheckBox,
    QComboBox,
    QDialog,
    QDoubleSpinBox,
    QFormLayout,
    QInputDialog,
    QLabel,
    QLineEdit,
    QPushButton,
    QStyle,
    QStyleOptionButton,
    QTabBar,
    QTableView,
    QTabWidget,
    QTreeView,
    QWidget,
)
from pytestqt.qtbot import QtBot

from gui.conftest import RunOnQt
from gui.scenes.dialog_scenes import DIALOGS
from gui.scenes.history_scenes import HISTORY
from gui.scenes.preferences_scenes import PREFERENCES
from gui.scenes.terms_scenes import TERMS
from gui.scenes.watch_scenes import WATCHING
from uploader_gui.gui.connections.connection_dialog import ConnectionDialog
from uploader_gui.gui.look.forms import FIELD_HEIGHT, MARGIN, Form, FormArea, Note
from uploader_gui.gui.look.theme import Theme
from uploader_gui.gui.preferences.preferences_dialog import PreferencesDialog
from uploader_gui.gui.preferences.speed_limit_menu import asked_limit
from uploader_gui.storage.settings.settings import Settings

pytestmark = pytest.mark.case("W17")

ALL = DIALOGS | HISTORY | PREFERENCES | WATCHING | TERMS
WITH_FORMS = [name for name in ALL if name.startswith(("connection-", "preferences-"))]


def shown(name: str, theme: Theme, qtbot: QtBot) -> QDialog:
    dialog = ALL[name](theme)
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def forms_of(dialog: QDialog) -> Iterator[Form]:
    for form in dialog.findChildren(Form):
        page = form.parentWidget()
        if page is not None and page.isVisible():
            yield form


def in_dialog(widget: QWidget, dialog: QDialog) -> QPoint:
    """Where a widget's upper left corner is in the dialog."""
    return widget.mapTo(dialog, QPoint())


def fields_of(dialog: QDialog) -> list[QWidget]:
    kinds = (QLineEdit, QComboBox, QAbstractSpinBox)
    return [
        found
        for form in forms_of(dialog)
        for kind in kinds
        for found in (form.parentWidget() or dialog).findChildren(kind)
        if found.isVisible() and not isinstance(found.parentWidget(), QAbstractSpinBox | QComboBox)
    ]


@pytest.mark.parametrize("name", ALL)
def test_every_dialog_has_the_same_margins(theme: Theme, qtbot: QtBot, name: str) -> None:
    dialog = shown(name, theme, qtbot)
    layout = dialog.layout()
    assert layout is not None
    margins = layout.contentsMargins()
    assert {margins.left(), margins.top(), margins.right(), margins.bottom()} == {MARGIN}


@pytest.mark.parametrize("name", WITH_FORMS)
def test_fields_have_one_height_and_end_at_one_edge(theme: Theme, qtbot: QtBot, name: str) -> None:
    dialog = shown(name, theme, qtbot)
    fields = fields_of(dialog)
    assert {field.height() for field in fields} <= {FIELD_HEIGHT}
    assert len({in_dialog(field, dialog).x() + field.width() for field in fields}) <= 1


@pytest.mark.parametrize("name", WITH_FORMS)
def test_a_label_stands_in_the_middle_of_its_field(theme: Theme, qtbot: QtBot, name: str) -> None:
    dialog = shown(name, theme, qtbot)
    for form in forms_of(dialog):
        for row in range(form.rowCount()):
            label = form.itemAt(row, QFormLayout.ItemRole.LabelRole)
            beside = form.itemAt(row, QFormLayout.ItemRole.FieldRole)
            words, cell = label and label.widget(), beside and beside.widget()
            field = cell.focusProxy() if cell else None
            if not isinstance(words, QLabel) or not words.isVisible() or field not in fields_of(dialog):
                continue
            middles = {in_dialog(one, dialog).y() + one.height() // 2 for one in (words, field)}
            assert len(middles) == 1, words.text()


def test_the_pages_of_the_preferences_have_their_fields_at_the_same_place(theme: Theme, qtbot: QtBot) -> None:
    dialog = shown("preferences-general", theme, qtbot)
    tabs, edges = dialog.findChildren(QTabWidget)[0], set()
    for page in range(tabs.count()):
        tabs.setCurrentIndex(page)
        edges |= {in_dialog(field, dialog).x() for field in fields_of(dialog) if field.x() == 0}
    assert len(edges) == 1


def test_the_preferences_open_on_their_first_field_with_tabs_as_flat_as_others(
    theme: Theme, qtbot: QtBot
) -> None:
    dialog = shown("preferences-general", theme, qtbot)
    assert isinstance(dialog, PreferencesDialog)
    assert dialog.focusWidget() is dialog.general.language
    assert not dialog.findChildren(QTabBar)[0].drawBase()


def test_buttons_beside_fields_have_one_width(theme: Theme, qtbot: QtBot) -> None:
    dialog = shown("connection-long-uploads", theme, qtbot)
    (form,) = forms_of(dialog)
    page = form.parentWidget()
    assert page is not None
    buttons = [one for one in page.findChildren(QPushButton) if one.isVisible()]
    assert len(buttons) == 5
    assert len({button.width() for button in buttons}) == 1
    assert {button.height() for button in buttons} == {FIELD_HEIGHT}


@pytest.mark.parametrize("name", ALL)
def test_every_dialog_fits_a_small_screen(
    theme: Theme, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setattr(QScreen, "availableGeometry", lambda _screen: QRect(0, 0, 640, 480))
    dialog = shown(name, theme, qtbot)
    size = dialog.size().expandedTo(dialog.minimumSizeHint())
    assert (size.width() <= 640, size.height() <= 480) == (True, True), size


@pytest.mark.parametrize("name", WITH_FORMS)
def test_the_wheel_scrolls_a_form_and_changes_no_field_on_the_way(
    theme: Theme, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setattr(QScreen, "availableGeometry", lambda _screen: QRect(0, 0, 640, 320))
    dialog = shown(name, theme, qtbot)
    (area,) = [one for one in dialog.findChildren(FormArea) if one.isVisible()]
    bar = area.verticalScrollBar()
    assert bar.maximum() > 0
    for field in fields_of(dialog):
        field.setFocus()
        area.ensureWidgetVisible(field)
        before = text_of(field), bar.value()
        place = in_dialog(field, dialog) + field.rect().center()
        QTest.wheelEvent(dialog.windowHandle(), place, QPoint(0, -120))
        assert text_of(field) == before[0]
        assert before[1] < bar.value() or before[1] == bar.maximum()


def text_of(field: QWidget) -> str:
    if isinstance(field, QComboBox):
        return field.currentText()
    assert isinstance(field, QLineEdit | QAbstractSpinBox)
    return field.text()


@pytest.mark.parametrize("name", ["preferences-general", "preferences-uploads", "preferences-api"])
def test_what_is_said_about_a_check_box_stands_below_its_words(theme: Theme, qtbot: QtBot, name: str) -> None:
    dialog = shown(name, theme, qtbot)
    noted = 0
    for box in dialog.findChildren(QCheckBox):
        row = box.parentWidget()
        assert row is not None
        for note in row.findChildren(Note):
            option = QStyleOptionButton()
            box.initStyleOption(option)
            words = box.style().subElementRect(QStyle.SubElement.SE_CheckBoxContents, option, box)
            assert note.x() + note.contentsMargins().left() == box.x() + words.x()
            noted += box.isVisible()
    assert noted


def test_the_number_of_a_limit_stands_as_far_from_its_edge_as_other_text(
    theme: Theme, on_qt: RunOnQt
) -> None:
    window = QWidget()

    async def scenario() -> None:
        asking = asyncio.ensure_future(asked_limit(window, None))
        await asyncio.sleep(0)  # until it asks
        (dialog,) = window.findChildren(QInputDialog)
        (number,) = dialog.findChildren(QDoubleSpinBox)
        preferences = PreferencesDialog(window, Settings())
        usual = preferences.uploads.limit.lineEdit().textMargins()
        assert number.lineEdit().textMargins() == usual
        dialog.reject()
        assert await asking is None

    on_qt(scenario())


def test_the_address_that_answers_can_be_marked_to_copy_it(theme: Theme, qtbot: QtBot) -> None:
    dialog = shown("preferences-api", theme, qtbot)
    state = next(one for one in dialog.findChildren(QLabel) if "/docs" in one.text())
    assert state.textInteractionFlags() & Qt.TextInteractionFlag.TextSelectableByMouse


@pytest.mark.parametrize("name", ["connection-works", "connection-long-uploads"])
def test_the_arrow_of_a_folded_section_stands_below_the_labels(theme: Theme, qtbot: QtBot, name: str) -> None:
    dialog = shown(name, theme, qtbot)
    assert isinstance(dialog, ConnectionDialog)
    drawn = dialog.form.kept_parts.switch.grab().toImage()
    beside = drawn.pixel(drawn.width() - 1, 0)
    columns = [
        x for x in range(drawn.width()) if any(drawn.pixel(x, y) != beside for y in range(drawn.height()))
    ]
    assert columns[0] < 4


@pytest.mark.parametrize("name", ["drop", "import"])
def test_a_table_does_not_cover_its_round_corners(theme: Theme, qtbot: QtBot, name: str) -> None:
    dialog = shown(name, theme, qtbot)
    (table,) = [
        one for one in dialog.findChildren(QAbstractItemView) if isinstance(one, QTableView | QTreeView)
    ]
    drawn = dialog.grab(QRect(in_dialog(table, dialog), table.size())).toImage()
    right, bottom = drawn.width() - 2, drawn.height() - 2
    corners = [drawn.pixelColor(x, y).name().upper() for x in (1, right) for y in (1, bottom)]
    assert theme.colours.base not in corners


def colour_of(button: QPushButton) -> str:
    """What is seen near the left edge of a button, beside its words."""
    return button.grab().toImage().pixelColor(6, button.height() // 2).name().upper()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_main_button_is_drawn_in_the_accent_under_the_mouse_and_pressed(
    theme: Theme, qtbot: QtBot, scheme: Literal["light", "dark"]
) -> None:
    theme.choose(scheme)
    dialog = ALL["drop"](theme)
    qtbot.addWidget(dialog)
    with qtbot.waitActive(dialog):
        dialog.show()
    button = next(one for one in dialog.findChildren(QPushButton) if one.text() == "Upload")
    colours = theme.colours
    for has_focus in (True, False):
        (button if has_focus else dialog.findChildren(QLineEdit)[0]).setFocus()
        assert colour_of(button) == colours.accent
        QTest.mouseMove(button, QPoint(20, 10))
        assert colour_of(button) == colours.accent_hover
        button.setDown(True)
        assert colour_of(button) == colours.accent_pressed
        button.setDown(False)
        QTest.mouseMove(dialog, QPoint(1, 1))
    theme.choose("light")
