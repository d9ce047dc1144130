"""From dropped paths to jobs: scanned, made and submitted away from the GUI thread, then reported."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal

from uploader_gui.domain.errors import StoppedError
from uploader_gui.domain.events import Refusal
from uploader_gui.domain.job import ConflictPolicy, Job, NewJob
from uploader_gui.domain.profile import Profile
from uploader_gui.gui.asking import Tasks, answered
from uploader_gui.gui.conflict_sheet import ConflictSheet
from uploader_gui.gui.engine_link import EngineLink
from uploader_gui.gui.main_window import MainWindow
from uploader_gui.gui.skipped_list import SkippedList
from uploader_gui.gui.wording import count_words
from uploader_gui.transfer.body import StopSwitch
from uploader_gui.transfer.intake import Scan, new_jobs, scan

_TAKEN = "OBJECT_EXISTS"


class _Count(QObject):
    """Carries the number of files from the thread that counts them."""

    grew = Signal(int)


class Adding(QObject):
    """Takes what was dropped or picked. ``profile`` gives the destination at that moment. GUI thread."""

    def __init__(
        self, window: MainWindow, link: EngineLink, tasks: Tasks, profile: Callable[[], Profile | None]
    ) -> None:
        super().__init__(window)
        self._window = window
        self._link = link
        self._tasks = tasks
        self._profile = profile
        self._stops: set[StopSwitch] = set()
        self._submitting = asyncio.Lock()
        self._asking = asyncio.Lock()

    def add(self, paths: Sequence[Path]) -> None:
        """Add files and folders; returns at once."""
        profile = self._profile()
        if profile is not None and paths:
            self._tasks.start(self._add(list(paths), profile))

    def stop(self) -> None:
        """Stop looking through folders."""
        for switch in self._stops:
            switch.stop()

    async def _add(self, paths: Sequence[Path], profile: Profile) -> None:
        try:
            found = await self._scanned(paths)
        except StoppedError:
            return
        words = count_words(len(found.files), self.tr("Adding one file…"), self.tr("Adding {0} files…"))
        notice = self._window.notices.show_notice(words)
        try:
            new, refused = await self._link.in_thread(lambda: self._made(found, profile))
            results = await self._submitted(new)
        finally:
            notice.close_for_good()
        added = sum(isinstance(result, Job) for result in results)
        refused += [result for result in results if isinstance(result, Refusal)]
        self._report(added, [*found.skipped, *refused])

    async def _scanned(self, paths: Sequence[Path]) -> Scan:
        switch, count = StopSwitch(), _Count(self)
        self._stops.add(switch)
        notice = self._window.notices.show_notice(
            self.tr("Looking through what was added…"), [(self.tr("Cancel"), switch.stop)]
        )
        one, many = self.tr("One file found…"), self.tr("{0} files found…")
        queued = Qt.ConnectionType.QueuedConnection
        count.grew.connect(lambda number: notice.say(count_words(number, one, many)), queued)
        try:
            return await self._link.in_thread(lambda: scan(paths, stop=switch, on_found=count.grew.emit))
        finally:
            self._stops.discard(switch)
            count.deleteLater()
            notice.close_for_good()

    def _made(self, found: Scan, profile: Profile) -> tuple[list[NewJob], list[Refusal]]:
        runtime = self._link.runtime
        settings = runtime.saved.settings
        return new_jobs(
            found,
            profile,
            part_size=runtime.environment.part_size or settings.part_size,
            max_size=runtime.environment.max_size,
            on_conflict=settings.on_conflict,
            stage=False,
        )

    async def _submitted(self, new: Sequence[NewJob]) -> list[Job | Refusal]:
        """Submit; ask once about all keys that are taken, and submit those again with the answer."""
        if not new:
            return []
        results = await self._submit(new)
        taken = {
            place: result
            for place, result in enumerate(results)
            if isinstance(result, Refusal) and result.code == _TAKEN
        }
        if not taken:
            return results
        policy = await self._policy_for(list(taken.values()))
        if policy is None:
            return results
        again = [replace(new[place], on_conflict=policy) for place in taken]
        answers = await self._submit(again)
        decided = dict(zip(taken, answers, strict=True))
        return [decided.get(place, result) for place, result in enumerate(results)]

    async def _submit(self, new: Sequence[NewJob]) -> list[Job | Refusal]:
        engine = self._link.runtime.engine
        async with self._submitting:  # so that a file dropped twice finds the job of the first drop
            return await self._link.call(lambda: engine.submit(new))

    async def _policy_for(self, taken: Sequence[Refusal]) -> ConflictPolicy | None:
        async with self._asking:  # one sheet at a time
            sheet = ConflictSheet(self._window, taken)
            return sheet.policy() if await answered(sheet) else None

    def _report(self, added: int, left_out: Sequence[Refusal]) -> None:
        skipped = [refusal for refusal in left_out if not refusal.is_success]
        same = sum(refusal.code == "SKIPPED" for refusal in left_out)
        if not skipped and not same:
            return
        words = [count_words(added, self.tr("{0} file added"), self.tr("{0} files added"))]
        if same:
            words.append(count_words(same, self.tr("{0} is there already"), self.tr("{0} are there already")))
        if skipped:
            words.append(count_words(len(skipped), self.tr("{0} left out"), self.tr("{0} left out")))
        shown = skipped or [refusal for refusal in left_out if refusal.code == "SKIPPED"]
        choices = [(self.tr("Show which"), lambda: SkippedList(self._window, shown).show())]
        self._window.notices.show_notice(", ".join(words) + ".", choices, is_warning=bool(skipped))
