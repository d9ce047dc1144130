"""Showing a drop before it is uploaded, or the part of it whose places turned out to be taken."""

import time
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QKeySequence, QShortcut

from uploader_gui.domain.errors import UploaderError
from uploader_gui.domain.events import Refusal
from uploader_gui.domain.job import ConflictPolicy, NewJob
from uploader_gui.domain.naming import clean_prefix
from uploader_gui.domain.profile import Profile
from uploader_gui.domain.store.found_progress import FoundPolicy, FoundProgress
from uploader_gui.domain.unattended.growth import Growth
from uploader_gui.gui.dialogs import Tasks, answered, is_open
from uploader_gui.gui.drop.drop_files import DropNaming
from uploader_gui.gui.drop.drop_model import DropModel
from uploader_gui.gui.drop.drop_sheet import DropSheet
from uploader_gui.gui.drop.found_question import found_policy_for
from uploader_gui.gui.engine_link import EngineLink
from uploader_gui.gui.main_window import MainWindow
from uploader_gui.gui.objects.terms_row import TermsRow
from uploader_gui.gui.words.engine_words import error_words
from uploader_gui.gui.words.names import name_words
from uploader_gui.s3.connection_test import opened
from uploader_gui.source.scan import Scan
from uploader_gui.storage.settings.settings import Settings
from uploader_gui.transfer.intake.names import settled
from uploader_gui.transfer.intake.new_jobs import new_jobs, sent_while_it_grows, with_terms
from uploader_gui.transfer.intake.preview import DestinationState, Preview, preview

_JUST_WRITTEN_NS = 60 * 1_000_000_000  # recorders write every few seconds, and somebody has to drop it


@dataclass(frozen=True, slots=True)
class Drop:
    """Files found, and what is made of them for one destination. ``left_out`` holds what was skipped, too.

    ``just_written``: those that may be written still, as they were a moment before they were found.
    """

    found: Scan
    profile: Profile
    new: list[NewJob] = field(default_factory=list)
    left_out: list[Refusal] = field(default_factory=list)
    just_written: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Answer:
    """What the user accepted; ``choices`` about places that are taken, and ``found`` about files that are partly there,
    by source path. ``is_last``: no summary is wanted from now on. ``package_name``: "" if the user gave it none.
    """

    drop: Drop
    choices: Mapping[str, ConflictPolicy]
    found: Mapping[str, FoundPolicy] = field(default_factory=dict)
    is_last: bool = False
    package_name: str = ""


class DropReview:
    """Opens summary sheets and answers their questions in threads. GUI thread."""

    def __init__(self, window: MainWindow, link: EngineLink, tasks: Tasks) -> None:
        self._window = window
        self._link = link
        self._tasks = tasks

    async def made(self, found: Scan, profile: Profile) -> Drop:
        """The jobs for files that were found."""
        return await self._link.in_thread(lambda: self._made(found, profile))

    async def review(self, drop: Drop, package_name: str) -> Answer | None:
        """Show a whole drop, which is called ``package_name`` if the user leaves it at that; None if it was given up."""
        naming = DropNaming.of(drop.profile.prefix, drop.profile.name_template, package_name)
        if naming.template:
            drop = await self._made_by(drop, naming)
        sheet = self._sheet(drop, offers_never=True, package_name=package_name)
        shown = [(naming, drop)]

        async def show() -> None:
            wanted = sheet.chosen_naming()

            def is_current() -> bool:
                return is_open(sheet) and sheet.chosen_naming() == wanted

            if wanted is None:
                return
            if wanted != shown[0][0]:
                made = await self._made_by(drop, wanted)
                if not is_current():
                    return
                shown[0] = (wanted, made)
                _show_in(sheet.model, made)
            await self._look(sheet, sheet.model.files(), is_current)

        sheet.naming_changed.connect(lambda: self._tasks.start(show()))
        sheet.model.renamed.connect(
            lambda one: self._tasks.start(self._look(sheet, [one], lambda: is_open(sheet)))
        )
        QShortcut(QKeySequence(QKeySequence.StandardKey.Refresh), sheet, lambda: self._tasks.start(show()))
        self._tasks.start(show())
        if not await answered(sheet, is_modal=False):
            return None
        wanted, name, model = sheet.chosen_naming(), sheet.chosen_package_name(), sheet.model
        objects = sheet.objects
        choices, found, is_last = model.choices(), model.found_choices(), sheet.never.isChecked()
        grow = sheet.growing.isChecked()
        named_by, made = shown[0]
        if wanted is not None and wanted != named_by:  # Enter came before the keys were made anew
            named_by, made = wanted, await self._made_by(drop, wanted)
        chosen = await self._with_terms(objects, model.chosen(made.new, named_by.prefix))
        if grow:
            chosen = [_as_written_still(one, drop.just_written) for one in chosen]
        return Answer(replace(made, new=chosen), choices, found, is_last, name)

    async def _made_by(self, drop: Drop, naming: DropNaming) -> Drop:
        profile = replace(drop.profile, prefix=naming.prefix, name_template=naming.template)
        return await self._link.in_thread(
            lambda: self._promised(self._made(drop.found, profile), naming.package_name)
        )

    async def _with_terms(self, objects: TermsRow, new: list[NewJob]) -> list[NewJob]:
        """The files with what the user has said that their objects get, where it is not what the connection says."""
        if not objects.is_changed:
            return new
        terms, content_type = objects.terms, objects.content_type
        return await self._link.in_thread(lambda: with_terms(new, terms, content_type))

    async def decide(self, taken: Sequence[NewJob], profile: Profile) -> Answer | None:
        """Ask about files whose places are taken; None if the user leaves them out."""
        states = {one.destination.object_key: DestinationState.TAKEN for one in taken}
        return await self._decided(taken, profile, states)

    async def decide_found(
        self, begun: Sequence[NewJob], profile: Profile, progress: Mapping[str, FoundProgress]
    ) -> Answer | None:
        """Ask about files that are partly there, with what there is by key; None if the user leaves them alone."""
        if len(begun) > 1:
            states = {one.destination.object_key: DestinationState.BEGUN for one in begun}
            return await self._decided(begun, profile, states, progress)
        (one,) = begun
        policy = await found_policy_for(
            self._window, name_words(one.file_name), progress[one.destination.object_key]
        )
        drop = Drop(Scan([], []), profile, [one])
        return None if policy is FoundPolicy.REFUSE else Answer(drop, {}, {one.source_path: policy})

    async def _decided(
        self,
        new: Sequence[NewJob],
        profile: Profile,
        states: Mapping[str, DestinationState],
        progress: Mapping[str, FoundProgress] | None = None,
    ) -> Answer | None:
        drop = Drop(Scan([], []), profile, list(new))
        sheet = self._sheet(drop, offers_never=False)
        sheet.prefix.setReadOnly(True)
        sheet.model.show_destination_states(states, progress)
        if progress is None:
            self._tasks.start(self._show_what_is_there(sheet, new))
        if not await answered(sheet, is_modal=False):
            return None
        return Answer(drop, sheet.model.choices(), sheet.model.found_choices())

    async def _show_what_is_there(self, sheet: DropSheet, new: Sequence[NewJob]) -> None:
        """The places are known to be taken: a store that says nothing more now is no trouble."""
        try:
            seen = await self._link.in_thread(lambda: self._seen(new))
        except UploaderError:
            return
        if is_open(sheet):
            sheet.model.show_destination_states({}, there=seen.there)

    def _sheet(self, drop: Drop, *, offers_never: bool, package_name: str = "") -> DropSheet:
        model = DropModel(self._settings.on_conflict, may_choose_files=offers_never)
        sheet = DropSheet(
            self._window, model, drop.profile, offers_never=offers_never, package_name=package_name
        )
        sheet.offer_growing(len(drop.just_written))
        model.setParent(sheet)
        _show_in(model, drop)
        return sheet

    async def _look(self, sheet: DropSheet, new: Sequence[NewJob], is_current: Callable[[], bool]) -> None:
        sheet.say(QCoreApplication.translate("DropSheet", "Looking what is there already…"))
        try:
            seen = await self._link.in_thread(lambda: self._seen(new))
        except UploaderError as error:
            if is_current():
                sheet.say(error_words(error), "bad")
            return
        if not is_current():
            return
        sheet.model.show_destination_states(seen.destination_states, seen.begun, seen.there)
        words = QCoreApplication.translate(
            "DropSheet", "These keys may not look what is there already; nothing is replaced unasked."
        )
        sheet.say("" if seen.is_certain else words)

    def _seen(self, new: Sequence[NewJob]) -> Preview:
        runtime = self._link.runtime
        if not new:
            return Preview({})
        connection = runtime.credentials.connect(new[0].destination)
        with opened(connection) as client:
            return preview(new, client, connection, runtime.jobs)

    def _promised(self, drop: Drop, package_name: str) -> Drop:
        """The drop with the keys that the user is shown, and that it will have."""
        named = settled(drop.new, self._link.runtime.jobs, package_name, is_promise=True)
        able = [one for one in named if isinstance(one, NewJob)]
        return replace(
            drop, new=able, left_out=[*drop.left_out, *(one for one in named if isinstance(one, Refusal))]
        )

    def _made(self, found: Scan, profile: Profile) -> Drop:
        environment, settings = self._link.runtime.environment, self._settings
        new, refused = new_jobs(
            found,
            profile,
            part_size=environment.part_size or settings.part_size,
            max_size=environment.max_size,
            on_conflict=settings.on_conflict,
            stage=False,
            on_found=FoundPolicy.REFUSE,  # until the user has said what to do
        )
        since_ns = time.time_ns() - _JUST_WRITTEN_NS
        just_written = frozenset(one.source_path for one in new if one.fingerprint.mtime_ns >= since_ns)
        return Drop(found, profile, new, [*found.skipped, *refused], just_written)

    @property
    def _settings(self) -> Settings:
        return self._link.runtime.saved.settings


def _as_written_still(new: NewJob, just_written: Collection[str]) -> NewJob:
    return sent_while_it_grows(new, Growth()) if new.source_path in just_written else new


def _show_in(model: DropModel, drop: Drop) -> None:
    noted = [file for file in drop.found.files if file.is_noted]
    model.show_files(drop.new, drop.left_out, clean_prefix(drop.profile.prefix), noted)
