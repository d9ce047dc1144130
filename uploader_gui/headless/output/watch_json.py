"""A watched folder as JSON, for the API."""

from uploader_gui.domain.messages import english
from uploader_gui.domain.unattended.watch_status import WatchStatus


def watch_object(status: WatchStatus) -> dict[str, object]:
    """The folder as it is now. The command line and the window say the same."""
    watch = status.watch
    return {
        "watchId": watch.watch_id,
        "folder": watch.folder,
        "isOn": watch.is_on,
        "profile": watch.profile,
        "prefix": watch.prefix,
        "afterwards": watch.afterwards.value,
        "movedTo": watch.moved_to,
        "isGrowing": watch.is_growing,
        "state": status.state.value,
        "means": None if status.means is None else status.means.value,
        "meansReason": english(status.means_reason),
        "files": status.seen,
        "settling": status.settling,
        "sending": status.sending,
        "sent": status.sent,
        "notVerified": status.unproven,
        "failed": status.failed,
        "refused": status.refused,
        "lastFile": status.last_file or None,
        "lastFileAt": None if status.last_at is None else f"{status.last_at:%Y-%m-%dT%H:%M:%SZ}",
        "trouble": english(status.trouble),
    }
