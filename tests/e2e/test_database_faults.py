"""The database is damaged, locked, newer than the program, or its disk is full: said in words, and nothing is lost."""

import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from random import Random

import pytest

from lab.databases.small_disk import NEEDED, SmallDisk
from lab.files import make_file, sha256_of
from lab.lines.proxy import FaultProxy
from lab.lines.rules import hold
from lab.processes.program import Program
from lab.stores.s3probe import Probe, S3Address
from uploader_gui.domain.plan import MIB

PART = 5 * MIB
PARTS = 8


@pytest.fixture
def program(tmp_path: Path, proxied: S3Address) -> Program:
    return Program(tmp_path / "state", proxied)


@pytest.fixture
def film(tmp_path: Path) -> Path:
    return make_file(tmp_path / "film.mov", PARTS * PART)


def upload_of(path: Path) -> tuple[str | Path, ...]:
    return "upload", path, "--json", "--workers", "1", "--chunk-size", str(PART)


def run_until(program: Program, proxy: FaultProxy, parts: int, *command: str | Path) -> None:
    """Let it run until so many parts of the job are done, then kill it before all are."""
    proxy.on("part", hold(), number=parts + 1)
    with program.running(*command) as run:
        run.wait_for(lambda line: line.get("uploadedParts", 0) >= parts)
        run.kill()
    proxy.clear()


def database_of(program: Program) -> Path:
    return program.state_dir / "uploader.db"


def overwrite_with_noise(path: Path, table: str) -> None:
    """Overwrite the first page of a table, as a dying disk does; what was in the log is brought in before."""
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        (page,) = connection.execute("SELECT rootpage FROM sqlite_schema WHERE name = ?", (table,)).fetchone()
        (size,) = connection.execute("PRAGMA page_size").fetchone()
    with path.open("r+b") as file:
        file.seek((page - 1) * size)
        file.write(Random(1).randbytes(size))


def test_after_a_restore_the_store_is_asked_for_parts_newer_than_the_backup(
    program: Program, film: Path, proxy: FaultProxy, bucket: Probe
) -> None:
    run_until(program, proxy, 2, *upload_of(film))
    run_until(program, proxy, 5, "resume", "--all", "--json")  # its start made the backup
    done = program.jobs()[0]["uploadedParts"]
    overwrite_with_noise(database_of(program), "async_upload_tasks")
    proxy.log.clear()
    ended = program.run("resume", "--all", "--json")
    assert ended.code == 0, ended.errors
    assert "restored as it was on" in ended.errors
    assert len(proxy.log.parts_sent()) <= PARTS - done
    assert bucket.sha256("film.mov") == sha256_of(film)


@pytest.mark.parametrize("size", [1000, 3 * PART])
def test_what_was_completed_after_the_backup_is_found_and_not_sent_again(
    program: Program, tmp_path: Path, proxy: FaultProxy, bucket: Probe, size: int
) -> None:
    """The restored list believes that nothing of it was sent yet."""
    first, film = make_file(tmp_path / "first.mov", 10), make_file(tmp_path / "film.mov", size)
    assert program.run("upload", first).code == 0
    proxy.away()
    with program.running(*upload_of(film)) as run:
        run.wait_for(lambda line: line["event"] == "submitted")
        run.kill()
    assert program.run("pause", "--all").code in {0, 1}  # its start made the backup
    proxy.back()
    make_backup(program)
    assert program.run("resume", "--all").code == 0
    overwrite_with_noise(database_of(program), "async_upload_tasks")
    (program.state_dir / "uploader.db.open").touch()
    proxy.log.clear()
    ended = program.run("resume", "--all", "--json")
    assert "restored as it was on" in ended.errors
    assert ended.code == 0, ended.errors
    assert ended.last("completed")["fileName"] == "film.mov"
    assert bucket.sha256("film.mov") == sha256_of(film)
    assert bucket.uploads() == []


def make_backup(program: Program) -> None:
    """Have the next start make one: there are none."""
    for backup in (program.state_dir / "backups").glob("*"):
        backup.unlink()
    assert program.run("cleanup").code == 0
    assert len(list((program.state_dir / "backups").iterdir())) == 1


def test_what_was_completed_after_the_backup_with_parts_before_it_is_not_sent_again(
    program: Program, film: Path, proxy: FaultProxy, bucket: Probe
) -> None:
    run_until(program, proxy, 2, *upload_of(film))
    make_backup(program)
    assert program.run("resume", "--all").code == 0
    overwrite_with_noise(database_of(program), "async_upload_tasks")
    (program.state_dir / "uploader.db.open").touch()
    proxy.log.clear()
    ended = program.run("resume", "--all", "--json")
    assert "restored as it was on" in ended.errors
    assert ended.code == 0, ended.errors
    assert ended.last("completed")["uploadResponse"]["verifiedBy"] in {"checksum", "etag"}
    assert proxy.log.parts_sent() == []
    assert bucket.sha256("film.mov") == sha256_of(film)


def test_damage_after_a_clean_end_is_found_by_using_it_and_restored_by_the_next_start(
    program: Program, film: Path, tmp_path: Path, bucket: Probe
) -> None:
    assert program.run("upload", make_file(tmp_path / "first.mov", 10)).code == 0
    make_backup(program)
    overwrite_with_noise(database_of(program), "async_upload_tasks")
    ended = program.run(*upload_of(film))
    assert ended.code == 2
    assert "is damaged. Start the program again" in ended.errors
    ended = program.run(*upload_of(film))
    assert "restored as it was on" in ended.errors
    assert ended.code == 0
    assert bucket.sha256("film.mov") == sha256_of(film)


def test_list_of_a_damaged_database_says_so(program: Program, tmp_path: Path) -> None:
    assert program.run("upload", make_file(tmp_path / "first.mov", 10)).code == 0
    overwrite_with_noise(database_of(program), "async_upload_tasks")
    ended = program.run("list")
    assert ended.code == 2
    assert "is damaged" in ended.errors
    assert "Traceback" not in ended.errors


def test_locked_by_another_program_it_says_so_and_waits_until_it_is_let_go(
    program: Program, tmp_path: Path, film: Path, bucket: Probe
) -> None:
    assert program.run("upload", make_file(tmp_path / "first.mov", 10)).code == 0
    with closing(sqlite3.connect(database_of(program), isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        running = program.start(*upload_of(film))
        running.wait_for_words("Another program keeps")
        other.execute("ROLLBACK")
        ended = running.end()
    assert ended.code == 0, ended.errors
    assert bucket.sha256("film.mov") == sha256_of(film)


def test_a_database_of_a_newer_version_is_left_alone(program: Program, film: Path, bucket: Probe) -> None:
    assert program.run(*upload_of(film)).code == 0
    with closing(sqlite3.connect(database_of(program))) as connection:
        connection.execute("PRAGMA user_version = 99")
    before = database_of(program).read_bytes()
    for command in (("list",), ("resume", "--all"), upload_of(film), ("cleanup", "--yes")):
        ended = program.run(*command)
        assert ended.code == 2
        assert "newer version" in ended.errors
        assert "Update the program" in ended.errors
    assert database_of(program).read_bytes() == before


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[SmallDisk]:
    with SmallDisk(tmp_path / "small", 16) as disk:
        if not disk.is_mounted:
            pytest.skip("only root may mount a disk to fill")
        yield disk


def wait_for_quiet(proxy: FaultProxy) -> None:
    """Until no part is on its way."""
    while not all(entry.is_over for entry in proxy.log.entries("part")):
        time.sleep(0.05)


@pytest.mark.tools(*NEEDED)
@pytest.mark.case("W02")
def test_a_full_disk_is_named_at_once_and_the_upload_goes_on_by_itself_when_there_is_room(
    small_disk: SmallDisk, proxied: S3Address, proxy: FaultProxy, film: Path, bucket: Probe
) -> None:
    program = Program(small_disk.directory, proxied)
    held = proxy.on("part", hold(), number=3)
    with program.running(*upload_of(film)) as run:
        run.wait_for(lambda line: line.get("uploadedParts", 0) >= 2)
        small_disk.fill()
        held.release()
        run.wait_for(lambda line: "Make room" in str(line.get("message")))
        wait_for_quiet(proxy)
        stored = set(proxy.log.parts_stored())
        proxy.clear()
        proxy.log.clear()
        small_disk.make_room()
        ended = run.end()
    assert ended.code == 0
    assert ended.last("completed")["errorCode"] is None
    assert stored.isdisjoint(proxy.log.parts_sent())
    assert bucket.sha256("film.mov") == sha256_of(film)


@pytest.mark.tools(*NEEDED)
def test_a_start_on_a_full_disk_says_so(small_disk: SmallDisk, proxied: S3Address, film: Path) -> None:
    program = Program(small_disk.directory, proxied)
    small_disk.fill()
    ended = program.run(*upload_of(film))
    assert ended.code == 2
    assert "full" in ended.errors or "no space" in ended.errors
    assert "Traceback" not in ended.errors
    small_disk.make_room()
    assert program.run(*upload_of(film)).code == 0
