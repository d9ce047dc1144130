"""A session bus of D-Bus for a test alone."""

import contextlib
import os
import subprocess
import tempfile
from collections.abc import Iterator, Mapping

_PATIENCE_S = 60


@contextlib.contextmanager
def session_bus(environment: Mapping[str, str]) -> Iterator[str]:
    """The address of a bus that ends with the block, and all that it has started; these variables come on top."""
    with contextlib.ExitStack() as ending:
        # What it has started ends a little later, and may still have its own there.
        folder = ending.enter_context(tempfile.TemporaryDirectory(prefix="bus-", ignore_cleanup_errors=True))
        reading, writing = os.pipe()
        bus = subprocess.Popen(
            ["dbus-daemon", "--session", "--nofork", f"--print-address={writing}"],
            pass_fds=[writing],
            env={**os.environ, **environment, "XDG_RUNTIME_DIR": folder},
            stderr=subprocess.DEVNULL,
        )
        ending.callback(bus.wait, _PATIENCE_S)
        ending.callback(bus.terminate)
        os.close(writing)
        with os.fdopen(reading) as said:
            address = said.readline().strip()
        assert address, "no session bus"
        yield address
