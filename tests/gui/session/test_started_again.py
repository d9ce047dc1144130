"""Another start of the program beside the window that is open: what it wants is done there, and nothing of it is lost."""

import asyncio
import os
import subprocess
import sys
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, closing
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog

from gui.conftest import RunOnQt
from gui.rig import Rig, environment, opened, shown, until
from gui.samples import STUDIO
from lab.files import make_file, sha256_of
from lab.stores.s3probe import Probe
from uploader_gui.domain.job import JobState
from uploader_gui.domain.window_start import WindowErrand, WindowStart
from uploader_gui.gui.drop.drop_model import Page
from uploader_gui.gui.drop.drop_sheet import DropSheet
from uploader_gui.gui.look.theme import Theme
from uploader_gui.gui.window_host import WindowHost, opened_window_host
from uploader_gui.headless.commands.handover import open_window_api
from uploader_gui.runtime.instance_lock import InstanceLock

as_a_window = pytest.mark.qt_log_ignore("raise", "propagateSizeHints")


@pytest.fixture
def home(tmp_path: Path) -> Path:
    folder = tmp_path / "home"
    folder.mkdir()
    return folder


@asynccontextmanager
async def taking_starts(theme: Theme, variables: dict[str, str]) -> AsyncIterator[WindowHost]:
    """A window that other starts find, and that has not begun."""
    async with opened_window_host(theme, variables, None, open_window_api) as host:
        yield host
    host.window.deleteLater()


def start_again(
    variables: dict[str, str], arguments: Sequence[str | bytes], folder: Path | None = None, **more: str
) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-m", "uploader_gui", *arguments],
        cwd=folder,
        env=os.environ | {"PYTHONPATH": str(Path.cwd())} | variables | more,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


@as_a_window
def test_files_of_a_second_start_are_uploaded_by_the_window_that_is_open(
    on_qt: RunOnQt, theme: Theme, bucket: Probe, home: Path, tmp_path: Path
) -> None:
    variables = environment(home, bucket.address)
    file = make_file(tmp_path / "clip.mov", 10)

    async def scenario() -> None:
        async with taking_starts(theme, variables) as host:
            ended = await asyncio.to_thread(
                start_again, variables, [str(file)]
            )  # before the window can do it
            assert ended.returncode == 0, ended.stderr
            await host.session.begin(demo=False)
            await Rig(host.window, host.session).until_all(JobState.COMPLETED)
            assert host.window.isVisible()

    on_qt(scenario())
    assert bucket.sha256("clip.mov") == sha256_of(file)


@pytest.mark.skipif(os.name == "nt", reason="names of Windows are text")
def test_every_name_arrives_whole_from_wherever_it_was_given(
    on_qt: RunOnQt, theme: Theme, home: Path, tmp_path: Path
) -> None:
    variables = environment(home)
    folder = tmp_path / "day 1"
    folder.mkdir()
    names = ["two words.mov", "two\nlines.mov", "\"quoted\" $HOME `x` 'y'.mov", "caf\udce9.mov", "会议.mov"]
    for name in names:
        (folder / name).touch()
    given = [os.fsencode(name) for name in names]
    as_addresses = [(folder / name).as_uri() for name in names]

    async def scenario() -> None:
        async with taking_starts(theme, variables) as host:
            for arguments in (given, as_addresses):
                ended = await asyncio.to_thread(start_again, variables, arguments, folder)
                assert ended.returncode == 0, ended.stderr
            await until(lambda: len(host.link.starts) == 2)
            assert [start.paths for start in host.link.starts] == [[folder / name for name in names]] * 2

    on_qt(scenario())


def test_a_launchers_leave_and_what_it_wants_are_handed_on(
    on_qt: RunOnQt, theme: Theme, home: Path, tmp_path: Path
) -> None:
    variables = environment(home)
    missing = tmp_path / "gone.mov"

    async def scenario() -> None:
        async with taking_starts(theme, variables) as host:
            refused = await asyncio.to_thread(start_again, variables, [str(missing)])
            assert "gone.mov" in refused.stderr
            assert refused.returncode != 0
            for arguments, leave in (
                (["--review", str(missing)], {"XDG_ACTIVATION_TOKEN": "leave-1"}),
                (["--resume-all"], {"DESKTOP_STARTUP_ID": "files-2_TIME7"}),
            ):
                ended = await asyncio.to_thread(start_again, variables, arguments, None, **leave)
                assert ended.returncode == 0, ended.stderr
            await until(lambda: len(host.link.starts) == 2)
            assert list(host.link.starts) == [
                WindowStart([missing], is_reviewed=True, activation="leave-1"),
                WindowStart([], errand=WindowErrand.RESUME_ALL, activation="files-2_TIME7"),
            ]

    on_qt(scenario())


@as_a_window
def test_files_to_be_reviewed_are_shown_together_with_what_is_missing(
    on_qt: RunOnQt, theme: Theme, bucket: Probe, home: Path, tmp_path: Path
) -> None:
    clips = [make_file(tmp_path / f"{number}.mov", 10, seed=number) for number in range(2)]
    start = WindowStart([*clips, tmp_path / "gone.mov"], is_reviewed=True)

    async def scenario() -> None:
        async with opened(theme, environment(home, bucket.address)) as rig:
            rig.session.serve(start)
            sheet = await shown(rig, DropSheet)
            assert (sheet.model.totals().count, sheet.model.count(Page.LEFT_OUT)) == (2, 1)
            sheet.reject()

    on_qt(scenario())


@as_a_window
def test_a_single_file_to_be_reviewed_is_shown_and_not_sent_before(
    on_qt: RunOnQt, theme: Theme, bucket: Probe, home: Path, tmp_path: Path
) -> None:
    start = WindowStart([make_file(tmp_path / "single.mov", 10)], is_reviewed=True)

    async def scenario() -> None:
        async with opened(theme, environment(home, bucket.address)) as rig:
            rig.session.serve(start)
            sheet = await shown(rig, DropSheet)
            assert sheet.model.totals().count == 1
            assert rig.states() == []
            sheet.accept()
            await rig.until_all(JobState.COMPLETED)

    on_qt(scenario())
    assert bucket.keys() == ["single.mov"]


@as_a_window
def test_one_missing_file_is_named_with_the_reason(
    on_qt: RunOnQt, theme: Theme, bucket: Probe, home: Path, tmp_path: Path
) -> None:
    start = WindowStart([tmp_path / "gone.mov"], is_reviewed=True)

    async def scenario() -> None:
        async with opened(theme, environment(home, bucket.address), start) as rig:
            await rig.until(lambda: any("gone.mov" in words for words in rig.bars()), "the file's name")

    on_qt(scenario())


@as_a_window
def test_a_start_may_ask_for_files_to_be_picked(
    on_qt: RunOnQt, theme: Theme, bucket: Probe, home: Path, tmp_path: Path
) -> None:
    start = WindowStart(errand=WindowErrand.ADD_FILES)

    async def scenario() -> None:
        async with opened(theme, environment(home, bucket.address), start) as rig:
            (await shown(rig, QFileDialog)).reject()

    on_qt(scenario())


@as_a_window
def test_without_a_connection_a_start_with_files_says_what_is_needed_first(
    on_qt: RunOnQt, theme: Theme, home: Path, tmp_path: Path
) -> None:
    async def scenario() -> None:
        async with opened(theme, environment(home)) as rig:
            for start in (WindowStart([tmp_path]), WindowStart(errand=WindowErrand.ADD_FILES)):
                rig.session.serve(start)
            assert rig.bars() == ["Connect to a store first; then add the files."] * len(rig.bars())
            assert rig.bars()
            rig.window.show_profiles([STUDIO], STUDIO)
            assert rig.bars() == []

    on_qt(scenario())


def test_the_slower_of_two_starts_at_once_leaves_it_to_the_other(home: Path) -> None:
    script = (
        "import os, sys\n"
        "from uploader_gui.domain.window_start import NOTHING_MORE\n"
        "from uploader_gui.gui.app import run_window\n"
        "sys.exit(run_window(environ=os.environ, start=NOTHING_MORE, demo=False, done_elsewhere=lambda: 7))"
    )
    with closing(InstanceLock(home).acquire("the window")):  # between the first's look and its opening
        ended = subprocess.run(
            [sys.executable, "-c", script], env=os.environ | environment(home), check=False, timeout=60
        )
    assert ended.returncode == 7
