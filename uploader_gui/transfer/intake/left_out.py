"""What a package lacks of what was added together."""

from collections.abc import Iterable
from dataclasses import replace

from uploader_gui.domain.errors import ErrorCode
from uploader_gui.domain.events import Refusal
from uploader_gui.domain.job import Job, NewJob
from uploader_gui.domain.messages import MessageCode, message
from uploader_gui.domain.packages.package import LeftOut, LeftOutFile, Package
from uploader_gui.source.scan import printable
from uploader_gui.transfer.intake.replanning import ReplanRequest

# The package has a place of its own for the former; the latter is a file too, and taken as such.
_NOT_LEFT_OUT = frozenset({ErrorCode.LISTED_FILE_MISSING, ErrorCode.HASH_LIST_UNREADABLE})


def refused_files(refused: Iterable[Refusal]) -> list[LeftOutFile]:
    """What was refused, but for what is well: the same object is there, or it is the system's own file."""
    return [
        LeftOutFile(one.path, one.code, one.messages)
        for one in refused
        if not one.is_success and one.code not in _NOT_LEFT_OUT
    ]


def left_out_files(
    package: Package, decided: Iterable[NewJob | Job | Refusal | ReplanRequest]
) -> list[LeftOutFile]:
    """What the package does not get of files about which this was decided: refused ones, and those of other packages."""
    files = []
    for one in decided:
        if isinstance(one, Refusal):
            files += refused_files([one])
            continue
        job = one.job if isinstance(one, ReplanRequest) else one
        if isinstance(job, Job) and job.package_id != package.package_id:
            path = printable(job.source_path)
            said = message(MessageCode.KEY_ON_ITS_WAY, path=path, key=job.destination.object_key)
            files.append(LeftOutFile(path, ErrorCode.DESTINATION_BUSY, (said,), job.job_id))
    return files


def without(package: Package, files: Iterable[LeftOutFile]) -> Package:
    """The package that leaves these out."""
    return replace(package, left_out=LeftOut.of(list(files)))
