from dataclasses import replace
from pathlib import Path

from PySide6.QtWidgets import QApplication

from gui import samples
from gui.conftest import RunOnQt
from gui.rig import environment, opened
from gui.samples import an_event
from gui.scenes.end_scenes import SOME, all_well, several, shown_which, some_failed
from lab.files import make_file
from lab.stores.s3probe import S3Address
from uploader_gui.domain.errors import ErrorCode
from uploader_gui.domain.events import JobStatus
from uploader_gui.domain.job import JobState
from uploader_gui.domain.messages import MessageCode, message
from uploader_gui.domain.packages.package import LeftOut, LeftOutFile, NamedFiles
from uploader_gui.domain.packages.package_end import ActionKind, ActionState
from uploader_gui.gui.look.theme import Theme
from uploader_gui.gui.main_window import MainWindow
from uploader_gui.gui.package_end.end_lines import EndLines
from uploader_gui.gui.package_end.end_words import end_line, end_title
from uploader_gui.gui.session.notifications import Notification, NotificationPolicy, Topic


def of_package(status: JobStatus, package_id: str) -> JobStatus:
    return replace(status, job=replace(status.job, package_id=package_id))


def bars(window: MainWindow) -> list[str]:
    return [notice.words for notice in window.notices.notices()]


def test_the_end_of_a_package_is_one_line(window: MainWindow) -> None:
    all_well(window)
    assert bars(window) == ["A007: 300 files uploaded, 540 GB in 3 h 20 min (45 MB/s)."]


def test_what_a_hash_list_names_and_was_not_there_is_counted(window: MainWindow) -> None:
    end = samples.an_end()
    end = replace(end, package=replace(end.package, missing=NamedFiles.of(["a.mov", "b.mov"])))
    EndLines(window).show_end(end)
    assert bars(window)[0].endswith("(45 MB/s). Not there, but in the media hash list: 2.")
    assert end_title(end) == "A007: 2 listed files missing"


def test_what_was_left_out_is_counted_and_named(window: MainWindow) -> None:
    files = [LeftOutFile(f"/cards/A007/{name}.mov", ErrorCode.OBJECT_EXISTS) for name in "abcd"]
    end = samples.an_end(299)
    one = replace(end, package=replace(end.package, left_out=LeftOut.of(files[:1])))
    EndLines(window).show_end(one)
    (line,) = bars(window)
    assert line.startswith("A007: 299 of 300 files uploaded, ")
    assert line.endswith("(45 MB/s). 1 left out: a.mov.")
    four = replace(end, package=replace(end.package, left_out=LeftOut.of(files)))
    assert end_line(four).endswith("4 left out: a.mov, b.mov, c.mov, ….")
    assert end_title(four) == "A007: 4 left out"


def test_what_failed_is_named_with_its_reasons(window: MainWindow) -> None:
    some_failed(window)
    (line,) = bars(window)
    assert line == (
        "A007: 297 of 300 files uploaded, 535 GB in 3 h 18 min (45 MB/s). 3 failed. "
        "A007C007.mxf, A007C009.mxf: Wrong secret key. Edit the connection, then Resume. "
        "A007C012.mxf is not there. Put it back or connect its drive, then try again."
    )


def test_two_long_hashes_do_not_make_five_lines_of_it(window: MainWindow) -> None:
    differs = message(MessageCode.HASH_MISMATCH, kind="c4", made="c41" + "a" * 87, expected="c42" + "b" * 87)
    failed = samples.failed_file("two.mov", ErrorCode.HASH_MISMATCH, (differs,))
    line = end_line(samples.an_end(4, failed))
    assert line.endswith(
        "1 failed. two.mov: The file is not what its media hash list says, so its upload was not finished."
    )
    answer = message(MessageCode.VERBATIM, text="x" * 500)
    other = samples.failed_file("one.mov", ErrorCode.STORE_ERROR, (answer,))
    assert end_line(samples.an_end(4, other)).endswith(f"1 failed. one.mov: {'x' * 119}…")


def test_a_line_shows_which_files_failed(window: MainWindow) -> None:
    shown_which(window)
    selected = [one.job for one in window.selected_jobs()]
    assert sorted(job.file_name for job in selected) == [f"interview_{number}.mov" for number in (21, 22, 23)]
    assert {job.state for job in selected} == {JobState.FAILED}


def test_a_single_file_has_no_line_beside_its_row(window: MainWindow) -> None:
    lines = EndLines(window)
    lines.show_end(samples.an_end(1))
    assert bars(window) == []
    lines.show_end(samples.an_end(0, samples.failed_file("A007C007.mxf")))
    assert bars(window) == []


def test_a_package_that_ends_again_has_one_line(window: MainWindow) -> None:
    lines = EndLines(window)
    lines.show_end(SOME)
    lines.show_end(samples.an_end(300))
    assert bars(window) == ["A007: 300 files uploaded, 540 GB in 3 h 20 min (45 MB/s)."]


def test_many_ends_leave_room_for_the_rows_and_those_that_failed_stay(window: MainWindow) -> None:
    several(window)
    first, *others = bars(window)
    assert first.startswith("A007: 297 of 300")
    assert [words.partition(":")[0] for words in others] == ["B001", "sound, secon…t in the old mill", "A007"]
    assert others[-1] == "A007: The webhook answered 404: no such hook"


def test_only_what_could_not_be_done_is_said(window: MainWindow) -> None:
    said = (message(MessageCode.WEBHOOK_ANSWERED, status=204),)
    EndLines(window).show_action(samples.an_action(ActionKind.WEBHOOK, ActionState.DONE, said))
    assert bars(window) == []


def test_the_title_of_a_notification_says_how_it_went(qapp: QApplication) -> None:
    assert end_title(samples.an_end()) == "A007 is in the store"
    assert end_title(SOME) == "A007: 3 failed"


def test_a_package_is_notified_of_once_and_not_each_of_its_files() -> None:
    policy = NotificationPolicy()
    ours = SOME.package.package_id
    policy.hear([an_event(of_package(samples.uploading(number), ours)) for number in (1, 2)])
    policy.hear([an_event(of_package(one, ours)) for one in (samples.completed(1), samples.failed(2))])
    policy.package_ended(SOME)
    assert policy.next_notification(1) == Notification(Topic.ENDED, 297, 3, SOME)
    assert policy.next_notification(2) is None


def test_files_that_make_a_package_each_are_notified_of_together() -> None:
    policy = NotificationPolicy()
    for number in (1, 2):
        policy.hear([an_event(of_package(samples.completed(number), f"package A{number}"))])
        policy.package_ended(samples.an_end(1, name=f"A{number}"))
    policy.hear([an_event(of_package(samples.failed(3), "package A3"))])
    policy.package_ended(samples.an_end(0, samples.failed_file("c.mov"), name="A3"))
    assert policy.next_notification(1) == Notification(Topic.ENDED, completed=2, failed=1)
    assert policy.next_notification(2) is None


def test_two_drops_are_told_of_in_two_lines(
    on_qt: RunOnQt, theme: Theme, proxied: S3Address, tmp_path: Path
) -> None:
    async def drop_twice() -> None:
        async with opened(theme, environment(tmp_path / "home", proxied)) as rig:
            for card in ("A007", "B001"):
                (tmp_path / card).mkdir()
                for name in ("a.mov", "b.mov"):
                    make_file(tmp_path / card / name, 100_000)
                rig.drop(tmp_path / card)
                await rig.accept_summary()
            await rig.until(lambda: len(rig.ends()) == 2, "two lines")
            names = {words.partition(": ")[0]: words for words in rig.ends()}
            assert names.keys() == {"A007", "B001"}
            assert all("2 files uploaded, 200 kB" in words for words in names.values())

    on_qt(drop_twice())
