"""The formats of a report; apart, because the command line names them at every start."""

from enum import StrEnum


class ReportFormat(StrEnum):
    """How a report is written; each is the ending of its file's name as well."""

    CSV = "csv"
    JSON = "json"
    HTML = "html"
    MHL = "mhl"
