"""The hashes of a file that media hash lists have, made of its bytes in their order."""

import hashlib
from collections.abc import Callable, Collection
from typing import Protocol

from uploader_gui.domain.hashes import Hashes, HashKind
from uploader_gui.domain.plan import PartRange
from uploader_gui.source.source_file import Source, StopFlag

_C4_DIGITS = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
_C4_LENGTH = 90


class _Digest(Protocol):
    def update(self, data: bytes, /) -> None: ...

    def digest(self) -> bytes: ...


class FileHasher:
    """Hashes of several kinds at once; one thread. Slices of 1 MiB are hashed without the interpreter's lock."""

    def __init__(self, kinds: Collection[HashKind]) -> None:
        self._digests: dict[HashKind, _Digest] = {kind: _maker(kind)() for kind in kinds}

    def update(self, data: bytes) -> None:
        """Take what comes next in the file."""
        for digest in self._digests.values():
            digest.update(data)

    def take(self, source: Source, part: PartRange, stop: StopFlag) -> None:
        """Take a range of the file, in slices. Raises StoppedError, and what reading raises."""
        for data in source.slices(part, stop):
            self.update(data)

    def take_all(self, source: Source, stop: StopFlag) -> None:
        """Take a whole file. Raises as ``take``."""
        self.take(source, PartRange(1, 0, source.at_opening.size), stop)

    def hashes(self) -> Hashes:
        """Those of all that was taken."""
        return tuple((kind, _written(kind, digest.digest())) for kind, digest in self._digests.items())


def c4_id(sha512: bytes) -> str:
    """A SHA-512 as C4 writes it (SMPTE ST 2114): "c4" and 88 digits of base 58."""
    number, text = int.from_bytes(sha512, "big"), ""
    while number:
        number, digit = divmod(number, len(_C4_DIGITS))
        text = _C4_DIGITS[digit] + text
    return "c4" + text.rjust(_C4_LENGTH - 2, _C4_DIGITS[0])


def _written(kind: HashKind, digest: bytes) -> str:
    return c4_id(digest) if kind is HashKind.C4 else digest.hex()


def _maker(kind: HashKind) -> Callable[[], _Digest]:
    match kind:
        case HashKind.MD5:
            return lambda: hashlib.md5(usedforsecurity=False)
        case HashKind.SHA1:
            return lambda: hashlib.sha1(usedforsecurity=False)
        case HashKind.C4:
            return hashlib.sha512
    import xxhash

    return {
        HashKind.XXH64: xxhash.xxh64,
        HashKind.XXH3: xxhash.xxh3_64,
        HashKind.XXH128: xxhash.xxh3_128,
    }[kind]
