"""The embedded S3 server of ``--demo``: SeaweedFS on loopback, with keys and data of its own."""

import contextlib
import json
import os
import random
import secrets
import shutil
import socket
import subprocess
import sys
import sysconfig
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from types import TracebackType

import psutil

from uploader_gui.domain.errors import ErrorCode, UploaderError
from uploader_gui.domain.messages import MessageCode, message
from uploader_gui.headless.demo import demo_supervisor
from uploader_gui.headless.demo.demo_probe import store_is_ready
from uploader_gui.private_files import check_file, check_state_folder, make_folder
from uploader_gui.storage.settings.atomic_file import replace_private

BUCKET = "uploads"
REGION = "us-east-1"
STARTS_WITHIN_S = 60.0
STARTS_AT_MOST = 5
PORT_OPTIONS = ("s3.port", "master.port", "filer.port", "volume.port", "admin.port")
"""The admin server listens even when its pages are switched off."""
PORTS = range(11_000, 22_000)
"""With the offset of the second ports still below those that systems hand out to outgoing connections."""


@dataclass(frozen=True, slots=True)
class DemoAddress:
    """Where the demo store answers, and the keys that it takes; ``endpoint`` is a URL."""

    endpoint: str
    access_key: str
    secret_key: str
    bucket: str
    region: str


@dataclass(frozen=True, slots=True)
class _Identity:
    """What is kept between runs: the keys, and the ports, since jobs remember the endpoint they belong to."""

    access_key: str
    secret_key: str
    ports: tuple[int, ...]


class DemoStore:
    """One SeaweedFS server with its data in ``directory``. Blocking; use it from one thread at a time.

    It ends with ``stop``, with the context, and with our process, however that ends.
    """

    def __init__(self, directory: Path) -> None:
        self._directory = directory.resolve()
        self._pid_file = self._directory / "server.pid"
        self._log_file = self._directory / "server.log"
        self._identity_file = self._directory / "identity.json"
        self._supervisor: subprocess.Popen[bytes] | None = None

    def start(self) -> DemoAddress:
        """Start the server and wait until its bucket takes and gives back an object; a second or two.

        Raises ``UploaderError``: DEMO_STORE_MISSING without the package, DEMO_STORE_FAILED otherwise.
        """
        program = _server_program()
        make_folder(self._directory)
        check_state_folder(self._directory)
        for file in (self._identity_file, self._pid_file, self._log_file):
            check_file(file)
        self._end_leftover()
        identity = self._load_identity()
        for _ in range(STARTS_AT_MOST):
            if not identity.ports or not all(_is_free(port) for port in identity.ports):
                identity = _Identity(identity.access_key, identity.secret_key, _free_ports())
            self._save_identity(identity)
            self._launch(program, identity)
            address = _address(identity)
            if self._wait_until_it_answers(address):
                return address
            self.stop()
            identity = _Identity(identity.access_key, identity.secret_key, ())
        raise UploaderError(
            message(MessageCode.DEMO_NOT_STARTED, path=str(self._log_file)),
            code=ErrorCode.DEMO_STORE_FAILED,
        )

    def stop(self) -> None:
        """End the server, which takes a good second, and wait for it. Does nothing if it is not running."""
        supervisor, self._supervisor = self._supervisor, None
        if supervisor is None or supervisor.stdin is None:
            return
        supervisor.stdin.close()
        try:
            supervisor.wait(demo_supervisor.SERVER_STOPS_WITHIN_S + 2)
        except subprocess.TimeoutExpired:
            supervisor.kill()
            supervisor.wait()
            self._end_leftover()

    def __enter__(self) -> DemoAddress:
        return self.start()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def _launch(self, program: str, identity: _Identity) -> None:
        ports = [f"-{name}={port}" for name, port in zip(PORT_OPTIONS, identity.ports, strict=True)]
        server = [
            program, "mini", "-ip=127.0.0.1", "-ip.bind=127.0.0.1", f"-dir={self._directory}", *ports,
            "-s3.port.iceberg=0", "-s3.port.lance=0", "-webdav=false", "-admin.ui=false",
            "-master.telemetry=false", "-s3.autoCreateBucket=false", f"-bucket={BUCKET}",
            "-volume.preStopSeconds=0", "-filer.localSocket=filer.sock", "-s3.localSocket=s3.sock",
        ]  # fmt: skip
        keys = {"AWS_ACCESS_KEY_ID": identity.access_key, "AWS_SECRET_ACCESS_KEY": identity.secret_key}
        self._supervisor = subprocess.Popen(
            [sys.executable, "-I", "-S", demo_supervisor.__file__, self._pid_file, self._log_file, *server],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            cwd=self._directory,
            env=os.environ | keys,
            start_new_session=True,
            # On Windows: a console of its own that nobody sees, so that Ctrl-C in ours does not end the server.
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )

    def _wait_until_it_answers(self, address: DemoAddress) -> bool:
        deadline = time.monotonic() + STARTS_WITHIN_S
        while self._supervisor is not None and self._supervisor.poll() is None:
            if store_is_ready(address.endpoint, BUCKET, address.access_key, address.secret_key, REGION):
                return True
            if time.monotonic() > deadline:
                return False
            time.sleep(0.03)
        return False

    def _load_identity(self) -> _Identity:
        try:
            saved = json.loads(self._identity_file.read_text(encoding="ascii"))
            return _Identity(saved["access_key"], saved["secret_key"], tuple(saved["ports"]))
        except FileNotFoundError:
            return _Identity("demo-" + secrets.token_hex(6), secrets.token_urlsafe(30), _free_ports())
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise UploaderError(
                message(
                    MessageCode.DEMO_KEYS_UNREADABLE,
                    path=str(self._identity_file),
                    reason=str(error),
                    folder=str(self._directory),
                ),
                code=ErrorCode.DEMO_STORE_FAILED,
            ) from error

    def _save_identity(self, identity: _Identity) -> None:
        replace_private(self._identity_file, json.dumps(asdict(identity)))

    def _end_leftover(self) -> None:
        """End what an earlier run left: a server that is still stopping, or one whose supervisor was killed."""
        try:
            pids = json.loads(self._pid_file.read_text(encoding="ascii"))
        except (FileNotFoundError, ValueError):
            return
        supervisor = _process_with(pids["supervisor"], str(self._pid_file))
        if supervisor is not None and not _ends(supervisor, demo_supervisor.SERVER_STOPS_WITHIN_S + 2):
            raise UploaderError(
                message(MessageCode.DEMO_RUNS_ALREADY, pid=supervisor.ppid(), folder=str(self._directory)),
                code=ErrorCode.DEMO_STORE_FAILED,
            )
        server = _process_with(pids["server"], f"-dir={self._directory}")
        if server is not None:
            server.kill()
            _ends(server, 10)
        self._pid_file.unlink(missing_ok=True)


def _address(identity: _Identity) -> DemoAddress:
    endpoint = f"http://127.0.0.1:{identity.ports[0]}"
    return DemoAddress(endpoint, identity.access_key, identity.secret_key, BUCKET, REGION)


def has_demo_store() -> bool:
    """Whether its server was installed along; bundles do without."""
    return _found_program() is not None


def _server_program() -> str:
    program = _found_program()
    if program is None:
        raise UploaderError(
            message(MessageCode.DEMO_NOT_INSTALLED),
            code=ErrorCode.DEMO_STORE_MISSING,
        )
    return program


def _found_program() -> str | None:
    folders = [
        sysconfig.get_path("scripts"),
        str(Path(sys.executable).parent),
        os.environ.get("PATH", os.defpath),
    ]
    is_bundled = getattr(sys, "frozen", False)  # then no Python is there to run the server's supervisor
    return None if is_bundled else shutil.which("weed", path=os.pathsep.join(folders))


def _process_with(pid: int, argument: str) -> psutil.Process | None:
    """The process ``pid`` if it is still the one that was started with ``argument``."""
    try:
        process = psutil.Process(pid)
        return process if argument in process.cmdline() else None
    except psutil.Error:
        return None


def _ends(process: psutil.Process, timeout_s: float) -> bool:
    """Wait for its end. One that nobody reaps, as in a container without an init, has ended too."""
    deadline_s = time.monotonic() + timeout_s
    with contextlib.suppress(psutil.NoSuchProcess):
        # A zombie's other threads may still hold its ports.
        while process.is_running() and not (
            process.status() == psutil.STATUS_ZOMBIE and process.num_threads() <= 1
        ):
            if time.monotonic() > deadline_s:
                return False
            time.sleep(0.05)
    return True


def _free_ports() -> tuple[int, ...]:
    ports: list[int] = []
    for port in random.sample(PORTS, len(PORTS)):
        if _is_free(port):
            ports.append(port)
        if len(ports) == len(PORT_OPTIONS):
            return tuple(ports)
    raise UploaderError(message(MessageCode.DEMO_WITHOUT_PORTS), code=ErrorCode.DEMO_STORE_FAILED)


def _is_free(port: int) -> bool:
    for number in (port, port + demo_supervisor.GRPC_OFFSET):
        with socket.socket() as probe:
            if os.name == "posix":  # else a port that served a moment ago looks taken
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", number))
            except OSError:
                return False
    return True
