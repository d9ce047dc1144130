"""Which requests are let in, and how a holder proves that it is the one who wrote ``engine.json``."""

import hashlib
import hmac
from dataclasses import dataclass, field

CHALLENGE_HEADER = "uploader-challenge"
PROOF_HEADER = "uploader-proof"


@dataclass(frozen=True, slots=True)
class Policy:
    """The rules of one address that is listened on.

    ``hosts``: the names and ports by which it may be addressed; None where the token alone decides, which
    no forged request has. ``public_origin``: of the pages that a reverse proxy offers, None without one.
    ``is_open``: the guide's three calls and the health answer without the token.
    """

    token: str = field(repr=False)
    identity: str = field(repr=False)
    hosts: frozenset[str] | None
    is_open: bool
    public_origin: str | None = None


def proof(identity: str, challenge: str) -> str:
    """What only those who can read ``identity`` in engine.json can answer to ``challenge``."""
    return hmac.new(identity.encode(), challenge.encode(), hashlib.sha256).hexdigest()
