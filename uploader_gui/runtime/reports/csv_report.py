"""A report as CSV, one line a file: RFC 4180, UTF-8 with a mark, so that Excel and LibreOffice open it by a double click."""

import csv
import os
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import TextIO

from uploader_gui.domain.messages import english
from uploader_gui.domain.reports.report import ReportEntry
from uploader_gui.domain.reports.report_fields import FIELD_NAMES, Fields, FieldValue, report_fields
from uploader_gui.domain.store.object_terms import pairs_text
from uploader_gui.runtime.reports.totals import ReportPackage, by_package

BYTE_ORDER_MARK = "\ufeff"  # without one Excel reads UTF-8 as the local code page
# What makes a cell a formula (https://owasp.org/www-community/attacks/CSV_Injection), full-width forms included.
_FREE_PAIRS = frozenset({"metadata", "tags"})
_STARTS_FORMULA = frozenset("=+-@＝＋－＠\t\r\n")


def write_csv(entries: Iterable[ReportEntry], file: TextIO) -> None:
    """Write the entries as they come, behind those of a package what was left out and what is missing.

    ``file`` must not change line ends. Raises OSError.
    """
    file.write(BYTE_ORDER_MARK)
    lines = csv.writer(file, lineterminator="\r\n")
    lines.writerow(FIELD_NAMES)
    for package, files in by_package(entries):
        for fields in chain(map(report_fields, files), _left_out(package), _missing(package)):
            lines.writerow([_cell(name, value) for name, value in fields.items()])


def _left_out(package: ReportPackage) -> Iterator[Fields]:
    """A line for each file that was added and not taken; one for all whose names weren't kept."""
    line: Fields = dict.fromkeys(FIELD_NAMES)
    line |= {"packageId": package.package_id, "packageName": package.name, "status": "LEFT_OUT"}
    for one in package.left_out.files:
        named: Fields = {"fileName": one.path.rpartition(os.sep)[2], "sourcePath": one.path}
        yield line | named | {"errorCode": one.code.value, "message": english(one.messages)}
    if package.left_out.unnamed:
        yield line | {"message": f"{package.left_out.unnamed} more files were left out."}


def _missing(package: ReportPackage) -> Iterator[Fields]:
    """A line for each file that its media hash lists name and that was not there; one for all whose names weren't kept."""
    line: Fields = dict.fromkeys(FIELD_NAMES)
    line |= {"packageId": package.package_id, "packageName": package.name, "status": "MISSING"}
    for path in package.missing.paths:
        yield line | {"fileName": path.rpartition(os.sep)[2], "sourcePath": path}
    if package.missing.unnamed:
        yield line | {"message": f"{package.missing.unnamed} more files are missing."}


def _cell(name: str, value: FieldValue) -> str | int | float:
    if value is None:
        return ""
    if isinstance(value, dict) and name in _FREE_PAIRS:
        return _harmless(pairs_text(tuple(value.items())))
    if isinstance(value, dict):
        return " ".join(f"{kind}:{one}" for kind, one in value.items())
    if name == "crc32":
        return f"0x{value}"  # a spreadsheet would take 12345678 and 1234e567 for numbers
    return _harmless(value) if isinstance(value, str) else value


def _harmless(text: str) -> str:
    """The text, with an apostrophe before one that a spreadsheet would calculate."""
    return f"'{text}" if text[:1] in _STARTS_FORMULA or text.lstrip()[:1] in _STARTS_FORMULA else text
