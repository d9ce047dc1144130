"""Dialogs as they stand before the user, for pictures and for a look at their words."""

import ssl
from collections.abc import Callable

from PySide6.QtWidgets import QDialog

from gui.samples import GB, STUDIO, a_job
from lab.scripted import CERTIFICATE
from uploader_gui.domain.errors import ErrorCode, StoreError
from uploader_gui.domain.events import Refusal
from uploader_gui.domain.failure_table import failure_of, network_failure
from uploader_gui.domain.job import ConflictPolicy, Job, NewJob
from uploader_gui.domain.messages import MessageCode, message, messages_of
from uploader_gui.domain.profile import Profile
from uploader_gui.gui.connections.browser_sheet import BrowserSheet
from uploader_gui.gui.connections.bucket_browser import Place, refusal_words
from uploader_gui.gui.connections.connection_dialog import ConnectionDialog
from uploader_gui.gui.connections.connection_form import SecretKeeping
from uploader_gui.gui.connections.connections_sheet import ConnectionsSheet
from uploader_gui.gui.connections.import_sheet import ImportSheet
from uploader_gui.gui.drop.drop_model import DropModel, Page
from uploader_gui.gui.drop.drop_sheet import DropSheet
from uploader_gui.gui.look.theme import Theme
from uploader_gui.s3.connection_test import ConnectionTest, FixKind, SuggestedFix, policy_for
from uploader_gui.storage.settings.imported_connections import AWS, MINIO_CLIENT, ImportedConnection
from uploader_gui.transfer.intake.preview import DestinationState

DER = ssl.PEM_cert_to_DER_cert("-----BEGIN C" + CERTIFICATE.read_text().partition("-----BEGIN C")[2])
NO_KEYRING = SecretKeeping(
    (message(MessageCode.SECRETS_WITHOUT_KEYRING),),
    may_use_file=False,
)
LOCAL = Profile("NAS", "http://nas.local:9000", "films", "ingest")
FOREIGN = [
    ImportedConnection(MINIO_CLIENT, "studio", STUDIO.endpoint, "us-east-1", "ingest", "secret"),
    ImportedConnection(AWS, "default", "https://s3.eu-west-1.amazonaws.com", "eu-west-1", "AKIA7", "secret"),
    ImportedConnection(
        AWS,
        "sso",
        "https://s3.amazonaws.com",
        "us-east-1",
        "",
        "",
        why_not=(message(MessageCode.IMPORT_WITHOUT_KEYS),),
    ),
]


def connection_tested(
    error: StoreError | None, fix: SuggestedFix | None = None
) -> Callable[[Theme], QDialog]:
    """The connection's dialog with what a test has found."""

    def scene(_theme: Theme) -> QDialog:
        keeping = SecretKeeping((message(MessageCode.SECRETS_IN_KEYRING),))
        dialog = ConnectionDialog(None, STUDIO, has_secret=True, keeping=keeping)
        dialog.show_test(ConnectionTest(error, fix))
        return dialog

    return scene


def a_new_job(number: int, name: str, size: int) -> NewJob:
    """A file that is not added yet."""
    job: Job = a_job(number, name=name, size=size)
    return NewJob(
        source_path=job.source_path,
        file_name=job.file_name,
        content_type=job.content_type,
        fingerprint=job.fingerprint,
        plan=job.plan,
        destination=job.destination,
        on_conflict=ConflictPolicy.REFUSE,
        stage=False,
    )


def drop(page: Page = Page.FILES, count: int = 12) -> Callable[[Theme], QDialog]:
    """A summary with two taken places and one file that is left out."""

    def scene(_theme: Theme) -> QDialog:
        new = [a_new_job(number, f"A001_C{number:03}.mov", number * GB) for number in range(1, count)]
        new.append(a_new_job(count, "会议录像.mp4", 760_000_000))
        reason = "This link leads nowhere."
        model = DropModel(ConflictPolicy.REFUSE)
        sheet = DropSheet(None, model, STUDIO, offers_never=True)
        model.setParent(sheet)
        model.show_files(
            new, [Refusal("/footage/broken.mov", "", 0, ErrorCode.LINK_BROKEN, messages_of(reason))]
        )
        model.show_destination_states(
            {one.destination.object_key: DestinationState.TAKEN for one in new[2:4]}
        )
        sheet.say("")
        sheet.tabs.setCurrentIndex(page)
        return sheet

    return scene


def browser(theme: Theme) -> QDialog:
    sheet = BrowserSheet(None, theme, "media", "2026/")
    sheet.show_folders(["edit", "raw", "proxies"], 14, is_whole=True)
    return sheet


def browser_denied(theme: Theme) -> QDialog:
    sheet = BrowserSheet(None, theme, "", "")
    sheet.show_refusal(refusal_words(failure_of("AccessDenied", 403), Place("", "")))
    return sheet


def connections(_theme: Theme) -> QDialog:
    sheet = ConnectionsSheet(None, NO_KEYRING.note)
    sheet.show_profiles([STUDIO, LOCAL], STUDIO)
    return sheet


DIALOGS: dict[str, Callable[[Theme], QDialog]] = {
    "connection-new": lambda _theme: ConnectionDialog(None, None, has_secret=False, keeping=NO_KEYRING),
    "connection-works": connection_tested(None),
    "connection-untrusted": connection_tested(
        network_failure("tls_untrusted", "nas", got_no_answer=True),
        SuggestedFix(FixKind.TRUST, certificate=DER),
    ),
    "connection-no-bucket": connection_tested(
        failure_of("NoSuchBucket", 404), SuggestedFix(FixKind.BUCKET, "media")
    ),
    "connection-no-rights": connection_tested(
        failure_of("AccessDenied", 403), SuggestedFix(FixKind.RIGHTS, policy_for("media", "2026/"))
    ),
    "connections": connections,
    "import": lambda _theme: ImportSheet(None, FOREIGN),
    "browser": browser,
    "browser-denied": browser_denied,
    "drop": drop(),
    "drop-taken": drop(Page.TAKEN),
    "drop-left-out": drop(Page.LEFT_OUT),
}
