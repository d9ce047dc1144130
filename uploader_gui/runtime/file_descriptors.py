"""How many files and connections the system lets this process have open, and who may have how many of them."""

import sys

WANTED = 4096
"""A desktop's usual 1,024, or macOS' 256, is a default and no rule: up to the hard limit a process may ask for more."""
_ENGINE_OWN = 32
"""The database's, the lock's and the log's files, the loop's, libraries' and what is opened for a moment."""
_OF_A_WORKER = 3
"""A connection, a file that is read, and one to the database."""
_FEWEST_WORKERS = 1
_OF_A_CLIENT = 3
"""Its connection, and a form's copy with its note."""
_MOST_CLIENTS = 128
_FEWEST_CLIENTS = 4


def raised_limit() -> int | None:
    """Ask for as many descriptors as we can use, and say how many there are; None where nothing is limited so."""
    if sys.platform == "win32":
        return None
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft == resource.RLIM_INFINITY:
        return None
    wanted = WANTED if hard == resource.RLIM_INFINITY else min(WANTED, hard)
    if soft < wanted:
        try:
            resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
        except (ValueError, OSError):  # macOS has a lower one of its own
            return soft
        return wanted
    return soft


def workers_within(limit: int | None, wanted: int) -> int:
    """How many workers of those that are wanted a process with ``limit`` descriptors can have."""
    if limit is None:
        return wanted
    left = limit - _ENGINE_OWN - _FEWEST_CLIENTS * _OF_A_CLIENT
    return max(_FEWEST_WORKERS, min(wanted, left // _OF_A_WORKER))


def clients_within(limit: int | None) -> int:
    """How many connections the API may hold so that three quarters are kept back for the engine."""
    if limit is None:
        return _MOST_CLIENTS
    return max(_FEWEST_CLIENTS, min(_MOST_CLIENTS, limit // 4 // _OF_A_CLIENT))


def strangers_within(clients: int) -> int:
    """How many of so many connections may be at work for those who have not sent the token."""
    return clients - max(1, clients // 4)
