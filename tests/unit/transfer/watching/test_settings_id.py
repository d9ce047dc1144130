"""The id of a watched folder's settings, under which files that were refused are stored."""

from dataclasses import dataclass, replace
from pathlib import Path
from uuid import NAMESPACE_URL, uuid5

from lab.engines.watched import watch
from uploader_gui.domain.job import ConflictPolicy
from uploader_gui.domain.profile import Profile
from uploader_gui.transfer.watching.watch_needs import SendingSettings
from uploader_gui.transfer.watching.watching import settings_id

STUDIO = Profile("studio", "https://minio.example.com", "films", "key")


@dataclass(frozen=True, slots=True)
class WatchTerms:
    """As the class was called when the first ids were stored."""

    profile: Profile
    part_size: int
    max_size: int | None
    on_conflict: ConflictPolicy


def test_ids_that_are_stored_already_stay(tmp_path: Path) -> None:
    folder = watch(tmp_path)
    values = STUDIO, 5, None, ConflictPolicy.REFUSE
    stored = str(uuid5(NAMESPACE_URL, f"{folder} {WatchTerms(*values)}"))
    assert settings_id(folder, SendingSettings(*values)) == stored


def test_another_setting_is_another_id(tmp_path: Path) -> None:
    folder = watch(tmp_path)
    sending = SendingSettings(STUDIO, 5, None, ConflictPolicy.REFUSE)
    assert settings_id(folder, sending) == settings_id(folder, replace(sending))
    assert settings_id(folder, sending) != settings_id(folder, replace(sending, part_size=6))
    assert settings_id(folder, sending) != settings_id(replace(folder, prefix="b"), sending)
