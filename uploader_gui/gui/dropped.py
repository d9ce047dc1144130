"""What hangs under the pointer during a drag: paths of this machine, or something that can't be taken."""

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QMimeData


@dataclass(frozen=True, slots=True)
class Dropped:
    """``paths`` of files and folders as they were dropped, or a ``refusal`` in words."""

    paths: tuple[Path, ...] = ()
    refusal: str = ""


def dropped(mime: QMimeData) -> Dropped:
    """Read what is dragged without touching the disk."""
    urls = mime.urls()
    paths = tuple(Path(url.toLocalFile()) for url in urls if url.isLocalFile() and url.toLocalFile())
    if paths and len(paths) == len(urls):
        return Dropped(paths)
    translate = QCoreApplication.translate
    if paths:
        return Dropped(
            refusal=translate(
                "Dropped", "Some of this is not on this machine. Save it first, then drop the files."
            )
        )
    if urls:
        return Dropped(
            refusal=translate(
                "Dropped", "This is a web link, not a file. Save it to disk first, then drop the file."
            )
        )
    if mime.hasText():
        return Dropped(
            refusal=translate("Dropped", "This is text, not a file. Only files and folders can be uploaded.")
        )
    return Dropped(refusal=translate("Dropped", "Only files and folders can be uploaded."))
