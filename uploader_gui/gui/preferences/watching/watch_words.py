"""What is said of watched folders."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication

from uploader_gui.domain.messages import in_turn
from uploader_gui.domain.unattended.watch_status import WatchMeans, WatchState, WatchStatus
from uploader_gui.gui.words.engine_words import message_words
from uploader_gui.gui.words.names import name_words
from uploader_gui.gui.words.wording import count_words, listed, number_words

translate = QCoreApplication.translate


def state_words(status: WatchStatus) -> str:
    """What it is doing, and how many files are how far: ``Watching, 3 sent, 1 not finished yet``."""
    return listed([_doing(status), *_counts(status)])


def trouble_words(status: WatchStatus) -> str:
    """What the user has to know of it; "" for nothing."""
    return message_words(status.trouble)


def detail_words(status: WatchStatus) -> str:
    """All there is to say, but for its counts: trouble, or how changes are noticed, and why so."""
    if status.trouble:
        return trouble_words(status)
    if status.state is WatchState.WAITING:
        return translate("WatchWords", "The folder is not there. It is watched as soon as it is.")
    if status.means is WatchMeans.POLLING:
        looked = translate("WatchWords", "It is looked through again and again.")
        return in_turn([looked, message_words(status.means_reason)] if status.means_reason else [looked])
    return ""


def overall_words(statuses: Sequence[WatchStatus]) -> str:
    """All of them in a few words; "" where none is watched."""
    on = [status for status in statuses if status.state is not WatchState.OFF]
    if not on:
        return ""
    one, many = (
        translate("WatchWords", "Watching one folder"),
        translate("WatchWords", "Watching {0} folders"),
    )
    words = [count_words(len(on), one, many)]
    if missing := sum(status.state is WatchState.WAITING for status in on):
        words.append(translate("WatchWords", "{0} not there").format(number_words(missing)))
    if troubled := sum(bool(status.trouble) and status.state is not WatchState.WAITING for status in on):
        words.append(translate("WatchWords", "{0} in trouble").format(number_words(troubled)))
    return listed(words)


def each_in_words(statuses: Sequence[WatchStatus]) -> str:
    """A line for each that is on: its folder, and how it is."""
    return "\n".join(
        f"{name_words(status.watch.folder)}: {state_words(status)}"
        for status in statuses
        if status.state is not WatchState.OFF
    )


def _doing(status: WatchStatus) -> str:
    match status.state:
        case WatchState.OFF:
            return translate("WatchWords", "Off")
        case WatchState.STARTING:
            return translate("WatchWords", "Being looked through")
        case WatchState.WAITING:
            return translate("WatchWords", "Waiting for the folder")
        case WatchState.WATCHING:
            if status.means is WatchMeans.POLLING:
                return translate("WatchWords", "Watching by polling")
            return translate("WatchWords", "Watching")


def _counts(status: WatchStatus) -> list[str]:
    unfinished = (
        translate("WatchWords", "{0} waiting for a marker")
        if status.watch.marker
        else translate("WatchWords", "{0} not finished yet")
    )
    counts = (
        (status.failed, translate("WatchWords", "{0} failed")),
        (status.refused, translate("WatchWords", "{0} not taken")),
        (status.settling, unfinished),
        (status.sending, translate("WatchWords", "{0} not sent yet")),
        (status.sent, translate("WatchWords", "{0} sent")),
        (status.unproven, translate("WatchWords", "{0} of them not verified")),
    )
    return [words.format(number_words(count)) for count, words in counts if count]
