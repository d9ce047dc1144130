"""Which certificates a store may show: those the system trusts, those of a CA file, or exactly one."""

import hashlib
import socket
import ssl
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

import certifi

from uploader_gui.domain.errors import BadSettingsError
from uploader_gui.domain.messages import MessageCode, message

_SYSTEMS_AUTHORITIES: Final = (
    Path("/etc/ssl/certs/ca-certificates.crt"),  # Debian, Ubuntu, Arch
    Path("/etc/pki/tls/certs/ca-bundle.crt"),  # Fedora, Red Hat
    Path("/etc/ssl/ca-bundle.pem"),  # openSUSE
    Path("/etc/ssl/cert.pem"),  # Alpine
)


class CertificateChangedError(OSError):
    """The store shows another ``certificate`` (DER) than the pinned one."""

    def __init__(self, certificate: bytes) -> None:
        self.certificate = certificate
        super().__init__(certificate_sha256(certificate))


def certificate_sha256(certificate: bytes) -> str:
    """The fingerprint of a certificate in DER: 64 hex digits, lower case."""
    return hashlib.sha256(certificate).hexdigest()


def check_pin(sock: socket.socket, pinned_sha256: str) -> None:
    """Raise CertificateChangedError unless the other end of a TLS connection has shown the pinned one."""
    # A tunnel inside TLS is no SSLSocket, but answers the same question.
    ask: Callable[[bool], bytes | None] = getattr(sock, "getpeercert", lambda _binary_form: None)
    shown = ask(True) or b""  # noqa: FBT003 (urllib3's and the standard library's names for it differ)
    if certificate_sha256(shown) != pinned_sha256:
        raise CertificateChangedError(shown)


def tls_context(ca_file: str) -> ssl.SSLContext:
    """Trust what the system trusts, or only what ``ca_file`` holds. Raises BadSettingsError for a bad file."""
    if ca_file:
        try:
            return ssl.create_default_context(cafile=str(Path(ca_file).expanduser()))
        except OSError as error:
            reason = error.strerror or "no certificate in it"
            raise BadSettingsError(
                message(MessageCode.CA_FILE_UNUSABLE, path=ca_file, reason=reason)
            ) from error
    context = ssl.create_default_context()
    paths = ssl.get_default_verify_paths()
    if not (paths.cafile or paths.capath or context.cert_store_stats()["x509_ca"]):
        context.load_verify_locations(authorities_elsewhere())
    return context


def authorities_elsewhere(kept: Sequence[Path] = _SYSTEMS_AUTHORITIES) -> Path:
    """Where the system keeps its authorities, for a bundled program whose OpenSSL comes from another one; else certifi's."""
    return next((file for file in kept if file.is_file()), Path(certifi.where()))


def unverified_context() -> ssl.SSLContext:
    """Accept any certificate: for one that is compared with a pinned one, or only shown to the user."""
    context = ssl.create_default_context()
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    return context
