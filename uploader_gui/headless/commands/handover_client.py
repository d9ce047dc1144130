"""Speaking to the process that holds the state directory."""

import hmac
import http.client
import json
import os
import uuid
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Self
from urllib.parse import urlsplit

from uploader_gui.domain.errors import UploaderError
from uploader_gui.headless.api.access_policy import CHALLENGE_HEADER, PROOF_HEADER, proof
from uploader_gui.runtime.instance_lock import Holder, read_holder

# The first who connects waits for the holder's imports too.
_ANSWER_S = 15.0
_HTTP_OK = 200

Told = tuple[str, Mapping[str, object]]
"""An event's name and its fields."""


class HandoverClient:
    """A connection to the holder, who has proved that it wrote ``engine.json``; one thread."""

    def __init__(self, holder: Holder, connection: http.client.HTTPConnection) -> None:
        self.holder = holder
        self._connection = connection
        self._run_id = str(uuid.uuid4())

    @classmethod
    def connected(cls, state_dir: Path) -> Self | None:
        """Connect to who holds ``state_dir``; None if nobody takes requests there, or somebody else answers.

        A killed holder's note may name a port that a stranger has now: nothing is sent that only the holder
        may know before it has answered a challenge.
        """
        holder = read_holder(state_dir)
        if not holder.address:
            return None
        where = urlsplit(holder.address)
        connection = http.client.HTTPConnection(where.hostname or "", where.port, timeout=_ANSWER_S)
        challenge = os.urandom(32).hex()
        try:
            connection.request("GET", "/healthz", headers={CHALLENGE_HEADER: challenge})
            answered = connection.getresponse()
            answered.read()
        except (OSError, http.client.HTTPException):
            connection.close()
            return None
        expected = proof(holder.identity, challenge)
        if not hmac.compare_digest(answered.headers.get(PROOF_HEADER, ""), expected):
            connection.close()
            return None
        return cls(holder, connection)

    def close(self) -> None:
        """Close the connection; what was handed over goes on."""
        self._connection.close()

    def hand_over(self, order: Mapping[str, object]) -> Iterator[Told]:
        """Hand an order over, and hear what happens until its end. Raises UploaderError if the holder goes away."""
        try:
            answered = self._ask(self._connection, "POST", json.dumps(order))
            if answered.status != _HTTP_OK:
                raise UploaderError(_reason(answered.read()))
            if self._connection.sock is not None:
                self._connection.sock.settimeout(None)
            yield from _events(answered)
        except (OSError, http.client.HTTPException) as error:
            raise UploaderError(
                f"{self.holder.name} (process {self.holder.pid}), which ran these uploads, does not answer any more "
                f"({error}). `uploader-gui list` shows how far they are, `uploader-gui resume --all` goes on."
            ) from error

    def interrupt(self) -> None:
        """Have what was handed over paused; ``hand_over`` still tells of it. Errors are for that to notice."""
        where = urlsplit(self.holder.address)
        connection = http.client.HTTPConnection(where.hostname or "", where.port, timeout=_ANSWER_S)
        try:
            self._ask(connection, "DELETE", None)
        except (OSError, http.client.HTTPException):
            return
        finally:
            connection.close()

    def _ask(
        self, connection: http.client.HTTPConnection, method: str, body: str | None
    ) -> http.client.HTTPResponse:
        headers = {"Authorization": f"Bearer {self.holder.token}", "Content-Type": "application/json"}
        connection.request(method, f"/api/hand-over/{self._run_id}", body, headers)
        return connection.getresponse()


def _events(answered: http.client.HTTPResponse) -> Iterator[Told]:
    """The events of a stream, each with its data in one line, as ours has it."""
    name = ""
    while line := answered.readline():
        text = line.decode().rstrip("\r\n")
        if text.startswith("event: "):
            name = text.removeprefix("event: ")
        elif text.startswith("data: "):
            yield name, json.loads(text.removeprefix("data: "))


def _reason(body: bytes) -> str:
    try:
        return str(json.loads(body)["error"]["message"])
    except (ValueError, KeyError, TypeError):
        return "The program that runs the uploads refused to take these over."
