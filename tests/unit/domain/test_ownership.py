"""Whether others may have written what is about to be trusted."""

import stat

import pytest

from uploader_gui.domain.ownership import Flaw, Ownership, file_flaw, folder_flaw, link_flaw

US, OTHER, ROOT_UID = 1000, 1001, 0
CLOSED, OPEN = Ownership(US, 0o40700), Ownership(US, 0o40755)


@pytest.mark.case("S01")
@pytest.mark.parametrize(
    ("owner", "mode", "user", "flaw"),
    [
        (US, 0o700, US, None),
        (US, 0o755, US, None),
        (US, 0o777, US, Flaw.WRITABLE),
        (US, 0o775, US, Flaw.WRITABLE),
        (US, 0o1777, US, Flaw.WRITABLE),
        (OTHER, 0o700, US, Flaw.FOREIGN),
        (ROOT_UID, 0o755, US, Flaw.FOREIGN),
        (ROOT_UID, 0o700, ROOT_UID, None),
        (US, 0o700, ROOT_UID, Flaw.FOREIGN),
    ],
)
def test_a_folder_is_ours_alone_or_has_a_flaw(owner: int, mode: int, user: int, flaw: Flaw | None) -> None:
    assert folder_flaw(Ownership(owner, stat.S_IFDIR | mode), user) is flaw


@pytest.mark.case("S01")
@pytest.mark.parametrize(
    ("owner", "mode", "folder", "flaw"),
    [
        (US, 0o600, OPEN, None),
        (US, 0o644, OPEN, None),
        (US, 0o664, OPEN, Flaw.WRITABLE),
        (US, 0o602, OPEN, Flaw.WRITABLE),
        (US, 0o666, CLOSED, None),
        (OTHER, 0o600, CLOSED, Flaw.FOREIGN),
        (ROOT_UID, 0o644, CLOSED, Flaw.FOREIGN),
    ],
)
def test_a_file_that_others_can_write_to_has_a_flaw(
    owner: int, mode: int, folder: Ownership, flaw: Flaw | None
) -> None:
    assert file_flaw(Ownership(owner, stat.S_IFREG | mode), folder, US) is flaw


@pytest.mark.case("S01")
def test_what_is_no_file_is_no_file_of_ours() -> None:
    assert file_flaw(Ownership(US, stat.S_IFIFO | 0o600), CLOSED, US) is Flaw.ODD


@pytest.mark.case("S01")
def test_a_link_that_somebody_else_laid_is_not_followed() -> None:
    assert link_flaw(Ownership(OTHER, stat.S_IFLNK | 0o777), US) is Flaw.FOREIGN
    assert link_flaw(Ownership(ROOT_UID, stat.S_IFLNK | 0o777), US) is None
