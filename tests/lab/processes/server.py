"""``uploader-gui serve`` as a process, and the holder's own note about itself."""

import contextlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx

from lab.processes.program import Program, Running

JOBS = "/api/uploads/async"


class Server:
    """A running ``serve``; ``client`` asks with the token."""

    def __init__(self, running: Running, state_dir: Path) -> None:
        self.running = running
        line = running.wait_for(lambda line: "Serving" in line.get("text", ""), timeout=60)
        self.address = str(line["text"]).split()[1].split("/api/")[0]
        self.client = httpx.Client(
            base_url=self.address,
            timeout=60,
            headers={"Authorization": f"Bearer {note(state_dir)['token']}"},
        )

    def send(self, name: str, data: bytes, **fields: str) -> str:
        """Send a form; the job's id."""
        answered = self.client.post(JOBS, files={"file": (name, data)}, data=fields)
        assert answered.status_code == 202, answered.text
        job_id: str = answered.json()["jobId"]
        return job_id

    def job(self, job_id: str) -> dict[str, Any]:
        """The job as it is."""
        job: dict[str, Any] = self.client.get(f"{JOBS}/{job_id}/progress").json()
        return job


def note(state_dir: Path) -> dict[str, Any]:
    """What stands in engine.json."""
    found: dict[str, Any] = json.loads((state_dir / "engine.json").read_text())
    return found


@contextlib.contextmanager
def serving(program: Program, *arguments: str) -> Iterator[Server]:
    """``serve`` on a free port, killed at the latest when the block ends."""
    with program.running("serve", "--port", "0", *arguments) as running:
        server = Server(running, program.state_dir)
        with server.client:
            yield server
