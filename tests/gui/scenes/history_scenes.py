"""What is over: clearing it, and finding it again."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from PySide6.QtWidgets import QDialog

from gui import samples
from gui.samples import GB
from uploader_gui.domain.job import VerifiedBy
from uploader_gui.domain.reports.deliveries import Delivery
from uploader_gui.gui.history.clear_sheet import ClearSheet
from uploader_gui.gui.history.deliveries_sheet import DeliveriesSheet
from uploader_gui.gui.look.theme import Theme

NOW = datetime(2026, 11, 29, 11, 0, tzinfo=UTC)
_FILES = (
    ("interview_01.mov", 118 * GB, "A007", VerifiedBy.CHECKSUM),
    ("drone-b.mp4", 2_100_000_000, "A007", VerifiedBy.ETAG),
    ("take 7.mxf", 54 * GB, "B003", VerifiedBy.NONE),
    ("会议录像.mp4", 760_000_000, "会议 11 月", VerifiedBy.CHECKSUM),
    (
        "2026-11-24 Interview with the second assistant, camera B, take 14.mov",
        8 * GB,
        "",
        VerifiedBy.CHECKSUM,
    ),
)


def deliveries() -> list[Delivery]:
    """Some of the last weeks and of years before."""
    found = []
    for number, (name, size, package, proof) in enumerate(_FILES * 4):
        recording = samples.completed(number, name=name, size=size, verified_by=proof).recording
        assert recording is not None
        when = NOW - timedelta(days=number**2, hours=number)
        one = replace(recording, uploaded_at=when, source_path=f"/footage/{name}", job_id=f"{number}")
        found.append(Delivery(one, package))
    return found


def found_deliveries(_theme: Theme) -> QDialog:
    sheet = DeliveriesSheet(None)
    sheet.show_found(deliveries(), has_more=False)
    sheet.show_totals(12_431, 3_200 * GB)
    return sheet


def no_deliveries(_theme: Theme) -> QDialog:
    sheet = DeliveriesSheet(None)
    sheet.search.setText("A007 2025-11")
    sheet.show_found([], has_more=False)
    sheet.show_totals(0, 0)
    return sheet


def narrow_deliveries(theme: Theme) -> QDialog:
    sheet = found_deliveries(theme)
    sheet.resize(632, 420)
    return sheet


def clearing(_theme: Theme) -> QDialog:
    return ClearSheet(None, [samples.completed(1), samples.completed(2)], is_filtered=False)


def clearing_failed(_theme: Theme) -> QDialog:
    rows = [samples.completed(1), samples.failed(2), samples.failed(3)]
    sheet = ClearSheet(None, rows, is_filtered=True)
    sheet.what.setCurrentIndex(1)
    sheet.is_aged.setChecked(True)
    sheet.days.setValue(2)
    return sheet


HISTORY: dict[str, Callable[[Theme], QDialog]] = {
    "deliveries": found_deliveries,
    "deliveries-none": no_deliveries,
    "deliveries-640": narrow_deliveries,
    "clearing": clearing,
    "clearing-failed": clearing_failed,
}
