"""A certificate as a person compares it: whose it is, until when it holds, and its fingerprint."""

from dataclasses import dataclass

from PySide6.QtCore import QByteArray, QCoreApplication, QCryptographicHash
from PySide6.QtNetwork import QSsl, QSslCertificate

from uploader_gui.gui.words.wording import day_words

translate = QCoreApplication.translate

_PAIRS_IN_LINE = 16


@dataclass(frozen=True, slots=True)
class CertificateWords:
    """``sha256`` is 64 hex digits, as a profile keeps it; ``text`` has several lines."""

    sha256: str
    text: str


def certificate_words(der: bytes) -> CertificateWords:
    """Read a certificate; one that can't be read still has its fingerprint."""
    certificate = QSslCertificate(QByteArray(der), QSsl.EncodingFormat.Der)
    digest = QCryptographicHash.hash(QByteArray(der), QCryptographicHash.Algorithm.Sha256)
    sha256 = bytes(digest.toHex().data()).decode("ascii")
    lines = _facts(certificate) if not certificate.isNull() else []
    label = translate("Certificate", "SHA-256")
    return CertificateWords(sha256, "\n".join([*lines, f"{label}:", fingerprint_words(sha256)]))


def fingerprint_words(sha256: str) -> str:
    """A fingerprint in pairs and two lines, as browsers and openssl print it."""
    pairs = [sha256[at : at + 2].upper() for at in range(0, len(sha256), 2)]
    rows = [pairs[at : at + _PAIRS_IN_LINE] for at in range(0, len(pairs), _PAIRS_IN_LINE)]
    return "\n".join(":".join(row) for row in rows)


def _facts(certificate: QSslCertificate) -> list[str]:
    name = ", ".join(certificate.subjectInfo(QSslCertificate.SubjectInfo.CommonName))
    name = name or certificate.subjectDisplayName()
    signer = certificate.issuerDisplayName()
    if certificate.isSelfSigned():
        signer = translate("Certificate", "itself")
    first = day_words(certificate.effectiveDate().date())
    last = day_words(certificate.expiryDate().date())
    return [
        translate("Certificate", "Issued to {0}, signed by {1}").format(name, signer),
        translate("Certificate", "Valid from {0} to {1}").format(first, last),
    ]
