"""A caller's keys serve the caller's jobs alone, and only at their own endpoint."""

from dataclasses import replace
from pathlib import Path

import pytest

from unit.api.samples import TO
from uploader_gui.credentials import Credentials
from uploader_gui.domain.errors import UploaderError
from uploader_gui.domain.profile import Profile
from uploader_gui.storage.keychain import Keychain
from uploader_gui.storage.settings import Environment, SavedSettings

OWN = Profile("environment", TO.endpoint, "media", "own-key")
LENT = replace(OWN, access_key="lent-key")
OTHER = replace(TO, object_key="other.mov")


def credentials(tmp_path: Path, own: Profile | None) -> tuple[Credentials, list[str]]:
    heard: list[str] = []
    environment = Environment(own, "own-secret" if own else "")
    return Credentials(environment, SavedSettings(), Keychain(tmp_path), heard.append), heard


def test_lent_keys_win_for_the_callers_job_and_for_no_other(tmp_path: Path) -> None:
    resolving, heard = credentials(tmp_path, OWN)
    resolving.lend(LENT, "lent-secret", [TO])
    assert resolving.connect(TO).secret_key == "lent-secret"
    assert resolving.connect(OTHER).secret_key == "own-secret"
    assert heard == ["lent-secret", "own-secret"]


def test_lent_keys_never_go_to_another_endpoint(tmp_path: Path) -> None:
    resolving, _ = credentials(tmp_path, None)
    elsewhere = replace(TO, endpoint="http://evil.example")
    resolving.lend(LENT, "lent-secret", [TO, elsewhere])
    with pytest.raises(UploaderError, match=r"evil\.example"):
        resolving.connect(elsewhere)


def test_where_no_other_keys_are_known_lent_ones_are_better_than_none(tmp_path: Path) -> None:
    resolving, _ = credentials(tmp_path, None)
    resolving.lend(LENT, "lent-secret", [TO])
    assert resolving.connect(OTHER).access_key == "lent-key"
