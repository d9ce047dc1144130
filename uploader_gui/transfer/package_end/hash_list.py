"""The media hash list of a package that has ended: written of what is in the store, and put there."""

import hashlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePath

from zlib_ng import zlib_ng

from uploader_gui.domain.errors import ErrorCode, StoreError
from uploader_gui.domain.hashes import HashListPolicy
from uploader_gui.domain.job import Destination, Recording, VerifiedBy
from uploader_gui.domain.messages import Message, MessageCode, Messages, message
from uploader_gui.domain.packages.package import Package
from uploader_gui.domain.plan import MIB
from uploader_gui.domain.store.object_terms import ObjectTerms
from uploader_gui.private_files import make_folder
from uploader_gui.s3.client import S3Client
from uploader_gui.source.hash_lists.asc_history import CHAIN, FOLDER, names_in_chain, open_history
from uploader_gui.source.hash_lists.generation import (
    GenerationFile,
    draft,
    files_of_history,
    put_beside,
    write_generation,
)
from uploader_gui.source.hash_lists.list_xml import LARGEST, in_words
from uploader_gui.transfer.job.job_run import Tools

_PIECE = 8 * MIB  # a list of 100,000 files has some 40


@dataclass(frozen=True, slots=True)
class _Listed:
    """A file that is in the list: its path below the folder here, and below that in the store."""

    here: str
    there: str
    upload: Recording


@dataclass(frozen=True, slots=True)
class _Place:
    """What the list is of: a folder here and in the store (a key that ends with "/", or ""), and its files."""

    root: Path
    folder: Destination
    files: tuple[_Listed, ...]
    left_out: int

    def key(self, name: str) -> str:
        """The key of a file of the history."""
        return f"{self.folder.object_key}{FOLDER}/{name}"


def write_hash_list(tools: Tools, package: Package, uploads: Sequence[Recording]) -> Messages:
    """Write the next generation of the package's folder into the store, and beside the files where that is wanted.

    Blocking; what was done, in words. Raises StoreError for the store, UploaderError HASH_LIST_UNWRITABLE or
    HASH_LIST_UNREADABLE.
    """
    place = _place_of(package, uploads)
    if place is None:
        return (message(MessageCode.HASH_LIST_HAS_NOTHING),)
    client = tools.destinations.client(replace(place.folder, object_key=place.key(CHAIN)))
    make_folder(tools.staging_dir)
    name = place.root.name or package.name
    history = files_of_history(place.root)
    with draft(name, tools.staging_dir) as folder:
        _fill(folder, history) if history else _fetch(folder, client, place)
        manifest, chain = write_generation(folder, [_entry(one.there, one.upload) for one in place.files])
        _store(client, place, folder, _encryption_of(uploads))
        _note_chain(tools, client, place, uploads, chain.read_bytes())
        if package.hash_lists is HashListPolicy.CREATE:
            if all(one.here == one.there for one in place.files):
                put_beside(place.root, [manifest, chain])
            else:
                _write_beside(tools, place, name, history)
        said = _written(len(place.files), place.key(manifest.name))
    said_of = (
        (MessageCode.HASH_LIST_LEAVES_OUT, place.left_out),
        (MessageCode.HASH_LIST_LACKS, package.left_out.count + package.missing.count),
    )
    return (said, *(message(code, count=count) for code, count in said_of if count))


def _written(count: int, key: str) -> Message:
    if count == 1:
        return message(MessageCode.HASH_LIST_OF_ONE, key=key)
    return message(MessageCode.HASH_LIST_WRITTEN, count=count, key=key)


def _write_beside(tools: Tools, place: _Place, name: str, history: Sequence[tuple[str, bytes]]) -> None:
    """One of its own for the folder here: in the store some files have other names."""
    with draft(name, tools.staging_dir) as folder:
        _fill(folder, history)
        put_beside(
            place.root, write_generation(folder, [_entry(one.here, one.upload) for one in place.files])
        )


def _entry(path: str, upload: Recording) -> GenerationFile:
    return GenerationFile(path, upload.file_size, upload.hashes, upload.uploaded_at)


def _fill(folder: Path, history: Sequence[tuple[str, bytes]]) -> None:
    for name, data in history:
        (folder / FOLDER / name).write_bytes(data)


def _fetch(folder: Path, client: S3Client, place: _Place) -> None:
    """Go on with the history that the store has of this folder, if it has one that these keys may read.

    Raises SourceError HASH_LIST_UNREADABLE for one that can't be gone on with.
    """
    with in_words(place.key(CHAIN)):
        chain = _read(client, place, CHAIN)
        if chain is None:
            return
        (folder / FOLDER / CHAIN).write_bytes(chain)
        for name in names_in_chain(folder / FOLDER / CHAIN):
            data = _read(client, place, name)
            if data is None:
                raise ValueError(f"it names '{name}', which is not there")
            (folder / FOLDER / name).write_bytes(data)
        open_history(str(folder / FOLDER))  # whole, and unchanged


def _read(client: S3Client, place: _Place, name: str) -> bytes | None:
    """A file of the store's history; None where there is none that these keys may read.

    Raises StoreError, and ValueError for one that is too large, or changes while it is read.
    """
    bucket, key = place.folder.bucket, place.key(name)
    try:
        begin = client.read_object(bucket, key, at_most=_PIECE)
        return begin if begin is None or len(begin) < _PIECE else _read_large(client, bucket, key)
    except StoreError as error:
        if error.code == ErrorCode.ACCESS_DENIED:
            return None
        raise


def _read_large(client: S3Client, bucket: str, key: str) -> bytes:
    """Piece by piece: no answer may have all of it."""
    facts = client.head(bucket, key)
    if facts is None or facts.size > LARGEST:
        raise ValueError(f"'{key}' is gone, or too large")
    read = b""
    for at in range(0, facts.size, _PIECE):
        piece = client.read_range(bucket, key, at, min(_PIECE, facts.size - at), etag=facts.etag)
        if piece is None:
            raise ValueError(f"'{key}' was changed while it was read")
        read += piece
    return read


def _encryption_of(uploads: Sequence[Recording]) -> ObjectTerms | None:
    """What the bucket may insist on: the list is encrypted as its files are."""
    return next((one.terms.of_parts for one in uploads if one.terms is not None), None)


def _store(client: S3Client, place: _Place, folder: Path, terms: ObjectTerms | None) -> None:
    """Put the whole history there, the chain last: what it names is there already then."""
    files = sorted((folder / FOLDER).iterdir(), key=lambda file: (file.name == CHAIN, file.name))
    for file in files:
        client.write_object(place.folder.bucket, place.key(file.name), file.read_bytes(), terms)


def _note_chain(
    tools: Tools, client: S3Client, place: _Place, uploads: Sequence[Recording], chain: bytes
) -> None:
    """The chain that came with the files has been replaced: its recording is to tell of the one that is there now."""
    key = place.key(CHAIN)
    replaced = [one for one in uploads if (one.bucket, one.object_key) == (place.folder.bucket, key)]
    facts = client.head(place.folder.bucket, key) if replaced else None
    if facts is None or facts.size != len(chain):
        return
    md5 = hashlib.md5(chain, usedforsecurity=False).hexdigest()
    for one in replaced:
        tools.jobs.replace_object(
            replace(
                one,
                version_id=facts.version_id,
                file_size=len(chain),
                etag=facts.etag,
                verified_by=VerifiedBy.ETAG if facts.etag == md5 else VerifiedBy.NONE,
                crc32=zlib_ng.crc32(chain),
                part_size=len(chain),
            )
        )


def _place_of(package: Package, uploads: Sequence[Recording]) -> _Place | None:
    """Where most of the files are, as the folder here has them; None where none has a hash."""
    root = _root_of(package, uploads)
    below = {
        one.source_path: PurePath(one.source_path).relative_to(root).as_posix()
        for one in uploads
        if PurePath(one.source_path).is_relative_to(root)
    }
    media = [one for one in uploads if FOLDER not in PurePath(one.source_path).parts[-2:-1]]
    folders = Counter(
        replace(one.destination(""), object_key=one.object_key.removesuffix(path))
        for one in media
        if one.hashes and (path := below.get(one.source_path)) and f"/{one.object_key}".endswith(f"/{path}")
    )
    if not folders:
        return None
    ((folder, _),) = folders.most_common(1)
    files = {
        one.object_key: _Listed(below[one.source_path], one.object_key.removeprefix(folder.object_key), one)
        for one in media
        if one.hashes and one.source_path in below and _is_in(folder, one)
    }
    keys = {one.object_key for one in media}
    return _Place(root, folder, tuple(files.values()), len(keys) - len(files))


def _is_in(folder: Destination, upload: Recording) -> bool:
    place = upload.destination("")
    is_same_store = replace(place, object_key="") == replace(folder, object_key="")
    return is_same_store and place.object_key.startswith(folder.object_key)


def _root_of(package: Package, uploads: Sequence[Recording]) -> Path:
    """The folder that was added, or the one in which all of the files are."""
    if package.source_folder:
        return Path(package.source_folder)
    folders = [Path(one.source_path).parent for one in uploads]
    root = folders[0] if folders else Path()
    while not all(folder.is_relative_to(root) for folder in folders) and root != root.parent:
        root = root.parent
    return root
