from uploader_gui.domain.errors import ErrorCode
from uploader_gui.domain.events import EventKind, Refusal
from uploader_gui.domain.messages import messages_of


def test_the_words_of_json_output_are_these_and_no_others() -> None:
    assert [str(kind) for kind in EventKind] == [
        "submitted",
        "progress",
        "paused",
        "failed",
        "completed",
        "skipped",
        "verified",
        "refused",
        "removed",
    ]


def test_a_refusal_is_no_success_unless_it_says_so() -> None:
    refusal = Refusal(
        "/films/a.mp4", "a.mp4", 1, ErrorCode.OBJECT_EXISTS, messages_of("It is there already.")
    )
    assert not refusal.is_success
