"""Packages in the table: closed, open, with something that failed, very many, and where there is little room."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from gui import samples
from gui.samples import GB, an_event
from gui.scenes.scene_totals import show_totals
from uploader_gui.domain.errors import ErrorCode
from uploader_gui.domain.events import JobStatus
from uploader_gui.domain.job import PauseReason
from uploader_gui.domain.messages import MessageCode, message
from uploader_gui.domain.packages.package import LeftOut, LeftOutFile, NamedFiles, Package
from uploader_gui.gui.jobs.packages import package_columns
from uploader_gui.gui.main_window import MainWindow

ADDED = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


def a_package(number: int, name: str) -> Package:
    """Package ``number``, as its row in the database is."""
    return Package(name, f"/footage/{name}", ADDED, package_id=f"10000000-0000-4000-8000-{number:012}")


def inside(package: Package, statuses: Sequence[JobStatus]) -> list[JobStatus]:
    """The same jobs, added with this package, to a folder of its name."""

    def moved(status: JobStatus) -> JobStatus:
        job = status.job
        place = replace(job.destination, object_key=f"2026/{package.name}/{job.file_name}")
        return replace(status, job=replace(job, package_id=package.package_id, destination=place))

    return [moved(status) for status in statuses]


def clip(reel: str, number: int) -> str:
    return f"{reel}C{number:03}_261124.mov"


RUNNING, DONE, BROKEN, WAITING, HELD = (
    a_package(number, name)
    for number, name in enumerate(("A007", "A005", "Interviews, day 2", "B012 and sound", "会议录像"), 1)
)
DONE = replace(DONE, ended_at=ADDED + timedelta(hours=3, minutes=20))
FILES: dict[Package, list[JobStatus]] = {
    RUNNING: inside(
        RUNNING,
        [
            *(samples.completed(number, name=clip("A007", number), size=3 * GB) for number in range(1, 5)),
            samples.uploading(5, name=clip("A007", 5), size=8 * GB, done=0.413, speed=29e6),
            samples.uploading(6, name=clip("A007", 6), size=5 * GB, done=0.12, speed=12e6),
            *(samples.waiting(number, name=clip("A007", number), size=4 * GB) for number in range(7, 13)),
        ],
    ),
    BROKEN: inside(
        BROKEN,
        [
            *(
                samples.failed(number, name=f"interview_{number}.mov", size=54 * GB)
                for number in (21, 22, 23)
            ),
            *(
                samples.completed(number, name=f"interview_{number}.mov", size=2 * GB)
                for number in range(24, 30)
            ),
        ],
    ),
    WAITING: inside(
        WAITING, [samples.waiting(number, name=clip("B012", number), size=9 * GB) for number in range(41, 59)]
    ),
    HELD: inside(
        HELD,
        [
            samples.paused(61, name="会议录像 1.mp4", size=760_000_000),
            samples.paused(62, name="会议录像 2.mp4", size=640_000_000, done=0.0),
        ],
    ),
    DONE: inside(
        DONE, [samples.completed(number, name=clip("A005", number), size=3 * GB) for number in range(71, 101)]
    ),
}
ALONE = [
    samples.waiting(31, name="take 7.mxf", size=54 * GB),
    samples.completed(101, name="closing.mov", size=2 * GB),
]


def show(window: MainWindow, selected: Package, *, opened: Sequence[Package] = ()) -> None:
    """All of them and two files that are in none; one package selected, some open."""
    statuses = [*(status for files in FILES.values() for status in files), *ALONE]
    window.model.learn(FILES.keys())
    window.apply([an_event(status) for status in statuses])
    for package in opened:
        window.model.set_open(package.package_id, is_open=True)
    select(window, selected)
    show_totals(window, statuses)


def select(window: MainWindow, package: Package) -> None:
    """Select its row, and show its details as the session would."""
    window.select_row(package.package_id)
    window.table.setFocus()
    totals = window.table.only_package()
    assert totals is not None
    heading, facts = package_columns.heading(totals), package_columns.facts(totals)
    window.details.show_selection(totals.summary(), heading, facts)


def closed(window: MainWindow) -> None:
    show(window, RUNNING)


def opened(window: MainWindow) -> None:
    window.resize(1320, 900)
    show(window, RUNNING, opened=[RUNNING, HELD])


def failed(window: MainWindow) -> None:
    """One with files that failed, open, below one that is sent."""
    window.resize(1320, 900)
    show(window, BROKEN, opened=[BROKEN])


def with_all_details(window: MainWindow) -> None:
    """One that has a limit, lacks something, and has files in each state."""
    said = (message(MessageCode.OBJECT_EXISTS),)
    left_out = [
        LeftOutFile(f"/footage/A007/{clip('A007', number)}", ErrorCode.OBJECT_EXISTS, said)
        for number in (31, 32)
    ]
    missing = [f"/footage/A007/{clip('A007', number)}" for number in (41, 42, 43)]
    package = replace(
        RUNNING,
        bandwidth_limit=20_000_000,
        left_out=LeftOut.of(left_out),
        missing=NamedFiles.of(missing),
    )
    others = [
        samples.paused(13, PauseReason.PROGRAM_ENDED, name=clip("A007", 13)),
        samples.paused(14, name=clip("A007", 14)),
        samples.failed(15, name=clip("A007", 15)),
    ]
    statuses = [*FILES[RUNNING], *inside(RUNNING, others)]
    window.model.learn([package])
    window.apply([an_event(status) for status in statuses])
    select(window, package)
    show_totals(window, statuses)


def narrow(window: MainWindow) -> None:
    opened(window)
    window.resize(640, 860)


def flat(window: MainWindow) -> None:
    show(window, RUNNING)
    window.commands.flat.setChecked(True)
    window.table.selectRow(0)
    window.details.show_job(window.table.only_job())


def many(window: MainWindow) -> None:
    """2,000 packages of 50 files."""
    window.resize(1320, 900)
    packages = [a_package(1000 + number, f"Card {number:04}") for number in range(2000)]
    window.model.learn(packages)
    for number, package in enumerate(packages):
        made = samples.completed if number > 3 else samples.waiting
        first = 1000 + 50 * (2004 - number if number > 3 else number)
        window.model.load(inside(package, [made(first + each, size=3 * GB) for each in range(50)]))
    window.model.loaded()
    window.model.set_open(packages[5].package_id, is_open=True)
    select(window, packages[5])


PACKAGES: dict[str, Callable[[MainWindow], None]] = {
    "packages": closed,
    "packages-open": opened,
    "packages-failed": failed,
    "packages-details": with_all_details,
    "packages-narrow": narrow,
    "packages-flat": flat,
    "packages-2000": many,
}
