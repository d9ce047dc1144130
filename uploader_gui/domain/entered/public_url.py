"""The address under which a reverse proxy offers the HTTP API to others."""

import re
from dataclasses import dataclass

_URL = re.compile(r"(https?)://(\[[0-9a-f:.]+\]|[a-z0-9.-]+)(?::(\d{1,5}))?((?:/[\w.~-]+)*)/?", re.IGNORECASE)
_USUAL_PORTS = {"http": "80", "https": "443"}


@dataclass(frozen=True, slots=True)
class PublicUrl:
    """``origin`` as browsers send it, such as ``https://media.example.org``; ``path``: "", or what the proxy takes off."""

    origin: str
    path: str

    @property
    def host(self) -> str:
        """As it stands in a request's ``Host``."""
        return self.origin.partition("://")[2]

    def __str__(self) -> str:
        return f"{self.origin}{self.path}"


def public_url(text: str) -> PublicUrl:
    """Read ``https://HOST[:PORT][/PATH]``. Raises ValueError for anything else."""
    found = _URL.fullmatch(text.strip())
    if found is None:
        raise ValueError(f"not an address such as https://media.example.org/uploader: {text}")
    scheme, host, port, path = found.groups(default="")
    named_port = f":{port}" if port and port != _USUAL_PORTS[scheme.lower()] else ""
    return PublicUrl(f"{scheme}://{host}{named_port}".lower(), path)
