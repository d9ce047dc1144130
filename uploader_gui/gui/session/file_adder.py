"""From dropped paths to jobs: scanned, shown, made and submitted away from the GUI thread, then reported."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from enum import Enum, auto
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal

from uploader_gui.domain.errors import ErrorCode, StoppedError
from uploader_gui.domain.events import Refusal
from uploader_gui.domain.job import ConflictPolicy, Destination, Job, NewJob
from uploader_gui.domain.packages.package import LeftOutFile, Package
from uploader_gui.domain.packages.package_name import added_together
from uploader_gui.domain.profile import Profile
from uploader_gui.domain.store.found_progress import FoundPolicy, FoundProgress
from uploader_gui.gui.dialogs import Tasks
from uploader_gui.gui.drop.skipped_list import SkippedList
from uploader_gui.gui.engine_link import EngineLink
from uploader_gui.gui.main_window import MainWindow
from uploader_gui.gui.session.drop_review import Answer, Drop, DropReview
from uploader_gui.gui.words.engine_words import refusal_words
from uploader_gui.gui.words.names import name_words
from uploader_gui.gui.words.package_names import package_name_words
from uploader_gui.gui.words.wording import count_words, listed, number_words
from uploader_gui.s3.http.request_body import StopSwitch
from uploader_gui.source.hash_lists.hash_checks import with_expected_hashes
from uploader_gui.source.scan import Scan, ScannedFile, scan
from uploader_gui.transfer.intake.left_out import left_out_files, refused_files
from uploader_gui.transfer.intake.new_jobs import with_unmatched
from uploader_gui.transfer.intake.sending_again import SentFile, jobs_again

_TAKEN = ErrorCode.OBJECT_EXISTS


class _Shown(Enum):
    """What is shown before it is added, unless the preferences say that nothing is."""

    NOTHING = auto()
    FOLDERS_AND_SEVERAL = auto()
    ALL = auto()


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
        self._add_here(paths, _Shown.NOTHING if is_ordered else _Shown.FOLDERS_AND_SEVERAL)

    def review(self, paths: Sequence[Path]) -> None:
        """Add files and folders once they were shown, a single file too; returns at once."""
        self._add_here(paths, _Shown.ALL)

    def add_to(self, paths: Sequence[Path], profile: Profile) -> None:
        """Add files and folders to another place than new files go to; returns at once."""
        self._tasks.start(self._add(list(paths), profile, _Shown.FOLDERS_AND_SEVERAL))

    def add_again(self, files: Sequence[SentFile]) -> None:
        """Send files again to where they were sent once; of what is there, the user decides. Returns at once."""
        if files:
            self._tasks.start(self._add_again(list(files)))

    def stop(self) -> None:
        """Stop looking through folders."""
        for switch in self._stops:
            switch.stop()

    def _add_here(self, paths: Sequence[Path], shown: _Shown) -> None:
        profile = self._profile()
        if profile is not None and paths:
            self._tasks.start(self._add(list(paths), profile, shown))

    async def _add(self, paths: Sequence[Path], profile: Profile, shown: _Shown) -> None:
        try:
            found = await self._scanned(paths)
        except StoppedError:
            return
        drop = await self._review.made(found, profile)
        answer: Answer | None = Answer(drop, {})
        was_shown = self._needs_summary(paths, drop, shown)
        if was_shown:
            suggested = await self._package_of(paths, drop)
            answer = await self._review.review(drop, suggested.name)
        if answer is None:
            return
        if answer.is_last:
            await self._show_no_more()
        package = await self._package_of(paths, answer.drop)
        if answer.package_name:
            package = replace(package, name=answer.package_name)
        left_out = refused_files(answer.drop.left_out)
        await self._take(answer, package, left_out, was_shown=was_shown)

    async def _add_again(self, files: Sequence[SentFile]) -> None:
        new, refused = await self._link.in_thread(lambda: jobs_again(files))
        by_place: dict[tuple[str, str, str], list[NewJob]] = {}
        for one in new:
            where = one.destination
            by_place.setdefault((where.profile, where.endpoint, where.bucket), []).append(one)
        left_out = refused_files(refused)
        for some in by_place.values():
            profile = self._profile_of(some[0].destination)
            drop = Drop(Scan([], []), profile, some)
            package = await self._package_of([Path(one.source_path) for one in some], drop)
            await self._take(Answer(drop, {}), package, left_out, was_shown=False)
            left_out = []
        if refused:
            self._report_unreadable(refused)

    def _profile_of(self, place: Destination) -> Profile:
        """The connection by which to get there, as whole as its bucket."""
        known = self._link.runtime.saved.profile(place.profile)
        if known is None:
            return Profile(place.profile, place.endpoint, place.bucket, "", region=place.region)
        return replace(known, endpoint=place.endpoint, bucket=place.bucket, prefix="")

    async def _take(
        self, answer: Answer, package: Package, left_out: Sequence[LeftOutFile], *, was_shown: bool
    ) -> None:
        """Submit what was accepted, together as ``package``, and say what became of it.

        ``left_out``: what was added with it and can't be submitted.
        """
        words = count_words(len(answer.drop.new), self.tr("Adding one file…"), self.tr("Adding {0} files…"))
        known: dict[str, Job] = {}
        with self._window.notices.while_busy(words):
            results = await self._submitted(answer, package, left_out, known)
        jobs = [result for result in results if isinstance(result, Job)]
        if jobs:
            self._window.select_row(jobs[0].job_id)
        refused = [result for result in results if isinstance(result, Refusal)]
        self._report_known(list(known.values()))
        added = len({job.job_id for job in jobs} - known.keys())
        if was_shown:
            self._report(added, refused)
        else:
            self._report(added, [*answer.drop.left_out, *refused], _noted_in(answer.drop))

    def _needs_summary(self, paths: Sequence[Path], drop: Drop, shown: _Shown) -> bool:
        """A single dropped file is added at once; so is nothing at all, unless other names would help."""
        if shown is _Shown.NOTHING or not self._link.runtime.saved.settings.shows_summary:
            return False
        if not drop.new:
            return any(one.code == ErrorCode.DUPLICATE_KEY for one in drop.left_out)
        is_single = (
            len(paths) == 1 and len(drop.new) == 1 and drop.new[0].source_path == str(paths[0].absolute())
        )
        return shown is _Shown.ALL or not is_single

    async def _show_no_more(self) -> None:
        runtime = self._link.runtime
        wanted = replace(runtime.saved.settings, shows_summary=False)
        await self._link.in_thread(lambda: runtime.change_settings(wanted))

    async def _scanned(self, paths: Sequence[Path]) -> Scan:
        switch, count = StopSwitch(), _Count(self)
        self._stops.add(switch)
        words, cancel = self.tr("Looking through what was added…"), (self.tr("Cancel"), switch.stop)
        one, many = self.tr("One file found…"), self.tr("{0} files found…")
        try:
            with self._window.notices.while_busy(words, [cancel]) as bar:
                count.grew.connect(
                    lambda number: bar.say(count_words(number, one, many)), Qt.ConnectionType.QueuedConnection
                )
                policy = self._link.runtime.saved.settings.hash_lists
                return await self._link.in_thread(
                    lambda: with_expected_hashes(
                        scan(paths, stop=switch, on_found=count.grew.emit), policy, switch
                    )
                )
        finally:
            self._stops.discard(switch)
            count.deleteLater()

    async def _package_of(self, paths: Sequence[Path], drop: Drop) -> Package:
        """What these files are together that were added by these paths."""
        added = await self._link.in_thread(
            lambda: added_together(
                [str(path.absolute()) for path in paths], [one.source_path for one in drop.new]
            )
        )
        policy = self._link.runtime.saved.settings.hash_lists
        package = Package(package_name_words(added), added.source_folder, hash_lists=policy)
        return await self._link.in_thread(lambda: with_unmatched(package, drop.found, drop.new))

    async def _submitted(
        self,
        answer: Answer,
        package: Package,
        left_out: Sequence[LeftOutFile],
        known: dict[str, Job],
    ) -> list[Job | Refusal]:
        """Submit; ask once about all keys that turn out to be taken, once about files that turn out to be partly there,
        and submit those again with the answers. ``known`` takes the jobs that were there before.
        """
        new = await self._chosen(answer)
        results = await self._submit(new, package, left_out, known)
        new = [_as_refused(one, result) for one, result in zip(new, results, strict=True)]
        profile, review = answer.drop.profile, self._review

        async def asked_about(
            places: Sequence[int], decide: Callable[[Sequence[NewJob]], Awaitable[Answer | None]]
        ) -> None:
            second = await decide([new[place] for place in places]) if places else None
            if second is None:
                return
            chosen = await self._chosen(second)
            again = set(places)
            settled = [result for place, result in enumerate(results) if place not in again]
            others = [*left_out, *left_out_files(package, settled)]
            submitted = await self._submit(chosen, package, others, known)
            for place, one, result in zip(places, chosen, submitted, strict=True):
                new[place], results[place] = one, result

        taken = [place for place, result in enumerate(results) if _is_taken(result)]
        await asked_about(taken, lambda some: review.decide(some, profile))
        found = {
            place: progress
            for place, result in enumerate(results)
            if (progress := _progress_in(result)) is not None and new[place].source_path not in answer.found
        }
        by_key = {new[place].destination.object_key: progress for place, progress in found.items()}
        await asked_about(list(found), lambda some: review.decide_found(some, profile, by_key))
        return results

    async def _chosen(self, answer: Answer) -> list[NewJob]:
        """Its jobs with what was decided: 80 ms for 10,000, so not here."""
        return await self._link.in_thread(lambda: with_choices(answer.drop.new, answer.choices, answer.found))

    async def _submit(
        self,
        new: Sequence[NewJob],
        package: Package,
        left_out: Sequence[LeftOutFile],
        known: dict[str, Job],
    ) -> list[Job | Refusal]:
        if not new:
            return []
        engine = self._link.runtime.engine
        async with self._submitting:  # so that a file dropped twice finds the job of the first drop
            began = datetime.now(UTC)
            results = await self._link.call(lambda: engine.submit(new, package, left_out=left_out))
        jobs = (result for result in results if isinstance(result, Job))
        known.update((job.job_id, job) for job in jobs if job.created_at < began)
        return results

    def _report_known(self, jobs: Sequence[Job]) -> None:
        """Say of files that were added before that nothing new begins."""
        if not jobs:
            return
        words = count_words(
            len(jobs),
            self.tr("“{1}” is in the list already, and its upload goes on."),
            self.tr("{0} of these files are in the list already, and their uploads go on."),
            name_words(jobs[0].file_name),
        )
        ids = [job.job_id for job in jobs]
        which = (self.tr("Show which"), lambda: self._window.select_jobs(ids))
        self._window.notices.show_notice(
            words, [which] if len(ids) > 1 else []
        )  # one alone is selected already

    def _report_unreadable(self, refused: Sequence[Refusal]) -> None:
        if len(refused) == 1:
            self._window.notices.show_notice(refusal_words(refused[0]), is_warning=True)
            return
        words = self.tr("{0} files are not there any more, or can't be read.").format(
            number_words(len(refused))
        )
        which = (self.tr("Show which"), lambda: SkippedList(self._window, refused).show())
        self._window.notices.show_notice(words, [which], is_warning=True)

    def _report(self, added: int, left_out: Sequence[Refusal], noted: Sequence[ScannedFile] = ()) -> None:
        """Say what was left out, and what somebody may not know of that was added unseen."""
        skipped = [refusal for refusal in left_out if not refusal.is_success]
        same = sum(refusal.code == ErrorCode.SKIPPED for refusal in left_out)
        if not skipped and not same and not noted:
            return
        if not added and len(left_out) == 1 and left_out[0].code == ErrorCode.SOURCE_MISSING:
            self._report_unreadable(left_out)
            return
        words = [count_words(added, self.tr("{0} file added"), self.tr("{0} files added"))]
        if hidden := sum(file.is_hidden for file in noted):
            words.append(count_words(hidden, self.tr("one hidden"), self.tr("{0} hidden")))
        if links := sum(bool(file.leads_to) for file in noted):
            one, many = (
                self.tr("one by a link out of its folder"),
                self.tr("{0} by links out of their folders"),
            )
            words.append(count_words(links, one, many))
        if unlisted := sum(file.is_unlisted for file in noted):
            one, many = self.tr("one in no media hash list"), self.tr("{0} in no media hash list")
            words.append(count_words(unlisted, one, many))
        if same:
            words.append(count_words(same, self.tr("{0} is there already"), self.tr("{0} are there already")))
        missing = sum(refusal.code == ErrorCode.LISTED_FILE_MISSING for refusal in skipped)
        if missing:
            one, many = (
                self.tr("one of a media hash list is not there"),
                self.tr("{0} of media hash lists are not there"),
            )
            words.append(count_words(missing, one, many))
        if others := len(skipped) - missing:
            words.append(count_words(others, self.tr("{0} left out"), self.tr("{0} left out")))
        shown = skipped or [refusal for refusal in left_out if refusal.code == ErrorCode.SKIPPED]
        choices = [(self.tr("Show which"), lambda: SkippedList(self._window, shown).show())] if shown else []
        self._window.notices.show_notice(
            self.tr("{0}.").format(listed(words)), choices, is_warning=bool(skipped)
        )


def _noted_in(drop: Drop) -> list[ScannedFile]:
    """Hidden files, and links out of the folder that was dropped."""
    taken = {one.source_path for one in drop.new}
    return [file for file in drop.found.files if file.is_noted and file.path in taken]


def _is_taken(result: Job | Refusal) -> bool:
    return isinstance(result, Refusal) and result.code == _TAKEN


def _as_refused(new: NewJob, result: Job | Refusal) -> NewJob:
    """A file that somebody is asked about keeps the key about which that is."""
    if not isinstance(result, Refusal) or new.name is None or not result.object_key:
        return new
    return replace(new, name=None, destination=replace(new.destination, object_key=result.object_key))


def _progress_in(result: Job | Refusal) -> FoundProgress | None:
    return result.found if isinstance(result, Refusal) else None


def with_choices(
    new: Sequence[NewJob], choices: Mapping[str, ConflictPolicy], found: Mapping[str, FoundPolicy]
) -> list[NewJob]:
    """The same jobs, each with what was decided about its place and about what is there of it, by source path."""
    return [
        replace(
            one,
            on_conflict=choices.get(one.source_path, one.on_conflict),
            on_found=found.get(one.source_path, one.on_found),
        )
        for one in new
    ]
