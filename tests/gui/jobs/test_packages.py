"""Packages in the table: which row stands where, whatever comes, changes and goes."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from random import Random
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gui import samples
from gui.samples import GB, an_event
from gui.scenes.package_scenes import a_package, inside
from uploader_gui.domain.checks import CheckResult
from uploader_gui.domain.errors import ErrorCode
from uploader_gui.domain.events import EventKind, JobEvent, JobStatus
from uploader_gui.domain.job import JobState, VerifiedBy
from uploader_gui.domain.messages import MessageCode, message
from uploader_gui.domain.packages.package import LeftOut, LeftOutFile, NamedFiles
from uploader_gui.gui.details.selection_summary import summed
from uploader_gui.gui.details.selection_view import SumFact
from uploader_gui.gui.job_kind import Look
from uploader_gui.gui.jobs.job_columns import ON_DEMAND, SHOWN, Column, SortKey, sort_key
from uploader_gui.gui.jobs.job_table_model import STATUS_ROLE, JobTableModel
from uploader_gui.gui.jobs.packages import package_columns

ASCENDING, DESCENDING = Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder
REEL, CARD = a_package(1, "A007"), a_package(2, "Card")
ALL = frozenset(JobState)


@pytest.fixture
def model(qapp: QApplication) -> JobTableModel:
    made = JobTableModel()
    made.learn([REEL, CARD])
    return made


def tell(model: JobTableModel, *statuses: JobStatus) -> None:
    model.apply([an_event(status) for status in statuses])


def remove(model: JobTableModel, *statuses: JobStatus) -> None:
    model.apply([JobEvent(EventKind.REMOVED, status) for status in statuses])


def rows(model: JobTableModel) -> list[str]:
    """The names of all rows; of those inside a package behind a dash."""
    inner = [bool(model.rows.package_above(row)) for row in range(model.rowCount())]
    names = [model.rows.name_at(row) for row in range(model.rowCount())]
    return [f"- {name}" if is_inner else name for name, is_inner in zip(names, inner, strict=True)]


def of(package_number: int, *statuses: JobStatus) -> list[JobStatus]:
    return inside({1: REEL, 2: CARD}[package_number], statuses)


def cell(model: JobTableModel, row: int, column: Column) -> str:
    return str(model.index(row, column).data())


def test_files_of_a_package_are_one_row_that_opens_and_closes(model: JobTableModel) -> None:
    tell(
        model,
        *of(1, samples.waiting(1, name="a"), samples.waiting(2, name="b")),
        samples.waiting(3, name="c"),
    )
    assert rows(model) == ["A007", "c"]
    model.set_open(REEL.package_id, is_open=True)
    assert rows(model) == ["A007", "- a", "- b", "c"]
    model.set_open(REEL.package_id, is_open=False)
    assert rows(model) == ["A007", "c"]


def test_a_package_of_one_file_is_that_files_row(model: JobTableModel) -> None:
    first, second = of(1, samples.waiting(1, name="a"), samples.waiting(2, name="b"))
    tell(model, first)
    assert rows(model) == ["a"]
    tell(model, second)
    assert rows(model) == ["A007"]
    remove(model, first)
    assert rows(model) == ["b"]
    remove(model, second)
    assert rows(model) == []


def test_a_row_of_a_package_says_what_its_files_are_together(model: JobTableModel) -> None:
    tell(
        model,
        *of(
            1,
            samples.failed(1, size=2 * GB),
            samples.uploading(2, size=2 * GB, done=0.5, speed=30e6),
            samples.uploading(3, size=2 * GB, done=0.5, speed=10e6),
            samples.completed(4, size=2 * GB),
        ),
    )
    shown = [column for column in SHOWN if column not in ON_DEMAND]
    assert [cell(model, 0, column) for column in shown] == [
        "A007",
        "8.0 GB",
        "1 failed, 2 uploading, 1 done",
        "40 MB/s",
        "48 s",
        "",
        "Uploading",
        "media/2026/A007/",
        cell(model, 0, Column.ADDED),
    ]


def test_what_waits_is_said_last_where_a_narrow_cell_may_cut_it(model: JobTableModel) -> None:
    tell(model, *of(1, samples.uploading(1), samples.waiting(2), samples.completed(3)))
    assert cell(model, 0, Column.PROGRESS) == "1 uploading, 1 done, 1 waiting"
    tell(model, *of(1, samples.growing(1)))
    assert cell(model, 0, Column.PROGRESS) == "1 growing, 1 done, 1 waiting"
    assert cell(model, 0, Column.STATE) == "Growing"


def test_a_package_says_until_when_its_files_wait(model: JobTableModel) -> None:
    night = message(MessageCode.WAITING_UNTIL, time="20:00")
    tell(model, *of(1, samples.starting_later(1), samples.starting_later(2)))
    assert cell(model, 0, Column.PROGRESS) == "2 to start at 22:00"
    tell(model, *of(1, samples.completed(1), samples.waiting_for_time(2, night), samples.waiting(3)))
    assert cell(model, 0, Column.PROGRESS) == "1 done, 1 waiting until 20:00 (timetable), 1 waiting"


def test_the_sums_of_a_package_are_those_of_its_files_whatever_happened_to_them(
    model: JobTableModel,
) -> None:
    """They are kept up file by file, so that no tick walks over a package."""
    fates = Random(14)
    makers = (samples.waiting, samples.uploading, samples.paused, samples.failed, samples.completed)
    for _ in range(60):
        numbers = fates.sample(range(1, 30), 5)
        made = [fates.choice(makers)(number) for number in numbers]
        moved = [replace(one, job=replace(one.job, position=fates.randrange(1000))) for one in made]
        tell(model, *of(1, *moved))
        remove(model, *of(1, samples.waiting(fates.randrange(1, 30))))
        totals = model.rows.packages.totals[REEL.package_id]
        statuses = list(model.statuses())
        assert totals.summary() == summed(statuses, model.rows.kinds_of([one.job.job_id for one in statuses]))
        assert totals.count == len(statuses)
        assert totals.place == min(totals.members.values())


@pytest.mark.parametrize("at_once", [0, 5000], ids=["in steps", "at once"])
@pytest.mark.parametrize("column", [Column.QUEUE, Column.FILE, Column.SIZE, Column.ADDED, Column.STATE])
def test_rows_keep_qts_rules_and_their_places_whatever_happens(
    qapp: QApplication, qtbot: QtBot, column: Column, at_once: int
) -> None:
    model = JobTableModel(at_once=at_once)
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.learn([REEL, CARD])
    model.sort(column, ASCENDING)
    fates = Random(7)
    makers = (samples.waiting, samples.uploading, samples.paused, samples.failed, samples.completed)

    def some(count: int) -> list[JobStatus]:
        made = [fates.choice(makers)(number) for number in fates.sample(range(40), count)]
        numbers = [int(one.job.job_id[-2:]) for one in made]
        return [
            one if number % 4 == 0 else of(1 + number % 2, one)[0]
            for one, number in zip(made, numbers, strict=True)
        ]

    model.load(some(20))
    model.loaded()
    for turn in range(80):
        tell(model, *some(6))
        remove(model, *some(2))
        package = fates.choice([REEL, CARD]).package_id
        model.set_open(package, is_open=not model.is_open(package))
        if turn % 10 == 0:
            model.show_only(fates.choice([ALL, {JobState.SUBMITTED}, {JobState.COMPLETED}]), "")
        if turn % 17 == 0:
            model.show_flat(is_flat=not model.rows.packages.is_flat)
        if model.is_arranging and turn % 3:
            qtbot.waitUntil(lambda: not model.is_arranging)
    qtbot.waitUntil(lambda: not model.is_arranging)
    before = model.rows.shown[:]
    if column is Column.QUEUE:
        model.sort(-1, ASCENDING)
        qtbot.waitUntil(lambda: not model.is_arranging)
        assert model.rows.shown == before
    assert_right(model)
    assert tester.model() is model


def assert_right(model: JobTableModel) -> None:
    """Each job that fits has the one row that it should have, unless its package is closed."""
    fitting = {status.job.job_id: status.job for status in model.fitting()}
    heads = model.rows.packages.heads
    outer = {one for one, job in fitting.items() if job.package_id not in heads}
    packages = {job.package_id for job in fitting.values()} & heads.keys()
    opened = {
        one for one, job in fitting.items() if job.package_id in packages and model.is_open(job.package_id)
    }
    assert sorted(model.rows.shown) == sorted(outer | packages | opened)
    for row, one in enumerate(model.rows.shown):
        package = model.rows.package_above(row)
        assert package == (fitting[one].package_id if one in opened else "")
        if package:
            assert model.rows.shown[row - 1] == package or model.rows.package_above(row - 1) == package


def test_packages_stand_where_the_first_of_their_files_waits(model: JobTableModel) -> None:
    tell(
        model, *of(1, samples.waiting(2), samples.waiting(5)), *of(2, samples.waiting(1), samples.waiting(9))
    )
    tell(model, samples.waiting(3, name="c"))
    assert rows(model) == ["Card", "A007", "c"]
    tell(model, *of(2, samples.completed(1)))
    assert rows(model) == ["A007", "c", "Card"]
    model.set_open(CARD.package_id, is_open=True)
    tell(model, *of(1, samples.completed(2), samples.completed(5)))
    assert rows(model) == ["c", "Card", "- clip_00009.mp4", "- clip_00001.mp4", "A007"]


@pytest.mark.parametrize("column", list(Column))
def test_packages_and_files_are_sorted_by_every_column_both_ways(
    model: JobTableModel, column: Column
) -> None:
    tell(
        model,
        *of(1, samples.uploading(2, size=9 * GB), samples.waiting(3)),
        *of(2, samples.paused(1, size=118 * GB), samples.failed(4)),
        samples.completed(5),
    )
    for order in (ASCENDING, DESCENDING):
        model.sort(column, order)
        keys: list[SortKey] = []
        for row in range(model.rowCount()):
            package = model.rows.package_at(row)
            if package is None:
                keys.append(sort_key(column)(model.rows.status_at(row)))
            else:
                keys.append(package_columns.sort_key(package, column))
        assert keys == sorted(keys, key=lambda key: key, reverse=order is DESCENDING)
        assert len(keys) == 3


def test_packages_are_sorted_by_their_own_values_and_inside_by_the_same_column(model: JobTableModel) -> None:
    tell(
        model,
        *of(1, samples.waiting(1, name="b", size=3 * GB), samples.waiting(2, name="a", size=4 * GB)),
        samples.waiting(3, name="c", size=5 * GB),
        *of(2, samples.waiting(4, name="d", size=GB), samples.waiting(5, name="e", size=GB)),
    )
    model.set_open(REEL.package_id, is_open=True)
    model.sort(Column.SIZE, DESCENDING)
    assert rows(model) == ["A007", "- a", "- b", "c", "Card"]
    model.sort(Column.FILE, ASCENDING)
    assert rows(model) == ["A007", "- a", "- b", "c", "Card"]
    model.sort(Column.FILE, DESCENDING)
    assert rows(model) == ["Card", "c", "A007", "- b", "- a"]


def test_a_package_is_shown_if_one_of_its_files_fits_and_inside_those_that_do(model: JobTableModel) -> None:
    tell(
        model, *of(1, samples.failed(1, name="a"), samples.waiting(2, name="b")), samples.waiting(3, name="c")
    )
    model.set_open(REEL.package_id, is_open=True)
    model.show_only({JobState.FAILED})
    assert rows(model) == ["A007", "- a"]
    assert cell(model, 0, Column.PROGRESS) == "1 failed, 1 waiting"
    tell(model, *of(1, samples.waiting(1, name="a")))
    assert rows(model) == []
    model.show_only(ALL, "2026/a007/b")
    assert rows(model) == ["A007", "- b"]
    model.show_only(ALL, "a007")
    assert rows(model) == ["A007", "- a", "- b"]


def test_all_files_are_shown_flat_and_inside_their_packages_again(model: JobTableModel) -> None:
    tell(model, *of(1, samples.waiting(1, name="a"), samples.waiting(2, name="b")))
    model.show_flat(is_flat=True)
    assert rows(model) == ["a", "b"]
    tell(model, *of(1, samples.waiting(3, name="c")))
    assert rows(model) == ["a", "b", "c"]
    model.show_flat(is_flat=False)
    assert rows(model) == ["A007"]


def test_a_name_that_comes_later_is_shown_and_found(model: JobTableModel) -> None:
    package = a_package(9, "Wedding")
    tell(model, *inside(package, [samples.waiting(1), samples.waiting(2)]))
    assert cell(model, 0, Column.FILE) == "2 files"
    model.learn([package])
    assert rows(model) == ["Wedding"]
    model.learn([replace(package, name="Honeymoon")])
    assert rows(model) == ["Honeymoon"]
    model.show_only(ALL, "honey")
    assert rows(model) == ["Honeymoon"]
    model.learn([package])
    assert rows(model) == []


def test_files_that_are_put_away_leave_their_package_and_come_back(model: JobTableModel) -> None:
    files = of(1, samples.completed(1), samples.completed(2), samples.completed(3))
    tell(model, *files)
    model.put_away(files[:1])
    assert cell(model, 0, Column.PROGRESS) == "2 done, checksums match"
    model.put_away(files[1:])
    assert rows(model) == []
    model.bring_back(files)
    assert cell(model, 0, Column.PROGRESS) == "3 done, checksums match"


@pytest.mark.parametrize(
    ("statuses", "look", "words"),
    [
        ([samples.completed(1), samples.completed(2)], Look.COMPLETED, "2 done, checksums match"),
        (
            [samples.completed(1), samples.completed(2, verified_by=VerifiedBy.ETAG)],
            Look.COMPLETED,
            "2 done, verified",
        ),
        (
            [samples.completed(number, check=samples.found(CheckResult.MATCHES)) for number in (1, 2)],
            Look.COMPLETED,
            "2 done, verified again",
        ),
        (
            [samples.completed(1), samples.completed(2, check=samples.found(CheckResult.MATCHES))],
            Look.COMPLETED,
            "2 done, checksums match",
        ),
        (
            [samples.completed(1), samples.completed(2, verified_by=VerifiedBy.NONE)],
            Look.UNVERIFIED,
            "1 unverified, 1 done",
        ),
        ([samples.failed(1), samples.completed(2)], Look.FAILED, "1 failed, 1 done"),
        ([samples.failed(1), samples.waiting(2)], Look.FAILED, "1 failed, 1 waiting"),
        ([samples.failed(1), samples.uploading(2)], Look.SENDING, "1 failed, 1 uploading"),
        ([samples.retrying(1, 3), samples.waiting(2)], Look.RETRYING, "1 retrying, 1 waiting"),
        ([samples.paused(1), samples.completed(2)], Look.PAUSED, "1 paused, 1 done"),
        (
            [samples.completed(1), samples.completed(2, check=samples.found(CheckResult.MISSING))],
            Look.MISSING,
            "1 missing, 1 done",
        ),
        (
            [samples.completed(1), samples.completed(2, check=samples.found(CheckResult.DIFFERS))],
            Look.DIFFERING,
            "1 differ, 1 done",
        ),
    ],
)
def test_one_state_in_words_stands_for_all_files(
    model: JobTableModel, statuses: Sequence[JobStatus], look: Look, words: str
) -> None:
    tell(model, *of(1, *statuses))
    totals = model.rows.packages.heads[REEL.package_id]
    assert (package_columns.look(totals), package_columns.states(totals)) == (look, words)


def test_a_package_that_has_ended_has_its_time_and_its_average_speed_and_is_sorted_by_them(
    model: JobTableModel,
) -> None:
    tell(model, *of(1, samples.completed(1), samples.completed(2)), *of(2, *map(samples.completed, (3, 4))))
    assert {cell(model, 0, column) for column in (Column.ELAPSED, Column.AVERAGE_SPEED)} == {""}
    ended = REEL.created_at + timedelta(hours=3)
    slow = replace(REEL, ended_at=ended, active_s=200.0, bytes_sent=2 * GB)
    quick = replace(CARD, ended_at=ended, active_s=40.0, bytes_sent=2 * GB)
    model.learn([slow, quick])
    shown = {
        model.rows.name_at(row): (cell(model, row, Column.ELAPSED), cell(model, row, Column.AVERAGE_SPEED))
        for row in range(2)
    }
    assert shown == {"A007": ("3 min", "10 MB/s"), "Card": ("40 s", "50 MB/s")}
    for column, names in ((Column.ELAPSED, ["Card", "A007"]), (Column.AVERAGE_SPEED, ["A007", "Card"])):
        model.sort(column, ASCENDING)
        assert rows(model) == names
    model.learn([replace(quick, ended_at=None)])
    assert cell(model, 1, Column.AVERAGE_SPEED) == ""


LACKING: list[tuple[dict[str, Any], str]] = [
    ({"missing": NamedFiles.of(["/cards/gone.mov"])}, "1 listed but not there"),
    ({"left_out": LeftOut.of([LeftOutFile("/cards/b.mov", ErrorCode.OBJECT_EXISTS)])}, "1 left out"),
]


@pytest.mark.parametrize(("lacking", "words"), LACKING)
@pytest.mark.case("R40")
def test_a_package_that_lacks_something_has_no_green_tick(
    model: JobTableModel, lacking: dict[str, Any], words: str
) -> None:
    tell(model, *of(1, samples.completed(1), samples.completed(2)))
    model.learn([replace(REEL, ended_at=REEL.created_at + timedelta(hours=3), **lacking)])
    assert cell(model, 0, Column.PROGRESS) == f"2 done, {words}"
    assert cell(model, 0, Column.STATE) == "Failed"
    totals = model.rows.packages.heads[REEL.package_id]
    assert package_columns.look(totals) is Look.FAILED
    said = model.index(0, Column.FILE).data(Qt.ItemDataRole.AccessibleTextRole)
    assert said == f"A007, package, closed, 2 files, 2 done, {words}"
    tell(model, *of(1, samples.uploading(3)))
    assert package_columns.look(totals) is Look.SENDING


@pytest.mark.case("R40")
def test_a_package_whose_files_another_one_sends_waits_for_them(model: JobTableModel) -> None:
    tell(model, *of(1, samples.completed(1)))
    other = LeftOutFile("/cards/b.mov", ErrorCode.DESTINATION_BUSY, job_id="2")
    model.learn([replace(REEL, left_out=LeftOut.of([other]))])
    assert rows(model) == ["A007"]
    assert cell(model, 0, Column.PROGRESS) == "1 done, 1 with another package"
    assert cell(model, 0, Column.STATE) == "Waiting"
    totals = model.rows.packages.heads[REEL.package_id]
    assert package_columns.look(totals) is Look.WAITING
    model.learn([replace(REEL, ended_at=REEL.created_at)])
    assert rows(model) != ["A007"]


@pytest.mark.parametrize(("lacking", "words"), LACKING)
@pytest.mark.case("R40")
def test_a_package_of_one_file_that_lacks_something_is_more_than_the_row_of_that_file(
    model: JobTableModel, lacking: dict[str, Any], words: str
) -> None:
    tell(model, *of(1, samples.completed(1, name="a")))
    assert rows(model) == ["a"]
    model.learn([replace(REEL, **lacking)])
    assert rows(model) == ["A007"]
    assert cell(model, 0, Column.PROGRESS) == f"1 done, {words}"
    model.set_open(REEL.package_id, is_open=True)
    assert rows(model) == ["A007", "- a"]
    model.learn([REEL])
    assert rows(model) == ["a"]
    model.learn([replace(CARD, **lacking)])
    tell(model, *of(2, samples.completed(2, name="b")))
    assert sorted(rows(model)) == ["Card", "a"]
    remove(model, *of(2, samples.completed(2, name="b")))
    assert rows(model) == ["a"]


def test_its_details_name_what_a_package_lacks(model: JobTableModel) -> None:
    tell(model, *of(1, samples.completed(1), samples.completed(2)))
    said = (message(MessageCode.OBJECT_EXISTS),)
    left_out = [LeftOutFile(f"/cards/{number}.mov", ErrorCode.OBJECT_EXISTS, said) for number in range(21)]
    for lacking, _ in LACKING:
        model.learn([replace(REEL, **lacking)])
        totals = model.rows.packages.heads[REEL.package_id]
        known = dict(package_columns.facts(totals))
        expected = (
            (SumFact.MISSING, "1: gone.mov")
            if "missing" in lacking
            else (SumFact.LEFT_OUT, "1: b.mov (OBJECT_EXISTS)")
        )
        assert [(fact, known.get(fact)) for fact in (SumFact.LEFT_OUT, SumFact.MISSING) if fact in known] == [
            expected
        ]
    model.learn([replace(REEL, left_out=LeftOut.of(left_out))])
    words = dict(package_columns.facts(totals))[SumFact.LEFT_OUT]
    assert words.startswith("21: 0.mov (An object with this name is there already.), ")
    assert words.endswith(", 19.mov (An object with this name is there already.), …")


def test_a_package_that_has_ended_says_how_long_it_took_and_what_is_found_later(model: JobTableModel) -> None:
    files = of(1, samples.completed(1), samples.completed(2))
    tell(model, *files)
    model.learn([replace(REEL, ended_at=REEL.created_at + timedelta(hours=3, minutes=20))])
    assert cell(model, 0, Column.PROGRESS) == "2 done, checksums match, took 3 h 20 min"
    again = [replace(one, check=samples.found(CheckResult.MATCHES)) for one in files]
    tell(model, *again)
    assert cell(model, 0, Column.PROGRESS) == "2 done, verified again, took 3 h 20 min"
    tell(model, replace(again[0], check=samples.found(CheckResult.MISSING)))
    assert cell(model, 0, Column.PROGRESS) == "1 missing, 1 done"


@pytest.mark.parametrize(
    ("keys", "folder"),
    [
        (["2026/a/1.mov", "2026/a/2.mov"], "media/2026/a/"),
        (["2026/a/1.mov", "2026/a-b/2.mov"], "media/2026/"),
        (["2026/a/1.mov", "2026/a/b/2.mov"], "media/2026/a/"),
        (["1.mov", "2.mov"], "media/"),
    ],
)
def test_the_destination_of_a_package_is_the_folder_that_its_files_share(
    model: JobTableModel, keys: Sequence[str], folder: str
) -> None:
    for number, key in enumerate(keys):
        status = of(1, samples.waiting(number))[0]
        place = replace(status.job.destination, object_key=key)
        tell(model, replace(status, job=replace(status.job, destination=place)))
    assert cell(model, 0, Column.DESTINATION) == folder


def test_a_screen_reader_hears_all_of_a_packages_row(model: JobTableModel) -> None:
    tell(model, *of(1, samples.failed(1), *(samples.completed(number) for number in (2, 3))))
    index = model.index(0, Column.FILE)
    said = "A007, package, closed, 3 files, 1 failed, 2 done, 76.7 %"
    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == said
    model.set_open(REEL.package_id, is_open=True)
    assert "package, open, 3 files" in str(index.data(Qt.ItemDataRole.AccessibleTextRole))
    assert index.data(STATUS_ROLE).count == 3
