"""What MinIO calls objects and parts where the store behind its face calls them otherwise.

SeaweedFS stores a copy of more than 4 MiB in pieces and calls it ``...-2``; MinIO calls it by the MD5 of its bytes.
"""

import re

_NAME = re.compile("[0-9a-f]{32}(?:-[0-9]+)?")


class Etags:
    """ETags by those of the store, and the MD5s of what was put."""

    def __init__(self) -> None:
        self._shown: dict[str, str] = {}
        self._put: dict[str, str] = {}

    def keep(self, place: str, etag: str) -> None:
        """An object was put at ``place``, ``bucket/key``."""
        self._put[place] = etag.strip('"')

    def of(self, place: str) -> str:
        """The MD5 of what was put there last, "" if it did not come this way."""
        return self._put.get(place, "")

    def learn(self, ours: str, shown: str) -> None:
        """What the store calls ``ours`` MinIO calls ``shown``; "": the same."""
        if shown and ours and shown != ours:
            self._shown[ours] = shown

    def shown(self, text: str) -> str:
        """An answer with MinIO's ETags in the place of the store's."""
        if not self._shown:
            return text
        return _NAME.sub(lambda found: self._shown.get(found[0], found[0]), text)
