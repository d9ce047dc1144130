"""Scenes of packages that have ended: all well, some failed, several at once, a webhook that did not take it."""

from collections.abc import Callable
from dataclasses import replace

from gui import samples
from gui.samples import an_event
from gui.scenes import package_scenes
from uploader_gui.domain.errors import ErrorCode
from uploader_gui.domain.messages import MessageCode, message
from uploader_gui.domain.packages.package_end import ActionKind, ActionState
from uploader_gui.gui.main_window import MainWindow
from uploader_gui.gui.package_end.end_lines import EndLines

MISSING = (message(MessageCode.SOURCE_MISSING, path="/cards/A007/A007C012.mxf"),)
SOME = samples.an_end(
    297,
    samples.failed_file("A007C007.mxf"),
    samples.failed_file("A007C009.mxf"),
    samples.failed_file("A007C012.mxf", ErrorCode.SOURCE_MISSING, MISSING),
)


def _rows(window: MainWindow) -> EndLines:
    statuses = [samples.completed(number, name=f"A007C{number:03}.mxf") for number in range(1, 7)]
    window.apply([an_event(status) for status in statuses])
    return EndLines(window)


def all_well(window: MainWindow) -> None:
    _rows(window).show_end(samples.an_end())


def some_failed(window: MainWindow) -> None:
    lines = _rows(window)
    window.apply([an_event(samples.failed(7, samples.WRONG_SECRET, name="A007C007.mxf"))])
    lines.show_end(SOME)


def shown_which(window: MainWindow) -> None:
    """The files that failed, after a press of the button, in their package."""
    window.resize(1320, 700)
    end = samples.an_end(
        6,
        *(samples.failed_file(f"interview_{number}.mov") for number in (21, 22, 23)),
        name=package_scenes.BROKEN.name,
    )
    package_scenes.closed(window)
    EndLines(window).show_end(replace(end, package=package_scenes.BROKEN))
    window.notices.notices()[0].buttons()[0].click()


def several(window: MainWindow) -> None:
    """A night's work: five packages, and a webhook that was refused."""
    lines = _rows(window)
    lines.show_end(SOME)
    for name in ("A008", "A009", "B001", "sound, second day of the shoot in the old mill"):
        lines.show_end(samples.an_end(120, name=name))
    refused = (message(MessageCode.WEBHOOK_ANSWERED_SAYING, status=404, said="no such hook"),)
    lines.show_action(samples.an_action(ActionKind.WEBHOOK, ActionState.FAILED, refused))


def narrow(window: MainWindow) -> None:
    window.resize(640, 480)
    some_failed(window)


ENDS: dict[str, Callable[[MainWindow], None]] = {
    "end-all-well": all_well,
    "end-some-failed": some_failed,
    "end-shown-which": shown_which,
    "end-several": several,
    "end-narrow": narrow,
}
