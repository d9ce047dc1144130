"""The calls about the timetable."""

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from uploader_gui.domain.messages import MessageCode
from uploader_gui.headless.api.backend import Backend
from uploader_gui.headless.api.errors import bad_request
from uploader_gui.headless.api.json_body import json_fields, text_field
from uploader_gui.headless.output.timetable_words import timetable_object
from uploader_gui.headless.runs.timetable_change import change_timetable

_RULES, _IGNORED = "rules", "isIgnored"


async def show(backend: Backend, _request: Request) -> Response:
    """The rules, and what they say now."""
    return JSONResponse(timetable_object(backend.engine.timekeeper.now))


async def change(backend: Backend, request: Request) -> Response:
    """Take other ``rules``, "" for none; ``isIgnored``: leave them aside until what they say changes next."""
    fields = await json_fields(request, (_RULES, _IGNORED))
    rules, is_ignored = text_field(fields, _RULES), fields.get(_IGNORED)
    if rules is None and is_ignored is None:
        raise bad_request(MessageCode.FIELD_IS_NEEDED, field=_RULES)
    if is_ignored is not None and not isinstance(is_ignored, bool):
        raise bad_request(MessageCode.FIELD_IS_FLAG, field=_IGNORED)
    if rules is not None:
        await change_timetable(backend.runtime, rules)
    if is_ignored is not None:
        backend.engine.timekeeper.ignore(is_ignored=is_ignored)
    return await show(backend, request)
