"""Histories of the ASC's media hash lists: a folder ``ascmhl`` in the folder that they are of.

Read by the ASC's own library, and only here and where they are written: importing it takes a moment.
"""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from uploader_gui.domain.hashes import HashKind
from uploader_gui.source.file_hash import FileHasher
from uploader_gui.source.hash_lists.classic_list import checked_hash
from uploader_gui.source.hash_lists.hash_list import HashList, ListedFile, UnfitListError, inside, same_name
from uploader_gui.source.hash_lists.list_xml import check, in_words
from uploader_gui.source.source_file import Source, Unstoppable

if TYPE_CHECKING:
    from ascmhl.hashlist import MHLHashList
    from ascmhl.history import MHLHistory

FOLDER = "ascmhl"
CHAIN = "ascmhl_chain.xml"
SUFFIX = ".mhl"


def read_history(folder: str) -> HashList:
    """Read the history in ``folder``, an ``ascmhl``: each file's first hash of each kind, as all later ones have to be.

    Raises SourceError HASH_LIST_UNREADABLE, also where a generation is not the one that its chain knows.
    """
    with in_words(folder):
        history = open_history(folder)
        files: dict[str, ListedFile] = {}
        renamed: set[str] = set()
        for generation in history.hash_lists:
            for path, listed, previous in _files_of(generation):
                known = files.get(same_name(path))
                files[same_name(path)] = _merged(known, listed)
                renamed.add(previous)
        for path in renamed & files.keys():
            del files[path]
        patterns = history.latest_ignore_patterns()
    return HashList(folder, str(Path(folder).parent), files, _ignoring(patterns or []))


def read_manifest(path: str) -> HashList:
    """Read one list of the ASC's that lies alone, as a packing list does. Raises as ``read_history``."""
    from ascmhl import hashlist_xml_parser

    with in_words(path):
        check(path)
        found = hashlist_xml_parser.parse(path)
        files = {same_name(name): listed for name, listed, _ in _files_of(found)}
    return HashList(path, str(Path(path).parent), files)


def open_history(folder: str) -> "MHLHistory":
    """The library's own form of a history, without those that are nested in it. Raises whatever it stumbles over.

    Only files that the chain names are looked at, and only those in this folder.
    """
    from ascmhl import chain_xml_parser, hashlist_xml_parser
    from ascmhl.history import MHLHistory

    history = MHLHistory()
    history.asc_mhl_path = folder
    chain = Path(folder, CHAIN)
    names = names_in_chain(chain)
    history.chain = chain_xml_parser.parse(str(chain))
    for number, (name, generation) in enumerate(zip(names, history.chain.generations, strict=True), 1):
        path = str(Path(folder, name))
        check(path)
        _check_unchanged(path, HashKind(generation.hash_format), generation.hash_string)
        hash_list = hashlist_xml_parser.parse(path)
        hash_list.generation_number = number
        history.append_hash_list(hash_list)
    return history


def names_in_chain(chain: Path) -> list[str]:
    """The files of a history, as its chain names them. Raises whatever the library stumbles over."""
    from ascmhl import chain_xml_parser

    check(str(chain))
    names = [generation.ascmhl_filename for generation in chain_xml_parser.parse(str(chain)).generations]
    for name in names:
        if inside(name) != name or "/" in name:
            raise UnfitListError("its chain names a file outside of its folder", name)
    return names


def _check_unchanged(path: str, kind: HashKind, expected: str) -> None:
    hasher = FileHasher([kind])
    with Source(path) as source:
        hasher.take_all(source, Unstoppable())
    if hasher.hashes() != ((kind, expected),):
        raise UnfitListError("it was changed after it was written, as its chain shows", Path(path).name)


def _files_of(generation: "MHLHashList") -> list[tuple[str, ListedFile, str]]:
    """Path, hashes and former path ("" where there is none) of each file."""
    found = []
    for media in generation.media_hashes:
        if media.is_directory:
            continue
        path = inside(media.path)
        hashes = tuple(
            (kind, checked_hash(kind, entry.hash_string))
            for entry in media.hash_entries
            if (kind := HashKind(entry.hash_format)) and entry.action != "failed"
        )
        found.append((path, ListedFile(path, hashes), same_name(media.previous_path or "")))
    return found


def _merged(known: ListedFile | None, later: ListedFile) -> ListedFile:
    if known is None:
        return later
    return ListedFile(known.path, tuple({**dict(later.hashes), **dict(known.hashes)}.items()))


def _ignoring(patterns: list[str]) -> Callable[[str], bool]:
    from pathspec import GitIgnoreSpec

    return GitIgnoreSpec.from_lines(patterns).match_file
