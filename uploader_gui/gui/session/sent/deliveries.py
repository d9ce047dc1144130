"""The sheet of deliveries, answered: it is searched on a thread, page by page, and its rows are links and files."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from PySide6.QtCore import QObject
from shiboken6 import isValid

from uploader_gui.domain.checks import CheckKind
from uploader_gui.domain.entered.endpoint_address import is_within
from uploader_gui.domain.job import Destination
from uploader_gui.domain.profile import DEFAULT_REGION
from uploader_gui.domain.reports.deliveries import Delivery, DeliveryPlace, DeliverySearch, search_for
from uploader_gui.domain.reports.report import ReportFilter
from uploader_gui.gui.actions import on
from uploader_gui.gui.dialogs import Tasks
from uploader_gui.gui.engine_link import EngineLink
from uploader_gui.gui.history.deliveries_sheet import DeliveriesSheet
from uploader_gui.gui.main_window import MainWindow
from uploader_gui.gui.session.file_adder import FileAdder
from uploader_gui.gui.session.sent.link_copier import LinkCopier
from uploader_gui.gui.session.sent.report_exporter import ReportExporter
from uploader_gui.gui.session.sent.sent_files import SentFiles
from uploader_gui.gui.session.sent.verifying import Verifying
from uploader_gui.transfer.intake.sending_again import SentFile

_PAGE: Final = 200


@dataclass(frozen=True, slots=True)
class DeliveryTools:
    """What does with rows of the list what the sheet offers for deliveries."""

    links: LinkCopier
    files: SentFiles
    adder: FileAdder
    reports: ReportExporter
    verifying: Verifying


class Deliveries(QObject):
    """Opens the sheet, one at a time. GUI thread."""

    def __init__(self, window: MainWindow, link: EngineLink, tasks: Tasks, tools: DeliveryTools) -> None:
        super().__init__(window)
        self._window = window
        self._link = link
        self._tasks = tasks
        self._tools = tools
        self._sheet: DeliveriesSheet | None = None
        self._search = DeliverySearch()
        self._next: DeliveryPlace | None = None
        on(window.commands.deliveries, self._open)

    def _open(self) -> None:
        if self._sheet is None or not isValid(self._sheet):
            self._sheet = self._made()
        self._sheet.show()
        self._sheet.raise_()
        self._sheet.activateWindow()

    def _made(self) -> DeliveriesSheet:
        sheet = DeliveriesSheet(self._window)
        sheet.search_wanted.connect(lambda words: self._tasks.start(self._look(sheet, words)))
        sheet.model.more_wanted.connect(lambda: self._tasks.start(self._add_page(sheet)))
        sheet.link_wanted.connect(self._copy_links)
        sheet.open_wanted.connect(lambda chosen: self._tools.links.open(self._place_of(chosen[0])))
        sheet.folder_wanted.connect(lambda chosen: self._tools.files.show(_paths(chosen)))
        sheet.again_wanted.connect(self._send_again)
        sheet.row_wanted.connect(lambda chosen: self._go_to_row(chosen[0]))
        sheet.report_wanted.connect(self._export)
        sheet.verify_wanted.connect(lambda chosen: self._tasks.start(self._verify(sheet, chosen)))
        sheet.look()
        return sheet

    async def _look(self, sheet: DeliveriesSheet, words: str) -> None:
        search = search_for(words, _midnight)
        self._search = search
        reader = self._link.runtime.jobs
        found, after = await self._link.in_thread(lambda: reader.deliveries(search, _PAGE))
        if not isValid(sheet) or search is not self._search:
            return
        self._next = after
        sheet.show_found(found, has_more=after is not None)
        count, size = await self._link.in_thread(lambda: reader.delivered(search))
        if isValid(sheet) and search is self._search:
            sheet.show_totals(count, size)

    async def _add_page(self, sheet: DeliveriesSheet) -> None:
        search, after, reader = self._search, self._next, self._link.runtime.jobs
        found, later = await self._link.in_thread(lambda: reader.deliveries(search, _PAGE, after))
        if isValid(sheet) and search is self._search:
            self._next = later
            sheet.model.add(found, has_more=later is not None)

    def _copy_links(self, chosen: Sequence[Delivery]) -> None:
        lifetime_s = self._window.details.facts_view.link_lifetime_s()
        self._tools.links.copy([self._place_of(one) for one in chosen], lifetime_s)

    def _send_again(self, chosen: Sequence[Delivery]) -> None:
        part_size = self._link.runtime.saved.settings.part_size
        files = [
            SentFile.of_recording(one.recording, region=self._region_of(one), part_size=part_size)
            for one in chosen
            if one.recording.source_path
        ]
        self._tools.adder.add_again(files)

    def _go_to_row(self, delivery: Delivery) -> None:
        """Show the upload itself, if it is still in the list."""
        job_id = delivery.recording.job_id
        if self._window.model.status_of(job_id) is None:
            words = self.tr("The row of this upload is no more in the list.")
            self._window.statusBar().showMessage(words)
            return
        self._window.come_up()
        self._window.select_jobs([job_id])

    async def _verify(self, sheet: DeliveriesSheet, chosen: Sequence[Delivery]) -> None:
        """Ask the store, and show what was found."""
        ids = [one.recording.recording_id for one in chosen if one.recording.recording_id is not None]
        await self._tools.verifying.verify(ids, {CheckKind.STORE})
        if isValid(sheet):
            sheet.look()

    def _export(self, chosen: Sequence[Delivery]) -> None:
        ids = [one.recording.job_id for one in chosen if one.recording.job_id]
        self._tasks.start(self._tools.reports.export(ReportFilter(job_ids=ids)))

    def _place_of(self, delivery: Delivery) -> Destination:
        return delivery.recording.destination(self._region_of(delivery))

    def _region_of(self, delivery: Delivery) -> str:
        """That of the connection by which it went, for old records, which have none."""
        runtime, recording = self._link.runtime, delivery.recording
        endpoint = recording.destination("").endpoint
        known = (
            runtime.environment.profile,
            runtime.saved.profile(recording.profile),
            *runtime.saved.profiles,
        )
        there = (one.region for one in known if one is not None and is_within(endpoint, one.endpoint))
        return next(there, DEFAULT_REGION)


def _paths(chosen: Sequence[Delivery]) -> list[str]:
    return [one.recording.source_path for one in chosen if one.recording.source_path]


def _midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day).astimezone()
