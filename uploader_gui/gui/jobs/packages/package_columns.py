"""The cells of a package's row: their texts and what they are sorted by."""

from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from math import inf
from pathlib import PurePath
from typing import Final

from PySide6.QtCore import QCoreApplication

from uploader_gui.domain.job import JobState
from uploader_gui.domain.messages import MessageCode
from uploader_gui.domain.packages.package import LeftOutFile, Package
from uploader_gui.gui.details.selection_view import SumFact
from uploader_gui.gui.job_kind import APPEARANCE, Look
from uploader_gui.gui.jobs.job_columns import Column, SortKey
from uploader_gui.gui.jobs.packages.package_totals import PackageTotals
from uploader_gui.gui.words import wording
from uploader_gui.gui.words.engine_words import short_failure_words
from uploader_gui.gui.words.names import name_words
from uploader_gui.gui.words.sizes import size_words

_TIMES_SHOWN: Final = 2
_MOST_NAMES: Final = 20
_MOST_AT_ONCE: Final = 32
_LONG_AGO: Final = datetime(1970, 1, 1, tzinfo=UTC)
_SENT: Final = (
    Look.SENDING,
    Look.CHECKING,
    Look.COPYING,
    Look.JOINING,
    Look.FINISHING,
)
_FIRST_TO_SHOW: Final = (
    (Look.SENDING, _SENT),
    *(
        (look, (look,))
        for look in (
            Look.GROWING,
            Look.PAUSING,
            Look.RETRYING,
            Look.SILENT,
            Look.HELD_UP,
            Look.FAILED,
            Look.MISSING,
            Look.DIFFERING,
            Look.ASKING,
            Look.WAITING,
            Look.LATER,
            Look.INTERRUPTED,
            Look.PAUSED,
            Look.UNVERIFIED,
        )
    ),
)


def look(totals: PackageTotals) -> Look:
    """How the package looks as one: that it moves, or what it waits for, or else what needs the user first.

    One that lacks something of what was added or listed looks as if that had failed; one of which another package still
    sends some waits.
    """
    looks = totals.looks
    looks[Look.FAILED] += totals.lacks_something
    looks[Look.WAITING] += totals.awaited
    return next((shown for shown, of in _FIRST_TO_SHOW if any(looks.get(one) for one in of)), Look.COMPLETED)


def is_over(totals: PackageTotals) -> bool:
    """Whether all of it was brought into the store."""
    return all(APPEARANCE[one].entry is JobState.COMPLETED for one in totals.looks)


def name(totals: PackageTotals) -> str:
    """What it is called; how many files it has, until that is known."""
    return name_words(totals.name) or count(totals)


def count(totals: PackageTotals) -> str:
    """How many files it has."""
    one, many = (
        QCoreApplication.translate("PackageRow", "1 file"),
        QCoreApplication.translate("PackageRow", "{0} files"),
    )
    return wording.count_words(totals.count, one, many)


def states(totals: PackageTotals) -> str:
    """How many of its files are in each state, what needs the user first: "3 failed, 297 done".

    What waits comes last: in a narrow cell it is cut, and the rest tells how many those are.
    """
    looks = totals.looks
    translate = QCoreApplication.translate
    counted = (
        (translate("PackageRow", "{0} failed"), (Look.FAILED,)),
        (translate("PackageRow", "{0} missing"), (Look.MISSING,)),
        (translate("PackageRow", "{0} differ"), (Look.DIFFERING,)),
        (translate("PackageRow", "{0} need you"), (Look.ASKING,)),
        (translate("PackageRow", "{0} interrupted"), (Look.INTERRUPTED,)),
        (translate("PackageRow", "{0} paused"), (Look.PAUSED,)),
        (translate("PackageRow", "{0} retrying"), (Look.RETRYING, Look.SILENT)),
        (translate("PackageRow", "{0} held up"), (Look.HELD_UP,)),
        (translate("PackageRow", "{0} uploading"), (*_SENT, Look.PAUSING)),
        (translate("PackageRow", "{0} growing"), (Look.GROWING,)),
        (translate("PackageRow", "{0} unverified"), (Look.UNVERIFIED,)),
        (translate("PackageRow", "{0} done"), (Look.COMPLETED,)),
    )
    numbers = ((words, sum(looks[one] for one in of)) for words, of in counted)
    said = [words.format(wording.number_words(number)) for words, number in numbers if number]
    return wording.listed(
        [
            *said,
            *_waiting(totals, looks[Look.WAITING] + looks[Look.LATER]),
            *_lacking(totals),
            *_proof(totals),
        ]
    )


def states_to_come(totals: PackageTotals) -> str:
    """The longest words that ``states`` has in the life of one that is being sent and of which nothing fails."""
    translate = QCoreApplication.translate
    at_once = wording.number_words(min(totals.count, _MOST_AT_ONCE))
    many = wording.number_words(totals.count)
    return wording.listed(
        [
            translate("PackageRow", "{0} uploading").format(at_once),
            translate("PackageRow", "{0} done").format(many),
            translate("PackageRow", "{0} waiting").format(many),
        ]
    )


def _lacking(totals: PackageTotals) -> list[str]:
    """How much of what was added or listed is no file of it."""
    if totals.package is None:
        return []
    translate = QCoreApplication.translate
    counted = (
        (translate("PackageRow", "{0} with another package"), totals.awaited),
        (translate("PackageRow", "{0} left out"), totals.package.left_out.count - totals.awaited),
        (translate("PackageRow", "{0} listed but not there"), totals.package.missing.count),
    )
    return [words.format(wording.number_words(count)) for words, count in counted if count]


def _waiting(totals: PackageTotals, number: int) -> list[str]:
    """How many wait, and until when: of more than two times it would be too long."""
    translate, said = QCoreApplication.translate, []
    for one, count in totals.waits.items() if len(totals.waits) <= _TIMES_SHOWN else ():
        time = dict(one.arguments).get("time", "")
        if one.code is MessageCode.STARTS_AT:
            words = translate("PackageRow", "{0} to start at {1}").format(wording.number_words(count), time)
        elif time:
            words = translate("PackageRow", "{0} waiting until {1} (timetable)")
            words = words.format(wording.number_words(count), time)
        else:
            words = translate("PackageRow", "{0} waiting (timetable)").format(wording.number_words(count))
        said.append(words)
        number -= count
    plain = translate("PackageRow", "{0} waiting").format(wording.number_words(number))
    return [*said, plain] if number > 0 else said


def _proof(totals: PackageTotals) -> list[str]:
    """Of one of which all files arrived and were proven: by what, and how long it took from its beginning to its end."""
    if look(totals) is not Look.COMPLETED:
        return []
    translate = QCoreApplication.translate
    if totals.checked == totals.count:
        by = translate("PackageRow", "verified again")
    elif totals.by_checksum == totals.count:
        by = translate("PackageRow", "checksums match")
    else:
        by = translate("PackageRow", "verified")
    took = wording.duration_words(totals.took_s)
    return [by, translate("PackageRow", "took {0}").format(took)] if took else [by]


def percent(totals: PackageTotals) -> float:
    """The share that is sent, with what is on its way."""
    return totals.summary().percent


def ended_words(totals: PackageTotals) -> str:
    """When the last of its files had ended; "" while one has not."""
    return "" if totals.ended_at is None else wording.moment_words(totals.ended_at)


_TEXTS: Final[dict[Column, Callable[[PackageTotals], str]]] = {
    Column.FILE: name,
    Column.SIZE: lambda totals: size_words(totals.size),
    Column.PROGRESS: states,
    Column.SPEED: lambda totals: wording.speed_words(totals.speed or None),
    Column.TIME_LEFT: lambda totals: wording.duration_words(totals.seconds_left),
    Column.STATE: lambda totals: wording.look_words(look(totals)),
    Column.DESTINATION: lambda totals: name_words(totals.folder),
    Column.SENT: lambda totals: size_words(totals.done),
    Column.ELAPSED: lambda totals: wording.duration_words(totals.sent_for_s or None),
    Column.AVERAGE_SPEED: lambda totals: wording.speed_words(totals.average_speed),
    Column.ADDED: lambda totals: wording.moment_words(totals.added_at),
    Column.FINISHED: ended_words,
}
"""Of the other columns a package has nothing to show: they are about one file each."""
_SORT_KEYS: Final[dict[Column, Callable[[PackageTotals], SortKey]]] = {
    Column.FILE: lambda totals: name(totals).casefold(),
    Column.SIZE: lambda totals: totals.size,
    Column.PROGRESS: percent,
    Column.SPEED: lambda totals: totals.speed,
    Column.TIME_LEFT: lambda totals: float("inf") if totals.seconds_left is None else totals.seconds_left,
    Column.PARTS: lambda totals: totals.parts,
    Column.STATE: lambda totals: look(totals).value,
    Column.DESTINATION: lambda totals: name_words(totals.folder).casefold(),
    Column.SENT: lambda totals: totals.done,
    Column.ELAPSED: lambda totals: totals.sent_for_s or 0.0,
    Column.AVERAGE_SPEED: lambda totals: totals.average_speed or 0.0,
    Column.ADDED: lambda totals: (totals.added_at - _LONG_AGO).total_seconds(),
    Column.FINISHED: lambda totals: ((totals.ended_at or _LONG_AGO) - _LONG_AGO).total_seconds(),
    Column.PLACE: lambda totals: totals.place if totals.entries[JobState.SUBMITTED] else inf,
    Column.QUEUE: lambda totals: totals.place,
}


def text(totals: PackageTotals, column: Column) -> str:
    """The words of a cell."""
    return _TEXTS[column](totals) if column in _TEXTS else ""


def sort_key(totals: PackageTotals, column: Column) -> SortKey:
    """What the row is ordered by."""
    return _SORT_KEYS[column](totals)


def cell_words(totals: PackageTotals, column: Column, *, is_open: bool) -> str:
    """What a cell is read as; that of the name tells the whole row."""
    return row_words(totals, is_open=is_open) if column is Column.FILE else text(totals, column)


def row_words(totals: PackageTotals, *, is_open: bool) -> str:
    """Its name, that it is a package which is open or closed, its files and what became of them, and how long still."""
    translate = QCoreApplication.translate
    left = wording.duration_words(totals.seconds_left)
    words = [
        name_words(totals.name),
        translate("PackageRow", "package"),
        translate("PackageRow", "open") if is_open else translate("PackageRow", "closed"),
        count(totals),
        states(totals),
        "" if is_over(totals) else wording.share_words(percent(totals)),
        text(totals, Column.SPEED),
        translate("PackageRow", "{0} left").format(left) if left else "",
    ]
    return wording.listed(filter(None, words))


def heading(totals: PackageTotals) -> str:
    """Its name and how many files it has."""
    known = [name_words(totals.name)] if totals.name else []
    return wording.listed([*known, count(totals)])


def facts(totals: PackageTotals) -> list[tuple[SumFact, str]]:
    """What its details say beside the sums."""
    package = totals.package
    limit = None if package is None else package.bandwidth_limit
    return [
        (SumFact.BEGUN, wording.moment_words(totals.added_at)),
        (SumFact.ENDED, ended_words(totals)),
        (SumFact.DESTINATION, name_words(totals.folder)),
        *([] if limit is None else [(SumFact.LIMIT, wording.speed_words(limit))]),
        *([] if package is None else _lacking_facts(package)),
    ]


def _lacking_facts(package: Package) -> Iterator[tuple[SumFact, str]]:
    """What is no file of the package, though it was added or is listed: how many, and the names of the first."""
    left_out, missing = package.left_out, package.missing
    if left_out.count:
        yield (
            SumFact.LEFT_OUT,
            _named([_left_out(one) for one in left_out.files[:_MOST_NAMES]], left_out.count),
        )
    if missing.count:
        names = [PurePath(path).name for path in missing.paths[:_MOST_NAMES]]
        yield SumFact.MISSING, _named(names, missing.count)


def _left_out(file: LeftOutFile) -> str:
    reason = short_failure_words(file.path, file.code, file.messages) or file.code
    return f"{PurePath(file.path).name} ({reason})"


def _named(names: Sequence[str], count: int) -> str:
    shown = [*map(name_words, names), *(["…"] if len(names) < count else [])]
    words = QCoreApplication.translate("PackageRow", "{0}: {1}")
    return words.format(wording.number_words(count), wording.listed(shown))


def turned_words(totals: PackageTotals, *, is_open: bool) -> str:
    """What is said when it has been opened or closed."""
    words = (
        QCoreApplication.translate("PackageRow", "Opened, {0}")
        if is_open
        else QCoreApplication.translate("PackageRow", "Closed, {0}")
    )
    return words.format(count(totals))


def tool_tip(totals: PackageTotals, column: Column) -> str:
    """What does not fit into the cell."""
    translate = QCoreApplication.translate
    package = totals.package
    match column:
        case Column.FILE:
            where = "" if package is None else name_words(package.source_folder)
            return "\n".join(filter(None, [name(totals), count(totals), where]))
        case Column.SIZE:
            return translate("JobTable", "{0} bytes").format(wording.number_words(totals.size))
        case Column.PROGRESS | Column.DESTINATION:
            return text(totals, column)
        case Column.SPEED | Column.TIME_LEFT if package is not None and package.bandwidth_limit is not None:
            limit = wording.speed_words(package.bandwidth_limit)
            return translate("PackageRow", "All its files together send {0} at most").format(limit)
        case Column.ADDED:
            begun = translate("PackageRow", "Begun {0}").format(wording.moment_words(totals.added_at))
            ended = translate("PackageRow", "Ended {0}").format(ended_words(totals))
            return begun if totals.ended_at is None else f"{begun}\n{ended}"
    return ""
