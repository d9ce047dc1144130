from datetime import UTC, datetime, timedelta

from uploader_gui.domain.messages import MessageCode, message
from uploader_gui.domain.store.found_progress import FoundProgress


def test_what_was_said_of_progress_can_be_asked_about_later() -> None:
    now = datetime.now(UTC).replace(second=0, microsecond=0)
    for ago, is_recent in ((timedelta(minutes=1), True), (timedelta(hours=3), False)):
        found = FoundProgress(613, 1000, now - ago, is_recent)
        again = FoundProgress.of_said((message(MessageCode.FAILED), found.said), 1000)
        assert again == FoundProgress(610, 1000, now - ago, is_recent)
        assert again.percent == found.percent
    assert FoundProgress.of_said((message(MessageCode.FAILED),), 1000) is None
