"""What objects get, entered in the window and shown in it."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gui.conftest import RunOnQt
from gui.drop.test_file_adder import sheet_of
from gui.rig import environment, opened
from gui.samples import STUDIO, completed
from gui.scenes.terms_scenes import FULL, RULES
from lab.files import make_file
from lab.stores.s3probe import Probe
from uploader_gui.domain.job import JobState
from uploader_gui.domain.store.object_terms import NO_TERMS, Encryption, ObjectTerms, Pairs, Retention
from uploader_gui.gui.connections.connection_dialog import ConnectionDialog
from uploader_gui.gui.connections.connection_form import SecretKeeping
from uploader_gui.gui.details.job_facts import facts
from uploader_gui.gui.look.theme import Theme
from uploader_gui.gui.objects.terms_row import TermsRow
from uploader_gui.gui.objects.terms_sheet import TermsSheet


def sheet_below(row: TermsRow) -> TermsSheet:
    """The sheet that the button of a row opens."""
    row.button.click()
    parent = row.parent()
    assert parent is not None
    (sheet,) = parent.findChildren(TermsSheet)
    return sheet


@pytest.mark.parametrize(("terms", "rules"), [(NO_TERMS, ()), (FULL, RULES)])
def test_terms_come_out_as_they_went_in(qapp: QApplication, terms: ObjectTerms, rules: Pairs) -> None:
    sheet = TermsSheet(None, terms, rules)
    assert (sheet.terms(), sheet.content_types(), sheet.content_type()) == (terms, rules, "")


def test_what_no_store_takes_keeps_the_sheet_open_and_says_why(theme: Theme, qtbot: QtBot) -> None:
    sheet = TermsSheet(None, FULL)
    qtbot.addWidget(sheet)
    sheet.show()
    sheet.tags.setPlainText("team")
    sheet.accept()
    assert sheet.isVisible()
    assert sheet.said.text() == "'team' is no pair. Write it as name=value."
    sheet.tags.setPlainText("team=news\n\n")
    sheet.accept()
    assert not sheet.isVisible()


def test_only_what_belongs_to_a_choice_is_asked_for(theme: Theme, qtbot: QtBot) -> None:
    sheet = TermsSheet(None, FULL)
    qtbot.addWidget(sheet)
    sheet.show()
    assert sheet.kms_key_id.isVisible()
    assert sheet.retention_days.isVisible()
    sheet.encryption.setCurrentIndex(sheet.encryption.findData(Encryption.SSE_S3.value))
    sheet.retention.setCurrentIndex(sheet.retention.findData(Retention.AS_BUCKET.value))
    assert not sheet.kms_key_id.isVisible()
    assert not sheet.retention_days.isVisible()
    expected = replace(
        FULL, encryption=Encryption.SSE_S3, kms_key_id="", retention=Retention.AS_BUCKET, retention_days=0
    )
    assert sheet.terms() == expected


def test_tab_leaves_a_field_of_several_lines(theme: Theme, qtbot: QtBot) -> None:
    sheet = TermsSheet(None, NO_TERMS)
    qtbot.addWidget(sheet)
    with qtbot.waitActive(sheet):
        sheet.show()
    sheet.metadata.setFocus()
    QTest.keyClick(sheet.metadata, Qt.Key.Key_Tab)
    assert sheet.tags.hasFocus()
    assert not sheet.metadata.toPlainText()


def test_a_connection_keeps_what_its_objects_get(theme: Theme, qtbot: QtBot) -> None:
    profile = replace(STUDIO, terms=FULL, content_types=RULES)
    dialog = ConnectionDialog(None, profile, has_secret=True, keeping=SecretKeeping(()))
    qtbot.addWidget(dialog)
    assert dialog.profile() == profile
    assert dialog.form.objects.label.text().startswith("Retention ")
    assert "show=Alps" in dialog.form.objects.label.text()
    sheet = sheet_below(dialog.form.objects)
    sheet.metadata.setPlainText("Show=Sea")
    sheet.accept()
    assert dialog.profile() == replace(profile, terms=replace(FULL, metadata=(("show", "Sea"),)))


def test_what_a_drop_gets_is_chosen_in_its_summary(
    on_qt: RunOnQt, theme: Theme, bucket: Probe, tmp_path: Path
) -> None:
    clips = [make_file(tmp_path / name, 1000, seed=len(name)) for name in ("a.mov", "bb.mov")]

    async def scenario() -> None:
        async with opened(theme, environment(tmp_path / "home", bucket.address)) as rig:
            rig.drop(*clips)
            sheet = await sheet_of(rig)
            terms = sheet_below(sheet.objects)
            terms.metadata.setPlainText("show=Alps")
            terms.type_of_all.setText("video/x-raw")
            terms.accept()
            assert sheet.objects.button.text() == "What objects get (2)"
            assert sheet.objects.button.toolTip() == "Metadata show=Alps, Content type video/x-raw"
            sheet.accept()
            await rig.until_all(JobState.COMPLETED, 2)

    on_qt(scenario())
    for clip in clips:
        found = bucket.head(clip.name)
        assert found is not None
        assert found.metadata["show"] == "Alps"
        assert found.content_type == "video/x-raw"


def test_what_an_object_got_is_among_its_facts(qapp: QApplication) -> None:
    status = completed(1)
    told = dict(facts(replace(status, job=replace(status.job, terms=FULL)), None, status.job.created_at))
    assert told["Metadata"] == "show=Alps; director=Žofie Nová"
    assert told["Tags"] == "team=news; expires=2027-01"
    assert told["Storage class"] == "STANDARD_IA"
    assert told["Cache-Control"] == "max-age=3600"
    assert told["Encrypted"] == f"With a key of its KMS: {FULL.kms_key_id}"
    assert told["Retention"] == "Governance: some may shorten it, 90 days"
