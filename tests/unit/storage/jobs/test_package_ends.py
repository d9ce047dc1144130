from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from lab.databases.old_database import rewind
from uploader_gui.domain.errors import ErrorCode
from uploader_gui.domain.hashes import HashListPolicy
from uploader_gui.domain.job import Job, JobState, NewJob, PauseReason, Recording
from uploader_gui.domain.messages import MessageCode, message
from uploader_gui.domain.packages.package import (
    NO_FILES,
    NOTHING_LEFT_OUT,
    LeftOut,
    LeftOutFile,
    NamedFiles,
    Package,
)
from uploader_gui.domain.packages.package_end import MOST_FAILURES, ActionKind, ActionState, PackageAction
from uploader_gui.storage.database.column_values import time_text
from uploader_gui.storage.database.database import Database
from uploader_gui.storage.jobs.job_database import JobDatabase
from uploader_gui.storage.jobs.package_ends import KEPT_DAYS

NewJobMaker = Callable[..., NewJob]
RecordingMaker = Callable[[NewJob], Recording]
TOLD = [ActionKind.TOLD]
WRONG_SECRET = (message(MessageCode.WRONG_SECRET),)
SAID = (message(MessageCode.UPLOADED_CHECKSUM),)


class Card:
    """A package with files, and what becomes of them."""

    def __init__(
        self,
        jobs: JobDatabase,
        new_job: NewJobMaker,
        recording: RecordingMaker,
        names: str,
        *,
        missing: NamedFiles = NO_FILES,
        left_out: LeftOut = NOTHING_LEFT_OUT,
        hash_lists: HashListPolicy = HashListPolicy.CHECK,
    ) -> None:
        self.package = Package(
            "A007", "/cards/A007", missing=missing, left_out=left_out, hash_lists=hash_lists
        )
        self._jobs = jobs
        self._recording = recording
        self._new = [replace(new_job(name), package_id=self.package.package_id) for name in names]
        self.files = dict(zip(names, jobs.add(self._new, packages=[self.package]), strict=True))

    def complete(self, name: str, *, ended: datetime | None = None, active_s: float = 4.0) -> Job:
        new = next(one for one in self._new if one.file_name == name)
        of_it = replace(
            self._recording(new),
            job_id=self.files[name].job_id,
            package_id=self.package.package_id,
            uploaded_at=ended or datetime.now(UTC),
            active_s=active_s,
        )
        return self._jobs.complete([(self.files[name], of_it, SAID)])[0]

    def fail(self, name: str) -> Job:
        return self._jobs.update(
            self.files[name].job_id,
            state=JobState.FAILED,
            messages=WRONG_SECRET,
            error_code=ErrorCode.WRONG_SECRET,
        )

    def retry(self, name: str) -> None:
        self._jobs.update(self.files[name].job_id, state=JobState.SUBMITTED)

    def ends(self, kinds: Sequence[ActionKind] = TOLD) -> list[PackageAction]:
        return self._jobs.end_packages([self.package.package_id], kinds)

    @property
    def ended_at(self) -> datetime | None:
        return self._jobs.packages([self.package.package_id])[self.package.package_id].ended_at


@pytest.fixture
def card(job_database: JobDatabase, new_job: NewJobMaker, recording: RecordingMaker) -> Card:
    return Card(job_database, new_job, recording, "abc")


def test_the_end_of_a_package_names_what_was_left_out(
    job_database: JobDatabase, new_job: NewJobMaker, recording: RecordingMaker
) -> None:
    files = [LeftOutFile(f"/films/{number}", ErrorCode.OBJECT_EXISTS) for number in range(MOST_FAILURES + 1)]
    card = Card(job_database, new_job, recording, "a", left_out=LeftOut.of(files))
    card.complete("a")
    card.ends()
    (told,) = job_database.wanted_actions()
    assert told.end.package.left_out == LeftOut(tuple(files[:MOST_FAILURES]), MOST_FAILURES + 1)
    assert (told.end.is_incomplete, told.end.is_one_row) == (True, False)
    assert (told.end.files, told.end.added) == (1, MOST_FAILURES + 2)


@pytest.mark.parametrize("arrives", [True, False])
def test_a_package_ends_with_the_files_of_it_that_another_one_sends(
    job_database: JobDatabase, new_job: NewJobMaker, recording: RecordingMaker, *, arrives: bool
) -> None:
    other = Card(job_database, new_job, recording, "b")
    sent = LeftOutFile("/films/b", ErrorCode.DESTINATION_BUSY, job_id=other.files["b"].job_id)
    pipe = LeftOutFile("/films/pipe", ErrorCode.SOURCE_NOT_A_FILE)
    card = Card(job_database, new_job, recording, "a", left_out=LeftOut.of([pipe, sent]))
    card.complete("a")
    assert card.ends() == []
    if arrives:
        other.complete("b")
    else:
        other.fail("b")
    (told,) = card.ends()
    left_out = LeftOut.of([pipe] if arrives else [pipe, sent])
    (stored,) = job_database.packages([card.package.package_id]).values()
    assert told.end.package.left_out == stored.left_out == left_out
    assert job_database.wanted_actions()[-1].end.package.left_out == left_out


def test_what_ends_told_is_known_of_packages_that_an_older_version_has_ended(
    tmp_path: Path, new_job: NewJobMaker, recording: RecordingMaker
) -> None:
    with closing(Database.open(tmp_path)) as database:
        jobs = JobDatabase(database)
        ended, open_one = Card(jobs, new_job, recording, "ab"), Card(jobs, new_job, recording, "c")
        for name in "ab":
            ended.complete(name)
        (told,) = ended.ends()
    rewind(tmp_path / "uploader.db", 10)
    with closing(Database.open(tmp_path)) as database:
        known = JobDatabase(database).packages([one.package.package_id for one in (ended, open_one)])
    assert known == {one.package_id: one for one in (told.end.package, open_one.package)}


def test_a_hash_list_is_wanted_again_only_if_a_file_was_added_or_it_could_not_be_written(
    job_database: JobDatabase, new_job: NewJobMaker, recording: RecordingMaker
) -> None:
    card = Card(job_database, new_job, recording, "ab", hash_lists=HashListPolicy.STORE)

    def wanted() -> list[ActionKind]:
        return [action.kind for action in card.ends([])]

    card.complete("a")
    card.fail("b")
    (first,) = card.ends([])
    assert first.kind is ActionKind.HASH_LIST
    card.retry("b")
    card.fail("b")
    assert (wanted(), card.ended_at is None) == ([], False)
    job_database.end_action(first.action_id, ActionState.FAILED, WRONG_SECRET)
    card.retry("b")
    card.fail("b")
    assert wanted() == [ActionKind.HASH_LIST]
    card.retry("b")
    card.complete("b")
    assert wanted() == [ActionKind.HASH_LIST]


def test_an_end_that_an_older_version_has_stored_leaves_nothing_out(
    card: Card, job_database: JobDatabase, database: Database
) -> None:
    for name in "abc":
        card.complete(name)
    card.ends()
    older = "UPDATE package_actions SET facts = json_remove(facts, '$.left_out', '$.left_out_count')"
    database.write(lambda sqlite: sqlite.execute(older))
    (told,) = job_database.wanted_actions()
    assert told.end.package.left_out == NOTHING_LEFT_OUT


def test_a_package_ends_with_the_last_of_its_files(card: Card, job_database: JobDatabase) -> None:
    card.complete("a")
    card.fail("b")
    assert card.ends() == []
    job_database.pause([card.files["c"].job_id], PauseReason.BY_USER)
    assert card.ends() == []
    job_database.update(card.files["c"].job_id, state=JobState.SUBMITTED)
    card.complete("c")
    (told,) = card.ends()
    assert (told.end.completed, told.end.failed, told.end.files) == (2, 1, 3)
    assert told.end.bytes_sent == 2 * card.files["a"].file_size
    assert told.end.package == replace(
        card.package,
        ended_at=told.end.ended_at,
        active_s=told.end.active_s,
        bytes_sent=told.end.bytes_sent,
    )
    assert told.end.package.bytes_per_second == told.end.bytes_per_second
    assert job_database.packages([card.package.package_id]) == {card.package.package_id: told.end.package}
    (failure,) = told.end.failures
    assert (failure.path, failure.code, failure.messages) == (
        "/films/b",
        ErrorCode.WRONG_SECRET,
        WRONG_SECRET,
    )
    assert card.ended_at == told.end.ended_at
    assert card.ends() == []


def test_what_is_to_be_done_at_an_end_is_there_after_it(card: Card, job_database: JobDatabase) -> None:
    for name in "abc":
        card.complete(name)
    wanted = card.ends([ActionKind.TOLD, ActionKind.COMMAND, ActionKind.WEBHOOK])
    assert job_database.wanted_actions() == wanted
    told, command, webhook = wanted
    assert len({one.delivery_id for one in wanted}) == 3
    job_database.end_action(told.action_id, ActionState.DONE, ())
    tried = job_database.begin_action(webhook)
    answer = (message(MessageCode.NO_ANSWER),)
    job_database.end_action(webhook.action_id, ActionState.WANTED, answer)
    left = job_database.wanted_actions()
    assert left == [command, replace(tried, answer=answer)]
    assert left[1].delivery_id == webhook.delivery_id
    assert job_database.last_answer(ActionKind.WEBHOOK) == left[1]
    assert job_database.last_answer(ActionKind.COMMAND) is None


def test_what_was_missing_is_told_at_an_end_even_of_one_file(
    job_database: JobDatabase, new_job: NewJobMaker, recording: RecordingMaker
) -> None:
    card = Card(job_database, new_job, recording, "a", missing=NamedFiles(count=2))
    card.complete("a")
    (told,) = card.ends()
    assert (told.end.package.missing.count, told.end.is_one_row) == (2, False)
    assert job_database.wanted_actions() == [told]


def test_a_package_of_which_a_file_goes_on_ends_again(card: Card, job_database: JobDatabase) -> None:
    card.complete("a")
    card.complete("b")
    card.fail("c")
    (first,) = card.ends()
    job_database.update(card.files["c"].job_id, state=JobState.SUBMITTED)
    assert card.ended_at is None
    assert card.ends() == []
    card.complete("c")
    (second,) = card.ends()
    assert (second.end.completed, second.end.failed) == (3, 0)
    assert second.delivery_id != first.delivery_id


def test_a_file_added_to_a_package_that_has_ended_opens_it_again(
    card: Card, job_database: JobDatabase, new_job: NewJobMaker
) -> None:
    for name in "abc":
        card.complete(name)
    card.ends()
    job_database.add([replace(new_job("d"), package_id=card.package.package_id)])
    assert card.ended_at is None


def test_files_that_were_removed_count_if_they_had_arrived(card: Card, job_database: JobDatabase) -> None:
    card.complete("a")
    for name in "abc":
        job_database.remove(card.files[name].job_id, None)
    (told,) = card.ends()
    assert (told.end.completed, told.end.failed) == (1, 0)
    assert told.end.is_one_row


def test_a_package_of_which_nothing_is_left_has_no_end(card: Card, job_database: JobDatabase) -> None:
    for name in "abc":
        job_database.remove(card.files[name].job_id, None)
    assert job_database.end_packages(None, TOLD) == []


def test_all_ends_that_nobody_has_recorded_are_found(
    card: Card, job_database: JobDatabase, new_job: NewJobMaker, recording: RecordingMaker
) -> None:
    other = Card(job_database, new_job, recording, "x")
    under_way = Card(job_database, new_job, recording, "y")
    for name in "abc":
        card.complete(name)
    other.fail("x")
    ends = job_database.end_packages(None, TOLD)
    assert [one.package_id for one in ends] == [card.package.package_id, other.package.package_id]
    assert under_way.ended_at is None


def test_time_in_which_two_files_were_sent_at_once_counts_once(card: Card) -> None:
    noon = datetime(2026, 11, 29, 12, tzinfo=UTC)
    card.complete("a", ended=noon, active_s=10)
    card.complete("b", ended=noon + timedelta(seconds=4), active_s=10)
    card.complete("c", ended=noon + timedelta(hours=1), active_s=6)
    (told,) = card.ends()
    assert told.end.active_s == pytest.approx(20)
    assert told.end.bytes_per_second == pytest.approx(told.end.bytes_sent / 20)


def test_of_many_failed_files_some_are_named_and_all_counted(
    job_database: JobDatabase, new_job: NewJobMaker, recording: RecordingMaker
) -> None:
    names = [f"{number}" for number in range(MOST_FAILURES + 5)]
    card = Card(job_database, new_job, recording, "")
    new = [replace(new_job(name), package_id=card.package.package_id) for name in names]
    for job in job_database.add(new):
        job_database.update(job.job_id, state=JobState.FAILED, messages=WRONG_SECRET)
    (told,) = card.ends()
    assert [one.path for one in told.end.failures] == [f"/films/{name}" for name in names[:MOST_FAILURES]]
    assert (told.end.failed, told.end.more_failures) == (MOST_FAILURES + 5, 5)
    assert told.end.bytes_per_second is None


def test_a_path_that_is_no_text_is_named_after_a_restart_too(
    job_database: JobDatabase, new_job: NewJobMaker
) -> None:
    package = Package("old disk")
    path = "/films/caf\udce9.mov"
    new = replace(new_job(), source_path=path, package_id=package.package_id)
    (job,) = job_database.add([new], packages=[package])
    job_database.update(job.job_id, state=JobState.FAILED, messages=WRONG_SECRET)
    (told,) = job_database.end_packages(None, TOLD)
    assert job_database.wanted_actions() == [told]
    assert told.end.failures[0].path == path


def test_what_was_done_long_ago_goes_with_the_next_end_but_for_the_last_answer(
    job_database: JobDatabase, database: Database, new_job: NewJobMaker, recording: RecordingMaker
) -> None:
    def ended(days_ago: int, state: ActionState, *kinds: ActionKind) -> list[int]:
        card = Card(job_database, new_job, recording, "x")
        card.fail("x")
        ids = [one.action_id for one in card.ends(kinds)]
        then = time_text(datetime.now(UTC) - timedelta(days=days_ago))
        for one in ids:
            job_database.end_action(one, state, (message(MessageCode.NO_ANSWER),))
        age = "UPDATE package_actions SET done_at = ? WHERE id BETWEEN ? AND ? AND done_at IS NOT NULL"
        database.write(lambda sqlite: sqlite.execute(age, (then, ids[0], ids[-1])))
        return ids

    both = ActionKind.COMMAND, ActionKind.WEBHOOK
    waiting = ended(0, ActionState.WANTED, *both)
    ended(300, ActionState.DONE, *both)
    ended(200, ActionState.FAILED, *both)
    _, last_call = ended(KEPT_DAYS + 1, ActionState.DONE, *both)
    young = ended(KEPT_DAYS - 1, ActionState.DONE, ActionKind.COMMAND)
    newest = ended(0, ActionState.DONE, ActionKind.COMMAND)
    with database.reading() as sqlite:
        left = [one for (one,) in sqlite.execute("SELECT id FROM package_actions ORDER BY id")]
    assert left == [*waiting, last_call, *young, *newest]
    answered = job_database.last_answer(ActionKind.WEBHOOK)
    assert answered is not None
    assert answered.action_id == last_call
