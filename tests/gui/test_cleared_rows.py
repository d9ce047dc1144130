"""Finished rows are cleared as far as they are seen, with a count, and can be taken back."""

from contextlib import closing
from pathlib import Path

import pytest

from gui.conftest import RunOnQt
from gui.rig import Rig, environment, home_with, opened
from lab.files import make_file
from lab.s3probe import Probe
from uploader_gui.domain.job import JobState
from uploader_gui.domain.plan import MIB
from uploader_gui.gui.look.theme import Theme
from uploader_gui.storage.database.database import FILE_NAME
from uploader_gui.storage.database.sqlite_connection import connect
from uploader_gui.storage.settings.settings import SavedSettings, Settings

pytestmark = pytest.mark.case("W01")
NAMES = ("take one.mov", "take two.mov", "sound.wav")


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return home_with(tmp_path, SavedSettings(Settings(shows_summary=False)))


async def uploaded(rig: Rig, folder: Path) -> None:
    rig.drop(*(make_file(folder / name, MIB, seed=at) for at, name in enumerate(NAMES)))
    await rig.until_all(JobState.COMPLETED, len(NAMES))


def names(rig: Rig) -> list[str]:
    return sorted(one.job.file_name for one in rig.window.model.statuses())


def recorded(home: Path) -> int:
    with closing(connect(home / FILE_NAME, "ro")) as connection:
        (count,) = connection.execute("SELECT count(*) FROM video_recordings").fetchone()
        return int(count)


def test_only_what_the_filter_shows_is_cleared_and_undo_brings_it_back(
    on_qt: RunOnQt, theme: Theme, home: Path, bucket: Probe, tmp_path: Path
) -> None:
    async def scenario() -> None:
        async with opened(theme, environment(home, bucket.address)) as rig:
            await uploaded(rig, tmp_path)
            rig.window.filter_box.setText("take")
            rig.window.commands.clear_completed.trigger()
            await rig.until(lambda: bool(rig.bars()), "the bar")
            assert rig.bars() == [
                "Removed 2 finished rows. The files stay in the store; uploader-gui list --recordings finds them."
            ]
            assert names(rig) == ["sound.wav"]
            rig.press("Undo")
            assert names(rig) == sorted(NAMES)
            assert rig.bars() == []
            rig.window.filter_box.clear()
            rig.window.select_jobs([rig.job("sound").job.job_id])
            rig.window.commands.remove.trigger()
            await rig.until(lambda: names(rig) == sorted(NAMES[:2]), "one row less")
            [bar] = rig.bars()
            assert bar == (
                "Removed the finished row of sound.wav. "
                "The file stays in the store; uploader-gui list --recordings finds it."
            )
        async with opened(theme, environment(home, bucket.address)) as rig:
            assert names(rig) == sorted(NAMES[:2])

    on_qt(scenario())
    assert recorded(home) == len(NAMES)


def test_closing_the_bar_clears_for_good(
    on_qt: RunOnQt, theme: Theme, home: Path, bucket: Probe, tmp_path: Path
) -> None:
    async def scenario() -> None:
        async with opened(theme, environment(home, bucket.address)) as rig:
            await uploaded(rig, tmp_path)
            rig.window.commands.clear_completed.trigger()
            await rig.until(lambda: bool(rig.bars()), "the bar")
            rig.window.notices.notices()[0].close_for_good()
            await rig.session.hand_on()
            assert names(rig) == []
        async with opened(theme, environment(home, bucket.address)) as rig:
            assert names(rig) == []

    on_qt(scenario())
    assert recorded(home) == len(NAMES)
