"""The end of a run: faults off, files back, everything resumed until it is quiet, and then a look at all of it."""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from lab.stores.s3probe import Probe
from torture.figures import Figures
from torture.records import Record, read_debts
from torture.runner import Runner
from torture.sandbox import Shown
from torture.source_file import Recording
from uploader_gui.domain.errors import ErrorCode

_ROUNDS = 8
_SETTLES_WITHIN_S = 300.0


def settle(runner: Runner) -> None:
    """Resume until only what can't be finished is left. Half of the harmed files come back, the others never."""
    if runner.running is not None:
        runner.terminate()
    runner.faults.lift()
    runner.proxy.back()
    runner.disk.make_room()
    for source in runner.sources.values():
        if isinstance(source, Recording):
            source.finish()
        if runner.dice.random() < 0.5:
            source.restore()
    for _ in range(_ROUNDS):
        runner.run("resume", "--all", "--json", timeout=_SETTLES_WITHIN_S)
        if all(record.state == "COMPLETED" for record in _hopeful(runner)):
            break
    ended = runner.run("cleanup", "--uploads", "--yes")
    if ended.code:
        runner.figures.wrong(f"{runner.name}: cleanup ended with {ended.code}: {ended.errors}")


def verify(runners: Sequence[Runner], probe: Probe, shown: Shown, figures: Figures) -> None:
    """Look at every job, every object, every open upload and all kept parts."""
    for runner in runners:
        figures.jobs += len(runner.announced | runner.records.keys() | runner.removed)
        figures.removed += len(runner.removed - runner.records.keys())
        for record in runner.records.values():
            _verify_record(runner, record, probe)
        _verify_copies(runner)
    _verify_uploads(runners, probe, shown, figures)
    _verify_kept(runners, probe, figures)


def _hopeful(runner: Runner) -> list[Record]:
    """The jobs whose file is as it was, so that nothing keeps them from their end."""
    return [record for record in runner.records.values() if _is_hopeful(runner, record)]


def _is_hopeful(runner: Runner, record: Record) -> bool:
    if record.error_code == ErrorCode.OBJECT_EXISTS and runner.sources[record.source].was_dropped_again:
        return False
    return bool(record.staged_path) or runner.sources[record.source].is_original


def _verify_record(runner: Runner, record: Record, probe: Probe) -> None:
    figures, source = runner.figures, runner.sources[record.source]
    if record.state == "COMPLETED":
        figures.completed += 1
        figures.bytes_needed += record.size
        found = probe.sha256(record.key) if probe.head(record.key) else "nothing"
        if found not in source.versions:
            figures.wrong(f"{record.key} is {found}, which {source.path} never was: {source}")
        elif not source.harms and found != source.versions[0]:
            figures.wrong(f"{record.key} is not {source.path}")
    elif record.state == "FAILED" and not _is_hopeful(runner, record):
        figures.failed += 1
    else:
        figures.wrong(f"{record.key} is {record.state} ({record.error_code} {record.message}): {source}")


def _verify_copies(runner: Runner) -> None:
    """Staged copies are those of jobs that are not done, and nothing else lies there."""
    staging = runner.disk.directory / "staging"
    found = set(staging.iterdir()) if staging.exists() else set()
    owned = {Path(record.staged_path) for record in runner.records.values() if record.staged_path}
    if found != owned:
        runner.figures.wrong(f"{runner.name}: staged copies {found} where {owned} should be")


def _verify_uploads(runners: Sequence[Runner], probe: Probe, shown: Shown, figures: Figures) -> None:
    """Every open upload is recorded by a job that has it, or to be aborted; a remove of all leaves none."""
    _check_open(runners, probe, shown, figures, _recorded(runners), "nothing accounts for")
    for runner in runners:
        left = [record.job_id for record in runner.records.values() if record.state != "COMPLETED"]
        if left:
            runner.removed |= set(left)
            runner.run("remove", *left)
        if debts := read_debts(runner.disk.directory):
            figures.wrong(f"{runner.name}: still to be aborted or deleted after all: {debts}")
    _check_open(runners, probe, shown, figures, set(), "a remove left open")


def _verify_kept(runners: Sequence[Runner], probe: Probe, figures: Figures) -> None:
    """No kept part outlives its job, nor a plan, nor a probe, unless nobody could prove that the object is whole."""
    for runner in runners:
        owned = {record.kept_prefix for record in runner.records.values() if record.kept_prefix}
        figures.keeping["jobs that nobody could prove"] += len(owned)
        found = (key for key in probe.keys(f"{runner.name}/") if "/.uploader-parts/" in key)
        left = [key for key in found if not key.startswith(tuple(owned))]
        if left:
            histories = "; ".join(f"{key}: {runner.history(key)}" for key in left[:3])
            figures.wrong(f"{runner.name}: {len(left)} kept objects are left: {histories}")


def _recorded(runners: Sequence[Runner]) -> set[tuple[str, str]]:
    return {
        (record.key, record.upload_id)
        for runner in runners
        for record in runner.records.values()
        if record.owns_an_upload
    }


def _damaged(runners: Sequence[Runner]) -> Counter[str]:
    """By key, how many uploads the program knows by a wrong id. Each costs one that stays open: itself, or, where
    the program has found it in a listing and takes it for the one of its last Create, that one.
    """
    return Counter(key for runner in runners for key in runner.faults.damaged_ids.values())


def _check_open(
    runners: Sequence[Runner],
    probe: Probe,
    shown: Shown,
    figures: Figures,
    recorded: set[tuple[str, str]],
    words: str,
) -> None:
    damaged = _damaged(runners)
    for key, upload_id in probe.uploads():
        if (key, upload_id) in recorded or shown.has_forgotten(upload_id):
            continue
        if damaged[key]:
            damaged[key] -= 1
            figures.notes.append(
                f"Open upload of {key}: an id was damaged in Create's answer, on the way to us."
            )
        else:
            history = "".join(runner.history(key) for runner in runners)
            figures.wrong(f"{words} the open upload {upload_id} of {key}: {history}")
