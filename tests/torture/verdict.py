"""The end of a run: faults off, files back, everything resumed until it is quiet, and then a look at all of it."""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from lab.s3probe import Probe
from torture.figures import Figures
from torture.records import Record, read_debts
from torture.runner import Station
from uploader_gui.domain.errors import ErrorCode

_ROUNDS = 8
_SETTLES_WITHIN_S = 300.0


def settle(station: Station) -> None:
    """Resume until only what can't be finished is left. Half of the harmed files come back, the others never."""
    if station.running is not None:
        station.terminate()
    station.faults.lift()
    station.proxy.back()
    station.disk.make_room()
    for source in station.sources.values():
        if station.dice.random() < 0.5:
            source.restore()
    for _ in range(_ROUNDS):
        station.run("resume", "--all", "--json", timeout=_SETTLES_WITHIN_S)
        if all(record.state == "COMPLETED" for record in _hopeful(station)):
            break
    ended = station.run("cleanup", "--uploads", "--yes")
    if ended.code:
        station.figures.wrong(f"{station.name}: cleanup ended with {ended.code}: {ended.errors}")


def verify(stations: Sequence[Station], probe: Probe, figures: Figures) -> None:
    """Look at every job, every object and every open upload."""
    for station in stations:
        figures.jobs += len(station.announced | station.records.keys() | station.removed)
        figures.removed += len(station.removed - station.records.keys())
        for record in station.records.values():
            _verify_record(station, record, probe)
        _verify_copies(station)
    _verify_uploads(stations, probe, figures)


def _hopeful(station: Station) -> list[Record]:
    """The jobs whose file is as it was, so that nothing keeps them from their end."""
    return [record for record in station.records.values() if _is_hopeful(station, record)]


def _is_hopeful(station: Station, record: Record) -> bool:
    if record.error_code == ErrorCode.OBJECT_EXISTS and station.sources[record.source].was_dropped_again:
        return False
    return bool(record.staged_path) or station.sources[record.source].is_original


def _verify_record(station: Station, record: Record, probe: Probe) -> None:
    figures, source = station.figures, station.sources[record.source]
    if record.state == "COMPLETED":
        figures.completed += 1
        figures.bytes_needed += record.size
        found = probe.sha256(record.key) if probe.head(record.key) else "nothing"
        if found not in source.versions:
            figures.wrong(f"{record.key} is {found}, which {source.path} never was: {source}")
        elif not source.harms and found != source.versions[0]:
            figures.wrong(f"{record.key} is not {source.path}")
    elif record.state == "FAILED" and not _is_hopeful(station, record):
        figures.failed += 1
    else:
        figures.wrong(f"{record.key} is {record.state} ({record.error_code} {record.message}): {source}")


def _verify_copies(station: Station) -> None:
    """Staged copies are those of jobs that are not done, and nothing else lies there."""
    staging = station.disk.directory / "staging"
    found = set(staging.iterdir()) if staging.exists() else set()
    owned = {Path(record.staged_path) for record in station.records.values() if record.staged_path}
    if found != owned:
        station.figures.wrong(f"{station.name}: staged copies {found} where {owned} should be")


def _verify_uploads(stations: Sequence[Station], probe: Probe, figures: Figures) -> None:
    """Every open upload is recorded by a job that has it, or to be aborted; a remove of all leaves none."""
    _check_open(stations, probe, figures, _recorded(stations), "nothing accounts for")
    for station in stations:
        left = [record.job_id for record in station.records.values() if record.state != "COMPLETED"]
        if left:
            station.removed |= set(left)
            station.run("remove", *left)
        if debts := read_debts(station.disk.directory):
            figures.wrong(f"{station.name}: still to be aborted after all: {debts}")
    _check_open(stations, probe, figures, set(), "a remove left open")


def _recorded(stations: Sequence[Station]) -> set[tuple[str, str]]:
    return {
        (record.key, record.upload_id)
        for station in stations
        for record in station.records.values()
        if record.owns_an_upload
    }


def _damaged(stations: Sequence[Station]) -> Counter[str]:
    """By key, how many uploads the program knows by a wrong id. Each costs one that stays open: itself, or, where
    the program has found it in a listing and takes it for the one of its last Create, that one.
    """
    return Counter(key for station in stations for key in station.faults.damaged_ids.values())


def _check_open(
    stations: Sequence[Station],
    probe: Probe,
    figures: Figures,
    recorded: set[tuple[str, str]],
    words: str,
) -> None:
    damaged = _damaged(stations)
    for key, upload_id in probe.uploads():
        if (key, upload_id) in recorded:
            continue
        if damaged[key]:
            damaged[key] -= 1
            figures.notes.append(
                f"Open upload of {key}: an id was damaged in Create's answer, on the way to us."
            )
        else:
            history = "".join(station.history(key) for station in stations)
            figures.wrong(f"{words} the open upload {upload_id} of {key}: {history}")
