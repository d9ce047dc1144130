"""Connections and preferences: entered, tried, kept, used."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from gui.conftest import RunOnQt
from gui.rig import Rig, environment, home_with, opened
from gui.samples import STUDIO
from lab.files import make_file
from lab.s3probe import Probe
from uploader_gui.domain.errors import BadSettingsError
from uploader_gui.domain.job import ConflictPolicy, JobState
from uploader_gui.domain.plan import MIB
from uploader_gui.domain.profile import Addressing, Secret
from uploader_gui.domain.store_traits import Trait
from uploader_gui.gui.connections.connection_dialog import ConnectionDialog
from uploader_gui.gui.connections.connection_form import SecretKeeping
from uploader_gui.gui.connections.trait_words import trait_lines
from uploader_gui.gui.look.theme import Theme
from uploader_gui.gui.preferences.preferences_dialog import PreferencesDialog
from uploader_gui.gui.session.connections import DEMO_NAME
from uploader_gui.gui.window_host import opened_window_host
from uploader_gui.headless.demo.demo_store import DemoStore
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


def test_what_was_entered_is_made_clean(qapp: QApplication) -> None:
    dialog = ConnectionDialog(None, STUDIO, has_secret=True, keeping=SecretKeeping(()))
    dialog.form.endpoint.setText(" MINIO.Example.com:9000 ")
    dialog.form.prefix.setText("/2026//raw")
    dialog.form.name.setText("")
    profile = dialog.profile()
    assert (profile.endpoint, profile.prefix) == ("https://minio.example.com:9000", "2026/raw/")
    assert profile.name == "minio.example.com:9000"


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


def test_the_demo_store_is_started_connected_and_ended(on_qt: RunOnQt, theme: Theme, tmp_path: Path) -> None:
    home = tmp_path / "home"

    async def scenario() -> None:
        async with opened_window_host(theme, environment(home), DemoStore) as host:
            window, session = host.window, host.session
            await session.begin([], demo=True)
            assert DEMO_NAME in window.destination.text()
        window.deleteLater()

    on_qt(scenario())
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
            await session.begin(clips, demo=True)
            await Rig(window, session).until(lambda: window.model.rowCount() == 3, "three jobs")
        window.deleteLater()
        saved = SettingsFile(home).load()
        always = replace(saved.settings, bandwidth_limit=None, on_reopen=ReopenPolicy.ALWAYS)
        SettingsFile(home).save(replace(saved, settings=always))
        async with opened_window_host(theme, environment(home), DemoStore) as host:
            window, session = host.window, host.session
            await session.begin([], demo=False)
            await Rig(window, session).until_all(JobState.COMPLETED, 3)
        window.deleteLater()

    on_qt(scenario())
