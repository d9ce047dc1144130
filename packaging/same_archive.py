"""Writes a source archive anew so that the same files give the same bytes; called by ``packaging/wheel``.

The build backend takes time, owner and order from the machine. Here the time is ``SOURCE_DATE_EPOCH`` (seconds since
1970), the owner nobody, the order that of names, and what is kept of modes is whether a file may be run.
"""

import gzip
import io
import os
import sys
import tarfile
from pathlib import Path


def rewrite(archive: Path, epoch_s: int) -> None:
    """Replace a ``.tar.gz``. Raises OSError and tarfile.TarError."""
    packed = io.BytesIO()
    with (
        tarfile.open(archive) as old,
        tarfile.open(fileobj=packed, mode="w", format=tarfile.PAX_FORMAT) as new,
    ):
        for member in sorted(old.getmembers(), key=lambda each: each.name):
            new.addfile(_plain(member, epoch_s), old.extractfile(member) if member.isreg() else None)
    with (
        archive.open("wb") as file,
        gzip.GzipFile(filename="", mode="wb", compresslevel=9, fileobj=file, mtime=epoch_s) as zipped,
    ):
        zipped.write(packed.getvalue())


def _plain(member: tarfile.TarInfo, epoch_s: int) -> tarfile.TarInfo:
    plain = tarfile.TarInfo(member.name)
    plain.type, plain.linkname, plain.size, plain.mtime = member.type, member.linkname, member.size, epoch_s
    plain.mode = 0o755 if member.isdir() or member.mode & 0o100 else 0o644
    return plain


if __name__ == "__main__":
    rewrite(Path(sys.argv[1]), int(os.environ["SOURCE_DATE_EPOCH"]))
