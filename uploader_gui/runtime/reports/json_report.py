"""A report as one JSON document, written while its files are read."""

import json
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Final, TextIO

from uploader_gui import __version__
from uploader_gui.domain.messages import english
from uploader_gui.domain.reports.report import ReportEntry
from uploader_gui.domain.reports.report_fields import Fields, report_fields, utc_text
from uploader_gui.runtime.reports.spool import Spool
from uploader_gui.runtime.reports.totals import ReportPackage, ReportTotals, by_package

FORMAT: Final = 1
"""Counts up when a name changes or goes; new names may come without."""


def write_json(entries: Iterable[ReportEntry], made_at: datetime, file: TextIO) -> None:
    """Write the entries as they come, a line each, then their packages and the totals. Raises OSError.

    All in ASCII: any name survives any terminal.
    """
    totals = ReportTotals()
    about: Fields = {"program": "uploader-gui", "programVersion": __version__, "madeAt": utc_text(made_at)}
    file.write(f'{{"format": {FORMAT}, "report": {_text(about)}, "files": [')
    is_first = True
    with Spool() as packages:
        for package, members in by_package(entries):
            sums = package.sums()
            for entry in members:
                sums.add(entry)
                file.write(f"{'' if is_first else ','}\n{_text(report_fields(entry))}")
                is_first = False
            totals.include(sums)
            if package.name:
                told = _fields(package) | sums.fields()
                packages.write(f"{',' if packages.has_text else ''}\n{_text(told)}")
        file.write('\n], "packages": [')
        packages.copy_to(file)
    file.write(f'\n], "totals": {_text(totals.fields())}}}\n')


def _fields(package: ReportPackage) -> dict[str, object]:
    return {
        "packageId": package.package_id,
        "packageName": package.name,
        "missingFiles": list(package.missing.paths),
        "unlistedFiles": list(package.unlisted.paths),
        "unlisted": package.unlisted.count,
        "leftOutFiles": [
            {"path": one.path, "errorCode": one.code, "message": english(one.messages)}
            for one in package.left_out.files
        ],
    }


def _text(fields: Mapping[str, object]) -> str:
    return json.dumps(fields).replace("\x7f", "\\u007f")
