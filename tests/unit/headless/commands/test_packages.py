import json
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from uploader_gui.domain.errors import BadSettingsError
from uploader_gui.domain.job import Destination, Fingerprint, JobState, NewJob, PauseReason, Verb
from uploader_gui.domain.packages.package import Package
from uploader_gui.domain.plan import MIB, Plan
from uploader_gui.headless.commands.packages import job_ids_of, list_packages
from uploader_gui.storage.database.database import Database
from uploader_gui.storage.jobs.job_database import JobDatabase

CARD = Package("A007")


def new_job(name: str) -> NewJob:
    return NewJob(
        source_path=f"/films/{name}",
        file_name=name,
        content_type="video/mp4",
        fingerprint=Fingerprint(MIB, 1, 1, 1, 1),
        plan=Plan(MIB, 8 * MIB),
        destination=Destination("home", "http://127.0.0.1:9000", "us-east-1", "films", f"in/{name}"),
        package_id=CARD.package_id,
    )


@pytest.fixture
def chosen(tmp_path: Path) -> Callable[[Verb], list[str]]:
    """The files of a killed program's package that a verb is for."""
    with closing(Database.open(tmp_path)) as database:
        jobs = JobDatabase(database)
        names = ("waits", "runs", "paused", "failed")
        ids = {job.file_name: job.job_id for job in jobs.add([*map(new_job, names)], packages=[CARD])}
        jobs.add([replace(new_job("another's"), package_id="")])
        jobs.start([jobs.get(ids["runs"])])
        jobs.pause([ids["paused"]], PauseReason.BY_USER)
        jobs.update(ids["failed"], state=JobState.FAILED)
    by_id = {job_id: name for name, job_id in ids.items()}
    environ = {"UPLOADER_GUI_HOME": str(tmp_path)}
    return lambda verb: [by_id[one] for one in job_ids_of(environ, "A007", verb)]


def test_a_verb_on_a_package_is_for_those_of_its_jobs_that_allow_it(
    chosen: Callable[[Verb], list[str]],
) -> None:
    assert chosen(Verb.PAUSE) == ["waits", "runs"]
    assert chosen(Verb.REMOVE) == ["waits", "runs", "paused", "failed"]


def test_resuming_a_package_takes_up_what_a_killed_program_left_behind(
    chosen: Callable[[Verb], list[str]],
) -> None:
    assert chosen(Verb.RESUME) == ["waits", "runs", "paused", "failed"]


@pytest.mark.usefixtures("chosen")
def test_what_a_killed_program_was_sending_counts_as_paused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert list_packages({"UPLOADER_GUI_HOME": str(tmp_path)}, limit=1, as_json=True) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["status"], told["message"]) == ("SUBMITTED", "1 failed, 2 paused, 1 waiting")


def test_a_package_that_is_not_there_is_said(tmp_path: Path) -> None:
    Database.open(tmp_path).close()
    with pytest.raises(BadSettingsError, match="no package A007"):
        job_ids_of({"UPLOADER_GUI_HOME": str(tmp_path)}, "A007", Verb.PAUSE)
