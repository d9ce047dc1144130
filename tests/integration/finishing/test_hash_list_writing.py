"""The media hash list of what was uploaded, verified by the ASC's own command on a downloaded copy."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from lab.engines.benches import OpenBench
from lab.engines.hash_lists import ascmhl, create_history
from lab.engines.workbench import PART, Never, Workbench
from lab.files import make_file
from lab.lines.proxy import FaultProxy
from lab.lines.rules import error
from lab.stores.s3probe import Probe
from uploader_gui.cli import main
from uploader_gui.domain.checks import CheckKind, CheckResult
from uploader_gui.domain.errors import BadSettingsError
from uploader_gui.domain.hashes import HashKind, HashListPolicy
from uploader_gui.domain.job import ConflictPolicy, Job, JobState, NewJob
from uploader_gui.domain.messages import MessageCode, english
from uploader_gui.domain.packages.package import Package
from uploader_gui.domain.packages.package_end import ActionKind, ActionState, PackageAction
from uploader_gui.domain.reports.report import Reported, ReportFilter
from uploader_gui.domain.reports.report_format import ReportFormat
from uploader_gui.runtime.reports.report import Report
from uploader_gui.source.hash_lists.asc_history import CHAIN
from uploader_gui.source.hash_lists.hash_checks import with_expected_hashes
from uploader_gui.source.scan import scan
from uploader_gui.storage.database.database import Database
from uploader_gui.storage.settings.settings import Language
from uploader_gui.transfer.intake.new_jobs import new_jobs


@pytest.fixture
def card(tmp_path: Path) -> Path:
    folder = tmp_path / "A007"
    (folder / "CLIPS").mkdir(parents=True)
    make_file(folder / "CLIPS" / "one.mov", 2 * PART)
    make_file(folder / "CLIPS" / "two.mov", 100_000, seed=2)
    make_file(folder / "notes.txt", 0)
    return folder


def new_of(
    bench: Workbench, paths: Sequence[Path], policy: HashListPolicy, on_conflict: ConflictPolicy
) -> list[NewJob]:
    found = with_expected_hashes(scan(paths, stop=Never()), policy, Never())
    new, _ = new_jobs(
        found, bench.profile(), part_size=PART, max_size=None, on_conflict=on_conflict, stage=False
    )
    return new


def submitted(
    bench: Workbench,
    *paths: Path,
    policy: HashListPolicy,
    on_conflict: ConflictPolicy = ConflictPolicy.OVERWRITE,
) -> None:
    """Upload them as one package."""
    folder = str(paths[0]) if len(paths) == 1 and paths[0].is_dir() else ""
    new = new_of(bench, paths, policy, on_conflict)
    jobs = bench.do(bench.engine.submit(new, Package("A007", folder, hash_lists=policy)))
    assert all(isinstance(job, Job) for job in jobs), jobs


def sent(bench: Workbench, *paths: Path, **how: Any) -> PackageAction:
    """Upload them as one package; what became of its media hash list."""
    before = len(bench.actions)
    submitted(bench, *paths, **how)
    action = bench.carried_out(before + 1)[-1]
    assert action.kind is ActionKind.HASH_LIST
    return action


def downloaded(bucket: Probe, folder: Path) -> Path:
    for key in list(bucket.keys()):
        path = folder / key
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(bucket.get(key))
    return folder


def verifies(folder: Path) -> bool:
    return ascmhl("verify", folder).returncode == 0


def test_what_was_created_verifies_a_downloaded_copy_and_catches_a_changed_byte(
    bench: Workbench, bucket: Probe, card: Path, tmp_path: Path
) -> None:
    action = sent(bench, card, policy=HashListPolicy.CREATE)
    assert (action.state, action.answer[0].code) == (ActionState.DONE, MessageCode.HASH_LIST_WRITTEN)
    copy = downloaded(bucket, tmp_path / "copy") / "A007"
    assert verifies(copy)
    assert verifies(card)
    with (copy / "CLIPS" / "two.mov").open("r+b") as file:
        file.write(b"changed")
    assert ascmhl("verify", copy).returncode == 11
    beside = {file.name: file.read_bytes() for file in (card / "ascmhl").iterdir()}
    assert beside == {file.name: file.read_bytes() for file in (copy / "ascmhl").iterdir()}


def test_a_history_that_is_there_gets_another_generation(
    bench: Workbench, bucket: Probe, card: Path, tmp_path: Path
) -> None:
    create_history(card, HashKind.MD5)
    make_file(card / "new.txt", 10)
    assert sent(bench, card, policy=HashListPolicy.CREATE).state is ActionState.DONE
    names = sorted(file.name[:5] for file in (card / "ascmhl").iterdir())
    assert names == ["0001_", "0002_", "ascmh"]
    (second,) = (card / "ascmhl").glob("0002_*")
    assert second.read_text("utf-8").count('action="verified"') == 3
    assert verifies(card)
    assert verifies(downloaded(bucket, tmp_path / "copy") / "A007")


@pytest.mark.parametrize("policy", [HashListPolicy.CREATE, HashListPolicy.STORE])
def test_the_history_that_was_replaced_in_the_store_still_verifies(
    bench: Workbench, card: Path, policy: HashListPolicy
) -> None:
    create_history(card, HashKind.MD5)
    assert sent(bench, card, policy=policy).state is ActionState.DONE
    jobs = [job.job_id for job in bench.jobs.jobs()]
    assert f"A007/ascmhl/{CHAIN}" in {job.destination.object_key for job in bench.jobs.jobs()}
    assert bench.verify(*jobs, kinds={CheckKind.READ_BACK}).counts == {CheckResult.MATCHES: len(jobs)}


def test_only_into_the_store_leaves_the_card_as_it_is_and_goes_on_with_what_is_there(
    bench: Workbench, bucket: Probe, card: Path, tmp_path: Path
) -> None:
    before = sorted(card.rglob("*"))
    sent(bench, card, policy=HashListPolicy.STORE)
    make_file(card / "later.mov", 1000, seed=5)
    sent(bench, card / "later.mov", card / "notes.txt", policy=HashListPolicy.STORE)
    sent(bench, card, policy=HashListPolicy.STORE)
    assert sorted(card.rglob("*")) == sorted([*before, card / "later.mov"])
    copy = downloaded(bucket, tmp_path / "copy")
    assert len(list((copy / "A007" / "ascmhl").glob("*.mhl"))) == 2
    assert verifies(copy / "A007")


@pytest.mark.parametrize("damage", ["no chain", "a manifest gone", "a manifest cut"])
def test_a_history_in_the_store_that_cannot_be_gone_on_with_is_said_and_left_as_it_is(
    bench: Workbench, bucket: Probe, card: Path, damage: str
) -> None:
    def history() -> dict[str, bytes]:
        return {key: bucket.get(key) for key in list(bucket.keys("A007/ascmhl/"))}

    sent(bench, card, policy=HashListPolicy.STORE)
    (manifest,) = (key for key in history() if key.endswith(".mhl"))
    match damage:
        case "no chain":
            bucket.put("A007/ascmhl/ascmhl_chain.xml", b"not what it should be")
        case "a manifest gone":
            bucket.delete(manifest)
        case _:
            bucket.put(manifest, bucket.get(manifest)[:-100])
    before = history()
    make_file(card / "later.mov", 1000, seed=5)
    action = sent(bench, card, policy=HashListPolicy.STORE)
    assert (action.state, action.answer[0].code) == (ActionState.FAILED, MessageCode.HASH_LIST_UNREADABLE)
    assert history() == before


def test_a_history_in_the_store_is_gone_on_with_however_large_its_files_are(
    bench: Workbench, bucket: Probe, card: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("uploader_gui.transfer.package_end.hash_list._PIECE", 100)
    for seed in (5, 6):
        make_file(card / f"{seed}.mov", 1000, seed=seed)
        assert sent(bench, card, policy=HashListPolicy.STORE).state is ActionState.DONE
    copy = downloaded(bucket, tmp_path / "copy") / "A007"
    assert len(list((copy / "ascmhl").glob("*.mhl"))) == 2
    assert verifies(copy)


def test_files_with_other_names_in_the_store_are_listed_under_those_there(
    bench: Workbench, bucket: Probe, card: Path, tmp_path: Path
) -> None:
    bucket.put("A007/notes.txt", b"somebody else's")
    sent(bench, card, policy=HashListPolicy.CREATE, on_conflict=ConflictPolicy.RENAME)
    bucket.delete("A007/notes.txt")
    copy = downloaded(bucket, tmp_path / "copy") / "A007"
    assert (copy / "notes (2).txt").exists()
    assert verifies(copy)
    assert verifies(card)


def test_a_store_that_is_away_for_a_moment_gets_it_later(
    bench: Workbench, bucket: Probe, proxy: FaultProxy, card: Path, tmp_path: Path
) -> None:
    proxy.on("put", error(503, "SlowDown"), key="A007/ascmhl/ascmhl_chain.xml", times=1)
    assert sent(bench, card, policy=HashListPolicy.STORE).state is ActionState.DONE
    assert verifies(downloaded(bucket, tmp_path / "copy") / "A007")


@pytest.mark.case("R41")
def test_a_retry_that_adds_nothing_writes_no_other_generation(
    bench: Workbench, bucket: Probe, card: Path, tmp_path: Path
) -> None:
    def generations() -> list[str]:
        return [key for key in list(bucket.keys()) if key.endswith(".mhl")]

    new = new_of(bench, [card], HashListPolicy.STORE, ConflictPolicy.OVERWRITE)
    gone = card / "CLIPS" / "two.mov"
    content = gone.read_bytes()
    gone.unlink()
    bench.submit(new, Package("A007", str(card), hash_lists=HashListPolicy.STORE))
    bench.carried_out()
    (failed,) = bench.jobs.jobs(state=JobState.FAILED)
    bench.do(bench.engine.resume([failed.job_id]))
    assert bench.ended(2)[-1].failed == 1
    assert bench.do(bench.engine.ends_carried_out()) == []
    assert len(generations()) == 1
    gone.write_bytes(content)
    bench.do(bench.engine.restart([failed.job_id]))
    bench.carried_out(2)
    assert len(generations()) == 2
    assert verifies(downloaded(bucket, tmp_path / "copy") / "A007")


def test_a_list_of_one_file_is_said_to_be_of_one(bench: Workbench, card: Path) -> None:
    (said,) = sent(bench, card / "notes.txt", policy=HashListPolicy.STORE).answer
    assert english((said,)).startswith("A media hash list of one file was written: ")


def test_a_card_that_is_locked_is_said_and_the_store_has_its_list(
    bench: Workbench, bucket: Probe, card: Path, tmp_path: Path
) -> None:
    (card / "ascmhl").write_text("a file, where the folder has to be")
    action = sent(bench, card, policy=HashListPolicy.CREATE)
    assert (action.state, action.answer[0].code) == (ActionState.FAILED, MessageCode.HASH_LIST_UNWRITABLE)
    assert any(key.startswith("A007/ascmhl/0001_") for key in list(bucket.keys()))


def test_who_only_compares_writes_nothing(bench: Workbench, bucket: Probe, card: Path) -> None:
    submitted(bench, card, policy=HashListPolicy.CHECK)
    bench.ended()
    assert bench.do(bench.engine.ends_carried_out()) == []
    assert bench.actions == []
    assert not any("ascmhl" in key for key in list(bucket.keys()))


def test_a_report_can_be_a_list_that_verifies_what_was_uploaded(
    bench: Workbench, bucket: Probe, card: Path, tmp_path: Path
) -> None:
    sent(bench, card, policy=HashListPolicy.STORE)
    bench.completed(bench.upload(make_file(tmp_path / "without a hash.mov", 10)).job_id)
    listed = tmp_path / "report.mhl"
    report = Report(ReportFilter(), ReportFormat.MHL, Language.ENGLISH, engine_runs=True)
    assert report.save(Database.open(tmp_path / "state", read_only=True), listed) == Reported(
        3, without_hash=1
    )
    copy = downloaded(bucket, tmp_path / "copy") / "A007"
    assert ascmhl("verify", copy, "-pl", listed).returncode == 0
    (copy / "notes.txt").write_text("changed")
    assert ascmhl("verify", copy, "-pl", listed).returncode == 11
    nothing = Report(ReportFilter(job_ids=[]), ReportFormat.MHL, Language.ENGLISH, engine_runs=True)
    with pytest.raises(BadSettingsError):
        nothing.save(Database.open(tmp_path / "state", read_only=True), tmp_path / "nothing.mhl")


def test_the_command_says_how_many_files_its_list_is_without(
    bench: Workbench,
    card: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    sent(bench, card, policy=HashListPolicy.STORE)
    for name in ("one.mov", "two.mov"):
        bench.completed(bench.upload(make_file(tmp_path / name, 10)).job_id)
    monkeypatch.setenv("UPLOADER_GUI_HOME", str(tmp_path / "state"))
    with pytest.raises(SystemExit) as end:
        main(["report", "--format", "mhl"])
    assert end.value.code == 0
    said = capsys.readouterr().err
    assert said == "2 finished files are not in this list: it needs a hash that was made while sending.\n"


def test_a_program_that_ends_in_between_writes_it_at_its_next_start(
    open_bench: OpenBench, bucket: Probe, proxy: FaultProxy, card: Path, tmp_path: Path
) -> None:
    bench = open_bench()
    proxy.on("put", error(503, "SlowDown"), key="A007/ascmhl/ascmhl_chain.xml")
    submitted(bench, card, policy=HashListPolicy.STORE)
    bench.ended()
    bench.close()
    proxy.clear()
    assert bench.actions == []
    assert open_bench().carried_out()[0].state is ActionState.DONE
    assert verifies(downloaded(bucket, tmp_path / "copy") / "A007")
