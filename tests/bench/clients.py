"""The clients that are compared, ours among them: how each is started, and where its wall time begins and ends."""

import json
import os
import shutil
import sys
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from bench.library_clients import WORKERS, Order
from bench.load import Load
from bench.measure import ClientFailedError, Figures, Line, run_measured
from lab.processes.program import connection_environment
from lab.stores.s3probe import S3Address

ROOT = Path(__file__).parents[2]
SCRIPTS = Path(sys.executable).parent


@dataclass(frozen=True, slots=True)
class Task:
    """A load to bring into a bucket, and a directory of the run's own.

    ``workers``: parts at once; None: ours by its defaults. ``inside``: what to put before the command.
    """

    load: Load
    target: S3Address
    scratch: Path
    workers: int | None = WORKERS
    inside: tuple[str, ...] = ()

    def measured(
        self, command: list[str | Path], environment: Mapping[str, str]
    ) -> tuple[Figures, list[Line]]:
        """Run it to its end."""
        return run_measured([*self.inside, *command], environment, self.scratch)


def ours(task: Task) -> Figures:
    """The command line with every check on; from the first `submitted` to the last `completed`."""
    target = task.target
    command, environment = upload_by_ours(task.load.folder, target, task.scratch / "home", task.workers)
    figures, lines = task.measured(command, environment)
    return replace(figures, wall_s=_wall_by_events(lines, task.load.count))


def upload_by_ours(
    path: Path, to: S3Address, home: Path, workers: int | None
) -> tuple[list[str | Path], dict[str, str]]:
    """The command that uploads ``path`` with our program from this tree, and its environment."""
    environment = {
        **os.environ,
        **connection_environment(to),
        "UPLOADER_GUI_HOME": str(home),
        "PYTHONPATH": str(ROOT),
    }
    command: list[str | Path] = [sys.executable, "-m", "uploader_gui", "upload", path, "--json"]
    return command + ([f"--workers={workers}"] if workers else []), environment


def _wall_by_events(lines: list[Line], expected: int) -> float:
    events = [(json.loads(line.text)["event"], line.at) for line in lines]
    begun = [at for event, at in events if event == "submitted"]
    ended = [at for event, at in events if event == "completed"]
    if len(ended) != expected:
        raise ClientFailedError(f"ours completed {len(ended)} of {expected}")
    return max(ended) - min(begun)


def library(name: str) -> Callable[[Task], Figures]:
    """A library in a fresh interpreter; wall around its call."""

    def run(task: Task) -> Figures:
        files = [str(path) for path in task.load.files]
        order = Order(*_place(task.target), prefix="", files=files, workers=task.workers or WORKERS)
        order_file = task.scratch / "order.json"
        order_file.write_text(json.dumps(asdict(order)))
        script = Path(__file__).with_name("library_clients.py")
        figures, lines = task.measured([sys.executable, script, name, order_file], os.environ)
        return replace(figures, wall_s=float(lines[-1].text))

    return run


def rclone(task: Task) -> Figures:
    """Its defaults; the whole run."""
    target = task.target
    flags = [
        "--config=", "--s3-provider=Other", f"--s3-endpoint={target.endpoint}", f"--s3-region={target.region}",
        f"--s3-access-key-id={target.access_key}", f"--s3-secret-access-key={target.secret_key}",
    ]  # fmt: skip
    command: list[str | Path] = [SCRIPTS / "rclone", "copy", task.load.folder, f":s3:{target.bucket}", *flags]
    return task.measured(command, os.environ)[0]


def s5cmd(task: Task) -> Figures:
    """Parts of 8 MiB; the whole run."""
    keys = {"AWS_ACCESS_KEY_ID": task.target.access_key, "AWS_SECRET_ACCESS_KEY": task.target.secret_key}
    workers = task.workers or WORKERS
    parts_at_once = workers if task.load.is_one_file else 1
    command: list[str | Path] = [
        SCRIPTS / "s5cmd", f"--endpoint-url={task.target.endpoint}", f"--numworkers={workers}", "cp",
        f"--concurrency={parts_at_once}", "--part-size=8", f"{task.load.folder}/", f"s3://{task.target.bucket}/",
    ]  # fmt: skip
    return task.measured(command, os.environ | keys | {"AWS_REGION": task.target.region})[0]


def curl(task: Task) -> Figures:
    """One stream, one PUT, nothing hashed; the whole run. For one file only."""
    path, target = task.load.files[0], task.target
    command: list[str | Path] = [
        "curl", "--silent", "--show-error", "--fail", "--upload-file", path,
        "--aws-sigv4", f"aws:amz:{target.region}:s3", "--user", f"{target.access_key}:{target.secret_key}",
        "--header", "x-amz-content-sha256: UNSIGNED-PAYLOAD", f"{target.endpoint}/{target.bucket}/{path.name}",
    ]  # fmt: skip
    return task.measured(command, os.environ)[0]


def start_and_exit(scratch: Path) -> Figures:
    """Of our program: `list` on an empty store."""
    environment = os.environ | {"UPLOADER_GUI_HOME": str(scratch / "home"), "PYTHONPATH": str(ROOT)}
    return run_measured([sys.executable, "-m", "uploader_gui", "list"], environment, scratch)[0]


def _place(target: S3Address) -> tuple[str, str, str, str]:
    return target.endpoint, target.access_key, target.secret_key, target.bucket


CLIENTS: dict[str, Callable[[Task], Figures]] = {
    "ours": ours,
    "minio": library("minio"),
    "minio-loop": library("minio-loop"),
    "boto3": library("boto3"),
    "obstore": library("obstore"),
    "rclone": rclone,
    "s5cmd": s5cmd,
    "curl": curl,
}


def can_run(name: str, load: Load) -> bool:
    """curl can't list or reuse what many files need, and may be missing; a loop is for many files."""
    if name == "minio-loop":
        return not load.is_one_file
    return name != "curl" or (load.is_one_file and shutil.which("curl") is not None)
