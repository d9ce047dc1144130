"""Writing a generation of the ASC's media hash lists, by the ASC's own library."""

import platform
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from uploader_gui import __version__
from uploader_gui.domain.errors import ErrorCode, UploaderError
from uploader_gui.domain.hashes import Hashes
from uploader_gui.domain.messages import MessageCode, message
from uploader_gui.source.hash_lists.asc_history import CHAIN, FOLDER, names_in_chain, open_history
from uploader_gui.source.hash_lists.list_xml import in_words
from uploader_gui.source.source_file import source_error

if TYPE_CHECKING:
    from ascmhl.history import MHLHistory

_PROGRAM = "uploader-gui"


@dataclass(frozen=True, slots=True)
class GenerationFile:
    """One file of a generation: its path below the list's folder, written with "/", its size in bytes and its hashes."""

    path: str
    size: int
    hashes: Hashes
    hashed_at: datetime
    modified_at: datetime | None = None


@contextmanager
def draft(name: str, among: Path) -> Iterator[Path]:
    """A folder called ``name``, in ``among``, with an empty history; gone at the end.

    Blocking; raises UploaderError where there is no room.
    """
    try:
        above = Path(tempfile.mkdtemp(prefix="mhl-", dir=among))
    except OSError as error:
        raise source_error(among, error) from error
    try:
        folder = above / name
        (folder / FOLDER).mkdir(parents=True)
        yield folder
    except OSError as error:
        raise source_error(above, error) from error
    finally:
        shutil.rmtree(above, ignore_errors=True)


def files_of_history(folder: Path) -> list[tuple[str, bytes]]:
    """Names and contents of the files of the history in ``folder``, the chain last; none if there is no history.

    Blocking; raises SourceError HASH_LIST_UNREADABLE for one that can't be gone on with.
    """
    place = folder / FOLDER
    if not (place / CHAIN).exists():
        return []
    with in_words(str(place)):
        open_history(str(place))  # whole, and unchanged
        return [(name, (place / name).read_bytes()) for name in (*names_in_chain(place / CHAIN), CHAIN)]


def write_generation(folder: Path, files: Sequence[GenerationFile]) -> list[Path]:
    """Write the next generation of the history in ``folder``, which need not hold the files; its manifest, and the chain.

    A file that the history has already is noted as verified. Blocking; raises UploaderError HASH_LIST_UNWRITABLE.
    """
    from ascmhl import utils
    from ascmhl.generator import MHLGenerationCreationSession
    from ascmhl.hashlist import MHLCreatorInfo, MHLProcess, MHLProcessInfo, MHLTool
    from ascmhl.ignore import MHLIgnoreSpec

    folder = folder.absolute()  # the library notes other paths as they are, not below the history's folder
    place = folder / FOLDER
    try:
        history = _history(place)
        session = MHLGenerationCreationSession(history, MHLIgnoreSpec(history.latest_ignore_patterns()))
        for file in files:
            path = str(folder / Path(*file.path.split("/")))
            hashed_at = file.hashed_at.astimezone().replace(tzinfo=None)  # the library writes its own zone
            modified_at = file.modified_at and file.modified_at.astimezone().replace(tzinfo=None)
            for kind, value in file.hashes:
                session.append_file_hash(path, file.size, modified_at, kind.value, value, hash_date=hashed_at)
        creator, process = MHLCreatorInfo(), MHLProcessInfo()
        creator.tool = MHLTool(_PROGRAM, __version__)
        creator.creation_date = utils.datetime_now_isostring()
        creator.host_name = platform.node()
        process.process = MHLProcess("transfer")
        before = set(place.iterdir())
        session.commit(creator, process)
        (manifest,) = set(place.iterdir()) - before - {place / CHAIN}
    except (OSError, ValueError, AssertionError, AttributeError, KeyError) as error:
        said = message(MessageCode.HASH_LIST_UNWRITABLE, folder=folder.name, reason=str(error))
        raise UploaderError(said, code=ErrorCode.HASH_LIST_UNWRITABLE) from error
    return [manifest, place / CHAIN]


def put_beside(folder: Path, written: Sequence[Path]) -> None:
    """Put what ``write_generation`` wrote elsewhere into the history of ``folder``, the chain last and in one step.

    Blocking; raises UploaderError HASH_LIST_UNWRITABLE, for a card that is locked or gone, say.
    """
    place = folder / FOLDER
    try:
        place.mkdir(exist_ok=True)
        for file in written:
            new = place / f".{file.name}.new"
            shutil.copyfile(file, new)
            new.replace(place / file.name)
    except OSError as error:
        reason = error.strerror or str(error)
        said = message(MessageCode.HASH_LIST_UNWRITABLE, folder=str(folder), reason=reason)
        raise UploaderError(said, code=ErrorCode.HASH_LIST_UNWRITABLE) from error


def _history(place: Path) -> "MHLHistory":
    """The history that is there, or a new one."""
    from ascmhl.chain import MHLChain
    from ascmhl.history import MHLHistory

    if (place / CHAIN).exists():
        return open_history(str(place))
    history = MHLHistory()
    history.asc_mhl_path = str(place)
    history.chain = MHLChain(str(place / CHAIN))
    return history
