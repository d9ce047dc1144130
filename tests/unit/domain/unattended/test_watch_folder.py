import pytest

from uploader_gui.domain.errors import BadSettingsError
from uploader_gui.domain.unattended.watch_folder import (
    Afterwards,
    WatchFolder,
    check_entered_watch_folder,
    check_watch_folder,
)


def moving(to: str, *, has_subfolders: bool = True) -> WatchFolder:
    return WatchFolder(
        "w", "/srv/in/b", has_subfolders=has_subfolders, afterwards=Afterwards.MOVE, moved_to=to
    )


def test_nothing_is_moved_to_where_its_subfolder_leads_back_into_the_watched_folder() -> None:
    above = moving("/srv/in")
    with pytest.raises(BadSettingsError, match=r"come back into /srv/in/b there.*that it is not in"):
        check_entered_watch_folder(above)
    assert check_watch_folder(above) == above  # as it may have been saved
    with pytest.raises(BadSettingsError, match="that they are in"):
        check_entered_watch_folder(moving("/srv/in/b"))


@pytest.mark.parametrize(
    "watch",
    [
        moving("/srv/in", has_subfolders=False),
        moving("/srv/in/c"),
        moving("/srv/in/b/sent"),
        WatchFolder("w", "/srv/in/b", moved_to="/srv/in"),
    ],
)
def test_what_can_not_come_back_may_be_moved(watch: WatchFolder) -> None:
    assert check_entered_watch_folder(watch) == watch
