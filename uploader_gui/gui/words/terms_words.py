"""What an object gets beside its bytes, in words."""

from PySide6.QtCore import QCoreApplication, QLocale

from uploader_gui.domain.store.object_terms import Encryption, ObjectTerms, Retention, pairs_text
from uploader_gui.gui.words.wording import listed

translate = QCoreApplication.translate


def terms_facts(terms: ObjectTerms | None) -> list[tuple[str, str]]:
    """Titles and values of what was asked for; nothing for the rest."""
    if terms is None:
        return []
    found = [
        (translate("Terms", "Metadata"), pairs_text(terms.metadata)),
        (translate("Terms", "Tags"), pairs_text(terms.tags)),
        (translate("Terms", "Storage class"), terms.storage_class),
        ("Cache-Control", terms.cache_control),
        (translate("Terms", "Encrypted"), encryption_words(terms)),
        (translate("Terms", "Retention"), retention_words(terms)),
    ]
    return [(title, value) for title, value in found if value]


def encryption_words(terms: ObjectTerms) -> str:
    """With which keys; "" as the bucket says."""
    words = encryption_names()[terms.encryption] if terms.encryption else ""
    return translate("Terms", "{0}: {1}").format(words, terms.kms_key_id) if terms.kms_key_id else words


def retention_words(terms: ObjectTerms) -> str:
    """In which mode and for how long; "" as the bucket says."""
    if terms.retention is Retention.AS_BUCKET:
        return ""
    days = translate("Terms", "{0} days").format(QLocale().toString(terms.retention_days))
    return listed([retention_names()[terms.retention], days])


def encryption_names() -> dict[Encryption, str]:
    """What can be chosen."""
    return {
        Encryption.AS_BUCKET: translate("Terms", "As the bucket says"),
        Encryption.SSE_S3: translate("Terms", "With the store's own keys"),
        Encryption.SSE_KMS: translate("Terms", "With a key of its KMS"),
    }


def retention_names() -> dict[Retention, str]:
    """What can be chosen."""
    return {
        Retention.AS_BUCKET: translate("Terms", "As the bucket says"),
        Retention.GOVERNANCE: translate("Terms", "Governance: some may shorten it"),
        Retention.COMPLIANCE: translate("Terms", "Compliance: nobody may"),
    }
