"""One state directory of a torture run: its program, its proxy, its files, and what must hold whenever the program ends."""

import contextlib
import re
import signal
import time
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

import psutil

from lab.databases.small_disk import SmallDisk
from lab.lines.log import Entry
from lab.lines.proxy import FaultProxy
from lab.processes.program import Ended, Program, Running
from torture.faults import Faults
from torture.figures import Figures
from torture.records import Record, read_records
from torture.source_file import Recording, SourceFile

OUT_WITHIN_S = 3.0
_BOOTING_S = 2.0
"""Before this a signal may meet an interpreter that does not listen yet."""
_SLACK_S = 3.0
"""The machine is shared and we look from outside."""
_EXIT_CODES = {0, 1, 2, 130, -signal.SIGKILL, -signal.SIGTERM}
_DONE = 200
_DOING = {"copy_part": "joining", "delete_objects": "deleting", "delete": "deleting"}
_SAYS_FULL = re.compile("is full|no space left")
_DEFECTS = ("Traceback", "something went wrong inside", "Fatal Python error", "was never awaited")


@dataclass(slots=True)
class Runner:
    """``name`` is also the prefix of its keys. ``sources`` by path, ``removed`` the ids that were taken away."""

    name: str
    disk: SmallDisk
    program: Program
    proxy: FaultProxy
    faults: Faults
    dice: Random
    figures: Figures
    folder: Path
    sources: dict[str, SourceFile] = field(default_factory=dict)
    records: dict[str, Record] = field(default_factory=dict)
    announced: set[str] = field(default_factory=set)
    removed: set[str] = field(default_factory=set)
    running: Running | None = None
    command: tuple[str, ...] = ()
    _started_s: float = 0.0
    _finished: dict[str, set[int]] = field(default_factory=dict)
    _put: set[str] = field(default_factory=set)
    _kept: set[tuple[str, int]] = field(default_factory=set)
    _history: dict[str, list[str]] = field(default_factory=dict)

    def start(self, *command: str) -> None:
        self.command = command
        self._started_s = time.monotonic()
        self.running = self.program.start(*command)
        self.figures.runs += 1

    @property
    def keeps_parts(self) -> bool:
        """Whether its program is told to keep all parts as objects of their own."""
        return self.program.environment["UPLOADER_GUI_KEEP_PARTS"] == "always"

    def is_over(self) -> bool:
        """Whether the program has ended by itself."""
        return self.running is not None and not _is_alive(self.running.pid)

    def kill(self) -> None:
        """SIGKILL, wherever it stands."""
        if self.running is not None:
            self.figures.kills += 1
            self._count_what_is_killed()
            self._ended(self.running.kill())

    def _count_what_is_killed(self) -> None:
        under_way = [entry for entry in self.proxy.log.entries() if not entry.is_over]
        doing = {_DOING.get(entry.operation, "") for entry in under_way}
        doing |= {"keeping" for entry in under_way if entry.operation == "put" and entry.request.kept_part}
        self.figures.keeping.update(f"kills while {what}" for what in doing if what)

    def terminate(self) -> None:
        """SIGTERM: paused, and out within 3 s."""
        if self.running is None:
            return
        self.figures.terms += 1
        was_booting = time.monotonic() - self._started_s < _BOOTING_S
        asked_s = time.monotonic()
        self.running.signal(signal.SIGTERM)
        self.end(timeout=30)
        took_s = time.monotonic() - asked_s
        if took_s > OUT_WITHIN_S + _SLACK_S and not was_booting:
            self.figures.wrong(f"{self.name}: out only {took_s:.1f} s after SIGTERM")

    def freeze(self, seconds: float) -> None:
        """Stop it and let it go on, as sleep does with a whole machine."""
        if self.running is not None:
            self.running.signal(signal.SIGSTOP)
            time.sleep(seconds)
            self.running.signal(signal.SIGCONT)

    def ask(self) -> None:
        """`list` from outside answers at once, and knows every job that was there when this run began."""
        ended = self.program.run("list", "--json", "--limit", "10000")
        listed = {line["jobId"] for line in ended.lines}
        missing = self.records.keys() - listed - self.removed
        if ended.code not in {0, 2} or (ended.code == 2 and not self.faults.hits["disk full"]):
            self.figures.wrong(f"{self.name}: `list` ended with {ended.code}: {ended.errors[-500:]}")
        elif ended.code == 0 and missing:
            self.figures.wrong(f"{self.name}: `list` does not know {missing}")

    def end(self, timeout: float = 60.0) -> Ended:
        """Wait for the program's own end."""
        assert self.running is not None
        return self._ended(self.running.end(timeout))

    def run(self, *command: str, timeout: float = 120.0) -> Ended:
        """A whole run, undisturbed."""
        self.start(*command)
        return self.end(timeout)

    def history(self, key: str) -> str:
        """What was asked about this key, run by run, with the store's status and what the program heard."""
        return "; ".join(self._history.get(key, ()))

    def backlog(self) -> int:
        """Bytes of jobs that are not finished."""
        return sum(record.size for record in self.records.values() if record.state != "COMPLETED")

    # what must hold

    def _ended(self, ended: Ended) -> Ended:
        self.running = None
        for past in self._history.values():
            past.append(f"[{self.figures.runs}] {self.command[0]} -> {ended.code}")
        self.announced |= {line["jobId"] for line in ended.lines if line.get("event") == "submitted"}
        where = f"{self.name}: `{' '.join(self.command[:2])}` ended with {ended.code}"
        if ended.code not in _EXIT_CODES or any(word in ended.errors for word in _DEFECTS):
            self.figures.wrong(f"{where}: {ended.errors[-2000:]}")
        was_full = self.faults.hits["disk full"] and _SAYS_FULL.search(ended.errors)
        if ended.code == 2 and not was_full:
            self.figures.wrong(f"{where}: {ended.errors[-500:]}")
        self.look()
        return ended

    def look(self) -> None:
        """Compare what the database says with what went through the proxy; only between two runs."""
        self.proxy.cut_all()
        before, self.records = self.records, read_records(self.disk.directory)
        self._check_requests(self.proxy.log.entries())
        self.proxy.log.clear()
        self._check_lost()
        for job_id, record in self.records.items():
            self._check_record(record, before.get(job_id))
            self._finished.setdefault(record.upload_id, set()).update(record.done)
            self._kept |= {(job_id, number) for number in record.kept}
            if record.state == "COMPLETED":
                self._put.add(record.key)

    def _check_requests(self, entries: list[Entry]) -> None:
        for entry in entries:
            about = " ".join(str(one) for one in (entry.part_number or "", entry.upload_id[:6]) if one)
            said = f"{entry.operation} {about} {entry.store_status}/{entry.status}"
            self._history.setdefault(entry.key or entry.request.query.get("prefix", ""), []).append(said)
            self.figures.bytes_sent += entry.body_bytes if entry.operation in {"part", "put"} else 0
            is_finished = entry.part_number in self._finished.get(entry.upload_id, ())
            excused = entry.upload_id in self.faults.damaged_listings or self._was_rewritten(entry.key)
            if entry.operation == "part" and is_finished and not excused:
                self.figures.wrong(f"{self.name}: part {entry.part_number} of {entry.key} sent again")
            self._check_kept(entry)
            if entry.operation == "put" and entry.key in self._put and not self._was_dropped_again(entry.key):
                self.figures.wrong(f"{self.name}: {entry.key} sent again after it was completed")

    def _check_kept(self, entry: Entry) -> None:
        """A part that was kept, and known to be, is not sent again as long as it is there."""
        kept = entry.request.kept_part
        if kept is None:
            return
        counted = "parts kept" if entry.operation == "put" else "parts copied"
        self.figures.keeping[counted] += entry.store_status == _DONE
        excused = kept in self.faults.lost_kept or kept[0] in self.faults.damaged_kept
        record = self.records.get(kept[0])
        excused = excused or (record is not None and self._was_rewritten(record.key))
        if entry.operation == "put" and kept in self._kept and not excused:
            self.figures.wrong(f"{self.name}: kept part {kept[1]} of job {kept[0]} sent again")

    def _was_rewritten(self, key: str) -> bool:
        """Whether its recorder wrote over what may have been sent."""
        source = self.sources.get(str(self.folder / key.removeprefix(f"{self.name}/")))
        return isinstance(source, Recording) and source.was_rewritten

    def _was_dropped_again(self, key: str) -> bool:
        name = key.removeprefix(f"{self.name}/")
        return self.sources[str(self.folder / name)].was_dropped_again

    def _check_lost(self) -> None:
        for job_id in self.announced - self.records.keys() - self.removed:
            self.figures.wrong(f"{self.name}: job {job_id} is lost")
            self.removed.add(job_id)  # once is enough

    def _check_record(self, record: Record, before: Record | None) -> None:
        if record.state == "FAILED" and (before is None or before.state != "FAILED"):
            self.figures.failures[record.error_code] += 1
            if not record.message or record.error_code not in self._explained(record):
                self.figures.wrong(
                    f"{self.name}: {record.key} failed with {record.error_code}, which nothing explains: "
                    f"{record.message}"
                )
        if before is not None and before.state == "COMPLETED" != record.state:
            self.figures.wrong(f"{self.name}: {record.key} was COMPLETED and is {record.state}")
        if record.staged_path and record.state != "COMPLETED" and not Path(record.staged_path).exists():
            self.figures.wrong(f"{self.name}: the staged copy of {record.key} is gone")

    def _explained(self, record: Record) -> set[str]:
        codes = set(self.faults.explained())
        source = self.sources.get(record.source)
        codes |= source.allowed_codes() if source else set()
        if source and source.harms:
            codes |= {"VERIFY_MISMATCH", "PART_DAMAGED"}  # it was read while it was being changed
        return codes


def _is_alive(pid: int) -> bool:
    with contextlib.suppress(psutil.Error):
        return psutil.Process(pid).status() != psutil.STATUS_ZOMBIE
    return False
