"""Reports from the window: of what is selected, of its package, of what is shown, and of everything."""

import csv
import json
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFileDialog, QLineEdit

from gui import samples
from gui.conftest import RunOnQt
from gui.rig import Rig, environment, opened, shown
from gui.samples import an_event
from lab.engines.hash_lists import write_classic
from lab.files import make_file
from lab.stores.s3probe import Probe
from uploader_gui.domain.job import JobState
from uploader_gui.domain.plan import MIB
from uploader_gui.gui.look.theme import Theme
from uploader_gui.gui.main_window import MainWindow


async def export(rig: Rig, action: QAction, name: str, folder: Path | None = None, kind: str = "") -> None:
    """Save a report under this name, and wait until it is said to be there."""
    await pick(rig, action, name, folder, kind)
    await rig.until(lambda: any("is in" in words for words in rig.bars()), "that it is saved")


async def pick(rig: Rig, action: QAction, name: str, folder: Path | None = None, kind: str = "") -> str:
    """Say where a report is to be saved; the name that was offered."""
    for notice in rig.window.notices.notices():
        notice.close_for_good()
    action.trigger()
    picker = await shown(rig, QFileDialog)
    if folder is not None:
        picker.setDirectory(str(folder))
    if kind:
        chosen = next(words for words in picker.nameFilters() if kind in words)
        picker.selectNameFilter(chosen)
        picker.filterSelected.emit(chosen)
    field = picker.findChild(QLineEdit, "fileNameEdit")
    assert isinstance(field, QLineEdit)
    offered = field.text()
    field.setText(name)
    picker.accept()
    return offered


def test_a_report_can_be_made_of_what_is_there(window: MainWindow) -> None:
    commands = window.commands
    assert not commands.report_selected.isEnabled()
    assert not commands.report_shown.isEnabled()
    assert commands.report_all.isEnabled()  # also of what was cleared
    window.apply([an_event(samples.completed(1))])
    window.table.selectRow(0)
    assert commands.report_selected.isEnabled()
    assert commands.report_shown.isEnabled()


def test_reports_are_saved_as_their_names_say_and_shown_in_their_folder(
    on_qt: RunOnQt, theme: Theme, bucket: Probe, tmp_path: Path, opened_urls: list[str]
) -> None:
    first, second = (make_file(tmp_path / name, MIB) for name in ("first.mov", "second.mov"))
    folder = tmp_path / "reports"
    folder.mkdir()

    async def scenario() -> None:
        async with opened(theme, environment(tmp_path / "home", bucket.address)) as rig:
            rig.drop(first)
            await rig.until_all(JobState.COMPLETED)
            rig.drop(second)
            await rig.until_all(JobState.COMPLETED, 2)
            commands, window = rig.window.commands, rig.window
            window.select_jobs([rig.job("second").job.job_id])
            await export(rig, commands.report_selected, "one", folder, "CSV")
            (notice,) = window.notices.notices()
            assert notice.words == f"The report of one file is in {folder / 'one.csv'}."
            notice.buttons()[0].click()
            window.filter_box.setText("first")
            await export(rig, commands.report_shown, "shown.json")  # in the same folder
            window.filter_box.clear()
            window.select_jobs([rig.job("first").job.job_id])
            commands.remove.trigger()
            await rig.until(lambda: len(rig.states()) == 1, "that one is cleared")
            await export(rig, commands.report_all, "all")
            await rig.session.hand_on()

    on_qt(scenario())
    with (folder / "one.csv").open(encoding="utf-8-sig", newline="") as file:
        assert [line["fileName"] for line in csv.DictReader(file)] == ["second.mov"]
    shown = json.loads((folder / "shown.json").read_bytes())
    assert [one["fileName"] for one in shown["files"]] == ["first.mov"]
    page = (folder / "all.html").read_text(encoding="utf-8")
    assert "first.mov" in page
    assert "second.mov" in page
    assert opened_urls == [QUrl.fromLocalFile(str(folder)).toString()]


def test_a_report_names_what_the_list_of_a_dropped_folder_has_and_the_folder_lacks(
    on_qt: RunOnQt, theme: Theme, bucket: Probe, tmp_path: Path
) -> None:
    card = tmp_path / "A007"
    card.mkdir()
    make_file(card / "new.mov", 1000)
    write_classic(card / "A007.mhl", {"gone.mov": "<md5>9e107d9d372bb6826bd81d3542a419d6</md5>"})

    async def scenario() -> None:
        async with opened(theme, environment(tmp_path / "home", bucket.address)) as rig:
            rig.drop(card)
            await rig.accept_summary()
            await rig.until_all(JobState.COMPLETED, 2)
            await export(rig, rig.window.commands.report_all, "all.csv", tmp_path)
            await export(rig, rig.window.commands.report_shown, "shown.json", tmp_path)

    on_qt(scenario())
    with (tmp_path / "all.csv").open(encoding="utf-8-sig", newline="") as file:
        told = {line["status"]: line for line in csv.DictReader(file)}
    missing = told["MISSING"]
    assert (missing["packageName"], missing["fileName"]) == ("A007", "gone.mov")
    assert missing["sourcePath"] == str(card / "gone.mov")
    (package,) = json.loads((tmp_path / "shown.json").read_bytes())["packages"]
    assert package["missingFiles"] == [str(card / "gone.mov")]
    assert package["unlistedFiles"] == [str(card / "new.mov")]


def test_the_report_of_a_package_is_offered_under_the_packages_name(
    on_qt: RunOnQt, theme: Theme, bucket: Probe, tmp_path: Path
) -> None:
    card = tmp_path / "A007.1"
    card.mkdir()
    for name in ("first.mov", "second.mov"):
        make_file(card / name, 1000)

    async def scenario() -> None:
        async with opened(theme, environment(tmp_path / "home", bucket.address)) as rig:
            rig.drop(card)
            await rig.accept_summary()
            await rig.until_all(JobState.COMPLETED, 2)
            window = rig.window
            window.table.selectRow(0)
            offered = await pick(rig, window.commands.report_package, "package", tmp_path)
            assert offered.endswith(", A007_1")
            saved = tmp_path / "package.html"
            await rig.until(lambda: any(str(saved) in words for words in rig.bars()), "that it is saved")
            assert saved.exists()

    on_qt(scenario())


def test_a_report_that_can_not_be_saved_is_said_so(
    on_qt: RunOnQt, theme: Theme, bucket: Probe, tmp_path: Path
) -> None:
    async def scenario() -> None:
        async with opened(theme, environment(tmp_path / "home", bucket.address)) as rig:
            rig.drop(make_file(tmp_path / "clip.mov", 1000))
            await rig.until_all(JobState.COMPLETED)
            (tmp_path / "reports").mkdir()
            await pick(rig, rig.window.commands.report_all, "a.csv", tmp_path / "reports")
            (tmp_path / "reports").rmdir()  # a stick was pulled out
            await rig.until(lambda: any("can't be written" in words for words in rig.bars()), "why not")

    on_qt(scenario())
