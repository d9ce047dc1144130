"""Which hashes the files that were added have to have, by the media hash lists that came with them or lie above them."""

import logging
import os
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from uploader_gui.domain.errors import ErrorCode, StoppedError, UploaderError
from uploader_gui.domain.events import Refusal
from uploader_gui.domain.hashes import Hashes, HashKind, HashListPolicy
from uploader_gui.domain.messages import MessageCode, message
from uploader_gui.source.hash_lists.asc_history import CHAIN, FOLDER, SUFFIX, read_history, read_manifest
from uploader_gui.source.hash_lists.classic_list import read_classic
from uploader_gui.source.hash_lists.hash_list import HashList, same_name
from uploader_gui.source.scan import Scan, ScannedFile, printable
from uploader_gui.source.source_file import StopFlag, open_name

log = logging.getLogger(__name__)

_MADE: Hashes = ((HashKind.XXH128, ""),)  # what the ASC's own command makes unasked
_ASC_NAMESPACE = b"urn:ASC:MHL:v2"
_HEAD = 4096
_BATCH = 256  # files between two looks at the stop flag
_MOST_LOGGED = 1000
_MOST_ABOVE = 8  # folders that are looked into for a list above what was added


def with_expected_hashes(found: Scan, policy: HashListPolicy, stop: StopFlag) -> Scan:
    """What was scanned, each file with the hashes that its lists say.

    Left out besides: a file that a list names and that is not there (LISTED_FILE_MISSING), and a list that can't be used
    (HASH_LIST_UNREADABLE; as a file it is taken). Blocking; never raises for a list. Raises StoppedError. Where no file
    is a list and none lies above, this costs a look at the names, and at some folders above.
    """
    if policy is HashListPolicy.IGNORE:
        return found
    unreadable: list[Refusal] = []
    within = [read for path in _lists_within(found) if (read := _read(path, unreadable, stop))]
    above = [read for path in _lists_above(found) if (read := _read(path, unreadable, stop))]
    if not within and not above and not policy.writes:
        _note(unreadable, ())
        return replace(found, skipped=[*found.skipped, *unreadable])
    compared = _Comparison(found, within, above, stop)
    made, unlisted = _MADE if policy.writes else (), compared.unlisted

    def expecting(file: ScannedFile) -> ScannedFile:
        expected = compared.expected.get(file.path)
        if expected is None and Path(file.path).parent.name != FOLDER:  # the history itself is in no list
            expected = made
        return replace(file, expected_hashes=expected or (), is_unlisted=file.path in unlisted)

    missing = compared.missing()
    refused = [*unreadable, *(_missing(path, each) for path, each in missing.items())]
    _note(refused, unlisted)
    return Scan(
        [expecting(file) for file in found.files],
        [*found.skipped, *refused],
        tuple(each.path for each in compared.used),
        tuple(missing),
    )


def _note(refused: Sequence[Refusal], unlisted: Collection[str]) -> None:
    """Leave it in the log: a window's lists of what was left out are gone when they are closed."""
    for refusal in refused[:_MOST_LOGGED]:
        log.warning("%s", refusal.reason)
    for path in sorted(unlisted)[:_MOST_LOGGED]:
        log.warning("%s is in no media hash list.", printable(path))
    left = max(0, len(refused) - _MOST_LOGGED) + max(0, len(unlisted) - _MOST_LOGGED)
    if left:
        log.warning("And %d more that media hash lists name or lack.", left)


class _Comparison:
    """The files, and what the lists say of them; the nearest list is right where two name the same kind.

    A list above what was added counts as soon as it names one of the files: before, it may be of something else.
    """

    def __init__(
        self, found: Scan, within: Sequence[HashList], above: Sequence[HashList], stop: StopFlag
    ) -> None:
        self.expected: dict[str, Hashes] = {}
        self._found = found
        self._by_root: dict[str, list[HashList]] = {}
        self._uncompared: list[tuple[str, list[HashList]]] = []
        for each in (*within, *above):
            self._by_root.setdefault(each.root, []).append(each)
        self._used = {id(each) for each in within}
        for number, file in enumerate(found.files):
            if number % _BATCH == 0 and stop.is_stopped:
                raise StoppedError
            if not _is_list(file):
                self._look_up(file.path)
        self.used = [each for each in (*within, *above) if id(each) in self._used]

    @property
    def unlisted(self) -> set[str]:
        """Files without a hash to be compared, though a list of a folder that they are in should have one."""
        return {path for path, lists in self._uncompared if any(id(each) in self._used for each in lists)}

    def _look_up(self, path: str) -> None:
        hashes: Hashes = ()
        lacking = []
        for each, below in self._lists_of(path):
            listed = each.files.get(same_name(below))
            if listed is not None:
                self._used.add(id(each))
                hashes = tuple({**dict(listed.hashes), **dict(hashes)}.items())
            if listed is not None or not each.ignores(below):
                lacking.append(each)
        if hashes:
            self.expected[path] = hashes
        elif lacking:
            self._uncompared.append((path, lacking))

    def _lists_of(self, path: str) -> Iterable[tuple[HashList, str]]:
        """The lists of all folders that a file is in, the nearest first, each with the file's path below it."""
        end = path.rfind(os.sep)
        while end >= 0:
            root = path[:end] or os.sep
            for each in self._by_root.get(root, ()):
                yield each, path[end + 1 :].replace(os.sep, "/")
            end = path.rfind(os.sep, 0, end) if end > 0 else -1

    def missing(self) -> dict[str, HashList]:
        """What lists name in the folders that were added, and what is not there: neither taken nor left out.

        By path, with the list.
        """
        there = {same_name(file.path) for file in self._found.files}
        there.update(same_name(each.path) for each in self._found.skipped)
        tops = {_top(file) + os.sep for file in self._found.files if len(file.relative_parts) > 1}
        told: set[str] = set()
        missing = {}
        for each in self.used:
            for listed in each.files.values():
                path = each.root.rstrip(os.sep) + os.sep + listed.path.replace("/", os.sep)
                name = same_name(path)
                if name in there or name in told or not any(path.startswith(top) for top in tops):
                    continue
                told.add(name)
                missing[path] = each
        return missing


def _missing(path: str, of: HashList) -> Refusal:
    said = message(MessageCode.LISTED_FILE_MISSING, list=printable(of.path), path=printable(path))
    return Refusal(printable(path), "", 0, ErrorCode.LISTED_FILE_MISSING, (said,))


def _read(path: str, unreadable: list[Refusal], stop: StopFlag) -> HashList | None:
    if stop.is_stopped:
        raise StoppedError
    try:
        if Path(path).name == FOLDER:
            return read_history(path)
        return read_manifest(path) if _is_of_the_asc(path) else read_classic(path)
    except UploaderError as error:
        said = tuple(one.with_texts(printable) for one in error.messages)
        unreadable.append(Refusal(printable(path), "", 0, error.code, said))
        return None


def _is_of_the_asc(path: str) -> bool:
    try:
        with Path(open_name(path)).open("rb") as file:
            return _ASC_NAMESPACE in file.read(_HEAD)
    except OSError:
        return False  # reading it says why


def _is_list(file: ScannedFile) -> bool:
    name = file.relative_parts[-1].lower()
    return _is_manifest(name) or (name == CHAIN and Path(file.path).parent.name == FOLDER)


def _is_manifest(name: str) -> bool:
    return name.lower().endswith(SUFFIX) and not name.startswith("._")


def _lists_within(found: Scan) -> list[str]:
    """Histories and classic files among what was added, each once."""
    lists: dict[str, None] = {}
    for file in found.files:
        if _is_list(file):
            folder = Path(file.path).parent
            lists[str(folder) if folder.name == FOLDER else file.path] = None
    return list(lists)


def _lists_above(found: Scan) -> list[str]:
    """Those in the folders above what was added: up to where the disk ends, or the user's own folder."""
    tops = {_top(file): None for file in found.files}
    folders: dict[Path, None] = {}
    for folder in dict.fromkeys(Path(top).parent for top in tops):
        folders.update(dict.fromkeys(_with_those_above(folder)))
    within = set(_lists_within(found))
    return [path for folder in folders for path in _lists_in(folder) if path not in within]


def _with_those_above(folder: Path) -> Iterable[Path]:
    home = Path(os.path.expanduser("~"))  # noqa: PTH111 - Path's own raises where the system knows of no home
    for each in (folder, *folder.parents)[:_MOST_ABOVE]:
        if each == home or each.parent == each:
            return
        yield each
        if os.path.ismount(each):
            return


def _lists_in(folder: Path) -> list[str]:
    try:
        with os.scandir(open_name(folder)) as entries:
            names = [entry.name for entry in entries if _is_manifest(entry.name) or entry.name == FOLDER]
    except OSError:
        return []  # who may not look there has no list of it
    return [
        str(folder / name) for name in sorted(names) if name != FOLDER or (folder / FOLDER / CHAIN).is_file()
    ]


def _top(file: ScannedFile) -> str:
    """The path of what was added, in which a file is, or which it is."""
    path = file.path
    for _ in file.relative_parts[1:]:
        path = path[: path.rfind(os.sep)]
    return path
