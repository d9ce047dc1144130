"""What is in the state directory is the user's alone: looked at before it is trusted, and made so."""

import os
import stat
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from uuid import uuid4

import pytest

from uploader_gui.domain.errors import BadSettingsError
from uploader_gui.domain.job import Destination, Fingerprint, NewJob
from uploader_gui.domain.plan import MIB, Plan
from uploader_gui.private_files import NotPrivateError, claim, make_private
from uploader_gui.runtime.instance_lock import HOLDER_FILE, LOCK_FILE, InstanceLock, is_held, read_holder
from uploader_gui.runtime.log_file import LogFile
from uploader_gui.runtime.runtime import open_reader, open_runtime, state_directory
from uploader_gui.source.staged_copy import make_room
from uploader_gui.storage.database.database import Database
from uploader_gui.storage.settings.keychain import Keychain
from uploader_gui.storage.settings.settings_file import SettingsFile

pytestmark = [
    pytest.mark.case("S01"),
    pytest.mark.skipif(os.name == "nt", reason="Windows tells owners otherwise"),
]
ANOTHER_USER = 54_321


def a_new_job() -> NewJob:
    to = Destination("home", "http://127.0.0.1:9000", "us-east-1", "media", f"{uuid4()}.mov")
    return NewJob("/v/a.mov", "a.mov", "video/quicktime", Fingerprint(1, 1, 1, 1, 1), Plan(1, 8 * MIB), to)


def environ(home: Path) -> dict[str, str]:
    return {"UPLOADER_GUI_HOME": str(home)}


def mode_of(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A state directory that has been used, and that others may enter."""
    home = tmp_path / "state"
    home.mkdir(mode=0o755)
    with closing(open_runtime(environ(home), holder="a test")):
        pass
    return home


@pytest.fixture
def nothing_masked() -> Iterator[None]:
    before = os.umask(0)
    yield
    os.umask(before)


@pytest.mark.parametrize("mode", [0o777, 0o1777, 0o775, 0o757])
@pytest.mark.parametrize(
    "use",
    [
        state_directory,
        open_reader,
        lambda variables: open_runtime(variables, holder="a test"),
        lambda variables: read_holder(Path(variables["UPLOADER_GUI_HOME"])),
        lambda variables: is_held(Path(variables["UPLOADER_GUI_HOME"])),
        lambda variables: Database.open(Path(variables["UPLOADER_GUI_HOME"])),
    ],
    ids=["name", "list", "run", "read the note", "look at the lock", "open the database"],
)
def test_a_state_directory_that_others_may_write_to_is_refused(
    home: Path, mode: int, use: Callable[[dict[str, str]], object]
) -> None:
    home.chmod(mode)
    with pytest.raises(BadSettingsError, match=r"Others may write to the state directory .*chmod go-w"):
        use(environ(home))


def test_a_state_directory_of_another_user_is_refused(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: ANOTHER_USER)
    with pytest.raises(NotPrivateError, match="belongs to another user"):
        open_runtime(environ(home), holder="a test")
    with pytest.raises(NotPrivateError, match="belongs to another user"):
        read_holder(home)


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root can give files away")
def test_root_too_refuses_what_belongs_to_another_user(home: Path) -> None:
    os.chown(home / "uploader.db", ANOTHER_USER, -1)
    with pytest.raises(NotPrivateError, match=r"uploader\.db belongs to another user"):
        open_reader(environ(home))
    os.chown(home, ANOTHER_USER, -1)
    with pytest.raises(NotPrivateError, match=r"The state directory .* belongs to another user"):
        open_runtime(environ(home), holder="a test")


@pytest.mark.parametrize("name", [LOCK_FILE, HOLDER_FILE, "uploader.db", "uploader.db-wal", "settings.toml"])
def test_a_file_that_others_may_write_to_is_refused(home: Path, name: str) -> None:
    (home / name).touch()
    (home / name).chmod(0o666)
    with pytest.raises(NotPrivateError, match=f"Others may write to .*{name}"):
        open_runtime(environ(home), holder="a test")
    assert mode_of(home / name) == 0o666, "whose content it is, the user has to say"


def test_a_note_that_others_may_have_written_is_not_believed(home: Path) -> None:
    (home / HOLDER_FILE).write_text('{"name": "a thief", "pid": 1, "address": "http://127.0.0.1:9"}')
    (home / HOLDER_FILE).chmod(0o666)
    with pytest.raises(NotPrivateError):
        read_holder(home)


def test_a_pipe_in_the_place_of_a_file_is_refused(home: Path) -> None:
    (home / "settings.toml").unlink(missing_ok=True)
    os.mkfifo(home / "settings.toml", 0o600)
    with pytest.raises(NotPrivateError, match="is not a file"):
        SettingsFile(home).load()


def test_all_files_are_private_whatever_the_umask_and_the_directory(
    tmp_path: Path, nothing_masked: None
) -> None:
    home = tmp_path / "state"
    home.mkdir()
    home.chmod(0o755)
    for _ in range(2):  # the second start makes the first copy of the database
        with closing(open_runtime(environ(home), holder="a test")) as runtime:
            runtime.change(lambda saved: saved)
            runtime.jobs.add([a_new_job()])
            runtime.keychain.set("a", "http://b", "c", "secret", may_use_file=True)
            modes = {path.name: mode_of(path) for path in home.rglob("*") if path.is_file()}
            assert set(modes.values()) == {0o600}, modes
            folders = {path.name: mode_of(path) for path in home.rglob("*") if path.is_dir()}
            assert set(folders.values()) <= {0o700}, folders
    names = {
        "uploader.db",
        "uploader.db-wal",
        "uploader.db-shm",
        "uploader.db.open",
        "uploader.log",
        LOCK_FILE,
    }
    assert {*names, HOLDER_FILE, "settings.toml", "secrets.json"} <= modes.keys()
    assert folders.keys() == {"backups"}


def test_files_of_an_older_version_are_tightened(home: Path) -> None:
    (home / "uploader.log.1").touch()
    (home / "backups").mkdir(exist_ok=True)
    (home / "backups" / "uploader-20261101-101010.db").touch()
    (home / "staging").mkdir()
    for path in home.rglob("*"):
        path.chmod(0o755 if path.is_dir() else 0o644)
    claim(home)
    modes = {path.name: mode_of(path) for path in home.rglob("*")}
    assert all(mode == (0o700 if name in {"backups", "staging"} else 0o600) for name, mode in modes.items())


def test_what_is_not_ours_in_a_shared_home_is_left_alone(home: Path) -> None:
    other = home / "notes.txt"
    other.touch()
    other.chmod(0o644)
    claim(home)
    assert mode_of(other) == 0o644


def test_in_a_directory_that_lets_nobody_in_an_open_file_is_tightened(home: Path) -> None:
    home.chmod(0o700)
    (home / "uploader.db").chmod(0o666)
    claim(home)
    assert mode_of(home / "uploader.db") == 0o600


def test_nobody_else_can_lock_the_lock(tmp_path: Path, nothing_masked: None) -> None:
    (tmp_path / LOCK_FILE).touch(0o644)
    with closing(InstanceLock(tmp_path).acquire("a test")):
        assert mode_of(tmp_path / LOCK_FILE) == 0o600


def test_log_is_never_written_through_a_link(tmp_path: Path) -> None:
    victim = tmp_path / "victim"
    victim.touch()
    (tmp_path / "uploader.log").symlink_to(victim)
    log = LogFile(tmp_path)
    log.close()
    assert not victim.read_bytes()


def test_secrets_that_others_may_have_written_are_not_used(tmp_path: Path) -> None:
    tmp_path.chmod(0o755)
    keychain = Keychain(tmp_path)
    keychain.set("a", "http://b", "c", "secret", may_use_file=True)
    (tmp_path / "secrets.json").chmod(0o666)
    assert Keychain(tmp_path).get("a", "http://b", "c") is None


@pytest.mark.case("S06")
def test_a_shared_staging_directory_gets_a_folder_of_our_own(tmp_path: Path) -> None:
    shared = tmp_path / "shared"
    shared.mkdir()
    shared.chmod(0o1777)
    variables = environ(tmp_path / "state") | {"UPLOAD_TEMP_DIR": str(shared)}
    with closing(open_runtime(variables, holder="a test")) as runtime:
        assert runtime.staging_dir == shared / f"uploader-gui-{os.geteuid()}"


@pytest.mark.case("S06")
def test_folders_above_ours_that_were_missing_are_ours_alone_too(
    tmp_path: Path, nothing_masked: None
) -> None:
    share, disk = tmp_path / ".local" / "share", tmp_path / "disk" / "copies"
    variables = environ(share / "uploader-gui") | {"UPLOAD_TEMP_DIR": str(disk / "staging")}
    with closing(open_runtime(variables, holder="a test")) as runtime:
        make_room(runtime.staging_dir, 1)
    made = [share.parent, share, share / "uploader-gui", disk.parent, disk, disk / "staging"]
    assert {path.name: mode_of(path) for path in made} == {path.name: 0o700 for path in made}


def test_a_database_in_use_is_not_opened_beside_sqlite(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def close(_file: int) -> None:
        pytest.fail("closing it would drop the locks that SQLite holds on it")

    monkeypatch.setattr(os, "close", close)
    (home / "uploader.db").chmod(0o644)
    make_private(home / "uploader.db")
    assert mode_of(home / "uploader.db") == 0o600
