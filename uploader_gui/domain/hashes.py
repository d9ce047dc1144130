"""Hashes of whole files, as media hash lists and receivers name them; what S3 stores check is not among these."""

from enum import StrEnum


class HashKind(StrEnum):
    """The kinds that media hash lists have, by the names that they use."""

    XXH64 = "xxh64"
    XXH3 = "xxh3"
    XXH128 = "xxh128"
    MD5 = "md5"
    SHA1 = "sha1"
    C4 = "c4"


class HashListPolicy(StrEnum):
    """What is done about media hash lists: files are compared with those that there are, or these are ignored.

    CREATE and STORE compare as well, and write one of what was uploaded: beside the files and into the store, or into
    the store alone.
    """

    CHECK = "check"
    CREATE = "create"
    STORE = "store"
    IGNORE = "ignore"

    @property
    def writes(self) -> bool:
        """Say whether a list is written."""
        return self in {HashListPolicy.CREATE, HashListPolicy.STORE}


Hashes = tuple[tuple[HashKind, str], ...]
"""Pairs of a kind and its value: C4 in its own base 58, all others in lower-case hex."""
