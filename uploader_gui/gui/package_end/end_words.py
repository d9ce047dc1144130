"""The end of a package as a person reads it."""

from collections.abc import Iterator
from itertools import groupby
from pathlib import PurePath

from PySide6.QtCore import QCoreApplication

from uploader_gui.domain.messages import in_turn
from uploader_gui.domain.packages.package import Package
from uploader_gui.domain.packages.package_end import FailedFile, PackageAction, PackageEnd
from uploader_gui.gui.words.engine_words import message_words, short_failure_words
from uploader_gui.gui.words.names import shortened
from uploader_gui.gui.words.sizes import size_words
from uploader_gui.gui.words.wording import count_words, duration_words, number_words, speed_words

translate = QCoreApplication.translate

_MOST_REASONS = 2
_MOST_NAMES = 3


def end_line(end: PackageEnd) -> str:
    """All of it in one line: how many files, how large, how long, how fast, what failed why, what was left out or missing."""
    words = translate("PackageEnd", "{0}: {1}").format(shortened(end.package.name), arrived_words(end))
    said = [words]
    if end.failed:
        said += [failed_words(end.failed), *_reasons(end)]
    if end.package.left_out.count:
        said.append(left_out_words(end.package))
    if end.package.missing.count:
        said.append(missing_words(end.package.missing.count))
    return in_turn(said)


def end_title(end: PackageEnd) -> str:
    """The package and its outcome in short, for a notification."""
    name, missing = shortened(end.package.name), end.package.missing.count
    left_out = end.package.left_out.count
    if end.failed:
        return translate("PackageEnd", "{0}: {1} failed").format(name, number_words(end.failed))
    if left_out:
        return translate("PackageEnd", "{0}: {1} left out").format(name, number_words(left_out))
    if missing:
        return translate("PackageEnd", "{0}: {1} listed files missing").format(name, number_words(missing))
    return translate("PackageEnd", "{0} is in the store").format(name)


def arrived_words(end: PackageEnd) -> str:
    """``300 files uploaded, 540 GB in 3 h 20 min (45 MB/s).``"""
    if end.completed < end.added:
        words = translate("PackageEnd", "{0} of {1} files uploaded").format(
            number_words(end.completed), number_words(end.added)
        )
    else:
        words = count_words(
            end.files,
            translate("PackageEnd", "{0} file uploaded"),
            translate("PackageEnd", "{0} files uploaded"),
        )
    if not end.bytes_per_second:
        return translate("PackageEnd", "{0}.").format(words)
    return translate("PackageEnd", "{0}, {1} in {2} ({3}).").format(
        words,
        size_words(end.bytes_sent),
        duration_words(end.active_s),
        speed_words(end.bytes_per_second),
    )


def failed_words(count: int) -> str:
    """How many failed."""
    return count_words(count, translate("PackageEnd", "{0} failed."), translate("PackageEnd", "{0} failed."))


def left_out_words(package: Package) -> str:
    """How many files were added with it and are none of it, and the first of them."""
    files = package.left_out.files[:_MOST_NAMES]
    names = [shortened(PurePath(one.path).name) for one in files]
    if len(names) < package.left_out.count:
        names.append("…")
    words = translate("PackageEnd", "{0} left out: {1}.")
    return words.format(number_words(package.left_out.count), translate("PackageEnd", ", ").join(names))


def missing_words(count: int) -> str:
    """How many files that the package's media hash lists name were not there."""
    return translate("PackageEnd", "Not there, but in the media hash list: {0}.").format(number_words(count))


def action_line(action: PackageAction) -> str:
    """What became of a command or a webhook, and for which package."""
    name = shortened(action.end.package.name)
    return translate("PackageEnd", "{0}: {1}").format(name, message_words(action.answer))


def _reasons(end: PackageEnd) -> Iterator[str]:
    """The commonest reasons, each with the first of the files that failed for it."""
    in_order = sorted(end.failures, key=lambda one: one.code)
    groups = [list(files) for _, files in groupby(in_order, key=lambda one: one.code)]
    for files in sorted(groups, key=len, reverse=True)[:_MOST_REASONS]:
        names = [_name(one) for one in files[:_MOST_NAMES]]
        reason = short_failure_words(files[0].path, files[0].code, files[0].messages)
        if len(files) == 1 and names[0] in reason:
            yield reason
        else:
            yield translate("PackageEnd", "{0}: {1}").format(
                translate("PackageEnd", ", ").join(names), reason
            )


def _name(failed: FailedFile) -> str:
    return shortened(PurePath(failed.path).name)
