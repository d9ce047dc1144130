import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest
from filelock import FileLock

from uploader_gui.domain.errors import BadSettingsError, ErrorCode
from uploader_gui.domain.job import ConflictPolicy
from uploader_gui.domain.plan import MIB
from uploader_gui.domain.profile import Profile
from uploader_gui.storage.settings.settings import (
    Environment,
    Language,
    ReopenPolicy,
    SavedSettings,
    Settings,
    Theme,
    environment,
    with_changes,
)
from uploader_gui.storage.settings.settings_file import SettingsFile

HOME = Profile("home", "http://127.0.0.1:9000", "films", "AK", prefix="in/")
WORK = Profile("Büro", "https://s3.example.com", "raw", "AK2", region="eu-central-1", upload_lifetime_h=24.0)
CHANGED = Settings(
    jobs_at_once=1,
    workers=32,
    part_size=16 * MIB,
    bandwidth_limit=100_000,
    retry_limit=None,
    on_reopen=ReopenPolicy.ALWAYS,
    on_conflict=ConflictPolicy.RENAME,
    theme=Theme.DARK,
    stalled_after_min=30,
    language=Language.CHINESE,
    keeps_awake=False,
    closes_to_tray=True,
    api_is_on=True,
    api_host="::1",
    api_port=9000,
)
CONNECTION = {
    "UPLOADER_GUI_ENDPOINT": "127.0.0.1:9000",
    "UPLOADER_GUI_ACCESS_KEY": "AK",
    "UPLOADER_GUI_SECRET_KEY": "SK",
}


@pytest.fixture
def file(tmp_path: Path) -> SettingsFile:
    return SettingsFile(tmp_path / "state")


def written(file: SettingsFile, text: str) -> SettingsFile:
    file.path.parent.mkdir(exist_ok=True)
    file.path.write_text(text, encoding="utf-8")
    return file


def test_without_a_file_all_is_as_usual(file: SettingsFile) -> None:
    assert file.load() == SavedSettings(Settings(), (), "")


@pytest.mark.parametrize("settings", [Settings(), CHANGED])
def test_what_is_saved_is_loaded_again(file: SettingsFile, settings: Settings) -> None:
    saved = SavedSettings(settings, (HOME, WORK), "Büro")
    file.save(saved)

    assert file.load() == saved
    assert file.load().profile("home") == HOME
    assert file.path.stat().st_mode & 0o777 == 0o600
    assert sorted(path.name for path in file.path.parent.iterdir()) == ["settings.toml", "settings.toml.lock"]


def test_comments_and_unknown_keys_survive_a_save(file: SettingsFile) -> None:
    written(
        file,
        '# mine\nfrom_the_future = 1\n[settings]\nworkers = 4 # slow line\nodd = "x"\n'
        '[[profiles]]\nname = "home"\nendpoint = "http://127.0.0.1:9000"\ncolour = "red"\n'
        '[[profiles]]\nname = "old"\nendpoint = "http://127.0.0.1:9001"\n',
    )
    loaded = file.load()
    file.save(SavedSettings(loaded.settings, (loaded.profiles[0], WORK), "home"))

    text = file.path.read_text(encoding="utf-8")
    assert "# mine\nfrom_the_future = 1" in text
    assert "workers = 4 # slow line" in text
    assert 'odd = "x"' in text
    assert 'colour = "red"' in text
    assert "9001" not in text
    assert file.load().profiles == (loaded.profiles[0], WORK)


def test_a_profile_that_loses_its_limit_has_none_after_the_next_load(file: SettingsFile) -> None:
    file.save(SavedSettings(profiles=(WORK,)))
    unlimited = Profile(WORK.name, WORK.endpoint, WORK.bucket, WORK.access_key)
    file.save(SavedSettings(profiles=(unlimited,)))

    assert file.load().profiles == (unlimited,)


def test_a_current_profile_that_is_gone_is_none(file: SettingsFile) -> None:
    assert written(file, 'current_profile = "gone"').load().current_profile == ""


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[settings\nworkers = 1", "line 1"),
        ("[settings]\nworkers = 0", "'workers' is 0: it must be a whole number from 1 to 32"),
        ("[settings]\nkeeps_awake = 1", "'keeps_awake' is 1: it must be true or false"),
        ("[settings]\napi_port = 70000", "'api_port' is 70000: it must be a whole number from 0 to 65535"),
        ('[settings]\nlanguage = "fr"', '\'language\' is \'fr\': it must be one of "system", "en", "zh_CN"'),
        ('[settings]\nworkers = "many"', "'workers' is 'many'"),
        ("[settings]\nworkers = true", "'workers' is True"),
        ("[settings]\npart_size = 1", "'part_size' is 1.*5 MiB"),
        ("[settings]\nbandwidth_limit = 0", 'at least 1, or "unlimited"'),
        ('[settings]\non_reopen = "perhaps"', '"ask", "always", "never"'),
        ("[settings]\ntheme = [1]", "'theme' is \\[1\\]"),
        ("settings = 1", r"\[settings\] section"),
        ("profiles = 1", r"\[\[profiles\]\] sections"),
        ('[[profiles]]\nname = "a"', "connection 1, 'endpoint' is missing"),
        ('[[profiles]]\nname = "a"\nendpoint = "ftp://x"', "connection 1, 'endpoint' is 'ftp://x'"),
        ('[[profiles]]\nname = "a"\nendpoint = "x"\nupload_lifetime_h = nan', "hours over 0"),
        ('[[profiles]]\nname = "a"\nendpoint = "x"\n' * 2, "two connections have one name"),
    ],
)
def test_a_bad_value_is_named_with_its_place(file: SettingsFile, text: str, words: str) -> None:
    with pytest.raises(BadSettingsError, match=words) as caught:
        written(file, text).load()
    assert "settings.toml" in caught.value.message


def test_a_broken_file_is_never_overwritten(file: SettingsFile) -> None:
    written(file, "[settings\n")

    with pytest.raises(BadSettingsError):
        file.save(SavedSettings())
    assert file.path.read_text() == "[settings\n"


def test_values_that_could_not_be_loaded_are_not_saved(file: SettingsFile) -> None:
    file.save(SavedSettings())
    with pytest.raises(BadSettingsError, match="workers"):
        file.save(SavedSettings(Settings(workers=1000)))

    assert file.load() == SavedSettings()


def test_a_file_that_is_no_text_is_refused_in_words(file: SettingsFile) -> None:
    file.path.parent.mkdir()
    file.path.write_bytes(b"\xff\xfe")

    with pytest.raises(BadSettingsError, match="can't be read"):
        file.load()


def test_an_empty_environment_says_nothing() -> None:
    assert environment({"PATH": "/bin", "UPLOAD_MAX_SIZE": "", "UPLOADER_GUI_ENDPOINT": ""}) == Environment()


def test_the_environment_makes_a_connection() -> None:
    read = environment(CONNECTION | {"UPLOADER_GUI_BUCKET": "films", "UPLOADER_GUI_REGION": "eu-west-1"})

    assert read.profile == Profile("environment", "http://127.0.0.1:9000", "films", "AK", region="eu-west-1")
    assert read.secret_key == "SK"
    assert "SK" not in repr(read)


def test_sizes_and_folders_come_from_the_environment(tmp_path: Path) -> None:
    read = environment(
        {
            "UPLOAD_MAX_SIZE": "1000",
            "UPLOAD_CHUNK_SIZE": str(5 * MIB),
            "UPLOAD_TEMP_DIR": str(tmp_path / "new"),
        }
    )

    assert (read.max_size, read.part_size, read.staging_dir) == (1000, 5 * MIB, tmp_path / "new")


@pytest.mark.parametrize(
    ("environ", "words"),
    [
        ({"UPLOAD_MAX_SIZE": "2G"}, "UPLOAD_MAX_SIZE"),
        ({"UPLOAD_MAX_SIZE": "0"}, "UPLOAD_MAX_SIZE"),
        ({"UPLOAD_MAX_SIZE": "9" * 5000}, "UPLOAD_MAX_SIZE"),
        ({"UPLOAD_CHUNK_SIZE": "9" * 5000}, "UPLOAD_CHUNK_SIZE"),
        ({"UPLOAD_CHUNK_SIZE": "1024"}, "UPLOAD_CHUNK_SIZE: A part size of 1024"),
        ({"UPLOAD_CHUNK_SIZE": "²"}, "UPLOAD_CHUNK_SIZE"),
        ({"UPLOADER_GUI_BUCKET": "b"}, "ENDPOINT and UPLOADER_GUI_ACCESS_KEY and UPLOADER_GUI_SECRET_KEY"),
        (CONNECTION | {"UPLOADER_GUI_SECRET_KEY": ""}, "also needs UPLOADER_GUI_SECRET_KEY"),
        (CONNECTION | {"UPLOADER_GUI_ENDPOINT": "ftp://x"}, "UPLOADER_GUI_ENDPOINT: 'ftp://x'"),
        ({"UPLOAD_TEMP_DIR": __file__}, "UPLOAD_TEMP_DIR names .* not a directory"),
        ({"UPLOADER_GUI_HOME": "~nobody-is-called-so/x"}, "UPLOADER_GUI_HOME"),
    ],
)
def test_a_bad_variable_is_named(environ: dict[str, str], words: str) -> None:
    with pytest.raises(BadSettingsError, match=words):
        environment(environ)


def test_a_trusted_certificate_is_kept_as_64_digits_and_anything_else_is_named(file: SettingsFile) -> None:
    pinned = replace(HOME, certificate_sha256="ab" * 32)
    file.save(SavedSettings(profiles=(pinned,)))
    assert file.load().profiles == (pinned,)
    text = file.path.read_text(encoding="utf-8")
    written(file, text.replace("ab" * 32, ":".join(["AB"] * 32)))
    assert file.load().profiles == (pinned,)
    written(file, text.replace("ab" * 32, "abc"))
    with pytest.raises(BadSettingsError, match="certificate_sha256"):
        file.load()


@pytest.mark.case("B06")
def test_two_hundred_saves_at_once_all_succeed_and_lose_nothing(file: SettingsFile) -> None:
    def count(_number: int) -> None:
        file.change(
            lambda there: replace(
                there, settings=replace(there.settings, api_port=there.settings.api_port + 1)
            )
        )

    file.save(SavedSettings(Settings(api_port=1000)))
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(count, range(200)))
    assert file.load().settings.api_port == 1200


_OTHER_PROGRAM = (
    "import sys\nfrom dataclasses import replace\nfrom pathlib import Path\n"
    "from uploader_gui.domain.profile import Profile\n"
    "from uploader_gui.storage.settings.settings_file import SettingsFile\n"
    "for number in range(10):\n"
    "    profile = Profile(f'{sys.argv[2]}{number}', 'http://127.0.0.1:9000', 'b', 'k')\n"
    "    SettingsFile(Path(sys.argv[1])).change(\n"
    "        lambda there: replace(there, profiles=(*there.profiles, profile)))\n"
)


@pytest.mark.case("B06")
def test_programs_that_save_at_once_lose_nothing(file: SettingsFile) -> None:
    folder = str(file.path.parent)
    programs = [subprocess.Popen([sys.executable, "-c", _OTHER_PROGRAM, folder, name]) for name in "abc"]
    assert [program.wait(60) for program in programs] == [0, 0, 0]
    assert len(file.load().profiles) == 30


@pytest.mark.case("B06")
def test_a_change_made_in_between_is_kept(file: SettingsFile) -> None:
    before = Settings()
    wanted = replace(before, theme=Theme.DARK)
    file.save(SavedSettings(replace(before, workers=3), (HOME,), "home"))
    file.change(lambda there: replace(there, settings=with_changes(there.settings, before, wanted)))
    assert file.load() == SavedSettings(replace(before, workers=3, theme=Theme.DARK), (HOME,), "home")


@pytest.mark.case("B06")
def test_what_a_killed_save_left_is_removed_by_the_next(file: SettingsFile) -> None:
    left = file.path.with_name("settings.toml.abc123.unfinished")
    left.parent.mkdir(exist_ok=True)
    left.write_text("half")
    file.save(SavedSettings())
    assert not left.exists()


def test_a_file_that_another_program_keeps_to_itself_is_not_waited_for_for_ever(
    file: SettingsFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    file.save(SavedSettings())
    monkeypatch.setattr("uploader_gui.storage.settings.atomic_file._LONGEST_WAIT_S", 0.05)
    with (
        FileLock(file.path.with_name("settings.toml.lock"), thread_local=False),
        pytest.raises(BadSettingsError),
    ):
        file.save(SavedSettings())


@pytest.fixture
def no_file_grows() -> Iterator[None]:
    """As on a disk that takes names but no bytes."""
    resource = pytest.importorskip("resource")
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, before[1]))
    yield
    resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_settings_that_cannot_be_written_say_so(tmp_path: Path, no_file_grows: None) -> None:
    settings = SettingsFile(tmp_path)
    with pytest.raises(BadSettingsError) as caught:
        settings.save(settings.load())
    assert caught.value.code == ErrorCode.STATE_READ_ONLY
    assert [path.name for path in tmp_path.iterdir()] == ["settings.toml.lock"]
