"""Run as a script: imports the whole package and uploads a file, in a process that lacks what Windows lacks.

Our modules, and only they, see another ``sys``, ``os`` and ``signal``: what they find missing there is missing on
Windows. Libraries see this system, on which they have to run.
"""

import builtins
import importlib
import pkgutil
import sys
from collections.abc import Mapping
from types import ModuleType
from typing import Any

PACKAGE = "uploader_gui"
ABSENT = frozenset({"fcntl", "grp", "pwd", "resource", "syslog", "termios", "tty"})
"""Modules that Windows has not."""
WITHOUT = {
    "os": frozenset({
        "chown", "fchmod", "fork", "geteuid", "getgid", "getpgid", "getuid", "killpg", "mkfifo", "nice", "posix_fadvise",
        "pread", "preadv", "pwrite", "pwritev", "sched_getaffinity", "sendfile", "setpriority", "setsid", "statvfs",
        "sysconf", "uname", "O_CLOEXEC", "O_DIRECTORY", "O_NOFOLLOW", "O_NONBLOCK", "O_SYNC",
    }),
    "signal": frozenset({"SIGALRM", "SIGCHLD", "SIGHUP", "SIGKILL", "SIGPIPE", "SIGUSR1", "SIGUSR2", "SIGWINCH", "pthread_sigmask", "sigwait"}),
}  # fmt: skip
INSTEAD: Mapping[str, Mapping[str, object]] = {"sys": {"platform": "win32"}, "os": {"name": "nt"}}
ONLY_THERE = {name: ModuleType(name) for name in ("winreg", "msvcrt")}
"""Modules that only Windows has; empty ones stand in for them."""


class Seen(ModuleType):
    """A module as it is on Windows, where that is less."""

    def __init__(self, module: ModuleType) -> None:
        super().__init__(module.__name__)
        self.__dict__["_module"] = module

    def __getattr__(self, name: str) -> Any:
        own = self.__name__
        if name in WITHOUT.get(own, ()):
            raise AttributeError(f"module {own!r} has no attribute {name!r} on Windows")
        instead = INSTEAD.get(own, {})
        return instead[name] if name in instead else getattr(self.__dict__["_module"], name)

    def __setattr__(self, name: str, value: object) -> None:
        setattr(self.__dict__["_module"], name, value)


SEEN = {name: Seen(importlib.import_module(name)) for name in ("sys", "os", "signal")}
_import = builtins.__import__


def see_less(name: str, *rest: Any, **named: Any) -> ModuleType:
    """``__import__`` for our modules as on Windows, for all others as it is."""
    scope = (rest[0] if rest else named.get("globals")) or {}
    if str(scope.get("__name__", "")).partition(".")[0] == PACKAGE:
        if name in ABSENT:
            raise ModuleNotFoundError(f"No module named {name!r} on Windows")
        if name in SEEN or name in ONLY_THERE:
            return SEEN.get(name) or ONLY_THERE[name]
    return _import(name, *rest, **named)


def main(file: str) -> None:
    """Import everything, then upload ``file``; ends the process with the program's exit code."""
    builtins.__import__ = see_less
    package = importlib.import_module(PACKAGE)
    for found in pkgutil.walk_packages(package.__path__, f"{PACKAGE}."):
        if not found.name.endswith(".__main__"):
            importlib.import_module(found.name)
    from uploader_gui.cli import main as program

    program(["upload", file, "--json"])


if __name__ == "__main__":
    main(sys.argv[1])
