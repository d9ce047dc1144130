"""Old deliveries are found in their sheet, also when their rows are gone, and can be used from there."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from gui.conftest import RunOnQt
from gui.rig import Rig, environment, home_with, opened
from gui.scenes.history_scenes import deliveries
from lab.files import make_file
from lab.stores.s3probe import Probe
from uploader_gui.domain.job import JobState
from uploader_gui.domain.plan import MIB
from uploader_gui.domain.reports.deliveries import Delivery
from uploader_gui.gui.drop.drop_sheet import DropSheet
from uploader_gui.gui.history.deliveries_sheet import DeliveriesSheet
from uploader_gui.gui.history.delivery_model import DeliveryColumn
from uploader_gui.gui.look.theme import Theme
from uploader_gui.storage.settings.settings import SavedSettings, Settings

pytestmark = pytest.mark.case("W01")


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return home_with(tmp_path, SavedSettings(Settings(shows_summary=False)))


def names(sheet: DeliveriesSheet) -> list[str]:
    return [str(sheet.model.index(row, DeliveryColumn.FILE).data()) for row in range(sheet.model.rowCount())]


async def open_sheet(rig: Rig) -> DeliveriesSheet:
    rig.window.commands.deliveries.trigger()
    [sheet] = rig.window.findChildren(DeliveriesSheet)
    await rig.until_said(sheet.listed, lambda: bool(sheet.count.text()), "what was found")
    return sheet


async def look_for(rig: Rig, sheet: DeliveriesSheet, words: str, expected: list[str]) -> None:
    sheet.search.setText(words)
    QTest.keyClick(sheet.search, Qt.Key.Key_Return)
    await rig.until_said(sheet.model.modelReset, lambda: names(sheet) == expected, f"what {words!r} finds")


async def delivered(rig: Rig, folder: Path) -> None:
    """Two cards, whose rows are cleared."""
    for card, clips in (("A007", ("a.mov", "b.mov")), ("B003", ("c.mov",))):
        (folder / card).mkdir()
        for at, clip in enumerate(clips):
            make_file(folder / card / clip, MIB, seed=at)
        rig.drop(folder / card)
        await rig.until_all(JobState.COMPLETED, len(clips))
        rig.select_all()
        rig.window.commands.remove.trigger()
        await rig.until(lambda: rig.states() == [], "nothing in the list")


def test_what_has_left_the_list_is_found_by_name_package_and_date(
    on_qt: RunOnQt, theme: Theme, home: Path, bucket: Probe, tmp_path: Path
) -> None:
    async def scenario() -> None:
        async with opened(theme, environment(home, bucket.address)) as rig:
            await delivered(rig, tmp_path)
            sheet = await open_sheet(rig)
            assert sheet.count.text().startswith("3 files")
            assert sheet.search.hasFocus()
            assert set(names(sheet)) == {"a.mov", "b.mov", "c.mov"}
            await look_for(rig, sheet, "B003", ["c.mov"])
            delivered_at = sheet.model.delivery_at(0).recording.uploaded_at
            await look_for(rig, sheet, "a007 B.MOV", ["b.mov"])
            await look_for(rig, sheet, "2020-01", [])
            await look_for(rig, sheet, f"c.mov {delivered_at.astimezone():%Y-%m}", ["c.mov"])
            assert sheet.isVisible()

    on_qt(scenario())


def test_a_delivery_is_linked_opened_shown_and_sent_again_though_its_row_is_gone(
    on_qt: RunOnQt, theme: Theme, home: Path, bucket: Probe, tmp_path: Path, opened_urls: list[str]
) -> None:
    async def scenario() -> None:
        async with opened(theme, environment(home, bucket.address)) as rig:
            await delivered(rig, tmp_path)
            sheet = await open_sheet(rig)
            await look_for(rig, sheet, "c.mov", ["c.mov"])
            assert [one.recording.file_name for one in sheet.selected()] == ["c.mov"]
            QGuiApplication.clipboard().clear()
            sheet.link.trigger()
            clipboard = QGuiApplication.clipboard()
            await rig.until_said(clipboard.dataChanged, lambda: "c.mov?" in clipboard.text(), "a link")
            sheet.open_link.trigger()
            sheet.folder.trigger()
            sheet.row.trigger()
            await rig.session.hand_on()
            assert sorted(url.partition("?")[0] for url in opened_urls) == sorted(
                [f"{bucket.address.endpoint}/{bucket.address.bucket}/B003/c.mov", f"file://{tmp_path}/B003"]
            )
            assert "no more in the list" in rig.window.statusBar().currentMessage()
            sheet.verify.trigger()
            await rig.until_said(
                sheet.listed,
                lambda: str(sheet.model.index(0, DeliveryColumn.VERIFIED).data()).startswith("Matches, "),
                "what was found",
            )
            sheet.again.trigger()
            await rig.until(
                lambda: any(one.isVisible() for one in rig.window.findChildren(DropSheet)), "the question"
            )
            await rig.accept_summary()
            await rig.until(lambda: any("there already" in bar for bar in rig.bars()), "it was there")
            assert sheet.isVisible()

    on_qt(scenario())


def test_the_row_of_a_delivery_is_gone_to_where_it_is_still_listed(
    on_qt: RunOnQt, theme: Theme, home: Path, bucket: Probe, tmp_path: Path
) -> None:
    clip = make_file(tmp_path / "clip.mov", MIB)

    async def scenario() -> None:
        async with opened(theme, environment(home, bucket.address)) as rig:
            rig.drop(clip)
            await rig.until_all(JobState.COMPLETED)
            rig.window.table.clearSelection()
            sheet = await open_sheet(rig)
            sheet.table.setFocus()
            QTest.keyClick(sheet.table, Qt.Key.Key_Return)
            assert [one.job.file_name for one in rig.window.selected_jobs()] == ["clip.mov"]

    on_qt(scenario())


def test_another_page_is_asked_for_once_as_one_comes_to_the_end(theme: Theme, qtbot: QtBot) -> None:
    sheet = DeliveriesSheet(None)
    qtbot.addWidget(sheet)
    asked: list[None] = []
    sheet.model.more_wanted.connect(lambda: asked.append(None))
    page: list[Delivery] = deliveries()
    sheet.show_found(page, has_more=True)
    sheet.show()
    sheet.table.scrollToBottom()
    qtbot.waitUntil(lambda: bool(asked), timeout=60_000)
    sheet.table.scrollToTop()
    sheet.table.scrollToBottom()
    assert len(asked) == 1
    sheet.model.add(page, has_more=False)
    assert sheet.model.rowCount() == 2 * len(page)
    assert not sheet.model.canFetchMore(sheet.table.rootIndex())


def test_down_goes_from_the_field_to_the_rows(theme: Theme, qtbot: QtBot) -> None:
    sheet = DeliveriesSheet(None)
    qtbot.addWidget(sheet)
    sheet.show_found(deliveries(), has_more=False)
    sheet.show()
    sheet.activateWindow()
    qtbot.waitUntil(sheet.search.hasFocus)
    QTest.keyClick(sheet.search, Qt.Key.Key_Down)
    assert sheet.table.hasFocus()
    QTest.keyClick(sheet.table, Qt.Key.Key_Down)
    assert sheet.selected() == deliveries()[1:2]


def test_what_is_offered_fits_what_is_selected(theme: Theme, qtbot: QtBot) -> None:
    sheet = DeliveriesSheet(None)
    qtbot.addWidget(sheet)
    assert [action.isEnabled() for action in (sheet.link, sheet.again, sheet.row)] == [False] * 3
    sheet.show_found(deliveries(), has_more=False)
    assert [action.text() for action in sheet.menu().actions()] == [
        "Go to its row",
        "Copy link",
        "Open in the browser",
        "Show in its folder",
        "Upload again",
        "Verify again: ask the store",
        "Export a report",
    ]
    sheet.table.selectAll()
    assert not sheet.open_link.isEnabled()
    assert sheet.link.isEnabled()


@pytest.mark.parametrize(("width", "hidden"), [(1000, 0), (760, 1), (632, 2)])
def test_a_narrow_sheet_keeps_name_destination_and_day(
    theme: Theme, qtbot: QtBot, width: int, hidden: int
) -> None:
    sheet = DeliveriesSheet(None)
    qtbot.addWidget(sheet)
    sheet.show_found(deliveries(), has_more=False)
    sheet.resize(width, 500)
    sheet.show()
    assert [sheet.table.isColumnHidden(column) for column in DeliveryColumn].count(True) == hidden
    assert not sheet.table.horizontalScrollBar().isVisible()
    assert not any(sheet.table.isColumnHidden(one) for one in (DeliveryColumn.FILE, DeliveryColumn.FINISHED))
