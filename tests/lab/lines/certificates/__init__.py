"""Certificates with their worthless keys, made for these tests; good until 2126, but for what their names say."""

import hashlib
import ssl
from pathlib import Path

_HERE = Path(__file__).parent

AUTHORITY = _HERE / "authority.pem"
"""The CA that signed all but two of the others."""
STORE = _HERE / "store.pem"
EXPIRED = _HERE / "expired.pem"
NOT_YET_VALID = _HERE / "not_yet_valid.pem"
OTHER_HOST = _HERE / "other_host.pem"
SELF_SIGNED = _HERE / "self_signed.pem"
UNKNOWN_AUTHORITY = _HERE / "unknown_authority.pem"
NODE_2 = _HERE / "node_2.pem"
"""Self-signed, for 127.0.0.2 alone; NODE_3 for 127.0.0.3."""
NODE_3 = _HERE / "node_3.pem"


def sha256_of(certificate: Path) -> str:
    """The fingerprint of a certificate in one of these files, as a connection keeps it."""
    text = certificate.read_text()
    return hashlib.sha256(ssl.PEM_cert_to_DER_cert(text[text.index("-----BEGIN C") :])).hexdigest()
