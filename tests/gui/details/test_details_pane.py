import os
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from gui import samples
from gui.samples import GB, an_event
from gui.scenes import details_scenes
from uploader_gui.domain.checks import CheckKind, CheckResult
from uploader_gui.domain.errors import ErrorCode
from uploader_gui.domain.events import Activity, JobStatus
from uploader_gui.domain.hashes import HashKind
from uploader_gui.domain.job import LogLine, MediaFacts
from uploader_gui.domain.messages import messages_of
from uploader_gui.domain.store.kept_parts import KeptPlace
from uploader_gui.domain.store.store_traits import CopyAbility
from uploader_gui.gui.details.job_facts import PartPlaces, facts
from uploader_gui.gui.details.log_model import LogModel
from uploader_gui.gui.details.part_states import PartLook, PartStates
from uploader_gui.gui.details.speed_chart import nice_ceiling
from uploader_gui.gui.details.speed_history import POINTS_KEPT, SpeedHistory
from uploader_gui.gui.job_kind import Look
from uploader_gui.gui.jobs.job_columns import Column
from uploader_gui.gui.look.theme import Theme
from uploader_gui.gui.main_window import MainWindow
from uploader_gui.gui.session.window_layout import FILE_NAME, WindowLayout

NOW = datetime(2026, 11, 25, 9, 0, tzinfo=UTC)


def test_a_map_tells_done_flying_waiting_and_failed_parts_apart() -> None:
    states = PartStates()
    status = samples.uploading(1, size=50 * 2**23, done=0.2)
    states.follow(replace(status, in_flight_parts=(11, 12)), range(1, 11))
    states.follow(replace(status, in_flight_parts=(12, 13)), range(1, 11))
    assert states.count(PartLook.DONE) == 10
    assert states.count(PartLook.IN_FLIGHT) == 2
    assert states.count(PartLook.FAILED) == 1
    assert states.count(PartLook.WAITING) == 37
    states.follow(replace(status, in_flight_parts=(11, 12, 13)))
    assert states.count(PartLook.FAILED) == 0


@pytest.mark.case("L1.6")
def test_a_map_tells_kept_parts_from_those_in_the_upload(qapp: QApplication) -> None:
    states = PartStates()
    status = samples.uploading(1, size=50 * 2**23, done=0.2)
    states.follow(replace(status, in_flight_parts=(11,)), range(1, 11), range(4, 11))
    assert (states.count(PartLook.DONE), states.count(PartLook.KEPT)) == (3, 7)
    assert states.groups(10)[0] == (0, 0, 3, 0, 7)
    states.follow(samples.completed(1, size=50 * 2**23), [])
    assert states.count(PartLook.DONE) == 50


def test_pausing_fails_no_part_and_completing_shows_all_as_done() -> None:
    states = PartStates()
    status = samples.uploading(1, size=50 * 2**23, done=0.2)
    states.follow(replace(status, in_flight_parts=(11, 12)), range(1, 11))
    states.follow(samples.paused(1, size=50 * 2**23, done=0.2), range(1, 11))
    assert states.count(PartLook.FAILED) == 0
    states.follow(samples.completed(1, size=50 * 2**23), [])
    assert states.count(PartLook.DONE) == 50


def test_groups_add_up_to_all_parts() -> None:
    states = PartStates()
    states.follow(samples.uploading(1, size=80 * GB), range(1, 4000))
    groups = states.groups(7)
    assert sum(map(sum, groups)) == len(states.looks) == sum(map(states.count, PartLook))


@pytest.mark.parametrize("ended", [samples.paused(1), samples.busy(1, Activity.JOINING, ())])
def test_speed_is_noted_once_a_second_and_falls_to_nothing_when_nothing_is_sent(ended: JobStatus) -> None:
    clock = [0.0]
    history = SpeedHistory(lambda: clock[0])
    status = samples.uploading(1, speed=10e6)
    for tenth in range(30):
        clock[0] = tenth / 10
        history.hear([an_event(status)])
    clock[0] = 3.0
    history.hear([an_event(ended)])
    points = list(history.of(status.job.job_id))
    assert points == [(0.0, 10e6), (1.0, 10e6), (2.0, 10e6), (3.0, 0.0)]


@pytest.mark.case("W17")
@pytest.mark.parametrize("ended", [samples.paused(1), samples.busy(1, Activity.JOINING, ())])
def test_a_chart_ends_now_only_as_long_as_something_may_be_sent(window: MainWindow, ended: JobStatus) -> None:
    chart, points = window.details.chart, [(0.0, 5e6), (90.0, 10e6), (120.0, 0.0)]
    window.details.show_job(samples.uploading(1))
    window.details.show_points(points)
    assert chart.edges() == ("2 min ago", "now")
    assert chart.accessibleDescription() == "0 B/s"
    window.details.follow(ended)
    window.details.show_points(points)
    assert chart.edges() == ("2 min before", "end of sending")
    assert chart.accessibleDescription() == "10 MB/s at the fastest"


def test_the_speed_of_what_waits_for_the_network_is_nothing_and_the_chart_goes_on() -> None:
    clock = [0.0]
    history = SpeedHistory(lambda: clock[0])
    waiting = samples.busy(1, Activity.WAITING_FOR_NETWORK, ())
    for status in (waiting, samples.uploading(1, speed=10e6), waiting, waiting):
        history.hear([an_event(status)])
        clock[0] += 1
    assert list(history.of(waiting.job.job_id)) == [(1.0, 10e6), (2.0, 0.0), (3.0, 0.0)]


def test_speed_is_forgotten_after_an_hour_and_not_kept_of_small_files() -> None:
    clock = [0.0]
    history = SpeedHistory(lambda: clock[0])
    big, small = samples.uploading(1), samples.uploading(2, size=1000)
    for second in range(POINTS_KEPT + 100):
        clock[0] = float(second)
        history.hear([an_event(big), an_event(small)])
    assert len(history.of(big.job.job_id)) == POINTS_KEPT
    assert history.of(small.job.job_id) == ()


@pytest.mark.parametrize(("value", "top"), [(0, 1000), (999, 1000), (38e6, 50e6), (50e6, 50e6), (51e6, 1e8)])
def test_the_chart_ends_at_a_round_speed(value: float, top: float) -> None:
    assert nice_ceiling(value) == top


def test_log_model_keeps_qts_rules_and_shows_the_newest_first(qapp: QApplication) -> None:
    model = LogModel()
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Warning)
    lines = [LogLine(NOW + timedelta(seconds=number), messages_of(f"line {number}")) for number in range(5)]
    model.show_lines(lines[:2])
    model.show_lines(lines)
    assert [model.index(row, 1).data() for row in range(5)] == [
        f"line {number}" for number in (4, 3, 2, 1, 0)
    ]
    model.show_lines([])
    assert model.rowCount() == 0
    assert tester.model() is model


def test_facts_name_what_is_known_and_leave_out_the_rest(qapp: QApplication) -> None:
    status = samples.completed(1)
    assert status.recording is not None
    recording = replace(
        status.recording, media=MediaFacts(754.0, 3840, 2160, "HEVC", ""), file_size=3_000_000, active_s=3.0,
        crc32=0xABC, hashes=((HashKind.XXH64, "0ea03b369a463d9d"),), user="ana", host="cart-2", program_version="1.2",
    )  # fmt: skip
    known = dict(facts(status, recording, NOW))
    assert known["URL"] == "https://minio.studio.example:9000/media/2026/clip_00001.mp4"
    assert known["ETag"] == "0" * 32
    assert known["Picture"] == "3840 × 2160"
    assert known["Verified by"] == "checksum"
    assert (known["CRC32 of the file"], known["xxh64"]) == ("00000abc", "0ea03b369a463d9d")
    assert (known["Active"], known["Average speed"]) == ("3 s", "1.0 MB/s")
    assert (known["Sent by"], known["Sent with"]) == ("ana@cart-2", "Uploader 1.2")
    assert "Upload id" not in known
    assert "Audio codec" not in known
    open_upload = replace(samples.paused(1).job, upload_id="u-1", upload_expires_at=NOW + timedelta(hours=3))
    open_facts = dict(facts(replace(samples.paused(1), job=open_upload), None, NOW))
    assert open_facts["Upload id"] == "u-1"
    assert "in 3 h" in open_facts["Open upload expires"]
    assert "URL" not in open_facts


@pytest.mark.case("L3.4")
def test_facts_tell_when_and_how_it_was_verified_again(qapp: QApplication) -> None:
    status = samples.completed(1, check=samples.found(CheckResult.DIFFERS, CheckKind.READ_BACK))
    said = dict(facts(status, None, NOW))["Verified again"]
    assert said.endswith(", by reading it back, it differs")
    assert "Verified again" not in dict(facts(samples.completed(1), None, NOW))


def test_facts_name_the_addresses_that_took_parts(qapp: QApplication) -> None:
    status = replace(samples.paused(1), parts_by_address=(("a:9000", 3), ("b:9000", 4)))
    assert dict(facts(status, None, NOW))["Parts by address"] == "a:9000: 3, b:9000: 4"


@pytest.mark.case("L1.1")
def test_facts_tell_where_parts_are_kept_and_count_down_only_where_something_is_at_stake(
    qapp: QApplication,
) -> None:
    paused = samples.paused(1)
    job = replace(paused.job, upload_id="u-1", upload_expires_at=NOW + timedelta(hours=3))
    kept = replace(paused, job=replace(job, kept=KeptPlace("scratch", "2026/.uploader-parts/j/")))
    known = dict(facts(kept, None, NOW, PartPlaces(in_upload=0, kept=71)))
    assert known["Kept parts"] == "71 of 120; 0 in the open upload"
    assert known["Kept in"] == "scratch/2026/.uploader-parts/j/"
    assert "Open upload expires" not in known
    both = dict(facts(kept, None, NOW, PartPlaces(in_upload=2, kept=69)))
    assert "in 3 h" in both["Open upload expires"]
    plain = dict(facts(replace(paused, job=job), None, NOW, PartPlaces(71, 0, CopyAbility.NOT_DELETABLE)))
    assert "may not delete" in plain["Kept parts"]
    assert "in 3 h" in plain["Open upload expires"]
    able = dict(facts(replace(paused, job=job), None, NOW, PartPlaces(71, 0, CopyAbility.ABLE)))
    assert "Kept parts" not in able


def test_a_fact_is_copied_by_its_button(window: MainWindow) -> None:
    details_scenes.facts(window)
    window.details.facts_view.copy("Key")
    assert QGuiApplication.clipboard().text() == "2026/会议录像.mp4"


def test_the_link_is_asked_for_with_its_duration(window: MainWindow, qtbot: QtBot) -> None:
    details_scenes.facts(window)
    view = window.details.facts_view
    view.durations.setCurrentText("1 hour")
    with qtbot.waitSignal(view.link_wanted) as wanted:
        view.copy_link.click()
    assert wanted.args == [3600]


@pytest.mark.case("W10")
def test_the_menu_says_for_how_long_its_link_will_be_good(window: MainWindow) -> None:
    details_scenes.facts(window)
    copying = window.commands.copy_link
    assert copying.text() == "Copy link, good for 7 days"
    window.details.facts_view.durations.setCurrentText("1 day")
    assert copying.text() == "Copy link, good for 1 day"
    window.apply([an_event(samples.waiting(77))])
    window.table.select_jobs([samples.waiting(77).job.job_id])
    assert copying.text() == "Copy name in the store"


def test_the_line_of_the_state_stands_still_whether_it_has_a_button(window: MainWindow) -> None:
    def line_of(status: JobStatus) -> tuple[int, int, int]:
        window.apply([an_event(status)])
        window.details.show_job(status)
        QApplication.processEvents()
        line = window.details.state_line
        middles = {label.geometry().center().y() for label in line.findChildren(QLabel) if label.isVisible()}
        (middle,) = middles
        if line.button.isVisible():
            assert abs(line.button.geometry().center().y() - middle) <= 1
        return line.height(), middle, window.details.part_map.mapTo(window.details, QPoint()).y()

    sending, failed = samples.uploading(1), samples.failed(2)
    assert line_of(sending) == line_of(failed)
    assert window.details.state_line.button.isVisible()


def test_a_map_of_ten_thousand_parts_stays_readable(window: MainWindow) -> None:
    details_scenes.many_parts(window)
    parts = window.details.part_map
    assert "Parts 1 to" in parts.words_at(QPoint(14, parts._top() + 2))
    assert parts.accessibleDescription().startswith("Done 4,0")
    assert parts.words_at(QPoint(0, 0)) == ""


@pytest.mark.parametrize("scene", details_scenes.DETAILS.values(), ids=details_scenes.DETAILS.keys())
def test_every_scene_can_be_painted_in_both_schemes(
    window: MainWindow, theme: Theme, scene: Callable[[MainWindow], None]
) -> None:
    scene(window)
    assert not window.grab().isNull()
    theme.choose("dark")
    assert not window.grab().isNull()


def test_folded_details_show_their_tabs_alone_and_a_click_on_one_opens_them(
    window: MainWindow, qtbot: QtBot
) -> None:
    details_scenes.folded(window)
    assert window.details.height() < 60
    tabs = window.details.tabs
    qtbot.mouseClick(tabs, Qt.MouseButton.LeftButton, pos=tabs.tabRect(1).center())
    assert window.commands.details.isChecked()
    assert window.details.height() > 100


def test_the_window_remembers_how_it_was_arranged(window: MainWindow, theme: Theme, tmp_path: Path) -> None:
    window.apply([an_event(samples.waiting(1))])
    window.resize(760, 520)
    window.columns.columns[Column.ADDED].trigger()
    window.columns.columns[Column.STATE].trigger()
    window.table.setColumnWidth(Column.FILE, 333)
    window.table.horizontalHeader().moveSection(Column.STATE, 1)
    window.table.sortByColumn(Column.SIZE, Qt.SortOrder.DescendingOrder)
    window.details.tabs.setCurrentIndex(2)
    window.commands.details.setChecked(False)
    WindowLayout(tmp_path).keep(window)

    again = MainWindow(theme, has_demo=True)
    WindowLayout(tmp_path).restore(again)
    header = again.table.horizontalHeader()
    assert again.size() == window.size()
    assert header.isSectionHidden(Column.ADDED)
    assert header.isSectionHidden(Column.STATE)
    assert header.isSectionHidden(Column.QUEUE)
    assert again.table.columnWidth(Column.FILE) == 333
    assert header.visualIndex(Column.STATE) == 1
    assert again.model.sorted_by is Column.SIZE
    assert header.sortIndicatorOrder() is Qt.SortOrder.DescendingOrder
    assert again.details.tabs.currentIndex() == 2
    assert not again.commands.details.isChecked()
    again.let_go()
    again.deleteLater()


@pytest.mark.case("S01")
def test_the_memory_is_its_owners_alone(window: MainWindow, tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).touch()
    (tmp_path / FILE_NAME).chmod(0o666)
    for folder in (tmp_path, tmp_path / "new"):
        folder.mkdir(exist_ok=True)
        before = os.umask(0)
        try:
            WindowLayout(folder).keep(window)
        finally:
            os.umask(before)
        assert (folder / FILE_NAME).stat().st_mode & 0o777 == 0o600


def test_a_broken_memory_is_passed_over(window: MainWindow, tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).write_text("[General]\ngeometry=nonsense\ndetails-height=\x00x\nversion=abc\n")
    WindowLayout(tmp_path).restore(window)
    assert window.isVisible()


def test_the_chooser_hides_and_shows_columns(window: MainWindow) -> None:
    chooser, header = window.columns, window.table.horizontalHeader()
    chooser.columns[Column.PARTS].trigger()
    assert header.isSectionHidden(Column.PARTS)
    chooser.columns[Column.PARTS].trigger()
    assert not header.isSectionHidden(Column.PARTS)
    assert Column.FILE not in chooser.columns


def test_only_what_has_not_begun_is_renamed_and_only_what_waits_is_moved(window: MainWindow) -> None:
    begun = samples.paused(3)
    begun = replace(begun, job=replace(begun.job, upload_id="u"))
    changed = samples.failed(4, code=ErrorCode.SOURCE_CHANGED)
    window.apply([an_event(one) for one in (samples.waiting(1), samples.uploading(2), begun, changed)])
    seen = {}
    for number in (1, 2, 3, 4):
        window.select_jobs([samples.a_job(number).job_id])
        commands = window.commands
        seen[number] = [a.isEnabled() for a in (commands.move_up, commands.rename, commands.restart)]
    assert seen == {
        1: [True, True, False],
        2: [False, False, False],
        3: [True, False, False],
        4: [True, True, True],
    }
    assert window.model.counts()[Look.FAILED] == 1
