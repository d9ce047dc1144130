"""Who may have written a file that we are about to trust: decided from owners and modes as POSIX systems give them."""

import stat
from dataclasses import dataclass
from enum import StrEnum

ROOT_UID = 0
_OTHERS_WRITE = stat.S_IWGRP | stat.S_IWOTH
_OTHERS_ENTER = stat.S_IXGRP | stat.S_IXOTH


class Flaw(StrEnum):
    """Why something is not to be trusted."""

    FOREIGN = "foreign"
    WRITABLE = "writable"
    ODD = "odd"


@dataclass(frozen=True, slots=True)
class Ownership:
    """An entry's owner and mode, as ``st_uid`` and ``st_mode`` have them."""

    owner: int
    mode: int


def folder_flaw(folder: Ownership, user: int) -> Flaw | None:
    """What is wrong with a folder that shall be the user's alone to write to; None: nothing.

    It is the same for root, whose uploads the folder's owner could take over as well.
    """
    if folder.owner != user:
        return Flaw.FOREIGN
    return Flaw.WRITABLE if folder.mode & _OTHERS_WRITE else None


def file_flaw(file: Ownership, folder: Ownership, user: int) -> Flaw | None:
    """What is wrong with a file in ``folder`` that shall be the user's own; None: nothing.

    What others could write if they came to it is no flaw in a folder that lets nobody else in.
    """
    if file.owner != user:
        return Flaw.FOREIGN
    if not stat.S_ISREG(file.mode):
        return Flaw.ODD
    is_reachable = bool(folder.mode & _OTHERS_ENTER)
    return Flaw.WRITABLE if is_reachable and file.mode & _OTHERS_WRITE else None


def link_flaw(link: Ownership, user: int) -> Flaw | None:
    """What is wrong with a symbolic link that leads to something of the user's; None: nothing."""
    return None if link.owner in {user, ROOT_UID} else Flaw.FOREIGN
