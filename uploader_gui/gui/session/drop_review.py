"""Showing a drop before it is uploaded, or the part of it whose places turned out to be taken."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from PySide6.QtCore import QCoreApplication

from uploader_gui.domain.errors import UploaderError
from uploader_gui.domain.events import Refusal
from uploader_gui.domain.job import ConflictPolicy, NewJob
from uploader_gui.domain.profile import Profile
from uploader_gui.gui.dialogs import Tasks, answered, is_open
from uploader_gui.gui.drop.drop_model import DropModel
from uploader_gui.gui.drop.drop_sheet import DropSheet
from uploader_gui.gui.engine_link import EngineLink
from uploader_gui.gui.main_window import MainWindow
from uploader_gui.gui.words.engine_words import error_words
from uploader_gui.s3.connection_test import opened
from uploader_gui.source.scan import Scan
from uploader_gui.storage.settings.settings import Settings
from uploader_gui.transfer.intake.new_jobs import new_jobs
from uploader_gui.transfer.intake.preview import DestinationState, Preview, preview


@dataclass(frozen=True, slots=True)
class Drop:
    """Files found, and what is made of them for one destination. ``left_out`` holds what was skipped, too."""

    found: Scan
    profile: Profile
    new: list[NewJob] = field(default_factory=list)
    left_out: list[Refusal] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Answer:
    """What the user accepted; ``choices`` by source path. ``is_last``: no summary is wanted from now on."""

    drop: Drop
    choices: Mapping[str, ConflictPolicy]
    is_last: bool = False


class DropReview:
    """Opens summary sheets and answers their questions in threads. GUI thread."""

    def __init__(self, window: MainWindow, link: EngineLink, tasks: Tasks) -> None:
        self._window = window
        self._link = link
        self._tasks = tasks

    async def made(self, found: Scan, profile: Profile) -> Drop:
        """The jobs for files that were found."""
        return await self._link.in_thread(lambda: self._made(found, profile))

    async def review(self, drop: Drop) -> Answer | None:
        """Show a whole drop; None if the user gave it up."""
        sheet = self._sheet(drop, offers_never=True)
        shown = [drop]

        async def show() -> None:
            prefix = sheet.chosen_prefix()

            def is_current() -> bool:
                return is_open(sheet) and sheet.chosen_prefix() == prefix

            if prefix != shown[0].profile.prefix:
                made = await self.made(drop.found, replace(drop.profile, prefix=prefix))
                if not is_current():
                    return
                shown[0] = made
                sheet.model.show_files(made.new, made.left_out)
            await self._look(sheet, shown[0], is_current)

        sheet.prefix_changed.connect(lambda: self._tasks.start(show()))
        self._tasks.start(show())
        if not await answered(sheet, is_modal=False):
            return None
        prefix, choices, is_last = sheet.chosen_prefix(), sheet.model.choices(), sheet.never.isChecked()
        if prefix != shown[0].profile.prefix:  # Enter came before the keys were made anew
            shown[0] = await self.made(drop.found, replace(drop.profile, prefix=prefix))
        return Answer(shown[0], choices, is_last=is_last)

    async def decide(self, taken: Sequence[NewJob], profile: Profile) -> Answer | None:
        """Ask about files whose places are taken; None if the user leaves them out."""
        drop = Drop(Scan([], []), profile, list(taken))
        sheet = self._sheet(drop, offers_never=False)
        sheet.prefix.setReadOnly(True)
        sheet.model.show_destination_states(
            {one.destination.object_key: DestinationState.TAKEN for one in taken}
        )
        return Answer(drop, sheet.model.choices()) if await answered(sheet, is_modal=False) else None

    def _sheet(self, drop: Drop, *, offers_never: bool) -> DropSheet:
        model = DropModel(self._settings.on_conflict)
        sheet = DropSheet(self._window, model, drop.profile, offers_never=offers_never)
        model.setParent(sheet)
        model.show_files(drop.new, drop.left_out)
        return sheet

    async def _look(self, sheet: DropSheet, drop: Drop, is_current: Callable[[], bool]) -> None:
        sheet.say(QCoreApplication.translate("DropSheet", "Looking what is there already…"))
        try:
            seen = await self._link.in_thread(lambda: self._seen(drop))
        except UploaderError as error:
            if is_current():
                sheet.say(error_words(error), "bad")
            return
        if not is_current():
            return
        sheet.model.show_destination_states(seen.destination_states)
        words = QCoreApplication.translate(
            "DropSheet", "These keys may not look what is there already; nothing is replaced unasked."
        )
        sheet.say("" if seen.is_certain else words)

    def _seen(self, drop: Drop) -> Preview:
        runtime = self._link.runtime
        if not drop.new:
            return Preview({})
        with opened(runtime.credentials.connect(drop.new[0].destination)) as client:
            return preview(drop.new, client, runtime.jobs)

    def _made(self, found: Scan, profile: Profile) -> Drop:
        environment, settings = self._link.runtime.environment, self._settings
        new, refused = new_jobs(
            found,
            profile,
            part_size=environment.part_size or settings.part_size,
            max_size=environment.max_size,
            on_conflict=settings.on_conflict,
            stage=False,
        )
        return Drop(found, profile, new, [*found.skipped, *refused])

    @property
    def _settings(self) -> Settings:
        return self._link.runtime.saved.settings
