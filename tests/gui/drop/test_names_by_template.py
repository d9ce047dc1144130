"""Names by template in the window: entered with a connection, previewed and changed for one drop."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialogButtonBox
from pytestqt.qtbot import QtBot

from gui.conftest import RunOnQt
from gui.drop.test_file_adder import sheet_of
from gui.rig import Rig, environment, home_with, opened, shown
from gui.samples import STUDIO
from lab.files import make_file, sha256_of
from lab.stores.s3probe import Probe
from uploader_gui.domain.job import ConflictPolicy, JobState
from uploader_gui.domain.profile import Secret
from uploader_gui.gui.connections.connection_dialog import ConnectionDialog
from uploader_gui.gui.connections.connection_form import SecretKeeping
from uploader_gui.gui.connections.saved_connections import ConnectionEntry, SavedConnections
from uploader_gui.gui.drop.drop_model import POLICIES, DropColumn, Page
from uploader_gui.gui.drop.drop_sheet import DropSheet
from uploader_gui.gui.look.theme import Theme
from uploader_gui.gui.naming.template_field import TemplateField
from uploader_gui.gui.window_host import opened_window_host
from uploader_gui.runtime.runtime import open_reader
from uploader_gui.storage.settings.settings import SavedSettings

TEMPLATE = "{package}/take_{counter:03}{ext}"


def keys_in(sheet: DropSheet) -> list[str]:
    return [sheet.model.index(row, DropColumn.PLACE).data() for row in range(sheet.model.rowCount())]


def may_upload(sheet: DropSheet) -> bool:
    return sheet.buttons.button(QDialogButtonBox.StandardButton.Ok).isEnabled()


async def until_keys(rig: Rig, sheet: DropSheet, *keys: str) -> None:
    await rig.until_said(sheet.model.changed, lambda: keys_in(sheet) == list(keys), f"{keys}")


def retype(sheet: DropSheet, template: str) -> None:
    sheet.template.selectAll()
    QTest.keyClicks(sheet.template, template)


@pytest.fixture
def card(tmp_path: Path) -> Path:
    folder = tmp_path / "A007"
    folder.mkdir()
    for name in ("a.mov", "b.mov", "c.mov"):
        make_file(folder / name, 1000, seed=ord(name[0]))
    return folder


def named_by(home: Path, bucket: Probe, template: str) -> dict[str, str]:
    return environment(home, bucket.address) | {"UPLOADER_GUI_NAME_TEMPLATE": template}


def test_a_drop_is_stored_under_the_names_that_its_summary_shows(
    on_qt: RunOnQt, theme: Theme, bucket: Probe, tmp_path: Path, card: Path
) -> None:
    variables = named_by(tmp_path / "home", bucket, TEMPLATE)

    async def scenario() -> None:
        async with opened(theme, variables) as rig:
            rig.drop(card)
            sheet = await sheet_of(rig)
            await until_keys(rig, sheet, "A007/take_001.mov", "A007/take_002.mov", "A007/take_003.mov")
            sheet.package_name.selectAll()
            QTest.keyClicks(sheet.package_name, "Night")
            await until_keys(rig, sheet, "Night/take_001.mov", "Night/take_002.mov", "Night/take_003.mov")
            sheet.model.include([1], is_included=False)
            sheet.accept()
            await rig.until_all(JobState.COMPLETED, 2)
            rig.drop(card / "b.mov")
            await rig.until_all(JobState.COMPLETED, 3)

    on_qt(scenario())
    assert bucket.keys() == ["Night/take_001.mov", "Night/take_003.mov", "b.mov/take_004.mov"]
    packages = open_reader(variables).packages_with_jobs()
    assert [package.name for package in packages] == ["b.mov", "Night"]


def test_the_template_can_be_changed_for_one_drop_and_clashes_are_said(
    on_qt: RunOnQt, theme: Theme, bucket: Probe, tmp_path: Path, card: Path
) -> None:
    bucket.put("b-A007", b"somebody's")

    async def scenario() -> None:
        async with opened(theme, environment(tmp_path / "home", bucket.address)) as rig:
            rig.drop(card)
            sheet = await sheet_of(rig)
            retype(sheet, "{stem}-{parent")
            assert not may_upload(sheet)
            assert "character 8" in sheet.naming_note.text()
            retype(sheet, "clip")
            await rig.until_said(
                sheet.model.changed, lambda: sheet.model.count(Page.LEFT_OUT) == 3, "clashes"
            )
            assert not may_upload(sheet)
            assert "3 files are left out" in sheet.naming_note.text()
            retype(sheet, "{stem}-{parent}")
            await rig.until_said(sheet.model.changed, lambda: sheet.model.count(Page.TAKEN) == 1, "one taken")
            assert keys_in(sheet) == ["a-A007", "b-A007", "c-A007"]
            assert not sheet.naming_note.text()
            retype(sheet, "{stem}{ext}")
            sheet.for_all.activated.emit(POLICIES.index(ConflictPolicy.SKIP))
            sheet.accept()  # before the keys were made anew
            await rig.until_all(JobState.COMPLETED, 3)

    on_qt(scenario())
    assert bucket.keys() == ["a.mov", "b-A007", "b.mov", "c.mov"]


def test_files_that_all_clash_are_shown_to_be_named_otherwise(
    on_qt: RunOnQt, theme: Theme, bucket: Probe, tmp_path: Path, card: Path
) -> None:
    async def scenario() -> None:
        async with opened(theme, named_by(tmp_path / "home", bucket, "clip")) as rig:
            rig.drop(card)
            sheet = await sheet_of(rig)
            assert not may_upload(sheet)
            assert sheet.model.count(Page.LEFT_OUT) == 3
            retype(sheet, "{name}")
            await until_keys(rig, sheet, "a.mov", "b.mov", "c.mov")
            sheet.accept()
            await rig.until_all(JobState.COMPLETED, 3)

    on_qt(scenario())
    assert bucket.keys() == ["a.mov", "b.mov", "c.mov"]


def test_what_somebody_is_asked_about_keeps_its_number(
    on_qt: RunOnQt, theme: Theme, bucket: Probe, tmp_path: Path, card: Path
) -> None:
    variables = named_by(tmp_path / "home", bucket, "take_{counter}")

    async def scenario() -> None:
        async with opened(theme, variables) as rig:
            rig.drop(card / "a.mov", card / "b.mov")
            sheet = await sheet_of(rig)
            bucket.put("take_1", b"somebody's, come meanwhile")
            sheet.accept()
            await rig.until_all(JobState.COMPLETED, 1)
            asking = await shown(rig, DropSheet)
            assert isinstance(asking, DropSheet)
            assert keys_in(asking) == ["take_1"]
            asking.for_all.activated.emit(POLICIES.index(ConflictPolicy.OVERWRITE))
            asking.accept()
            await rig.until_all(JobState.COMPLETED, 2)
            rig.drop(card / "c.mov")
            await rig.until_all(JobState.COMPLETED, 3)

    on_qt(scenario())
    assert bucket.keys() == ["take_1", "take_2", "take_3"]
    assert bucket.sha256("take_1") == sha256_of(card / "a.mov")


def test_a_template_comes_out_of_its_field_as_it_went_in_or_is_refused_in_words(qapp: QApplication) -> None:
    profile = replace(STUDIO, name_template=TEMPLATE)
    dialog = ConnectionDialog(None, profile, has_secret=True, keeping=SecretKeeping(()))
    assert dialog.profile() == profile
    field = dialog.form.name_template
    assert field.note.text() == "A007/C001.mov → A007/take_001.mov"
    field.setText("{date}")
    dialog.accept()
    assert dialog.result() == 0
    assert "'date'" in dialog.panel.answer.text()


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("", "Files keep their folders and names."),
        ("{folder}/{name}", "A007/C001.mov → A007/C001.mov"),
        ("{parent}_{counter:04}{ext}", "A007/C001.mov → A007_0001.mov"),
        ("{folder}", "would all have the same name"),
        ("{name}/..", "character 8"),
    ],
)
def test_what_a_template_makes_is_said_as_it_is_typed(typed: str, words: str, qtbot: QtBot) -> None:
    field = TemplateField()
    qtbot.addWidget(field)
    qtbot.addWidget(field.note)
    QTest.keyClicks(field, typed, Qt.KeyboardModifier.NoModifier)
    assert words in field.note.text()
    assert field.accessibleDescription() == field.note.text()


def test_numbers_go_on_when_a_connection_is_renamed(on_qt: RunOnQt, theme: Theme, tmp_path: Path) -> None:
    home = home_with(tmp_path, SavedSettings(profiles=(STUDIO,), current_profile=STUDIO.name))

    async def scenario() -> None:
        async with opened_window_host(theme, environment(home)) as host:
            jobs = host.link.runtime.jobs
            await host.link.in_thread(lambda: jobs.use_up({STUDIO.name: 8}))
            renamed = replace(STUDIO, name="Stage 2")
            await SavedConnections(host.link).keep(ConnectionEntry(renamed, Secret("secret")), STUDIO)
            assert await host.link.in_thread(lambda: jobs.next_number("Stage 2")) == 8

    on_qt(scenario())
