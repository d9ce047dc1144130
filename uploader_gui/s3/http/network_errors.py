"""What failed below HTTP, as a StoreError."""

import errno
import re
import socket
import ssl

from uploader_gui.domain.errors import StoreError
from uploader_gui.domain.store.failure_table import (
    NetworkReason,
    failure_of,
    is_too_many_files,
    network_failure,
)
from uploader_gui.s3.http.http1 import GarbledResponseError, SlowResponseError
from uploader_gui.s3.http.tcp_connect import ConnectError
from uploader_gui.s3.http.tls import CertificateChangedError

# OpenSSL's X509_V_ERR_...
_CERTIFICATES: dict[int, NetworkReason] = {
    9: "tls_not_yet_valid",
    10: "tls_expired",
    18: "tls_self_signed",
    19: "tls_untrusted",  # the authority at the end of its chain
    20: "tls_untrusted",
    21: "tls_untrusted",
    62: "tls_other_host",
    64: "tls_other_host",
}
# OpenSSL's words, or the alerts of the other side: it has no version that we speak, or nothing else that both can.
_TOO_OLD = frozenset(
    {
        "LEGACY_SIGALG_DISALLOWED_OR_UNSUPPORTED",
        "NO_PROTOCOLS_AVAILABLE",
        "TLSV1_ALERT_PROTOCOL_VERSION",
        "UNSUPPORTED_PROTOCOL",
        "VERSION_TOO_LOW",
        "WRONG_SSL_VERSION",
    }
)
_NOT_AGREED = frozenset(
    {
        "DH_KEY_TOO_SMALL",
        "NO_SHARED_CIPHER",
        "SSLV3_ALERT_HANDSHAKE_FAILURE",
        "SSLV3_ALERT_BAD_CERTIFICATE",
        "TLSV13_ALERT_CERTIFICATE_REQUIRED",
        "TLSV1_ALERT_ACCESS_DENIED",
        "TLSV1_ALERT_INSUFFICIENT_SECURITY",
        "TLSV1_UNRECOGNIZED_NAME",
        "TLSV1_ALERT_UNRECOGNIZED_NAME",
        "UNSAFE_LEGACY_RENEGOTIATION_DISABLED",
        "WRONG_CIPHER_RETURNED",
        "WRONG_SIGNATURE_TYPE",
    }
)
_SENTENCE = re.compile(r"\] (.+) \(_ssl")
_TUNNEL_REFUSED = re.compile(r"Tunnel connection failed: (\d+)")
# What OpenSSL says of an answer that is not TLS.
_NOT_TLS = frozenset(
    {"WRONG_VERSION_NUMBER", "HTTP_REQUEST", "PACKET_LENGTH_TOO_LONG", "RECORD_LAYER_FAILURE"}
)


def as_store_error(error: Exception, host: str, *, was_sent: bool, proxy: str = "") -> StoreError:
    """Say what happened to a request to ``host`` (``host:port``).

    ``was_sent``: some of it may have reached the store. ``proxy``: the ``host:port`` it goes through.
    """
    if isinstance(error, GarbledResponseError):
        if error.speaks_tls:
            return failure_of("", 400, "HTTP request to an HTTPS server")
        return network_failure("garbled", f"{host}: {error}", got_no_answer=was_sent)
    refused = _TUNNEL_REFUSED.search(str(error))
    if refused and refused[1] == "407":
        failure = failure_of("", 407)
        failure.is_foreign = True
        return failure
    is_proxys = bool(proxy) and not was_sent and not isinstance(error, ssl.SSLError | CertificateChangedError)
    reason = "proxy" if is_proxys else _reason(error)
    return network_failure(reason, f"{proxy if is_proxys else host}{_detail(error)}", got_no_answer=was_sent)


def _reason(error: Exception) -> NetworkReason:
    if is_too_many_files(error) or is_too_many_files(error.__cause__):
        return "too_many_files"
    if isinstance(error, CertificateChangedError):
        return "tls_changed"
    if isinstance(error, ConnectError):
        return _why_not_connected(error.__cause__)
    if isinstance(error, SlowResponseError):
        return "slow_answer"
    if isinstance(error, TimeoutError):
        return "timeout"
    if isinstance(error, ssl.SSLCertVerificationError):
        return _CERTIFICATES.get(error.verify_code, "tls_unfit")
    if isinstance(error, ssl.SSLError):
        return _handshake(_openssl_word(error))
    if isinstance(error, OSError) and error.errno in {errno.EHOSTUNREACH, errno.ENETUNREACH, errno.ENETDOWN}:
        return "unreachable"
    return "reset"


def _why_not_connected(cause: BaseException | None) -> NetworkReason:
    if isinstance(cause, socket.gaierror | UnicodeError):
        return "dns"
    if isinstance(cause, TimeoutError):
        return "timeout"
    return "refused" if isinstance(cause, ConnectionRefusedError) else "unreachable"


def _openssl_word(error: ssl.SSLError) -> str:
    """OpenSSL's own name of what went wrong; a Python that is older than its OpenSSL has only the sentence of it."""
    sentence = _SENTENCE.search(str(error))
    return error.reason or (sentence[1].replace(" ", "_").upper() if sentence else "")


def _handshake(word: str) -> NetworkReason:
    if word in _NOT_TLS:
        return "tls_not_spoken"
    if word in _TOO_OLD:
        return "tls_too_old"
    return "tls_not_agreed" if word in _NOT_AGREED else "reset"


def _detail(error: Exception) -> str:
    if isinstance(error, ssl.SSLCertVerificationError):
        return f": {error.verify_message}"
    if isinstance(error, ssl.SSLError) and error.reason:
        return f": {error.reason.replace('_', ' ').lower()}"
    return ""
