"""Finished uploads verified again: from the menu, with a bar that says how far it is and ends it, and what was found."""

from collections import Counter
from collections.abc import Callable, Collection, Sequence

from PySide6.QtCore import QObject, Qt, Signal

from uploader_gui.domain.checks import CheckKind, CheckResult
from uploader_gui.domain.events import Verified, VerifyProgress
from uploader_gui.domain.job import JobState
from uploader_gui.gui.actions import on
from uploader_gui.gui.dialogs import Tasks
from uploader_gui.gui.engine_link import EngineLink
from uploader_gui.gui.main_window import MainWindow
from uploader_gui.gui.notice_bar import Busy
from uploader_gui.gui.words.engine_words import message_words
from uploader_gui.gui.words.names import name_words
from uploader_gui.gui.words.sizes import size_words
from uploader_gui.gui.words.wording import count_words, listed, number_words
from uploader_gui.transfer.verifying.verify_switch import VerifySwitch

_AMISS = (CheckResult.MISSING, CheckResult.DIFFERS, CheckResult.UNKNOWN)


class Verifying(QObject):
    """Answers the actions of the selected rows. GUI thread."""

    def __init__(self, window: MainWindow, link: EngineLink, tasks: Tasks) -> None:
        super().__init__(window)
        self._window = window
        self._link = link
        self._tasks = tasks
        commands = window.commands
        for action, kind in (
            (commands.verify_store, CheckKind.STORE),
            (commands.verify_source, CheckKind.SOURCE),
            (commands.verify_read_back, CheckKind.READ_BACK),
        ):
            on(action, self._starting(kind))

    def _starting(self, kind: CheckKind) -> Callable[[], None]:
        return lambda: self._tasks.start(self.verify(self._chosen(), {kind}))

    def _chosen(self) -> list[int]:
        jobs = (status.job for status in self._window.selected_jobs())
        return [
            job.recording_id
            for job in jobs
            if job.state is JobState.COMPLETED and job.recording_id is not None
        ]

    async def verify(self, recording_ids: Sequence[int], kinds: Collection[CheckKind]) -> None:
        """Verify these again, listed still or not; a bar says how far it is, and then what was found."""
        if not recording_ids:
            return
        engine, switch, told = self._link.runtime.engine, VerifySwitch(), _Told(self)
        words = count_words(len(recording_ids), self.tr("Verifying one file"), self.tr("Verifying {0} files"))
        busy: Busy
        hold = self.tr("Pause")
        choices = [(hold, lambda: self._hold_or_go_on(busy, switch)), (self.tr("Cancel"), switch.stop)]
        with self._window.notices.while_busy(words, choices, stays_after=[hold]) as busy:
            told.came.connect(lambda progress: self._say_how_far(busy, progress))
            try:
                counts = await self._link.call(lambda: engine.verify(recording_ids, kinds, told, switch))
            except BaseException:
                switch.stop()
                raise
            finally:
                told.deleteLater()
        self._say_found(counts, told, was_stopped=switch.is_stopped)

    def _hold_or_go_on(self, busy: Busy, switch: VerifySwitch) -> None:
        """Hold it up, or let it go on where it stands; the button says the other thing then."""
        if switch.is_paused:
            switch.go_on()
        else:
            switch.pause()
        if busy.notice is not None:
            busy.notice.buttons()[0].setText(self.tr("Go on") if switch.is_paused else self.tr("Pause"))

    def _say_how_far(self, busy: Busy, progress: VerifyProgress) -> None:
        done, total = number_words(progress.done), number_words(progress.total)
        words = [self.tr("{0} of {1} files verified").format(done, total)]
        if progress.bytes_total:
            read, whole = size_words(progress.bytes_read), size_words(progress.bytes_total)
            words.append(self.tr("{0} of {1} read").format(read, whole))
        busy.say(listed(words))

    def _say_found(self, counts: Counter[CheckResult], told: "_Told", *, was_stopped: bool) -> None:
        """Say it once: of one file in its own words, of several how many are what."""
        if not counts:
            return
        bad = [one for one in _AMISS if counts[one]]
        if counts.total() == 1 and told.last is not None:
            words = f"{name_words(told.last.recording.file_name)}: {message_words(told.last.messages)}"
        else:
            words = self._summary(counts)
        if was_stopped:
            words = listed([words, self.tr("the others were not verified")])
        amiss = [one.recording.job_id for one in told.amiss]
        show = [(self.tr("Show them"), lambda: self._window.select_jobs(amiss))] if len(amiss) > 1 else []
        self._window.notices.show_notice(words, show, is_warning=bool(bad))

    def _summary(self, counts: Counter[CheckResult]) -> str:
        words = {
            CheckResult.MATCHES: (self.tr("one matches"), self.tr("{0} match")),
            CheckResult.DIFFERS: (self.tr("one differs"), self.tr("{0} differ")),
            CheckResult.MISSING: (self.tr("one is missing"), self.tr("{0} are missing")),
            CheckResult.UNKNOWN: (
                self.tr("one could not be verified"),
                self.tr("{0} could not be verified"),
            ),
        }
        found = listed(count_words(counts[one], *words[one]) for one in CheckResult if counts[one])
        return self.tr("Verified again: {0}").format(found)


class _Told(QObject):
    """Brings over to the GUI thread what the engine tells on its own.

    ``came`` carries a VerifyProgress. ``amiss``: what does not match, ``last``: the last of all; right when the run is over.
    """

    came = Signal(object)
    _heard = Signal(object)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.amiss: list[Verified] = []
        self.last: Verified | None = None
        self._heard.connect(self.came, Qt.ConnectionType.QueuedConnection)

    def progress(self, progress: VerifyProgress) -> None:
        """On the engine's loop."""
        self._heard.emit(progress)

    def verified(self, verified: Verified) -> None:
        """On the engine's loop."""
        self.last = verified
        if verified.result is not CheckResult.MATCHES:
            self.amiss.append(verified)
