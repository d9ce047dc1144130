"""A report as one HTML file that is its own: no script, no font and no picture from anywhere. Prints on A4."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from html import escape
from pathlib import Path
from typing import TextIO

from uploader_gui import __version__
from uploader_gui.domain.checks import CheckKind, CheckResult
from uploader_gui.domain.entered.visible_text import visible
from uploader_gui.domain.job import JobState, VerifiedBy
from uploader_gui.domain.packages.package import NamedFiles
from uploader_gui.domain.reports.report import ReportEntry
from uploader_gui.domain.reports.report_fields import average_speed
from uploader_gui.domain.store.object_terms import Encryption, ObjectTerms, Retention, pairs_text
from uploader_gui.runtime.reports.report_words import ReportWords
from uploader_gui.runtime.reports.spool import Spool
from uploader_gui.runtime.reports.totals import ReportPackage, ReportTotals, by_package

_STYLE = Path(__file__).with_name("report.css")
_SIGNS = {"good": "✓", "bad": "✕", "open": "○"}  # a printer may know no colours
_UNITS = ("kB", "MB", "GB", "TB", "PB")


def write_html(entries: Iterable[ReportEntry], made_at: datetime, words: ReportWords, file: TextIO) -> None:
    """Write all of it once its files have passed by: what sums them up comes first. Raises OSError."""
    page = _Page(words)
    totals, packages = ReportTotals(), 0
    title = ""
    with Spool() as summary, Spool() as files:
        for package, members in by_package(entries):
            sums = package.sums()
            packages += 1
            title = package.name
            if package.name or packages > 1:
                files.write(page.package_row(package))
            for entry in members:
                sums.add(entry)
                files.write(page.file_row(entry))
            totals.include(sums)
            summary.write(page.summary_row(package.name, sums))
        file.write(page.beginning(title if packages == 1 else "", made_at))
        file.write(page.totals(totals))
        if packages > 1:
            file.write(page.summary_head())
            summary.copy_to(file)
            file.write("</tbody></table>\n")
        if totals.files:
            file.write(page.files_head())
            files.copy_to(file)
            file.write("</tbody></table>\n")
    file.write(page.end())


@dataclass(frozen=True, slots=True)
class _Page:
    """The pieces of the page, in its reader's language; times are those of this computer."""

    words: ReportWords

    def beginning(self, package: str, made_at: datetime) -> str:
        words = self.words
        title = words.translate("Report", "Upload report")
        local = made_at.astimezone()
        about = words.translate("Report", "Made on {0} by Uploader {1}. Times are in UTC{2}.")
        said = about.format(
            f"{local:%Y-%m-%d %H:%M:%S}", __version__, f"{local:%z}"[:3] + f":{f'{local:%z}'[3:5]}"
        )
        heading = f"{title}: {package}" if package else title
        return (
            f'<!DOCTYPE html>\n<html lang="{words.language.value.replace("_", "-")}">\n<head>\n<meta charset="utf-8">\n'
            '<meta name="viewport" content="width=device-width">\n'
            f"<title>{_text(heading)}</title>\n<style>\n{_STYLE.read_text(encoding='utf-8')}</style>\n</head>\n<body>\n"
            f'<h1>{_text(package or title)}</h1>\n<p class="about">{_text(f"{title}. {said}" if package else said)}</p>\n'
        )

    def totals(self, totals: ReportTotals) -> str:
        words = self.words
        facts = [
            (words.translate("Report", "Files"), f"{totals.files:,}"),
            (words.translate("Report", "Delivered and verified"), f"{totals.verified:,}"),
            (words.translate("Report", "Delivered, not verified"), f"{totals.unverified:,}"),
            (words.translate("Report", "Missing or changed since"), f"{totals.amiss:,}"),
            (words.translate("Report", "Failed"), f"{totals.failed:,}"),
            (words.translate("Report", "Not finished"), f"{totals.unfinished:,}"),
            (words.translate("Report", "Size"), self._size(totals.size)),
            (words.translate("Report", "Delivered"), self._size(totals.delivered_size)),
            (words.translate("Report", "Average speed"), self._speed(totals.bytes_per_second)),
            (words.translate("Report", "First began"), _moment(totals.began_at)),
            (words.translate("Report", "Last ended"), _moment(totals.ended_at)),
            (words.translate("Report", "Time from first to last"), _duration(totals.elapsed_s)),
        ]
        facts += self._what_lacks(totals)
        shown = "".join(
            f"<div><dt>{_text(name)}</dt><dd>{_text(value or '–')}</dd></div>" for name, value in facts
        )
        return f"<dl>{shown}</dl>\n"

    def summary_head(self) -> str:
        words = self.words
        heads = [
            (words.translate("Report", "Package"), "32%", ""),
            (words.translate("Report", "Files"), "8%", "number"),
            (words.translate("Report", "Verified"), "9%", "number"),
            (words.translate("Report", "Failed"), "8%", "number"),
            (words.translate("Report", "Size"), "12%", "number"),
            (words.translate("Report", "Last ended"), "19%", "moment"),
            (words.translate("Report", "Average speed"), "12%", ""),
        ]
        return _heading(words.translate("Report", "Packages")) + _table(heads)

    def summary_row(self, name: str, totals: ReportTotals) -> str:
        shown = name or self.words.translate("Report", "In no package")
        failed = f'<span class="bad">{totals.failed:,}</span>' if totals.failed else "0"
        return (
            f'<tr><td>{_text(shown)}{self._lacking(totals)}</td><td class="number">{totals.files:,}</td>'
            f'<td class="number">{totals.verified:,}</td><td class="number">{failed}</td>'
            f'<td class="number">{_text(self._size(totals.size))}</td><td class="moment">{_moment(totals.ended_at)}</td>'
            f"<td>{_text(self._speed(totals.bytes_per_second))}</td></tr>\n"
        )

    def files_head(self) -> str:
        words = self.words
        heads = [
            (words.translate("Report", "File and where it is"), "37%", ""),
            (words.translate("Report", "Size"), "16%", "number"),
            (words.translate("Report", "Sent"), "20%", ""),
            (words.translate("Report", "Proof"), "27%", ""),
        ]
        return _heading(words.translate("Report", "Files")) + _table(heads)

    def package_row(self, package: ReportPackage) -> str:
        words = self.words
        shown = package.name or words.translate("Report", "In no package")
        missing = words.translate("Report", "Named by the media hash list and not there: {0}")
        unlisted = words.translate("Report", "In no media hash list: {0}")
        left_out = words.translate("Report", "Added, and left out: {0}")
        reasons = [
            f"{one.path}: {words.failure(one.code, one.messages) or one.code}"
            for one in package.left_out.files
        ]
        lists = (
            self._named("bad", left_out, NamedFiles(tuple(reasons), package.left_out.count))
            + self._named("bad", missing, package.missing)
            + self._named("open", unlisted, package.unlisted)
        )
        unmatched = f'<tr class="unmatched"><td colspan="4">{lists}</td></tr>\n' if lists else ""
        return f'<tr class="package"><td colspan="4"><strong>{_text(shown)}</strong></td></tr>\n{unmatched}'

    def file_row(self, entry: ReportEntry) -> str:
        cells = self._where(entry), self._how_much(entry), self._when(entry), self._proof(entry)
        kinds = "", ' class="number"', "", ""
        shown = "".join(f"<td{kind}>{''.join(cell)}</td>" for kind, cell in zip(kinds, cells, strict=True))
        return f"<tr>{shown}</tr>\n"

    def end(self) -> str:
        words = self.words
        notes = [
            words.translate(
                "Report",
                "Checksum matches: the store computed the checksum of the whole object from what it received, "
                "and it is the one that was computed from the file. ETag matches: the same with MD5.",
            ),
            words.translate(
                "Report",
                "CRC32 is that of the whole file (zlib, ZIP, 7-Zip); other hashes were made from what was read "
                "while it was sent. Average speeds of files leave pauses out, those of packages do not.",
            ),
        ]
        return f'<div class="notes">{"".join(f"<p><small>{_text(note)}</small></p>" for note in notes)}</div>\n</body>\n</html>\n'

    def _what_lacks(self, totals: ReportTotals) -> list[tuple[str, str]]:
        counted = (
            (self.words.translate("Report", "Left out"), totals.left_out),
            (self.words.translate("Report", "Listed, not there"), totals.missing),
        )
        return [(title, f"{count:,}") for title, count in counted if count]

    def _lacking(self, totals: ReportTotals) -> str:
        said = (_text(f"{title}: {count}") for title, count in self._what_lacks(totals))
        return "".join(f'<p class="bad"><small>{_SIGNS["bad"]} {one}</small></p>' for one in said)

    def _named(self, kind: str, title: str, files: NamedFiles) -> str:
        if not files.count:
            return ""
        said = title.format(f"{files.count:,}")
        shown = "".join(f"<p><small>{_text(path)}</small></p>" for path in files.paths)
        if files.unnamed:
            more = self.words.translate("Report", "And {0} more").format(f"{files.unnamed:,}")
            shown += f"<p><small>{_text(more)}</small></p>"
        return f'<p class="{kind}">{_SIGNS[kind]} {_text(said)}</p>{shown}'

    def _where(self, entry: ReportEntry) -> Iterator[str]:
        words = self.words
        yield f"<p><strong>{_text(entry.file_name)}</strong></p>"
        yield _fact(words.translate("Report", "Key"), f"{entry.bucket}/{entry.object_key}")
        yield _fact(words.translate("Report", "Store"), entry.endpoint)
        yield _fact(words.translate("Report", "Version"), entry.version_id)
        yield _fact(words.translate("Report", "From"), entry.source_path)
        if entry.terms is not None:
            yield from self._got(entry.terms)

    def _got(self, terms: ObjectTerms) -> Iterator[str]:
        words = self.words
        yield _fact(words.translate("Report", "Metadata"), pairs_text(terms.metadata))
        yield _fact(words.translate("Report", "Tags"), pairs_text(terms.tags))
        yield _fact(words.translate("Report", "Storage class"), terms.storage_class)
        yield _fact("Cache-Control", terms.cache_control)
        encryption = {
            Encryption.AS_BUCKET: "",
            Encryption.SSE_S3: words.translate("Report", "with the store's keys"),
            Encryption.SSE_KMS: words.translate("Report", "with a key of the store's KMS"),
        }[terms.encryption]
        shown = f"{encryption}: {terms.kms_key_id}" if terms.kms_key_id else encryption
        yield _fact(words.translate("Report", "Encrypted"), shown)
        retention = {
            Retention.AS_BUCKET: "",
            Retention.GOVERNANCE: words.translate("Report", "governance, for {0} days"),
            Retention.COMPLIANCE: words.translate("Report", "compliance, for {0} days"),
        }[terms.retention]
        yield _fact(words.translate("Report", "Retention"), retention.format(f"{terms.retention_days:,}"))

    def _how_much(self, entry: ReportEntry) -> Iterator[str]:
        words = self.words
        yield f"<p>{_text(self._size(entry.file_size))}</p>"
        exactly = words.translate("Report", "{0} bytes").format(f"{entry.file_size:,}")
        yield f"<p><small>{_text(exactly)}</small></p>"
        if entry.part_count:
            parts = words.translate("Report", "Parts: {0}").format(f"{entry.part_count:,}")
            yield f"<p><small>{_text(parts)}</small></p>"

    def _when(self, entry: ReportEntry) -> Iterator[str]:
        words = self.words
        if entry.ended_at is not None:
            yield f'<p class="moment">{_moment(entry.ended_at)}</p>'
        yield _fact(words.translate("Report", "Added"), _moment(entry.began_at))
        yield _fact(words.translate("Report", "Active"), _duration(entry.active_s))
        yield _fact(words.translate("Report", "Average"), self._speed(average_speed(entry)))
        who = "@".join(filter(None, (entry.user, entry.host)))
        yield _fact(words.translate("Report", "By"), who)
        yield _fact(
            words.translate("Report", "With"), entry.program_version and f"Uploader {entry.program_version}"
        )

    def _proof(self, entry: ReportEntry) -> Iterator[str]:
        words = self.words
        yield self._state(entry)
        if entry.state is JobState.FAILED:
            yield f"<p>{_text(words.failure(entry.code, entry.messages))}</p>"
        yield _fact("ETag", entry.etag, is_code=True)
        yield _fact("CRC32", "" if entry.crc32 is None else f"{entry.crc32:08x}", is_code=True)
        for kind, value in entry.hashes:
            yield _fact(kind.value, value, is_code=True)
        if entry.checked_at is not None:
            yield self._check(entry, entry.checked_at)

    def _state(self, entry: ReportEntry) -> str:
        words = self.words
        if entry.state is JobState.COMPLETED:
            kind, said = self._delivered(entry)
        elif entry.state is JobState.FAILED:
            kind, said = "bad", words.translate("Report", "Failed")
        else:
            kind, said = "open", self._unfinished(entry)
        return f'<p class="{kind}">{_SIGNS[kind]} {_text(said)}</p>'

    def _delivered(self, entry: ReportEntry) -> tuple[str, str]:
        words = self.words
        if entry.is_amiss:
            if entry.check_result is CheckResult.MISSING:
                return "bad", words.translate("Report", "Delivered, missing now")
            return "bad", words.translate("Report", "Delivered, changed since")
        by = {
            VerifiedBy.CHECKSUM: words.translate("Report", "Checksum matches"),
            VerifiedBy.ETAG: words.translate("Report", "ETag matches"),
        }
        if entry.verified_by in by:
            return "good", by[entry.verified_by]
        if entry.is_verified:
            return "good", words.translate("Report", "Verified afterwards")
        return "open", words.translate("Report", "Delivered, not verified")

    def _unfinished(self, entry: ReportEntry) -> str:
        words = self.words
        percent = entry.bytes_done * 100 // entry.file_size if entry.file_size else 0
        said = {
            JobState.SUBMITTED: words.translate("Report", "Waiting, {0} % sent"),
            JobState.UPLOADING: words.translate("Report", "Uploading, {0} % sent"),
            JobState.PAUSED: words.translate("Report", "Paused, {0} % sent"),
        }
        return said[entry.state].format(percent)

    def _check(self, entry: ReportEntry, at: datetime) -> str:
        words = self.words
        kinds = {
            CheckKind.STORE: words.translate("Report", "by asking the store"),
            CheckKind.SOURCE: words.translate("Report", "with the local file"),
            CheckKind.READ_BACK: words.translate("Report", "by reading the object"),
            None: "",
        }
        results = {
            CheckResult.MATCHES: ("good", words.translate("Report", "matches")),
            CheckResult.DIFFERS: ("bad", words.translate("Report", "differs")),
            CheckResult.MISSING: ("bad", words.translate("Report", "is missing")),
            CheckResult.UNKNOWN: ("open", words.translate("Report", "could not be told")),
        }
        kind, result = results[entry.check_result or CheckResult.UNKNOWN]
        if entry.check_result is CheckResult.DIFFERS and not entry.is_amiss:
            kind = "open"
            result = words.translate("Report", "the store has what was sent, the file is another one now")
        said = words.translate("Report", "Verified again {0} {1}: {2}")
        shown = _text(said).format(
            _moment(at), _text(kinds[entry.checked_by]), f'<span class="{kind}">{_text(result)}</span>'
        )
        return f"<p><small>{shown}</small></p>"

    def _size(self, count: int) -> str:
        if count < 1000:
            return self.words.translate("Report", "{0} bytes").format(count)
        power = min(len(_UNITS), (len(str(count)) - 1) // 3)
        size = count / 1000**power
        digits = max(0, 3 - len(str(int(size))))
        return f"{size:,.{digits}f} {_UNITS[power - 1]}"

    def _speed(self, bytes_per_second: int | None) -> str:
        return "" if bytes_per_second is None else f"{self._size(bytes_per_second)}/s"


def _heading(text: str) -> str:
    return f"<h2>{_text(text)}</h2>\n"


def _table(heads: Iterable[tuple[str, str, str]]) -> str:
    cells = "".join(
        f'<th scope="col" class="{kind}" style="width:{width}">{_text(name)}</th>'
        for name, width, kind in heads
    )
    return f"<table>\n<thead><tr>{cells}</tr></thead>\n<tbody>\n"


def _fact(name: str, value: str, *, is_code: bool = False) -> str:
    """A small line of its own; none for what is not known."""
    if not value:
        return ""
    shown = f"<code>{_text(value)}</code>" if is_code else _text(value)
    return f'<p><small><span class="label">{_text(name)}</span> {shown}</small></p>'


def _moment(moment: datetime | None) -> str:
    return "" if moment is None else f"{moment.astimezone():%Y-%m-%d %H:%M:%S}"


def _duration(seconds: float | None) -> str:
    """Hours, minutes, seconds: ``0:03:20``; days are counted as hours."""
    if seconds is None:
        return ""
    whole = round(seconds)
    return f"{whole // 3600:,}:{whole // 60 % 60:02}:{whole % 60:02}" if whole else f"{seconds:.2f} s"


def _text(text: str) -> str:
    return escape(visible(text))
