"""The command ``packages``, and the jobs that a package stands for in other commands."""

import sys
from collections.abc import Mapping, Sequence

from uploader_gui.domain.job import ALLOWED, JobState, Verb
from uploader_gui.domain.packages.package_summary import PackageSummary
from uploader_gui.headless.commands.rows import print_objects, print_rows
from uploader_gui.headless.output.job_json import package_object
from uploader_gui.headless.output.words import size_words
from uploader_gui.runtime.runtime import engine_runs, open_reader

_TITLES = ("Package", "Name", "State", "Progress", "Size", "Added", "To")


def list_packages(environ: Mapping[str, str], *, limit: int, as_json: bool) -> int:
    """Print packages that still have a job in the list, newest first; returns the exit code.

    What a program that was killed left UPLOADING counts as PAUSED, which the next start will make it. Raises
    UploaderError in words.
    """
    reader = open_reader(environ)
    ids = [package.package_id for package in reader.packages_with_jobs(limit)]
    found = reader.package_summaries(ids)
    summaries = [found[one] for one in ids if one in found]
    if any(JobState.UPLOADING in dict(one.counts) for one in summaries) and not engine_runs(environ):
        summaries = [one.interrupted() for one in summaries]
    if as_json:
        return print_objects(map(package_object, summaries))
    in_full = not sys.stdout.isatty()
    return print_rows(_TITLES, [_row(one, in_full=in_full) for one in summaries])


def job_ids_of(environ: Mapping[str, str], package: str, verb: Verb) -> list[str]:
    """The jobs of a package, by its name or id, that allow this, in the order of the queue.

    What a program that was killed left UPLOADING is PAUSED as soon as another one looks at it. Raises UploaderError in
    words, also where several packages are called so.
    """
    reader = open_reader(environ)
    chosen = reader.find_package(package)
    states = set(ALLOWED[verb])
    if verb is Verb.RESUME:
        states.add(JobState.SUBMITTED)
    if JobState.PAUSED in states and not engine_runs(environ):
        states.add(JobState.UPLOADING)
    by_id = {job.job_id: job.state for job in reader.jobs(package_ids=[chosen.package_id])}
    return [one for one in reader.job_ids_in([chosen.package_id]) if by_id.get(one) in states]


def _row(summary: PackageSummary, *, in_full: bool) -> Sequence[str]:
    package, to = summary.package, summary.destination
    return (
        package.package_id if in_full else package.package_id[:8],
        package.name,
        summary.words,
        f"{summary.progress:.1f} %",
        size_words(summary.bytes_total),
        package.created_at.isoformat(" ", "seconds"),
        "" if to is None else f"{to.bucket}/{to.object_key}",
    )
