"""Handing over to the process that holds the state directory, and showing what it replies."""

import hmac
import http.client
import json
import os
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Self
from urllib.parse import urlsplit

from uploader_gui.domain.errors import ErrorCode, UploaderError
from uploader_gui.domain.events import Verified
from uploader_gui.domain.messages import Message, MessageCode, message
from uploader_gui.headless.api.access_policy import CHALLENGE_HEADER, PROOF_HEADER, proof
from uploader_gui.headless.output.lines import notice, print_line
from uploader_gui.headless.output.reporters import Reporter, make_reporter
from uploader_gui.headless.runs.exit_codes import EXIT_FAILED
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
    RefusalReply,
    Reply,
    VerifiedReply,
    WatchReply,
    encoded,
    read_reply,
)
from uploader_gui.headless.runs.interrupt import EXIT_INTERRUPTED, Interrupt
from uploader_gui.runtime.instance_lock import Holder, read_holder

# The first who connects waits for the holder's imports too.
_ANSWER_S = 15.0
_HTTP_OK = 200
_DATA = "data: "


class HolderClosingError(UploaderError):
    """The holder was ending already when something was handed over to it, and left it undone."""

    def __init__(self) -> None:
        super().__init__(message(MessageCode.HOLDER_ENDING), code=ErrorCode.ENGINE_BUSY)


class HandoverClient:
    """A connection to the holder, who has proved that it wrote ``engine.json``; one thread."""

    def __init__(self, holder: Holder, connection: http.client.HTTPConnection) -> None:
        self.holder = holder
        self._connection = connection
        self._run_id = str(uuid.uuid4())

    @classmethod
    def connected(cls, state_dir: Path) -> Self | None:
        """Connect to who holds ``state_dir``; None if nobody takes requests there, or somebody else answers."""
        holder = read_holder(state_dir)
        connection = _proven_connection(holder) if holder.address else None
        return None if connection is None else cls(holder, connection)

    def close(self) -> None:
        """Close the connection; what was handed over goes on."""
        self._connection.close()

    def hand_over(self, handover: Handover) -> Iterator[Reply]:
        """Hand this over, and hear what happens until its end. Raises UploaderError if the holder goes away."""
        try:
            answered = self._ask(self._connection, "POST", encoded(handover))
            if answered.status != _HTTP_OK:
                raise UploaderError(_reason(answered.read()))
            if self._connection.sock is not None:
                self._connection.sock.settimeout(None)
            yield from _replies(answered)
        except (OSError, http.client.HTTPException) as error:
            raise UploaderError(self._lost(str(error))) from error

    def interrupt(self) -> None:
        """Have what was handed over paused; ``hand_over`` still tells of it. Errors are for that to notice."""
        connection = _proven_connection(self.holder)
        if connection is None:
            return
        try:
            self._ask(connection, "DELETE", None)
        except (OSError, http.client.HTTPException):
            return
        finally:
            connection.close()

    def _lost(self, reason: str) -> Message:
        holder = self.holder
        return message(MessageCode.HOLDER_LOST, holder=holder.name, pid=str(holder.pid), reason=reason)

    def _ask(
        self, connection: http.client.HTTPConnection, method: str, body: str | None
    ) -> http.client.HTTPResponse:
        headers = {"Authorization": f"Bearer {self.holder.token}", "Content-Type": "application/json"}
        connection.request(method, f"/api/hand-over/{self._run_id}", body, headers)
        return connection.getresponse()


def _proven_connection(holder: Holder) -> http.client.HTTPConnection | None:
    """A connection on which the holder has proved that it wrote the note; None if nobody did.

    A killed holder's note may name a port that a stranger has now: nothing is sent that only the holder may know
    before it has answered a challenge, and nothing on a connection that is opened anew by itself.
    """
    where = urlsplit(holder.address)
    connection = http.client.HTTPConnection(where.hostname or "", where.port, timeout=_ANSWER_S)
    challenge = os.urandom(32).hex()
    try:
        connection.request("GET", "/healthz", headers={CHALLENGE_HEADER: challenge})
        connection.auto_open = 0
        answered = connection.getresponse()
        answered.read()
    except (OSError, http.client.HTTPException):
        connection.close()
        return None
    if hmac.compare_digest(answered.headers.get(PROOF_HEADER, ""), proof(holder.identity, challenge)):
        return connection
    connection.close()
    return None


def _replies(answered: http.client.HTTPResponse) -> Iterator[Reply]:
    """The events of a stream, each with its data in one line, as ours has it."""
    while line := answered.readline():
        text = line.decode().rstrip("\r\n")
        if text.startswith(_DATA):
            yield read_reply(text.removeprefix(_DATA))


def _reason(body: bytes) -> Message:
    try:
        said = str(json.loads(body)["error"]["message"])
    except (ValueError, KeyError, TypeError):
        return message(MessageCode.HOLDER_REFUSED)
    return message(MessageCode.HOLDER_SAYS, text=said)


def follow(
    client: HandoverClient,
    handover: Handover,
    interrupt: Interrupt,
    *,
    as_json: bool,
    own_key: str = "",
    verified: Callable[[Verified], None] = lambda _verified: None,
    watched: Callable[[WatchReply], None] = lambda _watched: None,
) -> int:
    """Hand this over and show what comes of it, to its end; a signal pauses it. Returns the exit code.

    ``verified`` hears of what was verified again, ``watched`` what a watched folder tells. ``own_key`` is the access key that our own environment names: it is said if the holder uses another one.
    Raises HolderClosingError where it was left undone, and UploaderError in words.
    """
    reporter = make_reporter(as_json=as_json)
    interrupt.call(client.interrupt)
    try:
        return _shown(client, handover, reporter, own_key, verified, watched)
    except UploaderError:
        if interrupt.came:
            return EXIT_INTERRUPTED
        raise
    finally:
        interrupt.nothing_is_left()
        reporter.close()


def _shown(
    client: HandoverClient,
    handover: Handover,
    reporter: Reporter,
    own_key: str,
    show_verified: Callable[[Verified], None],
    show_watched: Callable[[WatchReply], None],
) -> int:
    for reply in client.hand_over(handover):
        match reply:
            case KeysReply(access_key):
                _say_whose_keys(client, own_key, access_key)
            case FailureReply(text, code):
                notice(f"uploader-gui: {text}")
                return code
            case ClosingReply():
                raise HolderClosingError
            case EndReply(code):
                return code
            case WatchReply():
                show_watched(reply)
            case _:
                _show(reply, reporter, show_verified)
    holder = client.holder
    notice(
        f"uploader-gui: {holder.name} (process {holder.pid}), which ran these uploads, was ended. "
        "`uploader-gui resume --all` goes on with them."
    )
    return EXIT_FAILED


def _show(reply: Reply, reporter: Reporter, show_verified: Callable[[Verified], None]) -> None:
    """Show what happened while it goes on."""
    match reply:
        case JobReply(event):
            reporter.show([event])
        case PackageEndReply(end):
            reporter.tell_end(end)
        case VerifiedReply(found):
            show_verified(found)
        case RefusalReply(refusal, bucket):
            reporter.refuse(refusal, bucket)
        case LineReply(text):
            print_line(text)
        case NoticeReply(text):
            notice(text)


def _say_whose_keys(client: HandoverClient, own_key: str, used_key: str) -> None:
    if used_key != own_key:
        notice(
            f"{client.holder.name}, which runs these uploads already, uses its own access key {used_key}, not the "
            f"{own_key} of this environment: keys are never handed over."
        )
