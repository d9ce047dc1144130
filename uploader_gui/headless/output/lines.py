"""One line, one sentence, one JSON object on the terminal."""

import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from itertools import islice
from typing import TYPE_CHECKING

from uploader_gui.domain.entered.visible_text import visible
from uploader_gui.domain.events import EventKind, JobEvent, Refusal
from uploader_gui.domain.messages import english
from uploader_gui.domain.packages.package_end import ActionKind, ActionState, PackageAction
from uploader_gui.headless.output.streams import OutputStream

if TYPE_CHECKING:  # a start that watches nothing shall not wait for it
    from uploader_gui.transfer.watching.watch_needs import WatchNews

_LINES_AT_ONCE = 100
_JSON = json.JSONEncoder(separators=(",", ":"))


def notice(text: str) -> None:
    """Say something on stderr, which never carries results; foreign text in it can't command the terminal."""
    sys.stderr.write(visible(text) + "\n")
    sys.stderr.flush()


def print_line(text: str) -> None:
    """Print one line of results at once."""
    print_lines([text])


def print_lines(texts: Iterable[str]) -> None:
    """Print lines of results at once, many with one call: each makes a busy program's threads take turns.

    Each text is one line, whatever the names in it hold.
    """
    _write_lines(map(visible, texts))


def print_cells(cells: Iterable[str]) -> None:
    """Print one line of cells with tabs between them, as other programs read them."""
    _write_lines(["\t".join(map(visible, cells))])


def _write_lines(lines: Iterable[str]) -> None:
    left = iter(lines)
    while some := "".join([line + "\n" for line in islice(left, _LINES_AT_ONCE)]):
        sys.stdout.write(some)
        sys.stdout.flush()


def worth_showing(events: Sequence[JobEvent]) -> Sequence[JobEvent]:
    """These events; without mere progress while the reader has not taken what was printed before."""
    if not (isinstance(sys.stdout, OutputStream) and sys.stdout.is_behind):
        return events
    return [event for event in events if event.kind is not EventKind.PROGRESS]


def print_json(fields: Mapping[str, object]) -> None:
    """Print one JSON object as one line."""
    print_json_lines([fields])


def print_json_lines(objects: Iterable[Mapping[str, object]]) -> None:
    """Print JSON objects at once, each as one line in ASCII, so that any name survives any terminal."""
    _write_lines(map(_json_line, objects))  # in them all that a terminal would obey is an escape already


def _json_line(fields: Mapping[str, object]) -> str:
    return _JSON.encode(fields).replace("\x7f", "\\u007f")


def say_if_bad(event: JobEvent) -> None:
    """Give a failed or paused job its sentence on stderr."""
    if event.kind is EventKind.FAILED:
        notice(f"{event.status.job.file_name}: {event.status.message}")
    elif event.kind is EventKind.PAUSED:
        notice(f"{event.status.job.file_name}: paused. `uploader-gui resume` goes on with it.")


def say_of_action(action: PackageAction) -> None:
    """Say on stderr that a command or webhook did not do what it was for, or where a media hash list was written."""
    if action.state is ActionState.FAILED or action.kind is ActionKind.HASH_LIST:
        notice(f"{action.end.package.name}: {english(action.answer)}")


def say_of_watching(news: "WatchNews") -> None:
    """Say on stderr what happens in a watched folder: how it is watched, and what was not taken, moved or deleted."""
    notice(english(news.messages) if news.refusal is None else refusal_words(news.refusal))


def outcome_words(event: JobEvent) -> str:
    """The file and what became of it, for what is neither success nor failure."""
    return f"{event.status.job.file_name}: {event.kind}. {event.status.message}".rstrip()


def refusal_words(refusal: Refusal) -> str:
    """The file and the reason, in one line, which names the file once."""
    is_named = any(("path", refusal.path) in one.arguments for one in refusal.messages)
    return refusal.reason if is_named else f"{refusal.path}: {refusal.reason}"
