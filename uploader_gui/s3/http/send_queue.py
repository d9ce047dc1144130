"""What the system has taken of a socket and has not brought to the other side yet, and what that waits for."""

import contextlib
import socket
import struct
import sys

SEES_QUEUES = sys.platform in {"linux", "darwin"}
"""Whether the system says it."""

if sys.platform == "linux":
    import fcntl
    import termios

    def queued(sock: socket.socket) -> int:
        """Bytes that were taken and whose arrival is not confirmed; 0 where the system does not say."""
        with contextlib.suppress(OSError):  # not connected yet, or no more
            return int(struct.unpack("i", fcntl.ioctl(sock, termios.TIOCOUTQ, bytes(4)))[0])
        return 0

elif sys.platform == "darwin":
    _SO_NWRITE = 0x1024  # sys/socket.h

    def queued(sock: socket.socket) -> int:
        """Bytes that were taken and whose arrival is not confirmed; 0 where the system does not say."""
        with contextlib.suppress(OSError):  # not connected yet, or no more
            return sock.getsockopt(socket.SOL_SOCKET, _SO_NWRITE)
        return 0

else:

    def queued(sock: socket.socket) -> int:
        """Bytes that were taken and whose arrival is not confirmed; 0 where the system does not say."""
        del sock
        return 0


_BUSY_AT, _MICROSECONDS = (
    168,
    struct.Struct("=QQ"),
)  # tcpi_busy_time and tcpi_rwnd_limited in Linux's struct tcp_info


def waited_us(sock: socket.socket) -> tuple[int, int]:
    """Microseconds in which something was on its way, and those of them in which the other side's buffers were full.

    Over the whole life of the connection. Both 0 where the system does not say: it does on Linux.
    """
    if sys.platform == "linux":
        with contextlib.suppress(OSError, struct.error):  # not connected; an old kernel, which says less
            end = _BUSY_AT + _MICROSECONDS.size
            busy, full = _MICROSECONDS.unpack_from(
                sock.getsockopt(socket.IPPROTO_TCP, socket.TCP_INFO, end), _BUSY_AT
            )
            return busy, full
    return 0, 0
