"""State directories that earlier versions of the program left open in today's: nothing is lost, nothing sent again."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from lab.databases import old_state
from lab.databases.old_state import ARCHIVE, ARCHIVE_SECRET, SETTINGS, SIZES, OldState, studio
from lab.files import sha256_of
from lab.lines.proxy import FaultProxy
from lab.processes.program import Program
from lab.stores.s3probe import Probe
from uploader_gui.domain.errors import BadSettingsError
from uploader_gui.storage.database.database import FILE_NAME
from uploader_gui.storage.database.schema import STEPS, check_version
from uploader_gui.storage.settings.keychain import Keychain
from uploader_gui.storage.settings.settings_file import SettingsFile


@pytest.fixture(params=old_state.STEPS)
def state(request: pytest.FixtureRequest, tmp_path: Path, bucket: Probe, proxy: FaultProxy) -> OldState:
    """Left by a program that was killed; it went through the proxy."""
    return old_state.lay_out(tmp_path, request.param, bucket.address, reached_at=proxy.endpoint)


def test_what_an_older_version_was_killed_in_is_listed_and_goes_on_without_a_part_sent_twice(
    state: OldState, bucket: Probe, proxy: FaultProxy
) -> None:
    program = Program(state.directory, None)
    before = {job["fileName"]: job for job in program.run("list", "--json").lines}
    assert {name: job["status"] for name, job in before.items()} == {
        "small.mov": "COMPLETED",
        "whole.mov": "COMPLETED",
        "refused.mov": "FAILED",
        "paused.mov": "PAUSED",
        "interrupted.mov": "PAUSED",
        "waiting.mov": "SUBMITTED",
    }
    assert {name: job["fileSize"] for name, job in before.items()} == SIZES
    assert before["refused.mov"]["errorCode"] == "NO_SUCH_BUCKET"
    assert before["interrupted.mov"]["uploadedParts"] == 2

    unfinished = ["paused.mov", "interrupted.mov", "waiting.mov"]
    proxy.log.clear()
    ended = program.run("resume", *(before[name]["jobId"] for name in unfinished), "--json")

    assert ended.code == 0, ended.errors
    assert [sorted(proxy.log.parts_sent(f"rushes/{name}")) for name in unfinished] == [[2], [3], [1, 2]]
    for name in unfinished:
        assert bucket.sha256(f"rushes/{name}") == sha256_of(state.files[name])


def test_settings_connections_and_secrets_of_an_older_version_are_kept(
    state: OldState, bucket: Probe, proxy: FaultProxy
) -> None:
    before = (state.directory / "settings.toml").read_text("utf-8")
    saved = SettingsFile(state.directory).load()
    assert saved.settings == SETTINGS
    to = bucket.address
    assert saved.profiles == (studio(to, proxy.endpoint), ARCHIVE)
    assert saved.current_profile == "studio"
    keychain = Keychain(state.directory)
    assert keychain.get("studio", proxy.endpoint, to.access_key) == to.secret_key
    assert keychain.get("archive", ARCHIVE.endpoint, "archivist") == ARCHIVE_SECRET

    SettingsFile(state.directory).save(saved)

    assert SettingsFile(state.directory).load() == saved
    after = (state.directory / "settings.toml").read_text("utf-8").splitlines()
    assert [line for line in before.splitlines() if line not in after] == []


@pytest.mark.parametrize("state", [step for step in old_state.STEPS if step < len(STEPS)], indirect=True)
def test_an_older_version_refuses_what_today_s_has_opened_and_takes_the_copy_from_before(
    state: OldState,
) -> None:
    database = state.directory / FILE_NAME
    with closing(sqlite3.connect(database)) as sqlite:
        (version,) = sqlite.execute("PRAGMA user_version").fetchone()
        before = sqlite.execute("SELECT job_id, upload_id FROM async_upload_tasks").fetchall()

    assert Program(state.directory, None).run("pause", "--all").code == 0

    with (
        closing(sqlite3.connect(database)) as sqlite,
        pytest.raises(BadSettingsError, match="newer version"),
    ):
        check_version(sqlite, database, STEPS[:version])
    (copy,) = (state.directory / "backups").iterdir()
    with closing(sqlite3.connect(copy)) as sqlite:
        assert check_version(sqlite, copy, STEPS[:version]) == version
        assert sqlite.execute("SELECT job_id, upload_id FROM async_upload_tasks").fetchall() == before
