from pathlib import Path

import pytest

from uploader_gui.domain.hashes import HashKind
from uploader_gui.domain.plan import MIB, PartRange
from uploader_gui.source.file_hash import FileHasher
from uploader_gui.source.source_file import Source, Unstoppable

# xxHash's own sanity checks (its specification's seed 0), RFC 1321, FIPS 180, and C4's own examples.
KNOWN = [
    (HashKind.XXH64, b"", "ef46db3751d8e999"),
    (HashKind.XXH64, b"abc", "44bc2cf5ad770999"),
    (HashKind.XXH3, b"", "2d06800538d394c2"),
    (HashKind.XXH3, b"abc", "78af5f94892f3950"),
    (HashKind.XXH128, b"", "99aa06d3014798d86001c324468d497f"),
    (HashKind.XXH128, b"abc", "06b05ab6733a618578af5f94892f3950"),
    (HashKind.MD5, b"abc", "900150983cd24fb0d6963f7d28e17f72"),
    (HashKind.SHA1, b"abc", "a9993e364706816aba3e25717850c26c9cd0d89d"),
    (HashKind.C4, b"", "c459dsjfscH38cYeXXYogktxf4Cd9ibshE3BHUo6a58hBXmRQdZrAkZzsWcbWtDg5oQstpDuni4Hirj75GEmTc1sFT"),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "data", "value"), KNOWN)
def test_each_kind_is_what_its_specification_says(kind: HashKind, data: bytes, value: str) -> None:
    hasher = FileHasher([kind])
    hasher.update(data)
    assert hasher.hashes() == ((kind, value),)


@pytest.mark.parametrize("kind", HashKind)
def test_each_kind_is_what_the_library_of_media_hash_lists_makes(kind: HashKind) -> None:
    from ascmhl.hasher import hash_data

    data = bytes(range(256)) * 5000
    hasher = FileHasher([kind])
    hasher.update(data)
    assert hasher.hashes() == ((kind, hash_data(data, kind.value)),)


def test_several_kinds_are_made_in_one_reading_of_slices(tmp_path: Path) -> None:
    path = tmp_path / "clip.mov"
    data = bytes(range(251)) * (3 * MIB // 251)
    path.write_bytes(data)
    in_one, in_slices = FileHasher(list(HashKind)), FileHasher(list(HashKind))
    in_one.update(data)
    with Source(path) as source:
        in_slices.take(source, PartRange(1, 0, MIB + 1), Unstoppable())
        in_slices.take(source, PartRange(1, MIB + 1, len(data) - MIB - 1), Unstoppable())
    assert in_slices.hashes() == in_one.hashes()
