"""What objects get: entered for a connection and for a drop, refused, and shown."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtWidgets import QDialog

from gui.samples import STUDIO
from gui.scenes.dialog_scenes import drop
from uploader_gui.domain.messages import MessageCode, message
from uploader_gui.domain.store.object_terms import Encryption, ObjectTerms, Retention
from uploader_gui.gui.connections.connection_dialog import ConnectionDialog
from uploader_gui.gui.connections.connection_form import SecretKeeping
from uploader_gui.gui.drop.drop_sheet import DropSheet
from uploader_gui.gui.look.theme import Theme
from uploader_gui.gui.objects.terms_sheet import TermsSheet

RULES = (("*.r3d", "video/x-r3d"), ("A0*.mov", "video/quicktime"))
FULL = ObjectTerms(
    metadata=(("show", "Alps"), ("director", "Žofie Nová")),
    tags=(("team", "news"), ("expires", "2027-01")),
    storage_class="STANDARD_IA",
    cache_control="max-age=3600",
    encryption=Encryption.SSE_KMS,
    kms_key_id="arn:aws:kms:eu-central-1:111122223333:key/media",
    retention=Retention.GOVERNANCE,
    retention_days=90,
)


def refused(_theme: Theme) -> QDialog:
    """A tag with a sign that no store takes."""
    sheet = TermsSheet(None, FULL, of_drop=True)
    sheet.tags.setPlainText("team=news & sport")
    sheet.accept()
    return sheet


def in_connection(_theme: Theme) -> QDialog:
    """The row of a connection whose objects get a lot."""
    profile = replace(STUDIO, terms=FULL, content_types=RULES)
    keeping = SecretKeeping((message(MessageCode.SECRETS_IN_KEYRING),))
    return ConnectionDialog(None, profile, has_secret=True, keeping=keeping)


def in_drop(theme: Theme) -> QDialog:
    """A drop to a connection whose objects get a lot."""
    sheet = drop()(theme)
    assert isinstance(sheet, DropSheet)
    sheet.objects.show_terms(FULL)
    return sheet


TERMS: dict[str, Callable[[Theme], QDialog]] = {
    "objects-empty": lambda _theme: TermsSheet(None, ObjectTerms()),
    "objects-full": lambda _theme: TermsSheet(None, FULL, RULES),
    "objects-refused": refused,
    "objects-in-connection": in_connection,
    "objects-in-drop": in_drop,
}
