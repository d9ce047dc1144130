"""Who sends: the user and the computer, as they are recorded and as names by template have them."""

import getpass
import platform
from functools import lru_cache


@lru_cache
def sender() -> tuple[str, str]:
    """The user's name ("" where the system has none) and the computer's. Blocking, once."""
    try:
        user = getpass.getuser()
    except (OSError, KeyError):
        user = ""
    return user, platform.node()
