"""The log file in the state directory: it rotates, and no secret gets into it."""

import contextlib
import io
import logging
import os
import re
from logging.handlers import RotatingFileHandler
from pathlib import Path

from uploader_gui.domain.entered.visible_text import visible
from uploader_gui.domain.plan import MIB
from uploader_gui.private_files import open_private

LOG_FILE = "uploader.log"
_FORMAT = "%(asctime)s %(levelname)s %(threadName)s %(name)s: %(message)s"
# What signs a request: in a header, in a presigned URL, in an SDK's own words.
_SIGNATURES = re.compile(
    r"((?:X-Amz-)?(?:Signature|Credential|Security-Token)=|Authorization:\s*|Bearer\s+)[^\s&,'\"]+",
    re.IGNORECASE,
)
_HIDDEN = "[hidden]"


class Redaction(logging.Formatter):
    """A formatter that hides known secrets and everything that signs a request, in traces too. Any thread."""

    def __init__(self) -> None:
        super().__init__(_FORMAT)
        self._secrets: frozenset[str] = frozenset()

    def hide(self, secret: str) -> None:
        """Hide ``secret`` from now on; the empty one is ignored."""
        if secret:
            self._secrets |= {secret}

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802  # logging's own name
        """Render the record as one line, whatever names and stores have put into it."""
        return visible(super().formatMessage(record))

    def format(self, record: logging.LogRecord) -> str:
        """Render the record, its trace included, without what must not be read."""
        text = "\n".join(map(visible, super().format(record).split("\n")))  # a trace may quote a store, too
        return self.redacted(text)

    def redacted(self, text: str) -> str:
        """The text without what must not be read."""
        for secret in self._secrets:
            text = text.replace(secret, _HIDDEN)
        return _SIGNATURES.sub(rf"\g<1>{_HIDDEN}", text)


class _QuietHandler(RotatingFileHandler):
    """A full disk must not print a trace for each line that could not be written.

    The file is its owner's alone: names and addresses stand in it.
    """

    def _open(self) -> io.TextIOWrapper:
        opened = open_private(Path(self.baseFilename), os.O_WRONLY | os.O_APPEND)
        return io.TextIOWrapper(os.fdopen(opened, "ab"), encoding=self.encoding, errors=self.errors)

    def doRollover(self) -> None:  # noqa: N802  # logging's own name
        """Begin a new file; go on with this one where one can't be renamed, as Windows refuses while another reads it.

        This one goes aside before the older ones move up: each try that comes to nothing would cost the oldest of them.
        """
        if self.stream:
            self.stream.close()
        self.stream = None  # or a full disk now would be the end of the log
        aside = f"{self.baseFilename}.0"
        with contextlib.suppress(PermissionError, FileNotFoundError):
            self.rotate(self.baseFilename, aside)
            try:
                self._move_up()
            except PermissionError:
                self.rotate(aside, self.baseFilename)
        self.stream = self._open()

    def _move_up(self) -> None:
        for number in range(self.backupCount - 1, -1, -1):
            older = f"{self.baseFilename}.{number}"
            if Path(older).exists():
                self.rotate(older, f"{self.baseFilename}.{number + 1}")

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802, ARG002  # logging's own name
        return


class LogFile:
    """The program's log from construction to ``close``: 3 files of 2 MiB in the state directory.

    Where the file can't be opened there is no log: never a reason to refuse an upload.
    """

    def __init__(self, state_dir: Path) -> None:
        self.path = state_dir / LOG_FILE
        self.redaction = Redaction()
        self._handler: logging.Handler
        try:
            self._handler = _QuietHandler(
                self.path, maxBytes=2 * MIB, backupCount=2, encoding="utf-8", delay=False
            )
            self._handler.rotator = os.replace
        except OSError:
            self._handler = logging.NullHandler()
        self._handler.setFormatter(self.redaction)
        root = logging.getLogger()
        self._level_before = root.level
        root.setLevel(logging.INFO)
        root.addHandler(self._handler)

    def close(self) -> None:
        """Detach from logging and close the file."""
        root = logging.getLogger()
        root.removeHandler(self._handler)
        root.setLevel(self._level_before)
        with contextlib.suppress(OSError):  # a full disk: what is left over can't be written now either
            self._handler.close()
