"""A restart without a kept secret: what waits goes on waiting, and goes on once the secret is entered."""

import asyncio
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from gui.conftest import RunOnQt
from gui.rig import Rig, environment, opened
from lab.files import make_file, sha256_of
from lab.stores.s3probe import Probe
from uploader_gui.domain.errors import ErrorCode
from uploader_gui.domain.job import ConflictPolicy, JobState, PauseReason
from uploader_gui.domain.plan import DEFAULT_PART_SIZE, MIB
from uploader_gui.domain.profile import Profile
from uploader_gui.gui.connections.connection_dialog import ConnectionDialog
from uploader_gui.gui.look.theme import Theme
from uploader_gui.gui.session.blocked_uploads import MissingKeys
from uploader_gui.source.scan import scan
from uploader_gui.source.source_file import Unstoppable
from uploader_gui.storage.database.database import Database
from uploader_gui.storage.jobs.job_database import JobDatabase
from uploader_gui.storage.settings.settings import SavedSettings
from uploader_gui.storage.settings.settings_file import SettingsFile
from uploader_gui.transfer.intake.new_jobs import new_jobs

pytestmark = pytest.mark.case("W03")
WAITS = "Waiting for the secret key of its connection"


@pytest.fixture
def studio(bucket: Probe) -> Profile:
    address = bucket.address
    return Profile("Studio", address.endpoint, address.bucket, address.access_key, region=address.region)


@pytest.fixture
def clips(tmp_path: Path) -> list[Path]:
    return [
        make_file(tmp_path / f"{number}.mov", size, seed=number) for number, size in enumerate([MIB, 9 * MIB])
    ]


@pytest.fixture
def home(studio: Profile, clips: list[Path], tmp_path: Path) -> Path:
    """A state directory with a saved connection, whose secret nobody kept, and two jobs: one waits, one rests."""
    home = tmp_path / "home"
    SettingsFile(home).save(SavedSettings(profiles=(studio,), current_profile="Studio"))
    new, refused = new_jobs(
        scan(clips, stop=Unstoppable()),
        studio,
        part_size=DEFAULT_PART_SIZE,
        max_size=None,
        on_conflict=ConflictPolicy.REFUSE,
        stage=False,
    )
    assert not refused
    with closing(Database.open(home)) as database:
        job_database = JobDatabase(database)
        _, second = job_database.add(new)
        job_database.pause([second.job_id], PauseReason.PROGRAM_CLOSED)
    return home


async def asked_for_secret(rig: Rig) -> ConnectionDialog:
    rig.press("Enter it")
    return await shown_connection(rig)


async def shown_connection(rig: Rig) -> ConnectionDialog:
    await rig.until(
        lambda: (
            isinstance(QApplication.activeModalWidget(), ConnectionDialog)
            and QApplication.focusWidget() is not None
        ),
        "the connection",
    )
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, ConnectionDialog)
    return dialog


def secret_bars(rig: Rig) -> list[str]:
    return [words for words in rig.bars() if "secret key of Studio" in words]


def test_jobs_wait_for_the_key_and_go_on_when_it_is_entered(
    on_qt: RunOnQt, theme: Theme, home: Path, clips: list[Path], bucket: Probe
) -> None:
    async def scenario() -> None:
        async with opened(theme, environment(home)) as rig:
            rig.press("Continue all")
            await rig.until(
                lambda: [one.message for one in rig.window.model.statuses()] == [WAITS] * 2, WAITS
            )
            assert rig.states() == [JobState.SUBMITTED] * 2
            assert rig.window.totals.words == "2 waiting"
            dialog = await asked_for_secret(rig)
            assert QApplication.focusWidget() is dialog.form.secret
            dialog.reject()
            await rig.until_said(
                dialog.destroyed, lambda: QApplication.activeModalWidget() is None, "the end"
            )
            assert len(secret_bars(rig)) == 1
            dialog = await asked_for_secret(rig)
            dialog.form.secret.setText(bucket.address.secret_key)
            dialog.accept()
            await rig.until_all(JobState.COMPLETED, 2)
            await rig.until(lambda: rig.bars() == [], "no bar")  # the secret is looked up again first

    on_qt(scenario())
    assert {clip.name: bucket.sha256(clip.name) for clip in clips} == {
        clip.name: sha256_of(clip) for clip in clips
    }


def test_a_file_that_is_added_without_a_key_waits_too(
    on_qt: RunOnQt, theme: Theme, home: Path, tmp_path: Path
) -> None:
    async def scenario() -> None:
        async with opened(theme, environment(home)) as rig:
            rig.press("Not now")
            rig.drop(make_file(tmp_path / "new.mov", MIB, seed=7))
            await rig.until(lambda: len(rig.states()) == 3 and rig.job("new").message == WAITS, WAITS)
            assert rig.job("new").job.state is JobState.SUBMITTED
            rig.window.select_jobs([rig.job("new").job.job_id])
            rig.window.commands.pause.trigger()
            await rig.until(lambda: rig.job("new").job.state is JobState.PAUSED, "the pause")

    on_qt(scenario())


def test_what_failed_of_wrong_keys_is_offered_when_others_are_entered(
    on_qt: RunOnQt, theme: Theme, home: Path, bucket: Probe
) -> None:
    async def scenario() -> None:
        async with opened(theme, environment(home)) as rig:
            rig.press("Continue all")
            dialog = await asked_for_secret(rig)
            dialog.form.secret.setText("wrong")
            dialog.accept()
            await rig.until_all(JobState.FAILED, 2)
            assert {one.job.error_code for one in rig.window.model.statuses()} == {ErrorCode.WRONG_SECRET}
            rig.window.commands.connection.trigger()
            dialog = await shown_connection(rig)
            dialog.form.secret.setText(bucket.address.secret_key)
            dialog.accept()
            await rig.until(lambda: rig.bars() == ["2 uploads had failed for their keys."], "the offer")
            rig.press("Resume")
            await rig.until_all(JobState.COMPLETED, 2)

    on_qt(scenario())


def test_a_connection_that_is_deleted_is_asked_for_and_not_its_secret(
    on_qt: RunOnQt, theme: Theme, home: Path, bucket: Probe
) -> None:
    SettingsFile(home).save(SavedSettings())

    async def scenario() -> None:
        async with opened(theme, environment(home)) as rig:
            rig.press("Continue all")
            words = f"Uploads wait for a connection to {bucket.address.endpoint}; there is none any more."
            await rig.until(lambda: rig.bars() == [words], "the bar")
            await rig.until_all(JobState.SUBMITTED, 2)

    on_qt(scenario())


def test_what_fails_of_the_keys_that_were_just_entered_is_not_offered_to_them_again(
    on_qt: RunOnQt, theme: Theme, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It may have failed before the window has come to look what is left of the keys before."""
    review = MissingKeys.review

    async def scenario() -> None:
        reviewed = asyncio.Event()
        async with opened(theme, environment(home)) as rig:

            async def late_review(keys: MissingKeys, current: Profile | None) -> None:
                await rig.until_all(JobState.FAILED, 2)
                await review(keys, current)
                reviewed.set()

            rig.press("Continue all")
            dialog = await asked_for_secret(rig)
            monkeypatch.setattr(MissingKeys, "review", late_review)
            dialog.form.secret.setText("wrong")
            dialog.accept()
            await reviewed.wait()
            await asyncio.sleep(0.1)
            assert rig.bars() == []

    on_qt(scenario())
