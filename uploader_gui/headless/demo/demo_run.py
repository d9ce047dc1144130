"""The main job without a window: ``uploader-gui --demo --headless [FILE...]``.

On the embedded store, with a generated file of 256 MiB unless others are named: upload, pause in the middle,
resume, verify by reading every byte back. Ends with 0 if all of that went well.
"""

import asyncio
import hashlib
import http.client
import os
import time
from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlsplit

from uploader_gui.domain.errors import UploaderError
from uploader_gui.domain.events import JobEvent
from uploader_gui.domain.job import ConflictPolicy, Job, JobState
from uploader_gui.domain.messages import MessageCode, message
from uploader_gui.domain.plan import MIB
from uploader_gui.headless.commands.headless_run import HeadlessRun
from uploader_gui.headless.demo.demo_store import DemoAddress, DemoStore
from uploader_gui.headless.output.lines import print_line
from uploader_gui.headless.output.reporters import Reporter, make_reporter
from uploader_gui.headless.output.words import duration_words, size_words
from uploader_gui.headless.runs.exit_codes import EXIT_DONE, EXIT_FAILED
from uploader_gui.headless.runs.interrupt import Interrupt
from uploader_gui.headless.runs.run_start import StartedRun, UploadRequest, UploadStart, defaults_of
from uploader_gui.runtime.engine_loop import run as run_engine
from uploader_gui.runtime.runtime import Runtime, open_runtime, prepared_state_directory
from uploader_gui.s3.client import S3Client
from uploader_gui.transfer.engine import Engine

GENERATED_SIZE = 256 * MIB
_PAUSE_AT_PERCENT = 40.0
# Slow enough for the pause to come in the middle on any machine.
_LIMIT_BEFORE_PAUSE = 64 * MIB
_LINK_LIFE_S = 600


def run_demo(environ: Mapping[str, str], files: Sequence[Path]) -> int:
    """Run the demo with these files; returns the exit code."""
    interrupt = Interrupt()
    state_dir = prepared_state_directory(environ)
    print_line("Starting the demo store, a SeaweedFS server on loopback.")
    with DemoStore(state_dir / "demo") as address:
        print_line(f"It answers on {address.endpoint}, bucket {address.bucket}.")
        sent = files or [_generate(state_dir / "demo-recording.mp4")]
        with closing(open_runtime(_connected(environ, address), holder="the demo")) as runtime:
            return DemoRun(runtime, address)(sent, interrupt)


class DemoRun:
    """One demo; use it once, on the main thread."""

    def __init__(self, runtime: Runtime, address: DemoAddress) -> None:
        self._runtime = runtime
        self._address = address
        self._is_in_middle = asyncio.Event()
        self._was_told = asyncio.Event()

    def __call__(self, files: Sequence[Path], interrupt: Interrupt) -> int:
        """Upload the files with a pause in the middle, and read them back; returns the exit code."""
        start = UploadStart(
            UploadRequest(files, on_conflict=ConflictPolicy.OVERWRITE), defaults_of(self._runtime)
        )
        job_ids: frozenset[str] = frozenset()

        async def begin(engine: Engine, reporter: Reporter) -> StartedRun:
            nonlocal job_ids
            begun = await self._begin(engine, reporter, start)
            job_ids = begun.job_ids
            return begun

        started_s = time.monotonic()
        code = run_engine(HeadlessRun(self._runtime, make_reporter(as_json=False), interrupt)(begin))
        if code != EXIT_DONE:
            return code
        print_line(f"Uploaded in {duration_words(time.monotonic() - started_s)}. Reading it back to compare.")
        are_same = [self._verify(self._runtime.jobs.get(job_id)) for job_id in sorted(job_ids)]
        return EXIT_DONE if all(are_same) else EXIT_FAILED

    async def _begin(self, engine: Engine, reporter: Reporter, start: UploadStart) -> StartedRun:
        """Submit, pause in the middle, show what is safe, resume."""
        engine.subscribe(self._watch)
        engine.set_options(replace(self._runtime.options, bandwidth_limit=_LIMIT_BEFORE_PAUSE))
        begun = await start.begin(engine, reporter)
        if begun.job_ids:
            await self._is_in_middle.wait()
        began_s = time.monotonic()
        paused = await engine.pause(None)
        took_ms = (time.monotonic() - began_s) * 1000
        for status in paused:
            job = status.job
            print_line(
                f"Paused in {took_ms:.0f} ms: {job.uploaded_parts} of {job.total_parts} parts are safe in the store. "
                f"Upload id {job.upload_id}."
            )
        if paused:
            await asyncio.sleep(1)  # for a person to see that it stands still
            print_line("Resuming: only the parts that are missing are sent.")
        engine.set_options(self._runtime.options)
        if paused:
            self._was_told.clear()
            await engine.resume([status.job.job_id for status in paused])
            await self._was_told.wait()  # until then the run takes the jobs for ended
        return begun

    def _watch(self, events: Sequence[JobEvent]) -> None:
        self._was_told.set()
        for event in events:
            job = event.status.job
            if job.progress >= _PAUSE_AT_PERCENT or job.state in {JobState.COMPLETED, JobState.FAILED}:
                self._is_in_middle.set()

    def _verify(self, job: Job) -> bool:
        """Compare the object with the file, byte for byte by SHA-256, and print its facts."""
        bucket, key = job.destination.bucket, job.destination.object_key
        client = S3Client(self._runtime.credentials.connect(job.destination))
        try:
            facts = client.head(bucket, key)
            of_object = _sha256_of_url(client.presigned_url(bucket, key, _LINK_LIFE_S))
        finally:
            client.close()
        of_file = _sha256_of_file(Path(job.source_path))
        is_same = facts is not None and facts.size == job.file_size and of_object == of_file
        recording = self._runtime.jobs.recordings_of([job.job_id])[job.job_id]
        shown = {
            "Object": f"{bucket}/{key}",
            "Size": f"{job.file_size} bytes ({size_words(job.file_size)})",
            "Parts": f"{job.total_parts} of {size_words(job.part_size)}",
            "ETag": recording.etag,
            "Verified by": recording.verified_by.value,
            "SHA-256 here": of_file,
            "SHA-256 there": of_object,
            "URL": recording.download_url,
        }
        for name, value in shown.items():
            print_line(f"  {name + ':':<15}{value}")
        print_line("The object is the file, byte for byte." if is_same else "The object is NOT the file.")
        return is_same


def _connected(environ: Mapping[str, str], address: DemoAddress) -> dict[str, str]:
    return {
        **environ,
        "UPLOADER_GUI_ENDPOINT": address.endpoint,
        "UPLOADER_GUI_ACCESS_KEY": address.access_key,
        "UPLOADER_GUI_SECRET_KEY": address.secret_key,
        "UPLOADER_GUI_BUCKET": address.bucket,
        "UPLOADER_GUI_REGION": address.region,
        "UPLOADER_GUI_PREFIX": "",
    }


def _generate(path: Path) -> Path:
    """Write the file, of random bytes, unless it is there from an earlier run."""
    if path.exists() and path.stat().st_size == GENERATED_SIZE:
        return path
    print_line(f"Generating a file of {GENERATED_SIZE // MIB} MiB: {path}")
    unfinished = path.with_suffix(".new")
    try:
        with unfinished.open("wb") as file:
            for _ in range(GENERATED_SIZE // MIB):
                file.write(os.urandom(MIB))
        return unfinished.replace(path)
    except OSError as error:
        unfinished.unlink(missing_ok=True)
        raise UploaderError(
            message(
                MessageCode.DEMO_FILE_UNWRITABLE,
                folder=str(path.parent),
                reason=error.strerror or str(error),
                size_mib=GENERATED_SIZE // MIB,
            )
        ) from error


def _sha256_of_file(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _sha256_of_url(url: str) -> str:
    """The digest of what the demo store gives for ``url``, read in slices."""
    parts = urlsplit(url)
    connection = http.client.HTTPConnection(parts.netloc, timeout=60)
    try:
        connection.request("GET", f"{parts.path}?{parts.query}")
        answer = connection.getresponse()
        if answer.status != http.HTTPStatus.OK:
            raise UploaderError(message(MessageCode.DEMO_NOT_READ_BACK, status=answer.status))
        digest = hashlib.sha256()
        while data := answer.read(MIB):
            digest.update(data)
        return digest.hexdigest()
    finally:
        connection.close()
