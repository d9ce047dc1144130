"""From dropped paths to jobs: scanned, shown, made and submitted away from the GUI thread, then reported."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal

from uploader_gui.domain.errors import ErrorCode, StoppedError
from uploader_gui.domain.events import Refusal
from uploader_gui.domain.job import ConflictPolicy, Job, NewJob
from uploader_gui.domain.profile import Profile
from uploader_gui.gui.dialogs import Tasks
from uploader_gui.gui.drop.skipped_list import SkippedList
from uploader_gui.gui.engine_link import EngineLink
from uploader_gui.gui.main_window import MainWindow
from uploader_gui.gui.session.drop_review import Answer, Drop, DropReview
from uploader_gui.gui.words.wording import count_words, listed
from uploader_gui.s3.http.request_body import StopSwitch
from uploader_gui.source.scan import Scan, scan

_TAKEN = ErrorCode.OBJECT_EXISTS


class _Count(QObject):
    """Carries the number of files from the thread that counts them."""

    grew = Signal(int)


class FileAdder(QObject):
    """Takes what was dropped or picked. ``profile`` gives the destination at that moment. GUI thread."""

    def __init__(
        self, window: MainWindow, link: EngineLink, tasks: Tasks, profile: Callable[[], Profile | None]
    ) -> None:
        super().__init__(window)
        self._window = window
        self._link = link
        self._tasks = tasks
        self._review = DropReview(window, link, tasks)
        self._profile = profile
        self._stops: set[StopSwitch] = set()
        self._submitting = asyncio.Lock()

    def add(self, paths: Sequence[Path], *, is_ordered: bool = False) -> None:
        """Add files and folders; returns at once. ``is_ordered``: by a command, which needs no summary."""
        profile = self._profile()
        if profile is not None and paths:
            self._tasks.start(self._add(list(paths), profile, is_ordered=is_ordered))

    def stop(self) -> None:
        """Stop looking through folders."""
        for switch in self._stops:
            switch.stop()

    async def _add(self, paths: Sequence[Path], profile: Profile, *, is_ordered: bool) -> None:
        try:
            found = await self._scanned(paths)
        except StoppedError:
            return
        drop = await self._review.made(found, profile)
        answer: Answer | None = Answer(drop, {})
        was_shown = not is_ordered and self._needs_summary(paths, drop)
        if was_shown:
            answer = await self._review.review(drop)
        if answer is None:
            return
        if answer.is_last:
            await self._show_no_more()
        words = count_words(len(answer.drop.new), self.tr("Adding one file…"), self.tr("Adding {0} files…"))
        notice = self._window.notices.show_notice(words)
        try:
            results = await self._submitted(answer)
        finally:
            notice.close_for_good()
        added = sum(isinstance(result, Job) for result in results)
        refused = [result for result in results if isinstance(result, Refusal)]
        self._report(added, refused if was_shown else [*answer.drop.left_out, *refused])

    def _needs_summary(self, paths: Sequence[Path], drop: Drop) -> bool:
        """A single file is added at once; so is nothing at all."""
        if not self._link.runtime.saved.settings.shows_summary or not drop.new:
            return False
        is_single = (
            len(paths) == 1 and len(drop.new) == 1 and drop.new[0].source_path == str(paths[0].absolute())
        )
        return not is_single

    async def _show_no_more(self) -> None:
        runtime = self._link.runtime
        wanted = replace(runtime.saved.settings, shows_summary=False)
        await self._link.in_thread(lambda: runtime.change_settings(wanted))

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

    async def _submitted(self, answer: Answer) -> list[Job | Refusal]:
        """Submit; ask once about all keys that turn out to be taken, and submit those again with the answer."""
        new = await self._chosen(answer)
        results = await self._submit(new)
        taken = {
            place: new[place]
            for place, result in enumerate(results)
            if isinstance(result, Refusal) and result.code == _TAKEN
        }
        if not taken:
            return results
        second = await self._review.decide(list(taken.values()), answer.drop.profile)
        if second is None:
            return results
        again = await self._submit(await self._chosen(second))
        decided = dict(zip(taken, again, strict=True))
        return [decided.get(place, result) for place, result in enumerate(results)]

    async def _chosen(self, answer: Answer) -> list[NewJob]:
        """Its jobs with what was decided: 80 ms for 10,000, so not here."""
        return await self._link.in_thread(lambda: with_choices(answer.drop.new, answer.choices))

    async def _submit(self, new: Sequence[NewJob]) -> list[Job | Refusal]:
        if not new:
            return []
        engine = self._link.runtime.engine
        async with self._submitting:  # so that a file dropped twice finds the job of the first drop
            return await self._link.call(lambda: engine.submit(new))

    def _report(self, added: int, left_out: Sequence[Refusal]) -> None:
        skipped = [refusal for refusal in left_out if not refusal.is_success]
        same = sum(refusal.code == ErrorCode.SKIPPED for refusal in left_out)
        if not skipped and not same:
            return
        words = [count_words(added, self.tr("{0} file added"), self.tr("{0} files added"))]
        if same:
            words.append(count_words(same, self.tr("{0} is there already"), self.tr("{0} are there already")))
        if skipped:
            words.append(count_words(len(skipped), self.tr("{0} left out"), self.tr("{0} left out")))
        shown = skipped or [refusal for refusal in left_out if refusal.code == ErrorCode.SKIPPED]
        choices = [(self.tr("Show which"), lambda: SkippedList(self._window, shown).show())]
        self._window.notices.show_notice(
            self.tr("{0}.").format(listed(words)), choices, is_warning=bool(skipped)
        )


def with_choices(new: Sequence[NewJob], choices: Mapping[str, ConflictPolicy]) -> list[NewJob]:
    """The same jobs, each with what was decided about its place, by source path."""
    return [
        replace(one, on_conflict=choices[one.source_path]) if one.source_path in choices else one
        for one in new
    ]
