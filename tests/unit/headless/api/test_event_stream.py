"""What waits for a slow listener."""

from collections.abc import Callable
from dataclasses import replace

from unit.headless.samples import a_job
from uploader_gui.domain.events import EventKind, JobEvent, JobStatus, Listener
from uploader_gui.domain.messages import messages_of
from uploader_gui.headless.api.event_stream import Feed


class Speaker:
    """As much of an engine as a feed needs."""

    def __init__(self) -> None:
        self.listeners: list[Listener] = []

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        self.listeners.append(listener)
        return lambda: self.listeners.remove(listener)

    def say(self, *events: JobEvent) -> None:
        for listener in self.listeners:
            listener(events)


def event(kind: EventKind, job_id: str = "a", done: int = 0) -> JobEvent:
    return JobEvent(kind, JobStatus(replace(a_job(), job_id=job_id, bytes_done=done), messages_of("")))


def test_only_the_newest_progress_waits_and_every_other_event_does() -> None:
    speaker = Speaker()
    with Feed(speaker.subscribe) as feed:
        speaker.say(event(EventKind.SUBMITTED), event(EventKind.PROGRESS, done=1))
        speaker.say(event(EventKind.PROGRESS, done=2), event(EventKind.COMPLETED))
        assert feed.heard.is_set()
        waiting = feed.take()
        assert [each.kind for each in waiting] == [
            EventKind.SUBMITTED, EventKind.PROGRESS, EventKind.COMPLETED,
        ]  # fmt: skip
        assert waiting[1].status.job.bytes_done == 2
        assert (feed.take(), feed.heard.is_set()) == ([], False)


def test_other_jobs_are_dropped_once_the_own_ones_are_known() -> None:
    speaker = Speaker()
    with Feed(speaker.subscribe) as feed:
        speaker.say(event(EventKind.SUBMITTED, "a"), event(EventKind.SUBMITTED, "b"))
        feed.narrow({"b"})
        speaker.say(event(EventKind.PROGRESS, "a"), event(EventKind.PROGRESS, "b"))
        assert [(each.kind, each.status.job.job_id) for each in feed.take()] == [
            (EventKind.SUBMITTED, "b"), (EventKind.PROGRESS, "b"),
        ]  # fmt: skip
    assert speaker.listeners == []
