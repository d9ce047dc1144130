"""Connections and preferences: entered, tried, kept, used."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QScreen
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QListWidgetItem, QPushButton, QScrollArea
from pytestqt.qtbot import QtBot

from gui.conftest import RunOnQt
from gui.rig import Rig, environment, home_with, modal, opened
from gui.samples import STUDIO
from gui.scenes.dialog_scenes import DER, NO_KEYRING
from lab.files import make_file
from lab.stores.s3probe import Probe
from uploader_gui.domain.errors import BadSettingsError
from uploader_gui.domain.job import ConflictPolicy, JobState
from uploader_gui.domain.plan import MIB
from uploader_gui.domain.profile import Addressing, Profile, Secret
from uploader_gui.domain.store.failure_table import failure_of
from uploader_gui.domain.store.kept_parts import KeepParts
from uploader_gui.domain.store.store_traits import CopyAbility, Trait
from uploader_gui.domain.window_start import WindowStart
from uploader_gui.gui.connections.browser_sheet import BrowserSheet
from uploader_gui.gui.connections.connection_dialog import ConnectionDialog
from uploader_gui.gui.connections.connection_form import SecretKeeping
from uploader_gui.gui.connections.trait_words import trait_lines
from uploader_gui.gui.look.forms import Note
from uploader_gui.gui.look.theme import Theme
from uploader_gui.gui.preferences.preferences_dialog import PreferencesDialog
from uploader_gui.gui.session.connections import DEMO_NAME
from uploader_gui.gui.window_host import opened_window_host
from uploader_gui.headless.demo.demo_store import DemoStore
from uploader_gui.s3.connection_test import ConnectionTest, FixKind, SuggestedFix
from uploader_gui.s3.learned_traits import LearnedTraits
from uploader_gui.storage.settings.settings import ReopenPolicy, SavedSettings, Settings
from uploader_gui.storage.settings.settings import Theme as ThemeName
from uploader_gui.storage.settings.settings_file import SettingsFile


def test_a_profile_comes_out_as_it_went_in(qapp: QApplication) -> None:
    assert ConnectionDialog(None, STUDIO, has_secret=True, keeping=SecretKeeping(())).profile() == STUDIO


@pytest.mark.case("R29")
def test_a_session_token_is_entered_beside_the_secret_and_goes_with_it(qapp: QApplication) -> None:
    dialog = ConnectionDialog(None, STUDIO, has_secret=True, keeping=SecretKeeping(()))
    kept = Secret("old", "old-token")
    assert dialog.secret(kept) == kept
    dialog.form.session_token.setText("new-token")
    assert dialog.secret(kept) == Secret("old", "new-token")
    dialog.form.session_token.setText("")
    dialog.form.secret.setText("lasting")
    assert dialog.secret(kept) == Secret("lasting")


@pytest.mark.case("R12")
@pytest.mark.parametrize("addressing", list(Addressing))
def test_where_the_buckets_name_stands_comes_out_as_it_went_in(
    qapp: QApplication, addressing: Addressing
) -> None:
    profile = replace(STUDIO, addressing=addressing)
    dialog = ConnectionDialog(None, profile, has_secret=True, keeping=SecretKeeping(()))
    assert dialog.profile() == profile
    assert type(dialog.profile().addressing) is Addressing


@pytest.mark.case("R03", "R04", "R13")
def test_what_was_learned_about_a_store_is_said(qapp: QApplication) -> None:
    traits = LearnedTraits()
    store = STUDIO.endpoint
    assert trait_lines(traits.of(store)) == []
    traits.learn(store, Trait.CHECKSUMS, is_so=False)
    traits.note(store, "films", Trait.REGION, "eu-west-1")
    said = " ".join(trait_lines(traits.of(store, "films")))
    assert "takes no checksums" in said
    assert "is not known" in said
    assert "eu-west-1" in said
    traits.learn(store, Trait.PUT_CONDITION, is_so=False)
    assert "looks right before" in " ".join(trait_lines(traits.of(store, "films")))
    traits.forget(store)
    assert trait_lines(traits.of(store, "films")) == []


@pytest.mark.case("L1.2")
@pytest.mark.parametrize(
    ("ability", "words"),
    [
        (CopyAbility.ABLE, "can be kept here, and joined"),
        (CopyAbility.NOT_WRITABLE, "may not write"),
        (CopyAbility.LOCKED, "locks what is written"),
        (CopyAbility.NOT_READABLE, "may not read"),
        (CopyAbility.NO_COPY, "does not join"),
        (CopyAbility.NOT_DELETABLE, "may not delete"),
    ],
)
def test_whether_parts_can_be_kept_in_the_bucket_for_them_is_said(
    qapp: QApplication, ability: CopyAbility, words: str
) -> None:
    traits, store = LearnedTraits(), STUDIO.endpoint
    traits.note(store, "films", Trait.LIFETIME, "24")
    traits.note(store, "scratch", Trait.KEEPING, ability.value)
    said = " ".join(trait_lines(traits.of(store, "films"), traits.of(store, "scratch")))
    assert words in said
    assert "drops unfinished uploads after 24 hours" in said
    assert "can be kept" not in " ".join(trait_lines(traits.of(store, "films")))


@pytest.mark.case("L1.1")
@pytest.mark.parametrize("keep", list(KeepParts))
def test_how_parts_are_kept_comes_out_as_it_went_in(qapp: QApplication, keep: KeepParts) -> None:
    profile = replace(
        STUDIO, keep_parts=keep, upload_lifetime_h=0.0167, kept_bucket="scratch", kept_prefix="parts/"
    )
    dialog = ConnectionDialog(None, profile, has_secret=True, keeping=SecretKeeping(()))
    assert dialog.profile() == profile
    assert type(dialog.profile().keep_parts) is KeepParts
    assert not dialog.form.kept_parts.keep.isHidden()


@pytest.mark.case("L1.1")
def test_what_is_about_long_uploads_is_folded_away_until_it_is_wanted(qapp: QApplication) -> None:
    dialog = ConnectionDialog(None, STUDIO, has_secret=True, keeping=SecretKeeping(()))
    dialog.show()
    fields = dialog.form.kept_parts
    folded = dialog.height()
    assert not fields.keep.isVisible()
    fields.switch.click()
    assert fields.keep.isVisible()
    assert dialog.height() > folded
    fields.switch.click()
    assert dialog.height() == folded
    dialog.close()


@pytest.mark.case("L1.1")
def test_all_of_a_connection_can_be_reached_on_a_small_screen(
    qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QScreen, "availableGeometry", lambda _screen: QRect(0, 0, 1280, 600))
    dialog = ConnectionDialog(None, STUDIO, has_secret=True, keeping=SecretKeeping(()))
    dialog.show()
    dialog.form.kept_parts.switch.click()
    assert dialog.height() < 600
    (area,) = dialog.findChildren(QScrollArea)
    assert area.verticalScrollBar().maximum() > 0
    dialog.close()


@pytest.mark.case("L1.1")
@pytest.mark.parametrize(
    ("hours", "bucket", "words"),
    [
        ("a day", "", "hours over 0, such as 24 or 0.5, not 'a day'"),
        ("0", "", "hours over 0"),
        ("nan", "", "hours over 0"),
        ("24", "scratch/parts", "without “/”"),
        ("24", "scr\x07atch", "The bucket for kept parts"),
    ],
)
def test_what_can_not_be_about_kept_parts_keeps_the_dialog_open_and_says_why(
    qapp: QApplication, hours: str, bucket: str, words: str
) -> None:
    dialog = ConnectionDialog(None, STUDIO, has_secret=True, keeping=SecretKeeping(()))
    dialog.form.kept_parts.lifetime.setText(hours)
    dialog.form.kept_parts.bucket.setText(bucket)
    dialog.accept()
    assert words in dialog.panel.answer.text()
    assert dialog.result() == 0
    assert not dialog.form.kept_parts.lifetime.isHidden()


def test_what_was_entered_is_made_clean(qapp: QApplication) -> None:
    dialog = ConnectionDialog(None, STUDIO, has_secret=True, keeping=SecretKeeping(()))
    dialog.form.endpoint.setText(" MINIO.Example.com:9000 ")
    dialog.form.prefix.setText("/2026//raw")
    dialog.form.name.setText("")
    profile = dialog.profile()
    assert (profile.endpoint, profile.prefix) == ("https://minio.example.com:9000", "2026/raw/")
    assert profile.name == "minio.example.com:9000"


@pytest.mark.case("L3.4")
@pytest.mark.parametrize(
    ("typed", "endpoint", "name"),
    [
        ("Minio{1...4}:9000", "https://minio{1...4}:9000", "minio{1...4}:9000"),
        ("http://a:9000, http://b:9000", "http://a:9000,http://b:9000", "a:9000"),
    ],
)
def test_a_store_with_several_addresses_is_entered_as_one(
    qapp: QApplication, typed: str, endpoint: str, name: str
) -> None:
    dialog = ConnectionDialog(None, STUDIO, has_secret=True, keeping=SecretKeeping(()))
    dialog.form.endpoint.setText(typed)
    dialog.form.endpoint.editingFinished.emit()
    assert dialog.form.endpoint.text() == endpoint
    dialog.form.name.setText("")
    profile = dialog.profile()
    assert (profile.endpoint, profile.bucket, profile.name) == (endpoint, STUDIO.bucket, name)


def test_a_bad_endpoint_keeps_the_dialog_open_and_says_why(qapp: QApplication) -> None:
    dialog = ConnectionDialog(None, STUDIO, has_secret=True, keeping=SecretKeeping(()))
    dialog.form.endpoint.setText("https://example.com/bucket")
    with pytest.raises(BadSettingsError):
        dialog.profile()
    dialog.accept()
    assert "only scheme, host and port" in dialog.panel.answer.text()
    assert dialog.panel.answer.property("tone") == "bad"


@pytest.mark.case("R17", "S10")
@pytest.mark.parametrize("field", ["endpoint", "access_key", "secret", "bucket", "prefix", "region"])
def test_what_can_not_be_seen_in_an_entry_is_said_by_name(qapp: QApplication, field: str) -> None:
    dialog = ConnectionDialog(None, STUDIO, has_secret=True, keeping=SecretKeeping(()))
    getattr(dialog.form, field).setText("https://a.example\u200bb" if field == "endpoint" else "a\u200bb")
    dialog.accept()
    assert "U+200B (zero width space)" in dialog.panel.answer.text()


@pytest.mark.case("R17")
def test_what_a_copy_brings_along_is_left_out_of_entries(qapp: QApplication) -> None:
    dialog = ConnectionDialog(None, STUDIO, has_secret=True, keeping=SecretKeeping(()))
    dialog.form.access_key.setText("\u200bingest\u00a0")
    dialog.form.secret.setText(" secret\u200b")
    dialog.form.bucket.setText("\ufeffmedia ")
    assert dialog.profile() == STUDIO
    assert dialog.new_secret() == "secret"


@pytest.mark.case("R28")
def test_a_path_in_the_endpoint_that_is_not_the_buckets_is_refused_and_overwrites_nothing(
    qapp: QApplication,
) -> None:
    dialog = ConnectionDialog(None, STUDIO, has_secret=True, keeping=SecretKeeping(()))
    dialog.form.endpoint.setText("https://nas:9000/s3")
    dialog.form.endpoint.editingFinished.emit()
    assert (dialog.form.bucket.text(), dialog.form.endpoint.text()) == ("media", "https://nas:9000/s3")
    dialog.accept()
    assert "a store below a path can't be used" in dialog.panel.answer.text()


def test_test_says_that_it_works_or_what_to_fix_and_saving_uses_the_connection(
    on_qt: RunOnQt, theme: Theme, bucket: Probe, tmp_path: Path
) -> None:
    clip = make_file(tmp_path / "clip.mp4", MIB)

    async def scenario() -> None:
        async with opened(theme, environment(tmp_path / "home")) as rig:
            rig.window.commands.new_connection.trigger()
            await rig.until(lambda: QApplication.activeModalWidget() is not None, "the dialog")
            dialog = QApplication.activeModalWidget()
            assert isinstance(dialog, ConnectionDialog)
            dialog.form.endpoint.setText(bucket.address.endpoint)
            dialog.form.access_key.setText(bucket.address.access_key)
            dialog.form.bucket.setText(bucket.address.bucket)
            dialog.form.secret.setText("wrong")
            dialog.test_wanted.emit()
            await rig.until_said(
                dialog.answered, lambda: "Wrong secret" in dialog.panel.answer.text(), "the fix"
            )
            dialog.form.secret.setText(bucket.address.secret_key)
            dialog.test_wanted.emit()
            await rig.until_said(dialog.answered, lambda: "It works" in dialog.panel.answer.text(), "success")
            dialog.accept()
            add = rig.window.commands.add_files
            await rig.until_said(add.changed, add.isEnabled, "a destination")
            rig.drop(clip)
            await rig.until_all(JobState.COMPLETED)

    on_qt(scenario())
    assert bucket.keys() == ["clip.mp4"]
    saved = SettingsFile(tmp_path / "home").load()
    assert [profile.bucket for profile in saved.profiles] == [bucket.address.bucket]


def save_of(dialog: ConnectionDialog) -> QPushButton:
    return next(one for one in dialog.findChildren(QPushButton) if one.text() == "Save")


@pytest.mark.case("W12")
def test_a_click_into_the_fingerprint_leaves_save_what_enter_does(theme: Theme, qtbot: QtBot) -> None:
    dialog = ConnectionDialog(None, STUDIO, has_secret=True, keeping=SecretKeeping(()))
    qtbot.addWidget(dialog)
    with qtbot.waitActive(dialog):
        dialog.show()
    dialog.show_test(
        ConnectionTest(failure_of("AccessDenied", 403), SuggestedFix(FixKind.TRUST, certificate=DER))
    )
    QTest.mouseClick(dialog.panel.facts, Qt.MouseButton.LeftButton)
    assert dialog.panel.facts.hasFocus()
    assert save_of(dialog).isDefault()
    QTest.keyClick(dialog.panel.facts, Qt.Key.Key_Return)
    assert dialog.result() == 1


@pytest.mark.case("W12")
def test_what_is_said_about_the_secret_is_what_is_ticked(qapp: QApplication) -> None:
    dialog = ConnectionDialog(None, STUDIO, has_secret=True, keeping=NO_KEYRING)
    said = [label for label in dialog.findChildren(Note) if "ecret key" in label.text()]
    assert [label.text()[:45] for label in said] == ["Secret keys are kept until this program ends,"]
    dialog.form.may_use_file.setChecked(True)
    assert said[0].text().startswith("The secret key is kept in a file.")
    dialog.form.may_use_file.setChecked(False)
    assert "until this program ends" in said[0].text()
    ticked = ConnectionDialog(None, STUDIO, has_secret=True, keeping=replace(NO_KEYRING, may_use_file=True))
    assert not [label for label in ticked.findChildren(Note) if "until this program ends" in label.text()]


@pytest.mark.case("W12")
def test_a_button_that_can_not_be_pressed_yet_says_what_is_missing(qapp: QApplication) -> None:
    dialog = ConnectionDialog(None, None, has_secret=False, keeping=NO_KEYRING)
    test, save = (
        next(one for one in dialog.findChildren(QPushButton) if one.text() == words)
        for words in ("Test", "Save")
    )
    for button in (test, dialog.form.browse):
        assert button.toolTip() == "Needs endpoint, access key and secret key"
    assert save.toolTip() == "Needs endpoint, access key, secret key and bucket"
    for field in (dialog.form.endpoint, dialog.form.access_key, dialog.form.secret):
        field.setText("https://s3.example.com")
    assert (test.isEnabled(), test.toolTip(), dialog.form.browse.toolTip()) == (True, "", "")
    assert not save.isEnabled()
    dialog.form.bucket.setText("media")
    assert (save.isEnabled(), save.toolTip()) == (True, "")


@pytest.mark.case("W12")
def test_an_eye_shows_the_secret_and_hides_it_again(qapp: QApplication) -> None:
    dialog = ConnectionDialog(None, STUDIO, has_secret=True, keeping=SecretKeeping(()))
    for field in (dialog.form.secret, dialog.form.session_token):
        field.setText("correct horse")
        assert "horse" not in field.displayText()
        field.eye.trigger()
        assert field.displayText() == "correct horse"
        assert field.eye.text() == "Hide what was entered"
        field.eye.trigger()
        assert "horse" not in field.displayText()


@pytest.mark.case("W12")
def test_the_eye_is_reached_and_pressed_by_keyboard(theme: Theme, qtbot: QtBot) -> None:
    dialog = ConnectionDialog(None, STUDIO, has_secret=True, keeping=SecretKeeping(()))
    qtbot.addWidget(dialog)
    with qtbot.waitActive(dialog):
        dialog.show()
    secret = dialog.form.secret
    secret.setFocus()
    secret.setText("correct horse")
    QTest.keyClick(secret, Qt.Key.Key_Tab)
    eye = dialog.focusWidget()
    assert secret.isAncestorOf(eye)
    QTest.keyClick(eye, Qt.Key.Key_Space)
    assert secret.displayText() == "correct horse"


@pytest.mark.case("W12")
def test_a_connection_is_tried_without_a_bucket_and_the_bucket_chosen_from_what_it_says(
    on_qt: RunOnQt, theme: Theme, bucket: Probe, tmp_path: Path
) -> None:
    async def scenario() -> None:
        async with opened(theme, environment(tmp_path / "home")) as rig:
            rig.window.commands.new_connection.trigger()
            dialog = await modal(rig, ConnectionDialog)
            test = next(one for one in dialog.findChildren(QPushButton) if one.text() == "Test")
            assert not test.isEnabled()
            dialog.form.endpoint.setText(bucket.address.endpoint)
            dialog.form.access_key.setText(bucket.address.access_key)
            dialog.form.secret.setText(bucket.address.secret_key)
            assert not save_of(dialog).isEnabled()
            test.click()
            said = dialog.panel.answer
            await rig.until_said(dialog.answered, lambda: "knows the keys" in said.text(), "the buckets")
            dialog.panel.button.click()
            sheet = await modal(rig, BrowserSheet)
            await rig.until_said(sheet.listed, lambda: bool(named(sheet, bucket)), "its bucket")
            named(sheet, bucket)[0].setSelected(True)
            sheet.accept()
            chosen = dialog.form.changed
            await rig.until_said(chosen, lambda: bool(dialog.form.bucket.text()), "the bucket")
            assert dialog.form.bucket.text() == bucket.address.bucket
            assert save_of(dialog).isEnabled()
            dialog.reject()

    on_qt(scenario())


def named(sheet: BrowserSheet, bucket: Probe) -> list[QListWidgetItem]:
    return sheet.list.findItems(bucket.address.bucket, Qt.MatchFlag.MatchExactly)


def test_the_demo_store_is_started_connected_and_ended(on_qt: RunOnQt, theme: Theme, tmp_path: Path) -> None:
    home = tmp_path / "home"

    async def scenario() -> None:
        async with opened_window_host(theme, environment(home), DemoStore) as host:
            window, session = host.window, host.session
            await session.begin(demo=True)
            assert DEMO_NAME in window.destination.text()
        window.deleteLater()

    before = Profile(DEMO_NAME, "http://127.0.0.1:1", "gone", "old", name_template="{year}/{name}")
    home_with(tmp_path, SavedSettings(profiles=(before,)))
    on_qt(scenario())
    (after,) = SettingsFile(home).load().profiles
    assert after.access_key != before.access_key
    assert after.name_template == before.name_template
    assert not (home / "demo" / "server.pid").exists()


def test_preferences_come_out_as_they_went_in(qapp: QApplication) -> None:
    settings = Settings(
        jobs_at_once=5,
        workers=16,
        part_size=64 * MIB,
        bandwidth_limit=2_500_000,
        on_reopen=ReopenPolicy.NEVER,
        on_conflict=ConflictPolicy.RENAME,
        shows_summary=False,
        theme=ThemeName.DARK,
    )
    assert PreferencesDialog(None, settings).settings() == settings
    assert PreferencesDialog(None, Settings()).settings() == Settings()


def test_a_part_size_below_five_mib_cannot_be_chosen(qapp: QApplication) -> None:
    dialog = PreferencesDialog(None, Settings())
    dialog.uploads.part_size.setValue(1)
    assert dialog.settings().part_size == 5 * MIB


def test_a_secret_that_could_not_be_kept_is_asked_for_again(
    on_qt: RunOnQt, theme: Theme, tmp_path: Path
) -> None:
    home = home_with(tmp_path, SavedSettings(profiles=(STUDIO,), current_profile=STUDIO.name))

    async def scenario() -> None:
        async with opened(theme, environment(home)) as rig:
            assert rig.bars() == [
                (
                    "The secret key of Studio is not known: this system has not kept it, or its keyring is locked. "
                    "Enter it, and uploads go on."
                )
            ]

    on_qt(scenario())


def test_jobs_left_waiting_for_the_demo_store_start_once_it_answers(
    on_qt: RunOnQt, theme: Theme, tmp_path: Path
) -> None:
    home = home_with(tmp_path, SavedSettings(Settings(jobs_at_once=1, bandwidth_limit=500_000)))
    clips = [make_file(tmp_path / f"{number}.mp4", 12 * MIB, seed=number) for number in range(3)]

    async def scenario() -> None:
        async with opened_window_host(theme, environment(home), DemoStore) as host:
            window, session = host.window, host.session
            await session.begin(WindowStart(clips), demo=True)
            await Rig(window, session).until(lambda: sum(window.model.counts().values()) == 3, "three jobs")
        window.deleteLater()
        saved = SettingsFile(home).load()
        always = replace(saved.settings, bandwidth_limit=None, on_reopen=ReopenPolicy.ALWAYS)
        SettingsFile(home).save(replace(saved, settings=always))
        async with opened_window_host(theme, environment(home), DemoStore) as host:
            window, session = host.window, host.session
            await session.begin(demo=False)
            await Rig(window, session).until_all(JobState.COMPLETED, 3)
        window.deleteLater()

    on_qt(scenario())
