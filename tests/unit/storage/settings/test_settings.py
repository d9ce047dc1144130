import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from filelock import FileLock

from uploader_gui.domain.errors import BadSettingsError, ErrorCode
from uploader_gui.domain.job import ConflictPolicy
from uploader_gui.domain.plan import MIB
from uploader_gui.domain.profile import Profile
from uploader_gui.domain.store.kept_parts import KeepParts
from uploader_gui.domain.store.object_terms import Encryption, ObjectTerms, Retention
from uploader_gui.domain.unattended.watch_folder import Afterwards, WatchFolder
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
OBJECTS = ObjectTerms(
    metadata=(("show", "Alps"), ("director", "Žofie")),
    tags=(("team", "news"),),
    storage_class="STANDARD_IA",
    cache_control="no-store",
    encryption=Encryption.SSE_KMS,
    kms_key_id="media",
    retention=Retention.GOVERNANCE,
    retention_days=30,
)
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
CARDS = WatchFolder("1", "/srv/cards", include=("*.mov", "*.mxf"), settled_s=2.5, marker="{name}.done")
INGEST = WatchFolder(
    "2",
    "/srv/ingest",
    profile="home",
    prefix="in/",
    name_template="{year}/{name}",
    exclude=("*.tmp",),
    has_subfolders=False,
    afterwards=Afterwards.MOVE,
    moved_to="/srv/sent",
    is_growing=True,
    is_on=False,
    is_polled=True,
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


def test_what_objects_get_is_loaded_again_and_gone_where_they_get_nothing(file: SettingsFile) -> None:
    rules = (("*.mov", "video/x-b"), ("a*.mov", "video/x-a"))
    full = replace(HOME, terms=OBJECTS, content_types=rules)
    turned = replace(full, content_types=rules[::-1], terms=ObjectTerms(tags=(("team", "sport"),)))
    for profile in (full, turned, HOME):
        file.save(SavedSettings(profiles=(profile, WORK)))
        assert file.load().profiles == (profile, WORK)
    assert "objects" not in file.path.read_text(encoding="utf-8")


def test_what_objects_get_can_be_written_by_hand(file: SettingsFile) -> None:
    home = '[[profiles]]\nname = "home"\nendpoint = "http://127.0.0.1:9000"\n'
    objects = '[profiles.objects]\ntags = { team = "news" } # theirs\nencryption = "s3"\n[profiles.objects.metadata]\nShow = "A"\n'
    loaded = written(file, home + objects).load()
    terms = ObjectTerms(metadata=(("show", "A"),), tags=(("team", "news"),), encryption=Encryption.SSE_S3)
    assert loaded.profiles[0].terms == terms
    file.save(replace(loaded, profiles=(replace(loaded.profiles[0], prefix="in/"),)))
    assert "# theirs" in file.path.read_text(encoding="utf-8")
    assert file.load().profiles[0].terms == terms


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("metadata = 1", "'metadata' is 1. It must be names with texts"),
        ("metadata = { a = 1 }", "It must be names with texts"),
        ('tags = { "aws:x" = "1" }', "names that begin with aws:"),
        ('encryption = "aes"', 'one of "", "s3", "kms"'),
        ('kms_key_id = "k"', "Choose that encryption"),
        ("retention_days = 3", "Say both, or neither."),
        ('content_types = { "*.mov" = "video" }', "no content type"),
    ],
)
def test_what_no_object_can_get_is_named_with_its_connection(
    file: SettingsFile, line: str, words: str
) -> None:
    home = '[[profiles]]\nname = "home"\nendpoint = "http://127.0.0.1:9000"\n[profiles.objects]\n'
    with pytest.raises(BadSettingsError) as refused:
        written(file, home + line).load()
    assert words in refused.value.message
    assert "connection 1" in refused.value.message


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
        ("[settings]\nworkers = 0", "'workers' is 0. It must be a whole number from 1 to 32"),
        ("[settings]\nkeeps_awake = 1", "'keeps_awake' is 1. It must be true or false"),
        ("[settings]\napi_port = 70000", "'api_port' is 70000. It must be a whole number from 0 to 65535"),
        ('[settings]\nlanguage = "fr"', '\'language\' is \'fr\'. It must be one of "system", "en", "zh_CN"'),
        ('[settings]\nworkers = "many"', "'workers' is 'many'"),
        ("[settings]\nworkers = true", "'workers' is True"),
        ("[settings]\npart_size = 1", "'part_size' is 1.*5 MiB"),
        ("[settings]\nbandwidth_limit = 0", 'at least 1, or "unlimited"'),
        ('[settings]\non_reopen = "perhaps"', '"ask", "always", "never"'),
        ("[settings]\ntheme = [1]", "'theme' is \\[1\\]"),
        ("settings = 1", r"\[settings\] section"),
        ("profiles = 1", r"\[\[profiles\]\] sections"),
        ('[[profiles]]\nname = "a"', "connection 1: 'endpoint' is missing"),
        ('[[profiles]]\nname = "a"\nendpoint = "ftp://x"', "connection 1: 'endpoint' is 'ftp://x'"),
        ('[[profiles]]\nname = "a"\nendpoint = "x"\nupload_lifetime_h = nan', "hours over 0"),
        ('[[profiles]]\nname = "a"\nendpoint = "x"\nupload_lifetime_h = 1e9', "hours over 0"),
        ('[[profiles]]\nname = "a"\nendpoint = "x"\nkeep_parts = "yes"', '"auto", "always", "never"'),
        ('[[profiles]]\nname = "a"\nendpoint = "x"\nkept_bucket = "a\\u0007b"', "'kept_bucket'"),
        (
            '[[profiles]]\nname = "a"\nendpoint = "x"\nkept_prefix = 1',
            "'kept_prefix' is 1. It must be a text",
        ),
        (
            '[[profiles]]\nname = "a"\nendpoint = "x"\nname_template = "{date}"',
            "'name_template' is '{date}'.*character 1",
        ),
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


@pytest.mark.case("L3.4")
def test_the_environment_may_name_several_addresses() -> None:
    read = environment(CONNECTION | {"UPLOADER_GUI_ENDPOINT": "https://minio{1...4}.example.org:9000/films"})
    assert read.profile is not None
    assert (read.profile.endpoint, read.profile.bucket) == ("https://minio{1...4}.example.org:9000", "films")
    with pytest.raises(BadSettingsError, match=r"UPLOADER_GUI_ENDPOINT can't be used: .* At most 64"):
        environment(CONNECTION | {"UPLOADER_GUI_ENDPOINT": "minio{1...65}"})


@pytest.mark.case("L3.4")
def test_several_addresses_are_saved_as_they_are_written(file: SettingsFile) -> None:
    braces = replace(HOME, endpoint="https://minio{1...4}.example.org:9000")
    listed = replace(WORK, endpoint="https://a.example:9000,https://b.example:9000")
    file.save(SavedSettings(profiles=(braces, listed)))
    assert file.load().profiles == (braces, listed)


def test_sizes_and_folders_come_from_the_environment(tmp_path: Path) -> None:
    read = environment(
        {
            "UPLOAD_MAX_SIZE": "1000",
            "UPLOAD_CHUNK_SIZE": str(5 * MIB),
            "UPLOAD_TEMP_DIR": str(tmp_path / "new"),
        }
    )

    assert (read.max_size, read.part_size, read.staging_dir) == (1000, 5 * MIB, tmp_path / "new")


@pytest.mark.case("L1.1")
def test_how_parts_are_kept_comes_from_the_environment() -> None:
    read = environment(
        CONNECTION
        | {
            "UPLOADER_GUI_UPLOAD_LIFETIME_H": " 0.05 ",
            "UPLOADER_GUI_KEEP_PARTS": "always",
            "UPLOADER_GUI_KEPT_BUCKET": "scratch",
            "UPLOADER_GUI_KEPT_PREFIX": "parts/é",
        }
    )
    assert read.upload_lifetime_h == 0.05
    assert read.profile is not None
    assert read.profile.keep_parts is KeepParts.ALWAYS
    assert (read.profile.kept_bucket, read.profile.kept_prefix) == ("scratch", "parts/é")


@pytest.mark.case("L1.1")
@pytest.mark.parametrize("keep", list(KeepParts))
def test_how_parts_are_kept_is_saved_with_the_connection(file: SettingsFile, keep: KeepParts) -> None:
    profile = replace(
        HOME, keep_parts=keep, kept_bucket="scratch", kept_prefix="parts/", upload_lifetime_h=0.0167
    )
    file.save(SavedSettings(profiles=(profile,)))
    assert file.load().profiles == (profile,)
    assert type(file.load().profiles[0].keep_parts) is KeepParts


def test_a_name_template_is_saved_with_the_connection_and_comes_from_the_environment(
    file: SettingsFile,
) -> None:
    profile = replace(HOME, name_template="{year}/{stem}_{counter:03}{ext}")
    file.save(SavedSettings(profiles=(profile,)))
    assert file.load().profiles == (profile,)
    read = environment(CONNECTION | {"UPLOADER_GUI_NAME_TEMPLATE": " {folder}/{name} "})
    assert read.profile is not None
    assert read.profile.name_template == "{folder}/{name}"


@pytest.mark.parametrize(
    ("environ", "words"),
    [
        ({"UPLOAD_MAX_SIZE": "2G"}, "UPLOAD_MAX_SIZE"),
        ({"UPLOAD_MAX_SIZE": "0"}, "UPLOAD_MAX_SIZE"),
        ({"UPLOAD_MAX_SIZE": "9" * 5000}, "UPLOAD_MAX_SIZE"),
        ({"UPLOAD_CHUNK_SIZE": "9" * 5000}, "UPLOAD_CHUNK_SIZE"),
        ({"UPLOAD_CHUNK_SIZE": "1024"}, "UPLOAD_CHUNK_SIZE can't be used: A part size of 1024"),
        ({"UPLOAD_CHUNK_SIZE": "²"}, "UPLOAD_CHUNK_SIZE"),
        ({"UPLOADER_GUI_BUCKET": "b"}, "ENDPOINT, UPLOADER_GUI_ACCESS_KEY, UPLOADER_GUI_SECRET_KEY"),
        (CONNECTION | {"UPLOADER_GUI_SECRET_KEY": ""}, "also needs UPLOADER_GUI_SECRET_KEY"),
        (CONNECTION | {"UPLOADER_GUI_ENDPOINT": "ftp://x"}, "UPLOADER_GUI_ENDPOINT can't be used: 'ftp://x'"),
        (CONNECTION | {"UPLOADER_GUI_KEEP_PARTS": "yes"}, "UPLOADER_GUI_KEEP_PARTS.*auto, always, never"),
        (CONNECTION | {"UPLOADER_GUI_KEPT_BUCKET": "a b"}, "UPLOADER_GUI_KEPT_BUCKET"),
        (CONNECTION | {"UPLOADER_GUI_KEPT_PREFIX": "a\nb"}, "UPLOADER_GUI_KEPT_PREFIX"),
        (
            CONNECTION | {"UPLOADER_GUI_NAME_TEMPLATE": "{year}/{date}"},
            "UPLOADER_GUI_NAME_TEMPLATE.*character 8",
        ),
        ({"UPLOADER_GUI_UPLOAD_LIFETIME_H": "a day"}, "UPLOADER_GUI_UPLOAD_LIFETIME_H.*hours over 0"),
        ({"UPLOADER_GUI_UPLOAD_LIFETIME_H": "0"}, "not '0'"),
        ({"UPLOADER_GUI_UPLOAD_LIFETIME_H": "inf"}, "not 'inf'"),
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


@contextmanager
def no_file_grows() -> Iterator[None]:
    """As on a disk that takes names but no bytes; only while it is needed, since pytest's own output may be a file."""
    resource = pytest.importorskip("resource")
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_settings_that_cannot_be_written_say_so(tmp_path: Path) -> None:
    settings = SettingsFile(tmp_path)
    kept = settings.load()
    with no_file_grows(), pytest.raises(BadSettingsError) as caught:
        settings.save(kept)
    assert caught.value.code == ErrorCode.STATE_READ_ONLY
    assert [path.name for path in tmp_path.iterdir()] == ["settings.toml.lock"]


def test_what_is_done_at_the_end_of_a_package_is_kept_clean(file: SettingsFile) -> None:
    settings = Settings(package_command="/opt/tell 'two words'", webhook="https://hooks.example.com/in")
    file.save(SavedSettings(settings))
    assert file.load().settings == settings
    for key, value in (("package_command", "tell 'it"), ("webhook", "ftp://example.com")):
        file.path.write_text(f'[settings]\n{key} = "{value}"\n')
        with pytest.raises(BadSettingsError, match=key):
            file.load()


def test_the_environment_says_what_is_done_at_the_end_of_a_package() -> None:
    found = environment(
        {
            "UPLOADER_GUI_PACKAGE_COMMAND": " /opt/tell us ",
            "UPLOADER_GUI_WEBHOOK": "hooks.example.com/in",
            "UPLOADER_GUI_WEBHOOK_SECRET": "s3cret",
        }
    )
    assert (found.package_command, found.webhook) == ("/opt/tell us", "https://hooks.example.com/in")
    assert found.webhook_secret == "s3cret"
    assert "s3cret" not in repr(found)
    for name, value in (("PACKAGE_COMMAND", "tell 'it"), ("WEBHOOK", "ftp://example.com")):
        with pytest.raises(BadSettingsError, match=f"UPLOADER_GUI_{name}"):
            environment({f"UPLOADER_GUI_{name}": value})


def test_watch_folders_are_loaded_as_they_were_saved(file: SettingsFile) -> None:
    file.save(SavedSettings(watch_folders=(CARDS, INGEST)))
    assert file.load().watch_folders == (CARDS, INGEST)
    assert type(file.load().watch_folders[1].afterwards) is Afterwards


def test_a_watch_folder_that_goes_takes_no_comment_of_another_along(file: SettingsFile) -> None:
    written(
        file,
        '[[watch_folders]]\nfolder = "/a" # the camera\n[[watch_folders]]\nwatch_id = "x"\nfolder = "/b"\n',
    )
    first, _ = file.load().watch_folders
    file.save(SavedSettings(watch_folders=(replace(first, is_on=False),)))
    assert file.load().watch_folders == (replace(first, is_on=False),)
    assert "# the camera" in file.path.read_text()
    file.save(SavedSettings())
    assert file.load().watch_folders == ()


def test_a_watch_folder_written_by_hand_needs_no_id_and_always_has_the_same(file: SettingsFile) -> None:
    text = '[[watch_folders]]\nfolder = "/srv/cards"\n'
    (watch,) = written(file, text).load().watch_folders
    assert watch == WatchFolder(watch.watch_id, "/srv/cards")
    assert written(file, text).load().watch_folders == (watch,)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "watch folder 1: 'folder' is missing"),
        ('folder = "cards"', "has to be a whole path"),
        ('folder = "/a"\nafterwards = "burn"', '"leave", "move", "delete"'),
        ('folder = "/a"\nafterwards = "move"', "which folder uploaded files are moved to"),
        ('folder = "/a"\nafterwards = "move"\nmoved_to = "/a/"', "choose another"),
        ('folder = "/a"\ninclude = "*.mov"', "list of texts"),
        ('folder = "/a"\nexclude = [""]', "list of texts"),
        ('folder = "/a"\nsettled_s = -1', "seconds from 0"),
        ('folder = "/a"\nsettled_s = nan', "seconds from 0"),
        ('folder = "/a"\nmarker = "../done"', "not a path"),
        ('folder = "/a"\nmarker = "{stem}"', "name of another file beside"),
        ('folder = "/a"\n[[watch_folders]]\nfolder = "/a"', "two watch folders"),
    ],
)
def test_a_watch_folder_that_cannot_be_carried_out_is_refused(
    file: SettingsFile, text: str, said: str
) -> None:
    with pytest.raises(BadSettingsError, match=said):
        written(file, f"[[watch_folders]]\n{text}\n").load()
