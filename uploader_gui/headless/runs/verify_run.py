"""A run that verifies finished uploads again, in this process or for another one that handed it over."""

import asyncio
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from uploader_gui.domain.checks import CheckKind, CheckResult
from uploader_gui.domain.errors import BadSettingsError, JobNotFoundError
from uploader_gui.domain.job import JobState
from uploader_gui.domain.messages import MessageCode, message
from uploader_gui.headless.output.words import counted
from uploader_gui.headless.runs.exit_codes import EXIT_DIFFERS, EXIT_DONE, EXIT_FAILED, EXIT_UNKNOWN
from uploader_gui.runtime.runtime import Runtime
from uploader_gui.storage.jobs.job_database import JobDatabase
from uploader_gui.transfer.verifying.verifier import VerifyListener
from uploader_gui.transfer.verifying.verify_switch import VerifySwitch

_WORDS = {
    CheckResult.MATCHES: ("matches", "match"),
    CheckResult.DIFFERS: ("differs", "differ"),
    CheckResult.MISSING: ("is missing", "are missing"),
    CheckResult.UNKNOWN: ("could not be verified", "could not be verified"),
}


@dataclass(frozen=True, slots=True)
class VerifyRequest:
    """What ``verify`` was asked for: jobs, listed or not, and packages; None and "" both mean all uploads."""

    job_ids: Sequence[str] | None
    package: str = ""
    source: bool = False
    read_back: bool = False

    @property
    def kinds(self) -> frozenset[CheckKind]:
        """By which looks."""
        wanted = {CheckKind.STORE: True, CheckKind.SOURCE: self.source, CheckKind.READ_BACK: self.read_back}
        return frozenset(kind for kind, is_wanted in wanted.items() if is_wanted)


class VerifySay(VerifyListener, Protocol):
    """Where what is found goes, and what is worth a notice."""

    def notice(self, text: str) -> None:
        """A sentence beside the results."""


@dataclass(frozen=True, slots=True)
class _Chosen:
    recording_ids: Sequence[int]
    refused: Sequence[str]


async def verify_uploads(
    runtime: Runtime, request: VerifyRequest, say: VerifySay, switch: VerifySwitch
) -> int:
    """Verify what is asked for on a started engine; returns the exit code.

    Raises UploaderError for what is not there, with nothing verified.
    """
    chosen = await asyncio.to_thread(_chosen, runtime.jobs, request)
    for text in chosen.refused:
        say.notice(text)
    if not chosen.recording_ids and not chosen.refused:
        say.notice("Nothing to verify: nothing of that is uploaded.")
        return EXIT_DONE
    counts = await runtime.engine.verify(chosen.recording_ids, request.kinds, say, switch)
    if counts:
        say.notice(f"{_summary(counts)}.")
    return _exit_code(counts, are_all=not chosen.refused)


def _exit_code(counts: Counter[CheckResult], *, are_all: bool) -> int:
    if counts[CheckResult.DIFFERS] or counts[CheckResult.MISSING]:
        return EXIT_DIFFERS
    if not are_all:
        return EXIT_FAILED
    return EXIT_UNKNOWN if counts[CheckResult.UNKNOWN] else EXIT_DONE


def _summary(counts: Counter[CheckResult]) -> str:
    found = [
        f"{counts[one]} {_WORDS[one][0] if counts[one] == 1 else _WORDS[one][1]}"
        for one in CheckResult
        if counts[one]
    ]
    return f"{counted(counts.total(), 'upload', 'uploads')} verified again: {', '.join(found)}"


def _chosen(database: JobDatabase, request: VerifyRequest) -> _Chosen:
    """Blocking. Raises JobNotFoundError, BadSettingsError for no package, and where several jobs are meant by an id."""
    if request.package:
        packages = database.find_packages(request.package)
        ids = [one for each in packages for one in database.recording_ids(package_id=each.package_id)]
        return _Chosen(ids, ())
    if request.job_ids is None:
        return _Chosen(database.recording_ids(), ())
    refused, job_ids = [], []
    for prefix in request.job_ids:
        try:
            job = database.find(prefix)
        except JobNotFoundError:
            job_ids.append(_removed(database, prefix))
            continue
        if job.state is JobState.COMPLETED:
            job_ids.append(job.job_id)
        else:
            refused.append(f"{job.file_name}: this job is {job.state} and can't be verified again.")
    return _Chosen(database.recording_ids(job_ids), refused)


def _removed(database: JobDatabase, prefix: str) -> str:
    """The finished job that ``prefix`` means and that is not listed any more."""
    found = database.removed_job_ids(prefix)
    if not found:
        raise JobNotFoundError(prefix)
    if len(found) > 1:
        raise BadSettingsError(message(MessageCode.JOB_AMBIGUOUS, prefix=prefix))
    return found[0]
