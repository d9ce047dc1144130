"""What a package is called: by what was added, or as the user says."""

import os.path
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import PurePath

from uploader_gui.domain.entered.entered_text import entered
from uploader_gui.domain.entered.visible_text import visible
from uploader_gui.domain.errors import BadSettingsError
from uploader_gui.domain.messages import MessageCode, message

LONGEST_NAME = 200
"""Characters of a name that the user gives."""


@dataclass(frozen=True, slots=True)
class AddedTogether:
    """What a package is called after; whoever shows it makes words of it in the reader's language.

    ``name``: that of the only folder or file that was added, "" where there were several. Then ``count`` files are
    meant, from ``folder``: the name of the folder that all of it lies in, "" where there is none.
    ``source_folder``: the path of the only folder, else "".
    """

    name: str
    count: int
    folder: str = ""
    source_folder: str = ""

    @property
    def english(self) -> str:
        """The name in English: ``A007``, ``12 files from A007``, ``12 files``."""
        if self.name:
            return self.name
        files = f"{self.count} file" if self.count == 1 else f"{self.count} files"
        return f"{files} from {self.folder}" if self.folder else files


def added_together(added: Collection[str], files: Collection[str]) -> AddedTogether:
    """What was added: absolute paths as they were chosen, and those of the ``files`` that were found by them."""
    roots = sorted({os.path.normpath(path) for path in added})
    if len(roots) == 1:
        (root,) = roots
        is_folder = any(os.path.normpath(file) != root for file in files)
        return AddedTogether(_name_of(root), len(files), source_folder=root if is_folder else "")
    return AddedTogether("", len(files), _common_folder(roots))


def entered_name(text: str) -> str:
    """The name that the user gives a package, trimmed.

    Raises BadSettingsError where nothing, or something that can't be seen, is in it, and over ``LONGEST_NAME``.
    """
    name = entered(text, "The name of the package")
    if not name:
        raise BadSettingsError(message(MessageCode.PACKAGE_NAME_EMPTY))
    if len(name) > LONGEST_NAME:
        raise BadSettingsError(message(MessageCode.PACKAGE_NAME_TOO_LONG, limit=LONGEST_NAME))
    return name


def _name_of(path: str) -> str:
    return visible(PurePath(path).name or path)


def _common_folder(paths: Collection[str]) -> str:
    try:
        return visible(PurePath(os.path.commonpath([str(PurePath(path).parent) for path in paths])).name)
    except ValueError:  # on several drives, or none at all
        return ""
