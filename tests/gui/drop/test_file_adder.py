"""Dropping files: what is asked, what is left out, and how smooth the window stays."""

import gc
import itertools
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from gui.conftest import RunOnQt
from gui.rig import GapMeter, Rig, environment, home_with, opened, shown
from lab.engines.hash_lists import write_classic
from lab.files import make_file, sha256_of
from lab.lines.proxy import FaultProxy
from lab.lines.rules import hold
from lab.stopwatch import least
from lab.stores.plain_s3 import Caller
from lab.stores.s3probe import Probe, S3Address
from uploader_gui.domain.job import ConflictPolicy, JobState
from uploader_gui.domain.plan import MIB
from uploader_gui.domain.store.found_progress import FoundPolicy
from uploader_gui.gui.app import collect_rarely
from uploader_gui.gui.drop.drop_model import POLICIES, DropColumn, Page
from uploader_gui.gui.drop.drop_sheet import DropSheet
from uploader_gui.gui.drop.found_question import FoundQuestion
from uploader_gui.gui.drop.skipped_list import SkippedList
from uploader_gui.gui.jobs.job_columns import Column
from uploader_gui.gui.look.theme import Theme
from uploader_gui.runtime.runtime import open_reader
from uploader_gui.storage.settings.settings import SavedSettings, Settings
from uploader_gui.storage.settings.settings_file import SettingsFile

# 46 to 132 ms in four runs alone on two cores; the machine that runs the tests may be busy with others.
LONGEST_GAP_S = 0.5
USUAL_GAP_S = 0.2


async def sheet_of(rig: Rig) -> DropSheet:
    """Wait for the summary, and until it knows what is there already."""
    sheet = await shown(rig, DropSheet)
    assert isinstance(sheet, DropSheet)
    await rig.until_said(sheet.model.changed, lambda: not sheet.note.text(), "what is there already")
    return sheet


def sheets(rig: Rig) -> list[DropSheet]:
    return [one for one in rig.window.findChildren(DropSheet) if one.isVisible()]


def clips_with_taken_keys(folder: Path, bucket: Probe) -> list[Path]:
    clips = [make_file(folder / name, MIB, seed=len(name)) for name in ("a.mp4", "b.mp4")]
    for clip in clips:
        bucket.put(clip.name, b"an older one")
    return clips


@pytest.mark.case("W13")
def test_f5_in_the_summary_asks_the_store_again(
    on_qt: RunOnQt, theme: Theme, bucket: Probe, tmp_path: Path
) -> None:
    clips = [make_file(tmp_path / name, MIB, seed=len(name)) for name in ("a.mp4", "b.mp4")]

    async def scenario() -> None:
        async with opened(theme, environment(tmp_path / "home", bucket.address)) as rig:
            rig.drop(*clips)
            sheet = await sheet_of(rig)
            assert sheet.model.count(Page.TAKEN) == 0
            bucket.put("a.mp4", b"come meanwhile")
            sheet.activateWindow()
            QTest.keyClick(sheet, Qt.Key.Key_F5)
            await rig.until_said(sheet.model.changed, lambda: sheet.model.count(Page.TAKEN) == 1, "one taken")
            sheet.reject()

    on_qt(scenario())


@pytest.mark.parametrize(
    ("policy", "keys"),
    [
        (ConflictPolicy.OVERWRITE, ["a.mp4", "b.mp4"]),
        (ConflictPolicy.RENAME, ["a (2).mp4", "a.mp4", "b (2).mp4", "b.mp4"]),
    ],
)
def test_taken_places_are_shown_and_decided_for_all(
    on_qt: RunOnQt, theme: Theme, bucket: Probe, tmp_path: Path, policy: ConflictPolicy, keys: list[str]
) -> None:
    clips = clips_with_taken_keys(tmp_path, bucket)

    async def scenario() -> None:
        async with opened(theme, environment(tmp_path / "home", bucket.address)) as rig:
            rig.drop(*clips)
            sheet = await sheet_of(rig)
            assert sheet.model.count(Page.TAKEN) == 2
            sheet.for_all.activated.emit(POLICIES.index(policy))
            sheet.accept()
            await rig.until_all(JobState.COMPLETED, 2)

    on_qt(scenario())
    assert sorted(bucket.keys()) == keys
    newest = "a.mp4" if policy is ConflictPolicy.OVERWRITE else "a (2).mp4"
    assert bucket.sha256(newest) == sha256_of(clips[0])


def test_files_that_were_just_written_may_be_sent_while_they_grow(
    on_qt: RunOnQt, theme: Theme, bucket: Probe, tmp_path: Path
) -> None:
    old, live = make_file(tmp_path / "old.mp4", 1000), make_file(tmp_path / "live.mp4", 2000)
    os.utime(old, (1, 1))

    async def scenario() -> None:
        async with opened(theme, environment(tmp_path / "home", bucket.address)) as rig:
            rig.drop(old, live)
            sheet = await sheet_of(rig)
            assert sheet.growing.isVisible()
            assert sheet.growing.text().startswith("One file was written to a moment ago.")
            sheet.growing.setChecked(True)
            sheet.accept()
            await rig.until(
                lambda: sorted(rig.states()) == [JobState.COMPLETED, JobState.UPLOADING], "one that grows"
            )
            jobs = {status.job.file_name: status.job for status in rig.window.model.statuses()}
            assert jobs["live.mp4"].grows
            assert jobs["old.mp4"].growth is None

    with live.open("ab"):  # as whoever writes it has it open
        on_qt(scenario())


def test_taken_places_can_be_decided_one_by_one(
    on_qt: RunOnQt, theme: Theme, bucket: Probe, tmp_path: Path
) -> None:
    clips = clips_with_taken_keys(tmp_path, bucket)

    async def scenario() -> None:
        async with opened(theme, environment(tmp_path / "home", bucket.address)) as rig:
            rig.drop(*clips)
            sheet = await sheet_of(rig)
            sheet.model.setData(sheet.model.index(0, DropColumn.OUTCOME), ConflictPolicy.RENAME)
            sheet.model.setData(sheet.model.index(1, DropColumn.OUTCOME), ConflictPolicy.OVERWRITE)
            sheet.accept()
            await rig.until_all(JobState.COMPLETED, 2)

    on_qt(scenario())
    assert sorted(bucket.keys()) == ["a (2).mp4", "a.mp4", "b.mp4"]
    assert bucket.get("a.mp4") == b"an older one"


def test_a_single_file_whose_place_is_taken_is_asked_about(
    on_qt: RunOnQt, theme: Theme, bucket: Probe, tmp_path: Path
) -> None:
    clip = make_file(tmp_path / "a.mp4", MIB)
    bucket.put("a.mp4", b"an older one")

    async def scenario() -> None:
        async with opened(theme, environment(tmp_path / "home", bucket.address)) as rig:
            rig.drop(clip)
            sheet = await shown(rig, DropSheet)
            assert isinstance(sheet, DropSheet)
            assert sheet.model.choices() == {str(clip): ConflictPolicy.SKIP}
            sheet.reject()
            await rig.until(lambda: rig.bars() == ["0 files added, 1 left out."], "the report")
            assert rig.states() == []

    on_qt(scenario())
    assert bucket.get("a.mp4") == b"an older one"


def begun_elsewhere(bucket: Probe, clip: Path) -> None:
    """Another computer has sent the first part of this file, just now."""
    upload_id = bucket.begin_upload(clip.name)
    first = clip.read_bytes()[: 8 * MIB]
    said = Caller(bucket.address)("PUT", clip.name, {"partNumber": "1", "uploadId": upload_id}, body=first)
    assert said.status == 200


@pytest.mark.case("L2.1", "L2.2")
def test_a_single_file_that_is_partly_there_is_asked_about_and_gone_on_with(
    on_qt: RunOnQt, theme: Theme, bucket: Probe, tmp_path: Path
) -> None:
    clip = make_file(tmp_path / "a.mp4", 9 * MIB)
    begun_elsewhere(bucket, clip)

    async def scenario() -> None:
        async with opened(theme, environment(tmp_path / "home", bucket.address)) as rig:
            rig.drop(clip)
            question = await shown(rig, FoundQuestion)
            assert isinstance(question, FoundQuestion)
            assert question.text().startswith("88 % of this file is already in the store, last written")
            assert "Begin anew: all of the file is sent" in question.informativeText()
            assert question.defaultButton() is question.leaves_alone
            assert rig.states() == []
            question.goes_on.click()
            await rig.until_all(JobState.COMPLETED)

    on_qt(scenario())
    assert bucket.sha256("a.mp4") == sha256_of(clip)
    assert bucket.uploads() == []


@pytest.mark.case("L2.1", "L2.2")
def test_a_file_that_is_left_alone_is_reported_and_its_parts_stay(
    on_qt: RunOnQt, theme: Theme, bucket: Probe, tmp_path: Path
) -> None:
    clip = make_file(tmp_path / "a.mp4", 9 * MIB)
    begun_elsewhere(bucket, clip)

    async def scenario() -> None:
        async with opened(theme, environment(tmp_path / "home", bucket.address)) as rig:
            rig.drop(clip)
            question = await shown(rig, FoundQuestion)
            question.reject()
            await rig.until(lambda: rig.bars() == ["0 files added, 1 left out."], "the report")
            assert rig.states() == []

    on_qt(scenario())
    assert len(bucket.uploads()) == 1


@pytest.mark.case("L2.1")
def test_of_several_files_the_summary_says_which_are_partly_there(
    on_qt: RunOnQt, theme: Theme, bucket: Probe, tmp_path: Path
) -> None:
    clips = [make_file(tmp_path / name, 9 * MIB, seed=len(name)) for name in ("a.mp4", "bb.mp4", "ccc.mp4")]
    for clip in clips[:2]:
        begun_elsewhere(bucket, clip)

    async def scenario() -> None:
        async with opened(theme, environment(tmp_path / "home", bucket.address)) as rig:
            rig.drop(*clips)
            sheet = await sheet_of(rig)
            assert sheet.model.count(Page.BEGUN) == 2
            sheet.model.setData(sheet.model.index(0, DropColumn.OUTCOME), FoundPolicy.CONTINUE.value)
            sheet.accept()
            await rig.until_all(JobState.COMPLETED, 2)

    on_qt(scenario())
    assert sorted(bucket.keys()) == ["a.mp4", "ccc.mp4"]
    assert [key for key, _ in bucket.uploads()] == ["bb.mp4"]


def test_the_prefix_can_be_changed_for_one_drop(
    on_qt: RunOnQt, theme: Theme, bucket: Probe, tmp_path: Path
) -> None:
    clips = [make_file(tmp_path / name, MIB, seed=len(name)) for name in ("a.mp4", "b.mp4")]

    async def scenario() -> None:
        async with opened(theme, environment(tmp_path / "home", bucket.address, prefix="2026")) as rig:
            rig.drop(*clips)
            sheet = await sheet_of(rig)
            assert sheet.model.index(0, DropColumn.PLACE).data() == "2026/a.mp4"
            sheet.prefix.setText("other")
            sheet.naming_changed.emit()
            remade = sheet.model.changed
            await rig.until_said(
                remade, lambda: sheet.model.index(0, DropColumn.PLACE).data() == "other/a.mp4", "other keys"
            )
            sheet.prefix.setText("third")  # and Enter at once
            sheet.accept()
            await rig.until_all(JobState.COMPLETED, 2)

    on_qt(scenario())
    assert sorted(bucket.keys()) == ["third/a.mp4", "third/b.mp4"]


@pytest.mark.case("W11")
def test_what_is_left_out_in_the_summary_is_not_sent_and_what_is_renamed_goes_there(
    on_qt: RunOnQt, theme: Theme, bucket: Probe, tmp_path: Path
) -> None:
    clips = [make_file(tmp_path / name, MIB, seed=len(name)) for name in ("a.mp4", "bb.mp4", "ccc.mp4")]
    bucket.put("there.mp4", b"an older one")

    async def scenario() -> None:
        async with opened(theme, environment(tmp_path / "home", bucket.address)) as rig:
            rig.drop(*clips)
            sheet = await sheet_of(rig)
            model = sheet.model
            model.include([1], is_included=False)
            model.setData(model.index(2, DropColumn.PLACE), "there.mp4", Qt.ItemDataRole.EditRole)
            await rig.until_said(model.changed, lambda: model.count(Page.TAKEN) == 1, "that it is taken")
            assert sheet.headline.text() == "Upload one file, 1.0 MB"
            model.setData(model.index(2, DropColumn.PLACE), "new/name.mp4", Qt.ItemDataRole.EditRole)
            assert sheet.headline.text() == "Upload 2 files, 2.1 MB"
            sheet.accept()
            await rig.until_all(JobState.COMPLETED, 2)

    on_qt(scenario())
    assert sorted(bucket.keys()) == ["a.mp4", "new/name.mp4", "there.mp4"]
    assert bucket.sha256("new/name.mp4") == sha256_of(clips[2])


@pytest.mark.case("R40")
def test_a_package_of_which_something_was_left_out_shows_no_green_tick_until_that_is_taken(
    on_qt: RunOnQt, theme: Theme, bucket: Probe, tmp_path: Path
) -> None:
    card = tmp_path / "A007"
    card.mkdir()
    for number, name in enumerate(("a.mp4", "b.mp4", "c.mp4")):
        make_file(card / name, 1000, seed=number)
    (card / "dangling.mp4").symlink_to(tmp_path / "nowhere")

    async def scenario() -> None:
        async with opened(theme, environment(tmp_path / "home", bucket.address)) as rig:
            rig.drop(card)
            sheet = await sheet_of(rig)
            bucket.put("A007/c.mp4", b"meanwhile")
            sheet.accept()
            await rig.until(lambda: len(sheets(rig)) == 1 and sheets(rig) != [sheet], "the second sheet")
            (again,) = sheets(rig)

            def said() -> object:
                return rig.window.model.index(0, Column.PROGRESS).data()

            await rig.until(lambda: said() == "2 done, 2 left out", "what is left out as yet")
            again.model.choose_for_all(ConflictPolicy.OVERWRITE)
            again.accept()
            await rig.until(lambda: said() == "3 done, 1 left out", "what is left out")
            await rig.until(
                lambda: any(one.endswith("1 left out: dangling.mp4.") for one in rig.ends()),
                "the end of the package",
            )

    on_qt(scenario())


@pytest.mark.case("W11")
def test_a_link_out_of_a_dropped_folder_and_a_hidden_file_are_mentioned(
    on_qt: RunOnQt, theme: Theme, bucket: Probe, tmp_path: Path
) -> None:
    for name in ("day/a.mp4", "day/.env", "private/key.pem"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        make_file(tmp_path / name, 1000)
    (tmp_path / "day" / "key.pem").symlink_to(tmp_path / "private" / "key.pem")

    async def scenario() -> None:
        async with opened(theme, environment(tmp_path / "home", bucket.address)) as rig:
            rig.drop(tmp_path / "day")
            sheet = await sheet_of(rig)
            assert sheet.summary.text().endswith("one hidden file, one link out of its folder.")
            sheet.tabs.setCurrentIndex(Page.NOTED)
            sheet.model.include(range(2), is_included=False)
            sheet.accept()
            await rig.until_all(JobState.COMPLETED)

    on_qt(scenario())
    assert bucket.keys() == ["day/a.mp4"]


@pytest.mark.case("W11")
def test_they_are_mentioned_where_no_summary_is_wanted_too(
    on_qt: RunOnQt, theme: Theme, bucket: Probe, tmp_path: Path
) -> None:
    (tmp_path / "day").mkdir()
    for name in ("day/a.mp4", "day/.env", "key.pem"):
        make_file(tmp_path / name, 1000)
    (tmp_path / "day" / "key.pem").symlink_to(tmp_path / "key.pem")
    home = home_with(tmp_path, SavedSettings(Settings(shows_summary=False)))

    async def scenario() -> None:
        async with opened(theme, environment(home, bucket.address)) as rig:
            rig.drop(tmp_path / "day")
            said = "3 files added, one hidden, one by a link out of its folder."
            await rig.until(lambda: rig.bars() == [said], "the report")
            await rig.until_all(JobState.COMPLETED, 3)

    on_qt(scenario())


def test_a_file_that_a_hash_list_names_and_that_is_not_there_is_not_said_to_be_left_out(
    on_qt: RunOnQt, theme: Theme, bucket: Probe, tmp_path: Path
) -> None:
    card = tmp_path / "A007"
    card.mkdir()
    make_file(card / "new.mov", 1000)
    (card / "broken.mov").symlink_to(tmp_path / "nowhere.mov")
    write_classic(card / "A007.mhl", {"gone.mov": "<md5>9e107d9d372bb6826bd81d3542a419d6</md5>"})
    home = home_with(tmp_path, SavedSettings(Settings(shows_summary=False)))

    async def scenario() -> None:
        async with opened(theme, environment(home, bucket.address)) as rig:
            rig.drop(card)
            added = (
                "2 files added, one in no media hash list, one of a media hash list is not there, 1 left out."
            )
            await rig.until(lambda: added in rig.bars(), "the report")
            await rig.until_all(JobState.COMPLETED, 2)

    on_qt(scenario())


def test_escape_gives_a_drop_up(on_qt: RunOnQt, theme: Theme, bucket: Probe, tmp_path: Path) -> None:
    clips = [make_file(tmp_path / name, MIB, seed=len(name)) for name in ("a.mp4", "b.mp4")]

    async def scenario() -> None:
        async with opened(theme, environment(tmp_path / "home", bucket.address)) as rig:
            rig.drop(*clips)
            sheet = await sheet_of(rig)
            QTest.keyClick(sheet, Qt.Key.Key_Escape)
            rig.drop(clips[0])
            await rig.until_all(JobState.COMPLETED)

    on_qt(scenario())
    assert bucket.keys() == ["a.mp4"]


def test_one_key_accepts_and_the_summary_can_be_switched_off(
    on_qt: RunOnQt, theme: Theme, bucket: Probe, tmp_path: Path
) -> None:
    clips = [make_file(tmp_path / f"{number}.mp4", MIB, seed=number) for number in range(4)]

    async def scenario() -> None:
        async with opened(theme, environment(tmp_path / "home", bucket.address)) as rig:
            rig.drop(*clips[:2])
            sheet = await sheet_of(rig)
            sheet.never.setChecked(True)
            QTest.keyClick(sheet, Qt.Key.Key_Return)
            await rig.until_all(JobState.COMPLETED, 2)
            rig.drop(*clips[2:])
            await rig.until_all(JobState.COMPLETED, 4)

    on_qt(scenario())
    assert not SettingsFile(tmp_path / "home").load().settings.shows_summary


def test_what_was_left_out_is_reported_with_its_reason(
    on_qt: RunOnQt, theme: Theme, bucket: Probe, tmp_path: Path
) -> None:
    folder = tmp_path / "day"
    folder.mkdir()
    make_file(folder / "good.mp4", 1000)
    (folder / "broken").symlink_to(folder / "nowhere")

    async def scenario() -> None:
        async with opened(theme, environment(tmp_path / "home", bucket.address)) as rig:
            rig.drop(folder, tmp_path / "missing.mp4")
            sheet = await sheet_of(rig)
            sheet.tabs.setCurrentIndex(Page.LEFT_OUT)
            reasons = [sheet.model.index(row, DropColumn.PLACE).data() for row in range(2)]
            assert any("leads nowhere" in reason for reason in reasons)
            sheet.accept()
            await rig.until_all(JobState.COMPLETED)
            missing = [tmp_path / name for name in ("missing.mp4", "gone.mp4")]
            rig.drop(*missing)
            await rig.until(lambda: rig.bars() == ["0 files added, 2 left out."], "the report")
            rig.press("Show which")
            listed = await shown(rig, SkippedList)
            assert isinstance(listed, SkippedList)
            assert all(str(path) in listed.text.toPlainText() for path in missing)
            listed.close()

    on_qt(scenario())


def test_the_same_file_dropped_twice_is_one_job(
    on_qt: RunOnQt, theme: Theme, bucket: Probe, proxy: FaultProxy, proxied: S3Address, tmp_path: Path
) -> None:
    clip = make_file(tmp_path / "a.mp4", 12 * MIB)
    held = proxy.on("part", hold())

    async def scenario() -> None:
        async with opened(theme, environment(tmp_path / "home", proxied)) as rig:
            rig.drop(clip)
            rig.drop(clip)
            said = "“a.mp4” is in the list already, and its upload goes on."
            await rig.until(lambda: rig.bars() == [said], "that it is there")
            held.release()
            await rig.until_all(JobState.COMPLETED)

    on_qt(scenario())
    assert bucket.keys() == ["a.mp4"]


@pytest.mark.case("W17")
def test_dropping_what_is_being_uploaded_says_so_and_shows_it(
    on_qt: RunOnQt, theme: Theme, proxy: FaultProxy, proxied: S3Address, tmp_path: Path
) -> None:
    clip, other = (make_file(tmp_path / name, 12 * MIB) for name in ("a.mp4", "b.mp4"))
    proxy.on("part", hold())

    async def scenario() -> None:
        async with opened(theme, environment(tmp_path / "home", proxied)) as rig:
            rig.drop(clip)
            await rig.until_all(JobState.UPLOADING)
            rig.drop(other)
            await rig.until(lambda: len(rig.states()) == 2 and not rig.bars(), "another one, without a word")
            rig.window.select_jobs([rig.job("b.mp4").job.job_id])
            rig.drop(clip)
            said = "“a.mp4” is in the list already, and its upload goes on."
            await rig.until(lambda: rig.bars() == [said], "that it is there")
            assert [one.job.file_name for one in rig.window.selected_jobs()] == ["a.mp4"]

    on_qt(scenario())


@contextmanager
def collecting_rarely() -> Iterator[None]:
    """The collector as the running window has it, put back for the tests that follow."""
    thresholds = gc.get_threshold()
    collect_rarely()
    try:
        yield
    finally:
        gc.unfreeze()
        gc.set_threshold(*thresholds)


@pytest.mark.case("C61")
def test_the_window_stays_smooth_while_ten_thousand_files_are_dropped_and_eight_workers_send(
    on_qt: RunOnQt, theme: Theme, bucket: Probe, tmp_path: Path
) -> None:
    folder = tmp_path / "many"
    folder.mkdir()
    for number in range(10_000):
        (folder / f"{number:05}.txt").touch()
    big = make_file(tmp_path / "big.mp4", 300 * MIB)

    async def scenario(name: str, meter: GapMeter) -> None:
        async with opened(theme, environment(tmp_path / name, bucket.address, prefix=name)) as rig:
            rig.drop(big)
            await rig.until(lambda: rig.job().bytes_in_flight + rig.job().job.bytes_done > 0, "sending")
            with collecting_rarely(), meter:
                rig.drop(folder)
                (await sheet_of(rig)).accept()
                await rig.until(lambda: len(rig.window.model.rows.statuses) == 10_001, "10,001 uploads")

    names = map(str, itertools.count())

    def measured() -> float:
        """The gaps as a share of what they may be."""
        meter = GapMeter()
        on_qt(scenario(next(names), meter))
        longest, usual = max(meter.gaps), meter.percentile(0.99)
        print(f"\nlongest gap {longest * 1000:.0f} ms, 99 % {usual * 1000:.0f} ms, {len(meter.gaps)} ticks")
        return max(longest / LONGEST_GAP_S, usual / USUAL_GAP_S)

    assert least(measured, 1.0, tries=3) < 1.0


def test_each_drop_is_a_package_named_after_what_was_dropped(
    on_qt: RunOnQt, theme: Theme, bucket: Probe, tmp_path: Path
) -> None:
    card, loose = tmp_path / "A007", tmp_path / "loose"
    for folder in (card, loose):
        folder.mkdir()
    for name in ("a.mov", "b.mov"):
        make_file(card / name, 10, seed=len(name))
    clips = [make_file(loose / name, 10, seed=3) for name in ("c.mov", "d.mov", "e.mov")]
    variables = environment(tmp_path / "home", bucket.address)

    async def scenario() -> None:
        async with opened(theme, variables) as rig:
            rig.drop(card)
            await rig.accept_summary()
            await rig.until_all(JobState.COMPLETED, 2)
            rig.drop(*clips[:2])
            sheet = await sheet_of(rig)
            assert sheet.package_name.text() == "2 files from loose"
            sheet.accept()
            await rig.until_all(JobState.COMPLETED, 4)
            rig.drop(clips[2])
            await rig.until_all(JobState.COMPLETED, 5)

    on_qt(scenario())
    packages = open_reader(variables).packages_with_jobs()
    assert [(one.name, one.source_folder) for one in packages] == [
        ("e.mov", ""),
        ("2 files from loose", ""),
        ("A007", str(card)),
    ]


def test_the_name_of_a_package_can_be_given_in_the_summary(
    on_qt: RunOnQt, theme: Theme, bucket: Probe, tmp_path: Path
) -> None:
    clips = [make_file(tmp_path / name, 10, seed=3) for name in ("c.mov", "d.mov")]
    variables = environment(tmp_path / "home", bucket.address)

    async def scenario() -> None:
        async with opened(theme, variables) as rig:
            rig.drop(*clips)
            sheet = await sheet_of(rig)
            sheet.package_name.setText(" Früh\u202e 7 ")
            sheet.accept()
            await rig.until_all(JobState.COMPLETED, 2)

    on_qt(scenario())
    assert [one.name for one in open_reader(variables).packages_with_jobs()] == [r"Früh\u202e 7"]


def test_files_that_are_submitted_again_with_an_answer_stay_in_the_package_of_their_drop(
    on_qt: RunOnQt, theme: Theme, bucket: Probe, tmp_path: Path
) -> None:
    clips = clips_with_taken_keys(tmp_path, bucket)
    free = make_file(tmp_path / "c.mp4", MIB)
    home = home_with(tmp_path, SavedSettings(Settings(shows_summary=False)))

    async def scenario() -> None:
        async with opened(theme, environment(home, bucket.address)) as rig:
            rig.drop(*clips, free)
            sheet = await shown(rig, DropSheet)
            assert isinstance(sheet, DropSheet)
            sheet.for_all.activated.emit(POLICIES.index(ConflictPolicy.RENAME))
            sheet.accept()
            await rig.until_all(JobState.COMPLETED, 3)
            assert len({status.job.package_id for status in rig.window.model.statuses()}) == 1

    on_qt(scenario())
