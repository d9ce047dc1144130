from collections.abc import Sequence

import pytest

from gui import samples
from gui.samples import an_event
from uploader_gui.domain.events import Activity, EventKind, JobEvent, JobStatus
from uploader_gui.domain.messages import messages_of
from uploader_gui.gui.session.notifications import Notification, NotificationPolicy, Topic


def hear(policy: NotificationPolicy, *statuses: JobStatus) -> None:
    policy.hear([an_event(status) for status in statuses])


def told(policy: NotificationPolicy, *moments_s: float) -> Sequence[Notification | None]:
    return [policy.next_notification(moment_s) for moment_s in moments_s]


@pytest.mark.case("C77")
def test_the_end_of_the_queue_is_told_once_and_not_each_file() -> None:
    policy = NotificationPolicy()
    hear(policy, samples.uploading(1), samples.uploading(2), samples.waiting(3))
    hear(policy, samples.completed(1))
    assert policy.next_notification(1) is None
    hear(policy, samples.completed(2), samples.failed(3))
    assert told(policy, 2, 3) == [Notification(Topic.ENDED, completed=2, failed=1), None]


@pytest.mark.case("C77")
def test_a_failure_while_others_run_is_told_once() -> None:
    policy = NotificationPolicy()
    hear(policy, *(samples.uploading(number) for number in range(4)))
    hear(policy, samples.failed(1))
    assert told(policy, 1, 2) == [Notification(Topic.NEEDS_USER, failed=1), None]
    hear(policy, samples.failed(2))
    assert policy.next_notification(3) is None


def test_a_failure_after_the_user_looked_is_news_again() -> None:
    policy = NotificationPolicy()
    hear(policy, *(samples.uploading(number) for number in range(4)))
    hear(policy, samples.failed(1))
    assert policy.next_notification(1) is not None
    policy.user_looked()
    hear(policy, samples.failed(2))
    assert policy.next_notification(2) == Notification(Topic.NEEDS_USER, failed=2)


@pytest.mark.case("C77")
def test_an_outage_is_told_after_two_minutes_and_once() -> None:
    policy = NotificationPolicy()
    hear(policy, samples.busy(1, Activity.WAITING_FOR_NETWORK, messages_of("Waiting")))
    assert told(policy, 0, 119, 120, 500) == [None, None, Notification(Topic.OUTAGE), None]


def test_a_line_that_came_back_in_between_begins_a_new_outage() -> None:
    policy = NotificationPolicy()
    out = samples.busy(1, Activity.WAITING_FOR_NETWORK, messages_of("Waiting"))
    hear(policy, out)
    assert policy.next_notification(0) is None
    hear(policy, samples.uploading(1))
    assert policy.next_notification(100) is None
    hear(policy, out)
    assert told(policy, 130, 249, 250) == [None, None, Notification(Topic.OUTAGE)]


def test_what_was_there_at_the_start_is_no_news() -> None:
    policy = NotificationPolicy()
    policy.learn([an_event(samples.completed(1)), an_event(samples.failed(2))])
    assert policy.next_notification(0) is None


def test_pausing_everything_is_no_news() -> None:
    policy = NotificationPolicy()
    hear(policy, samples.uploading(1))
    hear(policy, samples.paused(1))
    assert policy.next_notification(0) is None


def test_progress_is_that_of_all_bytes_under_way() -> None:
    policy = NotificationPolicy()
    hear(policy, samples.uploading(1, done=0.5), samples.waiting(2))
    assert policy.progress == pytest.approx(0.25, abs=0.01)


def test_progress_does_not_go_back_when_one_of_many_files_has_arrived() -> None:
    policy = NotificationPolicy()
    hear(policy, samples.uploading(1, done=0.5), *(samples.waiting(number) for number in (2, 3, 4)))
    seen = [policy.progress]
    for number in (1, 2, 3):
        hear(policy, samples.completed(number))
        seen.append(policy.progress)
    assert seen == pytest.approx([0.125, 0.25, 0.5, 0.75], abs=0.01)
    hear(policy, samples.completed(4))
    hear(policy, samples.uploading(5, done=0.5))  # what is sent later begins anew
    assert policy.progress == pytest.approx(0.5, abs=0.01)


def test_progress_forgets_what_was_paused_or_removed() -> None:
    policy = NotificationPolicy()
    hear(policy, *(samples.uploading(number, done=0.5) for number in (1, 2, 3)))
    hear(policy, samples.paused(1, done=0.9))
    policy.hear([JobEvent(EventKind.REMOVED, samples.uploading(2, done=0.9))])
    assert policy.progress == pytest.approx(0.5, abs=0.01)


def test_without_jobs_under_way_there_is_no_progress() -> None:
    assert NotificationPolicy().progress is None
