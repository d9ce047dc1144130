"""Pictures of the window, light and dark. Needs no store and no screen.

``python tests/gui/gallery.py FOLDER [--language en|zh_CN] [--scale 1.5] [--only SCENE...]``
"""

import argparse
import os
import sys
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path[:0] = [str(Path(__file__).parents[1]), str(Path(__file__).parents[2])]

from PySide6.QtCore import QEvent, QMimeData, QPoint, QRect, Qt, QUrl  # noqa: E402 (after the two lines above)
from PySide6.QtGui import QDragEnterEvent, QPixmap  # noqa: E402
from PySide6.QtWidgets import QApplication, QDialog  # noqa: E402

from gui import samples  # noqa: E402
from gui.samples import GB, an_event  # noqa: E402
from gui.scenes.details_scenes import DETAILS  # noqa: E402
from gui.scenes.dialog_scenes import DIALOGS  # noqa: E402
from gui.scenes.end_scenes import ENDS  # noqa: E402
from gui.scenes.hand_scenes import HANDS  # noqa: E402
from gui.scenes.history_scenes import HISTORY  # noqa: E402
from gui.scenes.package_scenes import PACKAGES  # noqa: E402
from gui.scenes.preferences_scenes import PREFERENCES  # noqa: E402
from gui.scenes.scene_totals import show_totals  # noqa: E402
from gui.scenes.size_scenes import SIZES, interrupted  # noqa: E402
from gui.scenes.slow_scenes import SLOW  # noqa: E402
from gui.scenes.state_scenes import STATE_SCENES  # noqa: E402
from gui.scenes.terms_scenes import TERMS  # noqa: E402
from gui.scenes.timetable_scenes import TIMETABLE  # noqa: E402
from gui.scenes.watch_scenes import WATCHING, watching  # noqa: E402
from uploader_gui.domain.errors import ErrorCode  # noqa: E402
from uploader_gui.domain.events import Activity, JobStatus  # noqa: E402
from uploader_gui.domain.job import PauseReason, VerifiedBy  # noqa: E402
from uploader_gui.domain.messages import MessageCode, message  # noqa: E402
from uploader_gui.gui.look.theme import Theme, ThemeChoice  # noqa: E402
from uploader_gui.gui.main_window import MainWindow  # noqa: E402
from uploader_gui.gui.words.language import Translations  # noqa: E402
from uploader_gui.storage.settings.settings import Language  # noqa: E402

UPLOADING = [
    samples.uploading(1, name="interview_01.mov", size=118 * GB, done=0.413, speed=29e6),
    samples.uploading(2, name="drone-b.mp4", size=2_100_000_000, done=0.82, speed=9e6),
    samples.busy(
        3,
        Activity.FINALIZING,
        (message(MessageCode.FINALIZING, minutes=0, seconds=4),),
        name="take 6.mxf",
        done=1.0,
    ),
    samples.waiting(4, name="take 7.mxf", size=54 * GB),
    samples.waiting(5, name="sound.wav", size=640_000_000),
    samples.completed(6, name="会议录像.mp4", size=760_000_000),
]
PAUSED = [
    samples.paused(1, name="interview_01.mov", size=118 * GB, done=0.413),
    samples.paused(2, name="drone-b.mp4", size=2_100_000_000, done=0.82),
    samples.completed(6, name="会议录像.mp4", size=760_000_000),
]
FAILED = [
    samples.failed(1, name="take 7.mxf", size=54 * GB),
    samples.failed(
        2,
        (message(MessageCode.SOURCE_MISSING, path="/footage/edit_v2.mov"),),
        code=ErrorCode.SOURCE_MISSING,
        name="edit_v2.mov",
        size=8 * GB,
    ),
    samples.busy(
        3,
        Activity.WAITING_TO_RETRY,
        (message(MessageCode.NO_ANSWER), message(MessageCode.RETRY, number=3, seconds=8)),
        name="drone-b.mp4",
    ),
    samples.completed(6, name="会议录像.mp4", size=760_000_000),
]
COMPLETED = [
    samples.completed(1, name="interview_01.mov", size=118 * GB),
    samples.completed(2, name="drone-b.mp4", size=2_100_000_000, verified_by=VerifiedBy.ETAG),
    samples.completed(
        3,
        name="take 7.mxf",
        size=54 * GB,
        verified_by=VerifiedBy.NONE,
        said=(message(MessageCode.UPLOADED_UNVERIFIED),),
    ),
    samples.completed(6, name="会议录像.mp4", size=760_000_000),
]
INTERRUPTED = [
    samples.paused(1, PauseReason.PROGRAM_ENDED, name="interview_01.mov", size=118 * GB, done=0.413),
    samples.paused(2, PauseReason.PROGRAM_ENDED, name="drone-b.mp4", size=2_100_000_000, done=0.82),
    samples.waiting(3, name="take 7.mxf", size=54 * GB),
]


def show(window: MainWindow, statuses: list[JobStatus]) -> None:
    window.apply([an_event(status) for status in statuses])
    window.table.selectRow(0)
    window.table.setFocus()
    (selected,) = window.selected_jobs()
    window.details.show_job(selected)
    window.details.follow(selected, range(1, selected.job.uploaded_parts + 1))
    show_totals(window, statuses)


def reopened(window: MainWindow) -> None:
    show(window, INTERRUPTED)
    interrupted(window, INTERRUPTED)


def unconnected(window: MainWindow) -> None:
    """As the program opens for the first time."""
    window.show_profiles([], None)
    window.go_to_work()


def dragging(window: MainWindow) -> None:
    show(window, UPLOADING)
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(f"/footage/{number}.mp4") for number in range(12)])
    copy, left, no_key = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    window.show_drag(QDragEnterEvent(QPoint(5, 5), copy, mime, left, no_key))


SCENES: dict[str, Callable[[MainWindow], None]] = {
    "first-run": unconnected,
    "empty": MainWindow.go_to_work,
    "uploading": lambda window: show(window, UPLOADING),
    "paused": lambda window: show(window, PAUSED),
    "failed": lambda window: show(window, FAILED),
    "completed": lambda window: show(window, COMPLETED),
    "reopened": reopened,
    "dragging": dragging,
    "watching": watching,
}
SCENES |= DETAILS | ENDS | HANDS | PACKAGES | SIZES | SLOW | STATE_SCENES | TIMETABLE


def shot(theme: Theme, scene: Callable[[MainWindow], None], cut: Callable[[MainWindow], QRect]) -> QPixmap:
    """A picture of a new window, or what is cut out of it."""
    window = MainWindow(theme, has_demo=True)
    window.show_profiles([samples.STUDIO], samples.STUDIO)
    window.resize(1320, 600)
    window.show()
    scene(window)
    settle()
    pixmap = window.grab(cut(window))
    window.let_go()
    window.deleteLater()
    return pixmap


def shot_of_dialog(theme: Theme, scene: Callable[[Theme], QDialog]) -> QPixmap:
    """A picture of a dialog alone."""
    dialog = scene(theme)
    dialog.show()
    settle()
    pixmap = dialog.grab()
    dialog.hide()
    dialog.deleteLater()
    return pixmap


def settle() -> None:
    """Let what was shown find its place, and what is over go: each new style would dress all of it again."""
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    for _ in range(3):
        QApplication.processEvents()


def main(folder: Path, language: Language, only: list[str]) -> None:
    """All scenes, or only some, in both schemes."""
    folder.mkdir(parents=True, exist_ok=True)
    application = QApplication(["uploader-gui"])
    Translations(application).choose(language)
    schemes: tuple[ThemeChoice, ...] = ("light", "dark")
    for scheme in schemes:
        theme = Theme(application, scheme)
        for name, scene in SCENES.items():
            if name in (only or SCENES):
                shot(theme, scene, MainWindow.rect).save(str(folder / f"{name}-{scheme}.png"))
        for name, dialog in (DIALOGS | HISTORY | PREFERENCES | WATCHING | TERMS).items():
            if name in (only or [name]):
                shot_of_dialog(theme, dialog).save(str(folder / f"{name}-{scheme}.png"))


def arguments() -> argparse.Namespace:
    """What the command line says."""
    parser = argparse.ArgumentParser(description="Pictures of the window")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--language", type=Language, default=Language.ENGLISH)
    parser.add_argument("--scale", default="1")
    parser.add_argument("--only", nargs="+", default=[], metavar="SCENE")
    return parser.parse_args()


if __name__ == "__main__":
    asked = arguments()
    os.environ["QT_SCALE_FACTOR"] = asked.scale
    main(asked.folder, asked.language, asked.only)
