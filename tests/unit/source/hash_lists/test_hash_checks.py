import shutil
import unicodedata
from dataclasses import dataclass
from pathlib import Path

import pytest

from lab.engines.hash_lists import classic_hash, classic_list, create_history, write_classic
from lab.files import make_file
from uploader_gui.domain.errors import ErrorCode, StoppedError
from uploader_gui.domain.events import Refusal
from uploader_gui.domain.hashes import Hashes, HashKind, HashListPolicy
from uploader_gui.source.hash_lists.hash_checks import with_expected_hashes
from uploader_gui.source.scan import Scan, scan


class Flag:
    def __init__(self, *, is_stopped: bool = False) -> None:
        self.is_stopped = is_stopped


@dataclass
class Found:
    """What came of the lists."""

    scan: Scan

    @property
    def expected(self) -> dict[str, Hashes]:
        return {file.path: file.expected_hashes for file in self.scan.files if file.expected_hashes}

    @property
    def unlisted(self) -> tuple[str, ...]:
        return tuple(file.path for file in self.scan.files if file.is_unlisted)

    @property
    def lists(self) -> tuple[str, ...]:
        return self.scan.hash_lists

    @property
    def missing(self) -> list[Refusal]:
        return [each for each in self.scan.skipped if each.code == ErrorCode.LISTED_FILE_MISSING]

    @property
    def unreadable(self) -> list[Refusal]:
        return [each for each in self.scan.skipped if each.code == ErrorCode.HASH_LIST_UNREADABLE]


def checks(*paths: Path, policy: HashListPolicy = HashListPolicy.CHECK) -> Found:
    return Found(with_expected_hashes(scan(list(paths), stop=Flag()), policy, Flag()))


@pytest.fixture(scope="session")
def history_of_card(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What the ASC's command writes of every such card; asked once, as it takes its time."""
    card = filled(tmp_path_factory.mktemp("once") / "A007")
    return create_history(card, *HashKind)


@pytest.fixture
def listed(card: Path, history_of_card: Path) -> Path:
    """The card with a history of one generation, of all kinds."""
    shutil.copytree(history_of_card, card / "ascmhl")
    return card


@pytest.fixture
def card(tmp_path: Path) -> Path:
    """A card with two clips and a sound; nothing above it is a list."""
    return filled(tmp_path / "A007")


def filled(folder: Path) -> Path:
    (folder / "CLIPS").mkdir(parents=True)
    (folder / "SOUND").mkdir()
    make_file(folder / "CLIPS" / "one.mov", 1000)
    make_file(folder / "CLIPS" / "two.mov", 2000, seed=2)
    make_file(folder / "SOUND" / "one.wav", 3000, seed=3)
    return folder


def names(found: dict[str, object] | tuple[str, ...], folder: Path) -> list[str]:
    return sorted(str(Path(path).relative_to(folder)) for path in found)


def test_without_a_list_nothing_is_expected(card: Path) -> None:
    found = checks(card)
    assert (found.expected, found.lists, found.unlisted, found.missing, found.unreadable) == (
        {},
        (),
        (),
        [],
        [],
    )


def test_what_the_ascs_own_command_has_written_is_expected(listed: Path) -> None:
    found = checks(listed)
    assert names(dict(found.expected), listed) == ["CLIPS/one.mov", "CLIPS/two.mov", "SOUND/one.wav"]
    assert [set(dict(hashes)) for hashes in found.expected.values()] == [set(HashKind)] * 3
    assert found.lists == (str(listed / "ascmhl"),)
    assert (found.unlisted, found.missing, found.unreadable) == ((), [], [])


def test_a_history_of_two_generations_expects_the_first_hash_of_each_kind(card: Path) -> None:
    create_history(card, HashKind.XXH64)
    create_history(card, HashKind.XXH64, HashKind.MD5)
    hashes = dict(checks(card).expected[str(card / "CLIPS" / "one.mov")])
    assert hashes == {
        kind: classic_hash(card / "CLIPS" / "one.mov", kind) for kind in (HashKind.XXH64, HashKind.MD5)
    }


@pytest.mark.parametrize("kind", [HashKind.XXH64, HashKind.MD5, HashKind.SHA1])
def test_a_classic_list_is_read(card: Path, kind: HashKind) -> None:
    clip = card / "CLIPS" / "one.mov"
    listed = classic_list(card / "A007.mhl", clip, kind=kind)
    found = checks(card)
    assert found.expected == {str(clip): ((kind, classic_hash(clip, kind)),)}
    assert found.lists == (str(listed),)


def test_a_classic_hash_with_its_bytes_reversed_is_turned_round(card: Path) -> None:
    clip = card / "CLIPS" / "one.mov"
    value = classic_hash(clip, HashKind.XXH64)
    turned = bytes.fromhex(value)[::-1].hex().upper()
    write_classic(card / "A007.mhl", {"CLIPS/one.mov": f"<xxhash64>{turned}</xxhash64>"})
    assert checks(card).expected == {str(clip): ((HashKind.XXH64, value),)}


def test_a_file_that_the_list_does_not_have_and_one_that_is_not_there_are_named(listed: Path) -> None:
    (listed / "SOUND" / "one.wav").unlink()
    make_file(listed / "notes.txt", 10)
    make_file(listed / ".DS_Store", 10)
    found = checks(listed)
    assert names(found.unlisted, listed) == ["notes.txt"]
    assert [(each.path, each.code, each.is_success) for each in found.missing] == [
        (str(listed / "SOUND" / "one.wav"), ErrorCode.LISTED_FILE_MISSING, False)
    ]
    assert found.scan.missing == (str(listed / "SOUND" / "one.wav"),)


def test_a_hash_of_a_kind_that_is_unknown_here_leaves_its_file_uncompared(card: Path) -> None:
    write_classic(
        card / "A007.mhl", {"CLIPS/one.mov": "<xxhash>1234567890</xxhash>", "CLIPS/two.mov": "<null/>"}
    )
    found = checks(card)
    assert found.expected == {}
    assert names(found.unlisted, card) == ["CLIPS/one.mov", "CLIPS/two.mov", "SOUND/one.wav"]


def test_a_list_above_what_is_added_counts_for_that_alone(listed: Path) -> None:
    (listed / "SOUND" / "one.wav").unlink()
    (listed / "CLIPS" / "two.mov").unlink()
    make_file(listed / "CLIPS" / "three.mov", 10)
    found = checks(listed / "CLIPS")
    assert names(dict(found.expected), listed) == ["CLIPS/one.mov"]
    assert names(found.unlisted, listed) == ["CLIPS/three.mov"]
    assert [Path(each.path).name for each in found.missing] == ["two.mov"]
    alone = checks(listed / "CLIPS" / "one.mov")
    assert (names(dict(alone.expected), listed), alone.unlisted, alone.missing) == (["CLIPS/one.mov"], (), [])


def test_a_list_above_that_names_nothing_of_it_is_of_something_else(card: Path) -> None:
    write_classic(card.parent / "other.mhl", {"A008/clip.mov": "<md5>00</md5>"})
    found = checks(card)
    assert (found.expected, found.lists, found.unlisted, found.missing, found.unreadable) == (
        {},
        (),
        (),
        [],
        [],
    )


def test_of_nested_histories_the_nearest_is_right(card: Path) -> None:
    create_history(card / "CLIPS", HashKind.MD5)
    create_history(card, HashKind.XXH64)
    found = checks(card)
    assert dict(found.expected[str(card / "CLIPS" / "one.mov")]).keys() == {HashKind.MD5, HashKind.XXH64}
    assert (found.unlisted, found.missing, len(found.lists)) == ((), [], 2)


def test_a_name_is_found_however_its_accents_are_written(card: Path) -> None:
    decomposed = unicodedata.normalize("NFD", "Küche.mov")
    make_file(card / decomposed, 10)
    write_classic(card / "A007.mhl", {unicodedata.normalize("NFC", "Küche.mov"): "<md5>00ff</md5>"})
    assert checks(card).expected == {str(card / decomposed): ((HashKind.MD5, "00ff"),)}


def test_what_lists_name_and_lack_is_in_the_log(listed: Path, caplog: pytest.LogCaptureFixture) -> None:
    (listed / "SOUND" / "one.wav").unlink()
    new = make_file(listed / "notes.txt", 10)
    checks(listed)
    said = [record.getMessage() for record in caplog.records]
    assert any(str(listed / "SOUND" / "one.wav") in one for one in said)
    assert f"{new} is in no media hash list." in said


def test_a_list_in_the_users_own_folder_is_of_nothing_that_lies_in_it(
    card: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    classic_list(card.parent / "all.mhl", card / "CLIPS" / "one.mov")
    assert checks(card).expected
    monkeypatch.setenv("HOME", str(card.parent))
    assert not checks(card).expected


def test_who_ignores_lists_expects_nothing(listed: Path) -> None:
    (listed / "SOUND" / "one.wav").unlink()
    found = checks(listed, policy=HashListPolicy.IGNORE)
    assert (found.expected, found.lists, found.scan.skipped) == ({}, (), [])


def test_a_stop_ends_the_reading(listed: Path) -> None:
    with pytest.raises(StoppedError):
        with_expected_hashes(scan([listed], stop=Flag()), HashListPolicy.CHECK, Flag(is_stopped=True))


BOMB = '<!DOCTYPE b [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>\n'
OUTSIDE = '<!DOCTYPE b [<!ENTITY a SYSTEM "file:///etc/passwd">]>\n'


@pytest.mark.parametrize(
    ("entries", "before", "words"),
    [
        ({"../secret.mov": "<md5>00</md5>"}, "", "outside of its folder"),
        ({"CLIPS/../../secret.mov": "<md5>00</md5>"}, "", "outside of its folder"),
        ({"/etc/passwd": "<md5>00</md5>"}, "", "outside of its folder"),
        ({"C:\\secret.mov": "<md5>00</md5>"}, "", "outside of its folder"),
        ({"..\\secret.mov": "<md5>00</md5>"}, "", "outside of its folder"),
        ({"CLIPS/one.mov": "<md5>&b;</md5>"}, BOMB, "document type"),
        ({"CLIPS/one.mov": "<md5>&a;</md5>"}, OUTSIDE, "document type"),
        ({"CLIPS/one.mov": "<md5>no hash</md5>"}, "", "md5: no hash"),
        ({"CLIPS/one.mov": "<md5>00"}, "", "mismatched tag"),
    ],
)
def test_a_list_that_is_damaged_or_hostile_is_said_and_not_used(
    card: Path, entries: dict[str, str], before: str, words: str
) -> None:
    listed = write_classic(card / "A007.mhl", entries, before=before)
    found = checks(card)
    assert (found.expected, found.missing, found.lists) == ({}, [], ())
    (said,) = found.unreadable
    assert (said.path, said.code) == (str(listed), ErrorCode.HASH_LIST_UNREADABLE)
    assert words in said.reason


@pytest.mark.parametrize("changed", ["manifest", "chain", "no chain", "outside", "bomb", "garbage"])
def test_a_history_that_is_damaged_or_hostile_is_said_and_not_used(listed: Path, changed: str) -> None:
    history = listed / "ascmhl"
    (manifest,) = history.glob("*.mhl")
    chain = history / "ascmhl_chain.xml"
    match changed:
        case "manifest":
            manifest.write_text(manifest.read_text().replace("one.mov", "two.mov"))
        case "chain":
            chain.write_text(chain.read_text().replace("</hashlist>", ""))
        case "no chain":
            chain.unlink()
        case "outside":
            chain.write_text(chain.read_text().replace(manifest.name, f"../../{manifest.name}"))
        case "bomb":
            chain.write_text(chain.read_text().replace("<ascmhldirectory", f"{BOMB}<ascmhldirectory"))
        case "garbage":
            chain.write_bytes(b"\x00\xff" * 100)
    found = checks(listed)
    assert (found.expected, found.missing, found.lists) == ({}, [], ())
    assert [each.code for each in found.unreadable] == [ErrorCode.HASH_LIST_UNREADABLE]


def test_a_generation_that_names_files_outside_is_refused_as_a_whole(listed: Path) -> None:
    from ascmhl.hasher import hash_file

    history = listed / "ascmhl"
    (manifest,) = history.glob("*.mhl")
    chain = history / "ascmhl_chain.xml"
    before = hash_file(str(manifest), "c4")
    manifest.write_text(manifest.read_text().replace("CLIPS/one.mov", "../../../etc/passwd"))
    chain.write_text(chain.read_text().replace(before, hash_file(str(manifest), "c4")))
    (said,) = checks(listed).unreadable
    assert "outside of its folder" in said.reason
