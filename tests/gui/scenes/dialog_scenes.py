"""Dialogs as they stand before the user, for pictures and for a look at their words."""

import ssl
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent
from PySide6.QtWidgets import QApplication, QDialog, QMessageBox

from gui.samples import GB, STUDIO, a_job
from lab.lines.scripted import CERTIFICATE
from uploader_gui.domain.errors import ErrorCode, StoreError
from uploader_gui.domain.events import Refusal
from uploader_gui.domain.hashes import HashKind
from uploader_gui.domain.job import ConflictPolicy, Job, NewJob
from uploader_gui.domain.messages import MessageCode, message, messages_of
from uploader_gui.domain.profile import Profile
from uploader_gui.domain.store.failure_table import failure_of, network_failure
from uploader_gui.domain.store.found_progress import FoundProgress
from uploader_gui.domain.store.kept_parts import KeepParts
from uploader_gui.domain.store.rights import UploadPlace, policy_for
from uploader_gui.domain.store.store_traits import CopyAbility, Trait
from uploader_gui.gui.connections.browser_sheet import BrowserSheet
from uploader_gui.gui.connections.bucket_browser import BrowsedPlace, refusal_words
from uploader_gui.gui.connections.connection_dialog import ConnectionDialog
from uploader_gui.gui.connections.connection_form import SecretKeeping
from uploader_gui.gui.connections.connections_sheet import ConnectionsSheet
from uploader_gui.gui.connections.import_sheet import ImportSheet
from uploader_gui.gui.connections.trait_words import trait_lines
from uploader_gui.gui.dialogs import Question
from uploader_gui.gui.drop.drop_model import DropModel, Page
from uploader_gui.gui.drop.drop_sheet import DropSheet
from uploader_gui.gui.drop.found_question import FoundQuestion
from uploader_gui.gui.drop.skipped_list import SkippedList
from uploader_gui.gui.look.theme import Theme
from uploader_gui.s3.connection_test import ConnectionTest, FixKind, SuggestedFix
from uploader_gui.s3.learned_traits import LearnedTraits
from uploader_gui.source.scan import ScannedFile
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


def first_connection(_theme: Theme) -> QDialog:
    """As it opens for the first time, where the system has a keyring."""
    keeping = SecretKeeping((message(MessageCode.SECRETS_IN_KEYRING),))
    return ConnectionDialog(None, None, has_secret=False, keeping=keeping)


def without_bucket(_theme: Theme) -> QDialog:
    """Tried before a bucket was entered, its secret to be kept in a file and shown."""
    dialog = ConnectionDialog(None, None, has_secret=False, keeping=NO_KEYRING)
    form = dialog.form
    for field, text in (
        (form.endpoint, STUDIO.endpoint), (form.access_key, "ingest"), (form.secret, "correct horse")
    ):  # fmt: skip
        field.setText(text)
    form.may_use_file.setChecked(True)
    form.secret.eye.trigger()
    dialog.show_test(ConnectionTest(None, SuggestedFix(FixKind.PLACE), ("films", "media", "scratch")))
    return dialog


def removing(_theme: Theme) -> QDialog:
    """The question before uploads are removed, in the words of the window."""
    detail = "12 GB that were already sent are deleted from the store. Your own files stay where they are."
    question = Question(None, "Remove 3 uploads?", detail)
    question.addButton("Remove", QMessageBox.ButtonRole.AcceptRole)
    question.setDefaultButton(question.addButton(QMessageBox.StandardButton.Cancel))
    return question


def left_out(_theme: Theme) -> QDialog:
    names = ("/footage/2026/A001/broken.mov", "/footage/2026/A001/.cache/very long name of a clip.mov")
    refusals = [
        Refusal(name, "", 0, ErrorCode.LINK_BROKEN, messages_of("This link leads nowhere.")) for name in names
    ]
    return SkippedList(None, refusals)


def browser_marked(theme: Theme) -> QDialog:
    """A folder is marked, and a new one below it is being named."""
    sheet = browser(theme)
    assert isinstance(sheet, BrowserSheet)
    sheet.list.setCurrentRow(1)
    sheet.new_name.setText("day 3")
    return sheet


def long_uploads(_theme: Theme) -> QDialog:
    """A connection whose parts are kept elsewhere, and what is known of its store."""
    profile = replace(
        STUDIO,
        keep_parts=KeepParts.ALWAYS,
        upload_lifetime_h=0.5,
        kept_bucket="scratch",
        kept_prefix="parts/",
    )
    keeping = SecretKeeping((message(MessageCode.SECRETS_IN_KEYRING),))
    dialog = ConnectionDialog(None, profile, has_secret=True, keeping=keeping)
    traits = LearnedTraits()
    traits.note(STUDIO.endpoint, "scratch", Trait.KEEPING, CopyAbility.ABLE.value)
    traits.note(STUDIO.endpoint, "media", Trait.LIFETIME, "24")
    known = traits.of(STUDIO.endpoint, "media"), traits.of(STUDIO.endpoint, "scratch")
    dialog.form.show_traits(trait_lines(*known))
    return dialog


def named(template: str) -> Callable[[Theme], QDialog]:
    """A connection with a name template."""

    def scene(_theme: Theme) -> QDialog:
        keeping = SecretKeeping((message(MessageCode.SECRETS_IN_KEYRING),))
        return ConnectionDialog(
            None, replace(STUDIO, name_template=template), has_secret=True, keeping=keeping
        )

    return scene


def drop_named(template: str, *, clashes: int = 0) -> Callable[[Theme], QDialog]:
    """A card whose files are named by a template: two places are taken, and of some files two would have one key."""

    def scene(_theme: Theme) -> QDialog:
        new = []
        for number in range(1, 11):
            one = a_new_job(number, f"A001_C{number:03}.mov", number * GB)
            key = f"2026/2026-11-29/A007_{number:03}.mov"
            new.append(replace(one, destination=replace(one.destination, object_key=key)))
        said = (message(MessageCode.DUPLICATE_KEY, count=2, key="2026/2026-11-29/A007.mov"),)
        refused = [
            Refusal(f"/footage/A007/B{number}.mov", "", 0, ErrorCode.DUPLICATE_KEY, said)
            for number in range(clashes)
        ]
        model = DropModel(ConflictPolicy.REFUSE)
        profile = replace(STUDIO, name_template=template)
        sheet = DropSheet(None, model, profile, offers_never=True, package_name="A007")
        model.setParent(sheet)
        model.show_files(new, refused, STUDIO.prefix, [])
        taken = {one.destination.object_key: DestinationState.TAKEN for one in new[2:4]}
        model.show_destination_states(taken, {})
        sheet.say("")
        return sheet

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


def found(file_size: int, percent: int, *, minutes_ago: int = 26 * 60) -> FoundProgress:
    """So much of a file is in the store."""
    written_at = datetime.now(UTC) - timedelta(minutes=minutes_ago)
    return FoundProgress(file_size * percent // 100 + 1, file_size, written_at, is_recent=minutes_ago < 10)


def drop(page: Page = Page.FILES, count: int = 12) -> Callable[[Theme], QDialog]:
    """A summary with two taken places, two files that are partly there, hidden ones, a link and two that can't be taken."""

    def scene(_theme: Theme) -> QDialog:
        new = [a_new_job(number, f"A001_C{number:03}.mov", number * GB) for number in range(1, count)]
        new.append(a_new_job(count, "会议录像.mp4", 760_000_000))
        new += [a_new_job(count + 1, ".env", 412), a_new_job(count + 2, "key.pem", 1_704)]
        noted = [
            ScannedFile(new[-2].source_path, (), new[-2].fingerprint, is_hidden=True),
            ScannedFile(new[-1].source_path, (), new[-1].fingerprint, leads_to="/home/ada/.ssh/key.pem"),
        ]
        cases = {
            "broken.mov": messages_of("This link leads nowhere."),
            "A002_C001_a_rather_long_name_of_a_camera.mov": (
                message(
                    MessageCode.DUPLICATE_KEY,
                    count=2,
                    key="2026/A002_C001_a_rather_long_name_of_a_camera.mov",
                ),
            ),
        }
        model = DropModel(ConflictPolicy.REFUSE)
        sheet = DropSheet(None, model, STUDIO, offers_never=True, package_name="A007")
        model.setParent(sheet)
        model.show_files(
            new,
            [Refusal(f"/footage/{name}", "", 0, ErrorCode.LINK_BROKEN, said) for name, said in cases.items()],
            STUDIO.prefix,
            noted,
        )
        taken = {one.destination.object_key: DestinationState.TAKEN for one in new[2:4]}
        begun = {
            new[5].destination.object_key: found(new[5].plan.file_size, 61),
            new[6].destination.object_key: found(new[6].plan.file_size, 12, minutes_ago=3),
        }
        model.show_destination_states(taken | dict.fromkeys(begun, DestinationState.BEGUN), begun)
        sheet.say("")
        model.include([0], is_included=False)
        sheet.tabs.setCurrentIndex(page)
        return sheet

    return scene


def drop_card(_theme: Theme) -> QDialog:
    """A card of ten clips, of which two are there already: nothing else to be said."""
    new = [a_new_job(number, f"A007_C{number:03}.mov", number * GB) for number in range(1, 11)]
    new = [
        replace(one, destination=replace(one.destination, object_key=f"2026/A007/{one.file_name}"))
        for one in new
    ]
    model = DropModel(ConflictPolicy.REFUSE)
    sheet = DropSheet(None, model, STUDIO, offers_never=True, package_name="A007")
    model.setParent(sheet)
    model.show_files(new, [], STUDIO.prefix, [])
    model.show_destination_states(
        {one.destination.object_key: DestinationState.TAKEN for one in new[2:4]}, {}
    )
    sheet.say("")
    return sheet


def drop_growing(theme: Theme) -> QDialog:
    """Two of the files may still be written."""
    sheet = drop(count=6)(theme)
    assert isinstance(sheet, DropSheet)
    sheet.offer_growing(2)
    sheet.growing.setChecked(True)
    return sheet


def drop_with_hash_list(page: Page = Page.FILES) -> Callable[[Theme], QDialog]:
    """A card with its media hash list: two files are not in it, and one that it names is not on the card."""

    def scene(_theme: Theme) -> QDialog:
        new = [a_new_job(number, f"A001_C{number:03}.mov", number * GB) for number in range(1, 9)]
        new = [replace(one, expected_hashes=((HashKind.XXH64, "0" * 16),)) for one in new]
        new += [a_new_job(9, "notes.txt", 412), a_new_job(10, "report.pdf", 81_704)]
        noted = [ScannedFile(one.source_path, (), one.fingerprint, is_unlisted=True) for one in new[8:]]
        missing = message(
            MessageCode.LISTED_FILE_MISSING, list="/footage/A007/ascmhl", path="/footage/A007/A001_C009.mov"
        )
        unreadable = (
            message(
                MessageCode.HASH_LIST_UNREADABLE,
                path="/footage/A007/sound.mhl",
                reason="it names a file outside of its folder",
            ),
            message(MessageCode.HASH_LIST_MEANT, text="../sound.wav"),
        )
        left_out = [
            Refusal("/footage/A007/A001_C009.mov", "", 0, ErrorCode.LISTED_FILE_MISSING, (missing,)),
            Refusal("/footage/A007/sound.mhl", "", 0, ErrorCode.HASH_LIST_UNREADABLE, unreadable),
        ]
        model = DropModel(ConflictPolicy.REFUSE)
        sheet = DropSheet(None, model, STUDIO, offers_never=True, package_name="A007")
        model.setParent(sheet)
        model.show_files(new, left_out, STUDIO.prefix, noted)
        sheet.say("")
        sheet.tabs.setCurrentIndex(page)
        return sheet

    return scene


def browser(theme: Theme) -> QDialog:
    sheet = BrowserSheet(None, theme, "media", "2026/")
    sheet.show_folders(["edit", "raw", "proxies"], 14, is_whole=True)
    return sheet


def browser_dragging(theme: Theme) -> QDialog:
    """Files held over a folder."""
    sheet = browser(theme)
    assert isinstance(sheet, BrowserSheet)
    sheet.show()
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(f"/footage/{number}.mp4") for number in range(12)])
    entry = sheet.list.visualItemRect(sheet.list.item(1))
    at = sheet.list.viewport().mapTo(sheet, entry.center())
    copy, left, no_key = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(sheet, QDragEnterEvent(at, copy, mime, left, no_key))
    QApplication.sendEvent(sheet, QDragMoveEvent(at, copy, mime, left, no_key))
    return sheet


def browser_denied(theme: Theme) -> QDialog:
    sheet = BrowserSheet(None, theme, "", "")
    sheet.show_refusal(refusal_words(failure_of("AccessDenied", 403), BrowsedPlace("", "")))
    return sheet


def connections(_theme: Theme) -> QDialog:
    sheet = ConnectionsSheet(None, NO_KEYRING.note)
    sheet.show_profiles([STUDIO, LOCAL], STUDIO)
    return sheet


DIALOGS: dict[str, Callable[[Theme], QDialog]] = {
    "connection-new": lambda _theme: ConnectionDialog(None, None, has_secret=False, keeping=NO_KEYRING),
    "connection-first": first_connection,
    "connection-without-bucket": without_bucket,
    "connection-works": connection_tested(None),
    "connection-untrusted": connection_tested(
        network_failure("tls_untrusted", "nas", got_no_answer=True),
        SuggestedFix(FixKind.TRUST, certificate=DER),
    ),
    "connection-no-bucket": connection_tested(
        failure_of("NoSuchBucket", 404), SuggestedFix(FixKind.BUCKET, "media")
    ),
    "connection-no-rights": connection_tested(
        failure_of("AccessDenied", 403),
        SuggestedFix(FixKind.RIGHTS, policy_for(UploadPlace("media", "2026/"))),
    ),
    "connection-long-uploads": long_uploads,
    "connection-names": named("{file_year}-{file_month}/{folder}/{stem}_{counter:03}{ext}"),
    "connection-names-wrong": named("{date}/{name}"),
    "connections": connections,
    "import": lambda _theme: ImportSheet(None, FOREIGN),
    "browser": browser,
    "browser-marked": browser_marked,
    "browser-dragging": browser_dragging,
    "browser-denied": browser_denied,
    "drop": drop(),
    "drop-card": drop_card,
    "drop-names": drop_named("{year}-{month}-{day}/{package}_{counter:03}{ext}"),
    "drop-names-clash": drop_named("{year}-{month}-{day}/{package}{ext}", clashes=6),
    "drop-names-wrong": drop_named("{year}-{month}/{package_{counter}"),
    "drop-growing": drop_growing,
    "drop-taken": drop(Page.TAKEN),
    "drop-begun": drop(Page.BEGUN),
    "drop-noted": drop(Page.NOTED),
    "found": lambda _theme: FoundQuestion(None, "A001_C005.mov", found(5 * GB, 61)),
    "found-in-use": lambda _theme: FoundQuestion(None, "A001_C005.mov", found(5 * GB, 61, minutes_ago=3)),
    "drop-left-out": drop(Page.LEFT_OUT),
    "drop-hash-list": drop_with_hash_list(),
    "drop-hash-list-noted": drop_with_hash_list(Page.NOTED),
    "drop-hash-list-left-out": drop_with_hash_list(Page.LEFT_OUT),
    "left-out": left_out,
    "removing": removing,
}
