"""What a test of a connection says, and its button."""

import re

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from gui.samples import STUDIO
from gui.scenes.dialog_scenes import DER, DIALOGS
from uploader_gui.domain.store.failure_table import failure_of
from uploader_gui.gui.connections.certificate_words import certificate_words
from uploader_gui.gui.connections.connection_dialog import ConnectionDialog
from uploader_gui.gui.connections.connection_form import SecretKeeping
from uploader_gui.gui.look.theme import Theme
from uploader_gui.s3.connection_test import ConnectionTest, FixKind, SuggestedFix
from uploader_gui.s3.http.tls import certificate_sha256


@pytest.fixture
def dialog(theme: Theme, qtbot: QtBot) -> ConnectionDialog:
    made = ConnectionDialog(None, STUDIO, has_secret=True, keeping=SecretKeeping(()))
    qtbot.addWidget(made)
    return made


def failed(dialog: ConnectionDialog, code: str, fix: SuggestedFix) -> None:
    dialog.show_test(ConnectionTest(failure_of(code, 403), fix))


def test_a_certificate_is_shown_with_its_fingerprint_and_can_be_trusted(
    dialog: ConnectionDialog, qtbot: QtBot
) -> None:
    failed(dialog, "AccessDenied", SuggestedFix(FixKind.TRUST, certificate=DER))
    assert "Uploader tests" in dialog.panel.facts.text()
    assert dialog.profile().certificate_sha256 == ""
    with qtbot.waitSignal(dialog.test_wanted):
        dialog.panel.button.click()
    assert dialog.profile().certificate_sha256 == certificate_sha256(DER)


def test_a_trusted_certificate_can_be_forgotten(dialog: ConnectionDialog) -> None:
    failed(dialog, "AccessDenied", SuggestedFix(FixKind.TRUST, certificate=DER))
    dialog.panel.button.click()
    dialog.form.pin_dropped.emit()
    assert dialog.profile().certificate_sha256 == ""


@pytest.mark.parametrize(
    ("fix", "shown"),
    [
        (SuggestedFix(FixKind.ENDPOINT, "http://nas:9000"), ("http://nas:9000", "us-east-1")),
        (SuggestedFix(FixKind.REGION, "eu-2"), (STUDIO.endpoint, "eu-2")),
    ],
)
def test_a_fix_is_filled_in_and_tried_at_once(
    dialog: ConnectionDialog, qtbot: QtBot, fix: SuggestedFix, shown: tuple[str, str]
) -> None:
    failed(dialog, "AuthorizationHeaderMalformed", fix)
    assert fix.value in dialog.panel.button.text()
    with qtbot.waitSignal(dialog.test_wanted):
        dialog.panel.button.click()
    profile = dialog.profile()
    assert (profile.endpoint, profile.region) == shown


def test_a_missing_bucket_is_created_when_asked_to(dialog: ConnectionDialog, qtbot: QtBot) -> None:
    failed(dialog, "NoSuchBucket", SuggestedFix(FixKind.BUCKET, "media"))
    with qtbot.waitSignal(dialog.bucket_wanted) as asked:
        dialog.panel.button.click()
    assert asked.args == ["media"]


def test_the_policy_is_copied(dialog: ConnectionDialog) -> None:
    failed(dialog, "AccessDenied", SuggestedFix(FixKind.RIGHTS, "{the policy}"))
    dialog.panel.button.click()
    assert QGuiApplication.clipboard().text() == "{the policy}"


@pytest.mark.parametrize("is_for_every_store", [True, False])
def test_where_not_every_store_can_be_told_the_policys_place_that_is_said(
    dialog: ConnectionDialog, *, is_for_every_store: bool
) -> None:
    failed(dialog, "AccessDenied", SuggestedFix(FixKind.RIGHTS, "{}", is_for_every_store=is_for_every_store))
    assert ("MinIO does not understand that" in dialog.panel.answer.text()) is not is_for_every_store


@pytest.mark.parametrize(("offset_s", "words"), [(1200.0, "20 minutes behind"), (-300.0, "5 minutes ahead")])
def test_a_wrong_clock_is_named_with_its_minutes(
    dialog: ConnectionDialog, offset_s: float, words: str
) -> None:
    dialog.show_test(ConnectionTest(failure_of("RequestTimeTooSkewed", 403, clock_offset_s=offset_s)))
    assert words in dialog.panel.answer.text()


def test_what_is_no_certificate_still_has_a_fingerprint(qapp: QApplication) -> None:
    words = certificate_words(b"nonsense")
    assert words.sha256 == certificate_sha256(b"nonsense")
    assert words.text.startswith("SHA-256")


def test_the_days_of_a_certificate_name_their_month_and_their_whole_year(qapp: QApplication) -> None:
    (days,) = [line for line in certificate_words(DER).text.splitlines() if line.startswith("Valid")]
    assert re.fullmatch(r"Valid from \d+ [A-Z][a-z]{2} \d{4} to \d+ [A-Z][a-z]{2} \d{4}", days)


@pytest.mark.parametrize("name", DIALOGS)
def test_every_dialog_opens(theme: Theme, qtbot: QtBot, name: str) -> None:
    dialog: QDialog = DIALOGS[name](theme)
    qtbot.addWidget(dialog)
    dialog.show()
    assert dialog.windowTitle()
