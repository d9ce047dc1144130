"""Finished rows verified again from the menu: what the bar says, what the rows say, and what ending it leaves."""

from pathlib import Path

from PySide6.QtGui import QAction

from gui.conftest import RunOnQt
from gui.rig import Rig, environment, opened
from lab.files import make_file
from lab.lines.proxy import FaultProxy
from lab.lines.rules import hold
from lab.stores.s3probe import Probe, S3Address
from uploader_gui.domain.checks import CheckResult
from uploader_gui.domain.job import JobState
from uploader_gui.gui.job_kind import Look, look_of
from uploader_gui.gui.jobs.job_columns import Column
from uploader_gui.gui.look.theme import Theme


async def uploaded(rig: Rig, *paths: Path) -> None:
    for path in paths:
        rig.drop(path)
    await rig.until_all(JobState.COMPLETED, len(paths))
    rig.select_all()


async def verified(rig: Rig, action: QAction, words: str) -> None:
    action.trigger()
    await rig.until(lambda: any(words in bar for bar in rig.bars()), words)


def test_what_is_missing_and_what_differs_in_a_package_is_shown_plainly_and_still_at_the_next_start(
    on_qt: RunOnQt, theme: Theme, bucket: Probe, tmp_path: Path
) -> None:
    card = tmp_path / "A007"
    card.mkdir()
    for name in ("a.mov", "b.mov", "c.mov"):
        make_file(card / name, 9)
    variables = environment(tmp_path / "home", bucket.address)

    def looks(rig: Rig) -> list[Look]:
        return [look_of(rig.job(name)) for name in ("a.mov", "b.mov", "c.mov")]

    async def scenario() -> None:
        async with opened(theme, variables) as rig:
            rig.drop(card)
            await rig.accept_summary()
            await rig.until_all(JobState.COMPLETED, 3)
            rig.select_all()
            bucket.delete("A007/b.mov")
            bucket.put("A007/c.mov", b"elsewhere")
            words = "Verified again: one matches, one differs, one is missing"
            await verified(rig, rig.window.commands.verify_store, words)
            shown = [Look.COMPLETED, Look.MISSING, Look.DIFFERING]
            await rig.until(lambda: looks(rig) == shown, "the looks")
            assert set(rig.states()) == {JobState.COMPLETED}
            row = rig.window.model.index(0, Column.PROGRESS)
            assert row.data() == "1 missing, 1 differ, 1 done"
            rig.press("Show them")
            chosen = {status.job.file_name for status in rig.window.selected_jobs()}
            assert chosen == {"b.mov", "c.mov"}
        async with opened(theme, variables) as rig:
            await rig.session.all_shown()
            assert looks(rig) == shown

    on_qt(scenario())


def test_one_file_is_spoken_of_in_its_own_words_and_its_details_follow(
    on_qt: RunOnQt, theme: Theme, bucket: Probe, tmp_path: Path
) -> None:
    clip = make_file(tmp_path / "clip.mov", 9)

    async def scenario() -> None:
        async with opened(theme, environment(tmp_path / "home", bucket.address)) as rig:
            await uploaded(rig, clip)
            make_file(clip, 9, seed=2)
            words = "clip.mov: Verified again: the store has what was sent, but the file"
            await verified(rig, rig.window.commands.verify_source, words)
            line = rig.window.details.state_line
            await rig.until(lambda: "the file is another one now" in line.words, "the details")
            assert line.words.startswith("Differs: ")

    on_qt(scenario())


def test_cancel_ends_reading_back_at_once_and_the_earlier_result_stays(
    on_qt: RunOnQt, theme: Theme, proxy: FaultProxy, proxied: S3Address, tmp_path: Path
) -> None:
    clip = make_file(tmp_path / "clip.mov", 9)

    async def scenario() -> None:
        async with opened(theme, environment(tmp_path / "home", proxied)) as rig:
            await uploaded(rig, clip)
            await verified(rig, rig.window.commands.verify_store, "the checksum matches")
            proxy.on("get", hold())
            await verified(rig, rig.window.commands.verify_read_back, "of 1 files verified")
            rig.press("Pause")
            rig.press("Go on")
            rig.press("Cancel")
            await rig.until(lambda: not any("of 1 files verified" in bar for bar in rig.bars()), "no bar")
            check = rig.job().check
            assert check is not None
            assert check.result is CheckResult.MATCHES

    on_qt(scenario())


def test_only_what_is_finished_can_be_verified(
    on_qt: RunOnQt, theme: Theme, bucket: Probe, tmp_path: Path
) -> None:
    clip = make_file(tmp_path / "clip.mov", 9)

    async def scenario() -> None:
        async with opened(theme, environment(tmp_path / "home", bucket.address)) as rig:
            assert not rig.window.commands.verify_again.isEnabled()
            await uploaded(rig, clip)
            assert rig.window.commands.verify_again.isEnabled()
            assert rig.window.commands.verify_again in rig.window.commands.context_menu(rig.window).actions()

    on_qt(scenario())
