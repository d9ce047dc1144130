"""A report as a media hash list of the ASC's: any tool for such lists verifies a download with it."""

from collections.abc import Collection, Iterable, Sequence
from pathlib import Path, PurePosixPath
from tempfile import gettempdir
from typing import TextIO

from uploader_gui.domain.errors import BadSettingsError
from uploader_gui.domain.job import JobState
from uploader_gui.domain.messages import MessageCode, message
from uploader_gui.domain.reports.report import Reported, ReportEntry
from uploader_gui.source.hash_lists.asc_history import FOLDER
from uploader_gui.source.hash_lists.generation import (
    GenerationFile,
    draft,
    files_of_history,
    put_beside,
    write_generation,
)


def write_mhl(entries: Iterable[ReportEntry], file: TextIO) -> Reported:
    """Write one list, with names below the innermost folder of the bucket that has them all; how many files it lists.

    They are the finished ones of which a hash was made; of two with one key the later one counts. Not in constant
    memory: the ASC's library has a list whole. Blocking; raises BadSettingsError and UploaderError in words.
    """
    listed, without_hash = _listed(entries)
    root = _folders_of_all(_keys(listed))[0]
    with draft(root.name or listed[0].bucket, Path(gettempdir())) as folder:
        manifest, _ = write_generation(folder, _files(listed, root))
        file.write(manifest.read_text("utf-8"))
    return Reported(len(listed), without_hash)


def write_history(entries: Iterable[ReportEntry], folder: Path) -> Reported:
    """Write the next generation of the history of ``folder``, where downloaded copies are; otherwise as ``write_mhl``."""
    next(folder.iterdir(), None)  # what can't be read is said before anything else
    listed, without_hash = _listed(entries)
    with draft(folder.resolve().name, folder) as made:
        for name, data in files_of_history(folder):
            (made / FOLDER / name).write_bytes(data)
        root = _downloaded_root(_keys(listed), folder)
        put_beside(folder, write_generation(made, _files(listed, root)))
    return Reported(len(listed), without_hash)


def _listed(entries: Iterable[ReportEntry]) -> tuple[list[ReportEntry], int]:
    """What can be listed, and how many finished ones can't: no hash was made of them."""
    finished = {
        (one.endpoint, one.bucket, one.object_key): one
        for one in entries
        if one.state is JobState.COMPLETED and one.ended_at is not None
    }
    listed = {place: one for place, one in finished.items() if one.hashes}
    if not listed:
        raise BadSettingsError(message(MessageCode.HASH_LIST_HAS_NOTHING))
    if len({(endpoint, bucket) for endpoint, bucket, _ in listed}) > 1:
        raise BadSettingsError(message(MessageCode.REPORT_OF_SEVERAL_BUCKETS))
    return list(listed.values()), len(finished) - len(listed)


def _files(listed: Sequence[ReportEntry], root: PurePosixPath) -> list[GenerationFile]:
    return [
        GenerationFile(key.relative_to(root).as_posix(), one.file_size, one.hashes, one.ended_at)
        for one, key in zip(listed, _keys(listed), strict=True)
        if one.ended_at is not None
    ]


def _keys(listed: Iterable[ReportEntry]) -> list[PurePosixPath]:
    return [PurePosixPath(one.object_key) for one in listed]


def _downloaded_root(keys: Collection[PurePosixPath], folder: Path) -> PurePosixPath:
    """The part of the keys that was downloaded as ``folder``: where its files tell, by them, else by its name."""
    common = _folders_of_all(keys)
    name = folder.resolve().name
    by_files = (root for root in common if any((folder / key.relative_to(root)).is_file() for key in keys))
    return next(by_files, next((root for root in common if root.name == name), common[0]))


def _folders_of_all(keys: Collection[PurePosixPath]) -> list[PurePosixPath]:
    """The folders in which all of these are, the innermost first; the last is that of everything."""
    first = next(iter(keys))
    return [above for above in first.parents if all(above in key.parents for key in keys)]
