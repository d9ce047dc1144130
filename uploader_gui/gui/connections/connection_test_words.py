"""What the test of a connection found, said for the dialog in which it can be fixed."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication

from uploader_gui.domain.errors import ErrorCode, StoreError
from uploader_gui.gui.words.engine_words import error_words
from uploader_gui.s3.connection_test import ConnectionTest, FixKind, SuggestedFix

translate = QCoreApplication.translate

_SHOWN_BUCKETS = 6


def connection_test_words(test: ConnectionTest, place: str) -> str:
    """How it went, and what to do. ``place`` is bucket and prefix, "" where no bucket was named."""
    if test.error is None and not place:
        return _without_bucket(test.buckets)
    if test.error is None:
        return translate("ConnectionTest", "It works: files can be uploaded to {0}.").format(place)
    if test.suggested_fix is not None:
        return _with_fix(test.error, test.suggested_fix, place)
    return _without_fix(test.error)


def fix_words(fix: SuggestedFix) -> str:
    """The button that fixes it."""
    match fix.kind:
        case FixKind.ENDPOINT:
            return translate("ConnectionTest", "Use {0}").format(fix.value)
        case FixKind.REGION:
            return translate("ConnectionTest", "Use the region {0}").format(fix.value)
        case FixKind.TRUST:
            return translate("ConnectionTest", "Trust this certificate")
        case FixKind.BUCKET:
            return translate("ConnectionTest", "Create the bucket {0}").format(fix.value)
        case FixKind.PLACE:
            return translate("ConnectionTest", "Choose the bucket")
        case FixKind.RIGHTS:
            return translate("ConnectionTest", "Copy the policy")


def _without_bucket(buckets: Sequence[str] | None) -> str:
    if buckets is None:
        return translate(
            "ConnectionTest",
            "The store answers and knows the keys, but they may not list its buckets. Enter the name of yours, and test "
            "again.",
        )
    if not buckets:
        return translate(
            "ConnectionTest",
            "The store answers and knows the keys. It has no bucket that they may see: make one.",
        )
    names = ", ".join(buckets[:_SHOWN_BUCKETS])
    if len(buckets) > _SHOWN_BUCKETS:
        names = translate("ConnectionTest", "{0} and {1} more").format(names, len(buckets) - _SHOWN_BUCKETS)
    return translate("ConnectionTest", "The store answers and knows the keys. Its buckets: {0}.").format(
        names
    )


def _with_fix(error: StoreError, fix: SuggestedFix, place: str) -> str:
    match error.code, fix.kind:
        case ErrorCode.CERTIFICATE_CHANGED, _:
            return translate(
                "ConnectionTest",
                "The store shows another certificate than the one that you trusted. Ask its keeper whether it was "
                "renewed, and compare the fingerprints; trust it only if they are the same.",
            )
        case ErrorCode.CERTIFICATE_OTHER_HOST, FixKind.TRUST:
            return translate(
                "ConnectionTest",
                "The certificate shown there is made for another name than the endpoint's. Enter the name that it is "
                "made for. If this network asks for a login, log in first, and test again.",
            )
        case _, FixKind.TRUST:
            return translate(
                "ConnectionTest",
                "No authority that this computer trusts has signed the store's certificate. Ask the store's keeper "
                "for its fingerprint, and trust it only if it is the same. Or choose the CA file.",
            )
        case ErrorCode.ENDPOINT_SPEAKS_HTTP, _:
            return translate("ConnectionTest", "The store does not speak https on this port, only http.")
        case ErrorCode.ENDPOINT_SPEAKS_HTTPS, _:
            return translate("ConnectionTest", "The store speaks https on this port.")
        case _, FixKind.ENDPOINT:
            return translate(
                "ConnectionTest",
                "This is not the store itself: perhaps its web console. The store answers at {0}.",
            ).format(fix.value)
        case _, FixKind.REGION:
            return translate("ConnectionTest", "The store is in another region: {0}.").format(fix.value)
        case _, FixKind.BUCKET:
            return translate(
                "ConnectionTest", "There is no bucket named {0}. Correct its name, or create it."
            ).format(fix.value)
        case _:
            words = translate(
                "ConnectionTest",
                "The keys are known, but they may not upload to {0}. Copy the policy that allows it, and give it to the "
                "store's keeper.",
            ).format(place)
            return words if fix.is_for_every_store else f"{words}\n{_special_signs_words()}"


def _special_signs_words() -> str:
    return translate(
        "ConnectionTest",
        "The prefix has *, ? or ${ in it, which stand for more than themselves in a policy. The policy says so in the way "
        "of AWS. MinIO does not understand that: no policy of it can name such a prefix. Choose one without these signs "
        "there.",
    )


def _without_fix(error: StoreError) -> str:
    match error.code:
        case ErrorCode.WRONG_SECRET:
            return translate("ConnectionTest", "Wrong secret key. Enter it again, whole and without spaces.")
        case ErrorCode.WRONG_ACCESS_KEY:
            return translate("ConnectionTest", "The store does not know this access key.")
        case ErrorCode.CLOCK_WRONG if minutes := round(abs(error.clock_offset_s) / 60):
            return _clock_words(minutes, is_behind=error.clock_offset_s > 0)
        case ErrorCode.HOST_NOT_FOUND:
            return translate(
                "ConnectionTest",
                "There is no computer of this name. Check the endpoint's spelling, and the network.",
            )
        case ErrorCode.NETWORK_LOST:
            return translate(
                "ConnectionTest", "Nothing answers there. Check host and port, and that the store runs."
            )
        case ErrorCode.WRONG_REGION:
            return translate(
                "ConnectionTest", "The store is in another region. Ask its keeper, and enter it."
            )
        case ErrorCode.ENDPOINT_NOT_S3:
            return translate(
                "ConnectionTest",
                "Something answers there, but it is no S3 store: perhaps the store's web console, or another program. "
                "Check host and port.",
            )
        case _:
            return error_words(error)


def _clock_words(minutes: int, *, is_behind: bool) -> str:
    behind = translate(
        "ConnectionTest", "This computer's clock is {0} minutes behind the store's. Set it, then test again."
    )
    ahead = translate(
        "ConnectionTest",
        "This computer's clock is {0} minutes ahead of the store's. Set it, then test again.",
    )
    return (behind if is_behind else ahead).format(minutes)
