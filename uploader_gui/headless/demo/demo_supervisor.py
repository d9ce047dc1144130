"""Runs the demo store's server and ends it when the program that wanted it is gone.

Started as a script of its own, by path, with the standard library alone: it is up in some milliseconds.
Its standard input is a pipe that only the program holds. However the program ends (a kill included), the
system closes that pipe; its end is the sign to stop. This works alike on all platforms.
"""

import contextlib
import json
import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

GRPC_OFFSET = 10_000
"""SeaweedFS opens a second port, this much higher, for each one that it is given."""
SERVER_STOPS_WITHIN_S = 2.5
"""The server needs 1.2 s to end by itself; it loses nothing when it is killed after that."""


def main(pid_file: Path, log_file: Path, command: list[str]) -> int:
    """Run ``command`` until standard input ends; its exit code.

    ``pid_file`` tells a later program who we are, should we be killed ourselves.
    """
    for name in ("SIGINT", "SIGHUP"):  # meant for the program, whose end we shall see
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), signal.SIG_IGN)
    with log_file.open("wb") as log:
        server = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=log, stderr=log)
    signal.signal(signal.SIGTERM, lambda *_: server.terminate())
    pid_file.write_text(json.dumps({"supervisor": os.getpid(), "server": server.pid}), encoding="ascii")
    threading.Thread(target=_end_with_input, args=(server,), daemon=True).start()
    code = server.wait()
    _remove_sockets(command)
    pid_file.unlink(missing_ok=True)
    return code


def _remove_sockets(command: list[str]) -> None:
    """Remove the socket files that the server leaves in /tmp, one for each port, whatever it is told."""
    for option, _, value in (argument.partition("=") for argument in command):
        if option.endswith(".port") and value.isdigit():
            for socket_file in Path("/tmp").glob(f"seaweedfs-*-grpc-{int(value) + GRPC_OFFSET}.sock"):  # noqa: S108
                with contextlib.suppress(OSError):
                    socket_file.unlink()


def _end_with_input(server: "subprocess.Popen[bytes]") -> None:
    while os.read(sys.stdin.fileno(), 1024):
        pass
    server.terminate()
    try:
        server.wait(SERVER_STOPS_WITHIN_S)
    except subprocess.TimeoutExpired:
        server.kill()


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3:]))
