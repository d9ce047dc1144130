"""Holds up or ends a run that verifies uploads again."""

import threading

from uploader_gui.domain.errors import StoppedError
from uploader_gui.s3.http.request_body import StopSwitch


class VerifySwitch:
    """Both take hold at once, in whatever is being read or asked. Any thread.

    What was held up goes on where it stood: what has been read is not read again.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._goes_on = threading.Event()
        self._goes_on.set()
        self._traffic = StopSwitch()
        self._is_stopped = False

    @property
    def is_stopped(self) -> bool:
        """True from the moment of stopping on."""
        return self._is_stopped

    @property
    def is_paused(self) -> bool:
        """True while it is held up."""
        return not self._goes_on.is_set()

    def pause(self) -> None:
        """Nothing is asked or read any more until ``go_on``."""
        with self._lock:
            self._goes_on.clear()
            self._traffic.stop()

    def go_on(self) -> None:
        """End a pause."""
        with self._lock:
            if not self._is_stopped:
                self._traffic = StopSwitch()
                self._goes_on.set()

    def stop(self) -> None:
        """End the run: what is not done keeps its earlier result."""
        with self._lock:
            self._is_stopped = True
            self._traffic.stop()
            self._goes_on.set()

    def traffic(self) -> StopSwitch:
        """Wait while it is paused; then what ends the next request. Raises StoppedError."""
        self._goes_on.wait()
        with self._lock:
            if self._is_stopped:
                raise StoppedError
            return self._traffic
