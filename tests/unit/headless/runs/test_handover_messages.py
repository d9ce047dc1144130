"""What crosses from one process to another comes out as it went in."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from unit.headless.samples import NOW, a_job, a_recording, an_end
from uploader_gui.domain.errors import BadSettingsError, ErrorCode, UploaderError
from uploader_gui.domain.events import Activity, EventKind, JobEvent, JobStatus, Refusal
from uploader_gui.domain.job import ConflictPolicy, JobState, VerifiedBy
from uploader_gui.domain.messages import messages_of
from uploader_gui.domain.store.object_terms import AskedTerms, Encryption
from uploader_gui.domain.window_start import NOTHING_MORE, WindowErrand, WindowStart
from uploader_gui.headless.runs.handover_messages import (
    ClosingReply,
    EndReply,
    FailureReply,
    Handover,
    JobReply,
    KeysReply,
    LineReply,
    NoticeReply,
    PackageEndReply,
    PauseHandover,
    Place,
    RefusalReply,
    RemoveHandover,
    Reply,
    ResumeHandover,
    ShowHandover,
    UploadHandover,
    encoded,
    read_handover,
    read_reply,
    show_handover,
    upload_handover,
)
from uploader_gui.headless.runs.run_start import UploadRequest


def replace_template(place: Place, template: str) -> Place:
    return Place(place.endpoint, place.bucket, place.region, place.prefix, template)


STATUSES = [
    JobStatus(a_job(), messages_of("Waiting to start")),
    JobStatus(
        replace(a_job(), state=JobState.UPLOADING, bytes_done=8_388_608, uploaded_parts=1),
        messages_of("Waiting for the network"),
        Activity.WAITING_FOR_NETWORK,
        bytes_per_second=12_345.0,
        seconds_left=60.0,
    ),
    JobStatus(
        replace(a_job(), state=JobState.FAILED, error_code=ErrorCode.NO_SUCH_BUCKET, end_time=NOW),
        messages_of("No such bucket."),
    ),
    JobStatus(
        replace(
            a_job(), state=JobState.COMPLETED, end_time=NOW, verified_by=VerifiedBy.CHECKSUM, recording_id=7
        ),
        messages_of("Uploaded"),
        recording=a_recording(),
    ),
]


@pytest.mark.parametrize("status", STATUSES, ids=lambda status: status.job.state)
def test_job_is_shown_there_as_it_is_shown_here(status: JobStatus) -> None:
    sent = JobReply(JobEvent(EventKind.PROGRESS, status))
    assert read_reply(encoded(sent)) == sent


@pytest.mark.parametrize(
    "reply",
    [
        RefusalReply(Refusal("/v/\udce9.mov", "", 5, ErrorCode.BAD_KEY, messages_of("No.")), None),
        RefusalReply(
            Refusal("/a", "x/a", 5, ErrorCode.SKIPPED, messages_of("There."), is_success=True), "media"
        ),
        PackageEndReply(an_end(297, 3)),
        LineReply("a.mov: paused."),
        NoticeReply("Nothing to pause."),
        KeysReply("a-key"),
        FailureReply("No.", 2),
        ClosingReply(),
        EndReply(0),
    ],
    ids=lambda reply: type(reply).__name__,
)
def test_reply_comes_out_as_it_went_in(reply: Reply) -> None:
    text = encoded(reply)
    assert text.isascii()
    assert "\n" not in text
    assert read_reply(text) == reply


@pytest.mark.parametrize(
    "broken",
    [
        {},
        [],
        {"reply": "exploded"},
        {"reply": "job"},
        {"reply": "job", "event": {"kind": "progress", "status": {"job": 1}}},
        {"reply": "end", "exit_code": "0"},
    ],
)
def test_another_versions_language_is_named(broken: object) -> None:
    with pytest.raises(UploaderError, match="another version"):
        read_reply(json.dumps(broken))


def test_reply_that_was_cut_is_named() -> None:
    with pytest.raises(UploaderError, match="another version"):
        read_reply('{"reply":"end","exit_')


def test_names_by_template_are_the_callers(tmp_path: Path) -> None:
    environ = {
        "UPLOADER_GUI_ENDPOINT": "http://127.0.0.1:9000",
        "UPLOADER_GUI_ACCESS_KEY": "a-key",
        "UPLOADER_GUI_SECRET_KEY": "a-secret",
        "UPLOADER_GUI_BUCKET": "media",
        "UPLOADER_GUI_NAME_TEMPLATE": "{year}/{name}",
    }
    upload = passed_on(upload_handover(environ, UploadRequest([tmp_path], name_template="{counter:03}{ext}")))
    assert isinstance(upload, UploadHandover)
    assert upload.request.name_template == "{counter:03}{ext}"
    assert upload.place is not None
    assert upload.place.checked().name_template == "{year}/{name}"
    with pytest.raises(BadSettingsError, match="character 1"):
        replace_template(upload.place, "{date}").checked()


@pytest.mark.case("S01")
def test_upload_carries_all_that_the_callers_environment_says_but_the_keys(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    environ = {
        "UPLOADER_GUI_ENDPOINT": "http://127.0.0.1:9000",
        "UPLOADER_GUI_ACCESS_KEY": "a-key",
        "UPLOADER_GUI_SECRET_KEY": "a-secret",
        "UPLOADER_GUI_BUCKET": "media",
        "UPLOAD_CHUNK_SIZE": "10485760",
        "UPLOAD_MAX_SIZE": "1000",
    }
    asked = UploadRequest(
        [Path("a.mov"), Path("/b")],
        prefix="x",
        stage=True,
        on_conflict=ConflictPolicy.SKIP,
        jobs=2,
        asked=AskedTerms(metadata=(("show", "Žofie"),), encryption=Encryption.SSE_KMS, retention_days=3),
    )
    upload = passed_on(upload_handover(environ, asked))
    assert isinstance(upload, UploadHandover)
    assert upload.request == replace(
        asked, paths=[tmp_path / "a.mov", Path("/b")], chunk_size=10485760, jobs=None
    )
    assert upload.max_size == 1000
    assert upload.place == Place("http://127.0.0.1:9000", "media", "us-east-1", "")
    show = show_handover(environ, NOTHING_MORE)
    assert passed_on(show) == show
    sent = encoded(upload) + encoded(show)
    assert "a-secret" not in sent
    assert "a-key" not in sent


def test_what_is_wanted_of_the_window_comes_out_as_it_went_in() -> None:
    start = WindowStart(
        [Path("/v/\udce9\n.mov")], is_reviewed=True, errand=WindowErrand.ADD_FILES, activation="a_TIME7"
    )
    show = passed_on(show_handover({}, start))
    assert isinstance(show, ShowHandover)
    assert show.start() == start


@pytest.mark.parametrize("kind", [ResumeHandover, PauseHandover, RemoveHandover])
@pytest.mark.parametrize("job_ids", [None, [], ["one", "two"]])
def test_named_jobs_come_out_as_they_went_in(
    kind: type[ResumeHandover | PauseHandover | RemoveHandover], job_ids: list[str] | None
) -> None:
    handover = kind(job_ids)
    assert passed_on(handover) == handover


def test_a_name_that_is_no_text_survives() -> None:
    asked = UploadRequest([Path("/v/\udce9.mov")])
    upload = upload_handover({}, asked)
    assert upload.request.paths == asked.paths
    assert passed_on(upload) == upload


@pytest.mark.case("R02")
@pytest.mark.parametrize("path", ["", ".", "card"])
def test_a_path_that_would_lead_into_the_holders_own_directory_is_refused(path: str) -> None:
    text = encoded(upload_handover({}, UploadRequest([Path("/v/a.mov")]))).replace("/v/a.mov", path)
    with pytest.raises(BadSettingsError, match="handed over can't be read"):
        read_handover(text.encode())


def test_upload_without_a_connection_goes_where_the_holder_leads() -> None:
    assert upload_handover({}, UploadRequest([Path("a.mov")])).place is None


@pytest.mark.parametrize(
    "broken",
    [
        {"verb": "upload", "request": {"paths": [1]}, "max_size": None, "place": None},
        {"verb": "upload", "request": {"paths": ["/a"], "chunk_size": True}, "max_size": None, "place": None},
        {"verb": "upload", "request": {"paths": ["/a"], "on_conflict": "?"}, "max_size": None, "place": None},
        {"verb": "upload", "request": {"paths": ["/a"]}, "max_size": None, "place": "here"},
        {"verb": "resume", "job_ids": "all"},
        {"verb": "resume"},
        {"verb": "explode"},
    ],
)
def test_what_is_none_of_ours_is_refused(broken: object) -> None:
    with pytest.raises(BadSettingsError, match="another version"):
        read_handover(json.dumps(broken).encode())


def passed_on(handover: Handover) -> Handover:
    """What the holder reads of it."""
    return read_handover(encoded(handover).encode())
