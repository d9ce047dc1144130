"""A file is replaced in one step, also where the system refuses that while somebody reads it."""

from pathlib import Path, PosixPath

import pytest
from typing_extensions import override

from uploader_gui.private_files import replace_file


class Refused(PosixPath):
    """A file that can't take another's place while that is read, as Windows has it: for the first ``tries``."""

    __slots__ = ("tries",)
    tries: int

    @override
    def replace(self, target: object) -> "Refused":
        self.tries -= 1
        if self.tries >= 0:
            raise PermissionError
        Path(self).rename(Path(str(target)))
        return self


def a_new_file(folder: Path, *, tries: int) -> Refused:
    new = Refused(folder / "new")
    new.write_text("new")
    new.tries = tries
    (folder / "old").write_text("old")
    return new


def test_a_file_that_somebody_reads_is_replaced_when_it_is_closed(tmp_path: Path) -> None:
    replace_file(a_new_file(tmp_path, tries=3), tmp_path / "old", waits=True)
    assert (tmp_path / "old").read_text() == "new"


def test_where_only_rights_can_be_missing_it_is_not_tried_again(tmp_path: Path) -> None:
    with pytest.raises(PermissionError):
        replace_file(a_new_file(tmp_path, tries=1), tmp_path / "old", waits=False)
    assert (tmp_path / "old").read_text() == "old"
