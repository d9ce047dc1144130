import os
import socket
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from unicodedata import normalize

import pytest

from uploader_gui.domain.errors import BadSettingsError, ErrorCode, StoppedError
from uploader_gui.domain.events import Refusal
from uploader_gui.domain.job import ConflictPolicy, Destination, NewJob
from uploader_gui.domain.plan import MIB, Plan
from uploader_gui.domain.profile import Profile
from uploader_gui.domain.unattended.growth import Growth
from uploader_gui.source.scan import Scan, folder_identity, scan
from uploader_gui.source.source_file import take_fingerprint
from uploader_gui.transfer.intake.new_jobs import new_jobs

PROFILE = Profile("Studio", "https://nas:9000", "media", "key", prefix="in/2026")


@dataclass
class Flag:
    is_stopped: bool = False


@pytest.fixture
def unprivileged() -> Iterator[Path]:
    """A directory that a user without rights may enter, and for root: being that user."""
    with tempfile.TemporaryDirectory() as name:
        Path(name).chmod(0o777)
        is_root = os.geteuid() == 0
        if is_root:
            os.setresuid(65534, 65534, 0)
        try:
            yield Path(name)
        finally:
            if is_root:
                os.setresuid(0, 0, 0)


def write(path: Path, data: bytes = b"data") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path


def scanned(*paths: Path) -> Scan:
    return scan(paths, stop=Flag())


def keys(found: Scan) -> list[str]:
    return ["/".join(file.relative_parts) for file in found.files]


def codes(refusals: list[Refusal]) -> dict[str, str]:
    return {Path(refusal.path).name: refusal.code for refusal in refusals}


def jobs_of(
    found: Scan, profile: Profile = PROFILE, max_size: int | None = None
) -> tuple[list[NewJob], list[Refusal]]:
    return new_jobs(
        found,
        profile,
        part_size=8 * MIB,
        max_size=max_size,
        on_conflict=ConflictPolicy.SKIP,
        stage=True,
    )


@pytest.mark.case("C57")
def test_a_folder_gives_its_name_and_the_path_below_it_in_order(tmp_path: Path) -> None:
    for name in (
        "b.mp4",
        "day 1/z.mp4",
        "day 1/sub/a.mp4",
        "a.mp4",
        "day 2/中.mp4",
        "x.fcpbundle/Info.plist",
    ):
        write(tmp_path / "Trip" / name)
    found = scanned(tmp_path / "Trip")
    assert keys(found) == [
        "Trip/a.mp4",
        "Trip/b.mp4",
        "Trip/day 1/z.mp4",
        "Trip/day 1/sub/a.mp4",
        "Trip/day 2/中.mp4",
        "Trip/x.fcpbundle/Info.plist",
    ]
    assert found.skipped == []
    assert found.files[0].path == str(tmp_path / "Trip" / "a.mp4")
    assert found.files[0].fingerprint == take_fingerprint(tmp_path / "Trip" / "a.mp4")


def test_a_dropped_file_keeps_only_its_name_and_an_empty_one_is_taken(tmp_path: Path) -> None:
    found = scanned(write(tmp_path / "deep" / "a.mp4"), write(tmp_path / "empty", b""))
    assert keys(found) == ["a.mp4", "empty"]
    assert found.files[1].fingerprint.size == 0


def test_relative_and_dotted_paths_get_their_real_names(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path / "Trip" / "day" / "a.mp4")
    monkeypatch.chdir(tmp_path / "Trip" / "day")
    assert keys(scanned(Path())) == ["day/a.mp4"]
    assert keys(scanned(Path(".."))) == ["Trip/day/a.mp4"]
    assert keys(scanned(Path("a.mp4"))) == ["a.mp4"]
    assert scanned(Path("a.mp4")).files[0].path == str(tmp_path / "Trip" / "day" / "a.mp4")


@pytest.mark.case("C53")
def test_links_to_files_are_followed_and_links_to_folders_only_if_dropped(tmp_path: Path) -> None:
    write(tmp_path / "real" / "a.mp4", b"12345")
    tree = tmp_path / "tree"
    tree.mkdir()
    (tree / "file link.mp4").symlink_to(tmp_path / "real" / "a.mp4")
    (tree / "folder link").symlink_to(tmp_path / "real")
    (tree / "up").symlink_to(tree)
    (tree / "broken").symlink_to(tmp_path / "nothing")
    (tree / "circle").symlink_to(tree / "circle")
    found = scanned(tree)
    assert keys(found) == ["tree/file link.mp4"]
    assert found.files[0].fingerprint.size == 5
    assert codes(found.skipped) == {
        "folder link": "FOLDER_LINKED",
        "up": "FOLDER_LINKED",
        "broken": "LINK_BROKEN",
        "circle": "LINK_BROKEN",
    }
    assert not any(refusal.is_success for refusal in found.skipped)
    assert keys(scanned(tree / "folder link")) == ["folder link/a.mp4"]


@pytest.mark.case("C53")
@pytest.mark.case("W11")
def test_a_link_that_leads_out_of_the_dropped_folder_is_noted(tmp_path: Path) -> None:
    inside = write(tmp_path / "day" / "take" / "a.mp4")
    secret = write(tmp_path / "private" / "key.pem")
    (tmp_path / "day" / "inside.mp4").symlink_to(inside)
    (tmp_path / "day" / "take" / "outside.mp4").symlink_to(secret)
    (tmp_path / "dropped.mp4").symlink_to(secret)
    (tmp_path / "alias").symlink_to(tmp_path / "day")
    found = scanned(tmp_path / "day", tmp_path / "dropped.mp4", tmp_path / "alias")
    noted = {"/".join(file.relative_parts): file.leads_to for file in found.files if file.is_noted}
    assert noted == {"day/take/outside.mp4": str(secret), "alias/take/outside.mp4": str(secret)}


@pytest.mark.case("W11")
def test_what_is_hidden_in_a_dropped_folder_is_noted_and_what_was_dropped_itself_is_not(
    tmp_path: Path,
) -> None:
    for name in ("day/a.mp4", "day/.env", "day/.cache/b.mp4", "day/.cache/deep/c.mp4", ".config/d.mp4"):
        write(tmp_path / name)
    write(tmp_path / ".hidden.mp4")
    found = scanned(tmp_path / "day", tmp_path / ".config", tmp_path / ".hidden.mp4")
    assert len(found.files) == 6
    hidden = ["/".join(file.relative_parts) for file in found.files if file.is_hidden]
    assert hidden == ["day/.env", "day/.cache/b.mp4", "day/.cache/deep/c.mp4"]


def test_what_is_no_regular_file_is_left_out_without_hanging(tmp_path: Path) -> None:
    tree = tmp_path / "tree"
    write(tree / "a.mp4")
    os.mkfifo(tree / "fifo")
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(str(tree / "socket"))
        found = scanned(tree, tree / "fifo", Path("/dev/null"))
    assert keys(found) == ["tree/a.mp4"]
    assert codes(found.skipped) == dict.fromkeys(("fifo", "socket", "null"), "SOURCE_NOT_A_FILE")


def test_what_is_not_there_is_named(tmp_path: Path) -> None:
    found = scanned(tmp_path / "nothing.mp4", write(tmp_path / "a.mp4"), Path("nul\0byte"))
    assert keys(found) == ["a.mp4"]
    assert [refusal.code for refusal in found.skipped] == [ErrorCode.SOURCE_MISSING, ErrorCode.SOURCE_MISSING]
    assert "nothing.mp4 is not there" in found.skipped[0].reason


@pytest.mark.case("C53")
def test_what_may_not_be_read_is_named_and_the_rest_taken(unprivileged: Path) -> None:
    tree = unprivileged / "tree"
    write(tree / "a.mp4")
    write(tree / "secret.mp4", b"12345").chmod(0)
    write(tree / "closed" / "b.mp4")
    (tree / "closed").chmod(0)
    found = scanned(tree)
    (tree / "closed").chmod(0o700)
    assert keys(found) == ["tree/a.mp4"]
    assert codes(found.skipped) == {"secret.mp4": "SOURCE_UNREADABLE", "closed": "SOURCE_UNREADABLE"}
    assert "Change its permissions" in found.skipped[0].reason


def test_what_systems_leave_behind_is_skipped_aloud_unless_dropped_itself(tmp_path: Path) -> None:
    card = tmp_path / "card"
    for name in (
        ".DS_Store",
        "Thumbs.db",
        "._a.mp4",
        "a.mp4",
        ".Trashes/old.mp4",
        "._only mine.mp4",
        ".hidden",
    ):
        write(card / name)
    found = scanned(card)
    assert keys(found) == ["card/._only mine.mp4", "card/.hidden", "card/a.mp4"]
    assert codes(found.skipped) == dict.fromkeys(
        (".DS_Store", "Thumbs.db", "._a.mp4", ".Trashes"), "SYSTEM_FILE"
    )
    assert all(refusal.is_success for refusal in found.skipped)
    assert keys(scanned(card / ".DS_Store")) == [".DS_Store"]


def test_a_folder_without_files_says_so(tmp_path: Path) -> None:
    (tmp_path / "empty" / "deeper").mkdir(parents=True)
    assert codes(scanned(tmp_path / "empty").skipped) == {"empty": "FOLDER_EMPTY"}


def test_a_name_that_is_no_text_is_refused_in_printable_words(tmp_path: Path) -> None:
    name = os.fsdecode(b"caf\xe9.mp4")
    try:
        write(tmp_path / name)
    except OSError:
        pytest.skip("this file system takes only text")
    jobs, refused = jobs_of(scanned(tmp_path / name))
    assert jobs == []
    assert refused[0].code == ErrorCode.BAD_KEY
    assert refused[0].path.encode().endswith(b"caf?.mp4")


def test_a_scan_stops_when_it_is_told_to(tmp_path: Path) -> None:
    for number in range(600):
        write(tmp_path / "tree" / f"{number}.mp4", b"")
    flag = Flag()
    seen: list[int] = []

    def stop_later(count: int) -> None:
        seen.append(count)
        flag.is_stopped = True

    with pytest.raises(StoppedError):
        scan([tmp_path / "tree"], stop=flag, on_found=stop_later)
    assert len(seen) == 1


def test_the_count_of_files_is_told_while_it_grows(tmp_path: Path) -> None:
    for number in range(600):
        write(tmp_path / "tree" / f"{number}.mp4", b"")
    counts: list[int] = []
    scan([tmp_path / "tree"], stop=Flag(), on_found=counts.append)
    assert counts == sorted(counts)
    assert counts[-1] == 600
    assert any(0 < count < 600 for count in counts)


def test_a_very_deep_tree_is_walked(tmp_path: Path) -> None:
    folder = tmp_path / "deep"
    for _ in range(300):
        folder /= "d"
    write(folder / "a.mp4")
    assert len(scanned(tmp_path / "deep").files[0].relative_parts) == 302


def test_each_file_becomes_a_job_under_the_prefix(tmp_path: Path) -> None:
    file = write(tmp_path / "Trip" / "day 1" / "a.mkv", b"x" * 100)
    found = scanned(tmp_path / "Trip")
    jobs, refused = jobs_of(found)
    assert refused == []
    assert jobs == [
        NewJob(
            source_path=str(file),
            file_name="a.mkv",
            content_type="video/x-matroska",
            fingerprint=take_fingerprint(file),
            plan=Plan(100, 8 * MIB),
            destination=Destination(
                "Studio", "https://nas:9000", "us-east-1", "media", "in/2026/Trip/day 1/a.mkv"
            ),
            on_conflict=ConflictPolicy.SKIP,
            stage=True,
        )
    ]


def test_two_files_under_one_key_are_both_refused(tmp_path: Path) -> None:
    first, second = write(tmp_path / "1" / "a.mp4"), write(tmp_path / "2" / "a.mp4")
    jobs, refused = jobs_of(scanned(first, second, write(tmp_path / "b.mp4")))
    assert [job.file_name for job in jobs] == ["b.mp4"]
    assert [(refusal.path, refusal.code, refusal.object_key) for refusal in refused] == [
        (str(first), ErrorCode.DUPLICATE_KEY, "in/2026/a.mp4"),
        (str(second), ErrorCode.DUPLICATE_KEY, "in/2026/a.mp4"),
    ]


def test_a_file_dropped_twice_is_one_job(tmp_path: Path) -> None:
    file = write(tmp_path / "a.mp4")
    jobs, refused = jobs_of(scanned(file, file))
    assert [job.source_path for job in jobs] == [str(file)]
    assert refused == []


def test_a_file_over_a_limit_is_refused_and_one_of_just_that_size_taken(tmp_path: Path) -> None:
    found = scanned(write(tmp_path / "10", b"x" * 10), write(tmp_path / "11", b"x" * 11))
    for jobs, refused in (
        jobs_of(found, max_size=10),
        jobs_of(found, replace(PROFILE, max_object_size=10)),
    ):
        assert [job.file_name for job in jobs] == ["10"]
        assert [(refusal.code, refusal.file_size, refusal.object_key) for refusal in refused] == [
            (ErrorCode.FILE_TOO_LARGE, 11, "in/2026/11")
        ]


def test_a_part_size_that_can_not_be_used_is_a_mistake_of_the_settings(tmp_path: Path) -> None:
    found = scanned(write(tmp_path / "a.mp4"))
    with pytest.raises(BadSettingsError):
        new_jobs(
            found, PROFILE, part_size=5_000_000, max_size=None, on_conflict=ConflictPolicy.REFUSE, stage=False
        )


@pytest.mark.case("R38")
def test_names_in_decomposed_letters_get_composed_keys_and_keep_their_paths(tmp_path: Path) -> None:
    clip = write(tmp_path / normalize("NFD", "Café") / normalize("NFD", "Übung.mp4"))
    new, _ = jobs_of(scanned(clip.parent), profile=replace(PROFILE, prefix=normalize("NFD", "été")))
    assert [one.source_path for one in new] == [str(clip)]
    assert [one.destination.object_key for one in new] == [normalize("NFC", "été/Café/Übung.mp4")]


@pytest.mark.case("R38")
def test_two_names_that_become_one_key_are_refused_before_anything_is_sent(tmp_path: Path) -> None:
    for form in ("NFC", "NFD"):
        write(tmp_path / "in" / normalize(form, "Café.mp4"))
    if len(list((tmp_path / "in").iterdir())) == 1:
        pytest.skip("this disk takes both names for one")
    new, refused = jobs_of(scanned(tmp_path / "in"))
    assert new == []
    assert [refusal.code for refusal in refused] == [ErrorCode.DUPLICATE_KEY, ErrorCode.DUPLICATE_KEY]


@pytest.mark.case("S12")
def test_a_file_below_a_folder_whose_name_is_no_text_is_refused(tmp_path: Path) -> None:
    clip = write(tmp_path / os.fsdecode(b"caf\xe9") / "clip.mp4")
    new, refused = jobs_of(scanned(clip))
    assert new == []
    assert [refusal.code for refusal in refused] == [ErrorCode.BAD_KEY]
    assert "folder" in refused[0].reason


@pytest.mark.case("R10")
def test_folders_with_equal_numbers_are_taken_unless_one_leads_back_to_where_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As in union file systems, where several disks give out their own numbers."""
    for name in ("a", "b", "b/c", "d", "d/top again"):
        write(tmp_path / "card" / name / "clip.mov")
    real_stat = Path.stat
    numbers = {"a": 7, "b": 7, "c": 8, "d": 8, "card": 9, "top again": 9}

    def stat(path: Path, *, follow_symlinks: bool = True) -> os.stat_result:
        found = real_stat(path, follow_symlinks=follow_symlinks)
        values = list(found)
        values[1] = numbers.get(path.name, found.st_ino)
        return os.stat_result(values)

    monkeypatch.setattr(Path, "stat", stat)
    found = scanned(tmp_path / "card")
    assert keys(found) == [f"card/{name}/clip.mov" for name in ("a", "b", "b/c", "d")]
    assert codes(found.skipped) == {"top again": "FOLDER_LINKED"}


def test_files_that_grow_get_plans_that_can_grow_and_no_copies(tmp_path: Path) -> None:
    found = scanned(write(tmp_path / "a.mov"))

    def jobs(*, stage: bool) -> list[NewJob]:
        return new_jobs(
            found,
            PROFILE,
            part_size=8 * MIB,
            max_size=None,
            on_conflict=ConflictPolicy.SKIP,
            stage=stage,
            growth=Growth(),
        )[0]

    (new,) = jobs(stage=False)
    assert new.growth == Growth()
    assert new.plan == Plan(4, 8 * MIB, doubles=True, grows=True)
    with pytest.raises(BadSettingsError):
        jobs(stage=True)


def test_folders_of_a_disk_that_has_no_numbers_are_told_by_where_they_are(tmp_path: Path) -> None:
    without = os.stat_result((0o040755, 0, 7, 1, 0, 0, 7, 0, 0, 0))
    (tmp_path / "day").mkdir()
    (tmp_path / "again").symlink_to("day")
    found = [folder_identity(str(tmp_path / name), without) for name in ("", "day", "again")]
    assert found[0] != found[1] == found[2]
