"""What somebody who looks for a fault has to know of this installation, in English; no secret is in it."""

import platform
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Final

from uploader_gui.domain.errors import UploaderError
from uploader_gui.runtime.program_version import program_version
from uploader_gui.runtime.runtime import Runtime

_LOG_LINES: Final = 300
_LOG_BYTES: Final = 100_000
_MAY_HOLD_SECRETS: Final = ("package_command", "webhook")


def version_facts() -> list[str]:
    """The versions of the program and of what it runs on. Blocking."""
    return [
        f"Uploader {program_version()}",
        f"Python {platform.python_version()}",
        platform.platform(),
    ]


def fault_report(runtime: Runtime, facts: Sequence[str]) -> str:
    """Versions, ``facts`` of the face in use, settings, counts of uploads and the end of the log. Blocking.

    Names of files and addresses of stores stand in it, as in the log; the user's folder is shortened to ``~``.
    """
    settings = asdict(runtime.saved.settings)
    settings |= {name: "set" for name in _MAY_HOLD_SECRETS if settings[name]}
    sections = {
        "Program": [*version_facts(), *facts, f"State directory: {runtime.state_dir}"],
        "Settings": [f"{name}: {value}" for name, value in settings.items()],
        "Uploads": _uploads(runtime),
        "Log": _end_of(runtime.log.path),
    }
    text = "\n\n".join("\n".join([f"== {title}", *lines]) for title, lines in sections.items())
    return runtime.log.redaction.redacted(text).replace(str(Path.home()), "~") + "\n"


def _uploads(runtime: Runtime) -> list[str]:
    lines = [f"Connections: {len(runtime.saved.profiles)}"]
    try:
        counts, failures = runtime.jobs.counts(), runtime.jobs.failures()
    except UploaderError as error:  # it may be what is to be reported
        return [*lines, f"The list can't be read: {error.message}"]
    lines += [f"{state.value}: {count}" for state, count in counts.items()]
    return lines + [f"Failed for {code}: {count}" for code, count in sorted(failures.items())]


def _end_of(file: Path) -> list[str]:
    """The last lines of the log, the first of them whole."""
    try:
        with file.open("rb") as log:
            size = log.seek(0, 2)
            log.seek(max(0, size - _LOG_BYTES))
            lines = log.read().decode("utf-8", "replace").splitlines()
    except OSError as error:
        return [f"It can't be read: {error}"]
    return (lines[1:] if size > _LOG_BYTES else lines)[-_LOG_LINES:]
