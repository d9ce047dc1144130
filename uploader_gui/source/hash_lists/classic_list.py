"""Classic media hash lists (mediahashlist.org, version 1): one ``.mhl`` file beside the files or above them."""

import re
from pathlib import Path
from xml.parsers.expat import ParserCreate

from uploader_gui.domain.hashes import Hashes, HashKind
from uploader_gui.source.hash_lists.hash_list import HashList, ListedFile, UnfitListError, inside, same_name
from uploader_gui.source.hash_lists.list_xml import in_words, parse

_KINDS = {
    "md5": HashKind.MD5,
    "sha1": HashKind.SHA1,
    "xxhash64be": HashKind.XXH64,
    "xxhash64": HashKind.XXH64,
    "c4": HashKind.C4,
}
_REVERSED = "xxhash64"  # the least significant byte first
_HEX = re.compile(r"[0-9a-f]+")
_MOST_TEXT = 65536


def read_classic(path: str) -> HashList:
    """Read one. Raises SourceError HASH_LIST_UNREADABLE; a hash of a kind that is unknown here is passed over."""
    reader = _Reader()
    with in_words(path):
        reader.read(path)
    return HashList(path, str(Path(path).parent), reader.files)


def checked_hash(kind: HashKind, value: str) -> str:
    """A hash as it is compared. Raises UnfitListError for what can be none."""
    value = value.strip()
    if kind is HashKind.C4:
        return value
    lowered = value.lower()
    if not _HEX.fullmatch(lowered):
        raise UnfitListError("it has a value that is no hash", f"{kind.value}: {value[:40]}")
    return lowered


class _Reader:
    """One list; one thread."""

    def __init__(self) -> None:
        self.files: dict[str, ListedFile] = {}
        self._open: list[str] = []
        self._text = ""
        self._path = ""
        self._hashes: dict[HashKind, str] = {}

    def read(self, path: str) -> None:
        """Read it to its end. Raises ValueError, ExpatError, OSError."""
        parser = ParserCreate(namespace_separator="}")
        parser.buffer_text = True
        parser.StartElementHandler = self._begin
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._add
        parse(path, parser)

    def _begin(self, name: str, attributes: dict[str, str]) -> None:
        tag = name.rpartition("}")[2].lower()
        if not self._open and (tag != "hashlist" or not attributes.get("version", "1").startswith("1")):
            raise UnfitListError("it is no media hash list of version 1")
        self._open.append(tag)
        self._text = ""
        if tag == "hash":
            self._path, self._hashes = "", {}

    def _add(self, text: str) -> None:
        if len(self._text) < _MOST_TEXT:
            self._text += text

    def _end(self, _name: str) -> None:
        tag = self._open.pop()
        if tag == "hash":
            self._take()
        elif self._open and self._open[-1] == "hash":
            self._note(tag, self._text.strip())
        self._text = ""

    def _note(self, tag: str, text: str) -> None:
        if tag == "file":
            self._path = inside(text)
        elif tag in _KINDS:
            kind = _KINDS[tag]
            value = checked_hash(kind, text)
            self._hashes[kind] = bytes.fromhex(value)[::-1].hex() if tag == _REVERSED else value

    def _take(self) -> None:
        if not self._path:
            raise UnfitListError("it has a hash without a file")
        hashes: Hashes = tuple(self._hashes.items())
        self.files[same_name(self._path)] = ListedFile(self._path, hashes)
