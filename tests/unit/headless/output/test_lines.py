from uploader_gui.domain.errors import ErrorCode
from uploader_gui.domain.events import Refusal
from uploader_gui.domain.messages import MessageCode, message
from uploader_gui.headless.output.lines import refusal_words


def test_a_refusal_names_its_file_once() -> None:
    missing = message(MessageCode.SOURCE_LINK_CIRCLE, path="/v/a")
    linked = message(MessageCode.LINK_BROKEN)
    assert refusal_words(Refusal("/v/a", "", 0, ErrorCode.SOURCE_MISSING, (missing,))) == (
        "/v/a is a link that leads in a circle."
    )
    assert refusal_words(Refusal("/v/a", "", 0, ErrorCode.LINK_BROKEN, (linked,))) == (
        "/v/a: This link leads nowhere."
    )
