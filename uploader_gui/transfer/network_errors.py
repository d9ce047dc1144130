"""What failed below HTTP, as a StoreError."""

import errno
import re
import ssl

from urllib3.exceptions import ConnectTimeoutError, NameResolutionError, NewConnectionError

from uploader_gui.domain.errors import StoreError
from uploader_gui.domain.failures import NetworkReason, failure_of, network_failure
from uploader_gui.transfer.trust import CertificateChangedError
from uploader_gui.transfer.wire import GarbledAnswerError

_TUNNEL_REFUSED = re.compile(r"Tunnel connection failed: (\d+)")
# What OpenSSL says of an answer that is not TLS.
_NOT_TLS = frozenset(
    {"WRONG_VERSION_NUMBER", "HTTP_REQUEST", "PACKET_LENGTH_TOO_LONG", "RECORD_LAYER_FAILURE"}
)


def translate(error: Exception, host: str, *, was_sent: bool, proxy: str = "") -> StoreError:
    """Say what happened to a request to ``host`` (``host:port``).

    ``was_sent``: some of it may have reached the store. ``proxy``: the ``host:port`` it goes through.
    """
    if isinstance(error, GarbledAnswerError):
        if error.speaks_tls:
            return failure_of("", 400, "HTTP request to an HTTPS server")
        return network_failure("garbled", f"{host}: {error}", got_no_answer=was_sent)
    refused = _TUNNEL_REFUSED.search(str(error))
    if refused and refused[1] == "407":
        return failure_of("", 407)
    is_proxys = bool(proxy) and not was_sent and not isinstance(error, ssl.SSLError | CertificateChangedError)
    reason = "proxy" if is_proxys else _reason(error)
    return network_failure(reason, f"{proxy if is_proxys else host}{_detail(error)}", got_no_answer=was_sent)


def _reason(error: Exception) -> NetworkReason:
    if isinstance(error, CertificateChangedError):
        return "tls_changed"
    if isinstance(error, NameResolutionError):  # in urllib3 each of these three is also the next
        return "dns"
    if isinstance(error, NewConnectionError):
        cause = error.__cause__
        is_refused = isinstance(cause, OSError) and cause.errno == errno.ECONNREFUSED
        return "refused" if is_refused else "unreachable"
    if isinstance(error, TimeoutError | ConnectTimeoutError):
        return "timeout"
    if isinstance(error, ssl.SSLCertVerificationError):
        return "tls_untrusted"
    if isinstance(error, ssl.SSLError):
        return "tls_not_spoken" if error.reason in _NOT_TLS else "reset"
    if isinstance(error, OSError) and error.errno in {errno.EHOSTUNREACH, errno.ENETUNREACH, errno.ENETDOWN}:
        return "unreachable"
    return "reset"


def _detail(error: Exception) -> str:
    if isinstance(error, ssl.SSLCertVerificationError):
        return f": {error.verify_message}"
    if isinstance(error, ssl.SSLError) and error.reason:
        return f": {error.reason.replace('_', ' ').lower()}"
    return ""
